"""Pictures the map is put together from: the base, and the marks of devices."""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QRegion,
    QTransform,
)

from controlcenter.ui.look import Look
from controlcenter.ui.map.base_map import UNIT, BaseMap, Shape
from controlcenter.ui.map.layer import Mark
from controlcenter.ui.map.projection import Viewport
from controlcenter.ui.palette import mixed
from controlcenter.ui.widgets.symbols import ROLE_OF, Symbol, paint_symbol

Pixels = npt.NDArray[np.uint32]

_ROLES = {
    "park": "park",
    "market": "raised",
    "river": "water",
    "canal": "water",
    "lane": "street",
    "street": "street",
    "street_main": "street_main",
    "bridge": "street_main",
}
_METRES = {"canal": 14.0, "lane": 4.0, "street": 8.0, "street_main": 16.0, "bridge": 18.0, "river": 60.0}
"""How wide lines are on the ground; on the screen never thinner than ``_LEAST`` pixels."""
_LEAST = {"canal": 1.5, "lane": 0.6, "street": 1.0, "street_main": 2.2, "bridge": 2.6, "river": 3.0}
_MOST = {"canal": 40.0, "lane": 8.0, "street": 14.0, "street_main": 22.0, "bridge": 26.0, "river": 400.0}
_LANES_BELOW = 14.0
"""Metres per pixel above which lanes are left out."""

SYMBOLS = {
    Mark.NORMAL: Symbol.NORMAL,
    Mark.LIT: Symbol.NORMAL,
    Mark.UNKNOWN: Symbol.UNKNOWN,
    Mark.STALE: Symbol.STALE,
    Mark.LOW: Symbol.LOW,
    Mark.MEDIUM: Symbol.MEDIUM,
    Mark.HIGH: Symbol.HIGH,
    Mark.CRITICAL: Symbol.CRITICAL,
}


def faded(color: QColor, alpha: float) -> QColor:
    color = QColor(color)
    color.setAlphaF(alpha)
    return color


