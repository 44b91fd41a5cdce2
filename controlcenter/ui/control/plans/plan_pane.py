"""A plan: programmes and calendar at the left, any date of it at the right; whom it rules; what it would change."""

import time
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from controlcenter.domain.documents import Document
from controlcenter.domain.plans import Plan
from controlcenter.domain.plans_check import Problem, problems_of
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.library.group_pane import scrolled
from controlcenter.ui.control.library.members import MemberBook, MemberPanel
from controlcenter.ui.control.library.pane import PaneFoot, PaneHead, name_problem
from controlcenter.ui.control.library.selection_editor import SelectionEditor
from controlcenter.ui.control.plans.about_editor import AboutEditor
from controlcenter.ui.control.plans.change_panel import ChangePanel
from controlcenter.ui.control.plans.day_preview import DayPreview
from controlcenter.ui.control.plans.energy_panel import EnergyPanel
from controlcenter.ui.control.plans.plan_days import NOWHERE, Scope, in_force, scope_of, shared_with
from controlcenter.ui.control.plans.plan_words import force_text, problem_text
from controlcenter.ui.control.plans.programme_editor import ProgrammeEditor
from controlcenter.ui.control.plans.rules_editor import RulesEditor
from controlcenter.ui.look import Look
from controlcenter.ui.words import count_text

SIZES = (640, 520)
LEAST_LEFT_PX = 526
"""The fields of a step stand side by side."""


