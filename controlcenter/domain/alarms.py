"""The life of an alarm after ISA-18.2 / IEC 62682: base cycle, acknowledgement and annunciation, kept apart.

Every function takes an alarm and returns the step to the next one; a wrong request raises AlarmRefusedError and
changes nothing. Times are seconds since 1970 UTC on the centre's clock; ``source_at`` is the device's.
"""

import enum
import math

import msgspec

from controlcenter.domain.commands import Operator
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.ids import AreaId, DeviceId
from controlcenter.domain.readings import Quality, Value

LONGEST_SHELVING_S = 7 * 86400.0


class Cycle(enum.StrEnum):
    """The base cycle: is the condition there, and has somebody taken note."""

    NORMAL = "normal"
    UNACKNOWLEDGED = "unacknowledged"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"
    """RTN: gone before anybody took note."""
    LATCHED_UNACKNOWLEDGED = "latched_unacknowledged"
    LATCHED_ACKNOWLEDGED = "latched_acknowledged"

    @property
    def active(self) -> bool:
        return self in (Cycle.UNACKNOWLEDGED, Cycle.ACKNOWLEDGED)

    @property
    def acknowledged(self) -> bool:
        return self in (Cycle.NORMAL, Cycle.ACKNOWLEDGED, Cycle.LATCHED_ACKNOWLEDGED)


class Event(enum.StrEnum):
    """What happened to an alarm; the words of the journal."""

    RAISED = "raised"
    CLEARED = "cleared"
    ACKNOWLEDGED = "acknowledged"
    RESET = "reset"
    PRIORITY_CHANGED = "priority_changed"
    REALARMED = "realarmed"
    SHELVED = "shelved"
    UNSHELVED = "unshelved"
    SHELF_EXPIRED = "shelf_expired"
    SUPPRESSED = "suppressed"
    RELEASED = "released"
    """No longer suppressed by design."""
    TAKEN_OUT = "taken_out"
    PUT_BACK = "put_back"
    WITHDRAWN = "withdrawn"
    """Its definition or its device is gone, or was switched off: nobody can act on it any more."""


class AlarmRefusedError(Exception):
    """A request that the state of the alarm does not allow; ``code`` for translation, nothing was changed."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class Deed(msgspec.Struct, frozen=True):
    """Something an operator did: who, when, and in which words."""

    by: Operator
    at: float
    note: str = ""


class Shelving(msgspec.Struct, frozen=True):
    """Out of sight by an operator's wish, until ``until`` at the latest; one-shot: until the condition goes."""

    by: Operator
    at: float
    until: float
    reason: str
    one_shot: bool = False


class Suppression(msgspec.Struct, frozen=True):
    """Out of sight by design: ``cause`` is the alarm that explains it."""

    at: float
    cause: AlarmId


class Alarm(msgspec.Struct, frozen=True):
    """One alarm as it stands now."""

    id: AlarmId
    priority: Priority
    latching: bool = False
    cycle: Cycle = Cycle.NORMAL
    occurrence: int = 0
    """How many times it was raised: an acknowledgement names the one it has seen."""
    raised_at: float = 0.0
    """Arrival of what raised it last, on our clock."""
    source_at: float | None = None
    """The device's time of that."""
    cleared_at: float | None = None
    changed_at: float = 0.0
    value: Value | None = None
    """The value that raised it."""
    limit: float | None = None
    quality: Quality = Quality.GOOD
    """Of what is known now: bad, stale or offline never clears, it only shows."""
    area: AreaId | None = None
    acknowledgement: Deed | None = None
    """Of the present occurrence."""
    shelving: Shelving | None = None
    suppression: Suppression | None = None
    out_of_service: Deed | None = None
    unacknowledged_before: bool = False
    """Whether it was when the first overlay came over it."""
    behind: int = 0
    """How many devices' silence it explains now. Not stored."""
    chattering: bool = False
    """At least three activations within a minute, lately. Not stored."""
    called_at: float = 0.0
    """When it last began to call: raised, called again, risen in priority or back from an overlay. 0: not known."""

    @property
    def active(self) -> bool:
        return self.cycle.active

    @property
    def respond_from(self) -> float:
        """From when on the time to respond runs."""
        return self.called_at or self.raised_at

    @property
    def overlaid(self) -> bool:
        """Whether it is taken out of annunciation."""
        return self.shelving is not None or self.suppression is not None or self.out_of_service is not None

    @property
    def annunciated(self) -> bool:
        """Whether it calls for an operator."""
        return not self.cycle.acknowledged and not self.overlaid

    @property
    def at_rest(self) -> bool:
        """Whether there is nothing to show of it."""
        return self.cycle is Cycle.NORMAL and not self.overlaid


