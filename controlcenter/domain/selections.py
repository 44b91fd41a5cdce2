"""Choosing devices: named one by one, by what they are, or by groups that say either."""

import unicodedata
from collections.abc import Iterable, Mapping

import msgspec

from controlcenter.domain.devices import Area, Device
from controlcenter.domain.ids import AreaId, DeviceId, DocumentId


class Query(msgspec.Struct, frozen=True):
    """Devices by what they are: each part that is given must match, one of its values is enough."""

    kinds: tuple[str, ...] = ()
    areas: tuple[AreaId, ...] = ()
    """With everything below them."""
    tags: tuple[str, ...] = ()
    drivers: tuple[str, ...] = ()
    parents: tuple[DeviceId, ...] = ()
    """What hangs on these cabinets or gateways, directly."""
    text: str = ""
    """In the name or the address, whatever its case and accents."""

    @property
    def empty(self) -> bool:
        return self == EVERYTHING


EVERYTHING = Query()


class Selection(msgspec.Struct, frozen=True):
    """Devices chosen in any of three ways; together they are a union."""

    devices: tuple[DeviceId, ...] = ()
    query: Query | None = None
    groups: tuple[DocumentId, ...] = ()


def find(query: Query, devices: Iterable[Device], areas: Mapping[AreaId, Area]) -> list[DeviceId]:
    """The devices *query* means, in the order given."""
    below = areas_below(query.areas, areas)
    words = folded(query.text).split()
    return [device.id for device in devices if _matches(query, device, below, words)]


def areas_below(roots: Iterable[AreaId], areas: Mapping[AreaId, Area]) -> frozenset[AreaId]:
    """*roots* and every area under them."""
    children: dict[AreaId, list[AreaId]] = {}
    for area in areas.values():
        if area.parent is not None:
            children.setdefault(area.parent, []).append(area.id)
    found: set[AreaId] = set()
    waiting = list(roots)
    while waiting:
        area_id = waiting.pop()
        if area_id not in found:
            found.add(area_id)
            waiting += children.get(area_id, ())
    return frozenset(found)


def folded(text: str) -> str:
    """*text* for comparing: small letters without accents, đ as d."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _matches(query: Query, device: Device, below: frozenset[AreaId], words: list[str]) -> bool:
    if query.kinds and device.kind not in query.kinds:
        return False
    if query.areas and device.area not in below:
        return False
    if query.drivers and device.driver not in query.drivers:
        return False
    if query.parents and device.parent not in query.parents:
        return False
    if query.tags and not set(query.tags) & set(device.tags):
        return False
    if not words:
        return True
    held = folded(f"{device.name} {device.address}")
    return all(word in held for word in words)
