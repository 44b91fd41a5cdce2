"""Days of the calendar as one line of text, and back: ``2026-12-24, 2026-12-30..2027-01-02, 12-20..01-05``."""

import re
from collections.abc import Iterable
from datetime import date

from controlcenter.domain.calendars import DateRange, Days, YearlyRange, parse_yearly

_YEARLY = re.compile(r"\d\d-\d\d")
SPAN = ".."


class DaysLineError(ValueError):
    """A part of the line is no day; ``part`` is what was written."""

    def __init__(self, part: str) -> None:
        super().__init__(f"{part!r} is not a date, a day of the year or a span of them")
        self.part = part


def days_line(days: Days) -> str:
    """The dates, spans and yearly spans of *days*; weekdays and holidays have fields of their own."""
    parts = [day.isoformat() for day in days.dates]
    parts += [f"{span.first.isoformat()}{SPAN}{span.last.isoformat()}" for span in days.ranges]
    parts += [one.first if one.first == one.last else f"{one.first}{SPAN}{one.last}" for one in days.yearly]
    return ", ".join(parts)


def parse_days(line: str, weekdays: tuple[int, ...] = (), holidays: bool = False) -> Days:
    """Read what ``days_line`` writes; raises DaysLineError naming the part that is no day."""
    dates: list[date] = []
    ranges: list[DateRange] = []
    yearly: list[YearlyRange] = []
    for part in _parts(line):
        first, dots, last = (text.strip() for text in part.partition(SPAN))
        last = last if dots else first
        try:
            if _YEARLY.fullmatch(first) and _YEARLY.fullmatch(last):
                parse_yearly(first)
                parse_yearly(last)
                yearly.append(YearlyRange(first, last))
            elif dots:
                ranges.append(DateRange(date.fromisoformat(first), date.fromisoformat(last)))
            else:
                dates.append(date.fromisoformat(first))
        except ValueError:
            raise DaysLineError(part) from None
    return Days(weekdays, tuple(dates), tuple(ranges), tuple(yearly), holidays)


def dates_line(dates: Iterable[date]) -> str:
    return ", ".join(day.isoformat() for day in dates)


def parse_dates(line: str) -> tuple[date, ...]:
    """Single dates, in order and each once; raises DaysLineError."""
    found = parse_days(line)
    if found.ranges or found.yearly:
        raise DaysLineError(next(part for part in _parts(line) if SPAN in part or _YEARLY.fullmatch(part)))
    return tuple(sorted(set(found.dates)))


def _parts(line: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;]", line) if part.strip()]
