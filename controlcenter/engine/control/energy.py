"""Energy and burning hours of a period, from recorded history, beside what the plan would have used."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import numpy.typing as npt

from controlcenter.domain.devices import Position
from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.domain.plan_times import plan_day, span
from controlcenter.domain.plans import Plan, Segment
from controlcenter.engine.control.suspicion import expected_power
from controlcenter.engine.face import Series

MOST_DEVICES = 2000
"""In one request; who wants more asks in pieces, and can stop between them."""
SLICE_S = 7 * 86400.0
MOST_IN_SLICE = 20_000
"""Samples of one point read at once; where there are more the slice is halved."""
LEAD_S = 3600.0
"""A counter is read so much before and after the period, to know where it stood at its edges."""
HOLD_S = 600.0
"""A value counts until the next one, but no longer than this: of the rest nothing is known."""
BACK_KWH = 0.1
"""A counter that falls by more than this began anew."""
NEW_KWH = 10.0
"""One that begins anew above this is another meter, with a past of its own."""
Floats = npt.NDArray[np.float64]
History = Callable[[PointId, float, float, int], Awaitable[Series]]


class EnergySubject(msgspec.Struct, frozen=True):
    """A device to report on. ``planned``: the stretches of its plan over the period; None: it has no plan."""

    device: DeviceId
    points: frozenset[str]
    """Which of ``energy``, ``power``, ``on`` and ``level`` it reports."""
    rated_w: float | None = None
    planned: tuple[Segment, ...] | None = None


class EnergyUse(msgspec.Struct, frozen=True):
    """What one device used. None: not known. Hours that were not seen are not counted: see the shares (0…1)."""

    device: DeviceId
    kwh: float | None = None
    source: str = ""
    """``counter`` or ``power`` (integrated); empty when nothing tells."""
    kwh_share: float = 0.0
    """Of the period that ``kwh`` speaks for."""
    resets: int = 0
    """How often its counter began anew."""
    hours: float | None = None
    """Lit."""
    hours_share: float = 0.0
    planned_kwh: float | None = None
    """By today's plan; None without a plan or a rated power."""
    planned_hours: float | None = None


class EnergyReport(msgspec.Struct, frozen=True):
    """``[start, end)``, by device; the totals leave out what is not known."""

    start: float
    end: float
    devices: tuple[EnergyUse, ...]
    skipped: int = 0
    """Devices left out because there were too many."""

    @property
    def kwh(self) -> float:
        return sum(use.kwh for use in self.devices if use.kwh is not None)

    @property
    def hours(self) -> float:
        return sum(use.hours for use in self.devices if use.hours is not None)

    @property
    def planned_kwh(self) -> float:
        return sum(use.planned_kwh for use in self.devices if use.planned_kwh is not None)

    @property
    def planned_hours(self) -> float:
        return sum(use.planned_hours for use in self.devices if use.planned_hours is not None)

    @property
    def compared(self) -> tuple[float, float]:
        """kWh used and planned of those devices both are known of."""
        both = [one for one in self.devices if one.kwh is not None and one.planned_kwh is not None]
        return sum(one.kwh or 0.0 for one in both), sum(one.planned_kwh or 0.0 for one in both)


class Counted(NamedTuple):
    kwh: float
    seconds: float
    """Of the period that it speaks for."""
    resets: int = 0


async def energy_report(subjects: Sequence[EnergySubject], start: float, end: float, history: History) -> EnergyReport:
    """What *subjects* used in ``[start, end)``; *history* is the engine's verb. ValueError for an empty period."""
    if not start < end:
        raise ValueError(f"the period ends at {end}, before it begins at {start}")
    uses = [await _use_of(subject, start, end, history) for subject in subjects[:MOST_DEVICES]]
    return EnergyReport(start, end, tuple(uses), max(0, len(subjects) - MOST_DEVICES))


def planned_segments(plan: Plan, start: float, end: float, place: Position, zone: ZoneInfo) -> tuple[Segment, ...]:
    """The stretches of *plan*, as it is today, that ``[start, end)`` touches; devices of one plan share them."""
    first, last = plan_day(plan, start, zone), plan_day(plan, end, zone)
    found = span(plan, first, (last - first).days + 1, place, zone)
    return tuple(one for one in found if one.end > start and one.start < end)


# -- sums ---------------------------------------------------------------------------------------------


