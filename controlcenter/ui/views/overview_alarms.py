"""The standing alarms under the map, and the one that is chosen there."""

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from controlcenter.domain.conditions import AlarmId
from controlcenter.domain.ids import DeviceId
from controlcenter.ui.acknowledging import acknowledge
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.models.alarms_overview import SYMBOL_ROLE, StandingModel
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.widgets.shares import SharedWidthTable
from controlcenter.ui.widgets.symbols import Symbol, paint_symbol
from controlcenter.ui.words import count_text


class StandingPanel(QFrame):
    """What is wrong, the worst first; ``refresh`` reads the mirror. An empty list says what that means."""

    device_chosen = Signal(str)
    """The device of an alarm somebody chose here."""

    def __init__(self, bridge: Bridge, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._look = look
        self._device: DeviceId | None = None
        self._alarm: AlarmId | None = None
        """The chosen one, when an alarm was chosen and not only its device."""
        self.setProperty("role", "panel")
        self.model = StandingModel(bridge.mirror, look, self)
        self._head = SectionHeader(parent=self)
        self._acknowledge = QPushButton(self)
        self._acknowledge.setAutoDefault(False)
        self._acknowledge.clicked.connect(self.acknowledge_chosen)
        self._head.add(self._acknowledge)
        self._stack = QStackedWidget(self)
        self.calm = EmptyHint(parent=self._stack)
        self.table = _table(self.model, look, self._stack)
        self._stack.addWidget(self.calm)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        self.table.clicked.connect(self._on_chosen)
        self.table.activated.connect(self._on_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table, self.acknowledge_chosen)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)

    def choose(self, device: DeviceId | None) -> None:
        """Show the row of *device*; the chosen alarm stays when it is one of this device."""
        self._device = device
        if self._alarm is not None and self._alarm.device != device:
            self._alarm = None
        self._select()

    def refresh(self) -> None:
        """Show the mirror's standing alarms."""
        self.model.refresh()
        self._stack.setCurrentIndex(1 if self.model.rowCount() else 0)
        self._head.set_note(self._note())
        self.calm.set_words(*self._calm_words())
        self._select()

    def retranslate(self) -> None:
        self._head.set_title(QCoreApplication.translate("Overview", "Alarms"))
        self._acknowledge.setText(QCoreApplication.translate("Overview", "Acknowledge"))
        self._acknowledge.setToolTip(
            QCoreApplication.translate("Overview", "Acknowledge the chosen alarm (Space in the list)")
        )
        self.refresh()
        self.model.repaint_all()

    def acknowledge_chosen(self) -> None:
        """Acknowledge the alarm of the chosen row, as it is shown there."""
        alarm = self.model.alarm(self.table.currentIndex().row())
        if alarm is not None:
            acknowledge(self._bridge, [alarm], self._look.language)

    def _calm_words(self) -> tuple[str, str]:
        """What an empty list means: all is well only while a broker is connected."""
        mirror = self._bridge.mirror
        if mirror.devices and not any(broker.state == "online" for broker in mirror.brokers.values()):
            return (
                QCoreApplication.translate("Overview", "What is wrong cannot be seen"),
                QCoreApplication.translate("Overview", "No broker is connected: nothing is known of the devices."),
            )
        return (
            QCoreApplication.translate("Overview", "No alarm stands"),
            QCoreApplication.translate("Overview", "Conditions that need somebody are listed here, the worst first."),
        )

    def _note(self) -> str:
        summary, language = self._bridge.mirror.alarm_summary, self._look.language
        standing, calling = sum(summary.standing), sum(summary.unacknowledged)
        if not standing:
            return ""
        words = [
            QCoreApplication.translate("Overview", "standing: {count}").format(count=count_text(standing, language))
        ]
        if calling:
            text = QCoreApplication.translate("Overview", "unacknowledged: {count}")
            words.append(text.format(count=count_text(calling, language)))
        if summary.suppressed:
            text = QCoreApplication.translate("Overview", "suppressed by design: {count}")
            words.append(text.format(count=count_text(summary.suppressed, language)))
        return " · ".join(words)

    def _select(self) -> None:
        # An alarm that is gone leaves nothing chosen: what is acknowledged next must not slip under the hand.
        wanted = self._alarm
        row = self.model.row_of_alarm(wanted) if wanted is not None else self.model.row_of(self._device)
        self._allow_acknowledging(row)
        selection = self.table.selectionModel()
        if row is None:
            selection.clearSelection()
        elif not selection.isRowSelected(row, QModelIndex()):
            rows = QItemSelectionModel.SelectionFlag.Rows
            selection.setCurrentIndex(self.model.index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect | rows)

    def _allow_acknowledging(self, row: int | None) -> None:
        alarm = self.model.alarm(row) if row is not None else None
        self._acknowledge.setEnabled(alarm is not None and alarm.annunciated)

    def _on_chosen(self, index: QModelIndex) -> None:
        alarm = self.model.alarm(index.row())
        if alarm is not None:
            self._alarm = alarm.id
            self.device_chosen.emit(alarm.id.device)

    def _on_current_changed(self, index: QModelIndex) -> None:
        alarm = self.model.alarm(index.row())
        if alarm is not None:
            self._alarm = alarm.id
            self._allow_acknowledging(index.row())


class _SymbolCell(QStyledItemDelegate):
    """The shape of the row's priority."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]  # Qt also passes persistent ones
        super().paint(painter, option, index)
        priority = index.data(SYMBOL_ROLE)
        if priority:
            paint_symbol(painter, Symbol(priority), QRectF(option.rect).center(), 14, self._look.theme)


def _table(model: StandingModel, look: Look, parent: QWidget) -> QTableView:
    table = SharedWidthTable({0: 36, 1: 84, 5: 110, 7: 88}, {2: 6, 3: 5, 4: 5, 6: 6}, parent)
    table.setModel(model)
    table.setProperty("role", "rows")
    table.setItemDelegateForColumn(0, _SymbolCell(look, table))
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(28)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumSectionSize(36)
    return table
