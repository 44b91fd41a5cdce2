"""The list of alarms with everything around it: search, deeds, what was not done, what is new."""

import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.ids import AreaId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.alarms.columns import COLUMNS, PLACE
from controlcenter.ui.alarms.deeds import AlarmDeeds, NotDone
from controlcenter.ui.alarms.groups import Grouping
from controlcenter.ui.alarms.lists import NO_FILTER, AlarmFilter, ListId
from controlcenter.ui.alarms.model import AlarmsModel, worst
from controlcenter.ui.alarms.strips import AlarmFooter, RefusalStrip
from controlcenter.ui.alarms.table import AlarmTable
from controlcenter.ui.alarms.toolbar import AlarmToolbar
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.words import count_text

DRAWN_EACH_MS = 200
SECOND_MS = 1000
SETTLED_S = 0.5
BREATH = 40.0
"""By itself the order is made anew no sooner than the first, and this many times its cost, after the last time."""


class AlarmListPane(QWidget):
    """Shows one list at a time; rows move only when nobody is at them or somebody asks."""

    alarm_chosen = Signal(object)
    clear_wanted = Signal()
    counted = Signal()
    """A second passed, or the list is another: counts are to be shown."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        zone: ZoneInfo,
        clock: Callable[[], float] = time.time,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._clock = bridge, look, clock
        self._chosen_grouping = Grouping.CAUSE
        self._flood_since: float | None = None
        self._kept_in_flood = False
        self.model = AlarmsModel(bridge.mirror, zone, clock, self)
        self.table = AlarmTable(self.model, look, self)
        self.model.in_use = lambda: self.table.in_use
        self.deeds = AlarmDeeds(bridge, look, self.model, self.table, self, clock)
        self.toolbar = AlarmToolbar(self.deeds, self.table, self)
        self.refusals = RefusalStrip()
        self.hint = EmptyHint()
        self.footer = AlarmFooter(look)
        self._draw = self._timer(DRAWN_EACH_MS, self._on_draw)
        self._second = self._timer(SECOND_MS, self._on_second)
        self._lay()
        self._connect()

    def _timer(self, interval_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer

    def _lay(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.stack, 1)
        # Below the rows: they stay where they are when it comes.
        column.addWidget(self.refusals)
        column.addWidget(self.footer)

    def _connect(self) -> None:
        self.toolbar.searched.connect(self._on_searched)
        self.toolbar.grouping_chosen.connect(self.group)
        self.table.menu_wanted.connect(self.toolbar.show_menu)
        self.table.horizontalHeader().customContextMenuRequested.connect(
            lambda place: self.toolbar.show_columns(self.table.horizontalHeader().mapToGlobal(place))
        )
        self.table.alarm_chosen.connect(self.alarm_chosen)
        self.table.alarm_opened.connect(lambda alarm: self.deeds.map_wanted.emit(alarm.device))
        self.deeds.refused.connect(self._on_refused)
        self.footer.refresh_wanted.connect(self.bring_in)
        self.hint.action_chosen.connect(self.clear_wanted)
        self.model.arranged.connect(self._on_arranged)
        self._look.theme_changed.connect(lambda _: self.table.viewport().update())

    # Following the mirror

    def refresh(self) -> None:
        self._follow_flood()
        self.model.reload()
        self.counted.emit()
        self._draw.start()
        self._second.start()

    def rest(self) -> None:
        """The list left the screen."""
        self._draw.stop()
        self._second.stop()

    @property
    def resting(self) -> bool:
        return not self._second.isActive()

    def take(self, changes: ChangeSet) -> None:
        self.model.take(changes)
        if changes.alarm_summary is not None:
            self._follow_flood()

    def _follow_flood(self) -> None:
        """A flood folds the list by area, and unfolds it at its end, unless somebody chose otherwise meanwhile."""
        since = self._bridge.mirror.alarm_summary.flood_since
        if (since is None) != (self._flood_since is None):
            self._kept_in_flood = False
        self._flood_since = since
        self._show()

    @property
    def grouping(self) -> Grouping:
        flooded = self._flood_since is not None and not self._kept_in_flood
        return Grouping.AREA if flooded else self._chosen_grouping

    def group(self, grouping: Grouping) -> None:
        self._chosen_grouping = grouping
        self._kept_in_flood = True
        self._show()

    def show_list(self, which: ListId) -> None:
        self.refusals.hide()
        self._show(which=which)
        self.table.verticalScrollBar().setValue(0)

    def narrow(self, priorities: frozenset[Priority], areas: frozenset[AreaId | None]) -> None:
        self._show(wanted=msgspec.structs.replace(self.model.filter, priorities=priorities, areas=areas))

    def _show(self, which: ListId | None = None, wanted: AlarmFilter | None = None) -> None:
        which = self.model.list if which is None else which
        self.model.show_list(which, self.model.filter if wanted is None else wanted, self.grouping)
        self.toolbar.show_list(which, self.grouping)
        self.counted.emit()

    def bring_in(self) -> None:
        """Put the list in its right order and go to its top, where what is new and worst stands."""
        self.model.arrange()
        self.table.verticalScrollBar().setValue(0)

    def _on_searched(self, text: str) -> None:
        self._show(wanted=msgspec.structs.replace(self.model.filter, text=text.strip()))

    def _on_draw(self) -> None:
        self.model.flush(*self.table.visible_rows())
        if self.model.moved and not self.table.in_use and self._rested():
            self.model.arrange()

    def _rested(self) -> bool:
        return self._clock() - self.model.arranged_at >= max(SETTLED_S, BREATH * self.model.cost_s)

    def _on_second(self) -> None:
        if self.model.outdated and not self.table.in_use:
            self.model.reload(asked=False)
        self.model.age(*self.table.visible_rows())
        self._tell()
        self.counted.emit()

    def _on_arranged(self) -> None:
        empty = self.model.rowCount() == 0
        self.stack.setCurrentWidget(self.hint if empty else self.table)
        if empty:
            self._explain()
        self._tell()
        self.counted.emit()

    def _on_refused(self, left: list[NotDone]) -> None:
        self.refusals.say(left, self._look.language)

    # Words

    def _tell(self) -> None:
        language = self._look.language
        news = self.model.news()
        first, _ = self.table.visible_rows()
        above = self.model.above(news, first) if news else 0
        alarms = [alarm for one in news if (alarm := self.model.alarm(one)) is not None]
        self.footer.announce(above, len(news) - above, worst(alarms), self.model.moved, language)
        self.footer.say([self._count_words(), self._order_words(), self._flood_words()])

    def _count_words(self) -> str:
        language, tally, which = self._look.language, self.model.tally, self.model.list
        whole = count_text(tally.of_list(which), language)
        if self.model.filter != NO_FILTER:
            words = QCoreApplication.translate("Alarms", "{shown} of {count} alarms")
            return words.format(shown=count_text(self.model.matching, language), count=whole)
        if which is not ListId.ACTIVE:
            return QCoreApplication.translate("Alarms", "{count} alarms").format(count=whole)
        words = QCoreApplication.translate("Alarms", "{count} active · {calling} unacknowledged")
        return words.format(count=whole, calling=count_text(tally.of_list(ListId.UNACKNOWLEDGED), language))

    def _order_words(self) -> str:
        if self.model.sort_column == PLACE["priority"]:
            return QCoreApplication.translate("Alarms", "sorted by priority, then newest")
        heading = COLUMNS[self.model.sort_column].heading()
        return QCoreApplication.translate("Alarms", "sorted by {column}").format(column=heading.lower())

    def _flood_words(self) -> str:
        if self._flood_since is None:
            return ""
        return QCoreApplication.translate("Alarms", "flood: critical ones on top, the rest by cause and area")

    def _explain(self) -> None:
        if self.model.filter != NO_FILTER and self.model.tally.of_list(self.model.list):
            self.hint.set_words(
                QCoreApplication.translate("Alarms", "No alarm matches"),
                QCoreApplication.translate("Alarms", "None of this list passes the search and the filters."),
                QCoreApplication.translate("Alarms", "Clear the filters"),
            )
            return
        title, text = empty_words(self.model.list)
        self.hint.set_words(title, text)

    def retranslate(self) -> None:
        self.toolbar.retranslate()
        self.refusals.hide()
        self.model.set_language(self._look.language)

    # Memory

    def save_state(self) -> dict[str, object]:
        return {"table": self.table.save_layout(), "grouping": str(self._chosen_grouping)}

    def restore_state(self, state: dict[str, object]) -> None:
        table, grouping = state.get("table"), state.get("grouping")
        if isinstance(table, dict):
            self.table.restore_layout(table)
        if grouping in set(Grouping):
            self._chosen_grouping = Grouping(str(grouping))
            self._show()

    @property
    def current(self) -> Alarm | None:
        """The alarm of the current row."""
        return self.model.alarm_at(self.table.currentIndex().row())

    def choose(self, alarm: AlarmId) -> bool:
        return self.table.choose(alarm)


def empty_words(which: ListId) -> tuple[str, str]:
    """What belongs on a list that is empty."""
    return {
        ListId.ACTIVE: (
            QCoreApplication.translate("Alarms", "No active alarms"),
            QCoreApplication.translate(
                "Alarms", "Alarms appear here as soon as a condition holds. What makes one stands under Conditions."
            ),
        ),
        ListId.UNACKNOWLEDGED: (
            QCoreApplication.translate("Alarms", "Nothing to acknowledge"),
            QCoreApplication.translate("Alarms", "Alarms nobody has taken note of stand here until somebody does."),
        ),
        ListId.SHELVED: (
            QCoreApplication.translate("Alarms", "Nothing is shelved"),
            QCoreApplication.translate(
                "Alarms", "An alarm that is known and cannot be mended now is shelved with S, for a time and a reason."
            ),
        ),
        ListId.SUPPRESSED: (
            QCoreApplication.translate("Alarms", "Nothing is suppressed"),
            QCoreApplication.translate(
                "Alarms",
                "When a cabinet or a broker goes, the silence of what is behind it stands here, not as alarms.",
            ),
        ),
        ListId.OUT_OF_SERVICE: (
            QCoreApplication.translate("Alarms", "Nothing is out of service"),
            QCoreApplication.translate(
                "Alarms", "Alarms taken out of service with O stand here until somebody puts them back."
            ),
        ),
    }[which]
