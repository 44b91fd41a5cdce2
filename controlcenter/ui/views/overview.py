"""The overview: the map, what is wrong, and the device somebody looks at."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.ids import DeviceId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.faceplate.chosen import ChosenDevice
from controlcenter.ui.faceplate.command_table import command_table
from controlcenter.ui.look import Look
from controlcenter.ui.map.base_map import BaseMapError
from controlcenter.ui.map.view import MapView
from controlcenter.ui.models.commands import CommandsModel
from controlcenter.ui.page import Page
from controlcenter.ui.views.overview_alarms import StandingPanel
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.flow import ChipRow
from controlcenter.ui.widgets.section import SectionHeader

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
        # Each part is made where it stays: what moves to another parent is styled once more, 10 ms for them all.
        self.across = QSplitter(Qt.Orientation.Horizontal, self)
        self.down = QSplitter(Qt.Orientation.Vertical, self.across)
        self.side = QSplitter(Qt.Orientation.Vertical, self.across)
        self._build_map(_Panel(self.down))
        self.alarms = StandingPanel(self.bridge, self.look, self.down)
        self._build_device(_Panel(self.side))
        self._build_commands(_Panel(self.side))
        for splitter, sizes in ((self.across, (1020, 400)), (self.down, (580, 220)), (self.side, (700, 140))):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 0)
            splitter.setSizes(sizes)
        self.side.setMinimumWidth(320)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.across)

    def _build_map(self, panel: "_Panel") -> None:
        self.map = MapView(self.look, panel, self._clock)
        panel.lay(self._map_bar(panel), self.map)

    def _build_device(self, panel: "_Panel") -> None:
        self._device_head = SectionHeader(parent=panel)
        self.faceplate = ChosenDevice(self.bridge, self.look, panel, self._clock)
        self.faceplate.setMinimumHeight(160)
        panel.lay(self._device_head, self.faceplate)

    def _build_commands(self, panel: "_Panel") -> None:
        self._command_head = SectionHeader(parent=panel)
        self._command_stack = QStackedWidget(panel)
        self._command_stack.setMinimumHeight(60)
        self.no_commands = EmptyHint(parent=self._command_stack)
        self.command_table = command_table(self.commands, self._command_stack, last_width=136)
        self._command_stack.addWidget(self.no_commands)
        self._command_stack.addWidget(self.command_table)
        panel.lay(self._command_head, self._command_stack)

    def _map_bar(self, panel: QWidget) -> QWidget:
        bar = QWidget(panel)
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setProperty("role", "section")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        self.chips = ChipRow(bar)
        self._fit = QPushButton(bar)
        self._fit.setAutoDefault(False)
        self._map_title = QLabel(bar)
        self._map_title.setProperty("role", "title")
        row.addWidget(self._map_title, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.chips, 1)
        row.addWidget(self._fit, 0, Qt.AlignmentFlag.AlignTop)
        self._map_title.setFixedHeight(28)
        return bar

    def _connect(self) -> None:
        self.map.device_clicked.connect(self._on_device_clicked)
        self.alarms.device_chosen.connect(self._on_alarm_chosen)
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
        self.map.choose(device)
        if self.faceplate.device != device:
            self.faceplate.show_device(device)
        self.alarms.choose(device)

    def centre_on(self, device: DeviceId) -> None:
        """Choose *device* and bring it into the middle of the map."""
        self.choose(device)
        self.map.centre_on(device)

    def retranslate(self) -> None:
        self._map_title.setText(QCoreApplication.translate("Overview", "Map"))
        self._fit.setText(QCoreApplication.translate("Overview", "Whole town"))
        self._fit.setToolTip(QCoreApplication.translate("Overview", "Show the whole town (Home)"))
        self._command_head.set_title(QCoreApplication.translate("Overview", "Commands"))
        self._device_head.set_title(QCoreApplication.translate("Overview", "Device"))
        self.no_commands.set_words(
            "", QCoreApplication.translate("Overview", "Commands sent to devices are listed here with their outcome.")
        )
        self.faceplate.retranslate()
        self._count_kinds()
        self._show_tables()
        self.alarms.retranslate()
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
        self.commands.show_records(mirror.control.commands)
        self._command_stack.setCurrentIndex(1 if self.commands.rowCount() else 0)
        if not mirror.devices:
            self._map_hint()
        else:
            self._say_map("")

    def _map_hint(self) -> None:
        self._say_map(
            QCoreApplication.translate("Overview", "No devices yet. Add a broker, or adopt what was discovered.")
            if self.bridge.mirror.loaded
            else QCoreApplication.translate("Overview", "Reading the city…")
        )

    def _say_map(self, text: str) -> None:
        self.map.say(self._map_problem or text)

    # Slots

    def _on_device_clicked(self, device: str) -> None:
        self.choose(DeviceId(device))
        self.device_chosen.emit(device)

    def _on_alarm_chosen(self, device: str) -> None:
        self.centre_on(DeviceId(device))
        self.device_chosen.emit(device)

    def _on_command_clicked(self, index: QModelIndex) -> None:
        record = self.commands.record(index.row())
        if record is not None and record.device in self.bridge.mirror.devices:
            self.centre_on(record.device)
            self.device_chosen.emit(record.device)

    def _on_chips_changed(self, chosen: frozenset[str]) -> None:
        self._only = chosen
        self._narrow_map()

    def _on_theme_changed(self, _theme: object) -> None:
        self.alarms.model.repaint_all()
        self.commands.repaint_all()


class _Panel(QFrame):
    """Widgets one under another."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")

    def lay(self, *widgets: QWidget) -> None:
        """Lay *widgets* of this panel, the last one growing."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for place, widget in enumerate(widgets):
            column.addWidget(widget, 1 if place == len(widgets) - 1 else 0)
