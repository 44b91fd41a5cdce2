"""A field that finds one device by a part of its name, whatever the accents."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from controlcenter.domain.conditions import broker_device
from controlcenter.domain.ids import DeviceId
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import fold, natural_key, one_line

MOST = 40
"""Names offered at once."""


def named_devices(mirror: Mirror) -> list[tuple[str, DeviceId]]:
    """Everything that may have alarms, by name: devices, and the brokers."""
    brokers = [(broker.name, broker_device(broker.site, broker.name)) for broker in mirror.brokers.values()]
    return [*brokers, *((device.name, device.id) for device in mirror.devices.values())]


class DeviceField(QLineEdit):
    """Emits ``chosen`` with a DeviceId, or with None when the field was emptied."""

    chosen = Signal(object)

    def __init__(self, known: Callable[[], Iterable[tuple[str, DeviceId]]], parent: QWidget | None = None) -> None:
        """*known* tells names and ids; it is asked when the field gets the keyboard."""
        super().__init__(parent)
        self._known = known
        self._folded: list[tuple[str, str, DeviceId]] = []
        self._offered: list[DeviceId] = []
        self._device: DeviceId | None = None
        self.setClearButtonEnabled(True)
        self.setMinimumHeight(28)
        self.setMaxLength(200)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]  # stubs know no overloads
        self.setCompleter(completer)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)

    @property
    def device(self) -> DeviceId | None:
        return self._device

    def put(self, device: DeviceId | None, name: str = "") -> None:
        """Show *device* without telling."""
        self._device = device
        self.blockSignals(True)
        self.setText(one_line(name, 200))
        self.setCursorPosition(0)
        self.blockSignals(False)

    def offers(self, text: str) -> list[tuple[str, DeviceId]]:
        """The devices whose name or id holds every word of *text*, as people sort them."""
        if not self._folded:
            self._learn()
        words = fold(text).split()
        found = [(name, device) for folded, name, device in self._folded if all(word in folded for word in words)]
        return sorted(found[: 50 * MOST], key=lambda one: (len(one[0]), natural_key(one[0])))[:MOST]

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._learn()
        super().focusInEvent(event)

    def _learn(self) -> None:
        self._folded = [(fold(f"{name} {device}"), one_line(name, 200), device) for name, device in self._known()]

    def _on_edited(self, text: str) -> None:
        offers = self.offers(text) if text.strip() else []
        self._offered = [device for _, device in offers]
        self._names.setStringList([name for name, _ in offers])

    def _on_changed(self, text: str) -> None:
        if not text and self._device is not None:
            self._device = None
            self.chosen.emit(None)

    def _on_activated(self, index: QModelIndex) -> None:
        if not 0 <= index.row() < len(self._offered):
            return
        self._device = self._offered[index.row()]
        self.chosen.emit(self._device)
