"""MULTI, the markup of message signs (NTCIP 1203 v03, section 6): read, written, refused with the place.

Understood: ``[np] [nl] [nlN] [jlN] [jpN] [ptXoY] [fo] [foN] [cf…] [cb…] [pb…] [tr…] [fl…] [/fl] [scN] [/sc]``,
``[[`` and ``]]``. Tags are read in any case. Text stands centred, from the top of the page, unless told otherwise.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from controlcenter.domain.signs.message import (
    CLASSIC,
    MOST_PAGES,
    TENTHS_MOST,
    Align,
    Block,
    Line,
    Message,
    Page,
    Rgb,
    Span,
    Style,
    Valign,
    compose,
    plain,
)

__all__ = [
    "CLASSIC", "MOST_CHARACTERS", "MOST_PAGES", "TENTHS_MOST", "Align", "Block", "Line", "Message", "MultiError",
    "Page", "Rgb", "Span", "Style", "Valign", "compose", "escaped", "parse", "plain", "write",
]  # fmt: skip

MOST_CHARACTERS = 1500


class MultiError(ValueError):
    """Text that is not MULTI: ``code`` for translation (``unknown_tag``, ``bad_value``, ``unclosed_tag``,
    ``stray_bracket``, ``too_long``, ``too_many_pages``, ``control_character``), ``position`` of the offence in the
    text (from 0), ``facts``.
    """

    def __init__(self, code: str, position: int, **facts: str | int) -> None:
        said = ", ".join(f"{key}={value}" for key, value in facts.items())
        super().__init__(f"{code.replace('_', ' ')} at {position}{f' ({said})' if said else ''}")
        self.code = code
        self.position = position
        self.facts: dict[str, str | int] = dict(facts)


class _Tag(NamedTuple):
    name: str
    value: str
    position: int


def parse(text: str) -> Message:
    """Read MULTI; raises MultiError."""
    if len(text) > MOST_CHARACTERS:
        raise MultiError("too_long", MOST_CHARACTERS, most=MOST_CHARACTERS)
    builder = _Builder()
    for token in _tokens(text):
        if isinstance(token, str):
            builder.add_text(token)
        else:
            rule = _RULES.get(token.name)
            if rule is None:
                raise MultiError("unknown_tag", token.position, tag=f"{token.name}{token.value}"[:20])
            rule(builder, token)
    return builder.finished()


def _tokens(text: str) -> Iterator[str | _Tag]:
    position, plain = 0, ""
    while position < len(text):
        letter = text[position]
        if text[position : position + 2] in ("[[", "]]"):
            plain += letter
            position += 2
        elif letter == "[":
            if plain:
                yield plain
                plain = ""
            end = text.find("]", position)
            if end < 0:
                raise MultiError("unclosed_tag", position)
            yield _tag(text[position + 1 : end], position)
            position = end + 1
        elif letter == "]":
            raise MultiError("stray_bracket", position)
        elif not letter.isprintable():
            raise MultiError("control_character", position, letter=f"U+{ord(letter):04X}")
        else:
            plain += letter
            position += 1
    if plain:
        yield plain


def _tag(body: str, position: int) -> _Tag:
    read = re.fullmatch(r"(/?[a-zA-Z]{2})(.*)", body, re.DOTALL)
    if read is None:
        raise MultiError("unknown_tag", position, tag=body[:20])
    return _Tag(read[1].lower(), read[2], position)


class _Builder:
    """What has been read so far; look and stand go on from line to line and page to page."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.style = Style()
        self.align = Align.CENTRE
        self.valign = Valign.TOP
        self.on: int | None = None
        self.off: int | None = None
        self.background: Rgb | None = None
        self._begin_page()

    def _begin_page(self) -> None:
        self.rectangle: tuple[int, int, int, int] | None = None
        self.blocks: list[Block] = []
        self._begin_block()

    def _begin_block(self) -> None:
        self.lines: list[Line] = []
        self.gap: int | None = None
        self.spans: list[Span] = []

    def add_text(self, text: str) -> None:
        span = Span(text, self.style, self.align)
        last = self.spans[-1] if self.spans else None
        if last is not None and (last.style, last.align) == (span.style, span.align):
            span = msgspec.structs.replace(last, text=last.text + text)
            self.spans.pop()
        self.spans.append(span)

    def end_line(self, gap: int | None) -> None:
        self.lines.append(Line(tuple(self.spans), self.gap))
        self.spans, self.gap = [], gap

    def end_block(self) -> None:
        """Close what stands in the block; one without any text leaves no trace."""
        if self.spans or self.lines:
            self.end_line(None)
            self.blocks.append(Block(tuple(self.lines), self.valign, self.rectangle))
        self._begin_block()

    def end_page(self) -> None:
        self.end_block()
        self.pages.append(Page(tuple(self.blocks), self.on, self.off, self.background))
        self._begin_page()

    def finished(self) -> Message:
        self.end_page()
        return Message(tuple(self.pages))


