"""Delays, counts, silence, order of readings and restarts, with hand-turned time."""

import math

import pytest

from controlcenter.domain.conditions import CommandTest, LimitTest, NoDataTest, OfflineTest, Side, StateTest
from controlcenter.domain.readings import Quality, Reading
from controlcenter.engine.alarms.evaluation import Context
from tests.support.feed import LAMP, Feed, condition

HIGH = LimitTest("p", Side.HIGH, 80.0, 5.0)
GOOD, UNCERTAIN, STALE, BAD = Quality.GOOD, Quality.UNCERTAIN, Quality.STALE, Quality.BAD


# -- delays and counts ---------------------------------------------------------------------------------


def test_an_on_delay_is_told_at_its_own_time_however_late_somebody_looks():
    feed = Feed(condition(HIGH, on_delay_s=10.0))
    feed.reads((1, 90))
    feed.pass_to(500)
    assert feed.edges == [(True, 11)]


def test_a_pulse_shorter_than_the_on_delay_leaves_no_trace():
    feed = Feed(condition(HIGH, on_delay_s=10.0))
    feed.reads((1, 90), (10.9, 70))
    feed.pass_to(500)
    assert feed.edges == []


def test_a_pulse_exactly_as_long_as_the_on_delay_counts():
    feed = Feed(condition(HIGH, on_delay_s=10.0))
    feed.reads((1, 90), (11, 70))
    assert feed.edges == [(True, 11), (False, 11)]


def test_delays_run_on_arrival_not_on_the_clock_of_the_device():
    feed = Feed(condition(HIGH, on_delay_s=10.0))
    feed.read(90, 100, source=1)
    feed.read(91, 105, source=50)
    assert feed.edges == []
    feed.pass_to(110)
    assert feed.edges == [(True, 110)]
    assert feed.sights[0][2].source_at == 1


def test_an_off_delay_holds_through_a_short_dip():
    feed = Feed(condition(HIGH, off_delay_s=10.0))
    feed.reads((1, 90), (2, 70), (5, 90), (20, 70), (25, 71))
    feed.pass_to(100)
    assert feed.edges == [(True, 1), (False, 30)]


def test_a_count_needs_so_many_within_the_window_and_only_those_that_outlast_the_delay():
    feed = Feed(condition(HIGH, count=3, window_s=60.0, on_delay_s=2.0))
    for at in (0, 10):
        feed.reads((at, 90), (at + 3, 0))
    feed.reads((20, 90), (21, 0))  # shorter than the delay
    assert feed.edges == []
    feed.reads((30, 90), (40, 0))
    assert feed.edges == [(True, 32), (False, 40)]


def test_a_count_exactly_as_wide_as_the_window_counts():
    feed = Feed(condition(HIGH, count=2, window_s=60.0))
    feed.reads((0, 90), (1, 0), (60, 90))
    assert feed.edges == [(True, 60)]


def test_a_count_spread_wider_than_the_window_is_none():
    feed = Feed(condition(HIGH, count=3, window_s=60.0))
    for at in (0, 31, 62, 93):
        feed.reads((at, 90), (at + 1, 0))
    assert feed.edges == []


def test_what_is_told_carries_both_clocks_the_value_and_the_limit():
    feed = Feed(condition(HIGH))
    feed.read(93.5, 100, source=97, quality=UNCERTAIN)
    ((alarm, active, sight),) = feed.sights
    assert (alarm.device, alarm.condition, active) == (LAMP, "c", True)
    assert (sight.at, sight.source_at, sight.value, sight.limit, sight.quality) == (100, 97, 93.5, 80, UNCERTAIN)


# -- order and quality ---------------------------------------------------------------------------------


def test_a_reading_older_than_the_newest_says_nothing():
    feed = Feed(condition(HIGH))
    feed.read(50, 10, source=10)
    feed.read(95, 11, source=9)
    assert feed.edges == []


def test_an_old_reading_in_band_does_not_turn_the_clock_back():
    feed = Feed(condition(HIGH))
    for value, source in ((50, 10), (60, 5), (95, 7)):
        feed.read(value, 20, source=source)
    assert feed.edges == []


def test_a_correction_from_one_to_true_is_none_of_the_same_reading():
    feed = Feed(condition(StateTest("p", (True,))))
    feed.read(1, 10, source=10)
    feed.read(True, 11, source=10)
    assert feed.edges == [(True, 11)]


