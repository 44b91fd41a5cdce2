"""The pens on the chart: added once each, coloured in turn, fed from change-sets and history."""

import time
from collections.abc import Callable

import numpy as np

from controlcenter.domain.ids import PointId, parse_point
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.trends.decimate import Floats
from controlcenter.ui.trends.pens import COLOURS, MOST_PENS, Pen, make_pen, point_kind
from controlcenter.ui.trends.samples import Scale, usable, with_live


class PenSet:
    """At most ``MOST_PENS`` pens, in the order they came."""

    def __init__(self, mirror: Mirror, clock: Callable[[], float] = time.time) -> None:
        self._mirror = mirror
        self._clock = clock
        self._pens: dict[PointId, Pen] = {}
        self._keys: dict[str, set[str]] = {}

    @property
    def pens(self) -> tuple[Pen, ...]:
        return tuple(self._pens.values())

    def add(self, point: PointId) -> bool:
        """Add *point* in the colour used least; False when it is there already or there are too many."""
        if point in self._pens or len(self._pens) >= MOST_PENS:
            return False
        used = [pen.colour for pen in self._pens.values()]
        colour = min(range(1, COLOURS + 1), key=lambda number: (used.count(number), number))
        pen = self._pens[point] = make_pen(self._mirror, point, colour)
        self._watch()
        self._take_latest(pen)
        return True

    def remove(self, point: PointId) -> None:
        self._pens.pop(point, None)
        self._watch()

    def clear(self) -> None:
        self._pens.clear()
        self._watch()

    def _watch(self) -> None:
        self._keys = {}
        for point in self._pens:
            self._keys.setdefault(point.device, set()).add(point.key)

    def _take_latest(self, pen: Pen) -> None:
        reading = self._mirror.readings.get(pen.point.device, {}).get(pen.point.key)
        if reading is not None and usable(reading):
            pen.live.add(reading.at, pen.scale.number(reading.value))

    def take(self, changes: ChangeSet) -> bool:
        """Put the readings of known points to their pens; whether there was any."""
        news, keys = False, self._keys
        for reading in changes.readings:
            wanted = keys.get(reading.device)
            if wanted is None or reading.key not in wanted:
                continue
            pen = self._pens[PointId(reading.device, reading.key)]
            if not usable(reading):
                news |= pen.live.add(self._clock(), np.nan)  # it stopped being known: the line ends here
                continue
            bad = reading.quality > 1
            news |= pen.live.add(reading.at, np.nan if bad else pen.scale.number(reading.value))
        return news

    def learn(self) -> bool:
        """Devices came or changed: points not understood before may be now. Whether any is."""
        news = False
        for pen in self._pens.values():
            if pen.meaning is None and (meaning := point_kind(self._mirror, pen.point)) is not None:
                pen.meaning, pen.scale, news = meaning, Scale(meaning), True
                pen.live.clear()
                self._take_latest(pen)
        return news

    def forget_live(self) -> None:
        """Nothing was taken for a while: what came in between is in history only."""
        self.learn()
        for pen in self._pens.values():
            pen.live.clear()
            self._take_latest(pen)

    @staticmethod
    def fill(pen: Pen, history: tuple[Floats, Floats, float]) -> None:
        """Put *history* and what came live after it together as the samples of *pen*."""
        times, values, pen.apart_s = history
        pen.times, pen.values = with_live((times, values), pen.live)

    def save(self) -> list[dict[str, object]]:
        return [{"point": str(pen.point), "colour": pen.colour} for pen in self._pens.values()]

    def restore(self, saved: object) -> None:
        """Take back ``save``; broken entries are passed over."""
        for entry in saved if isinstance(saved, list) else ():
            point = entry.get("point") if isinstance(entry, dict) else None
            if not isinstance(point, str):
                continue
            try:
                added = self.add(known := parse_point(point))
            except ValueError:
                continue
            colour = entry.get("colour")
            if added and isinstance(colour, int) and 1 <= colour <= COLOURS:
                self._pens[known].colour = colour
