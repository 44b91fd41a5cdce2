"""What the window knows of commands, orders, holds, locks and documents. Only the mirror writes it."""

from collections.abc import Sequence
from typing import TypeVar

from controlcenter.domain.authority import Hold, Lock
from controlcenter.domain.commands import CommandRecord, Source
from controlcenter.domain.documents import Body, Document
from controlcenter.domain.ids import CommandId, DeviceId, DocumentId, OrderId
from controlcenter.domain.orders import OrderRecord
from controlcenter.engine.changes import ChangeSet

COMMANDS_KEPT = 500
"""Single commands; those of orders are kept with their order."""
ORDERS_KEPT = 50
FOLLOWED_ORDERS = 4
"""Orders whose commands are kept one by one, the newest."""
PER_DEVICE = 8
_K = TypeVar("_K")
_V = TypeVar("_V")


class ControlMirror:
    """Plain dictionaries of frozen values, oldest first where there is an order."""

    def __init__(self) -> None:
        self._commands: dict[CommandId, CommandRecord] = {}
        self._recent: dict[DeviceId, dict[CommandId, CommandRecord]] = {}
        self.orders: dict[OrderId, OrderRecord] = {}
        self.order_commands: dict[OrderId, dict[CommandId, CommandRecord]] = {}
        """Commands of the newest orders as far as change-sets told of them; the log has all."""
        self.holds: dict[DeviceId, dict[Source, Hold]] = {}
        self.locks: dict[DeviceId, Lock] = {}
        self.documents: dict[DocumentId, Document] = {}

    @property
    def commands(self) -> list[CommandRecord]:
        """Single commands as they stand, the newest request first."""
        return list(reversed(self._commands.values()))

    def recent(self, device: DeviceId) -> Sequence[CommandRecord]:
        """The last commands of *device*, of orders too, oldest first."""
        return tuple(self._recent.get(device, {}).values())

    def hold_of(self, device: DeviceId) -> Hold | None:
        """The hold in force: the one of most weight."""
        held = self.holds.get(device)
        return held[max(held)] if held else None

    def documents_of(self, body: type[Body]) -> list[Document]:
        """Documents of one sort, by name."""
        found = [document for document in self.documents.values() if isinstance(document.body, body)]
        return sorted(found, key=lambda document: (document.name.casefold(), document.id))

    def apply(self, changes: ChangeSet) -> None:
        """Lay *changes* over what is known."""
        for order in changes.orders:
            self.orders[order.id] = order
            _keep(self.orders, ORDERS_KEPT)
        for command in changes.commands:
            self._put_command(command)
        for hold in changes.holds:
            self.holds.setdefault(hold.device, {})[hold.source] = hold
        for device, source in changes.released:
            held = self.holds.get(device)
            if held is not None and held.pop(source, None) is not None and not held:
                del self.holds[device]
        for lock in changes.locks:
            self.locks[lock.device] = lock
        for device in changes.unlocked:
            self.locks.pop(device, None)
        for document in changes.documents:
            self.documents[document.id] = document
        for gone in changes.undocumented:
            self.documents.pop(gone, None)

    def forget(self, device: DeviceId) -> None:
        """The device was removed."""
        self._recent.pop(device, None)
        self.holds.pop(device, None)
        self.locks.pop(device, None)

    def _put_command(self, command: CommandRecord) -> None:
        recent = self._recent.setdefault(command.device, {})
        recent[command.id] = command
        _keep(recent, PER_DEVICE)
        if command.order is None:
            self._commands[command.id] = command
            _keep(self._commands, COMMANDS_KEPT)
            return
        of_order = self.order_commands.get(command.order)
        if of_order is None:
            of_order = self.order_commands[command.order] = {}
            _keep(self.order_commands, FOLLOWED_ORDERS)
        of_order[command.id] = command


def _keep(held: dict[_K, _V], most: int) -> None:
    """Forget the oldest beyond *most*."""
    while len(held) > most:
        del held[next(iter(held))]
