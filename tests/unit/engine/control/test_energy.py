"""Energy and hours from recorded history: counters that begin anew, gaps, and the plan beside them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlcenter.domain.devices import Position
from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.domain.plans import Plan, Profile, Step, clock, lamp_action
from controlcenter.domain.selections import Selection
from controlcenter.engine.control.energy import (
    EnergySubject,
    count_energy,
    energy_report,
    integrate_power,
    lit_seconds,
    planned_segments,
    planned_use,
)
from controlcenter.engine.face import Series

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOME = Position(105.85, 21.03)
LAMP, OTHER = DeviceId("s:d:1"), DeviceId("s:d:2")
NAN = float("nan")


def at(text: str) -> float:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=ZONE).timestamp()


@pytest.mark.parametrize(
    ("times", "kwh", "used", "seconds", "resets"),
    [
        ([0, 100], [10.0, 12.0], 2.0, 100, 0),
        ([-50, 50, 150], [10.0, 12.0, 14.0], 2.0, 100, 0),  # straight lines over both edges
        ([10, 60], [10.0, 12.0], 2.0, 50, 0),  # nothing known before and after
        ([0, 40, 50, 100], [10.0, 12.0, 0.5, 1.5], 3.5, 100, 1),  # exchanged: half a kWh since, then one more
        ([0, 40, 50, 100], [50_000.0, 50_002.0, 20_000.0, 20_001.0], 3.0, 100, 1),  # another, used meter
        ([0, 40, 50, 100], [10.0, 12.0, 11.95, 13.0], 3.0, 100, 0),  # rounding
        ([0, 50, 100], [10.0, NAN, 12.0], 2.0, 100, 0),
    ],
)
def test_a_counter_is_counted(times: list[float], kwh: list[float], used: float, seconds: float, resets: int) -> None:
    found = count_energy(np.array(times, float), np.array(kwh), 0.0, 100.0)
    assert found is not None
    assert (found.kwh, found.seconds, found.resets) == (pytest.approx(used), seconds, resets)


@pytest.mark.parametrize("times", [[], [50], [-80, -50], [150, 180]])
def test_too_little_of_a_counter_tells_nothing(times: list[float]) -> None:
    assert count_energy(np.array(times, float), np.arange(len(times), dtype=float), 0.0, 100.0) is None


@given(st.lists(st.floats(0, 5), min_size=2, max_size=30), st.floats(0.2, 0.8))
def test_parts_of_a_period_add_up(steps: list[float], part: float) -> None:
    times, kwh = np.arange(len(steps)) * 60.0, np.cumsum(steps)
    end = float(times[-1])
    cut = end * part
    whole, first, second = (
        count_energy(times, kwh, a, b) for a, b in ((0.0, end), (0.0, cut), (cut, end))
    )  # fmt: skip
    assert whole is not None and first is not None and second is not None
    assert first.kwh + second.kwh == pytest.approx(whole.kwh)


def test_power_holds_until_the_next_sample_but_not_through_a_gap() -> None:
    times = np.array([-100.0, 300.0, 900.0, 3000.0])
    found = integrate_power(times, np.array([1000.0, 1000.0, NAN, 2000.0]), 0.0, 3600.0)
    assert found is not None
    assert found.seconds == 300 + 600 + 600
    assert found.kwh == pytest.approx((300 * 1000 + 600 * 1000 + 600 * 2000) / 3.6e6)
    assert integrate_power(np.zeros(0), np.zeros(0), 0.0, 3600.0) is None


def test_hours_are_counted_where_something_is_known() -> None:
    times = np.array([0.0, 600.0, 1200.0, 1800.0])
    assert lit_seconds(times, np.array([1.0, 0.0, NAN, 60.0]), 0.0, 3600.0) == (1200.0, 1800.0)
    assert lit_seconds(times, np.full(4, NAN), 0.0, 3600.0) is None


NIGHT = Plan(
    Selection(devices=(LAMP,)),
    (Profile("p", (Step(clock("18:00"), lamp_action(True, 100)), Step(clock("23:00"), lamp_action(True, 50)),
                   Step(clock("05:00"), lamp_action(False)))),),
    default_profile="p",
)  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "kwh", "hours"),
    [
        ("24T12:00", "25T12:00", 0.5 + 6 * 0.0525, 11.0),
        ("24T12:00", "26T12:00", 1.0 + 12 * 0.0525, 22.0),
        ("24T20:00", "24T21:30", 0.15, 1.5),
        ("24T06:00", "24T17:00", 0.0, 0.0),
        ("24T00:00", "25T00:00", 0.5 + 6 * 0.0525, 11.0),
    ],
)
def test_what_the_plan_would_have_used(start: str, end: str, kwh: float, hours: float) -> None:
    segments = planned_segments(NIGHT, at(start), at(end), HOME, ZONE)
    found_kwh, found_hours = planned_use(segments, 100.0, at(start), at(end))
    assert found_kwh == pytest.approx(kwh)
    assert found_hours == pytest.approx(hours)
    assert planned_use(segments, None, at(start), at(end))[0] is None


class Recorded:
    """History that is summarised when more is asked for than may be read at once."""

    def __init__(self) -> None:
        self.points: dict[PointId, tuple[np.ndarray, np.ndarray]] = {}
        self.asked = 0

    def put(self, device: DeviceId, key: str, times: np.ndarray, values: np.ndarray) -> None:
        self.points[PointId(device, key)] = (times, values)

    async def __call__(self, point: PointId, start: float, end: float, most: int) -> Series:
        self.asked += 1
        times, values = self.points.get(point, (np.zeros(0), np.zeros(0)))
        rows = (times >= start) & (times < end)
        summarised = int(rows.sum()) > most
        if summarised:
            rows &= np.arange(len(times)) % 1000 == 0
        return Series(point, times[rows], values[rows], np.zeros(int(rows.sum()), np.uint8), summarised)


async def test_a_report_has_the_counter_the_hours_and_the_plan() -> None:
    start, end = at("24T12:00"), at("25T12:00")
    recorded = Recorded()
    times = np.arange(start - 7200, end + 7200, 2.0)  # more than is read at once
    lit = (times >= at("24T18:00")) & (times < at("25T05:00"))
    watts = np.where(lit, 100.0, 0.0)
    recorded.put(LAMP, "energy", times, 500.0 + np.cumsum(watts) * 2.0 / 3.6e6)
    recorded.put(LAMP, "on", times, lit.astype(float))
    recorded.put(OTHER, "power", times, watts)
    recorded.put(OTHER, "level", times, lit * 60.0)
    planned = planned_segments(NIGHT, start, end, HOME, ZONE)
    subjects = [
        EnergySubject(LAMP, frozenset({"energy", "on", "power"}), 100.0, planned),
        EnergySubject(OTHER, frozenset({"power", "level"}), None, planned),
        EnergySubject(DeviceId("s:d:3"), frozenset({"energy", "on"})),
    ]
    report = await energy_report(subjects, start, end, recorded)
    lamp, other, silent = report.devices
    assert (lamp.source, other.source, silent.source) == ("counter", "power", "")
    assert lamp.kwh == pytest.approx(1.1, rel=1e-3)
    assert other.kwh == pytest.approx(1.1, rel=1e-3)
    assert (lamp.hours, other.hours) == (pytest.approx(11.0), pytest.approx(11.0))
    assert (lamp.kwh_share, lamp.hours_share, silent.kwh_share) == (pytest.approx(1.0), pytest.approx(1.0), 0.0)
    assert lamp.planned_kwh == pytest.approx(0.815)
    assert (other.planned_kwh, other.planned_hours) == (None, pytest.approx(11.0))
    assert (silent.kwh, silent.hours, silent.planned_hours) == (None, None, None)
    assert report.kwh == pytest.approx(2.2, rel=1e-3)
    assert report.hours == pytest.approx(22.0)
    assert (report.planned_kwh, report.planned_hours) == (pytest.approx(0.815), pytest.approx(22.0))
    assert report.compared == (lamp.kwh, lamp.planned_kwh)


async def test_an_empty_period_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        await energy_report([], 5.0, 5.0, Recorded())
