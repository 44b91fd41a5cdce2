"""How fast history is written and read and how much disk it takes, against pcodec and plain files in the same run.

The data: 580 series at 1 Hz for a day (two hours with --quick), of which 0.7 walk in steps of 0.1, 0.1 in steps of
0.01, 0.2 switch on and off; half have clocks of whole seconds, half wobble by milliseconds. It is made first.
"""

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from figures import Figure, figure
from pcodec import ChunkConfig
from pcodec.standalone import simple_compress, simple_decompress

from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.storage import Store

START = 1_795_392_000
FLUSH_S = 10
SEAL_S = 600
SERIES = 580
HOURS = {False: 24, True: 2}
READS = 5


def run(quick: bool) -> dict[str, Any]:
    """Measure; ``figures`` as the common runner wants them."""
    with tempfile.TemporaryDirectory(prefix="bench-history-") as folder:
        return {"name": "history", "figures": _measure(Path(folder), HOURS[quick])}


def _measure(folder: Path, hours: int) -> list[Figure]:
    rng = np.random.default_rng(7)
    count, end = SERIES, START + hours * 3600
    store = Store.open(folder / "history.sqlite")
    points = [PointId(DeviceId(f"bench:made:{n}"), "value") for n in range(count)]
    ids = np.array(list(store.series_ids((point, "measure") for point in points).values()), np.uint32)
    written = raw_s = pcodec_s = store_s = 0.0
    pcodec_bytes = 0
    raw = (folder / "raw").open("wb")
    state = np.zeros(count)
    for begin in range(START, end, SEAL_S):
        times, values, state = _made(rng, begin, count, state)
        written += times.size
        store_s += _timed(partial(_write, store, ids, times, values))
        raw_s += _timed(partial(_write_raw, raw, ids, times, values))
        spent, size = _pcodec(times, values)
        pcodec_s, pcodec_bytes = pcodec_s + spent, pcodec_bytes + size
    raw.close()
    store.close()
    size, room = _sizes(folder / "history.sqlite")
    store = Store.open(folder / "history.sqlite")
    try:
        read_ms, limit_ms = _read(store, int(ids[count // 2]), end)
        overview_ms = _best(lambda: store.read_summary(int(ids[count // 3]), START, end, hours))
    finally:
        store.close()
    rate = written / store_s
    day = f"{hours} h of one series out of {written / 1e6:.1f} M"
    return [
        _figure("samples written, journal and chunks", rate, "samples/s", "pcodec alone", written / pcodec_s, 1e6),
        _figure("the same against a plain file", rate, "samples/s", "21 bytes a sample, fsync", written / raw_s),
        _figure("disk", size / written, "bytes/sample", "pcodec alone", pcodec_bytes / written, 3.0, less=True),
        _figure("room the journal leaves and uses again", room / 1e6, "MB", "the rest of the file", size / 1e6),
        _figure(day, read_ms, "ms", "pcodec alone", limit_ms, 20.0, less=True),
        _figure(f"overview of {hours} h, a slot an hour", overview_ms, "ms", "reading all of it", read_ms),
    ]


def _made(rng: np.random.Generator, begin: int, count: int, state: Any) -> tuple[Any, Any, Any]:
    """(seconds, series) of times and values."""
    steps = np.cumsum(rng.normal(0, 1, (SEAL_S, count)), axis=0) + state
    kind = np.arange(count) % 10
    values = np.where(kind < 7, np.round(steps * 0.3, 1) + 230, np.where(kind == 7, np.round(steps * 0.05, 2), 0.0))
    on = (np.sin(steps / 40) > 0).astype(float)
    values[:, kind > 7] = on[:, kind > 7]
    times = np.repeat(np.arange(begin, begin + SEAL_S, dtype=float)[:, None], count, axis=1)
    wobble = np.round(rng.normal(0, 0.003, (SEAL_S, count)), 3)
    times[:, ::2] += 0.5 + wobble[:, ::2]
    return times, values, steps[-1]


def _parts(ids: Any, times: Any, values: Any) -> Iterator[tuple[Any, Any, Any, Any]]:
    for second in range(0, SEAL_S, FLUSH_S):
        part = times[second : second + FLUSH_S]
        flat = part.ravel()
        numbers = np.broadcast_to(ids, part.shape).ravel()
        yield numbers, flat, values[second : second + FLUSH_S].ravel(), np.zeros(flat.size, np.uint8)


def _write(store: Store, ids: Any, times: Any, values: Any) -> None:
    for part in _parts(ids, times, values):
        store.append_journal(*part)
    store.seal()


def _write_raw(raw: Any, ids: Any, times: Any, values: Any) -> None:
    for part in _parts(ids, times, values):
        for column in part:
            raw.write(column.tobytes())
    raw.flush()
    os.fsync(raw.fileno())


def _pcodec(times: Any, values: Any) -> tuple[float, int]:
    columns = [np.ascontiguousarray(column) for column in np.rint(times * 1e6).astype(np.int64).T]
    columns += [np.ascontiguousarray(column) for column in values.T]
    config = ChunkConfig(compression_level=4)
    begin = time.perf_counter()
    size = sum(len(simple_compress(column, config)) for column in columns)
    return time.perf_counter() - begin, size


def _sizes(path: Path) -> tuple[int, int]:
    """Bytes in use and bytes free in the file."""
    connection = sqlite3.connect(path)
    pages, free, page = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    connection.close()
    return (pages - free) * page, free * page


def _read(store: Store, series: int, end: int) -> tuple[float, float]:
    """Milliseconds for all of one series, first from a store just opened; and for pcodec to unpack the same."""
    found: list[Any] = []
    first = _timed(lambda: found.append(store.read(series, START, end))) * 1e3
    times, values, _ = found[0]
    whole = np.rint(times * 1e6).astype(np.int64)
    packed = [
        simple_compress(np.ascontiguousarray(column[at : at + SEAL_S]), ChunkConfig())
        for column in (whole, values)
        for at in range(0, len(whole), SEAL_S)
    ]
    print(f"first read after opening: {first:.1f} ms, {len(times)} samples", file=sys.stderr)
    return (
        _best(lambda: store.read(series, START, end)),
        _best(lambda: [simple_decompress(data) for data in packed]),
    )


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _best(work: Callable[[], object]) -> float:
    """The median of some runs, in ms."""
    return float(np.median([_timed(work) for _ in range(READS)])) * 1e3


def _figure(
    what: str, value: float, unit: str, limit: str, limit_value: float, target: float | None = None, less: bool = False
) -> Figure:
    """*less*: at most the target instead of at least."""
    if target is None:
        return figure(what, value, unit, limit=limit, limit_value=limit_value)
    ok = value <= target if less else value >= target
    words = f"{'≤' if less else '≥'} {target:,.0f} {unit}"
    return figure(what, value, unit, limit=limit, limit_value=limit_value, target=words, ok=ok)
