"""What makes an alarm: a test of a device, its delays, its priority and its rationalisation (ISA-18.2, 6.4).

A kind of device ships definitions; an override replaces one for all devices of the kind or for one device.
"""

import enum
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Value
from controlcenter.domain.words import NO_TEXT, Text


class AlarmId(NamedTuple):
    """One alarm of one device: its definition's key within the device."""

    device: DeviceId
    condition: str

    def __str__(self) -> str:
        return f"{self.device}/{self.condition}"


def parse_alarm(text: str) -> AlarmId:
    """Read ``site:driver:address/condition``; raises ValueError naming *text* when it is no alarm."""
    device, slash, condition = text.rpartition("/")
    if not slash or not condition or device.count(":") < 2:
        raise ValueError(f"{text!r} is not an alarm: expected site:driver:address/condition")
    return AlarmId(DeviceId(device), condition)


class Priority(enum.IntEnum):
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4


class Side(enum.StrEnum):
    HIGH_HIGH = "high_high"
    HIGH = "high"
    LOW = "low"
    LOW_LOW = "low_low"

    @property
    def is_upper(self) -> bool:
        return self in (Side.HIGH_HIGH, Side.HIGH)


class LimitTest(msgspec.Struct, frozen=True, tag="limit", tag_field="test"):
    """Upper sides: true at or above ``limit``, false below ``limit - deadband``; lower sides mirrored."""

    point: str
    side: Side
    limit: float
    deadband: float = 0.0


class RateTest(msgspec.Struct, frozen=True, tag="rate", tag_field="test"):
    """True while the value moves by at least ``limit`` units within ``per_s`` seconds of source time.

    ``direction``: ``rising``, ``falling`` or ``either``.
    """

    point: str
    limit: float
    per_s: float = 60.0
    direction: str = "either"


class DeviationTest(msgspec.Struct, frozen=True, tag="deviation", tag_field="test"):
    """True while ``|point - reference| >= limit``; the reference is another point, or a constant set-point."""

    point: str
    limit: float
    reference: str | None = None
    set_point: float | None = None
    deadband: float = 0.0


class StateTest(msgspec.Struct, frozen=True, tag="state", tag_field="test"):
    """True while the point holds one of ``values``."""

    point: str
    values: tuple[Value, ...]


class FaultTest(msgspec.Struct, frozen=True, tag="fault", tag_field="test"):
    """True while the device itself reports a fault by ``point`` (the kind's ``fault_values``), but for ``without``."""

    point: str
    without: tuple[str, ...] = ()
    """Values that have a definition of their own."""


class NoDataTest(msgspec.Struct, frozen=True, tag="no_data", tag_field="test"):
    """True when no reading at all has come for ``after_s``; 0 takes the shortest stale age of the device's points."""

    after_s: float = 0.0


class FrozenTest(msgspec.Struct, frozen=True, tag="frozen", tag_field="test"):
    """True when readings come but the value has not left ``± band`` for ``after_s``."""

    point: str
    after_s: float
    band: float = 0.0


class OfflineTest(msgspec.Struct, frozen=True, tag="offline", tag_field="test"):
    """True while the device, its gateway or its last will says it is not there; for a broker: its link is down."""


class CommandTest(msgspec.Struct, frozen=True, tag="command", tag_field="test"):
    """True after a command ended in one of ``ends``, until a later one of the device is confirmed, or ``hold_s``."""

    ends: tuple[str, ...] = ("mismatch", "unconfirmed")
    hold_s: float = 1800.0


Test = (
    LimitTest | RateTest | DeviationTest | StateTest | FaultTest | NoDataTest | FrozenTest | OfflineTest | CommandTest
)


