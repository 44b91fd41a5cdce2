"""The rendered pictures the map is shown from, and when each has to be drawn anew."""

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QFont, QPainter, QPixmap

from controlcenter.ui.look import Look
from controlcenter.ui.map.base_map import BaseMap
from controlcenter.ui.map.draw import Sprites, extend_base, render_base
from controlcenter.ui.map.labels import Label, make_labels
from controlcenter.ui.map.layer import Layer
from controlcenter.ui.map.overlay import Groups, Overlay
from controlcenter.ui.map.projection import Viewport

MARGIN = 192
"""Pixels drawn beyond each edge, so that moving the map rarely draws anything anew."""


class Picture:
    """A rendered picture and the view it was rendered for."""

    __slots__ = ("pixmap", "viewport", "whole")

    def __init__(self, pixmap: QPixmap, viewport: Viewport, whole: bool = True) -> None:
        self.pixmap = pixmap
        self.viewport = viewport
        self.whole = whole
        """Drawn in one piece with its names; not so when it was extended during a drag."""

    def place(self, now: Viewport) -> QRectF:
        """Where it belongs in the view of *now*: moved, and scaled while zooming."""
        left, top = now.point_to_screen(*self.viewport.to_world(0, 0))
        factor = now.scale / self.viewport.scale
        return QRectF(left, top, self.viewport.width * factor, self.viewport.height * factor)

    def covers(self, now: Viewport) -> bool:
        return self.place(now).contains(QRectF(0.5, 0.5, now.width - 1.0, now.height - 1.0))

    def draw(self, painter: QPainter, now: Viewport) -> None:
        place = self.place(now)
        if self.viewport.scale == now.scale:
            painter.drawPixmap(QPoint(round(place.left()), round(place.top())), self.pixmap)
        else:
            painter.drawPixmap(place, self.pixmap, QRectF(self.pixmap.rect()))


class Pictures:
    """Ground and devices, each drawn with a margin around the view and kept while it will do."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._overlay: Overlay | None = None
        self._ground: Picture | None = None
        self._devices: Picture | None = None
        self._labels: list[Label] = []
        self.groups: Groups | None = None
        """The groups drawn when there are too many devices for dots."""

    @property
    def sprites(self) -> Sprites | None:
        return self._overlay.sprites if self._overlay else None

    def forget_all(self) -> None:
        """The theme changed."""
        self._overlay = self._ground = self._devices = None

    def forget_ground(self) -> None:
        self._ground = None

    def forget_devices(self) -> None:
        self._devices = None

    def settle(self, now: Viewport) -> None:
        """Movement is over: what was only good enough for it is drawn anew."""
        ground = self._ground
        if ground is not None and not (ground.whole and ground.viewport.scale == now.scale):
            self._ground = None

    def prepare(
        self, now: Viewport, moving: bool, base: BaseMap | None, layer: Layer, font: QFont, ratio: float
    ) -> None:
        """Make what is missing or does not reach; *ratio* is device pixels per pixel."""
        if self._overlay is None or self._overlay.sprites.ratio != ratio:
            self.forget_all()
            self._overlay = Overlay(self._look, ratio)
        wide = now.sized(now.width + 2 * MARGIN, now.height + 2 * MARGIN)
        if self._ground is None or not self._ground.covers(now):
            self._ground = self._new_ground(wide, moving, base, font, ratio)
        devices = self._devices
        if devices is None or devices.viewport.scale != now.scale or not devices.covers(now):
            pixmap, self.groups = self._overlay.render(layer, wide, font)
            self._devices = Picture(pixmap, wide)

    def _new_ground(self, wide: Viewport, moving: bool, base: BaseMap | None, font: QFont, ratio: float) -> Picture:
        """The ground for *wide*: while things move the old one scaled or extended will do."""
        old = self._ground
        if old is not None and moving:
            if old.viewport.scale != wide.scale:
                return old
            pixmap = extend_base(base, old.pixmap, old.viewport, wide, self._look, ratio)
            return Picture(pixmap, wide, whole=False)
        self._labels = make_labels(base, wide, self._look, font, ratio)
        return Picture(render_base(base, wide, self._look, ratio), wide)

    def draw(self, painter: QPainter, now: Viewport) -> None:
        """Ground, devices and names; names stand under groups, whose counts matter more."""
        if self._ground is not None:
            self._ground.draw(painter, now)
        if self.groups is not None:
            self._draw_labels(painter, now)
        if self._devices is not None:
            self._devices.draw(painter, now)
        if self.groups is None:
            self._draw_labels(painter, now)

    def _draw_labels(self, painter: QPainter, now: Viewport) -> None:
        for label in self._labels:
            label.draw(painter, now)
