"""The glass over the chart: crosshair, drag box, wheel. It knows pixels and times, nothing of plots."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from controlcenter.ui.look import Look

DRAG_PX = 6
STEP_SHARE = 0.1


class Overlay(QWidget):
    """Left drag marks a stretch to zoom to; Shift or the middle button moves; the wheel zooms; arrows move."""

    hovered = Signal(object)
    """Time under the mouse in s since 1970 UTC, None when it left."""
    stretch_marked = Signal(float, float)
    zoomed = Signal(float, float)
    """Factor of the span, and the time that stays where it is."""
    moved = Signal(float)
    """Seconds to the right."""
    live_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._box = QRectF()
        self._start, self._end = 0.0, 1.0
        self._cursor: float | None = None
        self._mouse: float | None = None
        self._text = ""
        self._pressed: QPointF | None = None
        self._panning = False
        self._dragged: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_view(self, box: QRectF, start: float, end: float) -> None:
        """The curves lie in *box* (pixels) and reach from *start* to *end*."""
        self._box, self._start, self._end = box, start, end
        if self._mouse is not None:
            # The mouse stands still while time moves under it.
            self.hovered.emit(self._time(self._mouse))

    def show_cursor(self, at: float | None, text: str) -> None:
        """Draw the crosshair at *at* with *text* (its local time) beside it."""
        if (at, text) != (self._cursor, self._text):
            self._cursor, self._text = at, text
            self.update()

    def _time(self, x: float) -> float:
        share = (x - self._box.left()) / max(1.0, self._box.width())
        return self._start + share * (self._end - self._start)

    def _x(self, at: float) -> float:
        return self._box.left() + (at - self._start) / (self._end - self._start) * self._box.width()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed = self._dragged = event.position()
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._panning = shift or event.button() == Qt.MouseButton.MiddleButton
            self.setCursor(Qt.CursorShape.ClosedHandCursor if self._panning else Qt.CursorShape.CrossCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        self._mouse = place.x() if self._box.contains(place) else None
        self.hovered.emit(None if self._mouse is None else self._time(self._mouse))
        if self._pressed is None or self._dragged is None:
            return
        if self._panning:
            self.moved.emit(self._time(self._dragged.x()) - self._time(place.x()))
        self._dragged = place
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        self.unsetCursor()
        self.update()
        if pressed is None or self._panning or abs(event.position().x() - pressed.x()) < DRAG_PX:
            return
        ends = sorted((self._time(pressed.x()), self._time(event.position().x())))
        self.stretch_marked.emit(max(ends[0], self._start), min(ends[1], self._end))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.live_wanted.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self._mouse = None
        self.hovered.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        span = self._end - self._start
        if turned.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.moved.emit(-(turned.x() or turned.y()) / 120 * STEP_SHARE * span)
        elif turned.y():
            self.zoomed.emit(0.8 ** (turned.y() / 120), self._time(event.position().x()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        span = self._end - self._start
        match event.key():
            case Qt.Key.Key_Left:
                self.moved.emit(-STEP_SHARE * span)
            case Qt.Key.Key_Right:
                self.moved.emit(STEP_SHARE * span)
            case Qt.Key.Key_PageUp:
                self.moved.emit(-span)
            case Qt.Key.Key_PageDown:
                self.moved.emit(span)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoomed.emit(0.5, (self._start + self._end) / 2)
            case Qt.Key.Key_Minus:
                self.zoomed.emit(2.0, (self._start + self._end) / 2)
            case Qt.Key.Key_End:
                self.live_wanted.emit()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._pressed is not None and self._dragged is not None and not self._panning:
                left, right = sorted((self._pressed.x(), self._dragged.x()))
                shade = QColor(self._look.color("accent"))
                shade.setAlphaF(0.18)
                painter.fillRect(QRectF(left, self._box.top(), right - left, self._box.height()), shade)
            if self._cursor is not None and self._start <= self._cursor <= self._end:
                self._paint_cursor(painter, self._x(self._cursor))

    def _paint_cursor(self, painter: QPainter, x: float) -> None:
        painter.setPen(QPen(self._look.color("muted"), 1))
        painter.drawLine(QPointF(round(x), self._box.top()), QPointF(round(x), self._box.bottom()))
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(self._text) + 12, metrics.height() + 4
        left = min(max(x + 6, self._box.left()), self._box.right() - width)
        label = QRectF(left, self._box.top() + 2, width, height)
        painter.fillRect(label, self._look.color("raised"))
        painter.setPen(self._look.color("text"))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self._text)
