"""What a sign shows of a message: pixel for pixel, or why it cannot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from controlcenter.domain.signs.fonts import Font, Pixels
from controlcenter.domain.signs.multi import (
    CLASSIC,
    Align,
    Block,
    Line,
    Message,
    MultiError,
    Page,
    Rgb,
    Span,
    Valign,
    parse,
)

AMBER: Rgb = (255, 180, 0)
WHITE: Rgb = (255, 255, 255)
COLOURS: dict[str, Rgb] = {"amber": AMBER, "white": WHITE, "rgb": AMBER}
"""What a sign of each sort lights a pixel with unless it is told otherwise."""
PAGE_TENTHS = 30
"""How long a page stands that does not say so."""
Flash = tuple[int, int]
"""Tenths of a second lit and dark."""
Picture = npt.NDArray[np.uint8]


class SignFace(msgspec.Struct, frozen=True):
    """The front of a sign: pixels, ``colour`` (``amber``, ``white`` or ``rgb``) and its fonts."""

    width: int
    height: int
    colour: str
    fonts: Mapping[int, Font]
    default_font: int = 1


class FitError(ValueError):
    """A message that this sign cannot show. ``code`` for translation: ``line_too_long`` (px), ``too_many_lines`` (px),
    ``no_glyph`` (letter), ``no_font`` (font), ``colour`` or ``outside`` (a rectangle); page and line count from 0.
    """

    def __init__(self, code: str, page: int, line: int, **facts: str | int) -> None:
        said = ", ".join(f"{key}={value}" for key, value in facts.items())
        super().__init__(f"page {page + 1}, line {line + 1}: {code.replace('_', ' ')}{f' ({said})' if said else ''}")
        self.code = code
        self.page = page
        self.line = line
        self.facts: dict[str, str | int] = dict(facts)


class Problem(msgspec.Struct, frozen=True):
    """Why a text cannot be shown, and where: a ``position`` in the text, or a page and line."""

    code: str
    facts: dict[str, str | int]
    position: int | None = None
    page: int | None = None
    line: int | None = None


class Frame(NamedTuple):
    """One picture and for how long it stands. ``pixels``: (height, width, 3) of 0…255."""

    pixels: Picture
    seconds: float
    page: int
    longest_line_px: int
    """Of its page; the sign's width is the limit."""


def render(message: Message, face: SignFace) -> tuple[Frame, ...]:
    """The pictures *face* goes through, in order. Raises FitError."""
    frames: list[Frame] = []
    for number, page in enumerate(message.pages):
        frames += _Painter(face, number).frames(page)
    return tuple(frames)


def problem_of(multi: str, face: SignFace) -> Problem | None:
    """Why *face* cannot show *multi*; None when it can."""
    try:
        render(parse(multi), face)
    except MultiError as error:
        return Problem(error.code, error.facts, position=error.position)
    except FitError as error:
        return Problem(error.code, error.facts, page=error.page, line=error.line)
    return None


def blank(face: SignFace) -> Picture:
    return np.zeros((face.height, face.width, 3), np.uint8)


class _Placed(NamedTuple):
    """A span where it stands."""

    span: Span
    font: Font
    left: int
    top: int
    colour: Rgb


