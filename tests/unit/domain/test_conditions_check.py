"""A definition that cannot work is refused in words before it is put in force."""

import math

import msgspec
import pytest

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
)
from controlcenter.domain.conditions_check import LONGEST_S, problems_of
from controlcenter.domain.kinds import Kind, PointKind
from controlcenter.domain.words import Text

NAME = Text("Too high", "Quá cao")
KIND = Kind(
    "lamp",
    NAME,
    points={
        "power": PointKind("power", NAME),
        "plan": PointKind("plan", NAME),
        "on": PointKind("on", NAME, "bool"),
        "message": PointKind("message", NAME, "text"),
        "fault": PointKind("fault", NAME, "enum", values={"none": NAME, "lamp": NAME}, fault_values=("*",)),
        "mode": PointKind("mode", NAME, "enum", values={"day": NAME, "night": NAME}),
    },
)
HIGH = LimitTest("power", Side.HIGH, 80.0, 5.0)


def made(test=HIGH, **more):
    return AlarmDefinition(**{"key": "power_high", "name": NAME, "when": test, **more})


@pytest.mark.parametrize(
    "test",
    [
        HIGH,
        RateTest("power", 5.0, 60.0, "falling"),
        DeviationTest("power", 5.0, reference="plan", deadband=1.0),
        DeviationTest("power", 5.0, set_point=0.0),
        StateTest("on", (True,)),
        StateTest("mode", ("day", "night")),
        StateTest("message", ("anything",)),
        StateTest("power", (0, 1.5)),
        FaultTest("fault", ("lamp",)),
        NoDataTest(),
        FrozenTest("power", 600.0),
        OfflineTest(),
        CommandTest(),
    ],
    ids=lambda test: type(test).__name__,
)
def test_what_can_work_is_let_pass(test):
    assert problems_of(made(test, count=3, window_s=60.0, on_delay_s=LONGEST_S), KIND) == []


@pytest.mark.parametrize(
    ("test", "word"),
    [
        (LimitTest("nope", Side.HIGH, 1.0), "'nope' is not one of kind 'lamp'"),
        (LimitTest("on", Side.HIGH, 1.0), "of type bool"),
        (LimitTest("power", Side.HIGH, math.nan), "finite"),
        (LimitTest("power", Side.HIGH, 1.0, -1.0), "deadband"),
        (LimitTest("power", Side.HIGH, 1.0, math.inf), "deadband"),
        (RateTest("fault", 1.0), "of type enum"),
        (RateTest("power", 0.0), "limit"),
        (RateTest("power", 1.0, 0.0), "per_s"),
        (RateTest("power", 1.0, direction="up"), "direction 'up'"),
        (DeviationTest("power", 1.0), "a reference or a set_point"),
        (DeviationTest("power", 1.0, "plan", 1.0), "a reference or a set_point"),
        (DeviationTest("power", 1.0, "message"), "of type text"),
        (DeviationTest("power", 1.0, "power"), "itself"),
        (DeviationTest("power", 1.0, set_point=math.inf), "set_point"),
        (DeviationTest("power", 1.0, "plan", deadband=1.0), "never clear"),
        (DeviationTest("power", -1.0, "plan"), "limit"),
        (StateTest("on", ()), "values is empty"),
        (StateTest("on", (1,)), "does not fit"),
        (StateTest("power", (True,)), "does not fit"),
        (StateTest("power", (math.nan,)), "does not fit"),
        (StateTest("mode", ("noon",)), "not one of those"),
        (FaultTest("power"), "of type number"),
        (FaultTest("mode"), "no fault_values"),
        (FaultTest("fault", ("nope",)), "without 'nope'"),
        (NoDataTest(-1.0), "after_s"),
        (NoDataTest(LONGEST_S + 1), "after_s"),
        (FrozenTest("power", 0.0), "after_s"),
        (FrozenTest("power", 60.0, -1.0), "band"),
        (FrozenTest("message", 60.0), "of type text"),
        (CommandTest(()), "ends is empty"),
        (CommandTest(("confirmed",)), "'confirmed' is not one of"),
        (CommandTest(hold_s=0.0), "hold_s"),
    ],
)
def test_a_test_that_cannot_work_is_named(test, word):
    problems = problems_of(made(test), KIND)
    assert len(problems) == 1
    assert word in str(problems[0])


@pytest.mark.parametrize(
    ("more", "word"),
    [
        *(({"key": key}, "key") for key in ("", "Power", "a b", "a/b", "x" * 61, "power\n")),
        ({"name": Text("  ", "x")}, "name"),
        ({"name": Text("x", "")}, "name"),
        ({"priority": 9}, "priority 9"),
        *(
            ({name: seconds}, name)
            for name in ("on_delay_s", "off_delay_s", "realarm_s", "respond_s", "window_s")
            for seconds in (-1.0, LONGEST_S + 1, math.nan, math.inf)
        ),
        ({"count": 0}, "count"),
        ({"count": 10**6, "window_s": 60.0}, "count"),
        ({"count": 2}, "window_s must be above 0"),
    ],
)
def test_a_definition_that_cannot_work_is_named(more, word):
    problems = problems_of(made(**more), KIND)
    assert len(problems) == 1
    assert word in str(problems[0])


def test_all_that_is_wrong_is_told_at_once():
    wrong = msgspec.structs.replace(made(LimitTest("nope", Side.HIGH, math.nan)), key="", priority=Priority.LOW)
    assert len(problems_of(wrong, KIND)) == 3
