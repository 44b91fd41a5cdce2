"""The front of a sign as it shines: every pixel a round dot, those that are dark faintly to be seen."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from controlcenter.domain.signs.render import Picture

Bytes = npt.NDArray[np.uint8]
Pixel = tuple[int, int]


class Light(NamedTuple):
    """Grey of the board and of a dot that is dark, 0…255: what a camera would see, whatever the window's theme."""

    board: int
    dark_dot: int


NIGHT, DAY = Light(8, 26), Light(52, 74)
"""By day the sun lies on the board and takes from the contrast."""


def parse_pixels(text: str, width: int, height: int) -> list[Pixel]:
    """Places out of ``x,y`` and ``x1-x2,y`` with ``;`` between them, from 0; what cannot be read is passed over."""
    found: list[Pixel] = []
    for part in text.split(";"):
        columns, _, row = part.partition(",")
        first, _, last = columns.partition("-")
        try:
            y, left = int(row), int(first)
            right = int(last) if last else left
        except ValueError:
            continue
        if 0 <= y < height:
            found += [(x, y) for x in range(max(0, left), min(width - 1, right) + 1)]
    return found


def whole_factor(width: int, height: int, room_width: float, room_height: float) -> int:
    """Screen pixels for each dot that fit into the room, at least one."""
    return max(1, int(min(room_width / max(1, width), room_height / max(1, height))))


def led_image(picture: Picture, factor: int, light: Light = NIGHT) -> QImage:
    """*picture* (height, width, 3) with *factor* screen pixels a dot, each way."""
    height, width = picture.shape[:2]
    out = np.empty((height, factor, width, factor, 4), np.uint8)
    # The shades of all places of a dot, worked out for the few colours there are, not for each dot.
    colours, which = _colours_of(picture)
    shining = np.maximum(colours.astype(np.float32), light.dark_dot)
    dots = light.board + (shining - light.board)[:, None, None, :] * _dot(factor)[None, :, :, None]
    shades = np.empty((*dots.shape[:3], 4), np.uint8)
    shades[..., :3] = np.rint(dots[..., ::-1])
    shades[..., 3] = 255
    words = shades.view(np.uint32)[..., 0]
    whole = out.view(np.uint32)[..., 0]
    for y in range(factor):
        for x in range(factor):
            whole[:, y, :, x] = words[which, y, x]
    lines = out.reshape(height * factor, width * factor * 4)
    image = QImage(lines.data, width * factor, height * factor, width * factor * 4, QImage.Format.Format_RGB32)
    return image.copy()


def spots(bad: Iterable[Pixel], factor: int) -> list[tuple[int, int, int]]:
    """Squares over failed dots: left, top and edge in screen pixels, never smaller than can be seen."""
    edge = max(factor, 3)
    inset = (edge - factor) // 2
    return [(x * factor - inset, y * factor - inset, edge) for x, y in bad]


def _colours_of(picture: Picture) -> tuple[Bytes, npt.NDArray[np.intp]]:
    """The different colours (n, 3), and which of them each dot has (height, width)."""
    packed = picture[..., 0].astype(np.uint32) << 16 | picture[..., 1].astype(np.uint32) << 8 | picture[..., 2]
    lit = packed != packed.flat[0]
    if not lit.any():
        return picture[0, :1].reshape(1, 3), np.zeros(packed.shape, np.intp)
    first = np.unique(packed[lit])
    known = np.concatenate((packed.flat[:1], first))
    which = np.zeros(packed.shape, np.intp)
    which[lit] = 1 + np.searchsorted(first, packed[lit])
    colours = np.stack((known >> 16 & 255, known >> 8 & 255, known & 255), axis=-1).astype(np.uint8)
    return colours, which


@cache
def _dot(factor: int) -> npt.NDArray[np.float32]:
    """How much of each screen pixel a dot covers, (factor, factor) of 0…1."""
    if factor < 3:
        return np.ones((factor, factor), np.float32)
    fine = 4
    at = (np.arange(factor * fine) + 0.5) / fine - factor / 2
    covered = (at[:, None] ** 2 + at[None, :] ** 2) <= ((factor - 0.6) / 2) ** 2
    shares = covered.reshape(factor, fine, factor, fine).mean(axis=(1, 3))
    return np.asarray(shares, np.float32)
