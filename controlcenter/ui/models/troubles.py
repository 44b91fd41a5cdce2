"""What is wrong, worst first, as a table; and which priority each trouble has until alarms say so."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from controlcenter.domain.devices import Device
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.notices import Trouble
from controlcenter.domain.words import Text
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.widgets.elided import plain_tooltip
from controlcenter.ui.words import DASH, age_text, clock_text, count_text

PRIORITIES = {"offline": "high", "fault": "high", "no_data": "medium", "bad_value": "medium", "clock": "low"}
"""Trouble code → alarm priority, whose colour and shape it gets. A code nobody knows is medium."""

PRIORITY_ROLE = Qt.ItemDataRole.UserRole + 1
DEVICE_ROLE = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex


def priority_of(code: str) -> str:
    """``critical``, ``high``, ``medium`` or ``low``."""
    return PRIORITIES.get(code, "medium")


def condition_text(code: str) -> str:
    """The trouble in words; an unknown code as it is."""
    match code:
        case "offline":
            return QCoreApplication.translate("Troubles", "Offline")
        case "no_data":
            return QCoreApplication.translate("Troubles", "No data")
        case "fault":
            return QCoreApplication.translate("Troubles", "Device fault")
        case "bad_value":
            return QCoreApplication.translate("Troubles", "Bad value")
        case "clock":
            return QCoreApplication.translate("Troubles", "Clock wrong")
    return code


def detail_text(trouble: Trouble, device: Device | None, mirror: Mirror, language: str) -> str:
    """The detail in words: fault values and point keys as the device's kind calls them, a clock as its error."""
    if trouble.code == "clock":
        return _clock_detail(trouble.detail)
    kind = mirror.kinds.get(device.kind) if device else None
    if kind is None or not trouble.detail:
        return one_line(trouble.detail)
    words: dict[str, Text] = {}
    for point in kind.points.values():
        words |= {value: words.get(value, known) for value, known in point.values.items()}
    words |= {key: point.name for key, point in kind.points.items()}
    parts = [part.strip() for part in trouble.detail.split(",")]
    return one_line(", ".join(words[part].in_(language) if part in words else part for part in parts))


def _clock_detail(detail: str) -> str:
    """Seconds the device's clock is ahead (or, negative, behind) in words; anything else as it came."""
    try:
        seconds = float(detail)
    except ValueError:
        return one_line(detail)
    if seconds < 0:
        return QCoreApplication.translate("Troubles", "{age} behind").format(age=age_text(-seconds))
    return QCoreApplication.translate("Troubles", "{age} ahead").format(age=age_text(seconds))


class _Column(msgspec.Struct, frozen=True):
    title: Callable[[], str]
    text: Callable[["TroubleModel", Trouble], str]
    right: bool = False


class TroubleModel(QAbstractTableModel):
    """One row per trouble: symbol, since, device, condition, detail, area, devices behind it."""

    def __init__(self, mirror: Mirror, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mirror = mirror
        self._look = look
        self._rows: tuple[Trouble, ...] = ()

    def refresh(self) -> None:
        """Show the mirror's troubles; rows that only changed their facts stay where they are."""
        rows = self._mirror.troubles
        if rows is self._rows:
            return
        same = len(rows) == len(self._rows) and all(
            new.device == old.device and new.code == old.code for new, old in zip(rows, self._rows, strict=True)
        )
        if same:
            self._rows = rows
            self.repaint_all()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def repaint_all(self) -> None:
        """The words, the theme or facts changed: ask the view to read every cell again."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(_COLUMNS) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_COLUMNS) - 1)

    def trouble(self, row: int) -> Trouble | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, device: DeviceId | None) -> int | None:
        """The first row about *device*."""
        return next((row for row, trouble in enumerate(self._rows) if trouble.device == device), None)

    def device(self, trouble: Trouble) -> Device | None:
        return self._mirror.devices.get(trouble.device)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section].title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(_COLUMNS[section].right)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        trouble = self.trouble(index.row())
        if trouble is None:
            return None
        column = _COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(self, trouble)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column.right)
            case Qt.ItemDataRole.ToolTipRole:
                return self.tooltip(trouble)
            case _ if role == PRIORITY_ROLE:
                return priority_of(trouble.code)
            case _ if role == DEVICE_ROLE:
                return trouble.device
        return None

    def since(self, trouble: Trouble) -> str:
        return clock_text(trouble.since, self._look.zone)

    def device_name(self, trouble: Trouble) -> str:
        device = self.device(trouble)
        return one_line(device.name if device else trouble.device)

    def detail(self, trouble: Trouble) -> str:
        return detail_text(trouble, self.device(trouble), self._mirror, self._look.language) or DASH

    def behind(self, trouble: Trouble) -> str:
        return count_text(trouble.behind, self._look.language) if trouble.behind else ""

    def area(self, trouble: Trouble) -> str:
        """The name of the device's own area; the way to it from the root is in the tooltip."""
        device = self.device(trouble)
        area = self._mirror.areas.get(device.area) if device and device.area is not None else None
        return one_line(area.name, 80) if area else DASH

    def tooltip(self, trouble: Trouble) -> str:
        device = self.device(trouble)
        where = self._mirror.area_path(device.area if device else None)
        return plain_tooltip("\n".join(part for part in (self.device_name(trouble), where) if part))


def _alignment(right: bool) -> Qt.AlignmentFlag:
    return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


_COLUMNS = (
    _Column(lambda: "", lambda model, trouble: ""),
    _Column(lambda: QCoreApplication.translate("Troubles", "Since"), TroubleModel.since),
    _Column(lambda: QCoreApplication.translate("Troubles", "Device"), TroubleModel.device_name),
    _Column(
        lambda: QCoreApplication.translate("Troubles", "Condition"), lambda model, trouble: condition_text(trouble.code)
    ),
    _Column(lambda: QCoreApplication.translate("Troubles", "Detail"), TroubleModel.detail),
    _Column(lambda: QCoreApplication.translate("Troubles", "Area"), TroubleModel.area),
    _Column(
        lambda: QCoreApplication.translate("Troubles", "Behind it"),
        TroubleModel.behind,
        right=True,
    ),
)
