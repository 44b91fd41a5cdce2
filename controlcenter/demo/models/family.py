"""What all simulated devices of one driver share: rows of arrays, streams of messages, quirks."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from controlcenter.demo.models.moment import Moment
from controlcenter.demo.mqtt import header, publication
from controlcenter.domain.devices import Device

Rows = npt.NDArray[np.intp]
Column = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

TICK_S = 0.05


class Said(NamedTuple):
    """Something a device publishes outside its rhythm."""

    topic: str
    payload: str
    retain: bool = False

    def packet(self) -> bytes:
        return publication(header(self.topic), self.payload.encode(), self.retain)


class Later(NamedTuple):
    """Something a device does *after_s* from now."""

    after_s: float
    act: "Callable[[Moment], list[Said]]"


class Stream:
    """Messages of one sort that each device of a family sends at a steady period, staggered."""

    def __init__(
        self,
        topics: Sequence[str],
        period_s: float,
        texts: Callable[[Rows, Moment], list[str]],
        rng: np.random.Generator,
    ) -> None:
        self.headers = [header(topic) for topic in topics]
        self.period_s = period_s
        self.texts = texts
        self._phase = rng.permutation(len(topics)) / max(1, len(topics))
        self.due: Column = np.zeros(len(topics))
        self._awake_until = 0.0
        self._waking_s = period_s

    def begin(self, now: float, factor: float) -> None:
        """Start the rhythm at *now*, *factor* times faster than natural."""
        self.period_s /= factor
        self.due = now + self._phase * self.period_s

    def wake(self, now: float, period_s: float, until: float) -> None:
        """Speak at the shorter *period_s* until then, as devices do that have just found their broker."""
        self._waking_s, self._awake_until = min(period_s, self.period_s), until
        self.due = now + self._phase * self._waking_s

    def take_due(self, now: float) -> Rows:
        """Return the rows to speak at *now*, one as often as its period demands, and plan their next turns."""
        if self._awake_until and now >= self._awake_until:
            self._awake_until = 0.0
            self.due = now + self._phase * self.period_s
        period_s = self._waking_s if self._awake_until else self.period_s
        late = now - self.due
        rows = np.flatnonzero(late >= 0)
        if not len(rows):
            return rows
        turns = 1 + np.floor(late[rows] / period_s)
        self.due[rows] += turns * period_s
        # After a pause nobody makes up for what was not said.
        most = math.ceil(4 * TICK_S / period_s)
        return rows if turns.max() == 1 else np.repeat(rows, np.minimum(turns, most).astype(int))


_RUBBISH = (
    b"E: sensor bus timeout 0x1f",
    b'{"ts":"2026-13-45T99:00:00Z","pm25":NaN,"level_cm":NaN}',
    b'\xff\xfe\x00{"pm25"\xc3\x28:1}',
    b"[" * 10_000,
    b'{"pad":"' + b"x" * 300_000 + b'"}',
    b"",
)


class Family:
    """Devices of one driver: row i of every array is ``devices[i]``."""

    driver: str

    def __init__(self, devices: Sequence[Device], rng: np.random.Generator) -> None:
        self.devices = tuple(devices)
        self.rng = rng
        self.row = {device.address: row for row, device in enumerate(self.devices)}
        self.speaks: Flags = np.ones(len(self.devices), dtype=bool)
        self.streams: tuple[Stream, ...] = ()
        self.clock_off_s: dict[int, float] = {}
        self.rubbish: set[int] = set()
        self.repeats: dict[int, bytes] = {}
        """Rows that say things twice and out of order, with the last thing they said."""

    def __len__(self) -> int:
        return len(self.devices)

    def address(self, row: int) -> str:
        return self.devices[row].address

    def greetings(self, at: Moment) -> list[Said]:
        """Return the retained states that stand at the broker while the devices are there."""
        return []

    def step(self, at: Moment, passed_s: float) -> list[Said]:
        """Live through *passed_s*; return what is said because of it."""
        return []

    def obey(self, topic: Sequence[str], payload: bytes, at: Moment) -> list[Later]:
        """Return what the device addressed by a command's *topic* does about it."""
        return []

    def speak(self, stream: Stream, at: Moment, packets: list[bytes]) -> None:
        """Append what is due on *stream* to *packets*."""
        rows = stream.take_due(at.now)
        rows = rows[self.speaks[rows]]
        if not len(rows):
            return
        texts = stream.texts(rows, at)
        headers = stream.headers
        numbers = rows.tolist()
        if self.clock_off_s or self.rubbish or self.repeats:
            packets += self._quirky(stream, numbers, texts, at)
        else:
            packets += [publication(headers[row], text.encode()) for row, text in zip(numbers, texts, strict=True)]

    def _quirky(self, stream: Stream, rows: list[int], texts: list[str], at: Moment) -> list[bytes]:
        packets = []
        for row, text in zip(rows, texts, strict=True):
            head = stream.headers[row]
            if row in self.clock_off_s:
                text = stream.texts(np.array([row]), at.shifted(self.clock_off_s[row]))[0]
            packet = publication(head, text.encode())
            if row in self.rubbish and self.rng.random() < 0.7:
                packet = publication(head, _RUBBISH[int(self.rng.integers(len(_RUBBISH)))])
            packets.append(packet)
            if row in self.repeats:
                packets += [packet, self.repeats[row]]
                self.repeats[row] = packet
        return packets


def bump(hour: float, at: float, wide: float) -> float:
    """Return a bell over the hours of the day, 1 at *at*; it goes round midnight."""
    away = (hour - at + 12.0) % 24.0 - 12.0
    return math.exp(-((away / wide) ** 2))


def turned(at: Moment, every_s: float) -> bool:
    """Say which of two states something is in that changes *every_s*."""
    return int(at.now / every_s) % 2 == 0


def circuits_of(devices: Sequence[Device], cabinets: Sequence[Device]) -> Rows:
    """Return for each device the row of its cabinet, -1 for those that hang on none."""
    row = {cabinet.id: number for number, cabinet in enumerate(cabinets)}
    return np.array([row.get(device.parent, -1) if device.parent else -1 for device in devices], dtype=np.intp)
