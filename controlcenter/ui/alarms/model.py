"""The list of alarms as Qt sees it: the right order is always known, the shown one only changes when asked."""

import time
from bisect import bisect_left, insort
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.readings import Quality
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.alarms.columns import COLUMNS, PLACE, Key, Speech, folded_text
from controlcenter.ui.alarms.groups import Grouping, Head, Line, folded
from controlcenter.ui.alarms.line_words import alarm_cell, head_cell, head_tooltip, tooltip
from controlcenter.ui.alarms.lists import NO_FILTER, AlarmFilter, ListId, Tally, stands_on
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.widgets.elided import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_SEARCHED = tuple(PLACE[key] for key in ("device", "condition", "note", "area", "kind"))
_Sorted = tuple[Key, int, float, AlarmId]


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
        self.list = ListId.ACTIVE
        self.filter = NO_FILTER
        self.grouping = Grouping.CAUSE
        self.sort_column = PLACE["priority"]
        self.descending = False
        self.outdated = False
        """Devices, areas or definitions changed: ``reload`` puts their words in place."""
        self.arranged_at = clock()
        self.cost_s = 0.0
        """How long the last ``arrange`` took."""
        self._alarms: dict[AlarmId, Alarm] = {}
        self._right: list[_Sorted] = []
        self._keys: dict[AlarmId, _Sorted] = {}
        self._lines: list[Line] = []
        self._place: dict[AlarmId, int] = {}
        self._known: set[AlarmId] = set()
        self._children: set[AlarmId] = set()
        self._expanded: set[object] = set()
        self._seen: dict[AlarmId, int] = {}
        self._texts: dict[AlarmId, str] = {}
        self._touched: set[AlarmId] = set()
        self._gone: set[AlarmId] = set()
        self._moved = False

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
        self.sort_column, self.descending = column, order is Qt.SortOrder.DescendingOrder
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

    def news(self) -> list[AlarmId]:
        """Alarms that belong on the list and are not shown yet."""
        return [alarm for alarm in self._keys if alarm not in self._known]

    def above(self, news: list[AlarmId], row: int) -> int:
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
        self._texts.clear()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._rebuild()

    def show_list(self, which: ListId, wanted: AlarmFilter, grouping: Grouping) -> None:
        """Show another list, filter or grouping; nothing happens when they are as they were."""
        if (which, wanted, grouping) == (self.list, self.filter, self.grouping):
            return
        same_rows = (which, wanted) == (self.list, self.filter)
        self.list, self.filter, self.grouping = which, wanted, grouping
        if same_rows:
            self.arrange()
        else:
            self._rebuild()

    def reload(self) -> None:
        """Read the whole mirror again."""
        self.outdated = False
        self._alarms = dict(self._mirror.alarms)
        self._gone.clear()
        self._texts.clear()
        self.tally.clear()
        for alarm in self._alarms.values():
            self.tally.put(alarm)
        self._rebuild()

    def _rebuild(self) -> None:
        self.speech.now = self._clock()
        passing = [alarm for alarm in self._alarms.values() if self._passes(alarm)]
        self._right = sorted(self._key(alarm) for alarm in passing)
        self._keys = {key[3]: key for key in self._right}
        self.arrange()

    def take(self, changes: ChangeSet) -> None:
        """Put a change-set in; nothing is drawn before ``flush`` and nothing moves before ``arrange``."""
        if changes.devices or changes.removed or changes.areas is not None or changes.overrides is not None:
            self.outdated = True
        for alarm in changes.alarms:
            self._put(alarm)

    def _put(self, alarm: Alarm) -> None:
        if alarm.at_rest and alarm.id not in self._known and alarm.id not in self._place:
            self._alarms.pop(alarm.id, None)
        else:
            self._alarms[alarm.id] = alarm
            (self._gone.add if alarm.at_rest else self._gone.discard)(alarm.id)
        self._texts.pop(alarm.id, None)
        self.tally.put(alarm)
        before = self._keys.get(alarm.id)
        after = self._key(alarm) if self._passes(alarm) else None
        if after != before:
            self._move(alarm.id, before, after)
        if alarm.id in self._place:
            self._touched.add(alarm.id)

    def _move(self, alarm: AlarmId, before: _Sorted | None, after: _Sorted | None) -> None:
        self._moved = True
        if before is not None:
            del self._right[bisect_left(self._right, before)]
            del self._keys[alarm]
        if after is not None:
            insort(self._right, after)
            self._keys[alarm] = after

    def arrange(self) -> None:
        """Show the right order."""
        began = time.perf_counter()
        self.beginResetModel()
        for gone in self._gone:
            self._alarms.pop(gone, None)
            self._seen.pop(gone, None)
        self._gone.clear()
        order = [key[3] for key in self._right]
        if self.descending:
            order.reverse()
        self._known = set(order)
        self._lines = self._unfolded(folded(order, self._alarms, self.grouping, self.list is ListId.SUPPRESSED))
        self._number()
        self._touched.clear()
        self._moved = False
        self.arranged_at = self.speech.now = self._clock()
        self.endResetModel()
        self.cost_s = time.perf_counter() - began
        self.arranged.emit()

    def _unfolded(self, lines: list[Line]) -> list[Line]:
        self._children = set()
        if not self._expanded:
            return lines
        whole: list[Line] = []
        for line in lines:
            whole.append(line)
            if (line.key if isinstance(line, Head) else line) in self._expanded:
                children = self._below(line)
                self._children.update(children)
                whole.extend(children)
        return whole

    def _below(self, line: Line) -> list[AlarmId]:
        if isinstance(line, Head):
            return [alarm for alarm in line.members if alarm in self._alarms]
        if self.grouping is Grouping.NONE:
            return []
        return [alarm for alarm in self.tally.behind(line) if alarm in self._alarms and alarm not in self._known]

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
        children = [alarm for alarm in self._below(line) if (alarm in self._place) is shown]
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

    # Filter and order

    def _passes(self, alarm: Alarm) -> bool:
        wanted = self.filter
        if not stands_on(alarm, self.list):
            return False
        if wanted.priorities and alarm.priority not in wanted.priorities:
            return False
        if wanted.areas and alarm.area not in wanted.areas:
            return False
        return not wanted.text or self._found(alarm, wanted.text)

    def _found(self, alarm: Alarm, text: str) -> bool:
        words = self._texts.get(alarm.id)
        if words is None:
            parts = [COLUMNS[column].text(alarm, self.speech) for column in _SEARCHED]
            words = self._texts[alarm.id] = "\n".join(folded_text(part) for part in (*parts, alarm.id.device))
        return all(word in words for word in folded_text(text).split())

    def _key(self, alarm: Alarm) -> _Sorted:
        return (COLUMNS[self.sort_column].order(alarm, self.speech), -alarm.priority, -alarm.raised_at, alarm.id)


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
