"""Every command ever given, newest first: who, when, what, why, and what became of it."""

import time
from collections.abc import Coroutine, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from controlcenter.domain.commands import CommandRecord
from controlcenter.domain.ids import CommandId
from controlcenter.engine.face import CommandFilter
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.words import spoken
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import color_role, order_text, outcome_text, source_text
from controlcenter.ui.models.devices_text import csv_cell, one_line
from controlcenter.ui.models.paged import PAGE, CellContext, PagedColumn, PagedModel
from controlcenter.ui.models.paged_export import Cell, local_moment
from controlcenter.ui.words import moment_text

Index = QModelIndex | QPersistentModelIndex


def what(context: CellContext, record: CommandRecord) -> str:
    kind = context.mirror.kinds.get(context.mirror.kind_of(record.device))
    return order_text(record, kind, context.look.language)


def fate(context: CellContext, record: CommandRecord) -> str:
    kind = context.mirror.kinds.get(context.mirror.kind_of(record.device))
    return outcome_text(record, context.look.language, kind)


def _who(_context: CellContext, record: CommandRecord) -> str:
    return one_line(f"{record.by.name} · {record.by.seat}", 100)


COLUMNS: tuple[PagedColumn[CommandRecord], ...] = (
    PagedColumn(
        "time",
        lambda: QCoreApplication.translate("Control", "Time"),
        lambda context, record: moment_text(record.requested_at, time.time(), context.look.zone),
        104,
        tip=lambda context, record: local_moment(context, record.requested_at),
    ),
    PagedColumn(
        "device",
        lambda: QCoreApplication.translate("Control", "Device"),
        lambda context, record: one_line(context.mirror.name_of(record.device), 120),
        110,
    ),
    PagedColumn("command", lambda: QCoreApplication.translate("Control", "Command"), what, 110),
    PagedColumn(
        "outcome",
        lambda: QCoreApplication.translate("Control", "Result"),
        fate,
        150,
    ),
    PagedColumn(
        "source",
        lambda: QCoreApplication.translate("Control", "As"),
        lambda _, record: source_text(record.source),
        84,
    ),
    PagedColumn("who", lambda: QCoreApplication.translate("Control", "Who · seat"), _who, 120),
    PagedColumn(
        "order",
        lambda: QCoreApplication.translate("Control", "Order"),
        lambda _, record: "" if record.order is None else str(record.order),
        76,
        right=True,
    ),
    PagedColumn(
        "note", lambda: QCoreApplication.translate("Control", "Why"), lambda _, record: spoken(record.note), 90
    ),
)
SHARES = {"device": 3, "command": 3, "outcome": 5, "who": 2, "note": 3}
CELLS: tuple[Cell[CommandRecord], ...] = (
    ("command_id", lambda _, record: str(record.id)),
    ("requested", lambda context, record: local_moment(context, record.requested_at)),
    ("changed", lambda context, record: local_moment(context, record.changed_at)),
    ("sent", lambda context, record: local_moment(context, record.sent_at)),
    ("device", lambda _, record: csv_cell(record.device)),
    ("name", lambda context, record: csv_cell(context.mirror.name_of(record.device))),
    ("command", lambda _, record: csv_cell(record.command)),
    ("arguments", lambda _, record: csv_cell(", ".join(f"{key}={value}" for key, value in record.arguments.items()))),
    ("state", lambda _, record: str(record.state)),
    ("reason", lambda _, record: csv_cell(record.reason)),
    ("attempts", lambda _, record: str(record.attempts)),
    ("source", lambda _, record: record.source.name.lower()),
    ("operator", lambda _, record: csv_cell(record.by.name)),
    ("seat", lambda _, record: csv_cell(record.by.seat)),
    ("order", lambda _, record: "" if record.order is None else str(record.order)),
    ("note", lambda _, record: csv_cell(record.note)),
)
"""Times are local with their offset; codes are those of the store."""


class LogModel(PagedModel[CommandRecord, CommandFilter]):
    """A line's place never changes; what becomes of its command is written where it stands."""

    def __init__(self, bridge: Bridge, look: Look, parent: QObject | None = None) -> None:
        super().__init__(bridge, look, COLUMNS, CommandFilter(), parent)

    def read(
        self, wanted: CommandFilter, before: int | None, limit: int
    ) -> Coroutine[Any, Any, Sequence[CommandRecord]]:
        return self._bridge.engine.command_log(wanted, None if before is None else CommandId(before), limit)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole and COLUMNS[index.column()].key == "outcome":
            record = self.entry(index.row())
            return self._look.color(color_role(record.state)) if record is not None else None
        return super().data(index, role)

    def number(self, row: CommandRecord) -> int:
        return row.id

    def take(self, records: Iterable[CommandRecord]) -> bool:
        """Write what became of the commands shown; say whether there are newer ones."""
        by_id = {record.id: record for record in records}
        for place, rows in tuple(self._held.items()):
            fresh = [by_id.get(row.id, row) for row in rows]
            if any(new is not old for new, old in zip(fresh, rows, strict=True)):
                self._held[place] = fresh
                last = len(COLUMNS) - 1
                self.dataChanged.emit(self.index(place * PAGE, 0), self.index(self._last_of(place), last))
        return any(number > self.newest for number in by_id)
