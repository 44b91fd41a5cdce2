"""Load the dot matrix fonts that signs are drawn with: strokes from TOML, put together here once."""

from functools import cache
from pathlib import Path
from typing import Any

from controlcenter.domain.signs.fonts import CAP, Font, Rows, Strokes, make_font
from controlcenter.drivers.tomlfile import line_of, read_toml

FILE = "matrix.toml"
FONTS = ((1, "matrix 7", 1), (2, "matrix 14", 2), (3, "matrix 21", 3))
"""Number as in ``[foN]``, name, and how many times the strokes are enlarged."""
_NEEDED_MARKS = ("acute", "grave", "hook", "tilde", "circumflex", "breve", "dot")
_NEEDED = "AEIOUYĐaeiouyđı"


class SignFontError(ValueError):
    """A font file is wrong; the text names the file, the line and the letter."""


@cache
def load_sign_fonts(folder: Path) -> dict[int, Font]:
    """Read the strokes in *folder* and make every font of them. Raises SignFontError."""
    path = folder / FILE
    raw = read_toml(path, SignFontError)
    glyphs = {letter: _rows(path, letter, rows, (CAP, CAP + 2)) for letter, rows in _table(path, raw, "glyphs").items()}
    marks = {name: _rows(path, name, rows, (1, 2, 3)) for name, rows in _table(path, raw, "marks").items()}
    missing = [*(letter for letter in _NEEDED if letter not in glyphs), *(m for m in _NEEDED_MARKS if m not in marks)]
    if missing:
        raise SignFontError(f"{path}: {', '.join(missing)} missing: Vietnamese letters are made of them")
    strokes = Strokes(glyphs, marks)
    return {number: make_font(strokes, number, name, scale) for number, name, scale in FONTS}


def _table(path: Path, raw: dict[str, Any], key: str) -> dict[str, Any]:
    table = raw.get(key)
    if not isinstance(table, dict):
        raise SignFontError(f"{path}: [{key}] is missing")
    return table


def _rows(path: Path, name: str, rows: Any, counts: tuple[int, ...]) -> Rows:
    problem = ""
    if not isinstance(rows, list) or len(rows) not in counts:
        problem = f"must be a list of {' or '.join(map(str, counts))} rows"
    elif not all(isinstance(row, str) and row and set(row) <= {"#", "."} for row in rows):
        problem = "rows are made of # and . alone"
    elif len({len(row) for row in rows}) != 1:
        problem = "its rows differ in length"
    if problem:
        line = line_of(path.read_text(encoding="utf-8"), f"{name} =", f'"{name}" =')
        raise SignFontError(f"{path}:{line}: {name!r}: {problem}")
    return tuple(rows)
