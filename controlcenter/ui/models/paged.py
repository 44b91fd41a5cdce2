"""A record as an endless table: pages read on demand, a bounded number of them kept."""

from collections import OrderedDict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.widgets.elided import plain_tooltip
from controlcenter.ui.widgets.symbols import Symbol, symbol_icon

PAGE = 500
PAGES_KEPT = 24
AHEAD = 150
"""Rows before the last one known at which the next page is asked for."""
_Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
Wanted = TypeVar("Wanted")


@dataclass(frozen=True, slots=True)
class CellContext:
    """What a cell needs besides its line."""

    mirror: Mirror
    look: Look


@dataclass(frozen=True)
class PagedColumn(Generic[Row]):
    """Its title, what it says, its first width in pixels; ``tip`` where the tooltip says more than the cell."""

    key: str
    title: Callable[[], str]
    text: Callable[[CellContext, Row], str]
    width: int
    right: bool = False
    symbol: Callable[[Row], Symbol] | None = None
    tip: Callable[[CellContext, Row], str] | None = None

    @property
    def alignment(self) -> int:
        side = Qt.AlignmentFlag.AlignRight if self.right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def tip_of(self, context: CellContext, entry: Row) -> str:
        return plain_tooltip((self.tip or self.text)(context, entry))


class PagedModel(QAbstractTableModel, Generic[Row, Wanted]):
    """Newest first. A row's place never changes until ``show`` or ``reload``: newer lines are only counted.

    Each page remembers the number it begins below, so one that was let go is read again when somebody scrolls back.
    """

    advanced = Signal()
    """Rows came, the end was reached, or a page is being read."""
    failed = Signal(str)
    news = Signal(int)
    """How many lines have come since, at most a page full."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        columns: Sequence[PagedColumn[Row]],
        wanted: Wanted,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look = bridge, look
        self._columns = tuple(columns)
        self._context = CellContext(bridge.mirror, look)
        self.wanted = wanted
        self._forget()
        self._round = 0
        self._counting = False

    def read(self, wanted: Wanted, before: int | None, limit: int) -> Coroutine[Any, Any, Sequence[Row]]:
        """The request for lines below *before*, newest first."""
        raise NotImplementedError

    def number(self, row: Row) -> int:
        """What a line is told apart and put in order by."""
        raise NotImplementedError

    def _forget(self) -> None:
        self._begins: list[int | None] = [None]
        """For each page, the number it begins below; one more than there are pages."""
        self._held: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._asked: set[int] = set()
        self._count = 0
        self.ended = False
        self.newest = 0

    @property
    def reading(self) -> bool:
        return bool(self._asked)

    @property
    def pages_held(self) -> int:
        return len(self._held)

    def show(self, wanted: Wanted) -> None:
        """Begin again at the newest line that *wanted* lets through."""
        self.wanted = wanted
        self._round += 1
        self.beginResetModel()
        self._forget()
        self.endResetModel()
        self._ask(0)

    def reload(self) -> None:
        self.show(self.wanted)

    def entry(self, row: int) -> Row | None:
        """The line in *row*; None while its page is not here."""
        rows = self._held.get(row // PAGE, ())
        place = row % PAGE
        return rows[place] if row >= 0 and place < len(rows) else None

    def look_at(self, top: int, bottom: int) -> None:
        """Rows *top*…*bottom* are on screen: fetch what is missing of them, and ahead of them."""
        if not self._count:
            return
        for place in range(max(0, top) // PAGE, min(bottom, self._count - 1) // PAGE + 1):
            if place in self._held:
                self._held.move_to_end(place)
            else:
                self._ask(place)
        if bottom > self._count - AHEAD:
            self.fetchMore()

    def count_news(self) -> None:
        """Ask how many lines are newer than the newest one shown; ``news`` answers."""
        if self._counting or self.reading:
            return
        self._counting = True
        this = self._round

        def counted(rows: Sequence[Row]) -> None:
            self._counting = False
            if this == self._round:
                self.news.emit(sum(self.number(row) > self.newest for row in rows))

        def refused(_error: EngineError) -> None:
            self._counting = False

        self._bridge.ask_then(self.read(self.wanted, None, PAGE), counted, refused)

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        self.repaint_rows()

    def repaint_rows(self) -> None:
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(self._columns) - 1))

    # Reading pages

    def canFetchMore(self, _parent: _Index | None = None) -> bool:
        return not self.ended and len(self._begins) - 1 not in self._asked

    def fetchMore(self, _parent: _Index | None = None) -> None:
        if self.canFetchMore():
            self._ask(len(self._begins) - 1)

    def _ask(self, place: int) -> None:
        if place in self._asked:
            return
        self._asked.add(place)
        this = self._round

        def read(rows: Sequence[Row]) -> None:
            if this == self._round:
                self._asked.discard(place)
                self._put(place, rows)

        def refused(error: EngineError) -> None:
            if this == self._round:
                self._asked.discard(place)
                self.failed.emit(str(error))

        self.advanced.emit()
        self._bridge.ask_then(self.read(self.wanted, self._begins[place], PAGE), read, refused)

    def _put(self, place: int, rows: Sequence[Row]) -> None:
        if place < len(self._begins) - 1:
            self._held[place] = rows
            self.dataChanged.emit(self.index(place * PAGE, 0), self.index(self._last_of(place), len(self._columns) - 1))
        else:
            self._append(place, rows)
        self._held.move_to_end(place)
        while len(self._held) > PAGES_KEPT:
            self._held.popitem(last=False)
        self.advanced.emit()

    def _append(self, place: int, rows: Sequence[Row]) -> None:
        self.ended = len(rows) < PAGE
        if place == 0 and rows:
            self.newest = self.number(rows[0])
            # Whoever comes back to the first page must find the same lines in it.
            self._begins[0] = self.newest + 1
        if rows:
            self.beginInsertRows(QModelIndex(), self._count, self._count + len(rows) - 1)
            self._begins.append(self.number(rows[-1]))
            self._count += len(rows)
        self._held[place] = rows
        if rows:
            self.endInsertRows()

    def _last_of(self, place: int) -> int:
        return min((place + 1) * PAGE, self._count) - 1

    # What Qt asks

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        entry = self.entry(index.row())
        if entry is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(self._context, entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip_of(self._context, entry)
        if role == Qt.ItemDataRole.DecorationRole and column.symbol is not None:
            return symbol_icon(column.symbol(entry), self._look.theme)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title()
        return self._columns[section].alignment if role == Qt.ItemDataRole.TextAlignmentRole else None
