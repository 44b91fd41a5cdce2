"""What the map cannot show: how many devices have no place on it, and which."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from controlcenter.domain.devices import Device
from controlcenter.ui.models.devices_text import natural_key, one_line
from controlcenter.ui.words import count_text

LISTED_MOST = 20


class PlacelessNote(QPushButton):
    """Says the number, hidden while it is 0; a click lists the devices."""

    device_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._devices: tuple[Device, ...] = ()
        self._language = "en"
        self.setAutoDefault(False)
        self.setMinimumHeight(28)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.clicked.connect(self._on_clicked)
        self.hide()

    def show_devices(self, devices: Iterable[Device]) -> None:
        """Count those of *devices* that have no position."""
        self._devices = tuple(device for device in devices if device.position is None)
        self.retranslate(self._language)
        self.setVisible(bool(self._devices))

    def retranslate(self, language: str) -> None:
        self._language = language
        text = QCoreApplication.translate("Map", "Without a place on the map: {count}")
        self.setText(text.format(count=count_text(len(self._devices), language)))
        self.setToolTip(QCoreApplication.translate("Map", "List them; Edit (F2) on the devices page gives one a place"))
        self.adjustSize()

    def menu_of(self) -> QMenu:
        """The devices by name; the first ones where there are many, and where to find the others."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Names are few enough to sort only when somebody looks.
        ordered = sorted(self._devices, key=lambda device: natural_key(device.name))
        for device in ordered[:LISTED_MOST]:
            action = menu.addAction(one_line(device.name, 60).replace("&", "&&"))
            action.triggered.connect(lambda _=False, device=device: self.device_chosen.emit(device.id))
        if len(ordered) > LISTED_MOST:
            rest = count_text(len(ordered) - LISTED_MOST, self._language)
            text = QCoreApplication.translate("Map", "{count} more: page Devices, filter “No place”")
            menu.addAction(text.format(count=rest)).setEnabled(False)
        return menu

    def _on_clicked(self) -> None:
        self.menu_of().popup(self.mapToGlobal(self.rect().bottomLeft()))
