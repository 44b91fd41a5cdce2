"""Bring a database up to the newest schema."""

import re
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from controlcenter.storage.database import Database
from controlcenter.storage.errors import StoreDamagedError, StoreNewerError

HEAD = "0003"
"""The newest revision in ``migrations/versions``; a test compares them."""

_SCRIPTS = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Create or upgrade the tables in one transaction.

    Raises StoreNewerError when a later version of the program wrote them, StoreDamagedError when they are not ours.
    """
    with database.read() as connection:
        if _revision(connection) == HEAD:
            return
    with database.write() as connection:
        found = _revision(connection)
        if found == HEAD:
            return
        if found is None and inspect(connection).get_table_names():
            raise StoreDamagedError(database.place, "the file holds another program's tables")
        if found is not None and (not re.fullmatch(r"\d{4}", found) or found > HEAD):
            raise StoreNewerError(database.place, f"its schema is {found}, this program knows up to {HEAD}")
        _upgrade(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _upgrade(connection: Connection) -> None:
    # Imported here: an up-to-date file, the usual case, does not pay for it at every start.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
