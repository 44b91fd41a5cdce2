"""Folding words so that a search without accents finds Vietnamese names, and names sort as people count."""

import re
import unicodedata

_NUMBER = re.compile(r"\d+")
_PLAIN_D = str.maketrans("đĐ", "dd")
_MARKS = dict.fromkeys(letter for letter in range(0x300, 0x370) if unicodedata.category(chr(letter)) == "Mn")


def fold(text: str) -> str:
    """Lower case without marks: ``Tủ Điện`` becomes ``tu dien``."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFD", text.translate(_PLAIN_D)).translate(_MARKS).casefold()


def natural_key(text: str) -> str:
    """Sort key by which ``L-2`` comes before ``L-10``."""
    return padded(fold(text))


def padded(text: str) -> str:
    """*text* with its numbers at one length, so that they sort by size."""
    return _NUMBER.sub(_padded, text)


def _padded(digits: re.Match[str]) -> str:
    return digits[0].zfill(12)


def one_line(text: str, most: int = 300) -> str:
    """*text* from the field without line breaks or control characters, cut at *most* characters."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return cut if cut.isprintable() else "".join(letter if letter.isprintable() else " " for letter in cut)


def csv_cell(text: str) -> str:
    """*text* so that a spreadsheet never takes a name from the field for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
