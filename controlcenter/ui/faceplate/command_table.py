"""The table of commands, on the faceplate and on the overview."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from controlcenter.ui.models.commands import CommandsModel


def command_table(model: CommandsModel, parent: QWidget, last_width: int = 200) -> QTableView:
    """A quiet table of commands: fixed rows, the order takes what *last_width* pixels and the time leave."""
    table = QTableView(parent)
    table.setModel(model)
    table.setProperty("role", "rows")
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    table.setSelectionMode(QTableView.SelectionMode.NoSelection)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(26)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setMinimumSectionSize(40)
    last = model.columnCount() - 1
    header.resizeSection(0, 82)
    for column in range(1, last):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    header.resizeSection(last, last_width)
    return table
