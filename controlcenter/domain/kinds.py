"""Kinds of devices: one vocabulary of points and commands across all drivers. Data in ``resources/kinds``."""

import msgspec

from controlcenter.domain.conditions import AlarmDefinition
from controlcenter.domain.readings import Value
from controlcenter.domain.words import Text


class PointKind(msgspec.Struct, frozen=True):
    """What every point of this key means, whichever driver reports it."""

    key: str
    name: Text
    type: str = "number"
    """``number``, ``bool``, ``text`` or ``enum``."""
    unit: str = ""
    precision: int = 1
    """Digits after the point that the sensors really have."""
    minimum: float | None = None
    maximum: float | None = None
    low: float | None = None
    high: float | None = None
    """Limits worth drawing on a chart."""
    period_s: float = 120.0
    """Expected time between readings; a value older than ``stale_factor`` of these is stale."""
    retention: str = "measure"
    """Which retention class of the settings keeps its history: ``measure``, ``state`` or ``counter``."""
    values: dict[str, Text] = {}
    """For ``enum`` points: stored value → words."""
    fault_values: tuple[str, ...] = ()
    """Values by which the device itself reports something wrong. ``"*"`` means any but ``none`` and ``ok``."""


class ArgumentKind(msgspec.Struct, frozen=True):
    """One argument of a command; an editor is made from it."""

    key: str
    name: Text
    type: str = "number"
    """``number``, ``integer``, ``bool``, ``text``, ``enum``, or ``digest``: worked out by the centre, never asked."""
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    max_length: int = 200
    default: Value | None = None
    values: dict[str, Text] = {}
    format: str = ""
    """How a text is written: ``multi`` for the markup of signs (NTCIP 1203); else as it is read."""
    of: str = ""
    """For a ``digest``: the text argument it is the CRC-32 of, as eight hexadecimal digits."""


class Confirm(msgspec.Struct, frozen=True):
    """The fresh reading that proves a command: *point* equals a constant or an argument, within a tolerance."""

    point: str
    equals: Value | None = None
    argument: str | None = None
    tolerance: float = 0.0
    at_least: float | None = None
    at_most: float | None = None


class Permit(msgspec.Struct, frozen=True):
    """An interlock: the command is only given while a good reading of *point* shows this."""

    point: str
    message: Text
    """What keeps it from being given, for operators."""
    equals: Value | None = None
    at_least: float | None = None
    at_most: float | None = None


class CommandKind(msgspec.Struct, frozen=True):
    """A verb operators use, whichever driver carries it out."""

    key: str
    name: Text
    arguments: tuple[ArgumentKind, ...] = ()
    confirm: tuple[Confirm, ...] = ()
    """All must be shown by fresh readings; none means the command ends ACKED, or UNCONFIRMED without a reply."""
    timeout_s: float = 20.0
    """How long after sending a confirmation may take."""
    expires_s: float = 60.0
    """A command not sent this long after it was asked for is never sent."""
    idempotent: bool = False
    """Only set-state commands are: they alone are sent again when nothing answers."""
    permits: tuple[Permit, ...] = ()
    lease: str = ""
    """The argument, in seconds, after which the device gives it up by itself: renewed while it is in force."""
    critical: bool = False
    """Asked for in two steps wherever it is given by hand."""
    off: bool = False
    """It takes light away: many of them at once may need a second person."""


class Kind(msgspec.Struct, frozen=True):
    """A kind of device and everything its devices may report and be told."""

    id: str
    name: Text
    symbol: str = "generic"
    primary: str | None = None
    """The point shown in one cell of a table and beside the symbol."""
    points: dict[str, PointKind] = {}
    commands: dict[str, CommandKind] = {}
    alarms: dict[str, AlarmDefinition] = {}
    """What operators are told of, by key; overrides replace them for the kind or for one device."""
    setpoints: tuple[str, ...] = ()
    """Commands that set what the device is there for. Given by hand they hold it until they are released.

    A state that was kept is brought back by the first of them whose proof that state shows.
    """
    rest: str = ""
    """The command given when nothing wants anything of the device any more, such as ``blank``; empty: none."""
    device: bool = True
    """False for what has alarms but is no field device, such as a broker: it cannot be adopted or imported."""


STALE_FACTOR = 2.5
"""A point is stale when nothing came for this many of its expected periods."""