def test_the_same_reading_twice_says_nothing_and_a_correction_does():
    feed = Feed(condition(StateTest("p", ("open",))))
    feed.read("shut", 10, source=10)
    feed.read("shut", 11, source=10)
    feed.read("open", 12, source=10)
    feed.read("open", 13, source=10)
    assert feed.edges == [(True, 12)]


@pytest.mark.parametrize(
    ("value", "quality"),
    [(0, STALE), (0, BAD), (None, BAD), (None, GOOD), (math.nan, GOOD), (False, GOOD), ("0", GOOD)],
)
def test_what_is_bad_stale_missing_or_of_another_type_never_clears(value, quality):
    feed = Feed(condition(HIGH))
    feed.reads((1, 90))
    feed.read(value, 2, quality=quality)
    feed.pass_to(50)
    assert feed.edges == [(True, 1)]


def test_a_huge_whole_number_is_a_number():
    feed = Feed(condition(HIGH))
    feed.reads((1, 10**30))
    assert feed.edges == [(True, 1)]


def test_points_and_devices_nobody_watches_are_let_pass():
    feed = Feed(condition(HIGH))
    feed.read(90, 1, key="other")
    feed.evaluator.readings([Reading("main:x:other", "p", 90, 1, 1, GOOD)])
    assert feed.edges == []


# -- silence -------------------------------------------------------------------------------------------


def test_a_silence_is_told_with_the_time_it_was_due_by_whoever_finds_it():
    by_sweep, by_reading = (Feed(condition(NoDataTest(30.0))) for _ in range(2))
    for feed in (by_sweep, by_reading):
        feed.reads((5, 1))
    by_sweep.pass_to(80)
    by_sweep.reads((90, 1))
    by_reading.reads((90, 1))
    assert by_sweep.edges == by_reading.edges == [(True, 35), (False, 90)]


def test_a_silence_takes_the_age_of_the_device_when_it_names_none():
    feed = Feed(condition(NoDataTest(), on_delay_s=5.0), silence_s=40.0)
    feed.pass_to(44)
    assert feed.edges == []
    feed.pass_to(60)
    assert feed.edges == [(True, 45)]


def test_without_any_age_there_is_no_silence():
    feed = Feed(condition(NoDataTest()), silence_s=0.0)
    feed.pass_to(1e6)
    assert feed.edges == []


def test_two_silences_are_told_each_at_its_time_and_end_together():
    feed = Feed(condition(NoDataTest(30.0), "short"), condition(NoDataTest(300.0), "long"))
    feed.pass_to(31)
    feed.pass_to(301)
    feed.reads((310, 1))
    assert feed.told == [("short", True, 30), ("long", True, 300), ("short", False, 310), ("long", False, 310)]


def test_a_point_nobody_watches_and_a_bad_value_are_heard_but_a_value_out_of_a_buffer_is_not():
    feed = Feed(condition(NoDataTest(30.0)))
    feed.read(1, 20, key="other")
    feed.read(None, 40, quality=BAD)
    feed.read(1, 60, quality=STALE)
    feed.pass_to(75)
    assert feed.edges == [(True, 70)]


def test_a_sweep_looks_at_its_share_and_finds_all_in_turn():
    feed = Feed(condition(NoDataTest(30.0)))
    context = Context(0.0, lambda _key, _value: False)
    for n in range(9):
        feed.evaluator.watch(f"main:x:{n}", {"c": condition(NoDataTest(30.0))}, context, 0.0)
    feed.evaluator.sweep(100, 5)
    assert len(feed.edges) == 2
    for _ in range(4):
        feed.evaluator.sweep(100, 5)
    assert feed.edges == [(True, 30)] * 10


def test_a_forgotten_device_is_told_of_no_more_and_the_others_are():
    feed = Feed(condition(NoDataTest(30.0)), condition(HIGH, "high", on_delay_s=5.0))
    context = Context(0.0, lambda _key, _value: False)
    feed.evaluator.watch("main:x:2", {"c": condition(NoDataTest(30.0))}, context, 0.0)
    feed.reads((1, 90))
    feed.evaluator.forget(LAMP)
    feed.evaluator.forget(LAMP)
    feed.reads((2, 90))
    feed.pass_to(100)
    assert [(alarm.device, active) for alarm, active, _ in feed.sights] == [("main:x:2", True)]


