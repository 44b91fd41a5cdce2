"""The engine's face: the services put together, and the verbs others await. Qt-free, one loop, no locks."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from controlcenter import places
from controlcenter.domain.commands import CommandRecord, Operator
from controlcenter.domain.devices import Area, Device
from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.notices import Severity
from controlcenter.domain.readings import Connection, Quality, Reading, Value, link_reading
from controlcenter.drivers.api import Answer, Decoded, Description, Publication
from controlcenter.drivers.loader import Catalogue
from controlcenter.engine.alarms.flood import ISA_18_2, Thresholds
from controlcenter.engine.alarms.office import RATE_LOOK_BACK_S, AlarmOffice, annunciations
from controlcenter.engine.alarms.verbs import AlarmVerbs
from controlcenter.engine.broker import BrokerLink
from controlcenter.engine.changes import BadPayload, ChangeSet, DriverStatus
from controlcenter.engine.commander import Commander, Field
from controlcenter.engine.composer import Composer
from controlcenter.engine.containment import BadPayloads, ContainedDriver
from controlcenter.engine.control.office import ControlOffice, Outside
from controlcenter.engine.control.orders import ControlOptions
from controlcenter.engine.control.signs import SignTexts
from controlcenter.engine.control.verbs import ControlVerbs
from controlcenter.engine.discovery import Discovery
from controlcenter.engine.face import Adoption, EngineError, Series, TextSample
from controlcenter.engine.ingest import Inbox, Ingest, Listener
from controlcenter.engine.inventory import Inventory
from controlcenter.engine.link import Arrival, BrokerOptions, Clock, Link, LinkChanged, LinkEvent, Pulse, Receipt, Sink
from controlcenter.engine.links import LinkBook
from controlcenter.engine.live import DeviceState, LiveState
from controlcenter.engine.notices import NoticeBoard
from controlcenter.engine.outbox import Outbox
from controlcenter.engine.recorder import Recorder
from controlcenter.engine.requests import RequestDesk
from controlcenter.engine.scribe import Scribe
from controlcenter.engine.work import StoreWork, answered
from controlcenter.storage.errors import StoreError
from controlcenter.storage.store import Store

_log = logging.getLogger(__name__)

TICK_S = 0.05
SWEEP_SHARE = 20
"""Each tick looks at a twentieth of all points, so all are looked at once a second."""
ADOPT_SETTLE_S = 3.0
SAVE_DISCOVERED_S = 5.0
KEEP_REQUESTS_S = 3600.0
HORIZON_S = 0.02
"""A message that was stamped on its broker's thread is in the inbox after this."""
MakeLink = Callable[[int, BrokerOptions, Sequence[str], Sink], Link]


class EngineOptions(msgspec.Struct, frozen=True):
    """How an engine is set up. ``retention_s``: seconds of history per class. ``owner``: seat and process."""

    brokers: tuple[BrokerOptions, ...] = ()
    retention_s: Mapping[str, float] = {}
    adopt_all: bool = False
    owner: str = "engine"
    timezone: str = "UTC"
    """By which days are counted."""
    thresholds: Thresholds = ISA_18_2
    control: ControlOptions = ControlOptions()


