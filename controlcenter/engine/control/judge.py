"""Whether a device may and can be given a command now, and if not, why."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from controlcenter.domain.commands import Operator, Source
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import CommandKind, Confirm, Kind, Permit
from controlcenter.domain.orders import Exclusion
from controlcenter.domain.readings import Connection, Quality, Reading, Value
from controlcenter.drivers.loader import LoadedDriver
from controlcenter.engine.control.authority import Authority
from controlcenter.engine.inventory import Inventory
from controlcenter.engine.live import LiveState
from controlcenter.engine.proof import shows

TextCheck = Callable[[Device, str], Exclusion | None]


class Wish(NamedTuple):
    """A command as somebody wants it; its arguments are validated."""

    command: CommandKind
    arguments: Mapping[str, Value]
    source: Source
    by: Operator


class Surroundings(NamedTuple):
    """What the judge asks of the rest of the engine."""

    inventory: Inventory
    live: LiveState
    authority: Authority
    reachable: Callable[[Device], bool]
    """Whether a broker that leads to the device is online."""
    out_of_service: Callable[[DeviceId], bool]
    text_check: TextCheck
    """What keeps a sign from showing a text written in MULTI."""


class Judge:
    """Reads the live state, the holds and the locks; changes nothing."""

    def __init__(self, kinds: Mapping[str, Kind], around: Surroundings) -> None:
        self._kinds = kinds
        self._around = around

    def excluded(self, device: Device, wish: Wish, even_if_same: bool) -> Exclusion | None:
        """Why an order for many leaves *device* out; None when it is commanded."""
        around = self._around
        found = self.forbidden(device, wish)
        if found is not None:
            return found
        state = around.live.devices.get(device.id)
        if state is not None and state.connection is Connection.OFFLINE:
            return Exclusion(device.id, "offline")
        if not around.reachable(device):
            return Exclusion(device.id, "offline", {"broker": str(device.site)})
        if around.out_of_service(device.id):
            return Exclusion(device.id, "out_of_service")
        if not even_if_same and self.shows_already(device, wish):
            return Exclusion(device.id, "already")
        return None

    def forbidden(self, device: Device, wish: Wish) -> Exclusion | None:
        """What no one may or can do now, however it is asked for: locks, weightier sources, interlocks, texts."""
        lock = self._around.authority.barred(device.id, wish.by)
        if lock is not None:
            return Exclusion(device.id, "locked", {"owner": lock.owner.name, "reason": lock.reason})
        hold = self._around.authority.outranking(device.id, wish.source)
        if hold is not None:
            return Exclusion(device.id, "outranked", {"source": hold.source.name.lower(), "by": hold.by.name})
        for permit in wish.command.permits:
            reading = self.reading(device.id, permit.point)
            if not _permits(permit, reading):
                value = reading.value if reading is not None and reading.value is not None else "?"
                return Exclusion(device.id, "interlock", {"point": permit.point, "value": value})
        for argument in wish.command.arguments:
            if argument.format == "multi":
                found = self._around.text_check(device, str(wish.arguments.get(argument.key, "")))
                if found is not None:
                    return found
        return None

    def shows_already(self, device: Device, wish: Wish) -> bool:
        """Whether good readings show already everything that would prove the command."""
        rules = self.rules(device, wish.command)
        return bool(rules) and all(self._shown(device.id, rule, wish.arguments) for rule in rules)

    def rules(self, device: Device, command: CommandKind) -> tuple[Confirm, ...]:
        """What proves *command* on *device*: its driver's rule, else its kind's."""
        driver: LoadedDriver | None = self._around.inventory.drivers.get(device.driver)
        own = driver.confirms(command.key) if driver is not None else None
        return command.confirm if own is None else own

    def _shown(self, device: DeviceId, rule: Confirm, arguments: Mapping[str, Value]) -> bool:
        reading = self.reading(device, rule.point)
        if reading is None or reading.quality >= Quality.STALE:
            return False
        wanted = arguments.get(rule.argument) if rule.argument is not None else rule.equals
        return shows(rule, wanted, reading.value)

    def reading(self, device: DeviceId, key: str) -> Reading | None:
        state = self._around.live.devices.get(device)
        point = state.points.get(key) if state is not None else None
        return point.reading if point is not None else None


def _permits(permit: Permit, reading: Reading | None) -> bool:
    if reading is None or reading.quality >= Quality.STALE:
        return False
    rule = Confirm(permit.point, permit.equals, None, 0.0, permit.at_least, permit.at_most)
    return shows(rule, permit.equals, reading.value)


def reason_of(exclusion: Exclusion) -> str:
    """*exclusion* as the reason of a refused command: ``code: facts``."""
    facts = ", ".join(f"{key}={value}" for key, value in exclusion.facts.items())
    return f"{exclusion.code}: {facts}" if facts else exclusion.code
