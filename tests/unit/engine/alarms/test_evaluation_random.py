"""Whatever comes, and however often somebody looks: the same is told, with the same times."""

from hypothesis import given, settings
from hypothesis import strategies as st

from controlcenter.domain.conditions import (
    CommandTest,
    DeviationTest,
    FrozenTest,
    LimitTest,
    NoDataTest,
    OfflineTest,
    RateTest,
    Side,
    StateTest,
)
from controlcenter.domain.readings import Quality
from tests.support.feed import LAMP, Feed, condition

DEFINITIONS = (
    condition(LimitTest("p", Side.HIGH, 8.0, 2.0), "limit", on_delay_s=3.0, off_delay_s=2.0),
    condition(LimitTest("p", Side.LOW, 2.0), "counted", count=2, window_s=20.0, on_delay_s=1.0),
    condition(RateTest("q", 4.0, 10.0), "rate"),
    condition(DeviationTest("p", 5.0, "q", deadband=1.0), "deviation", on_delay_s=1.0),
    condition(StateTest("p", (True, "open")), "state"),
    condition(FrozenTest("q", 6.0, 0.5), "frozen"),
    condition(NoDataTest(7.0), "silent", on_delay_s=2.0, off_delay_s=1.0),
    condition(NoDataTest(15.0), "very_silent", count=2, window_s=60.0),
    condition(OfflineTest(), "offline", on_delay_s=4.0),
    condition(CommandTest(hold_s=9.0), "command", off_delay_s=1.0),
)
VALUES = st.one_of(st.integers(0, 10), st.sampled_from([True, False, "open", "shut", None, 2.0, 8.0]))
EVENTS = st.one_of(
    st.tuples(
        st.just("read"), st.sampled_from("pqr"), VALUES, st.integers(-3, 1),
        st.sampled_from([Quality.GOOD, Quality.GOOD, Quality.GOOD, Quality.BAD, Quality.STALE]),
    ),
    st.tuples(st.just("link"), st.booleans()),
    st.tuples(st.just("command"), st.sampled_from(["mismatch", "unconfirmed", "confirmed", "failed"])),
)  # fmt: skip
STEPS = st.lists(st.tuples(st.integers(0, 12), EVENTS, st.lists(st.floats(0, 1), max_size=3)), max_size=40)


def told_of(steps, looks):
    feed, now = Feed(*DEFINITIONS), 0.0
    for wait, (what, *facts), parts in steps:
        if looks:
            for part in sorted(parts):
                feed.timers.run(now + wait * part)
                feed.evaluator.sweep(now + wait * part, 1)
        now += wait
        if what == "read":
            key, value, skew, quality = facts
            feed.read(value, now, key=key, source=now + skew, quality=quality)
        elif what == "link":
            feed.evaluator.connection(LAMP, facts[0], now)
        else:
            feed.evaluator.command(LAMP, facts[0], now)
    feed.pass_to(now + 100)
    feed.pass_to(now + 200)
    return feed.sights


@settings(deadline=None)
@given(STEPS)
def test_looking_more_often_changes_nothing(steps):
    def ordered(sights):
        return sorted(sights, key=lambda one: (one[2].at, one[0].condition))

    assert ordered(told_of(steps, looks=True)) == ordered(told_of(steps, looks=False))


@settings(deadline=None)
@given(STEPS)
def test_each_condition_is_told_by_turns_and_time_never_runs_back(steps):
    held, times = {}, {}
    for alarm, active, sight in told_of(steps, looks=True):
        assert active is not held.get(alarm, False)
        assert sight.at >= times.get(alarm, 0.0)
        held[alarm], times[alarm] = active, sight.at
