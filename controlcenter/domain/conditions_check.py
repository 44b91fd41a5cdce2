"""Judge an alarm definition before it is put in force: against its kind, and against itself."""

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from controlcenter.domain.commands import CommandState
from controlcenter.domain.conditions import (
    AlarmDefinition,
    CommandTest,
    DeviationTest,
    FaultTest,
    FrozenTest,
    LimitTest,
    NoDataTest,
    OfflineTest,
    Priority,
    RateTest,
    Side,
    StateTest,
    Test,
)
from controlcenter.domain.kinds import Kind, PointKind
from controlcenter.domain.readings import Value

LONGEST_S = 7 * 86400.0
"""Of any delay or window."""
MOST_COUNT = 1000
DIRECTIONS = ("rising", "falling", "either")
ENDS = tuple(state.value for state in CommandState if state.final and state is not CommandState.CONFIRMED)
"""How a command may end other than well."""

_KEY = re.compile(r"[a-z0-9_]{1,60}")


def problems_of(definition: AlarmDefinition, kind: Kind) -> list[str]:
    """Say in English what is wrong with *definition* for devices of *kind*; empty when it can be put in force."""
    return [*_own_problems(definition), *_test_problems(definition.when, kind)]


def _own_problems(definition: AlarmDefinition) -> Iterator[str]:
    if _KEY.fullmatch(definition.key) is None:
        yield f"key {definition.key!r} must be 1 to 60 of a-z, 0-9 and _"
    if not definition.name.en.strip() or not definition.name.vi.strip():
        yield "name is empty"
    if definition.priority not in tuple(Priority):
        yield f"priority {definition.priority!r} is not one of 1 (low) to 4 (critical)"
    for name in ("on_delay_s", "off_delay_s", "realarm_s", "respond_s"):
        yield from _span(name, getattr(definition, name))
    if not 1 <= definition.count <= MOST_COUNT:
        yield f"count is {definition.count}; must be 1 to {MOST_COUNT}"
    yield from _span("window_s", definition.window_s, positive=definition.count > 1)


def _span(name: str, seconds: float, *, positive: bool = False) -> Iterator[str]:
    """What is wrong with a time: it must be finite, not negative and not longer than a week."""
    if not 0 <= seconds <= LONGEST_S:
        yield f"{name} is {seconds:g}; must be 0 to {LONGEST_S:g} s"
    elif positive and seconds == 0:
        yield f"{name} must be above 0"


def _number(name: str, number: float, *, positive: bool = False) -> Iterator[str]:
    if not math.isfinite(number):
        yield f"{name} is {number}; must be a finite number"
    elif positive and number <= 0:
        yield f"{name} is {number:g}; must be above 0"


def _deadband(deadband: float) -> Iterator[str]:
    if not math.isfinite(deadband) or deadband < 0:
        yield f"deadband is {deadband:g}; must be a finite number, at least 0"


def _point(name: str, key: str, kind: Kind, types: tuple[str, ...]) -> Iterator[str]:
    point = kind.points.get(key)
    if point is None:
        yield f"{name} {key!r} is not one of kind {kind.id!r}"
    elif point.type not in types:
        yield f"{name} {key!r} is of type {point.type}; this test needs {' or '.join(types)}"


# -- one function for each test -------------------------------------------------------------------------


def _limit(test: LimitTest, kind: Kind) -> Iterator[str]:
    yield from _point("point", test.point, kind, ("number",))
    if test.side not in tuple(Side):
        yield f"side {test.side!r} is not one of {', '.join(Side)}"
    yield from _number("limit", test.limit)
    yield from _deadband(test.deadband)


def _rate(test: RateTest, kind: Kind) -> Iterator[str]:
    yield from _point("point", test.point, kind, ("number",))
    yield from _number("limit", test.limit, positive=True)
    yield from _span("per_s", test.per_s, positive=True)
    if test.direction not in DIRECTIONS:
        yield f"direction {test.direction!r} is not one of {', '.join(DIRECTIONS)}"


def _deviation(test: DeviationTest, kind: Kind) -> Iterator[str]:
    yield from _point("point", test.point, kind, ("number",))
    if (test.reference is None) == (test.set_point is None):
        yield "a deviation needs a reference or a set_point, and not both"
    if test.reference is not None:
        yield from _point("reference", test.reference, kind, ("number",))
        if test.reference == test.point:
            yield f"reference {test.reference!r} is the point itself"
    if test.set_point is not None:
        yield from _number("set_point", test.set_point)
    yield from _number("limit", test.limit, positive=True)
    yield from _deadband(test.deadband)
    if test.deadband >= test.limit > 0:
        yield f"deadband {test.deadband:g} must be below the limit {test.limit:g}, or it would never clear"


def _state(test: StateTest, kind: Kind) -> Iterator[str]:
    yield from _point("point", test.point, kind, ("bool", "enum", "text", "number"))
    if not test.values:
        yield "values is empty"
    point = kind.points.get(test.point)
    if point is not None:
        for value in test.values:
            yield from _state_value(value, point)


_FITS: dict[str, Callable[[Value], bool]] = {
    "bool": lambda value: isinstance(value, bool),
    "enum": lambda value: isinstance(value, str),
    "text": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value),
}


def _state_value(value: Value, point: PointKind) -> Iterator[str]:
    fits = _FITS.get(point.type)
    if fits is not None and not fits(value):
        yield f"value {value!r} does not fit point {point.key!r} of type {point.type}"
    elif point.type == "enum" and value not in point.values:
        yield f"value {value!r} is not one of those of point {point.key!r}: {', '.join(point.values)}"


def _fault(test: FaultTest, kind: Kind) -> Iterator[str]:
    yield from _point("point", test.point, kind, ("enum", "text"))
    point = kind.points.get(test.point)
    if point is None or point.type not in ("enum", "text"):
        return
    if not point.fault_values:
        yield f"point {test.point!r} has no fault_values"
    for value in test.without:
        if point.type == "enum" and value not in point.values:
            yield f"without: {value!r} is not one of those of point {point.key!r}: {', '.join(point.values)}"


def _no_data(test: NoDataTest, _kind: Kind) -> Iterator[str]:
    yield from _span("after_s", test.after_s)


def _frozen(test: FrozenTest, kind: Kind) -> Iterator[str]:
    yield from _point("point", test.point, kind, ("number",))
    yield from _span("after_s", test.after_s, positive=True)
    if not math.isfinite(test.band) or test.band < 0:
        yield f"band is {test.band:g}; must be a finite number, at least 0"


def _offline(_test: OfflineTest, _kind: Kind) -> Iterator[str]:
    yield from ()


def _command(test: CommandTest, _kind: Kind) -> Iterator[str]:
    if not test.ends:
        yield "ends is empty"
    for end in test.ends:
        if end not in ENDS:
            yield f"end {end!r} is not one of {', '.join(ENDS)}"
    yield from _span("hold_s", test.hold_s, positive=True)


_CHECKS: dict[type, Callable[[Any, Kind], Iterator[str]]] = {
    LimitTest: _limit,
    RateTest: _rate,
    DeviationTest: _deviation,
    StateTest: _state,
    FaultTest: _fault,
    NoDataTest: _no_data,
    FrozenTest: _frozen,
    OfflineTest: _offline,
    CommandTest: _command,
}


def _test_problems(test: Test, kind: Kind) -> Iterator[str]:
    return _CHECKS[type(test)](test, kind)
