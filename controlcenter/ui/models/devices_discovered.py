"""Addresses nobody has taken in yet, as a table: new ones join at the end, nothing moves by itself."""

import time
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from controlcenter.domain.devices import Discovered
from controlcenter.domain.ids import DeviceId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import fold, natural_key, one_line
from controlcenter.ui.words import DASH, age_text, clock_text, count_text, value_text

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
POINTS_SHOWN = 6

KEYS = ("driver", "address", "kind", "name", "points", "messages", "first", "last", "site")
_RIGHTS = frozenset({"messages", "last"})


class DiscoveredModel(QAbstractTableModel):
    """Rows of the mirror's discovered list that hold every word of ``search``."""

    def __init__(
        self, mirror: Mirror, zone: ZoneInfo, clock: Callable[[], float] = time.time, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._mirror, self._zone, self._clock = mirror, zone, clock
        self._language = "en"
        self._found: list[Discovered] = []
        self._row_of: dict[DeviceId, int] = {}
        self._search = ""
        self._sort: tuple[str, bool] = ("first", True)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(KEYS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _headings()[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if KEYS[section] in _RIGHTS else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        key = KEYS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(self._found[index.row()], key)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if key in _RIGHTS else _LEFT
        return None

    def _text(self, found: Discovered, key: str) -> str:
        kind = self._mirror.kinds.get(found.kind)
        match key:
            case "kind":
                return kind.name.in_(self._language) if kind else one_line(found.kind) or DASH
            case "points":
                return self.points_text(found)
            case "messages":
                return count_text(found.messages, self._language)
            case "first":
                return clock_text(found.first_seen, self._zone, date=True)
            case "last":
                return age_text(self._clock() - found.last_seen)
            case "name":
                return one_line(found.name) or DASH
            case _:
                return one_line(str(getattr(found, key)))

    def points_text(self, found: Discovered) -> str:
        """The points seen with their values, such as ``On: on · Level: 60 %``."""
        kind = self._mirror.kinds.get(found.kind)
        parts = []
        for seen in found.points[:POINTS_SHOWN]:
            point = kind.points.get(seen.key) if kind else None
            value = one_line(value_text(seen.value, point, self._language), 40)
            name = point.name.in_(self._language) if point else one_line(seen.key, 40)
            unit = f" {point.unit}" if point and point.unit and value != DASH else ""
            parts.append(f"{name}: {value}{unit}")
        more = len(found.points) - POINTS_SHOWN
        return " · ".join(parts) + (f" · +{more}" if more > 0 else "")

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sort = (KEYS[column], order is Qt.SortOrder.DescendingOrder)
        self.reload()

    def search(self, text: str) -> None:
        self._search = fold(text)
        self.reload()

    def set_language(self, language: str) -> None:
        self._language = language
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(KEYS) - 1)
        self._changed(0, len(self._found) - 1)

    def found_at(self, row: int) -> Discovered:
        return self._found[row]

    def row_of(self, device: DeviceId) -> int | None:
        return self._row_of.get(device)

    def reload(self) -> None:
        """Read the whole list and sort it anew."""
        key, descending = self._sort
        self.beginResetModel()
        self._found = [found for found in self._mirror.discovered.values() if self._passes(found)]
        self._found.sort(key=lambda found: self._sort_key(found, key), reverse=descending)
        self._row_of = {found.id: row for row, found in enumerate(self._found)}
        self.endResetModel()

    def _sort_key(self, found: Discovered, key: str) -> tuple[float, str]:
        numbers = {"messages": float(found.messages), "first": found.first_seen, "last": -found.last_seen}
        if key in numbers:
            return (numbers[key], natural_key(found.address))
        return (0.0, natural_key(self._text(found, key)))

    def _passes(self, found: Discovered) -> bool:
        if not self._search:
            return True
        text = fold("\n".join((found.id, found.name, found.kind)))
        return all(word in text for word in self._search.split())

    def take(self, changes: ChangeSet) -> None:
        """Change rows in place, add new ones at the end, take out those adopted."""
        if any(gone in self._row_of for gone in changes.undiscovered):
            self.reload()
            return
        new: list[Discovered] = []
        for found in changes.discovered:
            row = self._row_of.get(found.id)
            if row is not None:
                self._found[row] = found
            elif found.id in self._mirror.discovered and self._passes(found):
                new.append(found)
        if new:
            first = len(self._found)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            for found in new:
                self._row_of[found.id] = len(self._found)
                self._found.append(found)
            self.endInsertRows()

    def age(self, first: int, last: int) -> None:
        """Show the rows *first*…*last* as they are now (values, counts and ages of the visible rows)."""
        self._changed(first, last)

    def _changed(self, top: int, bottom: int) -> None:
        if 0 <= top <= bottom < len(self._found):
            self.dataChanged.emit(self.index(top, 0), self.index(bottom, len(KEYS) - 1))


def _headings() -> tuple[str, ...]:
    return (
        QCoreApplication.translate("Discovered", "Driver"),
        QCoreApplication.translate("Discovered", "Address"),
        QCoreApplication.translate("Discovered", "Proposed kind"),
        QCoreApplication.translate("Discovered", "Proposed name"),
        QCoreApplication.translate("Discovered", "Points seen"),
        QCoreApplication.translate("Discovered", "Messages"),
        QCoreApplication.translate("Discovered", "First seen"),
        QCoreApplication.translate("Discovered", "Last seen"),
        QCoreApplication.translate("Discovered", "Site"),
    )
