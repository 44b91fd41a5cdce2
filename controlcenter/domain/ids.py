"""Names of things that cross rooms.

A device id is ``site:driver:address``; it stays the same when the device is renamed or moved.
A point is named by its device and its key in the kind's vocabulary (``level``, ``power`` …).
"""

from typing import NamedTuple, NewType

DeviceId = NewType("DeviceId", str)
AreaId = NewType("AreaId", int)
CommandId = NewType("CommandId", int)
OrderId = NewType("OrderId", int)
DocumentId = NewType("DocumentId", int)
SiteId = NewType("SiteId", str)


class PointId(NamedTuple):
    """One measured or reported quantity of one device."""

    device: DeviceId
    key: str

    def __str__(self) -> str:
        return f"{self.device}/{self.key}"


def device_id(site: str, driver: str, address: str) -> DeviceId:
    """Make the id of the device that *driver* knows as *address* at *site*."""
    return DeviceId(f"{site}:{driver}:{address}")


def parse_point(text: str) -> PointId:
    """Read ``site:driver:address/key``; the address may hold slashes, the key may not.

    Raises ValueError naming *text* when it is not a point.
    """
    device, slash, key = text.rpartition("/")
    if not slash or not key or device.count(":") < 2:
        raise ValueError(f"{text!r} is not a point: expected site:driver:address/key")
    return PointId(DeviceId(device), key)
