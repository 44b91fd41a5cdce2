"""Commands and every step they took."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import BindParameter, ColumnElement, Connection, Row, bindparam, insert, select, update

from controlcenter.domain.commands import CommandRecord, CommandState, Operator, Source, Transition
from controlcenter.domain.ids import CommandId, DeviceId, OrderId
from controlcenter.domain.readings import Value
from controlcenter.storage.database import Database, new_id
from controlcenter.storage.errors import StoreConflictError, StoreDamagedError
from controlcenter.storage.tables import commands, transitions

_arguments = msgspec.json.Decoder(dict[str, Value])
_OPEN = [state.value for state in CommandState if not state.final]
_MOVING = ("state", "changed_at", "reason", "sent_at", "attempts", "note")


class CommandEnd(NamedTuple):
    """A command came to its end; ``state`` is a final ``CommandState``."""

    at: float
    command: str
    state: str


class CommandPart:
    """``new_command`` … of the store."""

    _db: Database

    def new_command(self, record: CommandRecord) -> CommandRecord:
        """Store a command and its first transition; returns it with the id it got (the one in *record* is ignored)."""
        with self._db.write() as connection:
            values = {k: v for k, v in _row(record).items() if k != "id"}
            number = new_id(connection, commands, values)
            stored = msgspec.structs.replace(record, id=CommandId(number))
            _add_transitions(connection, [stored])
        return stored

    def new_commands(self, records: Sequence[CommandRecord]) -> list[CommandRecord]:
        """Store commands and their first transitions, all or none; returns them, in order, with the ids they got."""
        with self._db.write() as connection:
            return add_commands(connection, records)

    def step_command(self, record: CommandRecord) -> None:
        """Store where a command stands now and the transition that led there."""
        self.step_commands([record])

    def step_commands(self, records: Sequence[CommandRecord]) -> None:
        """Store one transition each of several commands, all or none.

        Raises StoreConflictError when one of them was never stored.
        """
        if not records:
            return
        moved: dict[str, BindParameter[Any]] = {column: bindparam(column) for column in _MOVING}
        change = update(commands).where(commands.c.id == bindparam("key")).values(moved)
        with self._db.write() as connection:
            rows = [_row(record) for record in records]
            moves = [{"key": row["id"], **{column: row[column] for column in _MOVING}} for row in rows]
            if connection.execute(change, moves).rowcount != len(moves):
                known = set(
                    connection.scalars(select(commands.c.id).where(commands.c.id.in_([one.id for one in records])))
                )
                lost = next(one.id for one in records if one.id not in known)
                raise StoreConflictError(self._db.place, f"there is no command {lost}")
            _add_transitions(connection, records)

    def command_log(
        self,
        before: CommandId | None,
        limit: int,
        *,
        start: float | None = None,
        end: float | None = None,
        devices: Sequence[DeviceId] = (),
        order: OrderId | None = None,
        states: Sequence[CommandState] = (),
        by: str = "",
        command: str = "",
    ) -> list[CommandRecord]:
        """Commands for which everything given holds, newest first; *before* is the id of the last one already read.

        Times in s since 1970 UTC, half open.
        """
        wanted = select(commands).order_by(commands.c.id.desc()).limit(limit)
        table = commands.c
        rules: tuple[tuple[Any, Callable[[Any], ColumnElement[bool]]], ...] = (
            (before, table.id.__lt__),
            (start, table.requested_at.__ge__),
            (end, table.requested_at.__lt__),
            (order, table.order_id.__eq__),
            (devices or None, table.device.in_),
            ([state.value for state in states] or None, table.state.in_),
            (by or None, table.by.__eq__),
            (command or None, table.command.__eq__),
        )
        for given, rule in rules:
            if given is not None:
                wanted = wanted.where(rule(given))
        with self._db.read() as connection:
            rows = connection.execute(wanted).all()
        return [self._command(row) for row in rows]

    def open_commands(self) -> list[CommandRecord]:
        """Commands that have not come to an end, oldest first."""
        with self._db.read() as connection:
            rows = connection.execute(select(commands).where(commands.c.state.in_(_OPEN)).order_by(commands.c.id)).all()
        return [self._command(row) for row in rows]

    def commands_of(self, device: DeviceId | None, limit: int = 100) -> list[CommandRecord]:
        """The last commands of one device or of all, newest first."""
        wanted = select(commands).order_by(commands.c.id.desc()).limit(limit)
        if device is not None:
            wanted = wanted.where(commands.c.device == device)
        with self._db.read() as connection:
            rows = connection.execute(wanted).all()
        return [self._command(row) for row in rows]

    def command_ends(self, device: DeviceId, start: float, end: float) -> list[CommandEnd]:
        """How commands of *device* ended within ``[start, end)``, oldest first."""
        c = commands.c
        wanted = select(c.changed_at, c.command, c.state).where(
            c.device == device, c.changed_at >= start, c.changed_at < end, c.state.not_in(_OPEN)
        )
        with self._db.read() as connection:
            rows = connection.execute(wanted.order_by(c.changed_at, c.id)).all()
        return [CommandEnd(*row) for row in rows]

    def command(self, command_id: CommandId) -> CommandRecord | None:
        """The command with that number, None when there is none."""
        with self._db.read() as connection:
            row = connection.execute(select(commands).where(commands.c.id == command_id)).one_or_none()
        return None if row is None else self._command(row)

    def transitions(self, command_id: CommandId) -> list[Transition]:
        """Every step of a command, in the order they were taken."""
        wanted = select(transitions).where(transitions.c.command == command_id).order_by(transitions.c.id)
        with self._db.read() as connection:
            rows = connection.execute(wanted).all()
        return [Transition(CommandId(row.command), row.at, CommandState(row.state), row.reason) for row in rows]

    def _command(self, row: Row[Any]) -> CommandRecord:
        try:
            arguments = _arguments.decode(row.arguments)
            state = CommandState(row.state)
        except (msgspec.DecodeError, ValueError) as error:
            raise StoreDamagedError(self._db.place, f"command {row.id}: {error}") from None
        return CommandRecord(
            id=CommandId(row.id),
            device=DeviceId(row.device),
            command=row.command,
            arguments=arguments,
            by=Operator(row.by, row.seat),
            requested_at=row.requested_at,
            expires_at=row.expires_at,
            state=state,
            changed_at=row.changed_at,
            reason=row.reason,
            sent_at=row.sent_at,
            attempts=row.attempts,
            note=row.note,
            order=OrderId(row.order_id) if row.order_id is not None else None,
            source=Source(row.source),
        )


def add_commands(connection: Connection, records: Sequence[CommandRecord]) -> list[CommandRecord]:
    """Insert commands and their first transitions in a transaction somebody else holds."""
    if not records:
        return []
    rows = [{key: value for key, value in _row(record).items() if key != "id"} for record in records]
    numbers = connection.scalars(insert(commands).returning(commands.c.id, sort_by_parameter_order=True), rows).all()
    stored = [
        msgspec.structs.replace(record, id=CommandId(number)) for record, number in zip(records, numbers, strict=True)
    ]
    _add_transitions(connection, stored)
    return stored


def _row(record: CommandRecord) -> dict[str, Any]:
    fields = msgspec.structs.asdict(record)
    return {
        **{key: value for key, value in fields.items() if key != "order"},
        "order_id": record.order,
        "source": int(record.source),
        "arguments": msgspec.json.encode(record.arguments).decode(),
        "by": record.by.name,
        "seat": record.by.seat,
        "state": record.state.value,
    }


def _add_transitions(connection: Connection, records: Sequence[CommandRecord]) -> None:
    rows = [
        {"command": record.id, "at": record.changed_at, "state": record.state.value, "reason": record.reason}
        for record in records
    ]
    connection.execute(insert(transitions), rows)
