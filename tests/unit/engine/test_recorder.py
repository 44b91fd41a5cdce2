"""Readings on their way to the disk: what is kept, what waits, what a kill or a full disk costs."""

import asyncio
import math
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.domain.readings import Quality, Reading, Value
from controlcenter.engine.recorder import Recorder
from controlcenter.storage import Store
from tests.support.clock import HandClock

T = TypeVar("T")
LAMP = DeviceId("q1:tasmota:lamp-1")
G, U, STALE, BAD = Quality.GOOD, Quality.UNCERTAIN, Quality.STALE, Quality.BAD
AT = 1_795_430_000.0


def reading(
    value: Value | None, at: float = AT, quality: Quality = G, key: str = "level", device: str = LAMP
) -> Reading:
    return Reading(DeviceId(device), key, value, at, at + 0.1, quality)


async def at_once(work: Callable[[], T]) -> T:
    return work()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "controlcenter.sqlite", busy_s=0.05)
    yield opened
    opened.close()


@pytest.fixture
def troubles() -> list[str]:
    return []


def make(store: Store, clock: HandClock, troubles: list[str], **settings: float) -> Recorder:
    return Recorder(
        store,
        clock=clock,
        run_write=at_once,
        retention_of=lambda device, key: "state" if key == "on" else "measure",
        retention={"measure": 1000.0},
        on_trouble=troubles.append,
        **settings,  # type: ignore[arg-type]  # numbers of both sorts
    )


@pytest.fixture
async def recorder(store: Store, clock: HandClock, troubles: list[str]) -> AsyncIterator[Recorder]:
    """Not started: the test flushes itself."""
    made = make(store, clock, troubles)
    yield made
    await made.stop()


async def kept(recorder: Recorder, key: str = "level") -> list[tuple[float, float, int]]:
    series = await recorder.history(PointId(LAMP, key), 0, 4e9, 100_000, at_once)
    return list(zip((series.times - AT).tolist(), series.values.tolist(), series.quality.tolist(), strict=True))


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([reading(1), reading(2.5, AT + 1), reading(True, AT + 2)], [(0, 1.0, 0), (1, 2.5, 0), (2, 1.0, 0)]),
        # Repetitions.
        ([reading(1), reading(1), reading(1, AT + 1)], [(0, 1.0, 0), (1, 1.0, 0)]),
        # The mark of a value gone stale is no sample, a value that came late is.
        ([reading(1), reading(1, quality=STALE)], [(0, 1.0, 0)]),
        ([reading(1, AT), reading(7, AT - 500, STALE), reading(1, AT, STALE)], [(-500, 7.0, 1), (0, 1.0, 0)]),
        ([reading(1, quality=U)], [(0, 1.0, 1)]),
        # Out of order, and a correction of the same moment.
        ([reading(2, AT + 2), reading(1, AT + 1)], [(1, 1.0, 0), (2, 2.0, 0)]),
        ([reading(2), reading(3)], [(0, 3.0, 0)]),
        # A time that cannot be.
        (
            [Reading(LAMP, "level", 3, at, AT + n, G) for n, at in enumerate((math.nan, 9e15, -1.0))],
            [(n, 3.0, 0) for n in range(3)],
        ),
    ],
)
async def test_what_becomes_a_sample(
    recorder: Recorder, readings: list[Reading], expected: list[tuple[float, float, int]]
) -> None:
    recorder.record(readings)
    assert await kept(recorder) == expected
    await recorder.flush()
    assert await kept(recorder) == expected
    await recorder.seal()
    assert await kept(recorder) == expected


@pytest.mark.parametrize(
    ("value", "quality"), [(None, G), (None, BAD), (5.0, BAD), (math.inf, G), (math.nan, G), (10**400, G)]
)
async def test_what_is_no_number_is_kept_as_bad(recorder: Recorder, value: Value | None, quality: Quality) -> None:
    recorder.record([reading(value, quality=quality), reading(1, AT + 1)])
    (first, second) = await kept(recorder)
    assert math.isnan(first[1])
    assert first[2] == BAD
    assert second == (1, 1.0, G)


async def test_words_are_kept_where_they_change(recorder: Recorder, store: Store) -> None:
    said = ["none", "none", "mains_lost", None, "none"]
    recorder.record([reading(word, AT + n, key="fault") for n, word in enumerate(said)])
    expected = [("none", 0.0), ("mains_lost", 2.0), ("", 3.0), ("none", 4.0)]
    point = PointId(LAMP, "fault")
    for _ in range(2):
        found = await recorder.texts(point, 0, 4e9, at_once)
        # A None after words is told by quality and an empty text; it never becomes a number.
        assert [(change.value, change.at - AT) for change in found] == expected
        assert await kept(recorder, "fault") == []
        await recorder.flush()


