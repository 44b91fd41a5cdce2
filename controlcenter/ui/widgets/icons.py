"""Line icons of the pages, drawn as paths in a box of 24 × 24."""

from collections.abc import Callable
from math import cos, pi, sin

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from controlcenter.ui.look import Theme


def _lines(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for stroke in strokes:
        path.moveTo(*stroke[0])
        for point in stroke[1:]:
            path.lineTo(*point)
    return path


def _overview() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(3, 4, 18, 16), 2, 2)
    path.addPath(_lines(((14, 4), (14, 20)), ((3, 14), (14, 14))))
    return path


def _map() -> QPainterPath:
    path = QPainterPath()
    path.moveTo(12, 21.5)
    path.cubicTo(8, 16.5, 5, 13.2, 5, 9.6)
    path.arcTo(QRectF(5, 2.6, 14, 14), 180, -180)
    path.cubicTo(19, 13.2, 16, 16.5, 12, 21.5)
    path.addEllipse(QRectF(9.4, 7.0, 5.2, 5.2))
    return path


def _devices() -> QPainterPath:
    path = QPainterPath()
    for top in (4.0, 10.2, 16.4):
        path.addRect(QRectF(3.5, top, 3.6, 3.6))
        path.addPath(_lines(((10.5, top + 1.8), (21, top + 1.8))))
    return path


def _trends() -> QPainterPath:
    return _lines(((3, 3.5), (3, 20.5), (21, 20.5)), ((6, 16), (10, 10.5), (13.5, 13.5), (20, 6)))


def _alarms() -> QPainterPath:
    path = _lines(((12, 3.2), (21.4, 20), (2.6, 20), (12, 3.2)), ((12, 9.2), (12, 14.4)))
    path.addEllipse(QRectF(11.5, 16.5, 1.0, 1.0))
    return path


def _control() -> QPainterPath:
    path = _lines(((5, 3), (5, 21)), ((12, 3), (12, 21)), ((19, 3), (19, 21)))
    for left, top in ((2.4, 13.5), (9.4, 6.0), (16.4, 11.0)):
        path.addRect(QRectF(left, top, 5.2, 3.2))
    return path


def _reports() -> QPainterPath:
    return _lines(
        ((5, 2.5), (15, 2.5), (19.5, 7), (19.5, 21.5), (5, 21.5), (5, 2.5)),
        ((8.5, 11), (16, 11)),
        ((8.5, 15), (16, 15)),
    )


def _system() -> QPainterPath:
    path = QPainterPath()
    for number in range(8):
        turn = number * pi / 4
        path.moveTo(12 + 6.6 * cos(turn), 12 + 6.6 * sin(turn))
        path.lineTo(12 + 9.6 * cos(turn), 12 + 9.6 * sin(turn))
    path.addEllipse(QRectF(5.4, 5.4, 13.2, 13.2))
    path.addEllipse(QRectF(9.4, 9.4, 5.2, 5.2))
    return path


def _page() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(4, 4, 16, 16), 3, 3)
    return path


def _find() -> QPainterPath:
    path = _lines(((15.2, 15.2), (21, 21)))
    path.addEllipse(QRectF(3.5, 3.5, 13.6, 13.6))
    return path


def _unfold() -> QPainterPath:
    return _lines(((5, 9), (12, 16), (19, 9)))


def _speaker() -> QPainterPath:
    return _lines(((3, 9), (7, 9), (12, 4.5), (12, 19.5), (7, 15), (3, 15), (3, 9)))


def _sound() -> QPainterPath:
    path = _speaker()
    for reach in (3.5, 7.0):
        path.arcMoveTo(QRectF(12.5 - reach, 12 - reach, 2 * reach, 2 * reach), 45)
        path.arcTo(QRectF(12.5 - reach, 12 - reach, 2 * reach, 2 * reach), 45, -90)
    return path


def _silent() -> QPainterPath:
    path = _speaker()
    path.addPath(_lines(((15.5, 9), (21.5, 15)), ((21.5, 9), (15.5, 15))))
    return path


_DRAW: dict[str, Callable[[], QPainterPath]] = {
    "overview": _overview,
    "map": _map,
    "alarms": _alarms,
    "devices": _devices,
    "trends": _trends,
    "control": _control,
    "reports": _reports,
    "system": _system,
    "find": _find,
    "unfold": _unfold,
    "sound": _sound,
    "silent": _silent,
}


def icon_names() -> tuple[str, ...]:
    return tuple(_DRAW)


def paint_icon(painter: QPainter, name: str, box: QRectF, color: QColor) -> None:
    """Stroke the icon *name* into *box*; a name without a drawing is a plain rounded square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 24.0, box.height() / 24.0)
    pen = QPen(color, 1.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(_DRAW.get(name, _page)(), pen)
    painter.restore()


def line_icon(name: str, color: QColor, size: int = 24) -> QIcon:
    """The icon *name* for buttons, *size* pixels square at one and two pixels a point."""
    icon = QIcon()
    for ratio in (1, 2):
        pixmap = QPixmap(size * ratio, size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            paint_icon(painter, name, QRectF(0, 0, size, size), color)
        icon.addPixmap(pixmap)
    return icon


def window_icon(theme: Theme) -> QIcon:
    """The product's mark for the task bar, in the sizes desktops ask for."""
    icon = QIcon()
    for size in (16, 32, 64, 128, 256):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QPainterPath()
            ground.addRoundedRect(QRectF(0, 0, size, size), size / 6, size / 6)
            painter.fillPath(ground, theme.color("panel"))
            paint_icon(painter, "overview", QRectF(size / 8, size / 8, size * 0.75, size * 0.75), theme.color("accent"))
        icon.addPixmap(pixmap)
    return icon
