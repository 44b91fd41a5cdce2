"""The last orders: those that wait for a second person first, then the newest."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from controlcenter.domain.ids import OrderId
from controlcenter.domain.orders import OrderRecord, OrderState
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.words import order_state_text, order_title
from controlcenter.ui.look import Look
from controlcenter.ui.views.system_table import Column, RowsTable
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.words import count_text, moment_text

READ = 50


class OrdersList(QWidget):
    """Reads the last orders once; change-sets keep them as they are."""

    order_opened = Signal(int)

    def __init__(self, bridge: Bridge, look: Look, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._clock = bridge, look, clock
        self._orders: dict[OrderId, OrderRecord] = {}
        self._asked = False
        self.head = SectionHeader(parent=self)
        self.table: RowsTable[OrderRecord] = RowsTable(self._columns(), lambda order: order.id, look, self)
        self.hint = EmptyHint(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.table, 1)
        column.addWidget(self.hint, 1)
        self.table.clicked.connect(self._on_opened)
        self.table.activated.connect(self._on_opened)
        self.retranslate()

    def _columns(self) -> tuple[Column[OrderRecord], ...]:
        return (
            Column(
                lambda: QCoreApplication.translate("Control", "Time"),
                lambda order: moment_text(order.at, self._clock(), self._look.zone),
                104,
            ),
            Column(
                lambda: QCoreApplication.translate("Control", "Order"),
                lambda order: order_title(order, self._bridge.mirror, self._look.language),
                104,
                grows=True,
            ),
            Column(lambda: QCoreApplication.translate("Control", "State"), self._state, 112),
        )

    def _state(self, order: OrderRecord) -> str:
        done, total = (count_text(count, self._look.language) for count in (order.confirmed, order.total))
        share = f"{done} / {total}"
        if order.state is OrderState.DONE:
            return share
        under_way = order.state in (OrderState.ROLLING, OrderState.WAITING)
        return f"{share}…" if under_way else order_state_text(order.state)

    def refresh(self) -> None:
        """Read what the mirror knows, and the first time what the store has."""
        self._put(tuple(self._bridge.mirror.control.orders.values()))
        if not self._asked:
            self._asked = True
            self._bridge.ask_then(self._bridge.engine.orders(None, READ), self._on_read)

    def take(self, changes: ChangeSet) -> None:
        if changes.orders:
            self._put(changes.orders)

    def _on_read(self, orders: Sequence[OrderRecord]) -> None:
        for order in orders:
            self._orders.setdefault(order.id, order)
        self._show()

    def _put(self, orders: Sequence[OrderRecord]) -> None:
        self._orders.update((order.id, order) for order in orders)
        self._show()

    def order(self, number: OrderId) -> OrderRecord | None:
        """What is known of the order."""
        return self._bridge.mirror.control.orders.get(number) or self._orders.get(number)

    def add(self, order: OrderRecord) -> None:
        """An order given here a moment ago."""
        self._orders.setdefault(order.id, order)
        self._show()

    def _show(self) -> None:
        newest = sorted(self._orders.values(), key=lambda order: (order.state is not OrderState.APPROVAL, -order.id))
        self._orders = {order.id: order for order in newest[: 2 * READ]}
        self.table.put(newest[:READ])
        waiting = sum(order.state is OrderState.APPROVAL for order in newest)
        words = QCoreApplication.translate("Control", "{count} wait for a second person")
        self.head.set_note(words.format(count=waiting) if waiting else "")
        self.table.setVisible(bool(newest))
        self.hint.setVisible(not newest)

    def _on_opened(self, *_: object) -> None:
        order = self.table.current()
        if order is not None:
            self.order_opened.emit(order.id)

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Control", "Orders"))
        self.hint.set_words(
            QCoreApplication.translate("Control", "No orders yet"),
            QCoreApplication.translate(
                "Control", "Every order for many devices stays here with what became of each of them."
            ),
        )
        self.table.rows_model.retranslate()
        self._show()
