"""Base maps from GeoJSON: read once, checked feature by feature, kept as paths ready to draw."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from controlcenter.ui.map.projection import Box, project

MAX_BYTES = 128 * 1024 * 1024
MAX_POINTS = 4_000_000
MAX_NAME = 120
CLASSES = ("ward", "park", "market", "river", "canal", "lane", "street", "street_main", "bridge")
"""What a feature can be, in the order of drawing."""
UNIT = 1 << 20
"""Paths hold unit-square offsets from the map's middle times this, so that curves keep their precision."""


class BaseMapError(Exception):
    """The file is no base map: says which file, which feature and what is wrong with it."""


class Shape:
    """One feature: its path (see ``UNIT``), its box in the unit square, and where its name may stand."""

    __slots__ = ("box", "closed", "cls", "longest", "name", "path")

    def __init__(
        self, cls: str, name: str, closed: bool, path: QPainterPath, box: Box, longest: npt.NDArray[np.float64]
    ) -> None:
        self.cls = cls
        self.name = name
        self.closed = closed
        self.path = path
        self.box = box
        self.longest = longest
        """(n, 2) unit-square points of its longest part."""


class BaseMap:
    """All shapes by class, with boxes as arrays for fast culling."""

    def __init__(self, shapes: list[Shape], origin: tuple[float, float], name: str, note: str) -> None:
        self.shapes = {cls: [shape for shape in shapes if shape.cls == cls] for cls in CLASSES}
        self.origin = origin
        self.name = name
        self.note = note
        self.box = shapes[0].box if shapes else None
        for shape in shapes[1:]:
            self.box = self.box.joined(shape.box) if self.box else shape.box
        self._boxes = {
            cls: np.array([shape.box for shape in group], dtype=np.float64).reshape(-1, 4)
            for cls, group in self.shapes.items()
        }

    def visible(self, cls: str, box: Box) -> Iterator[Shape]:
        """The shapes of *cls* whose box touches *box*."""
        boxes = self._boxes[cls]
        group = self.shapes[cls]
        hit = (boxes[:, 0] <= box.right) & (boxes[:, 2] >= box.left)
        hit &= (boxes[:, 1] <= box.bottom) & (boxes[:, 3] >= box.top)
        return (group[place] for place in np.flatnonzero(hit))


def load_base_map(path: Path) -> BaseMap:
    """Read a GeoJSON feature collection; raises BaseMapError naming the file and the feature."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BaseMapError(f"{path}: {size} bytes, more than the {MAX_BYTES} a base map may have")
        document = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise BaseMapError(f"{path}: {error.strerror or error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BaseMapError(f"{path}: not JSON: {error}") from None
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise BaseMapError(f"{path}: not a GeoJSON feature collection")
    features = document.get("features")
    if not isinstance(features, list):
        raise BaseMapError(f"{path}: features is not a list")
    return _build(path, features, _short(document.get("name")), _short(document.get("note")))


class _Part(msgspec.Struct, frozen=True):
    cls: str
    name: str
    closed: bool
    parts: list[npt.NDArray[np.float64]]
    """(n, 2) unit-square points each."""


def _build(path: Path, features: list[Any], name: str, note: str) -> BaseMap:
    found: list[_Part] = []
    points = 0
    for place, feature in enumerate(features):
        part = _read_feature(feature, f"{path}: feature {place}")
        if part is None:
            continue
        points += sum(len(line) for line in part.parts)
        if points > MAX_POINTS:
            raise BaseMapError(f"{path}: feature {place}: more than {MAX_POINTS} points in all")
        found.append(part)
    if not found:
        return BaseMap([], (0.5, 0.5), name, note)
    ends = np.array([(line.min(axis=0), line.max(axis=0)) for part in found for line in part.parts])
    low, high = ends[:, 0].min(axis=0), ends[:, 1].max(axis=0)
    origin = (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2)
    return BaseMap([_shape(part, origin) for part in found], origin, name, note)


def _read_feature(feature: Any, where: str) -> _Part | None:
    """Check one feature; None for classes the map does not draw."""
    if not isinstance(feature, dict):
        raise BaseMapError(f"{where}: not an object")
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict):
        raise BaseMapError(f"{where}: has no geometry")
    cls = properties.get("class")
    if cls not in CLASSES:
        return None
    kind, rings = geometry.get("type"), geometry.get("coordinates")
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
    if kind not in depth:
        raise BaseMapError(f"{where}: a {str(kind)[:40]} cannot be drawn as {cls}")
    lines: list[Any] = [rings]
    for _ in range(depth[kind]):
        if not all(isinstance(level, list) for level in lines):
            raise BaseMapError(f"{where}: coordinates of a {kind} expected")
        lines = [line for level in lines for line in level]
    closed = "Polygon" in kind
    parts = [_read_line(line, where, 3 if closed else 2) for line in lines]
    if not parts:
        raise BaseMapError(f"{where}: has no points")
    return _Part(cls, _short(properties.get("name")), closed, parts)


def _read_line(line: Any, where: str, least: int) -> npt.NDArray[np.float64]:
    if not isinstance(line, list) or len(line) < least:
        raise BaseMapError(f"{where}: a line of at least {least} points expected")
    for spot in line:
        if not isinstance(spot, list) or len(spot) < 2 or not all(_is_number(axis) for axis in spot[:2]):
            raise BaseMapError(f"{where}: {str(spot)[:40]} is not [longitude, latitude]")
    degrees = np.array([spot[:2] for spot in line], dtype=np.float64)
    inside = (np.abs(degrees[:, 0]) <= 180) & (np.abs(degrees[:, 1]) <= 90)
    if not inside.all():
        bad = degrees[~inside][0]
        raise BaseMapError(f"{where}: {bad[0]:g}, {bad[1]:g} is not on the earth")
    return np.column_stack(project(degrees[:, 0], degrees[:, 1]))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6


def _shape(part: _Part, origin: tuple[float, float]) -> Shape:
    path = QPainterPath()
    for line in part.parts:
        local = (line - origin) * UNIT
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in local.tolist()]))
        if part.closed:
            path.closeSubpath()
    everything = np.concatenate(part.parts)
    low, high = everything.min(axis=0), everything.max(axis=0)
    box = Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    longest = max(part.parts, key=lambda line: float(np.abs(np.diff(line, axis=0)).sum()))
    return Shape(part.cls, part.name, part.closed, path, box, longest)


def _short(text: Any) -> str:
    return text[:MAX_NAME] if isinstance(text, str) else ""
