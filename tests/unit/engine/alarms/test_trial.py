"""A definition tried on recorded history fires where it would have, and says when that cannot be known."""

import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np
import pytest

from controlcenter.domain.commands import CommandRecord, CommandState, Operator
from controlcenter.domain.conditions import (
    CommandTest,
    DeviationTest,
    FaultTest,
    LimitTest,
    NoDataTest,
    OfflineTest,
    Side,
    StateTest,
)
from controlcenter.domain.ids import CommandId, DeviceId, PointId
from controlcenter.domain.kinds import Kind, PointKind
from controlcenter.domain.readings import LINK_POINT, Connection, Quality, Reading, link_reading
from controlcenter.engine.alarms import trial
from controlcenter.engine.alarms.replay import PIECE, Subject
from controlcenter.engine.alarms.trial import try_definition
from controlcenter.engine.face import EngineError, Firing, Series, TextSample
from controlcenter.engine.recorder import Recorder
from controlcenter.storage import Store
from controlcenter.storage.commands import CommandEnd
from tests.support.clock import HandClock
from tests.support.feed import LAMP, NAME, condition

T = TypeVar("T")
POINTS = (
    PointKind("p", NAME),
    PointKind("q", NAME),
    PointKind("on", NAME, "bool"),
    PointKind("fault", NAME, "enum", values={"none": NAME, "lamp": NAME}, fault_values=("*",)),
)
KIND = Kind("lamp", NAME, points={point.key: point for point in POINTS})
WORDS = Kind("sign", NAME, points={"fault": POINTS[3]})
HIGH = condition(LimitTest("p", Side.HIGH, 80.0, 5.0))
GOOD, BAD = Quality.GOOD, Quality.BAD


def subject(device: str = LAMP, kind: Kind = KIND) -> Subject:
    return Subject(DeviceId(device), kind, 60.0, lambda _key, value: value not in ("none", "ok"))


class Past:
    """History of points, (time, value) each; NaN is bad. Summarised like the engine's when more than *most*."""

    def __init__(self, ended: tuple[tuple[float, str], ...] = (), **points: list[tuple[float, float | str]]) -> None:
        self.points = points
        self.ended = ended
        self.asked: list[tuple[str, float, float]] = []

    async def history(self, point: PointId, start: float, end: float, most: int) -> Series:
        self.asked.append((point.key, start, end))
        found = [one for one in self.points.get(point.key, []) if start <= one[0] < end]
        summarised = len(found) > most
        times, values = (np.array([one[n] for one in found[:most]], np.float64) for n in (0, 1))
        quality = np.where(np.isnan(values), BAD, GOOD).astype(np.uint8)
        return Series(point, times, values, quality, summarised)

    async def texts(self, point: PointId, start: float, end: float) -> list[TextSample]:
        held = [TextSample(at, str(value), GOOD) for at, value in self.points.get(point.key, []) if at < end]
        before = [one for one in held if one.at < start][-1:]
        return [*before, *(one for one in held if one.at >= start)]

    async def ends(self, _device: DeviceId, start: float, end: float) -> list[CommandEnd]:
        return [CommandEnd(at, "dim", state) for at, state in self.ended if start <= at < end]


async def tried(definition, past, subjects=None, start=0.0, end=1000.0):
    return await try_definition(definition, subjects or [subject()], start, end, past)


async def test_it_fires_where_it_would_have_and_what_still_stands_has_no_end():
    past = Past(p=[(10, 50), (20, 80), (30, 78), (40, 70), (50, 90)])
    found = await tried(HIGH, past)
    assert found.firings == (Firing(LAMP, 20, 40), Firing(LAMP, 50, None))
    assert (found.start, found.end, found.devices, found.left, found.count) == (0, 1000, 1, 0, 2)


async def test_a_switched_off_definition_can_be_tried():
    assert (await tried(condition(HIGH.when, enabled=False), Past(p=[(20, 80)]))).count == 1


async def test_a_delay_that_ends_after_the_last_sample_still_ends():
    past = Past(p=[(20, 80)])
    assert (await tried(condition(HIGH.when, on_delay_s=10.0), past)).firings == (Firing(LAMP, 30, None),)
    assert (await tried(condition(HIGH.when, on_delay_s=10.0), past, end=25)).count == 0