class Engine(AlarmVerbs, ControlVerbs):
    """Owns the live state. Made, started and stopped on its own loop; see ``EngineFace`` for who may call what."""

    def __init__(
        self, store: Store, catalogue: Catalogue, options: EngineOptions,
        make_link: MakeLink = BrokerLink, clock: Clock = time.time,
    ) -> None:  # fmt: skip
        self.store = store
        self._options = options
        self._make_link = make_link
        self._clock = clock
        self.kinds: Mapping[str, Kind] = catalogue.kinds
        self.notices = NoticeBoard(clock)
        self._bad = BadPayloads()
        self._drivers = {one.id: ContainedDriver(one, self._bad, self.notices) for one in catalogue.drivers}
        self.inventory = Inventory(catalogue.kinds, {one.id: one for one in catalogue.drivers})
        self.live = LiveState(self.inventory.stale_s, self.inventory.fault_of)
        self.discovery = Discovery(catalogue.kinds, self.notices)
        self.links = LinkBook(self.notices)
        self._inbox = Inbox()
        listener = Listener(self._on_readings, self._on_answer, self._on_described, self._on_unknown, self._on_event)
        self.ingest = Ingest(self._inbox, self.live, tuple(self._drivers.values()), self._bad, listener)
        self.work = StoreWork()
        self.write, self.read = self.work.write, self.work.read
        self.recorder = Recorder(
            store, clock=clock, run_write=self.write, retention_of=self.inventory.retention_of,
            retention=options.retention_s, on_trouble=self._on_store_trouble,
        )  # fmt: skip
        self._scribe = Scribe(self._save_commands, self._show_commands, self.notices, "commands")
        field = Field(self._publish, self._loaded, self._lag_of, self._gate)
        self.commander = Commander(catalogue.kinds, field, self._on_command, clock)
        self.zone = ZoneInfo(options.timezone)
        self.office = AlarmOffice(
            store,
            catalogue.kinds,
            self.inventory,
            self.live,
            self.links,
            self.notices,
            self.work.write,
            options.thresholds,
        )
        outside = Outside(
            self.commander.begin, self._on_command, self._reachable, self.office.is_out_of_service,
            SignTexts(places.SIGN_FONTS, places.SIGNS).check, clock,
        )  # fmt: skip
        self.control = ControlOffice(
            store, catalogue.kinds, self.inventory, self.live, self.notices, self.work, outside, self.zone,
            options.control,
        )  # fmt: skip
        self.office.rule = lambda device, silent: self.control.claims.hidden_by(device, silent, self._clock())
        self._composer = Composer(self)
        self._outbox = Outbox(self._composer.compose)
        self._desk = RequestDesk(self, store)
        self._tasks: list[asyncio.Task[None]] = []
        self._dropped_before = 0
        for failure in catalogue.failures:
            self.notices.raise_("driver.load_failed", failure.id, Severity.ERROR, {"error": failure.reason})

    # -- life --------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Load the inventory, take open commands on, connect the brokers. Raises StoreError."""
        devices, areas, discovered, commands = await self.read(self._load)
        self.inventory.load(devices, areas)
        for device in self.inventory.devices.values():
            self.live.adopt(device)
        self.discovery.load([one for one in discovered if one.id not in self.inventory.devices])
        await self.write(lambda: self.store.beat(self._options.owner, self._clock()))
        await self.recorder.start()
        self._scribe.start()
        self.control.restore(await self.read(self.control.load))
        await self._open_alarm_desk()
        self.commander.restore(commands, self.inventory.devices)
        self.control.start(self.office.desk.everything(), self._clock())
        self.ingest.start(asyncio.get_running_loop())
        topics = [topic for driver in self._drivers.values() for topic in driver.driver.subscriptions]
        for options in self._options.brokers:
            number = self.ingest.add_link(options.site)
            link = self._make_link(number, options, topics, self._inbox)
            self.links.add(link, self._clock())
        for link in self.links.links:
            link.start()
        self._tasks = [
            asyncio.create_task(self._every(TICK_S, self._tick), name="engine-tick"),
            asyncio.create_task(self._every(1.0, self._each_second), name="engine-second"),
            asyncio.create_task(self._desk.run(), name="engine-requests"),
        ]

    async def _open_alarm_desk(self) -> None:
        now = self._clock()
        for number, options in enumerate(self._options.brokers):
            self.office.add_broker(number, options.site, options.name)

        def load() -> tuple[Any, Any, list[float]]:
            rows = self.store.alarm_rows(now - RATE_LOOK_BACK_S, now)
            return self.store.load_alarms(), self.store.load_overrides(), annunciations(rows)

        alarms, overrides, calls = await self.read(load)
        self.office.scribe.start()
        self.office.restore(alarms, overrides, calls, now)
        self.live.on_connection = self._on_connection

    def _load(self) -> tuple[list[Device], list[Area], list[Any], list[CommandRecord]]:
        store = self.store
        return store.load_devices(), store.load_areas(), store.load_discovered(), store.open_commands()

    async def stop(self) -> None:
        """Disconnect, drain, write everything that waits, end. Stopping twice is harmless."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(None, link.stop) for link in self.links.links))
        self.ingest.stop()
        await self.recorder.stop()
        await self._scribe.stop()
        await self.control.stop()
        await self.office.scribe.stop()
        await self._save_discovered()
        self.work.close()

    def now(self) -> float:
        return self._clock()

    async def _every(self, period_s: float, work: Callable[[], Coroutine[Any, Any, None] | None]) -> None:
        while True:
            await asyncio.sleep(period_s)
            try:
                result = work()
                if result is not None:
                    await result
            except asyncio.CancelledError:
                raise
            except Exception:  # noqa: BLE001 - the task wrapper is one of the three seams
                _log.exception("periodic work of the engine failed")

    def _tick(self) -> None:
        now = self._clock()
        self.live.sweep(now, SWEEP_SHARE)
        self.recorder.record(self.live.take_silenced(now))
        self.commander.tick()
        self.control.tick(now)
        self.office.tick(self._horizon(now), SWEEP_SHARE)
        self._composer.follow_statuses()
        self._outbox.fill()

    def _horizon(self, now: float) -> float:
        """Up to when everything that arrived has been read: delays of alarms must not run ahead of what waits."""
        oldest = self._inbox.oldest_at
        return now - HORIZON_S if oldest is None else min(oldest, now - HORIZON_S)

    async def _each_second(self) -> None:
        now = self._clock()
        self._composer.measure(now)
        for driver in self._drivers.values():
            driver.settle(now)
        if self._inbox.dropped > self._dropped_before:
            self.links.lose_own(self._inbox.dropped, self._dropped_before)
            self._dropped_before = self._inbox.dropped
        found = self.control.lamps.judge(now)
        self.recorder.record(found)
        self.office.readings(found)
        try:
            await self.control.each_second(now)
        except EngineError as error:
            self.notices.raise_("store.failing", "orders", Severity.ERROR, {"error": str(error)})
        if self._options.adopt_all:
            await self._adopt_everything(now)
        if int(now) % int(SAVE_DISCOVERED_S) == 0:
            await self._save_discovered()
        try:
            await self.write(lambda: self.store.beat(self._options.owner, now))
            if int(now) % int(KEEP_REQUESTS_S) == 0:
                await self.write(lambda: self.store.drop_requests(now - KEEP_REQUESTS_S))
        except StoreError as error:
            self.notices.raise_("store.failing", "heartbeat", Severity.ERROR, {"error": str(error)})
        else:
            self.notices.clear("store.failing", "heartbeat")

    async def _adopt_everything(self, now: float) -> None:
        ready = self.discovery.ready_for_adoption(now, ADOPT_SETTLE_S)
        if ready:
            await self.adopt([Adoption(one) for one in ready], Operator("discovery", self._options.owner))

    async def _save_discovered(self) -> None:
        unsaved = self.discovery.take_unsaved()
        if not unsaved:
            return
        try:
            await self.write(lambda: self.store.save_discovered(unsaved))
        except StoreError as error:
            _log.warning("the discovered list could not be saved: %s", error)

    # -- what ingest and the links tell --------------------------------------------------------------

    def _on_readings(self, readings: Sequence[Reading]) -> None:
        self.commander.readings(readings)
        self.recorder.record(readings)
        self.office.readings(readings)
        self.control.lamps.feed(readings)

    def _on_command(self, record: CommandRecord) -> None:
        self._scribe.put(record)
        self.control.on_command(record)
        self.office.command(record)

    def show_command(self, record: CommandRecord) -> None:
        self._composer.commands.append(record)

    def _on_connection(self, state: DeviceState, online: bool, at: float) -> None:
        if state.device is not None:
            self.recorder.record([link_reading(state.id, state.connection, at)])
            self.office.connection(state.id, online, at)
            self.control.connection(state.id, online, at)

    def _on_answer(self, state: DeviceState, answer: Answer, at: float) -> None:
        self.commander.answer(state.id, answer, at)

    def _on_unknown(
        self,
        driver: ContainedDriver,
        found: DeviceId,
        site: str,
        address: str,
        decoded: Sequence[Decoded],
        arrival: Arrival,
    ) -> None:
        self.discovery.see(driver, found, site, address, decoded, arrival)

    def _on_described(self, device: DeviceId, item: Description) -> None:
        described = self.inventory.described(device, item)
        if described is not None:
            self._take_in([described])

    def _on_event(self, event: LinkEvent) -> None:
        if isinstance(event, Receipt):
            self.commander.receipt(event)
        elif isinstance(event, Pulse):
            self.links.pulse(event)
        elif isinstance(event, LinkChanged):
            if self.links.changed(event):
                reached = self.live.reached_by(event.link)
                self.recorder.record([link_reading(one, Connection.UNKNOWN, event.at) for one in reached])
                self.control.authority.lost(reached, event.at)
                self.live.lose_link(event.link)
            self.recorder.record(self.links.readings_of(event))
            self.office.link(event)

    def _on_store_trouble(self, reason: str) -> None:
        if reason:
            self.notices.raise_("store.failing", "store", Severity.ERROR, {"error": reason})
        else:
            self.notices.clear("store.failing", "store")

    def _publish(self, device: Device, token: int, publication: Publication) -> bool:
        state = self.live.devices.get(device.id)
        link = self.links.online_for(device.site, state.link if state is not None else -1)
        if link is None:
            return False
        link.publish(token, publication.topic, publication.payload, publication.qos)
        return True

    def _reachable(self, device: Device) -> bool:
        state = self.live.devices.get(device.id)
        return self.links.online_for(device.site, state.link if state is not None else -1) is not None

    def _gate(self, command: CommandRecord, device: Device, arguments: Mapping[str, Value]) -> str:
        return self.control.gate(command, device, arguments)

    def _loaded(self, driver: str) -> Any:
        return self.inventory.drivers.get(driver)

    def _lag_of(self, device: DeviceId) -> float:
        state = self.live.devices.get(device)
        return state.lag_s or 0.0 if state is not None else 0.0

    async def _save_commands(self, records: Sequence[CommandRecord]) -> None:
        await self.write(lambda: self.store.step_commands(records))

    def _show_commands(self, records: Sequence[CommandRecord]) -> None:
        self._composer.commands.extend(records)

    def _take_in(self, devices: Sequence[Device]) -> None:
        self.inventory.put(devices)
        for device in devices:
            self.live.adopt(self.inventory.devices[device.id])
        self.office.take_in(devices, self._clock())
        self.control.lamps.take_in(devices)
        self.ingest.forget_routes()

    # -- the verbs ---------------------------------------------------------------------------------

    def take_changes(self) -> ChangeSet:
        return self._outbox.take()

    async def adopt(self, adoptions: Sequence[Adoption], by: Operator) -> Sequence[Device]:
        now = self._clock()
        made = []
        for adoption in adoptions:
            found = self.discovery.make_device(adoption)
            if found is None:
                raise EngineError("not_discovered", f"{adoption.id} is not on the discovered list")
            made.append(found)
        devices = [device for device, _reports in made]
        await self.work.stored(lambda: self.store.save_devices(devices, by.name, now))
        ids = [device.id for device in devices]
        await self.work.stored(lambda: self.store.remove_discovered(ids))
        self.discovery.forget(ids)
        self._composer.undiscovered.extend(ids)
        self._take_in(devices)
        for device, reports in made:
            state = self.live.devices[device.id]
            for last in reports.values():
                report, at = last.report, last.received_at
                self.live.put(state, report.key, report.value, report.at, at, report.quality, last.retained)
                if not last.retained:
                    self.live.seen(state, at, last.link)
        return devices

    async def save_devices(self, devices: Sequence[Device], by: Operator) -> None:
        """Store new or changed devices at once (imports)."""
        for device in devices:
            kind = self.kinds.get(device.kind)
            if kind is None or not kind.device:
                raise EngineError("unknown_kind", f"{device.id}: there is no kind of device {device.kind!r}")
        now = self._clock()
        await self.work.stored(lambda: self.store.save_devices(devices, by.name, now))
        ids = [device.id for device in devices]
        await self.work.stored(lambda: self.store.remove_discovered(ids))
        self.discovery.forget(ids)
        self._composer.undiscovered.extend(ids)
        self._take_in(devices)

    async def change_device(self, device: Device, by: Operator) -> Device:
        if device.id not in self.inventory.devices:
            raise EngineError("unknown_device", f"there is no device {device.id}")
        await self.save_devices([device], by)
        return device

    async def remove_device(self, device: DeviceId, by: Operator) -> None:
        if device not in self.inventory.devices:
            raise EngineError("unknown_device", f"there is no device {device}")
        now = self._clock()
        await self.work.stored(lambda: self.store.remove_device(device, by.name, now))
        self.commander.forget_device(device)
        self.control.forget(device)
        self._composer.forget(self.live.devices[device].status)
        self.office.forget(self.inventory.devices[device], now)
        self.inventory.remove(device)
        self.live.remove(device)
        self.ingest.forget_routes()

    async def save_area(self, area: Area, by: Operator) -> Area:
        now = self._clock()
        stored = await self.work.stored(lambda: self.store.save_area(area, by.name, now))
        self.inventory.put_area(stored)
        return stored

    async def history(self, point: PointId, start: float, end: float, most: int = 4000) -> Series:
        return await answered(self.recorder.history(point, start, end, most, self.read))

    async def texts(self, point: PointId, start: float, end: float) -> Sequence[TextSample]:
        changes = await answered(self.recorder.texts(point, start, end, self.read))
        return [TextSample(change.at, change.value, Quality(change.quality)) for change in changes]

    async def drivers(self) -> Sequence[DriverStatus]:
        return self.driver_statuses()

    def driver_statuses(self) -> tuple[DriverStatus, ...]:
        return tuple(driver.status() for driver in self._drivers.values())

    async def bad_payloads(self, driver: str | None = None) -> Sequence[BadPayload]:
        return self._bad.of(driver)
