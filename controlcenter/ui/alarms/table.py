"""The table of alarms: fixed rows, movable columns, a selection that stays with its alarms."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from controlcenter.domain.conditions import AlarmId
from controlcenter.ui.alarms.cells import AlarmCells
from controlcenter.ui.alarms.columns import COLUMNS, PLACE
from controlcenter.ui.alarms.groups import Head
from controlcenter.ui.alarms.model import AlarmsModel, runs
from controlcenter.ui.look import Look

ROW_PX = 32
NARROWEST_PX = 28
HEADING_ROOM_PX = 30
HANDS_OFF_S = 5.0
"""So long after a key or a click the operator is still at it."""
_FIXED = PLACE["priority"]


class AlarmTable(QTableView):
    """Shows an AlarmsModel. *clock* tells monotonic seconds."""

    alarm_chosen = Signal(object)
    """The AlarmId of the current row, None for the head of a group."""
    alarm_opened = Signal(object)
    menu_wanted = Signal(QPoint)
    layout_changed = Signal()

    def __init__(
        self,
        model: AlarmsModel,
        look: Look,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._alarms = model
        self._clock = clock
        self._touched_at = -HANDS_OFF_S
        self._kept: tuple[list[AlarmId], AlarmId | None, int] = ([], None, 0)
        self._restoring = self._fitting = self._own_widths = False
        self._hidden = {column.key for column in COLUMNS if not column.shown}
        self.setModel(model)
        self.setItemDelegate(AlarmCells(model, look, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._make_headers()
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        self.clicked.connect(self._on_clicked)
        self.customContextMenuRequested.connect(self._on_menu_requested)

    def _make_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_PX)
        rows.setDefaultSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(NARROWEST_PX)
        header.setFixedHeight(30)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.setSectionResizeMode(_FIXED, QHeaderView.ResizeMode.Fixed)
        header.setSortIndicator(self._alarms.sort_column, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.sectionMoved.connect(self._on_layout_changed)
        header.sectionResized.connect(self._on_section_resized)
        self._alarms.headerDataChanged.connect(self.fit_columns)
        self.fit_columns()

    # Columns

    def fit_columns(self, *_: object) -> None:
        """Hide what has no room, give each column what it needs and share what is left; not once widths were chosen."""
        wanted = [place for place, column in enumerate(COLUMNS) if column.key not in self._hidden]
        if not self._own_widths:
            room = self.viewport().width()
            for place in sorted(wanted, key=lambda place: -COLUMNS[place].drop):
                if COLUMNS[place].drop and sum(map(self._need, wanted)) > room:
                    wanted.remove(place)
        self._fitting = True
        for place in range(len(COLUMNS)):
            self.setColumnHidden(place, place not in wanted)
        if not self._own_widths:
            needs = {place: self._need(place) for place in wanted}
            spare = max(0, self.viewport().width() - sum(needs.values()))
            shares = max(1, sum(COLUMNS[place].share for place in wanted))
            for place in wanted:
                self.setColumnWidth(place, needs[place] + spare * COLUMNS[place].share // shares)
        self._fitting = False

    def _need(self, place: int) -> int:
        if place == _FIXED:
            return COLUMNS[place].width
        heading = self.horizontalHeader().fontMetrics().horizontalAdvance(COLUMNS[place].heading())
        return max(COLUMNS[place].width, heading + HEADING_ROOM_PX)

    def column_wanted(self, place: int) -> bool:
        """Whether the operator wants it, also when there is no room for it just now."""
        return COLUMNS[place].key not in self._hidden

    def show_column(self, place: int, shown: bool) -> None:
        if shown:
            self._hidden.discard(COLUMNS[place].key)
        else:
            self._hidden.add(COLUMNS[place].key)
        self.fit_columns()
        self.layout_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    # Rows

    def visible_rows(self) -> tuple[int, int]:
        """First and last row on screen; ``(0, -1)`` when there is none."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return (0, -1) if first < 0 else (first, self._alarms.rowCount() - 1 if last < 0 else last)

    def whole_rows(self) -> tuple[int, int]:
        """As ``visible_rows``, without one the edges cut."""
        first, last = self.visible_rows()
        if first <= last and self.rowViewportPosition(first) < 0:
            first += 1
        if first <= last and self.rowViewportPosition(last) + ROW_PX > self.viewport().height():
            last -= 1
        return (first, last)

    def chosen(self) -> list[AlarmId]:
        """Alarms of the selected rows from the top; the head of a group stands for all within."""
        ranges = self.selectionModel().selection().toList()
        rows = sorted({row for some in ranges for row in range(some.top(), some.bottom() + 1)})
        return list(dict.fromkeys(alarm for row in rows for alarm in self._alarms.members(row)))

    def choose(self, alarm: AlarmId) -> bool:
        """Make *alarm* the current one if it is shown; says whether it is."""
        place = self._alarms.place_of(alarm)
        if place is None:
            return False
        index = self._alarms.index(place, PLACE["device"])
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    @property
    def in_use(self) -> bool:
        """Whether rows must not move: the pointer is over them, they are scrolled, or hands were just on them."""
        hands_on = self._clock() - self._touched_at < HANDS_OFF_S
        return hands_on or self.viewport().underMouse() or self.verticalScrollBar().value() > 0

    # Memory

    def save_layout(self) -> dict[str, object]:
        header = self.horizontalHeader()
        order = [COLUMNS[header.logicalIndex(place)].key for place in range(len(COLUMNS))]
        shown = [key for key in order if not self.isColumnHidden(PLACE[key])]
        return {
            "order": order,
            "widths": {key: self.columnWidth(PLACE[key]) for key in shown[:-1]} if self._own_widths else {},
            "hidden": sorted(self._hidden),
            "sort": COLUMNS[self._alarms.sort_column].key,
            "descending": self._alarms.descending,
        }

    def restore_layout(self, state: dict[str, object]) -> None:
        """Take back ``save_layout``; entries of unknown columns or wrong types are passed over."""
        hidden, widths, order, sort = (state.get(key) for key in ("hidden", "widths", "order", "sort"))
        if isinstance(hidden, list):
            self._hidden = {key for key in hidden if key in PLACE and key not in ("priority", "device")}
        if isinstance(widths, dict):
            self._own_widths = bool(widths)
            for key, width in widths.items():
                if key in PLACE and isinstance(width, int) and NARROWEST_PX <= width <= 2000:
                    self.setColumnWidth(PLACE[key], width)
        if isinstance(order, list):
            self._reorder([PLACE[key] for key in order if isinstance(key, str) and key in PLACE])
        self.fit_columns()
        if isinstance(sort, str) and sort in PLACE:
            descending = state.get("descending") is True
            self.sortByColumn(PLACE[sort], Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def _reorder(self, places: Sequence[int]) -> None:
        header = self.horizontalHeader()
        for wanted, place in enumerate(dict.fromkeys(places)):
            header.moveSection(header.visualIndex(place), wanted)

    # What hands do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._touched_at = self._clock()
        row = self.currentIndex().row()
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left) and row >= 0:
            self._alarms.toggle(row, key == Qt.Key.Key_Right)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self._open(row)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._touched_at = self._clock()
        super().mousePressEvent(event)

    def _open(self, row: int) -> None:
        alarm = self._alarms.alarm_at(row)
        if alarm is None:
            self._alarms.toggle(row)
        else:
            self.alarm_opened.emit(alarm.id)

    def _on_clicked(self, index: QModelIndex) -> None:
        line = self._alarms.line_at(index.row())
        if index.column() == PLACE["note"] or (isinstance(line, Head) and index.column() == PLACE["device"]):
            self._alarms.toggle(index.row())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if not isinstance(self._alarms.line_at(index.row()), Head) and index.column() != PLACE["note"]:
            self._open(index.row())

    def _on_menu_requested(self, position: QPoint) -> None:
        if self.indexAt(position).isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(position))

    def _on_about_to_reset(self) -> None:
        current = self._alarms.alarm_at(self.currentIndex().row())
        ranges = self.selectionModel().selection().toList()
        rows = (row for some in ranges for row in range(some.top(), some.bottom() + 1))
        chosen = [alarm.id for row in rows if (alarm := self._alarms.alarm_at(row)) is not None]
        self._kept = (chosen, current.id if current else None, self.verticalScrollBar().value())

    def _on_reset(self) -> None:
        chosen, current, scrolled = self._kept
        self._restoring = True
        selection = QItemSelection()
        places = sorted(place for alarm in chosen if (place := self._alarms.place_of(alarm)) is not None)
        for top, bottom in runs(places, 1):
            selection.select(self._alarms.index(top, 0), self._alarms.index(bottom, len(COLUMNS) - 1))
        place = None if current is None else self._alarms.place_of(current)
        if place is not None:
            index = self._alarms.index(place, PLACE["device"])
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)
        self.updateGeometries()
        self.verticalScrollBar().setValue(scrolled)
        self._restoring = False

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._restoring and current.isValid():
            alarm = self._alarms.alarm_at(current.row())
            self.alarm_chosen.emit(alarm.id if alarm else None)

    def _on_section_resized(self, *_: int) -> None:
        if not self._fitting and self.isVisible():
            # The last one fills what is left whenever the window changes: only a drag is somebody's choice.
            self._own_widths = self._own_widths or self.horizontalHeader().underMouse()
        self.layout_changed.emit()

    def _on_layout_changed(self, *_: int) -> None:
        self.layout_changed.emit()
