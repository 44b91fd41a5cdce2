"""The numbers of ISA-18.2 from hand-made journals in a real store."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest

from controlcenter.domain.alarms import (
    Alarm,
    Cycle,
    Deed,
    Event,
    Sight,
    Step,
    acknowledge,
    change_priority,
    clear,
    raise_,
    realarm,
    shelve,
    suppress,
    unshelve,
)
from controlcenter.domain.commands import Operator
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.ids import DeviceId
from controlcenter.engine.alarms.counting import floods
from controlcenter.engine.alarms.flood import ISA_18_2, FloodMeter
from controlcenter.engine.alarms.statistics import statistics, statistics_of
from controlcenter.engine.face import AlarmStatistics
from controlcenter.storage import Store
from controlcenter.storage.alarms import CYCLES, EVENTS, AlarmRows

DAY = 86400.0
START = datetime(2026, 11, 1, tzinfo=timezone(timedelta(hours=7))).timestamp()
"""Midnight in the city."""
ZONE = timezone(timedelta(hours=7))
LAN = Operator("lan", "desk-1")


class Journal:
    """A journal that is written down by what happens to alarms; times are seconds after START."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._alarms: dict[str, Alarm] = {}

    def raised(self, at: float, key: str = "a", priority: Priority = Priority.LOW) -> None:
        self._keep(key, raise_(self._of(key, priority), Sight(START + at)))

    def cleared(self, at: float, key: str = "a") -> None:
        self._keep(key, clear(self._of(key), Sight(START + at)))

    def acknowledged(self, at: float, key: str = "a") -> None:
        self._keep(key, acknowledge(self._of(key), Deed(LAN, START + at)))

    def shelved(self, at: float, key: str = "a") -> None:
        self._keep(key, shelve(self._of(key), Deed(LAN, START + at, "crew"), 3600.0))

    def unshelved(self, at: float, key: str = "a") -> None:
        self._keep(key, unshelve(self._of(key), Deed(LAN, START + at)))

    def suppressed(self, at: float, key: str = "a") -> None:
        self._keep(key, suppress(self._of(key), alarm_id("parent"), START + at))

    def realarmed(self, at: float, key: str = "a") -> None:
        self._keep(key, realarm(self._of(key), START + at))

    def reprioritised(self, at: float, priority: Priority, key: str = "a") -> None:
        self._keep(key, change_priority(self._of(key), priority, START + at))

    def pulse(self, at: float, key: str = "a", lasts: float = 30.0, priority: Priority = Priority.LOW) -> None:
        """Raised, cleared and acknowledged."""
        self.raised(at, key, priority)
        self.cleared(at + lasts, key)
        self.acknowledged(at + lasts, key)

    def count(self, days: float = 30.0, first: float = 0.0) -> AlarmStatistics:
        return statistics_of(self._store, START + first, START + first + days * DAY, ZONE)

    def _of(self, key: str, priority: Priority = Priority.LOW) -> Alarm:
        return self._alarms.setdefault(key, Alarm(alarm_id(key), priority))

    def _keep(self, key: str, step: Step) -> None:
        self._alarms[key] = step.alarm
        self._store.save_alarm_steps([step.alarm], [step.entry])


def alarm_id(key: str) -> AlarmId:
    return AlarmId(DeviceId(f"q1:tasmota:{key}"), "fault")


def value(found: AlarmStatistics, code: str) -> float | None:
    return next(one.value for one in found.measures if one.code == code)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    store = Store.open(tmp_path / "controlcenter.sqlite")
    yield Journal(store)
    store.close()


RATES = {"per_hour", "per_10_min", "busy_periods", "in_flood", "top_ten", "mix_low", "mix_medium", "mix_high"}


def test_an_empty_journal_says_nothing(journal: Journal) -> None:
    found = journal.count()
    assert found.since is None
    assert found.activations == 0
    assert {one.value for one in found.measures} == {None}
    assert len(found.per_day) == 30 and len(found.per_10_min) == 30 * 144
    assert {slot.count for slot in (*found.per_day, *found.per_10_min)} == {0}
    assert not any((found.floods, found.most_frequent, found.chattering, found.fleeting, found.stale))
    assert found.by_priority == (0, 0, 0, 0)
    assert found.acknowledge_s == ()


def test_every_measure_comes_with_its_target(journal: Journal) -> None:
    assert [(one.code, one.acceptable, one.manageable) for one in journal.count().measures] == [
        ("per_hour", 6.0, 12.0), ("per_10_min", 1.0, 2.0), ("busy_periods", 0.01, None), ("in_flood", 0.01, None),
        ("top_ten", 0.05, None), ("chattering", 0.0, None), ("fleeting", 0.0, None), ("stale", 5.0, None),
        ("mix_low", 0.8, None), ("mix_medium", 0.15, None), ("mix_high", 0.05, None),
        ("time_to_acknowledge", None, None),
    ]  # fmt: skip


