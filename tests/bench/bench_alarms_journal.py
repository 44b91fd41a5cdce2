"""How fast the alarm journal is read and written when five million lines are in it.

    python tests/bench/bench_alarms_journal.py [--quick]

The lines are spread over thirty days (166,667 a day, a city in permanent trouble), 20,000 devices, 400 areas and
twelve operators; of them 0.1 % are shelvings and 0.1 % critical. --quick makes half a million over three days.
"""

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from figures import Figure, figure

from controlcenter.domain.alarms import Alarm, Event, JournalFilter, Sight, raise_
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.ids import AreaId, DeviceId
from controlcenter.storage import Store

START = 1_795_392_000.0
DAY_S = 86400.0
LINES_A_DAY = 5_000_000 // 30
DAYS = {False: 30, True: 3}
TARGET_MS = 50.0
READS = 9
LAMPS, AREAS, OPERATORS = 20_000, 400, 12
_EVENTS = ("raised", "cleared", "acknowledged", "shelved")
_MORE = '{"source_at":1795392000.123,"value":251.5,"limit":250.0}'
_SAID = '{"seat":"desk-1","note":"crew is on its way"}'
_AT_ONCE = 100_000


def run(quick: bool) -> dict[str, object]:
    """Measure; ``figures`` as the common runner wants them."""
    days = DAYS[quick]
    with tempfile.TemporaryDirectory(prefix="bench-alarms-") as folder:
        path = Path(folder) / "controlcenter.sqlite"
        Store.open(path).close()
        _fill(path, days)
        store = Store.open(path)
        try:
            figures = [*_queries(store, days), *_sums(store, days), _write(store, days)]
        finally:
            store.close()
        size = path.stat().st_size / (days * LINES_A_DAY)
    return {"name": "alarm journal", "figures": [*figures, figure("disk, with its indexes", size, "bytes/line")]}


def _fill(path: Path, days: int) -> None:
    """Raw inserts, the indexes last: the store itself writes far fewer lines a second, and is measured apart."""
    raw = sqlite3.connect(path, isolation_level=None)
    wanted = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'alarm_journal' AND sql IS NOT NULL"
    )
    indexes = raw.execute(wanted).fetchall()
    raw.execute("PRAGMA synchronous=OFF")
    raw.execute("BEGIN")
    for name, _sql in indexes:
        raw.execute(f"DROP INDEX {name}")
    raw.executemany(f"INSERT INTO alarm_journal VALUES ({', '.join('?' * 12)})", _lines(days))
    for _name, sql in indexes:
        raw.execute(sql)
    raw.execute("COMMIT")
    raw.close()


def _lines(days: int) -> Iterator[tuple[object, ...]]:
    rng = np.random.default_rng(11)
    count = days * LINES_A_DAY
    times = np.sort(rng.random(count)) * days * DAY_S + START
    for first in range(0, count, _AT_ONCE):
        at = times[first : first + _AT_ONCE]
        n = len(at)
        event = rng.choice(4, n, p=[0.45, 0.45, 0.099, 0.001])
        priority = rng.choice([1, 2, 3, 4], n, p=[0.8, 0.15, 0.049, 0.001])
        many = (rng.integers(0, top, n).tolist() for top in (LAMPS, AREAS, OPERATORS))
        rows = zip(range(first + 1, first + n + 1), at.tolist(), event.tolist(), priority.tolist(), *many, strict=True)
        for number, when, what, rank, lamp, area, who in rows:
            by, more = (f"operator {who}", _SAID) if what > 1 else (None, _MORE)
            yield (
                number, when, f"main:demo_lamp:street-lamp-{lamp}", "high_voltage", _EVENTS[what],
                "normal", "unacknowledged", rank, 0, area + 1, by, more,
            )  # fmt: skip


def _queries(store: Store, days: int) -> Iterator[Figure]:
    day = START + (days // 2) * DAY_S
    lamp = DeviceId("main:demo_lamp:street-lamp-77")
    asked = {
        "all": JournalFilter(day, day + DAY_S),
        "one device": JournalFilter(day, day + DAY_S, lamp),
        "critical": JournalFilter(day, day + DAY_S, priorities=(Priority.CRITICAL,)),
        "40 areas": JournalFilter(day, day + DAY_S, areas=tuple(AreaId(n) for n in range(1, 41))),
        "one area, critical": JournalFilter(day, day + DAY_S, areas=(AreaId(5),), priorities=(Priority.CRITICAL,)),
        "shelvings": JournalFilter(day, day + DAY_S, events=(Event.SHELVED,)),
        "one operator": JournalFilter(day, day + DAY_S, by="operator 3"),
        "one operator's shelvings": JournalFilter(day, day + DAY_S, by="operator 3", events=(Event.SHELVED,)),
        "an operator who did nothing": JournalFilter(day, day + DAY_S, by="nobody"),
    }
    for name, wanted in asked.items():
        taken = _median(lambda wanted=wanted: store.alarm_journal(wanted))
        yield figure(f"a day, {name}", taken, "ms", target=f"≤ {TARGET_MS:.0f} ms", ok=taken <= TARGET_MS)
    tail = store.alarm_journal(JournalFilter(end=day), limit=1)[0].number
    deep = _median(lambda: store.alarm_journal(JournalFilter(), tail))
    yield figure("500 more after millions", deep, "ms", target=f"≤ {TARGET_MS:.0f} ms", ok=deep <= TARGET_MS)
    yield figure("one device, all days", _median(lambda: store.alarm_journal(JournalFilter(device=lamp))), "ms")


def _sums(store: Store, days: int) -> Iterator[Figure]:
    from controlcenter.engine.alarms.statistics import statistics

    rows = store.alarm_rows(START, START + DAY_S)
    taken = _median(lambda: store.alarm_rows(START, START + DAY_S), 3)
    yield figure("lines read for counting", len(rows.at) / taken * 1e3, "lines/s")
    counted = _median(lambda: statistics(rows, (), START, START + DAY_S, START), 3)
    yield figure("lines counted", len(rows.at) / counted * 1e3, "lines/s")


def _write(store: Store, days: int) -> Figure:
    spent = []
    for batch in range(5):
        at = START + days * DAY_S + batch
        ids = [
            AlarmId(DeviceId(f"main:demo_lamp:street-lamp-{(n * 7919 + batch) % LAMPS}"), "fault") for n in range(1000)
        ]
        steps = [raise_(Alarm(id_, Priority.HIGH), Sight(at, at - 1, 251.5, 250.0)) for id_ in ids]
        alarms, entries = [step.alarm for step in steps], [step.entry for step in steps]
        spent.append(_timed(lambda alarms=alarms, entries=entries: store.save_alarm_steps(alarms, entries)))
    return figure("1,000 steps of 1,000 devices written", float(np.median(spent)), "ms")


def _median(work: Callable[[], object], times: int = READS) -> float:
    return float(np.median([_timed(work) for _ in range(times)]))


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1e3


if __name__ == "__main__":
    print(json.dumps(run("--quick" in sys.argv[1:]), indent=1))
