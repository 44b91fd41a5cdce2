"""The same recorded feed gives the same journal, however often somebody looks at the clock in between."""

import random

import pytest

from controlcenter.domain.alarms import JournalEntry
from controlcenter.domain.conditions import (
    AlarmDefinition,
    AlarmId,
    FrozenTest,
    LimitTest,
    NoDataTest,
    OfflineTest,
    Priority,
    RateTest,
    Side,
    StateTest,
)
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality, Reading
from controlcenter.domain.words import Text
from controlcenter.engine.alarms.desk import Desk, Surroundings
from controlcenter.engine.alarms.evaluation import Context, Evaluator
from controlcenter.engine.alarms.timers import Timers

NAME = Text("x", "x")
T0 = 1_700_000_000.0
CABINET = DeviceId("main:x:cabinet")
LAMPS = [DeviceId(f"main:x:lamp-{number}") for number in range(8)]
DEFINITIONS = {
    one.key: one
    for one in (
        AlarmDefinition("high", NAME, LimitTest("v", Side.HIGH, 70, 5), Priority.HIGH, on_delay_s=3, off_delay_s=2),
        AlarmDefinition("jump", NAME, RateTest("v", 60, 5), Priority.LOW),
        AlarmDefinition("stuck", NAME, FrozenTest("v", 20), Priority.LOW),
        AlarmDefinition("mode", NAME, StateTest("mode", ("bad",)), Priority.MEDIUM, count=3, window_s=60),
        AlarmDefinition("silent", NAME, NoDataTest(10), Priority.LOW, on_delay_s=2),
        AlarmDefinition("offline", NAME, OfflineTest(), Priority.LOW, explains=True),
    )
}


def recorded_feed(seed: int) -> list[tuple[float, DeviceId, object]]:
    """Arrival, device, and a batch of readings or an online flag: out of order, twice, skewed, with gaps."""
    dice = random.Random(seed)
    feed: list[tuple[float, DeviceId, object]] = []
    at = T0
    for _ in range(4000):
        at += dice.expovariate(8.0)
        if dice.random() < 0.004:
            at += dice.uniform(5, 40)
        device = dice.choice([CABINET, *LAMPS])
        if dice.random() < 0.02:
            feed.append((at, device, dice.random() < 0.6))
            continue
        source = at + dice.choice([0.0, -0.2, -5.0, 3.0])
        quality = dice.choices([Quality.GOOD, Quality.UNCERTAIN, Quality.STALE, Quality.BAD], [90, 5, 3, 2])[0]
        batch = [Reading(device, "v", dice.choice([10.0, 50.0, 66.0, 72.0, 95.0]), source, at, quality)]
        if dice.random() < 0.3:
            batch.append(Reading(device, "mode", dice.choice(["ok", "bad"]), source, at, quality))
        feed.extend([(at, device, batch)] * (2 if dice.random() < 0.05 else 1))
    return feed


def journal_of(feed, look_every_s: float, share: int) -> list[JournalEntry]:
    timers = Timers()
    steps: list[JournalEntry] = []
    around = Surroundings(
        lambda alarm: DEFINITIONS[alarm.condition],
        lambda _device: None,
        lambda device: [] if device == CABINET else [CABINET],
        lambda _device: 15.0,
    )
    desk = Desk(around, timers, lambda step: steps.append(step.entry))
    evaluator = Evaluator(timers, desk.on_condition)
    for device in (CABINET, *LAMPS):
        evaluator.watch(device, DEFINITIONS, Context(10.0, lambda _k, _v: False, frozenset(), T0), T0)
    looked = T0
    for at, device, what in feed:
        while looked + look_every_s < at:
            looked += look_every_s
            timers.run(looked)
            evaluator.sweep(looked, share)
        if isinstance(what, bool):
            evaluator.connection(device, what, at)
        else:
            evaluator.readings(what)
    for _ in range(share + 1):
        looked += 100.0
        timers.run(looked)
        evaluator.sweep(looked, share)
    return steps


def told(entries: list[JournalEntry]) -> list[tuple[float, AlarmId, str]]:
    return sorted((entry.at, entry.alarm, entry.event.value) for entry in entries)


@pytest.mark.parametrize("seed", range(5))
def test_looking_often_or_seldom_gives_the_same_journal(seed):
    feed = recorded_feed(seed)
    live = journal_of(feed, 0.05, 20)
    fast = journal_of(feed, 1.0, 1)
    assert len(live) > 100
    assert told(live) == told(fast)


def test_the_same_feed_replayed_gives_the_same_journal_line_by_line():
    feed = recorded_feed(11)
    assert journal_of(feed, 0.05, 20) == journal_of(feed, 0.05, 20)
