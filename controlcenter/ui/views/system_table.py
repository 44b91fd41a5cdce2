"""Small tables of frozen rows: columns are data, only rows whose words changed are painted again."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from controlcenter.ui.look import Look
from controlcenter.ui.widgets.elided import plain_tooltip
from controlcenter.ui.widgets.symbols import Symbol, symbol_icon

Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 28
LAST_WIDTH = 110
"""What the last column keeps before another grows."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its title, what it says of a row, its first width in pixels (0: takes what is left)."""

    title: Callable[[], str]
    text: Callable[[Row], str]
    width: int
    right: bool = False
    symbol: Callable[[Row], Symbol | None] | None = None
    grows: bool = False
    """Grows to its longest words before the last column takes what is left."""


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows in the order given, told apart by *key*."""

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable], look: Look, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._look = look
        self.rows: tuple[Row, ...] = ()
        self._cells: list[tuple[str, ...]] = []
        self._symbols: list[tuple[Symbol | None, ...]] = []

    def put(self, rows: Sequence[Row]) -> bool:
        """Show *rows*; say whether the set or order of keys changed (the model was reset)."""
        cells = [tuple(one_line(column.text(row)) for column in self._columns) for row in rows]
        symbols = [tuple(column.symbol(row) if column.symbol else None for column in self._columns) for row in rows]
        if [self._key(row) for row in rows] != [self._key(row) for row in self.rows]:
            self.beginResetModel()
            self.rows, self._cells, self._symbols = tuple(rows), cells, symbols
            self.endResetModel()
            return True
        changed = [
            number
            for number in range(len(rows))
            if cells[number] != self._cells[number] or symbols[number] != self._symbols[number]
        ]
        self.rows, self._cells, self._symbols = tuple(rows), cells, symbols
        for number in changed:
            self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._columns) - 1))
        return False

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def key_at(self, row: int) -> Hashable | None:
        return self._key(self.rows[row]) if 0 <= row < len(self.rows) else None

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._cells)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells[row][column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._columns[column].right)
        if role == Qt.ItemDataRole.DecorationRole:
            symbol = self._symbols[row][column]
            return symbol_icon(symbol, self._look.theme) if symbol is not None else QIcon()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._cells[row][column])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title()
        return _alignment(self._columns[section].right) if role == Qt.ItemDataRole.TextAlignmentRole else None


class RowsTable(QTableView, Generic[Row]):
    """A table over one RowsModel: whole rows, fixed heights, the last column takes what is left."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows_model: RowsModel[Row] = RowsModel(columns, key, look, self)
        self.setModel(self.rows_model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setProperty("role", "rows")
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        for number, column in enumerate(columns):
            if column.width:
                self.setColumnWidth(number, column.width)
        self._widths = [column.width for column in columns]
        self._growing = next((number for number, column in enumerate(columns) if column.grows), None)
        look.theme_changed.connect(self._on_theme_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def put(self, rows: Sequence[Row]) -> None:
        """Show *rows*; the selected row stays selected wherever it went."""
        selected = self.rows_model.key_at(self.currentIndex().row())
        reset = self.rows_model.put(rows)
        if reset:
            self._grow()
        if reset and selected is not None:
            for number in range(len(rows)):
                if self.rows_model.key_at(number) == selected:
                    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                    self.selectionModel().setCurrentIndex(self.rows_model.index(number, 0), flags)
                    break

    def _grow(self) -> None:
        if self._growing is None:
            return
        least = self._widths[self._growing]
        left = self.viewport().width() - sum(self._widths) - LAST_WIDTH
        wanted = self.sizeHintForColumn(self._growing) + 4 - least
        self.setColumnWidth(self._growing, least + max(0, min(left, wanted)))

    def current(self) -> Row | None:
        row = self.currentIndex().row()
        return self.rows_model.rows[row] if 0 <= row < len(self.rows_model.rows) else None

    def _on_theme_changed(self, _theme: object) -> None:
        self.viewport().update()


def one_line(text: str) -> str:
    """*text* with everything that does not print made a space: names and reasons come from outside."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)


def _alignment(right: bool) -> int:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
