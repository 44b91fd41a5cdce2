"""Days as a line of text: read and written back, and the part that is no day named."""

from datetime import date

import pytest

from controlcenter.domain.calendars import DateRange, Days, YearlyRange
from controlcenter.ui.control.plans.days_line import DaysLineError, dates_line, days_line, parse_dates, parse_days

DAYS = Days(
    dates=(date(2026, 12, 24),),
    ranges=(DateRange(date(2026, 12, 30), date(2027, 1, 2)),),
    yearly=(YearlyRange("12-20", "01-05"), YearlyRange("09-02", "09-02")),
)
LINE = "2026-12-24, 2026-12-30..2027-01-02, 12-20..01-05, 09-02"


def test_a_line_is_read_as_it_is_written() -> None:
    assert days_line(DAYS) == LINE
    assert parse_days(LINE) == DAYS
    assert parse_days("", (6, 7), True) == Days(weekdays=(6, 7), holidays=True)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("2026-12-24, 2026-13-01", "2026-13-01"),
        ("tomorrow", "tomorrow"),
        ("02-30", "02-30"),
        ("2026-12-24..01-05", "2026-12-24..01-05"),
        ("2026-12-24..", "2026-12-24.."),
    ],
)
def test_what_is_no_day_is_named(line: str, part: str) -> None:
    with pytest.raises(DaysLineError) as error:
        parse_days(line)
    assert error.value.part == part


def test_exception_days_are_single_dates_in_order() -> None:
    assert parse_dates("2027-02-06; 2027-02-05, 2027-02-05") == (date(2027, 2, 5), date(2027, 2, 6))
    assert dates_line((date(2027, 2, 5),)) == "2027-02-05"
    with pytest.raises(DaysLineError):
        parse_dates("12-24")
