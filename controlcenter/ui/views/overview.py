"""The overview: the map, what is wrong, and the device somebody looks at."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QModelIndex, QRectF, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from controlcenter.domain.conditions import AlarmId
from controlcenter.domain.ids import DeviceId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.acknowledging import acknowledge
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.faceplate.chosen import ChosenDevice
from controlcenter.ui.faceplate.command_table import command_table
from controlcenter.ui.look import Look
from controlcenter.ui.map.base_map import BaseMapError
from controlcenter.ui.map.view import MapView
from controlcenter.ui.models.alarms_overview import SYMBOL_ROLE, StandingModel
from controlcenter.ui.models.commands import CommandsModel
from controlcenter.ui.page import Page
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.flow import ChipRow
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.widgets.shares import SharedWidthTable
from controlcenter.ui.widgets.symbols import Symbol, paint_symbol
from controlcenter.ui.words import count_text

_log = logging.getLogger(__name__)

TABLES_MS = 250
"""Tables follow at most this often."""
_SPLITTERS = ("across", "down", "side")


class OverviewPage(Page):
    """Map and standing alarms at the left, the chosen device and the last commands at the right."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        base_map: Path | None = None,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(bridge, look, parent)
        self._clock = clock
        self._chosen: DeviceId | None = None
        self._only: frozenset[str] = frozenset()
        """Kinds the map is narrowed to; none means all."""
        self.map = MapView(look, self, clock)
        self.faceplate = ChosenDevice(bridge, look, self, clock)
        self._chosen_alarm: AlarmId | None = None
        self.alarms = StandingModel(bridge.mirror, look, self)
        self.commands = CommandsModel(bridge.mirror, look, with_device=True, parent=self)
        self._build()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(TABLES_MS)
        self._later.timeout.connect(self._show_tables)
        self._map_problem = self._load_base(base_map)
        self._connect()
        look.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    def _load_base(self, base_map: Path | None) -> str:
        try:
            self.map.set_base(base_map)
        except BaseMapError as error:
            _log.warning("base map: %s", error)
            return str(error)
        return ""

    def _build(self) -> None:
        self.chips = ChipRow(self)
        self._fit = QPushButton(self)
        self._fit.setAutoDefault(False)
        self._map_title = QLabel(self)
        self._map_title.setProperty("role", "title")
        self.alarm_table = _alarm_table(self.alarms, self.look, self)
        self.calm = EmptyHint(parent=self)
        self._alarm_stack = QStackedWidget(self)
        self._alarm_stack.addWidget(self.calm)
        self._alarm_stack.addWidget(self.alarm_table)
        self._alarm_head = SectionHeader(parent=self)
        self._acknowledge = QPushButton(self)
        self._acknowledge.setAutoDefault(False)
        self._alarm_head.add(self._acknowledge)
        self._command_head = SectionHeader(parent=self)
        self._device_head = SectionHeader(parent=self)
        self.command_table = command_table(self.commands, self, last_width=136)
        self.no_commands = EmptyHint(parent=self)
        self._command_stack = QStackedWidget(self)
        self._command_stack.addWidget(self.no_commands)
        self._command_stack.addWidget(self.command_table)
        self.across = QSplitter(Qt.Orientation.Horizontal, self)
        self.down = QSplitter(Qt.Orientation.Vertical)
        self.side = QSplitter(Qt.Orientation.Vertical)
        self.down.addWidget(_panel(self._map_bar(), self.map))
        self.down.addWidget(_panel(self._alarm_head, self._alarm_stack))
        self.side.addWidget(_panel(self._device_head, self.faceplate))
        self.side.addWidget(_panel(self._command_head, self._command_stack))
        self.across.addWidget(self.down)
        self.across.addWidget(self.side)
        for splitter, sizes in ((self.across, (1020, 400)), (self.down, (580, 220)), (self.side, (700, 140))):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 0)
            splitter.setSizes(sizes)
        self.side.setMinimumWidth(320)
        self.faceplate.setMinimumHeight(160)
        self._command_stack.setMinimumHeight(60)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.across)

    def _map_bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setProperty("role", "section")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._map_title, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.chips, 1)
        row.addWidget(self._fit, 0, Qt.AlignmentFlag.AlignTop)
        self._map_title.setFixedHeight(28)
        return bar

    def _connect(self) -> None:
        self.map.device_clicked.connect(self._on_device_clicked)
        self.alarm_table.clicked.connect(self._on_alarm_chosen)
        self.alarm_table.activated.connect(self._on_alarm_chosen)
        self.alarm_table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self._acknowledge.clicked.connect(self.acknowledge_chosen)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.alarm_table, self.acknowledge_chosen)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.command_table.clicked.connect(self._on_command_clicked)
        self.faceplate.trend_wanted.connect(self.trend_wanted)
        self.chips.changed.connect(self._on_chips_changed)
        self._fit.clicked.connect(self.map.fit)

    # Page

    def refresh(self) -> None:
        mirror = self.bridge.mirror
        self.map.set_devices(mirror)
        self._count_kinds()
        self._show_tables()
        if self._chosen is not None and self.faceplate.device != self._chosen:
            self.faceplate.show_device(self._chosen)
        else:
            self.faceplate.refresh()

    def take(self, changes: ChangeSet) -> None:
        self.map.take(changes, self.bridge.mirror)
        if self._chosen is not None and self.faceplate.device is None and self._chosen in self.bridge.mirror.devices:
            self.faceplate.show_device(self._chosen)
        self.faceplate.take(changes)
        if changes.devices or changes.removed:
            self._count_kinds()
        told = changes.commands or changes.devices or changes.brokers or changes.alarms
        if (told or changes.alarm_summary is not None or changes.areas is not None) and not self._later.isActive():
            self._later.start()

    def choose(self, device: DeviceId | None) -> None:
        """Show *device* here: faceplate, ring on the map, row of its alarm."""
        self._chosen = device
        if self._chosen_alarm is not None and self._chosen_alarm.device != device:
            self._chosen_alarm = None
        self.map.choose(device)
        if self.faceplate.device != device:
            self.faceplate.show_device(device)
        self._select_alarm()

    def centre_on(self, device: DeviceId) -> None:
        """Choose *device* and bring it into the middle of the map."""
        self.choose(device)
        self.map.centre_on(device)

    def retranslate(self) -> None:
        self._map_title.setText(QCoreApplication.translate("Overview", "Map"))
        self._fit.setText(QCoreApplication.translate("Overview", "Whole town"))
        self._fit.setToolTip(QCoreApplication.translate("Overview", "Show the whole town (Home)"))
        self._alarm_head.set_title(QCoreApplication.translate("Overview", "Alarms"))
        self._acknowledge.setText(QCoreApplication.translate("Overview", "Acknowledge"))
        self._acknowledge.setToolTip(
            QCoreApplication.translate("Overview", "Acknowledge the chosen alarm (Space in the list)")
        )
        self._command_head.set_title(QCoreApplication.translate("Overview", "Commands"))
        self._device_head.set_title(QCoreApplication.translate("Overview", "Device"))
        self.no_commands.set_words(
            "", QCoreApplication.translate("Overview", "Commands sent to devices are listed here with their outcome.")
        )
        self.faceplate.retranslate()
        self._count_kinds()
        self._show_tables()
        self.alarms.repaint_all()
        self.commands.repaint_all()

    def save_state(self) -> dict[str, object]:
        state: dict[str, object] = {name: getattr(self, name).sizes() for name in _SPLITTERS}
        return state | {"kinds": sorted(self._only), "map": self.map.save_state()}

    def restore_state(self, state: dict[str, object]) -> None:
        for name in _SPLITTERS:
            sizes = state.get(name)
            if isinstance(sizes, list) and len(sizes) == 2 and all(type(size) is int and size > 0 for size in sizes):
                getattr(self, name).setSizes(sizes)
        self.map.restore_state(state.get("map"))
        only = state.get("kinds")
        if isinstance(only, list):
            self._only = frozenset(kind for kind in only if isinstance(kind, str))
            self._count_kinds()

    # What is shown

    def _count_kinds(self) -> None:
        """One chip per kind there is, the most frequent first."""
        mirror = self.bridge.mirror
        counts = Counter(device.kind for device in mirror.devices.values())
        kinds = sorted(counts, key=lambda kind: (-counts[kind], kind))
        names = {
            kind: mirror.kinds[kind].name.in_(self.look.language) if kind in mirror.kinds else kind for kind in kinds
        }
        self.chips.blockSignals(True)
        self.chips.set_chips((kind, names[kind]) for kind in kinds)
        self.chips.choose(self._only & counts.keys())
        self.chips.blockSignals(False)
        for kind in kinds:
            self.chips.set_count(kind, counts[kind])
        self._narrow_map()

    def _narrow_map(self) -> None:
        on = self.chips.chosen()
        kinds = {device.kind for device in self.bridge.mirror.devices.values()}
        self.map.hide_kinds(frozenset(kinds - on) if on else frozenset())

    def _show_tables(self) -> None:
        mirror = self.bridge.mirror
        self.alarms.refresh()
        self._alarm_stack.setCurrentIndex(1 if self.alarms.rowCount() else 0)
        self._alarm_head.set_note(self._alarm_note())
        self.calm.set_words(*self._calm_words())
        self.commands.show_records(mirror.control.commands)
        self._command_stack.setCurrentIndex(1 if self.commands.rowCount() else 0)
        if not mirror.devices:
            self._map_hint()
        else:
            self._say_map("")
        self._select_alarm()

    def _calm_words(self) -> tuple[str, str]:
        """What an empty list means: all is well only while a broker is connected."""
        mirror = self.bridge.mirror
        if mirror.devices and not any(broker.state == "online" for broker in mirror.brokers.values()):
            return (
                QCoreApplication.translate("Overview", "What is wrong cannot be seen"),
                QCoreApplication.translate("Overview", "No broker is connected: nothing is known of the devices."),
            )
        return (
            QCoreApplication.translate("Overview", "No alarm stands"),
            QCoreApplication.translate("Overview", "Conditions that need somebody are listed here, the worst first."),
        )

    def _alarm_note(self) -> str:
        summary, language = self.bridge.mirror.alarm_summary, self.look.language
        standing, calling = sum(summary.standing), sum(summary.unacknowledged)
        if not standing:
            return ""
        words = [
            QCoreApplication.translate("Overview", "standing: {count}").format(count=count_text(standing, language))
        ]
        if calling:
            text = QCoreApplication.translate("Overview", "unacknowledged: {count}")
            words.append(text.format(count=count_text(calling, language)))
        if summary.suppressed:
            text = QCoreApplication.translate("Overview", "suppressed by design: {count}")
            words.append(text.format(count=count_text(summary.suppressed, language)))
        return " · ".join(words)

    def _map_hint(self) -> None:
        self._say_map(
            QCoreApplication.translate("Overview", "No devices yet. Add a broker, or adopt what was discovered.")
        )

    def _say_map(self, text: str) -> None:
        self.map.say(self._map_problem or text)

    def _select_alarm(self) -> None:
        # An alarm that is gone leaves nothing chosen: what is acknowledged next must not slip under the hand.
        wanted = self._chosen_alarm
        row = self.alarms.row_of_alarm(wanted) if wanted is not None else self.alarms.row_of(self._chosen)
        self._show_acknowledge(row)
        selection = self.alarm_table.selectionModel()
        if row is None:
            selection.clearSelection()
        elif not selection.isRowSelected(row, QModelIndex()):
            rows = QItemSelectionModel.SelectionFlag.Rows
            selection.setCurrentIndex(
                self.alarms.index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect | rows
            )

    # Slots

    def _on_device_clicked(self, device: str) -> None:
        self.choose(DeviceId(device))
        self.device_chosen.emit(device)

    def _on_alarm_chosen(self, index: QModelIndex) -> None:
        alarm = self.alarms.alarm(index.row())
        if alarm is not None:
            self._chosen_alarm = alarm.id
            self.centre_on(alarm.id.device)
            self.device_chosen.emit(alarm.id.device)

    def _on_current_changed(self, index: QModelIndex) -> None:
        alarm = self.alarms.alarm(index.row())
        if alarm is not None:
            self._chosen_alarm = alarm.id
            self._show_acknowledge(index.row())

    def acknowledge_chosen(self) -> None:
        """Acknowledge the alarm of the chosen row, as it is shown there."""
        alarm = self.alarms.alarm(self.alarm_table.currentIndex().row())
        if alarm is not None:
            acknowledge(self.bridge, [alarm], self.look.language)

    def _show_acknowledge(self, row: int | None) -> None:
        alarm = self.alarms.alarm(row) if row is not None else None
        self._acknowledge.setEnabled(alarm is not None and alarm.annunciated)

    def _on_command_clicked(self, index: QModelIndex) -> None:
        record = self.commands.record(index.row())
        if record is not None and record.device in self.bridge.mirror.devices:
            self.centre_on(record.device)
            self.device_chosen.emit(record.device)

    def _on_chips_changed(self, chosen: frozenset[str]) -> None:
        self._only = chosen
        self._narrow_map()

    def _on_theme_changed(self, _theme: object) -> None:
        self.alarms.repaint_all()
        self.commands.repaint_all()


def _panel(*widgets: QWidget) -> QFrame:
    """Widgets one under another, the last one growing."""
    panel = QFrame()
    panel.setProperty("role", "panel")
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for place, widget in enumerate(widgets):
        column.addWidget(widget, 1 if place == len(widgets) - 1 else 0)
    return panel


class _SymbolCell(QStyledItemDelegate):
    """The shape of the row's priority."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]  # Qt also passes persistent ones
        super().paint(painter, option, index)
        priority = index.data(SYMBOL_ROLE)
        if priority:
            paint_symbol(painter, Symbol(priority), QRectF(option.rect).center(), 14, self._look.theme)


def _alarm_table(model: StandingModel, look: Look, parent: QWidget) -> QTableView:
    table = SharedWidthTable({0: 36, 1: 84, 5: 110, 7: 88}, {2: 6, 3: 5, 4: 5, 6: 6}, parent)
    table.setModel(model)
    table.setProperty("role", "rows")
    table.setItemDelegateForColumn(0, _SymbolCell(look, table))
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(28)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumSectionSize(36)
    return table
