"""Judge an alarm definition before it is put in force: against its kind, and against itself."""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

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


ENGLISH = {
    "bad_key": "key {key!r} must be 1 to 60 of a-z, 0-9 and _",
    "no_name": "name is empty",
    "not_one_of": "{field} {value!r} is not one of {known}",
    "out_of_span": "{field} is {seconds:g}; must be 0 to {most:g} s",
    "not_above_0": "{field} must be above 0",
    "bad_count": "count is {count}; must be 1 to {most}",
    "not_finite": "{field} is {number:g}; must be a finite number",
    "negative": "{field} is {number:g}; must be a finite number, at least 0",
    "unknown_point": "{field} {point!r} is not one of kind {kind!r}",
    "wrong_type": "{field} {point!r} is of type {type}; this test needs {types}",
    "one_reference": "a deviation needs a reference or a set_point, and not both",
    "own_reference": "reference {point!r} is the point itself",
    "never_clears": "deadband {deadband:g} must be below the limit {limit:g}, or it would never clear",
    "empty": "{field} is empty",
    "does_not_fit": "value {value!r} does not fit point {point!r} of type {type}",
    "unknown_value": "{field} {value!r} is not one of those of point {point!r}: {known}",
    "no_faults": "point {point!r} has no fault_values",
}
"""Code → what stands in the log and in refused files; the window has words of its own."""


class Problem(msgspec.Struct, frozen=True):
    """Something wrong with a definition. ``facts`` are what ``ENGLISH`` names for its ``code``.

    ``field`` is one of the definition or of its test, ``point`` a key of the kind's; ``known`` and ``types`` are joined
    by commas. ``str()`` says it in English.
    """

    code: str
    facts: dict[str, Value] = {}

    def __str__(self) -> str:
        return ENGLISH[self.code].format(**self.facts)


def problems_of(definition: AlarmDefinition, kind: Kind) -> list[Problem]:
    """What is wrong with *definition* for devices of *kind*; empty when it can be put in force."""
    return [*_own_problems(definition), *_test_problems(definition.when, kind)]


def _own_problems(definition: AlarmDefinition) -> Iterator[Problem]:
    if _KEY.fullmatch(definition.key) is None:
        yield Problem("bad_key", {"key": definition.key})
    if not definition.name.en.strip() or not definition.name.vi.strip():
        yield Problem("no_name")
    if definition.priority not in tuple(Priority):
        yield _not_one_of("priority", int(definition.priority), map(str, map(int, Priority)))
    for name in ("on_delay_s", "off_delay_s", "realarm_s", "respond_s"):
        yield from _span(name, getattr(definition, name))
    if not 1 <= definition.count <= MOST_COUNT:
        yield Problem("bad_count", {"count": definition.count, "most": MOST_COUNT})
    yield from _span("window_s", definition.window_s, positive=definition.count > 1)


def _not_one_of(field: str, value: Value, known: Iterable[str]) -> Problem:
    return Problem("not_one_of", {"field": field, "value": value, "known": ", ".join(known)})


def _unknown_value(field: str, value: Value, point: PointKind) -> Problem:
    return Problem(
        "unknown_value", {"field": field, "value": value, "point": point.key, "known": ", ".join(point.values)}
    )


def _span(name: str, seconds: float, *, positive: bool = False) -> Iterator[Problem]:
    """What is wrong with a time: it must be finite, not negative and not longer than a week."""
    if not 0 <= seconds <= LONGEST_S:
        yield Problem("out_of_span", {"field": name, "seconds": seconds, "most": LONGEST_S})
    elif positive and seconds == 0:
        yield Problem("not_above_0", {"field": name})


def _number(name: str, number: float, *, positive: bool = False) -> Iterator[Problem]:
    if not math.isfinite(number):
        yield Problem("not_finite", {"field": name, "number": number})
    elif positive and number <= 0:
        yield Problem("not_above_0", {"field": name})


