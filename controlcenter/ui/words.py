"""How values, ages and times are written: the same everywhere."""

import math
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.kinds import PointKind
from controlcenter.domain.readings import Quality, Reading, Value

DASH = "—"
_VIETNAMESE_SIGNS = str.maketrans(",.", ".,")


def value_text(value: Value | None, point: PointKind | None, language: str) -> str:
    """*value* with the digits its sensor has, without the unit; a dash when there is none."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return DASH
    if isinstance(value, bool):
        if value:
            return QCoreApplication.translate("Words", "yes")
        return QCoreApplication.translate("Words", "no")
    if isinstance(value, str):
        known = point.values.get(value) if point else None
        return known.in_(language) if known else value
    digits = point.precision if point else 2
    return count_text(value, language, digits)


def reading_text(reading: Reading | None, point: PointKind | None, language: str) -> str:
    """Value and unit, such as ``60 %``."""
    text = value_text(reading.value if reading else None, point, language)
    return f"{text} {point.unit}" if point and point.unit and text != DASH else text


def quality_text(quality: Quality) -> str:
    """One word for how far a value can be trusted."""
    return {
        Quality.GOOD: QCoreApplication.translate("Words", "good"),
        Quality.UNCERTAIN: QCoreApplication.translate("Words", "uncertain"),
        Quality.STALE: QCoreApplication.translate("Words", "stale"),
        Quality.BAD: QCoreApplication.translate("Words", "bad"),
    }[quality]


def count_text(number: float, language: str, digits: int = 0) -> str:
    """*number* with grouped thousands as the language writes them."""
    text = f"{number:,.{digits}f}"
    return text.translate(_VIETNAMESE_SIGNS) if language == "vi" else text


def size_text(size: int | None, language: str) -> str:
    """Bytes as ``48 MB``; decimal multiples, a dash when not known."""
    if size is None:
        return DASH
    amount = float(size)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{count_text(amount, language, 0 if unit == 'B' or amount >= 100 else 1)} {unit}"
        amount /= 1000
    return f"{count_text(amount, language, 1)} TB"


def age_text(seconds: float | None) -> str:
    """``4 s``, ``3 min``, ``2 h``, ``5 d``; a dash when not known."""
    if seconds is None:
        return DASH
    seconds = max(0.0, seconds)
    for size, unit in (
        (86400.0, QCoreApplication.translate("Words", "d")),
        (3600.0, QCoreApplication.translate("Words", "h")),
        (60.0, QCoreApplication.translate("Words", "min")),
    ):
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return f"{int(seconds)} " + QCoreApplication.translate("Words", "s")


def clock_text(at: float | None, zone: ZoneInfo, date: bool = False) -> str:
    """Local wall time of *at* (s since 1970 UTC), with the date when asked."""
    if at is None:
        return DASH
    moment = datetime.fromtimestamp(at, UTC).astimezone(zone)
    return moment.strftime("%Y-%m-%d %H:%M:%S" if date else "%H:%M:%S")


def moment_text(at: float | None, now: float, zone: ZoneInfo) -> str:
    """Local time of *at*: ``17:42:07`` on the day of *now*, else day, month and minute as ``22/11 17:42``."""
    if at is None:
        return DASH
    moment = datetime.fromtimestamp(at, UTC).astimezone(zone)
    today = datetime.fromtimestamp(now, UTC).astimezone(zone).date()
    return moment.strftime("%H:%M:%S" if moment.date() == today else "%d/%m %H:%M")
