"""Choosing devices on a map: a rectangle or a free outline, drawn over it."""

import enum
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from controlcenter.domain.ids import DeviceId
from controlcenter.ui.look import Look
from controlcenter.ui.map.view import MapView

STEP_PX = 4.0
"""Points of a free outline lie at least this far apart."""
DOT_PX, HALO_PX = 7.0, 11.0
LEAST_PX = 4.0
"""A smaller outline is a slip of the hand."""
MARKED_MOST = 20_000


class Shape(enum.StrEnum):
    RECTANGLE = "rectangle"
    OUTLINE = "outline"


class Joining(enum.StrEnum):
    """What becomes of those chosen before."""

    REPLACE = "replace"
    ADD = "add"
    REMOVE = "remove"


class Lasso(QWidget):
    """Lies over a map. Off, it lets every event through and only marks the chosen; on, dragging draws an outline.

    Shift adds to what is chosen, Ctrl takes away; Escape drops an outline begun, or switches the lasso off.
    """

    chosen = Signal(object, object)
    """The device ids inside (a list) and a Joining."""
    switched = Signal()
    """It was switched on or off."""

    def __init__(self, over: MapView, look: Look) -> None:
        super().__init__(over)
        self._map, self._look = over, look
        self.shape: Shape | None = None
        """What dragging draws; None: off."""
        self._points: list[QPointF] = []
        self._marked: tuple[DeviceId, ...] = ()
        self._left_out: tuple[DeviceId, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        over.installEventFilter(self)
        self.setGeometry(over.rect())

    def switch(self, shape: Shape | None) -> None:
        """Draw *shape* from now on; None lets the map be moved again."""
        if shape == self.shape:
            return
        self.shape = shape
        self._points = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, shape is None)
        self.setCursor(Qt.CursorShape.ArrowCursor if shape is None else Qt.CursorShape.CrossCursor)
        self.update()
        self.switched.emit()

    def mark(self, devices: Sequence[DeviceId], left_out: Sequence[DeviceId] = ()) -> None:
        """Mark *devices* as chosen and *left_out* as chosen in vain."""
        self._marked, self._left_out = tuple(devices), tuple(left_out)
        self.update()

    def take_all_in_view(self, joining: Joining = Joining.REPLACE) -> None:
        """Choose every device on the screen: what the keyboard has for an outline."""
        corners = QPolygonF(self._map.rect().toRectF())
        self._finish([corners.at(number) for number in range(corners.size())], joining)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._map and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._map.rect())
        if watched is self._map and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.key() == Qt.Key.Key_Escape and self._escape()
        return False

    def _escape(self) -> bool:
        if self.shape is None:
            return False
        if self._points:
            self._points = []
            self.update()
        else:
            self.switch(None)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._map.setFocus(Qt.FocusReason.MouseFocusReason)
            self._points = [event.position()]
        else:
            self._escape()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._points:
            self._draw_to(event.position())

    def _draw_to(self, spot: QPointF) -> None:
        if self.shape is Shape.RECTANGLE:
            first = self._points[0]
            self._points = [first, QPointF(spot.x(), first.y()), spot, QPointF(first.x(), spot.y())]
        elif (spot - self._points[-1]).manhattanLength() >= STEP_PX:
            self._points.append(spot)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._points:
            self._draw_to(event.position())
        points, self._points = self._points, []
        if event.button() == Qt.MouseButton.LeftButton and points:
            self._finish(points, _joining(event.modifiers()))

    def _finish(self, points: list[QPointF], joining: Joining) -> None:
        around = QPolygonF(points).boundingRect()
        if around.width() >= LEAST_PX and around.height() >= LEAST_PX:
            self.chosen.emit(self._map.devices_within(points), joining)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_marks(painter, self._left_out, "muted")
            self._draw_marks(painter, self._marked, "accent")
            if len(self._points) > 1:
                accent = self._look.color("accent")
                painter.setPen(QPen(accent, 1.5))
                painter.setBrush(QColor(accent.red(), accent.green(), accent.blue(), 40))
                painter.drawPolygon(QPolygonF(self._points))

    def _draw_marks(self, painter: QPainter, devices: Sequence[DeviceId], role: str) -> None:
        if not devices:
            return
        xs, ys = self._map.places_of(devices[:MARKED_MOST])
        spots = QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])
        for color, width in (("window", HALO_PX), (role, DOT_PX)):
            painter.setPen(QPen(self._look.color(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPoints(spots)


def _joining(modifiers: Qt.KeyboardModifier) -> Joining:
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return Joining.ADD
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return Joining.REMOVE
    return Joining.REPLACE


def joined(before: Sequence[DeviceId], found: Sequence[DeviceId], joining: Joining) -> tuple[DeviceId, ...]:
    """Those chosen after *found* was added to, taken from, or put in place of *before*."""
    if joining is Joining.REPLACE:
        return tuple(found)
    if joining is Joining.ADD:
        return tuple(dict.fromkeys((*before, *found)))
    gone = set(found)
    return tuple(device for device in before if device not in gone)
