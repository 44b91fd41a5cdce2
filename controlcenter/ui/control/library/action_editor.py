"""The actions of a scene in their order, and the editor of the one under the cursor."""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from controlcenter.domain.orders import Action
from controlcenter.domain.selections import Selection
from controlcenter.ui.control.library.argument_fields import CommandFields, commands_of
from controlcenter.ui.control.library.group_pane import scrolled
from controlcenter.ui.control.library.members import devices_of
from controlcenter.ui.control.library.preview_rows import command_words
from controlcenter.ui.control.library.selection_editor import SelectionEditor, selection_words
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.views.system_table import Column, RowsTable
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.words import DASH, count_text

TABLE_PX = 132


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action in words, by its place."""

    place: int
    whom: str
    told: str
    count: int


class ActionsEditor(QWidget):
    """``listed()`` is the list as edited; ``changed`` tells of edits by hand."""

    changed = Signal()

    def __init__(self, mirror: Mirror, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._look = mirror, look
        self._actions: list[Action] = []
        self._place = 0
        self.head = SectionHeader(parent=self)
        self.up, self.down, self.add, self.remove = (QPushButton(self) for _ in range(4))
        self.table: RowsTable[ActionRow] = RowsTable(self._columns(), lambda row: row.place, look, self)
        self.table.setFixedHeight(TABLE_PX)
        self.selection = SelectionEditor(mirror, look)
        self.fields = CommandFields(mirror, look)
        self._lay()
        self.table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self.selection.changed.connect(self._on_edited)
        self.fields.changed.connect(self._on_edited)
        self.add.clicked.connect(self.add_action)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.up.clicked.connect(lambda: self.shift(-1))
        self.down.clicked.connect(lambda: self.shift(1))
        self.retranslate()

    def _lay(self) -> None:
        for button in (self.up, self.down, self.remove, self.add):
            button.setMinimumHeight(26)
            self.head.add(button)
        self.form = QWidget()
        fields = QVBoxLayout(self.form)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(0)
        fields.addWidget(self.fields)
        fields.addWidget(self.selection)
        fields.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.table)
        column.addWidget(scrolled(self.form), 1)

    def _columns(self) -> Sequence[Column[ActionRow]]:
        return (
            Column(
                lambda: QCoreApplication.translate("Library", "Devices"), lambda row: row.whom or DASH, 170, grows=True
            ),
            Column(
                lambda: QCoreApplication.translate("Library", "Count"),
                lambda row: count_text(row.count, self._look.language),
                76,
                right=True,
            ),
            Column(lambda: QCoreApplication.translate("Library", "Command"), lambda row: row.told, 0),
        )

    def listed(self) -> tuple[Action, ...]:
        return tuple(self._actions)

    def put(self, actions: Sequence[Action]) -> None:
        """Show *actions* without telling."""
        if list(actions) != self._actions:
            self._actions = list(actions)
        self._place = min(self._place, max(0, len(self._actions) - 1))
        self._show()

    def add_action(self) -> None:
        """One more at the end, empty."""
        self._actions.append(Action(Selection(), ""))
        self._place = len(self._actions) - 1
        self._show()
        self.changed.emit()

    def shift(self, by: int) -> None:
        """Let the action under the cursor come earlier or later: the last that names a device wins."""
        place = self._place + by
        if 0 <= place < len(self._actions) and self._place < len(self._actions):
            self._actions[self._place], self._actions[place] = self._actions[place], self._actions[self._place]
            self._place = place
            self._show()
            self.changed.emit()

    def refresh_counts(self) -> None:
        self._show_rows()

    def _show(self) -> None:
        action = self._actions[self._place] if self._actions else None
        self.form.setVisible(action is not None)
        if action is not None:
            self.selection.put(action.selection)
            self.fields.offer(commands_of(devices_of(action.selection, self._mirror), self._mirror))
            self.fields.put(action.command, action.arguments)
        self._show_rows()

    def _show_rows(self) -> None:
        model = self.table.selectionModel()
        model.blockSignals(True)
        self.table.put([self._row(place, action) for place, action in enumerate(self._actions)])
        if self._actions:
            self.table.selectRow(self._place)
        model.blockSignals(False)
        self.table.viewport().update()
        self.up.setEnabled(self._place > 0)
        self.down.setEnabled(self._place < len(self._actions) - 1)
        self.remove.setEnabled(bool(self._actions))

    def _row(self, place: int, action: Action) -> ActionRow:
        devices = devices_of(action.selection, self._mirror)
        kinds = dict.fromkeys(self._mirror.kind_of(device) for device in devices)
        having = (one for one in (*kinds, *self._mirror.kinds) if one in self._mirror.kinds)
        kind = next((one for one in having if action.command in self._mirror.kinds[one].commands), "")
        language = self._look.language
        told = command_words(kind, action.command, action.arguments, self._mirror, language) or DASH
        return ActionRow(place, selection_words(action.selection, self._mirror, language), told, len(devices))

    def _on_row_chosen(self, *_: object) -> None:
        row = self.table.current()
        if row is not None:
            self._place = row.place
            self._show()

    def _on_edited(self) -> None:
        if not self._actions:
            return
        self._actions[self._place] = replace(
            self._actions[self._place], selection=self.selection.selection(), command=self.fields.command()
        )
        self.fields.offer(commands_of(devices_of(self.selection.selection(), self._mirror), self._mirror))
        self._actions[self._place] = replace(self._actions[self._place], arguments=self.fields.arguments())
        self._show_rows()
        self.changed.emit()

    def _on_remove_clicked(self) -> None:
        del self._actions[self._place]
        self._place = max(0, min(self._place, len(self._actions) - 1))
        self._show()
        self.changed.emit()

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Library", "Actions"))
        self.add.setText(QCoreApplication.translate("Library", "Add"))
        self.add.setToolTip(QCoreApplication.translate("Library", "One more action (Ctrl+Shift+N)"))
        self.remove.setText(QCoreApplication.translate("Library", "Remove"))
        for button, words, arrow in (
            (self.up, QCoreApplication.translate("Library", "Earlier"), "↑"),
            (self.down, QCoreApplication.translate("Library", "Later: of several actions the last counts"), "↓"),
        ):
            button.setText(arrow)
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.selection.retranslate()
        self.fields.retranslate()
        self.table.rows_model.retranslate()
        self._show_rows()
