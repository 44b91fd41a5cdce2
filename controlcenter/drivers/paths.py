"""Paths into a JSON document, compiled once: ``a.b[0]."quoted.key"``."""

import re
from collections.abc import Callable
from typing import Any, Final

Accessor = Callable[[Any], Any]


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
"""What an accessor returns when the document has nothing there."""

_STEP = re.compile(
    r"""
    (?P<dot>\.)?
    (?: "(?P<quoted>(?:[^"\\]|\\.)*)"
      | (?P<plain>[^.\[\]"]+)
      | \[(?P<index>\d{1,6})\]
    )""",
    re.VERBOSE,
)


class PathError(ValueError):
    """The path cannot be read; the text shows it."""


def parse_path(text: str) -> tuple[str | int, ...]:
    """Split *text* into keys and indexes; the empty path is the document itself. Raises PathError."""
    steps: list[str | int] = []
    position = 0
    while position < len(text):
        found = _STEP.match(text, position)
        if found is None or not _joined_rightly(found, first=position == 0):
            raise PathError(f"{text!r} is not a path: cannot read {text[position:]!r}")
        if found["index"] is not None:
            steps.append(int(found["index"]))
        elif found["quoted"] is not None:
            steps.append(re.sub(r"\\(.)", r"\1", found["quoted"]))
        else:
            steps.append(found["plain"])
        position = found.end()
    return tuple(steps)


def _joined_rightly(found: re.Match[str], *, first: bool) -> bool:
    dotted = found["dot"] is not None
    return not dotted if first or found["index"] is not None else dotted


def compile_path(text: str) -> Accessor:
    """Return a function from a document to what *text* names in it, or MISSING. Raises PathError."""
    steps = parse_path(text)
    if not steps:
        return _itself
    if len(steps) == 1 and isinstance(steps[0], str):
        return _of_key(steps[0])
    return _of_steps(steps)


def _itself(document: Any) -> Any:
    return document


def _of_key(key: str) -> Accessor:
    def get(document: Any) -> Any:
        return document.get(key, MISSING) if type(document) is dict else MISSING

    return get


def _of_steps(steps: tuple[str | int, ...]) -> Accessor:
    def get(document: Any) -> Any:
        for step in steps:
            if type(step) is str:
                if type(document) is not dict:
                    return MISSING
                document = document.get(step, MISSING)
            elif type(document) is list and type(step) is int and step < len(document):
                document = document[step]
            else:
                return MISSING
        return document

    return get
