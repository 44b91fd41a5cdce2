"""The messages the centre keeps, by category: found, taken up, stored, removed."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from controlcenter import places
from controlcenter.domain.documents import Document, SignText
from controlcenter.domain.ids import DocumentId
from controlcenter.domain.selections import folded
from controlcenter.drivers.sign_words import load_library
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.library.questions import ask
from controlcenter.ui.control.signs.words import plain_text
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.elided import ElidedLabel, plain_tooltip
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.section import SectionHeader

NEW = DocumentId(0)
_NUMBER = Qt.ItemDataRole.UserRole


class LibraryPane(QWidget):
    """``text_chosen`` carries the Document taken up; ``store_wanted`` asks for what is being written to be kept."""

    text_chosen = Signal(object)
    new_wanted = Signal()
    store_wanted = Signal()

    def __init__(self, bridge: Bridge, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "panel")
        self._bridge, self._look = bridge, look
        self._shown: DocumentId | None = None
        self.head = SectionHeader(parent=self)
        self.add, self.store, self.remove = QToolButton(self), QPushButton(self), QPushButton(self)
        self.head.add(self.add)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(28)
        self.list = QListWidget(self)
        self.list.setStyleSheet("QListWidget::item { padding: 5px 10px; }")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hint = EmptyHint(parent=self)
        self.said = ElidedLabel(parent=self)
        self.said.setProperty("role", "muted")
        self._lay()
        self.search.textChanged.connect(self._show)
        self.list.currentItemChanged.connect(self._on_current)
        self.list.itemActivated.connect(self._on_current)
        self.list.itemClicked.connect(self._on_current)
        self.hint.action_chosen.connect(self._on_hint)
        self.add.clicked.connect(self.new_wanted)
        self.store.clicked.connect(self.store_wanted)
        self.remove.clicked.connect(self.ask_removal)
        self.retranslate()

    def _lay(self) -> None:
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.hint)
        line = QHBoxLayout()
        line.setContentsMargins(8, 8, 8, 6)
        line.addWidget(self.search)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 6, 8, 8)
        foot.setSpacing(6)
        for button in (self.store, self.remove):
            button.setMinimumHeight(28)
            foot.addWidget(button)
        note = QHBoxLayout()
        note.setContentsMargins(12, 0, 8, 0)
        note.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(line)
        column.addWidget(self.stack, 1)
        column.addLayout(note)
        column.addLayout(foot)

    # What there is

    def documents(self) -> list[Document]:
        return self._bridge.mirror.control.documents_of(SignText)

    def current(self) -> Document | None:
        """The message taken up last, if it is still kept."""
        return self._bridge.mirror.control.documents.get(self._shown) if self._shown is not None else None

    def choose(self, number: DocumentId | None) -> None:
        """Mark a message without telling."""
        self._shown = number
        self._show()

    def categories(self) -> list[str]:
        return sorted({body.category for _, body in self._texts()}, key=folded)

    def _texts(self) -> Iterator[tuple[Document, SignText]]:
        for document in self.documents():
            if isinstance(document.body, SignText):
                yield document, document.body

    # Deeds

    def keep(self, document: Document) -> None:
        """Store *document* and mark it."""
        asked = self._bridge.engine.save_document(document, self._bridge.operator)
        self._bridge.ask_then(asked, self._on_kept, self._on_refused)

    def import_shipped(self) -> None:
        """Store every message that comes with the program."""
        self.say("")
        for text in load_library(places.SIGNS):
            name, category = text.titled(self._look.language)
            document = Document(NEW, name, SignText(category, text.multi, text.minutes))
            asked = self._bridge.engine.save_document(document, self._bridge.operator)
            self._bridge.ask_then(asked, None, self._on_refused)

    def ask_removal(self) -> None:
        document = self.current()
        if document is None:
            return
        number = document.id
        ask(
            self,
            QCoreApplication.translate("Signs", "Remove"),
            QCoreApplication.translate("Signs", "Remove “{name}” from the library?").format(name=document.name),
            QCoreApplication.translate("Signs", "Signs that show it go on showing it."),
            QCoreApplication.translate("Signs", "Remove"),
            lambda: self._bridge.ask_then(
                self._bridge.engine.remove_document(number, self._bridge.operator), None, self._on_refused
            ),
        )

    def say(self, text: str) -> None:
        self.said.set_text(text)
        self.said.setVisible(bool(text))

    def _on_kept(self, document: Document) -> None:
        self.say("")
        self.choose(document.id)

    def _on_refused(self, error: EngineError) -> None:
        self.say(str(error))

    def _on_hint(self) -> None:
        if self.documents():
            self.search.clear()
        else:
            self.import_shipped()

    def _on_current(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        number = item.data(_NUMBER) if item is not None else None
        document = self._bridge.mirror.control.documents.get(DocumentId(number)) if isinstance(number, int) else None
        if document is not None and isinstance(document.body, SignText):
            self._shown = document.id
            self.remove.setEnabled(True)
            self.text_chosen.emit(document)

    # Showing

    def refresh(self) -> None:
        self._show()

    def _show(self, *_: object) -> None:
        words = folded(self.search.text()).split()
        self.list.blockSignals(True)
        self.list.clear()
        for category, found in self._grouped(words):
            self._add_heading(category)
            for document, body in found:
                item = QListWidgetItem(document.name, self.list)
                item.setData(_NUMBER, document.id)
                item.setToolTip(plain_tooltip(f"{document.name}\n{plain_text(body.multi)}"))
                if document.id == self._shown:
                    self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        empty = not self.list.count()
        self.stack.setCurrentWidget(self.hint if empty else self.list)
        self._word_hint()
        self.remove.setEnabled(self.current() is not None)

    def _grouped(self, words: list[str]) -> list[tuple[str, list[tuple[Document, SignText]]]]:
        groups: dict[str, list[tuple[Document, SignText]]] = {}
        for document, body in self._texts():
            held = folded(f"{document.name} {body.category} {plain_text(body.multi)}") if words else ""
            if all(word in held for word in words):
                groups.setdefault(body.category, []).append((document, body))
        return sorted(groups.items(), key=lambda one: folded(one[0]))

    def _add_heading(self, category: str) -> None:
        heading = QListWidgetItem(category or QCoreApplication.translate("Signs", "Without category"), self.list)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        font = QFont(self.list.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(11)
        heading.setFont(font)
        heading.setForeground(self._look.color("muted"))

    def _word_hint(self) -> None:
        if self.documents():
            self.hint.set_words(
                QCoreApplication.translate("Signs", "Nothing found"),
                QCoreApplication.translate("Signs", "No message has these words."),
                QCoreApplication.translate("Signs", "Show all"),
            )
        else:
            self.hint.set_words(
                QCoreApplication.translate("Signs", "No messages yet"),
                QCoreApplication.translate("Signs", "Messages for floods, traffic and weather come with the program."),
                QCoreApplication.translate("Signs", "Take them over"),
            )

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Signs", "Library"))
        self.add.setText("+")
        self.add.setToolTip(QCoreApplication.translate("Signs", "New message (Ctrl+N)"))
        self.add.setAccessibleName(QCoreApplication.translate("Signs", "New message"))
        self.store.setText(QCoreApplication.translate("Signs", "Store…"))
        self.store.setToolTip(QCoreApplication.translate("Signs", "Keep what is written in the library (Ctrl+S)"))
        self.remove.setText(QCoreApplication.translate("Signs", "Remove…"))
        self.remove.setToolTip(QCoreApplication.translate("Signs", "Remove the chosen message from the library"))
        self.search.setPlaceholderText(QCoreApplication.translate("Signs", "Find a message (Ctrl+F)"))
        self._show()
