"""The journal: one row of packed arrays a flush, small rows joined as they get many."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from controlcenter.storage.database import Database, new_id
from controlcenter.storage.errors import StoreDamagedError
from controlcenter.storage.history.codec import CodecError, pack_block, unpack_block, unpack_chunk
from controlcenter.storage.history.samples import Block, Samples, join_blocks, make_block
from controlcenter.storage.tables import journal

JOINED_AT_ONCE = 128
"""So many rows in a row become one: a row costs a reader 20 µs however few samples it holds."""


class JournalPart:
    """``append_journal`` … of the store. Nothing of the journal is kept in memory: readers read its rows."""

    _db: Database
    _loose_after = 0
    """Rows up to this one are joined already, or are being sealed: they stay as they are."""

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
        with self._db.write() as connection:
            number = new_id(connection, journal, _row(block))
            joined = number - self._loose_after >= JOINED_AT_ONCE
            if joined:
                self._join_rows(connection, number)
        if joined:
            self._loose_after = number

    def journal_size(self) -> int:
        """How many samples the journal holds."""
        with self._db.read() as connection:
            return int(connection.execute(select(func.sum(journal.c.count))).scalar_one() or 0)

    def _join_rows(self, connection: Connection, last: int) -> None:
        """Make one row of those after ``_loose_after`` up to *last*; it takes the place of *last*."""
        loose = (journal.c.id > self._loose_after) & (journal.c.id <= last)
        joined = join_blocks(list(self._journal_blocks(connection, loose)))
        connection.execute(delete(journal).where(loose))
        connection.execute(insert(journal).values(id=last, **_row(joined)))

    def _drop_journal(self, last: int) -> None:
        """Remove the rows up to *last*, all of them sealed."""
        with self._db.write() as connection:
            connection.execute(delete(journal).where(journal.c.id <= last))
        # SQLite counts from 1 again in an empty table.
        self._loose_after = 0

    def _in_journal(self, connection: Connection, series: int, start_us: int, end_us: int) -> list[Samples]:
        """The samples of one series that are not sealed, oldest written first."""
        overlap = (journal.c.first_us < end_us) & (journal.c.last_us >= start_us)
        return [block.of(series) for block in self._journal_blocks(connection, overlap)]

    def _journal_blocks(self, connection: Connection, where: ColumnElement[bool]) -> Iterator[Block]:
        """Rows of the journal one after another, in the order they were written."""
        try:
            for data in connection.execute(select(journal.c.data).where(where).order_by(journal.c.id)).scalars():
                yield unpack_block(data)
        except CodecError as error:
            raise StoreDamagedError(self._db.place, f"journal: {error}") from None

    def _unpacked(self, data: bytes, series_id: int) -> Samples:
        try:
            return unpack_chunk(data)
        except CodecError as error:
            raise StoreDamagedError(self._db.place, f"series {series_id}: {error}") from None


def _row(block: Block) -> dict[str, Any]:
    return {
        "count": len(block.series),
        "first_us": int(block.times_us.min()),
        "last_us": int(block.times_us.max()),
        "data": pack_block(block),
    }


def series_borders(totals: npt.NDArray[np.int64], most: int) -> list[int]:
    """Cut the series numbers, each with its share of *totals*, into parts of about *most*: ``[low, …, high)``."""
    if not totals.any():
        return []
    running = np.cumsum(totals)
    parts = int(-(-running[-1] // most))
    cuts = np.searchsorted(running, np.arange(1, parts) * (running[-1] / parts), side="left") + 1
    return [0, *sorted({int(cut) for cut in cuts if cut < len(totals)}), len(totals)]
