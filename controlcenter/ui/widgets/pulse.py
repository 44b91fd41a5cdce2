"""The one thing that moves: a symbol that fades slowly while somebody is to look at it."""

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from controlcenter.ui.look import Look
from controlcenter.ui.widgets.symbols import Symbol, paint_symbol

PULSE_MS = 1000
"""Between two looks: a whole pulse takes two seconds."""
FAINT = 0.45


class PulsingSymbol(QWidget):
    """Paints nothing and runs no timer while it has no symbol or is out of sight."""

    def __init__(self, look: Look, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._size = size
        self._symbol: Symbol | None = None
        self._faint = False
        self._timer = QTimer(self)
        self._timer.setInterval(PULSE_MS)
        self._timer.timeout.connect(self._on_beat)
        self.setFixedSize(size + 4, size + 4)
        look.theme_changed.connect(self._on_theme_changed)

    @property
    def symbol(self) -> Symbol | None:
        return self._symbol

    @property
    def pulsing(self) -> bool:
        return self._timer.isActive()

    def show_symbol(self, symbol: Symbol | None) -> None:
        if symbol is not self._symbol:
            self._symbol = symbol
            self._faint = False
            self._run()
            self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._symbol is None:
            return
        with QPainter(self) as painter:
            painter.setOpacity(FAINT if self._faint else 1.0)
            center = QPointF(self.width() / 2, self.height() / 2)
            paint_symbol(painter, self._symbol, center, self._size, self._look.theme)

    def _run(self) -> None:
        wanted = self._symbol is not None and self.isVisible()
        if wanted and not self._timer.isActive():
            self._timer.start()
        elif not wanted:
            self._timer.stop()

    def _on_beat(self) -> None:
        self._faint = not self._faint
        self.update()

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()
