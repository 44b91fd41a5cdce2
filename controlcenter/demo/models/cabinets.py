"""Feeder cabinets: three phases, a contactor, a door, and what hangs on them."""

import json
from collections.abc import Sequence

import numpy as np

from controlcenter.demo.models.family import Column, Family, Flags, Later, Rows, Said, Stream, turned
from controlcenter.demo.models.moment import Moment
from controlcenter.demo.models.streetlights import Streetlights, answer_delay
from controlcenter.domain.devices import Device

RATTLE_S = 7.0
NONE, MAINS_LOST, BREAKER_TRIPPED, DOOR_OPEN = range(4)


class Cabinets(Family):
    """``lighting/cabinet/…``: a modem on a battery goes on reporting when the mains are gone."""

    driver = "json_cabinet"

    def __init__(self, devices: Sequence[Device], rng: np.random.Generator) -> None:
        super().__init__(devices, rng)
        count = len(self.devices)
        self.mains: Flags = np.ones(count, dtype=bool)
        self.contactor: Flags = np.ones(count, dtype=bool)
        self.fault = np.zeros(count, dtype=int)
        self.door_open: Flags = np.zeros(count, dtype=bool)
        self.rattling: set[int] = set()
        """Rows whose door swings in the wind."""
        self.stubborn = rng.random(count) < 0.01
        """Refuses commands."""
        self._load: Column = np.zeros(count)
        self._kwh: Column = rng.uniform(2_000, 60_000, count)
        self._volts: Column = rng.normal(230.0, 1.2, (count, 3))
        self.streams = (Stream([self._topic(row) for row in range(count)], 30.0, self._texts, rng),)

    def _topic(self, row: int, what: str = "state") -> str:
        return f"lighting/cabinet/{self.address(row)}/{what}"

    @property
    def live(self) -> Flags:
        """Which circuits carry power, with a last row, always True, for lamps that hang on none."""
        return np.append(self.mains & self.contactor, True)

    def feed(self, streetlights: Sequence[Streetlights], at: Moment) -> None:
        """Take over what the lamps on each circuit draw."""
        count = len(self)
        self._load = np.full(count, 18.0)
        for family in streetlights:
            hung = np.flatnonzero(family.lamps.circuit >= 0)
            watts = family.lamps.power(hung, at.now) * family.lamps.powered[hung]
            self._load += np.bincount(family.lamps.circuit[hung], watts, count)[:count]

    def greetings(self, at: Moment) -> list[Said]:
        return [Said(self._topic(row, "link"), "online", True) for row in range(len(self))]

    def step(self, at: Moment, passed_s: float) -> list[Said]:
        self._kwh += self._load * self.mains * (passed_s / 3.6e6)
        is_open = turned(at, RATTLE_S)
        rows = [row for row in sorted(self.rattling) if bool(self.door_open[row]) is not is_open]
        self.door_open[rows] = is_open
        return self.states(rows, at) if rows else []

    def shut_door(self, row: int, at: Moment) -> list[Said]:
        """Let the door of *row* swing no more."""
        self.rattling.discard(row)
        self.door_open[row] = False
        return self.states([row], at)

    def states(self, rows: Sequence[int], at: Moment) -> list[Said]:
        return [Said(self._topic(row), text) for row, text in zip(rows, self._texts(np.array(rows), at), strict=True)]

    def _texts(self, rows: Rows, at: Moment) -> list[str]:
        volts = (self._volts[rows] + self.rng.normal(0, 0.6, (len(rows), 3))) * self.mains[rows, None]
        load = self._load[rows] * self.mains[rows] * self.rng.normal(1.0, 0.004, len(rows))
        columns = zip(
            volts.tolist(),
            load.tolist(),
            self._kwh[rows].tolist(),
            self.contactor[rows].tolist(),
            (np.where(self.door_open[rows] & (self.fault[rows] == NONE), DOOR_OPEN, self.fault[rows])).tolist(),
            self.door_open[rows].tolist(),
            strict=True,
        )
        form = (
            f'{{"ts":"{at.iso}","mains_v":[%.1f,%.1f,%.1f],"power_w":%.0f,"energy_kwh":%.2f,'
            '"door":%d,"contactor":"%s","fault":%d}'
        )
        return [
            form % (*each, watts, kwh, door, "on" if closed else "off", fault)
            for each, watts, kwh, closed, fault, door in columns
        ]

    def lose_mains(self, row: int) -> None:
        self.mains[row], self.fault[row] = False, MAINS_LOST

    def restore_mains(self, row: int) -> None:
        self.mains[row], self.fault[row] = True, NONE

    def obey(self, topic: Sequence[str], payload: bytes, at: Moment) -> list[Later]:
        row = self.row.get(topic[2]) if len(topic) == 4 else None
        if row is None:
            return []
        wanted = self._wanted(payload)
        error = "bad command" if wanted is None else "local control" if self.stubborn[row] else None
        delay = answer_delay(self.rng)
        ack = self._topic(row, "ack")
        if error:
            reply = json.dumps({"ok": False, "error": error}, separators=(",", ":"))
            return [Later(delay, lambda _: [Said(ack, reply)])]

        def act(at: Moment) -> list[Said]:
            self.contactor[row] = wanted == "on"
            return [Said(ack, '{"ok":true}')]

        return [Later(delay, act), Later(delay + 0.5, lambda at: self.states([row], at))]

    @staticmethod
    def _wanted(payload: bytes) -> str | None:
        try:
            body = json.loads(payload)
        except ValueError:
            return None
        wanted = body.get("contactor") if isinstance(body, dict) else None
        return wanted if wanted in ("on", "off") else None
