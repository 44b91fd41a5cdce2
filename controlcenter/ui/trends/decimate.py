"""Few points that look like many: minimum and maximum of every pixel, with gaps kept open."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_EMPTY = np.empty(0, np.float64)


class Line(NamedTuple):
    """What one curve draws: ``x`` s, ``y`` values, and ``breaks``, rising indices at which a new stretch begins."""

    x: Floats
    y: Floats
    breaks: npt.NDArray[np.intp]


NO_LINE = Line(_EMPTY, _EMPTY, np.empty(0, np.intp))


def decimate(
    times: Floats, values: Floats, start: float, end: float, slots: int, gap_s: float, step: bool = False
) -> Line:
    """The line of ``[start, end]`` on *slots* pixels; *times* (n,) rising s, *values* (n,) with NaN where unknown.

    Two samples further apart than *gap_s* are not joined, nor is anything across a NaN. Slots lie on whole
    multiples of their width, so a line does not shimmer while time moves on. With *step* a value holds until the
    next one, at most *gap_s*.
    """
    first = max(0, int(np.searchsorted(times, start)) - 1)
    last = min(len(times), int(np.searchsorted(times, end, "right")) + 1)
    t, v = times[first:last], values[first:last]
    if len(t) == 0:
        return NO_LINE
    if len(t) <= 2 * slots:
        return _steps(t, v, gap_s, end) if step else _joined(t, v, np.diff(t) > gap_s)
    return _envelope(t, v, start, end, slots, gap_s)


def _envelope(t: Floats, v: Floats, start: float, end: float, slots: int, gap_s: float) -> Line:
    width = (end - start) / slots
    edges = np.arange(np.floor(start / width), np.floor(end / width) + 2) * width
    begins = np.unique(np.searchsorted(t, edges))
    begins = begins[begins < len(t)]
    if len(begins) == 0 or begins[0] != 0:
        begins = np.insert(begins, 0, 0)
    ends = np.append(begins[1:], len(t)) - 1
    low, high = np.fmin.reduceat(v, begins), np.fmax.reduceat(v, begins)
    falling = v[ends] < v[begins]
    x, y = np.empty(2 * len(begins)), np.empty(2 * len(begins))
    x[0::2], x[1::2] = t[begins], t[ends]
    y[0::2], y[1::2] = np.where(falling, high, low), np.where(falling, low, high)
    apart = np.zeros(len(x) - 1, np.bool_)
    apart[1::2] = t[begins[1:]] - t[ends[:-1]] > gap_s
    return _joined(x, y, apart)


def _joined(x: Floats, y: Floats, apart: npt.NDArray[np.bool_]) -> Line:
    """Leave out NaN and say where the line breaks; *apart* (n-1,) tells which neighbours are not joined."""
    known = ~np.isnan(y)
    if known.all():
        return Line(x, y, np.flatnonzero(apart) + 1)
    # A stretch is numbered by the breaks before it; a missing value is a break as well.
    stretch = np.cumsum(np.concatenate(([False], apart)) | ~known)[known]
    return Line(x[known], y[known], np.flatnonzero(np.diff(stretch)) + 1)


def _steps(t: Floats, v: Floats, gap_s: float, end: float) -> Line:
    """Each value as a level stretch to the next sample, or to ``gap_s`` after it when none came by then."""
    until = np.append(t[1:], max(t[-1], end))
    until = np.minimum(until, t + gap_s)
    x, y = np.empty(2 * len(t)), np.repeat(v, 2)
    x[0::2], x[1::2] = t, until
    apart = np.zeros(len(x) - 1, np.bool_)
    apart[1::2] = t[1:] > until[:-1]
    return _joined(x, y, apart)
