"""The place of the chosen device: a hint, and the faceplate from the first device on."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from controlcenter.domain.ids import DeviceId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.empty import EmptyHint

if TYPE_CHECKING:
    from controlcenter.ui.faceplate.view import Faceplate


class ChosenDevice(QStackedWidget):
    """Used like the Faceplate in it, which is made for the first device: a start does not wait for it."""

    trend_wanted = Signal(str)
    """``device/key`` to open on the trends page."""

    def __init__(
        self, bridge: Bridge, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._look = look
        self._clock = clock
        self._plate: Faceplate | None = None
        self._hint = EmptyHint(parent=self)
        self.addWidget(self._hint)
        self.retranslate()

    @property
    def device(self) -> DeviceId | None:
        return self._plate.device if self._plate is not None else None

    def show_device(self, device: DeviceId | None) -> None:
        """Show *device*; a hint when it is None or not known."""
        if self._plate is None:
            if device is None or device not in self._bridge.mirror.devices:
                return
            self._plate = self._make()
        self._plate.show_device(device)

    def refresh(self) -> None:
        if self._plate is not None:
            self._plate.refresh()

    def take(self, changes: ChangeSet) -> None:
        if self._plate is not None:
            self._plate.take(changes)

    def retranslate(self) -> None:
        self._hint.set_words(*nothing_chosen())
        if self._plate is not None:
            self._plate.retranslate()

    def _make(self) -> "Faceplate":
        from controlcenter.ui.faceplate.view import Faceplate

        plate = Faceplate(self._bridge, self._look, self, self._clock)
        plate.trend_wanted.connect(self.trend_wanted)
        self.addWidget(plate)
        self.setCurrentWidget(plate)
        return plate


def nothing_chosen() -> tuple[str, str]:
    """Heading and advice of the hint."""
    return (
        QCoreApplication.translate("Faceplate", "No device chosen"),
        QCoreApplication.translate(
            "Faceplate", "Click a device on the map or in a list: its values, chart and commands appear here."
        ),
    )
