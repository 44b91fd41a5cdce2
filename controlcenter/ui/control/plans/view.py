"""Plans and what the diagnosis of lamps found: the list at the left, the one chosen at the right."""

import time
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from controlcenter.domain.devices import Position
from controlcenter.domain.documents import Document
from controlcenter.domain.ids import DocumentId
from controlcenter.domain.plans import Plan
from controlcenter.domain.selections import Selection
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.library.document_list import DocumentList, DocumentRow
from controlcenter.ui.control.library.drafts import NEW, Drafts, copy_of
from controlcenter.ui.control.library.members import MemberBook
from controlcenter.ui.control.library.questions import ask
from controlcenter.ui.control.plans.examples import evening_plan
from controlcenter.ui.control.plans.findings import FindingsPanel
from controlcenter.ui.control.plans.plan_days import Scope, in_force, scope_of
from controlcenter.ui.control.plans.plan_pane import PlanPane
from controlcenter.ui.control.plans.plan_words import action_text
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.words import DASH, count_text

PLAN, FINDING = "plan", "finding"
LIST_PX = 250
LOOK_MS = 1000
"""What devices show is looked at again at most once in this time."""


class PlansView(QWidget):
    """Plans are edited apart from those in force, and stored by hand."""

    device_chosen = Signal(str)
    map_wanted = Signal(str)

    def __init__(
        self, bridge: Bridge, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._clock = bridge, look, clock
        self._drafts = Drafts(bridge.mirror.control.documents)
        self._members = MemberBook(bridge.mirror)
        self._scopes: dict[tuple[Selection, Position | None], Scope] = {}
        self._chosen: DocumentId | None = None
        self._said = ""
        self.list = DocumentList(look, (PLAN, FINDING), self)
        self.pane = PlanPane(bridge, look, self._members, clock=clock)
        self.findings = FindingsPanel(bridge.mirror, look)
        self.hint = EmptyHint(parent=self)
        self._sort = PLAN
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(LOOK_MS)
        self._lay()
        self._connect()
        self.retranslate()

    def _lay(self) -> None:
        self.stack = QStackedWidget(self)
        for widget in (self.pane, self.findings, self.hint):
            self.stack.addWidget(widget)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(self.list)
        self.split.addWidget(self.stack)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([LIST_PX, 900])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.split)

    def _connect(self) -> None:
        self.list.sort_chosen.connect(self.show_sort)
        self.list.document_chosen.connect(self._on_chosen)
        self.list.new_wanted.connect(self.begin)
        self.list.copy_wanted.connect(self.duplicate)
        self.list.removal_wanted.connect(self.ask_removal)
        self.hint.action_chosen.connect(self.begin)
        self.pane.changed.connect(self._on_edited)
        self.pane.foot.save.clicked.connect(self.save)
        self.pane.foot.discard.clicked.connect(self.discard)
        self.pane.toggle.clicked.connect(self.toggle)
        for part in (self.pane, self.findings):
            part.device_chosen.connect(self.device_chosen)
        self.findings.map_wanted.connect(self.map_wanted)
        self._looking.timeout.connect(self._on_look)
        for keys, deed in (
            ("Ctrl+N", self.begin),
            ("Ctrl+D", self.duplicate),
            ("Ctrl+S", self.save),
            ("Ctrl+E", self.toggle),
            ("Ctrl+T", self.pane.try_it),
            ("Ctrl+M", self.findings.show_on_map),
            ("Ctrl+Shift+N", self.pane.programmes.add_step),
        ):
            QShortcut(QKeySequence(keys), self, deed).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # Following

    def refresh(self) -> None:
        """Show everything from the mirror afresh."""
        self._members.forget()
        self._scopes.clear()
        self.findings.refresh()
        self._show()

    def take(self, changes: ChangeSet) -> None:
        news = self._members.forget_if(changes)
        if news:
            self._scopes.clear()
        if changes.documents or changes.undocumented:
            self._drafts.arrived(changes.documents, changes.undocumented)
            self._show()
        elif news:
            self._show_list()
        if self.stack.currentWidget() is self.pane:
            self.pane.take(changes)
        if self.findings.concerned(changes):
            self.findings.refresh()
            self.list.chips[FINDING].set_count(self.findings.count)
        if (changes.statuses or changes.readings) and not self._looking.isActive():
            self._looking.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._looking.stop()
        super().hideEvent(event)

    def show_sort(self, sort: str) -> None:
        """Bring the plans or the findings to the front; unknown names are passed over."""
        if sort in (PLAN, FINDING):
            self._sort = sort
            self._show()

    def show_document(self, number: DocumentId) -> None:
        """Bring the plan to the front, if there is such a one."""
        if self._drafts.get(Plan, number) is not None:
            self._chosen = number
            self.show_sort(PLAN)

    # Deeds

    def begin(self) -> None:
        """A new plan: on at sunset, 60 % in the night, off at sunrise."""
        self._sort = PLAN
        self._open(self._drafts.begin(evening_plan(self._look.language)))
        self.pane.head.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def duplicate(self) -> None:
        """A new plan like the one shown, disabled: two plans cannot rule the same lamps."""
        document = self._current()
        if document is not None and isinstance(document.body, Plan):
            copy = copy_of(replace(document, body=replace(document.body, enabled=False)))
            self._drafts.put(copy)
            self._open(copy)

    def save(self) -> None:
        """Store what was edited; an enabled plan is followed from now on."""
        document = self._current()
        if document is not None and self.pane.foot.save.isEnabled():
            self._store(document)

    def toggle(self) -> None:
        """Enable or disable the plan shown, at once."""
        document = self.pane.toggled() if self._current() is not None else None
        if document is not None:
            self._store(document)

    def discard(self) -> None:
        """Back to what is stored; a new one goes."""
        document = self._current()
        if document is not None:
            self._drafts.discard(document)
            self.pane.rules.reset()
            self._said = ""
            if document.id == NEW:
                self._chosen = None
            self._show()

    def ask_removal(self) -> None:
        """Ask, then remove the one shown; one that was never stored just goes."""
        document = self._current()
        if document is None:
            return
        if document.id == NEW:
            self.discard()
            return
        ask(
            self,
            QCoreApplication.translate("Plans", "Remove"),
            QCoreApplication.translate("Plans", "Remove “{name}”?").format(name=document.name),
            QCoreApplication.translate("Plans", "Its lamps stay as they are until somebody commands them."),
            QCoreApplication.translate("Plans", "Remove"),
            lambda: self._remove(document),
        )

    def _store(self, document: Document) -> None:
        asked = self._bridge.engine.save_document(document, self._bridge.operator)
        self._bridge.ask_then(asked, lambda stored: self._on_saved(document, stored), self._on_refused)

    def _remove(self, document: Document) -> None:
        asked = self._bridge.engine.remove_document(document.id, self._bridge.operator)
        self._bridge.ask_then(asked, None, self._on_refused)

    # Showing

    def _current(self) -> Document | None:
        return None if self._chosen is None else self._drafts.get(Plan, self._chosen)

    def _open(self, document: Document) -> None:
        self._chosen, self._said = document.id, ""
        self._show()

    def _show(self) -> None:
        self._show_list()
        document = self._current()
        if self._sort == FINDING:
            self.stack.setCurrentWidget(self.findings)
        elif document is None:
            self.stack.setCurrentWidget(self.hint)
        else:
            self.pane.put(document, self._drafts.edited(document), self._said)
            self.stack.setCurrentWidget(self.pane)

    def _show_list(self) -> None:
        documents = self._drafts.documents(Plan)
        if self._current() is None:
            self._chosen = documents[0].id if documents else None
        rows = [DocumentRow(one.id, one.name, self._note(one), self._drafts.edited(one)) for one in documents]
        self.list.choose_sort(self._sort)
        self.list.put(rows, self._chosen)
        self.list.chips[PLAN].set_count(len(self._bridge.mirror.control.documents_of(Plan)))
        self.list.chips[FINDING].set_count(self.findings.count)

    def _note(self, document: Document) -> str:
        """How many it rules and what it asks of them now."""
        plan = document.body
        if not isinstance(plan, Plan):
            return ""
        key = (plan.selection, plan.place)
        if key not in self._scopes:
            self._scopes[key] = scope_of(plan, self._bridge.mirror, self._members)
        scope = self._scopes[key]
        count = count_text(len(scope.devices), self._look.language)
        if not plan.enabled:
            disabled = QCoreApplication.translate("Plans", "disabled")
            return f"{count} · {disabled}"
        wanted = in_force(plan, scope, self._clock(), self._look.zone)
        if wanted is None:
            return f"{count} · {DASH}"
        return f"{count} · {action_text(wanted.action, self._look.language)}"

    def retranslate(self) -> None:
        self.list.chips[PLAN].set_word(QCoreApplication.translate("Plans", "Plans"))
        self.list.chips[FINDING].set_word(QCoreApplication.translate("Plans", "Findings"))
        self.hint.set_words(
            QCoreApplication.translate("Plans", "No plans yet"),
            QCoreApplication.translate(
                "Plans", "A plan lights lamps by the sun and the clock, night after night, without anybody asking."
            ),
            QCoreApplication.translate("Plans", "Begin a plan"),
        )
        for part in (self.list, self.pane, self.findings):
            part.retranslate()
        self._show()

    def save_state(self) -> dict[str, object]:
        return {"sort": self._sort, "plan": self._chosen}

    def restore_state(self, state: dict[str, object]) -> None:
        number, sort = state.get("plan"), state.get("sort")
        if type(number) is int and number:
            self._chosen = DocumentId(number)
        if isinstance(sort, str):
            self.show_sort(sort)

    # Answers

    def _on_chosen(self, number: DocumentId) -> None:
        self._chosen, self._said, self._sort = number, "", PLAN
        self._show()

    def _on_edited(self, document: Document) -> None:
        self._drafts.put(document)
        self._said = ""
        self._show()

    def _on_saved(self, asked: Document, stored: Document) -> None:
        self._drafts.answer(asked, stored)
        if self._chosen == asked.id:
            self._chosen = stored.id
        self._show()

    def _on_refused(self, error: EngineError) -> None:
        self._said = str(error)
        self._show()

    def _on_look(self) -> None:
        if self.stack.currentWidget() is self.pane:
            self.pane.look_again()
        self._show_list()
