"""The device table as Qt sees it: our own order under one model, few changes a tick."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from controlcenter.domain.devices import Device
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_columns import COLUMNS, PLACE, Cells
from controlcenter.ui.models.devices_order import DeviceFilter, TextFinder, matching, sorted_by
from controlcenter.ui.models.devices_rows import DeviceRows
from controlcenter.ui.models.slices import Slices
from controlcenter.ui.widgets.elided import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
POINT_MIME = "application/x-controlcenter-point"
AT_ONCE = 2000
"""A city of so many devices is read at once; a larger one in slices, so that the window never stands still."""
LIVE_COLUMNS = tuple(place for place, column in enumerate(COLUMNS) if column.live)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class DevicesModel(QAbstractTableModel):
    """Shows the mirror's devices that pass a filter, in an order that only changes when asked.

    A change-set touches cells, never the order: ``set_filter``, ``sort`` and ``arrange`` do that.
    """

    arranged = Signal()
    """The order was made anew: rows under the cursor may be others."""
    advanced = Signal(float)
    """Share done (0…1) of reading a large city, or of making ready what a filter or an order needs."""

    def __init__(
        self, mirror: Mirror, zone: ZoneInfo, clock: Callable[[], float] = time.time, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._mirror = mirror
        self._zone = zone
        self._clock = clock
        self._language = "en"
        self._kind_names: dict[str, str] = {}
        self.rows = DeviceRows(mirror)
        self.filter = DeviceFilter()
        self.sort_column = PLACE["name"]
        self.descending = False
        self.arranged_at = clock()
        self._finder = TextFinder()
        self._order = np.empty(0, np.int32)
        self._place = np.empty(0, np.int32)
        self._touched: set[int] = set()
        self._outdated = False
        self._coming: DeviceRows | None = None
        self._unarranged = False
        self._work = Slices(self)
        self._work.advanced.connect(self._on_advanced)
        self._cells = self._new_cells()

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return COLUMNS[section].heading()
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if COLUMNS[section].number else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(int(self._order[index.row()]), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if COLUMNS[index.column()].number else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == PLACE["area"]:
            return plain_tooltip(self.rows.area_path(int(self._order[index.row()])))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sort_column, self.descending = column, order is Qt.SortOrder.DescendingOrder
        self.arrange()

    def mimeTypes(self) -> list[str]:
        return [POINT_MIME, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The primary points of the rows dragged, one ``device/key`` a line."""
        rows = dict.fromkeys(int(self._order[index.row()]) for index in indexes)
        points = "\n".join(f"{self.rows.devices[row].id}/{key}" for row in rows if (key := self.rows.primary[row]))
        data = QMimeData()
        data.setData(POINT_MIME, points.encode())
        data.setText("\n".join(self.rows.devices[row].id for row in rows))
        return data

    # What the view and the cells ask

    def text(self, row: int, column: int) -> str:
        """Text of a cell; *row* counts in ``rows``, not in the view."""
        return COLUMNS[column].text(self._cells, row)

    def _new_cells(self) -> Cells:
        return Cells(self.rows, self._language, self._clock(), self._zone, self._kind_names)

    def source_row(self, place: int) -> int:
        """Row in ``rows`` of the *place*-th row of the view."""
        return int(self._order[place])

    def device_at(self, place: int) -> Device:
        return self.rows.devices[int(self._order[place])]

    def place_of(self, device: DeviceId) -> int | None:
        """Row of the view that shows *device*; None when the filter hides it."""
        row = self.rows.row_of.get(device)
        place = -1 if row is None else int(self._place[row])
        return None if place < 0 else place

    def shown_rows(self) -> list[int]:
        """Rows in ``rows`` as shown, from the top."""
        return [int(row) for row in self._order]

    def hatched(self, row: int) -> bool:
        """Whether the primary value must not pass for live."""
        reading = self.rows.reading(row)
        return reading is not None and reading.quality is not Quality.GOOD

    # What changes it

    def set_language(self, language: str) -> None:
        self._language = language
        self._kind_names = {id_: kind.name.in_(language) for id_, kind in self._mirror.kinds.items()}
        self._cells = self._new_cells()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._changed(0, len(self._order) - 1, 0, len(COLUMNS) - 1)

    def set_filter(self, wanted: DeviceFilter) -> None:
        if wanted != self.filter:
            self.filter = wanted
            self.arrange()

    def reload(self) -> None:
        """Read the whole mirror again (the page came on screen, or devices came and went), then arrange.

        In a city of more than ``AT_ONCE`` devices that is done in slices: ``advanced`` tells how far it is.
        """
        self._outdated = False
        self._start(self._reading())

    def arrange(self) -> None:
        """Filter and sort anew by what is known now; when something for it is lacking, as soon as it is there."""
        if self._lacking() is None:
            self._show_arranged(self.rows)
        elif not self._unarranged:
            self._start(self._arranging(self.rows))

    @property
    def loading(self) -> bool:
        """Whether rows or their order are not yet what was asked for."""
        return self._unarranged

    def finish(self) -> None:
        """Do at once what is still to be done in slices."""
        self._work.finish()

    def _start(self, steps: Iterator[float]) -> None:
        self._unarranged = True
        self._work.start(steps)
        if len(self._mirror.devices) <= AT_ONCE:
            self._work.finish()

    def _reading(self) -> Iterator[float]:
        rows = self.rows
        if rows.outdated:
            rows = self._coming = DeviceRows(self._mirror, self.rows)
            yield from rows.build()
        else:
            yield from rows.live_steps()
        yield from self._arranging(rows)

    def _arranging(self, rows: DeviceRows) -> Iterator[float]:
        # What is asked for may be something else after each step.
        while (lacking := self._lacking(rows)) is not None:
            yield from lacking
        self._unarranged = False
        self._show_arranged(rows)
        self.advanced.emit(1.0)
        # Before anybody searches.
        yield from rows.text_steps()

    def _lacking(self, rows: DeviceRows | None = None) -> Iterator[float] | None:
        """Work to do before *rows* can be arranged as asked for."""
        rows = rows or self.rows
        if self.filter.text.strip() and not rows.searchable:
            return rows.text_steps()
        column = COLUMNS[self.sort_column]
        if column.ranked is not None and rows.ranked(column.key) is None:
            return rows.rank_steps(column.key, column.ranked)
        return None

    def _show_arranged(self, rows: DeviceRows) -> None:
        self.beginResetModel()
        if rows is not self.rows:
            self.rows, self._coming = rows, None
        self._arrange()
        self.endResetModel()
        self.arranged.emit()

    def _on_advanced(self, share: float) -> None:
        if self._unarranged:
            self.advanced.emit(share)

    def _arrange(self) -> None:
        order = matching(self.rows, self.filter, self._finder)
        if self.sort_column != PLACE["name"] or self.descending:
            order = sorted_by(order, COLUMNS[self.sort_column].keys(self.rows), self.descending)
        self._order = order
        self._place = np.full(len(self.rows), -1, np.int32)
        self._place[order] = np.arange(len(order), dtype=np.int32)
        self._touched.clear()
        self._cells = self._new_cells()
        self.arranged_at = self._clock()

    @property
    def outdated(self) -> bool:
        """Devices or areas came, went or changed: ``reload`` shows them."""
        return self._outdated

    def take(self, changes: ChangeSet) -> None:
        """Put a change-set into the arrays; nothing is drawn before ``flush``."""
        if changes.devices or changes.removed or changes.areas is not None:
            self._outdated = True
        if self._coming is not None:
            self._coming.take(changes)
        self._touched |= self.rows.take(changes)

    def flush(self, first: int, last: int) -> int:
        """Tell the view which of its rows *first*…*last* changed; returns how many ranges that took."""
        if not self._touched or first > last:
            return 0
        self._cells = self._new_cells()
        window = self._order[first : last + 1]
        touched = self._touched
        changed = [first + place for place, row in enumerate(window.tolist()) if row in touched]
        touched.clear()
        runs = _runs(changed)
        for top, bottom in runs:
            self._changed(top, bottom, LIVE_COLUMNS[0], LIVE_COLUMNS[-1])
        return len(runs)

    def age(self, first: int, last: int) -> None:
        """A second passed: the ages of the visible rows *first*…*last* are others."""
        self._cells = self._new_cells()
        self._changed(first, last, PLACE["age"], PLACE["age"])

    def _changed(self, top: int, bottom: int, left: int, right: int) -> None:
        if 0 <= top <= bottom < len(self._order):
            self.dataChanged.emit(self.index(top, left), self.index(bottom, right))


def _runs(places: list[int], bridge: int = 3) -> list[tuple[int, int]]:
    """Rising *places* as runs; gaps of up to *bridge* rows are drawn along, which is cheaper than another range."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place - runs[-1][1] <= bridge:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
