"""Puts the change-set together, and keeps the counts that follow from statuses."""

from typing import TYPE_CHECKING

from controlcenter.domain.commands import CommandRecord
from controlcenter.domain.devices import DeviceStatus
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Connection, Quality
from controlcenter.engine.changes import AlarmSummary, ChangeSet, Counts, DriverStatus, StoreStatus

if TYPE_CHECKING:
    from controlcenter.engine.engine import Engine


class Composer:
    """Reads the services of one engine; owned by it and used on its loop only."""

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine
        self.commands: list[CommandRecord] = []
        self.undiscovered: list[DeviceId] = []
        self._statuses: dict[DeviceId, DeviceStatus] = {}
        self._online = self._offline = self._stale = 0
        self._readings_before = 0
        self._measured_at: float | None = None
        self._readings_per_s = 0.0
        self._counts: Counts | None = None
        self._drivers: tuple[DriverStatus, ...] | None = None
        self._store: StoreStatus | None = None
        self._last_store: StoreStatus | None = None
        self._last_counts = Counts()
        self._summed_at = 0.0

    def follow_statuses(self) -> None:
        """Take changed statuses into the counts; they wait here for the next change-set."""
        for before, status in self._engine.live.take_changed_statuses():
            self._count(before, -1)
            self._count(status, +1)
            self._statuses[status.device] = status

    def _count(self, status: DeviceStatus | None, step: int) -> None:
        if status is None:
            return
        self._online += step * (status.connection is Connection.ONLINE)
        self._offline += step * (status.connection is Connection.OFFLINE)
        self._stale += step * (status.quality >= Quality.STALE)

    def forget(self, status: DeviceStatus | None) -> None:
        """A device was removed."""
        self._count(status, -1)
        if status is not None:
            self._statuses.pop(status.device, None)

    def measure(self, now: float) -> None:
        """Once a second: rates, counts, drivers, store."""
        engine = self._engine
        elapsed_s = 1.0 if self._measured_at is None else max(0.05, now - self._measured_at)
        self._measured_at = now
        engine.links.measure(engine.ingest.counts, now, elapsed_s)
        self._readings_per_s = (engine.ingest.readings - self._readings_before) / elapsed_s
        self._readings_before = engine.ingest.readings
        self._drivers = engine.driver_statuses()
        store = engine.recorder.status()
        if store != self._last_store:
            self._store = self._last_store = store

    def _take_counts(self) -> Counts | None:
        counts = Counts(
            len(self._engine.inventory.devices), self._online, self._offline, self._stale,
            len(self._engine.discovery), round(self._readings_per_s, 1),
        )  # fmt: skip
        if counts == self._last_counts:
            return None
        self._last_counts = counts
        return counts

    def _take_summary(self, first: bool) -> AlarmSummary | None:
        """At most once a second: the header does not need more."""
        now = self._engine.now()
        if not first and now - self._summed_at < 1.0:
            return None
        self._summed_at = now
        return self._engine.office.take_summary(now, first)

    def compose(self, first: bool) -> ChangeSet:
        """Everything since the last one; with *first* the whole city."""
        engine = self._engine
        devices, removed, areas = engine.inventory.take_changed()
        readings = engine.live.take_changed_readings()
        statuses, self._statuses = tuple(self._statuses.values()), {}
        discovered = engine.discovery.take_changed()
        notices = engine.notices.take_changed()
        brokers = engine.links.take_changed()
        if first:
            devices, areas = tuple(engine.inventory.devices.values()), tuple(engine.inventory.areas.values())
            readings = tuple(engine.live.all_readings())
            statuses = tuple(state.status for state in engine.live.devices.values() if state.status is not None)
            discovered, notices = engine.discovery.everything(), engine.notices.standing()
            brokers = engine.links.statuses()
            self._store = self._last_store or engine.recorder.status()
        commands, self.commands = tuple(self.commands), []
        undiscovered, self.undiscovered = tuple(self.undiscovered), []
        drivers, self._drivers = self._drivers, None
        store, self._store = self._store, None
        holds, released = engine.control.take_holds(first)
        locks, unlocked = engine.control.take_locks(first)
        documents, undocumented = engine.control.book.take_changed(first)
        return ChangeSet(
            readings, statuses, devices, removed, areas, discovered, undiscovered, brokers, commands, notices,
            self._take_counts(), drivers, store,
            engine.office.take_changed(first), self._take_summary(first), engine.office.take_overrides(first),
            engine.control.take_orders(first), holds, released, locks, unlocked, documents, undocumented,
        )  # fmt: skip
