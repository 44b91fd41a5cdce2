"""The engine as the window and the command line see it. Verbs are awaited; nothing else is touched."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import msgspec
import numpy as np
import numpy.typing as npt

from controlcenter.domain.alarms import JournalEntry, JournalFilter
from controlcenter.domain.authority import DeviceRefusal, Why
from controlcenter.domain.commands import CommandRecord, CommandState, Operator, Source, Transition
from controlcenter.domain.conditions import AlarmDefinition, AlarmId, Override, Priority
from controlcenter.domain.devices import Area, Device, Position
from controlcenter.domain.documents import Document
from controlcenter.domain.ids import AreaId, CommandId, DeviceId, DocumentId, OrderId, PointId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.orders import OrderDraft, OrderPreview, OrderRecord
from controlcenter.domain.plans import Plan
from controlcenter.domain.readings import Quality, Value
from controlcenter.engine.changes import BadPayload, ChangeSet, DriverStatus

if TYPE_CHECKING:
    from controlcenter.engine.control.energy import EnergyReport
    from controlcenter.engine.control.plan_runner import Difference


class EngineError(Exception):
    """A request the engine refused: ``code`` for translation, ``str()`` in English, nothing was changed."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class CommandFilter(msgspec.Struct, frozen=True):
    """Which commands of the log are wanted; every given part must match. Times in s since 1970 UTC, half open."""

    start: float | None = None
    end: float | None = None
    devices: tuple[DeviceId, ...] = ()
    order: OrderId | None = None
    states: tuple[CommandState, ...] = ()
    by: str = ""
    """Name of the operator, whole."""
    command: str = ""


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


class Seen(msgspec.Struct, frozen=True):
    """An alarm as the operator saw it: ``occurrence`` 0 means whichever it is."""

    alarm: AlarmId
    occurrence: int = 0


class Refusal(msgspec.Struct, frozen=True):
    """One alarm of a request for many that could not be done: nothing of it was changed."""

    alarm: AlarmId
    code: str
    text: str


class Measure(msgspec.Struct, frozen=True):
    """One number of ISA-18.2. ``value`` None: not enough data. Shares are 0…1, rates per hour or per 10 minutes."""

    code: str
    """``per_hour``, ``per_10_min``, ``busy_periods``, ``in_flood``, ``top_ten``, ``chattering``, ``fleeting``,
    ``stale``, ``mix_low``, ``mix_medium``, ``mix_high``, ``time_to_acknowledge``."""
    value: float | None
    acceptable: float | None = None
    manageable: float | None = None


class Slot(msgspec.Struct, frozen=True):
    """A period that began at ``start`` and how many alarms were annunciated in it."""

    start: float
    count: int
    flood: bool = False


class Frequent(msgspec.Struct, frozen=True):
    alarm: AlarmId
    count: int
    share: float


class AlarmStatistics(msgspec.Struct, frozen=True):
    """The measures of ``[start, end)`` and what they were counted from."""

    start: float
    end: float
    since: float | None
    """First entry of the whole journal: how far back there is data at all."""
    activations: int
    measures: tuple[Measure, ...]
    per_day: tuple[Slot, ...]
    per_10_min: tuple[Slot, ...]
    floods: tuple[tuple[float, float, int], ...]
    """Begin, end, activations within."""
    most_frequent: tuple[Frequent, ...]
    chattering: tuple[Frequent, ...]
    fleeting: tuple[Frequent, ...]
    stale: tuple[tuple[AlarmId, float], ...]
    """Alarms that stand for longer than a day, and since when."""
    by_priority: tuple[int, int, int, int]
    """Activations: low, medium, high, critical."""
    acknowledge_s: tuple[tuple[Priority, float, float], ...]
    """Priority, median and 95th percentile of the time to acknowledge, s."""
    flood_limit: int = 10
    """More than this in ten minutes began a flood."""


class Firing(msgspec.Struct, frozen=True):
    """A time for which a definition would have stood; ``end`` None: it would stand still."""

    device: DeviceId
    start: float
    end: float | None


