"""Whom an order would command and whom it leaves out, grouped by reason. Two levels, no object for each row."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt

from controlcenter.domain.ids import DeviceId
from controlcenter.domain.orders import Exclusion, OrderPreview, Target
from controlcenter.ui.control.words import exclusion_reason, exclusion_text, wish_text
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.words import count_text

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOP = 0
_ROW = QSize(0, 26)
AFFECTED = ""


class Group(NamedTuple):
    """All that are left out for one reason; ``code`` empty: those that will be commanded."""

    code: str
    members: Sequence[Target | Exclusion]


def grouped(preview: OrderPreview) -> list[Group]:
    """Who will be commanded, then the reasons, that of most devices first."""
    by_code: dict[str, list[Exclusion]] = {}
    for one in preview.excluded:
        by_code.setdefault(one.code, []).append(one)
    reasons = sorted(by_code.items(), key=lambda item: -len(item[1]))
    return [Group(AFFECTED, preview.affected), *(Group(code, members) for code, members in reasons)]


class PreviewModel(QAbstractItemModel):
    """Reasons at the top, their devices below."""

    def __init__(self, mirror: Mirror, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._look = mirror, look
        self.groups: list[Group] = []

    def put(self, preview: OrderPreview | None) -> None:
        self.beginResetModel()
        self.groups = grouped(preview) if preview is not None else []
        self.endResetModel()

    def device(self, index: Index) -> DeviceId | None:
        """The device of the row; None for a reason."""
        if not index.isValid() or index.internalId() == _TOP:
            return None
        return self.groups[index.internalId() - 1].members[index.row()].device

    def devices(self, index: Index) -> list[DeviceId]:
        """The device of the row, or all of its reason."""
        one = self.device(index)
        if one is not None:
            return [one]
        return [member.device for member in self.groups[index.row()].members] if index.isValid() else []

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # QObject has one without arguments
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _TOP)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self.groups)
        top = parent.internalId() == _TOP and parent.column() == 0
        return len(self.groups[parent.row()].members) if top else 0

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.SizeHintRole:
            return _ROW
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.internalId() == _TOP:
            return self._heading(self.groups[index.row()]) if index.column() == 0 else None
        member = self.groups[index.internalId() - 1].members[index.row()]
        if index.column() == 0:
            return one_line(self._mirror.name_of(member.device), 120)
        if isinstance(member, Exclusion):
            return exclusion_text(member, self._mirror, self._look.language)
        kind = self._mirror.kinds.get(self._mirror.kind_of(member.device))
        command = kind.commands.get(member.command) if kind else None
        return wish_text(command, dict(member.arguments), self._look.language) if command else member.command

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return QCoreApplication.translate("Control", "Device")
        return QCoreApplication.translate("Control", "Command, or why not")

    def _heading(self, group: Group) -> str:
        count = count_text(len(group.members), self._look.language)
        if group.code == AFFECTED:
            return QCoreApplication.translate("Control", "{count} will be commanded").format(count=count)
        words = QCoreApplication.translate("Control", "{count} left out: {reason}")
        return words.format(count=count, reason=exclusion_reason(group.code))
