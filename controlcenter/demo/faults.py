"""What goes wrong in the demo city: by itself now and then, and when a presenter asks for it."""

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from controlcenter.demo.models.cabinets import Cabinets
from controlcenter.demo.models.family import Family, Said
from controlcenter.demo.models.moment import Moment
from controlcenter.demo.models.sensors import Air, Water, Wifi
from controlcenter.demo.models.streetlights import Streetlights, Tasmota

CITY_FAULTS = (
    "cabinet_mains_lost",
    "lamp_fails",
    "gauge_freezes",
    "sensor_rubbish",
    "clock_drift",
    "repeats",
    "device_offline",
    "device_silent",
    "device_flaps",
    "door_chatters",
    "air_polluted",
    "air_sticks",
    "water_rises",
)
NETWORK_FAULTS = ("broker_down", "network_silent")
ALL_CLEAR = "all_clear"
TRIGGERS = (*CITY_FAULTS, *NETWORK_FAULTS, ALL_CLEAR)

_WEIGHTS = (0.08, 0.26, 0.08, 0.12, 0.1, 0.06, 0.1, 0.04, 0.04, 0.03, 0.04, 0.02, 0.03)
_LASTS_S = (120.0, 360.0)
_SLOW = ("device_silent", "air_polluted", "air_sticks", "water_rises")
"""Faults that show only after minutes, and so last longer."""
_SLOW_LASTS_S = 900.0
_SMOKE = 45.0
"""µg/m³ which smoke adds: over the first limit of fine dust, under its second and under that of coarse dust."""
_FIRST_WITHIN_S = 20.0
_CLOCKS_OFF_S = (-400 * 86_400.0, 366 * 86_400.0, 5_400.0, -86_400.0)

Undo = Callable[[Moment], list[Said]]


@dataclass
class Families:
    """All the city's devices by their sort."""

    cabinets: Cabinets
    tasmota: Tasmota
    water: Water
    air: Air
    wifi: Wifi
    all: tuple[Family, ...]
    streetlights: tuple[Streetlights, ...]

    def find(self, device: str) -> tuple[Family, int] | None:
        """Return family and row of ``site:driver:address``, or of a bare address."""
        address = device.split(":", 2)[-1]
        driver = device.split(":", 2)[1] if device.count(":") >= 2 else None
        for family in self.all:
            if address in family.row and driver in (None, family.driver):
                return family, family.row[address]
        return None


@dataclass
class Troublemaker:
    """Lets faults happen and heal. ``every_s`` is the mean time between two of them; None for never."""

    families: Families
    rng: np.random.Generator
    every_s: float | None
    _next: float | None = None
    _heals: list[tuple[float, int, Undo]] = field(default_factory=list)
    _order: "itertools.count[int]" = field(default_factory=itertools.count)

    def step(self, at: Moment) -> list[Said]:
        """Let happen what is due at *at*; return what devices say because of it."""
        said: list[Said] = []
        while self._heals and self._heals[0][0] <= at.now:
            said += heapq.heappop(self._heals)[2](at)
        if self.every_s is None:
            return said
        if self._next is None:
            self._next = at.now + self.rng.uniform(0.2, 1.0) * min(_FIRST_WITHIN_S, self.every_s)
        elif self._next <= at.now:
            self._next = at.now + self.rng.exponential(self.every_s)
            said += self.happen(str(self.rng.choice(CITY_FAULTS, p=_WEIGHTS)), None, at)
        return said

    def happen(self, name: str, target: str | None, at: Moment, lasts_s: float | None = None) -> list[Said]:
        """Let the fault *name* befall *target* (an id or address; None: any fit device); it heals after minutes."""
        found = self.families.find(target) if target else None
        if target and found is None:
            return []
        family, row = found or self._victim(name)
        if row < 0:
            return []
        said, undo = _FAULTS[name](family, row, at, self.rng)
        if lasts_s is None:
            lasts_s = _SLOW_LASTS_S if name in _SLOW else self.rng.uniform(*_LASTS_S)
        if undo is not None:
            heapq.heappush(self._heals, (at.now + lasts_s, next(self._order), undo))
        return said

    def all_clear(self, at: Moment) -> list[Said]:
        """Heal everything at once."""
        healing, self._heals = self._heals, []
        return [each for _, _, undo in sorted(healing, key=lambda heal: heal[:2]) for each in undo(at)]

    def _victim(self, name: str) -> tuple[Family, int]:
        families = self.families
        sorts: dict[str, tuple[Family, ...]] = {
            "cabinet_mains_lost": (families.cabinets,),
            "lamp_fails": (families.tasmota,),
            "gauge_freezes": (families.water,),
            "sensor_rubbish": (families.air, families.water, families.wifi),
            "clock_drift": (families.air, families.tasmota, families.wifi),
            "repeats": (families.air, families.tasmota, families.wifi),
            "device_offline": (families.air, families.wifi),
            "device_silent": (families.air, families.water, families.wifi),
            "device_flaps": (families.air, families.wifi),
            "door_chatters": (families.cabinets,),
            "air_polluted": (families.air,),
            "air_sticks": (families.air,),
            "water_rises": (families.water,),
        }
        offered = [family for family in sorts[name] if len(family)]
        if not offered:
            return families.cabinets, -1
        family = offered[int(self.rng.integers(len(offered)))]
        return family, int(self.rng.integers(len(family)))


