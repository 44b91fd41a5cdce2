"""Names on the map: drawn over the devices, each with a halo in the colour of the ground."""

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QTransform

from controlcenter.ui.look import Look
from controlcenter.ui.map.base_map import BaseMap, Shape
from controlcenter.ui.map.projection import Viewport

_STREETS_BELOW = 4.0
"""Metres per pixel from which streets are named; a quarter of it for the small ones."""
_WARDS_BELOW = 40.0
_WIDEST = 220.0
_HALO = 3.5
_ALONG = ("river", "bridge", "street_main", "canal", "street")


class Label:
    """A name as a picture, and the point of the unit square its middle stands on."""

    __slots__ = ("pixmap", "x", "y")

    def __init__(self, pixmap: QPixmap, x: float, y: float) -> None:
        self.pixmap = pixmap
        self.x = x
        self.y = y

    def draw(self, painter: QPainter, now: Viewport) -> None:
        left, top = now.point_to_screen(self.x, self.y)
        size = self.pixmap.deviceIndependentSize()
        painter.drawPixmap(QPointF(round(left - size.width() / 2), round(top - size.height() / 2)), self.pixmap)


def make_labels(base: BaseMap | None, viewport: Viewport, look: Look, font: QFont, ratio: float) -> list[Label]:
    """The names that fit into *viewport* without covering each other; *ratio* is device pixels per pixel."""
    if base is None:
        return []
    writer = _Writer(viewport, look, ratio)
    metres = viewport.metres_per_pixel
    if metres < _WARDS_BELOW:
        spaced = QFont(font)
        spaced.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1.0)
        spaced.setWeight(QFont.Weight.Medium)
        for shape in base.visible("ward", viewport.box()):
            if shape.name:
                writer.write_flat(shape, spaced)
    if metres < _STREETS_BELOW:
        seen: set[str] = set()
        for cls in _ALONG:
            if cls == "street" and metres > _STREETS_BELOW / 4:
                continue
            for shape in base.visible(cls, viewport.box()):
                if shape.name and shape.name not in seen and writer.write_along(shape, font):
                    seen.add(shape.name)
    return writer.labels


class _Writer:
    """Puts names where there is room."""

    def __init__(self, viewport: Viewport, look: Look, ratio: float) -> None:
        self.labels: list[Label] = []
        self._viewport = viewport
        self._look = look
        self._ratio = ratio
        self._taken: list[QRectF] = []

    def write_flat(self, shape: Shape, font: QFont) -> None:
        x, y = self._viewport.point_to_screen(*shape.box.middle)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(shape.name, Qt.TextElideMode.ElideRight, _WIDEST)
        self._put(text, font, (x, y), 0.0)

    def write_along(self, shape: Shape, font: QFont) -> bool:
        """Write the name along the middle of what is visible of a line; say whether it was written."""
        width = QFontMetricsF(font).horizontalAdvance(shape.name)
        spot = None if shape.closed else self._straight_spot(shape.longest, width)
        return spot is not None and self._put(shape.name, font, spot[:2], spot[2])

    def _straight_spot(self, line: npt.NDArray[np.float64], width: float) -> tuple[float, float, float] | None:
        """Middle and angle (degrees, never upside down) of a piece of *line* (n, 2) with room for *width* pixels."""
        view = self._viewport
        xs, ys = view.to_screen(line[:, 0], line[:, 1])
        places = np.flatnonzero((xs > 0) & (xs < view.width) & (ys > 0) & (ys < view.height))
        if len(places) < 2:
            return None
        xs, ys = xs[places[0] : places[-1] + 1], ys[places[0] : places[-1] + 1]
        ahead = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(xs), np.diff(ys)))))
        length = float(ahead[-1])
        if length < width * 1.3:
            return None
        ends = ((length - width) / 2, (length + width) / 2)
        x0, x1 = (float(x) for x in np.interp(ends, ahead, xs))
        y0, y1 = (float(y) for y in np.interp(ends, ahead, ys))
        if math.hypot(x1 - x0, y1 - y0) < width * 0.9:
            return None
        if x1 < x0:
            x0, y0, x1, y1 = x1, y1, x0, y0
        return (x0 + x1) / 2, (y0 + y1) / 2, math.degrees(math.atan2(y1 - y0, x1 - x0))

    def _put(self, text: str, font: QFont, middle: tuple[float, float], angle: float) -> bool:
        metrics = QFontMetricsF(font)
        size = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * _HALO, metrics.height() + 2)
        size.moveCenter(QPointF(0, 0))
        covered = QTransform().rotate(angle).mapRect(size)
        covered.translate(*middle)
        if any(covered.intersects(other) for other in self._taken):
            return False
        self._taken.append(covered)
        picture = self._picture(text, font, covered, angle)
        self.labels.append(Label(picture, *self._viewport.to_world(*middle)))
        return True

    def _picture(self, text: str, font: QFont, covered: QRectF, angle: float) -> QPixmap:
        width, height = math.ceil(covered.width()) + 2, math.ceil(covered.height()) + 2
        picture = QPixmap(round(width * self._ratio), round(height * self._ratio))
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(Qt.GlobalColor.transparent)
        metrics = QFontMetricsF(font)
        baseline = QPointF(-metrics.horizontalAdvance(text) / 2, (metrics.ascent() - metrics.descent()) / 2)
        path = QPainterPath()
        path.addText(baseline, font, text)
        halo = QColor(self._look.color("window"))
        halo.setAlphaF(0.85)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(width / 2, height / 2)
            painter.rotate(angle)
            pen = QPen(halo, _HALO, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)
            painter.fillPath(path, self._look.color("text" if angle == 0.0 else "muted"))
        return picture
