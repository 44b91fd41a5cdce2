"""The commands of one device: buttons, editors, what was commanded beside what is reported."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from controlcenter.domain.commands import CommandRecord
from controlcenter.domain.devices import Device
from controlcenter.domain.kinds import ArgumentKind, CommandKind, Kind
from controlcenter.domain.readings import Connection, Value
from controlcenter.ui.faceplate.arguments import ArgumentEditor
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.commands import (
    PENDING,
    WRONG,
    color_role,
    order_text,
    outcome_text,
    reason_text,
    state_text,
)
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.widgets.elided import ElidedLabel, plain_tooltip
from controlcenter.ui.widgets.flow import FlowLayout
from controlcenter.ui.widgets.symbols import Symbol, SymbolLabel
from controlcenter.ui.words import age_text, reading_text

SECOND_PRESS_MS = 5000
"""How long a critical command waits for its second press."""


def offered(device: Device, kind: Kind | None) -> list[CommandKind]:
    """The commands of *kind* that *device* takes: all of them when it never said which."""
    if kind is None:
        return []
    return [command for key, command in kind.commands.items() if not device.commands or key in device.commands]


def asked(command: CommandKind) -> list[ArgumentKind]:
    """The arguments somebody has to give; digests are worked out."""
    return [argument for argument in command.arguments if argument.type != "digest"]


class CommandButtons(QWidget):
    """A button per command; one with arguments stands in a row of its own behind its editors."""

    command_given = Signal(str, object)
    """Key and arguments (a dict)."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(8)
        self._body: QWidget | None = None
        self._shown: list[CommandKind] = []
        self._language = look.language
        self.buttons: dict[str, QPushButton] = {}
        self.editors: dict[str, list[ArgumentEditor]] = {}
        self._armed: str | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SECOND_PRESS_MS)
        self._patience.timeout.connect(self._disarm)

    def show_commands(self, commands: list[CommandKind]) -> None:
        """Make the buttons of *commands*; the same ones in the same language keep what was typed."""
        if commands == self._shown and self._language == self._look.language:
            return
        self._shown, self._language = commands, self._look.language
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._disarm()
        self.buttons, self.editors = {}, {}
        self._body = QWidget(self)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        plain = [command for command in commands if not asked(command)]
        if plain:
            holder = QWidget(self._body)
            flow = FlowLayout(holder, 8)
            for command in plain:
                flow.addWidget(self._button(command))
            rows.addWidget(holder)
        for command in commands:
            if asked(command):
                rows.addLayout(self._editor_row(command))
        self._column.addWidget(self._body)

    def _editor_row(self, command: CommandKind) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        editors = []
        for row, argument in enumerate(asked(command)):
            editor = ArgumentEditor(argument, self._look.language, self._body)
            editor.entered.connect(lambda key=command.key: self._press(key))
            if argument.type != "bool":
                label = ElidedLabel(argument.name.in_(self._look.language), self._body)
                label.setProperty("role", "muted")
                label.setMaximumWidth(110)
                grid.addWidget(label, row, 0)
            grid.addWidget(editor, row, 1)
            editors.append(editor)
        self.editors[command.key] = editors
        grid.addWidget(self._button(command), len(editors) - 1, 2)
        grid.setColumnStretch(1, 1)
        return grid

    def _button(self, command: CommandKind) -> QPushButton:
        name = command.name.in_(self._look.language)
        button = QPushButton(name.replace("&", "&&"), self._body)
        button.setMinimumHeight(28)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False, key=command.key: self._press(key))
        self.buttons[command.key] = button
        return button

    def press(self, key: str, arguments: Mapping[str, Value]) -> None:
        """As if the button was pressed with *arguments* in its editors; nothing for a command not offered."""
        if key not in self.buttons:
            return
        for editor in self.editors.get(key, ()):
            if editor.argument.key in arguments:
                editor.start_from(arguments[editor.argument.key])
        self._press(key)

    def _press(self, key: str) -> None:
        """A critical command takes two presses: the first only says what the second will do."""
        command = next((one for one in self._shown or () if one.key == key), None)
        if command is not None and command.critical and self._armed != key:
            self._disarm()
            self._armed = key
            words = QCoreApplication.translate("Faceplate", "Press again: {command}")
            name = command.name.in_(self._look.language)
            self.buttons[key].setText(words.format(command=name).replace("&", "&&"))
            self._patience.start()
            return
        self._disarm()
        self._give(key)

    def _disarm(self) -> None:
        """The second press did not come, or it did."""
        self._patience.stop()
        armed, self._armed = self._armed, None
        command = next((one for one in self._shown or () if one.key == armed), None)
        if command is not None and armed in self.buttons:
            self.buttons[armed].setText(command.name.in_(self._look.language).replace("&", "&&"))

    def _give(self, key: str) -> None:
        values: dict[str, Value] = {editor.argument.key: editor.value for editor in self.editors.get(key, ())}
        self.command_given.emit(key, values)

    def set_hint(self, hint: str) -> None:
        """Explain in every tooltip what to expect; empty when nothing is in the way."""
        for button in self.buttons.values():
            button.setToolTip(plain_tooltip(hint))


