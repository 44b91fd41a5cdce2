"""What is to be done: for whom, which command, how long, in whose name, why."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from controlcenter.domain.commands import Source
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import CommandKind
from controlcenter.domain.orders import Action, OrderDraft
from controlcenter.domain.selections import Selection
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.board_until import UntilField
from controlcenter.ui.control.library.argument_fields import CommandFields, commands_of
from controlcenter.ui.control.library.members import devices_of
from controlcenter.ui.control.library.pane import LABEL_PX
from controlcenter.ui.control.library.selection_editor import SelectionEditor, selection_words
from controlcenter.ui.control.words import wish_text
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import source_text
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.widgets.choice import ChoiceBox
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.words import count_text

SOURCES = (Source.OPERATOR, Source.INCIDENT, Source.EMERGENCY)
LONGEST_REASON = 500
SETTLE_MS = 250
"""After the last edit, before anything is asked of the engine."""


class Composer(QWidget):
    """``draft()`` is the order as the fields say it now; ``changed`` comes a moment after the last edit."""

    changed = Signal()
    run_wanted = Signal()

    def __init__(self, bridge: Bridge, look: Look, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._look = bridge, look
        self.devices: list[DeviceId] = []
        """Whom the selection means now."""
        self.head = SectionHeader(parent=self)
        self.clear = QPushButton(self)
        self.clear.setFlat(True)
        self.head.add(self.clear)
        self.who = SelectionEditor(bridge.mirror, look)
        self.what = CommandFields(bridge.mirror, look)
        self.until = UntilField(look, clock)
        self.source = ChoiceBox()
        self.reason = QLineEdit()
        self.even_if_same = QCheckBox()
        self.verdict = ElidedLabel(parent=self)
        self.verdict.setProperty("role", "muted")
        self.run = QPushButton(self)
        self.run.setDefault(True)
        self._labels = {key: QLabel() for key in ("who", "what", "until", "source", "reason")}
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._lay()
        self._connect()
        self.retranslate()

    def _lay(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        form = QFormLayout()
        form.setContentsMargins(12, 0, 12, 8)
        form.setVerticalSpacing(6)
        form.setHorizontalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for key, widget in (("until", self.until), ("source", self.source), ("reason", self.reason)):
            self._labels[key].setMinimumWidth(LABEL_PX)
            self._labels[key].setBuddy(widget)
            widget.setMinimumHeight(28)
            form.addRow(self._labels[key], widget)
        form.addRow("", self.even_if_same)
        for key in ("who", "what"):
            self._labels[key].setProperty("role", "title")
            self._labels[key].setContentsMargins(12, 8, 12, 0)
        column.addWidget(self._labels["what"])
        column.addWidget(self.what)
        column.addLayout(form)
        column.addWidget(self._labels["who"])
        column.addWidget(self.who)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.setSpacing(6)
        foot.addWidget(self.verdict)
        foot.addWidget(self.run)
        self.run.setMinimumHeight(32)
        self.reason.setMaxLength(LONGEST_REASON)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(area, 1)
        whole.addLayout(foot)
        self.setMinimumWidth(330)

    def _connect(self) -> None:
        self.who.changed.connect(self._on_edited)
        self.what.changed.connect(self._on_edited)
        self.until.changed.connect(self._on_edited)
        self.source.currentIndexChanged.connect(self._on_edited)
        self.even_if_same.toggled.connect(self._on_edited)
        self.clear.clicked.connect(lambda: self.put_selection(Selection()))
        self.reason.textChanged.connect(lambda _text: self.changed.emit())
        self.run.clicked.connect(self.run_wanted)
        self._settling.timeout.connect(self._on_settled)

    # What it says

    @property
    def command(self) -> CommandKind | None:
        """The command chosen, of the first kind among the devices that has it."""
        return commands_of(self.devices, self._bridge.mirror).get(self.what.command())

    def selection(self) -> Selection:
        return self.who.selection()

    def put_selection(self, selection: Selection) -> None:
        """Command *selection* from now on; the rest stays as it is typed."""
        self.who.put(selection)
        self._on_settled()

    def draft(self) -> OrderDraft | None:
        """The order; None while there is no command or nobody to take it."""
        if not self.what.command() or not self.devices:
            return None
        action = Action(self.selection(), self.what.command(), self.what.arguments())
        return OrderDraft(
            (action,), self.title(), self.reason.text().strip(), Source(self.source.currentData()),
            self.until.until(), even_if_same=self.even_if_same.isChecked(),
        )  # fmt: skip

    def title(self) -> str:
        """``Dim 60 % · Phường 2``: what the order is called in lists."""
        command = self.command
        wish = wish_text(command, dict(self.what.arguments()), self._look.language) if command else ""
        selection = self.selection()
        if len(selection.devices) > 1 and selection.query is None and not selection.groups:
            whom = QCoreApplication.translate("Control", "{count} devices").format(
                count=count_text(len(self.devices), self._look.language)
            )
        else:
            whom = selection_words(selection, self._bridge.mirror, self._look.language)
        return one_line(" · ".join(part for part in (wish, whom) if part), 200)

    # Following

    def refresh(self) -> None:
        """The devices, groups or kinds may be others."""
        self._work_out()

    def _work_out(self) -> None:
        self.devices = devices_of(self.selection(), self._bridge.mirror)
        self.what.offer(commands_of(self.devices, self._bridge.mirror) if self.devices else {})
        count = count_text(len(self.devices), self._look.language)
        self.head.set_note(QCoreApplication.translate("Control", "{count} devices").format(count=count))

    def say(self, verdict: str, ready: bool) -> None:
        """What would become of it, and whether it can be given."""
        self.verdict.set_text(verdict)
        self.run.setEnabled(ready)

    def _on_edited(self, *_: object) -> None:
        self.run.setEnabled(False)
        self._settling.start()

    def _on_settled(self) -> None:
        self._settling.stop()
        self._work_out()
        self.changed.emit()

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Control", "New order"))
        self.clear.setText(QCoreApplication.translate("Control", "Nobody"))
        self.clear.setToolTip(QCoreApplication.translate("Control", "Let go of all chosen devices"))
        words = {
            "who": QCoreApplication.translate("Control", "For whom"),
            "what": QCoreApplication.translate("Control", "What"),
            "until": QCoreApplication.translate("Control", "How long"),
            "source": QCoreApplication.translate("Control", "As"),
            "reason": QCoreApplication.translate("Control", "Reason"),
        }
        for key, word in words.items():
            self._labels[key].setText(word)
        self.reason.setPlaceholderText(QCoreApplication.translate("Control", "for the log (required)"))
        self.even_if_same.setText(QCoreApplication.translate("Control", "also those that show it already"))
        chosen = self.source.currentData()
        self.source.blockSignals(True)
        self.source.clear()
        for source in SOURCES:
            self.source.addItem(source_text(source), int(source))
        self.source.setCurrentIndex(max(0, self.source.findData(chosen)))
        self.source.blockSignals(False)
        self.until.retranslate()
        self.who.retranslate()
        self.what.retranslate()
        self.run.setText(QCoreApplication.translate("Control", "Give the order…"))
        self.run.setToolTip(QCoreApplication.translate("Control", "Look at it once more and give it (Ctrl+Enter)"))
        self._work_out()
