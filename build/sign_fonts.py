"""The larger dot matrix fonts of signs: letters from strokes (sign_strokes.toml), marks as drawn here by hand.

Usage: python build/sign_fonts.py          write resources/sign_fonts/matrix_*.toml
       python build/sign_fonts.py check    say which of them are not what this makes

Upright and level strokes are fitted to the grid of pixels, so they are equally wide everywhere; of slanted and round
ones a pixel is lit when the pen covers half of it. The smallest font is drawn by hand and not made here.
"""

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import tomli

HERE = Path(__file__).resolve().parent
STROKES = HERE / "sign_strokes.toml"
FOLDER = HERE.parent / "resources" / "sign_fonts"
FIGURE_WIDTH = 3.4
"""Of four: how wide figures are beside capitals."""
SPACE_WIDTH = 2.0
CURVE_STEPS, SAMPLES = 8, 6

Pixels = npt.NDArray[np.bool_]
Point = tuple[float, float]
Marks = dict[str, str]


class Size(NamedTuple):
    """A font to be made; all in pixels but ``unit``."""

    number: int
    cap: int
    pen: int
    smear: int
    """Columns by which everything is drawn once more to the right: upright strokes become that much wider."""
    unit: float
    """Pixels across a quarter of the distance between the stems of a capital."""
    above: int
    below: int
    rise: int
    """How far b, d, h … stand over a capital."""
    small: int
    """Height of a small letter without stem."""
    spacing: int
    letter_gap: int
    mark_gap: int
    marks: Marks

    @property
    def name(self) -> str:
        return f"matrix {self.cap}"

    @property
    def path(self) -> Path:
        return FOLDER / f"matrix_{self.cap}.toml"


MARKS_10: Marks = {
    "acute": "....##.. ...##... ..##....",
    "grave": "..##.... ...##... ....##..",
    "hook": "..####.. .....##. ....##.. ...##...",
    "tilde": ".###...# ##.##.## #...###.",
    "circumflex": "...##... ..####.. .##..##.",
    "breve": ".#....#. .##..##. ..####..",
    "horn": ".## .## .## ##. #..",
    "dot": "## ##",
}
MARKS_14: Marks = {
    "acute": "......##.. .....###.. ....###... ....##....",
    "grave": "..##...... ..###..... ...###.... ....##....",
    "hook": "...####... ......##.. ......##.. ....###... ....##....",
    "tilde": "..###...## .#####..## ##..#####. ##...###..",
    "circumflex": "....##.... ...####... ..##..##.. .##....##.",
    "breve": ".##....##. .##....##. ..######.. ...####...",
    "horn": "..## ..## ..## .### ###. ##..",
    "dot": "## ##",
}
MARKS_21: Marks = {
    "acute": ".........###... ........####... .......####.... ......####..... ......###...... .....###.......",
    "grave": "...###......... ...####........ ....####....... .....####...... ......###...... .......###.....",
    "hook": "....######..... ....#######.... .........###... .........###... "
    ".......#####... ......####..... ......###......",
    "tilde": "...####.....### ..#######...### .####.#######.. ###...#######.. ###.....####...",
    "circumflex": "......###...... .....#####..... ....#######.... ...####.####... ..####...####.. ..###.....###..",
    "breve": ".###.......###. .###.......###. .####.....####. ..###########.. ...#########... .....#####.....",
    "horn": "...### ...### ...### ...### ..#### .####. ####.. ###...",
    "dot": "### ### ###",
}
SIZES = (
    Size(4, 10, 1, 1, 1.5, 10, 4, 2, 8, 2, 1, 1, MARKS_10),
    Size(2, 14, 2, 0, 2.0, 14, 4, 0, 10, 2, 2, 2, MARKS_14),
    Size(3, 21, 3, 0, 3.0, 21, 6, 0, 15, 3, 3, 2, MARKS_21),
)


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["check"]):
        print(__doc__, file=sys.stderr)
        return 2
    if arguments:
        problems = list(check())
        print("\n".join(problems) or "sign fonts are fresh")
        return 1 if problems else 0
    for size in SIZES:
        size.path.write_text(made(size), encoding="utf-8")
    return 0


def check() -> Iterator[str]:
    """Lines naming the files that are missing or differ."""
    for size in SIZES:
        if not size.path.exists() or size.path.read_text(encoding="utf-8") != made(size):
            yield f"resources/sign_fonts/{size.path.name}: stale: run python build/sign_fonts.py"


