"""The sign desk: messages kept at the left, the one being written in the middle, the signs at the right."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from controlcenter.domain.authority import DeviceRefusal
from controlcenter.domain.commands import Source
from controlcenter.domain.devices import Device
from controlcenter.domain.documents import Document, SignText
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.orders import OrderDraft
from controlcenter.domain.readings import Value
from controlcenter.domain.selections import Selection
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.library.members import devices_of
from controlcenter.ui.control.library.questions import ask
from controlcenter.ui.control.signs.compose import ComposePane
from controlcenter.ui.control.signs.faces import SIGN, FaceBook
from controlcenter.ui.control.signs.keep_dialog import KeepDialog
from controlcenter.ui.control.signs.keys import SignKeys
from controlcenter.ui.control.signs.library_pane import LibraryPane
from controlcenter.ui.control.signs.order_bar import OrderBar
from controlcenter.ui.control.signs.ordering import Ordering, order_draft
from controlcenter.ui.control.signs.sign_pane import SignPane
from controlcenter.ui.control.signs.sign_rows import Results, SignRow, place_of, results_of, signs_of
from controlcenter.ui.control.signs.words import forbidden_words, plain_text, verdict_text
from controlcenter.ui.control.words import approval_text
from controlcenter.ui.look import Look
from controlcenter.ui.words import count_text

LIBRARY_PX, SIGNS_PX = 238, 448
LONGEST_TITLE = 120


class SignsView(QWidget):
    """Nothing is sent before the button at the bottom is pressed."""

    map_wanted = Signal(str)
    order_opened = Signal(int)

    def __init__(
        self, bridge: Bridge, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._clock = bridge, look, clock
        self._faces = FaceBook()
        self._chosen: set[DeviceId] = set()
        self._focused: DeviceId | None = None
        self._signs: list[Device] = []
        self._results = Results()
        self.library = LibraryPane(bridge, look, self)
        self.compose = ComposePane(self._faces, look, self)
        self.bar = OrderBar(look, self, clock)
        self.signs = SignPane(bridge, self._faces, look, self, clock)
        self.ordering = Ordering(bridge, self.draft, self)
        self._judging = QTimer(self)
        self._judging.setSingleShot(True)
        self._judging.setInterval(0)
        self._lay()
        self._connect()
        SignKeys(self)
        self.setFocusProxy(self.compose.text)
        self.retranslate()

    def _lay(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.compose, 1)
        column.addWidget(self.bar)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        for place, widget in enumerate((self.library, middle, self.signs)):
            self.split.addWidget(widget)
            self.split.setStretchFactor(place, (1, 5, 4)[place])
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([LIBRARY_PX, 616, SIGNS_PX])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.split)

    def _connect(self) -> None:
        self.library.text_chosen.connect(self._on_text_chosen)
        self.library.new_wanted.connect(self.begin)
        self.library.store_wanted.connect(self.store)
        self.compose.changed.connect(self._on_changed)
        self.bar.changed.connect(self._on_terms)
        self.bar.show_wanted.connect(self.place)
        self.ordering.changed.connect(self._on_answered)
        self._judging.timeout.connect(self._judge)
        signs = self.signs
        signs.table.signs.ticked.connect(self._on_ticked)
        signs.table.device_focused.connect(self._on_focused)
        signs.chosen.connect(self.choose)
        signs.map_clicked.connect(self._on_map)
        signs.blank_wanted.connect(self.ask_blank)
        signs.brightness_wanted.connect(lambda level: self._command("set_brightness", {"level": level}))
        signs.test_wanted.connect(lambda: self._command("pixel_test", {}))
        signs.rollout.retry_wanted.connect(self.ordering.retry)
        signs.rollout.stop_wanted.connect(self.ordering.cancel)
        signs.rollout.open_wanted.connect(self._on_open)
        signs.showing.released.connect(self._on_release)

    # Following

    def refresh(self) -> None:
        self._read_signs()
        self.library.refresh()
        self.signs.showing.refresh()

    def take(self, changes: ChangeSet) -> None:
        if changes.documents or changes.undocumented:
            self.library.refresh()
        if changes.devices or changes.removed or changes.areas is not None:
            self._read_signs()
        if self.ordering.take(changes):
            self._on_answered()
        self.signs.showing.take(changes)

    def hideEvent(self, event: QHideEvent) -> None:
        self.ordering.stop()
        self._judging.stop()
        super().hideEvent(event)

    def _read_signs(self) -> None:
        self._signs = signs_of(self._bridge.mirror)
        known = {device.id for device in self._signs}
        self._chosen &= known
        if self._focused not in known:
            self._focused = self._signs[0].id if self._signs else None
        self._show_focused()
        self._show_rows()
        self._judging.start()

    # Choosing

    def show_selection(self, selection: Selection) -> None:
        """Tick the signs of *selection*."""
        self.choose(devices_of(selection, self._bridge.mirror))

    def choose(self, devices: Iterable[DeviceId]) -> None:
        """Tick exactly those of *devices* that are signs."""
        self._chosen = {device for device in devices if self._bridge.mirror.kind_of(device) == SIGN}
        self._on_terms()

    @property
    def chosen(self) -> tuple[DeviceId, ...]:
        return tuple(device.id for device in self._signs if device.id in self._chosen)

    @property
    def focused(self) -> Device | None:
        return self._bridge.mirror.devices.get(self._focused) if self._focused is not None else None

    def _on_ticked(self, device: str, on: bool) -> None:
        (self._chosen.add if on else self._chosen.discard)(DeviceId(device))
        self._on_terms()

    def _on_focused(self, device: str) -> None:
        self._focused = DeviceId(device)
        self._show_focused()

    def _show_focused(self) -> None:
        self.compose.show_device(self.focused)
        self.signs.showing.show_device(self.focused)

    def _on_map(self) -> None:
        if self._focused is not None:
            self.map_wanted.emit(self._focused)

    # The message

    def begin(self) -> None:
        """An empty message."""
        self.library.choose(None)
        self.compose.put("[jp3]")
        self.compose.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def store(self) -> None:
        """Ask for a name, then keep the message in the library."""
        if self.compose.draft.message is None or self.compose.draft.empty:
            return
        dialog = KeepDialog(
            self.compose.draft.multi, self.library.current(), self.library.categories(), self.library.keep, self
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_text_chosen(self, document: Document) -> None:
        if isinstance(document.body, SignText):
            self.bar.choose_minutes(document.body.minutes)
            self.compose.put(document.body.multi)

    def _on_changed(self) -> None:
        self._on_terms()
        self._judging.start()

    # Ordering

    def draft(self) -> OrderDraft | None:
        """The order as it would be placed now; None while there is nothing to show or nowhere."""
        compose = self.compose.draft
        if not self._chosen or compose.message is None or compose.empty:
            return None
        until = self.bar.until()
        source = self.bar.source()
        arguments: dict[str, Value] = {
            "multi": compose.multi,
            "priority": source.name.lower(),
            "duration_s": self.bar.duration_s(until),
        }
        title = plain_text(compose.multi)[:LONGEST_TITLE]
        return order_draft(self.chosen, "show", arguments, title, self.bar.words(), source, until)

    def place(self) -> None:
        """Send the message to the ticked signs."""
        draft = self.draft()
        if draft is not None and self.bar.show_it.isEnabled():
            self.bar.show_it.setEnabled(False)
            self.ordering.place(draft)

    def ask_blank(self) -> None:
        """Ask, then put out the ticked signs."""
        if not self._reasoned():
            return
        count = count_text(len(self._chosen), self._look.language)
        ask(
            self,
            QCoreApplication.translate("Signs", "Blank"),
            QCoreApplication.translate("Signs", "Put out {count} signs?").format(count=count),
            QCoreApplication.translate("Signs", "Drivers read nothing there until the order ends."),
            QCoreApplication.translate("Signs", "Blank"),
            lambda: self._command("blank", {}, self.bar.until()),
        )

    def _reasoned(self) -> bool:
        """Whether a reason was given; if not, say so where it belongs."""
        if self.bar.words():
            return True
        self.bar.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ordering.said = QCoreApplication.translate("Signs", "A reason is needed, for the log.")
        self._show_order()
        return False

    def _command(self, command: str, arguments: Mapping[str, Value], until: float | None = None) -> None:
        if self._chosen and self._reasoned():
            kind = self._bridge.mirror.kinds.get(SIGN)
            known = kind.commands.get(command) if kind is not None else None
            title = known.name.in_(self._look.language) if known is not None else command
            source = self.bar.source()
            self.ordering.place(order_draft(self.chosen, command, arguments, title, self.bar.words(), source, until))

    def _on_release(self) -> None:
        if self._focused is not None:
            self._bridge.ask_then(
                self._bridge.engine.release([self._focused], self._bridge.operator, self.bar.words()),
                self._on_released,
                lambda error: self._say(str(error)),
            )

    def _on_released(self, refusals: Sequence[DeviceRefusal]) -> None:
        if refusals:
            self._say(", ".join(refusal.text for refusal in refusals))

    def _say(self, text: str) -> None:
        self.ordering.said = text
        self._show_order()

    def _on_open(self) -> None:
        if self.ordering.order is not None:
            self.order_opened.emit(self.ordering.order.id)

    def _on_terms(self) -> None:
        self.ordering.forget()
        self._on_answered()

    def _on_answered(self) -> None:
        self._results = results_of(self.ordering.order, self.ordering.preview, self._bridge.mirror)
        self._show_order()
        self._show_rows()

    # Showing

    def _judge(self) -> None:
        """Draw the text for one sort of sign at a time, so that typing goes on."""
        multi = self.compose.draft.multi
        for device in self._signs:
            if self._faces.known(device, multi) is None:
                self._faces.verdict(device, multi)
                self._judging.start()
                return
        self._show_order()
        self._show_rows()

    def _show_rows(self) -> None:
        self.signs.table.put([self._row(device) for device in self._signs], self._focused)
        self.signs.show_count(len(self._signs), len(self._chosen))

    def _row(self, device: Device) -> SignRow:
        face = self._faces.face(device)
        verdict = self._faces.known(device, self.compose.draft.multi) if not self.compose.draft.empty else None
        result, wrong = self._results.of(device.id, self._bridge.mirror, self._look.language)
        return SignRow(
            device.id,
            device.name,
            place_of(device, self._bridge.mirror),
            f"{face.width}×{face.height}",
            device.id in self._chosen,
            verdict_text(verdict) if verdict is not None else "",
            verdict.problem is None if verdict is not None else None,
            result,
            wrong,
        )

    def _show_order(self) -> None:
        ordering, language = self.ordering, self._look.language
        self.signs.rollout.put(ordering.order, ordering.said)
        preview, chosen = ordering.preview, len(self._chosen)
        count = len(preview.affected) if preview is not None else self._fitting()
        words = QCoreApplication.translate("Signs", "{count} of {chosen} signs")
        parts = [words.format(count=count_text(count, language), chosen=count_text(chosen, language))]
        problem = self.compose.problem()
        if preview is not None and preview.approval:
            second = QCoreApplication.translate("Signs", "needs a second person: {why}")
            parts.append(second.format(why=approval_text(preview.approval)))
        elif preview is not None:
            parts.append(QCoreApplication.translate("Signs", "needs no second person"))
        button = QCoreApplication.translate("Signs", "Show on {count} signs")
        if count == 1:
            button = QCoreApplication.translate("Signs", "Show on 1 sign")
        if not count:
            button = QCoreApplication.translate("Signs", "Show")
        action = button.format(count=count_text(count, language))
        allowed = not forbidden_words(self.compose.draft.multi)
        free = ordering.order is None or ordering.order.state.final
        ready = allowed and free and count > 0 and self.draft() is not None
        if not chosen:
            parts = [QCoreApplication.translate("Signs", "Tick signs at the right")]
        elif problem and (preview is None or not allowed):
            parts.append(problem)
        compose = self.compose.draft
        self.library.store.setEnabled(compose.message is not None and not compose.empty)
        self.bar.put(" · ".join(parts), action, ready)

    def _fitting(self) -> int:
        """Ticked signs of which nobody knows that they cannot show the text."""
        multi, devices = self.compose.draft.multi, self._bridge.mirror.devices
        known = (self._faces.known(devices.get(device), multi) for device in self.chosen)
        return sum(verdict is None or verdict.problem is None for verdict in known)

    def retranslate(self) -> None:
        for part in (self.library, self.compose, self.bar, self.signs):
            part.retranslate()
        self._show_order()
        self._show_rows()

    def save_state(self) -> dict[str, object]:
        return {
            "multi": self.compose.draft.multi,
            "chosen": list(self.chosen),
            "focused": self._focused or "",
            "source": self.bar.source().name,
            "end": self.bar.end(),
            "sizes": self.split.sizes(),
        }

    def restore_state(self, state: dict[str, object]) -> None:
        multi, chosen, source, end = (state.get(key) for key in ("multi", "chosen", "source", "end"))
        sizes, focused = state.get("sizes"), state.get("focused")
        if isinstance(multi, str):
            self.compose.put(multi)
        if isinstance(chosen, list):
            self.choose(DeviceId(one) for one in chosen if isinstance(one, str))
        if isinstance(focused, str) and focused:
            self._focused = DeviceId(focused)
        if isinstance(source, str) and source in Source.__members__:
            self.bar.choose_source(Source[source])
        if isinstance(end, str):
            self.bar.choose_end(end)
        if isinstance(sizes, list) and len(sizes) == self.split.count() and all(type(one) is int for one in sizes):
            self.split.setSizes(sizes)
