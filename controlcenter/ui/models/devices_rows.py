"""Every device as one row of plain arrays: what filters and sorting read instead of the mirror."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.authority import Hold, Lock
from controlcenter.domain.conditions import Priority
from controlcenter.domain.devices import Area, Device, DeviceStatus
from controlcenter.domain.ids import AreaId, DeviceId
from controlcenter.domain.kinds import Kind, PointKind
from controlcenter.domain.readings import Connection, Quality, Reading, Value
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import fold, natural_key, padded

Ranks = npt.NDArray[np.int32]


class DeviceRows:
    """Rows in order of name; every array has one entry a row.

    ``seen`` s since 1970 UTC (NaN never), ``value`` the primary value as a number (NaN when it has none),
    ``quality`` and ``connection`` their codes, ``fault`` whether the device reports one, ``placed`` whether it has a
    place on the map, ``held`` the source that holds it (0 none) and ``locked`` whether somebody works on it. The codes
    in ``kind``, ``site``, ``area`` and ``driver`` index the tuples of the same name in the plural.

    Whatever takes time is an iterator of the share done, to be run in slices: ``build`` first, once.
    """

    def __init__(self, mirror: Mirror, before: "DeviceRows | None" = None) -> None:
        """*before* are the rows these replace: what was worked out of a name then is not worked out again."""
        self._mirror = mirror
        self._names: dict[str, tuple[str, str]] = {} if before is None else before._names
        self._ranks: dict[str, Ranks] = {}
        self._built_of: tuple[tuple[Device, ...], tuple[Area, ...]] = ((), ())
        self._fill([])

    def __len__(self) -> int:
        return len(self.devices)

    @property
    def outdated(self) -> bool:
        """Whether the mirror has other devices or areas than the rows were built from."""
        mirror = self._mirror
        # Devices are frozen and replaced when they change: comparing tuples compares identities.
        return self._built_of != (tuple(mirror.devices.values()), tuple(mirror.areas.values()))

    def build(self) -> Iterator[float]:
        """Read all devices, statuses and primary values from the mirror."""
        devices = tuple(self._mirror.devices.values())
        self._built_of = (devices, tuple(self._mirror.areas.values()))
        keys: list[str] = []
        for part in _parts(len(devices)):
            keys += [self._folded(device.name)[1] for device in devices[part]]
            yield 0.4 * part.stop / len(devices)
        order: list[int] = []
        for run in sorted_parts(keys):
            order = run
            yield 0.5
        self._fill([devices[row] for row in order])
        yield 0.55
        yield from self._code_steps()
        for share in self.live_steps():
            yield 0.7 + 0.3 * share

    def _folded(self, name: str) -> tuple[str, str]:
        """*name* for the search, and its sort key."""
        known = self._names.get(name)
        if known is None:
            folded = fold(name)
            known = self._names[name] = (folded, padded(folded))
        return known

    def _fill(self, devices: list[Device]) -> None:
        """Take *devices* over, in this order, with nothing known of them."""
        count = len(devices)
        self.devices = devices
        self.row_of: dict[DeviceId, int] = {}
        self.primary: list[str | None] = []
        self.texts: list[str] = []
        """What a search looks through; made by ``text_steps``."""
        self.kinds: tuple[str, ...] = ()
        self.sites: tuple[str, ...] = ()
        self.areas: tuple[AreaId | None, ...] = ()
        self.drivers: tuple[str, ...] = ()
        self.paths: tuple[str, ...] = ()
        """Path of each of ``areas``."""
        self.kind, self.site, self.area, self.driver = (np.zeros(count, np.int32) for _ in range(4))
        self.quality = np.full(count, Quality.STALE, np.uint8)
        self.connection = np.full(count, Connection.UNKNOWN, np.uint8)
        self.seen, self.value = np.full(count, np.nan), np.full(count, np.nan)
        self.fault, self.placed, self.locked = (np.zeros(count, np.bool_) for _ in range(3))
        self.held = np.zeros(count, np.uint8)

    def _code_steps(self) -> Iterator[float]:
        devices, count = self.devices, len(self.devices)
        primary = {id_: kind.primary for id_, kind in self._mirror.kinds.items()}
        kinds: dict[str, int] = {}
        sites: dict[str, int] = {}
        areas: dict[AreaId | None, int] = {}
        drivers: dict[str, int] = {}
        for part in _parts(count):
            some = devices[part]
            self.kind[part] = [kinds.setdefault(device.kind, len(kinds)) for device in some]
            self.site[part] = [sites.setdefault(device.site, len(sites)) for device in some]
            self.area[part] = [areas.setdefault(device.area, len(areas)) for device in some]
            self.driver[part] = [drivers.setdefault(device.driver, len(drivers)) for device in some]
            self.placed[part] = [device.position is not None for device in some]
            self.primary += [primary.get(device.kind) for device in some]
            self.row_of.update(zip((device.id for device in some), range(part.start, part.stop), strict=True))
            yield 0.55 + 0.15 * part.stop / count
        self.kinds, self.sites, self.areas, self.drivers = tuple(kinds), tuple(sites), tuple(areas), tuple(drivers)
        self.paths = tuple(self._mirror.area_path(area) for area in self.areas)

    def live_steps(self) -> Iterator[float]:
        """Read statuses and primary values of the rows from the mirror again (after time off screen)."""
        statuses, readings = self._mirror.statuses, self._mirror.readings
        for part in _parts(len(self)):
            some = self.devices[part]
            found: list[DeviceStatus | None] = [statuses.get(device.id) for device in some]
            self.quality[part] = [s.quality if s else Quality.STALE for s in found]
            self.connection[part] = [s.connection if s else Connection.UNKNOWN for s in found]
            self.seen[part] = [np.nan if s is None or s.last_seen is None else s.last_seen for s in found]
            self.fault[part] = [bool(s and s.fault) for s in found]
            self.held[part] = [self._held(device.id) for device in some]
            self.locked[part] = [device.id in self._mirror.control.locks for device in some]
            points = (readings.get(device.id) for device in some)
            self.value[part] = [_value(held, key) for held, key in zip(points, self.primary[part], strict=True)]
            yield part.stop / len(self)

    @property
    def searchable(self) -> bool:
        """Whether ``texts`` are complete."""
        return len(self.texts) == len(self.devices)

    def text_steps(self) -> Iterator[float]:
        """Make what is left to make of ``texts``; asked for again, it goes on where it was given up."""
        paths = [fold(path) for path in self.paths]
        while not self.searchable:
            first = len(self.texts)
            some = self.devices[first : first + STEP]
            codes = self.area[first : first + STEP].tolist()
            self.texts += [self._text(device, paths[code]) for device, code in zip(some, codes, strict=True)]
            yield len(self.texts) / len(self)

    def _text(self, device: Device, path: str) -> str:
        name = self._folded(device.name)[0]
        rest = fold(" ".join((device.address, *device.tags, device.id)))
        return f"{name}\n{path}\n{rest}"

    def take(self, changes: ChangeSet) -> set[int]:
        """Put in what *changes* says of known rows; return the rows touched."""
        row_of, primary = self.row_of, self.primary
        rows: list[int] = []
        values: list[float] = []
        for reading in changes.readings:
            row = row_of.get(reading.device)
            if row is not None and primary[row] == reading.key:
                rows.append(row)
                values.append(_number(reading.value))
        if rows:
            # One assignment for all: one for each takes three times as long. Of a row named twice the last one stays.
            self.value[rows] = values
        alarmed = (row_of.get(alarm.id.device) for alarm in changes.alarms)
        ruled = self._take_rules(changes)
        return {*rows, *ruled, *self._take_statuses(changes.statuses), *(row for row in alarmed if row is not None)}

    def _take_rules(self, changes: ChangeSet) -> set[int]:
        """Who holds and who locks: as the mirror, which took *changes* before, has it now."""
        devices = {hold.device for hold in changes.holds} | {device for device, _source in changes.released}
        devices |= {lock.device for lock in changes.locks} | set(changes.unlocked)
        rows = {row: device for device in devices if (row := self.row_of.get(device)) is not None}
        for row, device in rows.items():
            self.held[row] = self._held(device)
            self.locked[row] = device in self._mirror.control.locks
        return set(rows)

    def _held(self, device: DeviceId) -> int:
        hold = self._mirror.control.hold_of(device)
        return 0 if hold is None else int(hold.source)

    def _take_statuses(self, statuses: Sequence[DeviceStatus]) -> list[int]:
        known = [status for status in statuses if status.device in self.row_of]
        rows = [self.row_of[status.device] for status in known]
        if rows:
            self.quality[rows] = [status.quality for status in known]
            self.connection[rows] = [status.connection for status in known]
            self.seen[rows] = [_number(status.last_seen) for status in known]
            self.fault[rows] = [bool(status.fault) for status in known]
        return rows

    def ranked(self, column: str) -> Ranks | None:
        """Place of each row when sorted by *column*, None until ``rank_steps`` made it."""
        return self._ranks.get(column)

    def rank_steps(self, column: str, text: Callable[[Device], str]) -> Iterator[float]:
        """Work out ``ranked`` by the text of each device."""
        keys: list[str] = []
        for part in _parts(len(self)):
            keys += [natural_key(text(device)) for device in self.devices[part]]
            yield 0.6 * part.stop / len(self)
        order: list[int] = []
        for run in sorted_parts(keys):
            order = run
            yield 0.8
        ranks = np.zeros(len(order), np.int32)
        place, last = -1, None
        for part in _parts(len(order)):
            for row in order[part]:
                if keys[row] != last:
                    place, last = place + 1, keys[row]
                ranks[row] = place
            yield 0.8 + 0.2 * part.stop / len(order)
        self._ranks[column] = ranks

    @staticmethod
    def ranks_of(texts: Sequence[str], codes: Ranks) -> Ranks:
        """The same where the text of a row is one of few *texts*, by its code."""
        places = {key: place for place, key in enumerate(sorted({natural_key(text) for text in texts}))}
        ranks = np.fromiter((places[natural_key(text)] for text in texts), np.int32, len(texts))
        return ranks[codes] if len(texts) else np.zeros(len(codes), np.int32)

    def units(self) -> Ranks:
        """Place of each row when sorted by the unit of its value."""
        found = [self._mirror.kinds.get(kind) for kind in self.kinds]
        points = [kind.points.get(kind.primary) if kind and kind.primary else None for kind in found]
        return self.ranks_of([point.unit if point else "" for point in points], self.kind)

    def area_path(self, row: int) -> str:
        """Names of the area of *row* from the root down, empty when it stands in none."""
        return self.paths[int(self.area[row])]

    def area_name(self, row: int) -> str:
        """Name of the area of *row* alone."""
        area = self._mirror.areas.get(found) if (found := self.areas[self.area[row]]) is not None else None
        return area.name if area else ""

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

    def hold(self, row: int) -> Hold | None:
        """The hold in force."""
        return self._mirror.control.hold_of(self.devices[row].id)

    def lock(self, row: int) -> Lock | None:
        return self._mirror.control.locks.get(self.devices[row].id)

    def alarm(self, row: int) -> Alarm | None:
        """The standing alarm that matters most."""
        return self._mirror.worst_alarm(self.devices[row].id)

    def alarmed(self) -> Iterator[tuple[int, Priority]]:
        """Rows with standing alarms, and the highest priority of each."""
        for device, held in self._mirror.standing.items():
            row = self.row_of.get(device)
            if row is not None:
                yield row, max(alarm.priority for alarm in held.values())

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


STEP = 1500
"""Rows a step: well below the ten milliseconds a slice may take."""


def _parts(count: int) -> Iterator[slice]:
    return (slice(first, min(first + STEP, count)) for first in range(0, count, STEP))


def sorted_parts(keys: Sequence[str]) -> Iterator[list[int]]:
    """Sort the places of *keys* bit by bit; the last list is the order (none comes for no keys)."""
    runs: list[list[int]] = []
    for part in _parts(len(keys)):
        runs.append(sorted(range(part.start, part.stop), key=keys.__getitem__))
        yield runs[-1]
    while len(runs) > 1:
        merged = []
        for first in range(0, len(runs), 2):
            both = [row for run in runs[first : first + 2] for row in run]
            # Two runs in order: the sort only merges them.
            both.sort(key=keys.__getitem__)
            merged.append(both)
            yield both
        runs = merged


def _value(points: dict[str, Reading] | None, key: str | None) -> float:
    reading = points.get(key) if points and key else None
    return _number(reading.value) if reading else np.nan


def _number(value: Value | None) -> float:
    return np.nan if value is None or isinstance(value, str) else float(value)
