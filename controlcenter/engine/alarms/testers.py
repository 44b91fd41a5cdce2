"""The tests that look at points: one class for each, told every reading that could change what it says."""

import math
from collections import deque
from typing import Any

from controlcenter.domain.alarms import Sight
from controlcenter.domain.conditions import (
    AlarmDefinition,
    DeviationTest,
    FaultTest,
    FrozenTest,
    LimitTest,
    RateTest,
    StateTest,
)
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality, Reading, Value
from controlcenter.engine.alarms.condition import Condition, Outlet
from controlcenter.engine.alarms.context import Context

Band = tuple[float, float]
"""A number from the first to the second, both included, cannot change what a test says now."""
NO_BAND: Band = (math.inf, -math.inf)
ANY_NUMBER: Band = (-math.inf, math.inf)
RATE_PARTS = 60
"""Samples closer together than this part of the window of a rate count as one: its memory stays small."""


def number_of(value: Value | None) -> float | None:
    """*value* when it is a number; a bool is none."""
    if value.__class__ is float or value.__class__ is int:
        return value
    return None


class PointCondition(Condition):
    """A condition told by readings of points of its own device."""

    __slots__ = ()

    def band(self) -> Band:
        return NO_BAND

    def take(self, reading: Reading, arrived: float) -> bool:
        """Look at a good reading newer than the last; return whether the band has changed."""
        raise NotImplementedError

    def points(self) -> tuple[str, ...]:
        """The keys of the points it wants to be told of."""
        return (self.definition.point or "",)

    def _say(self, holds: bool, reading: Reading, arrived: float) -> bool:
        if holds is self.holds:
            return False
        seen = Sight(arrived, reading.at, reading.value, self.definition.limit, Quality(reading.quality))
        return self.turn(holds, seen)


class LimitCondition(PointCondition):
    __slots__ = ()

    def band(self) -> Band:
        test: LimitTest = self.definition.when  # type: ignore[assignment]  # ``BY_TEST`` pairs them
        if test.side.is_upper:
            if self.holds:
                return test.limit - test.deadband, math.inf
            return -math.inf, math.nextafter(test.limit, -math.inf)
        if self.holds:
            return -math.inf, test.limit + test.deadband
        return math.nextafter(test.limit, math.inf), math.inf

    def take(self, reading: Reading, arrived: float) -> bool:
        value = number_of(reading.value)
        if value is None:
            return False
        low, high = self.band()
        return not low <= value <= high and self._say(not self.holds, reading, arrived)


class RateCondition(PointCondition):
    """Keeps the least and the greatest values that may still matter, each in order of time."""

    __slots__ = ("_greatest", "_least")

    def __init__(self, device: DeviceId, definition: AlarmDefinition, outlet: Outlet, active: bool) -> None:
        super().__init__(device, definition, outlet, active)
        self._least: deque[tuple[float, float]] = deque()
        self._greatest: deque[tuple[float, float]] = deque()

    def take(self, reading: Reading, arrived: float) -> bool:
        value = number_of(reading.value)
        if value is None:
            return False
        test: RateTest = self.definition.when  # type: ignore[assignment]  # ``BY_TEST`` pairs them
        first = not self._least and not self._greatest
        rise = _beyond(self._least, reading.at, value, test.per_s) if test.direction != "falling" else 0.0
        fall = _beyond(self._greatest, reading.at, -value, test.per_s) if test.direction != "rising" else 0.0
        if not first:  # one reading says nothing of a movement
            self._say(max(rise, fall) >= test.limit, reading, arrived)
        return False


def _beyond(kept: deque[tuple[float, float]], at: float, value: float, per_s: float) -> float:
    """How far *value* lies above the least of the last *per_s*; *kept* rises in time and in value."""
    while kept and kept[0][0] < at - per_s:
        kept.popleft()
    while kept and kept[-1][1] >= value:
        kept.pop()
    if not kept or at - kept[-1][0] >= per_s / RATE_PARTS:
        kept.append((at, value))
    return value - kept[0][1]


