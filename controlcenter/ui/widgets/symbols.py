"""The shapes of priorities and states, drawn as paths: readable in greyscale, the same on every machine."""

import enum
import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from controlcenter.domain.devices import DeviceStatus
from controlcenter.domain.readings import Connection, Quality
from controlcenter.ui.look import Look, Theme
from controlcenter.ui.palette import readable_on


class Symbol(enum.StrEnum):
    """A shape with its theme role: priorities are filled, what is not known is hollow."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NORMAL = "normal"
    STALE = "stale"
    OFFLINE = "offline"
    UNKNOWN = "unknown"
    DISCOVERED = "discovered"


PRIORITIES = (Symbol.CRITICAL, Symbol.HIGH, Symbol.MEDIUM, Symbol.LOW)
ROLE_OF: dict[Symbol, str] = {
    Symbol.CRITICAL: "critical",
    Symbol.HIGH: "high",
    Symbol.MEDIUM: "medium",
    Symbol.LOW: "low",
    Symbol.NORMAL: "normal",
    Symbol.STALE: "stale",
    Symbol.OFFLINE: "stale",
    Symbol.UNKNOWN: "normal",
    Symbol.DISCOVERED: "accent",
}


def status_symbol(status: DeviceStatus | None) -> Symbol:
    """How well a device is heard; what is wrong with it its alarms say."""
    if status is None:
        return Symbol.UNKNOWN
    if status.connection is Connection.OFFLINE:
        return Symbol.OFFLINE
    if status.last_seen is None:
        return Symbol.UNKNOWN
    return Symbol.STALE if status.quality >= Quality.STALE else Symbol.NORMAL


def symbol_path(symbol: Symbol, center: QPointF, size: float) -> QPainterPath:
    """The outline of *symbol* about *size* pixels across."""
    path = QPainterPath()
    x, y, half = center.x(), center.y(), size / 2
    if symbol is Symbol.CRITICAL:
        _polygon(path, (x, y - half), (x + half * 1.08, y + half * 0.86), (x - half * 1.08, y + half * 0.86))
    elif symbol is Symbol.HIGH:
        reach = half * 1.08
        _polygon(path, (x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    elif symbol is Symbol.MEDIUM:
        side = half * 0.86
        path.addRect(QRectF(x - side, y - side, 2 * side, 2 * side))
    else:
        radius = half * (0.72 if symbol is Symbol.NORMAL else 0.92)
        path.addEllipse(center, radius, radius)
    return path


def _polygon(path: QPainterPath, *corners: tuple[float, float]) -> None:
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.closeSubpath()


def paint_symbol(
    painter: QPainter,
    symbol: Symbol,
    center: QPointF,
    size: float,
    theme: Theme,
    text: str = "",
    color: QColor | None = None,
) -> None:
    """Draw *symbol* in *color*, else its role's; *text* (a count of up to two figures) stands on filled shapes."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = theme.color(ROLE_OF[symbol]) if color is None else color
    path = symbol_path(symbol, center, size)
    if symbol in PRIORITIES or symbol is Symbol.NORMAL:
        painter.fillPath(path, color)
        if text:
            _paint_count(painter, symbol, center, size, readable_on(color, theme), text)
    else:
        _paint_hollow(painter, symbol, path, center, size, color)
    painter.restore()


def _paint_hollow(
    painter: QPainter, symbol: Symbol, path: QPainterPath, center: QPointF, size: float, color: QColor
) -> None:
    width = max(1.2, size / 9)
    pen = QPen(color, width)
    if symbol is Symbol.UNKNOWN:
        pen.setDashPattern([1.6, 1.4])
    painter.setPen(pen)
    painter.drawPath(path)
    pen.setStyle(Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    reach = size / 2 * 0.92
    if symbol is Symbol.OFFLINE:
        arm = reach * math.sqrt(0.5)
        painter.drawLine(center + QPointF(-arm, -arm), center + QPointF(arm, arm))
        painter.drawLine(center + QPointF(-arm, arm), center + QPointF(arm, -arm))
    elif symbol is Symbol.DISCOVERED:
        arm = reach * 0.5
        painter.drawLine(center + QPointF(-arm, 0), center + QPointF(arm, 0))
        painter.drawLine(center + QPointF(0, -arm), center + QPointF(0, arm))
    elif symbol is Symbol.STALE:
        painter.setClipPath(path)
        painter.setPen(QPen(color, max(1.0, width * 0.7)))
        step = max(2.5, size / 4.5)
        for shift in (-step, 0.0, step):
            painter.drawLine(center + QPointF(shift - reach, reach), center + QPointF(shift + reach, -reach))


def _paint_count(painter: QPainter, symbol: Symbol, center: QPointF, size: float, ink: QColor, text: str) -> None:
    font = QFont(painter.font())
    font.setPixelSize(max(7, round(size * (0.5 if len(text) < 3 else 0.38))))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(ink)
    lower = size * 0.16 if symbol is Symbol.CRITICAL else 0.0
    box = QRectF(center.x() - size, center.y() - size + lower, 2 * size, 2 * size)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


_PIXMAPS: dict[tuple[Symbol, int, int, float], QPixmap] = {}


def symbol_pixmap(symbol: Symbol, size: int, theme: Theme, ratio: float = 1.0) -> QPixmap:
    """A picture of *symbol*, *size* logical pixels square; drawn once per colour and scale. Do not paint on it."""
    key = (symbol, size, theme.color(ROLE_OF[symbol]).rgba(), ratio)
    pixmap = _PIXMAPS.get(key)
    if pixmap is None:
        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            paint_symbol(painter, symbol, QPointF(size / 2, size / 2), size * 0.86, theme)
        _PIXMAPS[key] = pixmap
    return pixmap


def symbol_icon(symbol: Symbol, theme: Theme, size: int = 16) -> QIcon:
    """The symbol as an icon for models and buttons, at one and two pixels a point."""
    icon = QIcon()
    icon.addPixmap(symbol_pixmap(symbol, size, theme, 1.0))
    icon.addPixmap(symbol_pixmap(symbol, size, theme, 2.0))
    return icon


class SymbolLabel(QWidget):
    """One symbol in a layout."""

    def __init__(self, look: Look, symbol: Symbol = Symbol.NORMAL, size: int = 16, parent: QWidget | None = None):
        super().__init__(parent)
        self._look = look
        self._symbol = symbol
        self._size = size
        self._text = ""
        self.setFixedSize(size + 4, size + 4)
        look.theme_changed.connect(self._on_theme_changed)

    @property
    def symbol(self) -> Symbol:
        return self._symbol

    def set_symbol(self, symbol: Symbol, text: str = "") -> None:
        if (symbol, text) != (self._symbol, self._text):
            self._symbol, self._text = symbol, text
            self.update()

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            center = QPointF(self.width() / 2, self.height() / 2)
            paint_symbol(painter, self._symbol, center, self._size, self._look.theme, self._text)
