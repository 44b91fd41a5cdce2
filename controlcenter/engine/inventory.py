"""The devices and areas taken in, and what is worked out from a device's kind and driver."""

from collections.abc import Mapping, Sequence

import msgspec

from controlcenter.domain.devices import Area, Device
from controlcenter.domain.ids import AreaId, DeviceId, device_id
from controlcenter.domain.kinds import STALE_FACTOR, Kind
from controlcenter.domain.readings import LINK_POINT, Value
from controlcenter.drivers.api import Description
from controlcenter.drivers.loader import LoadedDriver

DEFAULT_PERIOD_S = 120.0
_NO_FAULT = frozenset({"", "none", "ok"})


class Inventory:
    """What the store holds of devices and areas, in memory, with what changed for the change-set."""

    def __init__(self, kinds: Mapping[str, Kind], drivers: Mapping[str, LoadedDriver]) -> None:
        self.kinds = kinds
        self.drivers = drivers
        self.devices: dict[DeviceId, Device] = {}
        self.areas: dict[AreaId, Area] = {}
        self._changed: dict[DeviceId, Device] = {}
        self._removed: list[DeviceId] = []
        self._areas_changed = False

    def load(self, devices: Sequence[Device], areas: Sequence[Area]) -> None:
        self.devices = {device.id: self.completed(device) for device in devices}
        self.areas = {area.id: area for area in areas}

    def put(self, devices: Sequence[Device]) -> None:
        for device in devices:
            self.devices[device.id] = self._changed[device.id] = self.completed(device)

    def completed(self, device: Device) -> Device:
        """*device* with what its driver can report and do, where nobody said what it has itself."""
        driver = self.drivers.get(device.driver)
        if driver is None or (device.points and device.commands):
            return device
        return msgspec.structs.replace(
            device, points=device.points or driver.points, commands=device.commands or driver.commands
        )

    def described(self, device: DeviceId, item: Description) -> Device | None:
        """*device* with what it, or its driver, said of it; None when that is nothing new.

        A parent somebody entered stays; one that is not taken in is not believed.
        """
        held = self.devices.get(device)
        if held is None:
            return None
        points = tuple(sorted({*held.points, *item.points})) if held.points else held.points
        parent = held.parent
        if parent is None and item.parent is not None:
            named = device_id(held.site, held.driver, item.parent)
            parent = named if named in self.devices and named != device else None
        changed = msgspec.structs.replace(held, points=points, commands=item.commands or held.commands, parent=parent)
        return changed if changed != held else None

    def remove(self, device: DeviceId) -> None:
        self.devices.pop(device, None)
        self._changed.pop(device, None)
        self._removed.append(device)

    def put_area(self, area: Area) -> None:
        self.areas[area.id] = area
        self._areas_changed = True

    def parent_of(self, device: DeviceId) -> DeviceId | None:
        held = self.devices.get(device)
        return held.parent if held is not None else None

    def take_changed(self) -> tuple[tuple[Device, ...], tuple[DeviceId, ...], tuple[Area, ...] | None]:
        changed, self._changed = self._changed, {}
        removed, self._removed = self._removed, []
        areas = tuple(self.areas.values()) if self._areas_changed else None
        self._areas_changed = False
        return tuple(changed.values()), tuple(removed), areas

    # -- what kinds and drivers say of a device ----------------------------------------------------

    def stale_s(self, device: Device, key: str) -> float:
        """Age at which *key* of *device* is stale: its own option ``period_s``, its driver's, its kind's."""
        own = device.options.get("period_s")
        if isinstance(own, int | float) and not isinstance(own, bool) and own > 0:
            return float(own) * STALE_FACTOR
        driver = self.drivers.get(device.driver)
        period = driver.period_s(key) if driver is not None else None
        if period is None:
            kind = self.kinds.get(device.kind)
            point = kind.points.get(key) if kind is not None else None
            period = point.period_s if point is not None else DEFAULT_PERIOD_S
        return period * STALE_FACTOR

    def silence_s(self, device: Device) -> float:
        """After how long without any reading *device* is silent: the shortest stale age of its points."""
        kind = self.kinds.get(device.kind)
        keys = device.points or (tuple(kind.points) if kind is not None else ())
        return min((self.stale_s(device, key) for key in keys), default=DEFAULT_PERIOD_S * STALE_FACTOR)

    def fault_of(self, device: Device, key: str, value: Value) -> str:
        """*value* when the device reports a fault by it, else empty."""
        kind = self.kinds.get(device.kind)
        point = kind.points.get(key) if kind is not None else None
        if point is None or not point.fault_values or not isinstance(value, str):
            return ""
        if "*" in point.fault_values:
            return "" if value in _NO_FAULT else value
        return value if value in point.fault_values else ""

    def retention_of(self, device: DeviceId, key: str) -> str:
        """The retention class of a point's history."""
        held = self.devices.get(device)
        kind = self.kinds.get(held.kind) if held is not None else None
        point = kind.points.get(key) if kind is not None else None
        if point is None:
            return "state" if key == LINK_POINT else "measure"
        return point.retention
