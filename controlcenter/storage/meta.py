"""Small values and the heartbeat of the engine on duty."""

from sqlalchemy import Connection, Table, insert, select, update

from controlcenter.storage.database import Database
from controlcenter.storage.tables import duty, meta

_SITE = "*"
"""One engine on duty for the whole store; the column is there for sites of their own."""


class MetaPart:
    """``get_meta`` … of the store."""

    _db: Database

    def get_meta(self, key: str) -> str | None:
        """The small value kept as *key*, None when there is none."""
        with self._db.read() as connection:
            found: str | None = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar_one_or_none()
        return found

    def set_meta(self, key: str, value: str) -> None:
        """Keep *value* as *key*."""
        with self._db.write() as connection:
            _put(connection, meta, {"key": key}, {"value": value})

    def beat(self, owner: str, at: float) -> None:
        """Say that the engine *owner* is on duty at *at*."""
        with self._db.write() as connection:
            _put(connection, duty, {"site": _SITE}, {"owner": owner, "at": at})

    def engine_seen(self) -> tuple[str, float] | None:
        """The engine last on duty and when it last said so (s since 1970 UTC); None when none ever did."""
        with self._db.read() as connection:
            row = connection.execute(select(duty.c.owner, duty.c.at).where(duty.c.site == _SITE)).one_or_none()
        return None if row is None else (row.owner, row.at)


def _put(connection: Connection, table: Table, key: dict[str, str], values: dict[str, str | float]) -> None:
    change = update(table).values(values)
    for name, value in key.items():
        change = change.where(table.c[name] == value)
    if not connection.execute(change).rowcount:
        connection.execute(insert(table).values({**key, **values}))
