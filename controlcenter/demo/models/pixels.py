"""The pixels of a sign: which are dead, and which of those the sign knows of."""

from collections.abc import Iterable
from itertools import groupby

import msgspec
import numpy as np

MOST_TEXT = 1000
"""Letters of the map a sign sends; what does not fit is left out."""

Pixel = tuple[int, int]


class Pixels(msgspec.Struct, frozen=True):
    """A sign's ``width`` × ``height`` pixels; positions are x, y from the top left, counted from 0."""

    width: int
    height: int
    dead: frozenset[Pixel] = frozenset()
    found: frozenset[Pixel] = frozenset()
    """What the last test found."""

    @property
    def failing(self) -> bool:
        """Whether so many are known to be dead that the sign calls it a fault: one in a hundred."""
        return len(self.found) * 100 >= self.width * self.height

    def tested(self) -> "Pixels":
        """The same sign after a test of every pixel."""
        return msgspec.structs.replace(self, found=self.dead)

    def without_module(self, side: int, rng: np.random.Generator) -> "Pixels":
        """The same sign with one of its modules of *side* × *side* pixels gone, and knowing it."""
        left = side * int(rng.integers(max(1, self.width // side)))
        top = side * int(rng.integers(max(1, self.height // side)))
        right, bottom = min(left + side, self.width), min(top + side, self.height)
        gone = frozenset((x, y) for x in range(left, right) for y in range(top, bottom))
        return msgspec.structs.replace(self, dead=self.dead | gone, found=self.found | gone)

    @staticmethod
    def worn(width: int, height: int, count: int, rng: np.random.Generator) -> "Pixels":
        """A sign of some years with *count* dead pixels here and there, of which it knows all but one."""
        columns, rows = rng.integers(width, size=count).tolist(), rng.integers(height, size=count).tolist()
        dead = list(dict.fromkeys(zip(columns, rows, strict=True)))
        return Pixels(width, height, frozenset(dead), frozenset(dead[1:]))


def map_of(pixels: Iterable[Pixel], most: int = MOST_TEXT) -> str:
    """Write *pixels* as ``x,y`` and ``x1-x2,y`` for runs on a row, ``;`` between them, in at most *most* letters."""
    runs: list[str] = []
    left = most
    for _, run in groupby(enumerate(sorted(pixels, key=lambda one: (one[1], one[0]))), key=_run):
        places = [place for _, place in run]
        (x, y), last = places[0], places[-1][0]
        text = f"{x},{y}" if last == x else f"{x}-{last},{y}"
        left -= len(text) + 1
        if left < -1:
            break
        runs.append(text)
    return ";".join(runs)


def _run(numbered: tuple[int, Pixel]) -> tuple[int, int]:
    number, (x, y) = numbered
    return y, x - number
