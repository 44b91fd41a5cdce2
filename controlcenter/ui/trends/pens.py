"""One curve of the chart: which point, in which colour, with what is known of it."""

from dataclasses import dataclass, field
from math import inf

import numpy as np

from controlcenter.domain.ids import PointId
from controlcenter.domain.kinds import STALE_FACTOR, PointKind
from controlcenter.domain.readings import Reading, Value
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.trends.decimate import NO_LINE, Floats, Line
from controlcenter.ui.trends.samples import LiveSamples, Scale

COLOURS = 8
MOST_PENS = 20
UNKNOWN_PERIOD_S = 120.0


def _none() -> Floats:
    return np.empty(0)


@dataclass(slots=True)
class Pen:
    """``times`` and ``values`` are the samples of the view in force, ``line`` what is drawn of them."""

    point: PointId
    colour: int
    """1…8: the role ``pen<n>`` of the theme."""
    meaning: PointKind | None
    scale: Scale
    live: LiveSamples = field(default_factory=LiveSamples)
    reading: Reading | None = None
    times: Floats = field(default_factory=_none)
    values: Floats = field(default_factory=_none)
    line: Line = NO_LINE
    bad: Floats = field(default_factory=_none)
    """Times of samples in view that had no usable value."""
    apart_s: float = 0.0

    @property
    def role(self) -> str:
        return f"pen{self.colour}"

    @property
    def wordy(self) -> bool:
        """Whether its values are words, which are recorded where they change and hold until then."""
        return self.scale.kind in ("enum", "text")

    @property
    def gap_s(self) -> float:
        """Samples further apart are not joined."""
        if self.wordy:
            return inf
        period = self.meaning.period_s if self.meaning else UNKNOWN_PERIOD_S
        return max(STALE_FACTOR * period, 1.5 * self.apart_s)

    @property
    def axis(self) -> str:
        """Pens of the same axis share a scale: a unit, on/off, or the words of one kind of point."""
        if self.scale.kind == "number":
            return f"number {self.meaning.unit if self.meaning else ''}"
        if self.scale.kind == "bool":
            return "bool"
        # One lane of bands a point.
        return f"words {self.point}"

    @property
    def limits(self) -> tuple[float, ...]:
        if self.meaning is None or self.scale.stepped:
            return ()
        return tuple(limit for limit in (self.meaning.low, self.meaning.high) if limit is not None)

    def value_at(self, at: float) -> float:
        """The sample in force at *at*; NaN when it was too old or bad by then."""
        place = int(np.searchsorted(self.times, at, "right")) - 1
        if place < 0 or at - self.times[place] > self.gap_s:
            return float("nan")
        return float(self.values[place])

    def in_view(self, start: float, end: float) -> Floats:
        """Known values of ``[start, end]``."""
        low, high = np.searchsorted(self.times, (start, end)).tolist()
        values = self.values[low:high]
        return values[~np.isnan(values)]

    def to_value(self, number: float) -> Value | None:
        """*number* of the axis as the value people read."""
        if np.isnan(number):
            return None
        if self.scale.kind == "bool":
            return number >= 0.5
        return self.scale.word(number) if self.scale.stepped else number


def make_pen(mirror: Mirror, point: PointId, colour: int) -> Pen:
    meaning = point_kind(mirror, point)
    return Pen(point, colour, meaning, Scale(meaning))


def point_kind(mirror: Mirror, point: PointId) -> PointKind | None:
    device = mirror.devices.get(point.device)
    kind = mirror.kinds.get(device.kind) if device else None
    return kind.points.get(point.key) if kind else None


def device_name(mirror: Mirror, point: PointId) -> str:
    device = mirror.devices.get(point.device)
    return one_line(device.name if device else point.device, 200)


def point_name(pen: Pen, language: str) -> str:
    return pen.meaning.name.in_(language) if pen.meaning else one_line(pen.point.key, 60)
