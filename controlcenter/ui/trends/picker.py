"""The panel beside the chart: search a device, choose its points, or drag them over."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from controlcenter.domain.devices import Device
from controlcenter.domain.ids import PointId
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices import POINT_MIME
from controlcenter.ui.models.devices_text import fold, natural_key, one_line

MOST_SHOWN = 100
TYPING_MS = 120
_POINT = Qt.ItemDataRole.UserRole


class _Points(QTreeWidget):
    """Points can be dragged to the chart; a device's own row carries its primary point."""

    def mimeTypes(self) -> list[str]:
        return [POINT_MIME]

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        data = QMimeData()
        points = [text for item in items if (text := item.data(0, _POINT))]
        data.setData(POINT_MIME, "\n".join(points).encode())
        return data


class PointPicker(QWidget):
    """Shows at most ``MOST_SHOWN`` devices that hold every word typed, each with its points."""

    point_chosen = Signal(str)
    """``device/key`` of a point double-clicked or confirmed with Enter."""

    def __init__(self, mirror: Mirror, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._look = mirror, look
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(28)
        self.search.setMaxLength(200)
        self.tree = _Points()
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(14)
        self.tree.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setExpandsOnDoubleClick(False)
        self.more = QLabel()
        self.more.setTextFormat(Qt.TextFormat.PlainText)
        self.more.setProperty("role", "muted")
        self.more.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addWidget(self.more)
        self.setMinimumWidth(180)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.fill)
        self.search.textChanged.connect(self._on_typed)
        self.tree.itemActivated.connect(self._on_activated)
        self.retranslate()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(QCoreApplication.translate("Trends", "Find a device…"))
        self.tree.setToolTip(
            QCoreApplication.translate("Trends", "Double-click a point or drag it to the chart (Enter adds it)")
        )
        self.fill()

    def _on_typed(self, _text: str) -> None:
        self._typing.start()

    def fill(self) -> None:
        """Search the mirror's devices again."""
        found = self._find(fold(self.search.text()).split())
        found.sort(key=lambda device: natural_key(device.name))
        self.tree.clear()
        items = [self._item(device) for device in found[:MOST_SHOWN]]
        self.tree.addTopLevelItems(items)
        for item in items[: 3 if self.search.text() else 1]:
            item.setExpanded(True)
        hidden = len(found) - MOST_SHOWN
        text = QCoreApplication.translate("Trends", "%1 more: type to narrow the list")
        self.more.setText(text.replace("%1", f"{hidden:,}") if hidden > 0 else "")
        self.more.setVisible(hidden > 0)

    def _find(self, words: list[str]) -> list[Device]:
        devices = self._mirror.devices.values()
        if not words:
            return list(devices)
        found = []
        for device in devices:
            text = fold(f"{device.name}\n{device.id}")
            if all(word in text for word in words):
                found.append(device)
        return found

    def _item(self, device: Device) -> QTreeWidgetItem:
        language = self._look.language
        kind = self._mirror.kinds.get(device.kind)
        item = QTreeWidgetItem([one_line(device.name, 120)])
        item.setSizeHint(0, QSize(0, 28))
        known = kind.points if kind else {}
        primary = kind.primary if kind else None
        if primary:
            item.setData(0, _POINT, str(PointId(device.id, primary)))
        for key in device.points or tuple(known):
            point = known.get(key)
            unit = f"  {point.unit}" if point and point.unit else ""
            child = QTreeWidgetItem(item, [f"{point.name.in_(language) if point else one_line(key, 60)}{unit}"])
            child.setData(0, _POINT, str(PointId(device.id, key)))
            child.setSizeHint(0, QSize(0, 28))
        return item

    def _on_activated(self, item: QTreeWidgetItem, _column: int) -> None:
        if item.childCount():
            item.setExpanded(not item.isExpanded())
        elif point := item.data(0, _POINT):
            self.point_chosen.emit(point)
