"""The choices of a seat: how loud, when quiet, whether the desktop is told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from controlcenter.domain.conditions import Priority
from controlcenter.ui.alarm_words import SYMBOLS, priority_names
from controlcenter.ui.sound_choices import VOLUME_LEAST, SoundChoices
from controlcenter.ui.sound_words import message_words, player_words

if TYPE_CHECKING:
    from controlcenter.ui.alarm_attention import AlarmAttention


class SoundDialog(QDialog):
    """What is changed here is in force at once, so that it can be heard."""

    def __init__(self, attention: AlarmAttention, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attention = attention
        choices = attention.sounds.choices
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(QCoreApplication.translate("Sounds", "Sounds of alarms"))
        self.enabled = QCheckBox(QCoreApplication.translate("Sounds", "Sounds on this seat"), self)
        self.enabled.setChecked(choices.enabled)
        self.volume = QSlider(Qt.Orientation.Horizontal, self)
        self.volume.setRange(VOLUME_LEAST, 100)
        self.volume.setPageStep(10)
        self.volume.setValue(choices.volume)
        self.percent = QLabel(self)
        self.percent.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %") + 4)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.quiet = QCheckBox(QCoreApplication.translate("Sounds", "Quiet hours: only critical alarms sound"), self)
        self.quiet.setChecked(choices.quiet)
        self.quiet_from, self.quiet_until = _time_edit(choices.quiet_from), _time_edit(choices.quiet_until)
        self.notify = QCheckBox(
            QCoreApplication.translate("Sounds", "Messages on the desktop while the window is not in front"), self
        )
        self.notify.setChecked(choices.notify)
        self.notify.setEnabled(attention.notice.available)
        self.state = QLabel(self)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.state.setProperty("role", "muted")
        self.tries = {
            priority: QPushButton(priority_names()[SYMBOLS[priority]], self) for priority in reversed(Priority)
        }
        self._lay()
        self._connect()
        self._show_state()

    def _lay(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(QLabel(QCoreApplication.translate("Sounds", "Volume"), self), 0, 0)
        grid.addWidget(self.volume, 0, 1)
        grid.addWidget(self.percent, 0, 2)
        grid.addWidget(QLabel(QCoreApplication.translate("Sounds", "Try"), self), 1, 0)
        tries = QHBoxLayout()
        tries.setSpacing(8)
        for button in self.tries.values():
            button.setAutoDefault(False)
            tries.addWidget(button)
        tries.addStretch(1)
        grid.addLayout(tries, 1, 1, 1, 2)
        hours = QHBoxLayout()
        hours.addSpacing(24)
        hours.addWidget(self.quiet_from)
        hours.addWidget(QLabel("–", self))
        hours.addWidget(self.quiet_until)
        hours.addStretch(1)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(QCoreApplication.translate("Sounds", "Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.enabled)
        column.addLayout(grid)
        column.addWidget(self.quiet)
        column.addLayout(hours)
        column.addWidget(self.notify)
        column.addWidget(self.state)
        column.addWidget(buttons)
        self.setMinimumWidth(460)

    def _connect(self) -> None:
        for box in (self.enabled, self.quiet, self.notify):
            box.toggled.connect(self._on_changed)
        self.volume.valueChanged.connect(self._on_changed)
        for edit in (self.quiet_from, self.quiet_until):
            edit.timeChanged.connect(self._on_changed)
        for priority, button in self.tries.items():
            button.clicked.connect(partial(self._attention.sounds.try_out, priority))
        self._attention.player.failed.connect(self._on_failed)

    def _on_changed(self) -> None:
        self._attention.choose(
            SoundChoices(
                self.enabled.isChecked(),
                self.volume.value(),
                self.quiet.isChecked(),
                _minutes(self.quiet_from),
                _minutes(self.quiet_until),
                self.notify.isChecked(),
            )
        )
        self._show_state()

    def _on_failed(self, _reason: str) -> None:
        self._show_state()

    def _show_state(self) -> None:
        choices = self._attention.sounds.choices
        self.percent.setText(f"{choices.volume} %")
        for edit in (self.quiet_from, self.quiet_until):
            edit.setEnabled(choices.quiet)
        lines = [player_words(self._attention.player)]
        if not self._attention.notice.available:
            lines.append(message_words(choices, False))
        self.state.setText("\n".join(lines))


def _time_edit(minute: int) -> QTimeEdit:
    edit = QTimeEdit(QTime(minute // 60 % 24, minute % 60))
    edit.setDisplayFormat("HH:mm")
    edit.setMinimumHeight(28)
    return edit


def _minutes(edit: QTimeEdit) -> int:
    return edit.time().hour() * 60 + edit.time().minute()
