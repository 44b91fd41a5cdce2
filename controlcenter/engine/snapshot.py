"""The city as plain JSON, for ``controlcenter devices --json``. Its shape is documented in docs/operating.md."""

from typing import TYPE_CHECKING, Any

from controlcenter.domain.devices import Device, Discovered
from controlcenter.engine.live import DeviceState

if TYPE_CHECKING:
    from controlcenter.engine.engine import Engine

FORMAT = 1


def snapshot(engine: "Engine") -> dict[str, Any]:
    """Devices with values, qualities and ages (s) at ``at``, and the discovered list."""
    now = engine.now()
    devices = [
        _device(engine.live.devices[device.id], device, now)
        for device in engine.inventory.devices.values()
        if device.id in engine.live.devices
    ]
    discovered = [describe_discovered(one) for one in engine.discovery.everything()]
    return {"format": FORMAT, "at": now, "live": True, "devices": devices, "discovered": discovered}


def _device(state: DeviceState, device: Device, now: float) -> dict[str, Any]:
    points = {}
    for point in state.points.values():
        reading = point.reading
        if reading is not None:
            points[reading.key] = {
                "value": reading.value,
                "quality": reading.quality.name.lower(),
                "at": reading.at,
                "received_at": reading.received_at,
                "age_s": round(now - reading.received_at, 3),
            }
    return describe(device) | {
        "connection": state.connection.name.lower(),
        "last_seen": state.last_seen,
        "points": points,
    }


def describe(device: Device) -> dict[str, Any]:
    """What the inventory knows of *device*."""
    position = [device.position.lon, device.position.lat] if device.position else None
    return {
        "id": device.id,
        "name": device.name,
        "kind": device.kind,
        "driver": device.driver,
        "address": device.address,
        "site": device.site,
        "area": device.area,
        "position": position,
        "parent": device.parent,
        "tags": list(device.tags),
    }


def describe_discovered(one: Discovered) -> dict[str, Any]:
    """What was seen of an address nobody has taken in."""
    return {
        "id": one.id,
        "driver": one.driver,
        "address": one.address,
        "kind": one.kind,
        "name": one.name,
        "first_seen": one.first_seen,
        "last_seen": one.last_seen,
        "messages": one.messages,
        "points": {point.key: point.value for point in one.points},
        "commands": list(one.commands),
    }
