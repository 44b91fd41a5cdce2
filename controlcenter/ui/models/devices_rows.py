"""Every device as one row of plain arrays: what filters and sorting read instead of the mirror."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from controlcenter.domain.devices import Area, Device, DeviceStatus
from controlcenter.domain.ids import AreaId, DeviceId
from controlcenter.domain.kinds import Kind, PointKind
from controlcenter.domain.readings import Connection, Quality, Reading, Value
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import fold, natural_key

Numbers = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int32]


class DeviceRows:
    """Rows in order of name; every array has one entry a row.

    ``seen`` s since 1970 UTC (NaN never), ``value`` the primary value as a number (NaN when it has none),
    ``quality`` and ``connection`` their codes, ``fault`` whether the device reports one. The codes in ``kind``,
    ``site`` and ``area`` index the tuples of the same name in the plural.
    """

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._keys: dict[DeviceId, tuple[str, str]] = {}
        self._haystacks: dict[DeviceId, tuple[Device, str, str]] = {}
        self._ranks: dict[str, Ranks] = {}
        self._built_of: tuple[tuple[Device, ...], tuple[Area, ...]] = ((), ())
        self._fill(())

    def __len__(self) -> int:
        return len(self.devices)

    @property
    def outdated(self) -> bool:
        """Whether the mirror has other devices or areas than the rows were built from."""
        mirror = self._mirror
        # Devices are frozen and replaced when they change: comparing tuples compares identities.
        return self._built_of != (tuple(mirror.devices.values()), tuple(mirror.areas.values()))

    def rebuild(self) -> None:
        """Read all devices, statuses and primary values from the mirror again."""
        self._built_of = (tuple(self._mirror.devices.values()), tuple(self._mirror.areas.values()))
        self._fill(tuple(sorted(self._mirror.devices.values(), key=self._name_key)))

    def _name_key(self, device: Device) -> str:
        known = self._keys.get(device.id)
        if known is None or known[0] != device.name:
            known = self._keys[device.id] = (device.name, natural_key(device.name))
        return known[1]

    def _fill(self, devices: tuple[Device, ...]) -> None:
        mirror = self._mirror
        self.devices: list[Device] = list(devices)
        self.row_of: dict[DeviceId, int] = {device.id: row for row, device in enumerate(devices)}
        kinds = {id_: kind.primary for id_, kind in mirror.kinds.items()}
        self.primary: list[str | None] = [kinds.get(device.kind) for device in devices]
        self.kinds, self.kind = _coded([device.kind for device in devices])
        self.sites, self.site = _coded([device.site for device in devices])
        self.areas, self.area = _coded([device.area for device in devices])
        paths = [mirror.area_path(area) for area in self.areas]
        self.paths: list[str] = [paths[code] for code in self.area]
        self.texts: list[str] = [
            self._haystack(device, path) for device, path in zip(self.devices, self.paths, strict=True)
        ]
        self._ranks.clear()
        self.read_live()

    def _haystack(self, device: Device, path: str) -> str:
        known = self._haystacks.get(device.id)
        if known is None or known[0] is not device or known[1] != path:
            text = fold("\n".join((device.name, device.address, path, *device.tags, device.id)))
            known = self._haystacks[device.id] = (device, path, text)
        return known[2]

    def read_live(self) -> None:
        """Read statuses and primary values of the rows from the mirror again (after time off screen)."""
        statuses, readings = self._mirror.statuses, self._mirror.readings
        count = len(self.devices)
        found: list[DeviceStatus | None] = [statuses.get(device.id) for device in self.devices]
        self.quality = np.fromiter((s.quality if s else Quality.STALE for s in found), np.uint8, count)
        self.connection = np.fromiter((s.connection if s else Connection.UNKNOWN for s in found), np.uint8, count)
        self.seen: Numbers = np.fromiter((_number(s.last_seen) if s else np.nan for s in found), np.float64, count)
        self.fault = np.fromiter((bool(s and s.fault) for s in found), np.bool_, count)
        self.value: Numbers = np.fromiter(
            (_value(readings.get(device.id), key) for device, key in zip(self.devices, self.primary, strict=True)),
            np.float64,
            count,
        )

    def take(self, changes: ChangeSet) -> set[int]:
        """Put in what *changes* says of known rows; return the rows touched."""
        touched: set[int] = set()
        row_of, primary, value = self.row_of, self.primary, self.value
        for reading in changes.readings:
            row = row_of.get(reading.device)
            if row is not None and primary[row] == reading.key:
                value[row] = _number(reading.value)
                touched.add(row)
        for status in changes.statuses:
            row = row_of.get(status.device)
            if row is not None:
                self._put_status(row, status)
                touched.add(row)
        return touched

    def _put_status(self, row: int, status: DeviceStatus) -> None:
        self.quality[row] = status.quality
        self.connection[row] = status.connection
        self.seen[row] = _number(status.last_seen)
        self.fault[row] = bool(status.fault)

    def ranks(self, column: str, text: Callable[[Device], str]) -> Ranks:
        """Place of each row when sorted by *text*; kept under the name *column* until devices change."""
        known = self._ranks.get(column)
        return self.ranks_of(column, [text(device) for device in self.devices]) if known is None else known

    def ranks_of(self, column: str, texts: list[str]) -> Ranks:
        """The same for texts already made, one a row."""
        ranks = self._ranks.get(column)
        if ranks is None:
            places = {key: place for place, key in enumerate(sorted(set(texts), key=natural_key))}
            ranks = self._ranks[column] = np.fromiter((places[key] for key in texts), np.int32, len(texts))
        return ranks

    def kind_of(self, row: int) -> Kind | None:
        return self._mirror.kinds.get(self.devices[row].kind)

    def point(self, row: int) -> PointKind | None:
        """What the primary value of *row* means."""
        key, kind = self.primary[row], self.kind_of(row)
        return kind.points.get(key) if kind and key else None

    def reading(self, row: int) -> Reading | None:
        key = self.primary[row]
        points = self._mirror.readings.get(self.devices[row].id)
        return points.get(key) if points and key else None

    def status(self, row: int) -> DeviceStatus | None:
        return self._mirror.statuses.get(self.devices[row].id)

    def areas_under(self, root: AreaId) -> frozenset[AreaId]:
        """*root* and every area below it."""
        below: dict[AreaId | None, list[AreaId]] = {}
        for area in self._mirror.areas.values():
            below.setdefault(area.parent, []).append(area.id)
        found, waiting = {root}, [root]
        while waiting:
            for child in below.get(waiting.pop(), ()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return frozenset(found)


T = TypeVar("T")


def _coded(values: list[T]) -> tuple[tuple[T, ...], npt.NDArray[np.int32]]:
    codes: dict[T, int] = {}
    coded = np.fromiter((codes.setdefault(value, len(codes)) for value in values), np.int32, len(values))
    return tuple(codes), coded


def _value(points: dict[str, Reading] | None, key: str | None) -> float:
    reading = points.get(key) if points and key else None
    return _number(reading.value) if reading else np.nan


def _number(value: Value | None) -> float:
    return np.nan if value is None or isinstance(value, str) else float(value)
