"""A profile: the folder with everything one workstation keeps."""

import logging
import logging.handlers
import os
from collections.abc import Callable
from pathlib import Path

import platformdirs

DATABASE = "controlcenter.sqlite"
LAYOUT = "layout.json"
LOGS = "logs"
_LOG_BYTES = 5_000_000
_LOG_FILES = 5


class ProfileError(Exception):
    """The profile folder cannot be used; the text names it and says why."""


def default_profile(name: str = "default") -> Path:
    """Where the user's own profiles are kept."""
    return platformdirs.user_data_path("controlcenter", appauthor=False) / name


def open_profile(folder: Path) -> Path:
    """Make *folder* where it is missing and see that it can be written to; raises ProfileError."""
    try:
        (folder / LOGS).mkdir(parents=True, exist_ok=True)
        probe = folder / f".write-probe-{os.getpid()}"
        probe.write_bytes(b"probe")
        probe.unlink()
    except OSError as error:
        raise ProfileError(
            f"the profile {folder} cannot be written to: {error.strerror or error}; "
            "give another one with --profile, or mend its permissions"
        ) from None
    return folder


def log_to_profile(folder: Path, console: int = logging.WARNING) -> Callable[[], None]:
    """Send the log to the profile (rotating files) and what is worth it to stderr; returns what ends it."""
    lines = logging.Formatter("%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s")
    files = logging.handlers.RotatingFileHandler(
        folder / LOGS / "controlcenter.log", maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8"
    )
    files.setFormatter(lines)
    shown = logging.StreamHandler()
    shown.setFormatter(lines)
    shown.setLevel(console)
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    for handler in (files, shown):
        root.addHandler(handler)
    # A migration that has nothing to do is not news.
    logging.getLogger("alembic").setLevel(logging.WARNING)

    def end() -> None:
        for handler in (files, shown):
            root.removeHandler(handler)
            handler.close()

    return end