def blank(viewport: Viewport, ratio: float) -> QPixmap:
    """A picture as large as *viewport* in device pixels."""
    picture = QPixmap(math.ceil(viewport.width * ratio), math.ceil(viewport.height * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


def render_base(base: BaseMap | None, viewport: Viewport, look: Look, ratio: float) -> QPixmap:
    """Draw the ground, or an honest empty grid when there is no base map."""
    picture = blank(viewport, ratio)
    picture.fill(look.color("window"))
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if base is None:
            _grid(painter, viewport, look)
        else:
            _ground(painter, base, viewport, look, QRect(0, 0, viewport.width, viewport.height))
    return picture


def extend_base(
    base: BaseMap | None, old: QPixmap, before: Viewport, viewport: Viewport, look: Look, ratio: float
) -> QPixmap:
    """Move *old*, drawn for *before*, to *viewport* of the same scale and draw only what came into sight.

    Quick enough for every step of a drag.
    """
    picture = blank(viewport, ratio)
    picture.fill(look.color("window"))
    left, top = viewport.point_to_screen(*before.to_world(0, 0))
    spot = QPoint(round(left), round(top))
    kept = QRect(spot.x(), spot.y(), before.width, before.height)
    fresh = QRegion(0, 0, viewport.width, viewport.height).subtracted(QRegion(kept))
    with QPainter(picture) as painter:
        painter.drawPixmap(spot, old)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for strip in fresh:  # type: ignore[attr-defined]  # a QRegion iterates; its stub does not say so
            painter.setClipRect(strip)
            if base is None:
                _grid(painter, viewport, look)
            else:
                _ground(painter, base, viewport, look, strip)
    return picture


def _grid(painter: QPainter, viewport: Viewport, look: Look) -> None:
    painter.setPen(QPen(look.color("line"), 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    step = 2.0 ** math.floor(math.log2(128.0 / viewport.scale))
    box = viewport.box()
    for line in np.arange(math.floor(box.left / step), math.ceil(box.right / step) + 1) * step:
        x, _ = viewport.point_to_screen(float(line), 0.0)
        painter.drawLine(QPointF(x, 0), QPointF(x, viewport.height))
    for line in np.arange(math.floor(box.top / step), math.ceil(box.bottom / step) + 1) * step:
        _, y = viewport.point_to_screen(0.0, float(line))
        painter.drawLine(QPointF(0, y), QPointF(viewport.width, y))


def _ground(painter: QPainter, base: BaseMap, viewport: Viewport, look: Look, strip: QRect) -> None:
    box = viewport.part(strip.left(), strip.top(), strip.right() + 1, strip.bottom() + 1, 16)
    metres = viewport.metres_per_pixel
    x, y = viewport.point_to_screen(*base.origin)
    factor = viewport.scale / UNIT
    to_screen = QTransform(factor, 0, 0, factor, x, y)
    for cls in base.shapes:
        if cls == "lane" and metres > _LANES_BELOW:
            continue
        for shape in base.visible(cls, box):
            path = to_screen.map(shape.path)
            _draw_shape(painter, shape, path, metres, look)


def _draw_shape(painter: QPainter, shape: Shape, path: QPainterPath, metres: float, look: Look) -> None:
    if shape.cls == "ward":
        painter.strokePath(path, QPen(look.color("ward"), 1, Qt.PenStyle.DotLine))
        return
    color = look.color(_ROLES[shape.cls])
    if shape.closed:
        painter.fillPath(path, QBrush(color))
        return
    width = min(max(_METRES.get(shape.cls, 8.0) / metres, _LEAST.get(shape.cls, 1.0)), _MOST.get(shape.cls, 20.0))
    cap = Qt.PenCapStyle.FlatCap if shape.cls == "bridge" else Qt.PenCapStyle.RoundCap
    painter.strokePath(path, QPen(color, width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin))


def stale_ring(painter: QPainter, middle: QPointF, radius: float, look: Look) -> None:
    """A hatched ring: what is known here is old."""
    color = look.color("stale")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(faded(color, 0.35)))
    painter.drawEllipse(middle, radius, radius)
    clip = QPainterPath()
    clip.addEllipse(middle, radius, radius)
    painter.save()
    painter.setClipPath(clip)
    painter.setPen(QPen(color, 1))
    for shift in (-radius, 0.0, radius):
        painter.drawLine(
            QPointF(middle.x() - radius + shift, middle.y() + radius),
            QPointF(middle.x() + radius + shift, middle.y() - radius),
        )
    painter.restore()
    painter.setPen(QPen(color, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius, radius)


class Sprites:
    """Marks drawn once per theme and pixel ratio: small ones as pixels to stamp, priorities as pictures."""

    def __init__(self, look: Look, ratio: float) -> None:
        self.ratio = ratio
        normal = look.color("normal")
        lit = mixed(look.color("text"), normal, 0.3)
        self.dots = self._dots(look, normal, lit, 4.0)
        self.small_dots = self._dots(look, normal, lit, 3.0)
        """For views from afar, where the larger ones would run together."""
        marks = (Mark.LOW, Mark.MEDIUM, Mark.HIGH, Mark.CRITICAL)
        self.priorities = {mark: _priority(mark, look, ratio) for mark in marks}
        self.calling = {mark: _priority(mark, look, ratio, ring=True) for mark in marks}
        """Of alarms nobody took note of yet."""

    def _dots(self, look: Look, normal: QColor, lit: QColor, size: float) -> dict[Mark, Pixels]:
        return {
            Mark.NORMAL: _dot(normal, size, self.ratio),
            Mark.LIT: _dot(lit, size, self.ratio),
            Mark.UNKNOWN: _hollow(normal, size, self.ratio),
            Mark.STALE: _stale(look, size, self.ratio),
        }


def _canvas(side: float, ratio: float) -> QImage:
    pixels = math.ceil(side * ratio)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _pixels(image: QImage) -> Pixels:
    rows = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return rows[:, : image.width()].copy()


def _dot(color: QColor, size: float, ratio: float) -> Pixels:
    image = _canvas(size + 1, ratio)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        middle = (size + 1) / 2
        painter.drawEllipse(QPointF(middle, middle), size / 2, size / 2)
    return _pixels(image)


def _hollow(color: QColor, size: float, ratio: float) -> Pixels:
    image = _canvas(size + 2, ratio)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, 1))
        middle = (size + 2) / 2
        painter.drawEllipse(QPointF(middle, middle), size / 2, size / 2)
    return _pixels(image)


def _stale(look: Look, size: float, ratio: float) -> Pixels:
    image = _canvas(size * 2, ratio)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stale_ring(painter, QPointF(size, size), size - 1.1, look)
    return _pixels(image)


def _priority(mark: Mark, look: Look, ratio: float, ring: bool = False) -> QPixmap:
    image = _canvas(34, ratio)
    symbol = SYMBOLS[mark]
    middle = QPointF(17, 17)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(look.color(ROLE_OF[symbol]), 0.2))
        painter.drawEllipse(middle, 14, 14)
        if ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color(ROLE_OF[symbol]), 1.6))
            painter.drawEllipse(middle, 15, 15)
        paint_symbol(painter, symbol, middle, 14, look.theme)
    return QPixmap.fromImage(image)


def stamp_order(sprite: Pixels) -> Iterator[tuple[int, int, int]]:
    """Row, column and value of every pixel that shows, faint ones first so that solid ones win."""
    alpha = sprite >> 24
    rows, columns = np.nonzero(alpha)
    for place in np.argsort(alpha[rows, columns], kind="stable"):
        row, column = int(rows[place]), int(columns[place])
        yield row, column, int(sprite[row, column])
