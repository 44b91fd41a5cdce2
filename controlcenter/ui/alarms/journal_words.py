"""The journal's codes in words: events, states, priorities, values with their units, both clocks."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.alarms import Cycle, Event, JournalEntry
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.kinds import PointKind
from controlcenter.domain.readings import Value
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.widgets.symbols import Symbol
from controlcenter.ui.words import DASH, value_text

PRIORITY_SYMBOL = {
    Priority.LOW: Symbol.LOW,
    Priority.MEDIUM: Symbol.MEDIUM,
    Priority.HIGH: Symbol.HIGH,
    Priority.CRITICAL: Symbol.CRITICAL,
}

_EVENTS: dict[Event, Callable[[], str]] = {
    Event.RAISED: lambda: QCoreApplication.translate("AlarmJournal", "Raised"),
    Event.CLEARED: lambda: QCoreApplication.translate("AlarmJournal", "Cleared"),
    Event.ACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmJournal", "Acknowledged"),
    Event.RESET: lambda: QCoreApplication.translate("AlarmJournal", "Reset"),
    Event.PRIORITY_CHANGED: lambda: QCoreApplication.translate("AlarmJournal", "Priority changed"),
    Event.REALARMED: lambda: QCoreApplication.translate("AlarmJournal", "Alarmed again"),
    Event.SHELVED: lambda: QCoreApplication.translate("AlarmJournal", "Shelved"),
    Event.UNSHELVED: lambda: QCoreApplication.translate("AlarmJournal", "Taken off the shelf"),
    Event.SHELF_EXPIRED: lambda: QCoreApplication.translate("AlarmJournal", "Shelving ended"),
    Event.SUPPRESSED: lambda: QCoreApplication.translate("AlarmJournal", "Suppressed by design"),
    Event.RELEASED: lambda: QCoreApplication.translate("AlarmJournal", "Suppression ended"),
    Event.TAKEN_OUT: lambda: QCoreApplication.translate("AlarmJournal", "Taken out of service"),
    Event.PUT_BACK: lambda: QCoreApplication.translate("AlarmJournal", "Put back in service"),
    Event.WITHDRAWN: lambda: QCoreApplication.translate("AlarmJournal", "Withdrawn"),
}
_CYCLES: dict[Cycle, Callable[[], str]] = {
    Cycle.NORMAL: lambda: QCoreApplication.translate("AlarmJournal", "Normal"),
    Cycle.UNACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmJournal", "Unacknowledged"),
    Cycle.ACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmJournal", "Acknowledged", "state"),
    Cycle.RETURNED: lambda: QCoreApplication.translate("AlarmJournal", "Returned, unacknowledged"),
    Cycle.LATCHED_UNACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmJournal", "Latched, unacknowledged"),
    Cycle.LATCHED_ACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmJournal", "Latched, acknowledged"),
}
_PRIORITIES: dict[Priority, Callable[[], str]] = {
    Priority.CRITICAL: lambda: QCoreApplication.translate("AlarmJournal", "Critical"),
    Priority.HIGH: lambda: QCoreApplication.translate("AlarmJournal", "High"),
    Priority.MEDIUM: lambda: QCoreApplication.translate("AlarmJournal", "Medium"),
    Priority.LOW: lambda: QCoreApplication.translate("AlarmJournal", "Low"),
}


def event_word(event: Event) -> str:
    return _EVENTS[event]()


def cycle_word(cycle: Cycle) -> str:
    return _CYCLES[cycle]()


def priority_word(priority: Priority) -> str:
    return _PRIORITIES[priority]()


def event_text(entry: JournalEntry, mirror: Mirror, zone: ZoneInfo) -> str:
    """What happened, with the fact that belongs to it: until when, behind what, to which priority."""
    word = event_word(entry.event)
    if entry.event is Event.SHELVED and entry.until is not None:
        until = QCoreApplication.translate("AlarmJournal", "{event} until {time}")
        form = "%H:%M" if abs(entry.until - entry.at) < 43_200 else "%d/%m %H:%M"
        return until.format(event=word, time=_local(entry.until, zone).strftime(form))
    if entry.event is Event.SUPPRESSED and entry.cause is not None:
        behind = QCoreApplication.translate("AlarmJournal", "{event}: behind {device}")
        return behind.format(event=word, device=one_line(mirror.name_of(entry.cause.device)))
    if entry.event is Event.PRIORITY_CHANGED:
        return f"{word}: {priority_word(entry.priority)}"
    return word


def state_text(entry: JournalEntry) -> str:
    """The state after it, and what lies over that."""
    overlays = (
        (entry.out_of_service, QCoreApplication.translate("AlarmJournal", "out of service")),
        (entry.shelved, QCoreApplication.translate("AlarmJournal", "shelved")),
        (entry.suppressed, QCoreApplication.translate("AlarmJournal", "suppressed")),
    )
    return " · ".join([cycle_word(entry.after), *(word for on, word in overlays if on)])


def point_of(alarm: AlarmId, mirror: Mirror) -> PointKind | None:
    """The point the alarm looks at, None when it looks at none or is not known any more."""
    definition = mirror.definition_of(alarm)
    kind = mirror.kinds.get(mirror.kind_of(alarm.device))
    if definition is None or kind is None or definition.point is None:
        return None
    return kind.points.get(definition.point)


def with_unit(value: Value | None, point: PointKind | None, language: str) -> str:
    """``1.42 m``; a dash for none."""
    text = value_text(value, point, language)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{text} {point.unit}" if point and point.unit and is_number and text != DASH else one_line(text, 80)


def measured_text(entry: JournalEntry, mirror: Mirror, language: str) -> str:
    """The value, and the limit it is held against: ``1.42 / 1.40 m``; empty when there is neither."""
    point = point_of(entry.alarm, mirror)
    if entry.limit is None:
        return "" if entry.value is None else with_unit(entry.value, point, language)
    return f"{value_text(entry.value, point, language)} / {with_unit(entry.limit, point, language)}"


def condition_name(alarm: AlarmId, mirror: Mirror, language: str) -> str:
    """The definition's name; its key when no definition is left."""
    definition = mirror.definition_of(alarm)
    return one_line(definition.name.in_(language) or alarm.condition if definition else alarm.condition, 120)


def line_time(at: float, now: float, zone: ZoneInfo) -> str:
    """Local time of a line: ``23/11 18:42:07`` in the year of *now*, else with the year and to the minute."""
    moment = _local(at, zone)
    return moment.strftime("%d/%m %H:%M:%S" if moment.year == _local(now, zone).year else "%Y-%m-%d %H:%M")


def _local(at: float, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at, UTC).astimezone(zone)


def stamp_text(at: float | None, zone: ZoneInfo, date: bool = True) -> str:
    """Local time with milliseconds; a dash when not known."""
    if at is None:
        return DASH
    text = _local(at, zone).isoformat(" ", timespec="milliseconds")[:23]
    return text if date else text[11:]
