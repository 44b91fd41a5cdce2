"""Everything about one alarm: facts, chart, what is behind it, guidance, its past and its commands."""

import math
import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from controlcenter.domain.alarms import Alarm, Cycle
from controlcenter.domain.conditions import AlarmDefinition, AlarmId, LimitTest
from controlcenter.domain.ids import parse_point
from controlcenter.domain.kinds import PointKind
from controlcenter.domain.readings import Reading
from controlcenter.domain.words import Text
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import Seen, Series
from controlcenter.ui.alarm_words import SYMBOLS, priority_word
from controlcenter.ui.alarms.behind import BehindSection
from controlcenter.ui.alarms.chronicle import Chronicle
from controlcenter.ui.alarms.deeds import trend_point
from controlcenter.ui.alarms.facts import FactGrid, fact_lines
from controlcenter.ui.alarms.lists import Tally
from controlcenter.ui.alarms.moment_chart import MomentChart, span_words
from controlcenter.ui.alarms.texts import title_text
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.flow import FlowLayout
from controlcenter.ui.widgets.section import HEIGHT
from controlcenter.ui.widgets.symbols import SymbolLabel

BEFORE_S, AFTER_S = 1200.0, 60.0
LIVE_S = 3 * 3600.0
"""A standing alarm's chart reaches up to now for so long; then it stays around the moment."""
SETTLE_MS = 400
ABOVE_PX = 6
SECOND_MS = 1000


