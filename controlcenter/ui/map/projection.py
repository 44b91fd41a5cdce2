"""Web mercator on a unit square, and the piece of it that is on the screen."""

import math
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

EARTH_M = 40_075_016.686
"""Length of the equator: the unit square is this many metres wide there."""
MAX_LAT = 85.051128
MIN_SCALE = 256.0
MAX_SCALE = 256.0 * 2.0**21


class Box(NamedTuple):
    """A rectangle of the unit square; y grows to the south."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def joined(self, other: "Box") -> "Box":
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def project(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Degrees (WGS 84) to the unit square; latitudes beyond the square's edge are put on it."""
    lat = np.radians(np.clip(lat, -MAX_LAT, MAX_LAT))
    x = np.asarray(lon, dtype=np.float64) / 360.0 + 0.5
    y = 0.5 - np.log(np.tan(np.pi / 4 + lat / 2)) / (2 * np.pi)
    return x, y


def project_one(lon: float, lat: float) -> tuple[float, float]:
    x, y = project(np.array([lon]), np.array([lat]))
    return float(x[0]), float(y[0])


def latitude(y: float) -> float:
    """Degrees north of the row *y* of the unit square."""
    return math.degrees(math.atan(math.sinh((0.5 - y) * 2 * math.pi)))


class Viewport(msgspec.Struct, frozen=True):
    """What the widget shows: the point in its middle, and ``scale`` pixels to the side of the unit square."""

    x: float
    y: float
    scale: float
    width: int
    height: int

    def to_screen(self, xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
        return (
            (xs - self.x) * self.scale + self.width / 2,
            (ys - self.y) * self.scale + self.height / 2,
        )

    def point_to_screen(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.x) * self.scale + self.width / 2, (y - self.y) * self.scale + self.height / 2

    def to_world(self, sx: float, sy: float) -> tuple[float, float]:
        return self.x + (sx - self.width / 2) / self.scale, self.y + (sy - self.height / 2) / self.scale

    def box(self, margin: float = 0.0) -> Box:
        """The rectangle on the screen, grown by *margin* pixels on each side."""
        return self.part(0, 0, self.width, self.height, margin)

    def part(self, left: float, top: float, right: float, bottom: float, margin: float = 0.0) -> Box:
        """A rectangle of pixels, grown by *margin* pixels on each side, on the unit square."""
        return Box(*self.to_world(left - margin, top - margin), *self.to_world(right + margin, bottom + margin))

    def panned(self, dx: float, dy: float) -> "Viewport":
        """Move the picture by pixels."""
        return self.centred(self.x - dx / self.scale, self.y - dy / self.scale)

    def centred(self, x: float, y: float) -> "Viewport":
        return msgspec.structs.replace(self, x=min(max(x, 0.0), 1.0), y=min(max(y, 0.0), 1.0))

    def zoomed(self, factor: float, sx: float, sy: float) -> "Viewport":
        """Scale by *factor* so that what is under the pixel stays under it."""
        scale = min(max(self.scale * factor, MIN_SCALE), MAX_SCALE)
        wx, wy = self.to_world(sx, sy)
        moved = msgspec.structs.replace(self, scale=scale)
        return moved.centred(wx - (sx - self.width / 2) / scale, wy - (sy - self.height / 2) / scale)

    def sized(self, width: int, height: int) -> "Viewport":
        return msgspec.structs.replace(self, width=max(width, 1), height=max(height, 1))

    def fitted(self, box: Box, padding: float = 24.0) -> "Viewport":
        """Show all of *box* with *padding* pixels around; a single point gets a close view."""
        wide = max(box.right - box.left, 1e-6)
        high = max(box.bottom - box.top, 1e-6)
        room_x = max(self.width - 2 * padding, 1.0)
        room_y = max(self.height - 2 * padding, 1.0)
        scale = min(max(min(room_x / wide, room_y / high), MIN_SCALE), MAX_SCALE)
        x, y = box.middle
        return msgspec.structs.replace(self, scale=scale).centred(x, y)

    @property
    def metres_per_pixel(self) -> float:
        return EARTH_M * math.cos(math.radians(latitude(self.y))) / self.scale


def scale_bar(metres_per_pixel: float, most_pixels: float = 120.0) -> tuple[float, float]:
    """The longest round length (1, 2 or 5 times a power of ten, in metres) that fits, and its pixels."""
    most = metres_per_pixel * most_pixels
    power = 10.0 ** math.floor(math.log10(most))
    length = next(step * power for step in (5.0, 2.0, 1.0) if step * power <= most)
    return length, length / metres_per_pixel
