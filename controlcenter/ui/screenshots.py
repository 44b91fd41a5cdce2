"""Pictures of the window while it runs, for release notes and for looking at it without a screen."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from controlcenter.ui.window import MainWindow

_log = logging.getLogger(__name__)

SETTLE_S = 1.0
"""A page just opened gets this long to fill before its picture is taken."""


class Screenshooter(QObject):
    """Every *every_s* seconds saves ``HHMMSS-<page>.png`` (local time of the site) and opens the next page."""

    def __init__(
        self,
        window: MainWindow,
        folder: Path,
        every_s: float = 10.0,
        pages: Sequence[str] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """*pages* by id, all of the window when None. Raises OSError when *folder* cannot be made."""
        super().__init__(window)
        folder.mkdir(parents=True, exist_ok=True)
        self._window = window
        self._folder = folder
        self._pages = tuple(pages) if pages is not None else tuple(window.host.specs)
        self._clock = clock
        self._next = 0
        self._timer = QTimer(self)
        self._timer.setInterval(max(1, int((every_s - SETTLE_S) * 1000)))
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_turn)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(int(SETTLE_S * 1000))
        self._settled.timeout.connect(self._on_settled)

    def start(self) -> None:
        """Open the first page at once; its picture follows when it has settled."""
        self._on_turn()

    def stop(self) -> None:
        self._timer.stop()
        self._settled.stop()

    def take(self) -> Path | None:
        """Save a picture of the window as it is now; None (and a warning in the log) when that fails."""
        local = datetime.fromtimestamp(self._clock(), UTC).astimezone(self._window.look.zone)
        path = self._folder / f"{local:%H%M%S}-{self._window.host.current}.png"
        if not self._window.grab().save(str(path)):
            _log.warning("%s: the picture cannot be written", path)
            return None
        _log.info("picture of the window: %s", path)
        return path

    def _on_turn(self) -> None:
        if self._pages:
            self._window.open_page(self._pages[self._next % len(self._pages)])
            self._next += 1
        self._settled.start()

    def _on_settled(self) -> None:
        self.take()
        self._timer.start()
