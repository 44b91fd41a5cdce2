"""What the charts draw: decimation, gaps, steps, ticks, live samples, pieces of history."""

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from controlcenter.domain.ids import PointId, parse_point
from controlcenter.domain.kinds import PointKind
from controlcenter.domain.words import Text
from controlcenter.engine.face import EngineError, Series
from controlcenter.ui.trends.decimate import decimate
from controlcenter.ui.trends.history import AT_ONCE, LENGTHS_S, YOUNG_S, HistoryPieces, level_of
from controlcenter.ui.trends.samples import KEPT, LiveSamples, Scale, with_live
from controlcenter.ui.trends.ticks import digits_of, room_for, time_text, time_ticks, value_ticks
from controlcenter.ui.trends.timeview import SHORTEST_S, TimeView
from tests.support.fake_engine import FakeBridge, FakeEngine

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")
POINT = parse_point("s:d:a/level")


def test_decimation_keeps_every_extreme() -> None:
    times = np.arange(100_000, dtype=float)
    values = np.sin(times / 500)
    values[54_321] = 9.0
    values[54_400] = -9.0
    line = decimate(times, values, 0.0, 100_000.0, 1000, 10.0)
    assert len(line.x) <= 2 * 1002
    assert (line.y.max(), line.y.min()) == (9.0, -9.0)
    assert np.all(np.diff(line.x) >= 0)
    assert len(line.breaks) == 0


def test_a_moving_view_does_not_shimmer() -> None:
    times = np.arange(50_000, dtype=float)
    values = np.random.default_rng(1).normal(size=50_000)
    one = decimate(times, values, 10_000.0, 40_000.0, 500, 10.0)
    two = decimate(times, values, 10_007.0, 40_007.0, 500, 10.0)
    same = np.isin(one.y[10:-10], two.y)
    assert same.all()


@pytest.mark.parametrize("count", [50, 20_000])
def test_gaps_and_bad_samples_are_not_joined(count: int) -> None:
    times = np.arange(count, dtype=float)
    values = np.ones(count)
    values[count // 2 : count // 2 + count // 10] = np.nan
    times[count - count // 5 :] += count
    line = decimate(times, values, 0.0, float(times[-1]), 1000 if count > 50 else 100, 5.0)
    assert len(line.breaks) == 2
    assert not np.isnan(line.y).any()


@pytest.mark.parametrize("values", [[], [np.nan], [np.nan, np.nan], [1.0]])
def test_little_or_nothing_draws_without_error(values: list[float]) -> None:
    line = decimate(np.arange(len(values), dtype=float), np.array(values), -1.0, 10.0, 100, 5.0)
    assert len(line.x) == len([value for value in values if value == value])


def test_a_view_far_from_the_samples_is_cheap() -> None:
    times = np.concatenate((np.array([0.0]), np.arange(1e9, 1e9 + 5000)))
    line = decimate(times, np.ones(5001), 1e9, 1e9 + 5000, 100, 5.0)
    assert len(line.x) <= 2 * 104
    assert line.breaks.tolist() == [2]


def test_steps_hold_until_the_next_value_or_until_stale() -> None:
    line = decimate(np.array([0.0, 10.0, 100.0]), np.array([0.0, 1.0, 0.0]), 0.0, 200.0, 100, 30.0, step=True)
    assert list(zip(line.x.tolist(), line.y.tolist(), strict=True)) == [
        (0.0, 0.0),
        (10.0, 0.0),
        (10.0, 1.0),
        (40.0, 1.0),
        (100.0, 0.0),
        (130.0, 0.0),
    ]
    assert line.breaks.tolist() == [4]


def _at(zone: ZoneInfo, *parts: int) -> float:
    return datetime(*parts, tzinfo=zone).timestamp()  # type: ignore[arg-type,misc]  # year, month, day …


@pytest.mark.parametrize(
    ("start", "end", "zone", "texts"),
    [
        ((2026, 11, 23, 22, 0), (2026, 11, 24, 2, 0), HANOI, ["22:00", "23:00", "24.11.", "01:00", "02:00"]),
        ((2026, 11, 23), (2026, 11, 26), HANOI, ["23.11.", "12:00", "24.11.", "12:00", "25.11.", "12:00", "26.11."]),
        ((2026, 10, 24), (2026, 10, 26), BERLIN, ["24.10.", "12:00", "25.10.", "12:00", "26.10."]),
        ((2026, 11, 23, 10, 0, 0), (2026, 11, 23, 10, 0, 30), HANOI, [f"10:00:{s:02}" for s in range(0, 31, 5)]),
    ],
)
def test_ticks_stand_at_round_local_times(
    start: tuple[int, ...], end: tuple[int, ...], zone: ZoneInfo, texts: list[str]
) -> None:
    first, last = _at(zone, *start), _at(zone, *end)
    ticks = time_ticks(first, last, 6, zone)
    step = min(b - a for a, b in pairwise(ticks))
    assert [time_text(tick, step, zone) for tick in ticks] == texts


def test_a_year_has_few_ticks() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC).timestamp()
    assert 5 <= len(time_ticks(now - 366 * 86_400, now, 15, HANOI)) <= 15


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 100, [0, 20, 40, 60, 80, 100]), (1.21, 1.43, [1.25, 1.3, 1.35, 1.4]), (-3, 3, [-2, 0, 2])],
)
def test_value_ticks_are_round(low: float, high: float, ticks: list[float]) -> None:
    assert value_ticks(low, high, 5)[0] == pytest.approx(ticks)