def test_those_left_are_swept_whoever_is_forgotten():
    feed = Feed()
    context = Context(0.0, lambda _key, _value: False)
    devices = [f"main:x:{n}" for n in range(5)]
    for device in devices:
        feed.evaluator.watch(device, {"c": condition(NoDataTest(30.0))}, context, 0.0)
    for device in (devices[0], devices[4], devices[3]):  # the last one moved to the place of the first
        feed.evaluator.forget(device)
    feed.pass_to(100)
    assert sorted(alarm.device for alarm, _, _ in feed.sights) == devices[1:3]


# -- link and commands ---------------------------------------------------------------------------------


def test_the_link_is_told_after_its_delay():
    feed = Feed(condition(OfflineTest(), on_delay_s=10.0))
    feed.evaluator.connection(LAMP, False, 5)
    feed.evaluator.connection(LAMP, True, 9)
    feed.evaluator.connection(LAMP, False, 20)
    feed.evaluator.connection(LAMP, False, 25)
    feed.evaluator.connection(LAMP, True, 40)
    assert feed.edges == [(True, 30), (False, 40)]


def test_a_definition_of_the_link_made_while_it_is_down_is_true_at_once():
    feed = Feed()
    feed.evaluator.connection(LAMP, False, 5)
    feed.watch(condition(OfflineTest()), now=8)
    assert feed.edges == [(True, 8)]


def test_a_command_that_ended_badly_stands_until_one_is_confirmed():
    feed = Feed(condition(CommandTest(("mismatch",), 100.0)))
    for state, at in (("unconfirmed", 1), ("mismatch", 2), ("sent", 3), ("failed", 4), ("confirmed", 5)):
        feed.evaluator.command(LAMP, state, at)
    feed.pass_to(500)
    assert feed.edges == [(True, 2), (False, 5)]
    assert feed.sights[0][2].value == "mismatch"


def test_a_command_that_ended_badly_is_forgotten_in_time_counted_from_the_last():
    feed = Feed(condition(CommandTest(hold_s=100.0)))
    feed.evaluator.command(LAMP, "mismatch", 2)
    feed.evaluator.command(LAMP, "unconfirmed", 52)
    feed.pass_to(500)
    assert feed.edges == [(True, 2), (False, 152)]


# -- restarts and new definitions ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("test", "ends"),
    [
        (HIGH, lambda feed: feed.read(10, 20)),
        (StateTest("p", ("open",)), lambda feed: feed.read("shut", 20)),
        (NoDataTest(30.0), lambda feed: feed.read(1, 20)),
        (OfflineTest(), lambda feed: feed.evaluator.connection(LAMP, True, 20)),
        (CommandTest(), lambda feed: feed.evaluator.command(LAMP, "confirmed", 20)),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_was_active_before_a_restart_is_not_raised_twice_and_ended_by_evidence(test, ends):
    feed = Feed(condition(test), active=("c",))
    feed.pass_to(15)
    assert feed.edges == []
    ends(feed)
    assert feed.edges == [(False, 20)]


def test_what_still_holds_after_a_restart_is_not_raised_twice():
    feed = Feed(condition(HIGH), active=("c",))
    feed.reads((1, 90), (2, 78))  # within the deadband
    assert feed.edges == []


def test_the_same_definitions_put_in_force_again_disturb_no_delay():
    definition = condition(HIGH, on_delay_s=10.0)
    feed = Feed(definition)
    feed.reads((1, 90))
    feed.watch(definition, condition(NoDataTest(60.0), "other"), now=5)
    feed.pass_to(20)
    assert feed.edges == [(True, 11)]


def test_a_new_limit_is_judged_by_what_was_read_last():
    feed = Feed(condition(HIGH))
    feed.reads((1, 70))
    feed.watch(condition(LimitTest("p", Side.HIGH, 60.0)), now=5)
    assert feed.edges == [(True, 5)]
    feed.watch(condition(HIGH), active=("c",), now=9)
    assert feed.edges == [(True, 5), (False, 9)]


def test_a_definition_switched_off_says_nothing_any_more():
    feed = Feed(condition(HIGH, on_delay_s=5.0))
    feed.reads((1, 90))
    feed.watch(condition(HIGH, on_delay_s=5.0, enabled=False), now=2)
    feed.reads((10, 95))
    feed.pass_to(100)
    assert feed.edges == []
    assert len(feed.timers) == 0


def test_a_silence_is_not_told_from_before_it_was_asked_for():
    feed = Feed()
    context = Context(0.0, lambda _key, _value: False, frozenset(), 0.0)
    feed.evaluator.watch(LAMP, {"c": condition(NoDataTest(30.0))}, context, 100.0)
    feed.pass_to(101)
    assert feed.edges == [(True, 100)]
