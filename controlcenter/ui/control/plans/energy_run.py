"""An energy report asked for in pieces, so that a whole city can be followed and stopped."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QObject, Signal

from controlcenter.domain.ids import DeviceId
from controlcenter.engine.control.energy import EnergyReport
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge

AT_ONCE = 100
"""Devices named in one request: their history is read before anything else is."""


class EnergyRun(QObject):
    """One report at a time; starting another ends it, whatever still comes for it is not heard."""

    progressed = Signal(object)
    """An EnergyReport of the devices counted so far; ``skipped`` are those still to come. The last has none."""
    refused = Signal(object)
    """The EngineError that ended it."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._round = 0
        self._waiting: Sequence[DeviceId] = ()
        self._sum: EnergyReport | None = None
        self.running = False

    def start(self, devices: Sequence[DeviceId], start: float, end: float) -> None:
        """Count *devices* between *start* and *end*, s since 1970 UTC."""
        self.stop()
        self.running = bool(devices)
        self._waiting, self._sum = devices, None
        if devices:
            self._ask(start, end)

    def stop(self) -> None:
        """Ask for no more pieces; what was counted stays as it was told last."""
        self._round += 1
        self.running = False

    def _ask(self, start: float, end: float) -> None:
        this, piece = self._round, self._waiting[:AT_ONCE]

        def counted(report: EnergyReport) -> None:
            if this != self._round:
                return
            self._waiting = self._waiting[len(piece) :]
            before = self._sum.devices if self._sum is not None else ()
            self._sum = msgspec.structs.replace(report, devices=(*before, *report.devices), skipped=len(self._waiting))
            self.running = bool(self._waiting)
            self.progressed.emit(self._sum)
            if this == self._round and self.running:
                self._ask(start, end)

        def refused(error: EngineError) -> None:
            if this == self._round:
                self.stop()
                self.refused.emit(error)

        self._bridge.ask_then(self._bridge.engine.energy_of(piece, start, end), counted, refused)
