"""The left side of the page: the lists, the priorities, the areas, and how many alarms came lately."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from controlcenter.domain.conditions import Priority
from controlcenter.domain.devices import Area
from controlcenter.domain.ids import AreaId
from controlcenter.engine.changes import AlarmSummary
from controlcenter.ui.alarm_words import SYMBOLS, priority_word
from controlcenter.ui.alarms.lists import ListId, Tally
from controlcenter.ui.alarms.rate import RateBars
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.views.devices_areas import AreaTree
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.widgets.symbols import symbol_icon
from controlcenter.ui.words import clock_text, count_text

JOURNAL, STATISTICS, CONDITIONS = "journal", "statistics", "conditions"
VIEWS: tuple[str, ...] = (*ListId, JOURNAL, STATISTICS, CONDITIONS)
ITEM_PX = 28
AREAS_PX, FOOT_PX = 56, 8
INDENT_PX = 12
_KEY = Qt.ItemDataRole.UserRole


def view_word(view: str) -> str:
    return {
        ListId.ACTIVE: QCoreApplication.translate("Alarms", "Active"),
        ListId.UNACKNOWLEDGED: QCoreApplication.translate("Alarms", "Unacknowledged"),
        ListId.SHELVED: QCoreApplication.translate("Alarms", "Shelved"),
        ListId.SUPPRESSED: QCoreApplication.translate("Alarms", "Suppressed by design"),
        ListId.OUT_OF_SERVICE: QCoreApplication.translate("Alarms", "Out of service"),
        JOURNAL: QCoreApplication.translate("Alarms", "Journal"),
        STATISTICS: QCoreApplication.translate("Alarms", "Statistics"),
        CONDITIONS: QCoreApplication.translate("Alarms", "Conditions"),
    }[view]


class CountedList(QTreeWidget):
    """Words with a count at the right, as high as its entries."""

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setItemsExpandable(False)
        self.setIndentation(INDENT_PX)
        self.setUniformRowHeights(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.entries = {key: self._entry(key) for key in keys}
        self.setFixedHeight(ITEM_PX * len(keys) + 2)

    def _entry(self, key: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, ["", ""])
        item.setData(0, _KEY, key)
        item.setSizeHint(0, QSize(0, ITEM_PX))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def put(self, key: str, word: str, count: str) -> None:
        item = self.entries[key]
        if item.text(0) != word:
            item.setText(0, word)
            item.setToolTip(0, word)
        if item.text(1) != count:
            item.setText(1, count)

    def keys_chosen(self) -> list[str]:
        return [str(item.data(0, _KEY)) for item in self.selectedItems()]


class AlarmSidebar(QWidget):
    """Tells which view is wanted and what narrows it; shows counts of what there is."""

    view_chosen = Signal(str)
    narrowed = Signal()
    """The priorities or the area are others."""

    def __init__(self, mirror: Mirror, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._look = mirror, look
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = SectionHeader()
        self.lists = CountedList(VIEWS)
        self.priorities = CountedList([priority.name for priority in sorted(Priority, reverse=True)])
        self.priorities.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.areas = AreaTree(look)
        self.rate = RateBars(look)
        self._headings = [QLabel() for _ in range(3)]
        self._flood = QLabel()
        for label in (*self._headings, self._flood):
            label.setProperty("role", "muted")
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setContentsMargins(12, 6, 8, 2)
        self._shown_areas: tuple[object, ...] = ()
        self._lay()
        self.lists.setCurrentItem(self.lists.entries[ListId.ACTIVE])
        self.lists.currentItemChanged.connect(self._on_list_changed)
        self.priorities.itemSelectionChanged.connect(self.narrowed)
        self.areas.area_chosen.connect(self._on_area_chosen)
        look.theme_changed.connect(self._on_theme_changed)
        self._draw_symbols()

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, FOOT_PX)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.lists)
        column.addWidget(self._headings[0])
        column.addWidget(self.priorities)
        column.addWidget(self._headings[1])
        column.addWidget(self.areas, 1)
        column.addWidget(self._headings[2])
        bars = QVBoxLayout()
        bars.setContentsMargins(12, 0, 12, 0)
        bars.addWidget(self.rate)
        column.addLayout(bars)
        column.addWidget(self._flood)
        self.areas.setMinimumHeight(AREAS_PX)
        self.setMinimumWidth(150)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a low window the rate goes, rather than lists lie over one another."""
        first, second, third = (heading.heightForWidth(self.width()) for heading in self._headings)
        lists = self.header.height() + self.lists.height() + self.priorities.height() + first + second + AREAS_PX
        bars = third + self.rate.height() + self._flood.heightForWidth(self.width())
        for widget in (self._headings[2], self.rate, self._flood):
            widget.setVisible(self.height() >= lists + bars + FOOT_PX)

    # What is chosen

    @property
    def view(self) -> str:
        item = self.lists.currentItem()
        return str(item.data(0, _KEY)) if item is not None else str(ListId.ACTIVE)

    def set_narrowing(self, narrows: bool) -> None:
        """Whether priorities and areas mean anything for the view in front."""
        self.priorities.setEnabled(narrows)
        self.areas.setEnabled(narrows)

    def choose_view(self, view: str) -> None:
        if view in self.lists.entries:
            self.lists.setCurrentItem(self.lists.entries[view])

    def chosen_priorities(self) -> frozenset[Priority]:
        return frozenset(Priority[key] for key in self.priorities.keys_chosen())

    def choose_priorities(self, priorities: frozenset[Priority]) -> None:
        for key, item in self.priorities.entries.items():
            item.setSelected(Priority[key] in priorities)

    def areas_under(self) -> frozenset[AreaId | None]:
        """The chosen area and all below it; empty for all."""
        chosen = self.areas.chosen
        if chosen is None:
            return frozenset()
        if chosen not in self._mirror.areas:
            return frozenset({None})
        found: set[AreaId | None] = {chosen}
        waiting = [chosen]
        while waiting:
            above = waiting.pop()
            below = [area.id for area in self._mirror.areas.values() if area.parent == above and area.id not in found]
            found.update(below)
            waiting.extend(below)
        return frozenset(found)

    # What is shown

    def show_counts(self, tally: Tally, which: ListId, summary: AlarmSummary) -> None:
        """Counts of every list, and of the priorities and areas on *which*."""
        language = self._look.language
        for view in VIEWS:
            count = count_text(tally.of_list(ListId(view)), language) if view in set(ListId) else ""
            self.lists.put(view, view_word(view), count)
        by_priority = tally.by_priority(which)
        for priority in Priority:
            count = count_text(by_priority.get(priority, 0), language)
            self.priorities.put(priority.name, priority_word(priority), count)
        self._show_areas(tally.by_area(which))
        self.rate.show_summary(summary)
        self._say_flood(summary)

    def _show_areas(self, counts: Mapping[AreaId | None, int]) -> None:
        shown: dict[AreaId, Area] = {}
        for wanted in (*counts, self.areas.kept):
            area = self._mirror.areas.get(wanted) if wanted is not None else None
            while area is not None and area.id not in shown:
                shown[area.id] = area
                area = self._mirror.areas.get(area.parent) if area.parent is not None else None
        known = {area if area in shown else None: 0 for area in counts}
        for number, count in counts.items():
            known[number if number in shown else None] += count
        facts = (tuple(sorted(shown)), tuple(known.items()), self._look.language)
        if facts == self._shown_areas:
            return
        self._shown_areas = facts
        scroll = self.areas.verticalScrollBar().value()
        self.areas.set_areas(shown, known)
        self.areas.verticalScrollBar().setValue(scroll)

    def _say_flood(self, summary: AlarmSummary) -> None:
        zone = self._look.zone
        words = QCoreApplication.translate("Alarms", "flood limit {limit}").format(limit=summary.flood_limit)
        if summary.flood_since is not None:
            since = QCoreApplication.translate("Alarms", "flood since {time}")
            words = f"{words} · {since.format(time=clock_text(summary.flood_since, zone)[:5])}"
        elif summary.last_flood is not None:
            begin, end = (clock_text(at, zone)[:5] for at in summary.last_flood)
            last = QCoreApplication.translate("Alarms", "last flood {begin}–{end}")
            words = f"{words} · {last.format(begin=begin, end=end)}"
        words = "\n".join((words, *self._nuisances(summary)))
        if words != self._flood.text():
            self._flood.setText(words)
            self._fit()

    def _nuisances(self, summary: AlarmSummary) -> list[str]:
        """Alarms worth an engineer's look: too restless, too short, too old."""
        said = (
            (summary.chattering, QCoreApplication.translate("Alarms", "chattering: {count}")),
            (summary.fleeting, QCoreApplication.translate("Alarms", "fleeting: {count}")),
            (summary.stale, QCoreApplication.translate("Alarms", "standing too long: {count}")),
        )
        return [words.format(count=count) for count, words in said if count]

    def retranslate(self) -> None:
        self.header.set_title(QCoreApplication.translate("Alarms", "Alarms"))
        headings = (
            QCoreApplication.translate("Alarms", "Priority"),
            QCoreApplication.translate("Alarms", "Area"),
            QCoreApplication.translate("Alarms", "Rate, 10 min bars, 4 h 30"),
        )
        for label, words in zip(self._headings, headings, strict=True):
            label.setText(words)
        self.lists.setAccessibleName(QCoreApplication.translate("Alarms", "Lists of alarms"))
        self.priorities.setAccessibleName(headings[0])
        self.priorities.setToolTip(QCoreApplication.translate("Alarms", "Choose one or several; again to let go"))
        self.areas.setAccessibleName(headings[1])

    def _draw_symbols(self) -> None:
        for priority in Priority:
            icon = symbol_icon(SYMBOLS[priority], self._look.theme)
            self.priorities.entries[priority.name].setIcon(0, icon)

    def _on_list_changed(self, *_: object) -> None:
        self.view_chosen.emit(self.view)

    def _on_area_chosen(self, _area: object) -> None:
        self.narrowed.emit()

    def _on_theme_changed(self, _theme: object) -> None:
        self._draw_symbols()
