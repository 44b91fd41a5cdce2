"""The numbers of ISA-18.2, counted from the journal. What a period of less than thirty days cannot tell is None."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.engine.alarms import counting
from controlcenter.engine.alarms.counting import Floats, Flood
from controlcenter.engine.alarms.flood import ISA_18_2, PERIOD_S, Thresholds
from controlcenter.engine.face import AlarmStatistics, Frequent, Measure, Slot
from controlcenter.storage.alarms import AlarmRows
from controlcenter.storage.store import Store

ENOUGH_S = 30 * 86400.0
"""What ISA-18.2 wants to see before it calls a rate or a share a measure."""
BUSY = 10
"""A period of ten minutes with more than this is a busy one."""
_HOUR_S = 3600.0
_TOP = 10

_TARGETS: Mapping[str, tuple[float | None, float | None]] = {
    "per_hour": (6.0, 12.0),
    "per_10_min": (1.0, 2.0),
    "busy_periods": (0.01, None),
    "in_flood": (0.01, None),
    "top_ten": (0.05, None),
    "chattering": (0.0, None),
    "fleeting": (0.0, None),
    "stale": (5.0, None),
    "mix_low": (0.80, None),
    "mix_medium": (0.15, None),
    "mix_high": (0.05, None),
    "time_to_acknowledge": (None, None),
}
"""Acceptable, manageable at most; in the order they are reported."""


def statistics_of(
    store: Store, start: float, end: float, zone: tzinfo | None = None, thresholds: Thresholds = ISA_18_2
) -> AlarmStatistics:
    """The measures of ``[start, end)``; days begin at midnight of *zone*, of this computer without one.

    *end* is not after now. Raises StoreError.
    """
    return statistics(
        store.alarm_rows(start, end), store.load_alarms(), start, end, store.first_alarm_at(), zone, thresholds
    )  # fmt: skip


def statistics(
    rows: AlarmRows, standing: Iterable[Alarm], start: float, end: float, since: float | None,
    zone: tzinfo | None = None, thresholds: Thresholds = ISA_18_2,
) -> AlarmStatistics:  # fmt: skip
    """Count *rows*, the journal of ``[start, end)``.

    *standing* are the alarms as they stand now: those the rows do not speak of stood all the time. *since* is the
    first entry of the whole journal. An alarm that was raised before *start* and cleared after *end* is not seen.
    """
    order = counting.by_alarm(rows)
    counted = counting.activations(rows)
    times = rows.at[counted]
    found = counting.floods(times, end, thresholds)
    covered = (max(start, since), end) if since is not None else None
    periods = _periods(times, start, end, found)
    days = _days(start, end, zone)
    frequent = _frequent(rows.alarm[counted], rows.alarms, len(times))
    mine = order[counted[order]]
    part = counting.chattering(rows.at[mine], rows.alarm[mine], thresholds.chatter_window_s)
    chatter = _frequent(rows.alarm[mine][part], rows.alarms, len(times))
    brief = counting.fleeting(rows, order, counted, thresholds.fleeting_s)
    fleeting = _frequent(rows.alarm[brief], rows.alarms, len(times))
    stood = _standing(rows, order, standing, start, end, thresholds.stale_s)
    waits, ranks = counting.acknowledgement_times(rows, order, counted)
    mix = np.bincount(rows.priority[counted], minlength=len(Priority) + 1)[1:]
    values = _rates(len(times), periods, found, frequent, mix, covered) | {
        "chattering": None if since is None else float(len(chatter)),
        "fleeting": None if since is None else float(len(fleeting)),
        "stale": None if since is None else float(_most_at_once(stood, days, thresholds.stale_s)),
        "time_to_acknowledge": float(np.median(waits)) if len(waits) else None,
    }
    return AlarmStatistics(
        start, end, since, len(times),
        tuple(Measure(code, values.get(code), *targets) for code, targets in _TARGETS.items()),
        _per_day(times, days, found), tuple(periods), tuple((one.begin, one.end, one.activations) for one in found),
        frequent[:_TOP], chatter, fleeting,
        tuple((one.alarm, one.begin) for one in stood if one.still),
        (int(mix[0]), int(mix[1]), int(mix[2]), int(mix[3])),
        _answer_times(waits, ranks), thresholds.flood_begins,
    )  # fmt: skip


def _rates(
    count: int, periods: Sequence[Slot], found: Sequence[Flood], frequent: Sequence[Frequent],
    mix: npt.NDArray[Any], covered: tuple[float, float] | None,
) -> dict[str, float | None]:  # fmt: skip
    """The measures that need thirty days; empty with fewer."""
    # An hour less is enough: the journal of a month begins with its first alarm, not at midnight.
    if covered is None or covered[1] - covered[0] < ENOUGH_S - _HOUR_S:
        return {}
    begin, end = covered
    lasted = end - begin
    seen = [slot for slot in periods if slot.start + PERIOD_S > begin]
    values: dict[str, float | None] = {
        "per_hour": count / lasted * _HOUR_S,
        "per_10_min": count / lasted * PERIOD_S,
        "busy_periods": sum(slot.count > BUSY for slot in seen) / len(seen),
        "in_flood": sum(flood.end - flood.begin for flood in found) / lasted,
    }
    if count:
        low, medium, high, critical = (mix / count).tolist()
        values |= {"mix_low": low, "mix_medium": medium, "mix_high": high + critical}
        values["top_ten"] = sum(one.count for one in frequent[:_TOP]) / count
    return values


def _periods(times: Floats, start: float, end: float, found: Sequence[Flood]) -> list[Slot]:
    first = start // PERIOD_S * PERIOD_S
    edges = np.arange(first, max(end, first + PERIOD_S), PERIOD_S)
    counts = np.bincount(((times - first) // PERIOD_S).astype(np.int64), minlength=len(edges))
    flooded = _flooded(edges, edges + PERIOD_S, found)
    return [Slot(*row) for row in zip(edges.tolist(), counts.tolist(), flooded.tolist(), strict=True)]


def _per_day(times: Floats, days: Floats, found: Sequence[Flood]) -> tuple[Slot, ...]:
    counts = np.diff(np.searchsorted(times, days))
    flooded = _flooded(days[:-1], days[1:], found)
    return tuple(Slot(*row) for row in zip(days[:-1].tolist(), counts.tolist(), flooded.tolist(), strict=True))


def _flooded(begins: Floats, ends: Floats, found: Sequence[Flood]) -> npt.NDArray[np.bool_]:
    """Which of the consecutive slots a flood touched."""
    touched = np.zeros(len(begins), np.bool_)
    for flood in found:
        touched[np.searchsorted(ends, flood.begin, "right") : np.searchsorted(begins, flood.end, "left")] = True
    return touched


def _days(start: float, end: float, zone: tzinfo | None) -> Floats:
    """Midnights from the one at or before *start* to the one at or after *end*."""
    day = datetime.fromtimestamp(start, UTC).astimezone(zone).date()
    edges: list[float] = []
    while not edges or edges[-1] < end:
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
        edges.append(midnight.timestamp())
        day += timedelta(days=1)
    return np.array(edges)


def _frequent(alarm: npt.NDArray[Any], alarms: Sequence[AlarmId], total: int) -> tuple[Frequent, ...]:
    """The alarms by how often they are in *alarm*, the most frequent first."""
    counts = np.bincount(alarm, minlength=1)
    ranked = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    return tuple(Frequent(alarms[place], int(counts[place]), float(counts[place] / total)) for place in ranked)


class _Stood(NamedTuple):
    alarm: AlarmId
    begin: float
    end: float
    still: bool


def _standing(
    rows: AlarmRows, order: counting.Numbers, standing: Iterable[Alarm], start: float, end: float, least_s: float
) -> list[_Stood]:
    """What stood for more than *least_s*, the longest first."""
    raised = {one.id: one.raised_at for one in standing if one.active and not one.overlaid and one.raised_at < end}
    told = set(rows.alarms)
    # Whoever stands now and is not spoken of in the period stood through all of it.
    found = [_Stood(one, at, end, True) for one, at in raised.items() if one not in told]
    stood = counting.standing(rows, order, start, end)
    known = np.array([raised.get(alarm, start) for alarm in rows.alarms])
    begins = stood.begin.copy()
    whole = stood.open & (stood.begin == start)
    begins[whole] = np.minimum(known[stood.alarm[whole]], start)
    long = np.flatnonzero(stood.end - begins > least_s)
    for place, begin, over, still in zip(
        *(one[long].tolist() for one in (stood.alarm, begins, stood.end, stood.open)), strict=True
    ):
        found.append(_Stood(rows.alarms[place], begin, over, still))
    return sorted((one for one in found if one.end - one.begin > least_s), key=lambda one: (one.begin, one.alarm))


def _most_at_once(stood: Sequence[_Stood], days: Floats, stale_s: float) -> int:
    """How many alarms were stale on the day on which most were."""
    begins = np.array([one.begin + stale_s for one in stood])[:, None]
    ends = np.array([one.end for one in stood])[:, None]
    return int(((begins < days[1:]) & (ends > days[:-1])).sum(0).max(initial=0)) if stood else 0


def _answer_times(waits: Floats, ranks: npt.NDArray[np.uint8]) -> tuple[tuple[Priority, float, float], ...]:
    answers = []
    for priority in Priority:
        own = waits[ranks == priority]
        if len(own):
            median, late = np.percentile(own, (50, 95)).tolist()
            answers.append((priority, median, late))
    return tuple(answers)
