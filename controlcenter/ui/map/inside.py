"""Which devices lie inside an outline drawn on the map."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF

from controlcenter.domain.ids import DeviceId
from controlcenter.ui.map.layer import Layer
from controlcenter.ui.map.projection import Box, Floats, Viewport


def devices_within(layer: Layer, viewport: Viewport, outline: Sequence[QPointF]) -> list[DeviceId]:
    """Shown devices of *layer* inside *outline* (widget pixels, closed by itself)."""
    if len(outline) < 3:
        return []
    corners = np.array([viewport.to_world(point.x(), point.y()) for point in outline])
    low, high = corners.min(axis=0), corners.max(axis=0)
    places = layer.within(Box(float(low[0]), float(low[1]), float(high[0]), float(high[1])))
    inside = within_polygon(layer.xs[places], layer.ys[places], corners)
    return [layer.ids[int(place)] for place in places[inside]]


def within_polygon(xs: Floats, ys: Floats, corners: Floats) -> npt.NDArray[np.bool_]:
    """Which of the points *xs*, *ys* (n,) lie inside the polygon *corners* (m, 2), by the even-odd rule."""
    inside = np.zeros(len(xs), dtype=np.bool_)
    before = np.roll(corners, 1, axis=0)
    for (x1, y1), (x2, y2) in zip(before.tolist(), corners.tolist(), strict=True):
        if y1 == y2:
            continue
        crossed = (y1 > ys) != (y2 > ys)
        inside ^= crossed & (xs < (x2 - x1) * (ys - y1) / (y2 - y1) + x1)
    return inside