class JournalEntry(msgspec.Struct, frozen=True):
    """One step of one alarm. ``number`` counts up in the store; 0 before it is stored."""

    alarm: AlarmId
    event: Event
    at: float
    before: Cycle
    after: Cycle
    priority: Priority
    source_at: float | None = None
    shelved: bool = False
    suppressed: bool = False
    out_of_service: bool = False
    value: Value | None = None
    limit: float | None = None
    quality: Quality = Quality.GOOD
    area: AreaId | None = None
    by: Operator | None = None
    note: str = ""
    until: float | None = None
    """End of a shelving."""
    cause: AlarmId | None = None
    """What suppressed it."""
    number: int = 0


class JournalFilter(msgspec.Struct, frozen=True):
    """Which lines of the journal are wanted; what is empty does not narrow."""

    start: float | None = None
    end: float | None = None
    device: DeviceId | None = None
    condition: str | None = None
    areas: tuple[AreaId, ...] = ()
    priorities: tuple[Priority, ...] = ()
    events: tuple[Event, ...] = ()
    by: str | None = None
    """Name of an operator."""


class Step(msgspec.Struct, frozen=True):
    """An alarm after something happened, and the line of the journal that says so."""

    alarm: Alarm
    entry: JournalEntry


class Sight(msgspec.Struct, frozen=True):
    """What the condition was seen with: both clocks, value, limit, quality."""

    at: float
    source_at: float | None = None
    value: Value | None = None
    limit: float | None = None
    quality: Quality = Quality.GOOD


# -- the condition -------------------------------------------------------------------------------------


def raise_(alarm: Alarm, sight: Sight) -> Step:
    """The condition was true for its whole on-delay (rows 1, 6, 8). Raises AlarmRefusedError when it is active."""
    if alarm.active:
        raise AlarmRefusedError("already_active", f"{alarm.id} is active already")
    moved = msgspec.structs.replace(
        alarm, cycle=Cycle.UNACKNOWLEDGED, occurrence=alarm.occurrence + 1, raised_at=sight.at,
        source_at=sight.source_at, cleared_at=None, value=sight.value, limit=sight.limit, quality=sight.quality,
        acknowledgement=None, called_at=sight.at,
    )  # fmt: skip
    return _step(alarm, moved, Event.RAISED, sight.at, source_at=sight.source_at)


_CLEARED = {
    (Cycle.ACKNOWLEDGED, False): Cycle.NORMAL,
    (Cycle.ACKNOWLEDGED, True): Cycle.LATCHED_ACKNOWLEDGED,
    (Cycle.UNACKNOWLEDGED, False): Cycle.RETURNED,
    (Cycle.UNACKNOWLEDGED, True): Cycle.LATCHED_UNACKNOWLEDGED,
}


def clear(alarm: Alarm, sight: Sight) -> Step:
    """The condition was false for its whole off-delay (rows 3, 4). Raises AlarmRefusedError when it is not active."""
    after = _CLEARED.get((alarm.cycle, alarm.latching))
    if after is None:
        raise AlarmRefusedError("not_active", f"{alarm.id} is not active")
    moved = msgspec.structs.replace(alarm, cycle=after, cleared_at=sight.at, quality=sight.quality)
    return _step(alarm, moved, Event.CLEARED, sight.at, source_at=sight.source_at, value=sight.value)


def change_priority(alarm: Alarm, priority: Priority, at: float) -> Step:
    """Row 9: a rise calls again for who had acknowledged. Raises AlarmRefusedError when it is the same."""
    if priority is alarm.priority:
        raise AlarmRefusedError("same_priority", f"{alarm.id} has priority {priority.name.lower()} already")
    rises = priority > alarm.priority and alarm.cycle is Cycle.ACKNOWLEDGED
    moved = msgspec.structs.replace(
        alarm, priority=priority, cycle=Cycle.UNACKNOWLEDGED if rises else alarm.cycle,
        acknowledgement=None if rises else alarm.acknowledgement,
        occurrence=alarm.occurrence + (1 if rises else 0),
        called_at=at if priority > alarm.priority and alarm.active else alarm.called_at,
    )  # fmt: skip
    return _step(alarm, moved, Event.PRIORITY_CHANGED, at)


