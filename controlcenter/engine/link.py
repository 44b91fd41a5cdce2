"""What the engine and a broker's own thread tell each other."""

import enum
from collections.abc import Callable
from typing import NamedTuple, Protocol

import msgspec


class BrokerOptions(msgspec.Struct, frozen=True):
    """How to reach a broker. ``password`` lives only here, in memory."""

    name: str
    site: str
    host: str
    port: int
    client_id: str
    tls: bool = False
    ca_file: str = ""
    user: str | None = None
    password: str | None = None
    keepalive_s: int = 15
    protocol: str = "auto"
    count_losses: bool = True

    def __repr__(self) -> str:
        return f"BrokerOptions({self.name!r}, {self.host!r}:{self.port})"


class Arrival(NamedTuple):
    """One message as it came off the wire. A tuple: fifty thousand are made a second."""

    link: int
    """Which link brought it, as numbered by the engine."""
    topic: str
    payload: bytes
    received_at: float
    retained: bool


class LinkState(enum.StrEnum):
    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"
    REFUSED = "refused"


class LinkChanged(msgspec.Struct, frozen=True):
    """The link went up or down. ``code`` is the notice to raise, empty when it is up."""

    link: int
    state: LinkState
    at: float
    code: str = ""
    reason: str = ""
    protocol: str = ""


class Receipt(msgspec.Struct, frozen=True):
    """The broker's word on a publication. ``error`` empty means it has it; ``unheard``: nobody subscribes to it."""

    link: int
    token: int
    at: float
    error: str = ""
    unheard: bool = False


class Pulse(msgspec.Struct, frozen=True):
    """A round trip to the broker and back was measured, or a loss counter moved."""

    link: int
    at: float
    round_trip_s: float | None = None
    lost: int | None = None
    """The broker's own count of messages it dropped, since its start."""


LinkEvent = LinkChanged | Receipt | Pulse


class Sink(Protocol):
    """Where a link delivers; called on the link's thread."""

    def message(self, arrival: Arrival) -> None: ...

    def event(self, event: LinkEvent) -> None: ...


class Link(Protocol):
    """A broker as the engine uses it."""

    name: str
    site: str
    address: str

    def start(self) -> None: ...

    def stop(self) -> None:
        """Say goodbye and end the thread; returns when it has ended."""
        ...

    def publish(self, token: int, topic: str, payload: bytes, qos: int) -> None:
        """Hand over one publication, never retained; a Receipt with *token* follows."""
        ...


Clock = Callable[[], float]
