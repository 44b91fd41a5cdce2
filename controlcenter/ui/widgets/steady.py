"""A label for numbers that change: it never shrinks, so nothing beside it jumps."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class SteadyLabel(QLabel):
    """As wide as the widest text it has shown; plain text only."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._widest = 0
        self.put(text)

    def put(self, text: str) -> None:
        """Show *text* if it is news."""
        if text != self.text():
            self.setText(text)

    def reset_width(self) -> None:
        """Forget the widest text (the language changed)."""
        self._widest = 0
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        self._widest = max(self._widest, hint.width())
        return QSize(self._widest, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
