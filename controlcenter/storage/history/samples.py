"""Samples as arrays, and how they are put together."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Times = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Qualities = npt.NDArray[np.uint8]
SeriesNumbers = npt.NDArray[np.uint32]

US = 1_000_000
_EARLIEST_US = -(1 << 62)
_LATEST_US = 1 << 62
_FURTHEST_S = 4e12


class Samples(NamedTuple):
    """Samples of one series: (n,) µs since 1970 UTC, values (NaN where bad), ``Quality`` numbers."""

    times_us: Times
    values: Floats
    quality: Qualities


class Block(NamedTuple):
    """Samples of many series in the order they were written; four arrays of one length."""

    series: SeriesNumbers
    times_us: Times
    values: Floats
    quality: Qualities

    def of(self, series: int) -> Samples:
        """The samples of one series."""
        mine = np.flatnonzero(self.series == series)
        return Samples(self.times_us[mine], self.values[mine], self.quality[mine])

    def between(self, low: int, high: int) -> "Block":
        """The samples of the series ``low <= number < high``."""
        mine = np.flatnonzero((self.series >= low) & (self.series < high))
        return Block(self.series[mine], self.times_us[mine], self.values[mine], self.quality[mine])


NOTHING = Samples(np.empty(0, np.int64), np.empty(0, np.float64), np.empty(0, np.uint8))


def make_block(series: npt.ArrayLike, times: npt.ArrayLike, values: npt.ArrayLike, quality: npt.ArrayLike) -> Block:
    """Pack samples given with times in seconds; times are kept to the microsecond.

    Raises ValueError when the lengths differ or a time is not a finite number.
    """
    seconds = np.asarray(times, np.float64)
    block = Block(
        np.asarray(series, np.uint32), _whole_us(seconds), np.asarray(values, np.float64), np.asarray(quality, np.uint8)
    )
    if len({len(column) for column in block}) != 1:
        raise ValueError(f"samples in columns of different lengths: {[len(column) for column in block]}")
    return block


def to_us(seconds: float) -> int:
    """A border of a range as µs; infinities become borders beyond every sample."""
    if seconds != seconds:
        raise ValueError("a time range cannot begin or end at NaN")
    return round(min(max(seconds, _EARLIEST_US / US), _LATEST_US / US) * US)


def to_seconds(times_us: Times) -> Floats:
    return times_us / US


def join_blocks(blocks: Sequence[Block]) -> Block:
    """One block of several, in the same order."""
    if len(blocks) == 1:
        return blocks[0]
    if not blocks:
        return Block(np.empty(0, np.uint32), *NOTHING)
    return Block(*(np.concatenate(columns) for columns in zip(*blocks, strict=True)))


def merge(parts: Sequence[Samples], start_us: int, end_us: int) -> Samples:
    """Put *parts* (oldest written first) in order of time, within ``[start_us, end_us)``.

    Of samples of the same time the one written last stays.
    """
    times = np.concatenate([part.times_us for part in parts]) if parts else NOTHING.times_us
    values = np.concatenate([part.values for part in parts]) if parts else NOTHING.values
    quality = np.concatenate([part.quality for part in parts]) if parts else NOTHING.quality
    inside = (times >= start_us) & (times < end_us)
    if not inside.all():
        times, values, quality = times[inside], values[inside], quality[inside]
    if len(times) > 1 and not (times[1:] > times[:-1]).all():
        order = np.argsort(times, kind="stable")
        times, values, quality = times[order], values[order], quality[order]
        last = np.append(times[1:] != times[:-1], True)
        times, values, quality = times[last], values[last], quality[last]
    return Samples(times, values, quality)


def _whole_us(seconds: Floats) -> Times:
    if not (np.abs(seconds) < _FURTHEST_S).all():
        raise ValueError("the time of a sample is not a finite number of seconds")
    return np.rint(seconds * US).astype(np.int64)
