"""Samples of one point that came in while the page was open."""

import numpy as np
import numpy.typing as npt

from controlcenter.domain.kinds import PointKind
from controlcenter.domain.readings import Quality, Reading, Value
from controlcenter.ui.trends.decimate import Floats

KEPT = 20_000
WORDS_MOST = 64


class LiveSamples:
    """The newest samples in order of time; the oldest half is given up when there are too many."""

    def __init__(self) -> None:
        self._times = np.empty(256)
        self._values = np.empty(256)
        self._count = 0

    def clear(self) -> None:
        self._count = 0

    def add(self, at: float, value: float) -> bool:
        """Take a sample newer than all before; *value* NaN when it was bad."""
        if self._count and at <= self._times[self._count - 1]:
            return False
        if self._count == len(self._times):
            self._grow()
        self._times[self._count], self._values[self._count] = at, value
        self._count += 1
        return True

    def _grow(self) -> None:
        kept = slice(self._count - KEPT // 2, None) if self._count >= KEPT else slice(None)
        times, values = self._times[kept], self._values[kept]
        self._count = len(times)
        room = np.empty(self._count)
        self._times, self._values = np.concatenate((times, room)), np.concatenate((values, room))

    @property
    def times(self) -> Floats:
        return self._times[: self._count]

    @property
    def values(self) -> Floats:
        return self._values[: self._count]


class Scale:
    """Turns a point's values into numbers to draw: on is 1, words are counted."""

    def __init__(self, point: PointKind | None) -> None:
        self._type = point.type if point else "number"
        self.words: list[str] = list(point.values) if point and self._type in ("enum", "text") else []

    @property
    def stepped(self) -> bool:
        return self._type != "number"

    @property
    def kind(self) -> str:
        """``number``, ``bool``, ``enum`` or ``text``."""
        return self._type

    def number(self, value: Value | None) -> float:
        """*value* on the axis; NaN when there is none, or there are too many different words."""
        if value is None:
            return np.nan
        if isinstance(value, str):
            if value not in self.words:
                if len(self.words) >= WORDS_MOST:
                    return np.nan
                self.words.append(value)
            return float(self.words.index(value))
        return float(value)

    def word(self, number: float) -> str | None:
        """The stored word at *number*, None when this is no axis of words."""
        place = round(number)
        return self.words[place] if 0 <= place < len(self.words) and abs(number - place) < 0.01 else None


def usable(reading: Reading) -> bool:
    """Whether a reading is news for a chart: a value that only became stale is not drawn again."""
    return reading.quality is not Quality.STALE


def with_live(
    history: tuple[Floats, Floats], live: LiveSamples
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """History followed by the live samples newer than all of it."""
    times, values = history
    since = int(np.searchsorted(live.times, times[-1], "right")) if len(times) else 0
    if since >= len(live.times):
        return times, values
    return np.concatenate((times, live.times[since:])), np.concatenate((values, live.values[since:]))


def stretches(times: Floats, values: Floats, end: float) -> list[tuple[float, float, float]]:
    """Begin, end (s since 1970 UTC) and number of each stretch of one value; the last one lasts until *end*.

    *times* (n,) rising; *values* (n,), NaN where nothing is known.
    """
    if len(times) == 0:
        return []
    same = (values[1:] == values[:-1]) | (np.isnan(values[1:]) & np.isnan(values[:-1]))
    begins = np.concatenate(([0], np.flatnonzero(~same) + 1))
    until = np.append(times[begins[1:]], max(end, times[-1]))
    found = zip(times[begins].tolist(), until.tolist(), values[begins].tolist(), strict=True)
    return [(begin, last, value) for begin, last, value in found if value == value]
