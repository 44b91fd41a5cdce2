"""A trial asked for in pieces: a few hundred devices a request, so that it can be followed and stopped."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QObject, Signal

from controlcenter.domain.conditions import AlarmDefinition
from controlcenter.domain.ids import DeviceId
from controlcenter.engine.face import EngineError, Firing, Trial
from controlcenter.ui.bridge import Bridge

AT_ONCE = 500
"""Devices named in one request; the engine may leave some of them for the next."""
MOST_KEPT = 100_000
"""Firings remembered; more are only counted."""


class TrialRun(QObject):
    """One trial at a time; starting another ends it, whatever still comes for it is not heard."""

    progressed = Signal(object)
    """A Trial of everything looked at so far; ``left`` counts the devices still to come. The last has none left."""
    refused = Signal(object)
    """The EngineError that ended it."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._round = 0
        self._waiting: Sequence[DeviceId] = ()
        self._sum: Trial | None = None
        self.running = False

    def start(self, definition: AlarmDefinition, devices: Sequence[DeviceId], start: float, end: float) -> None:
        """Try *definition* on *devices* between *start* and *end*, s since 1970 UTC."""
        self.stop()
        self.running = True
        self._waiting, self._sum = devices, None
        self._ask(definition, start, end)

    def stop(self) -> None:
        """Ask for no more pieces; what was looked at stays as it was told last."""
        self._round += 1
        self.running = False

    def _ask(self, definition: AlarmDefinition, start: float, end: float) -> None:
        this, piece = self._round, self._waiting[:AT_ONCE]

        def tried(trial: Trial) -> None:
            if this != self._round:
                return
            self._waiting = self._waiting[len(piece) - trial.left :]
            self._sum = _added(self._sum, trial, len(self._waiting))
            self.running = bool(self._waiting)
            self.progressed.emit(self._sum)
            if this == self._round and self.running:
                self._ask(definition, start, end)

        def refused(error: EngineError) -> None:
            if this == self._round:
                self.stop()
                self.refused.emit(error)

        request = self._bridge.engine.try_definition(definition, piece, start, end)
        self._bridge.ask_then(request, tried, refused)


def _added(before: Trial | None, piece: Trial, left: int) -> Trial:
    if before is None:
        return msgspec.structs.replace(piece, left=left)
    firings = sorted((*before.firings, *piece.firings), key=_order)[:MOST_KEPT]
    return Trial(
        piece.start, piece.end, before.devices + piece.devices, left, before.count + piece.count, tuple(firings)
    )


def _order(firing: Firing) -> tuple[float, DeviceId]:
    return firing.start, firing.device
