"""A plot of activations on the screen, which says what the bar under the pointer is."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from controlcenter.ui.alarms.statistics_paint import BarPlot, Ink, paint_bars, plot_box
from controlcenter.ui.look import Look
from controlcenter.ui.words import clock_text, count_text

LEAST_HEIGHT = 150


class BarPlotView(QWidget):
    """Draws one BarPlot in the theme in force."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.plot = BarPlot(0.0, 1.0, 1.0)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.theme_changed.connect(self._on_theme_changed)

    def put(self, plot: BarPlot) -> None:
        self.plot = plot
        whole = count_text(sum(slot.count for slot in plot.slots), self._look.language)
        self.setAccessibleDescription(whole)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 180)

    def text_at(self, position: QPointF) -> str:
        """Begin and count of the bar at *position*; empty beside the bars."""
        box = plot_box(QRectF(self.rect()), self._ink())
        if not box.contains(position) or box.width() <= 0:
            return ""
        at = self.plot.start + (position.x() - box.left()) / box.width() * (self.plot.end - self.plot.start)
        slot = self.plot.slot_at(at)
        if slot is None:
            return ""
        when = clock_text(slot.start, self._look.zone, date=True)
        return (
            f"{when[:10] if self.plot.length_s >= 86_000 else when[:16]}: {count_text(slot.count, self._look.language)}"
        )

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            text = self.text_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), text, self) if text else QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_bars(painter, QRectF(self.rect()), self.plot, self._ink())

    def _ink(self) -> Ink:
        font = self.font()
        font.setPixelSize(11)
        return Ink(self._look.theme, self._look.language, self._look.zone, font)

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()
