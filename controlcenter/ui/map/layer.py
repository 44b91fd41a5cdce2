"""The devices on the map as arrays: where they are, what kind, how they look. Qt-free."""

import enum
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from controlcenter.domain.conditions import Priority
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Connection, Quality
from controlcenter.ui.map.projection import Box, Floats, project, project_one
from controlcenter.ui.mirror import Mirror

Ints = npt.NDArray[np.intp]


class Mark(enum.IntEnum):
    """How a device is drawn; a higher one is drawn over a lower one."""

    NORMAL = 0
    LIT = 1
    UNKNOWN = 2
    """Never heard of, and not said to be offline."""
    STALE = 3
    LOW = 4
    MEDIUM = 5
    HIGH = 6
    CRITICAL = 7


_BY_PRIORITY = {
    Priority.LOW: Mark.LOW,
    Priority.MEDIUM: Mark.MEDIUM,
    Priority.HIGH: Mark.HIGH,
    Priority.CRITICAL: Mark.CRITICAL,
}
LIT_POINT = "on"
"""The point that makes a device lit: street lamps have it."""


def mark_of(device: DeviceId, mirror: Mirror) -> Mark:
    """Its worst standing alarm, else the calmest mark that is still true."""
    alarm = mirror.worst_alarm(device)
    if alarm is not None:
        return _BY_PRIORITY[alarm.priority]
    status = mirror.statuses.get(device)
    if status is None or (status.last_seen is None and status.connection is not Connection.OFFLINE):
        return Mark.UNKNOWN
    if status.connection is Connection.OFFLINE or status.quality >= Quality.STALE:
        return Mark.STALE
    points = mirror.readings.get(device)
    lit = points.get(LIT_POINT) if points else None
    return Mark.LIT if lit is not None and lit.value is True else Mark.NORMAL


def calls(device: DeviceId, mirror: Mirror) -> bool:
    """Whether an alarm of *device* waits for somebody to take note."""
    held = mirror.standing.get(device)
    return held is not None and any(alarm.annunciated for alarm in held.values())


class Layer:
    """All devices that have a place.

    ``xs``, ``ys`` (n,) unit square; ``kinds``, ``marks`` (n,) codes; ``calling`` (n,) whether nobody took note yet.
    """

    def __init__(self, devices: Iterable[Device] = ()) -> None:
        placed = [(device, device.position) for device in devices]
        known = [(device, position) for device, position in placed if position is not None]
        self.ids: list[DeviceId] = [device.id for device, _ in known]
        self.index = {device: place for place, device in enumerate(self.ids)}
        lon = np.array([position.lon for _, position in known], dtype=np.float64)
        lat = np.array([position.lat for _, position in known], dtype=np.float64)
        self.xs, self.ys = project(lon, lat)
        names = sorted({device.kind for device, _ in known})
        codes = {name: code for code, name in enumerate(names)}
        self.kind_names = names
        self.kinds = np.array([codes[device.kind] for device, _ in known], dtype=np.uint16)
        self.marks = np.full(len(known), Mark.UNKNOWN, dtype=np.uint8)
        self.calling = np.zeros(len(known), dtype=bool)
        self.shown = np.ones(len(known), dtype=bool)
        self._grid = _Grid(self.xs, self.ys)

    def __len__(self) -> int:
        return len(self.ids)

    def hide_kinds(self, hidden: frozenset[str]) -> None:
        """Show every kind but these."""
        allowed = np.array([name not in hidden for name in self.kind_names], dtype=bool)
        self.shown = allowed[self.kinds] if len(self) else self.shown

    def misplaces(self, device: Device) -> bool:
        """Say whether *device* is new here, stands elsewhere or is of another kind."""
        place = self.index.get(device.id)
        if place is None or device.position is None:
            return (place is None) != (device.position is None)
        x, y = project_one(device.position.lon, device.position.lat)
        moved = abs(x - self.xs[place]) > 1e-12 or abs(y - self.ys[place]) > 1e-12
        return bool(moved) or self.kind_names[self.kinds[place]] != device.kind

    def mark_all(self, mirror: Mirror) -> None:
        self.marks[:] = [mark_of(device, mirror) for device in self.ids]
        self.calling[:] = [calls(device, mirror) for device in self.ids]

    def mark_some(self, devices: Iterable[DeviceId], mirror: Mirror) -> int:
        """Look at these devices again; say how many now look different."""
        places: list[int] = []
        marks: list[int] = []
        calling: list[bool] = []
        index, current, before = self.index, self.marks, self.calling
        for device in devices:
            place = index.get(device)
            if place is not None:
                mark, call = int(mark_of(device, mirror)), calls(device, mirror)
                if current.item(place) != mark or before.item(place) != call:
                    places.append(place)
                    marks.append(mark)
                    calling.append(call)
        if places:
            current[places] = marks
            before[places] = calling
        return len(places)

    def within(self, box: Box) -> Ints:
        """The places of all shown devices inside *box*, in no particular order."""
        found = self._grid.within(box)
        return found[self.shown[found]]

    @property
    def box(self) -> Box | None:
        """The rectangle around the devices; a stray far from all others stays out."""
        if not len(self):
            return None
        left, right = _reach(self.xs)
        top, bottom = _reach(self.ys)
        return Box(left, top, right, bottom)


def _reach(values: Floats) -> tuple[float, float]:
    """Lowest and highest of *values* (n,), no farther out than a fifth of what nearly all of them span."""
    low, high = (float(end) for end in np.quantile(values, (0.005, 0.995)))
    more = (high - low) * 0.2
    return max(float(values.min()), low - more), min(float(values.max()), high + more)


class _Grid:
    """Points sorted by square cell, for rectangle queries that touch few of them."""

    def __init__(self, xs: Floats, ys: Floats) -> None:
        self._xs, self._ys = xs, ys
        count = len(xs)
        self._side = max(1, min(256, int(np.sqrt(count / 4 + 1))))
        self._left = float(xs.min()) if count else 0.0
        self._top = float(ys.min()) if count else 0.0
        span = max(float(np.ptp(xs)), float(np.ptp(ys)), 1e-9) if count else 1.0
        self._cell = span / self._side * (1 + 1e-9)
        cells = self._cells(ys, self._top) * self._side + self._cells(xs, self._left)
        self._order = np.argsort(cells, kind="stable")
        self._starts = np.searchsorted(cells[self._order], np.arange(self._side * self._side + 1))

    def _cells(self, values: Floats, low: float) -> Ints:
        return np.clip(((values - low) / self._cell).astype(np.intp), 0, self._side - 1)

    def within(self, box: Box) -> Ints:
        edges = np.array([box.left, box.right]), np.array([box.top, box.bottom])
        (first_x, last_x), (first_y, last_y) = self._cells(edges[0], self._left), self._cells(edges[1], self._top)
        rows = [
            self._order[self._starts[row * self._side + first_x] : self._starts[row * self._side + last_x + 1]]
            for row in range(first_y, last_y + 1)
        ]
        found = np.concatenate(rows)
        xs, ys = self._xs[found], self._ys[found]
        inside = (xs >= box.left) & (xs <= box.right) & (ys >= box.top) & (ys <= box.bottom)
        return found[inside]
