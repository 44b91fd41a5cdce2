"""The dialog that changes what the centre calls a device and where it stands."""

import msgspec
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QVBoxLayout, QWidget

from controlcenter.domain.devices import Device
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.views.devices_fields import (
    AreaBox,
    PositionError,
    area_choices,
    buttons,
    line,
    read_position,
    write_degrees,
)
from controlcenter.ui.widgets.elided import ElidedLabel

TAGS_LENGTH = 500


class EditDevice(QDialog):
    """Name, area, position and tags of one device; closes when the engine has stored them."""

    def __init__(self, bridge: Bridge, device: Device, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(QCoreApplication.translate("Devices", "Edit device"))
        self.setMinimumWidth(540)
        self._bridge = bridge
        self._device = device
        place = device.position
        self.name = line(device.name)
        self.name.setCursorPosition(0)
        self.area = AreaBox(area_choices(bridge.mirror), device.area)
        self.lon = line(write_degrees(place.lon if place else None), "106.412300", 24)
        self.lat = line(write_degrees(place.lat if place else None), "10.535100", 24)
        self.tags = line(", ".join(device.tags), "", TAGS_LENGTH)
        self.message = QLabel()
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.hide()
        self._box = buttons(QCoreApplication.translate("Devices", "Save"))
        self._box.accepted.connect(self._on_accepted)
        self._box.rejected.connect(self.reject)
        self._lay()

    def _lay(self) -> None:
        ident = ElidedLabel(self._device.id)
        ident.setProperty("role", "muted")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(QCoreApplication.translate("Devices", "Id"), ident)
        form.addRow(QCoreApplication.translate("Devices", "Name"), self.name)
        form.addRow(QCoreApplication.translate("Devices", "Area"), self.area)
        form.addRow(QCoreApplication.translate("Devices", "Longitude"), self.lon)
        form.addRow(QCoreApplication.translate("Devices", "Latitude"), self.lat)
        form.addRow(QCoreApplication.translate("Devices", "Tags, with commas"), self.tags)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.message)
        column.addWidget(self._box)

    def edited(self) -> Device:
        """The device as the fields say; raises PositionError."""
        tags = tuple(dict.fromkeys(tag for part in self.tags.text().split(",") if (tag := part.strip())))
        return msgspec.structs.replace(
            self._device,
            name=self.name.text().strip() or self._device.address,
            area=self.area.area(),
            position=read_position(self.lon.text(), self.lat.text()),
            tags=tags,
        )

    def _on_accepted(self) -> None:
        try:
            device = self.edited()
        except PositionError as error:
            self._say(str(error))
            return
        self._box.setEnabled(False)
        self._bridge.ask_then(
            self._bridge.engine.change_device(device, self._bridge.operator), self._on_stored, self._on_refused
        )

    def _on_stored(self, _device: Device) -> None:
        self.accept()

    def _on_refused(self, error: EngineError) -> None:
        self._box.setEnabled(True)
        self._say(QCoreApplication.translate("Devices", "Not stored: %1").replace("%1", str(error)))

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.show()
