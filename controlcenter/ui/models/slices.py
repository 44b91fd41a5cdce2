"""Long work on the window's thread, a few milliseconds at a time between the events."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

SLICE_S = 0.008


class Slices(QObject):
    """Runs one iterator of shares done (0…1); a new one takes the place of what was running."""

    advanced = Signal(float)
    """Share of the work done; 1 when it is finished or was given up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[float] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_turn)

    @property
    def running(self) -> bool:
        return self._steps is not None

    def start(self, steps: Iterator[float]) -> None:
        self._steps = steps
        self._timer.start()

    def finish(self) -> None:
        """Do all that is left at once."""
        while self._steps is not None:
            self._step()

    def cancel(self) -> None:
        self._steps = None
        self._timer.stop()
        self.advanced.emit(1.0)

    def _on_turn(self) -> None:
        until = time.perf_counter() + SLICE_S
        share: float | None = None
        while self._steps is not None and time.perf_counter() < until:
            share = self._step()
        if share is not None and self._steps is not None:
            self.advanced.emit(share)

    def _step(self) -> float | None:
        steps = self._steps
        assert steps is not None
        share = next(steps, None)
        # A step may have started other work.
        if share is None and steps is self._steps:
            self.cancel()
        return share