def _numbers(tag: _Tag, counts: Sequence[int], least: int, most: int) -> list[int]:
    """The comma-separated numbers of *tag*; raises MultiError."""
    parts = tag.value.split(",") if tag.value else []
    if len(parts) not in counts or not all(re.fullmatch(r"[0-9]{1,5}", part) for part in parts):
        raise MultiError("bad_value", tag.position, tag=f"{tag.name}{tag.value}"[:20])
    numbers = [int(part) for part in parts]
    if any(not least <= number <= most for number in numbers):
        raise MultiError("bad_value", tag.position, tag=f"{tag.name}{tag.value}"[:20], least=least, most=most)
    return numbers


def _empty(tag: _Tag) -> None:
    _numbers(tag, (0,), 0, 0)


def _new_page(builder: _Builder, tag: _Tag) -> None:
    _empty(tag)
    if len(builder.pages) + 1 >= MOST_PAGES:
        raise MultiError("too_many_pages", tag.position, most=MOST_PAGES)
    builder.end_page()


def _new_line(builder: _Builder, tag: _Tag) -> None:
    given = _numbers(tag, (0, 1), 0, 99)
    builder.end_line(given[0] if given else None)


def _line_align(builder: _Builder, tag: _Tag) -> None:
    given = _numbers(tag, (0, 1), 2, 4)
    builder.align = Align(given[0]) if given else Align.CENTRE


def _page_align(builder: _Builder, tag: _Tag) -> None:
    given = _numbers(tag, (0, 1), 2, 4)
    builder.end_block()
    builder.valign = Valign(given[0]) if given else Valign.TOP


def _page_time(builder: _Builder, tag: _Tag) -> None:
    builder.on, builder.off = _two_times(tag)


def _two_times(tag: _Tag) -> tuple[int | None, int | None]:
    read = re.fullmatch(r"([0-9]{0,3})(?:[oO]([0-9]{0,3}))?", tag.value)
    times = [int(part) if part else None for part in read.groups()] if read is not None else [TENTHS_MOST + 1]
    if any(time is not None and time > TENTHS_MOST for time in times):
        raise MultiError("bad_value", tag.position, tag=f"{tag.name}{tag.value}"[:20], least=0, most=TENTHS_MOST)
    return times[0], times[1]


def _font(builder: _Builder, tag: _Tag) -> None:
    given = _numbers(tag, (0, 1), 1, 255)
    builder.style = msgspec.structs.replace(builder.style, font=given[0] if given else None)


def _colour(tag: _Tag) -> Rgb | None:
    given = _numbers(tag, (0, 1, 3), 0, 255)
    if not given:
        return None
    if len(given) == 3:
        return given[0], given[1], given[2]
    if given[0] >= len(CLASSIC):
        raise MultiError("bad_value", tag.position, tag=f"{tag.name}{tag.value}", least=0, most=len(CLASSIC) - 1)
    return CLASSIC[given[0]]


def _foreground(builder: _Builder, tag: _Tag) -> None:
    builder.style = msgspec.structs.replace(builder.style, colour=_colour(tag))


def _background(builder: _Builder, tag: _Tag) -> None:
    builder.background = _colour(tag)


def _rectangle(builder: _Builder, tag: _Tag) -> None:
    x, y, width, height = _numbers(tag, (4,), 0, 4096)
    if not x or not y:
        raise MultiError("bad_value", tag.position, tag=f"{tag.name}{tag.value}"[:20], least=1, most=4096)
    builder.end_block()
    builder.rectangle = x, y, width, height


