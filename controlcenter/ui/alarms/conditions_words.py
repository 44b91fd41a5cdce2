"""Alarm definitions in words: the test, its delays, and where it comes from."""

import enum
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.conditions import (
    AlarmDefinition,
    CommandTest,
    DeviationTest,
    FaultTest,
    FrozenTest,
    LimitTest,
    NoDataTest,
    OfflineTest,
    RateTest,
    Side,
    StateTest,
    Test,
)
from controlcenter.domain.kinds import Kind
from controlcenter.domain.readings import Value
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.words import count_text, value_text


class Origin(enum.Enum):
    """Who put a definition in force."""

    SHIPPED = "shipped"
    KIND = "kind"
    DEVICE = "device"
    DRAFT = "draft"


def origin_word(origin: Origin) -> str:
    return {
        Origin.SHIPPED: QCoreApplication.translate("AlarmConditions", "shipped"),
        Origin.KIND: QCoreApplication.translate("AlarmConditions", "own, of the kind"),
        Origin.DEVICE: QCoreApplication.translate("AlarmConditions", "own, of the device"),
        Origin.DRAFT: QCoreApplication.translate("AlarmConditions", "not in force yet"),
    }[origin]


TEST_WORDS: dict[type, Callable[[], str]] = {
    LimitTest: lambda: QCoreApplication.translate("AlarmConditions", "Limit"),
    RateTest: lambda: QCoreApplication.translate("AlarmConditions", "Rate of change"),
    DeviationTest: lambda: QCoreApplication.translate("AlarmConditions", "Deviation"),
    StateTest: lambda: QCoreApplication.translate("AlarmConditions", "State"),
    FaultTest: lambda: QCoreApplication.translate("AlarmConditions", "Fault the device reports"),
    NoDataTest: lambda: QCoreApplication.translate("AlarmConditions", "No data"),
    FrozenTest: lambda: QCoreApplication.translate("AlarmConditions", "Frozen value"),
    OfflineTest: lambda: QCoreApplication.translate("AlarmConditions", "Offline"),
    CommandTest: lambda: QCoreApplication.translate("AlarmConditions", "Command without success"),
}


def side_word(side: Side) -> str:
    return {
        Side.HIGH_HIGH: QCoreApplication.translate("AlarmConditions", "high-high"),
        Side.HIGH: QCoreApplication.translate("AlarmConditions", "high"),
        Side.LOW: QCoreApplication.translate("AlarmConditions", "low"),
        Side.LOW_LOW: QCoreApplication.translate("AlarmConditions", "low-low"),
    }[side]


def direction_word(direction: str) -> str:
    return {
        "rising": QCoreApplication.translate("AlarmConditions", "rising"),
        "falling": QCoreApplication.translate("AlarmConditions", "falling"),
        "either": QCoreApplication.translate("AlarmConditions", "rising or falling"),
    }.get(direction, direction)


def end_word(end: str) -> str:
    return {
        "refused": QCoreApplication.translate("AlarmConditions", "refused"),
        "expired": QCoreApplication.translate("AlarmConditions", "expired"),
        "failed": QCoreApplication.translate("AlarmConditions", "failed"),
        "mismatch": QCoreApplication.translate("AlarmConditions", "mismatch"),
        "unconfirmed": QCoreApplication.translate("AlarmConditions", "unconfirmed"),
        "superseded": QCoreApplication.translate("AlarmConditions", "superseded"),
        "cancelled": QCoreApplication.translate("AlarmConditions", "cancelled"),
    }.get(end, end)


def page_word(page: str) -> str:
    return {
        "": QCoreApplication.translate("AlarmConditions", "Device"),
        "trends": QCoreApplication.translate("AlarmConditions", "Trends"),
        "map": QCoreApplication.translate("AlarmConditions", "Map"),
    }.get(page, page)


def seconds_text(seconds: float, language: str) -> str:
    """``30 s``, ``1 h 30 min``, ``2 d``."""
    units = (
        (86_400, QCoreApplication.translate("Words", "d")),
        (3600, QCoreApplication.translate("Words", "h")),
        (60, QCoreApplication.translate("Words", "min")),
    )
    left, parts = float(seconds), []
    for size, unit in units:
        if left >= size:
            parts.append(f"{int(left // size)} {unit}")
            left %= size
    if left or not parts:
        digits = 0 if left.is_integer() else 1
        parts.append(f"{count_text(left, language, digits)} " + QCoreApplication.translate("Words", "s"))
    return " ".join(parts)


def number_text(number: float, point: str, kind: Kind | None, language: str) -> str:
    """*number* with the unit of *point* and at least its digits."""
    known = kind.points.get(point) if kind else None
    digits = max(known.precision if known else 0, len(f"{number:.6g}".partition(".")[2]))
    text = count_text(number, language, min(digits, 6))
    return f"{text} {known.unit}" if known and known.unit else text


