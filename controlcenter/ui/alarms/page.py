"""The alarms page: lists at the left, the alarms in the middle, everything about one at the right."""

import time
from collections.abc import Callable
from typing import Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from controlcenter.domain.conditions import AlarmId, Priority, parse_alarm
from controlcenter.domain.ids import AreaId, DeviceId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.alarms.deeds import DEED
from controlcenter.ui.alarms.detail import AlarmDetail
from controlcenter.ui.alarms.list_pane import AlarmListPane
from controlcenter.ui.alarms.lists import ListId
from controlcenter.ui.alarms.sidebar import CONDITIONS, JOURNAL, STATISTICS, AlarmSidebar
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.page import Page

SIDEBAR_PX, DETAIL_PX = 200, 380


class OtherView(Protocol):
    """What the journal, the statistics and the conditions have in common."""

    def refresh(self) -> None: ...

    def take(self, changes: ChangeSet) -> None: ...

    def retranslate(self) -> None: ...


class AlarmsPage(Page):
    """*zone* is the site's unless given; *clock* tells s since 1970 UTC."""

    silence_wanted = Signal()

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
        self._others: dict[str, QWidget] = {}
        self.lists = QSplitter(Qt.Orientation.Horizontal)
        self.lists.addWidget(self.pane)
        self.lists.addWidget(self.detail)
        self.lists.setStretchFactor(0, 1)
        self.lists.setCollapsible(0, False)
        self.lists.setSizes([900, DETAIL_PX])
        self.stack = QStackedWidget()
        self.stack.addWidget(self.lists)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.sidebar)
        self.split.addWidget(self.stack)
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        self.split.setSizes([SIDEBAR_PX, 1100])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.split)
        self._connect()
        self.retranslate()
        self.detail.show_alarm(None)

    def _connect(self) -> None:
        self.sidebar.view_chosen.connect(self._on_view_chosen)
        self.sidebar.narrowed.connect(self._on_narrowed)
        self.pane.counted.connect(self._count)
        self.pane.alarm_chosen.connect(self._on_alarm_chosen)
        self.pane.clear_wanted.connect(self._on_clear_wanted)
        self.pane.deeds.map_wanted.connect(self.map_wanted)
        self.pane.deeds.trend_wanted.connect(self.trend_wanted)
        self.pane.deeds.silence_wanted.connect(self.silence_wanted)
        self.detail.acknowledge_wanted.connect(self.pane.deeds.acknowledge_seen)
        self.detail.deed_wanted.connect(self._on_deed_wanted)

    # Following the mirror

    def refresh(self) -> None:
        other = self._other()
        if other is not None:
            self.pane.rest()
            self.detail.rest()
            other.refresh()  # type: ignore[attr-defined]  # each is an OtherView and a QWidget
            self._count()
            return
        self.pane.refresh()
        self.detail.refresh()
        self.pane.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, changes: ChangeSet) -> None:
        other = self._other()
        if other is not None:
            other.take(changes)  # type: ignore[attr-defined]  # each is an OtherView and a QWidget
        self.pane.take(changes)
        if other is None:
            self.detail.take(changes)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pane.rest()
        self.detail.rest()

    def _other(self) -> QWidget | None:
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

    def choose(self, device: DeviceId | None) -> None:
        shown = self.detail.alarm
        if device is None or (shown is not None and shown.id.device == device):
            return
        mine = (alarm.id for alarm in self.bridge.mirror.alarms.values() if alarm.id.device == device)
        for alarm in mine:
            if self.pane.choose(alarm):
                return

    def _on_view_chosen(self, view: str) -> None:
        if view in set(ListId):
            self.stack.setCurrentWidget(self.lists)
            self.pane.show_list(ListId(view))
        else:
            self._show_other(view)
        if self.isVisible():
            self.refresh()

    def _show_other(self, view: str) -> None:
        if view not in self._others:
            made = make_other(view, self.bridge, self.look)
            self._others[view] = made
            self.stack.addWidget(made)
        self.stack.setCurrentWidget(self._others[view])

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
            other.retranslate()  # type: ignore[attr-defined]  # each is an OtherView and a QWidget
        self._count()

    def save_state(self) -> dict[str, object]:
        shown = self.detail.alarm
        return {
            "view": self.sidebar.view,
            "pane": self.pane.save_state(),
            "split": self.split.sizes(),
            "lists": self.lists.sizes(),
            "priorities": sorted(priority.name for priority in self.sidebar.chosen_priorities()),
            "area": self.sidebar.areas.kept,
            "alarm": str(shown.id) if shown else "",
        }

    def restore_state(self, state: dict[str, object]) -> None:
        pane, view, area = state.get("pane"), state.get("view"), state.get("area")
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


def make_other(view: str, bridge: Bridge, look: Look) -> QWidget:
    """The journal, the statistics or the conditions; imported when first opened."""
    if view == JOURNAL:
        from controlcenter.ui.alarms.journal import JournalView

        return JournalView(bridge, look)
    if view == STATISTICS:
        from controlcenter.ui.alarms.statistics import StatisticsView

        return StatisticsView(bridge, look)
    if view == CONDITIONS:
        from controlcenter.ui.alarms.conditions import ConditionsView

        return ConditionsView(bridge, look)
    raise KeyError(view)