class AlarmDefinition(msgspec.Struct, frozen=True):
    """One condition worth an operator's attention, and what the operator needs to know of it."""

    key: str
    name: Text
    when: Test
    priority: Priority = Priority.MEDIUM
    enabled: bool = True
    on_delay_s: float = 0.0
    """The test must hold for this whole time."""
    off_delay_s: float = 0.0
    count: int = 1
    """How many times the test must have become true within ``window_s``; 1 needs no window."""
    window_s: float = 0.0
    latching: bool = False
    realarm_s: float = 0.0
    """An acknowledged alarm that still stands after this comes back; 0: never."""
    explains: bool = False
    """While it is active, silence of devices behind this one is suppressed by design."""
    cause: Text = NO_TEXT
    consequence: Text = NO_TEXT
    response: Text = NO_TEXT
    respond_s: float = 0.0
    """Time to respond, seconds; 0: none given."""
    page: str = ""
    """A page of the window to open, ``trends`` or ``map``; empty: the device."""

    @property
    def communication(self) -> bool:
        """Whether it says only that nothing comes: the axis that a dead parent explains."""
        return isinstance(self.when, NoDataTest | OfflineTest)

    @property
    def point(self) -> str | None:
        """The point it looks at, None for one that looks at none."""
        return getattr(self.when, "point", None)

    @property
    def limit(self) -> float | None:
        """The number to draw beside the value, None where there is none."""
        return getattr(self.when, "limit", None)


class Override(msgspec.Struct, frozen=True):
    """A definition that replaces or adds to what the kind ships."""

    definition: AlarmDefinition
    device: DeviceId | None = None
    """For this device alone; else for all devices of ``kind``."""
    kind: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Scope (``device:…`` or ``kind:…``) and the definition's key: one override for each."""
        return (f"device:{self.device}" if self.device is not None else f"kind:{self.kind}", self.definition.key)


Definitions = Mapping[str, AlarmDefinition]
NO_DEFINITIONS: Definitions = {}


class DefinitionBook:
    """Which definitions are in force for which device: the kind's, under its overrides, under the device's own."""

    def __init__(self, shipped: Mapping[str, Definitions], overrides: Iterable[Override] = ()) -> None:
        self._shipped = shipped
        self._of_kind: dict[str, dict[str, AlarmDefinition]] = {}
        self._of_device: dict[DeviceId, dict[str, AlarmDefinition]] = {}
        self._merged: dict[str, Definitions] = {}
        for override in overrides:
            self.put(override)

    def put(self, override: Override) -> None:
        if override.device is not None:
            self._of_device.setdefault(override.device, {})[override.definition.key] = override.definition
        else:
            self._of_kind.setdefault(override.kind, {})[override.definition.key] = override.definition
            self._merged.pop(override.kind, None)

    def remove(self, override: Override) -> None:
        """Take an override back; nothing happens when it is not there."""
        if override.device is not None:
            own = self._of_device.get(override.device, {})
            own.pop(override.definition.key, None)
            if not own:
                self._of_device.pop(override.device, None)
        else:
            self._of_kind.get(override.kind, {}).pop(override.definition.key, None)
            self._merged.pop(override.kind, None)

    def overrides(self) -> tuple[Override, ...]:
        of_kind = [Override(one, kind=kind) for kind, held in self._of_kind.items() for one in held.values()]
        of_device = [Override(one, device) for device, held in self._of_device.items() for one in held.values()]
        return (*of_kind, *of_device)

    def of_kind(self, kind: str) -> Definitions:
        """Key → definition for all devices of *kind*; disabled ones included."""
        merged = self._merged.get(kind)
        if merged is None:
            merged = self._merged[kind] = {**self._shipped.get(kind, {}), **self._of_kind.get(kind, {})}
        return merged

    def of(self, device: DeviceId, kind: str) -> Definitions:
        """Key → definition for *device*, which is of *kind*; disabled ones included."""
        own = self._of_device.get(device)
        return self.of_kind(kind) if own is None else {**self.of_kind(kind), **own}

    def find(self, alarm: AlarmId, kind: str) -> AlarmDefinition | None:
        return self.of(alarm.device, kind).get(alarm.condition)


BROKER = "broker"
"""The kind, and the driver in the id, of the brokers themselves: they have alarms too."""


MAINTENANCE, SWITCHED_OFF = "@maintenance", "@switched_off"
"""Causes that are rules and no alarms: the device is locked for maintenance; what feeds it was switched off."""
RULES = frozenset({MAINTENANCE, SWITCHED_OFF})


def broker_device(site: str, name: str) -> DeviceId:
    """The id under which a broker's alarms are kept."""
    return DeviceId(f"{site}:{BROKER}:{name}")
