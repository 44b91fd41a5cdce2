"""One engine at a time on one file."""

import subprocess
import sys
from pathlib import Path

import pytest

from controlcenter.storage import DutyLock, Store, StoreError

HOLD = """
import sys
from pathlib import Path
from controlcenter.storage import Store
lock = Store.duty_lock(Path(sys.argv[1]))
print(lock.acquire("pid 42 on desk-1"), flush=True)
sys.stdin.read()
"""


def test_the_second_copy_learns_who_holds_the_file(path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "True\n"
        second = Store.duty_lock(path)
        assert not second.acquire("pid 43 on desk-2")
        assert second.holder() == "pid 42 on desk-1"
        first.kill()
        first.wait(timeout=20)
    assert second.holder() == ""
    assert second.acquire("pid 43 on desk-2")
    assert second.holder() == "pid 43 on desk-2"
    second.release()


def test_the_lock_lies_beside_the_file_and_is_free_before_anyone_takes_it(path: Path) -> None:
    lock = Store.duty_lock(path)
    assert lock.path == path.with_name("controlcenter.sqlite.duty")
    assert lock.holder() == ""
    assert not lock.path.exists()
    assert lock.acquire("a")
    assert lock.acquire("a")
    assert lock.held
    assert not DutyLock(lock.path).acquire("b")
    lock.release()
    lock.release()
    assert DutyLock(lock.path).holder() == ""


def test_a_folder_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        DutyLock(tmp_path / "nowhere" / "x.duty").acquire("a")