@pytest.mark.parametrize(("step", "digits"), [(1.0, 0), (20.0, 0), (0.5, 1), (0.05, 2), (0.1, 1)])
def test_ticks_have_the_digits_they_need(step: float, digits: int) -> None:
    assert digits_of(step) == digits


def test_an_axis_does_not_jump_while_the_data_fit() -> None:
    now = room_for(10.0, 20.0, None)
    assert room_for(10.5, 19.0, now) == now
    assert room_for(10.0, 40.0, now) != now
    assert room_for(14.0, 14.5, now) != now
    low, high = room_for(5.0, 5.0, None)
    assert low < 5.0 < high


def test_live_samples_only_move_forward_and_stay_bounded() -> None:
    live = LiveSamples()
    assert live.add(1.0, 5.0)
    assert not live.add(1.0, 6.0)
    assert not live.add(0.5, 6.0)
    for at in range(2, 2 * KEPT):
        live.add(float(at), 1.0)
    assert len(live.times) <= 1.5 * KEPT
    assert live.times[-1] == 2 * KEPT - 1
    assert np.all(np.diff(live.times) > 0)


def test_live_goes_on_where_history_ends() -> None:
    live = LiveSamples()
    for at in (8.0, 9.0, 10.0, 11.0):
        live.add(at, at)
    times, values = with_live((np.array([7.0, 9.0]), np.array([0.0, 0.0])), live)
    assert times.tolist() == [7.0, 9.0, 10.0, 11.0]
    assert values.tolist() == [0.0, 0.0, 10.0, 11.0]


def test_words_are_numbered_and_read_back() -> None:
    point = PointKind("f", Text("f", "f"), "enum", values={"none": Text("a", "a"), "lost": Text("b", "b")})
    scale = Scale(point)
    assert [scale.number(value) for value in ("lost", "none", "odd", True)] == [1.0, 0.0, 2.0, 1.0]
    assert scale.word(2.0) == "odd"
    assert scale.word(7.0) is None
    for number in range(100):
        scale.number(f"w{number}")
    assert np.isnan(scale.number("one too many"))


def test_a_view_follows_moves_and_zooms() -> None:
    view = TimeView(1000.0, 600.0)
    view.follow(1010.0)
    assert (view.start, view.end) == (410.0, 1010.0)
    view.zoom(0.5, 500.0, 1010.0)
    assert (view.start, view.end, view.live) == (710.0, 1010.0, True)
    view.move(-100.0, 1010.0)
    view.follow(2000.0)
    assert (view.start, view.end, view.live) == (610.0, 910.0, False)
    view.zoom(0.5, 610.0, 2000.0)
    assert (view.start, view.end) == (610.0, 760.0)
    view.move(5000.0, 2000.0)
    assert (view.end, view.live) == (2000.0, True)
    view.show(100.0, 101.0, 2000.0)
    assert view.span_s == SHORTEST_S