async def test_points_get_the_class_of_their_kind(recorder: Recorder, store: Store) -> None:
    recorder.record([reading(True, key="on"), reading(5)])
    await recorder.flush()
    assert {p.key: cls for p, (_, cls) in store._load_series().items()} == {"on": "state", "level": "measure"}


async def test_history_joins_disk_and_memory_and_sums_up_what_is_too_much(recorder: Recorder) -> None:
    recorder.record([reading(n, AT + n) for n in range(500)])
    await recorder.flush()
    await recorder.seal()
    recorder.record([reading(n, AT + n) for n in range(500, 800)])
    await recorder.flush()
    recorder.record([reading(n, AT + n) for n in range(800, 1000)])
    point = PointId(LAMP, "level")
    whole = await recorder.history(point, AT + 100, AT + 950, 4000, at_once)
    assert not whole.summarised
    assert whole.values.tolist() == list(range(100, 950))
    brief = await recorder.history(point, AT, AT + 1000, 100, at_once)
    assert brief.summarised
    assert brief.values.tolist() == [v for n in range(50) for v in (n * 20, n * 20 + 19)]
    assert (np.diff(brief.times) > 0).all()
    assert len((await recorder.history(point, -math.inf, math.inf, 100, at_once)).times) <= 100
    assert len((await recorder.history(point, AT + 10, AT + 5, 0, at_once)).times) == 0
    nobody = await recorder.history(PointId(LAMP, "never"), AT, AT + 10, 100, at_once)
    assert (len(nobody.times), nobody.summarised) == (0, False)


async def test_two_flushes_at_a_time_write_everything_once(store: Store, clock: HandClock, troubles: list[str]) -> None:
    recorder = make(store, clock, troubles)
    recorder._run_write = asyncio.to_thread  # type: ignore[assignment]  # real threads, so that they overlap
    recorder.record([reading(n, AT + n) for n in range(100)])
    flushes = asyncio.gather(recorder.flush(), recorder.flush())
    recorder.record([reading(n, AT + n) for n in range(100, 200)])
    assert await flushes == [True, True]
    await recorder.stop()
    assert recorder.status().written == 200
    assert store.journal_size() == 200


async def test_a_series_named_in_an_earlier_run_goes_on(
    recorder: Recorder, store: Store, clock: HandClock, troubles: list[str]
) -> None:
    recorder.record([reading(1), reading(2, key="power")])
    await recorder.flush()
    later = make(store, clock, troubles)
    later.record([reading(5, AT + 5, key="power"), reading(6, AT + 6)])
    await later.flush()
    assert await kept(later) == [(0, 1.0, 0), (6, 6.0, 0)]
    await later.stop()


@pytest.mark.expected_errors("history is not being written")
async def test_samples_wait_while_the_file_is_locked_and_are_all_written_after(
    recorder: Recorder, store: Store, troubles: list[str]
) -> None:
    recorder.record([reading(1), reading("none", key="fault")])
    assert store.path is not None
    other = sqlite3.connect(store.path)
    other.execute("BEGIN IMMEDIATE")
    for n in range(1, 4):
        recorder.record([reading(n, AT + n)])
        assert not await recorder.flush()
    status = recorder.status()
    assert (status.state, status.waiting, status.written, status.dropped) == ("failing", 5, 0, 0)
    assert "Another program holds the file" in status.reason
    assert len(await kept(recorder)) == 4
    other.rollback()
    other.close()
    assert await recorder.flush()
    assert len(troubles) == 2
    assert str(store.path) in troubles[0]
    assert troubles[1] == ""
    status = recorder.status()
    assert (status.state, status.waiting, status.written, status.reason) == ("writing", 0, 5, "")
    assert await kept(recorder) == [(float(n), float(max(n, 1) if n else 1), 0) for n in range(4)]
    assert store.journal_size() == 4


@pytest.mark.expected_errors("history is not being written", "the oldest are given up")
async def test_a_disk_that_stays_full_costs_the_oldest_samples_and_says_how_many(
    store: Store, clock: HandClock, troubles: list[str]
) -> None:
    recorder = make(store, clock, troubles, most_waiting=10_000)
    recorder.record([reading(0.5, AT - 1)])
    await recorder.flush()
    raw = store._db._raw_writer()
    raw.execute(f"PRAGMA max_page_count={raw.execute('PRAGMA page_count').fetchone()[0] + 2}")
    for part in range(5):
        recorder.record([reading(part + n / 3000, AT + part * 3000 + n) for n in range(3000)])
        assert not await recorder.flush()
    status = recorder.status()
    assert (status.state, status.waiting, status.dropped) == ("failing", 9000, 6000)
    assert "Free some space" in status.reason
    raw.execute("PRAGMA max_page_count=1000000")
    assert await recorder.flush()
    assert len(await kept(recorder)) == 9001
    assert recorder.status().waiting == 0
    await recorder.stop()
    assert recorder.status().state == "closed"


