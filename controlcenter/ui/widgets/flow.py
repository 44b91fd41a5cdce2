"""Chips that wrap: a row of filters that never clips, however narrow the page."""

from collections.abc import Iterable

from PySide6.QtCore import QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QToolButton, QWidget


class FlowLayout(QLayout):
    """Lays items in rows from the left and breaks rows like words of a paragraph."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def width_in_one_row(self) -> int:
        """Pixels in which no row breaks."""
        widths = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        margins = self.contentsMargins()
        return sum(widths) + self.spacing() * max(0, len(widths) - 1) + margins.left() + margins.right()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lay(self, rect: QRect, place: bool) -> int:
        margins = self.contentsMargins()
        left, top = rect.left() + margins.left(), rect.top() + margins.top()
        right = rect.right() - margins.right()
        x, y, row = left, top, 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint()
            if x > left and x + size.width() > right + 1:
                x, y, row = left, y + row + self.spacing(), 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            row = max(row, size.height())
        return y + row - rect.top() + margins.bottom()


class FilterChip(QToolButton):
    """A checkable chip: a word, and a count beside it."""

    def __init__(self, key: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._word = text
        self._count: int | None = None
        self.setCheckable(True)
        self.setProperty("role", "chip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setMinimumHeight(28)
        self._write()

    def set_word(self, text: str) -> None:
        self._word = text
        self._write()

    def set_count(self, count: int | None) -> None:
        if count != self._count:
            self._count = count
            self._write()

    def _write(self) -> None:
        # A single & would become a mnemonic.
        word = self._word.replace("&", "&&")
        text = word if self._count is None else f"{word} {QLocale().toString(self._count)}"
        if text != self.text():
            self.setText(text)


class ChipRow(QWidget):
    """Filter chips by key; any number may be on, and none means no filter."""

    changed = Signal(object)
    """The frozenset of the keys switched on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._chips: dict[str, FilterChip] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_chips(self, chips: Iterable[tuple[str, str]]) -> None:
        """Show exactly these ``(key, word)`` in this order; chips that stay keep their state."""
        wanted = dict(chips)
        if list(wanted) != list(self._chips):
            on = self.chosen()
            for chip in self._chips.values():
                self._flow.removeWidget(chip)
                chip.deleteLater()
            self._chips = {key: FilterChip(key, word, self) for key, word in wanted.items()}
            for key, chip in self._chips.items():
                chip.setChecked(key in on)
                chip.toggled.connect(self._on_toggled)
                self._flow.addWidget(chip)
        for key, word in wanted.items():
            self._chips[key].set_word(word)

    def sizeHint(self) -> QSize:
        """Wide enough for the chips that are not hidden to stand side by side; a narrower row breaks."""
        return QSize(self._flow.width_in_one_row(), super().sizeHint().height())

    def chip(self, key: str) -> FilterChip:
        return self._chips[key]

    def set_count(self, key: str, count: int | None) -> None:
        self._chips[key].set_count(count)

    def chosen(self) -> frozenset[str]:
        return frozenset(key for key, chip in self._chips.items() if chip.isChecked())

    def choose(self, keys: Iterable[str]) -> None:
        """Switch exactly *keys* on; ``changed`` is emitted once if that is news."""
        wanted, before = frozenset(keys), self.chosen()
        for key, chip in self._chips.items():
            chip.blockSignals(True)
            chip.setChecked(key in wanted)
            chip.blockSignals(False)
        if self.chosen() != before:
            self.changed.emit(self.chosen())

    def _on_toggled(self, _checked: bool) -> None:
        self.changed.emit(self.chosen())
