"""Give a TrueType font figures of one width, so that numbers line up and do not jump when they change.

Be Vietnam Pro has no ``tnum`` feature and its 1 is little more than half as wide as its 0. The advance widths
stand in the table ``hmtx``: there the ten figures get the width of the 0, each in the middle of it.
"""

import struct

_SFNT = (b"\x00\x01\x00\x00", b"true")


class FontFormatError(Exception):
    """The bytes are not a TrueType font this can change; nothing was changed."""


def with_tabular_figures(font: bytes) -> bytes:
    """Return *font* with 0…9 of one advance width; raises FontFormatError when it cannot be read."""
    try:
        return _widened(font)
    except (struct.error, IndexError, KeyError) as error:
        raise FontFormatError(f"not a TrueType font: {error!r}") from None


def _widened(font: bytes) -> bytes:
    if font[:4] not in _SFNT:
        raise FontFormatError(f"not a TrueType font: starts with {font[:4]!r}")
    tables = _tables(font)
    glyphs = _glyphs(font, tables[b"cmap"][0], "0123456789")
    (metrics,) = struct.unpack_from(">H", font, tables[b"hhea"][0] + 34)
    start, length = tables[b"hmtx"]
    if max(glyphs) >= metrics or min(glyphs) == 0:
        raise FontFormatError("not a font with ten figures of their own width")
    old = [struct.unpack_from(">Hh", font, start + 4 * glyph) for glyph in glyphs]
    width = old[0][0]
    changed = bytearray(font)
    for glyph, (advance, bearing) in zip(glyphs, old, strict=True):
        struct.pack_into(">Hh", changed, start + 4 * glyph, width, bearing + (width - advance) // 2)
    record = next(place for place in range(12, 12 + 16 * len(tables), 16) if font[place : place + 4] == b"hmtx")
    struct.pack_into(">I", changed, record + 4, _checksum(bytes(changed[start : start + length])))
    return bytes(changed)


def _tables(font: bytes) -> dict[bytes, tuple[int, int]]:
    """Offset and length of each table by its tag."""
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(count))
    return {tag: (offset, length) for tag, _sum, offset, length in records}


def _glyphs(font: bytes, cmap: int, letters: str) -> list[int]:
    """Glyph numbers of *letters* (all in the basic plane) from a format 4 sub-table."""
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for index in range(count):
        _platform, _encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * index)
        if struct.unpack_from(">H", font, cmap + offset) == (4,):
            return [_glyph(font, cmap + offset, ord(letter)) for letter in letters]
    raise FontFormatError("no character map of format 4")


def _glyph(font: bytes, table: int, code: int) -> int:
    double: int
    delta: int
    glyph: int
    (double,) = struct.unpack_from(">H", font, table + 6)
    ends, starts = table + 14, table + 16 + double
    deltas, offsets = starts + double, starts + 2 * double
    for place in range(0, double, 2):
        (end,) = struct.unpack_from(">H", font, ends + place)
        if code > end:
            continue
        (start,) = struct.unpack_from(">H", font, starts + place)
        (delta,) = struct.unpack_from(">H", font, deltas + place)
        (offset,) = struct.unpack_from(">H", font, offsets + place)
        if code < start:
            return 0
        if offset == 0:
            return (code + delta) & 0xFFFF
        (glyph,) = struct.unpack_from(">H", font, offsets + place + offset + 2 * (code - start))
        return (glyph + delta) & 0xFFFF if glyph else 0
    return 0


def _checksum(table: bytes) -> int:
    table += b"\0" * (-len(table) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(table) // 4}I", table)
    return sum(words) & 0xFFFFFFFF
