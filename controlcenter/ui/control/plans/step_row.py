"""One step of a programme as a row of fields: when, and what is done."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from controlcenter.domain.plans import PlanAction, Step, When
from controlcenter.domain.plans_check import MOST_OFFSET_MIN, Problem
from controlcenter.domain.sun import SunEvent
from controlcenter.ui.alarms.conditions_fields import Choice
from controlcenter.ui.control.plans.plan_words import problem_text, sun_word

CLOCK, ON, OFF, OTHER = "clock", "on", "off", "other"
NO_LEVEL = 0
BOUND_PX, CLOCK_PX, LEVEL_PX, WHEN_PX, DEED_PX = 60, 70, 78, 124, 74


class StepRow(QWidget):
    """Reads and shows a Step; messages stand under the fields they mean."""

    changed = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._other = PlanAction("")
        self.when, self.deed = Choice(5), Choice(4)
        self.clock, self.low, self.high = (QLineEdit(self) for _ in range(3))
        self.offset, self.level = QSpinBox(self), QSpinBox(self)
        self.remove = QPushButton("×", self)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.offset.setRange(-MOST_OFFSET_MIN, MOST_OFFSET_MIN)
        self.offset.setSingleStep(5)
        self.level.setRange(NO_LEVEL, 100)
        self.level.setSingleStep(5)
        self.level.setSuffix(" %")
        for field in (self.clock, self.low, self.high):
            field.setMaxLength(5)
        row = QHBoxLayout()
        row.setSpacing(4)
        for widget, width in (
            (self.when, WHEN_PX),
            (self.clock, CLOCK_PX),
            (self.offset, CLOCK_PX),
            (self.deed, DEED_PX),
            (self.level, LEVEL_PX),
            (self.low, BOUND_PX),
            (self.high, BOUND_PX),
            (self.remove, 28),
        ):
            widget.setFixedWidth(width)
            widget.setFixedHeight(28)
            row.addWidget(widget)
        for spin in (self.offset, self.level):
            spin.lineEdit().setTextMargins(6, 0, 4, 0)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.message)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        for choice in (self.when, self.deed):
            choice.currentIndexChanged.connect(self._on_changed)
        for line in (self.clock, self.low, self.high):
            line.textEdited.connect(self._on_changed)
        for spin in (self.offset, self.level):
            spin.valueChanged.connect(self._on_changed)
        self.remove.clicked.connect(self.removed)

    def step(self) -> Step:
        """The step as the fields say; whether it will do is for others to judge."""
        return Step(self._at(), self._action())

    def _at(self) -> When:
        if self.when.key() == CLOCK:
            return When(clock=self.clock.text().strip())
        return When(
            sun=SunEvent(self.when.key()),
            offset_min=self.offset.value(),
            not_before=self.low.text().strip(),
            not_after=self.high.text().strip(),
        )

    def _action(self) -> PlanAction:
        level = self.level.value()
        if self.deed.key() == OFF:
            return PlanAction("turn_off", {"level": level} if level else {})
        if self.deed.key() == ON:
            return PlanAction("dim", {"level": level}) if level else PlanAction("turn_on")
        return self._other

    def put(self, step: Step) -> None:
        """Show *step* without telling."""
        if step == self.step():
            return
        self.blockSignals(True)
        at, action = step.at, step.action
        self.when.put(at.sun.value if at.sun is not None else CLOCK)
        for line, text in ((self.clock, at.clock), (self.low, at.not_before), (self.high, at.not_after)):
            line.setText(text)
        self.offset.setValue(at.offset_min)
        lamp = action.command in ("turn_on", "turn_off", "dim")
        if not lamp:
            self._other = action
        self._offer_deeds()
        self.deed.put(OTHER if not lamp else OFF if action.command == "turn_off" else ON)
        level = action.arguments.get("level")
        self.level.setValue(int(level) if isinstance(level, int | float) else NO_LEVEL)
        self.blockSignals(False)
        self._show_fields()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self.message.setText(" ".join(problem_text(problem) for problem in problems))
        self.message.setVisible(bool(problems))

    def _show_fields(self) -> None:
        by_clock = self.when.key() == CLOCK
        self.clock.setVisible(by_clock)
        self.offset.setVisible(not by_clock)
        for field in (self.low, self.high):
            field.setEnabled(not by_clock)
        self.level.setEnabled(self.deed.key() != OTHER)

    def _offer_deeds(self) -> None:
        deeds = [
            (ON, QCoreApplication.translate("Plans", "On", "deed")),
            (OFF, QCoreApplication.translate("Plans", "Off", "deed")),
        ]
        if self._other.command:
            deeds.append((OTHER, self._other.command))
        self.deed.offer(deeds)

    def retranslate(self) -> None:
        self.when.offer(
            [
                (CLOCK, QCoreApplication.translate("Plans", "At")),
                *((event.value, sun_word(event)) for event in (SunEvent.SUNSET, SunEvent.DUSK)),
                *((event.value, sun_word(event)) for event in (SunEvent.DAWN, SunEvent.SUNRISE)),
            ]
        )
        self._offer_deeds()
        self.clock.setPlaceholderText("22:30")
        self.offset.setSuffix(" " + QCoreApplication.translate("Words", "min"))
        self.level.setSpecialValueText(QCoreApplication.translate("Plans", "no level"))
        self.low.setPlaceholderText(QCoreApplication.translate("Plans", "from"))
        self.high.setPlaceholderText(QCoreApplication.translate("Plans", "till"))
        for widget, words in (
            (self.when, QCoreApplication.translate("Plans", "Time by the clock or by the sun")),
            (self.clock, QCoreApplication.translate("Plans", "Local time, 00:00 to 23:59")),
            (self.offset, QCoreApplication.translate("Plans", "Minutes after the sun's time, negative before it")),
            (self.deed, QCoreApplication.translate("Plans", "What the lamps do from then on")),
            (self.level, QCoreApplication.translate("Plans", "Level 1 to 100 %, or none")),
            (self.low, QCoreApplication.translate("Plans", "Not before this clock time")),
            (self.high, QCoreApplication.translate("Plans", "Not after this clock time")),
            (self.remove, QCoreApplication.translate("Plans", "Remove this step")),
        ):
            widget.setToolTip(words)
            widget.setAccessibleName(words)
        self._show_fields()

    def _on_changed(self, *_: object) -> None:
        self._show_fields()
        self.changed.emit()
