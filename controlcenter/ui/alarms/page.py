"""The alarms page: lists at the left, the alarms in the middle, everything about one at the right."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from controlcenter.domain.conditions import AlarmId, Priority, parse_alarm
from controlcenter.domain.ids import AreaId, DeviceId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.alarm_words import SYMBOLS
from controlcenter.ui.alarms.deeds import DEED
from controlcenter.ui.alarms.detail import AlarmDetail
from controlcenter.ui.alarms.list_pane import AlarmListPane
from controlcenter.ui.alarms.lists import ListId
from controlcenter.ui.alarms.sidebar import JOURNAL, STATISTICS, AlarmSidebar
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.page import Page

if TYPE_CHECKING:
    from controlcenter.ui.alarms.conditions import ConditionsView
    from controlcenter.ui.alarms.journal import JournalView
    from controlcenter.ui.alarms.statistics import StatisticsView

    OtherView = JournalView | StatisticsView | ConditionsView

SIDEBAR_PX = 200
NARROW_PX, NARROW_SIDEBAR_PX, NARROW_DETAIL_PX = 1100, 170, 264
"""On a page narrower than the first the sides give way."""
NARROWEST_DETAIL_PX, WIDEST_DETAIL_PX = 316, 400


class AlarmsPage(Page):
    """*zone* is the site's unless given; *clock* tells s since 1970 UTC."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        zone: ZoneInfo | None = None,
        clock: Callable[[], float] = time.time,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(bridge, look, parent)
        zone = zone or look.zone
        self.sidebar = AlarmSidebar(bridge.mirror, look)
        self.pane = AlarmListPane(bridge, look, zone, clock)
        self.detail = AlarmDetail(bridge, look, self.pane.model.tally, zone, clock)
        self._own_sizes = False
        self._other_states: dict[str, object] = {}
        self._others: dict[str, OtherView] = {}
        self.lists = QSplitter(Qt.Orientation.Horizontal)
        self.lists.addWidget(self.pane)
        self.lists.addWidget(self.detail)
        self.lists.setStretchFactor(0, 1)
        self.lists.setCollapsible(0, False)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.lists)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.sidebar)
        self.split.addWidget(self.stack)
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.split)
        self._connect()
        self.retranslate()
        self.detail.show_alarm(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._own_sizes:
            narrow = self.width() < NARROW_PX
            side = NARROW_SIDEBAR_PX if narrow else SIDEBAR_PX
            least = NARROW_DETAIL_PX if narrow else NARROWEST_DETAIL_PX
            detail = min(max(self.width() // 4, least), WIDEST_DETAIL_PX)
            self.split.setSizes([side, self.width() - side])
            self.lists.setSizes([self.width() - side - detail, detail])

    def _on_splitter_moved(self, *_: int) -> None:
        self._own_sizes = True

    def _connect(self) -> None:
        self.split.splitterMoved.connect(self._on_splitter_moved)
        self.lists.splitterMoved.connect(self._on_splitter_moved)
        self.sidebar.view_chosen.connect(self._on_view_chosen)
        self.sidebar.narrowed.connect(self._on_narrowed)
        self.pane.counted.connect(self._count)
        self.pane.alarm_chosen.connect(self._on_alarm_chosen)
        self.pane.clear_wanted.connect(self._on_clear_wanted)
        self.pane.deeds.map_wanted.connect(self.map_wanted)
        self.pane.deeds.trend_wanted.connect(self.trend_wanted)
        self.pane.deeds.command_wanted.connect(self.command_wanted)
        self.pane.deeds.silence_wanted.connect(self.silence_wanted)
        self.detail.acknowledge_wanted.connect(self.pane.deeds.acknowledge_seen)
        self.detail.deed_wanted.connect(self._on_deed_wanted)

    # Following the mirror

    def refresh(self) -> None:
        other = self._other()
        if other is not None:
            self.pane.rest()
            self.detail.rest()
            other.refresh()
            self._count()
            return
        self.pane.refresh()
        self.detail.refresh()
        self.pane.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, changes: ChangeSet) -> None:
        other = self._other()
        if other is not None:
            other.take(changes)
        self.pane.take(changes)
        if other is None:
            self.detail.take(changes)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pane.rest()
        self.detail.rest()

    def _other(self) -> "OtherView | None":
        """The view in front when it is not a list."""
        return self._others.get(self.sidebar.view)

    def _count(self) -> None:
        self.sidebar.show_counts(self.pane.model.tally, self.pane.model.list, self.bridge.mirror.alarm_summary)

    # What is chosen

    def show_view(self, view: str) -> None:
        """Bring a list, the journal, the statistics or the conditions to the front; unknown names are passed over."""
        self.sidebar.choose_view(view)

    def show_alarm(self, alarm: AlarmId) -> None:
        """Bring *alarm* to the front, on the list where it stands."""
        self.show_view(ListId.ACTIVE)
        if not self.pane.choose(alarm):
            self._on_clear_wanted()
            self.pane.choose(alarm)

    def show_priority(self, symbol: str) -> None:
        """The active alarms of the priority with this *symbol*; all of them for an empty one."""
        self.show_view(ListId.ACTIVE)
        self.sidebar.choose_priorities(
            frozenset(priority for priority, shape in SYMBOLS.items() if shape.value == symbol)
        )

    def choose(self, device: DeviceId | None) -> None:
        shown = self.detail.alarm
        if device is None or (shown is not None and shown.id.device == device):
            return
        mine = (alarm.id for alarm in self.bridge.mirror.alarms.values() if alarm.id.device == device)
        for alarm in mine:
            if self.pane.choose(alarm):
                return

    def _on_view_chosen(self, view: str) -> None:
        self.sidebar.set_narrowing(view in set(ListId))
        if view in set(ListId):
            self.stack.setCurrentWidget(self.lists)
            self.pane.show_list(ListId(view))
            self.detail.show_alarm(self.pane.current)
        else:
            self._show_other(view)
        if self.isVisible():
            self.refresh()

    def _show_other(self, view: str) -> None:
        if view not in self._others:
            made = self._make_other(view)
            self._others[view] = made
            state = self._other_states.get(view)
            if isinstance(state, dict):
                made.restore_state(state)
            self.stack.addWidget(made)
        self.stack.setCurrentWidget(self._others[view])

    def _make_other(self, view: str) -> "OtherView":
        """The journal, the statistics or the conditions; imported when first opened."""
        if view == JOURNAL:
            from controlcenter.ui.alarms.journal import JournalView

            journal = JournalView(self.bridge, self.look)
            journal.alarm_chosen.connect(self._on_line_chosen)
            return journal
        if view == STATISTICS:
            from controlcenter.ui.alarms.statistics import StatisticsView

            statistics = StatisticsView(self.bridge, self.look)
            statistics.alarm_chosen.connect(self._on_journal_wanted)
            return statistics
        from controlcenter.ui.alarms.conditions import ConditionsView

        return ConditionsView(self.bridge, self.look)

    def _on_line_chosen(self, alarm: AlarmId) -> None:
        self.device_chosen.emit(alarm.device)

    def _on_journal_wanted(self, alarm: AlarmId) -> None:
        from controlcenter.ui.alarms.journal import JournalView

        self.show_view(JOURNAL)
        journal = self._others[JOURNAL]
        if isinstance(journal, JournalView):
            journal.show_alarm(alarm)

    def _on_narrowed(self) -> None:
        self.pane.narrow(self.sidebar.chosen_priorities(), self.sidebar.areas_under())

    def _on_clear_wanted(self) -> None:
        self.sidebar.choose_priorities(frozenset())
        self.sidebar.areas.choose(None)
        self.pane.toolbar.put_search("")

    def _on_alarm_chosen(self, alarm: AlarmId | None) -> None:
        held = None if alarm is None else self.pane.model.alarm(alarm)
        self.detail.show_alarm(held)
        if held is not None:
            self.device_chosen.emit(held.id.device)

    def _on_deed_wanted(self, key: str) -> None:
        shown = self.detail.alarm
        if shown is not None and self.pane.table.chosen() != [shown.id]:
            self.pane.choose(shown.id)
        DEED[key].run(self.pane.deeds)

    # Words and memory

    def retranslate(self) -> None:
        self.sidebar.retranslate()
        self.pane.retranslate()
        self.detail.retranslate()
        for other in self._others.values():
            other.retranslate()
        self._count()

    def save_state(self) -> dict[str, object]:
        shown = self.detail.alarm
        return {
            "view": self.sidebar.view,
            "pane": self.pane.save_state(),
            "others": self._other_states | {name: other.save_state() for name, other in self._others.items()},
            "split": self.split.sizes() if self._own_sizes else [],
            "lists": self.lists.sizes() if self._own_sizes else [],
            "priorities": sorted(priority.name for priority in self.sidebar.chosen_priorities()),
            "area": self.sidebar.areas.kept,
            "alarm": str(shown.id) if shown else "",
        }

    def restore_state(self, state: dict[str, object]) -> None:
        pane, view, area = state.get("pane"), state.get("view"), state.get("area")
        if isinstance(others := state.get("others"), dict):
            self._other_states = others
        if isinstance(pane, dict):
            self.pane.restore_state(pane)
        for splitter, name in ((self.split, "split"), (self.lists, "lists")):
            sizes = state.get(name)
            if (
                isinstance(sizes, list)
                and len(sizes) == 2
                and all(isinstance(size, int) and size > 0 for size in sizes)
            ):
                splitter.setSizes(sizes)
                self._own_sizes = True
        priorities = state.get("priorities")
        if isinstance(priorities, list):
            known = {priority.name for priority in Priority}
            self.sidebar.choose_priorities(frozenset(Priority[one] for one in priorities if one in known))
        if isinstance(view, str):
            self.show_view(view)
        self.pane.model.reload()
        if isinstance(area, int) and not isinstance(area, bool):
            self.sidebar.areas.choose(AreaId(area))
        self._restore_alarm(state.get("alarm"))

    def _restore_alarm(self, alarm: object) -> None:
        if isinstance(alarm, str) and alarm:
            try:
                self.pane.choose(parse_alarm(alarm))
            except ValueError:
                return
