"""The table of a record: fixed heights, widths that share the room, what is read never moves."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from controlcenter.ui.models.paged import PagedColumn, PagedModel

ROW_HEIGHT = 28


class PagedTable(QTableView):
    """Whole rows, one at a time; tells which rows are on screen."""

    looked_at = Signal(int, int)
    """First and last row on screen."""

    def __init__(
        self,
        model: PagedModel[Any, Any],
        columns: Sequence[PagedColumn[Any]],
        shares: Mapping[str, int],
        parent: QWidget | None = None,
    ) -> None:
        """*shares*: how the columns of words share what is left over, by key."""
        super().__init__(parent)
        self._columns, self._shares = tuple(columns), dict(shares)
        self.setModel(model)
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
        self.verticalScrollBar().valueChanged.connect(self.tell)
        model.rowsInserted.connect(lambda *_: self.tell())

    def tell(self, *_: int) -> None:
        """Say which rows are on screen."""
        top = self.rowAt(0)
        bottom = self.rowAt(self.viewport().height() - 1)
        if top >= 0:
            self.looked_at.emit(top, bottom if bottom >= 0 else self.model().rowCount() - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left = max(0, self.viewport().width() - sum(column.width for column in self._columns))
        whole = sum(self._shares.values())
        for place, column in enumerate(self._columns):
            share = self._shares.get(column.key, 0)
            more = left * share // whole if whole else 0
            left, whole = left - more, whole - share
            self.setColumnWidth(place, column.width + more)
        self.tell()
