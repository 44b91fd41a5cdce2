"""Overviews: the least and the greatest value of equal slots of time, from heads of chunks and from samples."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from controlcenter.storage.history.samples import US, Floats, Qualities, Samples, Times

Chosen = npt.NDArray[np.bool_]


class Heads(NamedTuple):
    """What is known of chunks without reading them, by ``first_us``; ``low`` and ``high`` NaN without numbers."""

    first_us: Times
    last_us: Times
    low: Floats
    high: Floats
    worst: Qualities

    def tell(self, start_us: int, end_us: int, slots: int, fresh_us: Times) -> Chosen:
        """Which chunks lie within one slot, and overlap neither each other nor samples not sealed (*fresh_us*)."""
        count = len(self.first_us)
        if not count:
            return np.zeros(0, np.bool_)
        inside = (self.first_us >= start_us) & (self.last_us < end_us)
        one_slot = _slot(self.first_us, start_us, end_us, slots) == _slot(self.last_us, start_us, end_us, slots)
        alone = np.ones(count, np.bool_)
        alone[1:] &= self.first_us[1:] > np.maximum.accumulate(self.last_us)[:-1]
        alone[:-1] &= self.last_us[:-1] < self.first_us[1:]
        between = np.searchsorted(fresh_us, self.last_us, side="right") - np.searchsorted(fresh_us, self.first_us)
        told: Chosen = inside & one_slot & alone & (between == 0)
        return told

    def only(self, chosen: Chosen) -> "Heads":
        return Heads(
            self.first_us[chosen], self.last_us[chosen], self.low[chosen], self.high[chosen], self.worst[chosen]
        )


def summarise(
    heads: Heads, samples: Samples, start_us: int, end_us: int, slots: int
) -> tuple[Floats, Floats, Qualities]:
    """Times (s), values and quality of minimum/maximum pairs of the slots that hold anything."""
    low, high = np.full(slots, np.nan), np.full(slots, np.nan)
    worst, seen = np.zeros(slots, np.uint8), np.zeros(slots, np.bool_)
    for times_us, lows, highs, quality in (
        (heads.first_us, heads.low, heads.high, heads.worst),
        (samples.times_us, samples.values, samples.values, samples.quality),
    ):
        if not len(times_us):
            continue
        slot = _slot(times_us, start_us, end_us, slots)
        begins = np.flatnonzero(np.append(True, slot[1:] != slot[:-1]))
        which = slot[begins]
        low[which] = np.fmin(low[which], np.fmin.reduceat(lows, begins))
        high[which] = np.fmax(high[which], np.fmax.reduceat(highs, begins))
        worst[which] = np.maximum(worst[which], np.maximum.reduceat(quality, begins))
        seen[which] = True
    which = np.flatnonzero(seen)
    width = (end_us - start_us) / slots
    times = np.column_stack((which + 0.25, which + 0.75)).ravel() * width / US + start_us / US
    return times, np.column_stack((low[which], high[which])).ravel(), np.repeat(worst[which], 2)


def _slot(times_us: Times, start_us: int, end_us: int, slots: int) -> npt.NDArray[np.int64]:
    found: npt.NDArray[np.int64] = ((times_us - start_us) / ((end_us - start_us) / slots)).astype(np.int64)
    return np.clip(found, 0, slots - 1)