class Trial(msgspec.Struct, frozen=True):
    """What a definition would have done with recorded history."""

    start: float
    end: float
    devices: int
    """How many had history to look at."""
    left: int
    """How many, the last of those asked for, were not looked at yet: ask again for them."""
    count: int
    firings: tuple[Firing, ...]
    """The first thousand, oldest first."""


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

    async def send(
        self,
        device: DeviceId,
        command: str,
        arguments: Mapping[str, Value],
        by: Operator,
        until: float | None = None,
        reason: str = "",
    ) -> CommandRecord:
        """Ask for a command; returns its record (maybe REFUSED, or APPROVAL). Progress comes in change-sets.

        A set-state command holds the device against its plan until *until* (None: until it is released).
        """
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

    # -- alarms ------------------------------------------------------------------------------------
    # Requests for many do what can be done and return what could not; an empty answer means all of it is done.

    async def acknowledge(self, alarms: Sequence[Seen], by: Operator, note: str = "") -> Sequence[Refusal]: ...

    async def reset_alarms(self, alarms: Sequence[AlarmId], by: Operator, note: str = "") -> Sequence[Refusal]:
        """Unlatch."""
        ...

    async def shelve(
        self, alarms: Sequence[AlarmId], duration_s: float, reason: str, by: Operator, one_shot: bool = False
    ) -> Sequence[Refusal]: ...

    async def unshelve(self, alarms: Sequence[AlarmId], by: Operator, note: str = "") -> Sequence[Refusal]: ...

    async def take_out_of_service(self, alarms: Sequence[AlarmId], reason: str, by: Operator) -> Sequence[Refusal]: ...

    async def put_back_in_service(
        self, alarms: Sequence[AlarmId], by: Operator, note: str = ""
    ) -> Sequence[Refusal]: ...

    async def alarm_journal(
        self, wanted: JournalFilter, before: int | None = None, limit: int = 500
    ) -> Sequence[JournalEntry]:
        """Newest first; *before* is the ``number`` of the last line already read."""
        ...

    async def alarm_statistics(self, start: float, end: float) -> AlarmStatistics: ...

    async def save_override(self, override: Override, by: Operator) -> Override:
        """Put a definition in force. Raises EngineError (``bad_definition``) naming what is wrong with it."""
        ...

    async def remove_override(self, override: Override, by: Operator) -> None:
        """Back to what the kind ships."""
        ...

    async def try_definition(
        self, definition: AlarmDefinition, devices: Sequence[DeviceId], start: float, end: float
    ) -> Trial:
        """What *definition* would have done with the recorded history of *devices*; puts nothing in force.

        Looks at devices for about half a second and returns; ``left`` of them, the last, are still to be asked for.
        """
        ...

    # -- orders for many, and who rules a device ---------------------------------------------------

    async def preview_order(self, draft: OrderDraft, by: Operator) -> OrderPreview:
        """Who would be commanded, who is left out and why; nothing is changed. Raises EngineError (``bad_order``)."""
        ...

    async def place_order(self, draft: OrderDraft, by: Operator) -> OrderRecord:
        """Store the order with its commands and begin to hand them over at its rate; progress comes in change-sets.

        Raises EngineError (``bad_order``, ``nothing_to_do`` when every device is excluded).
        """
        ...

    async def approve_order(self, order: OrderId, by: Operator, note: str = "") -> OrderRecord:
        """The second person's yes. Raises EngineError (``same_person``, ``not_waiting``)."""
        ...

    async def refuse_order(self, order: OrderId, by: Operator, note: str = "") -> OrderRecord: ...

    async def cancel_order(self, order: OrderId, by: Operator, note: str = "") -> OrderRecord:
        """Take back what was not handed over; what was sent goes its way. Raises EngineError (``too_late``)."""
        ...

    async def retry_order(self, order: OrderId, by: Operator) -> OrderRecord:
        """A new order for the devices of *order* whose commands failed, and only them."""
        ...

    async def orders(self, before: OrderId | None = None, limit: int = 100) -> Sequence[OrderRecord]:
        """Newest first."""
        ...

    async def command_log(
        self, wanted: CommandFilter, before: CommandId | None = None, limit: int = 500
    ) -> Sequence[CommandRecord]:
        """Newest first; *before* is the id of the last one already read."""
        ...

    async def release(
        self, devices: Sequence[DeviceId], by: Operator, reason: str = "", source: Source | None = None
    ) -> Sequence[DeviceRefusal]:
        """End holds (of *source*, or all): what they outranked comes back, the plan at last."""
        ...

    async def lock_devices(
        self, devices: Sequence[DeviceId], reason: str, by: Operator, until: float | None = None
    ) -> Sequence[DeviceRefusal]:
        """Maintenance lock: nobody but *by* commands them. A reason is needed."""
        ...

    async def unlock_devices(
        self, devices: Sequence[DeviceId], by: Operator, note: str = ""
    ) -> Sequence[DeviceRefusal]:
        """Its owner takes a lock away; anybody else only with a note, which is recorded."""
        ...

    async def why(self, device: DeviceId) -> Why:
        """Why it is as it is: the claims on it by weight, its lock, its last command."""
        ...

    async def save_document(self, document: Document, by: Operator) -> Document:
        """Store a group, scene, snapshot, sign message or plan; id 0 makes a new one. Raises EngineError."""
        ...

    async def plan_changes(self, plan: Plan) -> "Sequence[Difference]":
        """Dry run: who does not show now what *plan*, in force or only drafted, wants of it."""
        ...

    async def energy_of(self, devices: Sequence[DeviceId], start: float, end: float) -> "EnergyReport":
        """Energy and hours of light of ``[start, end)`` beside what the plan would have used.

        Of the first 2,000 devices, the report's ``skipped`` says how many were more: ask for many in pieces.
        """
        ...

    async def remove_document(self, document: DocumentId, by: Operator) -> None: ...

    async def take_snapshot(self, name: str, devices: Sequence[DeviceId], by: Operator) -> Document:
        """Keep the set-points these devices report now."""
        ...

    async def snapshot_draft(self, snapshot: DocumentId, devices: Sequence[DeviceId] = ()) -> OrderDraft:
        """The order that would bring a snapshot back, for *devices* or all of it."""
        ...
