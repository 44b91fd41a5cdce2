"""All devices as one picture: dots stamped pixel by pixel, or groups with their counts when there are too many."""

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPen, QPixmap

from controlcenter.ui.look import Look
from controlcenter.ui.map.draw import Pixels, Sprites, blank, stamp_order
from controlcenter.ui.map.layer import Ints, Layer, Mark
from controlcenter.ui.map.projection import Floats, Viewport

DOTS_MOST = 12_000
"""More devices than this on the screen are grouped."""
FAR = 6.0
"""Metres per pixel above which dots are small."""
CELL = 56.0
"""Pixels to the side of a group's cell."""
_DOT_MARKS = (Mark.NORMAL, Mark.LIT, Mark.UNKNOWN, Mark.STALE)


class Groups(NamedTuple):
    """Cells with devices: middle of their devices (unit square), how many, how many of them stale."""

    xs: Floats
    ys: Floats
    counts: Ints
    stale: Ints


def group(xs: Floats, ys: Floats, stale: Floats, scale: float) -> Groups:
    """Count devices per cell; cells are fixed on the ground, so groups stay while the map is moved."""
    columns = np.floor(xs * (scale / CELL)).astype(np.int64)
    rows = np.floor(ys * (scale / CELL)).astype(np.int64)
    columns -= columns.min()
    rows -= rows.min()
    wide = int(columns.max()) + 1
    cells = rows * wide + columns
    counts = np.bincount(cells)
    used = np.flatnonzero(counts)
    counts = counts[used]
    # Offsets from a corner keep the sums of many coordinates exact enough.
    left, top = float(xs.min()), float(ys.min())
    return Groups(
        np.bincount(cells, xs - left)[used] / counts + left,
        np.bincount(cells, ys - top)[used] / counts + top,
        counts,
        np.bincount(cells, stale)[used].astype(np.intp),
    )


class _Stamps:
    """Dots as pixels, ready to be written into a picture many at a time."""

    def __init__(self, dots: dict[Mark, Pixels]) -> None:
        self._sides = {mark: dots[mark].shape[0] for mark in _DOT_MARKS}
        self._orders = {mark: list(stamp_order(dots[mark])) for mark in _DOT_MARKS}

    def press(self, buffer: Pixels, xs: Floats, ys: Floats, mark: Mark) -> None:
        """Write *mark* around each of *xs*, *ys* (device pixels); what would not fit whole is left out."""
        high, wide = buffer.shape
        side = self._sides[mark]
        left = np.rint(xs - side / 2).astype(np.intp)
        top = np.rint(ys - side / 2).astype(np.intp)
        inside = (left >= 0) & (top >= 0) & (left <= wide - side) & (top <= high - side)
        corners = top[inside] * wide + left[inside]
        flat = buffer.reshape(-1)
        for row, column, value in self._orders[mark]:
            flat[corners + (row * wide + column)] = value


class Overlay:
    """Draws a layer into pictures; keeps what is the same from one picture to the next."""

    def __init__(self, look: Look, ratio: float) -> None:
        self._look = look
        self.sprites = Sprites(look, ratio)
        self._near = _Stamps(self.sprites.dots)
        self._far = _Stamps(self.sprites.small_dots)
        self._bubbles: dict[tuple[str, bool, int], QPixmap] = {}
        self._buffer: Pixels | None = None

    def render(self, layer: Layer, viewport: Viewport, font: QFont) -> tuple[QPixmap, Groups | None]:
        """Draw the calm devices of *viewport*; groups are also returned, for clicks."""
        places = layer.within(viewport.box(8))
        if len(places) > DOTS_MOST:
            stale = np.isin(layer.marks[places], (Mark.UNKNOWN, Mark.STALE)).astype(np.float64)
            groups = group(layer.xs[places], layer.ys[places], stale, viewport.scale)
            return self._draw_groups(groups, viewport, font), groups
        return self._draw_dots(layer, places, viewport), None

    def _draw_dots(self, layer: Layer, places: Ints, viewport: Viewport) -> QPixmap:
        ratio = self.sprites.ratio
        high, wide = int(np.ceil(viewport.height * ratio)), int(np.ceil(viewport.width * ratio))
        if self._buffer is None or self._buffer.shape != (high, wide):
            self._buffer = np.zeros((high, wide), dtype=np.uint32)
        buffer = self._buffer
        buffer.fill(0)
        xs, ys = viewport.to_screen(layer.xs[places], layer.ys[places])
        marks = layer.marks[places]
        stamps = self._far if viewport.metres_per_pixel > FAR else self._near
        for mark in _DOT_MARKS:
            chosen = marks == mark
            stamps.press(buffer, xs[chosen] * ratio, ys[chosen] * ratio, mark)
        image = QImage(buffer.data, wide, high, wide * 4, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        # fromImage copies, so the buffer can be written again.
        return QPixmap.fromImage(image)

    def _draw_groups(self, groups: Groups, viewport: Viewport, font: QFont) -> QPixmap:
        picture = blank(viewport, self.sprites.ratio)
        picture.fill(Qt.GlobalColor.transparent)
        xs, ys = viewport.to_screen(groups.xs, groups.ys)
        with QPainter(picture) as painter:
            for x, y, count, stale in zip(
                xs.tolist(), ys.tolist(), groups.counts.tolist(), groups.stale.tolist(), strict=True
            ):
                bubble = self._bubble(_short_count(count), stale * 2 > count, group_radius(count), font)
                half = bubble.width() / bubble.devicePixelRatio() / 2
                painter.drawPixmap(QPointF(round(x) - half, round(y) - half), bubble)
        return picture

    def _bubble(self, text: str, stale: bool, radius: int, font: QFont) -> QPixmap:
        known = self._bubbles.get((text, stale, radius))
        if known is not None:
            return known
        ratio = self.sprites.ratio
        side = radius * 2 + 2
        picture = QPixmap(round(side * ratio), round(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(font)
            painter.setPen(QPen(self._look.color("stale" if stale else "normal"), 1.4))
            painter.setBrush(self._look.color("raised"))
            painter.drawEllipse(QPointF(side / 2, side / 2), radius - 0.5, radius - 0.5)
            painter.setPen(self._look.color("text"))
            painter.drawText(QRectF(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, text)
        self._bubbles[(text, stale, radius)] = picture
        return picture


def group_radius(count: int) -> int:
    """Pixels: grows with the number of digits."""
    return 9 + 3 * len(_short_count(count))


def _short_count(count: int) -> str:
    return str(count) if count < 10_000 else f"{count / 1000:.0f}k"
