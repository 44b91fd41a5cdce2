"""What the window remembers between two starts: one JSON file in the profile."""

import logging
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer

from controlcenter.ui.sound_choices import SoundChoices

_log = logging.getLogger(__name__)

WRITE_AFTER_MS = 2000
MOST_BYTES = 1_000_000


class Layout(msgspec.Struct, omit_defaults=True):
    """The kept choices; None means: never chosen, so the settings or the window decide."""

    geometry: str | None = None
    """Base64 of QWidget.saveGeometry."""
    page: str | None = None
    theme: str | None = None
    language: str | None = None
    torn: dict[str, str] = {}
    """Pages in windows of their own, with their geometry."""
    pages: dict[str, dict[str, object]] = {}
    """What each page's ``save_state`` gave."""
    sounds: SoundChoices = SoundChoices()


class LayoutMemory(QObject):
    """Reads the layout once; writes it a while after the last change and at ``write``."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.layout = _read(path)
        self._collect: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WRITE_AFTER_MS)
        self._timer.timeout.connect(self.write)

    def collect_with(self, collect: Callable[[], None]) -> None:
        """*collect* is called before each write and puts what the window shows into ``layout``."""
        self._collect = collect

    def touch(self) -> None:
        """Something changed: write in a while."""
        self._timer.start()

    def write(self) -> None:
        """Write now; a failure is logged and costs nothing else."""
        self._timer.stop()
        if self._collect is not None:
            self._collect()
        written = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            written.write_bytes(msgspec.json.format(msgspec.json.encode(self.layout), indent=1))
            written.replace(self._path)
        except OSError as error:
            _log.warning("%s: the layout cannot be kept: %s", self._path, error)


def _read(path: Path) -> Layout:
    try:
        if path.stat().st_size > MOST_BYTES:
            _log.warning("%s: too large for a layout: starting with the usual one", path)
            return Layout()
        return msgspec.json.decode(path.read_bytes(), type=Layout)
    except FileNotFoundError:
        return Layout()
    except (OSError, ValueError) as error:
        # msgspec.DecodeError and ValidationError are ValueErrors, as is a broken UTF-8 sequence.
        _log.warning("%s: starting with the usual layout: %s", path, error)
        return Layout()
