"""The filters over the device table: search, states, kinds, sites."""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from controlcenter.ui.models.devices_order import DeviceFilter, Shown
from controlcenter.ui.models.devices_text import natural_key, one_line
from controlcenter.ui.widgets.flow import ChipRow

TYPING_MS = 60
NARROWEST_SEARCH_PX = 200
GAP_PX = 8
SELDOM = (Shown.PLACELESS, Shown.HELD, Shown.LOCKED)
"""States that have a chip only while there are such devices."""


def state_words() -> dict[Shown, str]:
    return {
        Shown.ONLINE: QCoreApplication.translate("Devices", "Online"),
        Shown.OFFLINE: QCoreApplication.translate("Devices", "Offline"),
        Shown.STALE: QCoreApplication.translate("Devices", "Stale"),
        Shown.FAULT: QCoreApplication.translate("Devices", "Fault"),
        Shown.UNHEARD: QCoreApplication.translate("Devices", "Not heard yet"),
        Shown.PLACELESS: QCoreApplication.translate("Devices", "No place"),
        Shown.HELD: QCoreApplication.translate("Devices", "Held"),
        Shown.LOCKED: QCoreApplication.translate("Devices", "Locked"),
    }


class DeviceFilters(QWidget):
    """Emits ``changed`` with a DeviceFilter (without the area, which the tree chooses)."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter = DeviceFilter()
        self._waiting = DeviceFilter()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(28)
        self.search.setMinimumWidth(NARROWEST_SEARCH_PX)
        self.search.setMaximumWidth(360)
        self.search.setMaxLength(200)
        self.states = ChipRow()
        self.kinds = ChipRow()
        self.sites = ChipRow()
        self.columns = QToolButton()
        self.export = QToolButton()
        for button in (self.columns, self.export):
            button.setMinimumHeight(28)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._on_changed)
        self.search.textChanged.connect(self._on_typed)
        for chips in (self.states, self.kinds, self.sites):
            chips.changed.connect(self._on_chips_changed)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        self._lay()
        self.retranslate()

    def _lay(self) -> None:
        self._top = QGridLayout()
        self._top.setHorizontalSpacing(GAP_PX)
        self._top.setVerticalSpacing(4)
        self._top.addWidget(self.search, 0, 0)
        self._top.addWidget(self.columns, 0, 3)
        self._top.addWidget(self.export, 0, 4)
        # The states get what they need first, then the search and the gap behind them grow.
        self._top.setColumnStretch(0, 2)
        self._top.setColumnStretch(2, 3)
        self._place_states()
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_PX, GAP_PX, GAP_PX, GAP_PX)
        column.setSpacing(4)
        column.addLayout(self._top)
        column.addWidget(self.kinds)
        column.addWidget(self.sites)

    def _place_states(self) -> None:
        """The chips of states stand beside the search where they fit in one row, else in rows of their own."""
        others = NARROWEST_SEARCH_PX + self.columns.sizeHint().width() + self.export.sizeHint().width()
        beside = others + self.states.sizeHint().width() + 6 * GAP_PX <= self.width()
        row, column, columns = (0, 1, 1) if beside else (1, 0, 5)
        place = self._top.indexOf(self.states)
        if place >= 0 and self._top.getItemPosition(place) == (row, column, 1, columns):
            return
        self._top.removeWidget(self.states)
        self._top.addWidget(self.states, row, column, 1, columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_states()

    @property
    def filter(self) -> DeviceFilter:
        return self._filter

    @property
    def kept(self) -> DeviceFilter:
        """The filter with the kinds and sites that were chosen once and are not known (yet)."""
        kinds, sites = self._filter.kinds | self._waiting.kinds, self._filter.sites | self._waiting.sites
        return msgspec.structs.replace(self._filter, kinds=kinds, sites=sites)

    def set_choices(self, kinds: Mapping[str, str], sites: Mapping[str, str]) -> None:
        """Offer *kinds* (id → name in the window's language) and *sites*; a single site needs no chip."""
        self.kinds.set_chips(sorted(kinds.items(), key=lambda kind: natural_key(kind[1])))
        self.sites.set_chips(sorted((site, one_line(name, 40)) for site, name in sites.items()))
        self.sites.setVisible(len(sites) > 1)
        kept = self.kept
        for chips, wanted in ((self.kinds, kept.kinds), (self.sites, kept.sites)):
            chips.blockSignals(True)
            chips.choose(wanted)
            chips.blockSignals(False)
        self._wait_for(kept)
        if self._read() != self._filter:
            self._on_changed()

    def set_counts(self, states: Mapping[Shown, int], kinds: Mapping[str, int]) -> None:
        for state, count in states.items():
            self.states.set_count(state, count)
        for seldom in SELDOM:
            chip = self.states.chip(seldom)
            chip.setVisible(states.get(seldom, 0) > 0 or chip.isChecked())
        for kind, count in kinds.items():
            self.kinds.set_count(kind, count)
        self._place_states()

    def put(self, wanted: DeviceFilter) -> None:
        """Show *wanted* as if chosen by hand."""
        for chips, keys in ((self.states, wanted.states), (self.kinds, wanted.kinds), (self.sites, wanted.sites)):
            chips.blockSignals(True)
            chips.choose(keys)
            chips.blockSignals(False)
        self._wait_for(wanted)
        self.search.blockSignals(True)
        self.search.setText(wanted.text)
        self.search.blockSignals(False)
        self._on_changed()

    def _wait_for(self, wanted: DeviceFilter) -> None:
        """A filter nobody sees must not hide rows: what has no chip yet waits for it."""
        self._waiting = DeviceFilter(kinds=wanted.kinds - self.kinds.chosen(), sites=wanted.sites - self.sites.chosen())

    def retranslate(self) -> None:
        self.search.setPlaceholderText(QCoreApplication.translate("Devices", "Name, address, area, tag…"))
        self.search.setToolTip(
            QCoreApplication.translate("Devices", "Every word must be found; accents do not matter (Ctrl+F)")
        )
        self.columns.setText(QCoreApplication.translate("Devices", "Columns"))
        self.columns.setToolTip(QCoreApplication.translate("Devices", "Choose which columns are shown"))
        self.export.setText(QCoreApplication.translate("Devices", "Export CSV…"))
        self.export.setToolTip(QCoreApplication.translate("Devices", "Write the rows shown to a file (Ctrl+E)"))
        self.states.set_chips([(str(state), word) for state, word in state_words().items()])

    def _read(self) -> DeviceFilter:
        return DeviceFilter(
            self.search.text(),
            self.kinds.chosen(),
            frozenset(Shown(key) for key in self.states.chosen()),
            self.sites.chosen(),
            self._filter.area,
        )

    def set_area(self, area: object) -> None:
        self._filter = msgspec.structs.replace(self._filter, area=area)
        self._on_changed()

    def _on_typed(self, _text: str) -> None:
        self._typing.start()

    def _on_chips_changed(self, _keys: object) -> None:
        self._on_changed()

    def _on_changed(self) -> None:
        self._typing.stop()
        self._filter = self._read()
        self.changed.emit(self._filter)
