"""The two questions around a maintenance lock: why and until when, and why it may go."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from controlcenter.ui.control.board_until import RELEASED, UntilField
from controlcenter.ui.look import Look

LONGEST = 300


class _Question(QDialog):
    """A line of words that must not be empty, and two buttons."""

    def __init__(self, title: str, accept: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.words = QLineEdit(self)
        self.words.setMaxLength(LONGEST)
        self.words.setMinimumHeight(28)
        self.form = QFormLayout()
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = self.box.button(QDialogButtonBox.StandardButton.Ok)
        self.accept_button.setText(accept)
        cancel = QCoreApplication.translate("Faceplate", "Cancel")
        self.box.button(QDialogButtonBox.StandardButton.Cancel).setText(cancel)
        self.accept_button.setEnabled(False)
        self.words.textChanged.connect(lambda text: self.accept_button.setEnabled(bool(text.strip())))
        self.box.accepted.connect(self._on_accepted)
        self.box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(self.form)
        column.addWidget(self.box)

    def give(self, words: str) -> None:
        raise NotImplementedError

    def _on_accepted(self) -> None:
        if self.words.text().strip():
            self.give(self.words.text().strip())
            self.accept()


class LockDialog(_Question):
    """``given`` carries the reason and when the lock ends (s since 1970 UTC, None: when it is unlocked)."""

    given = Signal(str, object)

    def __init__(self, look: Look, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        lock = QCoreApplication.translate("Faceplate", "Lock")
        super().__init__(QCoreApplication.translate("Faceplate", "Lock for maintenance"), lock, parent)
        self.until = UntilField(look, clock, returns=False)
        self.until.put(RELEASED)
        self.form.addRow(QCoreApplication.translate("Faceplate", "Reason"), self.words)
        self.form.addRow(QCoreApplication.translate("Faceplate", "How long"), self.until)

    def give(self, words: str) -> None:
        self.given.emit(words, self.until.until())


class NoteDialog(_Question):
    """Another's lock goes only with a note, which is recorded."""

    given = Signal(str)

    def __init__(self, about: str, parent: QWidget | None = None) -> None:
        unlock = QCoreApplication.translate("Faceplate", "Unlock")
        super().__init__(QCoreApplication.translate("Faceplate", "Take another's lock away"), unlock, parent)
        label = QLabel(about)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.form.addRow(label)
        self.form.addRow(QCoreApplication.translate("Faceplate", "Note"), self.words)

    def give(self, words: str) -> None:
        self.given.emit(words)
