"""What crosses from the engine to the window: frozen values, one bundle per tick."""

import msgspec

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.authority import Hold, Lock
from controlcenter.domain.commands import CommandRecord, Source
from controlcenter.domain.conditions import Override
from controlcenter.domain.devices import Area, Device, DeviceStatus, Discovered
from controlcenter.domain.documents import Document
from controlcenter.domain.ids import DeviceId, DocumentId
from controlcenter.domain.notices import Notice
from controlcenter.domain.orders import OrderRecord
from controlcenter.domain.readings import Reading
from controlcenter.domain.words import Text


class BrokerStatus(msgspec.Struct, frozen=True):
    """One broker's link. ``state``: ``connecting``, ``online``, ``offline`` (back-off) or ``refused`` (credentials)."""

    name: str
    site: str
    address: str
    state: str
    since: float
    protocol: str = ""
    """``MQTT 5`` or ``MQTT 3.1.1`` once connected."""
    messages_per_s: float = 0.0
    round_trip_ms: float | None = None
    received: int = 0
    lost: int = 0
    """Messages known to be lost: gaps the broker or our own queue reported."""
    reason: str = ""
    """Why it is not online, in the library's or the broker's words."""
    silent_s: float | None = None
    """Time since anything at all came in, when that is longer than it should be."""


class DriverStatus(msgspec.Struct, frozen=True):
    """One driver's counters. ``state``: ``running``, ``failed`` (too many errors in a row) or ``flooded``."""

    id: str
    name: str
    version: str
    state: str
    messages: int = 0
    readings: int = 0
    errors: int = 0
    slow: int = 0
    last_error: str = ""
    last_error_at: float | None = None
    source: str = ""
    """The folder it was loaded from."""
    names: Text | None = None
    """``name`` in every language of the window."""


class BadPayload(msgspec.Struct, frozen=True):
    """A message nobody could read, kept for a technician."""

    driver: str
    topic: str
    received_at: float
    error: str
    payload: bytes
    """At most the first 4 KiB."""
    size: int


class StoreStatus(msgspec.Struct, frozen=True):
    """The store and the recorder. ``state``: ``writing``, ``failing`` (samples wait in memory) or ``closed``."""

    url: str
    state: str
    schema: str
    waiting: int = 0
    """Samples not on disk yet."""
    written: int = 0
    """Samples written since start."""
    dropped: int = 0
    """Samples given up because the disk stayed full."""
    size_bytes: int | None = None
    free_bytes: int | None = None
    reason: str = ""


class Counts(msgspec.Struct, frozen=True):
    devices: int = 0
    online: int = 0
    offline: int = 0
    stale: int = 0
    discovered: int = 0
    readings_per_s: float = 0.0


class AlarmSummary(msgspec.Struct, frozen=True):
    """The alarm desk in numbers. Tuples by priority are (low, medium, high, critical)."""

    standing: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Alarms on the active list: not normal and not taken out of annunciation."""
    unacknowledged: tuple[int, int, int, int] = (0, 0, 0, 0)
    shelved: int = 0
    suppressed: int = 0
    out_of_service: int = 0
    chattering: int = 0
    stale: int = 0
    """Standing for longer than a day."""
    flood_since: float | None = None
    """Begin of the flood that is on; None when there is none."""
    last_flood: tuple[float, float] | None = None
    rate: tuple[int, ...] = ()
    """Activations of the last 27 periods of ten minutes, oldest first; the last one is still running."""
    rate_until: float = 0.0
    """End of the last period."""
    fleeting: int = 0
    """Alarms that were gone lately before anybody could act."""
    flood_limit: int = 10
    """More than this in ten minutes begin a flood."""


class ChangeSet(msgspec.Struct, frozen=True):
    """Everything that changed since the last one was taken. Later replaces earlier by key; order is arrival."""

    readings: tuple[Reading, ...] = ()
    """Newest per point, also when only its quality changed."""
    statuses: tuple[DeviceStatus, ...] = ()
    devices: tuple[Device, ...] = ()
    removed: tuple[DeviceId, ...] = ()
    areas: tuple[Area, ...] | None = None
    discovered: tuple[Discovered, ...] = ()
    undiscovered: tuple[DeviceId, ...] = ()
    """No longer on the discovered list (adopted or forgotten)."""
    brokers: tuple[BrokerStatus, ...] = ()
    commands: tuple[CommandRecord, ...] = ()
    notices: tuple[Notice, ...] = ()
    """Raised, changed, or taken back (``active`` False)."""
    counts: Counts | None = None
    drivers: tuple[DriverStatus, ...] | None = None
    store: StoreStatus | None = None
    alarms: tuple[Alarm, ...] = ()
    """Newest state of each that changed; one ``at_rest`` is off every list. Committed before it comes here."""
    alarm_summary: AlarmSummary | None = None
    overrides: tuple[Override, ...] | None = None
    """All overrides of alarm definitions when one changed."""
    orders: tuple[OrderRecord, ...] = ()
    """Newest state of each that changed; at the first time those that are not final."""
    holds: tuple[Hold, ...] = ()
    released: tuple[tuple[DeviceId, Source], ...] = ()
    """Holds that are no more."""
    locks: tuple[Lock, ...] = ()
    unlocked: tuple[DeviceId, ...] = ()
    documents: tuple[Document, ...] = ()
    undocumented: tuple[DocumentId, ...] = ()
    """Documents that are no more."""


NO_CHANGES = ChangeSet()
"""The one returned when nothing happened: compare by identity."""
