"""Devices and the places they stand in."""

import msgspec

from controlcenter.domain.ids import AreaId, DeviceId, SiteId
from controlcenter.domain.readings import Connection, Quality, Value


class Position(msgspec.Struct, frozen=True):
    """WGS 84 degrees, longitude first as GeoJSON has it."""

    lon: float
    lat: float


class Area(msgspec.Struct, frozen=True):
    """A node of a free tree: a ward, a park, a circuit. Names change; ``valid_from`` and aliases keep the old ones."""

    id: AreaId
    name: str
    parent: AreaId | None = None
    kind: str = ""
    """Free text such as ``ward``; no ladder is implied."""
    valid_from: float = 0.0
    valid_to: float | None = None
    aliases: tuple[str, ...] = ()


class Device(msgspec.Struct, frozen=True):
    """A device the centre has taken in."""

    id: DeviceId
    site: SiteId
    driver: str
    address: str
    kind: str
    name: str
    area: AreaId | None = None
    position: Position | None = None
    parent: DeviceId | None = None
    """The cabinet or gateway it hangs on."""
    options: dict[str, Value] = {}
    """Settings its driver reads, such as ``rated_lumens``."""
    tags: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    """Keys it has shown or described so far; empty means: all of its kind."""
    commands: tuple[str, ...] = ()


class SeenPoint(msgspec.Struct, frozen=True):
    key: str
    value: Value | None


class Discovered(msgspec.Struct, frozen=True):
    """An address nobody has taken in yet, with what was seen of it."""

    id: DeviceId
    site: SiteId
    driver: str
    address: str
    kind: str
    name: str
    """What the device or its driver proposes; empty when neither does."""
    points: tuple[SeenPoint, ...]
    commands: tuple[str, ...]
    first_seen: float
    last_seen: float
    messages: int
    position: Position | None = None


class DeviceStatus(msgspec.Struct, frozen=True, gc=False):
    """The one-line truth about a device, changed at most once per change-set."""

    device: DeviceId
    connection: Connection
    quality: Quality
    """The worst of its points that ever reported; STALE when none did."""
    last_seen: float | None
    """Arrival of its newest live message."""
    fault: str = ""
    """What the device itself reports wrong; empty when nothing."""
    clock_skew_s: float = 0.0
    """Device clock minus ours where it is not believable, else 0."""