async def test_two_points_are_looked_at_in_the_order_of_their_times():
    past = Past(p=[(10, 50), (30, 50)], q=[(5, 50), (20, 40), (40, 48)])
    found = await tried(condition(DeviationTest("p", 5.0, "q")), past)
    assert found.firings == (Firing(LAMP, 20, 40),)


async def test_on_and_off_come_back_from_history_as_such():
    past = Past(on=[(10, 0), (20, 1), (30, 0)])
    assert (await tried(condition(StateTest("on", (True,))), past)).firings == (Firing(LAMP, 20, 30),)


async def test_words_hold_until_the_next_and_the_one_in_force_at_the_start_counts_from_there():
    past = Past(fault=[(50, "lamp"), (150, "none"), (160, ""), (170, "lamp"), (180, "")])
    found = await tried(condition(FaultTest("fault")), past, start=100)
    assert found.firings == (Firing(LAMP, 100, 150), Firing(LAMP, 170, None))


async def test_gaps_of_all_points_together_are_silence_and_unknown_values_are_not_heard():
    past = Past(p=[(10, 1), (60, math.nan), (100, 1)], q=[(30, 1), (940, 1)])
    found = await tried(condition(NoDataTest()), past)
    assert found.firings == (Firing(LAMP, 90, 100), Firing(LAMP, 160, 940), Firing(LAMP, 1000, None))


async def test_a_device_without_history_is_not_counted():
    found = await tried(HIGH, Past())
    assert (found.devices, found.count, found.firings) == (0, 0, ())


async def test_nothing_is_missed_where_slices_and_pieces_meet(monkeypatch):
    monkeypatch.setattr(trial, "SLICE_S", 30_000.0)
    monkeypatch.setattr(trial, "MOST_IN_SLICE", PIECE + 7)
    samples = [(float(at), 90.0 if at % 10 == 0 else 0.0) for at in range(20_000)]
    past = Past(p=samples)
    found = await tried(HIGH, past, end=20_000.0)
    assert (found.count, len(found.firings)) == (2000, trial.MOST_FIRINGS)
    assert found.firings[-1] == Firing(LAMP, 9990, 9991)


async def test_a_request_ends_after_its_time_and_names_how_many_are_left():
    lamps, times = [subject(f"main:x:{n}") for n in range(5)], iter([0.0, 0.3, 0.6, 0.9])
    past = Past(p=[(1, 90)])
    found = await try_definition(HIGH, lamps, 0.0, 1000.0, past, lambda: next(times))
    assert (found.devices, found.left, found.count) == (2, 3, 2)
    rest = await tried(HIGH, past, lamps[-found.left :])
    assert [one.device for one in rest.firings] == ["main:x:2", "main:x:3", "main:x:4"]


async def test_an_outage_of_the_link_fires_for_as_long_as_it_lasted():
    past = Past(**{LINK_POINT: [(10, "online"), (20, "offline"), (50, "online"), (60, ""), (70, "offline")]})
    found = await tried(condition(OfflineTest(), on_delay_s=5.0), past)
    assert found.firings == (Firing(LAMP, 25, 50), Firing(LAMP, 75, None))


async def test_a_link_that_was_down_at_the_start_counts_from_there():
    past = Past(**{LINK_POINT: [(10, "offline"), (150, "online")]})
    assert (await tried(condition(OfflineTest()), past, start=100)).firings == (Firing(LAMP, 100, 150),)


async def test_a_command_that_failed_fires_until_a_later_one_is_confirmed_or_its_hold_is_over():
    past = Past(ended=((10, "mismatch"), (30, "confirmed"), (40, "refused"), (50, "unconfirmed")))
    found = await tried(condition(CommandTest(hold_s=100.0)), past)
    assert found.firings == (Firing(LAMP, 10, 30), Firing(LAMP, 50, 150))


async def test_a_command_that_failed_before_the_start_may_hold_beyond_it():
    past = Past(ended=((10, "mismatch"), (80, "mismatch")))
    assert (await tried(condition(CommandTest(hold_s=50.0)), past, start=100)).firings == (Firing(LAMP, 100, 130),)


async def test_of_a_long_span_the_end_is_tried():
    past = Past(p=[(1, 90)])
    found = await tried(HIGH, past, end=trial.LONGEST_S + 500)
    assert (found.start, found.devices) == (500, 0)


