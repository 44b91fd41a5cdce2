"""The table of the journal."""

from PySide6.QtWidgets import QWidget

from controlcenter.ui.alarms.journal_columns import COLUMNS
from controlcenter.ui.alarms.journal_model import JournalModel
from controlcenter.ui.widgets.paged_table import PagedTable

SHARES = {"device": 3, "condition": 3, "event": 3, "state": 3, "note": 4}
"""How the columns of words share what is left over."""


class JournalTable(PagedTable):
    """Whole rows, one at a time; tells which rows are on screen."""

    def __init__(self, model: JournalModel, parent: QWidget | None = None) -> None:
        super().__init__(model, COLUMNS, SHARES, parent)
