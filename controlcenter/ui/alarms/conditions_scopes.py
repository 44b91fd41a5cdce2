"""For whom definitions are edited: all devices of a kind, or one device."""

from collections.abc import Iterable

import msgspec
from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from controlcenter.domain.conditions import AlarmDefinition, Override
from controlcenter.domain.ids import DeviceId
from controlcenter.ui.alarms.conditions_words import Origin
from controlcenter.ui.alarms.journal_device import DeviceField, named_devices
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import natural_key, one_line
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.words import count_text

_SCOPE = Qt.ItemDataRole.UserRole


class Scope(msgspec.Struct, frozen=True):
    """All devices of *kind*, or of these the one *device*."""

    kind: str
    device: DeviceId | None = None

    def override(self, definition: AlarmDefinition) -> Override:
        return Override(definition, self.device) if self.device is not None else Override(definition, kind=self.kind)


def in_force(mirror: Mirror, scope: Scope) -> dict[str, tuple[AlarmDefinition, Origin]]:
    """Key → definition in force for *scope* and who put it there, as the kind orders them."""
    shipped = mirror.kinds[scope.kind].alarms if scope.kind in mirror.kinds else {}
    own = {held.key: held.definition for held in mirror.definitions.overrides()}
    found: dict[str, tuple[AlarmDefinition, Origin]] = {}
    held = mirror.definitions.of_kind(scope.kind)
    if scope.device is not None:
        held = mirror.definitions.of(scope.device, scope.kind)
    for key, definition in held.items():
        if scope.device is not None and (f"device:{scope.device}", key) in own:
            origin = Origin.DEVICE
        elif (f"kind:{scope.kind}", key) in own:
            origin = Origin.KIND
        else:
            origin = Origin.SHIPPED if key in shipped else Origin.KIND
        found[key] = (definition, origin)
    return found


class ScopeList(QWidget):
    """Kinds with how many definitions each has; below them the devices with their own; a field for any other."""

    chosen = Signal(object)
    """A Scope."""

    def __init__(self, mirror: Mirror, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mirror, self._look = mirror, look
        self._scope: Scope | None = None
        self._extra: dict[DeviceId, None] = {}
        self.header = SectionHeader(parent=self)
        self.tree = QTreeWidget(self)
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(10)
        head = self.tree.header()
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(20)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.device = DeviceField(lambda: named_devices(mirror), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(self.header)
        column.addWidget(self.tree, 1)
        field = QVBoxLayout()
        field.setContentsMargins(8, 0, 8, 0)
        field.addWidget(self.device)
        column.addLayout(field)
        self.tree.currentItemChanged.connect(self._on_current_changed)
        self.device.chosen.connect(self._on_device_chosen)

    @property
    def scope(self) -> Scope | None:
        return self._scope

    def refresh(self) -> None:
        """Show the mirror's kinds and the devices with definitions of their own."""
        self.tree.blockSignals(True)
        self.tree.clear()
        kinds = sorted(self._mirror.kinds.values(), key=lambda kind: natural_key(kind.name.in_(self._look.language)))
        changed = {held.kind for held in self._mirror.definitions.overrides() if held.device is None}
        head = self._head(QCoreApplication.translate("AlarmConditions", "Kinds"))
        for kind in kinds:
            count = count_text(len(self._mirror.definitions.of_kind(kind.id)), self._look.language)
            mark = "• " if kind.id in changed else ""
            self._item(head, one_line(kind.name.in_(self._look.language), 80), mark + count, Scope(kind.id))
        devices = self._devices()
        if devices:
            head = self._head(QCoreApplication.translate("AlarmConditions", "Devices with their own"))
            for device in devices:
                scope = Scope(self._mirror.kind_of(device), device)
                own = sum(held.device == device for held in self._mirror.definitions.overrides())
                name = one_line(self._mirror.name_of(device), 80)
                self._item(head, name, f"• {count_text(own, self._look.language)}" if own else "", scope)
        self._show_current()
        self.tree.blockSignals(False)

    def choose(self, scope: Scope) -> None:
        """Choose *scope*, listing its device also while it has nothing of its own, and tell."""
        if scope.device is not None:
            self._extra = {scope.device: None}
        self._scope = scope
        self.refresh()
        self.chosen.emit(scope)

    def retranslate(self) -> None:
        self.header.set_title(QCoreApplication.translate("AlarmConditions", "Defined for"))
        self.device.setPlaceholderText(QCoreApplication.translate("AlarmConditions", "For one device…"))
        self.device.setToolTip(
            QCoreApplication.translate("AlarmConditions", "Find a device to give it definitions of its own")
        )
        self.refresh()

    def _devices(self) -> list[DeviceId]:
        own = {held.device: None for held in self._mirror.definitions.overrides() if held.device is not None}
        known: Iterable[DeviceId] = (device for device in own | self._extra if self._mirror.kind_of(device))
        return sorted(known, key=lambda device: natural_key(self._mirror.name_of(device)))

    def _head(self, text: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.tree, [text])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setForeground(0, self._look.color("muted"))
        item.setSizeHint(0, QSize(0, 28))
        item.setFirstColumnSpanned(True)
        item.setExpanded(True)
        return item

    def _item(self, above: QTreeWidgetItem, name: str, count: str, scope: Scope) -> None:
        item = QTreeWidgetItem(above, [name, f"{count}  "])
        item.setData(0, _SCOPE, scope)
        item.setSizeHint(0, QSize(0, 28))
        item.setToolTip(0, name)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _show_current(self) -> None:
        first: QTreeWidgetItem | None = None
        for place in range(self.tree.topLevelItemCount()):
            head = self.tree.topLevelItem(place)
            for item in _children(head):
                first = first or item
                if item.data(0, _SCOPE) == self._scope:
                    self.tree.setCurrentItem(item)
                    return
        if first is not None:
            self._scope = first.data(0, _SCOPE)
            self.tree.setCurrentItem(first)

    def _on_current_changed(self, current: QTreeWidgetItem | None, _previous: QTreeWidgetItem | None) -> None:
        scope = current.data(0, _SCOPE) if current is not None else None
        if isinstance(scope, Scope) and scope != self._scope:
            self._scope = scope
            self.chosen.emit(scope)

    def _on_device_chosen(self, device: DeviceId | None) -> None:
        if device is not None:
            self.device.put(None)
            self.choose(Scope(self._mirror.kind_of(device), device))


def _children(head: QTreeWidgetItem | None) -> list[QTreeWidgetItem]:
    found = (head.child(number) for number in range(head.childCount())) if head is not None else ()
    return [item for item in found if item is not None]
