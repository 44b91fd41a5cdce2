"""Which days a rule means, and which moment a clock on the wall means."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

MINUTES = 24 * 60


class DateRange(msgspec.Struct, frozen=True):
    """From the first day to the last, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


class YearlyRange(msgspec.Struct, frozen=True):
    """The same days every year, ``MM-DD`` both included; ``12-20`` to ``01-05`` goes over the new year."""

    first: str
    last: str

    def holds(self, day: date) -> bool:
        here = f"{day:%m-%d}"
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


class Days(msgspec.Struct, frozen=True):
    """Days of the calendar. ``weekdays`` narrows what the other parts name; without other parts it stands alone.

    The other parts are a union. Nothing given means every day.
    """

    weekdays: tuple[int, ...] = ()
    """1 Monday … 7 Sunday (ISO 8601)."""
    dates: tuple[date, ...] = ()
    ranges: tuple[DateRange, ...] = ()
    yearly: tuple[YearlyRange, ...] = ()
    holidays: bool = False
    """Also the holidays of the plan."""

    def holds(self, day: date, holidays: Collection[date] = ()) -> bool:
        if self.weekdays and day.isoweekday() not in self.weekdays:
            return False
        if not (self.dates or self.ranges or self.yearly or self.holidays):
            return True
        if day in self.dates or (self.holidays and day in holidays):
            return True
        return any(one.holds(day) for one in self.ranges) or any(one.holds(day) for one in self.yearly)


EVERY_DAY = Days()


@lru_cache(maxsize=1 << 12)
def parse_clock(text: str) -> int:
    """Minutes after midnight of ``HH:MM``; raises ValueError naming *text* when it is no time of day."""
    hours, colon, minutes = text.partition(":")
    if colon and text.isascii() and len(hours) == len(minutes) == 2 and hours.isdecimal() and minutes.isdecimal():
        found = int(hours) * 60 + int(minutes)
        if int(minutes) < 60 and found < MINUTES:
            return found
    raise ValueError(f"{text!r} is not a time of day from 00:00 to 23:59")


def parse_yearly(text: str) -> tuple[int, int]:
    """Month and day of ``MM-DD`` (29 February is one); raises ValueError naming *text*."""
    try:
        found = date.fromisoformat(f"2000-{text}")
    except ValueError:
        raise ValueError(f"{text!r} is not a day of the year from 01-01 to 12-31") from None
    return found.month, found.day


@lru_cache(maxsize=1 << 14)
def instant(day: date, minutes: int, zone: ZoneInfo) -> float:
    """When the clocks of *zone* show *minutes* after midnight of *day*, in s since 1970 UTC.

    A time that is skipped happens at the jump; one that comes twice happens the first time.
    """
    wall = datetime.combine(day, time(minutes // 60, minutes % 60))
    first = wall.replace(tzinfo=zone).timestamp()
    if datetime.fromtimestamp(first, zone).replace(tzinfo=None) == wall:
        return first
    # Skipped: with the offset after the jump it would lie before it, with the one before the jump behind it.
    low, high = int(wall.replace(tzinfo=zone, fold=1).timestamp()), int(first)
    after = datetime.fromtimestamp(high, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if datetime.fromtimestamp(middle, zone).utcoffset() == after else (middle, high)
    return float(high)


def local_day(at: float, zone: ZoneInfo) -> date:
    """The date the calendars of *zone* show at *at*."""
    return datetime.fromtimestamp(at, zone).date()


def next_day(day: date, days: int = 1) -> date:
    return day + timedelta(days=days)
