"""Asks for the one device a definition is copied to."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from controlcenter.domain.ids import DeviceId
from controlcenter.ui.alarms.journal_device import DeviceField


class CopyDialog(QDialog):
    """``device_chosen`` carries the DeviceId when the dialog is accepted."""

    device_chosen = Signal(object)

    def __init__(
        self, known: Callable[[], Iterable[tuple[str, DeviceId]]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(QCoreApplication.translate("AlarmConditions", "Copy to one device"))
        self.setMinimumWidth(420)
        words = QCoreApplication.translate("AlarmConditions", "“{name}” for this device alone:")
        label = QLabel(words.format(name=name), self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.device = DeviceField(known, self)
        self.device.setPlaceholderText(QCoreApplication.translate("AlarmConditions", "Device…"))
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._ok = self.box.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setEnabled(False)
        self.box.accepted.connect(self._on_accepted)
        self.box.rejected.connect(self.reject)
        self.device.chosen.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for widget in (label, self.device, self.box):
            column.addWidget(widget)

    def _on_chosen(self, device: DeviceId | None) -> None:
        self._ok.setEnabled(device is not None)

    def _on_accepted(self) -> None:
        if self.device.device is not None:
            self.device_chosen.emit(self.device.device)
            self.accept()
