"""The command board: choose devices, see what an order would do, give it, follow it to each result."""

import time
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QSplitter, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from controlcenter.domain.ids import DeviceId, OrderId
from controlcenter.domain.orders import OrderDraft, OrderPreview, OrderRecord
from controlcenter.domain.selections import Selection
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.board_compose import Composer
from controlcenter.ui.control.board_confirm import ConfirmOrder
from controlcenter.ui.control.board_map import BoardMap
from controlcenter.ui.control.board_preview import PreviewModel
from controlcenter.ui.control.orders_list import OrdersList
from controlcenter.ui.control.orders_panel import OrderPanel
from controlcenter.ui.control.words import approval_text, length_text, until_text
from controlcenter.ui.faceplate.control import refusal_text
from controlcenter.ui.look import Look
from controlcenter.ui.map.lasso import Joining, joined
from controlcenter.ui.models.commands import source_text
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.words import count_text

_SIZES = {"across": [340, 620, 330], "down": [330, 260]}


class BoardView(QWidget):
    """The new order at the left, map and preview or the order followed in the middle, the last orders at the right."""

    device_chosen = Signal(str)
    map_wanted = Signal(str)
    log_wanted = Signal(int)

    def __init__(
        self, bridge: Bridge, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._clock = bridge, look, clock
        self._turn = 0
        self._tried: OrderDraft | None = None
        self._preview: OrderPreview | None = None
        self.compose = Composer(bridge, look, clock)
        self.map = BoardMap(look, clock)
        self.preview_head = SectionHeader()
        self.preview = PreviewModel(bridge.mirror, look, self)
        self.tree = QTreeView()
        self.hint = EmptyHint()
        self.order = OrderPanel(bridge, look, clock)
        self.orders = OrdersList(bridge, look, clock)
        self._lay()
        self._connect()
        self.retranslate()

    def _lay(self) -> None:
        self.tree.setModel(self.preview)
        self.tree.setUniformRowHeights(True)
        self.tree.setProperty("role", "rows")
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.tree.header().resizeSection(0, 260)
        self.tree.setFirstColumnSpanned(0, QModelIndex(), False)
        self._preview_stack = QStackedWidget()
        self._preview_stack.addWidget(self.hint)
        self._preview_stack.addWidget(self.tree)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.preview_head)
        column.addWidget(self._preview_stack, 1)
        self.down = QSplitter(Qt.Orientation.Vertical)
        self.down.addWidget(self.map)
        self.down.addWidget(below)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.down)
        self.middle.addWidget(self.order)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.compose, self.middle, self.orders):
            self.across.addWidget(widget)
        self.across.setStretchFactor(1, 1)
        self.orders.setMinimumWidth(250)
        for splitter, sizes in ((self.across, _SIZES["across"]), (self.down, _SIZES["down"])):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
            splitter.setSizes(sizes)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.across)

    def _connect(self) -> None:
        self.compose.changed.connect(self._on_changed)
        self.compose.run_wanted.connect(self.ask)
        self.map.lassoed.connect(self._on_lassoed)
        self.map.map.device_clicked.connect(self._on_device_clicked)
        self.tree.doubleClicked.connect(self._on_preview_opened)
        self.tree.selectionModel().currentChanged.connect(self._on_preview_chosen)
        self.orders.order_opened.connect(self.show_order)
        self.order.order_placed.connect(self._follow)
        self.order.log_wanted.connect(self.log_wanted)
        self.order.device_chosen.connect(self.device_chosen)
        self.order.closed.connect(self.show_map)
        for keys, deed in (("Ctrl+Return", self.ask), ("Ctrl+N", self.show_map)):
            shortcut = QShortcut(QKeySequence(keys), self, deed)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # Following

    def refresh(self) -> None:
        """Read the whole mirror: the board came on screen."""
        self.map.map.set_devices(self._bridge.mirror)
        self.compose.refresh()
        self.orders.refresh()
        self.order.refresh()
        self._mark()

    def take(self, changes: ChangeSet) -> None:
        if self.middle.currentWidget() is self.down:
            self.map.map.take(changes, self._bridge.mirror)
        if changes.devices or changes.removed or changes.documents or changes.undocumented or changes.areas is not None:
            self.compose.refresh()
        self.orders.take(changes)
        self.order.take(changes)

    # Choosing

    def show_selection(self, selection: Selection) -> None:
        """Command *selection*: another page asked for it."""
        self.show_map()
        self.compose.put_selection(selection)

    def show_map(self) -> None:
        self.middle.setCurrentWidget(self.down)
        self.map.map.set_devices(self._bridge.mirror)

    def show_order(self, number: int) -> None:
        """Follow the order with this number; nothing happens when nobody knows it."""
        order = self.orders.order(OrderId(number))
        if order is not None:
            self.order.show_order(order)
            self.middle.setCurrentWidget(self.order)

    def _on_lassoed(self, found: list[DeviceId], joining: Joining) -> None:
        selection = self.compose.selection()
        if joining is Joining.REPLACE:
            self.compose.put_selection(Selection(tuple(found)))
            return
        named = self.compose.devices if joining is Joining.REMOVE else selection.devices
        devices = joined(named, found, joining)
        kept = selection if joining is Joining.ADD else Selection()
        self.compose.put_selection(msgspec.structs.replace(kept, devices=devices))

    def _on_device_clicked(self, device: str) -> None:
        self.device_chosen.emit(device)

    def _on_preview_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        device = self.preview.device(current)
        if device is not None:
            self.map.map.choose(device)
            self.device_chosen.emit(device)
        elif current.isValid():
            self.map.lasso.mark(self.preview.devices(current))

    def _on_preview_opened(self, index: QModelIndex) -> None:
        device = self.preview.device(index)
        if device is not None:
            self.map.map.centre_on(device)

    # What it would do

    def _on_changed(self) -> None:
        draft = self.compose.draft()
        if draft is None:
            self._turn += 1
            self._tried = self._preview = None
            self._show_preview("")
        elif self._tried is None or not _same(draft, self._tried):
            self._ask_preview(draft)
        else:
            self._show_preview("")

    def _ask_preview(self, draft: OrderDraft) -> None:
        self._turn += 1
        turn = self._turn
        self._tried, self._preview = draft, None
        self._bridge.ask_then(
            self._bridge.engine.preview_order(draft, self._bridge.operator),
            lambda preview: self._on_previewed(turn, preview),
            lambda error: self._on_preview_refused(turn, error),
        )

    def _on_previewed(self, turn: int, preview: OrderPreview) -> None:
        if turn == self._turn:
            self._preview = preview
            self._show_preview("")

    def _on_preview_refused(self, turn: int, error: EngineError) -> None:
        if turn == self._turn:
            self._show_preview(refusal_text(error.code, str(error)))

    def _show_preview(self, said: str) -> None:
        preview = self._preview
        self.preview.put(preview)
        self._preview_stack.setCurrentIndex(1 if preview is not None else 0)
        for row in range(self.preview.rowCount()):
            self.tree.setFirstColumnSpanned(row, QModelIndex(), True)
        self.preview_head.set_note(self._summary(preview) if preview else said)
        reason = bool(self.compose.reason.text().strip())
        verdict = said or self._verdict(reason)
        self.compose.say(verdict, bool(preview and preview.affected) and reason)
        self._mark()

    def _verdict(self, reason: bool) -> str:
        if not self.compose.devices:
            return QCoreApplication.translate("Control", "Choose devices first")
        if self._tried is None:
            return QCoreApplication.translate("Control", "Choose a command")
        if self._preview is None:
            return QCoreApplication.translate("Control", "Looking at who can take it…")
        if not self._preview.affected:
            return QCoreApplication.translate("Control", "Nobody is left to be commanded")
        if not reason:
            return QCoreApplication.translate("Control", "Say why: a reason is needed")
        return self._summary(self._preview)

    def _summary(self, preview: OrderPreview) -> str:
        language = self._look.language
        affected, excluded = (count_text(len(found), language) for found in (preview.affected, preview.excluded))
        parts = [
            QCoreApplication.translate("Control", "{count} commanded").format(count=affected),
            QCoreApplication.translate("Control", "{count} left out", "summary").format(count=excluded),
            length_text(preview.seconds),
        ]
        if preview.approval:
            parts.append(QCoreApplication.translate("Control", "needs a second person"))
        return " · ".join(parts)

    def _mark(self) -> None:
        preview = self._preview
        if preview is None:
            self.map.lasso.mark(self.compose.devices)
        else:
            self.map.lasso.mark([one.device for one in preview.affected], [one.device for one in preview.excluded])

    # Giving it

    def ask(self) -> None:
        """Show the order once more before it is given."""
        draft, preview = self.compose.draft(), self._preview
        if draft is None or preview is None or not self.compose.run.isEnabled():
            return
        command = self.compose.command
        dialog = ConfirmOrder(draft.title, self._facts(draft, preview), bool(command and command.critical), self)
        dialog.given.connect(lambda: self._place(draft))
        dialog.open()

    def _facts(self, draft: OrderDraft, preview: OrderPreview) -> list[tuple[str, str]]:
        language = self._look.language
        ends = until_text(draft.until, self._clock(), self._look.zone)
        if draft.until is not None:
            ends = QCoreApplication.translate("Control", "{until}, then back to plan").format(until=ends)
        facts = [
            (QCoreApplication.translate("Control", "Devices"), count_text(len(preview.affected), language)),
            (QCoreApplication.translate("Control", "Left out"), count_text(len(preview.excluded), language)),
            (QCoreApplication.translate("Control", "Lasts"), ends),
            (QCoreApplication.translate("Control", "As"), source_text(draft.source)),
            (QCoreApplication.translate("Control", "Handed over"), length_text(preview.seconds)),
            (QCoreApplication.translate("Control", "Reason"), draft.reason),
        ]
        if preview.approval:
            words = QCoreApplication.translate("Control", "needed: {rules}")
            second = words.format(rules=approval_text(preview.approval))
            facts.append((QCoreApplication.translate("Control", "Second person"), second))
        return facts

    def _place(self, draft: OrderDraft) -> None:
        self.compose.run.setEnabled(False)
        self._bridge.ask_then(
            self._bridge.engine.place_order(draft, self._bridge.operator), self._on_placed, self._on_place_refused
        )

    def _on_placed(self, order: OrderRecord) -> None:
        self.compose.reason.clear()
        self._follow(order)

    def _follow(self, order: OrderRecord) -> None:
        """Show an order given here a moment ago: no change-set has told of it yet."""
        self.orders.add(order)
        self.show_order(order.id)

    def _on_place_refused(self, error: EngineError) -> None:
        self.compose.say(refusal_text(error.code, str(error)), True)

    # Words and memory

    def retranslate(self) -> None:
        self.preview_head.set_title(QCoreApplication.translate("Control", "What it would do"))
        self.hint.set_words(
            QCoreApplication.translate("Control", "Nothing chosen yet"),
            QCoreApplication.translate(
                "Control",
                "Choose devices with the lasso, or by kind, area, tag or group, then a command. "
                "Who would take it and who would not, and why, is listed here before anything is sent.",
            ),
        )
        self.compose.retranslate()
        self.map.retranslate()
        self.order.retranslate()
        self.orders.retranslate()
        self._show_preview("")

    def save_state(self) -> dict[str, object]:
        return {"across": self.across.sizes(), "down": self.down.sizes(), "map": self.map.map.save_state()}

    def restore_state(self, state: dict[str, object]) -> None:
        for name, splitter in (("across", self.across), ("down", self.down)):
            sizes = state.get(name)
            if (
                isinstance(sizes, list)
                and len(sizes) == splitter.count()
                and all(type(size) is int and size > 0 for size in sizes)
            ):
                splitter.setSizes(sizes)
        self.map.map.restore_state(state.get("map"))


def _same(one: OrderDraft, other: OrderDraft) -> bool:
    """Whether the engine would say the same of both: reason, title and end change nothing of that."""
    return msgspec.structs.replace(one, reason="", title="", until=None) == msgspec.structs.replace(
        other, reason="", title="", until=None
    )
