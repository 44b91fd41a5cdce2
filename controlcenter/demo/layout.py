"""How the made-up delta town lies: river, canals, bridges, streets, quarters; the same for the same seed."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from controlcenter.demo import names
from controlcenter.demo.geometry import Bend, Points, straight

SEED = 1

_MAIN_COLUMNS = (-1500.0, 0.0, 1600.0)
_MAIN_ROWS = (850.0, 1750.0, -720.0)
_CANALS_ACROSS = ((-820.0, 0.0, 2600.0), (1020.0, 0.0, 2600.0), (-330.0, -1900.0, 0.0))
"""Canals across the rows: u, v from, v to."""
_CANAL_ALONG = (1330.0, -820.0, 1020.0)
"""The dug canal that joins the first two: v, u from, u to."""
_QUAY = 125.0


@dataclass(frozen=True, slots=True)
class Street:
    """A stretch of way. ``cls`` is ``street_main``, ``street``, ``lane`` or ``bridge``;

    ``uv`` and ``xy`` match row by row.
    """

    name: str
    cls: str
    uv: Points
    xy: Points


@dataclass(frozen=True, slots=True)
class Place:
    """A named spot: ``x``, ``y`` in metres, ``u``, ``v`` in town coordinates."""

    name: str
    x: float
    y: float
    u: float
    v: float


@dataclass(frozen=True, slots=True)
class Town:
    """Everything drawn or stood on. Rings are closed (n, 2) metres."""

    bend: Bend
    streets: tuple[Street, ...]
    bridges: tuple[Street, ...]
    river_line: Points
    river_ring: Points
    canals: tuple[tuple[str, Points], ...]
    junctions: tuple[Place, ...]
    parks: tuple[tuple[str, Points], ...]
    market: tuple[str, Points]
    quarters: tuple[tuple[str, tuple[float, float, float, float]], ...]
    """Name and the box in town coordinates: u from, u to, v from, v to."""

    def quarter_of(self, u: float, v: float) -> int:
        """Return the index of the quarter that *u*, *v* lies in (the nearest one outside the town)."""
        north = v >= 0
        if north and v > _CANAL_ALONG[0]:
            return 3
        if north:
            return 0 if u < _CANALS_ACROSS[0][0] else 1 if u < _CANALS_ACROSS[1][0] else 2
        return 4 if u < _CANALS_ACROSS[2][0] else 5


class _Grid:
    """Rows along the river and columns across it, of uneven spacing, thinning out towards the edge."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.columns = _lines(rng, -3100, 3100, 115, 200, _MAIN_COLUMNS, [c[0] for c in _CANALS_ACROSS])
        north = _lines(rng, _QUAY, 2650, 105, 185, (_QUAY, *_MAIN_ROWS[:2]), [_CANAL_ALONG[0]])
        south = _lines(rng, _QUAY, 1650, 110, 195, (_QUAY, -_MAIN_ROWS[2]), [])
        self.rows = np.concatenate((-south[::-1], north))
        self.phases = rng.uniform(0, 2 * np.pi, 2)
        free = iter(names.STREETS)
        self.row_names = [self._row_name(v, free) for v in self.rows]
        self.column_names = [next(free) for _ in self.columns]

    @staticmethod
    def _row_name(v: float, free: Iterator[str]) -> str:
        fixed = {_QUAY: names.QUAY_NORTH, -_QUAY: names.QUAY_SOUTH, _MAIN_ROWS[1]: names.HIGHWAY}
        return fixed.get(float(v)) or next(free)

    def edge_of_town(self, u: float, v: float) -> float:
        """Return 0 in the centre and 1 at the edge of the town."""
        angle = np.arctan2((v - 430) / 1850, u / 2450)
        swell = 1 + 0.10 * np.sin(2 * angle + self.phases[0]) + 0.06 * np.sin(3 * angle + self.phases[1])
        return float(np.hypot(u / 2450, (v - 430) / 1850) / swell)

    def keeps(self, u: float, v: float, main: bool) -> bool:
        """Whether a stretch of street around *u*, *v* was ever built."""
        edge = self.edge_of_town(u, v)
        luck = self.rng.random()
        return edge < 1.22 if main else edge < 1.0 and luck < 0.98 - 0.33 * edge**3


def _lines(
    rng: np.random.Generator,
    low: float,
    high: float,
    closest: float,
    widest: float,
    fixed: Sequence[float],
    avoided: Sequence[float],
) -> Points:
    """Choose street lines between *low* and *high* with the *fixed* among them and none on the *avoided* ones."""
    lines = [value for value in fixed if low <= value <= high]
    at = low
    while at <= high:
        if min((abs(at - value) for value in lines), default=1e9) > closest * 0.8 and all(
            abs(at - value) > 48 for value in avoided
        ):
            lines.append(at)
        at += rng.uniform(closest, widest)
    return np.array(sorted(lines))


