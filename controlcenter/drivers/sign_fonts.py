"""Load the dot matrix fonts that signs are drawn with: one TOML file each, accented letters put together once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from controlcenter.domain.signs.fonts import Drawing, Font, Pixels, make_font
from controlcenter.drivers.tomlfile import line_of, read_toml

_TALLEST = 64
_SIZES = ("cap", "above", "below", "rise", "small", "spacing", "line_spacing", "letter_gap", "mark_gap")
_NO_ROWS = ("cap", "small")
"""Sizes that cannot be nothing."""
_MARKS = ("acute", "grave", "hook", "tilde", "circumflex", "breve", "horn", "dot")
_LIT = ord("#")


class SignFontError(ValueError):
    """A font file is wrong; the text names the file, the line and the letter."""


@cache
def load_sign_fonts(folder: Path) -> dict[int, Font]:
    """Read every ``*.toml`` of *folder*, by the number of the font. Raises SignFontError."""
    fonts: dict[int, Font] = {}
    for path in sorted(folder.glob("*.toml")):
        font = make_font(_File(path).drawing())
        if font.number in fonts:
            raise SignFontError(f"{path}: number {font.number} is that of {fonts[font.number].name!r} too")
        fonts[font.number] = font
    if not fonts:
        raise SignFontError(f"{folder}: holds no font (*.toml)")
    return dict(sorted(fonts.items()))


class _File:
    """One font file, read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._raw = read_toml(path, SignFontError)

    def drawing(self) -> Drawing:
        sizes = {key: self._number(key, 1 if key in _NO_ROWS else 0, _TALLEST) for key in _SIZES}
        number, name = self._number("number", 1, 255), self._raw.get("name")
        if not isinstance(name, str) or not name:
            raise self._error("name", "must be a text")
        glyphs = {letter: self._pixels(letter, art) for letter, art in self._table("glyphs").items()}
        marks = {mark: self._pixels(mark, art) for mark, art in self._table("marks").items()}
        drawing = Drawing(number, name, **sizes, glyphs=glyphs, marks=marks)
        self._check(drawing)
        return drawing

    def _check(self, drawing: Drawing) -> None:
        least = drawing.rise + drawing.cap
        if drawing.rise > drawing.above or drawing.small > drawing.cap:
            raise self._error("rise", "rise is at most above, small at most cap")
        for letter, pixels in drawing.glyphs.items():
            if len(letter) != 1 or not least <= len(pixels) <= least + drawing.below:
                raise self._error(letter, f"must be one letter of {least} to {least + drawing.below} rows")
        for name, mark in drawing.marks.items():
            if name not in _MARKS:
                raise self._error(name, f"is none of {', '.join(_MARKS)}")
            if len(mark) > (drawing.below if name == "dot" else drawing.above):
                raise self._error(name, "is taller than the room for it")
        tones = _tallest(drawing.marks, ("acute", "grave", "hook", "tilde"))
        shapes = _tallest(drawing.marks, ("circumflex", "breve"))
        need = drawing.letter_gap + shapes + (drawing.mark_gap if shapes else 0) + tones
        if need > drawing.above:
            raise self._error("above", f"two marks one above the other need {need} rows")

    def _number(self, key: str, least: int, most: int) -> int:
        value = self._raw.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self._error(key, f"must be a whole number from {least} to {most}")
        return value

    def _table(self, key: str) -> dict[str, Any]:
        table = self._raw.get(key)
        if not isinstance(table, dict):
            raise SignFontError(f"{self._path}: [{key}] is missing")
        return table

    def _pixels(self, name: str, art: Any) -> Pixels:
        """(rows, columns) of *art*, a text of equally long lines."""
        if not isinstance(art, str):
            raise self._error(name, "must be rows of # and .")
        width = art.find("\n")
        rows = art.count("\n")
        # Counting is ten times faster than looking at each letter, and hundreds of drawings are read at once.
        if art.count("#") + art.count(".") + rows != len(art):
            raise self._error(name, "rows are made of # and . alone")
        if width < 1 or art[width :: width + 1] != "\n" * rows or len(art) != rows * (width + 1):
            raise self._error(name, "its rows differ in length")
        pixels: Pixels = np.frombuffer(art.encode(), np.uint8).reshape(rows, width + 1)[:, :-1] == _LIT
        return pixels

    def _error(self, key: str, problem: str) -> SignFontError:
        line = line_of(self._path.read_text(encoding="utf-8"), f"{key} =", f'"{key}" =')
        return SignFontError(f"{self._path}:{line}: {key!r}: {problem}")


def _tallest(marks: Mapping[str, Pixels], names: tuple[str, ...]) -> int:
    return max((len(marks[name]) for name in names if name in marks), default=0)
