"""The programmes of a plan, one at a time: its name and its steps in the order of the day."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from controlcenter.domain.plans import PlanAction, Profile, Step, When
from controlcenter.domain.plans_check import Problem
from controlcenter.domain.sun import SunEvent
from controlcenter.ui.alarms.conditions_fields import Choice
from controlcenter.ui.control.plans.plan_words import problem_text
from controlcenter.ui.control.plans.step_row import StepRow

LONGEST_NAME = 80


class ProgrammeEditor(QWidget):
    """``profiles()`` is the list as edited; ``changed`` tells of edits by hand, ``renamed`` of old and new names."""

    changed = Signal()
    renamed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profiles: list[Profile] = []
        self._place = 0
        self.head = QWidget(self)
        self.head.setProperty("role", "section")
        row = QHBoxLayout(self.head)
        row.setContentsMargins(12, 5, 12, 5)
        row.setSpacing(6)
        self.which = Choice(10)
        self.new, self.drop, self.add = (QPushButton(self) for _ in range(3))
        for widget in (self.which, self.new, self.drop):
            widget.setMinimumHeight(26)
            row.addWidget(widget, 1 if widget is self.which else 0)
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setMinimumHeight(28)
        self.label = QLabel(self)
        self.label.setBuddy(self.name)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.rows: list[StepRow] = []
        self._steps = QVBoxLayout()
        self._steps.setSpacing(4)
        self._lay()
        self.which.currentIndexChanged.connect(self._on_chosen)
        self.name.textEdited.connect(self._on_renamed)
        self.new.clicked.connect(self.add_profile)
        self.drop.clicked.connect(self._on_dropped)
        self.add.clicked.connect(self.add_step)
        self.retranslate()

    def _lay(self) -> None:
        naming = QHBoxLayout()
        naming.setSpacing(6)
        naming.addWidget(self.label)
        naming.addWidget(self.name, 1)
        naming.addWidget(self.add)
        self.add.setMinimumHeight(28)
        body = QVBoxLayout()
        body.setContentsMargins(12, 8, 12, 8)
        body.setSpacing(6)
        body.addLayout(naming)
        body.addLayout(self._steps)
        body.addWidget(self.message)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(body)

    def profiles(self) -> tuple[Profile, ...]:
        return tuple(self._profiles)

    def put(self, profiles: Sequence[Profile]) -> None:
        """Show *profiles* without telling."""
        self._profiles = list(profiles)
        self._place = min(self._place, max(0, len(self._profiles) - 1))
        self._show()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Each message at the row it means; those of the programme as a whole under the rows."""
        mine = f"profiles[{self._place}]"
        here = [one for one in problems if one.place == mine]
        for number, row in enumerate(self.rows):
            prefix = f"{mine}.steps[{number}]"
            row.show_problems([one for one in problems if one.place.startswith(prefix)])
        others = {one.place.split(".")[0] for one in problems if one.place.startswith("profiles[")} - {mine}
        texts = [problem_text(one) for one in here]
        if others:
            texts.append(QCoreApplication.translate("Plans", "Another programme has a mistake too."))
        self.message.setText(" ".join(texts))
        self.message.setVisible(bool(texts))

    def add_profile(self) -> None:
        """One more: on at sunset, off at sunrise."""
        names = {profile.name for profile in self._profiles}
        word = QCoreApplication.translate("Plans", "Programme {number}")
        number = next(one for one in range(1, 1000) if word.format(number=one) not in names)
        night = (
            Step(When(sun=SunEvent.SUNSET), PlanAction("turn_on")),
            Step(When(sun=SunEvent.SUNRISE), PlanAction("turn_off")),
        )
        self._profiles.append(Profile(word.format(number=number), night))
        self._place = len(self._profiles) - 1
        self._show()
        self.changed.emit()

    def add_step(self) -> None:
        """One more before the last, which usually turns the lamps off."""
        if self._profiles:
            steps = list(self._profiles[self._place].steps)
            steps.insert(max(0, len(steps) - 1), Step(When(clock="22:30"), PlanAction("dim", {"level": 60})))
            self._keep(steps)
            self._show()
            self.changed.emit()

    def _keep(self, steps: Sequence[Step]) -> None:
        self._profiles[self._place] = replace(self._profiles[self._place], steps=tuple(steps))

    def _show(self) -> None:
        held = self._profiles[self._place] if self._profiles else None
        self.which.blockSignals(True)
        self.which.clear()
        for number, profile in enumerate(self._profiles):
            self.which.addItem(profile.name or "—", str(number))
        self.which.setCurrentIndex(self._place if self._profiles else -1)
        self.which.blockSignals(False)
        for widget in (self.which, self.drop, self.name, self.add):
            widget.setEnabled(held is not None)
        if self.name.text().strip() != (held.name if held else ""):
            self.name.setText(held.name if held else "")
        steps = held.steps if held else ()
        while len(self.rows) > len(steps):
            row = self.rows.pop()
            self._steps.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(steps):
            self._add_row()
        for row, step in zip(self.rows, steps, strict=True):
            row.put(step)

    def _add_row(self) -> None:
        row = StepRow(self)
        row.message.hide()
        row.changed.connect(self._on_step_changed)
        row.removed.connect(lambda: self._on_step_removed(row))
        self.rows.append(row)
        self._steps.addWidget(row)
        row.show()

    def retranslate(self) -> None:
        self.which.setAccessibleName(QCoreApplication.translate("Plans", "Programme"))
        self.label.setText(QCoreApplication.translate("Plans", "Name"))
        self.new.setText(QCoreApplication.translate("Plans", "New"))
        self.new.setToolTip(QCoreApplication.translate("Plans", "One more programme"))
        self.drop.setText(QCoreApplication.translate("Plans", "Remove"))
        self.drop.setToolTip(QCoreApplication.translate("Plans", "Remove this programme"))
        self.add.setText(QCoreApplication.translate("Plans", "Add step"))
        self.add.setToolTip(QCoreApplication.translate("Plans", "One more step (Ctrl+Shift+N)"))
        for row in self.rows:
            row.retranslate()

    def _on_chosen(self, index: int) -> None:
        if 0 <= index < len(self._profiles):
            self._place = index
            self._show()
            self.changed.emit()

    def _on_renamed(self, text: str) -> None:
        if self._profiles:
            before, name = self._profiles[self._place], " ".join(text.split())
            self._profiles[self._place] = replace(before, name=name)
            self.which.setItemText(self._place, name or "—")
            self.renamed.emit(before.name, name)
            self.changed.emit()

    def _on_dropped(self) -> None:
        del self._profiles[self._place]
        self._place = max(0, self._place - 1)
        self._show()
        self.changed.emit()

    def _on_step_changed(self) -> None:
        self._keep([row.step() for row in self.rows])
        self.changed.emit()

    def _on_step_removed(self, gone: StepRow) -> None:
        self._keep([row.step() for row in self.rows if row is not gone])
        self._show()
        self.changed.emit()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
