"""The head of a faceplate: what this is, where it stands, whether it can be reached."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from controlcenter.domain.devices import Device, DeviceStatus
from controlcenter.domain.readings import Connection
from controlcenter.ui.alarm_words import device_symbol
from controlcenter.ui.faceplate.head_alarms import HeadAlarms
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.symbols import Symbol, SymbolLabel
from controlcenter.ui.words import DASH, age_text


def connection_text(status: DeviceStatus | None, now: float) -> str:
    """``online · last message 3 s ago``; *now* in s since 1970 UTC."""
    connection = status.connection if status else Connection.UNKNOWN
    words = {
        Connection.UNKNOWN: QCoreApplication.translate("Faceplate", "connection not known"),
        Connection.ONLINE: QCoreApplication.translate("Faceplate", "online"),
        Connection.OFFLINE: QCoreApplication.translate("Faceplate", "offline"),
    }[connection]
    if status is None or status.last_seen is None:
        return f"{words} · " + QCoreApplication.translate("Faceplate", "nothing heard yet")
    heard = QCoreApplication.translate("Faceplate", "last message {age} ago").format(
        age=age_text(now - status.last_seen)
    )
    return f"{words} · {heard}"


class Head(QWidget):
    """Symbol, name, kind, address, area, connection with its age, and the device's alarms."""

    def __init__(self, mirror: Mirror, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror = mirror
        self._look = look
        self.symbol = SymbolLabel(look, Symbol.UNKNOWN, 16, self)
        self._name = ElidedLabel("", self)
        self._name.setProperty("role", "title")
        # The end of a path of areas tells most.
        modes = (Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideLeft, Qt.TextElideMode.ElideRight)
        self._lines = tuple(ElidedLabel("", self, mode) for mode in modes)
        self._titles = tuple(QLabel(self) for _ in range(3))
        self.alarms = HeadAlarms(mirror, look, self)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.symbol)
        top.addWidget(self._name, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for row, (title, line) in enumerate(zip(self._titles, self._lines, strict=True)):
            title.setTextFormat(Qt.TextFormat.PlainText)
            title.setProperty("role", "muted")
            grid.addWidget(title, row, 0)
            grid.addWidget(line, row, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(grid)
        column.addWidget(self.alarms)
        self.retranslate()

    @property
    def name(self) -> str:
        return self._name.whole

    @property
    def connection(self) -> str:
        return self._lines[2].whole

    def retranslate(self) -> None:
        words = (
            QCoreApplication.translate("Faceplate", "Kind"),
            QCoreApplication.translate("Faceplate", "Area"),
            QCoreApplication.translate("Faceplate", "Link"),
        )
        for title, text in zip(self._titles, words, strict=True):
            title.setText(text)
        self.alarms.retranslate()

    def show_device(self, device: Device, now: float) -> None:
        """*now* in s since 1970 UTC."""
        status = self._mirror.statuses.get(device.id)
        kind = self._mirror.kinds.get(device.kind)
        kind_name = kind.name.in_(self._look.language) if kind else one_line(device.kind, 60)
        self.symbol.set_symbol(device_symbol(device.id, self._mirror))
        self._name.set_text(one_line(device.name) or device.address)
        self._lines[0].set_text(f"{kind_name} · {one_line(device.address, 80)}")
        self._lines[1].set_text(self._mirror.area_path(device.area) or DASH)
        self._lines[2].set_text(connection_text(status, now))
        self.alarms.show_device(device.id, now)
