"""Groups, scenes and snapshots: the list at the left, the one chosen at the right."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from controlcenter.domain.documents import Body, Document, Group, Scene, Snapshot
from controlcenter.domain.ids import DocumentId
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.library.document_list import DocumentList, DocumentRow
from controlcenter.ui.control.library.drafts import BLANKS, NEW, Drafts, copy_of
from controlcenter.ui.control.library.examples import flood_scene
from controlcenter.ui.control.library.group_pane import GroupPane
from controlcenter.ui.control.library.hints import hint_words
from controlcenter.ui.control.library.keys import LibraryKeys
from controlcenter.ui.control.library.members import MemberBook
from controlcenter.ui.control.library.questions import ask
from controlcenter.ui.control.library.scene_pane import ScenePane
from controlcenter.ui.control.library.snapshot_maker import SnapshotMaker
from controlcenter.ui.control.library.snapshot_pane import SnapshotPane
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.words import clock_text, count_text

SORTS: dict[str, type[Body]] = {"group": Group, "scene": Scene, "snapshot": Snapshot}
LIST_PX = 250
LOOK_MS = 1000
"""What devices show is looked at again at most once in this time."""
Pane = GroupPane | ScenePane | SnapshotPane | SnapshotMaker


class LibraryView(QWidget):
    """What operators name: edited apart from what is in force, stored by hand."""

    board_wanted = Signal(object)
    """A Selection to command on the board."""
    log_wanted = Signal(int)
    """The id of an order placed here, to be shown in the log."""
    device_chosen = Signal(str)

    def __init__(
        self, bridge: Bridge, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look = bridge, look
        self._drafts = Drafts(bridge.mirror.control.documents)
        self._members = MemberBook(bridge.mirror)
        self._sort = "group"
        self._chosen: dict[str, DocumentId | None] = dict.fromkeys(SORTS)
        self._said = ""
        self.list = DocumentList(look, tuple(SORTS), self)
        self.groups = GroupPane(bridge.mirror, look)
        self.scenes = ScenePane(bridge, look, clock=clock)
        self.snapshots = SnapshotPane(bridge, look, clock=clock)
        self.maker = SnapshotMaker(bridge, look)
        self.hint = EmptyHint(parent=self)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(LOOK_MS)
        self._lay()
        self._connect()
        self.retranslate()

    def _lay(self) -> None:
        self.stack = QStackedWidget(self)
        for widget in (self.groups, self.scenes, self.snapshots, self.maker, self.hint):
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
        self.hint.action_chosen.connect(self._on_hint_chosen)
        self.groups.board_wanted.connect(self.board_wanted)
        self.maker.taken.connect(self._on_taken)
        self.maker.dropped.connect(self.discard)
        for pane in (self.groups, self.scenes, self.snapshots):
            pane.changed.connect(self._on_edited)
            pane.foot.save.clicked.connect(self.save)
            pane.foot.discard.clicked.connect(self.discard)
        for ordering in (self.scenes, self.snapshots):
            ordering.log_wanted.connect(self.log_wanted)
            ordering.device_chosen.connect(self.device_chosen)
        self._looking.timeout.connect(self._on_look)
        LibraryKeys(self)

    # Following

    def refresh(self) -> None:
        """Show everything from the mirror afresh."""
        self._members.forget()
        self._show()
        for pane in (self.scenes, self.snapshots):
            pane.order.refresh()

    def take(self, changes: ChangeSet) -> None:
        news = self._members.forget_if(changes)
        if changes.documents or changes.undocumented:
            self._drafts.arrived(changes.documents, changes.undocumented)
            self._show()
        elif news:
            self._show_list()
        pane = self.pane()
        if pane is not None:
            pane.take(changes)
            if (changes.statuses or changes.readings) and not self._looking.isActive():
                self._looking.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._looking.stop()
        super().hideEvent(event)

    def show_sort(self, sort: str) -> None:
        """Bring the groups, the scenes or the snapshots to the front; unknown names are passed over."""
        if sort in SORTS:
            self._sort, self._said = sort, ""
            self._show()

    def show_document(self, number: DocumentId) -> None:
        """Bring the document to the front, if there is such a one."""
        held = self._bridge.mirror.control.documents.get(number)
        sort = next((key for key, body in SORTS.items() if held is not None and isinstance(held.body, body)), None)
        if sort is not None:
            self._chosen[sort] = number
            self.show_sort(sort)

    # Deeds

    def begin(self) -> None:
        """A new one of the sort shown."""
        self._open(self._drafts.begin(BLANKS[SORTS[self._sort]]()))
        pane = self.pane()
        if pane is not None:
            pane.head.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def duplicate(self) -> None:
        """A new one like the one shown; of a snapshot there is only one."""
        document = self._current()
        if document is not None and self._sort != "snapshot":
            copy = copy_of(document)
            self._drafts.put(copy)
            self._open(copy)

    def save(self) -> None:
        """Store what was edited."""
        document, pane = self._current(), self.pane()
        if pane is self.maker:
            self.maker.take_it()
        elif document is not None and pane is not None and pane.foot.save.isEnabled():
            asked = self._bridge.engine.save_document(document, self._bridge.operator)
            self._bridge.ask_then(asked, lambda stored: self._on_saved(document, stored), self._on_refused)

    def discard(self) -> None:
        """Back to what is stored; a new one goes."""
        document = self._current()
        if document is not None:
            self._drafts.discard(document)
            if document.id == NEW:
                self.maker.clear()
                self._chosen[self._sort] = None
            self._said = ""
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
            QCoreApplication.translate("Library", "Remove"),
            QCoreApplication.translate("Library", "Remove “{name}”?").format(name=document.name),
            QCoreApplication.translate("Library", "Orders given with it stay in the log."),
            QCoreApplication.translate("Library", "Remove"),
            lambda: self._remove(document),
        )

    def _remove(self, document: Document) -> None:
        asked = self._bridge.engine.remove_document(document.id, self._bridge.operator)
        self._bridge.ask_then(asked, None, self._on_refused)

    # Showing

    def _current(self) -> Document | None:
        number = self._chosen[self._sort]
        return None if number is None else self._drafts.get(SORTS[self._sort], number)

    def pane(self) -> Pane | None:
        """The pane in front, None when there is nothing to show."""
        shown = self.stack.currentWidget()
        return next((pane for pane in (self.groups, self.scenes, self.snapshots, self.maker) if pane is shown), None)

    def _open(self, document: Document) -> None:
        self._chosen[self._sort], self._said = document.id, ""
        self._show()

    def _show(self) -> None:
        self._show_list()
        document = self._current()
        pane: Pane | None = None
        if document is not None:
            panes: dict[str, Pane] = {"group": self.groups, "scene": self.scenes, "snapshot": self.snapshots}
            pane = self.maker if isinstance(document.body, Snapshot) and document.id == NEW else panes[self._sort]
            pane.put(document, self._drafts.edited(document), self._said)
        self.hint.set_words(*hint_words(self._sort))
        self.stack.setCurrentWidget(pane or self.hint)

    def _show_list(self) -> None:
        documents = self._drafts.documents(SORTS[self._sort])
        if self._current() is None:
            self._chosen[self._sort] = documents[0].id if documents else None
        rows = [DocumentRow(one.id, one.name, self._note(one), self._drafts.edited(one)) for one in documents]
        self.list.choose_sort(self._sort)
        self.list.put(rows, self._chosen[self._sort])
        self.list.copy.setVisible(self._sort != "snapshot")
        for sort, body in SORTS.items():
            self.list.chips[sort].set_count(len(self._bridge.mirror.control.documents_of(body)))

    def _note(self, document: Document) -> str:
        language, body = self._look.language, document.body
        if isinstance(body, Group):
            return count_text(len(self._members.of(body.selection)), language)
        if isinstance(body, Scene):
            if len(body.actions) == 1:
                return QCoreApplication.translate("Library", "1 action")
            return QCoreApplication.translate("Library", "{count} actions").format(count=len(body.actions))
        if isinstance(body, Snapshot) and body.taken_at:
            return clock_text(body.taken_at, self._look.zone, date=True)[:16]
        return ""

    def retranslate(self) -> None:
        words = {
            "group": QCoreApplication.translate("Library", "Groups"),
            "scene": QCoreApplication.translate("Library", "Scenes"),
            "snapshot": QCoreApplication.translate("Library", "Snapshots"),
        }
        for sort, word in words.items():
            self.list.chips[sort].set_word(word)
        self.list.retranslate()
        for pane in (self.groups, self.scenes, self.snapshots, self.maker):
            pane.retranslate()
        self._show()

    def save_state(self) -> dict[str, object]:
        return {"sort": self._sort, "chosen": {sort: number for sort, number in self._chosen.items() if number}}

    def restore_state(self, state: dict[str, object]) -> None:
        chosen, sort = state.get("chosen"), state.get("sort")
        if isinstance(chosen, dict):
            for key, number in chosen.items():
                if key in SORTS and type(number) is int:
                    self._chosen[key] = DocumentId(number)
        if isinstance(sort, str):
            self.show_sort(sort)

    # Answers

    def _on_chosen(self, number: DocumentId) -> None:
        self._chosen[self._sort], self._said = number, ""
        self._show()

    def _on_edited(self, document: Document) -> None:
        self._drafts.put(document)
        self._said = ""
        self._show()

    def _on_saved(self, asked: Document, stored: Document) -> None:
        self._drafts.answer(asked, stored)
        sort = next(key for key, body in SORTS.items() if isinstance(stored.body, body))
        if self._chosen[sort] == asked.id:
            self._chosen[sort] = stored.id
        self._show()

    def _on_taken(self, document: Document) -> None:
        self._on_saved(self._drafts.begin(BLANKS[Snapshot]()), document)

    def _on_refused(self, error: EngineError) -> None:
        self._said = str(error)
        self._show()

    def _on_hint_chosen(self) -> None:
        if self._sort == "scene":
            document = flood_scene(self._bridge.mirror, self._look.language)
            self._drafts.put(document)
            self._open(document)
        else:
            self.begin()

    def _on_look(self) -> None:
        pane = self.pane()
        if pane is not None:
            pane.look_again()
