"""The message being written: as MULTI, and as pages while that can be read."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from controlcenter.domain.signs.advice import Place, Suggestion, forbidden_in, suggestions
from controlcenter.domain.signs.multi import MOST_PAGES, Align, Message, MultiError, Page, Rgb, Valign, parse, write
from controlcenter.ui.control.signs.faces import sign_words
from controlcenter.ui.control.signs.text_edit import (
    new_page,
    page_text,
    restood,
    restyled,
    with_page,
    with_text,
)

BLANK = "[jp3]"


class Draft:
    """Edits of pages are written as MULTI at once; MULTI that cannot be read leaves ``message`` None."""

    def __init__(self) -> None:
        self.multi = ""
        self.message: Message | None = None
        self.page = 0
        self.put(BLANK)

    def put(self, multi: str) -> None:
        self.multi = multi
        try:
            self.message = parse(multi)
        except MultiError:
            self.message = None
        else:
            self.page = min(self.page, len(self.message.pages) - 1)

    @property
    def empty(self) -> bool:
        """It can be read and says nothing."""
        return self.message is not None and not any(page_text(page).strip() for page in self.message.pages)

    @property
    def pages(self) -> tuple[Page, ...]:
        return self.message.pages if self.message is not None else ()

    @property
    def text(self) -> str:
        """The words of the page being written."""
        return page_text(self.pages[self.page]) if self.pages else ""

    def put_text(self, text: str) -> None:
        clean = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
        self._replace_page(lambda page: with_text(page, clean))

    def align(self, align: Align, lines: range) -> None:
        self._replace_page(lambda page: restyled(page, lines, align=align))

    def stand(self, valign: Valign) -> None:
        self._replace_page(lambda page: restood(page, valign))

    def use_font(self, font: int | None) -> None:
        self._replace_page(lambda page: restyled(page, font=font))

    def use_colour(self, colour: Rgb | None, lines: range) -> None:
        self._replace_page(lambda page: restyled(page, lines, colour=colour))

    def last(self, seconds: float | None) -> None:
        """How long the page is shown; None for the sign's own time."""
        on = None if seconds is None else round(seconds * 10)
        self._replace_page(lambda page: replace(page, on=on))

    def add_page(self) -> None:
        if self.message is not None and len(self.pages) < MOST_PAGES - 1:
            pages = list(self.pages)
            pages.insert(self.page + 1, new_page(pages[self.page]))
            self.page += 1
            self._write(pages)

    def remove_page(self) -> None:
        if len(self.pages) > 1:
            pages = list(self.pages)
            del pages[self.page]
            self.page = min(self.page, len(pages) - 1)
            self._write(pages)

    def move_page(self, by: int) -> None:
        to = self.page + by
        if 0 <= to < len(self.pages):
            pages = list(self.pages)
            pages.insert(to, pages.pop(self.page))
            self.page = to
            self._write(pages)

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Words of the page that may be written shorter."""
        return suggestions(self.text, sign_words().abbreviations)

    def forbidden(self) -> tuple[Place, ...]:
        """Words of the page that must not be shown."""
        return forbidden_in(self.text, sign_words().forbidden)

    def line_span(self, line: int) -> tuple[int, int]:
        """Where a line of the page begins and ends in its text."""
        lines = self.text.split("\n")
        start = sum(len(one) + 1 for one in lines[:line])
        return start, start + (len(lines[line]) if line < len(lines) else 0)

    def _replace_page(self, change: Callable[[Page], Page]) -> None:
        if self.message is not None:
            self._write(with_page(self.message, self.page, change(self.pages[self.page])).pages)

    def _write(self, pages: Sequence[Page]) -> None:
        self.message = Message(tuple(pages))
        self.multi = write(self.message)
