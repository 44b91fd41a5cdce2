"""The numbers of the alarm desk: measures after ISA-18.2, plots, lists, and files of them."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import AlarmStatistics, EngineError
from controlcenter.ui.alarms.statistics_board import StatisticsBoard
from controlcenter.ui.alarms.statistics_export import write_csv
from controlcenter.ui.alarms.statistics_pdf import write_pdf
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.words import clock_text

DAYS = (1, 7, 30)
OLD_S = 300.0
"""Figures this old are counted anew when alarms changed meanwhile."""


def period_text(statistics: AlarmStatistics, look: Look) -> str:
    """``2026-10-24 18:42 – 2026-11-23 18:42``, and since when there is data when that is later."""
    start, end = (clock_text(at, look.zone, date=True)[:16] for at in (statistics.start, statistics.end))
    text = f"{start} – {end}"
    if statistics.since is not None and statistics.since > statistics.start + 60.0:
        since = QCoreApplication.translate("AlarmStatistics", "data only since {time}")
        text += " · " + since.format(time=clock_text(statistics.since, look.zone, date=True)[:16])
    return text


class StatisticsView(QWidget):
    """Counts when it comes on screen, when another period is chosen, and every few minutes while it is looked at."""

    alarm_chosen = Signal(object)
    """The AlarmId of a row: its journal is wanted."""

    def __init__(
        self, bridge: Bridge, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._clock = bridge, look, clock
        self._days = DAYS[-1]
        self._round = 0
        self._failure = ""
        self.shown: AlarmStatistics | None = None
        self.board = StatisticsBoard(bridge.mirror, look, clock, self)
        self.board.alarm_chosen.connect(self.alarm_chosen)
        self.hint = EmptyHint(parent=self)
        self.hint.action_chosen.connect(self.count)
        self.facts = ElidedLabel(parent=self)
        self.facts.setProperty("role", "muted")
        self.periods = {days: self._period_button(days) for days in DAYS}
        self.again, self.csv, self.pdf = (QPushButton(self) for _ in range(3))
        self._lay()
        self.again.clicked.connect(self.count)
        self.csv.clicked.connect(self._on_csv_clicked)
        self.pdf.clicked.connect(self._on_pdf_clicked)
        for keys, deed in (("F5", self.count), ("Ctrl+E", self._on_csv_clicked), ("Ctrl+P", self._on_pdf_clicked)):
            QShortcut(QKeySequence(keys), self, deed).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.retranslate()

    def _period_button(self, days: int) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setChecked(days == self._days)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: self.choose(days))
        return button

    def _lay(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.setSpacing(6)
        self._group = QButtonGroup(self)
        for button in self.periods.values():
            self._group.addButton(button)
            bar.addWidget(button)
        bar.addSpacing(8)
        bar.addWidget(self.facts, 1)
        for action in (self.again, self.csv, self.pdf):
            action.setMinimumHeight(28)
            bar.addWidget(action)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.hint)
        self.stack.addWidget(self.board)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.stack, 1)

    # Counting

    def refresh(self) -> None:
        """The view came on screen."""
        if self.shown is None or self._clock() - self.shown.end > OLD_S:
            self.count()

    def take(self, changes: ChangeSet) -> None:
        if changes.alarms and self.shown is not None and self._clock() - self.shown.end > OLD_S:
            self.count()

    def choose(self, days: int) -> None:
        """Show the last *days* days."""
        self._days = days
        self.periods[days].setChecked(True)
        self.count()

    def count(self) -> None:
        """Ask for the figures of the period chosen, up to now."""
        self._round += 1
        this, end = self._round, self._clock()

        def counted(statistics: AlarmStatistics) -> None:
            if this == self._round:
                self._failure, self.shown = "", statistics
                self.board.put(statistics)
                self._tell()

        def refused(error: EngineError) -> None:
            if this == self._round:
                self._failure, self.shown = str(error), None
                self._tell()

        self.facts.set_text(QCoreApplication.translate("AlarmStatistics", "Counting…"))
        asked = self._bridge.engine.alarm_statistics(end - self._days * 86_400.0, end)
        self._bridge.ask_then(asked, counted, refused)

    def _tell(self) -> None:
        shown = self.shown
        for button in (self.csv, self.pdf):
            button.setEnabled(shown is not None)
        self.facts.set_text(period_text(shown, self._look) if shown else "")
        filled = shown is not None and shown.since is not None
        self.stack.setCurrentWidget(self.board if filled else self.hint)
        if self._failure:
            self.hint.set_words(
                QCoreApplication.translate("AlarmStatistics", "The statistics cannot be counted"),
                self._failure,
                QCoreApplication.translate("AlarmStatistics", "Try again"),
            )
        elif shown is None:
            self.hint.set_words(QCoreApplication.translate("AlarmStatistics", "Counting…"), "")
        else:
            self.hint.set_words(
                QCoreApplication.translate("AlarmStatistics", "No alarm has been raised yet"),
                QCoreApplication.translate(
                    "AlarmStatistics", "The measures are counted from the journal; some need 30 days of it."
                ),
            )

    # Files

    def _on_csv_clicked(self) -> None:
        if self.shown is not None:
            self._ask_for_file("alarm-statistics.csv", "csv", self.export_csv)

    def _on_pdf_clicked(self) -> None:
        if self.shown is not None:
            self._ask_for_file("alarm-statistics.pdf", "pdf", self.export_pdf)

    def _ask_for_file(self, name: str, suffix: str, write: Callable[[str], None]) -> None:
        title = QCoreApplication.translate("AlarmStatistics", "Export the statistics")
        dialog = QFileDialog(self, title, name, f"*.{suffix}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(write)
        dialog.open()

    def export_csv(self, path: str) -> None:
        """Write the figures shown to *path*."""
        self._export(path, write_csv)

    def export_pdf(self, path: str) -> None:
        """Write the figures shown to *path* as pages of A4, in the language in force."""

        def write(to: Path, statistics: AlarmStatistics, *_: object) -> None:
            write_pdf(
                to, statistics, self._bridge.mirror, self._look, period_text(statistics, self._look), self._clock()
            )

        self._export(path, write)

    def _export(self, path: str, write: Callable[..., object]) -> None:
        if self.shown is None:
            return
        try:
            write(Path(path), self.shown, self._bridge.mirror, self._look.language, self._look.zone)
        except OSError as error:
            text = QCoreApplication.translate("AlarmStatistics", "The file was not written: {reason}")
            self._bridge.request_failed.emit("export", text.format(reason=error))
            return
        words = QCoreApplication.translate("AlarmStatistics", "Written: {path}")
        self.facts.set_text(words.format(path=path))

    # Words and memory

    def retranslate(self) -> None:
        for days, word in zip(
            DAYS,
            (
                QCoreApplication.translate("AlarmStatistics", "24 h"),
                QCoreApplication.translate("AlarmStatistics", "7 days"),
                QCoreApplication.translate("AlarmStatistics", "30 days"),
            ),
            strict=True,
        ):
            self.periods[days].setText(word)
        self.again.setText(QCoreApplication.translate("AlarmStatistics", "Count again"))
        self.again.setToolTip(QCoreApplication.translate("AlarmStatistics", "Count up to this moment (F5)"))
        self.csv.setText(QCoreApplication.translate("AlarmStatistics", "CSV…"))
        self.csv.setToolTip(QCoreApplication.translate("AlarmStatistics", "Write all figures to a file (Ctrl+E)"))
        self.pdf.setText(QCoreApplication.translate("AlarmStatistics", "PDF…"))
        self.pdf.setToolTip(QCoreApplication.translate("AlarmStatistics", "Write a report of pages to print (Ctrl+P)"))
        self.board.retranslate()
        self._tell()

    def save_state(self) -> dict[str, object]:
        return {"days": self._days}

    def restore_state(self, state: dict[str, object]) -> None:
        days = state.get("days")
        if days in DAYS and isinstance(days, int):
            self._days = days
            self.periods[days].setChecked(True)
