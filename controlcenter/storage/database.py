"""One database: a connection that writes, a few that read, and every error turned into ours."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, insert, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from controlcenter.storage.errors import StoreError, StoreIoError, from_database

_PAGE_BYTES = 8192
_READERS = 4


class Database:
    """Where the tables are. Writes are one at a time, each in a transaction of its own; any thread may ask."""

    def __init__(self, url: URL, *, busy_s: float) -> None:
        self.url = url
        self.path = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
        self.place = str(self.path) if self.path else url.render_as_string(hide_password=True)
        self._busy_s = busy_s
        self._write_lock = threading.RLock()
        self._write_engine = self._engine("BEGIN IMMEDIATE", 1)
        self._read_engine = self._engine("BEGIN", _READERS)
        self._writer: Connection | None = None
        self._closed = False

    @property
    def is_sqlite(self) -> bool:
        return self.path is not None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes: committed at the end, rolled back by any exception. Raises StoreError."""
        with self._write_lock, self._translated():
            writer = self._writing()
            with writer.begin():
                yield writer

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A short transaction that sees one state of everything. Raises StoreError."""
        self._check_open()
        with self._translated(), self._read_engine.begin() as reader:
            yield reader

    def changed_by_others(self) -> int | None:
        """A number that changes when another connection committed; None where that cannot be told cheaply."""
        if not self.is_sqlite:
            return None
        with self._write_lock, self._translated():
            row = self._raw_writer().execute("PRAGMA data_version").fetchone()
        return int(row[0])

    def insert_sql(self, table: Table) -> str:
        """INSERT of all columns in table order for ``exec_driver_sql`` with tuples."""
        names = [self._write_engine.dialect.identifier_preparer.quote(column.name) for column in table.columns]
        mark = "?" if self._write_engine.dialect.paramstyle == "qmark" else "%s"
        return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join([mark] * len(names))})"

    def close(self) -> None:
        """Close every connection; a second time does nothing."""
        with self._write_lock:
            if self._closed:
                return
            self._closed = True
            self._read_engine.dispose()
            if self._writer is not None:
                self._writer.close()
            self._write_engine.dispose()

    def _check_open(self) -> None:
        if self._closed:
            raise StoreIoError(self.place, "the store is closed")

    def _writing(self) -> Connection:
        self._check_open()
        if self._writer is None:
            self._writer = self._write_engine.connect()
        return self._writer

    def _raw_writer(self) -> sqlite3.Connection:
        return cast(sqlite3.Connection, self._writing().connection.dbapi_connection)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise from_database(error, self.place, self.path) from error

    def _engine(self, begin: str, connections: int) -> Engine:
        if self.path is None:
            return create_engine(self.url, pool_size=connections, max_overflow=0, pool_pre_ping=True)
        engine = create_engine(
            self.url,
            pool_size=connections,
            max_overflow=0,
            connect_args={"timeout": self._busy_s, "check_same_thread": False},
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin) and None)
        return engine


def new_id(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    """Insert one row and return the number it got."""
    key = connection.execute(insert(table).values(values)).inserted_primary_key
    if key is None:
        raise RuntimeError(f"{table.name} has no key")
    return int(key[0])


def url_of(url_or_path: str | Path) -> URL:
    """The URL of a database given as a URL or as the path of a SQLite file."""
    if isinstance(url_or_path, str) and "://" in url_or_path:
        return make_url(url_or_path)
    return URL.create("sqlite", database=str(Path(url_or_path)))


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # sqlite3 would begin transactions by itself, too late and never for reads: the "begin" hook does it.
    connection.isolation_level = None
    for pragma in (
        f"page_size={_PAGE_BYTES}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        # KiB a connection: twice as much wrote and read history no faster.
        "cache_size=-2000",
        "temp_store=MEMORY",
        "journal_size_limit=67108864",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
