"""One value in large figures, with its unit, quality and age: never old as if live."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from controlcenter.domain.kinds import PointKind
from controlcenter.domain.readings import Quality, Reading
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.hatch import paint_hatch
from controlcenter.ui.words import DASH, age_text, quality_text, value_text

_GAP = 4.0
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
VALUE_PX = 16
NOTE_PX = 12


class ValueLabel(QWidget):
    """Paints ``value unit`` right-aligned; anything but GOOD is hatched, greyed and tells its age or quality.

    Repaints only when one of the words changed, so it may be fed as often as one likes.
    """

    def __init__(self, look: Look, parent: QWidget | None = None, value_px: int = VALUE_PX) -> None:
        super().__init__(parent)
        self._look = look
        self._value_px = value_px
        self._words = (DASH, "", "")
        self._quality = Quality.STALE
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.theme_changed.connect(self._on_theme_changed)

    @property
    def words(self) -> tuple[str, str, str]:
        """Value, unit and note as painted."""
        return self._words

    @property
    def live(self) -> bool:
        return self._quality is Quality.GOOD

    def show_reading(self, reading: Reading | None, point: PointKind | None, now: float) -> None:
        """Show *reading* as *point* writes it; *now* in s since 1970 UTC. None: nothing is known."""
        value = value_text(reading.value if reading else None, point, self._look.language)
        quality = reading.quality if reading else Quality.STALE
        age = now - reading.at if reading else None
        self.show_text(value, point.unit if point else "", quality, age)

    def show_text(
        self, value: str, unit: str = "", quality: Quality = Quality.GOOD, age_s: float | None = None
    ) -> None:
        """Show *value*; *age_s* in seconds is written when the quality is not GOOD."""
        note = ""
        if quality is Quality.STALE and age_s is not None:
            note = age_text(age_s)
        elif quality is not Quality.GOOD and value != DASH:
            note = quality_text(quality)
        words = (value, unit if value != DASH else "", note)
        if words == self._words and quality is self._quality:
            return
        self._words, self._quality = words, quality
        self.setAccessibleName(" ".join(word for word in words if word))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        value, unit, note = self._words
        return self._size_of(value, (unit, note))

    def minimumSizeHint(self) -> QSize:
        return self._size_of(self._words[0], (self._words[1],))

    def _size_of(self, value: str, small: tuple[str, ...]) -> QSize:
        width = QFontMetricsF(self._value_font()).horizontalAdvance(value)
        metrics = QFontMetricsF(self._note_font())
        width += sum(metrics.horizontalAdvance(word) + _GAP for word in small if word)
        return QSize(int(width) + 12, self._value_px + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        value, unit, note = self._words
        theme = self._look.theme
        with QPainter(self) as painter:
            box = QRectF(self.rect()).adjusted(4, 0, -4, 0)
            if not self.live:
                paint_hatch(painter, QRectF(self.rect()), theme, 0.28)
            small, large = self._note_font(), self._value_font()
            room = box.width() - QFontMetricsF(large).horizontalAdvance(value)
            painter.setFont(small)
            painter.setPen(theme.color("muted"))
            for word in (note, unit):
                width = QFontMetricsF(small).horizontalAdvance(word) + _GAP
                # What is too narrow for everything loses the note, then the unit: never figures of the value.
                if word and width <= room + 1:
                    painter.drawText(box, _RIGHT, word)
                    box.setRight(box.right() - width)
                    room -= width
            painter.setFont(large)
            painter.setPen(theme.color("text" if self.live else "muted"))
            text = QFontMetricsF(large).elidedText(value, Qt.TextElideMode.ElideRight, box.width() + 1)
            painter.drawText(box, _RIGHT, text)

    def _value_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._value_px)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _note_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(NOTE_PX)
        return font

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()
