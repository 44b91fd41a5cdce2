"""The order under way: how far it is, what failed, and the buttons to stop it or try again what failed."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from controlcenter.domain.commands import CommandState
from controlcenter.domain.orders import RETRIED, OrderRecord
from controlcenter.ui.control.words import approval_text, order_state_text
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import PENDING, WRONG
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.words import count_text


class Rollout(QWidget):
    retry_wanted = Signal()
    stop_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._order: OrderRecord | None = None
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.facts = ElidedLabel(parent=self)
        self.retry, self.stop, self.open = QPushButton(self), QPushButton(self), QPushButton(self)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.progress, 1)
        for button in (self.stop, self.retry, self.open):
            button.setMinimumHeight(28)
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(4)
        column.addWidget(self.facts)
        column.addLayout(line)
        self.retry.clicked.connect(self.retry_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.retranslate()
        self.put(None, "")

    def put(self, order: OrderRecord | None, said: str) -> None:
        """Show *order*, and what the engine answered when it refused something."""
        self._order = order
        self.setVisible(order is not None or bool(said))
        self.progress.setVisible(order is not None)
        self.retry.setVisible(order is not None and order.state.final and _failed(order))
        self.stop.setVisible(order is not None and not order.state.final)
        self.open.setVisible(order is not None)
        if order is not None:
            self.progress.setRange(0, max(1, order.total))
            self.progress.setValue(order.ended)
        self.facts.set_text(" · ".join(part for part in (said, self._words(order)) if part))

    def _words(self, order: OrderRecord | None) -> str:
        if order is None:
            return ""
        pending = sum(count for state, count in order.counts.items() if state in PENDING)
        wrong = sum(count for state, count in order.counts.items() if state in WRONG)
        parts = [order_state_text(order.state)]
        for count, words in (
            (order.counts.get(CommandState.CONFIRMED, 0), QCoreApplication.translate("Signs", "{count} confirmed")),
            (pending, QCoreApplication.translate("Signs", "{count} on their way")),
            (wrong, QCoreApplication.translate("Signs", "{count} failed")),
            (len(order.excluded), QCoreApplication.translate("Signs", "{count} left out")),
        ):
            if count:
                parts.append(words.format(count=count_text(count, self._look.language)))
        if order.approval and not order.state.final:
            parts.append(approval_text(order.approval))
        return " · ".join(parts)

    def retranslate(self) -> None:
        self.retry.setText(QCoreApplication.translate("Signs", "Retry failed only"))
        self.stop.setText(QCoreApplication.translate("Signs", "Stop"))
        self.open.setText(QCoreApplication.translate("Signs", "On the board"))
        self.put(self._order, "")


def _failed(order: OrderRecord) -> bool:
    return any(order.counts.get(state, 0) for state in RETRIED)
