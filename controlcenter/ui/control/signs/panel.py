"""A drawing of a sign: fitting its place by whole factors, or dot for pixel as it looks from afar."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from controlcenter.domain.signs.render import Picture
from controlcenter.ui.control.signs.led import DAY, NIGHT, Light, Pixel, led_image, spots, whole_factor
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.hatch import paint_hatch

FRAME_PX = 4
_TALLEST = 6
"""Screen pixels for a dot above which a drawing asks for no more room."""


class SignPanel(QWidget):
    """Shows one picture; without one it says *words* in its middle."""

    def __init__(self, look: Look, least: int = 1, parent: QWidget | None = None) -> None:
        """*least*: screen pixels for a dot that it asks room for."""
        super().__init__(parent)
        self._look, self._least = look, least
        self._picture: Picture | None = None
        self._size = QSize(128, 48)
        self._words = ""
        self._bad: tuple[Pixel, ...] = ()
        self._image: tuple[int, Light, QImage] | None = None
        self.stale = self.wrong = self.whole = self.by_day = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        look.theme_changed.connect(self._on_theme_changed)

    def put(self, picture: Picture | None, size: tuple[int, int], words: str = "") -> None:
        """Show *picture* of a sign of *size* dots."""
        if picture is not self._picture:
            self._picture, self._image = picture, None
        if QSize(*size) != self._size:
            self._size = QSize(*size)
            self.updateGeometry()
        self._words = words
        self.setAccessibleDescription(words)
        self.update()

    def mark(self, stale: bool = False, wrong: bool = False, bad: Sequence[Pixel] = ()) -> None:
        """Hatch what is old, frame what differs, and lay failed pixels over the drawing."""
        self.stale, self.wrong, self._bad = stale, wrong, tuple(bad)
        self.update()

    def show_by_day(self, day: bool) -> None:
        self.by_day = day
        self.update()

    def show_whole(self, whole: bool) -> None:
        """Dot for pixel instead of as large as fits."""
        self.whole = whole
        self.update()

    @property
    def bad(self) -> tuple[Pixel, ...]:
        return self._bad

    def factor(self) -> int:
        """Screen pixels a dot; one when it is drawn dot for pixel or has no room."""
        if self.whole:
            return max(1, round(self.devicePixelRatioF()))
        ratio, edge = self.devicePixelRatioF(), 2 * FRAME_PX
        room = (self.width() - edge) * ratio, (self.height() - edge) * ratio
        return whole_factor(self._size.width(), self._size.height(), *room)

    def sizeHint(self) -> QSize:
        return self._size * min(_TALLEST, self._least + 1) + QSize(2 * FRAME_PX, 2 * FRAME_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, min(160, self._size.height() * self._least) + 2 * FRAME_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio, factor = self.devicePixelRatioF(), self.factor()
        width, height = (edge * factor / ratio for edge in (self._size.width(), self._size.height()))
        shrink = min(1.0, (self.width() - 2 * FRAME_PX) / width, (self.height() - 2 * FRAME_PX) / height)
        width, height = width * shrink, height * shrink
        # Whole screen pixels, or every dot would be smeared over two.
        left = round((self.width() - width) / 2 * ratio) / ratio
        top = round((self.height() - height) / 2 * ratio) / ratio
        box = QRectF(left, top, width, height)
        with QPainter(self) as painter:
            edge = QPen(self._look.color("high" if self.wrong else "line"), 3.0 if self.wrong else 2.0)
            painter.setPen(edge)
            if self._picture is None:
                painter.setBrush(self._look.color("window"))
                painter.drawRect(box.adjusted(-2, -2, 2, 2))
                painter.setPen(self._look.color("muted"))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._words)
            else:
                painter.drawRect(box.adjusted(-2, -2, 2, 2))
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, shrink < 1.0)
                painter.drawImage(box, self._drawn(self._picture, factor))
                self._paint_bad(painter, box.topLeft(), factor, shrink / ratio)
            if self.stale:
                paint_hatch(painter, box, self._look.theme, 0.6)

    def _drawn(self, picture: Picture, factor: int) -> QImage:
        light = DAY if self.by_day else NIGHT
        if self._image is None or self._image[:2] != (factor, light):
            self._image = factor, light, led_image(picture, factor, light)
        return self._image[2]

    def _paint_bad(self, painter: QPainter, origin: QPointF, factor: int, scale: float) -> None:
        painter.setPen(QPen(self._look.color("critical"), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for left, top, edge in spots(self._bad, factor):
            painter.drawRect(QRectF(origin.x() + left * scale, origin.y() + top * scale, edge * scale, edge * scale))

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()
