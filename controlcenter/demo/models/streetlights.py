"""The two makes of lamps: Tasmota controllers and AsyncAPI's Smartylighting, each in its own words."""

import enum
import json
from collections.abc import Sequence

import numpy as np

from controlcenter.demo.models.family import Column, Family, Flags, Later, Rows, Said, Stream
from controlcenter.demo.models.lamps import RAMP_S, Lamps
from controlcenter.demo.models.moment import Moment
from controlcenter.domain.devices import Device


class Temper(enum.IntEnum):
    """What a device makes of commands."""

    OBEYS = 0
    REFUSES = 1
    MUTE = 2
    """Does nothing and says nothing."""
    OTHER = 3
    """Does something else than it was told."""


TEMPERS = (0.979, 0.007, 0.007, 0.007)
"""Shares of the tempers among lamps."""


def tempers(count: int, rng: np.random.Generator) -> list[Temper]:
    return [Temper(each) for each in rng.choice(4, count, p=TEMPERS).tolist()]


def answer_delay(rng: np.random.Generator) -> float:
    """Return s until a device answers: most within one, a few up to three."""
    return float(np.clip(rng.lognormal(-0.5, 0.6), 0.2, 3.0))


class Streetlights(Family):
    """Lamps of either make on their circuits."""

    def __init__(
        self, devices: Sequence[Device], circuit: Rows, rated_w: Column, hour: float, rng: np.random.Generator
    ) -> None:
        super().__init__(devices, rng)
        self.lamps = Lamps(circuit, rated_w, hour, rng)
        self.temper = tempers(len(devices), rng)

    def gone(self, row: int) -> list[Said]:
        """Return what is said for a lamp whose connection was lost."""
        return []

    def started(self, row: int, at: Moment) -> list[Said]:
        """Return what a lamp says when it has its power back."""
        return []

    def follow(self, circuits_live: Flags, at: Moment) -> list[Said]:
        """Follow plan and supply; return what is said because of them."""
        rows = self.lamps.follow_plan(at.hour, at.now)
        gone, started = self.lamps.supply(circuits_live, at.now)
        self.speaks = self.lamps.speaks
        said = [each for row in gone.tolist() for each in self.gone(row)]
        said += [each for row in started.tolist() for each in self.started(row, at)]
        return said + [each for row in rows[self.speaks[rows]].tolist() for each in self.states([row], at)]

    def states(self, rows: Sequence[int], at: Moment) -> list[Said]:
        """Return what lamps say about being on."""
        return []

    def measured(self, row: int, at: Moment) -> list[Said]:
        """Return what a lamp says about what it really draws or gives."""
        return self.states([row], at) if self.speaks[row] else []


class Tasmota(Streetlights):
    """``tele/…/LWT``, ``STATE``, ``SENSOR``; ``cmnd/…/POWER`` and ``Dimmer`` answered on ``stat/…/RESULT``."""

    driver = "tasmota"

    def __init__(
        self, devices: Sequence[Device], circuit: Rows, rated_w: Column, hour: float, rng: np.random.Generator
    ) -> None:
        super().__init__(devices, circuit, rated_w, hour, rng)
        count = len(self.devices)
        self._signal = rng.integers(48, 96, count).astype(float)
        self._kwh: Column = rng.uniform(40, 900, count)
        self._volts: Column = rng.normal(229.0, 1.6, count)
        names = [device.address for device in self.devices]
        self.streams = (
            Stream([f"tele/{name}/STATE" for name in names], 30.0, self._state_texts, rng),
            Stream([f"tele/{name}/SENSOR" for name in names], 60.0, self._sensor_texts, rng),
        )

    def greetings(self, at: Moment) -> list[Said]:
        online = self.speaks.tolist()
        return [
            Said(f"tele/{device.address}/LWT", "Online" if up else "Offline", True)
            for device, up in zip(self.devices, online, strict=True)
        ]

    def gone(self, row: int) -> list[Said]:
        return [Said(f"tele/{self.address(row)}/LWT", "Offline", True)]

    def started(self, row: int, at: Moment) -> list[Said]:
        return [Said(f"tele/{self.address(row)}/LWT", "Online", True), *self.states([row], at)]

    def states(self, rows: Sequence[int], at: Moment) -> list[Said]:
        texts = self._state_texts(np.array(rows), at)
        return [Said(f"tele/{self.address(row)}/STATE", text) for row, text in zip(rows, texts, strict=True)]

    def step(self, at: Moment, passed_s: float) -> list[Said]:
        rows = np.arange(len(self))
        self._kwh += self.lamps.power(rows, at.now) * self.lamps.powered * (passed_s / 3.6e6)
        return []

    def _state_texts(self, rows: Rows, at: Moment) -> list[str]:
        signal = np.clip(self._signal[rows] + self.rng.normal(0, 2.5, len(rows)), 12, 100)
        columns = zip(
            (self.lamps.to[rows] > 0).tolist(),
            np.rint(self.lamps.dimmer[rows]).astype(int).tolist(),
            signal.astype(int).tolist(),
            strict=True,
        )
        form = f'{{"Time":"{at.local}","POWER":"%s","Dimmer":%d,"Wifi":{{"RSSI":%d}}}}'
        return [form % ("ON" if on else "OFF", dimmer, rssi) for on, dimmer, rssi in columns]

    def _sensor_texts(self, rows: Rows, at: Moment) -> list[str]:
        watts = self.lamps.power(rows, at.now)
        watts = np.where(watts > 1, watts + self.rng.normal(0, 0.6, len(rows)), 0.0)
        volts = self._volts[rows] + self.rng.normal(0, 0.7, len(rows))
        columns = zip(
            self._kwh[rows].tolist(), watts.tolist(), volts.tolist(), (watts / (0.95 * volts)).tolist(), strict=True
        )
        form = f'{{"Time":"{at.local}","ENERGY":{{"Total":%.3f,"Power":%.0f,"Voltage":%.0f,"Current":%.3f}}}}'
        return [form % column for column in columns]

    def obey(self, topic: Sequence[str], payload: bytes, at: Moment) -> list[Later]:
        row = self.row.get(topic[1]) if len(topic) == 3 else None
        if row is None or not self.speaks[row] or self.temper[row] is Temper.MUTE:
            return []
        wanted = None if self.temper[row] is Temper.REFUSES else self._wanted(row, topic[2], payload)
        delay = answer_delay(self.rng)
        if wanted is None:
            known = topic[2].upper() in ("POWER", "DIMMER")
            reply = json.dumps({"Command": "Error" if known else "Unknown"}, separators=(",", ":"))
            return [Later(delay, lambda _: [Said(f"stat/{topic[1]}/RESULT", reply)])]
        level = wanted
        if self.temper[row] is Temper.OTHER:
            level = 100.0 if wanted == 0 else round(max(1.0, wanted * 0.6))

        def act(at: Moment) -> list[Said]:
            if not self.speaks[row]:
                return []
            self.lamps.set(np.array([row]), level, at.now)
            power, dimmer = ("ON" if level > 0 else "OFF"), round(float(self.lamps.dimmer[row]))
            result = f'{{"POWER":"{power}","Dimmer":{dimmer}}}'
            return [Said(f"stat/{topic[1]}/RESULT", result), *self.states([row], at)]

        return [Later(delay, act), Later(delay + RAMP_S + 0.3, lambda at: self.measured(row, at))]

    def measured(self, row: int, at: Moment) -> list[Said]:
        if not self.speaks[row]:
            return []
        return [Said(f"tele/{self.address(row)}/SENSOR", self._sensor_texts(np.array([row]), at)[0])]

    def _wanted(self, row: int, verb: str, payload: bytes) -> float | None:
        """Return the level a command asks for, None when it makes no sense."""
        word = payload.strip().upper()
        lit = float(self.lamps.to[row])
        if verb.upper() == "POWER":
            toggled = 0.0 if lit > 0 else float(self.lamps.dimmer[row])
            on = lit if lit > 0 else float(self.lamps.dimmer[row])
            return {b"ON": on, b"1": on, b"OFF": 0.0, b"0": 0.0, b"TOGGLE": toggled, b"2": toggled, b"": lit}.get(word)
        if verb.upper() == "DIMMER" and word.isdigit() and int(word) <= 100:
            return float(word)
        return None


