"""The message of a sign: pages of lines of letters, however it is written down."""

import enum
import unicodedata
from collections.abc import Sequence

import msgspec

MOST_PAGES = 6
TENTHS_MOST = 255
"""Times are tenths of a second, at most 25.5 s."""
Rgb = tuple[int, int, int]

CLASSIC: tuple[Rgb, ...] = (
    (0, 0, 0), (255, 0, 0), (255, 255, 0), (0, 255, 0), (0, 255, 255), (0, 0, 255), (255, 0, 255), (255, 255, 255),
    (255, 165, 0), (255, 180, 0),
)  # fmt: skip
"""Colours by their number: black, red, yellow, green, cyan, blue, magenta, white, orange, amber."""


class Align(enum.IntEnum):
    """How a line stands, with MULTI's numbers."""

    LEFT = 2
    CENTRE = 3
    RIGHT = 4


class Valign(enum.IntEnum):
    """How a block stands on its page, with MULTI's numbers."""

    TOP = 2
    MIDDLE = 3
    BOTTOM = 4


class Style(msgspec.Struct, frozen=True):
    """How letters look; None is the sign's own."""

    font: int | None = None
    colour: Rgb | None = None
    flash: tuple[int, int] | None = None
    """Tenths of a second lit and dark."""
    spacing: int | None = None
    """Dark columns between letters."""


class Span(msgspec.Struct, frozen=True):
    """Letters of one look. Spans of one line may stand left, centred and right."""

    text: str
    style: Style = Style()
    align: Align = Align.CENTRE


class Line(msgspec.Struct, frozen=True):
    spans: tuple[Span, ...] = ()
    gap: int | None = None
    """Dark rows above it; None: the font's."""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


class Block(msgspec.Struct, frozen=True):
    """Lines in a rectangle (x and y from 1, width, height; 0 as far as the sign goes), None: the whole sign."""

    lines: tuple[Line, ...] = ()
    valign: Valign = Valign.TOP
    rectangle: tuple[int, int, int, int] | None = None


class Page(msgspec.Struct, frozen=True):
    blocks: tuple[Block, ...] = ()
    on: int | None = None
    """Tenths of a second it is shown; None: the sign's own."""
    off: int | None = None
    """Tenths of a second it is dark afterwards."""
    background: Rgb | None = None


class Message(msgspec.Struct, frozen=True):
    pages: tuple[Page, ...]


def plain(message: Message) -> str:
    """The words alone, lines apart by spaces and pages by strokes: for lists and searching."""
    pages = (
        " ".join(filter(None, (line.text.strip() for block in page.blocks for line in block.lines)))
        for page in message.pages
    )
    return " / ".join(filter(None, pages))


def compose(
    pages: Sequence[str], seconds: float | None = None, font: int | None = None, align: Align = Align.CENTRE,
    valign: Valign = Valign.MIDDLE,
) -> Message:  # fmt: skip
    """A message of plain pages as they are typed, each with its lines, all alike.

    Accents written apart become letters of fonts; tabs and other control characters become spaces.
    """
    style = Style(font=font)
    on = None if seconds is None else max(1, min(TENTHS_MOST, round(seconds * 10)))
    return Message(tuple(Page((Block(_typed(text, style, align), valign),) if text else (), on) for text in pages))


def _typed(text: str, style: Style, align: Align) -> tuple[Line, ...]:
    rows = unicodedata.normalize("NFC", text).split("\n")
    lines = ("".join(letter if letter.isprintable() else " " for letter in row) for row in rows)
    return tuple(Line((Span(line, style, align),) if line else ()) for line in lines)
