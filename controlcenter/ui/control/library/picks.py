"""A field of several picks: each is a chip that goes when pressed, and a line finds more by a part of the name."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QSizePolicy, QToolButton, QWidget

from controlcenter.ui.models.devices_text import fold, natural_key, one_line
from controlcenter.ui.widgets.flow import FlowLayout

OFFERED = 60
"""Names offered at once."""
CHIPS = 40
"""Picks shown one by one; the others are counted."""
LINE_PX = 190
POPUP_PX = 260

Offer = tuple[str, str]
"""Key and words."""


class PickLine(QLineEdit):
    """Finds one of what is known; ``picked`` carries its key."""

    picked = Signal(str)

    def __init__(self, known: Callable[[], Iterable[Offer]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = known
        self._folded: list[tuple[str, str, str]] = []
        self._offered: list[str] = []
        self.setMinimumHeight(28)
        self.setFixedWidth(LINE_PX)
        self.setMaxLength(200)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]  # stubs know no overloads
        completer.popup().setMinimumWidth(POPUP_PX)  # type: ignore[union-attr]  # it makes one when asked
        self.setCompleter(completer)
        self.textEdited.connect(self._on_edited)

    def offers(self, text: str) -> list[Offer]:
        """What holds every word of *text*, as people sort it."""
        if not self._folded:
            self._learn()
        words = fold(text).split()
        found = [(key, name) for folded, name, key in self._folded if all(word in folded for word in words)]
        return sorted(found[: 50 * OFFERED], key=lambda one: natural_key(one[1]))[:OFFERED]

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._learn()
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            offers = self.offers(self.text())
            if offers:
                self._pick(offers[0][0])
        elif event.key() == Qt.Key.Key_Down:
            self.open()
        else:
            super().keyPressEvent(event)

    def open(self) -> None:
        """Show what can be picked."""
        self._on_edited(self.text())
        self.completer().complete()

    def _learn(self) -> None:
        self._folded = [(fold(f"{name} {key}"), one_line(name, 200), key) for key, name in self._known()]

    def _on_edited(self, text: str) -> None:
        offers = self.offers(text)
        self._offered = [key for key, _ in offers]
        self._names.setStringList([name for _, name in offers])

    def _on_activated(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._offered):
            self._pick(self._offered[index.row()])

    def _pick(self, key: str) -> None:
        self.picked.emit(key)
        # The completer writes its words into the line after it has told.
        QTimer.singleShot(0, self, self.clear)


class PicksField(QWidget):
    """Keys picked, in the order they were."""

    changed = Signal()

    def __init__(
        self,
        known: Callable[[], Iterable[Offer]],
        word: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        """*known* tells what can be picked; *word* names one key, known or not."""
        super().__init__(parent)
        self._word = word
        self._keys: tuple[str, ...] = ()
        self._chips: list[QToolButton] = []
        self.line = PickLine(lambda: (offer for offer in known() if offer[0] not in self._keys), self)
        self._flow = FlowLayout(self)
        self._flow.addWidget(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.line)
        self.line.picked.connect(self._on_picked)

    def sizeHint(self) -> QSize:
        return QSize(LINE_PX, self._flow.heightForWidth(max(self.width(), LINE_PX)))

    def keys(self) -> tuple[str, ...]:
        return self._keys

    def put(self, keys: Sequence[str]) -> None:
        """Show *keys* without telling."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self._show()

    def set_hint(self, text: str) -> None:
        self.line.setPlaceholderText(text)

    def retranslate(self) -> None:
        self._show()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.updateGeometry()
        return super().event(event)

    def _show(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.line)
        self._chips = [self._chip(key) for key in self._keys[:CHIPS]]
        if len(self._keys) > CHIPS:
            self._chips.append(self._more(len(self._keys) - CHIPS))
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.line)
        self.updateGeometry()

    def _chip(self, key: str) -> QToolButton:
        chip = QToolButton(self)
        word = one_line(self._word(key), 60)
        chip.setText(f"{word}  ×".replace("&", "&&"))
        chip.setAccessibleName(word)
        chip.setMinimumHeight(28)
        chip.clicked.connect(lambda: self._drop(key))
        return chip

    def _more(self, count: int) -> QToolButton:
        chip = QToolButton(self)
        chip.setText(f"+ {count}")
        chip.setEnabled(False)
        chip.setMinimumHeight(28)
        return chip

    def _drop(self, key: str) -> None:
        self._keys = tuple(one for one in self._keys if one != key)
        self._show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_picked(self, key: str) -> None:
        if key not in self._keys:
            self._keys = (*self._keys, key)
            self._show()
            self.changed.emit()
