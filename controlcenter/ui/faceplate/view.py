"""The faceplate: everything about one device on one panel, made from its kind."""

import time
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.commands import CommandRecord
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import CommandId, DeviceId, PointId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.readings import Value
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.acknowledging import acknowledge
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.board_until import RELEASED, UntilField
from controlcenter.ui.faceplate.arguments import start_from_reported
from controlcenter.ui.faceplate.chart import ChartBox
from controlcenter.ui.faceplate.chosen import nothing_chosen
from controlcenter.ui.faceplate.command_table import command_table
from controlcenter.ui.faceplate.control import CommandButtons, CommandedReported, offered, offline_hint, refusal_text
from controlcenter.ui.faceplate.head import Head
from controlcenter.ui.faceplate.panels import PanelSlot
from controlcenter.ui.faceplate.values import PointsModel, PointsTable
from controlcenter.ui.faceplate.why import RulesLine
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import CommandsModel
from controlcenter.ui.widgets.empty import EmptyHint

TICK_MS = 1000
FLUSH_MS = 250
"""Values are painted at most this often."""
COMMANDS_SHOWN = 8


class Faceplate(QWidget):
    """Shows one device; tell it which with ``show_device`` and feed it change-sets with ``take``."""

    trend_wanted = Signal(str)
    """``device/key`` to open on the trends page."""

    def __init__(
        self, bridge: Bridge, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._mirror = bridge.mirror
        self._look = look
        self._clock = clock
        self._device: Device | None = None
        self._records: dict[CommandId, CommandRecord] = {}
        self._said = ""
        self._build()
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self.update_now)
        self._flush = QTimer(self)
        self._flush.setSingleShot(True)
        self._flush.setInterval(FLUSH_MS)
        self._flush.timeout.connect(self.update_now)
        look.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    def _build(self) -> None:
        self._hint = EmptyHint(parent=self)
        self.head = Head(self._mirror, self._look, self)
        self.head.alarms.acknowledge_wanted.connect(self._on_acknowledge_wanted)
        self.rules = RulesLine(self._bridge, self._look, self._clock, self)
        self.rules.said.connect(self._say)
        self.points = PointsModel(self._mirror, self._look, self._clock, self)
        self.table = PointsTable(self.points, self._look, self)
        self.table.point_chosen.connect(self.trend_wanted)
        self.chart = ChartBox(self._bridge, self._look, self._clock, self)
        self.chart.trend_wanted.connect(self.trend_wanted)
        self.chart.said.connect(self._say)
        self.compared = CommandedReported(self._mirror, self._look, self)
        self.buttons = CommandButtons(self._look, self)
        self.buttons.command_given.connect(self.send)
        self.panel = PanelSlot(self._mirror, self._look, self.buttons.press, self)
        self.until = UntilField(self._look, self._clock, self)
        self.until.put(RELEASED)
        self._until_row = QWidget(self)
        row = QHBoxLayout(self._until_row)
        row.setContentsMargins(12, 8, 12, 0)
        self._until_title = QLabel(self._until_row)
        self._until_title.setProperty("role", "muted")
        self._until_title.setBuddy(self.until)
        row.addWidget(self._until_title)
        row.addWidget(self.until, 1)
        self._warning = QLabel(self)
        self._warning.setTextFormat(Qt.TextFormat.PlainText)
        self._warning.setWordWrap(True)
        self._warning.setContentsMargins(12, 0, 12, 8)
        self._warning.setProperty("role", "muted")
        self.commands = CommandsModel(self._mirror, self._look, with_device=False, parent=self)
        self._list_title = QLabel(self)
        self._list_title.setProperty("role", "muted")
        self._list_title.setContentsMargins(12, 4, 12, 2)
        self.command_list = command_table(self.commands, self)
        self.command_list.horizontalHeader().hide()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self._body())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _body(self) -> QWidget:
        """Values, chart and last commands scroll; the commands stay in reach under them."""
        body = QWidget(self)
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        body.setProperty("role", "panel")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroller(), 1)
        for part in (_line(), self.compared, self._until_row, self.buttons, self._warning):
            column.addWidget(part)
        return body

    def _scroller(self) -> QScrollArea:
        inside = QWidget()
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside.setProperty("role", "panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        above = (self.head, self.rules, _line(), self.panel, self.table)
        for part in (*above, self.chart, self._list_title, self.command_list):
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    @property
    def device(self) -> DeviceId | None:
        return self._device.id if self._device else None

    @property
    def warning(self) -> str:
        """What is said under the buttons."""
        return self._warning.text()

    @property
    def kind(self) -> Kind | None:
        return self._mirror.kinds.get(self._device.kind) if self._device else None

    def show_device(self, device: DeviceId | None) -> None:
        """Show *device*; a hint when it is None or not known."""
        self._device = self._mirror.devices.get(device) if device is not None else None
        self._records = {}
        self._say("")
        if self._device is None:
            self.points.show_device(None)
            self.panel.show_device(None, None)
            self.chart.begin(None, None)
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentIndex(1)
        self.chart.begin(self._device, self.kind)
        self._collect_records(self._mirror.control.recent(self._device.id))
        self._bridge.ask_then(self._bridge.engine.commands_of(self._device.id, COMMANDS_SHOWN), self._on_commands)
        self.refresh()
        self._start_editors()

    def _start_editors(self) -> None:
        """A slider begins where the device says it is, not at the end of its range."""
        if self._device is None:
            return
        readings = self._mirror.readings.get(self._device.id, {})
        for command in offered(self._device, self.kind):
            start_from_reported(self.buttons.editors.get(command.key, ()), command, readings)

    def refresh(self) -> None:
        """Read the device from the mirror afresh."""
        if self._device is None:
            return
        known = self._mirror.devices.get(self._device.id)
        if known is None:
            self.show_device(None)
            return
        self._device = known
        self.rules.show_device(known.id)
        self.points.show_device(known)
        self.panel.show_device(known, self.kind)
        commands = offered(known, self.kind)
        self.buttons.show_commands(commands)
        setpoints = self.kind.setpoints if self.kind else ()
        self._until_row.setVisible(any(command.key in setpoints for command in commands))
        self._collect_records(self._mirror.control.recent(self._device.id))
        self.update_now()

    def take(self, changes: ChangeSet) -> None:
        """Take what concerns this device; painting follows a little later, for many change-sets at once."""
        if self._device is None:
            return
        mine = self._device.id
        if mine in changes.removed:
            self.show_device(None)
            return
        readings = [reading for reading in changes.readings if reading.device == mine]
        self.chart.append(readings)
        known = {self.points.point_id(row) for row in range(self.points.rowCount())}
        new_points = any(PointId(mine, reading.key) not in known for reading in readings)
        if new_points or any(device.id == mine for device in changes.devices):
            self.refresh()
        self._collect_records([record for record in changes.commands if record.device == mine])
        if _rules_changed(mine, changes):
            self.rules.follow()
        told = readings or changes.commands or any(alarm.id.device == mine for alarm in changes.alarms)
        if (told or any(status.device == mine for status in changes.statuses)) and not self._flush.isActive():
            self._flush.start()

    def update_now(self) -> None:
        """Write values, ages and command states as they are now."""
        if self._device is None or not self.isVisible():
            return
        now = self._clock()
        self.head.show_device(self._device, now)
        self.points.repaint_all()
        self.panel.show_now(now)
        self.chart.advance(now)
        records = sorted(self._records.values(), key=lambda record: (-record.requested_at, -record.id))
        self.compared.show_record(records[0] if records else None, self.kind, now)
        self.commands.show_records(records[:COMMANDS_SHOWN])
        self._list_title.setVisible(bool(records))
        self.command_list.setVisible(bool(records))
        self.command_list.setFixedHeight(min(len(records), COMMANDS_SHOWN) * 26 + 2)
        hint = offline_hint(self._device, self._mirror) if self.buttons.buttons else ""
        self.buttons.set_hint(hint)
        self._warn(self._said or hint)

    def send(self, command: str, arguments: dict[str, Value]) -> None:
        """Ask the engine for *command*; its fate comes in change-sets, a refusal is said under the buttons."""
        if self._device is None:
            return
        self._say("")
        holds = self.kind is not None and command in self.kind.setpoints
        until = self.until.until() if holds else None
        request = self._bridge.engine.send(self._device.id, command, arguments, self._bridge.operator, until)
        self._bridge.ask_then(request, self._on_sent, self._on_refused)

    def retranslate(self) -> None:
        self._hint.set_words(*nothing_chosen())
        self._list_title.setText(QCoreApplication.translate("Faceplate", "Last commands"))
        self.head.retranslate()
        self.rules.retranslate()
        self.until.retranslate()
        self._until_title.setText(QCoreApplication.translate("Faceplate", "How long"))
        self.compared.retranslate()
        self._say("")
        self.chart.retranslate()
        self.panel.retranslate()
        self.refresh()
        self.commands.repaint_all()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ticker.start()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticker.stop()

    # Commands

    def _collect_records(self, records: Iterable[CommandRecord]) -> None:
        mine = self.device
        for record in records:
            if record.device == mine:
                known = self._records.get(record.id)
                if known is None or record.changed_at >= known.changed_at:
                    self._records[record.id] = record

    def _on_commands(self, records: Sequence[CommandRecord]) -> None:
        self._collect_records(records)
        self.update_now()

    def _on_sent(self, record: CommandRecord) -> None:
        self._collect_records([record])
        self.update_now()

    def _on_acknowledge_wanted(self, shown: list[Alarm]) -> None:
        acknowledge(self._bridge, shown, self._look.language)

    def _on_refused(self, error: EngineError) -> None:
        self._say(refusal_text(error.code, str(error)))

    def _say(self, text: str) -> None:
        """Say *text* under the buttons until something else happens; empty leaves room for hints."""
        self._said = text
        self._warn(text)

    def _warn(self, text: str) -> None:
        if text != self._warning.text():
            self._warning.setText(text)
        self._warning.setVisible(bool(text))

    def _on_theme_changed(self, _theme: object) -> None:
        self.commands.repaint_all()
        self.update_now()


def _rules_changed(device: DeviceId, changes: ChangeSet) -> bool:
    """Whether *changes* say something new of what holds or locks *device*, or of its commands."""
    return (
        device in changes.unlocked
        or any(hold.device == device for hold in changes.holds)
        or any(lock.device == device for lock in changes.locks)
        or any(command.device == device for command in changes.commands)
        or any(released == device for released, _source in changes.released)
    )


def _line() -> QWidget:
    line = QWidget()
    line.setFixedHeight(1)
    line.setAutoFillBackground(True)
    line.setBackgroundRole(QPalette.ColorRole.Mid)
    return line