def made(size: Size) -> str:
    """The font file."""
    tables = tomli.loads(STROKES.read_text(encoding="utf-8"))
    letters = tables["letters"] | (tables["ten"] if size.cap == 10 else {})
    glyphs = {letter: drawn(letter, strokes, size) for letter, strokes in letters.items()}
    glyphs |= {figure: drawn(figure, strokes, size, figure=True) for figure, strokes in tables["figures"].items()}
    glyphs |= {letter: drawn(letter, strokes, size) for letter, strokes in tables["signs"].items()}
    fine = size._replace(pen=max(1, size.pen - 1), smear=0)
    glyphs |= {letter: drawn(letter, strokes, fine) for letter, strokes in tables["fine"].items()}
    glyphs[" "] = np.zeros((size.rise + size.cap, round(SPACE_WIDTH * size.unit) + size.pen + size.smear), dtype=bool)
    out = [
        "# Made by build/sign_fonts.py of build/sign_strokes.toml. What the keys mean: docs/formats.md.",
        f"number = {size.number}", f'name = "{size.name}"', f"cap = {size.cap}", f"above = {size.above}",
        f"below = {size.below}", f"rise = {size.rise}", f"small = {size.small}", f"spacing = {size.spacing}",
        "line_spacing = 0", f"letter_gap = {size.letter_gap}", f"mark_gap = {size.mark_gap}", "", "[glyphs]",
    ]  # fmt: skip
    for letter, pixels in glyphs.items():
        rows = ["".join("#" if pixel else "." for pixel in row) for row in pixels]
        quoted = '"\\""' if letter == '"' else f'"{letter}"'
        out += [f'{quoted} = """', *rows, '"""']
    out += ["", "[marks]"]
    for mark, art in size.marks.items():
        out += [f'{mark} = """', *art.split(), '"""']
    return "\n".join(out) + "\n"


class _Grid:
    """Where a point of the strokes lies in pixels."""

    def __init__(self, letter: str, size: Size, widest: float, width: float) -> None:
        """*widest* is the x furthest to the right, to lie *width* units from the left."""
        pen = self.pen = size.pen
        self.columns = round(width * size.unit) + pen
        self._across = (self.columns - pen) / widest if widest else 0.0
        bottom = size.rise + size.cap - pen / 2
        if letter.islower():
            small = size.rise + size.cap - size.small + pen / 2
            self._knots, self._tops = [0.0, 2.0, 6.0, 8.0], [pen / 2, small, bottom, bottom + size.below]
        else:
            self._knots, self._tops = [0.0, 6.0, 8.0], [size.rise + pen / 2, bottom, bottom + size.below]

    def place(self, point: Point) -> Point:
        return self.pen / 2 + point[0] * self._across, float(np.interp(point[1], self._knots, self._tops))

    def fitted(self, middle: float) -> float:
        """The middle of a stroke moved so that its edges lie between pixels."""
        return float(np.floor(middle - self.pen / 2 + 0.5)) + self.pen / 2


class _Corner(NamedTuple):
    point: Point
    radius: float


def drawn(letter: str, strokes: str, size: Size, figure: bool = False) -> Pixels:
    """Pixels of *strokes*, from the row where the tallest letters begin."""
    paths = [(part.strip().startswith("@"), _corners(part)) for part in strokes.split(";")]
    widest = max(corner.point[0] for _closed, path in paths for corner in path)
    grid = _Grid(letter, size, 4.0, FIGURE_WIDTH) if figure else _Grid(letter, size, widest, widest)
    rows = size.rise + size.cap + size.below
    cover = np.zeros((rows * SAMPLES, grid.columns * SAMPLES), dtype=bool)
    for closed, path in paths:
        if len(path) == 1:
            first, last = _reached(grid, path, size.smear)
            _level(cover, grid.pen, first, last, (True, True))
        else:
            _lay(cover, grid, path, closed)
    pixels: Pixels = cover.reshape(rows, SAMPLES, grid.columns, SAMPLES).mean(axis=(1, 3)) >= 0.5
    heights = [y for _closed, path in paths for _x, y in _reached(grid, path, size.smear)]
    pixels[: round(min(heights) - grid.pen / 2)] = pixels[round(max(heights) + grid.pen / 2) :] = False
    if size.smear:
        pixels = np.pad(pixels, ((0, 0), (0, size.smear)))
        pixels[:, size.smear :] |= pixels[:, : -size.smear]
    return pixels if pixels[size.rise + size.cap :].any() else pixels[: size.rise + size.cap]


def _reached(grid: _Grid, path: list[_Corner], smear: int) -> list[Point]:
    """The points of *path* in pixels; a dot is an upright stroke as tall as the smear makes it wide."""
    if len(path) > 1:
        return [grid.place(corner.point) for corner in path]
    x, y = (grid.fitted(middle) for middle in grid.place(path[0].point))
    return [(x, y), (x, y + smear)] if path[0].point[1] < 3 else [(x, y - smear), (x, y)]


def _corners(text: str) -> list[_Corner]:
    found = []
    for word in text.replace("@", " ").split():
        point, _, radius = word.partition("~")
        x, y = point.split(",")
        found.append(_Corner((float(x), float(y)), float(radius or 0)))
    return found


