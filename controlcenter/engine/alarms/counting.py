"""Sums over many lines of the alarm journal at once, as arrays."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from controlcenter.domain.alarms import Cycle, Event
from controlcenter.engine.alarms.flood import (
    CHATTERS,
    PERIOD_S,
    Thresholds,
)
from controlcenter.storage.alarms import CYCLES, EVENTS, AlarmRows

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.intp]


class Flood(NamedTuple):
    begin: float
    end: float
    activations: int
    """From begin to end."""


def _events(*wanted: Event) -> npt.NDArray[np.uint8]:
    return np.array([EVENTS.index(one) for one in wanted], np.uint8)


_BACK = _events(Event.UNSHELVED, Event.SHELF_EXPIRED, Event.RELEASED, Event.PUT_BACK)
_AWAY = _events(Event.SHELVED, Event.SUPPRESSED, Event.TAKEN_OUT)
_CALLS = np.concatenate([_events(Event.RAISED, Event.REALARMED), _BACK])
_RAISED, _CLEARED, _ACKNOWLEDGED, _WITHDRAWN, _REPRIORITISED = _events(
    Event.RAISED, Event.CLEARED, Event.ACKNOWLEDGED, Event.WITHDRAWN, Event.PRIORITY_CHANGED
)
_UNACKNOWLEDGED = CYCLES.index(Cycle.UNACKNOWLEDGED)
_ACTIVE = np.array([cycle.active for cycle in CYCLES])


def activations(rows: AlarmRows) -> Mask:
    """Which lines called for an operator: (n,), true where an alarm without overlay became, or came back, active."""
    rises = (rows.event == _REPRIORITISED) & (rows.before != rows.after)
    calls = np.isin(rows.event, _CALLS) | rises
    mask: Mask = calls & (rows.after == _UNACKNOWLEDGED) & (rows.overlays == 0)
    return mask


def by_alarm(rows: AlarmRows) -> Numbers:
    """The order that puts the lines of one alarm together, oldest first."""
    # One sort of whole numbers is several times faster than a stable one of the alarms.
    count = len(rows.alarm)
    keys = np.sort(rows.alarm.astype(np.int64) * max(count, 1) + np.arange(count))
    order: Numbers = keys % max(count, 1)
    return order


def floods(times: Floats, end: float, thresholds: Thresholds) -> list[Flood]:
    """The floods among activations at *times* (sorted); one still on at *end* ends there."""
    most, least = thresholds.flood_begins, thresholds.flood_ends
    count = len(times)
    begins = np.flatnonzero(times[most:] - times[: max(count - most, 0)] < PERIOD_S) + most
    following = np.append(times[1:], np.inf)
    # Of the newest *least* the oldest leaves the window before the next comes: fewer than *least* are left.
    leaves = times[: max(count - least + 1, 0)] + PERIOD_S
    ends = np.flatnonzero(following[least - 1 :] >= leaves) + least - 1
    found: list[Flood] = []
    after = -1
    while (place := int(np.searchsorted(begins, after, "right"))) < len(begins):
        first = int(begins[place])
        # The last activation always ends a flood: nothing follows it.
        after = int(ends[np.searchsorted(ends, first)])
        over = min(float(times[after - least + 1] + PERIOD_S), end)
        found.append(Flood(float(times[first]), over, after - first + 1))
    return found


def chattering(at: Floats, alarm: npt.NDArray[Any], window_s: float) -> Mask:
    """Which of the activations, ordered by alarm and time, are of three or more within *window_s*."""
    reach = CHATTERS - 1
    near = (alarm[reach:] == alarm[:-reach]) & (at[reach:] - at[:-reach] <= window_s)
    part = np.zeros(len(at), np.bool_)
    for shift in range(CHATTERS):
        part[shift : shift + len(near)] |= near
    return part


def fleeting(rows: AlarmRows, order: Numbers, counted: Mask, within_s: float) -> Numbers:
    """Places of the counted raises whose condition went within *within_s*."""
    steps = order[np.isin(rows.event[order], (_RAISED, _CLEARED))]
    raised, gone = steps[:-1], steps[1:]
    went = (rows.event[raised] == _RAISED) & (rows.event[gone] == _CLEARED) & (rows.alarm[raised] == rows.alarm[gone])
    quick = went & counted[raised] & (rows.at[gone] - rows.at[raised] <= within_s)
    places: Numbers = raised[quick]
    return places


def acknowledgement_times(rows: AlarmRows, order: Numbers, counted: Mask) -> tuple[Floats, npt.NDArray[np.uint8]]:
    """Seconds from the first unanswered activation to the acknowledgement, and the priority, of each that was."""
    ends = np.isin(rows.event, (_ACKNOWLEDGED, _WITHDRAWN))
    steps = order[(counted | ends)[order]]
    if not len(steps):
        return np.zeros(0), np.zeros(0, np.uint8)
    opens = np.ones(len(steps), np.bool_)
    opens[1:] = ends[steps[:-1]] | (rows.alarm[steps[1:]] != rows.alarm[steps[:-1]])
    first = steps[np.maximum.accumulate(np.where(opens, np.arange(len(steps)), 0))]
    answered = (rows.event[steps] == _ACKNOWLEDGED) & counted[first]
    return rows.at[steps[answered]] - rows.at[first[answered]], rows.priority[steps[answered]]


class Standing(NamedTuple):
    """Times for which an alarm stood without overlay: (n,) each; ``open`` where it still stood at the end."""

    alarm: npt.NDArray[np.int64]
    begin: Floats
    end: Floats
    open: Mask


def standing(rows: AlarmRows, order: Numbers, start: float, end: float) -> Standing:
    """When the alarms of *rows* stood. One that stood before its first line is taken to stand from *start* on."""
    alarm, at = rows.alarm[order], rows.at[order]
    stands = (_ACTIVE[rows.after] & (rows.overlays == 0))[order]
    stood = np.empty_like(stands)
    stood[1:] = stands[:-1]
    first = np.ones(len(order), np.bool_)
    first[1:] = alarm[1:] != alarm[:-1]
    stood[first] = _stood_before(rows)[order[first]]
    last = np.append(first[1:], True)[: len(order)]
    # Of each alarm begins and ends take turns, so the nth of the one belongs to the nth of the other.
    begins = (first & stood) | (stands & ~stood)
    ends = (stood & ~stands) | (last & stands)
    return Standing(
        alarm[begins].astype(np.int64),
        np.where(stood, start, at)[begins],
        np.where(stands, end, at)[ends],
        stands[ends],
    )


def _stood_before(rows: AlarmRows) -> Mask:
    """Whether an alarm stood without overlay just before each line, as far as the line tells."""
    came = np.isin(rows.event, _AWAY) & (np.bitwise_and(rows.overlays, rows.overlays - 1) == 0)
    was_free = ((rows.overlays == 0) & ~np.isin(rows.event, _BACK)) | came
    mask: Mask = _ACTIVE[rows.before] & was_free
    return mask
