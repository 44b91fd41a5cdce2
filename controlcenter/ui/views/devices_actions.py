"""What one may do with the chosen devices, and which columns are shown: the menus of the table."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from controlcenter.domain.devices import Device
from controlcenter.domain.ids import DeviceId
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.models.devices import DevicesModel
from controlcenter.ui.models.devices_columns import COLUMNS, PLACE
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.views.devices_edit import EditDevice
from controlcenter.ui.views.devices_table import DeviceTable


class DeviceActions(QObject):
    """Made for one table; the same actions stand in its menu and under its keys."""

    trend_wanted = Signal(str)
    map_wanted = Signal(str)
    command_wanted = Signal(object)
    """Ids (a list) to command on the board."""

    def __init__(self, bridge: Bridge, model: DevicesModel, table: DeviceTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._model, self._table, self._window = bridge, model, table, parent
        self._actions: tuple[tuple[Callable[[], str], str, Callable[[], None]], ...] = (
            (lambda: QCoreApplication.translate("Devices", "Show on map"), "Ctrl+M", self.show_on_map),
            (lambda: QCoreApplication.translate("Devices", "Trend of its value"), "Ctrl+T", self.show_trend),
            (lambda: QCoreApplication.translate("Devices", "Command…"), "Ctrl+B", self.command),
            (lambda: QCoreApplication.translate("Devices", "Copy id"), "Ctrl+C", self.copy_ids),
            (lambda: QCoreApplication.translate("Devices", "Edit…"), "F2", self.edit),
            (lambda: QCoreApplication.translate("Devices", "Remove…"), "Delete", self.remove),
        )
        for _, keys, act in self._actions:
            shortcut = QShortcut(QKeySequence(keys), table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_menu(self, place: QPoint) -> None:
        """Open the menu of the chosen devices at *place* (global)."""
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, keys, act in self._actions:
            action = menu.addAction(words())
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(act)
        menu.popup(place)

    def show_columns(self, place: QPoint) -> None:
        """Open the menu of columns at *place* (global)."""
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(COLUMNS):
            action = menu.addAction(column.heading() or QCoreApplication.translate("Devices", "State"))
            action.setCheckable(True)
            action.setChecked(not self._table.isColumnHidden(number))
            action.setEnabled(number != PLACE["name"])
            action.setData(number)
        menu.triggered.connect(self._on_column_triggered)
        menu.popup(place)

    def _on_column_triggered(self, action: object) -> None:
        number, shown = action.data(), action.isChecked()  # type: ignore[attr-defined]  # a QAction, sent as object
        self._table.show_column(number, shown)

    def _devices(self) -> list[Device]:
        known = self._bridge.mirror.devices
        return [known[device] for device in self._table.chosen() if device in known]

    def show_on_map(self) -> None:
        if devices := self._devices():
            self.map_wanted.emit(devices[0].id)

    def show_trend(self) -> None:
        for device in self._devices()[:8]:
            key = self._model.rows.primary[self._model.rows.row_of[device.id]]
            if key:
                self.trend_wanted.emit(f"{device.id}/{key}")

    def command(self) -> None:
        """Take the chosen devices to the board of the control page."""
        if devices := self._devices():
            self.command_wanted.emit([device.id for device in devices])

    def copy_ids(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(device.id for device in self._devices()))

    def edit(self) -> None:
        if devices := self._devices():
            EditDevice(self._bridge, devices[0], self._window).open()

    def remove(self) -> None:
        """Ask first; then each is taken out, and whatever is refused is said."""
        devices = self._devices()
        if not devices:
            return
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(QCoreApplication.translate("Devices", "Remove devices"))
        names = "\n".join(one_line(device.name, 60) for device in devices[:8]) + ("\n…" if len(devices) > 8 else "")
        question = QCoreApplication.translate("Devices", "Remove this device from the centre?")
        if len(devices) > 1:
            question = QCoreApplication.translate("Devices", "Remove %1 devices from the centre?")
        box.setText(question.replace("%1", f"{len(devices):,}"))
        box.setInformativeText(
            names
            + "\n\n"
            + QCoreApplication.translate(
                "Devices", "Their history stays. A device that still speaks is listed under Discovered again."
            )
        )
        cancel = box.addButton(QCoreApplication.translate("Devices", "Cancel"), QMessageBox.ButtonRole.RejectRole)
        remove = box.addButton(QCoreApplication.translate("Devices", "Remove"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(cancel)
        ids = [device.id for device in devices]
        remove.clicked.connect(lambda: self._remove(ids))
        box.open()

    def _remove(self, devices: list[DeviceId]) -> None:
        engine, operator = self._bridge.engine, self._bridge.operator
        for device in devices:
            self._bridge.ask_then(engine.remove_device(device, operator))
