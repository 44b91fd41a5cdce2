"""Help with the words of a sign: shorter ones where a text is too long, and words that may not be shown."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

import msgspec


class Suggestion(msgspec.Struct, frozen=True):
    """``text[start:end]`` may be written shorter."""

    start: int
    end: int
    word: str
    short: str


class Place(msgspec.Struct, frozen=True):
    """Where in a text a word stands."""

    start: int
    end: int
    word: str


class SignWords(msgspec.Struct, frozen=True):
    """What the authority writes short and what it does not show; keys in capitals."""

    abbreviations: dict[str, str] = {}
    forbidden: tuple[str, ...] = ()


class LibraryText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message that comes with the program: what the sign shows is Vietnamese, its name is in both languages."""

    name: str
    category: str
    multi: str
    minutes: int | None = None
    name_en: str = ""
    category_en: str = ""
    width: int = 192
    height: int = 64
    """The smallest sign it is made for, in pixels."""

    def titled(self, language: str) -> tuple[str, str]:
        """Name and category as a profile in *language* keeps them."""
        if language == "vi":
            return self.name, self.category
        return self.name_en or self.name, self.category_en or self.category


def suggestions(text: str, abbreviations: Mapping[str, str]) -> tuple[Suggestion, ...]:
    """Where *text* can be written shorter, by place; of overlapping words the longest counts."""
    found: list[Suggestion] = []
    for word in sorted(abbreviations, key=len, reverse=True):
        for start, end in _whole_words(text, word):
            if not any(start < held.end and held.start < end for held in found):
                found.append(Suggestion(start, end, text[start:end], abbreviations[word]))
    return tuple(sorted(found, key=lambda one: one.start))


def forbidden_in(text: str, words: Iterable[str]) -> tuple[Place, ...]:
    """Where a word stands that must not be shown, by place; accents count, capitals do not."""
    found = [Place(start, end, text[start:end]) for word in words for start, end in _whole_words(text, word)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _whole_words(text: str, word: str) -> Iterable[tuple[int, int]]:
    """Spans of *word* in *text*, which may write its accents composed or apart."""
    forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    either = "|".join(re.escape(form) for form in sorted(forms))
    for match in re.finditer(rf"(?<!\w)(?:{either})(?![\w\u0300-\u036f])", text, re.IGNORECASE):
        yield match.span()
