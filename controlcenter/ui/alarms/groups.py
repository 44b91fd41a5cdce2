"""How a list is folded: under what explains it, and in a flood by area with what matters on top."""

import enum
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import msgspec

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.ids import AreaId


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


def folded(
    order: Iterable[AlarmId], alarms: Mapping[AlarmId, Alarm], grouping: Grouping, suppressed: bool
) -> list[Line]:
    """The lines of depth 0 for *order*. *suppressed*: the list of those behind a cause, which are folded under it."""
    if suppressed:
        return list(_heads(order, alarms, _cause_of)) if grouping is not Grouping.NONE else list(order)
    if grouping is not Grouping.AREA:
        return list(order)
    alone: list[Line] = []
    explaining: list[Line] = []
    rest: list[AlarmId] = []
    for alarm_id in order:
        alarm = alarms[alarm_id]
        if alarm.priority is Priority.CRITICAL:
            alone.append(alarm_id)
        elif alarm.behind:
            explaining.append(alarm_id)
        else:
            rest.append(alarm_id)
    heads = sorted(_heads(rest, alarms, _area_of), key=lambda head: (-head.priority, -len(head.members)))
    return [*alone, *explaining, *(head if len(head.members) > 1 else head.members[0] for head in heads)]


def _cause_of(alarm: Alarm) -> tuple[AreaId | None, AlarmId | None]:
    return (None, alarm.suppression.cause if alarm.suppression is not None else None)


def _area_of(alarm: Alarm) -> tuple[AreaId | None, AlarmId | None]:
    return (alarm.area, None)


def _heads(
    order: Iterable[AlarmId],
    alarms: Mapping[AlarmId, Alarm],
    group: Callable[[Alarm], tuple[AreaId | None, AlarmId | None]],
) -> Iterable[Head]:
    members: dict[tuple[AreaId | None, AlarmId | None], list[Alarm]] = {}
    for alarm_id in order:
        alarm = alarms[alarm_id]
        members.setdefault(group(alarm), []).append(alarm)
    for (area, cause), found in members.items():
        yield _head(found, area, cause)


def _head(found: list[Alarm], area: AreaId | None, cause: AlarmId | None) -> Head:
    counts = Counter(alarm.id.condition for alarm in found)
    example = {alarm.id.condition: alarm.id for alarm in reversed(found)}
    return Head(
        max(alarm.priority for alarm in found),
        tuple(alarm.id for alarm in found),
        sum(alarm.annunciated for alarm in found),
        max(alarm.raised_at for alarm in found),
        tuple((example[condition], count) for condition, count in counts.most_common(3)),
        area,
        cause,
    )