def realarm(alarm: Alarm, at: float) -> Step:
    """Row 10: acknowledged and still standing for too long. Raises AlarmRefusedError in any other state."""
    if alarm.cycle is not Cycle.ACKNOWLEDGED:
        raise AlarmRefusedError("not_acknowledged", f"{alarm.id} is not active and acknowledged")
    moved = msgspec.structs.replace(
        alarm, cycle=Cycle.UNACKNOWLEDGED, occurrence=alarm.occurrence + 1, acknowledgement=None, called_at=at
    )
    return _step(alarm, moved, Event.REALARMED, at)


def withdraw(alarm: Alarm, at: float, by: Operator | None = None, note: str = "") -> Step:
    """Nobody can act on it any more: it ends, whatever it was."""
    moved = Alarm(alarm.id, alarm.priority, alarm.latching, occurrence=alarm.occurrence, area=alarm.area)
    return _step(alarm, moved, Event.WITHDRAWN, at, by=by, note=note)


# -- what operators do ---------------------------------------------------------------------------------

_ACKNOWLEDGED = {
    (Cycle.UNACKNOWLEDGED, False): Cycle.ACKNOWLEDGED,
    (Cycle.UNACKNOWLEDGED, True): Cycle.ACKNOWLEDGED,
    (Cycle.RETURNED, False): Cycle.NORMAL,
    (Cycle.RETURNED, True): Cycle.LATCHED_ACKNOWLEDGED,
    (Cycle.LATCHED_UNACKNOWLEDGED, False): Cycle.NORMAL,
    (Cycle.LATCHED_UNACKNOWLEDGED, True): Cycle.LATCHED_ACKNOWLEDGED,
}


def acknowledge(alarm: Alarm, deed: Deed, occurrence: int = 0) -> Step:
    """Rows 2, 5 and 11. *occurrence* is the one that was seen; 0 means whichever it is.

    Raises AlarmRefusedError when it is acknowledged already or came again since it was seen.
    """
    after = _ACKNOWLEDGED.get((alarm.cycle, alarm.latching))
    if after is None:
        raise AlarmRefusedError("already_acknowledged", f"{alarm.id} is acknowledged already")
    if occurrence and occurrence != alarm.occurrence:
        raise AlarmRefusedError("came_again", f"{alarm.id} came again since it was looked at")
    moved = msgspec.structs.replace(alarm, cycle=after, acknowledgement=deed)
    return _step(alarm, moved, Event.ACKNOWLEDGED, deed.at, by=deed.by, note=deed.note)


def reset(alarm: Alarm, deed: Deed) -> Step:
    """Rows 7 and 12: unlatch. Raises AlarmRefusedError unless it is latched and acknowledged."""
    if alarm.active:
        raise AlarmRefusedError("still_active", f"{alarm.id} cannot be reset while its condition is true")
    if alarm.cycle is Cycle.LATCHED_UNACKNOWLEDGED:
        raise AlarmRefusedError("not_acknowledged", f"{alarm.id} must be acknowledged before it is reset")
    if alarm.cycle is not Cycle.LATCHED_ACKNOWLEDGED:
        raise AlarmRefusedError("not_latched", f"{alarm.id} is not latched")
    moved = msgspec.structs.replace(alarm, cycle=Cycle.NORMAL)
    return _step(alarm, moved, Event.RESET, deed.at, by=deed.by, note=deed.note)


# -- overlays ------------------------------------------------------------------------------------------


def shelve(
    alarm: Alarm, deed: Deed, duration_s: float, one_shot: bool = False, longest_s: float = LONGEST_SHELVING_S
) -> Step:
    """Take out of sight for a time; again for an alarm on the shelf sets a new end. ``deed.note`` is the reason.

    Raises AlarmRefusedError for a duration that is not above 0 or above *longest_s*, and without a reason.
    """
    if not math.isfinite(duration_s) or not 0 < duration_s <= longest_s:
        raise AlarmRefusedError("bad_duration", f"shelving lasts more than 0 s and at most {longest_s:.0f} s")
    if not deed.note.strip():
        raise AlarmRefusedError("no_reason", "shelving needs a reason")
    shelving = Shelving(deed.by, deed.at, deed.at + duration_s, deed.note, one_shot)
    moved = msgspec.structs.replace(_overlaid(alarm), shelving=shelving)
    return _step(alarm, moved, Event.SHELVED, deed.at, by=deed.by, note=deed.note, until=shelving.until)


