"""The shipped texts are good ones: each can be shown by a sign we know, none holds a forbidden word."""

from pathlib import Path

import pytest

from controlcenter import places
from controlcenter.domain.signs.advice import forbidden_in
from controlcenter.domain.signs.multi import parse, plain
from controlcenter.domain.signs.render import SignFace, problem_of
from controlcenter.drivers.sign_fonts import load_sign_fonts
from controlcenter.drivers.sign_words import SignWordsError, load_library, load_words

FONTS = load_sign_fonts(places.SIGN_FONTS)
LIBRARY = load_library(places.SIGNS)


@pytest.mark.parametrize("message", LIBRARY, ids=lambda message: message.name)
def test_a_shipped_message_fits_the_sign_it_is_for(message) -> None:
    small = "biển nhỏ" in message.name
    face = SignFace(96, 32, "amber", FONTS) if small else SignFace(192, 64, "amber", FONTS, 2)
    assert problem_of(message.multi, face) is None
    assert forbidden_in(plain(parse(message.multi)), load_words(places.SIGNS).forbidden) == ()


def test_the_library_has_several_categories_and_no_name_twice() -> None:
    assert len({message.category for message in LIBRARY}) >= 4
    assert len({message.name for message in LIBRARY}) == len(LIBRARY)


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