def test_less_than_thirty_days_give_no_rates_but_what_was_seen(journal: Journal) -> None:
    journal.pulse(2 * DAY, lasts=5.0)
    found = journal.count()
    assert found.since == START + 2 * DAY
    assert {one.code for one in found.measures if one.value is None} == RATES
    assert value(found, "fleeting") == 1.0
    assert found.by_priority == (1, 0, 0, 0)
    assert {one.code for one in journal.count(7.0, 2 * DAY).measures if one.value is None} == RATES


def test_rates_and_mix_of_thirty_days(journal: Journal) -> None:
    for n in range(100):
        priority = (
            Priority.LOW if n < 70 else Priority.MEDIUM if n < 90 else Priority.HIGH if n < 97 else Priority.CRITICAL
        )
        journal.pulse(n * 7 * 3600.0, f"lamp-{n % 20}-{priority}", priority=priority)
    found = journal.count()
    assert found.activations == 100
    assert value(found, "per_hour") == pytest.approx(100 / 720)
    assert value(found, "per_10_min") == pytest.approx(100 / 4320)
    assert (value(found, "busy_periods"), value(found, "in_flood")) == (0.0, 0.0)
    assert value(found, "mix_low") == pytest.approx(0.7)
    assert value(found, "mix_medium") == pytest.approx(0.2)
    assert value(found, "mix_high") == pytest.approx(0.1)
    assert found.by_priority == (70, 20, 7, 3)
    assert sum(slot.count for slot in found.per_day) == sum(slot.count for slot in found.per_10_min) == 100


def test_the_ten_most_frequent_and_their_share(journal: Journal) -> None:
    for n in range(12):
        for turn in range(n + 1):
            journal.pulse(turn * 3600.0 + n * 100.0, f"lamp-{n:02}")
    found = journal.count()
    assert [(one.alarm.device[-7:], one.count) for one in found.most_frequent] == [
        (f"lamp-{n:02}", n + 1) for n in range(11, 1, -1)
    ]
    assert found.most_frequent[0].share == pytest.approx(12 / 78)
    assert value(found, "top_ten") == pytest.approx(75 / 78)


def test_days_begin_at_midnight_of_the_city(journal: Journal) -> None:
    journal.pulse(DAY - 100.0)
    journal.pulse(DAY + 100.0)
    journal.pulse(DAY + 900.0)
    found = journal.count(3.0)
    assert [(slot.start - START, slot.count) for slot in found.per_day] == [(0.0, 1), (DAY, 2), (2 * DAY, 0)]
    busy = [(slot.start - START, slot.count) for slot in found.per_10_min if slot.count]
    assert busy == [(DAY - 600.0, 1), (DAY, 1), (DAY + 600.0, 1)]


def test_what_an_overlay_hides_is_no_activation_until_it_comes_back(journal: Journal) -> None:
    journal.raised(0.0)
    journal.shelved(10.0)
    journal.cleared(20.0)
    journal.raised(30.0)
    journal.unshelved(40.0)  # still there: calls again
    journal.suppressed(0.0, "b")
    journal.raised(50.0, "b")
    assert journal.count().activations == 2


def test_what_calls_again_is_an_activation(journal: Journal) -> None:
    journal.raised(0.0)
    journal.reprioritised(5.0, Priority.MEDIUM)  # nobody had taken note: it was calling already
    journal.acknowledged(10.0)
    journal.realarmed(20.0)
    journal.acknowledged(30.0)
    journal.reprioritised(40.0, Priority.HIGH)
    journal.acknowledged(50.0)
    journal.reprioritised(60.0, Priority.LOW)
    found = journal.count()
    assert found.activations == 3
    assert found.by_priority == (1, 1, 1, 0)


def test_three_activations_within_a_minute_chatter(journal: Journal) -> None:
    for at in (0.0, 30.0, 60.0, 500.0):
        journal.pulse(at, "chatters", lasts=15.0)
    for at in (0.0, 30.0, 61.0):
        journal.pulse(at, "slower", lasts=15.0)
    found = journal.count()
    assert [(one.alarm, one.count, one.share) for one in found.chattering] == [(alarm_id("chatters"), 3, 3 / 7)]
    assert value(found, "chattering") == 1.0


def test_what_goes_within_ten_seconds_is_fleeting(journal: Journal) -> None:
    journal.raised(0.0)
    journal.acknowledged(5.0)
    journal.cleared(10.0)
    journal.pulse(100.0, lasts=10.5)
    journal.suppressed(200.0)
    journal.raised(201.0)
    journal.cleared(202.0)
    found = journal.count()
    assert [(one.alarm, one.count) for one in found.fleeting] == [(alarm_id("a"), 1)]


