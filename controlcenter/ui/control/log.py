"""The command log: endless, filtered, each command with every step it took."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.commands import CommandRecord, Transition
from controlcenter.domain.ids import CommandId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.alarms.journal_period import Period
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.log_filters import LogFilters
from controlcenter.ui.control.log_model import CELLS, COLUMNS, SHARES, LogModel
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import reason_text, state_text
from controlcenter.ui.models.paged_export import PagedExport
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.paged_table import PagedTable
from controlcenter.ui.words import clock_text, count_text


class LogView(QWidget):
    """Newest first. Newer commands are announced; they come in when somebody asks for them."""

    device_chosen = Signal(str)

    def __init__(
        self, bridge: Bridge, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look = bridge, look
        self._export: PagedExport[CommandRecord] | None = None
        self._shown_once = False
        self._failure = ""
        self._steps_of: CommandId | None = None
        self.filters = LogFilters(bridge.mirror, look, clock, self)
        self.model = LogModel(bridge, look, self)
        self.table = PagedTable(self.model, COLUMNS, SHARES, self)
        self.hint = EmptyHint(parent=self)
        self.steps = QLabel(self)
        self.steps.setTextFormat(Qt.TextFormat.PlainText)
        self.steps.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.steps.setContentsMargins(12, 6, 12, 6)
        self.steps.setWordWrap(True)
        self.steps.hide()
        self.facts = ElidedLabel(parent=self)
        self.facts.setProperty("role", "muted")
        self.newer, self.export = QPushButton(self), QPushButton(self)
        self._lay()
        self._connect()
        self.retranslate()

    def _lay(self) -> None:
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.hint)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 8, 4)
        foot.setSpacing(8)
        foot.addWidget(self.facts, 1)
        for button in (self.newer, self.export):
            button.setMinimumHeight(28)
            foot.addWidget(button)
        self.newer.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.stack, 1)
        column.addWidget(self.steps)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.filters.changed.connect(self.show_newest)
        self.table.looked_at.connect(self.model.look_at)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.model.advanced.connect(self._on_advanced)
        self.model.failed.connect(self._on_failed)
        self.hint.action_chosen.connect(lambda: self.filters.reset(Period.ALL))
        self.newer.clicked.connect(self.show_newest)
        self.export.clicked.connect(self._on_export_clicked)
        self._look.theme_changed.connect(self._on_theme_changed)
        for keys, deed in (("Ctrl+E", self._on_export_clicked), ("F5", self.show_newest)):
            shortcut = QShortcut(QKeySequence(keys), self, deed)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # Following

    def refresh(self) -> None:
        """The view came on screen: read the first page the first time; later say that there may be more."""
        self.filters.refresh()
        if not self._shown_once:
            self.show_newest()
        else:
            self.take(ChangeSet(commands=tuple(self._bridge.mirror.control.commands)))

    def take(self, changes: ChangeSet) -> None:
        if changes.areas is not None:
            self.filters.refresh()
        if changes.commands:
            self.newer.setVisible(self.model.take(changes.commands) or self.newer.isVisibleTo(self))
            if any(record.id == self._steps_of for record in changes.commands):
                self._ask_steps()

    def show_newest(self) -> None:
        """Read the log anew from its newest line."""
        self._shown_once = True
        self._failure = ""
        self.newer.hide()
        self.steps.hide()
        self._steps_of = None
        self.model.show(self.filters.wanted())
        self.table.scrollToTop()

    def show_order(self, order: int) -> None:
        """List every command of *order*."""
        self.filters.refresh()
        self.filters.show_order(order)

    def _on_advanced(self) -> None:
        if not self.model.reading:
            self._failure = ""
        self._tell()

    def _on_failed(self, reason: str) -> None:
        self._failure = reason
        self._tell()

    def _tell(self) -> None:
        rows = self.model.rowCount()
        self.stack.setCurrentWidget(self.table if rows or self.model.reading else self.hint)
        count = count_text(rows, self._look.language)
        if self._failure:
            words = QCoreApplication.translate("Control", "The log cannot be read: {reason}")
            self.facts.set_text(words.format(reason=self._failure))
        elif self.model.reading:
            self.facts.set_text(QCoreApplication.translate("Control", "Reading the log…"))
        elif self.model.ended:
            self.facts.set_text(QCoreApplication.translate("Control", "All {count} commands").format(count=count))
        else:
            words = QCoreApplication.translate("Control", "{count} commands read, more below")
            self.facts.set_text(words.format(count=count))

    # One command's steps

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        record = self.model.entry(current.row())
        if record is not None:
            self._steps_of = record.id
            self._ask_steps()
            self.device_chosen.emit(record.device)

    def _ask_steps(self) -> None:
        if self._steps_of is not None:
            asked = self._steps_of
            self._bridge.ask_then(self._bridge.engine.transitions(asked), lambda steps: self._show_steps(asked, steps))

    def _show_steps(self, command: CommandId, steps: Sequence[Transition]) -> None:
        record = self.model.entry(self.table.currentIndex().row())
        if record is None or record.id != command or self._steps_of != command:
            return
        mirror = self._bridge.mirror
        kind = mirror.kinds.get(mirror.kind_of(record.device))
        parts = []
        for step in steps:
            why = f" ({reason_text(step.reason, kind, self._look.language)})" if step.reason else ""
            parts.append(f"{clock_text(step.at, self._look.zone)} {state_text(step.state).rstrip('…')}{why}")
        self.steps.setText("  →  ".join(parts))
        self.steps.setVisible(bool(parts))

    # Export

    def _on_export_clicked(self) -> None:
        title = QCoreApplication.translate("Control", "Export the log")
        dialog = QFileDialog(self, title, "command-log.csv", "*.csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, path: str) -> None:
        """Write every command that matches to *path*; a running export is given up."""
        if self._export is not None:
            self._export.cancel()
            self._export.deleteLater()
        wanted, engine = self.filters.wanted(), self._bridge.engine
        self._export = PagedExport(
            self._bridge,
            self._look,
            CELLS,
            lambda before, limit: engine.command_log(wanted, None if before is None else CommandId(before), limit),
            lambda record: record.id,
            Path(path),
            self,
        )
        self._export.advanced.connect(self._on_exported)
        self._export.finished.connect(self._on_export_finished)
        self._export.start()

    def _on_exported(self, lines: int) -> None:
        words = QCoreApplication.translate("Control", "{count} commands written")
        self.facts.set_text(words.format(count=count_text(lines, self._look.language)))

    def _on_export_finished(self, error: str) -> None:
        if error:
            text = QCoreApplication.translate("Control", "The file was not written: {reason}")
            self._bridge.request_failed.emit("export", text.format(reason=error))
            self._tell()

    # Words, theme, memory

    def _on_theme_changed(self, _theme: object) -> None:
        self.table.viewport().update()

    def retranslate(self) -> None:
        self.filters.retranslate()
        self.model.retranslate()
        self.newer.setText(QCoreApplication.translate("Control", "Newer commands"))
        self.newer.setToolTip(QCoreApplication.translate("Control", "Read the log anew from the top (F5)"))
        self.export.setText(QCoreApplication.translate("Control", "Export CSV…"))
        self.export.setToolTip(QCoreApplication.translate("Control", "Write every command that matches (Ctrl+E)"))
        self.hint.set_words(
            QCoreApplication.translate("Control", "No command matches"),
            QCoreApplication.translate(
                "Control",
                "Every command is written here with who gave it, why, and what became of it. "
                "Choose a longer time or fewer filters.",
            ),
            QCoreApplication.translate("Control", "Show all of it"),
        )
        self._ask_steps()
        self._tell()

    def save_state(self) -> dict[str, object]:
        return {"period": str(self.filters.period.period)}

    def restore_state(self, state: dict[str, object]) -> None:
        period = state.get("period")
        if period in set(Period) and period != Period.OWN:
            self.filters.period.put(Period(str(period)))
