"""The command of an action and its arguments, whichever kind the devices are of."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import CommandKind
from controlcenter.domain.readings import Value
from controlcenter.ui.alarms.conditions_fields import Choice
from controlcenter.ui.control.library.pane import LABEL_PX
from controlcenter.ui.faceplate.arguments import ArgumentEditor
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror

NONE = ""


def commands_of(devices: Iterable[DeviceId], mirror: Mirror) -> dict[str, CommandKind]:
    """Every command one of *devices* takes, of the first kind that has it; of all kinds when there are none."""
    kinds = dict.fromkeys(mirror.kind_of(device) for device in devices)
    found: dict[str, CommandKind] = {}
    for kind in [mirror.kinds[one] for one in kinds if one in mirror.kinds] or mirror.kinds.values():
        for key, command in kind.commands.items():
            found.setdefault(key, command)
    return found


class CommandFields(QWidget):
    """``command()`` and ``arguments()`` are what the fields say; ``changed`` tells of edits by hand."""

    changed = Signal()

    def __init__(self, mirror: Mirror, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._look = mirror, look
        self._known: dict[str, CommandKind] = {}
        self._made_for: tuple[CommandKind, str] | None = None
        self._putting = False
        self.choice = Choice()
        self.label = QLabel(self)
        self.label.setBuddy(self.choice)
        self.label.setMinimumWidth(LABEL_PX)
        self.editors: list[ArgumentEditor] = []
        self.form = QFormLayout(self)
        self.form.setContentsMargins(12, 4, 12, 8)
        self.form.setVerticalSpacing(6)
        self.form.setHorizontalSpacing(6)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.form.addRow(self.label, self.choice)
        self.choice.currentIndexChanged.connect(self._on_command_chosen)
        self.retranslate()

    def command(self) -> str:
        return self.choice.key()

    def arguments(self) -> dict[str, Value]:
        return {editor.argument.key: editor.value for editor in self.editors}

    def offer(self, known: Mapping[str, CommandKind]) -> None:
        """Offer these commands; the one chosen stays, even when it is not among them."""
        chosen = self.command()
        self._known = dict(known)
        none = QCoreApplication.translate("Library", "Choose a command…")
        words = [(key, command.name.in_(self._look.language)) for key, command in known.items()]
        self._putting = True
        self.choice.offer([(NONE, none), *words])
        self.choice.put(chosen)
        self._make()
        self._putting = False

    def put(self, command: str, arguments: Mapping[str, Value]) -> None:
        """Show *command* with *arguments* without telling."""
        if command == self.command() and arguments == self.arguments():
            return
        self._putting = True
        self.choice.put(command)
        self._make()
        for editor in self.editors:
            if editor.argument.key in arguments:
                editor.start_from(arguments[editor.argument.key])
        self._putting = False

    def retranslate(self) -> None:
        self.label.setText(QCoreApplication.translate("Library", "Command"))
        kept = self.arguments()
        self._made_for = None
        self.offer(self._known)
        self.put(self.command(), kept)

    def _make(self) -> None:
        """The editors of the command chosen; those that are there already keep what was typed."""
        command = self._known.get(self.command())
        wanted = (command, self._look.language) if command else None
        if wanted == self._made_for:
            return
        self._made_for = wanted
        while self.form.rowCount() > 1:
            self.form.removeRow(1)
        self.editors = []
        for argument in command.arguments if command else ():
            if argument.type == "digest":
                continue
            editor = ArgumentEditor(argument, self._look.language, self)
            on_change(editor, self._on_changed)
            label = QLabel("" if argument.type == "bool" else argument.name.in_(self._look.language))
            label.setMinimumWidth(LABEL_PX)
            self.form.addRow(label, editor)
            self.editors.append(editor)

    def _on_command_chosen(self, _index: int) -> None:
        if not self._putting:
            self._putting = True
            self._make()
            self._putting = False
            self.changed.emit()

    def _on_changed(self, *_: object) -> None:
        if not self._putting:
            self.changed.emit()


def on_change(editor: ArgumentEditor, told: Callable[..., None]) -> None:
    """Let *told* be called whenever the value of *editor* may have changed: it has no signal of its own for that."""
    for field in editor.findChildren(QWidget):
        if isinstance(field, QLineEdit) and not isinstance(field.parent(), QAbstractSpinBox | QComboBox):
            field.textChanged.connect(told)
        elif isinstance(field, QAbstractSpinBox):
            field.valueChanged.connect(told)  # type: ignore[attr-defined]  # both spin boxes used there have it
        elif isinstance(field, QComboBox):
            field.currentIndexChanged.connect(told)
        elif isinstance(field, QCheckBox):
            field.toggled.connect(told)
