"""What a driver sees of the house, and all it may import from it.

A driver is pure: it turns a message into reports and an order into publications. No clock, no network, no files.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

import msgspec

from controlcenter.domain.devices import Position
from controlcenter.domain.readings import Quality, Value
from controlcenter.drivers.times import time_of

__all__ = [
    "Answer",
    "DecodeError",
    "Decoded",
    "Description",
    "Driver",
    "EncodeError",
    "Link",
    "Message",
    "Order",
    "Position",
    "Publication",
    "Quality",
    "Report",
    "Value",
    "measured",
    "time_of",
    "to_json",
]

API_VERSION = 1
MAX_PAYLOAD = 256 * 1024
"""Larger payloads never reach a driver."""
MAX_TEXT: Final = 1000
"""Longer texts are not values of a point."""
MAX_NUMBER: Final = 9_007_199_254_740_992
"""Beyond ±2^53 a number is not a measurement: charts and stores could not keep it exactly."""


class DecodeError(ValueError):
    """The payload is not what this driver expects; the text says what and where."""


class EncodeError(ValueError):
    """The order cannot be put on the wire; the text says why."""


class Message(msgspec.Struct, frozen=True, gc=False):
    """One message off the wire, already matched to one of the driver's topics.

    ``route`` is the name of the topic in driver.toml, ``address`` the part of the topic that names the device,
    ``options`` the settings of that device (empty while it is only discovered).
    """

    topic: str
    payload: bytes
    received_at: float
    retained: bool
    route: str
    address: str
    options: Mapping[str, Value]

    def json(self) -> Any:
        """The payload as JSON; raises DecodeError when it is not, nests too deep, or holds NaN."""
        try:
            return msgspec.json.decode(self.payload)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise DecodeError(f"not JSON: {error}") from None

    def text(self) -> str:
        """The payload as UTF-8 text; raises DecodeError when it is not."""
        try:
            return self.payload.decode()
        except UnicodeDecodeError as error:
            raise DecodeError(f"not UTF-8: {error}") from None


class Report(msgspec.Struct, frozen=True, gc=False):
    """A value of one point. ``at`` is the device's clock (s since 1970 UTC), None when it told none."""

    key: str
    value: Value | None
    at: float | None = None
    quality: Quality = Quality.GOOD
    address: str | None = None
    """Another device than the message's, for gateways that speak for many."""


class Link(msgspec.Struct, frozen=True, gc=False):
    """The device, its gateway or its last will says whether it is there."""

    online: bool
    address: str | None = None


class Description(msgspec.Struct, frozen=True):
    """What a device says it is and has: feeds the discovered list and the faceplate."""

    kind: str | None = None
    name: str = ""
    points: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    options: Mapping[str, Value] = {}
    address: str | None = None
    position: Position | None = None
    parent: str | None = None
    """Address of the gateway or cabinet it hangs on, as this driver names it: that explains the device's silence."""


class Answer(msgspec.Struct, frozen=True):
    """The device's word on a command: accepted, or refused with its reason."""

    accepted: bool
    reason: str = ""
    command: str | None = None
    """Which command it answers, where the wire tells."""
    address: str | None = None


Decoded = Report | Link | Description | Answer


class Order(msgspec.Struct, frozen=True):
    """A validated command for one device. ``now`` is s since 1970 UTC, for wires that carry a time."""

    address: str
    command: str
    arguments: Mapping[str, Value]
    options: Mapping[str, Value]
    now: float


class Publication(msgspec.Struct, frozen=True):
    """What to put on the wire. The centre never retains a command, so there is no flag for it."""

    topic: str
    payload: bytes
    qos: int = 1


def measured(
    key: str, raw: Any, at: float | None, low: float = -float(MAX_NUMBER), high: float = float(MAX_NUMBER)
) -> Report:
    """Report the number *raw*: BAD outside ``[low, high]``, BAD and without a value when it is no finite number."""
    if type(raw) is float or type(raw) is int:
        if low <= raw <= high:
            return Report(key, raw, at)
        if -MAX_NUMBER <= raw <= MAX_NUMBER:
            return Report(key, raw, at, Quality.BAD)
    return Report(key, None, at, Quality.BAD)


def to_json(value: Any) -> bytes:
    """Write *value* as compact JSON for a Publication."""
    return msgspec.json.encode(value)


class Driver(Protocol):
    """The object a plugin's ``create(options)`` returns; drivers in data alone need no Python."""

    def decode(self, message: Message) -> Iterable[Decoded]:
        """Turn *message* into reports; raises DecodeError for what it cannot read."""
        ...

    def encode(self, order: Order) -> Sequence[Publication]:
        """Put *order* on the wire; raises EncodeError for what the device cannot do."""
        ...
