"""The table of states and transitions, written from the reference and not from the code, and events as calls."""

from collections.abc import Callable

import msgspec

from controlcenter.domain import alarms
from controlcenter.domain.alarms import Alarm, Cycle, Deed, Sight, Step
from controlcenter.domain.commands import Operator
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality

ID = AlarmId(DeviceId("main:json_air:aq-1"), "pm25_high")
CAUSE = AlarmId(DeviceId("main:json_cabinet:TD-01"), "mains_lost")
LAN = Operator("lan", "desk-1")
PLAIN, LATCHING = False, True

N, U, A, R = Cycle.NORMAL, Cycle.UNACKNOWLEDGED, Cycle.ACKNOWLEDGED, Cycle.RETURNED
LU, LA = Cycle.LATCHED_UNACKNOWLEDGED, Cycle.LATCHED_ACKNOWLEDGED
STATES = {PLAIN: (N, U, A, R), LATCHING: (N, U, A, LU, LA)}
"""Where an alarm may be."""

MEANING = {
    N: (False, True),
    U: (True, False),
    A: (True, True),
    R: (False, False),
    LU: (False, False),
    LA: (False, True),
}
"""State → condition active, acknowledged."""

ROWS: tuple[tuple[int, Cycle, str, Cycle | None, Cycle | None], ...] = (
    (1, N, "true", U, U),
    (2, U, "acknowledge", A, A),
    (3, A, "false", N, LA),
    (4, U, "false", R, LU),
    (5, R, "acknowledge", N, None),
    (5, LU, "acknowledge", None, LA),
    (6, R, "true", U, None),
    (6, LU, "true", None, U),
    (7, LA, "reset", None, N),
    (8, LA, "true", None, U),
    (9, A, "priority rises", U, U),
    (10, A, "re-alarm", U, U),
)
"""Number, from, event, to of a plain alarm, to of a latching one; None: an alarm of that sort is never there."""

TABLE = {
    (latching, before, event): after
    for _, before, event, plain, latched in ROWS
    for latching, after in ((PLAIN, plain), (LATCHING, latched))
    if after is not None
}
KEPT = ("priority rises", "priority falls")
"""Possible anywhere; where the table names no transition the state stays."""
EVENTS = ("true", "false", "acknowledge", "reset", "priority rises", "priority falls", "re-alarm")


def deed(at: float, note: str = "because") -> Deed:
    return Deed(LAN, at, note)


def sight(at: float, value: float = 55.0) -> Sight:
    return Sight(at, at - 2.0, value, 50.0, Quality.GOOD)


DO: dict[str, Callable[[Alarm, float], Step]] = {
    "true": lambda alarm, at: alarms.raise_(alarm, sight(at)),
    "false": lambda alarm, at: alarms.clear(alarm, sight(at, 40.0)),
    "acknowledge": lambda alarm, at: alarms.acknowledge(alarm, deed(at)),
    "reset": lambda alarm, at: alarms.reset(alarm, deed(at)),
    "priority rises": lambda alarm, at: alarms.change_priority(alarm, _other(alarm, 1), at),
    "priority falls": lambda alarm, at: alarms.change_priority(alarm, _other(alarm, -1), at),
    "re-alarm": alarms.realarm,
}


def _other(alarm: Alarm, by: int) -> Priority:
    """The next priority; at the end of the scale the same one, which is refused."""
    return Priority(min(max(alarm.priority + by, Priority.LOW), Priority.CRITICAL))


_WAYS = {N: (), U: ("true",), A: ("true", "acknowledge"), R: ("true", "false"), LU: ("true", "false"),
         LA: ("true", "false", "acknowledge")}  # fmt: skip


def alarm_in(cycle: Cycle, latching: bool, **changes: object) -> Alarm:
    """An alarm brought to *cycle* by what happens, not by hand."""
    alarm = Alarm(ID, Priority.MEDIUM, latching)
    for at, event in enumerate(_WAYS[cycle], 1):
        alarm = DO[event](alarm, float(at)).alarm
    assert alarm.cycle is cycle
    return msgspec.structs.replace(alarm, **changes)
