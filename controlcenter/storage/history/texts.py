"""History of values that are words: a row for each change."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from controlcenter.storage.database import Database
from controlcenter.storage.history.samples import US, to_us
from controlcenter.storage.tables import texts

LONGEST_TEXT = 1000
"""Characters kept of a text; the rest of a longer one is cut off."""


class TextChange(NamedTuple):
    """A point began to say *value* at *at* (s since 1970 UTC)."""

    series: int
    at: float
    value: str
    quality: int


class TextPart:
    """``append_texts`` … of the store."""

    _db: Database

    def append_texts(self, changes: Sequence[TextChange]) -> None:
        """Store changes of texts; one of the same series and time takes the place of what was there."""
        newest = {(change.series, to_us(change.at)): change for change in changes}
        if not newest:
            return
        rows = [
            {"series": series, "at_us": at_us, "quality": change.quality, "value": _storable(change.value)}
            for (series, at_us), change in newest.items()
        ]
        with self._db.write() as connection:
            same = (texts.c.series == bindparam("number")) & (texts.c.at_us == bindparam("moment"))
            keys = [{"number": series, "moment": at_us} for series, at_us in newest]
            connection.execute(delete(texts).where(same), keys)
            connection.execute(insert(texts), rows)

    def read_texts(self, series_id: int, start: float, end: float) -> list[TextChange]:
        """The changes of ``[start, end)`` in order, led by the one in force at *start*."""
        c = texts.c
        before = select(texts).where(c.series == series_id, c.at_us < to_us(start)).order_by(c.at_us.desc()).limit(1)
        within = select(texts).where(c.series == series_id, c.at_us >= to_us(start), c.at_us < to_us(end))
        with self._db.read() as connection:
            rows = [*connection.execute(before), *connection.execute(within.order_by(c.at_us))]
        return [TextChange(row.series, row.at_us / US, row.value, row.quality) for row in rows]


def _storable(text: str) -> str:
    """Cut to length, without what databases refuse: lone surrogates, and NUL for PostgreSQL."""
    return text[:LONGEST_TEXT].encode(errors="replace").decode().replace("\0", "�")
