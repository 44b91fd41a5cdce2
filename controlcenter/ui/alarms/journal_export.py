"""Writes every line of the journal that matches to a CSV file, a page at a time."""

import csv
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from PySide6.QtCore import QObject, QTimer, Signal

from controlcenter.domain.alarms import JournalEntry, JournalFilter
from controlcenter.domain.readings import Value
from controlcenter.engine.face import EngineError
from controlcenter.ui.alarm_words import condition_words, point_of
from controlcenter.ui.alarms.journal_columns import CellContext
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.models.devices_text import csv_cell

PAGE = 1000


def _moment(context: CellContext, at: float | None) -> str:
    if at is None:
        return ""
    return datetime.fromtimestamp(at, UTC).astimezone(context.look.zone).isoformat(timespec="milliseconds")


def _value(value: Value | None) -> str:
    return "" if value is None else csv_cell(value) if isinstance(value, str) else str(value)


def _unit(context: CellContext, entry: JournalEntry) -> str:
    point = point_of(entry.alarm, context.mirror)
    return csv_cell(point.unit) if point else ""


CELLS: tuple[tuple[str, Callable[[CellContext, JournalEntry], str]], ...] = (
    ("number", lambda _, entry: str(entry.number)),
    ("time", lambda context, entry: _moment(context, entry.at)),
    ("source_time", lambda context, entry: _moment(context, entry.source_at)),
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
    ("until", lambda context, entry: _moment(context, entry.until)),
    ("cause", lambda _, entry: csv_cell(str(entry.cause)) if entry.cause else ""),
)
"""Column and what stands in it. Times are local with their offset; codes are those of the journal itself."""


class JournalExport(QObject):
    """Newest first, UTF-8 with the mark spreadsheets look for; the file appears under its name only when complete."""

    advanced = Signal(int)
    """Lines written so far."""
    finished = Signal(str)
    """Empty when all is written, else why not."""

    def __init__(
        self, bridge: Bridge, look: Look, wanted: JournalFilter, path: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._wanted = bridge, wanted
        self._context = CellContext(bridge.mirror, look)
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._file: IO[str] | None = None
        self._out: Any = None  # the csv module keeps its writer's type to itself
        self._before: int | None = None
        self.written = 0
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._on_next)

    @property
    def running(self) -> bool:
        return self._file is not None

    def start(self) -> None:
        try:
            self._file = self._part.open("w", encoding="utf-8-sig", newline="")
            self._out = csv.writer(self._file)
            self._out.writerow([key for key, _ in CELLS])
        except OSError as error:
            self._stop(str(error))
            return
        self._next.start()

    def cancel(self) -> None:
        """Stop and leave no file behind; nothing is told."""
        if self._file is not None:
            self._next.stop()
            self._file.close()
            self._file = None
            self._part.unlink(missing_ok=True)

    def _on_next(self) -> None:
        asked = self._bridge.engine.alarm_journal(self._wanted, self._before, PAGE)
        self._bridge.ask_then(asked, self._on_read, self._on_refused)

    def _on_read(self, rows: Sequence[JournalEntry]) -> None:
        if self._file is None:
            return
        try:
            self._out.writerows([cell(self._context, entry) for _, cell in CELLS] for entry in rows)
            self.written += len(rows)
            if len(rows) < PAGE:
                self._file.close()
                self._part.replace(self._path)
        except OSError as error:
            self._stop(str(error))
            return
        self.advanced.emit(self.written)
        if len(rows) < PAGE:
            self._file = None
            self.finished.emit("")
            return
        self._before = rows[-1].number
        self._next.start()

    def _on_refused(self, error: EngineError) -> None:
        if self._file is not None:
            self._stop(str(error))

    def _stop(self, why: str) -> None:
        self.cancel()
        self.finished.emit(why)
