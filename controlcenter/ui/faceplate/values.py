"""The table of a device's points: name, value, unit, age; what is not fresh is hatched."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from controlcenter.domain.devices import Device
from controlcenter.domain.ids import PointId
from controlcenter.domain.kinds import PointKind
from controlcenter.domain.readings import Quality, Reading
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices import POINT_MIME
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.widgets.hatch import paint_hatch
from controlcenter.ui.words import age_text, quality_text, value_text

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
QUALITY_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_HEIGHT = 28
NAME, VALUE, UNIT, AGE = range(4)


def point_keys(device: Device, mirror: Mirror) -> list[str]:
    """The points *device* has, in the order of its kind; what it reports beyond its kind comes last."""
    kind = mirror.kinds.get(device.kind)
    known = list(kind.points) if kind else []
    seen = mirror.readings.get(device.id, {})
    has = set(device.points) | set(seen)
    keys = [key for key in known if not device.points or key in has]
    return keys + sorted(has - set(keys))


class PointsModel(QAbstractTableModel):
    """One row per point of the device shown."""

    def __init__(self, mirror: Mirror, look: Look, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mirror = mirror
        self._look = look
        self._clock = clock
        self._device: Device | None = None
        self._keys: list[str] = []

    def show_device(self, device: Device | None) -> None:
        keys = point_keys(device, self._mirror) if device else []
        if device and self._device and device.id == self._device.id and keys == self._keys:
            self._device = device
            self.repaint_all()
            return
        self.beginResetModel()
        self._device = device
        self._keys = keys
        self.endResetModel()

    def repaint_all(self) -> None:
        if self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, AGE))

    def point_id(self, row: int) -> PointId | None:
        if self._device is None or not 0 <= row < len(self._keys):
            return None
        return PointId(self._device.id, self._keys[row])

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [POINT_MIME, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The points dragged, one ``device/key`` a line."""
        points = [self.point_id(row) for row in dict.fromkeys(index.row() for index in indexes)]
        text = "\n".join(str(point) for point in points if point)
        data = QMimeData()
        data.setData(POINT_MIME, text.encode())
        data.setText(text)
        return data

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._device is None or not 0 <= index.row() < len(self._keys):
            return None
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in (VALUE, AGE) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        key = self._keys[index.row()]
        reading = self._mirror.readings.get(self._device.id, {}).get(key)
        kind = self._mirror.kinds.get(self._device.kind)
        point = kind.points.get(key) if kind else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(column, key, reading, point)
        if role == QUALITY_ROLE:
            return reading.quality if reading else None
        if role == Qt.ItemDataRole.ToolTipRole and column == NAME:
            return QCoreApplication.translate("Faceplate", "Drag to a chart; double-click for its trend")
        return None

    def _text(self, column: int, key: str, reading: Reading | None, point: PointKind | None) -> str:
        language = self._look.language
        match column:
            case 0:
                return point.name.in_(language) if point else one_line(key, 60)
            case 1:
                return one_line(value_text(reading.value if reading else None, point, language), 120)
            case 2:
                return point.unit if point else ""
        if reading is None:
            return QCoreApplication.translate("Faceplate", "never")
        age = age_text(self._clock() - reading.at)
        return age if reading.quality is Quality.GOOD else f"{quality_text(reading.quality)} · {age}"


class _Cells(QStyledItemDelegate):
    """Draws a cell: values bold, the rest quiet, hatched under everything that is not fresh."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = option.fontMetrics.horizontalAdvance(str(index.data() or "")) + 14
        return QSize(width, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect)
        theme = self._look.theme
        quality = index.data(QUALITY_ROLE)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("selection"))
        fresh = quality in (Quality.GOOD, None)
        if not fresh and index.column() != NAME:
            paint_hatch(painter, box, theme, 0.3)
        font = QFont(option.font)
        strong = index.column() == VALUE
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        elif index.column() == AGE:
            font.setPixelSize(12)
        painter.setFont(font)
        role = "text" if strong and fresh else "muted"
        if index.column() == AGE and not fresh:
            role = "stale"
        painter.setPen(theme.color(role))
        left = 12 if index.column() == NAME else 3
        right = 12 if index.column() == AGE else 3
        room = box.adjusted(left, 0, -right, 0)
        text = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, max(0, int(room.width()) + 1)
        )
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(room, int(alignment) | int(Qt.TextFlag.TextSingleLine), text)
        painter.restore()


class PointsTable(QTableView):
    """Shows a PointsModel at its full height: the faceplate around it scrolls."""

    point_chosen = Signal(str)
    """``device/key`` of a row that was double-clicked, or Enter was pressed on."""

    def __init__(self, model: PointsModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_Cells(look, self))
        self.setShowGrid(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.hide()
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((VALUE, 96), (UNIT, 52), (AGE, 104)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
        model.modelReset.connect(self._on_reset)
        self.activated.connect(self._on_activated)
        self._on_reset()

    def _on_reset(self) -> None:
        self.setFixedHeight(self._model.rowCount() * ROW_HEIGHT + 2)

    def _on_activated(self, index: QModelIndex) -> None:
        point = self._model.point_id(index.row())
        if point is not None:
            self.point_chosen.emit(str(point))