def count_energy(times: Floats, kwh: Floats, start: float, end: float) -> Counted | None:
    """Rise of a counter over ``[start, end)``, between samples in a straight line; None when too little is known.

    A counter that begins anew goes on from nought: what it gained since is counted. One that begins far from nought is
    another meter: of it only the rise is counted.
    """
    known = np.isfinite(kwh)
    times, kwh = times[known], kwh[known]
    if len(times) < 2:
        return None
    steps = np.diff(kwh)
    resets = steps < -BACK_KWH
    since = np.where((kwh[1:] >= 0.0) & (kwh[1:] <= NEW_KWH), kwh[1:], 0.0)
    risen = np.concatenate(([0.0], np.cumsum(np.where(resets, since, steps))))
    begin, until = max(start, float(times[0])), min(end, float(times[-1]))
    if begin >= until:
        return None
    first, last = np.interp([begin, until], times, risen)
    within = resets & (times[1:] > start) & (times[1:] < end)
    return Counted(max(0.0, float(last - first)), until - begin, int(np.count_nonzero(within)))


def integrate_power(times: Floats, watts: Floats, start: float, end: float) -> Counted | None:
    """kWh of power that holds until the next sample; None when nothing is known."""
    held = _held_s(times, start, end)
    known = np.isfinite(watts)
    seconds = float(held[known].sum())
    return Counted(float((watts[known] * held[known]).sum()) / 3.6e6, seconds) if seconds > 0 else None


def lit_seconds(times: Floats, values: Floats, start: float, end: float) -> tuple[float, float] | None:
    """Seconds with a value above nought (``on`` or ``level``) and seconds known at all; None when nothing is."""
    held = _held_s(times, start, end)
    seconds = float(held[np.isfinite(values)].sum())
    return (float(held[values > 0].sum()), seconds) if seconds > 0 else None


def planned_use(
    segments: Iterable[Segment], rated_w: float | None, start: float, end: float
) -> tuple[float | None, float]:
    """kWh (None without a rated power) and hours of light that a plan asks for within ``[start, end)``."""
    joules = hours = 0.0
    for one in segments:
        seconds = min(one.end, end) - max(one.start, start)
        level = one.level
        if seconds > 0 and level:
            hours += seconds / 3600.0
            joules += seconds * expected_power(rated_w or 0.0, level)
    return (joules / 3.6e6 if rated_w is not None else None), hours


def _held_s(times: Floats, start: float, end: float) -> Floats:
    """How long each sample counts within ``[start, end)``."""
    if not len(times):
        return np.zeros(0)
    following = np.append(times[1:], np.inf)
    until = np.minimum(np.minimum(following, times + HOLD_S), end)
    held: Floats = np.maximum(until - np.maximum(times, start), 0.0)
    return held


# -- one device ---------------------------------------------------------------------------------------


async def _use_of(subject: EnergySubject, start: float, end: float, history: History) -> EnergyUse:
    counted, source = await _counted(subject, start, end, history), "counter"
    if counted is None and "power" in subject.points:
        times, watts = await _samples(PointId(subject.device, "power"), start - HOLD_S, end, history)
        counted, source = integrate_power(times, watts, start, end), "power"
    lit = await _lit(subject, start, end, history)
    planned_kwh = planned_hours = None
    if subject.planned is not None:
        planned_kwh, planned_hours = planned_use(subject.planned, subject.rated_w, start, end)
    whole = end - start
    return EnergyUse(
        subject.device,
        None if counted is None else counted.kwh,
        "" if counted is None else source,
        0.0 if counted is None else counted.seconds / whole,
        0 if counted is None else counted.resets,
        None if lit is None else lit[0] / 3600.0,
        0.0 if lit is None else lit[1] / whole,
        planned_kwh,
        planned_hours,
    )


async def _counted(subject: EnergySubject, start: float, end: float, history: History) -> Counted | None:
    if "energy" not in subject.points:
        return None
    point = PointId(subject.device, "energy")
    times, kwh = await _samples(point, start - LEAD_S, end + LEAD_S, history)
    return count_energy(times, kwh, start, end)


async def _lit(subject: EnergySubject, start: float, end: float, history: History) -> tuple[float, float] | None:
    for key in ("on", "level"):
        if key in subject.points:
            times, values = await _samples(PointId(subject.device, key), start - HOLD_S, end, history)
            found = lit_seconds(times, values, start, end)
            if found is not None:
                return found
    return None


async def _samples(point: PointId, start: float, end: float, history: History) -> tuple[Floats, Floats]:
    """Every sample of ``[start, end)``, none summarised."""
    times: list[Floats] = [np.zeros(0)]
    values: list[Floats] = [np.zeros(0)]
    begin, length = start, SLICE_S
    while begin < end:
        until = min(begin + length, end)
        series = await history(point, begin, until, MOST_IN_SLICE)
        if series.summarised and length > 1.0:
            length /= 2
            continue
        times.append(series.times)
        values.append(series.values)
        begin = until
    return np.concatenate(times), np.concatenate(values)
