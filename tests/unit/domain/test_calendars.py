"""Which days a rule means, and which moment a clock on the wall means when clocks jump."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from controlcenter.domain.calendars import DateRange, Days, YearlyRange, instant, parse_clock, parse_yearly

BERLIN, SAIGON = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Ho_Chi_Minh")
TET = DateRange(date(2027, 2, 5), date(2027, 2, 11))
WINTER = YearlyRange("12-20", "01-05")


@pytest.mark.parametrize(
    ("days", "day", "held"),
    [
        (Days(), date(2026, 11, 24), True),
        (Days(weekdays=(6, 7)), date(2026, 11, 28), True),  # a Saturday
        (Days(weekdays=(6, 7)), date(2026, 11, 27), False),
        (Days(dates=(date(2026, 11, 24),)), date(2026, 11, 24), True),
        (Days(dates=(date(2026, 11, 24),)), date(2026, 11, 25), False),
        (Days(ranges=(TET,)), date(2027, 2, 4), False),
        (Days(ranges=(TET,)), date(2027, 2, 5), True),
        (Days(ranges=(TET,)), date(2027, 2, 11), True),
        (Days(ranges=(TET,)), date(2027, 2, 12), False),
        (Days(yearly=(WINTER,)), date(2026, 12, 19), False),
        (Days(yearly=(WINTER,)), date(2026, 12, 20), True),
        (Days(yearly=(WINTER,)), date(2027, 1, 1), True),
        (Days(yearly=(WINTER,)), date(2027, 1, 5), True),
        (Days(yearly=(WINTER,)), date(2027, 1, 6), False),
        (Days(yearly=(YearlyRange("03-01", "03-31"),)), date(2030, 3, 31), True),
        (Days(yearly=(YearlyRange("02-29", "02-29"),)), date(2027, 3, 1), False),
        (Days(holidays=True), date(2026, 9, 2), True),
        (Days(holidays=True), date(2026, 9, 3), False),
        (Days(weekdays=(6,), yearly=(WINTER,)), date(2026, 12, 26), True),  # a Saturday in winter
        (Days(weekdays=(6,), yearly=(WINTER,)), date(2026, 12, 25), False),
        (Days(weekdays=(6,), yearly=(WINTER,)), date(2026, 11, 28), False),
    ],
)
def test_a_rule_means_these_days(days: Days, day: date, held: bool) -> None:
    assert days.holds(day, (date(2026, 9, 2),)) is held


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("day", "clock", "zone", "expected"),
    [
        (date(2026, 3, 29), "01:59", BERLIN, "2026-03-29T00:59"),
        (date(2026, 3, 29), "02:00", BERLIN, "2026-03-29T01:00"),  # skipped: at the jump
        (date(2026, 3, 29), "02:30", BERLIN, "2026-03-29T01:00"),
        (date(2026, 3, 29), "02:59", BERLIN, "2026-03-29T01:00"),
        (date(2026, 3, 29), "03:00", BERLIN, "2026-03-29T01:00"),
        (date(2026, 10, 25), "02:00", BERLIN, "2026-10-25T00:00"),  # twice: the first
        (date(2026, 10, 25), "02:30", BERLIN, "2026-10-25T00:30"),
        (date(2026, 10, 25), "03:00", BERLIN, "2026-10-25T02:00"),
        (date(2026, 3, 29), "02:30", SAIGON, "2026-03-28T19:30"),
        (date(2026, 10, 25), "02:30", SAIGON, "2026-10-24T19:30"),
        (date(2026, 4, 5), "01:45", ZoneInfo("Australia/Lord_Howe"), "2026-04-04T14:45"),  # half an hour twice
        (date(2026, 10, 4), "02:15", ZoneInfo("Australia/Lord_Howe"), "2026-10-03T15:30"),  # half an hour skipped
        (date(2011, 12, 30), "12:00", ZoneInfo("Pacific/Apia"), "2011-12-30T10:00"),  # a whole day skipped
    ],
)
def test_a_clock_time_is_one_moment(day: date, clock: str, zone: ZoneInfo, expected: str) -> None:
    assert instant(day, parse_clock(clock), zone) == at(expected)


@pytest.mark.parametrize("text", ["", "24:00", "9:30", "12:60", "noon", "12:3", "1２:30", "12:30:00", "-1:30"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time of day"):
        parse_clock(text)


def test_a_day_of_the_year_is_read_or_refused() -> None:
    assert parse_yearly("02-29") == (2, 29)
    for text in ("02-30", "13-01", "", "1-1"):
        with pytest.raises(ValueError, match="is not a day of the year"):
            parse_yearly(text)