class AlarmDetail(QWidget):
    """Shows one alarm; age and value go on while it is on screen."""

    acknowledge_wanted = Signal(object)
    """Seen: the alarm and the occurrence that stands here."""
    deed_wanted = Signal(str)
    """The key of a deed, for the alarm shown."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        tally: Tally,
        zone: ZoneInfo,
        clock: Callable[[], float] = time.time,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._clock = bridge, look, clock
        self.alarm: Alarm | None = None
        self._point: PointKind | None = None
        self._point_id = ""
        self.header = QWidget()
        self.header.setProperty("role", "section")
        self.header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header.setFixedHeight(HEIGHT)
        self.title = ElidedLabel()
        self.title.setProperty("role", "title")
        self._symbol = SymbolLabel(look, size=16)
        self.facts = FactGrid(look)
        self.chart = MomentChart(look)
        self.behind = BehindSection(bridge.mirror, look, tally, ABOVE_PX)
        self.chronicle = Chronicle(bridge, look, zone, clock, ABOVE_PX)
        self._chart_title = QLabel()
        self.guidance: dict[str, tuple[QLabel, QLabel]] = {
            key: (QLabel(), QLabel()) for key in ("cause", "consequence", "response")
        }
        self.buttons = {key: QPushButton() for key in ("acknowledge", "reset", "shelve", "map", "trend")}
        self.hint = EmptyHint()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self._second = QTimer(self)
        self._second.setInterval(SECOND_MS)
        self._second.timeout.connect(self._on_second)
        self._lay()
        self._connect()
        self.retranslate()

    def _lay(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        self._chart_title.setProperty("role", "muted")
        self._chart_title.setContentsMargins(0, ABOVE_PX, 0, 0)
        self._chart_title.setWordWrap(True)
        self._chart_title.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.facts)
        column.addWidget(self._chart_title)
        column.addWidget(self.chart)
        column.addWidget(self.behind)
        for heading, text in self.guidance.values():
            heading.setProperty("role", "muted")
            heading.setContentsMargins(0, ABOVE_PX, 0, 0)
            for label in (heading, text):
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                column.addWidget(label)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = FlowLayout(spacing=6)
        for button in self.buttons.values():
            button.setMinimumHeight(28)
            button.setAutoDefault(False)
            row.addWidget(button)
        self.buttons["acknowledge"].setDefault(True)
        column.addSpacing(ABOVE_PX)
        column.addLayout(row)
        column.addWidget(self.chronicle)
        column.addStretch(1)
        self.scroller = QScrollArea()
        self.scroller.setWidget(inside)
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 8, 6)
        top.addWidget(self._symbol)
        top.addWidget(self.title, 1)
        self.header.setLayout(top)
        whole.addWidget(self.header)
        whole.addWidget(self.hint, 1)
        whole.addWidget(self.scroller, 1)
        self.setMinimumWidth(260)

    def _connect(self) -> None:
        self.buttons["acknowledge"].clicked.connect(self._on_acknowledge_clicked)
        for key in ("reset", "shelve", "map", "trend"):
            self.buttons[key].clicked.connect(lambda _=False, key=key: self.deed_wanted.emit(key))

    # Which alarm

    def show_alarm(self, alarm: Alarm | None) -> None:
        """Show *alarm*, or that none is chosen; what has to be asked for comes a moment later."""
        other = (alarm.id if alarm else None) != (self.alarm.id if self.alarm else None)
        again = alarm is not None and self.alarm is not None and alarm.raised_at != self.alarm.raised_at
        self.alarm = alarm
        self.header.setVisible(alarm is not None)
        self.scroller.setVisible(alarm is not None)
        self.hint.setVisible(alarm is None)
        if alarm is None:
            self._settle.stop()
            return
        if other:
            self.scroller.verticalScrollBar().setValue(0)
        if other or again:
            self._begin_chart(alarm)
        self._write(alarm)
        self._settle.start()

    def refresh(self) -> None:
        """Come on screen: go on telling time."""
        self._second.start()
        if self.alarm is not None:
            self.show_alarm(self._bridge.mirror.alarms.get(self.alarm.id, self.alarm))

    def rest(self) -> None:
        self._second.stop()
        self._settle.stop()

    def take(self, changes: ChangeSet) -> None:
        if self.alarm is None:
            return
        mine = self.alarm.id
        for alarm in changes.alarms:
            if alarm.id == mine:
                self.show_alarm(alarm)
        for reading in changes.readings:
            if reading.device == mine.device and self._point is not None and reading.key == self._point.key:
                self._append(reading)
                self._tell()
        if any(command.device == mine.device for command in changes.commands):
            self._settle.start()

    # The chart

    def _begin_chart(self, alarm: Alarm) -> None:
        definition = self._definition(alarm)
        self._point_id = trend_point(alarm.id, self._bridge) or ""
        kind = self._bridge.mirror.kinds.get(self._bridge.mirror.kind_of(alarm.id.device))
        key = self._point_id.rpartition("/")[2]
        self._point = kind.points.get(key) if kind else None
        drawable = self._point is not None and self._point.type in ("number", "bool")
        self.chart.setVisible(drawable)
        self._chart_title.setVisible(drawable)
        test = definition.when if definition else None
        upper = test.side.is_upper if isinstance(test, LimitTest) else None
        limit = alarm.limit if isinstance(test, LimitTest) else None
        self.chart.begin(self._point, alarm.raised_at, limit, upper, SYMBOLS[alarm.priority].value)
        self._show_span(alarm)

    def _live(self, alarm: Alarm) -> bool:
        return alarm.active and self._clock() - alarm.raised_at <= LIVE_S

    def _show_span(self, alarm: Alarm) -> None:
        start = alarm.raised_at - BEFORE_S
        end = max(alarm.raised_at + AFTER_S, self._clock()) if self._live(alarm) else alarm.raised_at + AFTER_S
        self.chart.show_span(start, end)
        if self._point is not None:
            words = span_words(start, end, alarm.raised_at, self._live(alarm), self._look.language)
            self._chart_title.setText(f"{self._point.name.in_(self._look.language)}, {words}")

    def _append(self, reading: Reading) -> None:
        value = float(reading.value) if isinstance(reading.value, int | float) else math.nan
        self.chart.append(reading.at, value, not reading.quality)

    # What has to be asked for

    def _ask(self) -> None:
        alarm = self.alarm
        if alarm is None:
            return
        self.chronicle.ask()
        if not self.chart.isHidden():
            start, end = self.chart.span
            point = parse_point(self._point_id)
            request = self._bridge.engine.history(point, start, end)
            self._bridge.ask_then(request, lambda series: self._on_history(alarm.id, series), self.chronicle.refuse)

    def _is_shown(self, alarm: AlarmId) -> bool:
        return self.alarm is not None and self.alarm.id == alarm

    def _on_history(self, alarm: AlarmId, series: Series) -> None:
        if self._is_shown(alarm):
            self.chart.put_history(series)

    # Words

    def _definition(self, alarm: Alarm) -> AlarmDefinition | None:
        return self._bridge.mirror.definition_of(alarm.id)

    def _write(self, alarm: Alarm) -> None:
        mirror, language = self._bridge.mirror, self._look.language
        self._symbol.set_symbol(SYMBOLS[alarm.priority])
        self._symbol.setToolTip(priority_word(alarm.priority))
        self.title.set_text(title_text(alarm.id, mirror, language))
        self.behind.put(alarm)
        definition = self._definition(alarm)
        for key, (heading, text) in self.guidance.items():
            words: Text | None = getattr(definition, key) if definition else None
            spoken = words.in_(language) if words else ""
            text.setText(spoken)
            heading.setVisible(bool(spoken))
            text.setVisible(bool(spoken))
        self.buttons["acknowledge"].setEnabled(not alarm.cycle.acknowledged)
        self.buttons["reset"].setVisible(alarm.latching)
        self.buttons["reset"].setEnabled(alarm.cycle is Cycle.LATCHED_ACKNOWLEDGED)
        self.buttons["shelve"].setVisible(alarm.shelving is None and alarm.out_of_service is None)
        self.buttons["map"].setVisible(alarm.id.device in mirror.devices)
        self.buttons["trend"].setVisible(bool(self._point_id))
        self.chronicle.put(alarm)
        self._tell()

    def _tell(self) -> None:
        if self.alarm is not None:
            points = self._bridge.mirror.readings.get(self.alarm.id.device, {})
            reading = points.get(self._point.key) if self._point is not None else None
            definition = self._definition(self.alarm)
            lines = fact_lines(self.alarm, definition, reading, self._point, self._clock(), self._look)
            self.facts.put(lines)

    def _on_second(self) -> None:
        if self.alarm is not None:
            self._tell()
            if self._live(self.alarm):
                self._show_span(self.alarm)

    def _on_acknowledge_clicked(self) -> None:
        if self.alarm is not None:
            self.acknowledge_wanted.emit(Seen(self.alarm.id, self.alarm.occurrence))

    def retranslate(self) -> None:
        words = {
            "acknowledge": QCoreApplication.translate("Alarms", "Acknowledge"),
            "reset": QCoreApplication.translate("Alarms", "Reset latch"),
            "shelve": QCoreApplication.translate("Alarms", "Shelve…"),
            "map": QCoreApplication.translate("Alarms", "Map"),
            "trend": QCoreApplication.translate("Alarms", "Trend"),
        }
        keys = {"acknowledge": "Space", "reset": "R", "shelve": "S", "map": "Ctrl+M", "trend": "Ctrl+T"}
        for key, word in words.items():
            self.buttons[key].setText(word)
            self.buttons[key].setToolTip(f"{word} ({keys[key]})")
        headings = {
            "cause": QCoreApplication.translate("Alarms", "Cause"),
            "consequence": QCoreApplication.translate("Alarms", "Consequence"),
            "response": QCoreApplication.translate("Alarms", "Response"),
        }
        for key, heading in headings.items():
            self.guidance[key][0].setText(heading)
        self.chronicle.retranslate()
        self.hint.set_words(
            QCoreApplication.translate("Alarms", "No alarm chosen"),
            QCoreApplication.translate("Alarms", "Choose one to see its chart, what to do about it, and its past."),
        )
        if self.alarm is not None:
            self._show_span(self.alarm)
            self._write(self.alarm)
