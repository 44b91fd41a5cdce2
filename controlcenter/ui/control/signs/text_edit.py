"""Plain words into a message and out of it, without losing how its lines look."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from controlcenter.domain.signs.multi import Align, Block, Line, Message, Page, Rgb, Span, Valign

Numbered = tuple[int, Line]
"""A line and the number of its block."""


def page_text(page: Page) -> str:
    """The words of *page*, a line each."""
    return "\n".join(line.text for _, line in _lines(page))


def with_text(page: Page, text: str) -> Page:
    """*page* with other words: lines that stay keep their look, new ones look like the one before."""
    held = list(_lines(page))
    wanted = text.split("\n")
    head = _common(held, wanted)
    tail = _common(held[head:][::-1], wanted[head:][::-1])
    made = list(held[:head])
    middle = held[head : len(held) - tail]
    for number, words in enumerate(wanted[head : len(wanted) - tail]):
        if number < len(middle):
            block, line = middle[number]
            made.append((block, _reworded(line, words, _model(made, middle, held))))
        else:
            block, model = (made or held or [(0, Line())])[-1 if made else 0]
            made.append((block, _reworded(Line(), words, _model([(block, model)], middle, held))))
    made += held[len(held) - tail :] if tail else []
    return _with_lines(page, made)


def restyled(
    page: Page, lines: Sequence[int] | None = None, align: Align | None = None, font: int | str | None = "",
    colour: Rgb | str | None = "",
) -> Page:  # fmt: skip
    """*page* with another stand or look of *lines* (all when None); a font or colour of None is the sign's own."""

    def look(span: Span) -> Span:
        style = span.style
        if not isinstance(font, str):
            style = replace(style, font=font)
        if not isinstance(colour, str):
            style = replace(style, colour=colour)
        return replace(span, style=style, align=span.align if align is None else align)

    numbered = list(_lines(page))
    made = [
        (block, replace(line, spans=_merged(map(look, line.spans))) if lines is None or number in lines else line)
        for number, (block, line) in enumerate(numbered)
    ]
    return _with_lines(page, made)


def restood(page: Page, valign: Valign) -> Page:
    return replace(page, blocks=tuple(replace(block, valign=valign) for block in page.blocks))


def stand_of(page: Page) -> Valign:
    return page.blocks[0].valign if page.blocks else Valign.MIDDLE


def look_of(page: Page, line: int = 0) -> Span:
    """The look of *line*, or of the first one that has words."""
    numbered = list(_lines(page))
    order = [numbered[line][1]] if 0 <= line < len(numbered) else []
    for candidate in (*order, *(one for _, one in numbered)):
        if candidate.spans:
            return candidate.spans[0]
    return Span("")


def new_page(like: Page) -> Page:
    """An empty page that stands and lasts like another one."""
    span = replace(look_of(like), text="")
    return Page((Block((Line((span,)),), stand_of(like)),), like.on, like.off, like.background)


def with_page(message: Message, number: int, page: Page) -> Message:
    pages = list(message.pages)
    pages[number] = page
    return Message(tuple(pages))


def _lines(page: Page) -> Iterator[Numbered]:
    for number, block in enumerate(page.blocks):
        for line in block.lines:
            yield number, line


def _common(held: Sequence[Numbered], wanted: Sequence[str]) -> int:
    """How many lines at the start are the same."""
    count = 0
    for (_, line), words in zip(held, wanted, strict=False):
        if line.text != words:
            break
        count += 1
    return count


def _model(made: Sequence[Numbered], middle: Sequence[Numbered], held: Sequence[Numbered]) -> Span:
    """The look a line without words takes over."""
    for _, line in (*reversed(made), *middle, *held):
        if line.spans:
            return line.spans[-1]
    return Span("")


def _reworded(line: Line, words: str, model: Span) -> Line:
    """*line* saying *words*: what was changed takes the look it was changed in."""
    old = line.text
    if not words:
        return replace(line, spans=())
    if not line.spans:
        return replace(line, spans=(replace(model, text=words),))
    head = 0
    while head < min(len(old), len(words)) and old[head] == words[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(words)) - head and old[-1 - tail] == words[-1 - tail]:
        tail += 1
    spans: list[Span] = []
    start, put = 0, False
    for span in line.spans:
        end = start + len(span.text)
        before = span.text[: max(0, min(end, head) - start)]
        after = span.text[max(0, len(old) - tail - start) :] if end > len(old) - tail else ""
        new = ""
        if not put and head <= end:
            new, put = words[head : len(words) - tail], True
        spans.append(replace(span, text=before + new + after))
        start = end
    return replace(line, spans=_merged(span for span in spans if span.text))


def _merged(spans: Iterator[Span]) -> tuple[Span, ...]:
    made: list[Span] = []
    for span in spans:
        if made and (made[-1].style, made[-1].align) == (span.style, span.align):
            last = made.pop()
            span = replace(last, text=last.text + span.text)
        made.append(span)
    return tuple(made)


def _with_lines(page: Page, numbered: Sequence[Numbered]) -> Page:
    blocks = page.blocks or (Block((), Valign.MIDDLE),)
    made = []
    for number, block in enumerate(blocks):
        lines = tuple(line for at, line in numbered if at == number)
        if lines:
            made.append(replace(block, lines=lines))
    return replace(page, blocks=tuple(made))
