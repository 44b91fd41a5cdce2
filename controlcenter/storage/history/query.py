"""Reading history: samples, overviews, the newest."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Row, Select, func, select, true

from controlcenter.storage.database import Database
from controlcenter.storage.errors import StoreDamagedError
from controlcenter.storage.history.chunks import MAX_SPAN_US
from controlcenter.storage.history.journal import JournalPart
from controlcenter.storage.history.samples import (
    NOTHING,
    US,
    Floats,
    Qualities,
    Samples,
    make_block,
    merge,
    to_seconds,
    to_us,
)
from controlcenter.storage.history.summary import Heads, summarise
from controlcenter.storage.tables import chunk_data, chunks

_AT_ONCE = 500


class Columns(NamedTuple):
    """(n,) s since 1970 UTC strictly increasing, (n,) values (NaN where bad), (n,) uint8 of ``Quality``."""

    times: Floats
    values: Floats
    quality: Qualities


class Newest(NamedTuple):
    """The last sample of a series."""

    at: float
    value: float
    quality: int


def columns_of(samples: Samples) -> Columns:
    return Columns(to_seconds(samples.times_us), samples.values, samples.quality)


class QueryPart(JournalPart):
    """``read`` … of the store. Any thread may call these."""

    _db: Database

    def read(self, series_id: int, start: float, end: float, extra: Columns | None = None) -> Columns:
        """Samples of ``[start, end)`` in order of time; of the same time the one written last.

        *extra* are samples not written yet, newer than all that are. Raises StoreError.
        """
        start_us, end_us = to_us(start), to_us(end)
        with self._db.read() as connection:
            rows = connection.execute(_data_between(series_id, start_us, end_us)).all()
            waiting = self._in_journal(connection, series_id, start_us, end_us)
        parts = [self._unpacked(row.data, series_id) for row in sorted(rows, key=lambda row: int(row.id))]
        return columns_of(merge([*parts, *waiting, _samples(extra)], start_us, end_us))

    def count(self, series_id: int, start: float, end: float) -> int:
        """About how many samples ``[start, end)`` holds: never fewer than there are, dear only in the journal."""
        start_us, end_us = to_us(start), to_us(end)
        with self._db.read() as connection:
            wanted = select(func.sum(chunks.c.count)).where(*_between(series_id, start_us, end_us))
            sealed = connection.execute(wanted).scalar_one()
            waiting = self._in_journal(connection, series_id, start_us, end_us)
        return int(sealed or 0) + sum(len(part.times_us) for part in waiting)

    def read_summary(
        self, series_id: int, start: float, end: float, slots: int, extra: Columns | None = None
    ) -> Columns:
        """The least and the greatest value of each of *slots* equal parts of ``[start, end)``.

        Two rows for each slot that holds samples, a quarter and three quarters into it, the least first;
        ``quality`` is the worst of the slot; both values are NaN where the slot holds only bad ones.
        A chunk that lies within one slot is told by its head, without reading its samples.
        """
        start_us, end_us = to_us(start), to_us(end)
        if slots < 1 or end_us - start_us < slots:
            raise ValueError(f"{slots} slots do not fit into {end - start} s")
        with self._db.read() as connection:
            rows = connection.execute(_heads_between(series_id, start_us, end_us)).all()
            waiting = self._in_journal(connection, series_id, start_us, end_us)
            fresh = merge([*waiting, _samples(extra)], start_us, end_us)
            heads = _heads(rows)
            told = heads.tell(start_us, end_us, slots, fresh.times_us)
            unread = [rows[index].id for index in np.flatnonzero(~told).tolist()]
            parts = self._data(connection, series_id, unread)
        samples = merge([*parts, fresh], start_us, end_us)
        return Columns(*summarise(heads.only(told), samples, start_us, end_us, slots))

    def newest(self, series_ids: Iterable[int]) -> dict[int, Newest]:
        """The newest sample of each series that has any."""
        numbers = list(series_ids)
        found: dict[int, Newest] = {}
        with self._db.read() as connection:
            waiting: dict[int, list[Samples]] = {number: [] for number in numbers}
            for block in self._journal_blocks(connection, true()):
                for number, parts in waiting.items():
                    parts.append(block.of(number))
            for number, parts in waiting.items():
                newest = _newest(connection.execute(_last_head(number)).first(), parts)
                if newest is not None:
                    found[number] = newest
        return found

    def _data(self, connection: Connection, series_id: int, ids: Sequence[int]) -> list[Samples]:
        data: dict[int, bytes] = {}
        for start in range(0, len(ids), _AT_ONCE):
            wanted = select(chunk_data).where(chunk_data.c.id.in_(ids[start : start + _AT_ONCE]))
            data.update((row.id, row.data) for row in connection.execute(wanted))
        missing = set(ids) - data.keys()
        if missing:
            raise StoreDamagedError(self._db.place, f"series {series_id}: {len(missing)} chunks have no data")
        return [self._unpacked(data[number], series_id) for number in sorted(ids)]


def _between(series_id: int, start_us: int, end_us: int) -> tuple[Any, ...]:
    return (
        chunks.c.series == series_id,
        chunks.c.first_us >= start_us - MAX_SPAN_US,
        chunks.c.first_us < end_us,
        chunks.c.last_us >= start_us,
    )


def _data_between(series_id: int, start_us: int, end_us: int) -> Select[Any]:
    both = chunks.join(chunk_data, chunks.c.id == chunk_data.c.id)
    return select(chunks.c.id, chunk_data.c.data).select_from(both).where(*_between(series_id, start_us, end_us))


def _heads_between(series_id: int, start_us: int, end_us: int) -> Select[Any]:
    c = chunks.c
    wanted = select(c.id, c.first_us, c.last_us, c.low, c.high, c.worst)
    return wanted.where(*_between(series_id, start_us, end_us)).order_by(c.first_us)


def _last_head(series_id: int) -> Select[Any]:
    c = chunks.c
    latest = select(func.max(c.first_us)).where(c.series == series_id).scalar_subquery()
    wanted = select(c.last_us, c.last, c.last_quality)
    return wanted.where(c.series == series_id, c.first_us >= latest - MAX_SPAN_US).order_by(
        c.last_us.desc(), c.id.desc()
    )


def _heads(rows: Sequence[Row[Any]]) -> Heads:
    table = list(zip(*rows, strict=True)) if rows else [()] * 6

    def floats(column: int) -> npt.NDArray[np.float64]:
        return np.array([np.nan if value is None else value for value in table[column]], np.float64)

    return Heads(
        np.array(table[1], np.int64), np.array(table[2], np.int64), floats(3), floats(4), np.array(table[5], np.uint8)
    )


def _samples(extra: Columns | None) -> Samples:
    if extra is None:
        return NOTHING
    block = make_block(np.zeros(len(extra.times), np.uint32), *extra)
    return Samples(block.times_us, block.values, block.quality)


def _newest(sealed: Row[Any] | None, waiting: Sequence[Samples]) -> Newest | None:
    best = None
    if sealed is not None:
        value = np.nan if sealed.last is None else sealed.last
        best = (sealed.last_us, value, sealed.last_quality)
    for part in waiting:
        if len(part.times_us):
            index = len(part.times_us) - 1 - int(np.argmax(part.times_us[::-1]))
            at_us = int(part.times_us[index])
            if best is None or at_us >= best[0]:
                best = (at_us, float(part.values[index]), int(part.quality[index]))
    return None if best is None else Newest(best[0] / US, best[1], best[2])
