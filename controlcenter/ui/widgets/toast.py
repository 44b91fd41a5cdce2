"""Messages that come and go by themselves and never take the keyboard."""

from collections import deque

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from controlcenter.ui.look import Look
from controlcenter.ui.widgets.symbols import Symbol, SymbolLabel

SHOWN_MS = 7000
MOST_WAITING = 5


class Toast(QFrame):
    """Lies over the lower edge of its window; further messages wait their turn, the same one is not repeated."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._waiting: deque[tuple[str, Symbol | None]] = deque(maxlen=MOST_WAITING)
        self._symbol = SymbolLabel(look, Symbol.LOW, 14, self)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setMinimumWidth(240)
        self._text.setMaximumWidth(560)
        close = QToolButton(self)
        close.setText("×")
        close.setAutoRaise(True)
        close.setFixedSize(28, 28)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self._on_done)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_done)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text() if not self.isHidden() else ""

    def say(self, text: str, symbol: Symbol | None = None) -> None:
        """Show *text* literally, now or after those before it; *symbol* stands in front."""
        if text == self.text or any(text == waiting for waiting, _ in self._waiting):
            return
        self._waiting.append((text, symbol))
        if self.isHidden():
            self._next()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _next(self) -> None:
        text, symbol = self._waiting.popleft()
        self._text.setText(text)
        self._symbol.setVisible(symbol is not None)
        if symbol is not None:
            self._symbol.set_symbol(symbol)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_MS)

    def _place(self) -> None:
        self.adjustSize()
        left = (self._window.width() - self.width()) // 2
        self.move(left, self._window.height() - self.height() - 44)

    def _on_done(self) -> None:
        self._timer.stop()
        self.hide()
        if self._waiting:
            self._next()