@pytest.mark.parametrize(
    ("definition", "kind", "code", "words"),
    [
        (condition(NoDataTest()), WORDS, "no_history", "words"),
        (condition(LimitTest("nope", Side.HIGH, 1.0)), KIND, "bad_definition", "nope"),
    ],
)
async def test_what_history_cannot_tell_is_refused_before_anything_is_read(definition, kind, code, words):
    past = Past()
    with pytest.raises(EngineError, match=words) as caught:
        await tried(definition, past, [subject(kind=kind)])
    assert (caught.value.code, past.asked) == (code, [])


# -- with a real recorder ------------------------------------------------------------------------------


async def at_once(work: Callable[[], T]) -> T:
    return work()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "controlcenter.sqlite")
    yield opened
    opened.close()


class Kept:
    """What a recorder and its store kept."""

    def __init__(self, recorder: Recorder, store: Store) -> None:
        self.recorder, self.store = recorder, store

    async def history(self, point: PointId, start: float, end: float, most: int) -> Series:
        return await self.recorder.history(point, start, end, most, at_once)

    async def texts(self, point: PointId, start: float, end: float) -> list[TextSample]:
        changes = await self.recorder.texts(point, start, end, at_once)
        return [TextSample(one.at, one.value, Quality(one.quality)) for one in changes]

    async def ends(self, device: DeviceId, start: float, end: float) -> list[CommandEnd]:
        return self.store.command_ends(device, start, end)


async def test_what_the_recorder_kept_fires_as_it_did_when_it_came(store: Store, clock: HandClock):
    began = time.time() - 5000
    recorder = Recorder(
        store, clock=clock, run_write=at_once, retention_of=lambda _d, _k: "measure", retention={}
    )  # fmt: skip
    rows = [("p", 50.0), ("p", 85), ("fault", "lamp"), ("p", 60.0), ("fault", "none"), ("on", True), ("on", False)]
    recorder.record([Reading(LAMP, key, value, began + n, began + n, GOOD) for n, (key, value) in enumerate(rows)])
    await recorder.flush()

    async def firings(test):
        found = await try_definition(condition(test), [subject()], began - 10, began + 100, Kept(recorder, store))
        return [(round(one.start - began), one.end and round(one.end - began)) for one in found.firings]

    assert await firings(LimitTest("p", Side.HIGH, 80.0)) == [(1, 3)]
    assert await firings(FaultTest("fault")) == [(2, 4)]
    assert await firings(StateTest("on", (True,))) == [(5, 6)]
    assert await firings(NoDataTest(30.0)) == [(36, None)]
    await recorder.stop()


async def test_a_mismatch_and_an_outage_of_last_week_are_counted_after_a_restart(store: Store, clock: HandClock):
    week_ago = time.time() - 7 * 86400
    asked = CommandRecord(
        CommandId(0), LAMP, "dim", {"level": 60}, Operator("lan", "desk-1"), week_ago, week_ago + 60,
        CommandState.REQUESTED, week_ago,
    )  # fmt: skip
    stored = store.new_command(asked)
    store.step_command(msgspec.structs.replace(stored, state=CommandState.MISMATCH, changed_at=week_ago + 10))
    store.new_command(msgspec.structs.replace(asked, requested_at=week_ago + 20, changed_at=week_ago + 20))

    def made() -> Recorder:
        return Recorder(store, clock=clock, run_write=at_once, retention_of=lambda _d, _k: "state", retention={})

    before = made()
    links = (Connection.ONLINE, Connection.ONLINE, Connection.OFFLINE, Connection.UNKNOWN, Connection.ONLINE)
    before.record([link_reading(LAMP, link, week_ago + 10 * n) for n, link in enumerate(links)])
    await before.stop()
    after = made()

    async def tried_now(test):
        span = (week_ago - 86400, week_ago + 86400)
        found = await try_definition(condition(test), [subject()], *span, Kept(after, store))
        return found.devices, [(round(one.start - week_ago), one.end and round(one.end - week_ago))
                               for one in found.firings]  # fmt: skip

    assert await tried_now(CommandTest(("mismatch",), 300.0)) == (1, [(10, 310)])
    assert await tried_now(CommandTest(("expired",), 300.0)) == (1, [])
    assert await tried_now(OfflineTest()) == (1, [(20, 40)])
    await after.stop()
