"""One order: its progress, each device's result, and what can still be done about it."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from controlcenter.domain.commands import CommandRecord
from controlcenter.domain.ids import CommandId, OrderId
from controlcenter.domain.orders import RETRIED, OrderRecord, OrderState
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import CommandFilter, EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.orders_results import Outcome, ResultsModel, outcome_word
from controlcenter.ui.control.words import approval_text, order_state_text, order_title, spoken, until_text
from controlcenter.ui.faceplate.control import refusal_text
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import source_text
from controlcenter.ui.widgets.flow import FilterChip, FlowLayout
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.widgets.shares import SharedWidthTable
from controlcenter.ui.words import count_text, moment_text

PAGE = 1000
SETTLE_MS = 500
"""Filters and counts follow at most this often."""


class OrderPanel(QWidget):
    """Follows one order; ``show_order`` says which."""

    order_placed = Signal(object)
    """A retry made this new order (OrderRecord)."""
    log_wanted = Signal(int)
    device_chosen = Signal(str)
    closed = Signal()

    def __init__(
        self, bridge: Bridge, look: Look, clock: Callable[[], float] = time.time, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._clock = bridge, look, clock
        self.order: OrderRecord | None = None
        self.back_words: Callable[[], tuple[str, str]] = _back_words
        """What the button that leaves the order says, and its tip."""
        self._read: dict[CommandId, CommandRecord] = {}
        self.model = ResultsModel(bridge.mirror, look, self)
        self.table = SharedWidthTable({}, {0: 3, 1: 3, 2: 5}, self)
        self.head = SectionHeader(parent=self)
        self.close_button = QPushButton(self)
        self.head.add(self.close_button)
        self.facts = QLabel(self)
        self.said = QLabel(self)
        self.progress = QProgressBar(self)
        self.chips: dict[Outcome | None, FilterChip] = {
            outcome: FilterChip("" if outcome is None else outcome.name) for outcome in (None, *Outcome)
        }
        self.note = QLineEdit(self)
        self.approve, self.refuse, self.stop, self.retry, self.log = (QPushButton(self) for _ in range(5))
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._lay()
        self._connect()
        self.retranslate()

    def _lay(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setProperty("role", "rows")
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(SharedWidthTable.SelectionBehavior.SelectRows)
        table.setSelectionMode(SharedWidthTable.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        for label in (self.facts, self.said):
            label.setWordWrap(True)
            label.setContentsMargins(12, 4, 12, 4)
        self.facts.setProperty("role", "muted")
        chips = QWidget(self)
        flow = FlowLayout(chips)
        flow.setContentsMargins(12, 4, 12, 4)
        for chip in self.chips.values():
            flow.addWidget(chip)
        deeds = QHBoxLayout()
        deeds.setContentsMargins(12, 6, 12, 8)
        deeds.setSpacing(6)
        deeds.addWidget(self.note, 1)
        deeds.addStretch(0)
        for button in (self.approve, self.refuse, self.retry, self.stop, self.log):
            button.setMinimumHeight(28)
            deeds.addWidget(button)
        self.note.setMinimumHeight(28)
        self.note.setMaxLength(500)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 4, 12, 4)
        bar.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.facts)
        column.addLayout(bar)
        column.addWidget(chips)
        column.addWidget(table, 1)
        column.addWidget(self.said)
        column.addLayout(deeds)

    def _connect(self) -> None:
        for outcome, chip in self.chips.items():
            chip.setAutoExclusive(True)
            chip.clicked.connect(lambda _checked=False, only=outcome: self.model.only(only))
        self.chips[None].setChecked(True)
        self.approve.clicked.connect(lambda: self._decide(self._bridge.engine.approve_order))
        self.refuse.clicked.connect(lambda: self._decide(self._bridge.engine.refuse_order))
        self.stop.clicked.connect(lambda: self._decide(self._bridge.engine.cancel_order))
        self.retry.clicked.connect(self.retry_failed)
        self.log.clicked.connect(self._open_log)
        self.close_button.clicked.connect(self.closed)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self._settling.timeout.connect(self._settle)

    def _open_log(self) -> None:
        if self.order is not None:
            self.log_wanted.emit(self.order.id)

    # Following

    def show_order(self, order: OrderRecord) -> None:
        """Follow *order*: what is known of its commands at once, the rest from the log."""
        self.order = order
        self._read = dict(self._bridge.mirror.control.order_commands.get(order.id, {}))
        self.chips[None].setChecked(True)
        self.model.only(None)
        self._say("")
        self._begin()
        if len(self._read) < order.total:
            self._read_page(order.id, None)

    def _read_page(self, order: OrderId, before: CommandId | None) -> None:
        asked = self._bridge.engine.command_log(CommandFilter(order=order), before, PAGE)
        self._bridge.ask_then(asked, lambda records: self._on_read(order, records), self._on_refused)

    def _on_read(self, order: OrderId, records: Sequence[CommandRecord]) -> None:
        if self.order is None or self.order.id != order:
            return
        for record in records:
            # What a change-set told is newer than what was read.
            self._read.setdefault(record.id, record)
        if len(records) == PAGE:
            self._read_page(order, records[-1].id)
        self._begin()

    def _begin(self) -> None:
        if self.order is not None:
            self.model.begin(self._read.values(), self.order.excluded)
            self._show()

    def refresh(self) -> None:
        """The page came on screen: what happened meanwhile is in the mirror."""
        if self.order is None:
            return
        control = self._bridge.mirror.control
        self.order = control.orders.get(self.order.id, self.order)
        self._take(tuple(control.order_commands.get(self.order.id, {}).values()))
        self._settle()

    def take(self, changes: ChangeSet) -> None:
        order = self.order
        if order is None or not (changes.orders or changes.commands):
            return
        self.order = self._bridge.mirror.control.orders.get(order.id, order)
        self._take([record for record in changes.commands if record.order == order.id])
        if not self._settling.isActive():
            self._settling.start()

    def _take(self, records: Sequence[CommandRecord]) -> None:
        if records and self.model.take(records):
            self._read.update((record.id, record) for record in records)
            self._begin()

    def _settle(self) -> None:
        self.model.settle()
        self._show()

    # Showing

    def _show(self) -> None:
        order, language = self.order, self._look.language
        if order is None:
            return
        now, zone = self._clock(), self._look.zone
        self.head.set_title(QCoreApplication.translate("Control", "Order {number}").format(number=order.id))
        self.head.set_note(order_title(order, self._bridge.mirror, language))
        parts = [
            order_state_text(order.state),
            QCoreApplication.translate("Control", "by {name} ({seat})").format(name=order.by.name, seat=order.by.seat),
            moment_text(order.at, now, zone),
            source_text(order.source),
            until_text(order.until, now, zone),
        ]
        lines = [" · ".join(parts)]
        if order.approval:
            words = QCoreApplication.translate("Control", "Needs a second person: {rules}")
            lines.append(words.format(rules=approval_text(order.approval)))
        if order.approved_by is not None:
            words = QCoreApplication.translate("Control", "Decided by {name}")
            lines.append(words.format(name=order.approved_by.name))
        lines.extend(spoken(text) for text in (order.reason, order.note) if text)
        self.facts.setText("\n".join(lines))
        self.progress.setRange(0, max(1, order.total))
        self.progress.setValue(order.ended)
        counts = self.model.counts()
        for outcome, chip in self.chips.items():
            count = sum(counts.values()) if outcome is None else counts[outcome]
            chip.set_count(count)
            chip.setVisible(outcome is None or count > 0 or chip.isChecked())
        failed = any(order.counts.get(state, 0) for state in RETRIED)
        approval = order.state is OrderState.APPROVAL
        self.approve.setVisible(approval)
        self.refuse.setVisible(approval)
        self.note.setVisible(not order.state.final)
        self.stop.setVisible(order.state is OrderState.ROLLING)
        self.retry.setVisible(failed and order.state.final)
        self.retry.setText(
            QCoreApplication.translate("Control", "Retry failed only ({count})").format(
                count=count_text(sum(order.counts.get(state, 0) for state in RETRIED), language)
            )
        )

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    # Deeds

    def _decide(self, verb: Callable[..., object]) -> None:
        if self.order is not None:
            request = verb(self.order.id, self._bridge.operator, self.note.text().strip())
            self._bridge.ask_then(request, self._on_decided, self._on_refused)  # type: ignore[arg-type]  # three verbs of one shape

    def _on_decided(self, order: OrderRecord) -> None:
        self._say("")
        self.note.clear()
        if self.order is not None and self.order.id == order.id:
            self.order = order
            self._show()

    def retry_failed(self) -> None:
        """Give a new order to those that failed, and only to them."""
        if self.order is not None:
            request = self._bridge.engine.retry_order(self.order.id, self._bridge.operator)
            self._bridge.ask_then(request, self.order_placed.emit, self._on_refused)

    def _on_refused(self, error: EngineError) -> None:
        self._say(refusal_text(error.code, str(error)))

    def _on_row_changed(self, current: object, _previous: object) -> None:
        device = self.model.device(self.table.currentIndex().row())
        if device is not None:
            self.device_chosen.emit(device)

    def retranslate(self) -> None:
        text, tip = self.back_words()
        self.close_button.setText(text)
        self.close_button.setToolTip(tip)
        self.chips[None].set_word(QCoreApplication.translate("Control", "All"))
        for outcome in Outcome:
            self.chips[outcome].set_word(outcome_word(outcome))
        self.note.setPlaceholderText(QCoreApplication.translate("Control", "Note, for the log"))
        self.approve.setText(QCoreApplication.translate("Control", "Approve"))
        self.refuse.setText(QCoreApplication.translate("Control", "Refuse"))
        self.stop.setText(QCoreApplication.translate("Control", "Stop handing over"))
        self.stop.setToolTip(QCoreApplication.translate("Control", "What was sent goes its way"))
        self.log.setText(QCoreApplication.translate("Control", "Log"))
        self.log.setToolTip(QCoreApplication.translate("Control", "Every command of this order in the log"))
        self.model.retranslate()
        self._show()


def _back_words() -> tuple[str, str]:
    return (
        QCoreApplication.translate("Control", "New order"),
        QCoreApplication.translate("Control", "Back to the map and a new order (Ctrl+N)"),
    )
