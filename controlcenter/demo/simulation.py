"""The whole city without any network: moments go in, packets come out."""

import heapq
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from controlcenter.demo.faults import ALL_CLEAR, CITY_FAULTS, Families, Troublemaker
from controlcenter.demo.inventory import Inventory
from controlcenter.demo.models.cabinets import Cabinets
from controlcenter.demo.models.family import Family, Later, Said, circuits_of
from controlcenter.demo.models.moment import Moment, moment
from controlcenter.demo.models.sensors import Air, Traffic, Water, Wifi
from controlcenter.demo.models.signs import Signs
from controlcenter.demo.models.sirens import Sirens
from controlcenter.demo.models.streetlights import Smartylighting, Streetlights, Tasmota
from controlcenter.domain.devices import Device

COMMANDS = (
    "cmnd/+/+",
    "smartylighting/streetlights/1/0/action/#",
    "lighting/cabinet/+/set",
    "signs/+/set",
    "sirens/+/set",
)
_SPOKEN_TO = {
    "cmnd": "tasmota",
    "smartylighting": "smartylighting",
    "lighting": "json_cabinet",
    "signs": "message_sign",
    "sirens": "siren",
}
"""First level of a command's topic → driver of the devices it is for."""
_STEP_S = 1.0
_WAKING_S = 5.0
"""How soon after meeting a broker everyone has spoken, in a town of a size for that."""
_WAKING_LASTS_S = 15.0
_WAKING_RATE = 2500.0
_LASTING = {"failed": 0.0012, "dead": 0.0008}
"""Shares of the lamps that are out of order for good, at least one of each in a town of some size."""
_TOWN_SIZE = 100


class City:
    """Everybody who speaks, at a city time that runs as fast as the clock but starts at *start_hour*.

    ``rate`` is the wished number of messages a second, None for the natural one. ``faults_every_s`` None: none.
    """

    def __init__(
        self,
        inventory: Inventory,
        now: float,
        start_hour: float,
        rate: float | None = None,
        faults_every_s: float | None = None,
    ) -> None:
        self._began, self._start_hour = now, start_hour
        self._stepped = now
        self._rng = np.random.default_rng([inventory.seed, 7])
        self.families = self._populate(inventory, start_hour)
        self.troubles = Troublemaker(self.families, self._rng, faults_every_s)
        if faults_every_s is not None:
            self._break_some()
        self._agenda: list[tuple[float, int, Callable[[Moment], list[Said]]]] = []
        self._order = itertools.count()
        self._paced = rate is not None
        factor = 1.0 if rate is None else rate / self.natural_rate
        for family in self.families.all:
            for stream in family.streams:
                stream.begin(now, factor)

    @property
    def natural_rate(self) -> float:
        """Messages a second when each device speaks at its own pace."""
        return sum(len(s.headers) / s.period_s for family in self.families.all for s in family.streams)

    def at(self, now: float) -> Moment:
        return moment(now, (self._start_hour + (now - self._began) / 3600.0) % 24.0)

    def greetings(self, now: float) -> list[bytes]:
        """Return the retained states a broker should hold now. Everyone is chatty for a while after that.

        Without it a centre that starts would wait half a minute for its first values. A wished rate is kept to.
        """
        at = self.at(now)
        if not self._paced:
            streams = [stream for family in self.families.all for stream in family.streams]
            period_s = max(_WAKING_S, sum(len(stream.headers) for stream in streams) / _WAKING_RATE)
            for stream in streams:
                stream.wake(now, period_s, now + max(_WAKING_LASTS_S, period_s))
        return [said.packet() for family in self.families.all for said in family.greetings(at)]

    def tick(self, now: float) -> list[bytes]:
        """Return the packets of everything said since the last tick."""
        at = self.at(now)
        said: list[Said] = []
        while self._agenda and self._agenda[0][0] <= now:
            said += heapq.heappop(self._agenda)[2](at)
        if now - self._stepped >= _STEP_S:
            said += self._step(at, now - self._stepped)
            self._stepped = now
        packets = [each.packet() for each in said]
        for family in self.families.all:
            for stream in family.streams:
                family.speak(stream, at, packets)
        return packets

    def hear(self, topic: str, payload: bytes, now: float) -> None:
        """Take a command off the wire; whoever it is for will act on it in its own time."""
        levels = topic.split("/")
        driver = _SPOKEN_TO.get(levels[0])
        for family in self.families.all:
            if family.driver == driver:
                for later in family.obey(levels, payload, self.at(now)):
                    self._plan(now, later)

    def trigger(self, name: str, target: str | None, now: float) -> list[bytes]:
        """Let a fault happen now, or clear them all; raises ValueError for a name that is not known."""
        if name == ALL_CLEAR:
            said = self.troubles.all_clear(self.at(now))
        elif name in CITY_FAULTS:
            said = self.troubles.happen(name, target, self.at(now))
        else:
            raise ValueError(f"{name!r} is not a fault of the city: {', '.join((*CITY_FAULTS, ALL_CLEAR))}")
        return [each.packet() for each in said]

    def _plan(self, now: float, later: Later) -> None:
        heapq.heappush(self._agenda, (now + later.after_s, next(self._order), later.act))

    def _step(self, at: Moment, passed_s: float) -> list[Said]:
        said = self.troubles.step(at)
        live = self.families.cabinets.live
        for lights in self.families.streetlights:
            said += lights.follow(live, at)
        self.families.cabinets.feed(self.families.streetlights, at)
        for family in self.families.all:
            said += family.step(at, passed_s)
        return said

    def _populate(self, inventory: Inventory, hour: float) -> Families:
        by_driver: dict[str, list[Device]] = {}
        for device in (*inventory.devices, *inventory.undiscovered):
            by_driver.setdefault(device.driver, []).append(device)
        cabinets = Cabinets(by_driver.get("json_cabinet", []), self._rng)
        tasmota = self._lights(Tasmota, by_driver, cabinets, hour)
        smarty = self._lights(Smartylighting, by_driver, cabinets, hour)
        water, air, traffic, wifi = (
            sort(by_driver.get(sort.driver, []), self._rng) for sort in (Water, Air, Traffic, Wifi)
        )
        signs = Signs(by_driver.get(Signs.driver, []), self._rng)
        sirens = Sirens(by_driver.get(Sirens.driver, []), self._rng)
        everyone: tuple[Family, ...] = (cabinets, tasmota, smarty, water, air, traffic, wifi, signs, sirens)
        assert isinstance(water, Water)
        assert isinstance(air, Air)
        assert isinstance(wifi, Wifi)
        return Families(cabinets, tasmota, water, air, wifi, signs, sirens, everyone, (tasmota, smarty))

    def _lights(self, sort: type[Any], by_driver: dict[str, list[Device]], cabinets: Cabinets, hour: float) -> Any:
        devices = by_driver.get(sort.driver, [])
        watts = np.array([float(device.options["rated_power_w"]) for device in devices])
        return sort(devices, circuits_of(devices, cabinets.devices), watts, hour, self._rng)

    def _break_some(self) -> None:
        """Leave a few lamps out of order from the start, as in any town."""
        for lights in self.families.streetlights:
            lamps = lights.lamps
            for state, share in _LASTING.items():
                count = int(np.ceil(share * len(lights))) if len(lights) >= _TOWN_SIZE else 0
                rows = self._rng.choice(len(lights), count, replace=False)
                getattr(lamps, state)[rows] = True
            lamps.powered &= ~lamps.dead
            lamps.speaks_from[lamps.dead] = np.inf
            lights.speaks = lamps.speaks


__all__ = ["COMMANDS", "City", "Streetlights"]
