"""Which list an alarm stands on, which filters it passes, and counts of each, kept up to date."""

import enum
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.ids import AreaId


class ListId(enum.StrEnum):
    """The lists of the page."""

    ACTIVE = "active"
    UNACKNOWLEDGED = "unacknowledged"
    SHELVED = "shelved"
    SUPPRESSED = "suppressed"
    OUT_OF_SERVICE = "out_of_service"


class AlarmFilter(msgspec.Struct, frozen=True):
    """What narrows a list; an empty set lets everything through. ``areas``: the chosen one and all below it."""

    text: str = ""
    priorities: frozenset[Priority] = frozenset()
    areas: frozenset[AreaId | None] = frozenset()


NO_FILTER = AlarmFilter()


def home_of(alarm: Alarm) -> ListId | None:
    """The list on which *alarm* stands: out of service wins, then shelved, then suppressed. None: at rest."""
    if alarm.out_of_service is not None:
        return ListId.OUT_OF_SERVICE
    if alarm.shelving is not None:
        return ListId.SHELVED
    if alarm.suppression is not None:
        return ListId.SUPPRESSED
    return None if alarm.at_rest else ListId.ACTIVE


def stands_on(alarm: Alarm, which: ListId) -> bool:
    """Whether *alarm* belongs on *which*; the unacknowledged are among the active."""
    if which is ListId.UNACKNOWLEDGED:
        return alarm.annunciated
    return home_of(alarm) is which


_Facts = tuple[ListId, bool, Priority, AreaId | None]
_Key = tuple[ListId, Priority, AreaId | None]
K = TypeVar("K")


class Tally:
    """Counts by list, priority and area, and which alarms are behind which."""

    def __init__(self) -> None:
        self._facts: dict[AlarmId, _Facts] = {}
        self._same: dict[_Facts, _Facts] = {}
        """One of each: thousands of alarms share theirs."""
        self._counts: Counter[tuple[ListId, Priority, AreaId | None]] = Counter()
        self._causes: dict[AlarmId, AlarmId] = {}
        self._behind: dict[AlarmId, dict[AlarmId, None]] = {}

    def take_over(self, other: "Tally") -> None:
        """Count what *other* counted, and nothing else."""
        self._facts, self._counts = other._facts, other._counts
        self._causes, self._behind = other._causes, other._behind

    def put(self, alarm: Alarm) -> None:
        """Count *alarm* as it is now, in place of what it was."""
        home = home_of(alarm)
        facts = None if home is None else (home, alarm.annunciated, alarm.priority, alarm.area)
        if facts is not None:
            facts = self._same.setdefault(facts, facts)
        before = self._facts.get(alarm.id)
        if facts != before:
            if before is not None:
                self._add(before, -1)
            if facts is None:
                self._facts.pop(alarm.id, None)
            else:
                self._facts[alarm.id] = facts
                self._add(facts, 1)
        self._link(alarm.id, alarm.suppression.cause if alarm.suppression is not None else None)

    def behind(self, cause: AlarmId) -> Iterable[AlarmId]:
        """The alarms suppressed because of *cause*, oldest first."""
        return self._behind.get(cause, ())

    def of_list(self, which: ListId) -> int:
        return sum(count for key, count in self._counts.items() if key[0] is which)

    def by_priority(self, which: ListId) -> dict[Priority, int]:
        return self._by(which, lambda key: key[1])

    def by_area(self, which: ListId) -> dict[AreaId | None, int]:
        """How many stand directly in each area."""
        return self._by(which, lambda key: key[2])

    def _by(self, which: ListId, fact: Callable[[_Key], K]) -> dict[K, int]:
        found: Counter[K] = Counter()
        for key, count in self._counts.items():
            if key[0] is which and count:
                found[fact(key)] += count
        return dict(found)

    def _add(self, facts: _Facts, step: int) -> None:
        home, calling, priority, area = facts
        self._counts[home, priority, area] += step
        if calling:
            self._counts[ListId.UNACKNOWLEDGED, priority, area] += step

    def _link(self, alarm: AlarmId, cause: AlarmId | None) -> None:
        before = self._causes.get(alarm)
        if before == cause:
            return
        if before is not None:
            siblings = self._behind[before]
            del siblings[alarm]
            if not siblings:
                del self._behind[before]
            del self._causes[alarm]
        if cause is not None:
            self._causes[alarm] = cause
            self._behind.setdefault(cause, {})[alarm] = None
