"""Above the list: the search, how it is folded, its columns, and the deeds of the list shown."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from controlcenter.ui.alarms.columns import COLUMNS
from controlcenter.ui.alarms.deeds import DEEDS, AlarmDeeds
from controlcenter.ui.alarms.groups import Grouping
from controlcenter.ui.alarms.lists import ListId
from controlcenter.ui.alarms.table import AlarmTable

TYPING_MS = 80
_WIDGET = Qt.ShortcutContext.WidgetShortcut
_NATIVE = QKeySequence.SequenceFormat.NativeText
GAP_PX = 6
NARROWEST_SEARCH_PX = 120
NARROWEST_PX = 300
_GIVEN_UP = ("silence", "columns", "take_out", "group", "put_back", "unshelve", "shelve")
"""What goes into the menu first when there is no room."""


class AlarmToolbar(QWidget):
    """One row; buttons without room stand in the menu at its end, where everything stands."""

    searched = Signal(str)
    grouping_chosen = Signal(object)

    def __init__(self, deeds: AlarmDeeds, table: AlarmTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds, self._table = deeds, table
        self._list = ListId.ACTIVE
        self._grouping = Grouping.CAUSE
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(NARROWEST_SEARCH_PX)
        self.search.setMaximumWidth(320)
        self.search.setMaxLength(200)
        self.buttons: dict[str, QPushButton] = {key: QPushButton() for key in ("group", "columns")}
        self.buttons |= {deed.key: QPushButton() for deed in DEEDS if deed.lists}
        self.buttons["more"] = QPushButton("⋯")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(GAP_PX)
        row.addWidget(self.search, 1)
        for key, button in self.buttons.items():
            button.setMinimumHeight(28)
            button.setAutoDefault(False)
            row.addWidget(button)
            if key == "columns":
                row.addStretch(1)
        # Buttons go as room goes: those shown must not keep the window wide.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(NARROWEST_PX)
        self.search.setMinimumHeight(28)
        self.buttons["acknowledge"].setDefault(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._on_typed)
        self.search.textChanged.connect(lambda _: self._typing.start())
        for deed in DEEDS:
            if deed.lists:
                self.buttons[deed.key].clicked.connect(partial(self._run, deed.key))
            if deed.key == "silence":
                continue  # the window has this key, on every page
            shortcut = QShortcut(QKeySequence(deed.shortcut), table, partial(self._run, deed.key))
            shortcut.setContext(_WIDGET)
        self.buttons["group"].clicked.connect(lambda: self.show_grouping(_below(self.buttons["group"])))
        self.buttons["columns"].clicked.connect(lambda: self.show_columns(_below(self.buttons["columns"])))
        self.buttons["more"].clicked.connect(lambda: self.show_menu(_below(self.buttons["more"])))
        QShortcut(QKeySequence("Ctrl+F"), self.parentWidget() or self, self.search.setFocus)

    def _run(self, key: str, *_: object) -> None:
        next(deed for deed in DEEDS if deed.key == key).run(self._deeds)

    # What is shown

    def show_list(self, which: ListId, grouping: Grouping) -> None:
        """Offer the deeds of *which*; *grouping* is the one in force."""
        self._list, self._grouping = which, grouping
        self.buttons["group"].setText(_grouping_word(grouping) + "  ▾")
        self.fit()

    def fit(self) -> None:
        """Keep as many buttons as there is room for."""
        wanted = {"group", "columns", "more"} | {deed.key for deed in DEEDS if self._list in deed.lists}
        for key in _GIVEN_UP:
            widths = sum(self.buttons[kept].sizeHint().width() + GAP_PX for kept in wanted)
            if widths + NARROWEST_SEARCH_PX + 4 * GAP_PX > self.width():
                wanted.discard(key)
        for key, button in self.buttons.items():
            button.setVisible(key in wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def put_search(self, text: str) -> None:
        self.search.setText(text)
        self._on_typed()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(QCoreApplication.translate("Alarms", "Device, condition, note…"))
        self.search.setToolTip(
            QCoreApplication.translate("Alarms", "Every word must be found; accents do not matter (Ctrl+F)")
        )
        self.buttons["columns"].setText(QCoreApplication.translate("Alarms", "Columns"))
        self.buttons["columns"].setToolTip(QCoreApplication.translate("Alarms", "Choose which columns are shown"))
        self.buttons["group"].setToolTip(
            QCoreApplication.translate("Alarms", "How the list is folded; Right and Left unfold and fold a row")
        )
        self.buttons["more"].setToolTip(QCoreApplication.translate("Alarms", "Everything that can be done"))
        self.buttons["more"].setAccessibleName(self.buttons["more"].toolTip())
        for deed in DEEDS:
            if deed.lists:
                keys = QKeySequence(deed.shortcut).toString(_NATIVE)
                self.buttons[deed.key].setText(deed.word())
                self.buttons[deed.key].setToolTip(f"{deed.word()} ({keys})")
        self.show_list(self._list, self._grouping)

    # Menus

    def show_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.popup(place)

    def menu(self) -> QMenu:
        """Every deed with its key, and what went from the row."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for deed in DEEDS:
            action = QAction(f"{deed.word()}\t{QKeySequence(deed.shortcut).toString(_NATIVE)}", menu)
            action.triggered.connect(partial(self._run, deed.key))
            menu.addAction(action)
            if deed.key in ("reset_note", "put_back_note", "silence"):
                menu.addSeparator()
        menu.addSeparator()
        columns = menu.addAction(QCoreApplication.translate("Alarms", "Columns"))
        columns.triggered.connect(lambda: self.show_columns(_below(self.buttons["more"])))
        grouping = menu.addAction(QCoreApplication.translate("Alarms", "Grouping"))
        grouping.triggered.connect(lambda: self.show_grouping(_below(self.buttons["more"])))
        return menu

    def show_columns(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for number, column in enumerate(COLUMNS):
            if column.key in ("priority", "device"):
                continue
            action = menu.addAction(column.heading())
            action.setCheckable(True)
            action.setChecked(self._table.column_wanted(number))
            action.toggled.connect(partial(self._table.show_column, number))
        menu.popup(place)

    def show_grouping(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        for grouping in Grouping:
            action = menu.addAction(_grouping_word(grouping))
            action.setCheckable(True)
            action.setChecked(grouping is self._grouping)
            action.triggered.connect(partial(self._choose_grouping, grouping))
            group.addAction(action)
        menu.popup(place)

    def _choose_grouping(self, grouping: Grouping, *_: object) -> None:
        self.grouping_chosen.emit(grouping)

    def _on_typed(self) -> None:
        self._typing.stop()
        self.searched.emit(self.search.text())


def _grouping_word(grouping: Grouping) -> str:
    return {
        Grouping.NONE: QCoreApplication.translate("Alarms", "Not grouped"),
        Grouping.CAUSE: QCoreApplication.translate("Alarms", "Group by cause"),
        Grouping.AREA: QCoreApplication.translate("Alarms", "By cause and area"),
    }[grouping]


def _below(button: QWidget) -> QPoint:
    return button.mapToGlobal(button.rect().bottomLeft())