def point_name(point: str, kind: Kind | None, language: str) -> str:
    known = kind.points.get(point) if kind else None
    return one_line(known.name.in_(language) if known else point, 80)


def state_words(values: tuple[Value, ...], point: str, kind: Kind | None, language: str) -> str:
    known = kind.points.get(point) if kind else None
    return ", ".join(one_line(value_text(value, known, language), 60) for value in values)


def condition_text(test: Test, kind: Kind | None, language: str) -> str:
    """The test as one would say it: ``Level ≥ 1.40 m``."""
    words: Callable[[Any, Kind | None, str], str] = _TEXTS[type(test)]
    return words(test, kind, language)


def _limit(test: LimitTest, kind: Kind | None, language: str) -> str:
    sign = "≥" if test.side.is_upper else "≤"
    limit = number_text(test.limit, test.point, kind, language)
    text = f"{point_name(test.point, kind, language)} {sign} {limit}"
    if not test.deadband:
        return text
    words = QCoreApplication.translate("AlarmConditions", "{test}, deadband {band}")
    return words.format(test=text, band=number_text(test.deadband, test.point, kind, language))


def _rate(test: RateTest, kind: Kind | None, language: str) -> str:
    words = QCoreApplication.translate("AlarmConditions", "{point} {direction} by {limit} within {time}")
    return words.format(
        point=point_name(test.point, kind, language),
        direction=direction_word(test.direction),
        limit=number_text(test.limit, test.point, kind, language),
        time=seconds_text(test.per_s, language),
    )


def _deviation(test: DeviationTest, kind: Kind | None, language: str) -> str:
    if test.reference is not None:
        other = point_name(test.reference, kind, language)
    else:
        other = number_text(test.set_point or 0.0, test.point, kind, language)
    words = QCoreApplication.translate("AlarmConditions", "{point} off {reference} by {limit}")
    limit = number_text(test.limit, test.point, kind, language)
    return words.format(point=point_name(test.point, kind, language), reference=other, limit=limit)


def _state(test: StateTest, kind: Kind | None, language: str) -> str:
    return f"{point_name(test.point, kind, language)} = {state_words(test.values, test.point, kind, language)}"


def _fault(test: FaultTest, kind: Kind | None, language: str) -> str:
    words = QCoreApplication.translate("AlarmConditions", "{point} reports a fault")
    text = words.format(point=point_name(test.point, kind, language))
    if not test.without:
        return text
    but = QCoreApplication.translate("AlarmConditions", "{test}, but for {values}")
    return but.format(test=text, values=state_words(test.without, test.point, kind, language))


def _no_data(test: NoDataTest, _kind: Kind | None, language: str) -> str:
    if not test.after_s:
        return QCoreApplication.translate("AlarmConditions", "No data for longer than expected")
    words = QCoreApplication.translate("AlarmConditions", "No data for {time}")
    return words.format(time=seconds_text(test.after_s, language))


def _frozen(test: FrozenTest, kind: Kind | None, language: str) -> str:
    words = QCoreApplication.translate("AlarmConditions", "{point} stays within ±{band} for {time}")
    return words.format(
        point=point_name(test.point, kind, language),
        band=number_text(test.band, test.point, kind, language),
        time=seconds_text(test.after_s, language),
    )


def _offline(_test: OfflineTest, _kind: Kind | None, _language: str) -> str:
    return QCoreApplication.translate("AlarmConditions", "The device is offline")


def _command(test: CommandTest, _kind: Kind | None, _language: str) -> str:
    words = QCoreApplication.translate("AlarmConditions", "A command ended {ends}")
    return words.format(ends=", ".join(end_word(end) for end in test.ends))


_TEXTS: dict[type, Callable[[Any, Kind | None, str], str]] = {
    LimitTest: _limit,
    RateTest: _rate,
    DeviationTest: _deviation,
    StateTest: _state,
    FaultTest: _fault,
    NoDataTest: _no_data,
    FrozenTest: _frozen,
    OfflineTest: _offline,
    CommandTest: _command,
}


def delays_text(definition: AlarmDefinition, language: str) -> str:
    """On and off delay as ``30 s / 60 s``, and how often within which time; empty without any of them."""
    parts = []
    if definition.on_delay_s or definition.off_delay_s:
        parts.append(
            f"{seconds_text(definition.on_delay_s, language)} / {seconds_text(definition.off_delay_s, language)}"
        )
    if definition.count > 1:
        parts.append(f"{definition.count} × {seconds_text(definition.window_s, language)}")
    return " · ".join(parts)