def _flash(builder: _Builder, tag: _Tag) -> None:
    read = re.fullmatch(r"(?:[tT]([0-9]{1,3}))?(?:[oO]([0-9]{1,3}))?", tag.value)
    times = [int(part) if part else 5 for part in read.groups()] if read is not None else [0]
    if any(not 1 <= time <= TENTHS_MOST for time in times):
        raise MultiError("bad_value", tag.position, tag=f"{tag.name}{tag.value}"[:20], least=1, most=TENTHS_MOST)
    builder.style = msgspec.structs.replace(builder.style, flash=(times[0], times[1]))


def _end_flash(builder: _Builder, tag: _Tag) -> None:
    _empty(tag)
    builder.style = msgspec.structs.replace(builder.style, flash=None)


def _spacing(builder: _Builder, tag: _Tag) -> None:
    (given,) = _numbers(tag, (1,), 0, 99)
    builder.style = msgspec.structs.replace(builder.style, spacing=given)


def _end_spacing(builder: _Builder, tag: _Tag) -> None:
    _empty(tag)
    builder.style = msgspec.structs.replace(builder.style, spacing=None)


_RULES: dict[str, Callable[[_Builder, _Tag], None]] = {
    "np": _new_page,
    "nl": _new_line,
    "jl": _line_align,
    "jp": _page_align,
    "pt": _page_time,
    "fo": _font,
    "cf": _foreground,
    "cb": _background,
    "pb": _background,
    "tr": _rectangle,
    "fl": _flash,
    "/fl": _end_flash,
    "sc": _spacing,
    "/sc": _end_spacing,
}


# -- writing ---------------------------------------------------------------------------------------


def write(message: Message) -> str:
    """*message* as MULTI, tags only where something changes."""
    writer = _Writer()
    for number, page in enumerate(message.pages):
        if number:
            writer.out.append("[np]")
        writer.page(page)
    return "".join(writer.out)


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self._style = Style()
        self._align = Align.CENTRE
        self._valign = Valign.TOP
        self._times: tuple[int | None, int | None] = None, None
        self._background: Rgb | None = None

    def page(self, page: Page) -> None:
        if (page.on, page.off) != self._times:
            self._times = page.on, page.off
            self.out.append(f"[pt{_said(page.on)}o{_said(page.off)}]")
        if page.background != self._background:
            self._background = page.background
            self.out.append(f"[pb{_said_colour(page.background)}]")
        rectangle = None
        for number, block in enumerate(page.blocks):
            if block.rectangle != rectangle and block.rectangle is not None:
                rectangle = block.rectangle
                self.out.append(f"[tr{','.join(map(str, rectangle))}]")
            if block.valign is not self._valign or (number and block.rectangle == page.blocks[number - 1].rectangle):
                self._valign = block.valign
                self.out.append(f"[jp{block.valign.value}]")
            self._lines(block.lines)

    def _lines(self, lines: Sequence[Line]) -> None:
        for number, line in enumerate(lines):
            if number:
                self.out.append(f"[nl{_said(line.gap)}]")
            for span in line.spans:
                self._span(span)

    def _span(self, span: Span) -> None:
        if span.align is not self._align:
            self._align = span.align
            self.out.append(f"[jl{span.align.value}]")
        self._look(span.style)
        self.out.append(escaped(span.text))

    def _look(self, style: Style) -> None:
        held, self._style = self._style, style
        if style.font != held.font:
            self.out.append(f"[fo{_said(style.font)}]")
        if style.colour != held.colour:
            self.out.append(f"[cf{_said_colour(style.colour)}]")
        if style.spacing != held.spacing:
            self.out.append("[/sc]" if style.spacing is None else f"[sc{style.spacing}]")
        if style.flash != held.flash:
            self.out.append("[/fl]" if style.flash is None else f"[flt{style.flash[0]}o{style.flash[1]}]")


def _said(number: int | None) -> str:
    return "" if number is None else str(number)


def _said_colour(colour: Rgb | None) -> str:
    return "" if colour is None else ",".join(map(str, colour))


def escaped(text: str) -> str:
    """*text* with its brackets doubled."""
    return text.replace("[", "[[").replace("]", "]]")
