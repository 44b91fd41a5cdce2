"""History when the process is killed, the disk is full, or several threads read."""

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.storage import Store
from controlcenter.storage.errors import StoreDiskFullError, StoreError

WRITE_UNTIL_KILLED = """
import sys
from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.storage import Store
store = Store.open(sys.argv[1])
ids = list(store.series_ids((PointId(DeviceId("a:b:c"), str(n)), "measure") for n in range(100)).values())
at = 0
while True:
    for _ in range(20):
        store.append_journal(ids, [float(at)] * 100, [float(at)] * 100, [0] * 100)
        print(at, flush=True)
        at += 1
    store.seal()
"""


def test_what_was_written_outlives_a_kill(path: Path) -> None:
    command = [sys.executable, "-c", WRITE_UNTIL_KILLED, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = 0
        while told < 250:
            told = int(writer.stdout.readline())
        writer.kill()
        told = max([told, *(int(line) for line in writer.stdout.read().splitlines(keepends=False) if line)])
    store = Store.open(path)
    for number in (1, 57, 100):
        times, values, _ = store.read(number, 0, 1e9)
        # Each one told of, perhaps one more that was stored and not told of; none twice, none missing.
        assert len(times) in (told + 1, told + 2)
        np.testing.assert_array_equal(times, np.arange(len(times)))
        np.testing.assert_array_equal(values, times)
    waiting = store.journal_size()
    assert store.seal() == waiting
    assert len(store.read(1, 0, 1e9).times) in (told + 1, told + 2)
    store.close()


def test_a_full_disk_is_told_and_nothing_is_half_written(store: Store) -> None:
    (number,) = store.series_ids([(PointId(DeviceId("a:b:c"), "x"), "measure")]).values()
    store.append_journal([number], [1.0], [1.0], [0])
    raw = store._db._raw_writer()
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count={pages + 4}")
    many = np.arange(100_000.0)
    with pytest.raises(StoreDiskFullError) as caught:
        store.append_journal(np.full(100_000, number), many + 10, many, np.zeros(100_000, np.uint8))
    assert caught.value.code == "store.disk_full"
    assert store.read(number, 0, 1e9).times.tolist() == [1.0]
    assert store.journal_size() == 1
    raw.execute("PRAGMA max_page_count=1000000")
    store.append_journal(np.full(100_000, number), many + 10, many, np.zeros(100_000, np.uint8))
    assert store.seal() == 100_001
    assert len(store.read(number, 0, 1e9).times) == 100_001


LIMITED = """
import resource, sys
from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.storage import Store, StoreError
store = Store.open(sys.argv[1])
store.series_ids([(PointId(DeviceId("a:b:c"), "x"), "measure")])
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
written = 0
try:
    for at in range(1000):
        store.append_journal([1] * 1000, [at * 1000.0 + n for n in range(1000)], [1.0] * 1000, [0] * 1000)
        written += 1000
except StoreError as error:
    print(error.code, written)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.append_journal([1], [1e9], [1.0], [0])
print(len(store.read(1, 0, 2e9).times))
store.close()
"""


def test_a_file_that_may_not_grow_is_a_store_error_and_writing_goes_on_after_it(path: Path) -> None:
    command = [sys.executable, "-c", LIMITED, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    code, written, read = done.stdout.split()
    assert code in ("store.io", "store.disk_full")
    assert int(read) == int(written) + 1


def test_readers_see_every_sample_once_while_the_journal_is_sealed(store: Store) -> None:
    ids = list(store.series_ids((PointId(DeviceId("a:b:c"), str(n)), "measure") for n in range(50)).values())
    wrong: list[str] = []
    written = [0]
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            before = written[0]
            try:
                times = store.read(ids[7], 0, 1e9).times
            except StoreError as error:
                wrong.append(str(error))
                return
            if len(times) < before or not np.array_equal(times, np.arange(len(times))):
                wrong.append(f"{len(times)} of {before}")

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    for at in range(150):
        store.append_journal(ids, [float(at)] * 50, [1.0] * 50, [0] * 50)
        written[0] = at + 1
        if at % 10 == 9:
            store.seal()
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
