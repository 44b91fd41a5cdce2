"""The list of alarms as Qt sees it: the right order is always known, the shown one only changes when asked."""

import math
import time
from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.readings import Quality
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.alarms.columns import COLUMNS, PLACE, Speech
from controlcenter.ui.alarms.groups import STEP, Grouping, Head, Line, Steps, folding
from controlcenter.ui.alarms.line_words import alarm_cell, head_cell, head_tooltip, tooltip
from controlcenter.ui.alarms.lists import AlarmFilter, ListId, Tally
from controlcenter.ui.alarms.sieve import Sieve, Sorted, counting, placing
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.widgets.elided import plain_tooltip

Lines = list[Line]
Alarms = list[AlarmId]
_OVER = object()
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
AT_ONCE = 4000
"""So many alarms are put in order before anything else happens; more in slices, so that the window goes on."""
SLICE_S = 0.02


class AlarmsModel(QAbstractTableModel):
    """Shows one list of the mirror's alarms. ``take`` costs what changed; ``arrange`` alone moves rows.

    A row whose alarm left the list stays where it is, in words of what became of it, until the next ``arrange``.
    """

    arranged = Signal()

    def __init__(
        self, mirror: Mirror, zone: ZoneInfo, clock: Callable[[], float] = time.time, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._mirror = mirror
        self._clock = clock
        self.speech = Speech(mirror, "en", zone, clock())
        self.tally = Tally()
        self.grouping = Grouping.CAUSE
        self.descending = False
        self.in_use: Callable[[], bool] = lambda: False
        """Whether rows must not move by themselves now."""
        self.outdated = False
        """Devices, areas or definitions changed: ``reload`` puts their words in place."""
        self.arranged_at = clock()
        self.cost_s = 0.0
        """How long the last ``arrange`` took."""
        self._alarms: dict[AlarmId, Alarm] = {}
        self._sieve = Sieve(self.speech)
        self._right: list[Sorted] = []
        self._keys: dict[AlarmId, Sorted] = {}
        self._lines: Lines = []
        self._place: dict[AlarmId, int] = {}
        self._known: set[AlarmId] = set()
        self._children: set[AlarmId] = set()
        self._expanded: set[object] = set()
        self._seen: dict[AlarmId, int] = {}
        self._touched: set[AlarmId] = set()
        self._gone: set[AlarmId] = set()
        self._moved = False
        self._work: Steps[None] | None = None
        self._reading = False
        """Whether the work under way reads the whole mirror."""
        self._late: dict[AlarmId, Alarm] = {}
        """What came while it was under way."""
        self._slice = QTimer(self)
        self._slice.setInterval(0)
        self._slice.timeout.connect(self._on_slice)

    @property
    def list(self) -> ListId:
        return self._sieve.list

    @property
    def filter(self) -> AlarmFilter:
        return self._sieve.filter

    @property
    def sort_column(self) -> int:
        return self._sieve.sort_column

    @property
    def building(self) -> bool:
        """Whether another order is being made; the rows shown stay until it is there."""
        return self._work is not None

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

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
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(index.row(), index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if COLUMNS[index.column()].number else _LEFT
            case Qt.ItemDataRole.ToolTipRole:
                line = self._lines[index.row()]
                if isinstance(line, Head):
                    return plain_tooltip(head_tooltip(line, self.speech))
                return plain_tooltip(tooltip(self._alarms[line], self.speech))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sieve.sort_column, self.descending = column, order is Qt.SortOrder.DescendingOrder
        self._rebuild()

    # What the view and the cells ask

    def text(self, row: int, column: int) -> str:
        line = self._lines[row]
        if isinstance(line, Head):
            return head_cell(line, COLUMNS[column].key, self.speech, line.key in self._expanded)
        depth = 1 if line in self._children else 0
        return alarm_cell(self._alarms[line], column, self.speech, depth, self._mark(line))

    def _mark(self, alarm: AlarmId) -> bool | None:
        """Whether what is behind *alarm* is shown; None when nothing can be."""
        if self.grouping is Grouping.NONE or alarm in self._children or not self._alarms[alarm].behind:
            return None
        return alarm in self._expanded

    def line_at(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def alarm_at(self, row: int) -> Alarm | None:
        """The alarm of *row* as it is now; None for the head of a group."""
        line = self.line_at(row)
        return None if line is None or isinstance(line, Head) else self._alarms[line]

    def alarm(self, alarm: AlarmId) -> Alarm | None:
        return self._alarms.get(alarm)

    def place_of(self, alarm: AlarmId) -> int | None:
        return self._place.get(alarm)

    def members(self, row: int) -> tuple[AlarmId, ...]:
        """The alarms *row* stands for: itself, or those of its group."""
        line = self.line_at(row)
        if line is None:
            return ()
        return line.members if isinstance(line, Head) else (line,)

    def is_child(self, row: int) -> bool:
        return self.line_at(row) in self._children

    def hatched(self, row: int) -> bool:
        """Whether what is known of it is not fresh."""
        alarm = self.alarm_at(row)
        return alarm is not None and alarm.quality >= Quality.STALE

    def see(self, row: int) -> None:
        """*row* was painted: its alarm has been before an operator's eyes."""
        line = self._lines[row]
        if not isinstance(line, Head):
            self._seen[line] = self._alarms[line].occurrence

    def seen(self, alarm: AlarmId) -> int | None:
        """The occurrence of *alarm* that was on screen; None when it never was."""
        return self._seen.get(alarm)

    def news(self) -> Alarms:
        """Alarms that belong on the list and are not shown yet."""
        return [alarm for alarm in self._keys if alarm not in self._known] if self._moved else []

    def above(self, news: Alarms, row: int) -> int:
        """How many of *news* come before *row* in the right order."""
        line = self.line_at(row)
        first = self._keys.get(line) if line is not None and not isinstance(line, Head) else None
        if first is None:
            return len(news)
        return sum((self._keys[alarm] > first) if self.descending else (self._keys[alarm] < first) for alarm in news)

    @property
    def moved(self) -> bool:
        """Whether the right order is another than the shown one."""
        return self._moved

    @property
    def matching(self) -> int:
        """How many alarms pass, shown or not."""
        return len(self._keys)

    # What changes it

    def set_language(self, language: str) -> None:
        self.speech.language = language
        self._sieve.forget_all()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._rebuild()

    def show_list(self, which: ListId, wanted: AlarmFilter, grouping: Grouping) -> None:
        """Show another list, filter or grouping; nothing happens when they are as they were."""
        if (which, wanted, grouping) == (self.list, self.filter, self.grouping):
            return
        same_rows = (which, wanted) == (self.list, self.filter)
        self._sieve.list, self._sieve.filter, self.grouping = which, wanted, grouping
        if same_rows and self._work is None:
            self.arrange()
        else:
            self._rebuild()

    def reload(self, asked: bool = True) -> None:
        """Read the whole mirror again; unless *asked* for, rows in use do not move."""
        self.outdated = False
        self._sieve.forget_all()
        self._reading = True
        self._begin(self._rereading(asked))

    def _rebuild(self) -> None:
        if self._reading:
            self._begin(self._rereading(True))
        else:
            self._begin(self._resorting(list(self._alarms.values()), True))

    def arrange(self) -> None:
        """Show the right order."""
        if self._work is None:
            self._begin(self._arranging())

    # Work in steps

    def _begin(self, work: Steps[None]) -> None:
        """Do *work* now, or a slice at a time where there is much; work under way is given up for it."""
        self._work = work
        if max(len(self._mirror.alarms), len(self._alarms)) > AT_ONCE:
            self._slice.start()
        else:
            self._go_on(math.inf)

    def _on_slice(self) -> None:
        self._go_on(time.perf_counter() + SLICE_S)

    def _go_on(self, until: float) -> None:
        work = self._work
        while work is not None and work is self._work:
            if next(work, _OVER) is _OVER:
                self._end()
            if time.perf_counter() >= until:
                return

    def _end(self) -> None:
        self._slice.stop()
        self._work, self._reading = None, False
        late, self._late = self._late, {}
        for alarm in late.values():
            self._put(alarm)

    def _rereading(self, asked: bool) -> Steps[None]:
        alarms = list(self._mirror.alarms.values())
        tally = yield from counting(alarms)
        yield from self._resorting(alarms, asked, tally)

    def _resorting(self, alarms: Sequence[Alarm], asked: bool, tally: Tally | None = None) -> Steps[None]:
        self.speech.now = self._clock()
        right = yield from self._sieve.sorting(alarms)
        keys: dict[AlarmId, Sorted] = {}
        alarm_of = self._sieve.alarm_of
        for begin in range(0, len(right), 10 * STEP):
            keys.update((alarm_of(key), key) for key in right[begin : begin + 10 * STEP])
            yield
        if tally is not None:
            fresh = {alarm.id: alarm for alarm in alarms}
            yield
            self.tally.take_over(tally)
            # Until the rows are drawn anew their alarms must be known.
            self._gone = {alarm for alarm in self._place if alarm not in fresh}
            fresh |= {alarm: self._alarms[alarm] for alarm in self._gone}
            self._alarms = fresh
            yield
        self._right, self._keys, self._moved = right, keys, True
        if asked or not self._lines or not self.in_use():
            yield from self._arranging()

    def _arranging(self) -> Steps[None]:
        began = time.perf_counter()
        order = [self._sieve.alarm_of(key) for key in self._right]
        if self.descending:
            order.reverse()
        yield
        known = set(order)
        yield
        folded = yield from folding(order, self._alarms, self.grouping, self.list is ListId.SUPPRESSED)
        lines, children = self._unfolded(folded, known)
        place = yield from placing(lines)
        self.beginResetModel()
        for gone in [alarm for alarm in self._gone if alarm not in place]:
            self._gone.discard(gone)
            self._alarms.pop(gone, None)
            self._seen.pop(gone, None)
        self._known, self._lines, self._children, self._place = known, lines, children, place
        self._touched.clear()
        self._moved = False
        self.arranged_at = self.speech.now = self._clock()
        self.endResetModel()
        self.cost_s = time.perf_counter() - began
        self.arranged.emit()

    def take(self, changes: ChangeSet) -> None:
        """Put a change-set in; nothing is drawn before ``flush`` and nothing moves before ``arrange``."""
        if changes.devices or changes.removed or changes.areas is not None or changes.overrides is not None:
            self.outdated = True
        for alarm in changes.alarms:
            self._put(alarm)

    def _put(self, alarm: Alarm) -> None:
        self._sieve.forget(alarm.id)
        if alarm.at_rest and self._work is None and alarm.id not in self._known and alarm.id not in self._place:
            self._alarms.pop(alarm.id, None)
        else:
            self._alarms[alarm.id] = alarm
            (self._gone.add if alarm.at_rest else self._gone.discard)(alarm.id)
        self.tally.put(alarm)
        if alarm.id in self._place:
            self._touched.add(alarm.id)
        if self._work is not None:
            self._late[alarm.id] = alarm
            return
        before, after = self._keys.get(alarm.id), self._sieve.key(alarm)
        if after != before:
            self._move(alarm.id, before, after)

    def _move(self, alarm: AlarmId, before: Sorted | None, after: Sorted | None) -> None:
        self._moved = True
        if before is not None:
            del self._right[bisect_left(self._right, before)]
            del self._keys[alarm]
        if after is not None:
            insort(self._right, after)
            self._keys[alarm] = after

    def _unfolded(self, lines: Lines, known: set[AlarmId]) -> tuple[Lines, set[AlarmId]]:
        """*lines* with those unfolded under them, and which these are."""
        unfolded: set[AlarmId] = set()
        if not self._expanded:
            return lines, unfolded
        whole: Lines = []
        for line in lines:
            whole.append(line)
            if (line.key if isinstance(line, Head) else line) in self._expanded:
                children = self._below(line, known)
                unfolded.update(children)
                whole.extend(children)
        return whole, unfolded

    def _below(self, line: Line, known: set[AlarmId]) -> Alarms:
        if isinstance(line, Head):
            return [alarm for alarm in line.members if alarm in self._alarms]
        if self.grouping is Grouping.NONE:
            return []
        return [alarm for alarm in self.tally.behind(line) if alarm in self._alarms and alarm not in known]

    def _number(self) -> None:
        self._place = {line: place for place, line in enumerate(self._lines) if not isinstance(line, Head)}

    def toggle(self, row: int, wanted: bool | None = None) -> None:
        """Unfold or fold what is under *row*; rows above stay where they are."""
        line = self.line_at(row)
        if line is None or line in self._children:
            return
        key = line.key if isinstance(line, Head) else line
        shown = key in self._expanded
        if wanted is not None and wanted == shown:
            return
        children = [alarm for alarm in self._below(line, self._known) if (alarm in self._place) is shown]
        if not children:
            return
        if shown:
            self._expanded.discard(key)
            self.beginRemoveRows(QModelIndex(), row + 1, row + len(children))
            del self._lines[row + 1 : row + 1 + len(children)]
            self._children.difference_update(children)
        else:
            self._expanded.add(key)
            self.beginInsertRows(QModelIndex(), row + 1, row + len(children))
            self._lines[row + 1 : row + 1] = children
            self._children.update(children)
        self._number()
        if shown:
            self.endRemoveRows()
        else:
            self.endInsertRows()
        self._changed(row, row, 0, len(COLUMNS) - 1)
        if self._work is not None:
            self._rebuild()  # what is under way was folded as it was before

    def flush(self, first: int, last: int) -> int:
        """Tell the view which of its rows *first*…*last* changed; returns how many ranges that took."""
        touched, self._touched = self._touched, set()
        if not touched or first > last:
            return 0
        self.speech.now = self._clock()
        changed = sorted(place for alarm in touched if first <= (place := self._place.get(alarm, -1)) <= last)
        ranges = runs(changed)
        for top, bottom in ranges:
            self._changed(top, bottom, 0, len(COLUMNS) - 1)
        return len(ranges)

    def age(self, first: int, last: int) -> None:
        """A second passed: the ages of the visible rows are others."""
        self.speech.now = self._clock()
        self._changed(first, last, PLACE["age"], PLACE["age"])

    def _changed(self, top: int, bottom: int, left: int, right: int) -> None:
        if 0 <= top <= bottom < len(self._lines):
            self.dataChanged.emit(self.index(top, left), self.index(bottom, right))


def worst(alarms: list[Alarm]) -> Priority | None:
    """The highest priority among *alarms*."""
    return max((alarm.priority for alarm in alarms), default=None)


def runs(places: list[int], bridge: int = 3) -> list[tuple[int, int]]:
    """Rising *places* as runs; gaps of up to *bridge* rows are drawn along, which is cheaper than another range."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and place - found[-1][1] <= bridge:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
