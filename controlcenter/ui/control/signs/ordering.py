"""From what is chosen to an order, and what becomes of it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from controlcenter.domain.commands import Source
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.orders import Action, OrderDraft, OrderPreview, OrderRecord
from controlcenter.domain.readings import Value
from controlcenter.domain.selections import Selection
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge

WAIT_MS = 250
"""A preview is asked for when nobody typed for so long."""


def order_draft(
    devices: Sequence[DeviceId], command: str, arguments: Mapping[str, Value], title: str, reason: str,
    source: Source = Source.OPERATOR, until: float | None = None,
) -> OrderDraft:  # fmt: skip
    """One action: every sign is told the same."""
    action = Action(Selection(tuple(devices)), command, dict(arguments))
    return OrderDraft((action,), title, reason, source, until)


class Ordering(QObject):
    """Asks for previews of ``draft()`` and places orders; ``changed`` tells of every answer."""

    changed = Signal()

    def __init__(self, bridge: Bridge, draft: Callable[[], OrderDraft | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._draft = bridge, draft
        self.preview: OrderPreview | None = None
        self.order: OrderRecord | None = None
        self.said = ""
        self._turn = 0
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(WAIT_MS)
        self._waiting.timeout.connect(self.ask)

    def forget(self) -> None:
        """What would be ordered changed: the answer held is not about it; another is asked for soon."""
        self._turn += 1
        self.preview = self.order = None
        self.said = ""
        self._waiting.start()

    def stop(self) -> None:
        """Ask for nothing any more: nobody looks."""
        self._waiting.stop()

    def take(self, changes: ChangeSet) -> bool:
        """Follow the order; say whether there is news of it."""
        if self.order is None or not (changes.orders or changes.commands):
            return False
        self.order = self._bridge.mirror.control.orders.get(self.order.id, self.order)
        return True

    def ask(self) -> None:
        draft, turn = self._draft(), self._turn
        if draft is not None and self.order is None:
            self._bridge.ask_then(
                self._bridge.engine.preview_order(draft, self._bridge.operator),
                lambda preview: self._on_previewed(turn, preview),
                lambda error: self._on_refused(turn, error),
            )

    def place(self, draft: OrderDraft) -> None:
        self._waiting.stop()
        self._turn += 1
        turn = self._turn
        self._bridge.ask_then(
            self._bridge.engine.place_order(draft, self._bridge.operator),
            lambda order: self._on_placed(turn, order),
            lambda error: self._on_refused(turn, error),
        )

    def retry(self) -> None:
        if self.order is not None:
            turn = self._turn
            self._bridge.ask_then(
                self._bridge.engine.retry_order(self.order.id, self._bridge.operator),
                lambda order: self._on_placed(turn, order),
                lambda error: self._on_refused(turn, error),
            )

    def cancel(self) -> None:
        """Take back what was not handed over."""
        if self.order is not None:
            turn = self._turn
            self._bridge.ask_then(
                self._bridge.engine.cancel_order(self.order.id, self._bridge.operator),
                None,
                lambda error: self._on_refused(turn, error),
            )

    def _on_previewed(self, turn: int, preview: OrderPreview) -> None:
        if turn == self._turn:
            self.preview, self.said = preview, ""
            self.changed.emit()

    def _on_placed(self, turn: int, order: OrderRecord) -> None:
        if turn == self._turn:
            self.order = self._bridge.mirror.control.orders.get(order.id, order)
            self.said = ""
            self.changed.emit()

    def _on_refused(self, turn: int, error: EngineError) -> None:
        if turn == self._turn:
            self.said = str(error)
            self.changed.emit()
