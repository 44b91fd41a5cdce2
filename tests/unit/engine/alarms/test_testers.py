"""What each test says of a row of readings: (arrival, value) in, (active, at) out."""

import pytest

from controlcenter.domain.conditions import (
    DeviationTest,
    FaultTest,
    FrozenTest,
    LimitTest,
    RateTest,
    Side,
    StateTest,
)
from tests.support.feed import Feed, condition

HIGH = LimitTest("p", Side.HIGH, 80.0, 5.0)
LOW = LimitTest("p", Side.LOW_LOW, 20.0, 5.0)


@pytest.mark.parametrize(
    ("test", "readings", "edges"),
    [
        (HIGH, [(1, 79.999), (2, 80), (3, 75), (4, 74.999)], [(True, 2), (False, 4)]),
        (HIGH, [(1, 80), (2, 79), (3, 81), (4, 75)], [(True, 1)]),
        (LimitTest("p", Side.HIGH_HIGH, 80.0), [(1, 80), (2, 79.9)], [(True, 1), (False, 2)]),
        (LOW, [(1, 20.001), (2, 20), (3, 25), (4, 25.001)], [(True, 2), (False, 4)]),
        (LimitTest("p", Side.LOW, 0.0), [(1, True), (2, False), (3, "0")], []),
        (LimitTest("p", Side.HIGH, 1.0), [(1, True), (2, 0), (3, 1)], [(True, 3)]),
    ],
)
def test_limits(test, readings, edges):
    feed = Feed(condition(test))
    feed.reads(*readings)
    assert feed.edges == edges


@pytest.mark.parametrize(
    ("direction", "readings", "edges"),
    [
        ("rising", [(0, 0), (30, 5), (59, 10), (120, 10)], [(True, 59), (False, 120)]),
        ("rising", [(0, 0), (60, 10)], [(True, 60)]),
        ("rising", [(0, 0), (61, 10)], []),
        ("rising", [(0, 20), (30, 0)], []),
        ("falling", [(0, 20), (30, 10), (95, 10)], [(True, 30), (False, 95)]),
        ("falling", [(0, 0), (30, 20)], []),
        ("either", [(0, 0), (10, 10), (75, 10), (80, 0)], [(True, 10), (False, 75), (True, 80)]),
        ("either", [(0, 5), (10, 0), (20, 9), (30, 10)], [(True, 30)]),
        ("either", [(0, False), (10, True)], []),
    ],
)
def test_rates(direction, readings, edges):
    feed = Feed(condition(RateTest("p", 10.0, 60.0, direction)))
    feed.reads(*readings)
    assert feed.edges == edges


def test_a_rate_runs_on_the_clock_of_the_device():
    feed = Feed(condition(RateTest("p", 10.0, 60.0)))
    feed.read(0, 1000, source=0)
    feed.read(10, 1001, source=100)
    assert feed.edges == []
    feed.read(20, 5000, source=130)
    assert feed.edges == [(True, 5000)]


def test_a_rate_remembers_little_of_a_fast_point():
    feed = Feed(condition(RateTest("p", 1e9, 3600.0)))
    feed.reads(*((n / 10, n) for n in range(10_000)))
    ((rate,),) = (point.conditions for point in feed.evaluator._watches["main:x:lamp"].points.values())
    assert len(rate._least) + len(rate._greatest) < 200


def test_a_rate_that_stood_before_a_restart_is_not_ended_by_the_first_reading():
    feed = Feed(condition(RateTest("p", 10.0, 60.0)), active=("c",))
    feed.reads((1, 0))
    assert feed.edges == []
    feed.reads((2, 1))
    assert feed.edges == [(False, 2)]


@pytest.mark.parametrize(
    ("readings", "edges"),
    [
        ([(1, 54), (2, 55), (3, 53), (4, 52.9)], [(True, 2), (False, 4)]),
        ([(1, 46), (2, 45), (3, 47), (4, 47.1)], [(True, 2), (False, 4)]),
        ([(1, 60), (2, 40), (3, 50)], [(True, 1), (False, 3)]),
    ],
)
def test_deviation_from_a_set_point(readings, edges):
    feed = Feed(condition(DeviationTest("p", 5.0, set_point=50.0, deadband=2.0)))
    feed.reads(*readings)
    assert feed.edges == edges


def test_deviation_from_another_point_is_looked_at_when_either_comes():
    feed = Feed(condition(DeviationTest("p", 5.0, reference="q")))
    feed.read(50, 1)
    assert feed.edges == []
    feed.read(44, 2, key="q")
    feed.read(51, 3)
    feed.read(50, 4, key="q")
    feed.read(True, 5, key="q")
    feed.read(56, 6)
    assert feed.edges == [(True, 2), (False, 4), (True, 6)]


@pytest.mark.parametrize(
    ("values", "readings", "edges"),
    [
        (("open", "tilted"), [(1, "shut"), (2, "open"), (3, "tilted"), (4, "shut")], [(True, 2), (False, 4)]),
        ((True,), [(1, 1), (2, True), (3, 1), (4, False)], [(True, 2), (False, 3)]),
        ((1,), [(1, True), (2, 1.0), (3, 2)], [(True, 2), (False, 3)]),
        ((False,), [(1, 0), (2, False), (3, True)], [(True, 2), (False, 3)]),
        (("open",), [(1, "open"), (2, 5), (3, 6)], [(True, 1), (False, 2)]),
    ],
)
def test_states(values, readings, edges):
    feed = Feed(condition(StateTest("p", values)))
    feed.reads(*readings)
    assert feed.edges == edges


def test_faults_are_what_the_kind_says_but_for_those_with_a_definition_of_their_own():
    feed = Feed(condition(FaultTest("p", ("mains",))))
    feed.reads((1, "none"), (2, "lamp"), (3, "driver"), (4, "mains"), (5, "lamp"), (6, "ok"))
    assert feed.edges == [(True, 2), (False, 4), (True, 5), (False, 6)]


@pytest.mark.parametrize(
    ("readings", "edges"),
    [
        ([(0, 5), (30, 5.4), (59, 4.6), (60, 5), (70, 5.6)], [(True, 60), (False, 70)]),
        ([(0, 5), (30, 5.6), (60, 5.6), (89, 5.6), (90, 5.6)], [(True, 90)]),
        ([(0, 5), (200, 5)], []),
        ([(0, 5), (200, 5), (230, 5), (260, 5), (500, 5)], [(True, 260)]),
        ([(0, True), (60, True)], []),
    ],
)
def test_frozen_values(readings, edges):
    feed = Feed(condition(FrozenTest("p", 60.0, 0.5)))
    feed.reads(*readings)
    feed.pass_to(1000)
    assert feed.edges == edges
