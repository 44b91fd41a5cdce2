"""Paths into JSON documents."""

from typing import Any

import pytest

from controlcenter.drivers.paths import MISSING, PathError, compile_path, parse_path

DOCUMENT = {"a": {"b": [10, {"c": 11}]}, "x.y": {"p": 12}, "list": [[1], [2]], "none": None, "k[0]": 13}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("a.b[0]", 10),
        ("a.b[1].c", 11),
        ('"x.y".p', 12),
        ("list[1][0]", 2),
        ("none", None),
        ('"k[0]"', 13),
        ("", DOCUMENT),
        ("a.b[2]", MISSING),
        ("a.z.c", MISSING),
        ("none.x", MISSING),
        ("a[0]", MISSING),
        ("list.x", MISSING),
        ("a.b.c", MISSING),
    ],
)
def test_a_path_finds_its_value_or_nothing(path: str, value: Any) -> None:
    assert compile_path(path)(DOCUMENT) == value


def test_a_path_into_something_else_finds_nothing() -> None:
    for document in (None, 3, "text", [], True):
        assert compile_path("a")(document) is MISSING
        assert compile_path("a.b")(document) is MISSING


def test_indexes_work_at_the_start_of_a_path() -> None:
    assert compile_path("[1].v")([{"v": 1}, {"v": 2}]) == 2
    assert parse_path(r'"a\"b"') == ('a"b',)


@pytest.mark.parametrize("path", [".a", "a.", "a..b", "a[", "a[x]", "a[-1]", '"a', 'a"b"', "a.[0]"])
def test_a_path_that_cannot_be_read_is_shown(path: str) -> None:
    with pytest.raises(PathError) as caught:
        compile_path(path)
    assert repr(path) in str(caught.value)
