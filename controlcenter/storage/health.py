"""Is this file a whole SQLite database? Answered before anything is written to it."""

import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path

from controlcenter.storage.errors import StoreDamagedError, from_database, from_system

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_SMALL_BYTES = 32 << 20
_CHECK_S = 1.0
_OPCODES_BETWEEN_LOOKS = 20_000
_BESIDE = ("", "-wal", "-shm")


def check_file(path: Path, *, unclean: bool) -> None:
    """Raise StoreDamagedError when *path* is visibly no whole database; cheap also for a very large file.

    The header and the length are always compared; the pages are walked (for a second at most) when the file
    is small or *unclean* says that its last user was killed.
    """
    try:
        size = path.stat().st_size if path.exists() else 0
        if not size:
            return
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError as error:
        raise from_system(error, str(path)) from None
    _check_header(path, header, size)
    if size <= _SMALL_BYTES or unclean:
        _walk(path)


def left_over(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside *path*: its user is still there or was killed."""
    log = _beside(path, "-wal")
    try:
        return log.stat().st_size > 0
    except OSError:
        return False


def move_aside(path: Path, now: datetime | None = None) -> Path:
    """Rename a damaged database and what belongs to it to ``NAME.damaged-YYYYmmdd-HHMMSS``; return its new path.

    Nothing is overwritten. Raises StoreError when the folder does not allow it.
    """
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 1
    while any(_beside(target, end).exists() for end in _BESIDE):
        number += 1
        target = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    try:
        for end in reversed(_BESIDE):
            if _beside(path, end).exists():
                _beside(path, end).rename(_beside(target, end))
    except OSError as error:
        raise from_system(error, str(path)) from None
    return target


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def _check_header(path: Path, header: bytes, size: int) -> None:
    if not header.startswith(_MAGIC):
        raise StoreDamagedError(str(path), "this is not a database: it does not begin as one")
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    if len(header) < _HEADER_BYTES or page < 512 or page & (page - 1):
        raise StoreDamagedError(str(path), "the header of the database is damaged")
    pages = int.from_bytes(header[28:32], "big")
    counted = header[24:28] == header[92:96]
    # While a log lies beside it, the file may rightly be shorter than it will be.
    if counted and pages * page > size and not left_over(path):
        raise StoreDamagedError(str(path), f"the file ends after {size:,} of {pages * page:,} bytes")


def _walk(path: Path) -> None:
    """Let SQLite look through the pages for a second at most."""
    end = time.monotonic() + _CHECK_S
    out_of_time = False

    def look() -> int:
        nonlocal out_of_time
        out_of_time = time.monotonic() > end
        return int(out_of_time)

    try:
        connection = sqlite3.connect(path, timeout=_CHECK_S)
        try:
            connection.set_progress_handler(look, _OPCODES_BETWEEN_LOOKS)
            finding = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error as error:
        if out_of_time:
            return
        raise from_database(error, str(path), path) from error
    if finding != "ok":
        raise StoreDamagedError(str(path), " ".join(finding.split()))
