"""MULTI is read whatever it holds: as a message, or refused with the place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlcenter.domain.signs.multi import (
    Align,
    Block,
    Line,
    Message,
    MultiError,
    Page,
    Span,
    Style,
    Valign,
    compose,
    escaped,
    parse,
    plain,
    write,
)


def page(*lines: Line, **more: object) -> Page:
    return Page((Block(tuple(lines)),), **more)  # type: ignore[arg-type]  # plain values


def line(text: str, **style: object) -> Line:
    return Line((Span(text, Style(**style)),))  # type: ignore[arg-type]  # plain values


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", Message((Page(),))),
        ("NGẬP 30 CM[nl]PHÍA TRƯỚC", Message((page(line("NGẬP 30 CM"), line("PHÍA TRƯỚC")),))),
        ("A[np]B", Message((page(line("A")), page(line("B"))))),
        ("A[NP]B", Message((page(line("A")), page(line("B"))))),
        ("[[A]]", Message((page(line("[A]")),))),
        ("[pt25o5]A[np]B", Message((page(line("A"), on=25, off=5), page(line("B"), on=25, off=5)))),
        ("[pt30]A", Message((page(line("A"), on=30),))),
        ("[fo2]A[fo]B", Message((Page((Block((Line((Span("A", Style(font=2)), Span("B"))),)),)),))),
        ("[cf255,0,0]A", Message((page(line("A", colour=(255, 0, 0))),))),
        ("[cf3]A", Message((page(line("A", colour=(0, 255, 0))),))),
        ("[flt5o3]A[/fl]B", Message((Page((Block((Line((Span("A", Style(flash=(5, 3))), Span("B"))),)),)),))),
        ("[sc4]A[/sc]", Message((page(line("A", spacing=4)),))),
        ("A[nl3]B", Message((page(line("A"), Line((Span("B"),), 3)),))),
        ("[jp3]A", Message((Page((Block((line("A"),), Valign.MIDDLE),)),))),
        (
            "[jl2]A[jl4]B",
            Message((Page((Block((Line((Span("A", align=Align.LEFT), Span("B", align=Align.RIGHT))),)),)),)),
        ),
        (
            "A[tr1,17,96,16]B",
            Message((Page((Block((line("A"),)), Block((line("B"),), rectangle=(1, 17, 96, 16)))),)),
        ),
        ("[pb0,0,128]A", Message((page(line("A"), background=(0, 0, 128)),))),
    ],
)  # fmt: skip
def test_what_a_text_means(text: str, message: Message) -> None:
    assert parse(text) == message
    assert parse(write(message)) == message


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("A[xx]", "unknown_tag", 1),
        ("A[g1]", "unknown_tag", 1),
        ("[]", "unknown_tag", 0),
        ("AB[nl", "unclosed_tag", 2),
        ("AB]", "stray_bracket", 2),
        ("[jl7]", "bad_value", 0),
        ("[fo999]", "bad_value", 0),
        ("[foX]", "bad_value", 0),
        ("[fo-1]", "bad_value", 0),
        ("[fo١]", "bad_value", 0),
        ("[np1]", "bad_value", 0),
        ("[cf1,2]", "bad_value", 0),
        ("[cf256,0,0]", "bad_value", 0),
        ("[cf10]", "bad_value", 0),
        ("[tr1,2,3]", "bad_value", 0),
        ("[tr0,1,5,5]", "bad_value", 0),
        ("[pt999]", "bad_value", 0),
        ("[ptx]", "bad_value", 0),
        ("[flt0o5]", "bad_value", 0),
        ("[/fl3]", "bad_value", 0),
        ("A\nB", "control_character", 1),
        ("A\u202eB", "control_character", 1),
        ("A\ud800", "control_character", 1),
        ("[jl5]", "bad_value", 0),
        ("A" * 1501, "too_long", 1500),
        ("[np]" * 6, "too_many_pages", 20),
    ],
)
def test_what_is_refused_and_where(text: str, code: str, position: int) -> None:
    with pytest.raises(MultiError) as refusal:
        parse(text)
    assert (refusal.value.code, refusal.value.position) == (code, position)


_PIECES = st.sampled_from(
    ["A", "ĐƯỜNG ", "[[", "]]", "[nl]", "[nl2]", "[np]", "[jl2]", "[jl4]", "[jp3]", "[jp]", "[fo2]", "[fo]", "[cf1]",
     "[cf]", "[tr1,1,9,9]", "[tr2,2,9,0]", "[pt5o2]", "[pto]", "[fl]", "[/fl]", "[sc3]", "[/sc]", "[pb1,2,3]", "[pb]"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_what_is_written_is_read_as_the_same(text: str) -> None:
    try:
        message = parse(text)
    except MultiError as error:
        assert error.code == "too_many_pages"
        return
    assert parse(write(message)) == message
    assert write(parse(write(message))) == write(message)


@given(st.text(max_size=60) | st.text(st.sampled_from("[]/nplfotcjbrs0123456789,oO-xA\n"), max_size=40))
def test_nothing_but_a_refusal_comes_of_any_text(text: str) -> None:
    try:
        write(parse(text))
    except MultiError as error:
        assert 0 <= error.position <= len(text)


@given(st.text(st.characters(categories=("L", "N", "P"), include_characters=" []"), max_size=30))
def test_escaped_text_is_text(text: str) -> None:
    assert plain(parse(escaped(text))) == text.strip()


def test_plain_words_and_composed_pages() -> None:
    message = compose(["NGẬP 30 CM\nPHÍA TRƯỚC", "ĐI [ĐƯỜNG] VÀNH ĐAI"], 2.8, 2)
    assert write(message) == "[pt28o][jp3][fo2]NGẬP 30 CM[nl]PHÍA TRƯỚC[np]ĐI [[ĐƯỜNG]] VÀNH ĐAI"
    assert plain(message) == "NGẬP 30 CM PHÍA TRƯỚC / ĐI [ĐƯỜNG] VÀNH ĐAI"


@given(st.lists(st.text(max_size=20), min_size=1, max_size=6))
def test_whatever_is_typed_makes_a_message_that_can_be_sent(pages: list[str]) -> None:
    message = compose(pages)
    assert parse(write(message)) == message


def test_accents_typed_apart_are_put_together() -> None:
    assert plain(compose([unicodedata.normalize("NFD", "ĐƯỜNG\tNGẬP")])) == "ĐƯỜNG NGẬP"
