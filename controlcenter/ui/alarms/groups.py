"""How a list is folded: under what explains it, and in a flood by area with what matters on top."""

import enum
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import TypeVar

import msgspec

from controlcenter.domain.alarms import Alarm, Cycle
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.ids import AreaId

T = TypeVar("T")


class Grouping(enum.StrEnum):
    NONE = "none"
    CAUSE = "cause"
    AREA = "area"
    """By cause, and what no cause explains by area; critical ones stand alone on top."""


class Head(msgspec.Struct, frozen=True):
    """The line over folded alarms: of one area, or behind a cause that stands on another list."""

    priority: Priority
    """The highest within."""
    members: tuple[AlarmId, ...]
    unacknowledged: int
    newest: float
    conditions: tuple[tuple[AlarmId, int], ...]
    """The most frequent conditions (one alarm as an example of each) and how many."""
    area: AreaId | None = None
    cause: AlarmId | None = None

    @property
    def key(self) -> object:
        return self.cause if self.cause is not None else ("area", self.area)


Line = AlarmId | Head


Steps = Generator[None, None, T]
"""Work done in steps of a few milliseconds; what it returns is its result."""
STEP = 1000
"""Alarms looked at in one step."""


def folding(
    order: Sequence[AlarmId], alarms: Mapping[AlarmId, Alarm], grouping: Grouping, suppressed: bool
) -> Steps[list[Line]]:
    """The lines of depth 0 for *order*. *suppressed*: the list of those behind a cause, which are folded under it."""
    if suppressed and grouping is not Grouping.NONE:
        return [*(yield from _heads(order, alarms, _cause_of))]
    if suppressed or grouping is not Grouping.AREA:
        return list(order)
    alone: list[Line] = []
    explaining: list[Line] = []
    rest: list[AlarmId] = []
    for number, alarm_id in enumerate(order):
        if number % STEP == STEP - 1:
            yield
        alarm = alarms[alarm_id]
        if alarm.priority is Priority.CRITICAL:
            alone.append(alarm_id)
        elif alarm.behind:
            explaining.append(alarm_id)
        else:
            rest.append(alarm_id)
    heads = yield from _heads(rest, alarms, _area_of)
    heads.sort(key=lambda head: (-head.priority, -len(head.members)))
    return [*alone, *explaining, *(head if len(head.members) > 1 else head.members[0] for head in heads)]


def _cause_of(alarm: Alarm) -> tuple[AreaId | None, AlarmId | None]:
    return (None, alarm.suppression.cause if alarm.suppression is not None else None)


def _area_of(alarm: Alarm) -> tuple[AreaId | None, AlarmId | None]:
    return (alarm.area, None)


class _Group:
    """What one head says, gathered in one pass: ten thousand alarms are folded while a storm goes on."""

    __slots__ = ("conditions", "example", "members", "newest", "priority", "unacknowledged")

    def __init__(self) -> None:
        self.priority = Priority.LOW
        self.members: list[AlarmId] = []
        self.unacknowledged = 0
        self.newest = 0.0
        self.conditions: dict[str, int] = {}
        self.example: dict[str, AlarmId] = {}

    def head(self, area: AreaId | None, cause: AlarmId | None) -> Head:
        frequent = sorted(self.conditions.items(), key=lambda one: -one[1])[:3]
        return Head(
            self.priority, tuple(self.members), self.unacknowledged, self.newest,
            tuple((self.example[condition], count) for condition, count in frequent), area, cause,
        )  # fmt: skip


_CALLING = frozenset(cycle for cycle in Cycle if not cycle.acknowledged)


def _heads(
    order: Sequence[AlarmId],
    alarms: Mapping[AlarmId, Alarm],
    group: Callable[[Alarm], tuple[AreaId | None, AlarmId | None]],
) -> Steps[list[Head]]:
    groups: dict[tuple[AreaId | None, AlarmId | None], _Group] = {}
    for number, alarm_id in enumerate(order):
        if number % STEP == STEP - 1:
            yield
        alarm = alarms[alarm_id]
        key = group(alarm)
        into = groups.get(key)
        if into is None:
            into = groups[key] = _Group()
        into.members.append(alarm_id)
        if alarm.priority > into.priority:
            into.priority = alarm.priority
        if alarm.raised_at > into.newest:
            into.newest = alarm.raised_at
        if alarm.cycle in _CALLING and not alarm.overlaid:
            into.unacknowledged += 1
        condition = alarm_id.condition
        if condition in into.conditions:
            into.conditions[condition] += 1
        else:
            into.conditions[condition] = 1
            into.example[condition] = alarm_id
    return [found.head(area, cause) for (area, cause), found in groups.items()]
