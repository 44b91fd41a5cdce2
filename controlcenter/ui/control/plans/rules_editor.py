"""The calendar of a plan: rules in their order, the first that means a day decides it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from controlcenter.domain.calendars import Days
from controlcenter.domain.plans import Plan, Rule
from controlcenter.domain.plans_check import Problem
from controlcenter.ui.alarms.conditions_fields import Choice
from controlcenter.ui.control.library.pane import LABEL_PX
from controlcenter.ui.control.plans.days_line import DaysLineError, dates_line, days_line, parse_dates, parse_days
from controlcenter.ui.control.plans.plan_words import days_text, problem_text, profile_text, weekday_words
from controlcenter.ui.look import Look
from controlcenter.ui.views.system_table import Column, RowsTable
from controlcenter.ui.widgets.flow import ChipRow
from controlcenter.ui.widgets.section import SectionHeader

TABLE_PX = 118
LONGEST_LINE = 2000


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in words, by its place."""

    place: int
    days: str
    profile: str


class RulesEditor(QWidget):
    """``apply`` lays what the fields say over a plan; ``changed`` tells of edits by hand."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules: list[Rule] = []
        self._holidays: tuple[date, ...] = ()
        self._place = 0
        self._putting = False
        self._names: tuple[str, ...] = ()
        self.head = SectionHeader(parent=self)
        self.up, self.down, self.remove, self.add = (QPushButton(self) for _ in range(4))
        columns: tuple[Column[RuleRow], ...] = (
            Column(lambda: QCoreApplication.translate("Plans", "On"), lambda row: row.days, 250, grows=True),
            Column(lambda: QCoreApplication.translate("Plans", "Programme"), lambda row: row.profile, 0),
        )
        self.table: RowsTable[RuleRow] = RowsTable(columns, lambda row: row.place, look, self)
        self.table.setFixedHeight(TABLE_PX)
        self.weekdays = ChipRow(self)
        self.dates, self.holidays = QLineEdit(self), QLineEdit(self)
        for line in (self.dates, self.holidays):
            line.setMaxLength(LONGEST_LINE)
            line.setMinimumHeight(28)
        self.also = QCheckBox(self)
        self.profile, self.default = Choice(10), Choice(10)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self._labels = [QLabel(self) for _ in range(5)]
        self._lay()
        self._connect()
        self.retranslate()

    def _lay(self) -> None:
        for button in (self.up, self.down, self.remove, self.add):
            button.setMinimumHeight(26)
            self.head.add(button)
        form = QFormLayout()
        form.setContentsMargins(12, 8, 12, 8)
        form.setVerticalSpacing(6)
        form.setHorizontalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        fields = (self.weekdays, self.dates, self.profile, self.default, self.holidays)
        for label, field in zip(self._labels, fields, strict=True):
            label.setMinimumWidth(LABEL_PX)
            label.setBuddy(field)
            form.addRow(label, field)
            if field is self.dates:
                form.addRow("", self.also)
            if field is self.profile:
                form.addRow(self.message)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.table)
        column.addLayout(form)

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self.weekdays.changed.connect(self._on_edited)
        self.dates.textEdited.connect(self._on_edited)
        self.holidays.textEdited.connect(self._on_edited)
        self.also.toggled.connect(self._on_edited)
        self.profile.currentIndexChanged.connect(self._on_edited)
        self.default.currentIndexChanged.connect(self._on_edited)
        self.add.clicked.connect(self.add_rule)
        self.remove.clicked.connect(self._on_removed)
        self.up.clicked.connect(lambda: self.shift(-1))
        self.down.clicked.connect(lambda: self.shift(1))

    def put(self, plan: Plan) -> None:
        """Show the calendar of *plan* without telling."""
        self._names = tuple(profile.name for profile in plan.profiles)
        self._rules = list(plan.rules)
        self._place = min(self._place, max(0, len(self._rules) - 1))
        if plan.holidays != self._read_holidays():
            self.holidays.setText(dates_line(plan.holidays))
        self._holidays = plan.holidays
        self._offer(self.default, plan.default_profile)
        self._show()

    def reset(self) -> None:
        """Forget what was typed and cannot be read: another plan is shown, or the edit was dropped."""
        self.dates.clear()
        self.holidays.clear()
        self._holidays = ()

    def apply(self, plan: Plan) -> Plan:
        """*plan* with the calendar as edited."""
        return replace(plan, rules=tuple(self._rules), default_profile=self.default.key(), holidays=self._holidays)

    def problem(self) -> str:
        """What of the lines typed cannot be read; it is not in the plan."""
        for line, read in ((self.dates, parse_days), (self.holidays, parse_dates)):
            try:
                read(line.text())
            except DaysLineError as error:
                words = QCoreApplication.translate(
                    "Plans", "“{part}” is no day: write 2026-12-24, 2026-12-24..2027-01-02 or 12-24..01-02."
                )
                return words.format(part=error.part)
        return ""

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Those of the rule under the cursor and of the default; other rules say their number."""
        texts = [self.problem()] if self.problem() else []
        for problem in problems:
            if problem.place.startswith(f"rules[{self._place}]") or problem.place == "default_profile":
                texts.append(problem_text(problem))
            elif problem.place.startswith("rules["):
                number = int(problem.place[6:].split("]")[0]) + 1
                words = QCoreApplication.translate("Plans", "Rule {number}: {text}")
                texts.append(words.format(number=number, text=problem_text(problem)))
        self.message.setText(" ".join(texts))
        self.message.setVisible(bool(texts))

    def rename(self, before: str, after: str) -> None:
        """Rules that used the programme *before* use it under its new name."""
        self._rules = [replace(one, profile=after) if one.profile == before else one for one in self._rules]
        if self.default.key() == before:
            self._names = tuple(after if name == before else name for name in self._names)
            self._offer(self.default, after)

    def add_rule(self) -> None:
        """One more at the end: weekends, with the first programme."""
        self._rules.append(Rule(Days(weekdays=(6, 7)), self._names[0] if self._names else ""))
        self._place = len(self._rules) - 1
        self._show()
        self.changed.emit()

    def shift(self, by: int) -> None:
        """Let the rule under the cursor decide earlier or later."""
        place = self._place + by
        if 0 <= place < len(self._rules):
            self._rules[self._place], self._rules[place] = self._rules[place], self._rules[self._place]
            self._place = place
            self._show()
            self.changed.emit()

    def _read_holidays(self) -> tuple[date, ...]:
        try:
            return parse_dates(self.holidays.text())
        except DaysLineError:
            return self._holidays

    def _offer(self, choice: Choice, chosen: str) -> None:
        """Offer the programmes without telling; the choice itself lets its signals go again."""
        putting, self._putting = self._putting, True
        choice.offer([("", profile_text("")), *((name, name) for name in self._names)])
        choice.put(chosen)
        self._putting = putting

    def _show(self) -> None:
        rule = self._rules[self._place] if self._rules else None
        self._putting = True
        for field in (self.weekdays, self.dates, self.also, self.profile):
            field.setEnabled(rule is not None)
        if rule is not None:
            self.weekdays.choose(str(day) for day in rule.days.weekdays)
            read = self._read_dates(rule)
            if read is not None and read != rule.days:
                self.dates.setText(days_line(rule.days))
            self.also.setChecked(rule.days.holidays)
            self._offer(self.profile, rule.profile)
        self._putting = False
        self._show_rows()

    def _show_rows(self) -> None:
        model = self.table.selectionModel()
        model.blockSignals(True)
        self.table.put(
            [RuleRow(number, days_text(rule), profile_text(rule.profile)) for number, rule in enumerate(self._rules)]
        )
        if self._rules:
            self.table.selectRow(self._place)
        model.blockSignals(False)
        self.table.viewport().update()
        self.up.setEnabled(self._place > 0)
        self.down.setEnabled(self._place < len(self._rules) - 1)
        self.remove.setEnabled(bool(self._rules))

    def _read_dates(self, rule: Rule) -> Days | None:
        try:
            return parse_days(self.dates.text(), rule.days.weekdays, rule.days.holidays)
        except DaysLineError:
            return None

    def _on_row_chosen(self, *_: object) -> None:
        row = self.table.current()
        if row is not None and row.place != self._place:
            self._place = row.place
            self.dates.setText(days_line(self._rules[self._place].days))
            self._show()
            self.changed.emit()

    def _on_edited(self, *_: object) -> None:
        if self._putting:
            return
        self._holidays = self._read_holidays()
        if self._rules:
            rule = self._rules[self._place]
            weekdays = tuple(sorted(int(day) for day in self.weekdays.chosen()))
            try:
                days = parse_days(self.dates.text(), weekdays, self.also.isChecked())
            except DaysLineError:
                days = replace(rule.days, weekdays=weekdays, holidays=self.also.isChecked())
            self._rules[self._place] = replace(rule, days=days, profile=self.profile.key())
        self._show_rows()
        self.changed.emit()

    def _on_removed(self) -> None:
        del self._rules[self._place]
        self._place = max(0, min(self._place, len(self._rules) - 1))
        self._show()
        self.changed.emit()

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Plans", "Calendar"))
        self.head.set_note(QCoreApplication.translate("Plans", "the first rule that means a day decides it"))
        self.add.setText(QCoreApplication.translate("Plans", "Add"))
        self.remove.setText(QCoreApplication.translate("Plans", "Remove"))
        for button, arrow, words in (
            (self.up, "↑", QCoreApplication.translate("Plans", "Earlier")),
            (self.down, "↓", QCoreApplication.translate("Plans", "Later")),
        ):
            button.setText(arrow)
            button.setToolTip(words)
            button.setAccessibleName(words)
        for label, text in zip(
            self._labels,
            (
                QCoreApplication.translate("Plans", "Weekdays"),
                QCoreApplication.translate("Plans", "Dates"),
                QCoreApplication.translate("Plans", "Programme"),
                QCoreApplication.translate("Plans", "Other days"),
                QCoreApplication.translate("Plans", "Exceptions"),
            ),
            strict=True,
        ):
            label.setText(text)
        self.weekdays.set_chips((str(number), word) for number, word in enumerate(weekday_words(), 1))
        self.also.setText(QCoreApplication.translate("Plans", "and on the exception days below"))
        self.dates.setPlaceholderText("2026-12-24, 2026-12-30..2027-01-02, 12-20..01-05")
        self.holidays.setPlaceholderText("2027-01-01, 2027-02-05")
        self.holidays.setToolTip(QCoreApplication.translate("Plans", "Holidays and other days apart, as dates"))
        self.table.rows_model.retranslate()
        self._show()
