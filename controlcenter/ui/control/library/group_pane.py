"""A group: whom it means, and everybody it means now."""

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from controlcenter.domain.documents import Document, Group
from controlcenter.domain.ids import DocumentId
from controlcenter.domain.selections import Selection
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.control.library.members import MemberPanel
from controlcenter.ui.control.library.pane import PaneFoot, PaneHead, name_problem
from controlcenter.ui.control.library.selection_editor import SelectionEditor
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror

SIZES = (460, 520)


class GroupPane(QWidget):
    """Shows one group; ``changed`` carries it as edited."""

    changed = Signal(object)
    board_wanted = Signal(object)

    def __init__(self, mirror: Mirror, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror = mirror
        self._document: Document | None = None
        self.head, self.foot = PaneHead(look, self), PaneFoot(self)
        self.editor = SelectionEditor(mirror, look)
        self.members = MemberPanel(mirror, look)
        self.board = QPushButton(self)
        self.foot.add(self.board)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(scrolled(self.editor), 1)
        column.addWidget(self.foot)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(left)
        self.split.addWidget(self.members)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes(list(SIZES))
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)
        self.head.edited.connect(self._on_edited)
        self.editor.changed.connect(self._on_edited)
        self.board.clicked.connect(self._on_board_clicked)
        self.retranslate()

    def put(self, document: Document, edited: bool, said: str = "") -> None:
        """Show *document*, a group."""
        if not isinstance(document.body, Group):
            return
        self._document = document
        self.head.put(document)
        self.editor.put(document.body.selection)
        self.members.put(document.body.selection)
        self.foot.show_state(edited, self._problem(document), said)
        self.board.setEnabled(bool(self.members.devices))

    def take(self, changes: ChangeSet) -> None:
        if self._document is None or not isinstance(self._document.body, Group):
            return
        if changes.devices or changes.removed or changes.areas is not None or changes.documents:
            self.members.put(self._document.body.selection)

    def look_again(self) -> None:
        """The same devices with what they show now."""
        self.members.refresh_rows()

    def retranslate(self) -> None:
        self.head.retranslate()
        self.foot.retranslate()
        self.editor.retranslate()
        self.members.retranslate()
        self.board.setText(QCoreApplication.translate("Library", "Open on the board"))
        self.board.setToolTip(QCoreApplication.translate("Library", "Command these devices (Ctrl+B)"))

    def open_board(self) -> None:
        """Ask for the board with what is shown: the group itself once it is stored as it stands."""
        if self._document is None or not self.members.devices:
            return
        stored = self._document.id and not self.foot.discard.isEnabled()
        mine = Selection(groups=(self._document.id,)) if stored else self.editor.selection()
        self.board_wanted.emit(mine)

    def _problem(self, document: Document) -> str:
        if not isinstance(document.body, Group):
            return ""
        if problem := name_problem(document.name):
            return problem
        if document.id and in_ring(document.id, document.body.selection, self._mirror):
            return QCoreApplication.translate("Library", "A group cannot hold itself.")
        if document.body.selection == Selection():
            return QCoreApplication.translate("Library", "It needs a device, a group or a line to match.")
        return ""

    def _on_edited(self) -> None:
        if self._document is not None:
            self.changed.emit(replace(self._document, name=self.head.text(), body=Group(self.editor.selection())))

    def _on_board_clicked(self) -> None:
        self.open_board()


def in_ring(group: DocumentId, selection: Selection, mirror: Mirror) -> bool:
    """Whether *selection* leads back to *group*."""
    seen: set[DocumentId] = set()
    waiting = list(selection.groups)
    while waiting:
        number = waiting.pop()
        if number == group:
            return True
        held = mirror.control.documents.get(number)
        if number not in seen and held is not None and isinstance(held.body, Group):
            seen.add(number)
            waiting += held.body.selection.groups
    return False


def scrolled(widget: QWidget) -> QScrollArea:
    """*widget* in an area that scrolls down when it is too long."""
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
