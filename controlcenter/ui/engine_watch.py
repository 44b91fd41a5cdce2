"""Notices that the engine fell silent: what it said last is shown as old, until it speaks again."""

import time
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject

from controlcenter.domain.devices import DeviceStatus
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Connection, Quality, Reading
from controlcenter.engine.changes import ChangeSet, Counts
from controlcenter.ui.bridge import Bridge

SILENT_AFTER_S = 5.0
"""The engine says something every second, so this long without a word means that it is gone."""


class EngineWatch(QObject):
    """Ask ``gone_since`` now and then. *steady* is a clock in seconds that nobody sets."""

    def __init__(
        self, bridge: Bridge, parent: QObject | None = None, steady: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._steady = steady
        self._heard_at: float | None = None
        self._speaking = False
        self._kept: tuple[ChangeSet, ChangeSet] | None = None
        """What was known before the silence, and the same as it is shown during it."""
        bridge.ticked.connect(self._on_ticked)

    def gone_since(self, now: float) -> float | None:
        """Since when (s since 1970 UTC) the engine is silent; None while it speaks or has yet to speak first."""
        if self._heard_at is None:
            return None
        silent_s = self._steady() - self._heard_at
        if silent_s <= SILENT_AFTER_S:
            return None
        if self._kept is None:
            self._go_stale()
        return now - silent_s

    def _on_ticked(self, _changes: ChangeSet) -> None:
        if self._speaking:
            return
        self._heard_at = self._steady()
        if self._kept is not None:
            (known, shown), self._kept = self._kept, None
            self._tell(self._unsaid(known, shown))

    def _go_stale(self) -> None:
        mirror = self._bridge.mirror
        readings = [
            reading
            for points in mirror.readings.values()
            for reading in points.values()
            if reading.quality < Quality.STALE
        ]
        statuses = list(mirror.statuses.values())
        counts = msgspec.structs.replace(mirror.counts, online=0, offline=0, stale=mirror.counts.devices)
        shown = ChangeSet(
            readings=tuple(_old_reading(reading) for reading in readings),
            statuses=tuple(_old_status(status) for status in statuses),
            counts=counts,
        )
        self._kept = ChangeSet(readings=tuple(readings), statuses=tuple(statuses), counts=mirror.counts), shown
        self._tell(shown)

    def _unsaid(self, known: ChangeSet, shown: ChangeSet) -> ChangeSet:
        """What of *known* still holds: all that the engine did not replace when it spoke again."""
        mirror = self._bridge.mirror
        empty: dict[str, Reading] = {}
        readings = [
            before
            for before, now in zip(known.readings, shown.readings, strict=True)
            if mirror.readings.get(now.device, empty).get(now.key) is now
        ]
        statuses = [
            before
            for before, now in zip(known.statuses, shown.statuses, strict=True)
            if self._status(now.device) is now
        ]
        counts: Counts | None = known.counts if mirror.counts is shown.counts else None
        return ChangeSet(readings=tuple(readings), statuses=tuple(statuses), counts=counts)

    def _status(self, device: DeviceId) -> DeviceStatus | None:
        return self._bridge.mirror.statuses.get(device)

    def _tell(self, changes: ChangeSet) -> None:
        self._speaking = True
        try:
            self._bridge.tell(changes)
        finally:
            self._speaking = False


def _old_reading(reading: Reading) -> Reading:
    return msgspec.structs.replace(reading, quality=Quality.STALE)


def _old_status(status: DeviceStatus) -> DeviceStatus:
    return msgspec.structs.replace(status, connection=Connection.UNKNOWN, quality=max(status.quality, Quality.STALE))
