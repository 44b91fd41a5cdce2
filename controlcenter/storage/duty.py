"""The lock that lets one engine at a time write to a SQLite file."""

import os
import sys
from pathlib import Path

from controlcenter.storage.errors import from_system

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Windows makes a locked byte unreadable for others: the lock lies far behind the text.
_LOCK_BYTE = 1 << 20
_LONGEST_OWNER = 400


class DutyLock:
    """An exclusive lock on *path*, gone with the process that holds it; the file's text says who that is."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file is not None

    def acquire(self, owner_text: str) -> bool:
        """Take the lock and write *owner_text* (pid, host, since) beside it; False when another holds it.

        Raises StoreError when the file cannot be made.
        """
        if self._file is not None:
            return True
        file = self._open()
        try:
            if not _try_lock(file):
                os.close(file)
                return False
            os.ftruncate(file, 0)
            os.write(file, owner_text.encode()[:_LONGEST_OWNER])
        except OSError as error:
            os.close(file)
            raise from_system(error, str(self.path)) from None
        self._file = file
        return True

    def holder(self) -> str:
        """Say who holds the lock, as they wrote it; empty when nobody does."""
        if self._file is None and not self.path.exists():
            return ""
        if self._file is None and self._is_free():
            return ""
        try:
            with self.path.open("rb") as file:
                return file.read(_LONGEST_OWNER).decode(errors="replace") or "unknown"
        except OSError as error:
            raise from_system(error, str(self.path)) from None

    def release(self) -> None:
        """Give the lock back; closing the file does it."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None

    def _open(self) -> int:
        try:
            return os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise from_system(error, str(self.path)) from None

    def _is_free(self) -> bool:
        try:
            file = os.open(self.path, os.O_RDWR)
        except PermissionError:
            # Another user's engine: whether it runs cannot be tried, so it counts as held.
            return False
        except OSError as error:
            raise from_system(error, str(self.path)) from None
        try:
            return _try_lock(file)
        finally:
            os.close(file)


def _try_lock(file: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(file, _LOCK_BYTE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            os.lseek(file, 0, os.SEEK_SET)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
