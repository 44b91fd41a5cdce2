"""A plan's day as a filled step line from noon to noon, with the sun behind it; the pointer tells times."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from controlcenter.domain.plans import FULL, Segment
from controlcenter.domain.sun import SunEvent
from controlcenter.ui.control.plans.plan_words import action_text, hours_text, origin_text, sun_word
from controlcenter.ui.look import Look
from controlcenter.ui.trends.ticks import time_ticks
from controlcenter.ui.widgets.hatch import hatch_brush

HEIGHT = 160
LEVELS = (0, 25, 50, 75, 100)
SUN_PX = 4.0
"""Height of the mark of a sun's event on the axis."""


@dataclass(frozen=True, slots=True)
class DayPlot:
    """What is drawn: the stretches of a day without gaps, the sun's events in it, and now when it lies in it."""

    day: date
    segments: tuple[Segment, ...]
    sun: tuple[tuple[SunEvent, float], ...]
    zone: ZoneInfo
    now: float | None = None

    @property
    def start(self) -> float:
        return self.segments[0].start

    @property
    def end(self) -> float:
        return self.segments[-1].end


class TimelineView(QWidget):
    """Draws one DayPlot in the theme in force."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.plot: DayPlot | None = None
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.theme_changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        return QSize(360, HEIGHT)

    def put(self, plot: DayPlot | None) -> None:
        self.plot = plot
        self.update()

    def text_at(self, position: QPointF) -> str:
        """What the plan asks for under the pointer, from when to when; empty beside the plot."""
        plot, box = self.plot, self._box()
        if plot is None or not box.contains(position):
            return ""
        at = plot.start + (position.x() - box.left()) / box.width() * (plot.end - plot.start)
        segment = next((one for one in plot.segments if one.start <= at < one.end), None)
        if segment is None:
            return ""
        span = f"{hours_text(segment.start, plot.zone)} – {hours_text(segment.end, plot.zone)}"
        if segment.wanted is None:
            return f"{span}: —"
        what = action_text(segment.wanted.action, self._look.language)
        return f"{span}: {what}\n{origin_text(segment.wanted.origin)}"

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            text = self.text_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), text, self) if text else QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.plot is None:
            return
        with QPainter(self) as painter:
            font = self.font()
            font.setPixelSize(11)
            painter.setFont(font)
            box = self._box()
            self._paint_night(painter, box, self.plot)
            self._paint_grid(painter, box, self.plot)
            self._paint_levels(painter, box, self.plot)
            self._paint_sun(painter, box, self.plot)
            self._paint_now(painter, box, self.plot)

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(44, 20, -24, -24)

    def _x(self, at: float, box: QRectF, plot: DayPlot) -> float:
        share = (at - plot.start) / max(1.0, plot.end - plot.start)
        return box.left() + min(max(share, 0.0), 1.0) * box.width()

    def _paint_night(self, painter: QPainter, box: QRectF, plot: DayPlot) -> None:
        """The dark hours a little deeper than the panel."""
        sun = dict(plot.sun)
        if SunEvent.SUNSET in sun and SunEvent.SUNRISE in sun:
            left, right = self._x(sun[SunEvent.SUNSET], box, plot), self._x(sun[SunEvent.SUNRISE], box, plot)
            if right > left:
                painter.fillRect(QRectF(left, box.top(), right - left, box.height()), self._look.color("window"))

    def _paint_grid(self, painter: QPainter, box: QRectF, plot: DayPlot) -> None:
        metrics = QFontMetricsF(painter.font())
        line, text = QPen(self._look.color("line"), 0), QPen(self._look.color("muted"), 0)
        for level in LEVELS:
            y = box.bottom() - level / FULL * box.height()
            painter.setPen(line)
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            if level % 50 == 0:
                painter.setPen(text)
                label = QRectF(0, y - metrics.height() / 2, box.left() - 6, metrics.height())
                painter.drawText(label, Qt.AlignmentFlag.AlignRight, f"{level} %")
        for at in time_ticks(plot.start, plot.end, max(2, int(box.width() / 46)), plot.zone):
            x = self._x(at, box, plot)
            painter.setPen(line)
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x, box.bottom() + 4))
            painter.setPen(text)
            label = QRectF(x - 24, box.bottom() + 5, 48, metrics.height() + 2)
            painter.drawText(label, Qt.AlignmentFlag.AlignHCenter, hours_text(at, plot.zone))

    def _paint_levels(self, painter: QPainter, box: QRectF, plot: DayPlot) -> None:
        fill = QColor(self._look.color("accent"))
        fill.setAlphaF(0.45)
        edge = QPen(self._look.color("accent"), 2)
        before: float | None = None
        for segment in plot.segments:
            left, right = self._x(segment.start, box, plot), self._x(segment.end, box, plot)
            level = segment.level
            if level is None:
                painter.fillRect(
                    QRectF(left, box.top(), right - left, box.height()), hatch_brush(self._look.theme, 0.25)
                )
                before = None
                continue
            top = box.bottom() - level / FULL * box.height()
            painter.fillRect(QRectF(left, top, right - left, box.bottom() - top), fill)
            painter.setPen(edge)
            if before is not None:
                painter.drawLine(QPointF(left, before), QPointF(left, top))
            painter.drawLine(QPointF(left, top), QPointF(right, top))
            before = top

    def _paint_sun(self, painter: QPainter, box: QRectF, plot: DayPlot) -> None:
        """A half disc on the axis for each event, with its name and time above the plot."""
        metrics = QFontMetricsF(painter.font())
        for event, at in plot.sun:
            if event not in (SunEvent.SUNSET, SunEvent.SUNRISE) or not plot.start <= at <= plot.end:
                continue
            x = self._x(at, box, plot)
            painter.setPen(QPen(self._look.color("muted"), 0, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.color("text"))
            painter.drawEllipse(QPointF(x, box.top()), SUN_PX, SUN_PX)
            painter.setPen(self._look.color("text"))
            words = f"{sun_word(event)} {hours_text(at, plot.zone)}"
            width = metrics.horizontalAdvance(words) + 4
            left = min(max(x - width / 2, 0.0), self.width() - width)
            painter.drawText(QRectF(left, 0, width, box.top() - SUN_PX - 1), Qt.AlignmentFlag.AlignHCenter, words)

    def _paint_now(self, painter: QPainter, box: QRectF, plot: DayPlot) -> None:
        if plot.now is not None and plot.start <= plot.now < plot.end:
            x = self._x(plot.now, box, plot)
            painter.setPen(QPen(self._look.color("text"), 1))
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()
