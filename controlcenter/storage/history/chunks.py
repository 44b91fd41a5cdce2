"""Sealing the journal into compressed chunks, and letting old chunks go."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, bindparam, delete, func, select

from controlcenter.storage.database import Database
from controlcenter.storage.history.codec import pack_chunk
from controlcenter.storage.history.journal import JournalPart, series_borders
from controlcenter.storage.history.samples import US, Block, Samples, join_blocks, to_us
from controlcenter.storage.tables import chunk_data, chunks, journal, series, texts

MAX_SPAN_US = 86_400 * US
"""No chunk is longer: a range is found by looking this far before its start."""

_CHUNK_SAMPLES = 600
_LARGEST_CHUNK = 900
_SAMPLES_A_PART = 200_000
_CHUNKS_A_STEP = 100
_SERIES_A_STEP = 500

Row = tuple[Any, ...]


class Tail(NamedTuple):
    """A chunk that is to be merged with what follows it."""

    series: int
    first_us: int
    id: int


class ChunkPart(JournalPart):
    """``seal`` … of the store."""

    _db: Database

    def seal(self) -> int:
        """Turn everything the journal holds into chunks; returns how many samples went."""
        return sum(self.sealing())

    def sealing(self) -> Iterator[int]:
        """The same in steps of some 10 ms, so that other writes get their turn between them.

        Some series at a time: their samples and the last chunk of each, while that is a small one, become chunks in
        one transaction. Yields 0 between the steps, and at the end, when the journal rows are gone, the number of
        samples. Stopped half way, some samples are in chunks and in the journal: readers see them once, and the next
        sealing finds them again in the last chunk.
        """
        with self._db.read() as connection:
            last = connection.execute(select(func.max(journal.c.id))).scalar_one()
        if last is None:
            return
        self._loose_after = last
        totals = self._totals(last)
        yield 0
        # Each series may bring a tail, half of a chunk on average.
        weights = np.where(totals > 0, totals + _CHUNK_SAMPLES // 2, 0)
        for low, high in pairwise(series_borders(weights, _SAMPLES_A_PART)):
            tails, part = self._part(last, low, high)
            yield 0
            packed: list[tuple[Row, bytes]] = []
            for start, stop, heads in _cut(part):
                bodies = (_pack(part, begin, end) for begin, end in zip(start, stop, strict=True))
                packed.extend(zip(heads, bodies, strict=True))
                yield 0
            with self._db.write() as connection:
                _drop_chunks(connection, tails)
                self._store_chunks(connection, packed)
            yield 0
        self._drop_journal(last)
        yield int(totals.sum())

    def _totals(self, last: int) -> npt.NDArray[np.int64]:
        """How many samples each series has in the journal rows up to *last*; the index is its number."""
        totals = np.zeros(0, np.int64)
        with self._db.read() as connection:
            for block in self._journal_blocks(connection, journal.c.id <= last):
                found = np.bincount(block.series, minlength=len(totals))
                found[: len(totals)] += totals
                totals = found
        return totals

    def _part(self, last: int, low: int, high: int) -> tuple[list[Tail], Block]:
        """The series ``low <= number < high`` of the journal rows up to *last*, in order, with the tails they join."""
        with self._db.read() as connection:
            fresh = [block.between(low, high) for block in self._journal_blocks(connection, journal.c.id <= last)]
            having = set(np.unique(np.concatenate([block.series for block in fresh])).tolist())
            tails = [tail for tail in _tails(connection, low, high) if tail.series in having]
            olds = self._unpacked_tails(connection, tails)
        return tails, _in_order(join_blocks([*olds, *fresh]))

    def _unpacked_tails(self, connection: Connection, tails: Sequence[Tail]) -> list[Block]:
        series_of = {tail.id: tail.series for tail in tails}
        ids = sorted(series_of)
        blocks = []
        for start in range(0, len(ids), _SERIES_A_STEP):
            wanted = select(chunk_data).where(chunk_data.c.id.in_(ids[start : start + _SERIES_A_STEP]))
            for number, data in connection.execute(wanted.order_by(chunk_data.c.id)):
                samples = self._unpacked(data, series_of[number])
                blocks.append(Block(np.full(len(samples.times_us), series_of[number], np.uint32), *samples))
        return blocks

    def expire(self, retention: Mapping[str, float], now: float) -> int:
        """Let history go that is older than its class is kept (s); returns how many chunks went.

        A class that *retention* does not name is kept for ever.
        """
        return sum(self.expiring(retention, now))

    def expiring(self, retention: Mapping[str, float], now: float) -> Iterator[int]:
        """The same in short steps, each a transaction; yields how many chunks each let go."""
        with self._db.read() as connection:
            found = connection.execute(select(series.c.id, series.c.retention).order_by(series.c.id)).all()
        limits = [(row.id, to_us(now - retention[row.retention])) for row in found if row.retention in retention]
        for start in range(0, len(limits), _SERIES_A_STEP):
            gone = 0
            with self._db.write() as connection:
                for number, limit_us in limits[start : start + _SERIES_A_STEP]:
                    gone += _expire_one(connection, number, limit_us)
            yield gone

    def _store_chunks(self, connection: Connection, packed: Sequence[tuple[Row, bytes]]) -> None:
        highest: int | None = connection.execute(select(func.max(chunk_data.c.id))).scalar_one()
        numbered = list(enumerate(packed, (highest or 0) + 1))
        heads = [(head[0], head[1], number, *head[2:]) for number, (head, _) in numbered]
        connection.exec_driver_sql(self._db.insert_sql(chunks), heads)
        connection.exec_driver_sql(self._db.insert_sql(chunk_data), [(number, data) for number, (_, data) in numbered])


def _tails(connection: Connection, low: int, high: int) -> list[Tail]:
    """The last chunk of each series ``low <= number < high`` that is small yet."""
    every = chunks.alias()
    latest = select(func.max(every.c.first_us)).where(every.c.series == series.c.id).scalar_subquery()
    both = series.join(chunks, (chunks.c.series == series.c.id) & (chunks.c.first_us == latest))
    wanted = select(chunks.c.series, chunks.c.first_us, chunks.c.id).select_from(both)
    wanted = wanted.where(series.c.id >= low, series.c.id < high, chunks.c.count < _CHUNK_SAMPLES)
    return [Tail(*row) for row in connection.execute(wanted)]


def _drop_chunks(connection: Connection, tails: Sequence[Tail]) -> None:
    if not tails:
        return
    c = chunks.c
    head = delete(chunks).where(c.series == bindparam("s"), c.first_us == bindparam("f"), c.id == bindparam("i"))
    connection.execute(head, [{"s": tail.series, "f": tail.first_us, "i": tail.id} for tail in tails])
    data = delete(chunk_data).where(chunk_data.c.id == bindparam("i"))
    connection.execute(data, [{"i": tail.id} for tail in tails])


def _expire_one(connection: Connection, number: int, limit_us: int) -> int:
    old = (chunks.c.series == number) & (chunks.c.first_us < limit_us) & (chunks.c.last_us < limit_us)
    ids = list(connection.execute(select(chunks.c.id).where(old)).scalars())
    if ids:
        for start in range(0, len(ids), _SERIES_A_STEP):
            part = ids[start : start + _SERIES_A_STEP]
            connection.execute(delete(chunk_data).where(chunk_data.c.id.in_(part)))
        connection.execute(delete(chunks).where(old))
    connection.execute(delete(texts).where((texts.c.series == number) & (texts.c.at_us < limit_us)))
    return len(ids)


def _in_order(block: Block) -> Block:
    """By series, then time; of the same series and time only what was written last."""
    order = np.lexsort((block.times_us, block.series))
    numbers, times = block.series[order], block.times_us[order]
    last = np.append((numbers[1:] != numbers[:-1]) | (times[1:] != times[:-1]), True)
    order = order[last]
    return Block(numbers[last], times[last], block.values[order], block.quality[order])


def _cut(block: Block) -> Iterator[tuple[list[int], list[int], list[Row]]]:
    """Where chunks begin and end in an ordered block, with their heads; some at a time."""
    starts = _starts(block)
    stops = np.append(starts[1:], len(block.series))
    heads = _heads(block, starts, stops)
    for first in range(0, len(starts), _CHUNKS_A_STEP):
        part = slice(first, first + _CHUNKS_A_STEP)
        yield starts[part].tolist(), stops[part].tolist(), heads[part]


def _starts(block: Block) -> npt.NDArray[np.intp]:
    """The first sample of each chunk: one series, at most a day, about ``_CHUNK_SAMPLES`` samples."""
    fresh = np.flatnonzero(np.append(True, block.series[1:] != block.series[:-1]))
    starts: list[int] = []
    for begin, end in pairwise([*fresh.tolist(), len(block.series)]):
        count = end - begin
        if block.times_us[end - 1] - block.times_us[begin] > MAX_SPAN_US:
            starts.extend(_starts_by_day(block.times_us, begin, end))
        elif count > _LARGEST_CHUNK:
            pieces = -(-count // _CHUNK_SAMPLES)
            starts.extend(begin + count * piece // pieces for piece in range(pieces))
        else:
            starts.append(begin)
    return np.asarray(starts, np.intp)


def _starts_by_day(times_us: npt.NDArray[np.int64], begin: int, end: int) -> Iterator[int]:
    while begin < end:
        yield begin
        day = begin + int(np.searchsorted(times_us[begin:end], times_us[begin] + MAX_SPAN_US, side="right"))
        begin = min(day, begin + _LARGEST_CHUNK)


def _heads(block: Block, starts: npt.NDArray[np.intp], stops: npt.NDArray[np.intp]) -> list[Row]:
    """The columns of ``chunks`` but for ``id``."""
    numbers = ~np.isnan(block.values)
    last = stops - 1
    low = np.fmin.reduceat(block.values, starts)
    high = np.fmax.reduceat(block.values, starts)
    total = np.add.reduceat(np.where(numbers, block.values, 0.0), starts)
    good = np.add.reduceat(numbers.astype(np.int64), starts)
    total[good == 0] = np.nan
    columns = (
        block.series[starts].tolist(),
        block.times_us[starts].tolist(),
        block.times_us[last].tolist(),
        (stops - starts).tolist(),
        _or_none(low),
        _or_none(high),
        _or_none(total),
        _or_none(block.values[starts]),
        _or_none(block.values[last]),
        good.tolist(),
        np.maximum.reduceat(block.quality, starts).tolist(),
        block.quality[last].tolist(),
    )
    return list(zip(*columns, strict=True))


def _or_none(values: npt.NDArray[np.float64]) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]


def _pack(block: Block, begin: int, end: int) -> bytes:
    part = slice(begin, end)
    return pack_chunk(Samples(block.times_us[part], block.values[part], block.quality[part]))
