"""Try an order, give it with a reason, and see what becomes of it device by device."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from controlcenter.domain.orders import RETRIED, OrderDraft, OrderPreview, OrderRecord
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.library.order_rows import (
    OrderRow,
    order_columns,
    preview_rows,
    preview_words,
    progress_words,
    result_rows,
)
from controlcenter.ui.control.library.questions import ask
from controlcenter.ui.look import Look
from controlcenter.ui.views.system_table import RowsTable
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.words import count_text

LONGEST_REASON = 500
MOST_LISTED = 1000


class OrderPanel(QWidget):
    """``draft`` gives the order as it would be placed now, None when there is none."""

    order_opened = Signal(int)
    """The id of the order shown, when somebody wants to see it on the board."""

    def __init__(
        self, bridge: Bridge, look: Look, draft: Callable[[], OrderDraft | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._draft = bridge, look, draft
        self._tried: OrderDraft | None = None
        self._preview: OrderPreview | None = None
        self._order: OrderRecord | None = None
        self._said = ""
        self._turn = 0
        self.head = SectionHeader(parent=self)
        self.try_it, self.run, self.retry, self.stop, self.open = (QPushButton(self) for _ in range(5))
        self.table: RowsTable[OrderRow] = RowsTable(order_columns(look), lambda row: row.device, look, self)
        self.hint = EmptyHint(parent=self)
        self.facts = QLabel(self)
        self.facts.setWordWrap(True)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setMinimumHeight(28)
        self._lay()
        self.try_it.clicked.connect(self.preview)
        self.run.clicked.connect(self.place)
        self.retry.clicked.connect(self._on_retry_clicked)
        self.stop.clicked.connect(self._on_stop_clicked)
        self.open.clicked.connect(self._on_open_clicked)
        self.reason.textChanged.connect(self._show)
        self.reason.returnPressed.connect(self.place)
        self.retranslate()

    def _lay(self) -> None:
        self.head.add(self.try_it)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.hint)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.setSpacing(6)
        foot.addWidget(self.facts)
        foot.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.reason, 1)
        for button in (self.stop, self.retry, self.open, self.run):
            button.setMinimumHeight(28)
            row.addWidget(button)
        foot.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)

    # Following

    def forget(self) -> None:
        """What is to be ordered changed: neither the preview nor the order shown belongs to it."""
        self._turn += 1
        self._tried = self._preview = self._order = None
        self._said = ""
        self.reason.clear()
        self._show()

    def take(self, changes: ChangeSet) -> None:
        order = self._order
        if order is None or not (changes.orders or changes.commands):
            return
        self._order = self._bridge.mirror.control.orders.get(order.id, order)
        self._show()

    def offer(self) -> None:
        """What can be tried changed in kind: whether there is anything to order."""
        self._show()

    # Deeds

    def preview(self) -> None:
        """Ask the engine whom the order would command now."""
        draft = self._draft()
        if draft is None:
            return
        reason = self.reason.text()
        self.forget()
        self.reason.setText(reason)
        turn = self._turn
        self._bridge.ask_then(
            self._bridge.engine.preview_order(draft, self._bridge.operator),
            lambda preview: self._on_previewed(turn, draft, preview),
            lambda error: self._on_refused(turn, error),
        )

    def place(self) -> None:
        """Give the order that was tried; asked twice when it holds a critical command."""
        if not self.run.isEnabled() or self._preview is None:
            return
        critical = self._critical()
        if not critical:
            self._place()
            return
        question = QCoreApplication.translate("Library", "Really command {count} devices?").format(
            count=count_text(len(self._preview.affected), self._look.language)
        )
        title = QCoreApplication.translate("Library", "Critical command")
        ask(self, title, question, ", ".join(critical), self.run.text(), self._place)

    def _critical(self) -> list[str]:
        """The names of critical commands among what would be given."""
        mirror, found = self._bridge.mirror, {}
        for target in self._preview.affected if self._preview else ():
            kind = mirror.kinds.get(mirror.kind_of(target.device))
            command = kind.commands.get(target.command) if kind else None
            if command is not None and command.critical:
                found[command.key] = command.name.in_(self._look.language)
        return list(found.values())

    def _place(self) -> None:
        draft = self._draft()
        if draft is None or self._tried is None:
            return
        turn = self._turn
        wanted = replace(self._tried, until=draft.until, reason=self.reason.text().strip())
        self.run.setEnabled(False)
        self._bridge.ask_then(
            self._bridge.engine.place_order(wanted, self._bridge.operator),
            lambda order: self._on_placed(turn, order),
            lambda error: self._on_refused(turn, error),
        )

    def _on_retry_clicked(self) -> None:
        if self._order is not None:
            turn = self._turn
            self._bridge.ask_then(
                self._bridge.engine.retry_order(self._order.id, self._bridge.operator),
                lambda order: self._on_placed(turn, order),
                lambda error: self._on_refused(turn, error),
            )

    def _on_stop_clicked(self) -> None:
        if self._order is not None:
            turn = self._turn
            self._bridge.ask_then(
                self._bridge.engine.cancel_order(self._order.id, self._bridge.operator, self.reason.text().strip()),
                None,
                lambda error: self._on_refused(turn, error),
            )

    def _on_open_clicked(self) -> None:
        if self._order is not None:
            self.order_opened.emit(self._order.id)

    def _on_previewed(self, turn: int, draft: OrderDraft, preview: OrderPreview) -> None:
        if turn == self._turn:
            self._tried, self._preview = draft, preview
            self._show()

    def _on_placed(self, turn: int, order: OrderRecord) -> None:
        if turn == self._turn:
            self._order = self._bridge.mirror.control.orders.get(order.id, order)
            self._said = ""
            self._show()

    def _on_refused(self, turn: int, error: EngineError) -> None:
        if turn == self._turn:
            self._said = str(error)
            self._show()

    # Showing

    def _show(self, *_: object) -> None:
        mirror, language = self._bridge.mirror, self._look.language
        order, preview = self._order, self._preview
        rows: list[OrderRow] = []
        if order is not None and preview is not None:
            rows = result_rows(preview, mirror.control.order_commands.get(order.id, {}), mirror, language)
        elif preview is not None:
            rows = preview_rows(preview, mirror, language)
        self.table.put(rows[:MOST_LISTED])
        self.stack.setCurrentWidget(self.table if rows else self.hint)
        text = progress_words(order, language) if order else preview_words(preview, language) if preview else ""
        self.facts.setText("\n".join(part for part in (self._said, text) if part))
        self.facts.setVisible(bool(self.facts.text()))
        self.progress.setVisible(order is not None)
        if order is not None:
            self.progress.setRange(0, max(1, order.total))
            self.progress.setValue(order.ended)
        self._show_deeds()

    def _show_deeds(self) -> None:
        order, preview = self._order, self._preview
        count = len(preview.affected) if preview else 0
        run = QCoreApplication.translate("Library", "Run on {count}")
        plain = QCoreApplication.translate("Library", "Run")
        self.run.setText(run.format(count=count_text(count, self._look.language)) if count else plain)
        self.run.setEnabled(order is None and count > 0 and bool(self.reason.text().strip()))
        self.run.setVisible(order is None)
        self.reason.setEnabled(order is None or not order.state.final)
        self.try_it.setEnabled(self._draft() is not None)
        failed = order is not None and any(order.counts.get(state, 0) for state in RETRIED)
        self.retry.setVisible(order is not None and order.state.final and failed)
        self.open.setVisible(order is not None)
        self.stop.setVisible(order is not None and not order.state.final)

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Library", "What it does"))
        self.try_it.setText(QCoreApplication.translate("Library", "Preview"))
        self.try_it.setToolTip(QCoreApplication.translate("Library", "Whom it would command now (Ctrl+T)"))
        self.run.setToolTip(QCoreApplication.translate("Library", "Give the order (Ctrl+Enter)"))
        self.retry.setText(QCoreApplication.translate("Library", "Retry failed only"))
        self.open.setText(QCoreApplication.translate("Library", "On the board"))
        self.open.setToolTip(QCoreApplication.translate("Library", "Show this order on the board"))
        self.stop.setText(QCoreApplication.translate("Library", "Stop"))
        self.reason.setPlaceholderText(QCoreApplication.translate("Library", "Reason, for the log (required)"))
        self.hint.set_words(
            QCoreApplication.translate("Library", "Nothing tried yet"),
            QCoreApplication.translate(
                "Library",
                "A preview says which devices would be commanded and which are left out, and why. Nothing is sent.",
            ),
        )
        self.table.rows_model.retranslate()
        self._show()
