"""What goes wrong in the demo city: by itself now and then, and when a presenter asks for it."""

import heapq
import itertools
from dataclasses import dataclass, field

import numpy as np

from controlcenter.demo.ailments import FAULTS, Undo
from controlcenter.demo.models.cabinets import Cabinets
from controlcenter.demo.models.family import Family, Said
from controlcenter.demo.models.moment import Moment
from controlcenter.demo.models.sensors import Air, Water, Wifi
from controlcenter.demo.models.signs import Signs
from controlcenter.demo.models.sirens import Sirens
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
    "sign_stuck",
    "sign_pixels",
    "sign_dark",
    "siren_battery",
)
NETWORK_FAULTS = ("broker_down", "network_silent")
ALL_CLEAR = "all_clear"
TRIGGERS = (*CITY_FAULTS, *NETWORK_FAULTS, ALL_CLEAR)

_WEIGHTS = (0.08, 0.24, 0.07, 0.11, 0.1, 0.05, 0.1, 0.04, 0.04, 0.03, 0.04, 0.02, 0.03, 0.01, 0.02, 0.01, 0.01)
_LASTS_S = (120.0, 360.0)
_SLOW = ("device_silent", "air_polluted", "air_sticks", "water_rises", "siren_battery")
"""Faults that show only after minutes, and so last longer."""
_SLOW_LASTS_S = 900.0
_FIRST_WITHIN_S = 20.0


@dataclass
class Families:
    """All the city's devices by their sort."""

    cabinets: Cabinets
    tasmota: Tasmota
    water: Water
    air: Air
    wifi: Wifi
    signs: Signs
    sirens: Sirens
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
        said, undo = FAULTS[name](family, row, at, self.rng)
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
            "device_offline": (families.air, families.wifi, families.signs),
            "device_silent": (families.air, families.water, families.wifi),
            "device_flaps": (families.air, families.wifi),
            "door_chatters": (families.cabinets,),
            "air_polluted": (families.air,),
            "air_sticks": (families.air,),
            "water_rises": (families.water,),
            "sign_stuck": (families.signs,),
            "sign_pixels": (families.signs,),
            "sign_dark": (families.signs,),
            "siren_battery": (families.sirens,),
        }
        offered = [family for family in sorts[name] if len(family)]
        if not offered:
            return families.cabinets, -1
        family = offered[int(self.rng.integers(len(offered)))]
        return family, int(self.rng.integers(len(family)))
