"""The measures of ISA-18.2 in words: names, values in their units, and what is thought of them."""

import enum
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication

from controlcenter.engine.face import Measure
from controlcenter.ui.words import DASH, count_text

MIX_TOLERANCE = 0.05
"""How far a share of the priority mix may be from its target and still be near it."""


class Verdict(enum.Enum):
    ACCEPTABLE = "acceptable"
    MANAGEABLE = "manageable"
    BEYOND = "beyond"
    NO_TARGET = "no_target"
    UNKNOWN = "unknown"


class _Unit(enum.Enum):
    RATE = "rate"
    SHARE = "share"
    COUNT = "count"
    TIME = "time"


class _Row(msgspec.Struct, frozen=True):
    name: Callable[[], str]
    unit: _Unit
    upper: bool = True
    """The target is an upper limit, else a share to be near to."""


_ROWS: dict[str, _Row] = {
    "per_hour": _Row(lambda: QCoreApplication.translate("AlarmStatistics", "Alarms per hour, average"), _Unit.RATE),
    "per_10_min": _Row(
        lambda: QCoreApplication.translate("AlarmStatistics", "Alarms per 10 minutes, average"), _Unit.RATE
    ),
    "busy_periods": _Row(
        lambda: QCoreApplication.translate("AlarmStatistics", "10-minute periods with > 10 alarms"), _Unit.SHARE
    ),
    "in_flood": _Row(lambda: QCoreApplication.translate("AlarmStatistics", "Time in flood"), _Unit.SHARE),
    "top_ten": _Row(
        lambda: QCoreApplication.translate("AlarmStatistics", "Share of the ten most frequent"), _Unit.SHARE
    ),
    "chattering": _Row(lambda: QCoreApplication.translate("AlarmStatistics", "Chattering alarms"), _Unit.COUNT),
    "fleeting": _Row(lambda: QCoreApplication.translate("AlarmStatistics", "Fleeting alarms"), _Unit.COUNT),
    "stale": _Row(
        lambda: QCoreApplication.translate("AlarmStatistics", "Alarms standing for more than 24 h"), _Unit.COUNT
    ),
    "mix_low": _Row(
        lambda: QCoreApplication.translate("AlarmStatistics", "Share of priority low"), _Unit.SHARE, upper=False
    ),
    "mix_medium": _Row(
        lambda: QCoreApplication.translate("AlarmStatistics", "Share of priority medium"), _Unit.SHARE, upper=False
    ),
    "mix_high": _Row(
        lambda: QCoreApplication.translate("AlarmStatistics", "Share of priority high and critical"),
        _Unit.SHARE,
        upper=False,
    ),
    "time_to_acknowledge": _Row(
        lambda: QCoreApplication.translate("AlarmStatistics", "Time to acknowledge, median"), _Unit.TIME
    ),
}
_PLAIN = _Row(lambda: "", _Unit.RATE)


def measure_name(code: str) -> str:
    """The measure in words; an unknown code as it is."""
    row = _ROWS.get(code)
    return row.name() if row else code


def measure_value(measure: Measure, language: str) -> str:
    if measure.value is None:
        return QCoreApplication.translate("AlarmStatistics", "not enough data")
    return _number(measure.value, _ROWS.get(measure.code, _PLAIN).unit, language)


def target_text(measure: Measure, target: float | None, language: str) -> str:
    """``≤ 12``, or ``~ 80 %`` for a share to be near to; a dash for none."""
    if target is None:
        return DASH
    row = _ROWS.get(measure.code, _PLAIN)
    return f"{'≤' if row.upper else '~'} {_number(target, row.unit, language, short=True)}"


def verdict_of(measure: Measure) -> Verdict:
    if measure.value is None:
        return Verdict.UNKNOWN
    if measure.acceptable is None and measure.manageable is None:
        return Verdict.NO_TARGET
    if not _ROWS.get(measure.code, _PLAIN).upper and measure.acceptable is not None:
        near = abs(measure.value - measure.acceptable) <= MIX_TOLERANCE
        return Verdict.ACCEPTABLE if near else Verdict.BEYOND
    if measure.acceptable is not None and measure.value <= measure.acceptable:
        return Verdict.ACCEPTABLE
    if measure.manageable is not None and measure.value <= measure.manageable:
        return Verdict.MANAGEABLE
    return Verdict.BEYOND


def verdict_word(measure: Measure) -> str:
    upper = _ROWS.get(measure.code, _PLAIN).upper
    match verdict_of(measure):
        case Verdict.ACCEPTABLE if not upper:
            return QCoreApplication.translate("AlarmStatistics", "near the target")
        case Verdict.ACCEPTABLE:
            return QCoreApplication.translate("AlarmStatistics", "acceptable")
        case Verdict.MANAGEABLE:
            return QCoreApplication.translate("AlarmStatistics", "manageable")
        case Verdict.BEYOND if not upper:
            return QCoreApplication.translate("AlarmStatistics", "off the target")
        case Verdict.BEYOND:
            return QCoreApplication.translate("AlarmStatistics", "too much")
        case Verdict.NO_TARGET:
            return QCoreApplication.translate("AlarmStatistics", "no target")
    return QCoreApplication.translate("AlarmStatistics", "not enough data")


def share_text(share: float, language: str, digits: int = 1) -> str:
    return f"{count_text(100 * share, language, digits)} %"


def span_text(seconds: float, language: str) -> str:
    """``45 s``, ``12 min``, ``3.5 h``, ``2.1 d``."""
    if seconds < 99.5:
        return f"{count_text(seconds, language)} " + QCoreApplication.translate("Words", "s")
    for size, most, unit in (
        (60.0, 99.5, QCoreApplication.translate("Words", "min")),
        (3600.0, 48.0, QCoreApplication.translate("Words", "h")),
    ):
        if seconds / size < most:
            return f"{count_text(seconds / size, language, 0 if size < 100 else 1)} {unit}"
    return f"{count_text(seconds / 86_400.0, language, 1)} " + QCoreApplication.translate("Words", "d")


def _number(value: float, unit: _Unit, language: str, short: bool = False) -> str:
    match unit:
        case _Unit.SHARE:
            return share_text(value, language, 0 if short and round(100 * value, 6).is_integer() else 1)
        case _Unit.TIME:
            return span_text(value, language)
        case _Unit.COUNT:
            return count_text(value, language)
    return count_text(value, language, 0 if short and float(value).is_integer() else 1)
