"""A scene: its actions in order, what they would do now, and running it."""

import time
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QSpinBox, QSplitter, QVBoxLayout, QWidget

from controlcenter.domain.commands import Source
from controlcenter.domain.documents import Document, Scene
from controlcenter.domain.orders import OrderDraft
from controlcenter.domain.selections import Selection
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.alarms.conditions_fields import Choice
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.library.action_editor import ActionsEditor
from controlcenter.ui.control.library.ordering import Ordering
from controlcenter.ui.control.library.pane import LABEL_PX, PaneFoot, PaneHead, name_problem
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import source_text

SIZES = (540, 440)
SOURCES = (Source.OPERATOR, Source.INCIDENT, Source.EMERGENCY)
MOST_MINUTES = 7 * 24 * 60
LONGEST_DESCRIPTION = 500


class ScenePane(QWidget):
    """Shows one scene; ``changed`` carries it as edited."""

    changed = Signal(object)
    log_wanted = Signal(int)
    device_chosen = Signal(str)

    def __init__(
        self, bridge: Bridge, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._document: Document | None = None
        self.head, self.foot = PaneHead(look, self), PaneFoot(self)
        self.description = QLineEdit(self)
        self.description.setMaxLength(LONGEST_DESCRIPTION)
        self.description.setMinimumHeight(28)
        self.source = Choice(8)
        self.minutes = QSpinBox(self)
        self.minutes.setRange(0, MOST_MINUTES)
        self.minutes.setSingleStep(15)
        self.minutes.setMinimumHeight(28)
        self.minutes.lineEdit().setTextMargins(6, 0, 6, 0)
        self.editor = ActionsEditor(bridge.mirror, look)
        self.order = Ordering(bridge, look, self.draft, clock)
        self._labels = [QLabel(self) for _ in range(3)]
        self._lay()
        self.head.edited.connect(self._on_edited)
        self.description.textEdited.connect(self._on_edited)
        self.source.currentIndexChanged.connect(self._on_edited)
        self.minutes.valueChanged.connect(self._on_edited)
        self.editor.changed.connect(self._on_edited)
        self.order.log_wanted.connect(self.log_wanted)
        self.order.device_chosen.connect(self.device_chosen)
        self.retranslate()

    def _lay(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(12, 4, 12, 8)
        form.setVerticalSpacing(6)
        form.setHorizontalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for label, field in zip(self._labels, (self.description, self.source, self.minutes), strict=True):
            label.setBuddy(field)
            label.setMinimumWidth(LABEL_PX)
            form.addRow(label, field)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(form)
        column.addWidget(self.editor, 1)
        column.addWidget(self.foot)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(left)
        self.split.addWidget(self.order)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes(list(SIZES))
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    def put(self, document: Document, edited: bool, said: str = "") -> None:
        """Show *document*, a scene."""
        scene = document.body
        if not isinstance(scene, Scene):
            return
        news = self._document is None or (self._document.id, self._document.body) != (document.id, scene)
        self._document = document
        self.head.put(document)
        for field in (self.source, self.minutes):
            field.blockSignals(True)
        if " ".join(self.description.text().split()) != scene.description:
            self.description.setText(scene.description)
            self.description.setCursorPosition(0)
        self.source.put(scene.source.name)
        self.minutes.setValue(scene.minutes or 0)
        for field in (self.source, self.minutes):
            field.blockSignals(False)
        self.editor.put(scene.actions)
        self.foot.show_state(edited, scene_problem(document), said)
        if news:
            self.order.forget()
        else:
            self.order.offer()

    def draft(self) -> OrderDraft | None:
        """The scene as an order that begins now; None as long as something is missing."""
        document = self._document
        if document is None or not isinstance(document.body, Scene) or scene_problem(document):
            return None
        scene = document.body
        until = None if scene.minutes is None else self._clock() + scene.minutes * 60.0
        return OrderDraft(scene.actions, document.name, source=scene.source, until=until)

    def take(self, changes: ChangeSet) -> None:
        self.order.take(changes)
        if changes.devices or changes.removed or changes.areas is not None or changes.documents:
            self.editor.refresh_counts()

    def look_again(self) -> None:
        """Nothing here shows values of devices."""

    def retranslate(self) -> None:
        words = (
            QCoreApplication.translate("Library", "Description"),
            QCoreApplication.translate("Library", "Speaks for"),
            QCoreApplication.translate("Library", "Lasts"),
        )
        for label, text in zip(self._labels, words, strict=True):
            label.setText(text)
        self.source.offer([(source.name, source_text(source)) for source in SOURCES])
        self.minutes.setSpecialValueText(QCoreApplication.translate("Library", "until it is released"))
        self.minutes.setSuffix(" " + QCoreApplication.translate("Words", "min"))
        for part in (self.head, self.foot, self.editor, self.order):
            part.retranslate()

    def _on_edited(self, *_: object) -> None:
        if self._document is None:
            return
        body = Scene(
            self.editor.listed(),
            Source[self.source.key()],
            self.minutes.value() or None,
            " ".join(self.description.text().split()),
        )
        self.changed.emit(replace(self._document, name=self.head.text(), body=body))


def scene_problem(document: Document) -> str:
    """What is missing for it to be stored or run; empty when nothing is."""
    if not isinstance(document.body, Scene):
        return ""
    if problem := name_problem(document.name):
        return problem
    if not document.body.actions:
        return QCoreApplication.translate("Library", "It needs an action.")
    for place, action in enumerate(document.body.actions, 1):
        if action.selection == Selection():
            return QCoreApplication.translate("Library", "Action {number} names no devices.").format(number=place)
        if not action.command:
            return QCoreApplication.translate("Library", "Action {number} has no command.").format(number=place)
    return ""
