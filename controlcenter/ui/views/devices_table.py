"""The table of devices: fixed rows, movable columns, selection that survives a new order."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from controlcenter.domain.ids import DeviceId
from controlcenter.ui.look import Look
from controlcenter.ui.models.devices import DevicesModel
from controlcenter.ui.models.devices_columns import COLUMNS, PLACE
from controlcenter.ui.views.devices_cells import DeviceCells

ROW_PX = 30
NARROWEST_PX = 28
HEADING_ROOM_PX = 32
"""Margins and the arrow of the order."""


class DeviceTable(QTableView):
    """Shows a DevicesModel and keeps the chosen devices chosen, whatever row they move to."""

    device_chosen = Signal(str)
    device_opened = Signal(str)
    menu_wanted = Signal(QPoint)
    """Global position of the menu asked for."""
    layout_changed = Signal()

    def __init__(self, model: DevicesModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._devices = model
        self._kept: tuple[list[DeviceId], DeviceId | None, int] = ([], None, 0)
        self._restoring = False
        self._fitting = False
        self._own_widths = False
        self._last_chosen: DeviceId | None = None
        self.setModel(model)
        self._cells = DeviceCells(model, look, self)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._make_headers()
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_double_clicked)
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
        header.setFixedHeight(ROW_PX)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        for place, column in enumerate(COLUMNS):
            self.setColumnWidth(place, column.width)
            self.setColumnHidden(place, not column.shown)
        header.setSectionResizeMode(PLACE["state"], QHeaderView.ResizeMode.Fixed)
        header.setSortIndicator(self._devices.sort_column, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.sectionMoved.connect(self._on_layout_changed)
        header.sectionResized.connect(self._on_section_resized)
        self._devices.headerDataChanged.connect(self.fit_columns)

    def fit_columns(self, *_: object) -> None:
        """Give each column what its heading and cells need and share what is left; not once somebody chose widths."""
        if self._own_widths:
            return
        shown = [place for place in range(len(COLUMNS)) if not self.isColumnHidden(place)]
        metrics = self.horizontalHeader().fontMetrics()
        needed = {
            place: max(COLUMNS[place].width, metrics.horizontalAdvance(COLUMNS[place].heading()) + HEADING_ROOM_PX)
            for place in shown
            if place != PLACE["state"]
        }
        needed[PLACE["state"]] = COLUMNS[PLACE["state"]].width
        spare = max(0, self.viewport().width() - sum(needed.values()))
        shares = max(1, sum(COLUMNS[place].share for place in shown))
        self._fitting = True
        for place in shown:
            self.setColumnWidth(place, needed[place] + spare * COLUMNS[place].share // shares)
        self._fitting = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def show_column(self, place: int, shown: bool) -> None:
        self.setColumnHidden(place, not shown)
        if shown and self.columnWidth(place) < NARROWEST_PX:
            self.setColumnWidth(place, COLUMNS[place].width)
        self.fit_columns()
        self.layout_changed.emit()

    def visible_rows(self) -> tuple[int, int]:
        """First and last row on screen; ``(0, -1)`` when there is none."""
        count = self._devices.rowCount()
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        return (0, -1) if first < 0 else (first, count - 1 if last < 0 else last)

    def chosen(self) -> list[DeviceId]:
        """Devices of the selected rows, from the top."""
        # Ranges, not indexes: a whole city may be selected.
        ranges = self.selectionModel().selection().toList()
        rows = sorted({row for some in ranges for row in range(some.top(), some.bottom() + 1)})
        return [self._devices.device_at(row).id for row in rows]

    def choose(self, device: DeviceId | None) -> None:
        """Make *device* the current one if the filter shows it; nothing is announced."""
        place = None if device is None else self._devices.place_of(device)
        if place is None or device == self._last_chosen:
            return
        self._last_chosen = device
        self._restoring = True
        index = self._devices.index(place, PLACE["name"])
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._restoring = False

    def save_layout(self) -> dict[str, object]:
        header = self.horizontalHeader()
        order = [COLUMNS[header.logicalIndex(place)].key for place in range(len(COLUMNS))]
        shown = [key for key in order if not self.isColumnHidden(PLACE[key])]
        return {
            "order": order,
            # The last one fills what is left, whatever its own width.
            "widths": {key: self.columnWidth(PLACE[key]) for key in shown[:-1]} if self._own_widths else {},
            "hidden": [column.key for place, column in enumerate(COLUMNS) if self.isColumnHidden(place)],
            "sort": COLUMNS[self._devices.sort_column].key,
            "descending": self._devices.descending,
        }

    def restore_layout(self, state: dict[str, object]) -> None:
        """Take back ``save_layout``; entries of unknown columns or wrong types are passed over."""
        hidden, widths, order = state.get("hidden"), state.get("widths"), state.get("order")
        if isinstance(hidden, list):
            for place, column in enumerate(COLUMNS):
                self.setColumnHidden(place, column.key in hidden and column.key != "name")
        if isinstance(widths, dict):
            self._own_widths = bool(widths)
            for key, width in widths.items():
                if key in PLACE and isinstance(width, int) and NARROWEST_PX <= width <= 2000:
                    self.setColumnWidth(PLACE[key], width)
        if isinstance(order, list):
            self._reorder([PLACE[key] for key in order if isinstance(key, str) and key in PLACE])
        self.fit_columns()
        sort = state.get("sort")
        if isinstance(sort, str) and sort in PLACE:
            descending = state.get("descending") is True
            self.sortByColumn(PLACE[sort], Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def _reorder(self, places: Sequence[int]) -> None:
        header = self.horizontalHeader()
        for wanted, place in enumerate(dict.fromkeys(places)):
            header.moveSection(header.visualIndex(place), wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.device_opened.emit(self._devices.device_at(self.currentIndex().row()).id)
            return
        super().keyPressEvent(event)

    def _on_about_to_reset(self) -> None:
        current = self.currentIndex()
        device = self._devices.device_at(current.row()).id if current.isValid() else None
        self._kept = (self.chosen(), device, self.verticalScrollBar().value())

    def _on_reset(self) -> None:
        chosen, current, scrolled = self._kept
        self._restoring = True
        selection = QItemSelection()
        last = len(COLUMNS) - 1
        for top, bottom in _runs(sorted(p for d in chosen if (p := self._devices.place_of(d)) is not None)):
            selection.select(self._devices.index(top, 0), self._devices.index(bottom, last))
        place = None if current is None else self._devices.place_of(current)
        if place is not None:
            self.selectionModel().setCurrentIndex(
                self._devices.index(place, PLACE["name"]), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)
        self.updateGeometries()
        self.verticalScrollBar().setValue(scrolled)
        self._restoring = False

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._restoring or not current.isValid():
            return
        self._last_chosen = self._devices.device_at(current.row()).id
        self.device_chosen.emit(self._last_chosen)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.device_opened.emit(self._devices.device_at(index.row()).id)

    def _on_menu_requested(self, position: QPoint) -> None:
        if self.indexAt(position).isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(position))

    def _on_section_resized(self, *_: int) -> None:
        if not self._fitting and self.isVisible():
            # The last one fills what is left whenever the window changes: only a drag is somebody's choice.
            self._own_widths = self._own_widths or self.horizontalHeader().underMouse()
        self.layout_changed.emit()

    def _on_layout_changed(self, *_: int) -> None:
        self.layout_changed.emit()


def _runs(places: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