@pytest.mark.expected_errors("history is not being written", "2 samples could not be written")
async def test_what_cannot_be_written_at_the_end_is_counted(
    store: Store, clock: HandClock, troubles: list[str]
) -> None:
    recorder = make(store, clock, troubles)
    recorder.record([reading(1), reading(2, AT + 1)])
    store.close()
    await recorder.stop()
    assert recorder.status().dropped == 2


async def test_the_task_writes_by_itself_and_stops_with_everything_on_disk(
    store: Store, clock: HandClock, troubles: list[str]
) -> None:
    recorder = make(store, clock, troubles, flush_s=0.01, seal_after=2)
    await recorder.start()
    recorder.record([reading(n, AT + n) for n in range(5)])
    async with asyncio.timeout(20):
        while store.journal_size() or not recorder.status().written:
            await asyncio.sleep(0.005)
    recorder.record([reading(9, AT + 9)])
    await recorder.stop()
    await recorder.stop()
    assert len(await kept(recorder)) == 6
    assert troubles == []
    size = recorder.status().size_bytes
    assert size is not None
    assert size > 0


@pytest.mark.expected_errors("history is not being written")
async def test_the_task_recovers_by_itself(
    store: Store, clock: HandClock, troubles: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("controlcenter.engine.recorder.FIRST_RETRY_S", 0.02)
    recorder = make(store, clock, troubles, flush_s=0.01)
    await recorder.start()
    raw = store._db._raw_writer()
    raw.execute("PRAGMA query_only=ON")
    recorder.record([reading(1)])
    async with asyncio.timeout(20):
        while not troubles:
            await asyncio.sleep(0.005)
        assert recorder.status().state == "failing"
        raw.execute("PRAGMA query_only=OFF")
        while len(troubles) < 2:
            await asyncio.sleep(0.005)
    await recorder.stop()
    assert await kept(recorder) == [(0, 1.0, 0)]


async def test_what_a_killed_run_left_is_sealed_at_the_next_start(
    store: Store, clock: HandClock, troubles: list[str]
) -> None:
    first = make(store, clock, troubles)
    first.record([reading(n, AT + n) for n in range(10)])
    await first.flush()
    second = make(store, clock, troubles, flush_s=0.01)
    await second.start()
    async with asyncio.timeout(20):
        while store.journal_size():
            await asyncio.sleep(0.005)
    await second.stop()
    assert len(await kept(second)) == 10


RECORD_UNTIL_KILLED = """
import asyncio, sys, time
from concurrent.futures import ThreadPoolExecutor
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality, Reading
from controlcenter.engine.recorder import Recorder
from controlcenter.storage import Store

async def main():
    writer = ThreadPoolExecutor(1)
    run = lambda work: asyncio.get_running_loop().run_in_executor(writer, work)
    recorder = Recorder(Store.open(sys.argv[1]), clock=time.time, run_write=run,
                        retention_of=lambda d, k: "measure", retention={}, seal_after=40)
    await recorder.start()
    while True:
        now = time.time()
        recorder.record([Reading(DeviceId("a:b:%d" % n), "level", now, now, now, Quality.GOOD) for n in range(200)])
        print(now, flush=True)
        await asyncio.sleep(0.02)

asyncio.run(main())
"""


def test_a_kill_costs_less_than_a_second(tmp_path: Path) -> None:
    path = tmp_path / "controlcenter.sqlite"
    command = [sys.executable, "-c", RECORD_UNTIL_KILLED, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told: list[float] = []
        while not told or told[-1] - told[0] < 2.2:
            told.append(float(writer.stdout.readline()))
        writer.kill()
        killed_at = time.time()
        told += [float(line) for line in writer.stdout.read().splitlines() if len(line) > 10]
    store = Store.open(path)
    found = store.find_series(PointId(DeviceId(f"a:b:{n}"), "level") for n in range(200))
    assert len(found) == 200
    for number in found.values():
        times = store.read(number, 0, 4e9).times
        expected = np.rint(np.array(told) * 1e6) / 1e6
        # Nothing is missing but the end, and the end is younger than a second.
        np.testing.assert_array_equal(times, expected[: len(times)])
        assert killed_at - times[-1] < 1.0
    assert store.journal_size() < 200 * len(told)
    store.close()
