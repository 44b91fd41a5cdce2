"""Values that come from the field, with quality and both clocks.

Times are seconds since 1970-01-01 UTC as a float: half a million of them a minute are compared, packed
and plotted, and an aware datetime costs ten times as much. They become datetimes where people read them.
"""

import enum

import msgspec

from controlcenter.domain.ids import DeviceId

Value = bool | int | float | str


class Quality(enum.IntEnum):
    """How far a value can be trusted; the numbers are stored."""

    GOOD = 0
    UNCERTAIN = 1
    """Retained at start, or its clock cannot be right: shown, marked, never counted as live proof."""
    STALE = 2
    """Older than the point's expected period, or its device or broker is gone."""
    BAD = 3
    """The device says the value is invalid, or it is not a finite number."""


class Connection(enum.IntEnum):
    """What is known of the link to a device: its own axis, apart from the values."""

    UNKNOWN = 0
    ONLINE = 1
    OFFLINE = 2


OWN_PREFIX = "@"
"""Keys that begin so are the centre's own: no kind has such a point and no device may report one."""
LINK_POINT = OWN_PREFIX + "link"
"""Under it the history keeps a device's link: ``online``, ``offline``, or an empty text while nobody knows."""
LINK_TEXTS = {Connection.UNKNOWN: "", Connection.ONLINE: "online", Connection.OFFLINE: "offline"}


class Reading(msgspec.Struct, frozen=True, gc=False):
    """The value of one point at one moment.

    ``at`` is the device's clock where it told a believable one, else the arrival; ``received_at`` is ours.
    ``value`` None means the device said it has none.
    """

    device: DeviceId
    key: str
    value: Value | None
    at: float
    received_at: float
    quality: Quality


def link_reading(device: DeviceId, connection: Connection, at: float) -> Reading:
    """A change of the link of *device*, as the history keeps it."""
    return Reading(device, LINK_POINT, LINK_TEXTS[connection], at, at, Quality.GOOD)