class CommandedReported(QWidget):
    """The newest command and its fate beside what the device reports of it."""

    def __init__(self, mirror: Mirror, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror = mirror
        self._look = look
        self._titles = QLabel(self), QLabel(self)
        self._commanded = ElidedLabel("", self)
        self._reported = ElidedLabel("", self)
        self._outcome = QLabel(self)
        self._outcome.setTextFormat(Qt.TextFormat.PlainText)
        self._outcome.setWordWrap(True)
        self._symbol = SymbolLabel(look, Symbol.HIGH, 12, self)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for column, (title, label) in enumerate(zip(self._titles, (self._commanded, self._reported), strict=True)):
            title.setProperty("role", "muted")
            label.setProperty("role", "title")
            grid.addWidget(title, 0, column)
            grid.addWidget(label, 1, column)
            grid.setColumnStretch(column, 1)
        fate = QHBoxLayout()
        fate.setSpacing(4)
        fate.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        fate.addWidget(self._outcome, 1)
        grid.addLayout(fate, 2, 0, 1, 2)
        self.retranslate()

    @property
    def words(self) -> tuple[str, str, str]:
        """Commanded, reported and outcome as shown."""
        return self._commanded.whole, self._reported.whole, self._outcome.text()

    def retranslate(self) -> None:
        self._titles[0].setText(QCoreApplication.translate("Faceplate", "Commanded"))
        self._titles[1].setText(QCoreApplication.translate("Faceplate", "Reported"))

    def show_record(self, record: CommandRecord | None, kind: Kind | None, now: float) -> None:
        """Show *record*; nothing at all when no command was ever given. *now* in s since 1970 UTC."""
        self.setVisible(record is not None)
        if record is None:
            return
        language = self._look.language
        self._commanded.set_text(order_text(record, kind, language))
        self._reported.set_text(self._report(record, kind))
        wrong = record.state in WRONG
        self._symbol.setVisible(wrong)
        if record.state in PENDING:
            since = age_text(now - record.changed_at)
            text = QCoreApplication.translate("Faceplate", "{state} since {age}").format(
                state=state_text(record.state), age=since
            )
        else:
            ago = age_text(now - record.changed_at)
            text = QCoreApplication.translate("Faceplate", "{outcome} · {age} ago").format(
                outcome=outcome_text(record, language), age=ago
            )
        if text != self._outcome.text():
            self._outcome.setText(text)
        color = self._look.color(color_role(record.state))
        palette = self._outcome.palette()
        if palette.color(self._outcome.foregroundRole()) != color:
            palette.setColor(self._outcome.foregroundRole(), color)
            self._outcome.setPalette(palette)

    def _report(self, record: CommandRecord, kind: Kind | None) -> str:
        command = kind.commands.get(record.command) if kind else None
        readings = self._mirror.readings.get(record.device, {})
        texts = []
        for proof in command.confirm if command else ():
            point = kind.points.get(proof.point) if kind else None
            name = point.name.in_(self._look.language) if point else proof.point
            texts.append(f"{name} {reading_text(readings.get(proof.point), point, self._look.language)}")
        return one_line(" · ".join(texts)) or "—"


def offline_hint(device: Device, mirror: Mirror) -> str:
    """Why a command may not arrive; empty when nothing is known to be in its way."""
    status = mirror.statuses.get(device.id)
    if status is None or status.connection is not Connection.OFFLINE:
        return ""
    return QCoreApplication.translate("Faceplate", "The device is offline: a command may not reach it.")


def refusal_text(code: str, message: str) -> str:
    """An engine's refusal in words: the table's, else its own English text."""
    short = code.rpartition(".")[2]
    words = reason_text(short)
    return one_line(message) if words == short else words


Clock = Callable[[], float]
