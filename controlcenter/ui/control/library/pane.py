"""What every pane of a document has: its name, what became of it, and the buttons that keep or drop an edit."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from controlcenter.domain.documents import Document
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.words import clock_text

LONGEST_NAME = 120
LABEL_PX = 76
"""Labels of one column of fields are as wide as this, so that the fields stand in a line."""


class PaneHead(QWidget):
    """The name as a field, and beneath it who changed the document last."""

    edited = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._document: Document | None = None
        self.label = QLabel(self)
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setMinimumHeight(28)
        self.label.setBuddy(self.name)
        self.label.setMinimumWidth(LABEL_PX)
        self.audit = ElidedLabel(parent=self)
        self.audit.setProperty("role", "muted")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.label)
        row.addWidget(self.name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.audit)
        self.name.textEdited.connect(self._on_edited)
        self.retranslate()

    def text(self) -> str:
        return " ".join(self.name.text().split())

    def put(self, document: Document) -> None:
        """Show *document* without telling."""
        self._document = document
        if self.text() != document.name:
            self.name.setText(document.name)
            self.name.setCursorPosition(0)
        self._show_audit()

    def retranslate(self) -> None:
        self.label.setText(QCoreApplication.translate("Library", "Name"))
        self._show_audit()

    def _show_audit(self) -> None:
        document = self._document
        if document is None or not document.changed_at:
            self.audit.set_text(QCoreApplication.translate("Library", "Not stored yet"))
            return
        words = QCoreApplication.translate("Library", "Changed {time} by {name}")
        at = clock_text(document.changed_at, self._look.zone, date=True)[:16]
        self.audit.set_text(words.format(time=at, name=document.changed_by))

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()


class PaneFoot(QWidget):
    """Save and discard, and what stands in the way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.save, self.discard = QPushButton(self), QPushButton(self)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.row = QHBoxLayout()
        self.row.setSpacing(6)
        for button in (self.save, self.discard):
            button.setMinimumHeight(28)
            self.row.addWidget(button)
        self.row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.addWidget(self.message)
        column.addLayout(self.row)
        self.retranslate()

    def add(self, button: QPushButton) -> None:
        """Put another deed at the right end."""
        button.setMinimumHeight(28)
        self.row.addWidget(button)

    def show_state(self, edited: bool, problem: str, said: str = "") -> None:
        """*problem* keeps it from being stored; what the engine *said* stands before it."""
        text = said or (problem if edited else "")
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.save.setEnabled(edited and not problem)
        self.discard.setEnabled(edited)

    def retranslate(self) -> None:
        self.save.setText(QCoreApplication.translate("Library", "Save"))
        self.save.setToolTip(QCoreApplication.translate("Library", "Store it for everybody (Ctrl+S)"))
        self.discard.setText(QCoreApplication.translate("Library", "Discard"))
        self.discard.setToolTip(QCoreApplication.translate("Library", "Back to what is stored"))


def name_problem(name: str) -> str:
    """Why *name* will not do; empty when it will."""
    return "" if name else QCoreApplication.translate("Library", "It needs a name.")