def _width(name: str, width: float) -> Iterator[Problem]:
    if not math.isfinite(width) or width < 0:
        yield Problem("negative", {"field": name, "number": width})


def _point(name: str, key: str, kind: Kind, types: tuple[str, ...]) -> Iterator[Problem]:
    point = kind.points.get(key)
    if point is None:
        yield Problem("unknown_point", {"field": name, "point": key, "kind": kind.id})
    elif point.type not in types:
        yield Problem("wrong_type", {"field": name, "point": key, "type": point.type, "types": " or ".join(types)})


# -- one function for each test -------------------------------------------------------------------------


def _limit(test: LimitTest, kind: Kind) -> Iterator[Problem]:
    yield from _point("point", test.point, kind, ("number",))
    if test.side not in tuple(Side):
        yield _not_one_of("side", test.side, Side)
    yield from _number("limit", test.limit)
    yield from _width("deadband", test.deadband)


def _rate(test: RateTest, kind: Kind) -> Iterator[Problem]:
    yield from _point("point", test.point, kind, ("number",))
    yield from _number("limit", test.limit, positive=True)
    yield from _span("per_s", test.per_s, positive=True)
    if test.direction not in DIRECTIONS:
        yield _not_one_of("direction", test.direction, DIRECTIONS)


def _deviation(test: DeviationTest, kind: Kind) -> Iterator[Problem]:
    yield from _point("point", test.point, kind, ("number",))
    if (test.reference is None) == (test.set_point is None):
        yield Problem("one_reference")
    if test.reference is not None:
        yield from _point("reference", test.reference, kind, ("number",))
        if test.reference == test.point:
            yield Problem("own_reference", {"point": test.reference})
    if test.set_point is not None:
        yield from _number("set_point", test.set_point)
    yield from _number("limit", test.limit, positive=True)
    yield from _width("deadband", test.deadband)
    if test.deadband >= test.limit > 0:
        yield Problem("never_clears", {"deadband": test.deadband, "limit": test.limit})


def _state(test: StateTest, kind: Kind) -> Iterator[Problem]:
    yield from _point("point", test.point, kind, ("bool", "enum", "text", "number"))
    if not test.values:
        yield Problem("empty", {"field": "values"})
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


def _state_value(value: Value, point: PointKind) -> Iterator[Problem]:
    fits = _FITS.get(point.type)
    if fits is not None and not fits(value):
        yield Problem("does_not_fit", {"value": value, "point": point.key, "type": point.type})
    elif point.type == "enum" and value not in point.values:
        yield _unknown_value("value", value, point)


def _fault(test: FaultTest, kind: Kind) -> Iterator[Problem]:
    yield from _point("point", test.point, kind, ("enum", "text"))
    point = kind.points.get(test.point)
    if point is None or point.type not in ("enum", "text"):
        return
    if not point.fault_values:
        yield Problem("no_faults", {"point": test.point})
    for value in test.without:
        if point.type == "enum" and value not in point.values:
            yield _unknown_value("without", value, point)


def _no_data(test: NoDataTest, _kind: Kind) -> Iterator[Problem]:
    yield from _span("after_s", test.after_s)


def _frozen(test: FrozenTest, kind: Kind) -> Iterator[Problem]:
    yield from _point("point", test.point, kind, ("number",))
    yield from _span("after_s", test.after_s, positive=True)
    yield from _width("band", test.band)


def _offline(_test: OfflineTest, _kind: Kind) -> Iterator[Problem]:
    yield from ()


def _command(test: CommandTest, _kind: Kind) -> Iterator[Problem]:
    if not test.ends:
        yield Problem("empty", {"field": "ends"})
    for end in test.ends:
        if end not in ENDS:
            yield _not_one_of("ends", end, ENDS)
    yield from _span("hold_s", test.hold_s, positive=True)


_CHECKS: dict[type, Callable[[Any, Kind], Iterator[Problem]]] = {
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


def _test_problems(test: Test, kind: Kind) -> Iterator[Problem]:
    return _CHECKS[type(test)](test, kind)
