"""The tab of addresses nobody has taken in yet."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from controlcenter.domain.devices import Discovered
from controlcenter.domain.ids import DeviceId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.models.devices_discovered import KEYS, DiscoveredModel
from controlcenter.ui.views.devices_adopt import AdoptDialog
from controlcenter.ui.views.devices_cells import QuietCells
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.shares import SharedWidthTable
from controlcenter.ui.words import count_text

ROW_PX = 30
WIDTHS = {"driver": 116, "kind": 150, "messages": 80, "first": 170, "last": 104, "site": 134}
SHARES = {"address": 2, "name": 3, "points": 5}


class DiscoveredPane(QWidget):
    """A list to choose from and one button: adopt."""

    def __init__(self, bridge: Bridge, look: Look, zone: ZoneInfo, clock: Callable[[], float], parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._look = bridge, look
        self._kept: tuple[list[DeviceId], int] = ([], 0)
        self.model = DiscoveredModel(bridge.mirror, zone, clock, self)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(28)
        self.search.setMaximumWidth(360)
        self.search.setMaxLength(200)
        self.adopt = QPushButton()
        self.adopt.setMinimumHeight(28)
        self.facts = ElidedLabel()
        self.facts.setProperty("role", "muted")
        self.table = self._make_table()
        self.nothing = EmptyHint()
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._on_second)
        self._lay()
        self.search.textChanged.connect(self._on_searched)
        self.adopt.clicked.connect(self.adopt_chosen)
        self.table.customContextMenuRequested.connect(self._on_menu_requested)
        self.table.doubleClicked.connect(self.adopt_chosen)
        self.model.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.model.modelReset.connect(self._on_reset)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.retranslate()

    def _make_table(self) -> QTableView:
        places = {key: place for place, key in enumerate(KEYS)}
        table = SharedWidthTable(
            {places[key]: width for key, width in WIDTHS.items()}, {places[key]: share for key, share in SHARES.items()}
        )
        table.setModel(self.model)
        table.setItemDelegate(QuietCells(self._look, table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(ROW_PX)
        header.setSortIndicator(KEYS.index("first"), Qt.SortOrder.DescendingOrder)
        table.setSortingEnabled(True)
        return table

    def _lay(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 8)
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.facts, 1)
        top.addWidget(self.adopt)
        self._top = QWidget()
        self._top.setLayout(top)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self.stack, 1)

    def refresh(self) -> None:
        self.model.reload()
        self._second.start()
        self._tell()

    def rest(self) -> None:
        """The tab left the screen."""
        self._second.stop()

    def take(self, changes: ChangeSet) -> None:
        if changes.discovered or changes.undiscovered:
            self.model.take(changes)

    def chosen(self) -> list[Discovered]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.model.found_at(row) for row in rows]

    def adopt_chosen(self, *_: object) -> None:
        """Open the dialog for the rows selected."""
        found = self.chosen()
        if found:
            AdoptDialog(self._bridge, self._look, found, self).open()

    def retranslate(self) -> None:
        self.model.set_language(self._look.language)
        self.search.setPlaceholderText(QCoreApplication.translate("Discovered", "Driver, address, kind…"))
        self.adopt.setText(QCoreApplication.translate("Discovered", "Adopt…"))
        self.adopt.setShortcut(QKeySequence("Ctrl+Return"))
        self.adopt.setToolTip(
            QCoreApplication.translate("Discovered", "Take the selected devices into the centre (Ctrl+Enter)")
        )
        self.nothing.set_words(
            QCoreApplication.translate("Discovered", "Nothing waits to be adopted"),
            QCoreApplication.translate(
                "Discovered",
                "Whatever speaks on a connected broker under a topic of a known driver and is not a device of this "
                "centre yet is listed here with what was seen of it. Adopting it gives it a name, an area and a place "
                "on the map.",
            ),
        )
        self._tell()

    def _tell(self) -> None:
        known = len(self._bridge.mirror.discovered)
        self.stack.setCurrentWidget(self.table if known else self.nothing)
        self._top.setVisible(known > 0)
        chosen = len(self.table.selectionModel().selectedRows())
        language = self._look.language
        text = QCoreApplication.translate("Discovered", "%1 of %2 shown · %3 selected")
        for place, number in (("%1", self.model.rowCount()), ("%2", known), ("%3", chosen)):
            text = text.replace(place, count_text(number, language))
        self.facts.set_text(text)
        self.adopt.setEnabled(chosen > 0)

    def _on_second(self) -> None:
        first, last = self.table.rowAt(0), self.table.rowAt(self.table.viewport().height() - 1)
        if first >= 0:
            self.model.age(first, self.model.rowCount() - 1 if last < 0 else last)
        self._tell()

    def _on_searched(self, text: str) -> None:
        self.model.search(text)
        self._tell()

    def _on_selection_changed(self, *_: object) -> None:
        self._tell()

    def _on_menu_requested(self, position: QPoint) -> None:
        if not self.chosen():
            return
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.adopt.text()).triggered.connect(self.adopt_chosen)
        menu.popup(self.table.viewport().mapToGlobal(position))

    def _on_about_to_reset(self) -> None:
        self._kept = ([found.id for found in self.chosen()], self.table.verticalScrollBar().value())

    def _on_reset(self) -> None:
        chosen, scrolled = self._kept
        model = self.table.selectionModel()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for device in chosen:
            row = self.model.row_of(device)
            if row is not None:
                model.select(self.model.index(row, 0), flags)
        self.table.updateGeometries()
        self.table.verticalScrollBar().setValue(scrolled)
