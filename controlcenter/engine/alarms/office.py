"""The alarm desk put together: evaluation, desk and store, and what each of them asks of the rest of the engine."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from controlcenter.domain.alarms import Alarm, Event, Step
from controlcenter.domain.commands import CommandRecord
from controlcenter.domain.conditions import BROKER, AlarmDefinition, AlarmId, DefinitionBook, Override, broker_device
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import AreaId, DeviceId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.readings import Quality, Reading, Value
from controlcenter.engine.alarms.desk import Desk, Surroundings
from controlcenter.engine.alarms.evaluation import Context, Evaluator
from controlcenter.engine.alarms.flood import ISA_18_2, Thresholds
from controlcenter.engine.alarms.replay import Subject
from controlcenter.engine.alarms.timers import Timers
from controlcenter.engine.changes import AlarmSummary
from controlcenter.engine.inventory import Inventory
from controlcenter.engine.link import LinkChanged, LinkState
from controlcenter.engine.links import LinkBook
from controlcenter.engine.live import LiveState
from controlcenter.engine.notices import NoticeBoard
from controlcenter.engine.scribe import Scribe
from controlcenter.storage.alarms import EVENTS, AlarmRows
from controlcenter.storage.store import Store

MOST_UNWRITTEN = 200_000
"""Steps kept for a store that cannot be written now."""
RATE_LOOK_BACK_S = 4.5 * 3600
CALM_EVERY_S = 5.0
STALE_EVERY_S = 60.0


class AlarmOffice:
    """Owned by the engine and used on its loop only. ``Engine`` offers the operators' verbs (``verbs.py``)."""

    def __init__(
        self, store: Store, kinds: Mapping[str, Kind], inventory: Inventory, live: LiveState, links: LinkBook,
        notices: NoticeBoard, write: Callable[[Callable[[], None]], Awaitable[None]], thresholds: Thresholds = ISA_18_2,
    ) -> None:  # fmt: skip
        self._store = store
        self._inventory = inventory
        self._live = live
        self._links = links
        self._write = write
        self._kinds = kinds
        self._shipped = {kind.id: kind.alarms for kind in kinds.values()}
        self.book = DefinitionBook(self._shipped)
        self._brokers: dict[DeviceId, int] = {}
        self._timers = Timers()
        self.scribe: Scribe[Step] = Scribe(self._save, self._show, notices, "alarms", MOST_UNWRITTEN)
        self.rule: Callable[[DeviceId, bool], AlarmId | None] = lambda _device, _communication: None
        """What takes alarms of a device out of sight by design, beside causes: see ``Surroundings.rule``."""
        around = Surroundings(self.definition, self._area, self._ancestors, self._silence_s, self._ruled)
        self.thresholds = thresholds
        self.desk = Desk(around, self._timers, self.scribe.put, thresholds)
        self._evaluator = Evaluator(self._timers, self.desk.on_condition)
        self._committed: dict[AlarmId, Alarm] = {}
        self._changed: dict[AlarmId, Alarm] = {}
        self._overrides_changed = True
        self._summary = AlarmSummary()
        self._stale = 0
        self._calmed_at = self._counted_at = 0.0

    # -- life --------------------------------------------------------------------------------------

    def add_broker(self, number: int, site: str, name: str) -> None:
        self._brokers[broker_device(site, name)] = number

    def restore(
        self, alarms: Sequence[Alarm], overrides: Sequence[Override], calls: Iterable[float], now: float
    ) -> None:
        """Take on what was stored. *calls* are the times of the last hours' annunciations, oldest first."""
        self.book = DefinitionBook(self._shipped, overrides)
        for at in calls:
            self.desk.flood.annunciated(at)
        self.desk.restore(alarms)
        self._committed = {alarm.id: alarm for alarm in alarms}
        for alarm in alarms:
            if self.definition(alarm.id) is None:
                self.desk.withdraw(alarm.id, now)
        for broker in self._brokers:
            self._watch(broker, BROKER, now)
        self.take_in(self._inventory.devices.values(), now)

    def take_in(self, devices: Iterable[Device], now: float) -> None:
        """Watch new or changed devices."""
        for device in devices:
            self._watch(device.id, device.kind, now)

    def forget(self, device: Device, now: float) -> None:
        """*device* is about to be removed: its alarms end."""
        self._evaluator.forget(device.id)
        for alarm in self.desk.of(device.id, self.book.of(device.id, device.kind)):
            self.desk.withdraw(alarm.id, now)

    def _watch(self, device: DeviceId, kind: str, now: float) -> None:
        definitions = self.book.of(device, kind)
        active = frozenset(alarm.id.condition for alarm in self.desk.of(device, definitions) if alarm.active)
        state = self._live.devices.get(device)
        heard_at = now if state is None or state.last_seen is None else state.last_seen
        context = Context(self._silence_s(device), self._fault_judge(device), active, heard_at)
        self._evaluator.watch(device, definitions, context, now)

    def _fault_judge(self, device: DeviceId) -> Callable[[str, Value], bool]:
        held = self._inventory.devices.get(device)
        return lambda key, value: held is not None and bool(self._inventory.fault_of(held, key, value))

    # -- what the rest of the engine tells ---------------------------------------------------------

    def readings(self, batch: Sequence[Reading]) -> None:
        self._evaluator.readings(batch)

    def connection(self, device: DeviceId, online: bool, at: float) -> None:
        self._evaluator.connection(device, online, at)

    def link(self, event: LinkChanged) -> None:
        """A broker's link went up or down."""
        if event.state is LinkState.CONNECTING:
            return
        link = self._links.links[event.link]
        self._evaluator.connection(broker_device(link.site, link.name), event.state is LinkState.ONLINE, event.at)

    def command(self, record: CommandRecord) -> None:
        if record.state.final:
            self._evaluator.command(record.device, record.state.value, record.changed_at)

    def tick(self, horizon: float, share: int) -> None:
        """Let time pass up to *horizon*: nothing that arrived before it is still waiting to be read."""
        self._timers.run(horizon)
        self._evaluator.sweep(horizon, share)
        if horizon - self._calmed_at >= CALM_EVERY_S:
            self._calmed_at = horizon
            self.desk.calm(horizon)
            self.desk.follow_rules(horizon)
            self.desk.see_qualities(self._quality)
        if horizon - self._counted_at >= STALE_EVERY_S:
            self._counted_at = horizon
            self._stale = self.desk.stale(horizon)

    # -- definitions -------------------------------------------------------------------------------

    def kind_of(self, device: DeviceId) -> str:
        """The kind of a device or broker; empty when there is none of that id."""
        held = self._inventory.devices.get(device)
        if held is not None:
            return held.kind
        return BROKER if device in self._brokers else ""

    def _ruled(self, device: DeviceId, communication: bool) -> AlarmId | None:
        return self.rule(device, communication)

    def is_out_of_service(self, device: DeviceId) -> bool:
        """Whether any alarm of *device* is out of service: somebody works on it."""
        if not self.desk.tally.out_of_service:
            return False
        keys = self.book.of(device, self.kind_of(device))
        return any(alarm.out_of_service is not None for alarm in self.desk.of(device, keys))

    def definition(self, alarm: AlarmId) -> AlarmDefinition | None:
        """The definition in force and switched on."""
        kind = self.kind_of(alarm.device)
        found = self.book.find(alarm, kind) if kind else None
        return found if found is not None and found.enabled else None

    def subject(self, device: DeviceId) -> Subject | None:
        """What a definition is tried on; None for what is neither a device nor a broker of ours."""
        kind = self._kinds.get(self.kind_of(device))
        if kind is None:
            return None
        return Subject(device, kind, self._silence_s(device), self._fault_judge(device))

    def put_override(self, override: Override, now: float) -> None:
        self.book.put(override)
        self._redefined(override, now)

    def remove_override(self, override: Override, now: float) -> None:
        self.book.remove(override)
        self._redefined(override, now)

    def _redefined(self, override: Override, now: float) -> None:
        self._overrides_changed = True
        key = override.definition.key
        for device, kind in self._touched_by(override):
            self.desk.redefine(AlarmId(device, key), now)
            self._watch(device, kind, now)

    def _touched_by(self, override: Override) -> Iterator[tuple[DeviceId, str]]:
        if override.device is not None:
            kind = self.kind_of(override.device)
            if kind:
                yield override.device, kind
            return
        if override.kind == BROKER:
            yield from ((broker, BROKER) for broker in self._brokers)
        yield from (
            (device.id, device.kind) for device in self._inventory.devices.values() if device.kind == override.kind
        )

    # -- what the desk asks ------------------------------------------------------------------------

    def _area(self, device: DeviceId) -> AreaId | None:
        held = self._inventory.devices.get(device)
        return held.area if held is not None else None

    def _ancestors(self, device: DeviceId) -> Iterator[DeviceId]:
        above = self._inventory.parent_of(device)
        while above is not None:
            yield above
            above = self._inventory.parent_of(above)
        state = self._live.devices.get(device)
        number = state.link if state is not None else -1
        if 0 <= number < len(self._links.links):
            link = self._links.links[number]
            yield broker_device(link.site, link.name)

    def _silence_s(self, device: DeviceId) -> float:
        held = self._inventory.devices.get(device)
        return self._inventory.silence_s(held) if held is not None else 0.0

    def _quality(self, alarm: AlarmId, point: str) -> Quality | None:
        state = self._live.devices.get(alarm.device)
        held = state.points.get(point) if state is not None else None
        return held.reading.quality if held is not None and held.reading is not None else None

    # -- the store and the window ------------------------------------------------------------------

    async def _save(self, steps: Sequence[Step]) -> None:
        newest = {step.alarm.id: step.alarm for step in steps}
        entries = [step.entry for step in steps]

        def save() -> None:
            self._store.save_alarm_steps(list(newest.values()), entries)

        await self._write(save)

    def _show(self, steps: Sequence[Step]) -> None:
        for step in steps:
            alarm = step.alarm
            self._changed[alarm.id] = alarm
            if alarm.at_rest:
                self._committed.pop(alarm.id, None)
            else:
                self._committed[alarm.id] = alarm

    def take_changed(self, first: bool) -> tuple[Alarm, ...]:
        """What changed for the window, everything when it is the *first* time."""
        changed, self._changed = self._changed, {}
        for key in self.desk.take_recounted():
            held = self._committed.get(key)
            if held is not None:
                changed[key] = held
        if first:
            changed = dict(self._committed)
        return tuple(self.desk.dressed(alarm) for alarm in changed.values())

    def take_overrides(self, first: bool) -> tuple[Override, ...] | None:
        if not self._overrides_changed and not first:
            return None
        self._overrides_changed = False
        return self.book.overrides()

    def take_summary(self, now: float, first: bool) -> AlarmSummary | None:
        desk = self.desk
        rate, until = desk.flood.rate(now)
        summary = AlarmSummary(
            desk.tally.standing, desk.tally.unacknowledged, desk.tally.shelved, desk.tally.suppressed,
            desk.tally.out_of_service, len(desk.chatter), self._stale, desk.flood.since, desk.flood.last, rate, until,
            len(desk.fleeting), self.thresholds.flood_begins,
        )  # fmt: skip
        if summary == self._summary and not first:
            return None
        self._summary = summary
        return summary


def annunciations(rows: AlarmRows) -> list[float]:
    """Times at which an operator was called, oldest first."""
    called = np.isin(rows.event, [EVENTS.index(Event.RAISED), EVENTS.index(Event.REALARMED)]) & (rows.overlays == 0)
    times: list[float] = rows.at[called].tolist()
    return times
