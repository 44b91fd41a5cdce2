"""The map's widget: looks, moves, points. Everything it shows comes from the mirror it is given."""

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from controlcenter.domain.ids import DeviceId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.look import Look
from controlcenter.ui.map import furniture
from controlcenter.ui.map.base_map import BaseMap, load_base_map
from controlcenter.ui.map.inside import devices_within
from controlcenter.ui.map.layer import LIT_POINT, Ints, Layer, Mark
from controlcenter.ui.map.overlay import group_radius
from controlcenter.ui.map.pictures import Pictures
from controlcenter.ui.map.placeless import PlacelessNote
from controlcenter.ui.map.projection import Box, Floats, Viewport, project_one
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.widgets.pulse import PULSE_MS

REACH = 9.0
"""Pixels around the pointer in which a device is meant."""
SETTLE_MS = 140
REPAINT_MS = 100
"""News of devices is painted at most this often."""
REBUILD_MS = 500
CLOSE_SCALE = 256.0 * 2**16
WHEEL_STEP = 1.25
MARKERS_MOST = 4000
PULSING_MOST = 40
NOTE_PX = 10
FIT_MARGIN = 16.0
"""Pixels around the whole town."""
_PAN_KEYS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_NO_MIRROR = Mirror({})


class MapView(QWidget):
    """Devices on a base map. Feed it ``set_devices`` once and ``take`` with every change-set."""

    device_clicked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._base: BaseMap | None = None
        self._mirror = _NO_MIRROR
        self._layer = Layer()
        self._hidden: frozenset[str] = frozenset()
        self._viewport = Viewport(0.5, 0.5, 1024.0, 640, 480)
        self._fitted = False
        self._follows = True
        """Shows the whole town until somebody looks elsewhere."""
        self._pictures = Pictures(look)
        self._chosen: DeviceId | None = None
        self._hover: DeviceId | None = None
        self._pointer = QPointF(-1, -1)
        self._message = ""
        self.placeless = PlacelessNote(self)
        self.placeless.move(NOTE_PX, NOTE_PX)
        self.placeless.device_chosen.connect(self._on_placeless_chosen)
        self._dragged_from: QPoint | None = None
        self._moved = False
        self._settle = self._timer(SETTLE_MS, self._on_settled)
        self._repaint = self._timer(REPAINT_MS, self._on_repaint)
        self._rebuild = self._timer(REBUILD_MS, self._on_rebuild)
        self._faint = False
        self._pulse = self._timer(PULSE_MS, self._on_beat)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 160)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        look.theme_changed.connect(self._on_theme_changed)
        look.language_changed.connect(self._on_language_changed)
        self._on_language_changed()

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    # What it shows

    def set_base(self, path: Path | None) -> None:
        """Lay the map of *path* under the devices, or nothing. Raises BaseMapError and keeps what it had."""
        self._base = load_base_map(path) if path is not None else None
        self._pictures.forget_ground()
        self._fitted = False
        self.update()

    def set_devices(self, mirror: Mirror) -> None:
        """Show every device of *mirror* that has a place."""
        self._rebuild.stop()
        self._mirror = mirror
        self._layer = Layer(mirror.devices.values())
        self.placeless.show_devices(mirror.devices.values())
        self._layer.hide_kinds(self._hidden)
        self._layer.mark_all(mirror)
        self._beat()
        self._pictures.forget_devices()
        if self._follows:
            self._fitted = False
        self.update()

    def take(self, changes: ChangeSet, mirror: Mirror) -> None:
        """Look again at what *changes* touches; a repaint follows only when something looks different."""
        self._mirror = mirror
        touched = {status.device for status in changes.statuses}
        touched.update(reading.device for reading in changes.readings if reading.key == LIT_POINT)
        touched.update(alarm.id.device for alarm in changes.alarms)
        misplaced = changes.removed or any(
            device.position is None or self._layer.misplaces(device) for device in changes.devices
        )
        if misplaced and not self._rebuild.isActive():
            self._rebuild.start()
        if touched and self._layer.mark_some(touched, mirror):
            self._beat()
            if not self._repaint.isActive():
                self._repaint.start()

    def hide_kinds(self, kinds: frozenset[str]) -> None:
        """Show every kind but these."""
        self._hidden = kinds
        self._layer.hide_kinds(kinds)
        self._pictures.forget_devices()
        self.update()

    def say(self, text: str) -> None:
        """Put *text* in the middle of the map: what is missing, and how to get it. Empty takes it away."""
        if text != self._message:
            self._message = text
            self.update()

    def choose(self, device: DeviceId | None) -> None:
        """Put the ring around *device*."""
        if device != self._chosen:
            self._chosen = device
            self.update()

    def centre_on(self, device: DeviceId) -> None:
        """Bring *device* into the middle, close enough to see the street; nothing happens when it has no place."""
        known = self._mirror.devices.get(device)
        if known is None or known.position is None:
            return
        x, y = project_one(known.position.lon, known.position.lat)
        scale = max(self._viewport.scale, CLOSE_SCALE)
        self._fitted = True
        self._follows = False
        self._look_at(self._viewport.zoomed(scale / self._viewport.scale, 0, 0).centred(x, y))

    def fit(self) -> None:
        """Show the whole town: the devices, or the base map while there are none."""
        box = self._layer.box or (self._base.box if self._base else None)
        if box is not None:
            self._fitted = self._follows = True
            self._look_at(self._viewport.fitted(box, FIT_MARGIN))

    @property
    def message(self) -> str:
        return self._message

    @property
    def pulsing(self) -> bool:
        return self._pulse.isActive()

    @property
    def viewport_box(self) -> Box:
        return self._viewport.box()

    def save_state(self) -> dict[str, object]:
        """Where the map looks: plain JSON values."""
        view = self._viewport
        return {"x": view.x, "y": view.y, "scale": view.scale, "whole": self._follows}

    def restore_state(self, state: object) -> None:
        """Take back what ``save_state`` gave; anything else is ignored."""
        if not isinstance(state, dict) or state.get("whole") is True:
            return
        x, y, scale = (state.get(key) for key in ("x", "y", "scale"))
        if isinstance(x, float) and isinstance(y, float) and isinstance(scale, float) and 0 <= x <= 1 and 0 <= y <= 1:
            self._fitted = True
            self._follows = False
            self._look_at(self._viewport.zoomed(scale / self._viewport.scale, 0, 0).centred(x, y))

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(900, 560)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._fitted:
            self.fit()
        self._beat()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._beat()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._viewport = self._viewport.sized(self.width(), self.height())
        if self._follows or not self._fitted:
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._fitted:
            self.fit()
        moving = self._settle.isActive()
        ratio = self.devicePixelRatioF()
        self._pictures.prepare(self._viewport, moving, self._base, self._layer, self._small_font(), ratio)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._look.color("window"))
            self._pictures.draw(painter, self._viewport)
            self._draw_markers(painter)
            self._draw_chosen(painter)
            self._draw_furniture(painter)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120.0
        spot = event.position()
        self._move_to(self._viewport.zoomed(WHEEL_STEP**steps, spot.x(), spot.y()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.position().toPoint()
            self._moved = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position()
        self._pointer = spot
        if self._dragged_from is not None:
            step = spot.toPoint() - self._dragged_from
            if self._moved or step.manhattanLength() > 4:
                self._moved = True
                self._dragged_from = spot.toPoint()
                self._move_to(self._viewport.panned(step.x(), step.y()))
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        hover = self.device_at(spot)
        self.setCursor(Qt.CursorShape.PointingHandCursor if hover else Qt.CursorShape.ArrowCursor)
        if hover != self._hover or self._pictures.groups is not None:
            self._hover = hover
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        clicked = self._dragged_from is not None and not self._moved
        self._dragged_from = None
        self.unsetCursor()
        device = self.device_at(event.position()) if clicked else None
        if device is not None:
            self.choose(device)
            self.device_clicked.emit(device)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = event.position()
        self._move_to(self._viewport.zoomed(2.0, spot.x(), spot.y()))

    def leaveEvent(self, event: object) -> None:
        self._hover = None
        self._pointer = QPointF(-1, -1)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        middle = (self.width() / 2, self.height() / 2)
        if key in _PAN_KEYS:
            right, down = _PAN_KEYS[key]
            self._move_to(self._viewport.panned(right * self.width() / 8, down * self.height() / 8))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._move_to(self._viewport.zoomed(1.5, *middle))
        elif key == Qt.Key.Key_Minus:
            self._move_to(self._viewport.zoomed(1 / 1.5, *middle))
        elif key == Qt.Key.Key_Home:
            self.fit()
        else:
            super().keyPressEvent(event)

    # Pointing

    def device_at(self, spot: QPointF) -> DeviceId | None:
        """The device under *spot* (widget pixels): one with an alarm first, then the nearest."""
        left, top = self._viewport.to_world(spot.x() - REACH, spot.y() - REACH)
        right, bottom = self._viewport.to_world(spot.x() + REACH, spot.y() + REACH)
        places = self._layer.within(Box(left, top, right, bottom))
        if self._pictures.groups is not None:
            places = places[self._layer.marks[places] >= Mark.LOW]
        if not len(places):
            return None
        xs, ys = self._viewport.to_screen(self._layer.xs[places], self._layer.ys[places])
        distance = np.hypot(xs - spot.x(), ys - spot.y())
        distance -= self._layer.marks[places].astype(np.float64) * (self._layer.marks[places] >= Mark.LOW) * REACH
        return self._layer.ids[int(places[int(np.argmin(distance))])]

    def devices_within(self, outline: Sequence[QPointF]) -> list[DeviceId]:
        """The shown devices inside *outline* (widget pixels, closed by itself)."""
        return devices_within(self._layer, self._viewport, outline)

    def places_of(self, devices: Iterable[DeviceId]) -> tuple[Floats, Floats]:
        """Where those of *devices* that have a place are on the widget, (n,) pixels each; maybe off its edge."""
        index = self._layer.index
        places = np.array([index[device] for device in devices if device in index], dtype=np.intp)
        return self._viewport.to_screen(self._layer.xs[places], self._layer.ys[places])

    def _group_at(self, spot: QPointF) -> tuple[int, int] | None:
        """Devices and stale devices of the group under *spot*."""
        if self._pictures.groups is None or not len(self._pictures.groups.counts):
            return None
        xs, ys = self._viewport.to_screen(self._pictures.groups.xs, self._pictures.groups.ys)
        distance = np.hypot(xs - spot.x(), ys - spot.y())
        place = int(np.argmin(distance))
        count = int(self._pictures.groups.counts[place])
        return (count, int(self._pictures.groups.stale[place])) if distance[place] <= group_radius(count) else None

    # Drawing

    def _move_to(self, viewport: Viewport) -> None:
        """Somebody moved the map."""
        self._follows = False
        self._look_at(viewport)

    def _look_at(self, viewport: Viewport) -> None:
        if viewport != self._viewport:
            self._viewport = viewport
            self._settle.start()
            self.update()

    def _draw_markers(self, painter: QPainter) -> None:
        """Devices with alarms, worst on top; those nobody took note of have a ring, which pulses."""
        sprites = self._pictures.sprites
        if sprites is None:
            return
        layer = self._layer
        places, xs, ys = self._in_sight((layer.marks >= Mark.LOW) & layer.shown)
        order = np.argsort(layer.marks[places], kind="stable")[-MARKERS_MOST:]
        marks, calling = layer.marks[places][order].tolist(), layer.calling[places][order].tolist()
        lefts, tops = (xs[order] - 17).tolist(), (ys[order] - 17).tolist()
        for mark, call, left, top in zip(marks, calling, lefts, tops, strict=True):
            pictures = sprites.calling if call and not self._faint else sprites.priorities
            painter.drawPixmap(QPointF(left, top), pictures[Mark(mark)])

    def _in_sight(self, wanted: npt.NDArray[np.bool_]) -> tuple[Ints, Floats, Floats]:
        """Places of the *wanted* (n,) devices on the screen, and where (pixels)."""
        places = np.flatnonzero(wanted)
        xs, ys = self._viewport.to_screen(self._layer.xs[places], self._layer.ys[places])
        inside = (xs > -17) & (ys > -17) & (xs < self.width() + 17) & (ys < self.height() + 17)
        return places[inside], xs[inside], ys[inside]

    def _draw_chosen(self, painter: QPainter) -> None:
        place = self._layer.index.get(self._chosen) if self._chosen is not None else None
        if place is None:
            return
        x, y = self._viewport.point_to_screen(float(self._layer.xs[place]), float(self._layer.ys[place]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in (("window", 4.5), ("accent", 2.0)):
            painter.setPen(QPen(self._look.color(color), width))
            painter.drawEllipse(QPointF(x, y), 12, 12)

    def _draw_furniture(self, painter: QPainter) -> None:
        width, height = self.width(), self.height()
        painter.setFont(self._small_font())
        furniture.draw_legend(painter, width, height, self._look)
        note = furniture.note_text(self._base.note) if self._base else ""
        metres = self._viewport.metres_per_pixel
        furniture.draw_scale(painter, width, height, metres, note, self._base is None, self._look)
        if self.hasFocus():
            painter.setPen(QPen(self._look.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._message:
            furniture.draw_message(painter, width, height, self._message, self._look)
        lines = self._card()
        if lines:
            spot = self._pointer
            furniture.draw_card(painter, spot.x(), spot.y(), width, height, lines, self._look)

    def _card(self) -> list[tuple[str, str]]:
        if self._dragged_from is not None:
            return []
        device = self._mirror.devices.get(self._hover) if self._hover is not None else None
        if device is not None:
            return furniture.card_lines(device, self._mirror, self._look.language, self._clock())
        group = self._group_at(self._pointer)
        return furniture.group_lines(*group) if group is not None else []

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(12)
        return font

    # Slots

    def _on_settled(self) -> None:
        self._pictures.settle(self._viewport)
        self.update()

    def _on_repaint(self) -> None:
        self._pictures.forget_devices()
        self.update()

    def _beat(self) -> None:
        """Go on pulsing while something calls and somebody can see it."""
        if self.isVisible() and self._layer.calling.any():
            if not self._pulse.isActive():
                self._pulse.start()
        else:
            self._pulse.stop()
            self._faint = False

    def _on_beat(self) -> None:
        self._faint = not self._faint
        _, xs, ys = self._in_sight(self._layer.calling & self._layer.shown)
        if len(xs) > PULSING_MOST:
            # In a flood the rings stay: what blinks everywhere points nowhere.
            self._faint = False
        else:
            for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
                self.update(int(x) - 18, int(y) - 18, 37, 37)
        self._beat()

    def _on_rebuild(self) -> None:
        self.set_devices(self._mirror)

    def _on_placeless_chosen(self, device: str) -> None:
        self.choose(DeviceId(device))
        self.device_clicked.emit(device)

    def _on_theme_changed(self, _theme: object) -> None:
        self._pictures.forget_all()
        self.update()

    def _on_language_changed(self, _language: str = "") -> None:
        self.setAccessibleName(QCoreApplication.translate("Map", "Map of the devices"))
        self.placeless.retranslate(self._look.language)
        self.update()
