"""The record of who changed what in the inventory and the alarm definitions."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, insert

from controlcenter.storage.tables import audit

_encoder = msgspec.json.Encoder()


def add_audit_rows(
    connection: Connection,
    what: str,
    by: str,
    at: float,
    changes: Sequence[tuple[str, msgspec.Struct | None, msgspec.Struct | None]],
) -> None:
    """One row per change: its subject, what was before and what is after, None where there was or is nothing."""
    rows = [
        {
            "at": at,
            "by": by,
            "what": f"{what}.{'added' if before is None else 'removed' if after is None else 'changed'}",
            "subject": subject,
            "before": None if before is None else json_text(before),
            "after": None if after is None else json_text(after),
        }
        for subject, before, after in changes
    ]
    if rows:
        connection.execute(insert(audit), rows)


def json_text(value: object) -> str:
    return _encoder.encode(value).decode()
