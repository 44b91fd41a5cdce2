"""Dot matrix fonts as signs have them, and how Vietnamese letters are put together from strokes and marks."""

import unicodedata
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.bool_]
Rows = tuple[str, ...]
"""Pixels from the top: ``#`` lit, ``.`` dark, all of one length."""

ABOVE = 7
"""Rows over a capital: three for the tone, one free, two for circumflex or breve, one free."""
CAP = 7
BELOW = 2
"""Rows under the line: for descenders, or one free and the dot below."""
CELL = ABOVE + CAP + BELOW
"""Sixteen, as panels of signs are multiples of it: lines stand without rows between them."""
_X_TOP = 2
"""Small letters without an ascender begin this many rows lower."""

_TONES = {"\u0301": "acute", "\u0300": "grave", "\u0309": "hook", "\u0303": "tilde"}
_SHAPES = {"\u0302": "circumflex", "\u0306": "breve"}
_HORN, _DOT = "\u031b", "\u0323"
_UPPER_VOWELS, _LOWER_VOWELS = "AEIOUY", "aeiouy"
_ALL_MARKS = ("", *_TONES, _DOT)
_SHAPED = {"A": "\u0302\u0306", "E": "\u0302", "O": "\u0302\u031b", "U": "\u031b", "I": "", "Y": ""}


class Font(msgspec.Struct, frozen=True):
    """A font a sign holds. ``height`` is the whole cell with room for marks above and below, in pixels."""

    number: int
    name: str
    height: int
    cap: int
    """Height of a capital without marks."""
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


class Strokes(msgspec.Struct, frozen=True):
    """Base letters on seven rows (nine with descender) and marks, as they are drawn."""

    glyphs: dict[str, Rows]
    marks: dict[str, Rows]


def vietnamese_letters() -> tuple[str, ...]:
    """Every accented letter of the Vietnamese alphabet, capitals first."""
    found = []
    for vowel in _UPPER_VOWELS:
        for shape in ("", *_SHAPED[vowel]):
            found += [unicodedata.normalize("NFC", vowel + shape + tone) for tone in _ALL_MARKS]
    capitals = [letter for letter in found if letter not in _UPPER_VOWELS] + ["Đ"]
    return (*capitals, *(letter.lower() for letter in capitals))


def make_font(strokes: Strokes, number: int, name: str, scale: int) -> Font:
    """Put every letter together and enlarge it *scale* times (1, 2 or 3), with diagonals smoothed."""
    cells = {letter: _on_cell(rows) for letter, rows in strokes.glyphs.items()}
    cells |= {letter: _composed(letter, strokes) for letter in vietnamese_letters() if letter not in strokes.glyphs}
    enlarged = _enlarged(_canvas(cells.values()), scale)
    glyphs, left = {}, 0
    for letter, rows in cells.items():
        width = len(rows[0]) * scale
        glyphs[letter] = enlarged[:, left : left + width]
        left += width + scale
    return Font(number, name, CELL * scale, CAP * scale, scale, 0, glyphs)


def _canvas(cells: Iterable[Rows]) -> Pixels:
    """All letters side by side, a dark column after each."""
    lines = zip(*cells, strict=True)
    joined = [".".join(line) + "." for line in lines]
    return np.array([[pixel == "#" for pixel in line] for line in joined])


def _on_cell(rows: Sequence[str]) -> Rows:
    width = len(rows[0])
    dark = "." * width
    return (*[dark] * ABOVE, *rows, *[dark] * (CELL - ABOVE - len(rows)))


def _composed(letter: str, strokes: Strokes) -> Rows:
    """An accented letter: its base, horn, then marks from the letter upwards, then the dot below."""
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    drawn = strokes.glyphs["ı" if base == "i" and set(marks) - {_DOT} else base]
    canvas = [list(row) for row in _on_cell(drawn)]
    top = ABOVE + (_X_TOP if base.islower() else 0)
    width = len(canvas[0])
    if _HORN in marks:
        _add_horn(canvas, top)
    shape = next((_SHAPES[mark] for mark in marks if mark in _SHAPES), None)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), None)
    free = top - 1
    if shape is not None:
        rows = strokes.marks[shape]
        free -= len(rows)
        _put(canvas, rows, free, width)
        free -= 1
    if tone is not None:
        rows = strokes.marks[tone]
        _put(canvas, rows, free - len(rows), width)
    if _DOT in marks and len(drawn) > CAP:
        _light(canvas, canvas[CELL - 1], width + 1)  # under the descender of ỵ there is no room: beside it
    elif _DOT in marks:
        _put(canvas, strokes.marks["dot"], CELL - 1, width)
    return _trimmed(tuple("".join(row) for row in canvas))


def _trimmed(rows: Rows) -> Rows:
    """Without dark columns at the sides."""
    lit = [column for column in range(len(rows[0])) if any(row[column] == "#" for row in rows)]
    return tuple(row[lit[0] : lit[-1] + 1] for row in rows)


def _put(canvas: list[list[str]], rows: Sequence[str], top: int, width: int) -> None:
    """Lay a mark over the middle of a letter of *width* columns; both grow where the mark is wider."""
    lead = (width - len(rows[0])) // 2
    if lead < 0:
        for line in canvas:
            line[:0] = "." * -lead
        lead = 0
    for offset, row in enumerate(rows):
        line = canvas[top + offset]
        for column, pixel in enumerate(row):
            if pixel == "#":
                _light(canvas, line, lead + column)


def _light(canvas: list[list[str]], line: list[str], column: int) -> None:
    while len(line) <= column:
        for each in canvas:
            each.append(".")
    line[column] = "#"


def _add_horn(canvas: list[list[str]], top: int) -> None:
    """The horn of Ơ and Ư: a hook at the upper right, two columns wide."""
    width = len(canvas[0])
    for row, column in ((top - 1, width + 1), (top, width + 1), (top + 1, width)):
        _light(canvas, canvas[row], column)


def _enlarged(pixels: Pixels, scale: int) -> Pixels:
    """Each pixel as *scale* by *scale*, corners of diagonals filled and cut (the rules of scale2x and scale3x)."""
    if scale == 1:
        return pixels
    wide = np.pad(pixels, 1)
    height, width = pixels.shape
    a, b, c, d, e, f, g, h, i = (wide[y : y + height, x : x + width] for y in range(3) for x in range(3))
    corner = (b != h) & (d != f)
    made = np.empty((height * scale, width * scale), dtype=bool)

    def put(row: int, column: int, where: Pixels, there: Pixels) -> None:
        made[row::scale, column::scale] = np.where(corner & where, there, e)

    end = scale - 1
    put(0, 0, d == b, d)
    put(0, end, b == f, f)
    put(end, 0, d == h, d)
    put(end, end, h == f, f)
    if scale == 3:
        put(0, 1, ((d == b) & (e != c)) | ((b == f) & (e != a)), b)
        put(1, 0, ((d == b) & (e != g)) | ((d == h) & (e != a)), d)
        put(1, 1, np.zeros_like(e), e)
        put(1, 2, ((b == f) & (e != i)) | ((h == f) & (e != c)), f)
        put(2, 1, ((d == h) & (e != i)) | ((h == f) & (e != g)), h)
    return made


def art_of(font: Font, text: str) -> list[str]:
    """*text* as rows of ``#`` and ``.``: for tests and for people who look."""
    gap = "." * font.spacing
    letters = [["".join("#" if pixel else "." for pixel in row) for row in font.glyphs[letter]] for letter in text]
    return [gap.join(rows) for rows in zip(*letters, strict=True)]
