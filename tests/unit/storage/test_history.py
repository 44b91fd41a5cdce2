"""Samples: written, sealed, read in order, summarised, let go."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.storage import Store
from controlcenter.storage.errors import StoreDamagedError
from controlcenter.storage.history.codec import CodecError, pack_block, pack_chunk, unpack_block, unpack_chunk
from controlcenter.storage.history.journal import JOINED_AT_ONCE
from controlcenter.storage.history.samples import Samples, make_block
from controlcenter.storage.history.texts import LONGEST_TEXT, TextChange

DAY = 86_400.0
NOW = 1_795_430_000.0


def points(*keys: str) -> list[PointId]:
    return [PointId(DeviceId("q1:made:a"), key) for key in keys]


def numbers(store: Store, *keys: str) -> list[int]:
    return list(store.series_ids((point, "measure") for point in points(*keys)).values())


def rows(store: Store, series: int, start: float = 0.0, end: float = 4e9) -> list[tuple[float, float, int]]:
    times, values, quality = store.read(series, start, end)
    return list(zip(times.tolist(), values.tolist(), quality.tolist(), strict=True))


def journal_rows(store: Store) -> int:
    with store._db.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM journal").scalar_one())


def chunk_counts(store: Store, series: int) -> list[int]:
    with store._db.read() as connection:
        wanted = f"SELECT count FROM chunks WHERE series = {series} ORDER BY first_us"
        return list(connection.exec_driver_sql(wanted).scalars())


def test_series_keep_their_numbers(path: Path, store: Store) -> None:
    first = store.series_ids([(points("level")[0], "measure"), (points("on")[0], "state")])
    assert sorted(first.values()) == [1, 2]
    assert store.series_ids([(points("level")[0], "counter")]) == {points("level")[0]: 1}
    again = Store.open(path)
    assert again.find_series(points("level", "on", "never")) == first
    assert again.series_points() == points("level", "on")
    assert again.series_ids([(points("new")[0], "measure"), (points("on")[0], "state")])[points("new")[0]] == 3
    again.close()


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("elsewhere", [False, True])
def test_samples_come_back_in_order_of_time(path: Path, store: Store, sealed: bool, elsewhere: bool) -> None:
    a, b = numbers(store, "a", "b")
    store.append_journal([a, b, a], [NOW, NOW, NOW + 1.000001], [1.5, 7.0, math.nan], [0, 1, 3])
    store.append_journal([a], [NOW + 0.5], [1.75], [0])
    if sealed:
        assert store.seal() == 4
        assert store.journal_size() == 0
    reader = Store.open(path) if elsewhere else store
    times, values, quality = reader.read(a, 0, 4e9)
    assert times.tolist() == [NOW, NOW + 0.5, NOW + 1.000001]
    np.testing.assert_array_equal(values, [1.5, 1.75, math.nan])
    assert quality.tolist() == [0, 0, 3]
    assert rows(reader, b) == [(NOW, 7.0, 1)]
    assert rows(reader, a, NOW + 0.5, NOW + 1.000001) == [(NOW + 0.5, 1.75, 0)]
    assert rows(reader, 99) == []
    if elsewhere:
        reader.close()


def test_a_sample_older_than_what_is_sealed_is_read_in_its_place(store: Store) -> None:
    (a,) = numbers(store, "a")
    store.append_journal([a] * 3, [NOW, NOW + 10, NOW + 20], [0.0, 10.0, 20.0], [0] * 3)
    store.seal()
    store.append_journal([a] * 2, [NOW + 5, NOW - 3 * DAY], [5.0, -3.0], [0, 0])
    expected = [(NOW - 3 * DAY, -3.0, 0), (NOW, 0.0, 0), (NOW + 5, 5.0, 0), (NOW + 10, 10.0, 0), (NOW + 20, 20.0, 0)]
    assert rows(store, a) == expected
    store.seal()
    assert rows(store, a) == expected
    assert rows(store, a, NOW + 4, NOW + 11) == expected[2:4]
    assert store.newest([a])[a] == (NOW + 20, 20.0, 0)


def test_of_two_samples_of_one_moment_the_later_written_stays(store: Store) -> None:
    (a,) = numbers(store, "a")
    store.append_journal([a, a], [NOW, NOW], [1.0, 2.0], [0, 0])
    assert rows(store, a) == [(NOW, 2.0, 0)]
    store.seal()
    store.append_journal([a], [NOW], [3.0], [1])
    assert rows(store, a) == [(NOW, 3.0, 1)]
    store.seal()
    assert rows(store, a) == [(NOW, 3.0, 1)]
    low_high = store.read_summary(a, NOW - 10, NOW + 10, 2)
    assert low_high.values.tolist() == [3.0, 3.0]


def test_samples_days_apart_are_found_from_either_end(store: Store) -> None:
    (a,) = numbers(store, "a")
    times = [NOW + day * DAY * 0.7 for day in range(20)]
    store.append_journal([a] * 20, times, list(range(20)), [0] * 20)
    store.seal()
    for at, value in zip(times, range(20), strict=True):
        assert rows(store, a, at, at + 1) == [(at, float(value), 0)]


def test_a_long_run_is_cut_into_chunks_and_none_is_lost(store: Store) -> None:
    a, b = numbers(store, "a", "b")
    times = np.repeat(NOW + np.arange(250_000) * 0.1, 2)
    store.append_journal(np.tile([a, b], 250_000), times, np.arange(500_000.0), np.zeros(500_000, np.uint8))
    assert store.seal() == 500_000
    assert len(store.read(a, 0, 4e9).times) == 250_000
    assert store.read(b, 0, 4e9).values[-1] == 499_999.0


def test_sealing_can_be_given_up_half_way(store: Store) -> None:
    (a,) = numbers(store, "a")
    store.append_journal([a] * 5000, NOW + np.arange(5000.0), np.arange(5000.0), [0] * 5000)
    steps = store.sealing()
    assert next(steps) == 0
    steps.close()  # type: ignore[attr-defined]  # generators have it
    assert store.journal_size() == 5000
    store.append_journal([a], [NOW + 5000], [1.0], [0])
    assert store.seal() == 5001
    assert len(store.read(a, 0, 4e9).times) == 5001


def test_many_small_rows_are_joined_and_none_is_lost(path: Path, store: Store) -> None:
    (a,) = numbers(store, "a")
    steps = None
    for at in range(2 * JOINED_AT_ONCE + 300):
        store.append_journal([a], [NOW + at], [float(at)], [0])
        if at == 150:
            steps = store.sealing()
            next(steps)
    assert steps is not None
    assert journal_rows(store) < 151 + JOINED_AT_ONCE
    assert sum(steps) == 151
    assert store.journal_size() == 2 * JOINED_AT_ONCE + 149
    beside = Store.open(path)
    assert beside.journal_size() == 2 * JOINED_AT_ONCE + 149
    for one in (store, beside):
        assert one.read(a, 0, 4e9).values.tolist() == list(range(2 * JOINED_AT_ONCE + 300))
    beside.close()


def test_few_samples_join_the_last_chunk_of_their_series(store: Store) -> None:
    a, b = numbers(store, "a", "b")
    for round_ in range(40):
        times = NOW + round_ * 100 + np.arange(20.0)
        store.append_journal([a] * 20, times, [float(round_)] * 20, [0] * 20)
        if round_ == 0:
            store.append_journal([b], [NOW], [1.0], [0])
        assert store.seal() == 20 + (round_ == 0)
    assert chunk_counts(store, a) == [600, 200]
    assert chunk_counts(store, b) == [1]
    assert len(rows(store, a)) == 800
    assert store.count(a, 0, 4e9) == 800


def test_a_sealing_given_up_between_two_parts_leaves_each_sample_once(
    path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("controlcenter.storage.history.chunks._SAMPLES_A_PART", 100)
    series = numbers(store, *"abcd")
    for number in series:
        store.append_journal([number] * 100, NOW + np.arange(100.0), np.arange(100.0), [0] * 100)
    steps = store.sealing()
    while not chunk_counts(store, series[0]):
        assert next(steps) == 0
    steps.close()  # type: ignore[attr-defined]  # generators have it
    assert store.journal_size() == 400
    beside = Store.open(path)
    for number in series:
        assert beside.read(number, 0, 4e9).values.tolist() == list(range(100))
    assert beside.seal() == 400
    assert [chunk_counts(beside, number) for number in series] == [[100]] * 4
    beside.close()


def test_what_is_written_while_the_journal_is_sealed_stays(store: Store) -> None:
    (a,) = numbers(store, "a")
    store.append_journal([a], [NOW], [1.0], [0])
    steps = store.sealing()
    next(steps)
    store.append_journal([a], [NOW + 1], [2.0], [0])
    assert sum(steps) == 1
    assert store.journal_size() == 1
    assert rows(store, a) == [(NOW, 1.0, 0), (NOW + 1, 2.0, 0)]


def test_the_newest_is_told_from_journal_and_chunks(path: Path, store: Store) -> None:
    a, b, c = numbers(store, "a", "b", "c")
    store.append_journal([a, b], [NOW, NOW], [1.0, math.nan], [0, 3])
    store.seal()
    store.append_journal([a], [NOW + 1], [2.0], [1])
    beside = Store.open(path)
    for one in (store, beside):
        newest = one.newest([a, b, c])
        assert newest[a] == (NOW + 1, 2.0, 1)
        assert newest[b].at == NOW
        assert math.isnan(newest[b].value)
        assert c not in newest
    beside.close()


def test_an_overview_tells_what_the_samples_tell(store: Store) -> None:
    (a,) = numbers(store, "a")
    rng = np.random.default_rng(3)
    times = NOW + np.sort(rng.uniform(0, 4 * 3600, 20_000)).round(6)
    values = np.cumsum(rng.normal(size=20_000)).round(2)
    values[5000:6000] = math.nan
    quality = np.where(np.isnan(values), 3, 0).astype(np.uint8)
    for part in range(0, 18_000, 1500):
        chosen = slice(part, part + 1500)
        store.append_journal([a] * 1500, times[chosen], values[chosen], quality[chosen])
        store.seal()
    store.append_journal([a] * 2000, times[18_000:], values[18_000:], quality[18_000:])
    for slots in (1, 4, 37, 1000):
        start, end = NOW + 100, NOW + 4 * 3600 - 50
        got = store.read_summary(a, start, end, slots)
        inside = (times >= start) & (times < end)
        slot = ((times[inside] - start) / (end - start) * slots).astype(int)
        expected = [values[inside][slot == n] for n in range(slots) if (slot == n).any()]
        assert (np.diff(got.times) > 0).all()
        with np.errstate(all="ignore"):
            np.testing.assert_array_equal(got.values[::2], [np.fmin.reduce(part) for part in expected])
            np.testing.assert_array_equal(got.values[1::2], [np.fmax.reduce(part) for part in expected])
        worst = [quality[inside][slot == n].max() for n in range(slots) if (slot == n).any()]
        assert got.quality[::2].tolist() == worst
    assert store.count(a, 0, 4e9) == 20_000


def test_an_overview_of_nothing_is_empty(store: Store) -> None:
    assert [len(column) for column in store.read_summary(5, 0, 10, 3)] == [0, 0, 0]
    with pytest.raises(ValueError, match="0 slots"):
        store.read_summary(5, 0, 10, 0)


def test_each_class_is_kept_as_long_as_it_is_told(store: Store) -> None:
    short, long = points("short", "long")
    ids = store.series_ids([(short, "measure"), (long, "state"), (points("ever")[0], "other")])
    for number in ids.values():
        for day in range(4):
            store.append_journal([number] * 2, [NOW + 2 * day * DAY, NOW + 2 * day * DAY + 1], [1.0, 2.0], [0, 0])
            store.seal()
    store.append_texts([TextChange(ids[short], NOW, "old", 0), TextChange(ids[short], NOW + 6 * DAY, "new", 0)])
    gone = store.expire({"measure": 3 * DAY, "state": 5 * DAY}, NOW + 7.2 * DAY)
    assert gone == 3 + 2
    assert [len(rows(store, number)) for number in ids.values()] == [2, 4, 8]
    assert [change.value for change in store.read_texts(ids[short], 0, 4e9)] == ["new"]
    assert store.expire({"measure": 3 * DAY, "state": 5 * DAY}, NOW + 7.2 * DAY) == 0


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (([1], [1.0, 2.0], [1.0], [0]), "different lengths"),
        (([1], [math.nan], [1.0], [0]), "not a finite number"),
    ],
)
def test_columns_that_do_not_fit_are_refused(store: Store, columns: tuple[list[float], ...], words: str) -> None:
    numbers(store, "a")
    with pytest.raises(ValueError, match=words):
        store.append_journal(*columns)
    assert store.journal_size() == 0


def test_texts_are_kept_as_changes(store: Store) -> None:
    (a,) = numbers(store, "fault")
    store.append_texts([TextChange(a, NOW, "none", 0), TextChange(a, NOW + 10, "mains_lost", 1)])
    store.append_texts([TextChange(a, NOW + 10, "breaker", 0), TextChange(a, NOW + 20, "x" * 5000 + "\ud800", 0)])
    assert store.read_texts(a, NOW + 5, NOW + 15) == [(a, NOW, "none", 0), (a, NOW + 10, "breaker", 0)]
    assert store.read_texts(a, NOW + 20, 4e9)[-1].value == "x" * LONGEST_TEXT
    store.append_texts([TextChange(a, NOW + 30, "half a letter: \ud800\0", 0)])
    assert store.read_texts(a, NOW + 30, 4e9)[-1].value == "half a letter: ?�"
    store.append_texts([])


def test_a_damaged_journal_names_itself(path: Path) -> None:
    store = Store.open(path)
    (a,) = numbers(store, "a")
    store.append_journal([a], [NOW], [1.0], [0])
    with store._db.write() as connection:
        connection.exec_driver_sql("UPDATE journal SET data = x'01000000010000000000000011'")
    store.close()
    store = Store.open(path)
    with pytest.raises(StoreDamagedError, match="journal: the check sum does not match"):
        store.seal()
    store.close()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-(2**52), 2**52), st.floats(allow_infinity=True), st.integers(0, 3)),
        min_size=1,
        max_size=60,
    )
)
def test_what_is_packed_is_unpacked(rows: list[tuple[int, float, int]]) -> None:
    times, values, quality = zip(*rows, strict=True)
    samples = Samples(np.array(times, np.int64), np.array(values, np.float64), np.array(quality, np.uint8))
    for column, again in zip(samples, unpack_chunk(pack_chunk(samples)), strict=True):
        np.testing.assert_array_equal(column, again)
    block = make_block([5] * len(rows), np.array(times) / 1e6, values, quality)
    for left, right in zip(block, unpack_block(pack_block(block)), strict=True):
        np.testing.assert_array_equal(left, right)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 120), st.integers(0, 255))
def test_rubbish_is_refused_and_never_believed(rubbish: bytes, at: int, byte: int) -> None:
    samples = Samples(np.arange(50, dtype=np.int64), np.arange(50) / 3, np.zeros(50, np.uint8))
    good = pack_chunk(samples)
    spoilt = bytearray(good)
    spoilt[at % len(good)] ^= byte or 1
    for data in (rubbish, bytes(spoilt)):
        for unpack in (unpack_chunk, unpack_block):
            with pytest.raises(CodecError):
                unpack(data)
