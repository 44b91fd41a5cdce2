"""Try an order, give it with a reason, and see what becomes of it device by device."""

import time
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from controlcenter.domain.orders import OrderDraft, OrderPreview, OrderRecord
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.library.preview_rows import (
    PreviewRow,
    preview_columns,
    preview_rows,
    preview_words,
)
from controlcenter.ui.control.library.questions import ask
from controlcenter.ui.control.orders_panel import OrderPanel
from controlcenter.ui.look import Look
from controlcenter.ui.views.system_table import RowsTable
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.words import count_text

LONGEST_REASON = 500


class Ordering(QStackedWidget):
    """First the preview, then what became of the order.

    ``draft`` gives the order as it would be placed now, None when there is none.
    """

    log_wanted = Signal(int)
    """The id of the order shown, when somebody wants to see its commands in the log."""
    device_chosen = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        draft: Callable[[], OrderDraft | None],
        clock: Callable[[], float] = time.time,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._draft = bridge, look, draft
        self._tried: OrderDraft | None = None
        self._preview: OrderPreview | None = None
        self._said = ""
        self._turn = 0
        self.trial = QWidget(self)
        self.result = OrderPanel(bridge, look, clock, self)
        self.result.back_words = _back_words
        self.addWidget(self.trial)
        self.addWidget(self.result)
        self.head = SectionHeader(parent=self.trial)
        self.try_it, self.run = QPushButton(self.trial), QPushButton(self.trial)
        self.table: RowsTable[PreviewRow] = RowsTable(preview_columns(), lambda row: row.device, look, self.trial)
        self.hint = EmptyHint(parent=self.trial)
        self.facts = QLabel(self.trial)
        self.facts.setWordWrap(True)
        self.reason = QLineEdit(self.trial)
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setMinimumHeight(28)
        self._lay()
        self.try_it.clicked.connect(self.preview)
        self.run.clicked.connect(self.place)
        self.result.order_placed.connect(self.result.show_order)
        self.result.log_wanted.connect(self.log_wanted)
        self.result.device_chosen.connect(self.device_chosen)
        self.result.closed.connect(self.forget)
        self.reason.textChanged.connect(self._show_deeds)
        self.reason.returnPressed.connect(self.place)
        self.retranslate()

    def _lay(self) -> None:
        self.head.add(self.try_it)
        self.stack = QStackedWidget(self.trial)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.hint)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.setSpacing(6)
        foot.addWidget(self.facts)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.reason, 1)
        self.run.setMinimumHeight(28)
        row.addWidget(self.run)
        foot.addLayout(row)
        column = QVBoxLayout(self.trial)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)

    # Following

    def forget(self) -> None:
        """What is to be ordered changed: neither the preview nor the order shown belongs to it."""
        self._turn += 1
        self._tried = self._preview = None
        self._said = ""
        self.reason.clear()
        self.setCurrentWidget(self.trial)
        self._show()

    def take(self, changes: ChangeSet) -> None:
        if self.currentWidget() is self.result:
            self.result.take(changes)

    def refresh(self) -> None:
        """The view came on screen: what happened meanwhile is in the mirror."""
        if self.currentWidget() is self.result:
            self.result.refresh()

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

    def _on_previewed(self, turn: int, draft: OrderDraft, preview: OrderPreview) -> None:
        if turn == self._turn:
            self._tried, self._preview = draft, preview
            self._show()

    def _on_placed(self, turn: int, order: OrderRecord) -> None:
        if turn == self._turn:
            self._said = ""
            self.result.show_order(self._bridge.mirror.control.orders.get(order.id, order))
            self.setCurrentWidget(self.result)

    def _on_refused(self, turn: int, error: EngineError) -> None:
        if turn == self._turn:
            self._said = str(error)
            self._show()

    # Showing

    def _show(self, *_: object) -> None:
        mirror, language, preview = self._bridge.mirror, self._look.language, self._preview
        rows = preview_rows(preview, mirror, language) if preview is not None else []
        self.table.put(rows)
        self.stack.setCurrentWidget(self.table if rows else self.hint)
        text = preview_words(preview, language) if preview is not None else ""
        self.facts.setText("\n".join(part for part in (self._said, text) if part))
        self.facts.setVisible(bool(self.facts.text()))
        self._show_deeds()

    def _show_deeds(self, *_: object) -> None:
        count = len(self._preview.affected) if self._preview is not None else 0
        run = QCoreApplication.translate("Library", "Run on {count}")
        plain = QCoreApplication.translate("Library", "Run")
        self.run.setText(run.format(count=count_text(count, self._look.language)) if count else plain)
        self.run.setEnabled(count > 0 and bool(self.reason.text().strip()))
        self.try_it.setEnabled(self._draft() is not None)

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Library", "What it does"))
        self.try_it.setText(QCoreApplication.translate("Library", "Preview"))
        self.try_it.setToolTip(QCoreApplication.translate("Library", "Whom it would command now (Ctrl+T)"))
        self.run.setToolTip(QCoreApplication.translate("Library", "Give the order (Ctrl+Enter)"))
        self.reason.setPlaceholderText(QCoreApplication.translate("Library", "Reason, for the log (required)"))
        self.hint.set_words(
            QCoreApplication.translate("Library", "Nothing tried yet"),
            QCoreApplication.translate(
                "Library",
                "A preview says which devices would be commanded and which are left out, and why. Nothing is sent.",
            ),
        )
        self.table.rows_model.retranslate()
        self.result.retranslate()
        self._show()


def _back_words() -> tuple[str, str]:
    return (
        QCoreApplication.translate("Library", "Back"),
        QCoreApplication.translate("Library", "Back to the preview; the order goes on"),
    )
