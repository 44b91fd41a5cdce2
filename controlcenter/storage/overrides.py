"""Definitions of alarms that replace or add to what the kinds ship, with the record of who changed them."""

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select

from controlcenter.domain.conditions import Override
from controlcenter.storage.audit import add_audit_rows, json_text
from controlcenter.storage.database import Database
from controlcenter.storage.errors import StoreDamagedError
from controlcenter.storage.tables import alarm_overrides

_body = msgspec.json.Decoder(Override)


class OverridePart:
    """``load_overrides`` … of the store."""

    _db: Database

    def load_overrides(self) -> list[Override]:
        """Every override, by scope and key."""
        wanted = select(alarm_overrides).order_by(alarm_overrides.c.scope, alarm_overrides.c.condition)
        with self._db.read() as connection:
            rows = connection.execute(wanted).all()
        return [self._override(row) for row in rows]

    def save_override(self, override: Override, by: str, at: float) -> None:
        """Store an override in place of the one with its key; *by* and *at* go into the audit row.

        One that is stored already changes nothing and leaves no row.
        """
        with self._db.write() as connection:
            before = self._taken(connection, override)
            scope, key = override.key
            row = {"scope": scope, "condition": key, "body": json_text(override)}
            connection.execute(insert(alarm_overrides).values(row))
            if before != override:
                add_audit_rows(connection, "alarm_override", by, at, [(f"{scope}/{key}", before, override)])

    def remove_override(self, override: Override, by: str, at: float) -> None:
        """Forget the override with this key; one that is not there changes nothing."""
        with self._db.write() as connection:
            before = self._taken(connection, override)
            if before is not None:
                scope, key = override.key
                add_audit_rows(connection, "alarm_override", by, at, [(f"{scope}/{key}", before, None)])

    def _taken(self, connection: Connection, override: Override) -> Override | None:
        """What is stored under the key of *override*, taken out of the table."""
        scope, key = override.key
        here = (alarm_overrides.c.scope == scope) & (alarm_overrides.c.condition == key)
        row = connection.execute(select(alarm_overrides).where(here)).one_or_none()
        if row is None:
            return None
        connection.execute(delete(alarm_overrides).where(here))
        return self._override(row)

    def _override(self, row: Row[Any]) -> Override:
        what = f"alarm override {row.scope}/{row.condition}"
        try:
            override = _body.decode(row.body)
        except msgspec.DecodeError as error:
            raise StoreDamagedError(self._db.place, f"{what}: {error}") from None
        if override.key != (row.scope, row.condition):
            raise StoreDamagedError(self._db.place, f"{what}: its body is of {'/'.join(override.key)}")
        return override
