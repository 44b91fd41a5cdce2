"""What can go wrong with the store, by a code the window translates and a text that names the way out."""

import errno
import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError


class StoreError(Exception):
    """The store could not do what was asked: ``code`` for translation, ``place`` the file or URL, ``str()`` in English.

    What was asked for is not stored, not even in part.
    """

    code = "store.io"
    advice = "Check the disk and the folder's permissions."

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}. {self.advice}")
        self.place = place
        self.reason = reason


class StoreIoError(StoreError):
    """The disk, the folder or the database server does not answer."""


class StoreLockedError(StoreError):
    code = "store.locked"
    advice = "Another program holds the file: close it, or wait until its backup or copy is done."


class StoreDamagedError(StoreError):
    code = "store.damaged"
    advice = (
        "The file has not been changed. Put a backup in its place, or move it aside (it is kept beside "
        "itself as NAME.damaged-DATE) and start with an empty one."
    )


class StoreReadOnlyError(StoreError):
    code = "store.readonly"
    advice = "Make the file and its folder writable for this user, or choose another profile folder."


class StoreNewerError(StoreError):
    code = "store.newer"
    advice = "It was written by a newer version of the program: start that version, or choose another profile folder."


class StoreDiskFullError(StoreError):
    code = "store.disk_full"
    advice = "Free some space on the disk; what waits in memory is then written by itself."


class StoreConflictError(StoreError):
    """A row refers to something that does not exist, or exists twice."""

    code = "store.conflict"
    advice = "Nothing was changed."


_BY_SQLITE_NAME: tuple[tuple[str, type[StoreError]], ...] = (
    ("SQLITE_BUSY", StoreLockedError),
    ("SQLITE_LOCKED", StoreLockedError),
    ("SQLITE_PROTOCOL", StoreLockedError),
    ("SQLITE_CORRUPT", StoreDamagedError),
    ("SQLITE_NOTADB", StoreDamagedError),
    ("SQLITE_IOERR_SHORT_READ", StoreDamagedError),
    ("SQLITE_IOERR_CORRUPTFS", StoreDamagedError),
    ("SQLITE_READONLY", StoreReadOnlyError),
    ("SQLITE_PERM", StoreReadOnlyError),
    ("SQLITE_FULL", StoreDiskFullError),
    ("SQLITE_CONSTRAINT", StoreConflictError),
)
_NO_ROOM_BYTES = 1 << 20
_FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}


def from_database(error: SQLAlchemyError | sqlite3.Error, place: str, path: Path | None) -> StoreError:
    """Turn the database's own error into ours; *path* is the file when there is one."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    name = str(getattr(cause, "sqlite_errorname", "") or "")
    reason = str(cause).strip() or type(cause).__name__
    kind = next((kind for start, kind in _BY_SQLITE_NAME if name.startswith(start)), None)
    if kind is None:
        kind = _without_a_name(error, reason)
    if kind is StoreIoError and path is not None:
        kind = _look_at_the_disk(name, path)
    return kind(place, f"{reason} ({name})" if name else reason)


def from_system(error: OSError, place: str) -> StoreError:
    """Turn the operating system's error into ours."""
    reason = error.strerror or str(error)
    if isinstance(error, PermissionError):
        return StoreReadOnlyError(place, reason)
    if error.errno in _FULL_ERRNOS:
        return StoreDiskFullError(place, reason)
    if error.errno == errno.EROFS:
        return StoreReadOnlyError(place, reason)
    return StoreIoError(place, reason)


def _without_a_name(error: Exception, reason: str) -> type[StoreError]:
    if isinstance(error, IntegrityError):
        return StoreConflictError
    # sqlite3 itself raises this one, before SQLite is asked, for a row that is not valid UTF-8.
    if isinstance(error, OperationalError) and "Could not decode to UTF-8" in reason:
        return StoreDamagedError
    return StoreIoError


def _look_at_the_disk(name: str, path: Path) -> type[StoreError]:
    """SQLite reports a quota or a size limit as a plain I/O error, and a folder without permission as CANTOPEN."""
    try:
        if name.startswith("SQLITE_IOERR_WRITE") and shutil.disk_usage(path.parent).free < _NO_ROOM_BYTES:
            return StoreDiskFullError
        if name.startswith("SQLITE_CANTOPEN") and path.parent.is_dir() and not os.access(path.parent, os.W_OK):
            return StoreReadOnlyError
    except OSError:
        return StoreIoError
    return StoreIoError
