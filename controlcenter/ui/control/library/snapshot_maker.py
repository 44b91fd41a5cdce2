"""Take a snapshot: a name, whom of, and the button that keeps what they report now."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from controlcenter.domain.documents import Document
from controlcenter.domain.selections import Selection
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.library.group_pane import scrolled
from controlcenter.ui.control.library.members import MemberPanel
from controlcenter.ui.control.library.pane import PaneFoot, PaneHead, name_problem
from controlcenter.ui.control.library.selection_editor import SelectionEditor
from controlcenter.ui.look import Look

SIZES = (460, 520)


class SnapshotMaker(QWidget):
    """``taken`` carries the Document the engine made."""

    taken = Signal(object)
    dropped = Signal()
    changed = Signal(object)

    def __init__(self, bridge: Bridge, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.head, self.foot = PaneHead(look, self), PaneFoot(self)
        self.foot.save.hide()
        self.editor = SelectionEditor(bridge.mirror, look)
        self.members = MemberPanel(bridge.mirror, look)
        self.keep = QPushButton(self)
        self.foot.add(self.keep)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(scrolled(self.editor), 1)
        column.addWidget(self.foot)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(left)
        split.addWidget(self.members)
        split.setChildrenCollapsible(False)
        split.setSizes(list(SIZES))
        split.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        self.head.edited.connect(self._show)
        self.editor.changed.connect(self._on_selection_changed)
        self.keep.clicked.connect(self.take_it)
        self.foot.discard.clicked.connect(self.dropped)
        self.retranslate()

    def put(self, document: Document, _edited: bool, said: str = "") -> None:
        """Show the empty document a snapshot begins with; what was typed stays."""
        self.head.put(document)
        self.members.put(self.editor.selection())
        self._show(said)

    def clear(self) -> None:
        self.editor.put(Selection())
        self.head.name.clear()

    def take(self, changes: ChangeSet) -> None:
        if changes.devices or changes.removed or changes.areas is not None or changes.documents:
            self.members.put(self.editor.selection())

    def look_again(self) -> None:
        self.members.refresh_rows()

    def take_it(self) -> None:
        """Let the engine keep what the devices report now."""
        if self.keep.isEnabled():
            engine, operator = self._bridge.engine, self._bridge.operator
            asked = engine.take_snapshot(self.head.text(), tuple(self.members.devices), operator)
            self._bridge.ask_then(asked, self._on_taken, self._on_refused)

    def retranslate(self) -> None:
        self.keep.setText(QCoreApplication.translate("Library", "Take snapshot"))
        self.keep.setToolTip(QCoreApplication.translate("Library", "Keep what they report now (Ctrl+S)"))
        for part in (self.head, self.foot, self.editor, self.members):
            part.retranslate()
        self._show()

    def _show(self, said: object = "") -> None:
        problem = name_problem(self.head.text())
        if not problem and not self.members.devices:
            problem = QCoreApplication.translate("Library", "Choose the devices to keep the state of.")
        self.foot.show_state(True, problem, said if isinstance(said, str) else "")
        self.keep.setEnabled(not problem)

    def _on_selection_changed(self) -> None:
        self.members.put(self.editor.selection())
        self._show()

    def _on_taken(self, document: Document) -> None:
        self.clear()
        self.taken.emit(document)

    def _on_refused(self, error: EngineError) -> None:
        self._show(str(error))