_Fault = Callable[[Family, int, Moment, np.random.Generator], tuple[list[Said], Undo | None]]


def _cabinet_mains_lost(family: Family, row: int, at: Moment, _: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Cabinets) or not family.mains[row]:
        return [], None
    family.lose_mains(row)

    def undo(at: Moment) -> list[Said]:
        family.restore_mains(row)
        return family.states([row], at)

    return family.states([row], at), undo


def _lamp_fails(family: Family, row: int, at: Moment, _: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Streetlights) or family.lamps.failed[row]:
        return [], None
    family.lamps.failed[row] = True

    def undo(_: Moment) -> list[Said]:
        family.lamps.failed[row] = False
        return []

    return family.measured(row, at), undo


def _gauge_freezes(family: Family, row: int, at: Moment, _: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Water) or row in family.frozen:
        return [], None
    family.freeze(row, at.now)

    def undo(_: Moment) -> list[Said]:
        family.frozen.pop(row, None)
        return []

    return [], undo


def _sensor_rubbish(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if row in family.rubbish:
        return [], None
    family.rubbish.add(row)

    def undo(_: Moment) -> list[Said]:
        family.rubbish.discard(row)
        return []

    return [], undo


def _clock_drift(family: Family, row: int, _: Moment, rng: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if row in family.clock_off_s:
        return [], None
    family.clock_off_s[row] = float(rng.choice(_CLOCKS_OFF_S))

    def undo(_: Moment) -> list[Said]:
        family.clock_off_s.pop(row, None)
        return []

    return [], undo


def _repeats(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if row in family.repeats:
        return [], None
    family.repeats[row] = b""

    def undo(_: Moment) -> list[Said]:
        family.repeats.pop(row, None)
        return []

    return [], undo


def _device_offline(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Air | Wifi) or not family.speaks[row]:
        return [], None
    return family.hang_up(row), lambda _: family.come_back(row)


def _device_silent(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if isinstance(family, Streetlights | Cabinets) or not family.speaks[row]:
        return [], None
    family.speaks[row] = False

    def undo(_: Moment) -> list[Said]:
        family.speaks[row] = True
        return []

    return [], undo


def _device_flaps(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Air | Wifi) or not family.speaks[row]:
        return [], None
    family.flapping.add(row)

    def undo(_: Moment) -> list[Said]:
        family.flapping.discard(row)
        return family.come_back(row)

    return [], undo


def _door_chatters(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Cabinets) or row in family.rattling:
        return [], None
    family.rattling.add(row)
    return [], lambda at: family.shut_door(row, at)


def _air_polluted(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Air) or row in family.smoke:
        return [], None
    family.smoke[row] = _SMOKE

    def undo(_: Moment) -> list[Said]:
        family.smoke.pop(row, None)
        return []

    return [], undo


def _air_sticks(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Air) or row in family.stuck:
        return [], None
    family.stuck[row] = ""

    def undo(_: Moment) -> list[Said]:
        family.stuck.pop(row, None)
        return []

    return [], undo


def _water_rises(family: Family, row: int, at: Moment, _: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Water) or row in family.surges:
        return [], None
    family.surges[row] = at.now

    def undo(_: Moment) -> list[Said]:
        family.surges.pop(row, None)
        return []

    return [], undo


_FAULTS: dict[str, _Fault] = {
    "cabinet_mains_lost": _cabinet_mains_lost,
    "lamp_fails": _lamp_fails,
    "gauge_freezes": _gauge_freezes,
    "sensor_rubbish": _sensor_rubbish,
    "clock_drift": _clock_drift,
    "repeats": _repeats,
    "device_offline": _device_offline,
    "device_silent": _device_silent,
    "device_flaps": _device_flaps,
    "door_chatters": _door_chatters,
    "air_polluted": _air_polluted,
    "air_sticks": _air_sticks,
    "water_rises": _water_rises,
}
