"""Sun times against published ones, at the edges of zones and where the sun does not cross the horizon."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlcenter.domain.devices import Position
from controlcenter.domain.sun import SunEvent, is_daylight, sun_day

HANOI, BERLIN = Position(105.85, 21.03), Position(13.4, 52.52)
TROMSO, KIRITIMATI = Position(18.96, 69.65), Position(-157.4, 1.87)
AUCKLAND = Position(174.76, -36.85)
_ZONES = {
    HANOI: "Asia/Ho_Chi_Minh", BERLIN: "Europe/Berlin", TROMSO: "Europe/Oslo", KIRITIMATI: "Pacific/Kiritimati",
    AUCKLAND: "Pacific/Auckland",
}  # fmt: skip


@pytest.mark.parametrize(
    ("place", "day", "sunrise", "sunset"),
    [
        # Almanac times, to the minute.
        (HANOI, date(2026, 1, 1), "06:34", "17:26"),
        (HANOI, date(2026, 6, 21), "05:16", "18:41"),
        (BERLIN, date(2026, 6, 21), "04:43", "21:33"),
        (BERLIN, date(2026, 12, 21), "08:15", "15:54"),
        (KIRITIMATI, date(2026, 6, 21), "06:24", "18:38"),  # 14 hours ahead, 157° west
        (AUCKLAND, date(2026, 6, 21), "07:34", "17:11"),
    ],
)
def test_the_sun_of_a_date_is_that_of_the_local_date(place: Position, day: date, sunrise: str, sunset: str) -> None:
    zone = ZoneInfo(_ZONES[place])
    found = sun_day(day, place, zone)
    for at, said in ((found.sunrise, sunrise), (found.sunset, sunset)):
        expected = datetime.fromisoformat(f"{day}T{said}").replace(tzinfo=zone)
        assert abs(at - expected.timestamp()) < 90
    assert found.dawn < found.sunrise < found.sunset < found.dusk
    assert found.polar == ""


def test_in_the_polar_day_the_night_has_no_length() -> None:
    zone = ZoneInfo("Europe/Oslo")
    today, tomorrow = sun_day(date(2026, 6, 21), TROMSO, zone), sun_day(date(2026, 6, 22), TROMSO, zone)
    assert today.polar == "day"
    assert today.sunset == tomorrow.sunrise
    assert today.dusk == tomorrow.dawn


def test_in_the_polar_night_the_day_has_no_length_but_there_is_twilight() -> None:
    found = sun_day(date(2026, 12, 21), TROMSO, ZoneInfo("Europe/Oslo"))
    assert found.polar == "night"
    assert found.sunrise == found.sunset
    assert found.dawn < found.sunrise < found.dusk


def test_far_in_the_polar_night_there_is_no_twilight_either() -> None:
    found = sun_day(date(2026, 12, 21), Position(15.6, 80.0), ZoneInfo("Europe/Oslo"))
    assert found.dawn == found.sunrise == found.sunset == found.dusk


def test_in_white_nights_twilight_does_not_end() -> None:
    zone = ZoneInfo("Europe/Helsinki")
    found = sun_day(date(2026, 6, 21), Position(24.9, 62.5), zone)
    assert found.polar == ""
    assert found.dusk - found.dawn == 86400.0


@pytest.mark.parametrize(("minutes", "lit"), [(-1, False), (1, True), (29, True), (-29, False)])
def test_daylight_begins_with_sunrise(minutes: int, lit: bool) -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    sunrise = sun_day(date(2026, 11, 24), HANOI, zone).sunrise
    assert is_daylight(sunrise + minutes * 60, HANOI, zone) is lit
    assert not is_daylight(sunrise + minutes * 60, HANOI, zone, margin_s=1800.0)
    assert is_daylight(sunrise + minutes * 60, HANOI, zone, margin_s=-1800.0)


@given(
    st.dates(date(2000, 1, 1), date(2060, 12, 31)),
    st.floats(-180, 180), st.floats(-90, 90), st.sampled_from(sorted(_ZONES.values())),
)  # fmt: skip
def test_wherever_and_whenever_the_events_are_in_order_and_near_their_noon(
    day: date, lon: float, lat: float, zone: str
) -> None:
    found = sun_day(day, Position(lon, lat), ZoneInfo(zone))
    times = [found.of(event) for event in (SunEvent.DAWN, SunEvent.SUNRISE, SunEvent.SUNSET, SunEvent.DUSK)]
    assert times == sorted(times)
    assert times[-1] - times[0] <= 86400.0 + 3600.0