class Smartylighting(Streetlights):
    """``…/lighting/measured`` and nothing else: no last will, no answer but the light itself."""

    driver = "smartylighting"
    _ROOT = "smartylighting/streetlights/1/0"

    def __init__(
        self, devices: Sequence[Device], circuit: Rows, rated_w: Column, hour: float, rng: np.random.Generator
    ) -> None:
        super().__init__(devices, circuit, rated_w, hour, rng)
        self._rated = np.array([float(device.options.get("rated_lumens", 8000)) for device in self.devices])
        topics = [self._topic(row) for row in range(len(self))]
        self.streams = (Stream(topics, 30.0, self._texts, rng),)

    def _topic(self, row: int) -> str:
        return f"{self._ROOT}/event/{self.address(row)}/lighting/measured"

    def started(self, row: int, at: Moment) -> list[Said]:
        return self.states([row], at)

    def states(self, rows: Sequence[int], at: Moment) -> list[Said]:
        return [Said(self._topic(row), text) for row, text in zip(rows, self._texts(np.array(rows), at), strict=True)]

    def _texts(self, rows: Rows, at: Moment) -> list[str]:
        lumens = self.lamps.light(rows, at.now) / 100.0 * self._rated[rows]
        # Within a quarter of a per cent of the rated light, so that a level reads as it was set.
        lumens = lumens + np.where(lumens > 0, self.rng.uniform(-0.0025, 0.0025, len(rows)) * self._rated[rows], 0.0)
        form = f'{{"lumens":%d,"sentAt":"{at.iso}"}}'
        return [form % each for each in np.maximum(np.rint(lumens), 0).astype(int).tolist()]

    def obey(self, topic: Sequence[str], payload: bytes, at: Moment) -> list[Later]:
        row = self.row.get(topic[5]) if len(topic) in (7, 8) else None
        wanted = self._wanted(topic, payload) if row is not None else None
        if row is None or wanted is None or not self.speaks[row]:
            return []
        temper = self.temper[row]
        if temper in (Temper.REFUSES, Temper.MUTE):
            return []
        where = np.array([row])

        def act(at: Moment) -> list[Said]:
            level = wanted if wanted >= 0 else float(self.lamps.dimmer[row])
            if temper is Temper.OTHER:
                level = max(1.0, level * 0.6) if level else 100.0
            self.lamps.set(where, level, at.now)
            return []

        delay = answer_delay(self.rng)
        return [Later(delay, act), Later(delay + RAMP_S + 0.1, lambda at: self.measured(row, at))]

    @staticmethod
    def _wanted(topic: Sequence[str], payload: bytes) -> float | None:
        """Return the level a command asks for, -1 for the last one, None when it makes no sense."""
        verb = "/".join(topic[6:])
        try:
            body = json.loads(payload)
        except ValueError:
            return None
        if verb in ("turn/on", "turn/off"):
            return -1.0 if verb == "turn/on" else 0.0
        percentage = body.get("percentage") if verb == "dim" and isinstance(body, dict) else None
        return float(percentage) if isinstance(percentage, int | float) and 0 <= percentage <= 100 else None
