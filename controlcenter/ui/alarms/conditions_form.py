"""The form of one alarm definition."""

import re
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame, QLabel, QLineEdit, QScrollArea, QSpinBox, QWidget

from controlcenter.domain.conditions import AlarmDefinition, Priority
from controlcenter.domain.conditions_check import MOST_COUNT
from controlcenter.domain.kinds import Kind
from controlcenter.ui.alarm_words import SYMBOLS, priority_word
from controlcenter.ui.alarms.conditions_editor import ConditionEditor
from controlcenter.ui.alarms.conditions_fields import BothLanguages, Choice, DurationField
from controlcenter.ui.alarms.conditions_labels import FIELD_WORDS
from controlcenter.ui.alarms.conditions_words import page_word
from controlcenter.ui.look import Look
from controlcenter.ui.models.devices_text import fold
from controlcenter.ui.widgets.symbols import symbol_icon

PAGES = ("", "trends", "map")


def key_from(name: str) -> str:
    """A key made of a name: ``Level high-high`` becomes ``level_high_high``."""
    return re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:60]


class DefinitionForm(QScrollArea):
    """Shows an AlarmDefinition and reads it back; ``changed`` when somebody edits it."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._new = False
        self._own_key = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.name = BothLanguages()
        self.key = QLineEdit()
        self.key.setMinimumHeight(28)
        self.key.setMaxLength(60)
        self.enabled, self.latching, self.explains = (QCheckBox() for _ in range(3))
        self.test = ConditionEditor()
        self.priority = Choice()
        self.on_delay, self.off_delay, self.window_s, self.realarm, self.respond = (DurationField() for _ in range(5))
        self.count = QSpinBox()
        self.count.setRange(1, MOST_COUNT)
        self.count.setMinimumHeight(28)
        self.count.lineEdit().setTextMargins(6, 0, 6, 0)
        self.cause, self.consequence, self.response = (BothLanguages(long=True) for _ in range(3))
        self.page = Choice()
        self._form = QFormLayout()
        self._rows: dict[QWidget, Callable[[], str]] = {}
        self._lay()
        self._connect()

    def _lay(self) -> None:
        content = QWidget()
        content.setProperty("role", "panel")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        content.setLayout(self._form)
        self._form.setContentsMargins(12, 10, 12, 12)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self._rows = {
            self.name: FIELD_WORDS["name"],
            self.key: FIELD_WORDS["key"],
            self.enabled: lambda: "",
            self.priority: FIELD_WORDS["priority"],
            self.test: lambda: "",
            self.on_delay: FIELD_WORDS["on_delay_s"],
            self.off_delay: FIELD_WORDS["off_delay_s"],
            self.count: FIELD_WORDS["count"],
            self.window_s: FIELD_WORDS["window_s"],
            self.latching: lambda: "",
            self.realarm: FIELD_WORDS["realarm_s"],
            self.explains: lambda: "",
            self.cause: FIELD_WORDS["cause"],
            self.consequence: FIELD_WORDS["consequence"],
            self.response: FIELD_WORDS["response"],
            self.respond: FIELD_WORDS["respond_s"],
            self.page: FIELD_WORDS["page"],
        }
        self._labels = {field: QLabel() for field in self._rows}
        for field in self._rows:
            if field is self.test:
                self._form.addRow(field)
            else:
                self._form.addRow(self._labels[field], field)
        self.setWidget(content)

    def _connect(self) -> None:
        for both in (self.name, self.cause, self.consequence, self.response, self.test):
            both.changed.connect(self._on_changed)
        for duration in (self.on_delay, self.off_delay, self.window_s, self.realarm, self.respond):
            duration.changed.connect(self._on_changed)
        for box in (self.enabled, self.latching, self.explains):
            box.toggled.connect(self._on_changed)
        for choice in (self.priority, self.page):
            choice.currentIndexChanged.connect(self._on_changed)
        self.count.valueChanged.connect(self._on_changed)
        self.key.textEdited.connect(self._on_key_edited)

    def put(self, definition: AlarmDefinition, kind: Kind, new: bool) -> None:
        """Show *definition* without telling; only the key of a *new* one can be edited."""
        self.blockSignals(True)
        self._new = new
        self._own_key = not new
        self.name.put(definition.name)
        self.key.setText(definition.key)
        self.key.setEnabled(new)
        self.enabled.setChecked(definition.enabled)
        self.priority.put(str(int(definition.priority)))
        self.test.put(definition.when, kind, self._look.language)
        self.on_delay.put(definition.on_delay_s)
        self.off_delay.put(definition.off_delay_s)
        self.count.setValue(definition.count)
        self.window_s.put(definition.window_s)
        self.latching.setChecked(definition.latching)
        self.realarm.put(definition.realarm_s)
        self.explains.setChecked(definition.explains)
        self.cause.put(definition.cause)
        self.consequence.put(definition.consequence)
        self.response.put(definition.response)
        self.respond.put(definition.respond_s)
        self.page.put(definition.page)
        self._show_window()
        self.blockSignals(False)

    def definition(self) -> AlarmDefinition:
        """What the fields say."""
        count = self.count.value()
        return AlarmDefinition(
            self.key.text().strip(),
            self.name.text(),
            self.test.test(),
            Priority(int(self.priority.key() or 2)),
            self.enabled.isChecked(),
            self.on_delay.seconds(),
            self.off_delay.seconds(),
            count,
            self.window_s.seconds() if count > 1 else 0.0,
            self.latching.isChecked(),
            self.realarm.seconds(),
            self.explains.isChecked(),
            self.cause.text(),
            self.consequence.text(),
            self.response.text(),
            self.respond.seconds(),
            self.page.key(),
        )

    def use_theme(self) -> None:
        for place, priority in enumerate(reversed(Priority)):
            self.priority.setItemIcon(place, symbol_icon(SYMBOLS[priority], self._look.theme))

    def retranslate(self) -> None:
        for field, word in self._rows.items():
            self._labels[field].setText(word())
        self.enabled.setText(QCoreApplication.translate("AlarmConditions", "Enabled"))
        self.latching.setText(QCoreApplication.translate("AlarmConditions", "Latching"))
        self.latching.setToolTip(
            QCoreApplication.translate("AlarmConditions", "It stays on the list until somebody resets it")
        )
        self.explains.setText(QCoreApplication.translate("AlarmConditions", "Explains silence behind it"))
        self.explains.setToolTip(
            QCoreApplication.translate(
                "AlarmConditions", "While it is active, devices behind this one make no alarm of being silent"
            )
        )
        self.on_delay.setToolTip(
            QCoreApplication.translate(
                "AlarmConditions", "The test must hold for this whole time before it is an alarm"
            )
        )
        self.off_delay.setToolTip(
            QCoreApplication.translate(
                "AlarmConditions", "The test must be false for this whole time before it is over"
            )
        )
        self.key.setToolTip(
            QCoreApplication.translate("AlarmConditions", "a–z, 0–9 and _; it never changes afterwards")
        )
        self.priority.offer((str(int(one)), priority_word(one)) for one in reversed(Priority))
        self.page.offer((page, page_word(page)) for page in PAGES)
        self.use_theme()
        for duration in (self.on_delay, self.off_delay, self.window_s, self.realarm, self.respond):
            duration.retranslate()
        self.test.retranslate(self._look.language)
        labels = (*self._labels.values(), *self.test.labels())
        widest = max(label.sizeHint().width() for label in labels)
        for label in labels:
            label.setMinimumWidth(widest)

    def wanted_width(self) -> int:
        """Room in which no field is cut."""
        return self._form.minimumSize().width() + self.verticalScrollBar().sizeHint().width() + 2

    def _show_window(self) -> None:
        self._form.setRowVisible(self.window_s, self.count.value() > 1)

    def _on_key_edited(self, _text: str) -> None:
        self._own_key = True
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
        if self.signalsBlocked():
            return
        if self._new and not self._own_key:
            self.key.setText(key_from(self.name.text().en))
        self._show_window()
        self.changed.emit()
