"""The shipped texts are good ones: each can be shown by a sign we know, none holds a forbidden word."""

from collections import Counter
from pathlib import Path

import pytest

from controlcenter import places
from controlcenter.domain.signs.advice import LibraryText, forbidden_in
from controlcenter.domain.signs.multi import parse, plain
from controlcenter.domain.signs.render import SignFace, problem_of
from controlcenter.drivers.sign_fonts import load_sign_fonts
from controlcenter.drivers.sign_words import SignWordsError, load_library, load_words

FONTS = load_sign_fonts(places.SIGN_FONTS)
LIBRARY = load_library(places.SIGNS)


@pytest.mark.parametrize("message", LIBRARY, ids=lambda message: message.name)
def test_a_shipped_message_fits_the_sign_it_is_for(message: LibraryText) -> None:
    face = SignFace(message.width, message.height, "amber", FONTS, 2 if message.height >= 64 else 1)
    assert problem_of(message.multi, face) is None
    assert forbidden_in(plain(parse(message.multi)), load_words(places.SIGNS).forbidden) == ()


def test_every_category_has_several_messages_and_no_name_stands_twice() -> None:
    counts = Counter(message.category_en for message in LIBRARY)
    assert set(counts) == {"Flood", "Traffic", "Weather", "Public"}
    assert min(counts.values()) >= 4
    for language in ("vi", "en"):
        assert len({message.titled(language) for message in LIBRARY}) == len(LIBRARY)


def test_names_are_in_the_language_of_the_profile() -> None:
    message = LibraryText("Ngập", "Ngập nước", "[jp3]NGẬP", name_en="Flood", category_en="Floods")
    assert message.titled("vi") == ("Ngập", "Ngập nước")
    assert message.titled("en") == ("Flood", "Floods")
    assert LibraryText("Ngập", "Nước", "NGẬP").titled("en") == ("Ngập", "Nước")


def test_abbreviations_are_shorter() -> None:
    words = load_words(places.SIGNS)
    assert all(len(short) < len(word) for word, short in words.abbreviations.items())


@pytest.mark.parametrize(
    ("text", "match"),
    [("[[message]]\nname = 1", "library.toml: .*name"), ("[[mess]]", "library.toml: .*mess"), ("x", "not TOML")],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, match: str) -> None:
    (tmp_path / "library.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SignWordsError, match=match):
        load_library(tmp_path)