def _crosses_canal(start: tuple[float, float], end: tuple[float, float]) -> bool:
    (u0, v0), (u1, v1) = start, end
    for at, low, high in _CANALS_ACROSS:
        if (u0 - at) * (u1 - at) < 0 and low <= (v0 + v1) / 2 <= high:
            return True
    at, low, high = _CANAL_ALONG
    return (v0 - at) * (v1 - at) < 0 and low <= (u0 + u1) / 2 <= high


def _over_canal(start: tuple[float, float], end: tuple[float, float]) -> Points:
    """Return the piece of the way from *start* to *end* that lies over the canal it crosses."""
    (u0, v0), (u1, v1) = start, end
    if v0 != v1:
        at = _CANAL_ALONG[0]
        return straight((u0, max(v0, at - 30)), (u1, min(v1, at + 30)))
    at = next(canal[0] for canal in _CANALS_ACROSS if (u0 - canal[0]) * (u1 - canal[0]) < 0)
    return straight((max(u0, at - 30), v0), (min(u1, at + 30), v1))


class _Builder:
    """Collects stretches, bridges and junctions while walking the grid."""

    def __init__(self, grid: _Grid, bend: Bend) -> None:
        self.grid, self.bend = grid, bend
        self.streets: list[Street] = []
        self.bridges: list[Street] = []
        self.meeting: dict[tuple[int, int], list[tuple[str, bool]]] = {}

    def street(self, name: str, cls: str, uv: Points) -> Street:
        return Street(name, cls, uv, self.bend(uv))

    def walk(self, name: str, main: bool, nodes: list[tuple[int, int]]) -> None:
        """Build the stretches of one row or column along its *nodes* (column, row)."""
        stretch: list[Points] = []
        for first, second in itertools.pairwise(nodes):
            start, end = self._at(first), self._at(second)
            middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
            over_water = _crosses_canal(start, end) or start[1] * end[1] < 0
            if self.grid.keeps(*middle, main) and (main or not over_water):
                line = straight(start, end)
                stretch.append(line if not stretch else line[1:])
                for node in (first, second):
                    self.meeting.setdefault(node, []).append((name, main))
                if over_water and start[1] * end[1] > 0:
                    self.bridges.append(self.street(f"Cầu {name}", "bridge", _over_canal(start, end)))
            elif stretch:
                self._end(name, main, stretch)
        if stretch:
            self._end(name, main, stretch)

    def _end(self, name: str, main: bool, stretch: list[Points]) -> None:
        self.streets.append(self.street(name, "street_main" if main else "street", np.concatenate(stretch)))
        stretch.clear()

    def _at(self, node: tuple[int, int]) -> tuple[float, float]:
        return float(self.grid.columns[node[0]]), float(self.grid.rows[node[1]])

    def junctions(self) -> tuple[Place, ...]:
        """Crossings of two named streets, the busiest first."""
        ranked = []
        for node, arms in self.meeting.items():
            called = sorted({name for name, _ in arms})
            if len(called) == 2:
                xy = self.bend(np.array([self._at(node)]))[0]
                mains = sum(main for _, main in arms)
                ranked.append((-mains, self.grid.edge_of_town(*self._at(node)), " – ".join(called), xy, self._at(node)))
        ranked.sort(key=lambda row: row[:3])
        return tuple(Place(name, float(xy[0]), float(xy[1]), *uv) for _, _, name, xy, uv in ranked)


def _lanes(builder: _Builder, taken: Sequence[tuple[float, float, float, float]]) -> list[Street]:
    """Dead ends that run from a street into its block; none into the boxes *taken*."""
    rng, grid = builder.grid.rng, builder.grid
    lanes = []
    for street in list(builder.streets):
        if street.cls == "lane" or np.ptp(street.uv[:, 1]) > 1:
            continue
        v = float(street.uv[0, 1])
        above = grid.rows[grid.rows > v + 1]
        if v < 0 < v + 140 or not len(above):
            continue
        block = float(above[0]) - v
        u, number = float(street.uv[0, 0]) + rng.uniform(30, 90), 2
        while u < street.uv[-1, 0] - 30:
            deep = block * rng.uniform(0.4, 0.75)
            clear = min(abs(u - c) for c in (*grid.columns, *(canal[0] for canal in _CANALS_ACROSS))) > 32
            free = not any(a <= u <= b and c <= v + deep / 2 <= d for a, b, c, d in taken)
            if clear and free and not _crosses_canal((u, v), (u, v + deep)) and rng.random() < 0.55:
                line = straight((u, v), (u + rng.uniform(-12, 12), v + deep), 25)
                lanes.append(builder.street(f"Hẻm {number} {street.name}", "lane", line))
            u, number = u + rng.uniform(70, 190), number + int(rng.integers(2, 9))
    return lanes


