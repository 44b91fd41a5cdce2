"""Device clocks on the wire, as seconds since 1970 UTC; what cannot be a time becomes None."""

import functools
import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

FORMATS: Final = ("iso", "epoch_s", "epoch_ms", "epoch_us")
LATEST_S: Final = 253_402_300_799.0
"""The last second of the year 9999: later ones are not calendar times."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIVISOR = {"epoch_s": 1.0, "epoch_ms": 1e3, "epoch_us": 1e6}


def time_of(raw: Any, form: str = "iso", utc_offset_h: float = 0.0) -> float | None:
    """Read a device's time; None when *raw* is not one.

    ``iso`` takes ISO 8601 text; without a zone it is local time *utc_offset_h* hours ahead of UTC.
    ``epoch_s``, ``epoch_ms`` and ``epoch_us`` take numbers.
    """
    if form == "iso":
        return _iso(raw, utc_offset_h)
    return _epoch(raw, _DIVISOR[form])


def _iso(raw: Any, utc_offset_h: float) -> float | None:
    if type(raw) is not str or len(raw) > 64:
        return None
    try:
        moment = datetime.fromisoformat(raw)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=_zone(utc_offset_h))
        seconds = (moment - _EPOCH).total_seconds()
    except (ValueError, OverflowError):
        return None
    return seconds if 0 <= seconds <= LATEST_S else None


@functools.lru_cache(maxsize=64)
def _zone(utc_offset_h: float) -> timezone:
    return timezone(timedelta(hours=utc_offset_h))


def _epoch(raw: Any, divisor: float) -> float | None:
    if type(raw) is not float and type(raw) is not int:
        return None
    if not 0 <= raw <= LATEST_S * divisor or math.isnan(raw):
        return None
    return raw / divisor


def compile_time(form: str) -> Callable[[Any, float], float | None]:
    """Return a reader ``(raw, utc_offset_h) -> seconds | None`` for one of FORMATS."""
    if form == "iso":
        return _iso
    divisor = _DIVISOR[form]

    def read(raw: Any, _utc_offset_h: float) -> float | None:
        return _epoch(raw, divisor)

    return read
