"""Axes in local time and in the words and digits of a point. Imports pyqtgraph: only the open page may."""

from zoneinfo import ZoneInfo

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from controlcenter.ui.trends.pens import Pen
from controlcenter.ui.trends.ticks import digits_of, time_step, time_text, time_ticks, value_ticks
from controlcenter.ui.words import count_text, value_text

TIME_LABEL_PX = 84
VALUE_LABEL_PX = 32
AXIS_PX = 66


class TimeAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """Local wall time; *origin* (s since 1970 UTC) is the zero of the plot's own x."""

    def __init__(self, origin: float, zone: ZoneInfo) -> None:
        super().__init__("bottom")
        self._origin, self._zone = origin, zone
        self.setStyle(tickLength=-4, autoExpandTextSpace=False, tickTextOffset=4)
        self.setHeight(26)

    def ticks_of(self, start: float, end: float, width: float) -> list[float]:
        """Ticks in the plot's x for a view of *width* pixels."""
        most = max(2, int(width / TIME_LABEL_PX))
        return [at - self._origin for at in time_ticks(start + self._origin, end + self._origin, most, self._zone)]

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        step = time_step(high - low, max(2, int(size / TIME_LABEL_PX)))
        return [(step, self.ticks_of(low, high, size))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [time_text(value + self._origin, spacing, self._zone) for value in values]


class ValueAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """Round values, or the words of on/off and enumerated points."""

    def __init__(self, side: str, pen: Pen, language: str) -> None:
        super().__init__(side)
        self._drawn, self._language = pen, language
        self.setStyle(tickLength=-4, autoExpandTextSpace=False, tickTextOffset=4)
        self.setWidth(AXIS_PX)

    def ticks_of(self, low: float, high: float, height: float) -> list[float]:
        most = max(2, int(height / VALUE_LABEL_PX))
        if self._drawn.wordy:
            return []
        if self._drawn.scale.stepped:
            first, last = max(0, round(low)), min(round(high), round(low) + most)
            return [float(number) for number in range(first, last + 1) if low <= number <= high]
        return value_ticks(low, high, most)[0]

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        step = 1.0 if self._drawn.scale.stepped else value_ticks(low, high, max(2, int(size / VALUE_LABEL_PX)))[1]
        return [(step, self.ticks_of(low, high, size))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self._drawn.scale.stepped:
            words = (value_text(self._drawn.to_value(value), self._drawn.meaning, self._language) for value in values)
            # A label wider than the axis would be left out altogether.
            metrics = QFontMetricsF(self.font())
            return [metrics.elidedText(word, Qt.TextElideMode.ElideRight, AXIS_PX - 14) for word in words]
        return [count_text(value, self._language, digits_of(spacing)) for value in values]
