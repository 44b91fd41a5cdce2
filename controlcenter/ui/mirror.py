"""What the window knows: the last change-sets laid over each other. Only the bridge writes it."""

from collections.abc import Mapping

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import BROKER, AlarmDefinition, AlarmId, DefinitionBook
from controlcenter.domain.devices import Area, Device, DeviceStatus, Discovered
from controlcenter.domain.ids import AreaId, DeviceId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.notices import Notice
from controlcenter.domain.readings import Reading
from controlcenter.engine.changes import AlarmSummary, BrokerStatus, ChangeSet, Counts, DriverStatus, StoreStatus
from controlcenter.ui.mirror_control import ControlMirror


class Mirror:
    """Plain dictionaries of frozen values, read by models and views on the window's thread."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds
        self.loaded = False
        """Whether the engine has told anything yet: before that nothing is known, not even that there is nothing."""
        self.devices: dict[DeviceId, Device] = {}
        self.areas: dict[AreaId, Area] = {}
        self.statuses: dict[DeviceId, DeviceStatus] = {}
        self.readings: dict[DeviceId, dict[str, Reading]] = {}
        self.discovered: dict[DeviceId, Discovered] = {}
        self.brokers: dict[str, BrokerStatus] = {}
        self.control = ControlMirror()
        self.notices: dict[tuple[str, str], Notice] = {}
        self.counts = Counts()
        self.drivers: tuple[DriverStatus, ...] = ()
        self.store: StoreStatus | None = None
        self.alarms: dict[AlarmId, Alarm] = {}
        """Every alarm that is not at rest."""
        self.standing: dict[DeviceId, dict[str, Alarm]] = {}
        """Those on the active list, by device and condition; a device without one is not there."""
        self.alarm_summary = AlarmSummary()
        self.definitions = DefinitionBook({kind.id: kind.alarms for kind in kinds.values()})

    def apply(self, changes: ChangeSet) -> None:
        """Lay *changes* over what is known."""
        self.loaded = True
        readings = self.readings
        for reading in changes.readings:
            points = readings.get(reading.device)
            if points is None:
                points = readings[reading.device] = {}
            points[reading.key] = reading
        for status in changes.statuses:
            self.statuses[status.device] = status
        for device in changes.devices:
            self.devices[device.id] = device
        for gone in changes.removed:
            self.devices.pop(gone, None)
            self.statuses.pop(gone, None)
            self.readings.pop(gone, None)
            self.control.forget(gone)
        for found in changes.discovered:
            self.discovered[found.id] = found
        for taken in changes.undiscovered:
            self.discovered.pop(taken, None)
        self._apply_centre(changes)

    def _apply_centre(self, changes: ChangeSet) -> None:
        if changes.areas is not None:
            self.areas = {area.id: area for area in changes.areas}
        for broker in changes.brokers:
            self.brokers[broker.name] = broker
        self.control.apply(changes)
        for notice in changes.notices:
            if notice.active:
                self.notices[notice.key] = notice
            else:
                self.notices.pop(notice.key, None)
        if changes.counts is not None:
            self.counts = changes.counts
        if changes.drivers is not None:
            self.drivers = changes.drivers
        if changes.store is not None:
            self.store = changes.store
        self._apply_alarms(changes)

    def _apply_alarms(self, changes: ChangeSet) -> None:
        for alarm in changes.alarms:
            if alarm.at_rest:
                self.alarms.pop(alarm.id, None)
            else:
                self.alarms[alarm.id] = alarm
            self._put_standing(alarm)
        if changes.alarm_summary is not None:
            self.alarm_summary = changes.alarm_summary
        if changes.overrides is not None:
            shipped = {kind.id: kind.alarms for kind in self.kinds.values()}
            self.definitions = DefinitionBook(shipped, changes.overrides)

    def _put_standing(self, alarm: Alarm) -> None:
        device, condition = alarm.id
        if not alarm.at_rest and not alarm.overlaid:
            self.standing.setdefault(device, {})[condition] = alarm
        elif (held := self.standing.get(device)) is not None:
            held.pop(condition, None)
            if not held:
                del self.standing[device]

    def worst_alarm(self, device: DeviceId) -> Alarm | None:
        """The standing alarm of *device* that matters most: by priority, unacknowledged first, then the newest."""
        held = self.standing.get(device)
        return max(held.values(), key=_weight) if held else None

    def kind_of(self, device: DeviceId) -> str:
        """The kind of what has alarms: of a device, or of a broker; empty when nobody knows it."""
        held = self.devices.get(device)
        if held is not None:
            return held.kind
        return BROKER if device.split(":", 2)[1:2] == [BROKER] else ""

    def definition_of(self, alarm: AlarmId) -> AlarmDefinition | None:
        return self.definitions.find(alarm, self.kind_of(alarm.device))

    def name_of(self, device: DeviceId) -> str:
        """The name operators know: of a device, of a broker, else the address in the id."""
        held = self.devices.get(device)
        return held.name if held is not None else device.split(":", 2)[-1]

    def area_path(self, area: AreaId | None) -> str:
        """Names from the root down, such as ``Bến Lức › Phường 2``; empty when unknown."""
        names: list[str] = []
        while area is not None and area in self.areas and len(names) < 16:
            names.append(self.areas[area].name)
            area = self.areas[area].parent
        return " › ".join(reversed(names))


def _weight(alarm: Alarm) -> tuple[int, bool, float]:
    return (alarm.priority, alarm.annunciated, alarm.raised_at)
