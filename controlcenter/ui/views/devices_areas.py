"""The tree of areas beside the table, any depth, with the devices below each."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from controlcenter.domain.devices import Area
from controlcenter.domain.ids import AreaId
from controlcenter.ui.look import Look
from controlcenter.ui.models.devices_order import NO_AREA
from controlcenter.ui.models.devices_text import natural_key, one_line
from controlcenter.ui.words import count_text

_ID = Qt.ItemDataRole.UserRole
ALL = -1


class AreaTree(QTreeWidget):
    """Choosing an area filters to it and everything below; *All areas* takes the filter away."""

    area_chosen = Signal(object)
    """An AreaId, NO_AREA for devices without one, or None for all."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setMinimumWidth(140)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._shown: tuple[object, ...] = ()
        self._chosen: AreaId | None = None
        self._waiting: AreaId | None = None
        self.currentItemChanged.connect(self._on_current_changed)

    @property
    def chosen(self) -> AreaId | None:
        return self._chosen

    @property
    def kept(self) -> AreaId | None:
        """The area chosen, or the one asked for that is not known (yet)."""
        return self._chosen if self._waiting is None else self._waiting

    def set_areas(self, areas: Mapping[AreaId, Area], counts: Mapping[AreaId | None, int]) -> None:
        """Show *areas*; *counts* are the devices standing directly in each."""
        shown = (tuple(areas.values()), tuple(counts.items()), self._words(), self._look.language)
        if shown == self._shown:
            return
        self._shown = shown
        closed = {item.data(0, _ID) for item in self._items() if item.childCount() and not item.isExpanded()}
        self.blockSignals(True)
        self.clear()
        below = self._children(areas)
        top = self._item(self.invisibleRootItem(), self._words()[0], ALL, sum(counts.values()))
        self._add(self.invisibleRootItem(), None, below, counts, set())
        if counts.get(None):
            self._item(self.invisibleRootItem(), self._words()[1], int(NO_AREA), counts[None])
        for item in self._items():
            item.setExpanded(item.data(0, _ID) not in closed)
        self.setCurrentItem(self._find(self.kept) or top)
        self.blockSignals(False)
        self._on_current_changed(self.currentItem())

    def choose(self, area: AreaId | None) -> None:
        """Choose *area* as a click would; all areas as long as it is not there."""
        found = self._find(area)
        item = found or self.topLevelItem(0)
        if item is not None:
            self.setCurrentItem(item)
        self._waiting = area if found is None else None

    def _words(self) -> tuple[str, str]:
        return (
            QCoreApplication.translate("Devices", "All areas"),
            QCoreApplication.translate("Devices", "Without an area"),
        )

    @staticmethod
    def _children(areas: Mapping[AreaId, Area]) -> dict[AreaId | None, list[Area]]:
        below: dict[AreaId | None, list[Area]] = {}
        for area in areas.values():
            below.setdefault(area.parent if area.parent in areas else None, []).append(area)
        for children in below.values():
            children.sort(key=lambda area: natural_key(area.name))
        return below

    def _add(
        self,
        above: QTreeWidgetItem,
        parent: AreaId | None,
        below: Mapping[AreaId | None, list[Area]],
        counts: Mapping[AreaId | None, int],
        seen: set[AreaId],
    ) -> int:
        total = 0
        for area in below.get(parent, ()):
            if area.id in seen:
                continue
            seen.add(area.id)
            item = self._item(above, one_line(area.name), int(area.id), 0)
            own = counts.get(area.id, 0) + self._add(item, area.id, below, counts, seen)
            item.setText(1, count_text(own, self._look.language))
            total += own
        return total

    def _item(self, above: QTreeWidgetItem, name: str, area: int, count: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above, [name, count_text(count, self._look.language)])
        item.setData(0, _ID, area)
        item.setSizeHint(0, QSize(0, 28))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        waiting = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None:
                found.append(item)
                waiting.extend(item.child(place) for place in range(item.childCount()))
        return found

    def _find(self, area: AreaId | None) -> QTreeWidgetItem | None:
        wanted = ALL if area is None else int(area)
        return next((item for item in self._items() if item.data(0, _ID) == wanted), None)

    def _on_current_changed(self, current: QTreeWidgetItem | None, _previous: QTreeWidgetItem | None = None) -> None:
        number = ALL if current is None else int(current.data(0, _ID))
        area = None if number == ALL else AreaId(number)
        if area is not None or self.hasFocus():
            self._waiting = None
        if area != self._chosen:
            self._chosen = area
            self.area_chosen.emit(area)
