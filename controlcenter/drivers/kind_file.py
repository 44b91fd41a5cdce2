"""A kind's TOML tables become values, and every mistake names the file and the key."""

from pathlib import Path
from typing import Any, TypeVar

import msgspec

from controlcenter.drivers.tomlfile import with_both_languages

_T = TypeVar("_T", bound=msgspec.Struct)


class KindError(ValueError):
    """A kind file is wrong; the text names the file and the key."""


def convert(raw: Any, to: type[_T], path: Path, place: str) -> _T:
    """Make *to* of the table *raw*, which stands at *place* (empty, or ``points.level.``); raises KindError."""
    if isinstance(raw, dict):
        refuse_unknown(raw, to, path, place)
    try:
        return msgspec.convert(raw, to)
    except msgspec.ValidationError as error:
        raise KindError(f"{path}: {place.rstrip('.')}: {error}") from None


def refuse_unknown(raw: dict[str, Any], to: type[msgspec.Struct], path: Path, place: str, *more: str) -> None:
    """Raise KindError for the first key of *raw* that is neither a field of *to* nor one of *more*."""
    unknown = next((key for key in raw if key not in to.__struct_fields__ and key not in more), None)
    if unknown is not None:
        known = {*to.__struct_fields__, *more}
        raise KindError(f"{path}: {place}{unknown} is not a known key; expected one of {', '.join(sorted(known))}")


def texts(raw: dict[str, Any], *keys: str) -> dict[str, Any]:
    """Return *raw* with plain words at *keys* taken for the words in both languages."""
    return {**raw, **{key: with_both_languages(raw[key]) for key in keys if key in raw}}
