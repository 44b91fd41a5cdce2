"""A sign shows a text pixel for pixel, or says why it cannot."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlcenter import places
from controlcenter.domain.signs.multi import parse
from controlcenter.domain.signs.render import AMBER, Frame, Problem, SignFace, problem_of, render
from controlcenter.drivers.sign_fonts import load_sign_fonts

FONTS = load_sign_fonts(places.SIGN_FONTS)
SMALL = SignFace(96, 32, "amber", FONTS)
LARGE = SignFace(192, 64, "rgb", FONTS, 2)


def frame(text: str, face: SignFace = SMALL) -> Frame:
    (only,) = render(parse(text), face)
    return only


def art(pixels: np.ndarray) -> list[str]:
    return ["".join("#" if pixel.any() else "." for pixel in row) for row in pixels]


def ink(pixels: np.ndarray) -> tuple[int, int, int, int]:
    """Left, right, top and bottom of what is lit."""
    rows, columns = np.nonzero(pixels.any(axis=2))
    return int(columns.min()), int(columns.max()), int(rows.min()), int(rows.max())


def test_a_text_stands_centred_from_the_top_in_the_signs_own_colour() -> None:
    pixels = frame("I").pixels
    assert pixels.shape == (32, 96, 3)
    assert ink(pixels) == (46, 48, 7, 13)
    assert (pixels[7, 46] == AMBER).all()
    assert art(pixels)[7][46:49] == "###"


@pytest.mark.parametrize(
    ("text", "left", "top"),
    [("[jl2]I", 0, 7), ("[jl4]I", 93, 7), ("[jp3]I", 46, 15), ("[jp4]I", 46, 23), ("[jl2][tr11,5,20,20]I", 10, 11),
     ("[nl]I", 46, 23), ("[jl2]I[sc5]I", 0, 7)],
)  # fmt: skip
def test_where_a_text_stands(text: str, left: int, top: int) -> None:
    found = ink(frame(text).pixels)
    assert (found[0], found[2]) == (left, top)


def test_left_and_right_share_a_line() -> None:
    assert ink(frame("[jl2]I[jl4]I").pixels)[:2] == (0, 95)


def test_the_longest_line_of_each_page_is_told() -> None:
    frames = render(parse("IIII[nl]I[np]I"), SMALL)
    assert [one.longest_line_px for one in frames] == [4 * 3 + 3, 3]
    assert [one.page for one in frames] == [0, 1]


def test_pages_and_flashing_take_their_times() -> None:
    assert [one.seconds for one in render(parse("[pt20o5]A[np]B"), SMALL)] == [2.0, 0.5, 2.0, 0.5]
    flashing = render(parse("[pt10]A[flt4o2]B[/fl]"), SMALL)
    assert [round(one.seconds, 3) for one in flashing] == [0.4, 0.2, 0.4]
    lit, dark, again = (one.pixels for one in flashing)
    assert (lit == again).all()
    assert 0 < dark.any(axis=2).sum() < lit.any(axis=2).sum()


def test_texts_that_flash_in_times_of_their_own_do() -> None:
    frames = render(parse("[pt12][jl2][flt4o2]I[jl4][flt3o3]I[/fl]"), SMALL)
    assert [round(one.seconds, 3) for one in frames] == [0.3, 0.1, 0.2, 0.3, 0.1, 0.2]
    lit = [(bool(one.pixels[:, :3].any()), bool(one.pixels[:, -3:].any())) for one in frames]
    assert lit == [(True, True), (True, False), (False, False)] * 2


def test_a_page_that_flashes_fast_stands_as_long_as_any() -> None:
    frames = render(parse("[pt255][flt1o1]A"), SMALL)
    assert sum(one.seconds for one in frames) == pytest.approx(25.5)
    assert len({id(one.pixels) for one in frames}) == 2


def test_letters_of_two_fonts_stand_on_one_base_line() -> None:
    (only,) = render(parse("[jl2]I[jl4][fo2]I"), SMALL)
    small, large = only.pixels[:, :3], only.pixels[:, -6:]
    assert ink(small)[3] == ink(large)[3] == 27


@pytest.mark.parametrize(
    ("text", "face", "problem"),
    [
        ("A" * 17, SMALL, Problem("line_too_long", {"px": 5}, page=0, line=0)),
        ("[fo1]A[fo2]A[nl]B", SMALL, Problem("too_many_lines", {"px": 32}, page=0, line=1)),
        ("A[nl]B[nl]C", SMALL, Problem("too_many_lines", {"px": 16}, page=0, line=2)),
        ("A[np]B[nl]€", SMALL, Problem("no_glyph", {"letter": "€"}, page=1, line=1)),
        ("[fo9]A", SMALL, Problem("no_font", {"font": 9}, page=0, line=0)),
        ("[cf255,0,0]A", SMALL, Problem("colour", {"colour": "255,0,0"}, page=0, line=0)),
        ("[tr90,1,20,20]A", SMALL, Problem("outside", {"rectangle": "90,1,20,20"}, page=0, line=0)),
        ("A[oops]", SMALL, Problem("unknown_tag", {"tag": "oops"}, position=1)),
        ("[jl2]AAAAAAAA[jl3]A", SMALL, Problem("line_too_long", {"px": 2}, page=0, line=0)),
        ("[cf255,0,0]A", LARGE, None),
        ("NGẬP 30 CM[nl]PHÍA TRƯỚC", LARGE, None),
        ("[fo1]NGẬP 30 CM[nl]PHÍA TRƯỚC", SMALL, None),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_the_place(text: str, face: SignFace, problem: Problem | None) -> None:
    assert problem_of(text, face) == problem


def test_the_sketchs_message_looks_as_it_should() -> None:
    pixels = frame("[jp3]NGẬP", SMALL).pixels
    assert [row.rstrip(".") for row in art(pixels)[12:24]] == [
        "." * 50 + "#",
        "." * 49 + "#.#",
        "",
        "." * 36 + "#...#..###...###..####",
        "." * 36 + "#...#.#...#.#...#.#...#",
        "." * 36 + "##..#.#.....#...#.#...#",
        "." * 36 + "#.#.#.#.###.#####.####",
        "." * 36 + "#..##.#...#.#...#.#",
        "." * 36 + "#...#.#...#.#...#.#",
        "." * 36 + "#...#..####.#...#.#",
        "",
        "." * 50 + "#",
    ]


_PIECES = st.sampled_from(
    ["A", "ĐƯỜNG", "Ệ", " ", "€", "[nl]", "[nl9]", "[np]", "[jl2]", "[jl4]", "[jp3]", "[jp4]", "[fo2]", "[fo]", "[fo9]",
     "[cf3]", "[cf0]", "[pb5]", "[tr1,1,50,16]", "[tr90,30,0,0]", "[pt1o9]", "[pt0o0]", "[flt2o3]", "[flt1o7]", "[/fl]",
     "[sc0]", "[sc99]"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=14).map("".join), st.sampled_from([SMALL, LARGE, SignFace(1, 1, "white", FONTS)]))
def test_any_text_is_shown_or_refused(text: str, face: SignFace) -> None:
    if problem_of(text, face) is None:
        for one in render(parse(text), face):
            assert one.pixels.shape == (face.height, face.width, 3)
            assert one.seconds > 0
            assert one.longest_line_px <= face.width
