"""The header of a panel: its name, a quiet note, and its controls at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from controlcenter.ui.widgets.elided import ElidedLabel

HEIGHT = 36


class SectionHeader(QWidget):
    """36 px high, on the panel's ground, with a line under it."""

    def __init__(self, title: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "section")
        self.setFixedHeight(HEIGHT)
        self._title = QLabel(title, self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "title")
        self._note = ElidedLabel(note, self)
        self._note.setProperty("role", "muted")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 8, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addWidget(self._note, 1)

    def set_title(self, title: str) -> None:
        if title != self._title.text():
            self._title.setText(title)

    def set_note(self, note: str) -> None:
        self._note.set_text(note)

    def add(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._row.addWidget(widget)
