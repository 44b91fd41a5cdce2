"""From a raw JSON or text value to a Report: compiled once per point, each failing alone."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import msgspec

from controlcenter.domain.readings import Quality
from controlcenter.drivers.api import MAX_NUMBER, MAX_TEXT, Report

Reader = Callable[[Any, float | None], Report]
"""From a raw value and the device's time to the report of one point."""

_GOOD: Final = Quality.GOOD
_BAD: Final = Quality.BAD
_SHOWN_OF_UNKNOWN: Final = 40


def word(raw: Any) -> str | None:
    """The text by which tables of values are looked up: ``true``, ``9``, ``on``; None for what has none."""
    kind = type(raw)
    if kind is str:
        return raw if len(raw) <= MAX_TEXT else None
    if kind is bool:
        return "true" if raw else "false"
    if kind is int and -MAX_NUMBER <= raw <= MAX_NUMBER:
        return str(raw)
    if kind is float and raw.is_integer() and -MAX_NUMBER <= raw <= MAX_NUMBER:
        return str(int(raw))
    return None


def number_reader(key: str, low: float, high: float) -> Reader:
    """Numbers taken as they are; outside ``[low, high]`` BAD."""

    def read(raw: Any, at: float | None) -> Report:
        kind = type(raw)
        if kind is float or kind is int:
            if low <= raw <= high:
                return Report(key, raw, at)
            if -MAX_NUMBER <= raw <= MAX_NUMBER:
                return Report(key, raw, at, _BAD)
        return Report(key, None, at, _BAD)

    return read


def scaled_reader(key: str, scale: float, offset: float, low: float, high: float) -> Reader:
    """Numbers turned into the kind's unit: ``raw * scale + offset``, then judged like plain ones."""
    take = number_reader(key, low, high)
    divisor = round(1 / scale) if scale and abs(1 / scale) < MAX_NUMBER else 0
    # 142 / 100 is 1.42; 142 * 0.01 is 1.4200000000000002.
    exact = offset == 0 and divisor != 0 and 1 / divisor == scale

    def read(raw: Any, at: float | None) -> Report:
        kind = type(raw)
        if (kind is float or kind is int) and -MAX_NUMBER <= raw <= MAX_NUMBER:
            return take(raw / divisor if exact else round(raw * scale + offset, 9), at)
        return Report(key, None, at, _BAD)

    return read


def text_number(take: Reader) -> Reader:
    """Numbers written as text, as plain-text payloads have them."""

    def read(raw: Any, at: float | None) -> Report:
        if type(raw) is str and len(raw) <= 64:
            try:
                raw = float(raw)
            except ValueError:
                raw = None
        return take(raw, at)

    return read


def bool_reader(key: str, yes: Sequence[Any], no: Sequence[Any]) -> Reader:
    """True for the words of *yes*, False for those of *no*."""
    table = {word(one): True for one in yes} | {word(one): False for one in no}
    table.pop(None, None)

    def read(raw: Any, at: float | None) -> Report:
        value = raw if type(raw) is bool and not table else table.get(word(raw))
        return Report(key, value, at) if value is not None else Report(key, None, at, _BAD)

    return read


def enum_reader(key: str, known: Mapping[str, str]) -> Reader:
    """Wire word → value of the kind; one that is not in *known* becomes ``unknown (9)``."""

    def read(raw: Any, at: float | None) -> Report:
        found = word(raw)
        if found is None or "\0" in found:
            return Report(key, None, at, _BAD)
        value = known.get(found)
        return Report(key, value if value is not None else f"unknown ({found[:_SHOWN_OF_UNKNOWN]})", at)

    return read


def text_reader(key: str) -> Reader:
    """Text of at most MAX_TEXT characters; NUL is refused, stores cannot keep it."""

    def read(raw: Any, at: float | None) -> Report:
        if type(raw) is str and len(raw) <= MAX_TEXT and "\0" not in raw:
            return Report(key, raw, at)
        return Report(key, None, at, _BAD)

    return read


def sealed_reader(take: Reader) -> Reader:
    """Texts with their CRC-32, as a pair: one that does not fit the checksum, or has none, is BAD."""

    def read(raw: Any, at: float | None) -> Report:
        text, seal = raw
        report = take(text, at)
        if type(report.value) is str and not _seals(seal, report.value):
            return msgspec.structs.replace(report, quality=_BAD)
        return report

    return read


def _seals(seal: Any, text: str) -> bool:
    """Whether *seal*, a number or its hexadecimal digits, is the CRC-32 of *text* in UTF-8."""
    found = zlib.crc32(text.encode(errors="replace"))
    if type(seal) is str:
        return seal.strip().lower().removeprefix("0x").rjust(8, "0") == f"{found:08x}"
    return type(seal) is int and seal == found
