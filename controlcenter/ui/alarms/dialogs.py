"""The small dialogs of the alarm desk: a note, a reason."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.widgets.choice import ChoiceBox

LONGEST_NOTE = 500
NAMED = 4


class WordsBox(ChoiceBox):
    """A line of words with a few ready ones to choose from."""

    def __init__(self, presets: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumHeight(28)
        self.addItems(list(presets))
        self.setCurrentIndex(-1)
        edit = self.lineEdit()
        if edit is not None:
            edit.setMaxLength(LONGEST_NOTE)
        self.setEditText("")

    def words(self) -> str:
        return self.currentText().strip()


class AlarmDialog(QDialog):
    """Names the alarms at the top and has two buttons at the foot; ``ready`` decides whether the first may be used."""

    def __init__(self, title: str, accept: str, alarms: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        about = QLabel(_named(alarms))
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = self.box.button(QDialogButtonBox.StandardButton.Ok)
        self.accept_button.setText(accept)
        cancel = QCoreApplication.translate("Alarms", "Cancel")
        self.box.button(QDialogButtonBox.StandardButton.Cancel).setText(cancel)
        self.box.accepted.connect(self._on_accepted)
        self.box.rejected.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 16, 16, 16)
        self.column.setSpacing(10)
        self.column.addWidget(about)

    def add_words(self, label: str, presets: Sequence[str]) -> WordsBox:
        """A labelled line of words."""
        words = WordsBox(presets)
        heading = QLabel(label)
        heading.setBuddy(words)
        self.column.addWidget(heading)
        self.column.addWidget(words)
        words.editTextChanged.connect(self._on_changed)
        return words

    def ready(self) -> bool:
        """Whether what is filled in will do."""
        return True

    def give(self) -> None:
        """Hand over what was filled in."""

    def finish_layout(self) -> None:
        self.column.addWidget(self.box)
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
        self.accept_button.setEnabled(self.ready())

    def _on_accepted(self) -> None:
        if self.ready():
            self.give()
            self.accept()


class NoteDialog(AlarmDialog):
    """Asks for a few words for those who read the journal; nothing is done without any."""

    given = Signal(str)

    def __init__(
        self, title: str, accept: str, presets: Sequence[str], alarms: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, accept, alarms, parent)
        self.words = self.add_words(QCoreApplication.translate("Alarms", "Note"), presets)
        self.finish_layout()

    def ready(self) -> bool:
        return bool(self.words.words())

    def give(self) -> None:
        self.given.emit(self.words.words())


class NoteWords(NamedTuple):
    """Title, button and ready notes of a NoteDialog."""

    title: str
    accept: str
    presets: tuple[str, ...]


def note_words(deed: str) -> NoteWords:
    """For the *deed* of that key: ``acknowledge``, ``reset``, ``unshelve`` or ``put_back``."""
    mended = QCoreApplication.translate("Alarms", "Repaired and checked")
    return {
        "acknowledge": NoteWords(
            QCoreApplication.translate("Alarms", "Acknowledge with a note"),
            QCoreApplication.translate("Alarms", "Acknowledge"),
            (
                QCoreApplication.translate("Alarms", "Technician called"),
                QCoreApplication.translate("Alarms", "On the replacement list"),
                QCoreApplication.translate("Alarms", "Known work in the area"),
                QCoreApplication.translate("Alarms", "Watching it"),
            ),
        ),
        "reset": NoteWords(
            QCoreApplication.translate("Alarms", "Reset the latch with a note"),
            QCoreApplication.translate("Alarms", "Reset latch"),
            (mended, QCoreApplication.translate("Alarms", "Looked at on site")),
        ),
        "unshelve": NoteWords(
            QCoreApplication.translate("Alarms", "Unshelve with a note"),
            QCoreApplication.translate("Alarms", "Unshelve"),
            (mended, QCoreApplication.translate("Alarms", "Work is over")),
        ),
        "put_back": NoteWords(
            QCoreApplication.translate("Alarms", "Put back in service with a note"),
            QCoreApplication.translate("Alarms", "Put back in service"),
            (mended, QCoreApplication.translate("Alarms", "Device back in place")),
        ),
    }[deed]


class ReasonDialog(AlarmDialog):
    """Takes alarms out of service, which ends only by hand: a reason is required."""

    given = Signal(str)

    def __init__(self, alarms: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(
            QCoreApplication.translate("Alarms", "Take out of service"),
            QCoreApplication.translate("Alarms", "Take out of service"),
            alarms,
            parent,
        )
        hint = QLabel(
            QCoreApplication.translate("Alarms", "It stays out of service until somebody puts it back by hand.")
        )
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        self.column.addWidget(hint)
        self.words = self.add_words(
            QCoreApplication.translate("Alarms", "Reason (required)"),
            (
                QCoreApplication.translate("Alarms", "Device removed for repair"),
                QCoreApplication.translate("Alarms", "Sensor broken, part ordered"),
                QCoreApplication.translate("Alarms", "Construction site"),
            ),
        )
        self.finish_layout()

    def ready(self) -> bool:
        return bool(self.words.words())

    def give(self) -> None:
        self.given.emit(self.words.words())


def _named(alarms: Sequence[str]) -> str:
    names = [one_line(alarm, 120) for alarm in alarms[:NAMED]]
    if len(alarms) > NAMED:
        more = QCoreApplication.translate("Alarms", "… and {count} more")
        names.append(more.format(count=len(alarms) - NAMED))
    return "\n".join(names)
