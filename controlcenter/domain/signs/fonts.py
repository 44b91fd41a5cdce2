"""Dot matrix fonts as signs have them, and how Vietnamese letters are put together from strokes and marks."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.bool_]

_TONES = {"\u0301": "acute", "\u0300": "grave", "\u0309": "hook", "\u0303": "tilde"}
_SHAPES = {"\u0302": "circumflex", "\u0306": "breve"}
_HORN, _DOT = "\u031b", "\u0323"
_UPPER_VOWELS = "AEIOUY"
_ALL_MARKS = ("", *_TONES, _DOT)
_SHAPED = {"A": "\u0302\u0306", "E": "\u0302", "O": "\u0302\u031b", "U": "\u031b", "I": "", "Y": ""}


class Font(msgspec.Struct, frozen=True):
    """A font a sign holds. ``height`` is the whole cell with room for marks above and below, in pixels."""

    number: int
    name: str
    height: int
    cap: int
    """Height of a capital without marks."""
    below: int
    """Rows of the cell under the base line, where letters of several fonts stand side by side."""
    spacing: int
    """Dark columns between letters."""
    line_spacing: int
    """Dark rows between lines."""
    glyphs: dict[str, Pixels]
    """Letters as arrays of (height, width)."""

    def width_of(self, text: str, spacing: int | None = None) -> int:
        """Columns *text* takes; every letter must be in the font."""
        gap = self.spacing if spacing is None else spacing
        widths: list[int] = [self.glyphs[letter].shape[1] for letter in text]
        return sum(widths) + gap * max(0, len(text) - 1)


class Drawing(msgspec.Struct, frozen=True):
    """A font as it is drawn: base letters and marks, and where marks stand; all in pixels."""

    number: int
    name: str
    cap: int
    above: int
    """Rows over a capital: two marks one above the other, and what is free between."""
    below: int
    """Rows under the base line: descenders, or the dot below with a free row over it."""
    rise: int
    """Rows by which drawings of letters begin over a capital: small letters with a stem may be that much taller."""
    small: int
    """Height of a small letter without a stem."""
    spacing: int
    line_spacing: int
    letter_gap: int
    """Dark rows between a letter and the mark over or under it."""
    mark_gap: int
    """Dark rows between two marks."""
    glyphs: Mapping[str, Pixels]
    """Rows from ``rise`` over a capital down to the base line, or further."""
    marks: Mapping[str, Pixels]
    """``acute``, ``grave``, ``hook``, ``tilde``, ``circumflex``, ``breve``, ``dot``: laid over the middle of the
    letter; ``horn``: from the column after the letter, a third of its rows over the top of the letter.
    """

    @property
    def height(self) -> int:
        return self.above + self.cap + self.below


def vietnamese_letters() -> tuple[str, ...]:
    """Every accented letter of the Vietnamese alphabet, capitals first."""
    found = []
    for vowel in _UPPER_VOWELS:
        for shape in ("", *_SHAPED[vowel]):
            found += [unicodedata.normalize("NFC", vowel + shape + tone) for tone in _ALL_MARKS]
    capitals = [letter for letter in found if letter not in _UPPER_VOWELS] + ["Đ"]
    return (*capitals, *(letter.lower() for letter in capitals))


class _Recipe(NamedTuple):
    """What an accented letter is made of."""

    letter: str
    base: str
    over: tuple[str, ...]
    """Marks above it, the lowest first."""
    horn: bool
    dot: bool


def _recipe(letter: str) -> _Recipe:
    parts = unicodedata.normalize("NFD", letter)
    base, signs = parts[0], parts[1:]
    shapes = [_SHAPES[sign] for sign in signs if sign in _SHAPES]
    tones = [_TONES[sign] for sign in signs if sign in _TONES]
    return _Recipe(letter, "ı" if base == "i" and tones else base, (*shapes, *tones), _HORN in signs, _DOT in signs)


_RECIPES = tuple(_recipe(letter) for letter in vietnamese_letters())


def make_font(drawing: Drawing) -> Font:
    """Set each letter on its cell and put together every accented one whose parts are drawn."""
    bottom = drawing.above - drawing.rise
    glyphs: dict[str, Pixels] = {}
    for letter, pixels in drawing.glyphs.items():
        cell = np.zeros((drawing.height, pixels.shape[1]), dtype=bool)
        cell[bottom : bottom + len(pixels)] = pixels
        glyphs[letter] = cell
    composer = _Composer(drawing, glyphs)
    for recipe in _RECIPES:
        if recipe.letter not in glyphs and composer.can_compose(recipe):
            glyphs[recipe.letter] = composer.composed(recipe)
    return Font(
        drawing.number, drawing.name, drawing.height, drawing.cap, drawing.below, drawing.spacing,
        drawing.line_spacing, glyphs,
    )  # fmt: skip


class _Mark(NamedTuple):
    """A mark without dark columns at its sides."""

    pixels: Pixels
    columns: int
    """How wide it is drawn; that is what stands over the middle of a letter."""
    first: int
    """Its first lit column of those."""


class _Placed(NamedTuple):
    """Part of a letter; ``left`` counts from the first column of the base and may be negative."""

    pixels: Pixels
    top: int
    left: int


class _Composer:
    """Lays marks on letters: horn, then from the letter upwards shape and tone, then the dot below."""

    def __init__(self, drawing: Drawing, cells: Mapping[str, Pixels]) -> None:
        self._drawing = drawing
        self._cells = cells
        self._marks = {name: _trimmed(pixels) for name, pixels in drawing.marks.items()}

    def can_compose(self, recipe: _Recipe) -> bool:
        """Whether every part of it is drawn."""
        needed = (*recipe.over, *["horn"] * recipe.horn, *["dot"] * recipe.dot)
        return recipe.base in self._cells and all(mark in self._marks for mark in needed)

    def composed(self, recipe: _Recipe) -> Pixels:
        cell = self._cells[recipe.base]
        top = self._drawing.above + (self._drawing.cap - self._drawing.small if recipe.base.islower() else 0)
        placed = [_Placed(cell, 0, 0), *self._over(recipe.over, top, cell.shape[1])]
        if recipe.horn:
            placed.append(self._horn(top, cell.shape[1]))
        if recipe.dot:
            placed.append(self._dot(cell))
        return _joined(placed)

    def _over(self, names: Sequence[str], top: int, width: int) -> Iterator[_Placed]:
        free = top - self._drawing.letter_gap
        for name in names:
            mark = self._marks[name]
            free -= len(mark.pixels)
            yield _Placed(mark.pixels, free, (width - mark.columns) // 2 + mark.first)
            free -= self._drawing.mark_gap

    def _horn(self, top: int, width: int) -> _Placed:
        mark = self._marks["horn"]
        return _Placed(mark.pixels, top - len(mark.pixels) // 3, width + mark.first)

    def _dot(self, cell: Pixels) -> _Placed:
        """Under the letter; beside it where a descender (ỵ) leaves no room."""
        mark = self._marks["dot"]
        width = cell.shape[1]
        descends = cell[len(cell) - self._drawing.below :].any()
        left = width + self._drawing.spacing if descends else (width - mark.columns) // 2 + mark.first
        return _Placed(mark.pixels, len(cell) - len(mark.pixels), left)


def _trimmed(pixels: Pixels) -> _Mark:
    lit = np.flatnonzero(pixels.any(axis=0))
    first, last = (int(lit[0]), int(lit[-1])) if len(lit) else (0, 0)
    return _Mark(pixels[:, first : last + 1], pixels.shape[1], first)


def _joined(placed: Sequence[_Placed]) -> Pixels:
    """All parts on one cell, as wide as they need; the first is as tall as the cell."""
    start = min(part.left for part in placed)
    width = max(part.left + part.pixels.shape[1] for part in placed) - start
    canvas = np.zeros((len(placed[0].pixels), width), dtype=bool)
    for pixels, top, left in placed:
        rows, columns = pixels.shape
        canvas[top : top + rows, left - start : left - start + columns] |= pixels
    return canvas


def art_of(font: Font, text: str) -> list[str]:
    """*text* as rows of ``#`` and ``.``: for tests and for people who look."""
    gap = "." * font.spacing
    letters = [["".join("#" if pixel else "." for pixel in row) for row in font.glyphs[letter]] for letter in text]
    return [gap.join(rows) for rows in zip(*letters, strict=True)]
