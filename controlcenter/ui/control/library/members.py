"""Whom a selection means now, and a table of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from controlcenter.domain.devices import Device, DeviceStatus
from controlcenter.domain.documents import Group
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.selections import Selection, find
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_columns import connection_text
from controlcenter.ui.models.devices_text import natural_key
from controlcenter.ui.views.system_table import Column, RowsTable
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.widgets.symbols import Symbol, status_symbol
from controlcenter.ui.words import DASH, count_text, reading_text

MOST_NESTED = 8
"""As deep as the engine follows groups within groups."""
MOST_LISTED = 1000
"""Members listed one by one; all are counted."""


def devices_of(selection: Selection, mirror: Mirror) -> list[DeviceId]:
    """Everybody *selection* means now, each once; devices that are named stay even when nobody knows them."""
    return list(dict.fromkeys(_members(selection, mirror, 0)))


def _members(selection: Selection, mirror: Mirror, depth: int) -> Iterator[DeviceId]:
    yield from selection.devices
    if selection.query is not None and not selection.query.empty:
        yield from find(selection.query, mirror.devices.values(), mirror.areas)
    for number in selection.groups:
        document = mirror.control.documents.get(number)
        if document is not None and isinstance(document.body, Group) and depth < MOST_NESTED:
            yield from _members(document.body.selection, mirror, depth + 1)


class MemberBook:
    """Whom selections mean, worked out once: a list of hundreds of groups asks for all of them at every edit."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._known: dict[Selection, tuple[DeviceId, ...]] = {}

    def of(self, selection: Selection) -> tuple[DeviceId, ...]:
        found = self._known.get(selection)
        if found is None:
            found = self._known[selection] = tuple(devices_of(selection, self._mirror))
        return found

    def forget_if(self, changes: ChangeSet) -> bool:
        """Forget everything when *changes* may have changed whom a selection means; say so."""
        structure = changes.devices or changes.removed or changes.documents or changes.undocumented
        if structure or changes.areas is not None:
            self._known.clear()
            return True
        return False

    def forget(self) -> None:
        self._known.clear()


@dataclass(frozen=True, slots=True)
class Member:
    """One device of a selection; ``device`` None when nobody knows it any more."""

    id: DeviceId
    device: Device | None
    status: DeviceStatus | None


def members_of(devices: list[DeviceId], mirror: Mirror) -> list[Member]:
    """The first of *devices* as people sort them."""
    named = sorted(devices, key=lambda device: natural_key(mirror.name_of(device)))
    return [Member(one, mirror.devices.get(one), mirror.statuses.get(one)) for one in named[:MOST_LISTED]]


def state_text(member: Member, mirror: Mirror, language: str) -> str:
    """What it shows now, or why it shows nothing; its own fault comes first."""
    if member.device is None:
        return QCoreApplication.translate("Library", "not known any more")
    status = member.status
    if status is None or status_symbol(status) is not Symbol.NORMAL:
        return connection_text(status.connection) if status else DASH
    kind = mirror.kinds.get(member.device.kind)
    if status.fault:
        point = kind.points.get("fault") if kind else None
        words = point.values.get(status.fault) if point else None
        return words.in_(language) if words else status.fault
    if kind is None or kind.primary is None:
        return connection_text(status.connection)
    return reading_text(mirror.readings.get(member.id, {}).get(kind.primary), kind.points.get(kind.primary), language)


def member_columns(mirror: Mirror, look: Look) -> tuple[Column[Member], ...]:
    def kind_name(member: Member) -> str:
        kind = mirror.kinds.get(member.device.kind) if member.device else None
        return kind.name.in_(look.language) if kind else DASH

    def area_name(member: Member) -> str:
        area = mirror.areas.get(member.device.area) if member.device and member.device.area is not None else None
        return area.name if area else DASH

    return (
        Column(
            lambda: QCoreApplication.translate("Library", "Device"),
            lambda member: mirror.name_of(member.id),
            122,
            symbol=lambda member: status_symbol(member.status),
            grows=True,
        ),
        Column(lambda: QCoreApplication.translate("Library", "Kind"), kind_name, 96),
        Column(lambda: QCoreApplication.translate("Library", "Area"), area_name, 84),
        Column(
            lambda: QCoreApplication.translate("Library", "State"),
            lambda member: state_text(member, mirror, look.language),
            0,
        ),
    )


class MemberPanel(QWidget):
    """The devices a selection means, counted live and listed by name."""

    def __init__(self, mirror: Mirror, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._look = mirror, look
        self.devices: list[DeviceId] = []
        self.head = SectionHeader(parent=self)
        self.table: RowsTable[Member] = RowsTable(member_columns(mirror, look), lambda member: member.id, look, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.table, 1)

    def put(self, selection: Selection) -> None:
        """Work out whom *selection* means now, and show them."""
        self.devices = devices_of(selection, self._mirror)
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """The same devices with what they show now."""
        self.table.put(members_of(self.devices, self._mirror))
        count = count_text(len(self.devices), self._look.language)
        self.head.set_title(QCoreApplication.translate("Library", "Devices: {count}").format(count=count))
        cut = QCoreApplication.translate("Library", "the first {count} are listed")
        most = count_text(MOST_LISTED, self._look.language)
        self.head.set_note(cut.format(count=most) if len(self.devices) > MOST_LISTED else "")

    def retranslate(self) -> None:
        self.table.rows_model.retranslate()
        self.refresh_rows()
