"""The main window: header, alarms, rail, page, status line; it carries wishes between them and owns nothing else."""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from controlcenter.domain.conditions import AlarmId
from controlcenter.domain.ids import DeviceId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.alarm_attention import AlarmAttention
from controlcenter.ui.banner import Banner
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.engine_watch import EngineWatch
from controlcenter.ui.header import Header
from controlcenter.ui.layout_memory import LayoutMemory
from controlcenter.ui.look import Look
from controlcenter.ui.rail import PageRail
from controlcenter.ui.shell_actions import ShellActions
from controlcenter.ui.shell_host import PageHost
from controlcenter.ui.shell_pages import PageSpec
from controlcenter.ui.status_bar import StatusBar
from controlcenter.ui.widgets.icons import window_icon
from controlcenter.ui.widgets.symbols import Symbol
from controlcenter.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from controlcenter.ui.finder import Finder

REFRESH_MS = 300
SMALLEST = (900, 480)
"""Full HD at 200 % leaves 960 x 540."""
USUAL = (1440, 860)


class MainWindow(QMainWindow):
    """Give it the collaborators, call ``show``. Closing it writes the layout; stopping the bridge is the caller's."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        pages: Sequence[PageSpec],
        memory: LayoutMemory,
        site_names: Sequence[str] = (),
        settings_path: str = "settings.toml",
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self.bridge = bridge
        self.look = look
        self._memory = memory
        self._clock = clock
        self._watch = EngineWatch(bridge, self)
        self._dirty = True
        self._closing = False
        self.setWindowTitle("Control Center")
        self.setWindowIcon(window_icon(look.theme))
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        layout = memory.layout
        self.header = Header(bridge, look, site_names, self)
        self.attention = AlarmAttention(bridge, look, memory, self)
        self.banner = Banner(bridge.mirror, look, settings_path, self)
        self.rail = PageRail(look, self)
        self.host = PageHost(bridge, look, pages, layout.pages, self)
        self.status = StatusBar(bridge.mirror, look, self)
        self._lay()
        self.toast = Toast(look, self)
        self.shell_actions = ShellActions(self)
        self._finder: Finder | None = None
        self._connect()
        self.retranslate()
        self._restore()
        memory.collect_with(self._collect)
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setInterval(REFRESH_MS)
        self._refresh_timer.timeout.connect(self._on_refresh)
        self._clock_timer = QTimer(self)
        self._clock_timer.setSingleShot(True)
        self._clock_timer.timeout.connect(self._on_second)
        self._refresh_timer.start()
        self._on_second()

    @property
    def wall(self) -> bool:
        """Whether header, rail and status line are hidden for a wall screen."""
        return self.header.isHidden()

    @property
    def finder(self) -> "Finder":
        """Made when first wanted: the first picture does not wait for it."""
        if self._finder is None:
            from controlcenter.ui.finder import Finder

            self._finder = Finder(self.bridge, self.look, self.shell_actions.findable, self)
            self._finder.device_found.connect(lambda device: self.show_device(DeviceId(device)))
            self._finder.alarm_found.connect(self.show_alarm)
        return self._finder

    def open_page(self, page: str) -> None:
        """Show *page*; raises KeyError when there is none of that id."""
        self.host.open(page)

    def show_device(self, device: DeviceId) -> None:
        """Open the devices page (the current one without it) with *device* chosen."""
        if "devices" in self.host.specs:
            self.host.open("devices")
        self.host.choose_device(device)

    def show_alarm(self, alarm: AlarmId) -> None:
        """Open the page of alarms with *alarm* chosen; without that page its device."""
        if "alarms" in self.host.specs:
            self.host.open("alarms")
            self.host.widget("alarms").show_alarm(alarm)
        else:
            self._open_if_there("overview")
            self.host.choose_device(alarm.device)

    def show_alarms(self, symbol: str = "") -> None:
        """Open the page of alarms, with those of one priority's *symbol* or with all."""
        if "alarms" in self.host.specs:
            self.host.open("alarms")
            self.host.widget("alarms").show_priority(symbol)
        else:
            self._open_if_there("overview")

    def set_wall(self, wall: bool) -> None:
        for part in (self.header, self.attention.strip, self.rail, self.status):
            part.setVisible(not wall)
        if wall:
            leave = QCoreApplication.translate("Window", "Wall mode: Esc leaves it")
            self.toast.say(leave)

    def set_full_screen(self, full: bool) -> None:
        self.setWindowState(
            self.windowState() | Qt.WindowState.WindowFullScreen
            if full
            else self.windowState() & ~Qt.WindowState.WindowFullScreen
        )

    def retranslate(self) -> None:
        """Put every word of the shell again; pages do so themselves."""
        self.shell_actions.retranslate()
        for number, (page, spec) in enumerate(self.host.specs.items(), 1):
            self.rail.set_words(page, spec.title(), f"Ctrl+{number}")
        self.header.retranslate()
        self.attention.retranslate()
        self.banner.retranslate()
        if self._finder is not None:
            self._finder.retranslate()
        self.host.retranslate()
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.wall:
            self.set_wall(False)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
        if not event.spontaneous():
            # Else the first button of the header would have the keyboard.
            self.host.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._touch()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._touch()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.shell_actions.sync()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._memory.write()
        self._closing = True
        self._refresh_timer.stop()
        self._clock_timer.stop()
        self.attention.stop()
        self.host.hide_torn()
        super().closeEvent(event)

    def _lay(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.rail)
        body.addWidget(self.host, 1)
        column.addWidget(self.header)
        column.addWidget(self.attention.strip)
        column.addWidget(self.banner)
        column.addLayout(body, 1)
        column.addWidget(self.status)
        self.setCentralWidget(middle)
        for page, spec in self.host.specs.items():
            self.rail.add(page, spec.icon, spec.last)

    def _connect(self) -> None:
        self.bridge.ticked.connect(self._on_ticked)
        self.bridge.request_failed.connect(self._on_request_failed)
        self.look.language_changed.connect(self._on_language_changed)
        self.look.theme_changed.connect(self._on_theme_changed)
        self.rail.page_chosen.connect(self.open_page)
        self.host.opened.connect(self._on_page_opened)
        self.host.changed.connect(self._touch)
        self.header.find_wanted.connect(self._on_find_wanted)
        self.header.alarms_wanted.connect(self.show_alarms)
        self.header.lost_wanted.connect(lambda: self._open_if_there("devices"))
        self.attention.alarm_wanted.connect(self.show_alarm)
        self.attention.alarms_wanted.connect(self.show_alarms)
        self.attention.said.connect(self.toast.say)
        self.host.silence_wanted.connect(self.attention.sounds.silence)
        self.status.discovered_wanted.connect(lambda: self._open_if_there("devices"))
        self.banner.details_wanted.connect(lambda: self._open_if_there("system"))

    def _open_if_there(self, page: str) -> None:
        if page in self.host.specs:
            self.host.open(page)

    def _restore(self) -> None:
        layout = self._memory.layout
        if layout.geometry is not None:
            self.restoreGeometry(QByteArray.fromBase64(layout.geometry.encode("ascii", "replace")))
        first = layout.page if layout.page in self.host.specs else next(iter(self.host.specs), None)
        if first is not None:
            self.host.open(first)
        for page, geometry in layout.torn.items():
            if page in self.host.specs:
                self.host.tear_off(page, geometry)

    def _collect(self) -> None:
        layout = self._memory.layout
        if self._closing:
            return
        layout.geometry = self.saveGeometry().toBase64().toStdString()
        layout.page = self.host.current or None
        layout.theme = self.look.theme.name
        layout.language = self.look.language
        layout.pages = self.host.states()
        layout.torn = self.host.torn_geometry()

    def _touch(self) -> None:
        if not self._closing:
            self._memory.touch()

    def _on_ticked(self, _changes: ChangeSet) -> None:
        self._dirty = True

    def _on_refresh(self) -> None:
        if self._dirty and self.isVisible() and not self.isMinimized():
            self._refresh()

    def _refresh(self) -> None:
        self._dirty = False
        now = self._clock()
        engine_gone = self._watch.gone_since(now)
        self.header.refresh()
        self.attention.refresh(now)
        self.status.refresh(now, engine_gone)
        self.banner.update_from_mirror(now, engine_gone)

    def _on_second(self) -> None:
        now = self._clock()
        self.header.tell(now)
        # Ages in the banner and the status line go on while nothing comes in.
        self._dirty = True
        self._clock_timer.start(max(50, int((1.0 - now % 1.0) * 1000) + 5))

    def _on_find_wanted(self) -> None:
        self.finder.open()

    def _on_page_opened(self, page: str) -> None:
        self.rail.mark(page)

    def _on_request_failed(self, code: str, text: str) -> None:
        refused = QCoreApplication.translate("Window", "Refused: {reason}")
        self.toast.say(refused.replace("{reason}", text or code), Symbol.HIGH)

    def _on_language_changed(self, _language: str) -> None:
        self.header.tell(self._clock())
        self.retranslate()
        self._touch()

    def _on_theme_changed(self, _theme: object) -> None:
        self.shell_actions.sync()
        self._touch()
