"""Payloads no driver may fall over: the set every plugin is tried with, and what may come out of it."""

import json
import math
from collections.abc import Iterator
from typing import Any, Final

from controlcenter.domain.kinds import Kind
from controlcenter.drivers.api import MAX_NUMBER, MAX_TEXT, Answer, Description, Link, Quality, Report
from controlcenter.drivers.times import LATEST_S

_DEPTH: Final = 10_000
_LONG: Final = "x" * 200_000
_MOST_LEAVES: Final = 40

WHOLE: Final[tuple[tuple[str, bytes], ...]] = (
    ("nothing", b""),
    ("a blank", b" "),
    ("not JSON", b"{not json"),
    ("half an object", b'{"a":'),
    ("not UTF-8", b"\xff\xfe\x80\x81"),
    ("not UTF-8 in a string", b'{"a":"\xff\xfe"}'),
    ("a lone surrogate", b'{"a":"\\ud800"}'),
    ("NUL bytes", b"\0\0\0"),
    ("NaN", b"NaN"),
    ("nan as text", b"nan"),
    ("Infinity inside", b'{"a":Infinity}'),
    ("null", b"null"),
    ("true", b"true"),
    ("a number", b"42"),
    ("1e999", b"1e999"),
    ("a huge integer", b"9" * 4000),
    ("text", b'"text"'),
    ("an empty object", b"{}"),
    ("an empty list", b"[]"),
    ("a list of lists", b"[[[[1]]]]"),
    ("10,000 lists deep", b"[" * _DEPTH + b"]" * _DEPTH),
    ("10,000 objects deep", b'{"a":' * _DEPTH + b"1" + b"}" * _DEPTH),
    ("10,000 keys", json.dumps({f"k{n}": n for n in range(10_000)}).encode()),
    ("200 KB of text", _LONG.encode()),
    ("200 KB in a string", json.dumps(_LONG).encode()),
)

_RAW_VALUES: Final = (
    "null",
    "true",
    "-1",
    "1e308",
    "-1e308",
    "9" * 400,
    "9223372036854775808",
    '""',
    '"x"',
    '"nan"',
    '"\\u0000"',
    f'"{_LONG}"',
    "[]",
    "[null]",
    "{}",
    '{"a":[{}]}',
    "[" * 500 + "]" * 500,
    "-0.0",
    "1e-320",
)
_HOLE: Final = "\ue000hole\ue000"


def mutations(payload: bytes) -> Iterator[tuple[str, bytes]]:
    """A good payload with each of its values in turn removed or replaced by rubbish."""
    try:
        document = json.loads(payload)
    except ValueError:
        return
    if not isinstance(document, dict | list):
        return
    for path in list(_paths(document))[:_MOST_LEAVES]:
        name = "".join(f"[{step!r}]" for step in path)
        yield f"without {name}", json.dumps(_changed(document, path, remove=True)).encode()
        text = json.dumps(_changed(document, path, remove=False), ensure_ascii=False)
        for raw in _RAW_VALUES:
            yield f"{name} = {raw[:30]}", text.replace(f'"{_HOLE}"', raw).encode()


def _paths(document: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    items = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, value in items:
        yield from _paths(value, (*path, key))


def _changed(document: Any, path: tuple[str | int, ...], *, remove: bool) -> Any:
    copy: Any = dict(document) if isinstance(document, dict) else list(document)
    step = path[0]
    if len(path) > 1:
        copy[step] = _changed(document[step], path[1:], remove=remove)
    elif remove:
        del copy[step]
    else:
        copy[step] = _HOLE
    return copy


def verdict(item: object, kind: Kind) -> str:
    """Say why *item* may not come out of a driver of *kind*; empty when it may."""
    if isinstance(item, Report):
        return _report(item, kind)
    if isinstance(item, Description):
        strange = [key for key in item.points if key not in kind.points]
        strange += [key for key in item.commands if key not in kind.commands]
        return f"describes {strange[0]!r}, which kind {kind.id!r} does not have" if strange else ""
    if isinstance(item, Link | Answer):
        return ""
    return f"{type(item).__name__} is nothing a driver may return"


_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "number": (int, float),
    "bool": (bool,),
    "text": (str,),
    "enum": (str,),
}


def _report(report: Report, kind: Kind) -> str:
    point = kind.points.get(report.key)
    if point is None:
        return f"reports {report.key!r}, which is not a point of kind {kind.id!r}"
    at, value = report.at, report.value
    if at is not None and not (type(at) in (int, float) and 0 <= at <= LATEST_S):
        return f"{report.key} at {at!r}, which is no time"
    if value is None:
        return "" if report.quality is Quality.BAD else f"{report.key} has no value but is not BAD"
    if type(value) not in _TYPES[point.type]:
        return f"{report.key} is {str(value)[:40]!r} ({type(value).__name__}), but the point is a {point.type}"
    if isinstance(value, float) and not math.isfinite(value):
        return f"{report.key} is {value}"
    if not isinstance(value, str) and not -MAX_NUMBER <= value <= MAX_NUMBER:
        return f"{report.key} is beyond what can be kept exactly"
    if isinstance(value, str) and (len(value) > MAX_TEXT or "\0" in value):
        return f"{report.key} is text of {len(value)} characters or with NUL; at most {MAX_TEXT}, without NUL"
    if isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        return f"{report.key} is text that cannot be stored: it holds half a character"
    return ""