class PlanPane(QWidget):
    """Shows one plan; ``changed`` carries it as edited."""

    changed = Signal(object)
    device_chosen = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        members: MemberBook,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """*members* is kept up to date by the owner of this pane."""
        super().__init__(parent)
        self._bridge, self._look, self._clock = bridge, look, clock
        self._book = members
        self._document: Document | None = None
        self._scope = Scope((), (), NOWHERE)
        self._shared: list[tuple[str, int]] = []
        self.head, self.foot = PaneHead(look, self), PaneFoot(self)
        self.force = QLabel(self)
        self.force.setWordWrap(True)
        self.toggle = QPushButton(self)
        self.foot.add(self.toggle)
        self.programmes, self.rules = ProgrammeEditor(), RulesEditor(look)
        self.selection = SelectionEditor(bridge.mirror, look)
        self.about = AboutEditor()
        self.preview = DayPreview(look, clock=clock)
        self.members = MemberPanel(bridge.mirror, look)
        self.changes = ChangePanel(bridge, look)
        self.energy = EnergyPanel(bridge, look, clock=clock)
        self.editors, self.sides = QTabBar(self), QTabBar(self)
        self._lay()
        self.head.edited.connect(self._on_edited)
        self.programmes.renamed.connect(self.rules.rename)
        for part in (self.programmes, self.rules, self.selection, self.about):
            part.changed.connect(self._on_edited)
        self.changes.device_chosen.connect(self.device_chosen)
        self.retranslate()

    def _lay(self) -> None:
        self._left_stack, self._right_stack = QStackedWidget(self), QStackedWidget(self)
        for widget in (self.programmes, self.rules, self.selection, self.about):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(widget)
            column.addStretch(1)
            self._left_stack.addWidget(scrolled(holder))
            self.editors.addTab("")
        for side in (self.preview, self.members, self.changes, self.energy):
            self._right_stack.addWidget(side)
            self.sides.addTab("")
        for bar, stack in ((self.editors, self._left_stack), (self.sides, self._right_stack)):
            bar.setDrawBase(False)
            bar.setExpanding(False)
            bar.currentChanged.connect(stack.setCurrentIndex)
        line = QHBoxLayout()
        line.setContentsMargins(12, 4, 12, 0)
        line.addWidget(self.force, 1)
        left, right = QWidget(self), QWidget(self)
        left.setMinimumWidth(LEAST_LEFT_PX)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(line)
        column.addWidget(self.editors)
        column.addWidget(self._left_stack, 1)
        column.addWidget(self.foot)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.sides)
        beside.addWidget(self._right_stack, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes(list(SIZES))
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    def put(self, document: Document, edited: bool, said: str = "") -> None:
        """Show *document*, a plan."""
        plan = document.body
        if not isinstance(plan, Plan):
            return
        if self._document is not None and self._document.id != document.id:
            self.rules.reset()
        self._document = document
        self._scope = scope = scope_of(plan, self._bridge.mirror, self._book)
        self._shared = shared_with(document, self._bridge.mirror, self._book)
        problems = problems_of(plan, scope.kinds)
        self.head.put(document)
        self.programmes.put(plan.profiles)
        self.programmes.show_problems(problems)
        self.rules.put(plan)
        self.rules.show_problems(problems)
        self.selection.put(plan.selection)
        self.about.put(plan, scope.place)
        self.members.put(plan.selection)
        self.preview.put(plan, scope)
        self.energy.put(scope.devices)
        wrong = [one for one in problems if not one.warning]
        self.changes.put(None if wrong else plan)
        self.foot.show_state(edited or bool(self.rules.problem()), self._problem(document, wrong), said)
        self.toggle.setEnabled(bool(document.id) and not edited)
        self._show_force(plan)

    def take(self, changes: ChangeSet) -> None:
        plan = self._document.body if self._document else None
        structure = changes.devices or changes.removed or changes.areas is not None or changes.documents
        if isinstance(plan, Plan) and structure:
            self._scope = scope_of(plan, self._bridge.mirror, self._book)
            self.members.put(plan.selection)
            self.preview.put(plan, self._scope)
            self.energy.put(self._scope.devices)

    def look_again(self) -> None:
        """Members show what they report now; the plan may have come to its next step."""
        self.members.refresh_rows()
        plan = self._document.body if self._document else None
        if isinstance(plan, Plan):
            self._show_force(plan)

    def try_it(self) -> None:
        """Bring what the plan would change to the front, and ask."""
        self.sides.setCurrentIndex(2)
        self.changes.run()

    def toggled(self) -> Document | None:
        """The plan stored with ``enabled`` turned; None when there is none, or edits would be lost."""
        document = self._document
        if document is None or not isinstance(document.body, Plan) or not self.toggle.isEnabled():
            return None
        return replace(document, body=replace(document.body, enabled=not document.body.enabled))

    def _problem(self, document: Document, wrong: list[Problem]) -> str:
        if problem := name_problem(document.name) or self.rules.problem():
            return problem
        if not wrong:
            return ""
        words = QCoreApplication.translate("Plans", "{count} mistakes: {first}")
        first = problem_text(wrong[0])
        return first if len(wrong) == 1 else words.format(count=len(wrong), first=first)

    def _show_force(self, plan: Plan) -> None:
        if not plan.enabled:
            text = QCoreApplication.translate("Plans", "Disabled: it asks for nothing")
        else:
            zone = self._look.zone
            force = force_text(in_force(plan, self._scope, self._clock(), zone), self._look.language, zone)
            text = QCoreApplication.translate("Plans", "Now: {force}").format(force=force)
        if self._shared:
            text += f"\n{self._shared_text()}"
        self.force.setText(text)
        off = QCoreApplication.translate("Plans", "Disable")
        self.toggle.setText(off if plan.enabled else QCoreApplication.translate("Plans", "Enable"))

    def _shared_text(self) -> str:
        """The plan that claims most of the same devices, and how many others do."""
        name, count = max(self._shared, key=lambda one: one[1])
        words = QCoreApplication.translate("Plans", "{count} devices follow “{name}” too: only one plan rules a device")
        text = words.format(count=count_text(count, self._look.language), name=name)
        if len(self._shared) == 1:
            return text
        more = QCoreApplication.translate("Plans", "and {count} plans more")
        return f"{text} ({more.format(count=len(self._shared) - 1)})"

    def retranslate(self) -> None:
        for bar, words in (
            (
                self.editors,
                (
                    QCoreApplication.translate("Plans", "Programmes"),
                    QCoreApplication.translate("Plans", "Calendar"),
                    QCoreApplication.translate("Plans", "Whom it rules"),
                    QCoreApplication.translate("Plans", "About"),
                ),
            ),
            (
                self.sides,
                (
                    QCoreApplication.translate("Plans", "Any day"),
                    QCoreApplication.translate("Plans", "Devices"),
                    QCoreApplication.translate("Plans", "What changes"),
                    QCoreApplication.translate("Plans", "Energy"),
                ),
            ),
        ):
            for place, word in enumerate(words):
                bar.setTabText(place, word)
        self.toggle.setToolTip(QCoreApplication.translate("Plans", "Lamps follow only plans that are enabled (Ctrl+E)"))
        for part in (
            self.head, self.foot, self.programmes, self.rules, self.selection, self.preview, self.members, self.changes,
            self.energy, self.about,
        ):  # fmt: skip
            part.retranslate()
        if self._document is not None and isinstance(self._document.body, Plan):
            self._show_force(self._document.body)

    def _on_edited(self) -> None:
        document = self._document
        if document is not None and isinstance(document.body, Plan):
            plan = replace(document.body, profiles=self.programmes.profiles(), selection=self.selection.selection())
            self.changed.emit(replace(document, name=self.head.text(), body=self.about.apply(self.rules.apply(plan))))
