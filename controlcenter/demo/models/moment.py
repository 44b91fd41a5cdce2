"""A moment as the demo's devices write it, and the city's hour of the day."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec

LOCAL = timezone(timedelta(hours=7))
DUSK_H = 17.75
"""Sunset at 10.5° north swings by less than half an hour over the year: a constant is true enough."""
DAWN_H = 5.8


class Moment(msgspec.Struct, frozen=True):
    """``now`` in s since 1970 UTC, ``hour`` the city's hour of the day (0 … 24), and ``now`` as wires write it."""

    now: float
    hour: float
    iso: str
    """``2026-11-23T10:00:00.123Z``."""
    local: str
    """``2026-11-23T17:00:00``, seven hours ahead, without a zone."""

    def shifted(self, seconds: float) -> "Moment":
        """Return what a device whose clock is *seconds* off takes it for."""
        return moment(self.now + seconds, self.hour)


def moment(now: float, hour: float) -> Moment:
    utc = datetime.fromtimestamp(now, UTC)
    iso = utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return Moment(now, hour, iso, utc.astimezone(LOCAL).strftime("%Y-%m-%dT%H:%M:%S"))


def local_hour(now: float) -> float:
    """Return the hour of the day in Vietnam at *now*, 0 … 24."""
    return (now / 3600.0 + 7.0) % 24.0
