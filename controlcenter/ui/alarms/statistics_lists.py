"""The tables of the statistics: measures, frequent and standing alarms, times to acknowledge."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.engine.face import Frequent, Measure
from controlcenter.ui.alarm_words import SYMBOLS, condition_words, priority_word
from controlcenter.ui.alarms.statistics_words import (
    measure_name,
    measure_value,
    share_text,
    span_text,
    target_text,
    verdict_word,
)
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.views.system_table import ROW_HEIGHT, Column, RowsTable
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.words import count_text, moment_text

Standing = tuple[AlarmId, float]
Acknowledged = tuple[Priority, float, float]
VERDICT_COLUMN = 4
MOST_ROWS = 12
"""A longer list scrolls by itself."""
VERDICT_MORE_PX = 50
"""What the verdict needs over the width every last column keeps."""


def alarm_name(alarm: AlarmId, mirror: Mirror, language: str) -> str:
    """``Cabinet TD-112 · Mains lost``."""
    return f"{one_line(mirror.name_of(alarm.device), 120)} · {condition_words(alarm, mirror, language)}"


def measure_columns(look: Look) -> tuple[Column[Measure], ...]:
    return (
        Column(
            lambda: QCoreApplication.translate("AlarmStatistics", "Measure"),
            lambda measure: measure_name(measure.code),
            200,
            grows=True,
        ),
        Column(
            lambda: QCoreApplication.translate("AlarmStatistics", "Value"),
            lambda measure: measure_value(measure, look.language),
            124,
            right=True,
        ),
        Column(
            lambda: QCoreApplication.translate("AlarmStatistics", "Acceptable"),
            lambda measure: target_text(measure, measure.acceptable, look.language),
            94,
            right=True,
        ),
        Column(
            lambda: QCoreApplication.translate("AlarmStatistics", "Manageable"),
            lambda measure: target_text(measure, measure.manageable, look.language),
            94,
            right=True,
        ),
        Column(lambda: QCoreApplication.translate("AlarmStatistics", "Verdict"), verdict_word, VERDICT_MORE_PX),
    )


def frequent_columns(mirror: Mirror, look: Look) -> tuple[Column[Frequent], ...]:
    return (
        Column(
            lambda: QCoreApplication.translate("AlarmStatistics", "Alarm"),
            lambda found: alarm_name(found.alarm, mirror, look.language),
            150,
            grows=True,
        ),
        Column(
            lambda: QCoreApplication.translate("AlarmStatistics", "Times · share"),
            lambda found: f"{count_text(found.count, look.language)} · {share_text(found.share, look.language)}",
            0,
            right=True,
        ),
    )


def standing_columns(mirror: Mirror, look: Look, clock: Callable[[], float]) -> tuple[Column[Standing], ...]:
    return (
        Column(
            lambda: QCoreApplication.translate("AlarmStatistics", "Alarm"),
            lambda found: alarm_name(found[0], mirror, look.language),
            150,
            grows=True,
        ),
        Column(
            lambda: QCoreApplication.translate("AlarmStatistics", "Since"),
            lambda found: moment_text(found[1], clock(), look.zone),
            0,
            right=True,
        ),
    )


def acknowledge_columns(look: Look) -> tuple[Column[Acknowledged], ...]:
    return (
        Column(
            lambda: QCoreApplication.translate("AlarmStatistics", "Priority"),
            lambda row: priority_word(row[0]),
            130,
            symbol=lambda row: SYMBOLS[row[0]],
        ),
        Column(
            lambda: QCoreApplication.translate("AlarmStatistics", "Median"),
            lambda row: span_text(row[1], look.language),
            90,
            right=True,
        ),
        Column(
            lambda: QCoreApplication.translate("AlarmStatistics", "19 of 20 within"),
            lambda row: span_text(row[2], look.language),
            0,
            right=True,
        ),
    )


class ListPanel(QWidget):
    """A table as high as its rows, within reason, under a title, or a sentence when it is empty."""

    row_chosen = Signal(object)

    def __init__(self, table: RowsTable[Any], least: int, parent: QWidget | None = None) -> None:
        """*least*: rows the panel has room for also when it has fewer."""
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table = table
        self.header = SectionHeader(parent=self)
        self._empty = QLabel(self)
        self._empty.setProperty("role", "muted")
        self._empty.setContentsMargins(12, 8, 12, 8)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._least = least
        self._stack = QStackedWidget(self)
        self._stack.addWidget(table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack)
        column.addStretch(1)
        table.clicked.connect(self._on_chosen)
        table.activated.connect(self._on_chosen)

    def set_words(self, title: str, empty: str) -> None:
        self.header.set_title(title)
        self._empty.setText(empty)
        self.table.rows_model.retranslate()

    def put(self, rows: Sequence[Any]) -> None:
        self.table.put(rows)
        head = self.table.horizontalHeader().sizeHint().height()
        self._stack.setFixedHeight(head + 2 + ROW_HEIGHT * max(self._least, min(len(rows), MOST_ROWS)))
        self._stack.setCurrentIndex(0 if rows else 1)

    def _on_chosen(self, index: QModelIndex) -> None:
        rows = self.table.rows_model.rows
        if 0 <= index.row() < len(rows):
            self.row_chosen.emit(rows[index.row()])
