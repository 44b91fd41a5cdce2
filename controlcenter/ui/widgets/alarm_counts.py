"""How many there are of each shape: alarms by priority, devices by state."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from controlcenter.ui.look import Look
from controlcenter.ui.widgets.symbols import Symbol, paint_symbol
from controlcenter.ui.words import count_text

_SYMBOL_PX = 15
_GAP = 5.0
_BETWEEN = 12.0
_FAINT = 0.5


class AlarmCounts(QWidget):
    """Slots only grow, so nothing jumps; a shape there is none of is faint and without colour."""

    chosen = Signal(str)
    """The Symbol that was clicked."""

    def __init__(self, look: Look, symbols: tuple[Symbol, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._counts: dict[Symbol, int] = dict.fromkeys(symbols, 0)
        self._names: dict[Symbol, str] = {}
        self._widths: dict[Symbol, float] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.theme_changed.connect(self._on_theme_changed)

    def set_names(self, names: Mapping[Symbol, str]) -> None:
        """What each shape means, for tooltips and screen readers."""
        self._names = dict(names)
        self._describe()

    def set_counts(self, counts: Mapping[Symbol, int]) -> None:
        """Show *counts*; shapes without an entry have none."""
        fresh = {symbol: counts.get(symbol, 0) for symbol in self._counts}
        if fresh != self._counts:
            self._counts = fresh
            self._describe()
            self.updateGeometry()
            self.update()

    def count(self, symbol: Symbol) -> int:
        return self._counts[symbol]

    def sizeHint(self) -> QSize:
        return QSize(int(sum(self._slot(symbol) for symbol in self._counts) - _BETWEEN) + 2, 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        with QPainter(self) as painter:
            left, middle = 1.0, self.height() / 2
            for symbol, count in self._counts.items():
                painter.setOpacity(1.0 if count else _FAINT)
                color = None if count else theme.color("normal")
                spot = QPointF(left + _SYMBOL_PX / 2, middle)
                paint_symbol(painter, symbol, spot, _SYMBOL_PX, theme, color=color)
                painter.setOpacity(1.0)
                painter.setPen(theme.color("text" if count else "muted"))
                box = QRectF(left + _SYMBOL_PX + _GAP, 0, self._slot(symbol), self.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._text(count))
                left += self._slot(symbol)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            symbol = self._symbol_at(event.pos().x())
            count = self._text(self._counts[symbol])
            QToolTip.showText(event.globalPos(), f"{self._names.get(symbol, '')}: {count}", self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._symbol_at(event.position().x()))
        event.accept()  # else what lies under the counts would take it as its own click

    def _symbol_at(self, x: float) -> Symbol:
        left = 0.0
        for symbol in self._counts:
            left += self._slot(symbol)
            if x <= left:
                return symbol
        return tuple(self._counts)[-1]

    def _text(self, count: int) -> str:
        return count_text(count, self._look.language)

    def _slot(self, symbol: Symbol) -> float:
        wide = _SYMBOL_PX + _GAP + QFontMetricsF(self.font()).horizontalAdvance(self._text(self._counts[symbol]))
        self._widths[symbol] = max(self._widths.get(symbol, 0.0), wide + _BETWEEN)
        return self._widths[symbol]

    def _describe(self) -> None:
        parts = (f"{self._names.get(symbol, symbol.value)} {count}" for symbol, count in self._counts.items())
        self.setAccessibleName(", ".join(parts))

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()
