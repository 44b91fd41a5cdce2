"""The devices page: those taken in, and those that wait for it."""

import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from controlcenter.domain.ids import DeviceId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.page import Page
from controlcenter.ui.views.devices_discovered import DiscoveredPane
from controlcenter.ui.views.devices_pane import DevicesPane
from controlcenter.ui.words import count_text

DEVICES, DISCOVERED = 0, 1


class DevicesPage(Page):
    """Two tabs. *zone* is the site's unless given; *clock* tells s since 1970 UTC."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        zone: ZoneInfo | None = None,
        clock: Callable[[], float] = time.time,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(bridge, look, parent)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.devices = DevicesPane(bridge, look, zone or look.zone, clock, self)
        self.discovered = DiscoveredPane(bridge, look, zone or look.zone, clock, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.devices)
        self._stack.addWidget(self.discovered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.devices.device_chosen.connect(self.device_chosen)
        self.devices.trend_wanted.connect(self.trend_wanted)
        self.devices.map_wanted.connect(self.map_wanted)
        self.devices.command_wanted.connect(self.command_wanted)
        self.devices.discovered_wanted.connect(self._on_discovered_wanted)
        self._title_tabs()

    def refresh(self) -> None:
        if self._stack.currentIndex() == DEVICES:
            self.discovered.rest()
            self.devices.refresh()
        else:
            self.devices.rest()
            self.discovered.refresh()
        self._title_tabs()

    def take(self, changes: ChangeSet) -> None:
        if self._stack.currentIndex() == DEVICES:
            self.devices.take(changes)
        else:
            self.discovered.take(changes)
        if changes.devices or changes.removed or changes.discovered or changes.undiscovered:
            self._title_tabs()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.devices.rest()
        self.discovered.rest()

    def retranslate(self) -> None:
        self.devices.retranslate()
        self.discovered.retranslate()
        self._title_tabs()

    def choose(self, device: DeviceId | None) -> None:
        self.devices.choose(device)

    def save_state(self) -> dict[str, object]:
        return {"tab": self.tabs.currentIndex(), "devices": self.devices.save_state()}

    def restore_state(self, state: dict[str, object]) -> None:
        devices, tab = state.get("devices"), state.get("tab")
        if isinstance(devices, dict):
            self.devices.restore_state(devices)
        if tab in (DEVICES, DISCOVERED):
            self.tabs.setCurrentIndex(int(str(tab)))

    def _title_tabs(self) -> None:
        language, mirror = self.look.language, self.bridge.mirror
        titles = (
            (QCoreApplication.translate("Devices", "Devices"), len(mirror.devices)),
            (QCoreApplication.translate("Devices", "Discovered"), len(mirror.discovered)),
        )
        for place, (title, count) in enumerate(titles):
            text = f"{title}  {count_text(count, language)}"
            if self.tabs.tabText(place) != text:
                self.tabs.setTabText(place, text)

    def _on_tab_changed(self, tab: int) -> None:
        self._stack.setCurrentIndex(tab)
        if self.isVisible():
            self.refresh()

    def _on_discovered_wanted(self) -> None:
        self.tabs.setCurrentIndex(DISCOVERED)
