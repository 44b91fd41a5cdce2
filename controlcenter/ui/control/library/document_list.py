"""The left column of the library: which sort, which document, and what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from controlcenter.domain.ids import DocumentId
from controlcenter.ui.look import Look
from controlcenter.ui.models.devices_text import fold
from controlcenter.ui.views.system_table import Column, RowsTable
from controlcenter.ui.widgets.flow import FilterChip


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A line of the list; *note* is the short fact beside the name."""

    id: DocumentId
    name: str
    note: str
    edited: bool = False


def _name(row: DocumentRow) -> str:
    name = row.name or QCoreApplication.translate("Library", "(no name yet)")
    return f"• {name}" if row.edited else name


class DocumentList(QWidget):
    """``sorts`` are the keys of the chips; without any there are no chips."""

    sort_chosen = Signal(str)
    document_chosen = Signal(object)
    """The DocumentId under the cursor, None when the list is empty."""
    new_wanted = Signal()
    copy_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, look: Look, sorts: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = {sort: FilterChip(sort, parent=self) for sort in sorts}
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(28)
        columns: tuple[Column[DocumentRow], ...] = (
            Column(lambda: QCoreApplication.translate("Library", "Name"), _name, 120, grows=True),
            Column(lambda: "", lambda row: row.note, 0, right=True),
        )
        self.table: RowsTable[DocumentRow] = RowsTable(columns, lambda row: row.id, look, self)
        self.table.horizontalHeader().hide()
        self.new, self.copy, self.remove = (QPushButton(self) for _ in range(3))
        self._rows: list[DocumentRow] = []
        self._lay()
        self.search.textChanged.connect(self._on_searched)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        for button, told in (
            (self.new, self.new_wanted),
            (self.copy, self.copy_wanted),
            (self.remove, self.removal_wanted),
        ):
            button.setMinimumHeight(28)
            button.clicked.connect(told)
        for sort, chip in self.chips.items():
            chip.clicked.connect(lambda _checked, sort=sort: self._on_chip_clicked(sort))

    def _lay(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(8, 8, 8, 8)
        top.setSpacing(6)
        if self.chips:
            chips = QHBoxLayout()
            chips.setSpacing(4)
            for chip in self.chips.values():
                chips.addWidget(chip)
            chips.addStretch(1)
            top.addLayout(chips)
        top.addWidget(self.search)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 6, 8, 8)
        foot.setSpacing(4)
        for button in (self.new, self.copy, self.remove):
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def put(self, rows: Sequence[DocumentRow], chosen: DocumentId | None) -> None:
        """Show *rows* with the cursor on *chosen*, without telling."""
        self._rows = list(rows)
        words = fold(self.search.text()).split()
        shown = [row for row in self._rows if all(word in fold(row.name) for word in words)]
        model = self.table.selectionModel()
        model.blockSignals(True)
        self.table.put(shown)
        place = next((number for number, row in enumerate(shown) if row.id == chosen), -1)
        if place >= 0:
            self.table.selectRow(place)
        else:
            self.table.clearSelection()
        model.blockSignals(False)
        self.table.viewport().update()
        for button in (self.copy, self.remove):
            button.setEnabled(chosen is not None)

    def choose_sort(self, sort: str) -> None:
        for key, chip in self.chips.items():
            chip.setChecked(key == sort)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.remove.isEnabled():
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.search.setPlaceholderText(QCoreApplication.translate("Library", "Find…"))
        self.new.setText(QCoreApplication.translate("Library", "New…"))
        self.new.setToolTip(QCoreApplication.translate("Library", "Begin a new one (Ctrl+N)"))
        self.copy.setText(QCoreApplication.translate("Library", "Copy"))
        self.copy.setToolTip(QCoreApplication.translate("Library", "Begin a new one like this (Ctrl+D)"))
        self.remove.setText(QCoreApplication.translate("Library", "Remove…"))
        self.remove.setToolTip(QCoreApplication.translate("Library", "Remove it (Delete)"))

    def _on_searched(self, _text: str) -> None:
        current = self.table.current()
        self.put(self._rows, current.id if current else None)

    def _on_chip_clicked(self, sort: str) -> None:
        self.choose_sort(sort)
        self.sort_chosen.emit(sort)

    def _on_current_changed(self, *_: object) -> None:
        row = self.table.current()
        if row is not None:
            self.document_chosen.emit(row.id)
