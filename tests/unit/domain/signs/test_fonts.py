"""Every font has all of Vietnamese: each letter whole, its marks free of it and of one another, none like another."""

import unicodedata

import numpy as np
import pytest

from controlcenter import places
from controlcenter.domain.signs.fonts import Drawing, Font, Pixels, art_of, make_font, vietnamese_letters
from controlcenter.drivers.sign_fonts import load_sign_fonts

FONTS = load_sign_fonts(places.SIGN_FONTS)
PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
SIGNS = "!?.,:;-–+=/()[]%&'\"*<>#@_·°²³←→↑↓↔↖↗↙↘×…“”‘’ "
HORNED = [letter for letter in vietnamese_letters() if "\u031b" in unicodedata.normalize("NFD", letter)]
CELLS = {1: (7, 16), 2: (14, 32), 3: (21, 48), 4: (10, 24)}


def pieces(pixels: Pixels) -> int:
    """How many parts of *pixels* touch nowhere, not even at a corner."""
    left, count = {(int(y), int(x)) for y, x in np.argwhere(pixels)}, 0
    while left:
        count += 1
        edge = [left.pop()]
        while edge:
            y, x = edge.pop()
            for near in [(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]:
                if near in left:
                    left.remove(near)
                    edge.append(near)
    return count


def test_there_are_134_accented_letters() -> None:
    assert len(set(vietnamese_letters())) == 134


@pytest.mark.parametrize("number", FONTS)
def test_every_letter_is_there_whole_and_its_own(number: int) -> None:
    font = FONTS[number]
    assert (font.cap, font.height) == CELLS[number]
    seen: dict[bytes, str] = {}
    for letter in (*vietnamese_letters(), *PLAIN, *SIGNS):
        glyph = font.glyphs[letter]
        assert glyph.shape[0] == font.height
        shape = bytes([glyph.shape[1]]) + np.packbits(glyph).tobytes()
        assert shape not in seen, f"{letter} looks like {seen.get(shape)}"
        seen[shape] = letter


@pytest.mark.parametrize("number", FONTS)
def test_no_mark_is_cut_off_or_runs_into_another(number: int) -> None:
    """An accented letter has the parts of its base and one more for each mark but the horn and the bar, which touch."""
    font = FONTS[number]
    for letter in vietnamese_letters():
        base, *marks = unicodedata.normalize("NFD", letter)
        plain = font.glyphs["ı" if base == "i" and marks != ["\u0323"] else base]
        free = [mark for mark in marks if mark != "\u031b"]
        assert pieces(font.glyphs[letter]) == pieces(plain) + len(free), f"{letter} in {font.name}"


@pytest.mark.parametrize("number", FONTS)
def test_a_mark_adds_to_the_letter_and_changes_nothing_of_it(number: int) -> None:
    font = FONTS[number]
    for letter in vietnamese_letters():
        base, *marks = unicodedata.normalize("NFD", letter)
        if not marks:
            continue
        plain = font.glyphs["ı" if base == "i" and marks != ["\u0323"] else base]
        accented = font.glyphs[letter]
        offsets = range(accented.shape[1] - plain.shape[1] + 1)
        places_of_base = [x for x in offsets if (accented[:, x : x + plain.shape[1]] >= plain).all()]
        assert places_of_base, f"{letter} in {font.name}"
        assert accented.sum() > plain.sum()


@pytest.mark.parametrize("number", FONTS)
@pytest.mark.parametrize("letter", HORNED)
def test_a_horn_stands_at_the_right_over_the_top(number: int, letter: str) -> None:
    font = FONTS[number]
    base = unicodedata.normalize("NFD", letter)[0]
    width = font.glyphs[base].shape[1]
    right = font.glyphs[letter][:, width:]
    top = np.flatnonzero(font.glyphs[base].any(axis=1))[0]
    assert right[top - 1].any()
    assert right[top + 1 :].any() or right[top].any()


@pytest.mark.parametrize(
    ("letter", "rows"),
    [
        ("Ế", ["...#.", "..#..", ".....", "..#..", ".#.#.", "....."]),
        ("Ễ", [".#..#", "#.##.", ".....", "..#..", ".#.#.", "....."]),
        ("Ẳ", ["...#.", "..#..", ".....", "#...#", ".###.", "....."]),
    ],
)
def test_marks_stand_one_above_the_other_with_a_dark_row_between(letter: str, rows: list[str]) -> None:
    assert art_of(FONTS[1], letter)[1:7] == rows


def test_a_dot_below_stands_free_of_its_letter() -> None:
    found = art_of(FONTS[1], "Ậ")
    assert "#" not in found[14]
    assert found[15] == "..#.."


def test_letters_of_the_larger_font() -> None:
    assert art_of(FONTS[4], "ộ") == [
        *["........"] * 8,
        "...##...",
        "..####..",
        ".##..##.",
        "........",
        "..####..",
        ".##..##.",
        "##....##",
        "##....##",
        "##....##",
        "##....##",
        ".##..##.",
        "..####..",
        *["........"] * 2,
        "...##...",
        "...##...",
    ]


@pytest.mark.parametrize("number", FONTS)
def test_figures_are_of_one_width(number: int) -> None:
    assert len({FONTS[number].glyphs[figure].shape[1] for figure in "0123456789"}) == 1


def drawing(**more: object) -> Drawing:
    dot = np.ones((1, 1), dtype=bool)
    given: dict[str, object] = {"glyphs": {"A": np.ones((3, 3), dtype=bool)}, "marks": {"dot": dot}, **more}
    sizes = {"cap": 3, "above": 2, "below": 2, "rise": 0, "small": 2, "spacing": 1, "line_spacing": 1}
    return Drawing(9, "nine", **sizes, letter_gap=1, mark_gap=0, **given)  # type: ignore[arg-type]  # plain values


def test_a_letter_whose_parts_are_not_drawn_is_not_in_the_font() -> None:
    font: Font = make_font(drawing())
    assert set(font.glyphs) == {"A", "Ạ"}
    assert art_of(font, "Ạ") == ["...", "...", "###", "###", "###", "...", ".#."]


def test_a_letter_drawn_whole_is_taken_as_it_is() -> None:
    whole = np.eye(3, dtype=bool)
    font = make_font(drawing(glyphs={"A": np.ones((3, 3), dtype=bool), "Ạ": whole}))
    assert (font.glyphs["Ạ"][2:5] == whole).all()
