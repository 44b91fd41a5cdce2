"""The journal: one row of packed arrays a flush, mirrored in memory by the process that writes."""

import threading
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, Connection, delete, func, select

from controlcenter.storage.database import Database, new_id
from controlcenter.storage.errors import StoreDamagedError
from controlcenter.storage.history.codec import CodecError, pack_block, unpack_block
from controlcenter.storage.history.samples import Block, Samples, join_blocks, make_block
from controlcenter.storage.tables import journal

_LARGEST_JOINED = 100_000


class JournalRow(NamedTuple):
    """A row, or in memory several as one: ``id`` is the last of them."""

    id: int
    first_us: int
    last_us: int
    block: Block


class JournalPart:
    """``append_journal`` … of the store."""

    _db: Database
    _mirror: list[JournalRow] | None = None
    """What the journal holds, once this process has written to it; replaced, never changed in place."""
    _mirror_lock: threading.Lock
    _being_sealed = 0
    """The last row of the mirror that is or was being sealed: what came later is not joined to it."""

    def append_journal(
        self, series: npt.ArrayLike, times: npt.ArrayLike, values: npt.ArrayLike, quality: npt.ArrayLike
    ) -> None:
        """Make samples safe on disk, in one row.

        Four columns of one length: series numbers, s since 1970 UTC (kept to the µs), values (NaN where bad),
        ``Quality`` numbers. Raises ValueError for columns that do not fit, StoreError when they are not stored.
        """
        block = make_block(series, times, values, quality)
        if not len(block.series):
            return
        self.load_journal()
        row: dict[str, Any] = {
            "count": len(block.series),
            "first_us": int(block.times_us.min()),
            "last_us": int(block.times_us.max()),
            "data": pack_block(block),
        }
        with self._db.write() as connection:
            number = new_id(connection, journal, row)
        with self._mirror_lock:
            added = JournalRow(number, row["first_us"], row["last_us"], block)
            self._mirror = _grown(self._mirror or [], added, self._being_sealed)

    def load_journal(self) -> int:
        """Read what an earlier run left in the journal, once; returns the samples waiting to be sealed."""
        if self._mirror is None:
            with self._db.read() as connection:
                rows = self._stored_journal(connection)
            with self._mirror_lock:
                self._mirror = rows
        return self.journal_size()

    def journal_size(self) -> int:
        """How many samples the journal holds."""
        if self._mirror is not None:
            return sum(len(row.block.series) for row in self._mirror)
        with self._db.read() as connection:
            return int(connection.execute(select(func.sum(journal.c.count))).scalar_one() or 0)

    def _take_mirror(self) -> list[JournalRow]:
        """What is to be sealed now."""
        with self._mirror_lock:
            rows = self._mirror or []
            self._being_sealed = rows[-1].id if rows else 0
        return rows

    def _in_journal(self, connection: Connection, series: int, start_us: int, end_us: int) -> list[Samples]:
        """The samples of one series that are not sealed, oldest written first. For processes that only read."""
        overlap = (journal.c.first_us < end_us) & (journal.c.last_us >= start_us)
        return [row.block.of(series) for row in self._stored_journal(connection, overlap)]

    def _in_mirror(self, series: int, start_us: int, end_us: int) -> list[Samples] | None:
        """The same from memory; None when this process does not write."""
        with self._mirror_lock:
            rows = self._mirror
        if rows is None:
            return None
        return [row.block.of(series) for row in rows if row.first_us < end_us and row.last_us >= start_us]

    def _stored_journal(self, connection: Connection, where: ColumnElement[bool] | None = None) -> list[JournalRow]:
        wanted = select(journal.c.id, journal.c.first_us, journal.c.last_us, journal.c.data).order_by(journal.c.id)
        if where is not None:
            wanted = wanted.where(where)
        try:
            return [JournalRow(*row[:3], unpack_block(row.data)) for row in connection.execute(wanted)]
        except CodecError as error:
            raise StoreDamagedError(self._db.place, f"journal: {error}") from None

    def _drop_journal(self, connection: Connection, rows: Sequence[JournalRow]) -> None:
        """Remove the rows that were sealed, in the transaction that stores their chunks."""
        if rows:
            connection.execute(delete(journal).where(journal.c.id <= rows[-1].id))

    def _forget_mirrored(self, rows: Sequence[JournalRow]) -> None:
        with self._mirror_lock:
            self._mirror = [row for row in self._mirror or () if row.id > rows[-1].id]


def _grown(rows: Sequence[JournalRow], added: JournalRow, apart: int) -> list[JournalRow]:
    """*rows* with one more, small ones joined: thousands of small rows would be slow to look through."""
    grown = [*rows, added]
    while len(grown) > 1 and grown[-2].id > apart:
        left, right = grown[-2:]
        if not len(left.block.series) <= 2 * len(right.block.series) <= _LARGEST_JOINED:
            break
        first_us, last_us = min(left.first_us, right.first_us), max(left.last_us, right.last_us)
        grown[-2:] = [JournalRow(right.id, first_us, last_us, join_blocks([left.block, right.block]))]
    return grown


def series_borders(blocks: Sequence[Block], most: int) -> list[int]:
    """Cut the series numbers so that each part holds about *most* samples: ``[low, …, high)``."""
    numbers = [np.bincount(block.series) for block in blocks if len(block.series)]
    if not numbers:
        return []
    totals = np.zeros(max(len(part) for part in numbers), np.int64)
    for part in numbers:
        totals[: len(part)] += part
    running = np.cumsum(totals)
    parts = int(-(-running[-1] // most))
    cuts = np.searchsorted(running, np.arange(1, parts) * (running[-1] / parts), side="left") + 1
    return [0, *sorted({int(cut) for cut in cuts if cut < len(totals)}), len(totals)]