class _Painter:
    """Lays out and paints one page."""

    def __init__(self, face: SignFace, number: int) -> None:
        self._face = face
        self._page = number
        self._line = 0
        self._longest = 0

    def frames(self, page: Page) -> Iterator[Frame]:
        placed = [each for block in page.blocks for each in self._block(block)]
        ground = self._colour(page.background) if page.background is not None else (0, 0, 0)
        tenths = PAGE_TENTHS if page.on is None else max(1, page.on)
        pictures: dict[frozenset[Flash], Picture] = {}
        flashes = {flash for each in placed if (flash := each.span.style.flash) is not None}
        for dark, lasting in _flashes(flashes, tenths):
            if dark not in pictures:
                pictures[dark] = self._painted([each for each in placed if each.span.style.flash not in dark], ground)
            yield Frame(pictures[dark], lasting / 10, self._page, self._longest)
        if page.off:
            yield Frame(blank(self._face), page.off / 10, self._page, self._longest)

    # -- where things stand ------------------------------------------------------------------------

    def _block(self, block: Block) -> list[_Placed]:
        left, top, width, height = self._room(block)
        first = self._line
        heights: list[int] = []
        gaps: list[int] = []
        for number, line in enumerate(block.lines):
            self._line = first + number
            fonts = [self._font(span) for span in line.spans] or [self._font(None)]
            below = max(font.below for font in fonts)
            heights.append(below + max(font.height - font.below for font in fonts))
            gaps.append(0 if not number else max(f.line_spacing for f in fonts) if line.gap is None else line.gap)
        total = sum(heights) + sum(gaps)
        if total > height:
            raise FitError("too_many_lines", self._page, self._line, px=total - height)
        y = top + {Valign.TOP: 0, Valign.MIDDLE: (height - total) // 2, Valign.BOTTOM: height - total}[block.valign]
        placed: list[_Placed] = []
        for number, line in enumerate(block.lines):
            self._line = first + number
            y += gaps[number]
            placed += self._line_placed(line, left, y + heights[number], width)
            y += heights[number]
        self._line = first + len(block.lines)
        return placed

    def _room(self, block: Block) -> tuple[int, int, int, int]:
        """Left, top, width and height of the rectangle of *block*, from 0."""
        face = self._face
        if block.rectangle is None:
            return 0, 0, face.width, face.height
        x, y, width, height = block.rectangle
        left, top = x - 1, y - 1
        width, height = width or face.width - left, height or face.height - top
        if left + width > face.width or top + height > face.height or width <= 0 or height <= 0:
            raise FitError("outside", self._page, self._line, rectangle=",".join(map(str, block.rectangle)))
        return left, top, width, height

    def _line_placed(self, line: Line, left: int, bottom: int, width: int) -> list[_Placed]:
        """The spans of *line* on one base line, its cells above row *bottom*."""
        groups: dict[Align, list[tuple[Span, Font, int]]] = {}
        for span in line.spans:
            font = self._font(span)
            self._known(span, font)
            groups.setdefault(span.align, []).append((span, font, font.width_of(span.text, span.style.spacing)))
        widths = {align: _joined_width(group) for align, group in groups.items()}
        need = sum(widths.values())
        self._longest = max(self._longest, need)
        if need > width:
            raise FitError("line_too_long", self._page, self._line, px=need - width)
        centre = widths.get(Align.CENTRE, 0)
        side = max(widths.get(Align.LEFT, 0), widths.get(Align.RIGHT, 0))
        if centre and (width - centre) // 2 < side:
            raise FitError("line_too_long", self._page, self._line, px=side - (width - centre) // 2)
        starts = {
            Align.LEFT: left,
            Align.CENTRE: left + (width - centre) // 2,
            Align.RIGHT: left + width - widths.get(Align.RIGHT, 0),
        }
        base = bottom - max((font.below for group in groups.values() for _span, font, _width in group), default=0)
        placed: list[_Placed] = []
        for align, group in groups.items():
            x = starts[align]
            for number, (span, font, wide) in enumerate(group):
                x += _gap(group[number - 1]) if number else 0
                colour = self._colour(span.style.colour)
                placed.append(_Placed(span, font, x, base + font.below - font.height, colour))
                x += wide
        return placed

    def _font(self, span: Span | None) -> Font:
        number = self._face.default_font if span is None or span.style.font is None else span.style.font
        font = self._face.fonts.get(number)
        if font is None:
            raise FitError("no_font", self._page, self._line, font=number)
        return font

    def _known(self, span: Span, font: Font) -> None:
        for letter in span.text:
            if letter not in font.glyphs:
                raise FitError("no_glyph", self._page, self._line, letter=letter)

    def _colour(self, colour: Rgb | None) -> Rgb:
        own = COLOURS.get(self._face.colour, AMBER)
        if colour is None:
            return own
        if self._face.colour != "rgb" and colour not in (own, CLASSIC[0]):
            raise FitError("colour", self._page, self._line, colour=",".join(map(str, colour)))
        return colour

    # -- painting ----------------------------------------------------------------------------------

    def _painted(self, placed: Sequence[_Placed], ground: Rgb) -> Picture:
        picture = blank(self._face)
        if ground != (0, 0, 0):
            picture[:] = ground
        for each in placed:
            x = each.left
            gap = each.font.spacing if each.span.style.spacing is None else each.span.style.spacing
            for letter in each.span.text:
                glyph: Pixels = each.font.glyphs[letter]
                picture[each.top : each.top + each.font.height, x : x + glyph.shape[1]][glyph] = each.colour
                x += glyph.shape[1] + gap
        return picture


def _flashes(flashes: Iterable[Flash], tenths: int) -> Iterator[tuple[frozenset[Flash], int]]:
    """Which of *flashes* are dark one after the other, and for how many tenths of a second, until *tenths* are over."""
    now = 0
    while now < tenths:
        phases = {flash: now % sum(flash) for flash in flashes}
        left = [(lit if phases[lit, dark] < lit else lit + dark) - phases[lit, dark] for lit, dark in flashes]
        lasting = min([*left, tenths - now])
        yield frozenset(flash for flash in flashes if phases[flash] >= flash[0]), lasting
        now += lasting


def _gap(part: tuple[Span, Font, int]) -> int:
    """Dark columns after a span."""
    span, font, _width = part
    return font.spacing if span.style.spacing is None else span.style.spacing


def _joined_width(group: Sequence[tuple[Span, Font, int]]) -> int:
    return sum(width for _span, _font, width in group) + sum(_gap(part) for part in group[:-1])
