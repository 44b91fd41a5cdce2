"""Dot matrix fonts as signs have them, and how Vietnamese letters are put together from strokes and marks."""

import unicodedata
from collections.abc import Mapping

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


_ACCENTED = tuple((letter, unicodedata.normalize("NFD", letter)) for letter in vietnamese_letters())


def make_font(drawing: Drawing) -> Font:
    """Set each letter on its cell and put together every accented one whose parts are drawn."""
    bottom = drawing.above - drawing.rise
    glyphs: dict[str, Pixels] = {}
    for letter, pixels in drawing.glyphs.items():
        cell = np.zeros((drawing.height, pixels.shape[1]), dtype=bool)
        cell[bottom : bottom + len(pixels)] = pixels
        glyphs[letter] = cell
    composer = _Composer(drawing, glyphs)
    made = {letter: composer.composed(parts) for letter, parts in _ACCENTED if letter not in glyphs}
    glyphs |= {letter: pixels for letter, pixels in made.items() if pixels is not None}
    return Font(
        drawing.number, drawing.name, drawing.height, drawing.cap, drawing.below, drawing.spacing,
        drawing.line_spacing, glyphs,
    )  # fmt: skip


class _Composer:
    """Lays marks on letters: horn, then from the letter upwards shape and tone, then the dot below."""

    def __init__(self, drawing: Drawing, cells: Mapping[str, Pixels]) -> None:
        self._drawing = drawing
        self._cells = cells
        self._room = 1 + drawing.spacing + max((mark.shape[1] for mark in drawing.marks.values()), default=0)
        """Dark columns laid beside the letter: any mark finds room there."""

    def composed(self, parts: str) -> Pixels | None:
        """The letter of *parts*, a base and its combining marks; None when one of them is not drawn."""
        base, signs = parts[0], parts[1:]
        tone = next((_TONES[sign] for sign in signs if sign in _TONES), None)
        shape = next((_SHAPES[sign] for sign in signs if sign in _SHAPES), None)
        over = [mark for mark in (shape, tone) if mark is not None]
        needed = over + ["horn"] * (_HORN in signs) + ["dot"] * (_DOT in signs)
        cell = self._cells.get("ı" if base == "i" and over else base)
        if cell is None or any(mark not in self._drawing.marks for mark in needed):
            return None
        canvas = np.zeros((len(cell), cell.shape[1] + 2 * self._room), dtype=bool)
        canvas[:, self._room : -self._room] = cell
        top = self._drawing.above + (self._drawing.cap - self._drawing.small if base.islower() else 0)
        if _HORN in signs:
            self._put_horn(canvas, top, cell.shape[1])
        self._put_over(canvas, over, top, cell.shape[1])
        if _DOT in signs:
            self._put_dot(canvas, cell)
        lit = np.flatnonzero(canvas.any(axis=0))
        return canvas[:, lit[0] : lit[-1] + 1]

    def _put_over(self, canvas: Pixels, marks: list[str], top: int, width: int) -> None:
        free = top - self._drawing.letter_gap
        for name in marks:
            mark = self._drawing.marks[name]
            rows, columns = mark.shape
            left = self._room + (width - columns) // 2
            canvas[free - rows : free, left : left + columns] |= mark
            free -= rows + self._drawing.mark_gap

    def _put_horn(self, canvas: Pixels, top: int, width: int) -> None:
        mark = self._drawing.marks["horn"]
        rows, columns = mark.shape
        first = top - rows // 3
        left = self._room + width
        canvas[first : first + rows, left : left + columns] |= mark

    def _put_dot(self, canvas: Pixels, cell: Pixels) -> None:
        """Under the letter; beside it where a descender (ỵ) leaves no room."""
        mark = self._drawing.marks["dot"]
        rows, columns = mark.shape
        width = cell.shape[1]
        first = len(cell) - rows
        descends = cell[len(cell) - self._drawing.below :].any()
        left = self._room + (width + self._drawing.spacing if descends else (width - columns) // 2)
        canvas[first : first + rows, left : left + columns] |= mark


def art_of(font: Font, text: str) -> list[str]:
    """*text* as rows of ``#`` and ``.``: for tests and for people who look."""
    gap = "." * font.spacing
    letters = [["".join("#" if pixel else "." for pixel in row) for row in font.glyphs[letter]] for letter in text]
    return [gap.join(rows) for rows in zip(*letters, strict=True)]