def _lay(cover: Pixels, grid: _Grid, path: list[_Corner], closed: bool) -> None:
    """Light what the pen covers on its way."""
    points = _fitted(grid, [corner.point for corner in path], closed)
    radii = [corner.radius for corner in path]
    count = len(points)
    legs = [(n, (n + 1) % count) for n in range(count if closed else count - 1)]
    cuts = _cuts(grid, points, radii, legs, path)
    for n, (start, end) in enumerate(legs):
        first, last = _along(points[start], points[end], cuts[n])
        ends = (radii[start] == 0, radii[end] == 0)
        if points[start][0] == points[end][0] or points[start][1] == points[end][1]:
            _level(cover, grid.pen, first, last, ends)
        else:
            free = (not closed and n == 0, not closed and n == len(legs) - 1)
            _slanted(cover, grid.pen, first, last, free)
        if radii[end] and (closed or n + 1 < len(legs)):
            following, (_, after) = cuts[(n + 1) % len(legs)], legs[(n + 1) % len(legs)]
            leaving, _ = _along(points[end], points[after], following)
            _curve(cover, grid.pen, last, points[end], leaving)


def _fitted(grid: _Grid, path: list[Point], closed: bool) -> list[Point]:
    """Points in pixels; those at the ends of upright or level legs lie so that the leg's edges are between pixels."""
    placed = [list(grid.place(point)) for point in path]
    pairs = list(zip(range(len(path)), range(1, len(path)), strict=False)) + ([(len(path) - 1, 0)] if closed else [])
    for start, end in pairs:
        for axis in (0, 1):
            if path[start][axis] == path[end][axis]:
                placed[start][axis] = placed[end][axis] = grid.fitted(placed[start][axis])
    return [(x, y) for x, y in placed]


def _cuts(
    grid: _Grid, points: list[Point], radii: list[float], legs: list[tuple[int, int]], path: list[_Corner]
) -> list[tuple[float, float]]:
    """How much of each leg its two corners take, in pixels; no more than there is."""
    cuts = []
    for start, end in legs:
        length = float(np.hypot(points[end][0] - points[start][0], points[end][1] - points[start][1]))
        ideal = float(np.hypot(path[end].point[0] - path[start].point[0], path[end].point[1] - path[start].point[1]))
        scale = length / ideal if ideal else 0.0
        first, last = radii[start] * scale, radii[end] * scale
        shrink = min(1.0, length / (first + last)) if first + last else 1.0
        cuts.append((first * shrink, last * shrink))
    return cuts


def _along(start: Point, end: Point, cut: tuple[float, float]) -> tuple[Point, Point]:
    """A leg without what its corners take."""
    length = float(np.hypot(end[0] - start[0], end[1] - start[1])) or 1.0
    step = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    first = start[0] + step[0] * cut[0], start[1] + step[1] * cut[0]
    return first, (end[0] - step[0] * cut[1], end[1] - step[1] * cut[1])


def _level(cover: Pixels, pen: float, start: Point, end: Point, square: tuple[bool, bool]) -> None:
    """An upright or level bar; a square end reaches half a pen further."""
    half = pen / 2
    along = 1 if start[0] == end[0] else 0
    if start[along] > end[along]:
        start, end, square = end, start, (square[1], square[0])
    low, high = [start[0] - half, start[1] - half], [end[0] + half, end[1] + half]
    if start != end:
        low[along] = start[along] - (half if square[0] else 0.0)
        high[along] = end[along] + (half if square[1] else 0.0)
    left, top = (max(0, round(value * SAMPLES)) for value in low)
    right, bottom = (max(0, round(value * SAMPLES)) for value in high)
    cover[top:bottom, left:right] = True


def _slanted(cover: Pixels, pen: float, start: Point, end: Point, free: tuple[bool, bool]) -> None:
    """A slanted stroke; free ends go on for half a pen and are cut by the letter's box."""
    longer = -pen / 2
    start, end = _along(start, end, (longer if free[0] else 0.0, longer if free[1] else 0.0))
    _stamp(cover, pen, [start, end])


def _curve(cover: Pixels, pen: float, start: Point, corner: Point, end: Point) -> None:
    """A quarter of an ellipse from *start* to *end*, bent towards *corner*."""
    angles = np.linspace(0.0, np.pi / 2, CURVE_STEPS + 1)
    points = [
        (
            corner[0] + (start[0] - corner[0]) * (1 - np.sin(angle)) + (end[0] - corner[0]) * (1 - np.cos(angle)),
            corner[1] + (start[1] - corner[1]) * (1 - np.sin(angle)) + (end[1] - corner[1]) * (1 - np.cos(angle)),
        )
        for angle in angles
    ]
    _stamp(cover, pen, points)


def _stamp(cover: Pixels, pen: float, points: list[Point]) -> None:
    """Light what lies within half a pen of the line through *points*."""
    y, x = np.mgrid[0 : cover.shape[0], 0 : cover.shape[1]]
    y, x = (y + 0.5) / SAMPLES, (x + 0.5) / SAMPLES
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        dx, dy = x1 - x0, y1 - y0
        square = dx * dx + dy * dy
        share = np.clip(((x - x0) * dx + (y - y0) * dy) / square, 0, 1) if square else np.zeros_like(x)
        cover |= (x - x0 - share * dx) ** 2 + (y - y0 - share * dy) ** 2 <= pen * pen / 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
