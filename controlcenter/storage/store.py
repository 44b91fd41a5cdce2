"""The store: everything that outlives the process, in one SQLite file or a PostgreSQL database."""

import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from controlcenter.storage import health
from controlcenter.storage.alarms import AlarmPart
from controlcenter.storage.commands import CommandPart
from controlcenter.storage.control import ControlPart
from controlcenter.storage.database import Database, url_of
from controlcenter.storage.duty import DutyLock
from controlcenter.storage.errors import StoreError, from_system
from controlcenter.storage.history.chunks import ChunkPart
from controlcenter.storage.history.query import QueryPart
from controlcenter.storage.history.series import SeriesPart
from controlcenter.storage.history.texts import TextPart
from controlcenter.storage.inventory import InventoryPart
from controlcenter.storage.meta import MetaPart
from controlcenter.storage.migrate import HEAD, migrate
from controlcenter.storage.overrides import OverridePart
from controlcenter.storage.requests import RequestPart


class Store(
    InventoryPart,
    CommandPart,
    ControlPart,
    RequestPart,
    MetaPart,
    SeriesPart,
    ChunkPart,
    QueryPart,
    TextPart,
    AlarmPart,
    OverridePart,
):
    """Made by ``Store.open``. Every method is synchronous and raises StoreError; any thread may call them.

    Writes are one at a time; reads see the last commit and wait for no write.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    @classmethod
    def open(cls, url_or_path: str | Path, *, busy_s: float = 5.0) -> "Store":
        """Open, and create or upgrade where needed; *busy_s* is how long to wait for another program's lock.

        An existing file is looked at first and never overwritten. Raises the StoreError that says what is wrong.
        """
        url = url_of(url_or_path)
        database = Database(url, busy_s=busy_s)
        try:
            if database.path is not None:
                _look_at_the_file(database.path)
            migrate(database)
        except StoreError:
            database.close()
            raise
        return cls(database)

    @staticmethod
    def move_aside(path: str | Path, now: datetime | None = None) -> Path:
        """Rename a damaged database to ``NAME.damaged-YYYYmmdd-HHMMSS`` so that a fresh one can be made.

        Returns its new path; its write-ahead log goes with it. Raises StoreError.
        """
        return health.move_aside(Path(path), now)

    @staticmethod
    def duty_lock(path: str | Path) -> DutyLock:
        """The lock by which two copies on the database file *path* notice each other; it need not exist yet."""
        return DutyLock(Path(path).with_name(f"{Path(path).name}.duty"))

    @property
    def place(self) -> str:
        """The file, or the URL without its password."""
        return self._db.place

    @property
    def path(self) -> Path | None:
        """The file, None on a server."""
        return self._db.path

    @property
    def schema(self) -> str:
        return HEAD

    def size_bytes(self) -> int:
        """What the store takes on disk."""
        if self._db.path is None:
            with self._db.read() as connection:
                return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
        total = 0
        for end in ("", "-wal"):
            try:
                total += self._db.path.with_name(self._db.path.name + end).stat().st_size
            except FileNotFoundError:
                continue
            except OSError as error:
                raise from_system(error, self.place) from None
        return total

    def free_bytes(self) -> int | None:
        """The room left on its disk; None on a server."""
        if self._db.path is None:
            return None
        try:
            return shutil.disk_usage(self._db.path.parent).free
        except OSError as error:
            raise from_system(error, self.place) from None

    def close(self) -> None:
        """Close every connection; a second time does nothing."""
        self._db.close()


def _look_at_the_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_system(error, str(path)) from None
    # A log beside the file means that its last user was killed, unless that user is still there.
    unclean = health.left_over(path) and not Store.duty_lock(path).holder()
    health.check_file(path, unclean=unclean)
