"""The rate, floods and chatter, with hand-made times."""

import pytest

from controlcenter.domain.conditions import AlarmId
from controlcenter.domain.ids import DeviceId
from controlcenter.engine.alarms.flood import CHATTER_HOLDS_S, PERIOD_S, RATE_PERIODS, Chatter, Fleeting, FloodMeter

LAMP = AlarmId(DeviceId("main:x:lamp"), "fault")
T0 = 1_000_000 * PERIOD_S


def test_ten_in_ten_minutes_are_no_flood_and_eleven_are():
    meter = FloodMeter()
    for second in range(10):
        meter.annunciated(T0 + second)
    assert meter.since is None
    meter.annunciated(T0 + 10)
    assert meter.since == T0 + 10


def test_ten_spread_over_more_than_ten_minutes_never_flood():
    meter = FloodMeter()
    for minute in range(100):
        meter.annunciated(T0 + minute * 60.0)
    assert meter.since is None


def test_a_flood_ends_when_fewer_than_five_are_left_in_the_window():
    meter = FloodMeter()
    for second in range(11):
        meter.annunciated(T0 + second)
    meter.tick(T0 + PERIOD_S + 5.9)
    assert meter.since == T0 + 10, "five are left"
    meter.tick(T0 + PERIOD_S + 300)
    assert meter.since is None
    assert meter.last == (T0 + 10, T0 + PERIOD_S + 6), "it ended when the count fell, not when somebody looked"


def test_the_rate_has_a_bar_for_each_ten_minutes_and_forgets_old_ones():
    meter = FloodMeter()
    for at in (T0, T0 + 1, T0 + PERIOD_S, T0 + 40 * PERIOD_S):
        meter.annunciated(at)
    bars, until = meter.rate(T0 + PERIOD_S + 30)
    assert (len(bars), bars[-2:], until) == (RATE_PERIODS, (2, 1), T0 + 2 * PERIOD_S)
    bars, _ = meter.rate(T0 + 40 * PERIOD_S)
    assert sum(bars) == 1


@pytest.mark.parametrize(("times", "chatters"), [((0, 20, 40), True), ((0, 30, 61), False), ((0, 1), False)])
def test_three_within_a_minute_chatter(times, chatters):
    chatter = Chatter()
    assert [chatter.raised(LAMP, T0 + at) for at in times][-1] is chatters
    assert (LAMP in chatter, len(chatter)) == (chatters, int(chatters))


def test_chattering_ends_after_quiet():
    chatter = Chatter()
    for at in (0, 1, 2):
        chatter.raised(LAMP, T0 + at)
    assert chatter.tick(T0 + CHATTER_HOLDS_S) == []
    assert chatter.tick(T0 + CHATTER_HOLDS_S + 2) == [LAMP]
    assert LAMP not in chatter


def test_what_was_gone_before_anybody_could_act_is_fleeting_for_a_while():
    fleeting = Fleeting(10.0)
    fleeting.cleared(LAMP, 9.9, T0)
    fleeting.cleared(AlarmId(LAMP.device, "door"), 10.0, T0)
    assert len(fleeting) == 1
    fleeting.tick(T0 + CHATTER_HOLDS_S)
    assert len(fleeting) == 0
