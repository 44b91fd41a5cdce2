"""A font file is read, or refused with its place."""

from pathlib import Path

import pytest

from controlcenter import places
from controlcenter.domain.signs.fonts import art_of
from controlcenter.drivers.sign_fonts import SignFontError, load_sign_fonts

SMALL = """number = 7
name = "small"
cap = 2
above = 2
below = 2
rise = 0
small = 1
spacing = 1
line_spacing = 0
letter_gap = 0
mark_gap = 0

[glyphs]
"A" = \"\"\"
.#.
###
\"\"\"

[marks]
acute = \"\"\"
#
\"\"\"
"""


def test_a_sites_own_font_is_read(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(SMALL, encoding="utf-8")
    fonts = load_sign_fonts(tmp_path)
    assert list(fonts) == [7]
    assert (fonts[7].name, fonts[7].height, fonts[7].spacing) == ("small", 6, 1)
    assert art_of(fonts[7], "Á") == ["...", ".#.", ".#.", "###", "...", "..."]


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("###", "##x", r"own\.toml:14: 'A': rows are made of # and \. alone"),
        ("###", "##", r"own\.toml:14: 'A': its rows differ in length"),
        ("###", "####\n#", r"own\.toml:14: 'A': its rows differ in length"),
        ("###\n", "", r"own\.toml:14: 'A': must be one letter of 2 to 4 rows"),
        ('"A"', '"AB"', r"own\.toml:14: 'AB': must be one letter"),
        ("acute", "cedilla", r"own\.toml:20: 'cedilla': is none of acute"),
        ("\n#\n", "\n#\n#\n#\n", r"own\.toml:20: 'acute': is taller than the room"),
        ("cap = 2", "cap = 0", r"own\.toml:3: 'cap': must be a whole number from 1"),
        ("cap = 2", "", "'cap': must be a whole number"),
        ("small = 1", "small = 3", "small at most cap"),
        ("letter_gap = 0", "letter_gap = 2", "need 3 rows"),
        ('name = "small"', "name = 3", r"own\.toml:2: 'name': must be a text"),
        ("[glyphs]", "[letters]", r"own\.toml: \[glyphs\] is missing"),
        ("[marks]", "[marks", "not TOML"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(tmp_path: Path, old: str, new: str, match: str) -> None:
    assert old in SMALL
    (tmp_path / "own.toml").write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SignFontError, match=match):
        load_sign_fonts(tmp_path)


def test_a_number_has_one_font_and_a_folder_has_some(tmp_path: Path) -> None:
    with pytest.raises(SignFontError, match="holds no font"):
        load_sign_fonts(tmp_path / "none")
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(SMALL, encoding="utf-8")
    with pytest.raises(SignFontError, match=r"b\.toml: number 7 is that of 'small' too"):
        load_sign_fonts(tmp_path)


def test_the_fonts_that_come_with_the_program() -> None:
    assert {number: font.name for number, font in load_sign_fonts(places.SIGN_FONTS).items()} == {
        1: "matrix 7", 2: "matrix 14", 3: "matrix 21", 4: "matrix 10",
    }  # fmt: skip
