"""Time zones whose clocks jump when a test wants them to: a fault of the calendar that cannot be had otherwise."""

import struct
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

DAY_S = 86_400


def jumping_zone(folder: Path, name: str, jump_at: int, wall: str, by_s: int) -> Path:
    """Write the zone *name*: its clocks come to *wall* (``HH:MM``) at *jump_at* (s since 1970 UTC) and go on *by_s*.

    The file is TZif version 2, RFC 8536.
    """
    hours, minutes = (int(part) for part in wall.split(":"))
    before = (hours * 3600 + minutes * 60 - jump_at) % DAY_S
    if before > DAY_S // 2:
        before -= DAY_S
    head = struct.pack(">4sc15x6L", b"TZif", b"2", 0, 0, 0, 0, 1, 4)
    old = struct.pack(">lBB", before, 0, 0) + b"OLD\0"
    second = struct.pack(">4sc15x6L", b"TZif", b"2", 0, 0, 0, 1, 2, 8)
    types = struct.pack(">lBBlBB", before, 0, 0, before + by_s, 1, 4)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(head + old + second + struct.pack(">qB", jump_at, 1) + types + b"OLD\0NEW\0" + b"\n\n")
    return path


@contextmanager
def known_zones(folder: Path) -> Iterator[None]:
    """Let ``ZoneInfo`` find the zones of *folder* before all others."""
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath([folder, *before])
    try:
        yield
    finally:
        zoneinfo.reset_tzpath(before)
        zoneinfo.ZoneInfo.clear_cache()


def wall_of(at: float, name: str) -> str:
    """What the clocks of *name* show at *at*, ``HH:MM``."""
    return datetime.fromtimestamp(at, UTC).astimezone(zoneinfo.ZoneInfo(name)).strftime("%H:%M")
