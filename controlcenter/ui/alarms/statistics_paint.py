"""Draws activations over time as bars, on the screen and on paper alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from controlcenter.engine.face import Slot
from controlcenter.ui.look import Theme
from controlcenter.ui.trends.ticks import time_step, time_text, time_ticks, value_step
from controlcenter.ui.widgets.hatch import hatch_brush
from controlcenter.ui.words import count_text

DAY_S = 86_400.0
LEAST_TOP = 4.0


@dataclass(frozen=True, slots=True)
class BarPlot:
    """What is drawn: *slots* of *length_s* each in ``[start, end)``, a limit, and the floods."""

    start: float
    end: float
    length_s: float
    slots: Sequence[Slot] = ()
    limit: float | None = None
    limit_word: str = ""
    floods: Sequence[tuple[float, float, int]] = ()

    @property
    def top(self) -> float:
        """The highest value of the axis: a round number above every bar and the limit."""
        counts = max((slot.count for slot in self.slots), default=0)
        highest = max(float(counts), LEAST_TOP, self.limit * 1.2 if self.limit is not None else 0.0)
        step = value_step(highest, 4)
        return step * -(-highest * 1.02 // step)

    def slot_at(self, at: float) -> Slot | None:
        """The slot that holds *at*."""
        return next((slot for slot in self.slots if slot.start <= at < slot.start + self.length_s), None)


@dataclass(frozen=True, slots=True)
class Ink:
    """In which colours, words and letters."""

    theme: Theme
    language: str
    zone: ZoneInfo
    font: QFont


def plot_box(rect: QRectF, ink: Ink) -> QRectF:
    """Where the bars are in *rect*; the axes have the rest."""
    metrics = QFontMetricsF(ink.font)
    return rect.adjusted(metrics.horizontalAdvance("0.000") + 8, metrics.height() * 0.6, -6, -metrics.height() * 1.7)


def paint_bars(painter: QPainter, rect: QRectF, plot: BarPlot, ink: Ink) -> None:
    """Draw *plot* into *rect*; the painter's state is kept."""
    painter.save()
    painter.setFont(ink.font)
    box = plot_box(rect, ink)
    _paint_grid(painter, box, plot, ink)
    _paint_floods(painter, box, plot, ink)
    _paint_slots(painter, box, plot, ink)
    _paint_limit(painter, box, plot, ink)
    painter.restore()


def _x(at: float, box: QRectF, plot: BarPlot) -> float:
    return box.left() + (at - plot.start) / max(1.0, plot.end - plot.start) * box.width()


def _y(value: float, box: QRectF, plot: BarPlot) -> float:
    return box.bottom() - value / plot.top * box.height()


def _paint_grid(painter: QPainter, box: QRectF, plot: BarPlot, ink: Ink) -> None:
    metrics = QFontMetricsF(ink.font)
    line, text = QPen(ink.theme.color("line"), 0), QPen(ink.theme.color("muted"), 0)
    step = value_step(plot.top, 4)
    for number in range(round(plot.top / step) + 1):
        y = _y(number * step, box, plot)
        painter.setPen(line)
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setPen(text)
        label = QRectF(box.left() - 300, y - metrics.height() / 2, 294, metrics.height())
        painter.drawText(label, Qt.AlignmentFlag.AlignRight, count_text(number * step, ink.language))
    width = metrics.horizontalAdvance("00.00. ") * 1.25
    most = max(2, int(box.width() / width))
    spacing = max(time_step(plot.end - plot.start, most), plot.length_s)
    for at in time_ticks(plot.start, plot.end, most, ink.zone):
        x = _x(at, box, plot)
        painter.setPen(line)
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x, box.bottom() + metrics.height() * 0.25))
        painter.setPen(text)
        left = min(max(x - width / 2, box.left() - width / 2), box.right() - width / 2)
        label = QRectF(left, box.bottom() + metrics.height() * 0.35, width, metrics.height() * 1.2)
        painter.drawText(label, Qt.AlignmentFlag.AlignHCenter, time_text(at, spacing, ink.zone))


def _paint_floods(painter: QPainter, box: QRectF, plot: BarPlot, ink: Ink) -> None:
    least = max(2.0, box.width() / 300)
    for begin, end, _count in plot.floods:
        left, right = _x(max(begin, plot.start), box, plot), _x(min(end, plot.end), box, plot)
        if right < box.left() or left > box.right():
            continue
        area = QRectF(left, box.top(), max(right - left, least), box.height())
        tint = QColor(ink.theme.color("high"))
        tint.setAlphaF(0.22)
        painter.fillRect(area, tint)
        painter.fillRect(area, hatch_brush(ink.theme, 0.25))


def _paint_slots(painter: QPainter, box: QRectF, plot: BarPlot, ink: Ink) -> None:
    """At most one bar for each pixel: the highest of those that fall on it."""
    one = box.width() * plot.length_s / max(1.0, plot.end - plot.start)
    width = max(1.0, one - max(1.0, min(4.0, one * 0.2))) if one > 3 else max(1.0, one)
    bars: dict[int, tuple[int, bool]] = {}
    for slot in plot.slots:
        if slot.count and plot.start - plot.length_s < slot.start < plot.end:
            place = round(_x(slot.start, box, plot) * 4)
            count, flood = bars.get(place, (0, False))
            bars[place] = (max(count, slot.count), flood or slot.flood)
    quiet, loud = ink.theme.color("normal"), ink.theme.color("high")
    for place, (count, flood) in bars.items():
        top = _y(count, box, plot)
        left = max(box.left(), place / 4)
        above = plot.limit is not None and count > plot.limit
        bar = QRectF(left, top, min(width, box.right() - left), box.bottom() - top)
        # A day that saw a flood is not a flood itself: only where floods are shaded do their bars stand out.
        painter.fillRect(bar, loud if above or (flood and plot.floods) else quiet)


def _paint_limit(painter: QPainter, box: QRectF, plot: BarPlot, ink: Ink) -> None:
    if plot.limit is None:
        return
    y = _y(plot.limit, box, plot)
    pen = QPen(ink.theme.color("text"), 0, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
    if plot.limit_word:
        metrics = QFontMetricsF(ink.font)
        label = QRectF(box.left() + 6, y - metrics.height() * 1.1, box.width() - 12, metrics.height())
        painter.drawText(label, Qt.AlignmentFlag.AlignRight, plot.limit_word)