def unshelve(alarm: Alarm, deed: Deed) -> Step:
    """Raises AlarmRefusedError when it is not shelved."""
    if alarm.shelving is None:
        raise AlarmRefusedError("not_shelved", f"{alarm.id} is not shelved")
    moved = _back(msgspec.structs.replace(alarm, shelving=None), deed.at)
    return _step(alarm, moved, Event.UNSHELVED, deed.at, by=deed.by, note=deed.note)


def end_shelving(alarm: Alarm, at: float) -> Step:
    """Its time is up, or a one-shot's condition went. Raises AlarmRefusedError when it is not shelved."""
    if alarm.shelving is None:
        raise AlarmRefusedError("not_shelved", f"{alarm.id} is not shelved")
    moved = _back(msgspec.structs.replace(alarm, shelving=None), at)
    return _step(alarm, moved, Event.SHELF_EXPIRED, at)


def suppress(alarm: Alarm, cause: AlarmId, at: float) -> Step:
    """By design, behind *cause*; again for a suppressed one sets another cause."""
    moved = msgspec.structs.replace(_overlaid(alarm), suppression=Suppression(at, cause))
    return _step(alarm, moved, Event.SUPPRESSED, at, cause=cause)


def release(alarm: Alarm, at: float) -> Step:
    """The cause is over. Raises AlarmRefusedError when it is not suppressed."""
    if alarm.suppression is None:
        raise AlarmRefusedError("not_suppressed", f"{alarm.id} is not suppressed")
    moved = _back(msgspec.structs.replace(alarm, suppression=None), at)
    return _step(alarm, moved, Event.RELEASED, at)


def take_out(alarm: Alarm, deed: Deed) -> Step:
    """Out of service, until somebody puts it back. Raises AlarmRefusedError when it is, or without a reason."""
    if alarm.out_of_service is not None:
        raise AlarmRefusedError("already_out_of_service", f"{alarm.id} is out of service already")
    if not deed.note.strip():
        raise AlarmRefusedError("no_reason", "taking an alarm out of service needs a reason")
    moved = msgspec.structs.replace(_overlaid(alarm), out_of_service=deed)
    return _step(alarm, moved, Event.TAKEN_OUT, deed.at, by=deed.by, note=deed.note)


def put_back(alarm: Alarm, deed: Deed) -> Step:
    """Back in service. Raises AlarmRefusedError when it is not out of it."""
    if alarm.out_of_service is None:
        raise AlarmRefusedError("not_out_of_service", f"{alarm.id} is not out of service")
    moved = _back(msgspec.structs.replace(alarm, out_of_service=None), deed.at)
    return _step(alarm, moved, Event.PUT_BACK, deed.at, by=deed.by, note=deed.note)


def _overlaid(alarm: Alarm) -> Alarm:
    """*alarm* remembering what it was when the first overlay came."""
    if alarm.overlaid:
        return alarm
    return msgspec.structs.replace(alarm, unacknowledged_before=not alarm.cycle.acknowledged)


def _back(alarm: Alarm, at: float) -> Alarm:
    """*alarm* without its last overlay: active calls again; what came and went unseen underneath is over.

    A latch stays: only a reset ends it.
    """
    if alarm.overlaid:
        return alarm
    cycle, acknowledgement = alarm.cycle, alarm.acknowledgement
    if cycle is Cycle.ACKNOWLEDGED:
        cycle, acknowledgement = Cycle.UNACKNOWLEDGED, None
    elif cycle is Cycle.RETURNED and not alarm.unacknowledged_before:
        cycle = Cycle.NORMAL
    called_again = cycle is Cycle.UNACKNOWLEDGED and alarm.cycle is not cycle
    calls = cycle is Cycle.UNACKNOWLEDGED
    return msgspec.structs.replace(
        alarm, cycle=cycle, acknowledgement=acknowledgement, unacknowledged_before=False,
        occurrence=alarm.occurrence + (1 if called_again else 0), called_at=at if calls else alarm.called_at,
    )  # fmt: skip


def _step(
    before: Alarm, after: Alarm, event: Event, at: float, *, source_at: float | None = None,
    value: Value | None = None, by: Operator | None = None, note: str = "", until: float | None = None,
    cause: AlarmId | None = None,
) -> Step:  # fmt: skip
    after = msgspec.structs.replace(after, changed_at=at)
    entry = JournalEntry(
        after.id, event, at, before.cycle, after.cycle, after.priority, source_at,
        after.shelving is not None, after.suppression is not None, after.out_of_service is not None,
        after.value if value is None else value, after.limit, after.quality, after.area, by, note, until, cause,
    )  # fmt: skip
    return Step(after, entry)
