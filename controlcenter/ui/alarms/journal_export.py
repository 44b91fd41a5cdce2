"""Writes every line of the journal that matches to a CSV file, a page at a time."""

from pathlib import Path

from PySide6.QtCore import QObject

from controlcenter.domain.alarms import JournalEntry, JournalFilter
from controlcenter.domain.readings import Value
from controlcenter.ui.alarm_words import condition_words, point_of
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.models.devices_text import csv_cell
from controlcenter.ui.models.paged import CellContext
from controlcenter.ui.models.paged_export import Cell, PagedExport, local_moment


def _value(value: Value | None) -> str:
    return "" if value is None else csv_cell(value) if isinstance(value, str) else str(value)


def _unit(context: CellContext, entry: JournalEntry) -> str:
    point = point_of(entry.alarm, context.mirror)
    return csv_cell(point.unit) if point else ""


CELLS: tuple[Cell[JournalEntry], ...] = (
    ("number", lambda _, entry: str(entry.number)),
    ("time", lambda context, entry: local_moment(context, entry.at)),
    ("source_time", lambda context, entry: local_moment(context, entry.source_at)),
    ("device", lambda _, entry: csv_cell(entry.alarm.device)),
    ("name", lambda context, entry: csv_cell(context.mirror.name_of(entry.alarm.device))),
    ("area", lambda context, entry: csv_cell(context.mirror.area_path(entry.area))),
    ("condition", lambda _, entry: csv_cell(entry.alarm.condition)),
    (
        "condition_name",
        lambda context, entry: csv_cell(condition_words(entry.alarm, context.mirror, context.look.language)),
    ),
    ("priority", lambda _, entry: entry.priority.name.lower()),
    ("event", lambda _, entry: str(entry.event)),
    ("before", lambda _, entry: str(entry.before)),
    ("after", lambda _, entry: str(entry.after)),
    ("shelved", lambda _, entry: str(int(entry.shelved))),
    ("suppressed", lambda _, entry: str(int(entry.suppressed))),
    ("out_of_service", lambda _, entry: str(int(entry.out_of_service))),
    ("value", lambda _, entry: _value(entry.value)),
    ("limit", lambda _, entry: _value(entry.limit)),
    ("unit", _unit),
    ("quality", lambda _, entry: entry.quality.name.lower()),
    ("operator", lambda _, entry: csv_cell(entry.by.name) if entry.by else ""),
    ("seat", lambda _, entry: csv_cell(entry.by.seat) if entry.by else ""),
    ("note", lambda _, entry: csv_cell(entry.note)),
    ("until", lambda context, entry: local_moment(context, entry.until)),
    ("cause", lambda _, entry: csv_cell(str(entry.cause)) if entry.cause else ""),
)
"""Column and what stands in it. Times are local with their offset; codes are those of the journal itself."""


class JournalExport(PagedExport[JournalEntry]):
    """Every line of the alarm journal that *wanted* lets through."""

    def __init__(
        self, bridge: Bridge, look: Look, wanted: JournalFilter, path: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(
            bridge,
            look,
            CELLS,
            lambda before, limit: bridge.engine.alarm_journal(wanted, before, limit),
            lambda entry: entry.number,
            path,
            parent,
        )
