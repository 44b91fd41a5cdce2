"""One lane of the chart: at most two axes over the same stretch of time. Imports pyqtgraph."""

from collections.abc import Sequence
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from controlcenter.ui.look import Look
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.palette import mixed
from controlcenter.ui.trends.axes import TimeAxis, ValueAxis
from controlcenter.ui.trends.pens import Pen
from controlcenter.ui.trends.samples import stretches
from controlcenter.ui.trends.ticks import room_for
from controlcenter.ui.words import value_text

MARKS_MOST = 200
MARK_PX = 3.0
GRID_SHARE = 0.5
BAND_PX = 26
BAND_SHARE = 0.28
NARROWEST_WORD_PX = 32
LONE_RIGHT_PX = 16


class Curves(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph ships no types
    """Draws the pens of one axis as polylines in pixels, with the limits and the marks of bad samples.

    A polyline in device coordinates costs half of what a path in the plot's coordinates does.
    """

    def __init__(self, pens: Sequence[Pen], look: Look, origin: float, at_right: bool) -> None:
        super().__init__()
        self.at_right = at_right
        self.pens = tuple(pens)
        self._look, self._origin = look, origin
        self.grid: tuple[list[float], list[float]] = ([], [])
        self._lines: list[tuple[QColor, list[QPolygonF]]] = []
        self._made_for: QTransform | None = None

    def boundingRect(self) -> QRectF:
        return QRectF(self.viewRect())

    def changed(self) -> None:
        """The pens' lines are others."""
        self._made_for = None
        self.update()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        to_pixels = painter.transform()
        view = to_pixels.mapRect(self.viewRect())
        if self._made_for != to_pixels:
            self._lines = [(self._look.color(pen.role), self._polygons(pen, to_pixels)) for pen in self.pens]
            self._made_for = QTransform(to_pixels)
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint_grid(painter, to_pixels, view)
        self._paint_limits(painter, to_pixels, view)
        if self.pens[0].wordy:
            self._paint_bands(painter, to_pixels, view)
            painter.restore()
            return
        for color, polygons in self._lines:
            painter.setPen(QPen(color, 1))
            for polygon in polygons:
                painter.drawPolyline(polygon)
        self._paint_bad(painter, to_pixels, view)
        self._paint_unit(painter, view)
        painter.restore()

    def _polygons(self, pen: Pen, to_pixels: QTransform) -> list[QPolygonF]:
        x = (pen.line.x - self._origin) * to_pixels.m11() + to_pixels.dx()
        y = pen.line.y * to_pixels.m22() + to_pixels.dy()
        # Far outside the view Qt would clip each segment slowly, and overflow far enough out.
        x, y = np.clip(x, -30_000, 30_000), np.clip(y, -30_000, 30_000)
        polygons = []
        edges = [0, *pen.line.breaks.tolist(), len(x)]
        for begin, end in pairwise(edges):
            if end - begin == 1:
                # A sample alone between two gaps is a short dash, else it would not be seen.
                here, level = x[begin], y[begin]
                polygons.append(QPolygonF([QPointF(here - 1, level), QPointF(here + 1, level)]))
            elif end > begin:
                polygons.append(pg.functions.arrayToQPolygonF(x[begin:end], y[begin:end]))
        return polygons

    def _paint_grid(self, painter: QPainter, to_pixels: QTransform, view: QRectF) -> None:
        painter.setPen(QPen(mixed(self._look.color("line"), self._look.color("panel"), GRID_SHARE), 1))
        columns, rows = self.grid
        lines = []
        for column in columns:
            x = round(column * to_pixels.m11() + to_pixels.dx())
            lines.append(QLineF(x, view.top(), x, view.bottom()))
        for row in rows:
            y = round(row * to_pixels.m22() + to_pixels.dy())
            lines.append(QLineF(view.left(), y, view.right(), y))
        if lines:
            painter.drawLines(lines)

    def _paint_bands(self, painter: QPainter, to_pixels: QTransform, view: QRectF) -> None:
        """Each word as a labelled band from its change to the next; where nothing is known there is none."""
        pen = self.pens[0]
        color = self._look.color(pen.role)
        height = min(BAND_PX, view.height() - 4)
        top = round(view.center().y() - height / 2)
        fill = mixed(color, self._look.color("panel"), BAND_SHARE)
        metrics = painter.fontMetrics()
        for begin, end, number in stretches(pen.times, pen.values, self._origin + self.viewRect().right()):
            left = max((begin - self._origin) * to_pixels.m11() + to_pixels.dx(), view.left())
            right = min((end - self._origin) * to_pixels.m11() + to_pixels.dx(), view.right())
            if right <= left:
                continue
            box = QRectF(left, top, max(right - left, 2.0), height)
            painter.fillRect(box, fill)
            painter.fillRect(QRectF(left, top, 2, height), color)
            if box.width() < NARROWEST_WORD_PX:
                continue
            word = one_line(value_text(pen.to_value(number), pen.meaning, self._look.language), 80)
            painter.setPen(self._look.color("text"))
            text = metrics.elidedText(word, Qt.TextElideMode.ElideRight, int(box.width()) - 12)
            painter.drawText(
                box.adjusted(8, 0, -4, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text
            )

    def _paint_limits(self, painter: QPainter, to_pixels: QTransform, view: QRectF) -> None:
        for pen in self.pens:
            dashes = QPen(self._look.color(pen.role), 1, Qt.PenStyle.DashLine)
            painter.setPen(dashes)
            for limit in pen.limits:
                y = round(limit * to_pixels.m22() + to_pixels.dy())
                painter.drawLine(QLineF(view.left(), y, view.right(), y))

    def _paint_bad(self, painter: QPainter, to_pixels: QTransform, view: QRectF) -> None:
        painter.setPen(QPen(self._look.color("stale"), 1))
        y = view.bottom() - MARK_PX - 2
        for pen in self.pens:
            for at in pen.bad[:: max(1, len(pen.bad) // MARKS_MOST)]:
                x = (float(at) - self._origin) * to_pixels.m11() + to_pixels.dx()
                painter.drawLine(QLineF(x - MARK_PX, y - MARK_PX, x + MARK_PX, y + MARK_PX))
                painter.drawLine(QLineF(x - MARK_PX, y + MARK_PX, x + MARK_PX, y - MARK_PX))

    def _paint_unit(self, painter: QPainter, view: QRectF) -> None:
        meaning = self.pens[0].meaning
        if meaning is None or not meaning.unit:
            return
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(meaning.unit) + 8
        left = view.right() - width - 3 if self.at_right else view.left() + 3
        box = QRectF(left, view.top() + 3, width, metrics.height())
        painter.fillRect(box, self._look.color("panel"))
        painter.setPen(self._look.color(self.pens[0].role if len(self.pens) == 1 else "text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, meaning.unit)


class Side:
    """One value axis of a lane with its view and its pens."""

    def __init__(self, view: pg.ViewBox, axis: ValueAxis, curves: Curves) -> None:
        self.view, self.axis, self.curves = view, axis, curves
        self._range: tuple[float, float] | None = None

    def fit(self, start: float, end: float, columns: list[float], height: float) -> None:
        """Show ``[start, end]`` of the plot's x, with room for the values in it."""
        self._range = low, high = self._room()
        self.view.setRange(xRange=(start, end), yRange=(low, high), padding=0, disableAutoRange=True)
        self.curves.grid = (columns, self.axis.ticks_of(low, high, height) if columns else [])
        self.curves.changed()

    def _room(self) -> tuple[float, float]:
        pens = self.curves.pens
        if pens[0].scale.stepped:
            top = 1 if pens[0].scale.kind == "bool" else max(1, *(len(pen.scale.words) - 1 for pen in pens))
            return -0.25, top + 0.25
        found = [pen.line.y for pen in pens if len(pen.line.y)]
        if not found:
            return self._range or (0.0, 1.0)
        low, high = min(float(y.min()) for y in found), max(float(y.max()) for y in found)
        span = max(high - low, 1e-12)
        for limit in (limit for pen in pens for limit in pen.limits):
            # A limit near enough is worth seeing before it is crossed; a far one would flatten the curve.
            if low - span <= limit <= high + span:
                low, high = min(low, limit), max(high, limit)
        return room_for(low, high, self._range)


class Lane:
    """A plot item whose right axis, when it has one, is a second view over the first."""

    def __init__(
        self,
        plots: pg.GraphicsLayout,
        row: int,
        groups: Sequence[Sequence[Pen]],
        look: Look,
        zone: ZoneInfo,
        origin: float,
        last: bool,
    ) -> None:
        self._look = look
        left = ValueAxis("left", groups[0][0], look.language)
        axes: dict[str, pg.AxisItem] = {"left": left, "bottom": TimeAxis(origin, zone)}
        self.time_axis = axes["bottom"]
        right = ValueAxis("right", groups[1][0], look.language) if len(groups) > 1 else None
        if right is not None:
            axes["right"] = right
        self.plot = plots.addPlot(row=row, col=0, axisItems=axes)
        self.plot.hideButtons()
        self.plot.setMenuEnabled(False)
        self.plot.showAxis("right")
        if right is None:
            self.plot.getAxis("right").setStyle(showValues=False, tickLength=0)
        self.time_axis.setStyle(showValues=last)
        self.time_axis.setHeight(26 if last else 6)
        self.sides = [self._side(self.plot.getViewBox(), left, groups[0], origin)]
        if right is not None:
            view = pg.ViewBox(enableMenu=False)
            plots.scene().addItem(view)
            right.linkToView(view)
            self.sides.append(self._side(view, right, groups[1], origin))
            self.plot.getViewBox().sigResized.connect(self._on_resized)
        self.use_theme()

    def _side(self, view: pg.ViewBox, axis: ValueAxis, pens: Sequence[Pen], origin: float) -> Side:
        view.setMouseEnabled(False, False)
        view.disableAutoRange()
        view.setDefaultPadding(0)
        curves = Curves(pens, self._look, origin, at_right=axis.orientation == "right")
        view.addItem(curves, ignoreBounds=True)
        return Side(view, axis, curves)

    def set_right_width(self, width: int) -> None:
        self.plot.getAxis("right").setWidth(width)

    def _on_resized(self, *_: object) -> None:
        box = self.plot.getViewBox().sceneBoundingRect()
        if self.sides[1].view.geometry() != box:
            self.sides[1].view.setGeometry(box)

    def use_theme(self) -> None:
        line, text = self._look.color("line"), self._look.color("muted")
        for name in ("left", "right", "bottom"):
            axis = self.plot.getAxis(name)
            axis.setPen(QPen(line, 1))
            axis.setTextPen(QPen(text, 1))
        for side in self.sides:
            pens = side.curves.pens
            side.axis.setTextPen(QPen(self._look.color(pens[0].role) if len(pens) == 1 else text, 1))
            side.curves.changed()

    def show(self, start: float, end: float) -> None:
        """Draw ``[start, end]`` of the plot's x."""
        if len(self.sides) > 1:
            # A lane that only moved was not resized.
            self._on_resized()
        box = self.plot.getViewBox().sceneBoundingRect()
        columns = self.time_axis.ticks_of(start, end, box.width())
        for number, side in enumerate(self.sides):
            side.fit(start, end, columns if number == 0 else [], box.height())

    def box(self) -> QRectF:
        """Where the curves are, in pixels of the chart."""
        return QRectF(self.plot.getViewBox().sceneBoundingRect())

    def remove_from(self, plots: pg.GraphicsLayout) -> None:
        plots.removeItem(self.plot)
        for side in self.sides[1:]:
            plots.scene().removeItem(side.view)
