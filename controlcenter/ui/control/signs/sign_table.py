"""The table of signs: a tick chooses, the row with the caret is the one in the preview."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from controlcenter.domain.ids import DeviceId
from controlcenter.ui.control.signs.sign_rows import SignRow
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.elided import plain_tooltip
from controlcenter.ui.widgets.symbols import Symbol, symbol_icon

ROW_PX = 28
NAME, PLACE, PIXELS, TEXT, RESULT = range(5)
_TICK_PX, _ROOM_PX, _SYMBOL_PX = 28, 21, 22
_LEAST_PX = 56
_NARROW_PX = 480
"""Below this there is no room for the pixels: the head of the preview says them."""
_Index = QModelIndex | QPersistentModelIndex


class SignsModel(QAbstractTableModel):
    """``ticked`` tells of a tick set or taken by hand."""

    ticked = Signal(str, bool)

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.rows: tuple[SignRow, ...] = ()

    def put(self, rows: Sequence[SignRow]) -> bool:
        """Show *rows*; say whether the model was reset because there are others."""
        before, self_rows = self.rows, tuple(rows)
        if [row.device for row in before] != [row.device for row in self_rows]:
            self.beginResetModel()
            self.rows = self_rows
            self.endResetModel()
            return True
        self.rows = self_rows
        for at, (old, new) in enumerate(zip(before, self_rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(at, 0), self.index(at, RESULT))
        return False

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else RESULT + 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == NAME else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, column)
        if role == Qt.ItemDataRole.CheckStateRole and column == NAME:
            return Qt.CheckState.Checked if row.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(_cell(row, column))
        if role == Qt.ItemDataRole.DecorationRole:
            return symbol_icon(Symbol.HIGH, self._look.theme) if _warned(row, column) else None
        if role == Qt.ItemDataRole.ForegroundRole and column in (PLACE, PIXELS, TEXT, RESULT):
            plain = (column == TEXT and row.fits is False) or (column == RESULT and row.wrong)
            return self._look.color("text" if plain else "muted")
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != NAME:
            return False
        row = self.rows[index.row()]
        self.ticked.emit(row.device, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _title(section)
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return left if role == Qt.ItemDataRole.TextAlignmentRole else None

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, RESULT)


class SignsTable(QTableView):
    """Space ticks the current row; columns share the width, so that none is cut off."""

    device_focused = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.signs = SignsModel(look, self)
        self.setModel(self.signs)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setProperty("role", "rows")
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(40)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        look.theme_changed.connect(lambda _theme: self.viewport().update())

    def put(self, rows: Sequence[SignRow], focused: DeviceId | None) -> None:
        """Show *rows* with the caret on *focused*."""
        self.selectionModel().blockSignals(True)
        before = self.signs.rows
        self.signs.put(rows)
        self.selectionModel().blockSignals(False)
        if self.signs.rows != before:
            self._fit()
        at = next((at for at, row in enumerate(rows) if row.device == focused), None)
        if at is not None and at != self.currentIndex().row():
            self.setCurrentIndex(self.signs.index(at, NAME))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and 0 <= at < len(self.signs.rows):
            row = self.signs.rows[at]
            self.signs.ticked.emit(row.device, not row.chosen)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give every column what it needs; where that is too much, the widest ones share what is left."""
        metrics, wanted, room = self.fontMetrics(), [], self.viewport().width()
        self.setColumnHidden(PIXELS, room < _NARROW_PX)
        for column in range(RESULT + 1):
            cells = {_cell(row, column) for row in self.signs.rows} | {_title(column)}
            widest = max(map(metrics.horizontalAdvance, cells)) + _ROOM_PX
            extra = (
                _TICK_PX
                if column == NAME
                else _SYMBOL_PX
                if any(_warned(row, column) for row in self.signs.rows)
                else 0
            )
            wanted.append(0 if self.isColumnHidden(column) else max(_LEAST_PX, widest + extra))
        # Long names say where the sign stands; cut off they would not even tell which one it is.
        self.setColumnHidden(PLACE, room < _NARROW_PX and wanted[NAME] > room // 3)
        wanted[PLACE] = 0 if self.isColumnHidden(PLACE) else min(wanted[PLACE], max(_LEAST_PX, room // 5))
        for column, width in enumerate(shared(wanted, room, (PIXELS,))):
            if width:
                self.setColumnWidth(column, width)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.device_focused.emit(self.signs.rows[current.row()].device)


def _warned(row: SignRow, column: int) -> bool:
    return (column == TEXT and row.fits is False and row.chosen) or (column == RESULT and row.wrong)


def shared(wanted: Sequence[int], room: int, firm: Sequence[int] = ()) -> list[int]:
    """Widths that fill *room*: all that is wanted and the rest to the last, or the same for the widest not *firm*."""
    widths = list(wanted)
    left = room - sum(wanted[column] for column in firm)
    if sum(wanted) <= room:
        widths[-1] += room - sum(wanted)
        return widths
    order = sorted(set(range(len(wanted))) - set(firm), key=lambda column: wanted[column])
    for number, column in enumerate(order):
        widths[column] = max(0, min(wanted[column], left // (len(order) - number)))
        left -= widths[column]
    return widths


def _cell(row: SignRow, column: int) -> str:
    return (row.name, row.place, row.pixels, row.text, row.result)[column]


def _title(column: int) -> str:
    return (
        QCoreApplication.translate("Signs", "Sign"),
        QCoreApplication.translate("Signs", "Place"),
        QCoreApplication.translate("Signs", "Pixels"),
        QCoreApplication.translate("Signs", "This text"),
        QCoreApplication.translate("Signs", "Result"),
    )[column]