class _Held(FakeBridge):
    """Answers only when told, to see what is asked for."""

    def __init__(self, engine: FakeEngine) -> None:
        super().__init__(engine)
        self.held: list[tuple[object, object, object]] = []

    def ask_then(self, request, done=None, refused=None) -> None:  # type: ignore[no-untyped-def]  # as the bridge
        self.held.append((request, done, refused))

    def answer(self) -> None:
        request, done, refused = self.held.pop(0)
        super().ask_then(request, done, refused)  # type: ignore[arg-type]


def series(point: PointId, start: float, end: float, step: float = 10.0) -> Series:
    times = np.arange(start, end, step)
    return Series(point, times, np.ones(len(times)), np.zeros(len(times), np.uint8))


def test_pieces_scrolled_past_are_never_asked_for(qapp: object) -> None:
    engine = FakeEngine()
    bridge = _Held(engine)
    now = 1_000_000_000.0
    pieces = HistoryPieces(bridge, lambda: now)
    pieces.want([POINT], now - 7 * 86_400, now)
    assert len(bridge.held) == AT_ONCE
    pieces.want([POINT], now - 600, now)
    waiting = pieces.busy
    while bridge.held:
        bridge.answer()
    assert waiting <= AT_ONCE + 3
    asked = [end - start for _, start, end, _ in engine.called("history")]
    assert asked.count(LENGTHS_S[level_of(7 * 86_400)]) == AT_ONCE
    assert pieces.busy == 0


def test_a_complete_piece_is_asked_for_once_and_the_present_again() -> None:
    engine = FakeEngine()
    clock = [1_000_000_000.0]
    pieces = HistoryPieces(FakeBridge(engine), lambda: clock[0])
    pieces.want([POINT], clock[0] - 3600, clock[0])
    first = len(engine.called("history"))
    pieces.want([POINT], clock[0] - 3600, clock[0])
    assert len(engine.called("history")) == first
    clock[0] += YOUNG_S + 1
    pieces.want([POINT], clock[0] - 3600, clock[0])
    assert len(engine.called("history")) == first + 1
    clock[0] += YOUNG_S + 1
    pieces.want([POINT], clock[0] - 3600, clock[0])
    assert len(engine.called("history")) == first + 1
    pieces.expire()
    pieces.want([POINT], clock[0] - 3600, clock[0])
    assert len(engine.called("history")) == first + 2


def test_a_refusal_is_told_and_tried_again_later() -> None:
    engine = FakeEngine()
    engine.refuse["history"] = EngineError("store", "the file is locked")
    clock = [1_000_000_000.0]
    pieces = HistoryPieces(FakeBridge(engine), lambda: clock[0])
    told: list[str] = []
    pieces.refused.connect(told.append)
    pieces.want([POINT], clock[0] - 300, clock[0])
    count = len(told)
    pieces.want([POINT], clock[0] - 300, clock[0])
    assert told == ["the file is locked"] * count
    del engine.refuse["history"]
    clock[0] += 60
    pieces.want([POINT], clock[0] - 300, clock[0])
    assert pieces.busy == 0
    assert len(told) == count


def test_coarser_pieces_stand_in_while_finer_ones_load() -> None:
    engine = FakeEngine()
    now = 1_000_000_000.0
    engine.series[POINT] = series(POINT, now - 90_000, now)
    pieces = HistoryPieces(FakeBridge(engine), lambda: now)
    pieces.want([POINT], now - 86_400, now)
    times, values, _ = pieces.get(POINT, now - 1800, now)
    assert np.count_nonzero(times >= now - 1800) == 180
    assert (values == 1).all()
    assert np.all(np.diff(times) > 0)


def test_stale_and_bad_samples_are_not_drawn() -> None:
    engine = FakeEngine()
    now = 1_000_000_000.0
    engine.series[POINT] = Series(
        POINT, np.array([now - 30, now - 20, now - 10]), np.ones(3), np.array([0, 2, 3], np.uint8)
    )
    pieces = HistoryPieces(FakeBridge(engine), lambda: now)
    pieces.want([POINT], now - 300, now)
    _, values, _ = pieces.get(POINT, now - 300, now)
    assert np.isnan(values).tolist() == [False, True, True]