def _ring_road(builder: _Builder) -> None:
    grid = builder.grid
    angles = np.linspace(0, 2 * np.pi, 181)
    swell = 1 + 0.10 * np.sin(2 * angles + grid.phases[0]) + 0.06 * np.sin(3 * angles + grid.phases[1])
    uv = np.column_stack((2450 * np.cos(angles) * swell, 430 + 1850 * np.sin(angles) * swell)) * (1.03, 1.03)
    builder.streets.append(builder.street(names.RING, "street_main", uv))
    ends = np.flatnonzero(np.diff(np.sign(uv[:, 1])))
    for name, at in zip(names.RING_BRIDGES, sorted(ends, key=lambda i: -uv[i, 0]), strict=False):
        builder.bridges.append(builder.street(name, "bridge", uv[at - 1 : at + 3]))


def _cell(grid: _Grid, u: float, v: float, wide: int = 1) -> tuple[float, float, float, float]:
    """Return the block that holds *u*, *v* as u from, u to, v from, v to, a kerb's width inside its streets."""
    column = int(np.searchsorted(grid.columns, u)) - 1
    row = int(np.searchsorted(grid.rows, v)) - 1
    return (
        float(grid.columns[column]) + 14,
        float(grid.columns[column + wide]) - 14,
        float(grid.rows[row]) + 14,
        float(grid.rows[row + 1]) - 14,
    )


def box_ring(bend: Bend, box: tuple[float, float, float, float]) -> Points:
    """Return the closed ring in metres of a box in town coordinates."""
    u0, u1, v0, v1 = box
    corners = [(u0, v0), (u1, v0), (u1, v1), (u0, v1), (u0, v0)]
    sides = [straight(a, b, 60)[:-1] for a, b in itertools.pairwise(corners)]
    return bend(np.concatenate([*sides, np.array([corners[0]])]))


def _river(bend: Bend) -> tuple[Points, Points]:
    u = np.arange(-3600.0, 3601.0, 40.0)
    half = bend.half_width(u)
    bank = np.concatenate((np.column_stack((u, -half)), np.column_stack((u, half))[::-1]))
    ring = bend(bank)
    return bend(np.column_stack((u, np.zeros_like(u)))), np.concatenate((ring, ring[:1]))


def _canals(bend: Bend) -> tuple[tuple[str, Points], ...]:
    lines = []
    for at, low, high in _CANALS_ACROSS:
        v = np.arange(low, high + 1, 40.0)
        lines.append(np.column_stack((at + 12 * np.sin(v / 170.0), v)))
    at, low, high = _CANAL_ALONG
    lines.append(straight((low + 8, at), (high + 8, at)))
    return tuple((name, bend(line)) for name, line in zip(names.CANALS, lines, strict=True))


_QUARTER_BOXES = (
    (-3000.0, -820.0, 0.0, 1330.0),
    (-820.0, 1020.0, 0.0, 1330.0),
    (1020.0, 3000.0, 0.0, 1330.0),
    (-3000.0, 3000.0, 1330.0, 2800.0),
    (-3000.0, -330.0, -1800.0, 0.0),
    (-330.0, 3000.0, -1800.0, 0.0),
)


@lru_cache(maxsize=2)
def make_town(seed: int = SEED) -> Town:
    """Build the town of *seed*."""
    rng = np.random.default_rng(seed)
    bend = Bend(rng)
    grid = _Grid(rng)
    builder = _Builder(grid, bend)
    for row, v in enumerate(grid.rows):
        main = float(v) in {*_MAIN_ROWS, _QUAY, -_QUAY}
        builder.walk(grid.row_names[row], main, [(column, row) for column in range(len(grid.columns))])
    for column, u in enumerate(grid.columns):
        nodes = [(column, row) for row in range(len(grid.rows))]
        builder.walk(grid.column_names[column], float(u) in _MAIN_COLUMNS, nodes)
    for name, u in zip(names.BRIDGES, _MAIN_COLUMNS, strict=True):
        builder.bridges.append(builder.street(name, "bridge", straight((u, -_QUAY), (u, _QUAY))))
    junctions = builder.junctions()
    _ring_road(builder)
    park, market = _cell(grid, 220, _QUAY + 60), _cell(grid, -160, _QUAY + 60)
    lotus = _cell(grid, -420, 1950)
    lanes = _lanes(builder, (park, market, lotus))
    river_line, river_ring = _river(bend)
    return Town(
        bend=bend,
        streets=(*builder.streets, *lanes),
        bridges=tuple(builder.bridges),
        river_line=river_line,
        river_ring=river_ring,
        canals=_canals(bend),
        junctions=junctions,
        parks=((names.PARK_RIVER, box_ring(bend, park)), (names.PARK_LOTUS, box_ring(bend, lotus))),
        market=(names.MARKET, box_ring(bend, market)),
        quarters=tuple(zip(names.QUARTERS, _QUARTER_BOXES, strict=True)),
    )
