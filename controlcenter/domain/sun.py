"""When the sun rises and sets, and the civil twilight around it, at a place on earth.

An event belongs to a day of the place: dawn and sunrise come before its noon, sunset and dusk after it, wherever the
clocks of the zone stand. Where the sun does not cross the horizon that day the events take the limit they run towards:
in the polar day sunset and the next sunrise fall together at solar midnight (the night has no length), in the polar
night sunrise and sunset fall together at solar noon (the day has none).
"""

import enum
import math
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from controlcenter.domain.calendars import instant
from controlcenter.domain.devices import Position

if TYPE_CHECKING:
    from astral import Observer, SunDirection

DAY_S = 86400.0
GRAIN_DEG = 0.1
"""Places are rounded to this: at most 12 s of error, less than what the weather makes; a ward shares its sun."""
_HORIZON_DEG = -32.0 / 120.0
"""The centre of the sun when its rim touches the horizon; the library adds what the air bends."""
_CIVIL_DEG = -6.0
_SLACK_S = 3600.0
"""The equation of time moves noon by a quarter of an hour: an event this far over its half day still belongs to it."""


class SunEvent(enum.StrEnum):
    DAWN = "dawn"
    """Begin of civil twilight: the sun 6° below the horizon."""
    SUNRISE = "sunrise"
    SUNSET = "sunset"
    DUSK = "dusk"
    """End of civil twilight."""


MORNING = frozenset({SunEvent.DAWN, SunEvent.SUNRISE})
"""Before noon; the others come after it."""


class SunDay(msgspec.Struct, frozen=True):
    """The sun of one day at one place; times in s since 1970 UTC."""

    dawn: float
    sunrise: float
    sunset: float
    dusk: float
    polar: str = ""
    """``day`` or ``night`` where the sun stays above or below the horizon; the times are then limits."""

    def of(self, event: SunEvent) -> float:
        found: float = getattr(self, event.value)
        return found


def sun_day(day: date, place: Position, zone: ZoneInfo) -> SunDay:
    """The sun of the local date *day* at *place*, to about a minute."""
    where = _where(day, place, zone)
    sunrise, sunset, polar = _sun(*where)
    return SunDay(*_ordered(*_twilight(*where), sunrise, sunset), polar)


def sun_time(event: SunEvent, day: date, place: Position, zone: ZoneInfo) -> float:
    """One of the times of ``sun_day``, worked out alone."""
    if event in (SunEvent.SUNRISE, SunEvent.SUNSET):
        sunrise, sunset, _ = _sun(*_where(day, place, zone))
        return sunrise if event is SunEvent.SUNRISE else sunset
    return sun_day(day, place, zone).of(event)


def is_daylight(at: float, place: Position, zone: ZoneInfo, margin_s: float = 0.0) -> bool:
    """Whether the sun is up at *at*, and has been and will be for *margin_s*; negative margins widen the day."""
    sunrise, sunset, _ = _sun(*_where(datetime.fromtimestamp(at, zone).date(), place, zone))
    return sunrise + margin_s <= at < sunset - margin_s


def _where(day: date, place: Position, zone: ZoneInfo) -> tuple[int, float, float]:
    """Number of the day of the place's own solar time whose noon is nearest to that of *day*; lon, lat rounded."""
    noon = instant(day, 720, zone)
    lon, lat = _rounded(place.lon), _rounded(place.lat)
    return round((noon - _mean_noon(0, lon)) / DAY_S), lon, max(-89.0, min(89.0, lat))


def _rounded(degrees: float) -> float:
    return round(degrees / GRAIN_DEG) * GRAIN_DEG


def _mean_noon(number: int, lon: float) -> float:
    """Noon of the mean sun at *lon* on the day *number* since 1970 of its own solar time."""
    return number * DAY_S + DAY_S / 2 - lon * 240.0


@lru_cache(maxsize=1 << 16)
def _sun(number: int, lon: float, lat: float) -> tuple[float, float, str]:
    """Sunrise, sunset, and ``day`` or ``night`` where there is neither."""
    noon = _mean_noon(number, lon)
    found = _crossings(noon, lon, lat, _HORIZON_DEG)
    if found is not None:
        return *found, ""
    if _declination(number) * lat > 0:
        return noon - DAY_S / 2, noon + DAY_S / 2, "day"
    return noon, noon, "night"


@lru_cache(maxsize=1 << 16)
def _twilight(number: int, lon: float, lat: float) -> tuple[float, float]:
    """Dawn and dusk."""
    noon = _mean_noon(number, lon)
    found = _crossings(noon, lon, lat, _CIVIL_DEG)
    if found is not None:
        return found
    # Either it never gets darker than twilight, or (far in the polar night) never that bright.
    bright = 90.0 - abs(lat - _declination(number)) > _CIVIL_DEG
    return (noon - DAY_S / 2, noon + DAY_S / 2) if bright else (noon, noon)


def _ordered(dawn: float, dusk: float, sunrise: float, sunset: float) -> tuple[float, float, float, float]:
    return min(dawn, sunrise), sunrise, sunset, max(dusk, sunset)


def _crossings(noon: float, lon: float, lat: float, degrees: float) -> tuple[float, float] | None:
    """When the sun passes *degrees* before and after *noon*; None when it does not."""
    from astral import Observer, SunDirection  # late: a start needs no sun, and waits for nothing it does not need

    observer = Observer(lat, lon)
    rise = _crossing(noon - DAY_S / 2, observer, degrees, SunDirection.RISING)
    if rise is None:
        return None
    set_ = _crossing(noon, observer, degrees, SunDirection.SETTING)
    return None if set_ is None else (rise, set_)


def _crossing(first: float, observer: "Observer", degrees: float, direction: "SunDirection") -> float | None:
    """When the sun passes *degrees* in the half day that begins at *first*."""
    from astral.sun import time_at_elevation

    day = datetime.fromtimestamp(first + DAY_S / 4, UTC).date()
    for _ in range(3):
        try:
            at = time_at_elevation(observer, degrees, day, direction).timestamp()
        except ValueError:
            return None
        away = math.floor((at - (first - _SLACK_S)) / DAY_S)
        # The library answers for the UTC date, whose event may be the neighbouring day's of the place.
        if away == 0:
            return at
        day -= timedelta(days=away)
    return None


def _declination(number: int) -> float:
    """Degrees of the sun north of the equator, roughly: enough to know summer from winter."""
    return -23.44 * math.cos(math.tau * (number % 365.2425 + 10) / 365.2425)
