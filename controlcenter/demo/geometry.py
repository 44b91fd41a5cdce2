"""Plane geometry of the made-up town: metres east and north of its centre, bent along its river."""

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
"""(n, 2) metres: east, north; or (n, 2) town coordinates: along the river, across it."""

CENTRE_LON = 106.41
CENTRE_LAT = 10.53
_M_PER_DEG_LAT = 110_574.0
_M_PER_DEG_LON = 111_320.0 * float(np.cos(np.radians(CENTRE_LAT)))


def to_lonlat(xy: Points) -> Points:
    """Turn (n, 2) metres into (n, 2) degrees, longitude first, rounded to about 0.1 m."""
    degrees = np.column_stack((CENTRE_LON + xy[:, 0] / _M_PER_DEG_LON, CENTRE_LAT + xy[:, 1] / _M_PER_DEG_LAT))
    return np.round(degrees, 6)


class Bend:
    """Maps town coordinates (u along the river, v across it) to metres; far from the river it straightens."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._phases = rng.uniform(0, 2 * np.pi, 4)

    def _river(self, u: Points) -> Points:
        a, b, _, _ = self._phases
        return np.asarray(250.0 * np.sin(u / 900.0 + a) + 90.0 * np.sin(u / 380.0 + b))

    def __call__(self, uv: Points) -> Points:
        u, v = uv[:, 0], uv[:, 1]
        _, _, c, d = self._phases
        x = u + 45.0 * np.sin(v / 700.0 + u / 1700.0 + c) + 18.0 * np.sin(v / 260.0 + d)
        y = v + self._river(u) * np.exp(-np.abs(v) / 1400.0)
        return np.column_stack((x, y))

    def half_width(self, u: Points) -> Points:
        """Half the river's width in metres at each *u*."""
        return np.asarray(80.0 + 16.0 * np.sin(u / 640.0 + self._phases[2]))


def straight(start: tuple[float, float], end: tuple[float, float], step: float = 40.0) -> Points:
    """Sample the line from *start* to *end* at most *step* apart, both ends included."""
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    count = max(2, int(np.ceil(length / step)) + 1)
    return np.column_stack((np.linspace(start[0], end[0], count), np.linspace(start[1], end[1], count)))


def along(line: Points, distances: Points) -> tuple[Points, Points]:
    """Return the points at *distances* metres along *line* and the unit normals (left side) there."""
    steps = np.diff(line, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    reached = np.concatenate(([0.0], np.cumsum(lengths)))
    part = np.clip(np.searchsorted(reached, distances, side="right") - 1, 0, len(lengths) - 1)
    share = (distances - reached[part]) / np.maximum(lengths[part], 1e-9)
    unit = steps[part] / np.maximum(lengths[part], 1e-9)[:, None]
    return line[part] + steps[part] * share[:, None], np.column_stack((-unit[:, 1], unit[:, 0]))


def length_of(line: Points) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def distance_to(line: Points, points: Points) -> Points:
    """Return the distance of each of (n, 2) *points* from the polyline *line*, metres."""
    a, b = line[:-1], line[1:]
    ab = b - a
    along_ab = ((points[:, None, :] - a) * ab).sum(axis=2) / np.maximum((ab**2).sum(axis=1), 1e-9)
    nearest = a + np.clip(along_ab, 0, 1)[..., None] * ab
    return np.asarray(np.sqrt(((points[:, None, :] - nearest) ** 2).sum(axis=2)).min(axis=1))
