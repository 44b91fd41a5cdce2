"""The engine as the window and the command line see it. Verbs are awaited; nothing else is touched."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec
import numpy as np
import numpy.typing as npt

from controlcenter.domain.commands import CommandRecord, Operator, Transition
from controlcenter.domain.devices import Area, Device, Position
from controlcenter.domain.ids import AreaId, CommandId, DeviceId, PointId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.readings import Quality, Value
from controlcenter.engine.changes import BadPayload, ChangeSet, DriverStatus


class EngineError(Exception):
    """A request the engine refused: ``code`` for translation, ``str()`` in English, nothing was changed."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Series(msgspec.Struct, frozen=True):
    """History of one point, oldest first.

    ``times`` (n,) float64 s since 1970 UTC, strictly increasing; ``values`` (n,) float64, NaN where the value was bad;
    ``quality`` (n,) uint8 of ``Quality``. With ``summarised`` the rows are minimum/maximum pairs of equal time slots.
    """

    point: PointId
    times: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    quality: npt.NDArray[np.uint8]
    summarised: bool = False


class TextSample(msgspec.Struct, frozen=True):
    """A text as it became at ``at``, s since 1970 UTC; it holds until the next one."""

    at: float
    value: str
    quality: Quality


class Adoption(msgspec.Struct, frozen=True):
    """How a discovered device comes in."""

    id: DeviceId
    name: str = ""
    """Empty keeps the proposed name, or the address."""
    area: AreaId | None = None
    position: Position | None = None


class EngineFace(Protocol):
    """``take_changes`` and ``kinds`` may be used from the window's thread; the rest is awaited through the bridge."""

    @property
    def kinds(self) -> Mapping[str, Kind]: ...

    def take_changes(self) -> ChangeSet:
        """Hand over everything since the last call; the first call brings the whole city."""
        ...

    async def adopt(self, adoptions: Sequence[Adoption], by: Operator) -> Sequence[Device]: ...

    async def change_device(self, device: Device, by: Operator) -> Device:
        """Store an edited device (name, area, position, parent, options, tags)."""
        ...

    async def remove_device(self, device: DeviceId, by: Operator) -> None: ...

    async def save_area(self, area: Area, by: Operator) -> Area:
        """Store *area*; id 0 makes a new one."""
        ...

    async def send(self, device: DeviceId, command: str, arguments: Mapping[str, Value], by: Operator) -> CommandRecord:
        """Ask for a command; returns its record (maybe REFUSED). Progress comes in change-sets."""
        ...

    async def cancel(self, command: CommandId, by: Operator) -> CommandRecord: ...

    async def commands_of(self, device: DeviceId | None, limit: int = 100) -> Sequence[CommandRecord]:
        """Newest first, of one device or of all."""
        ...

    async def transitions(self, command: CommandId) -> Sequence[Transition]: ...

    async def history(self, point: PointId, start: float, end: float, most: int = 4000) -> Series:
        """Recorded samples of ``[start, end)``, summarised when there are more than *most*."""
        ...

    async def texts(self, point: PointId, start: float, end: float) -> Sequence[TextSample]:
        """Recorded changes of a point of words in ``[start, end)``, oldest first, and the one in force at *start*."""
        ...

    async def drivers(self) -> Sequence[DriverStatus]: ...

    async def bad_payloads(self, driver: str | None = None) -> Sequence[BadPayload]:
        """The last ones kept, newest first."""
        ...
