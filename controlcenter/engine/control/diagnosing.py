"""Lets the diagnosis see the city's lamps, and puts what it finds into the live state like any other reading."""

from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.commands import CommandRecord, CommandState
from controlcenter.domain.devices import Device, Position
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality, Reading
from controlcenter.engine.control.claims import Claims
from controlcenter.engine.control.diagnosis import Diagnosis, shows_finding
from controlcenter.engine.control.subjects import Finding, Rule, rated_power, rule_of
from controlcenter.engine.control.suspicion import POINT, DiagnosisOptions
from controlcenter.engine.inventory import Inventory
from controlcenter.engine.live import LiveState

LAMP, CABINET = "streetlight", "cabinet"
_S = CommandState


class LampWatch:
    """Owned by the engine and used on its loop only."""

    def __init__(
        self, inventory: Inventory, live: LiveState, claims: Claims, zone: ZoneInfo, home: Position,
        clock: Callable[[], float], options: DiagnosisOptions,
    ) -> None:  # fmt: skip
        self._inventory = inventory
        self._live = live
        self._claims = claims
        self._diagnosis = Diagnosis(
            zone, home, self._rule, lambda device: shows_finding(live, device, clock()), options
        )  # fmt: skip
        self.take_in(inventory.devices.values())

    def _rule(self, device: DeviceId, now: float) -> Rule | None:
        return rule_of(self._claims.in_force(device, now))

    def take_in(self, devices: Iterable[Device]) -> None:
        """Watch the lamps among *devices*, or note what changed about them."""
        held = self._inventory.devices
        for device in devices:
            if device.kind == LAMP:
                parent = held.get(device.parent) if device.parent is not None else None
                cabinet = parent.id if parent is not None and parent.kind == CABINET else None
                stale_s = self._inventory.stale_s(device, "on")
                self._diagnosis.watch_lamp(device.id, device.position, rated_power(device), stale_s, cabinet)

    def recall(self, alarms: Iterable[Alarm]) -> None:
        """What had been found before a start, by the alarms that stand."""
        for alarm in alarms:
            if alarm.active:
                self._diagnosis.recall(alarm.id.device, alarm.id.condition, alarm.raised_at)

    def forget(self, device: DeviceId) -> None:
        self._diagnosis.forget(device)

    def feed(self, batch: Sequence[Reading]) -> None:
        self._diagnosis.feed(batch)

    def on_command(self, command: CommandRecord) -> None:
        if command.state is _S.SENT or command.state.final:
            self._diagnosis.commanded(command.device, command.changed_at)

    def judge(self, now: float) -> list[Reading]:
        """What is found new, as readings that stand in the live state already. Call every second."""
        put = (self._put(finding) for finding in self._diagnosis.judge(now))
        return [reading for reading in put if reading is not None]

    def _put(self, finding: Finding) -> Reading | None:
        state = self._live.devices.get(finding.device)
        if state is None:
            return None
        # Arrived when the evidence did: a finding keeps no silent device alive.
        return self._live.put(state, POINT, finding.code, None, finding.at, Quality.GOOD, False)
