"""Orders, holds, locks and documents: what operators want of the city, beside what they did."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, delete, insert, select, update

from controlcenter.domain.authority import Hold, Lock
from controlcenter.domain.commands import CommandRecord, CommandState, Source
from controlcenter.domain.documents import Document
from controlcenter.domain.ids import DeviceId, DocumentId, OrderId
from controlcenter.domain.orders import OrderRecord, OrderState
from controlcenter.storage.audit import add_audit_rows, json_text
from controlcenter.storage.commands import add_commands
from controlcenter.storage.database import Database, new_id
from controlcenter.storage.errors import StoreConflictError, StoreDamagedError
from controlcenter.storage.tables import commands, documents, holds, locks, orders

_order = msgspec.json.Decoder(OrderRecord)
_hold = msgspec.json.Decoder(Hold)
_lock = msgspec.json.Decoder(Lock)
_document = msgspec.json.Decoder(Document)
_OPEN = [state.value for state in OrderState if not state.final]


class ControlPart:
    """``new_order`` … of the store."""

    _db: Database

    # -- orders ------------------------------------------------------------------------------------

    def new_order(
        self, order: OrderRecord, records: Sequence[CommandRecord]
    ) -> tuple[OrderRecord, list[CommandRecord]]:
        """Store an order with its commands, all or none; returns them with the ids they got."""
        with self._db.write() as connection:
            values = {"at": order.at, "state": order.state.value, "body": json_text(order)}
            number = OrderId(new_id(connection, orders, values))
            stored = add_commands(connection, [msgspec.structs.replace(one, order=number) for one in records])
        return msgspec.structs.replace(order, id=number), stored

    def save_order(self, order: OrderRecord) -> None:
        """Store where an order stands now. Raises StoreConflictError for one that was never stored."""
        values = {"state": order.state.value, "body": json_text(order)}
        with self._db.write() as connection:
            done = connection.execute(update(orders).where(orders.c.id == order.id).values(values)).rowcount
            if not done:
                raise StoreConflictError(self._db.place, f"there is no order {order.id}")

    def orders(self, before: OrderId | None = None, limit: int = 100) -> list[OrderRecord]:
        """Newest first."""
        wanted = select(orders).order_by(orders.c.id.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(orders.c.id < before)
        with self._db.read() as connection:
            rows = connection.execute(wanted).all()
        return [self._read_order(row) for row in rows]

    def open_orders(self) -> list[OrderRecord]:
        """Orders that have not come to an end, oldest first."""
        with self._db.read() as connection:
            rows = connection.execute(select(orders).where(orders.c.state.in_(_OPEN)).order_by(orders.c.id)).all()
        return [self._read_order(row) for row in rows]

    def order(self, order_id: OrderId) -> OrderRecord | None:
        """The order with that number, None when there is none."""
        with self._db.read() as connection:
            row = connection.execute(select(orders).where(orders.c.id == order_id)).one_or_none()
        return None if row is None else self._read_order(row)

    def order_commands(self, order_id: OrderId) -> list[tuple[DeviceId, CommandState]]:
        """Each device an order commanded, in the order they were stored, and how its command stands."""
        wanted = (
            select(commands.c.device, commands.c.state)
            .where(commands.c.order_id == order_id)
            .order_by(commands.c.id)
        )  # fmt: skip
        with self._db.read() as connection:
            rows = connection.execute(wanted).all()
        return [(DeviceId(row.device), CommandState(row.state)) for row in rows]

    def _read_order(self, row: Row[Any]) -> OrderRecord:
        found: OrderRecord = self._decoded(_order, row.body, f"order {row.id}")
        return msgspec.structs.replace(found, id=OrderId(row.id))

    # -- holds and locks ---------------------------------------------------------------------------

    def load_holds(self) -> list[Hold]:
        with self._db.read() as connection:
            rows = connection.execute(select(holds)).all()
        return [self._decoded(_hold, row.body, f"hold of {row.device}") for row in rows]

    def change_holds(self, put: Sequence[Hold], released: Iterable[tuple[DeviceId, Source]]) -> None:
        """Store *put* in place of those of the same device and source, and forget *released*; all or none."""
        gone = [{"device": device, "source": int(source)} for device, source in released]
        gone += [{"device": hold.device, "source": int(hold.source)} for hold in put]
        rows = [{"device": hold.device, "source": int(hold.source), "body": json_text(hold)} for hold in put]
        with self._db.write() as connection:
            if gone:
                here = (holds.c.device == bindparam("device")) & (holds.c.source == bindparam("source"))
                connection.execute(delete(holds).where(here), gone)
            if rows:
                connection.execute(insert(holds), rows)

    def load_locks(self) -> list[Lock]:
        with self._db.read() as connection:
            rows = connection.execute(select(locks)).all()
        return [self._decoded(_lock, row.body, f"lock of {row.device}") for row in rows]

    def put_locks(self, made: Sequence[Lock], by: str, at: float) -> None:
        """Lock devices; *by* and *at* go into the audit rows."""
        with self._db.write() as connection:
            connection.execute(delete(locks).where(locks.c.device.in_([lock.device for lock in made])))
            connection.execute(insert(locks), [{"device": one.device, "body": json_text(one)} for one in made])
            add_audit_rows(connection, "lock", by, at, [(lock.device, None, lock) for lock in made])

    def remove_locks(self, gone: Sequence[Lock], by: str, at: float) -> None:
        with self._db.write() as connection:
            connection.execute(delete(locks).where(locks.c.device.in_([lock.device for lock in gone])))
            add_audit_rows(connection, "lock", by, at, [(lock.device, lock, None) for lock in gone])

    # -- documents ---------------------------------------------------------------------------------

    def load_documents(self) -> list[Document]:
        with self._db.read() as connection:
            rows = connection.execute(select(documents).order_by(documents.c.id)).all()
        return [self._read_document(row) for row in rows]

    def save_document(self, document: Document) -> Document:
        """Store *document*; id 0 makes a new one. The audit row says who, from ``changed_by`` and ``changed_at``.

        Raises StoreConflictError when it was removed meanwhile.
        """
        values = {"kind": document.kind, "name": document.name, "body": json_text(document)}
        with self._db.write() as connection:
            before = None
            if document.id:
                row = connection.execute(select(documents).where(documents.c.id == document.id)).one_or_none()
                if row is None:
                    raise StoreConflictError(self._db.place, f"{document.kind} {document.name!r} was removed meanwhile")
                before = self._read_document(row)
                connection.execute(update(documents).where(documents.c.id == document.id).values(values))
            else:
                number = DocumentId(new_id(connection, documents, values))
                document = msgspec.structs.replace(document, id=number)
            change = (f"{document.id} {document.name}", before, document)
            add_audit_rows(connection, document.kind, document.changed_by, document.changed_at, [change])
        return document

    def remove_document(self, document: Document, by: str, at: float) -> None:
        with self._db.write() as connection:
            connection.execute(delete(documents).where(documents.c.id == document.id))
            change = (f"{document.id} {document.name}", document, None)
            add_audit_rows(connection, document.kind, by, at, [change])

    def _read_document(self, row: Row[Any]) -> Document:
        found: Document = self._decoded(_document, row.body, f"{row.kind} {row.name!r}")
        return msgspec.structs.replace(found, id=DocumentId(row.id))

    def _decoded(self, decoder: msgspec.json.Decoder[Any], body: str, what: str) -> Any:
        try:
            return decoder.decode(body)
        except msgspec.DecodeError as error:
            raise StoreDamagedError(self._db.place, f"{what}: {error}") from None
