"""Any date of a plan before it comes: the day as a line, as a list, and its place in the year."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication, QDate
from PySide6.QtWidgets import QDateEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.plan_times import plan_day
from controlcenter.domain.plans import Plan, Segment, Turn
from controlcenter.ui.control.plans.plan_days import Scope, can_be_worked_out, day_plot
from controlcenter.ui.control.plans.plan_words import action_text, hours_text, origin_text, weekday_words
from controlcenter.ui.control.plans.timeline import TimelineView
from controlcenter.ui.control.plans.year_strip import YearStrip
from controlcenter.ui.look import Look
from controlcenter.ui.views.system_table import Column, RowsTable
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.words import DASH


@dataclass(frozen=True, slots=True)
class StretchRow:
    """One stretch of the day in words."""

    start: float
    span: str
    what: str
    why: str


def stretch_rows(segments: Sequence[Segment], look: Look) -> list[StretchRow]:
    rows = []
    for one in segments:
        span = f"{hours_text(one.start, look.zone)} – {hours_text(one.end, look.zone)}"
        what = action_text(one.wanted.action, look.language) if one.wanted else DASH
        rows.append(StretchRow(one.start, span, what, origin_text(one.wanted.origin) if one.wanted else ""))
    return rows


class DayPreview(QWidget):
    """Shows one plan on the date chosen; today to begin with."""

    def __init__(self, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._look, self._clock = look, clock
        self._plan: Plan | None = None
        self._scope: Scope | None = None
        self.head = SectionHeader(parent=self)
        self.before, self.after, self.today = (QPushButton(self) for _ in range(3))
        self.date = QDateEdit(self)
        self.date.setDisplayFormat("yyyy-MM-dd")
        self.date.lineEdit().setTextMargins(4, 0, 4, 0)
        for widget in (self.before, self.date, self.after, self.today):
            widget.setMinimumHeight(26)
            self.head.add(widget)
        self.line, self.year = TimelineView(look), YearStrip(look)
        columns: tuple[Column[StretchRow], ...] = (
            Column(lambda: QCoreApplication.translate("Plans", "Time"), lambda row: row.span, 112),
            Column(lambda: QCoreApplication.translate("Plans", "Lamps"), lambda row: row.what, 72, right=True),
            Column(lambda: QCoreApplication.translate("Plans", "Because of"), lambda row: row.why, 0),
        )
        self.table: RowsTable[StretchRow] = RowsTable(columns, lambda row: row.start, look)
        self.hint = EmptyHint(parent=self)
        self._lay()
        self.date.dateChanged.connect(self._on_date_changed)
        self.before.clicked.connect(lambda: self.date.setDate(self.date.date().addDays(-1)))
        self.after.clicked.connect(lambda: self.date.setDate(self.date.date().addDays(1)))
        self.today.clicked.connect(self.show_today)
        self.year.day_chosen.connect(self.show_day)
        self.show_today()
        self.retranslate()

    def _lay(self) -> None:
        drawn = QWidget(self)
        inside = QVBoxLayout(drawn)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.line)
        inside.addWidget(self.year)
        inside.addWidget(self.table, 1)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(drawn)
        self.stack.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)

    def day(self) -> date:
        chosen = self.date.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def put(self, plan: Plan, scope: Scope) -> None:
        self._plan, self._scope = plan, scope
        self._show()

    def show_today(self) -> None:
        """The day of the plan that is running: before noon that is the one begun yesterday."""
        now, zone = self._clock(), self._look.zone
        if self._plan is not None and self._plan.turn is Turn.NOON:
            self.show_day(plan_day(self._plan, now, zone))
        else:
            self.show_day(datetime.fromtimestamp(now, UTC).astimezone(zone).date())

    def show_day(self, day: date) -> None:
        self.date.setDate(QDate(day.year, day.month, day.day))

    def _show(self) -> None:
        plan, scope = self._plan, self._scope
        good = plan is not None and scope is not None and can_be_worked_out(plan, scope)
        self.stack.setCurrentIndex(0 if good else 1)
        self.head.set_note(weekday_words()[self.day().weekday()])
        if plan is None or scope is None or not good:
            self.line.put(None)
            return
        plot = day_plot(plan, scope, self.day(), self._look.zone, self._clock())
        self.line.put(plot)
        self.year.put(plan, self.day())
        self.table.put(stretch_rows(plot.segments, self._look))

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Plans", "Noon to noon"))
        self.today.setText(QCoreApplication.translate("Plans", "Today"))
        for button, arrow, words in (
            (self.before, "◂", QCoreApplication.translate("Plans", "The day before")),
            (self.after, "▸", QCoreApplication.translate("Plans", "The day after")),
        ):
            button.setText(arrow)
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.date.setAccessibleName(QCoreApplication.translate("Plans", "Date"))
        self.hint.set_words(
            QCoreApplication.translate("Plans", "Nothing to draw yet"),
            QCoreApplication.translate("Plans", "The day is drawn as soon as nothing is wrong with the plan any more."),
        )
        self.table.rows_model.retranslate()
        self._show()

    def _on_date_changed(self, _day: QDate) -> None:
        self._show()
