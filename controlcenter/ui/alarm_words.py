"""Alarms as operators read them: the same shape, words and order wherever one is shown."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.alarms import Alarm, Cycle, Event
from controlcenter.domain.conditions import (
    MAINTENANCE,
    SWITCHED_OFF,
    AlarmId,
    CommandTest,
    FrozenTest,
    LimitTest,
    NoDataTest,
    OfflineTest,
    Priority,
)
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import PointKind
from controlcenter.domain.readings import Quality, Value
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.widgets.symbols import Symbol, status_symbol
from controlcenter.ui.words import DASH, count_text, quality_text, value_text

SYMBOLS: dict[Priority, Symbol] = {
    Priority.CRITICAL: Symbol.CRITICAL,
    Priority.HIGH: Symbol.HIGH,
    Priority.MEDIUM: Symbol.MEDIUM,
    Priority.LOW: Symbol.LOW,
}
_UNMEASURED = (CommandTest, FrozenTest, NoDataTest, OfflineTest)
"""Tests that no single value makes true."""


def by_symbol(counts: tuple[int, int, int, int]) -> dict[Symbol, int]:
    """Counts of (low, medium, high, critical) by their shapes."""
    return {SYMBOLS[priority]: counts[priority - 1] for priority in Priority}


_PRIORITIES: dict[Priority, Callable[[], str]] = {
    Priority.CRITICAL: lambda: QCoreApplication.translate("AlarmWords", "Critical"),
    Priority.HIGH: lambda: QCoreApplication.translate("AlarmWords", "High"),
    Priority.MEDIUM: lambda: QCoreApplication.translate("AlarmWords", "Medium"),
    Priority.LOW: lambda: QCoreApplication.translate("AlarmWords", "Low"),
}
_CYCLES: dict[Cycle, Callable[[], str]] = {
    Cycle.NORMAL: lambda: QCoreApplication.translate("AlarmWords", "Normal"),
    Cycle.UNACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmWords", "Unacknowledged"),
    Cycle.ACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmWords", "Acknowledged", "state"),
    Cycle.RETURNED: lambda: QCoreApplication.translate("AlarmWords", "Returned, unacknowledged"),
    Cycle.LATCHED_UNACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmWords", "Latched, unacknowledged"),
    Cycle.LATCHED_ACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmWords", "Latched, acknowledged"),
}
_EVENTS: dict[Event, Callable[[], str]] = {
    Event.RAISED: lambda: QCoreApplication.translate("AlarmWords", "Raised"),
    Event.CLEARED: lambda: QCoreApplication.translate("AlarmWords", "Cleared"),
    Event.ACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmWords", "Acknowledged"),
    Event.RESET: lambda: QCoreApplication.translate("AlarmWords", "Reset"),
    Event.PRIORITY_CHANGED: lambda: QCoreApplication.translate("AlarmWords", "Priority changed"),
    Event.REALARMED: lambda: QCoreApplication.translate("AlarmWords", "Alarmed again"),
    Event.SHELVED: lambda: QCoreApplication.translate("AlarmWords", "Shelved"),
    Event.UNSHELVED: lambda: QCoreApplication.translate("AlarmWords", "Taken off the shelf"),
    Event.SHELF_EXPIRED: lambda: QCoreApplication.translate("AlarmWords", "Shelving ended"),
    Event.SUPPRESSED: lambda: QCoreApplication.translate("AlarmWords", "Suppressed by design"),
    Event.RELEASED: lambda: QCoreApplication.translate("AlarmWords", "Suppression ended"),
    Event.TAKEN_OUT: lambda: QCoreApplication.translate("AlarmWords", "Taken out of service"),
    Event.PUT_BACK: lambda: QCoreApplication.translate("AlarmWords", "Put back in service"),
    Event.WITHDRAWN: lambda: QCoreApplication.translate("AlarmWords", "Withdrawn"),
}
_REFUSALS: dict[str, Callable[[], str]] = {
    "already_acknowledged": lambda: QCoreApplication.translate("AlarmWords", "it is acknowledged already"),
    "came_again": lambda: QCoreApplication.translate("AlarmWords", "it came again since you looked at it"),
    "still_active": lambda: QCoreApplication.translate("AlarmWords", "its condition is still true"),
    "not_acknowledged": lambda: QCoreApplication.translate("AlarmWords", "it must be acknowledged first"),
    "not_latched": lambda: QCoreApplication.translate("AlarmWords", "it is not latched"),
    "not_shelved": lambda: QCoreApplication.translate("AlarmWords", "it is not shelved"),
    "bad_duration": lambda: QCoreApplication.translate("AlarmWords", "it cannot be shelved for that long"),
    "no_reason": lambda: QCoreApplication.translate("AlarmWords", "a reason is needed"),
    "already_out_of_service": lambda: QCoreApplication.translate("AlarmWords", "it is out of service already"),
    "not_out_of_service": lambda: QCoreApplication.translate("AlarmWords", "it is not out of service"),
    "unknown_alarm": lambda: QCoreApplication.translate("AlarmWords", "it is not there any more"),
    "engine.gone": lambda: QCoreApplication.translate("AlarmWords", "the engine does not answer"),
}


def priority_word(priority: Priority) -> str:
    return _PRIORITIES[priority]()


def priority_names() -> dict[Symbol, str]:
    return {SYMBOLS[priority]: priority_word(priority) for priority in reversed(Priority)}


def cycle_word(cycle: Cycle) -> str:
    return _CYCLES[cycle]()


def event_word(event: Event) -> str:
    return _EVENTS[event]()


def state_words(alarm: Alarm) -> str:
    """The state in words, with who acknowledged it."""
    words = cycle_word(alarm.cycle)
    if alarm.cycle is Cycle.ACKNOWLEDGED and alarm.acknowledgement is not None:
        return f"{words} · {one_line(alarm.acknowledgement.by.name, 40)}"
    return words


def condition_words(alarm: AlarmId, mirror: Mirror, language: str) -> str:
    """The definition's name, or the rule's; its key when no definition is left."""
    if alarm.condition == MAINTENANCE:
        return QCoreApplication.translate("AlarmWords", "locked for maintenance")
    if alarm.condition == SWITCHED_OFF:
        return QCoreApplication.translate("AlarmWords", "switched off")
    definition = mirror.definition_of(alarm)
    return one_line(definition.name.in_(language) or alarm.condition if definition else alarm.condition, 120)


def device_words(alarm: AlarmId, mirror: Mirror) -> str:
    return one_line(mirror.name_of(alarm.device), 120)


def behind_text(count: int, language: str) -> str:
    """``64 devices behind it``."""
    if count == 1:
        return QCoreApplication.translate("AlarmWords", "1 device behind it")
    text = QCoreApplication.translate("AlarmWords", "{count} devices behind it")
    return text.format(count=count_text(count, language))


def behind_words(alarm: Alarm, language: str) -> str:
    """``▸ 64 devices behind it``; empty for none."""
    return f"▸ {behind_text(alarm.behind, language)}" if alarm.behind else ""


def measured_words(alarm: Alarm, mirror: Mirror, language: str) -> str:
    """What raised it, and the limit it broke: ``1.42 m ≥ 1.40 m``; empty when no value did."""
    definition = mirror.definition_of(alarm.id)
    if alarm.value is None or (definition is not None and isinstance(definition.when, _UNMEASURED)):
        return ""
    point = point_of(alarm.id, mirror)
    text = with_unit(alarm.value, point, language)
    if text.casefold() == condition_words(alarm.id, mirror, language).casefold():
        return ""  # a fault that has a condition of its own says the same twice
    if definition is None or alarm.limit is None:
        return text
    if isinstance(definition.when, LimitTest):
        sign = "≥" if definition.when.side.is_upper else "≤"
        return f"{text} {sign} {with_unit(alarm.limit, point, language)}"
    return text


def quality_words(alarm: Alarm) -> str:
    """Why what is known of it cannot be relied on now; empty when it can."""
    return quality_text(alarm.quality) if alarm.quality >= Quality.STALE else ""


def refusal_words(code: str, text: str) -> str:
    """Why an alarm was left as it is; the engine's own words for a code nobody knows."""
    known = _REFUSALS.get(code)
    return known() if known is not None else one_line(text or code)


def urgency(alarm: Alarm) -> tuple[int, float, AlarmId]:
    """Sort key: by priority, then the newest first."""
    return (-alarm.priority, -alarm.raised_at, alarm.id)


def device_symbol(device: DeviceId, mirror: Mirror) -> Symbol:
    """The one shape that stands for a device: its worst standing alarm, else how well it is heard."""
    worst = mirror.worst_alarm(device)
    return SYMBOLS[worst.priority] if worst is not None else status_symbol(mirror.statuses.get(device))


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
