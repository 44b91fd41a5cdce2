"""Plain words go into a message and come out of it; how lines look stays."""

import pytest

from controlcenter.domain.signs.multi import Message, Valign, parse, write
from controlcenter.ui.control.signs.draft import Draft
from controlcenter.ui.control.signs.text_edit import page_text, restyled, with_text

STYLED = "[jp3][jl2]AB[cf255,0,0]CD[jl4]EF[nl]GHI"


@pytest.mark.parametrize(
    ("text", "multi"),
    [
        ("ABxCDEF\nGHI", "[jp3][jl2]ABx[cf255,0,0]CD[jl4]EF[nl]GHI"),
        ("ABCDEF\nNEW\nGHI", "[jp3][jl2]AB[cf255,0,0]CD[jl4]EF[nl]NEW[nl]GHI"),
        ("GHI", "[jp3][jl4][cf255,0,0]GHI"),
        ("ABCDEF\n\nGHI", "[jp3][jl2]AB[cf255,0,0]CD[jl4]EF[nl][nl]GHI"),
        ("A", "[jp3][jl2]A"),
        ("A[x]\nGHI", "[jp3][jl2]A[[x]][nl][jl4][cf255,0,0]GHI"),
    ],
)
def test_only_what_was_changed_changes(text, multi) -> None:
    page = with_text(parse(STYLED).pages[0], text)
    assert write(Message((page,))) == multi
    assert page_text(page) == text


def test_words_on_an_empty_page_stand_in_the_middle() -> None:
    page = with_text(parse("").pages[0], "A\nB")
    assert write(Message((page,))) == "[jp3]A[nl]B"
    assert page.blocks[0].valign is Valign.MIDDLE


def test_two_rectangles_keep_their_lines() -> None:
    page = parse("[tr1,1,64,16]A[tr1,17,64,16]B").pages[0]
    assert write(Message((with_text(page, "A\nBC"),))) == "[tr1,1,64,16]A[tr1,17,64,16]BC"


def test_one_line_gets_another_colour() -> None:
    page = restyled(parse("A[nl]B").pages[0], [1], colour=(255, 0, 0))
    assert write(Message((page,))) == "A[nl][cf255,0,0]B"


def test_pages_are_added_moved_and_removed() -> None:
    draft = Draft()
    draft.put("[pt28o0]A[np]B")
    draft.add_page()
    draft.put_text("NEW")
    assert draft.multi == "[pt28o0]A[np]NEW[np]B"
    draft.move_page(1)
    draft.last(4.0)
    assert (draft.multi, draft.page) == ("[pt28o0]A[np]B[np][pt40o0]NEW", 2)
    draft.remove_page()
    assert (draft.multi, draft.page) == ("[pt28o0]A[np]B", 1)


def test_multi_that_cannot_be_read_leaves_no_pages() -> None:
    draft = Draft()
    draft.put("A [xx]")
    assert draft.message is None and draft.pages == () and draft.text == ""
    draft.put_text("B")
    assert draft.multi == "A [xx]"


def test_a_tab_that_was_pasted_becomes_a_space() -> None:
    draft = Draft()
    draft.put_text("A\tB")
    assert draft.multi == "[jp3]A B"
