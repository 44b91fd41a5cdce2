"""Load the words and the message library of signs that come with the program."""

from pathlib import Path
from typing import TypeVar

import msgspec

from controlcenter.domain.signs.advice import LibraryText, SignWords
from controlcenter.drivers.tomlfile import read_toml

_T = TypeVar("_T", bound=msgspec.Struct)
WORDS, LIBRARY = "words.toml", "library.toml"


class SignWordsError(ValueError):
    """A file of sign texts is wrong; the text names the file and the key."""


class _Library(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    message: tuple[LibraryText, ...] = ()


def load_words(folder: Path) -> SignWords:
    """Abbreviations and forbidden words of *folder*. Raises SignWordsError."""
    return _converted(folder / WORDS, SignWords)


def load_library(folder: Path) -> tuple[LibraryText, ...]:
    """The shipped messages of *folder*. Raises SignWordsError."""
    return _converted(folder / LIBRARY, _Library).message


def _converted(path: Path, to: type[_T]) -> _T:
    try:
        return msgspec.convert(read_toml(path, SignWordsError), to)
    except msgspec.ValidationError as error:
        raise SignWordsError(f"{path}: {error}") from None
