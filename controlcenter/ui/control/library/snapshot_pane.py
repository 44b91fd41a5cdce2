"""A snapshot: taken of a selection, compared with now, brought back whole or in part."""

import time
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QSplitter, QVBoxLayout, QWidget

from controlcenter.domain.documents import Document, Snapshot
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.orders import OrderDraft
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.library.ordering import Ordering
from controlcenter.ui.control.library.pane import PaneFoot, PaneHead, name_problem
from controlcenter.ui.control.library.snapshot_rows import KeptRow, differing, kept_columns, kept_rows
from controlcenter.ui.look import Look
from controlcenter.ui.views.system_table import RowsTable
from controlcenter.ui.widgets.flow import FilterChip
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.words import clock_text, count_text

SIZES = (600, 400)
MOST_LISTED = 2000


class SnapshotPane(QWidget):
    """Shows one snapshot that was taken; ``changed`` carries it with its new name."""

    changed = Signal(object)
    log_wanted = Signal(int)
    device_chosen = Signal(str)

    def __init__(
        self, bridge: Bridge, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._clock = bridge, look, clock
        self._document: Document | None = None
        self._draft: OrderDraft | None = None
        self.rows: list[KeptRow] = []
        self.head, self.foot = PaneHead(look, self), PaneFoot(self)
        self.compared = SectionHeader(parent=self)
        self.only = FilterChip("only", parent=self)
        self.only.setChecked(True)
        self.compared.add(self.only)
        self.table: RowsTable[KeptRow] = RowsTable(kept_columns(look), lambda row: (row.device, row.key), look, self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.part, self.whole = QPushButton(self), QPushButton(self)
        self.foot.add(self.part)
        self.foot.add(self.whole)
        self.order = Ordering(bridge, look, lambda: self._draft, clock)
        self._lay()
        self.head.edited.connect(self._on_edited)
        self.only.toggled.connect(self._on_filtered)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.part.clicked.connect(self.bring_part)
        self.whole.clicked.connect(self.bring_all)
        self.order.log_wanted.connect(self.log_wanted)
        self.order.device_chosen.connect(self.device_chosen)
        self.retranslate()

    def _lay(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addSpacing(8)
        column.addWidget(self.compared)
        column.addWidget(self.table, 1)
        column.addWidget(self.foot)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(left)
        self.split.addWidget(self.order)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes(list(SIZES))
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    def put(self, document: Document, edited: bool, said: str = "") -> None:
        """Show *document*, a snapshot."""
        if not isinstance(document.body, Snapshot):
            return
        news = self._document is None or self._document.id != document.id
        self._document = document
        self.head.put(document)
        self.foot.show_state(edited, name_problem(document.name), said)
        if news:
            self._draft = None
            self.order.forget()
        self.look_again()

    def take(self, changes: ChangeSet) -> None:
        self.order.take(changes)

    def look_again(self) -> None:
        """Compare anew with what is reported now."""
        if self._document is None or not isinstance(self._document.body, Snapshot):
            return
        self.rows = kept_rows(self._document.body, self._bridge.mirror, self._look.language, self._clock())
        self._show_rows()

    def bring_all(self) -> None:
        """Prepare the order that brings everything back."""
        self._bring(())

    def bring_part(self) -> None:
        """Prepare the order that brings back the devices of the rows chosen."""
        if chosen := self.chosen():
            self._bring(chosen)

    def chosen(self) -> tuple[DeviceId, ...]:
        """The devices of the rows chosen, each once."""
        rows = self.table.rows_model.rows
        picked = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(dict.fromkeys(rows[row].device for row in picked if row < len(rows)))

    def _bring(self, devices: tuple[DeviceId, ...]) -> None:
        document = self._document
        if document is None:
            return
        self._bridge.ask_then(
            self._bridge.engine.snapshot_draft(document.id, devices),
            lambda draft: self._on_draft(document, draft),
            self._on_refused,
        )

    def _on_draft(self, document: Document, draft: OrderDraft) -> None:
        if self._document is not None and self._document.id == document.id:
            self._draft = draft if draft.title else replace(draft, title=document.name)
            self.order.preview()

    def _on_refused(self, error: EngineError) -> None:
        self.foot.show_state(self.foot.discard.isEnabled(), "", str(error))

    def _show_rows(self) -> None:
        different = differing(self.rows)
        shown = different if self.only.isChecked() else self.rows
        self.table.put(shown[:MOST_LISTED])
        language = self._look.language
        self.only.set_count(len(different))
        body = self._document.body if self._document else None
        if isinstance(body, Snapshot):
            words = QCoreApplication.translate("Library", "taken {time} by {name} · {count} devices")
            at = clock_text(body.taken_at, self._look.zone, date=True)[:16]
            self.compared.set_note(words.format(time=at, name=body.by, count=count_text(len(body.values), language)))
        self.whole.setEnabled(bool(self.rows))
        self._on_selected()

    def retranslate(self) -> None:
        self.compared.set_title(QCoreApplication.translate("Library", "Kept and reported now"))
        self.only.set_word(QCoreApplication.translate("Library", "Differences"))
        self.whole.setText(QCoreApplication.translate("Library", "Bring all back…"))
        self.whole.setToolTip(QCoreApplication.translate("Library", "Preview the order for all of it"))
        self.part.setText(QCoreApplication.translate("Library", "Bring chosen back…"))
        self.part.setToolTip(QCoreApplication.translate("Library", "Preview the order for the rows chosen"))
        for part in (self.head, self.foot, self.order, self.table.rows_model):
            part.retranslate()
        self.look_again()

    def _on_edited(self) -> None:
        if self._document is not None:
            self.changed.emit(replace(self._document, name=self.head.text()))

    def _on_filtered(self, _on: bool) -> None:
        self._show_rows()

    def _on_selected(self, *_: object) -> None:
        self.part.setEnabled(bool(self.chosen()))
