"""What every page of the window is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from controlcenter.domain.conditions import AlarmId
from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look


class Page(QWidget):
    """A page looks at change-sets only while it is on screen, and catches up when it is shown.

    Subclasses override ``refresh`` (read the whole mirror), ``take`` (one change-set), ``retranslate``
    and ``save_state``/``restore_state`` (plain JSON values, kept per profile).
    """

    device_chosen = Signal(str)
    """A device id the operator picked here: the shell shows it wherever devices are shown."""
    trend_wanted = Signal(str)
    """``device/key`` to open on the trends page."""
    map_wanted = Signal(str)
    """A device id to centre the map on."""
    command_wanted = Signal(object)
    """Device ids (a sequence) to command on the board of the control page."""
    silence_wanted = Signal()
    """No more tones until the next new alarm."""

    def __init__(self, bridge: Bridge, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.look = look
        bridge.ticked.connect(self._on_ticked)
        look.language_changed.connect(self._on_language_changed)

    def refresh(self) -> None:
        """Show everything from the mirror afresh."""

    def take(self, changes: ChangeSet) -> None:
        """Show what changed."""

    def retranslate(self) -> None:
        """Put every word again in the language in force."""

    def choose(self, device: DeviceId | None) -> None:
        """Another page chose *device*."""

    def show_point(self, point: PointId) -> None:
        """Another page asked for *point* (trends only)."""

    def show_devices(self, devices: Sequence[DeviceId]) -> None:
        """Another page asked to command *devices* (control only)."""

    def show_alarm(self, alarm: AlarmId) -> None:
        """Another part asked for *alarm* (alarms only)."""

    def show_priority(self, symbol: str) -> None:
        """Another part asked for the active alarms of one priority's *symbol*, or for all (alarms only)."""

    def save_state(self) -> dict[str, object]:
        return {}

    def restore_state(self, state: dict[str, object]) -> None:
        """Take back what ``save_state`` gave; unknown or broken entries are ignored."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _on_ticked(self, changes: ChangeSet) -> None:
        if self.isVisible():
            self.take(changes)

    def _on_language_changed(self, _language: str) -> None:
        self.retranslate()
