"""Alarms as operators read them: the same shape, words and order wherever one is shown."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.alarms import Alarm, Cycle
from controlcenter.domain.conditions import (
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
from controlcenter.domain.readings import Quality
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


def priority_names() -> dict[Symbol, str]:
    return {
        Symbol.CRITICAL: QCoreApplication.translate("AlarmWords", "Critical"),
        Symbol.HIGH: QCoreApplication.translate("AlarmWords", "High"),
        Symbol.MEDIUM: QCoreApplication.translate("AlarmWords", "Medium"),
        Symbol.LOW: QCoreApplication.translate("AlarmWords", "Low"),
    }


_STATES: dict[Cycle, Callable[[], str]] = {
    Cycle.NORMAL: lambda: QCoreApplication.translate("AlarmWords", "Normal"),
    Cycle.UNACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmWords", "Unacknowledged"),
    Cycle.ACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmWords", "Acknowledged"),
    Cycle.RETURNED: lambda: QCoreApplication.translate("AlarmWords", "Returned, unacknowledged"),
    Cycle.LATCHED_UNACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmWords", "Latched, unacknowledged"),
    Cycle.LATCHED_ACKNOWLEDGED: lambda: QCoreApplication.translate("AlarmWords", "Latched, acknowledged"),
}


def state_words(alarm: Alarm) -> str:
    """The state in words, with who acknowledged it."""
    words = _STATES[alarm.cycle]()
    if alarm.cycle is Cycle.ACKNOWLEDGED and alarm.acknowledgement is not None:
        return f"{words} · {one_line(alarm.acknowledgement.by.name, 40)}"
    return words


def condition_words(alarm: AlarmId, mirror: Mirror, language: str) -> str:
    """The definition's name; its key when no definition is left."""
    definition = mirror.definition_of(alarm)
    return one_line(definition.name.in_(language) if definition else alarm.condition, 80)


def device_words(alarm: AlarmId, mirror: Mirror) -> str:
    return one_line(mirror.name_of(alarm.device), 120)


def behind_words(alarm: Alarm, language: str) -> str:
    """``▸ 64 devices behind it``; empty for none."""
    if not alarm.behind:
        return ""
    if alarm.behind == 1:
        return QCoreApplication.translate("AlarmWords", "▸ 1 device behind it")
    text = QCoreApplication.translate("AlarmWords", "▸ {count} devices behind it")
    return text.format(count=count_text(alarm.behind, language))


def measured_words(alarm: Alarm, mirror: Mirror, language: str) -> str:
    """What raised it, and the limit it broke: ``1.42 m ≥ 1.40 m``; empty when no value did."""
    definition = mirror.definition_of(alarm.id)
    if alarm.value is None or (definition is not None and isinstance(definition.when, _UNMEASURED)):
        return ""
    point = _point_of(alarm.id, mirror)
    text = _with_unit(alarm.value, point, language)
    if text.casefold() == condition_words(alarm.id, mirror, language).casefold():
        return ""  # a fault that has a condition of its own says the same twice
    if definition is None or alarm.limit is None:
        return text
    if isinstance(definition.when, LimitTest):
        sign = "≥" if definition.when.side.is_upper else "≤"
        return f"{text} {sign} {_with_unit(alarm.limit, point, language)}"
    return text


def quality_words(alarm: Alarm) -> str:
    """Why what is known of it cannot be relied on now; empty when it can."""
    return quality_text(alarm.quality) if alarm.quality >= Quality.STALE else ""


def refusal_words(code: str, text: str) -> str:
    """Why an alarm was left as it is; the engine's own words for a code nobody knows."""
    known = {
        "already_acknowledged": QCoreApplication.translate("AlarmWords", "somebody acknowledged it already"),
        "came_again": QCoreApplication.translate("AlarmWords", "it came again since it was looked at"),
        "unknown_alarm": QCoreApplication.translate("AlarmWords", "it is over"),
    }
    return known.get(code, text or code)


def urgency(alarm: Alarm) -> tuple[int, float, AlarmId]:
    """Sort key: by priority, then the newest first."""
    return (-alarm.priority, -alarm.raised_at, alarm.id)


def device_symbol(device: DeviceId, mirror: Mirror) -> Symbol:
    """The one shape that stands for a device: its worst standing alarm, else how well it is heard."""
    worst = mirror.worst_alarm(device)
    return SYMBOLS[worst.priority] if worst is not None else status_symbol(mirror.statuses.get(device))


def _point_of(alarm: AlarmId, mirror: Mirror) -> PointKind | None:
    definition = mirror.definition_of(alarm)
    kind = mirror.kinds.get(mirror.kind_of(alarm.device))
    return kind.points.get(definition.point) if kind and definition and definition.point else None


def _with_unit(value: object, point: PointKind | None, language: str) -> str:
    if not isinstance(value, bool | int | float | str):
        return ""
    text = one_line(value_text(value, point, language), 60)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{text} {point.unit}" if point and point.unit and is_number and text != DASH else text