class DeviationCondition(PointCondition):
    __slots__ = ("_other", "_own")

    def __init__(self, device: DeviceId, definition: AlarmDefinition, outlet: Outlet, active: bool) -> None:
        super().__init__(device, definition, outlet, active)
        self._own: float | None = None
        self._other: float | None = definition.when.set_point  # type: ignore[union-attr]  # ``BY_TEST`` pairs them

    def points(self) -> tuple[str, ...]:
        test: DeviationTest = self.definition.when  # type: ignore[assignment]  # ``BY_TEST`` pairs them
        return (test.point,) if test.reference is None else (test.point, test.reference)

    def band(self) -> Band:
        test: DeviationTest = self.definition.when  # type: ignore[assignment]  # ``BY_TEST`` pairs them
        if test.reference is not None or test.set_point is None or self.holds:
            return NO_BAND
        low, high = test.set_point - test.limit, test.set_point + test.limit
        return math.nextafter(low, math.inf), math.nextafter(high, -math.inf)

    def take(self, reading: Reading, arrived: float) -> bool:
        value = number_of(reading.value)
        if value is None:
            return False
        test: DeviationTest = self.definition.when  # type: ignore[assignment]  # ``BY_TEST`` pairs them
        if reading.key == test.reference:
            self._other = value
        else:
            self._own = value
        if self._own is None or self._other is None:
            return False
        limit = test.limit - test.deadband if self.holds else test.limit
        return self._say(abs(self._own - self._other) >= limit, reading, arrived)


class StateCondition(PointCondition):
    __slots__ = ("_wanted",)

    def __init__(self, device: DeviceId, definition: AlarmDefinition, outlet: Outlet, active: bool) -> None:
        super().__init__(device, definition, outlet, active)
        test: StateTest = definition.when  # type: ignore[assignment]  # ``BY_TEST`` pairs them
        self._wanted = test.values

    def band(self) -> Band:
        # Where only states of other types are wanted, no number changes anything but the first, which ends it.
        numbers = any(number_of(value) is not None for value in self._wanted)
        return NO_BAND if numbers or self.holds else ANY_NUMBER

    def take(self, reading: Reading, arrived: float) -> bool:
        value = reading.value
        is_bool = value.__class__ is bool  # True == 1 is no match here
        wanted = any(value == one and is_bool is (one.__class__ is bool) for one in self._wanted)
        return self._say(wanted, reading, arrived)


class FaultCondition(PointCondition):
    __slots__ = ("context",)

    context: Context

    def take(self, reading: Reading, arrived: float) -> bool:
        test: FaultTest = self.definition.when  # type: ignore[assignment]  # ``BY_TEST`` pairs them
        value = reading.value
        if value is None:
            return False
        fault = value not in test.without and self.context.is_fault(test.point, value)
        self._say(fault, reading, arrived)
        return False


class FrozenCondition(PointCondition):
    """Needs readings to say so: one that comes ``after_s`` or more after the value came to rest.

    Readings further apart than ``after_s`` prove nothing of the time between.
    """

    __slots__ = ("_last", "_rest", "_since")

    def __init__(self, device: DeviceId, definition: AlarmDefinition, outlet: Outlet, active: bool) -> None:
        super().__init__(device, definition, outlet, active)
        self._rest: float | None = None
        self._since = self._last = 0.0

    def take(self, reading: Reading, arrived: float) -> bool:
        value = number_of(reading.value)
        if value is None:
            return False
        test: FrozenTest = self.definition.when  # type: ignore[assignment]  # ``BY_TEST`` pairs them
        first = self._rest is None
        moved = self._rest is not None and abs(value - self._rest) > test.band
        if first or moved or (arrived - self._last >= test.after_s and not self.holds):
            self._rest, self._since = value, arrived
        self._last = arrived
        if moved:
            self._say(False, reading, arrived)
        elif arrived - self._since >= test.after_s:
            self._say(True, reading, arrived)
        return False


BY_TEST: dict[type[Any], type[PointCondition]] = {
    LimitTest: LimitCondition,
    RateTest: RateCondition,
    DeviationTest: DeviationCondition,
    StateTest: StateCondition,
    FaultTest: FaultCondition,
    FrozenTest: FrozenCondition,
}
