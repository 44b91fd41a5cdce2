"""The journal of all alarms: endless, filtered, and standing still under the reader's eyes."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.conditions import AlarmId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.alarms.journal_export import JournalExport
from controlcenter.ui.alarms.journal_filters import JournalFilters
from controlcenter.ui.alarms.journal_model import PAGE, JournalModel
from controlcenter.ui.alarms.journal_table import JournalTable
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.words import count_text

NEWS_MS = 1000
"""The journal is asked for news at most once in this time, and only after an alarm changed."""


class JournalView(QWidget):
    """Newest first. New lines are counted and announced; they come in when somebody asks for them."""

    alarm_chosen = Signal(object)
    """The AlarmId of the line chosen."""

    def __init__(
        self, bridge: Bridge, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look = bridge, look
        self._export: JournalExport | None = None
        self._failure = ""
        self._news = 0
        self._shown_once = False
        self.model = JournalModel(bridge, look, self)
        self.table = JournalTable(self.model, self)
        self.filters = JournalFilters(bridge.mirror, look, clock, self)
        self.hint = EmptyHint(parent=self)
        self.newer = QPushButton(self)
        self.export = QPushButton(self)
        self.facts = ElidedLabel(parent=self)
        self.facts.setProperty("role", "muted")
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(120, 6)
        self.cancel = QPushButton(self)
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(NEWS_MS)
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
        for button in (self.newer, self.export, self.cancel):
            button.setMinimumHeight(28)
        foot.addWidget(self.facts, 1)
        for widget in (self.progress, self.cancel, self.newer, self.export):
            foot.addWidget(widget)
        for widget in (self.progress, self.cancel, self.newer):
            widget.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.table.looked_at.connect(self.model.look_at)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.model.advanced.connect(self._on_advanced)
        self.model.failed.connect(self._on_failed)
        self.model.news.connect(self._on_news)
        self.filters.changed.connect(self._on_filters_changed)
        self.hint.action_chosen.connect(self._on_hint_chosen)
        self.newer.clicked.connect(self.show_newest)
        self.export.clicked.connect(self._on_export_clicked)
        self.cancel.clicked.connect(self._on_cancel_clicked)
        self._asking.timeout.connect(self.model.count_news)
        self._look.theme_changed.connect(self._on_theme_changed)
        for keys, deed in (("Ctrl+E", self._on_export_clicked), ("F5", self.show_newest)):
            shortcut = QShortcut(QKeySequence(keys), self, deed)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # Following

    def refresh(self) -> None:
        """The view came on screen: read the first page the first time, else count what is new."""
        self.filters.refresh()
        if self._shown_once:
            self.model.count_news()
        else:
            self.show_newest()

    def take(self, changes: ChangeSet) -> None:
        if changes.areas is not None:
            self.filters.refresh()
        if changes.alarms and not self._asking.isActive():
            self._asking.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._asking.stop()
        super().hideEvent(event)

    def show_alarm(self, alarm: AlarmId) -> None:
        """List everything that ever happened to *alarm*."""
        self._shown_once = True
        self.filters.show_alarm(alarm)

    def show_newest(self) -> None:
        """Read the journal anew from its newest line."""
        self._shown_once = True
        self._failure = ""
        self._put_news(0)
        self.model.show(self.filters.wanted())
        self.table.scrollToTop()

    def _on_filters_changed(self) -> None:
        self.show_newest()

    def _on_news(self, count: int) -> None:
        if count and not self.model.rowCount():
            self.show_newest()
        else:
            self._put_news(count)

    def _put_news(self, count: int) -> None:
        self._news = count
        self.newer.setVisible(count > 0)
        many = count_text(count, self._look.language) + ("+" if count >= PAGE else "")
        self.newer.setText(QCoreApplication.translate("AlarmJournal", "New lines: {count}").format(count=many))

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
        self._word_hint()
        count = count_text(rows, self._look.language)
        if self._failure:
            words = QCoreApplication.translate("AlarmJournal", "The journal cannot be read: {reason}")
            self.facts.set_text(words.format(reason=self._failure))
        elif self.model.reading:
            self.facts.set_text(QCoreApplication.translate("AlarmJournal", "Reading the journal…"))
        elif self.model.ended:
            self.facts.set_text(QCoreApplication.translate("AlarmJournal", "All {count} lines").format(count=count))
        else:
            words = QCoreApplication.translate("AlarmJournal", "{count} lines read, more below")
            self.facts.set_text(words.format(count=count))

    def _word_hint(self) -> None:
        if self._failure:
            self.hint.set_words(
                QCoreApplication.translate("AlarmJournal", "The journal cannot be read"),
                self._failure,
                QCoreApplication.translate("AlarmJournal", "Try again"),
            )
            return
        self.hint.set_words(
            QCoreApplication.translate("AlarmJournal", "No line of the journal matches"),
            QCoreApplication.translate(
                "AlarmJournal",
                "Every step of every alarm is written here: raised, acknowledged, shelved, cleared. "
                "Choose a longer time or fewer filters.",
            ),
            QCoreApplication.translate("AlarmJournal", "Show all of it"),
        )

    def _on_hint_chosen(self) -> None:
        if self._failure:
            self.show_newest()
        else:
            self.filters.show_all()

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        entry = self.model.entry(current.row())
        if entry is not None:
            self.alarm_chosen.emit(entry.alarm)

    # Export

    def _on_export_clicked(self) -> None:
        title = QCoreApplication.translate("AlarmJournal", "Export the journal")
        dialog = QFileDialog(self, title, "alarm-journal.csv", "*.csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, path: str) -> None:
        """Write every line that matches to *path*; a running export is given up."""
        self._drop_export()
        self._export = JournalExport(self._bridge, self._look, self.filters.wanted(), Path(path), self)
        self._export.advanced.connect(self._on_exported)
        self._export.finished.connect(self._on_export_finished)
        self._show_export(True)
        self._export.start()

    def _drop_export(self) -> None:
        if self._export is not None:
            self._export.cancel()
            self._export.deleteLater()
            self._export = None

    def _show_export(self, on: bool) -> None:
        self.progress.setVisible(on)
        self.cancel.setVisible(on)
        self.export.setVisible(not on)

    def _on_exported(self, lines: int) -> None:
        words = QCoreApplication.translate("AlarmJournal", "Exporting: {count} lines written")
        self.facts.set_text(words.format(count=count_text(lines, self._look.language)))

    def _on_export_finished(self, error: str) -> None:
        lines = self._export.written if self._export else 0
        self._drop_export()
        self._show_export(False)
        if error:
            text = QCoreApplication.translate("AlarmJournal", "The file was not written: {reason}")
            self._bridge.request_failed.emit("export", text.format(reason=error))
            self._tell()
            return
        words = QCoreApplication.translate("AlarmJournal", "Exported {count} lines")
        self.facts.set_text(words.format(count=count_text(lines, self._look.language)))

    def _on_cancel_clicked(self) -> None:
        self._drop_export()
        self._show_export(False)
        self._tell()

    # Words, theme, memory

    def _on_theme_changed(self, _theme: object) -> None:
        self.filters.use_theme()
        self.table.viewport().update()

    def retranslate(self) -> None:
        self.filters.retranslate()
        self.model.retranslate()
        self.export.setText(QCoreApplication.translate("AlarmJournal", "Export CSV…"))
        self.export.setToolTip(QCoreApplication.translate("AlarmJournal", "Write every line that matches (Ctrl+E)"))
        self.newer.setToolTip(QCoreApplication.translate("AlarmJournal", "Read the journal anew from the top (F5)"))
        self.cancel.setText(QCoreApplication.translate("AlarmJournal", "Cancel"))
        self._put_news(self._news)
        self._tell()

    def save_state(self) -> dict[str, object]:
        return {"filter": self.filters.save_state()}

    def restore_state(self, state: dict[str, object]) -> None:
        kept = state.get("filter")
        if isinstance(kept, dict):
            self.filters.restore_state(kept)
            if self._shown_once:
                self.show_newest()