def test_what_stands_for_more_than_a_day_is_stale(journal: Journal) -> None:
    journal.raised(-3 * DAY, "silent")
    journal.raised(-2 * DAY, "touched")
    journal.raised(-2 * DAY, "shelved")
    journal.raised(0.0, "gone")
    journal.acknowledged(3600.0, "touched")
    journal.shelved(3600.0, "shelved")
    journal.cleared(DAY + 10.0, "gone")
    journal.raised(28 * DAY, "late")
    journal.raised(29.5 * DAY, "young")
    found = journal.count()
    assert found.stale == (
        (alarm_id("silent"), START - 3 * DAY), (alarm_id("touched"), START - 2 * DAY),
        (alarm_id("late"), START + 28 * DAY),
    )  # fmt: skip
    assert value(found, "stale") == 3.0


def test_the_time_to_acknowledge_runs_from_the_first_call(journal: Journal) -> None:
    for n in range(20):
        journal.raised(n * 1000.0, f"lamp-{n}")
        journal.acknowledged(n * 1000.0 + n + 1, f"lamp-{n}")
    journal.raised(0.0, "pump", Priority.CRITICAL)
    journal.cleared(10.0, "pump")
    journal.raised(20.0, "pump")
    journal.acknowledged(50.0, "pump")
    journal.raised(0.0, "never", Priority.HIGH)
    found = journal.count()
    assert [one[0] for one in found.acknowledge_s] == [Priority.LOW, Priority.CRITICAL]
    assert [one[1] for one in found.acknowledge_s] == pytest.approx([10.5, 50.0])
    assert [one[2] for one in found.acknowledge_s] == pytest.approx([19.05, 50.0])
    assert value(found, "time_to_acknowledge") == pytest.approx(11.0)


def test_a_flood_is_counted_from_its_eleventh_alarm_to_the_calm(journal: Journal) -> None:
    for n in range(15):
        journal.raised(DAY + n * 10.0, f"lamp-{n}")
    journal.raised(0.0)
    found = journal.count()
    # When the 11th is ten minutes old only four younger ones are left.
    assert found.floods == ((START + DAY + 100.0, START + DAY + 100.0 + 600.0, 5),)
    assert value(found, "in_flood") == pytest.approx(600.0 / (30 * DAY))
    assert value(found, "busy_periods") == pytest.approx(1 / 4320)
    assert [slot.start - START for slot in found.per_day if slot.flood] == [DAY]
    assert [slot.start - START for slot in found.per_10_min if slot.flood] == [DAY, DAY + 600.0]


@pytest.mark.parametrize("seed", range(20))
def test_floods_are_those_the_live_meter_sees(seed: int) -> None:
    rng = np.random.default_rng(seed)
    times = np.sort(rng.integers(0, 800, int(rng.integers(0, 250))) * 10.0)
    meter, seen = FloodMeter(), []
    for at in (*times.tolist(), 1e9):
        meter.annunciated(at)
        if meter.last is not None and meter.last not in seen:
            seen.append(meter.last)
    assert [(flood.begin, flood.end) for flood in floods(times, 1e9, ISA_18_2)] == seen


def test_a_flood_that_is_on_ends_with_the_period() -> None:
    (flood,) = floods(np.linspace(0.0, 190.0, 20), 300.0, ISA_18_2)
    assert flood == (100.0, 300.0, 10)


def test_fifty_thousand_activations_in_thirty_days_take_less_than_a_second() -> None:
    rng = np.random.default_rng(1)
    count, known = 50_000, 5000
    raised = np.sort(rng.random(count)) * 30 * DAY + START
    at = np.concatenate([raised, raised + 30, raised + 90])
    event, before, after = (
        np.repeat([table.index(one) for one in column], count).astype(np.uint8)
        for table, column in (
            (EVENTS, (Event.RAISED, Event.ACKNOWLEDGED, Event.CLEARED)),
            (CYCLES, (Cycle.NORMAL, Cycle.UNACKNOWLEDGED, Cycle.ACKNOWLEDGED)),
            (CYCLES, (Cycle.UNACKNOWLEDGED, Cycle.ACKNOWLEDGED, Cycle.NORMAL)),
        )
    )
    order = np.argsort(at, kind="stable")
    alarm = np.tile(rng.integers(0, known, count), 3).astype(np.int32)
    level = np.full(len(at), Priority.MEDIUM, np.uint8)
    rows = AlarmRows(
        at[order], np.arange(len(at)), alarm[order], event[order], before[order], after[order], level,
        np.zeros(len(at), np.uint8), tuple(alarm_id(str(n)) for n in range(known)),
    )  # fmt: skip
    began = time.process_time()
    found = statistics(rows, (), START, START + 30 * DAY, START, UTC)
    assert time.process_time() - began < 1.0
    assert found.activations == count
    assert value(found, "time_to_acknowledge") == pytest.approx(30.0)
