"""What the adopt dialog edits: one row a device to be taken in, checked before the engine is asked."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from controlcenter.domain.devices import Discovered
from controlcenter.domain.ids import AreaId
from controlcenter.engine.face import Adoption
from controlcenter.ui.models.devices_text import one_line

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ADDRESS, NAME, AREA, LON, LAT = range(5)


class Draft(msgspec.Struct):
    """One device as typed so far; empty ``lon`` and ``lat`` mean no place on the map."""

    found: Discovered
    name: str
    area: AreaId | None = None
    lon: str = ""
    lat: str = ""


def name_from(pattern: str, found: Discovered, number: int, kind: str) -> str:
    """*pattern* with ``{n}``, ``{n3}`` (three digits), ``{address}``, ``{name}`` and ``{kind}`` filled in."""
    filled = pattern.replace("{name}", found.name or found.address).replace("{address}", found.address)
    filled = filled.replace("{kind}", kind).replace("{n}", str(number))
    for digits in range(1, 7):
        filled = filled.replace(f"{{n{digits}}}", str(number).zfill(digits))
    return one_line(filled, 200).strip()


class AdoptionModel(QAbstractTableModel):
    """Name, area and position are edited in place; the area cell holds an area's id."""

    def __init__(self, found: Sequence[Discovered], areas: Mapping[AreaId, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._areas = areas
        self.drafts = [_draft(one) for one in found]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.drafts)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                QCoreApplication.translate("Discovered", "Address"),
                QCoreApplication.translate("Discovered", "Name"),
                QCoreApplication.translate("Discovered", "Area"),
                QCoreApplication.translate("Discovered", "Longitude"),
                QCoreApplication.translate("Discovered", "Latitude"),
            )[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        draft, column = self.drafts[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            area = "" if draft.area is None else self._areas.get(draft.area, "")
            return (one_line(draft.found.address), draft.name, area, draft.lon, draft.lat)[column]
        if role == Qt.ItemDataRole.EditRole:
            area_id = None if draft.area is None else int(draft.area)
            return (draft.found.address, draft.name, area_id, draft.lon, draft.lat)[column]
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() == ADDRESS:
            return False
        draft = self.drafts[index.row()]
        match index.column():
            case 1:
                draft.name = one_line(str(value), 200)
            case 2:
                draft.area = None if value is None else AreaId(int(value))
            case 3:
                draft.lon = str(value).strip()
            case _:
                draft.lat = str(value).strip()
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        fixed = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return fixed if index.column() == ADDRESS else fixed | Qt.ItemFlag.ItemIsEditable

    def name_all(self, pattern: str, start: int, kinds: Mapping[str, str]) -> None:
        """Name every row by *pattern*, counting from *start*."""
        for number, draft in enumerate(self.drafts, start):
            draft.name = name_from(pattern, draft.found, number, kinds.get(draft.found.kind, draft.found.kind))
        self._all_changed(NAME)

    def area_all(self, area: AreaId | None) -> None:
        for draft in self.drafts:
            draft.area = area
        self._all_changed(AREA)

    def _all_changed(self, column: int) -> None:
        if self.drafts:
            self.dataChanged.emit(self.index(0, column), self.index(len(self.drafts) - 1, column))


def _draft(found: Discovered) -> Draft:
    place = found.position
    lon, lat = (f"{place.lon:.6f}", f"{place.lat:.6f}") if place else ("", "")
    return Draft(found, one_line(found.name or found.address, 200), None, lon, lat)


def same_names(adoptions: Sequence[Adoption]) -> list[str]:
    """Names given more than once, in order."""
    seen: dict[str, int] = {}
    for adoption in adoptions:
        seen[adoption.name] = seen.get(adoption.name, 0) + 1
    return [name for name, count in seen.items() if name and count > 1]
