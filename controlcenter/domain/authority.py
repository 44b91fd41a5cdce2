"""Who rules a device: plan, operator, incident, emergency, and the maintenance lock above them all."""

import msgspec

from controlcenter.domain.commands import CommandRecord, Operator, Source
from controlcenter.domain.ids import DeviceId, OrderId
from controlcenter.domain.readings import Value


class Hold(msgspec.Struct, frozen=True):
    """What a source wants of a device until it is released. A device has at most one of each source."""

    device: DeviceId
    source: Source
    command: str
    arguments: dict[str, Value]
    by: Operator
    at: float
    until: float | None = None
    reason: str = ""
    order: OrderId | None = None

    @property
    def key(self) -> tuple[DeviceId, Source]:
        return self.device, self.source


class Lock(msgspec.Struct, frozen=True):
    """Somebody works on the device: only its owner may command it."""

    device: DeviceId
    owner: Operator
    reason: str
    at: float
    until: float | None = None


class Claim(msgspec.Struct, frozen=True):
    """One line of the answer to "why does it do that", the plan's or a hold's."""

    source: Source
    command: str
    arguments: dict[str, Value]
    since: float
    until: float | None = None
    by: Operator | None = None
    reason: str = ""
    order: OrderId | None = None
    plan: str = ""
    """Name of the plan, and what in it says so."""
    in_force: bool = False


class Why(msgspec.Struct, frozen=True):
    """What rules a device now. ``claims``: the weightiest first; that one is in force."""

    device: DeviceId
    claims: tuple[Claim, ...] = ()
    lock: Lock | None = None
    last: CommandRecord | None = None
    """The newest command it was given, whatever became of it."""


class DeviceRefusal(msgspec.Struct, frozen=True):
    """One device of a request for many that could not be done: nothing of it was changed."""

    device: DeviceId
    code: str
    text: str
