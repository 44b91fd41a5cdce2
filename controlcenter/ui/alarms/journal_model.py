"""The journal as an endless table."""

from collections.abc import Coroutine, Sequence
from typing import Any

from PySide6.QtCore import QObject

from controlcenter.domain.alarms import JournalEntry, JournalFilter
from controlcenter.ui.alarms.journal_columns import COLUMNS
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.models.paged import AHEAD, PAGE, PAGES_KEPT, PagedModel

__all__ = ["AHEAD", "PAGE", "PAGES_KEPT", "JournalModel"]


class JournalModel(PagedModel[JournalEntry, JournalFilter]):
    """Newest first; a row's place never changes until ``show`` or ``reload``."""

    def __init__(self, bridge: Bridge, look: Look, parent: QObject | None = None) -> None:
        super().__init__(bridge, look, COLUMNS, JournalFilter(), parent)

    def read(
        self, wanted: JournalFilter, before: int | None, limit: int
    ) -> Coroutine[Any, Any, Sequence[JournalEntry]]:
        return self._bridge.engine.alarm_journal(wanted, before, limit)

    def number(self, row: JournalEntry) -> int:
        return row.number
