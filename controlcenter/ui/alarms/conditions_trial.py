"""Trying a definition against recorded history before it is put in force."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from controlcenter.domain.conditions import AlarmDefinition
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import Kind
from controlcenter.engine.face import EngineError, Firing, Trial
from controlcenter.ui.alarms.conditions_problems import refusal_text
from controlcenter.ui.alarms.conditions_words import seconds_text
from controlcenter.ui.alarms.trial_run import TrialRun
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.views.system_table import Column, RowsTable
from controlcenter.ui.words import count_text, moment_text

HOURS = (1, 24, 168)
TABLE_PX = 124
MOST_ROWS = 1000
"""Firings in the table; the words count all."""


def period_words() -> dict[int, str]:
    return {
        1: QCoreApplication.translate("AlarmConditions", "1 h"),
        24: QCoreApplication.translate("AlarmConditions", "24 h"),
        168: QCoreApplication.translate("AlarmConditions", "7 d"),
    }


def trial_text(trial: Trial, hours: int, language: str) -> str:
    """``Would have fired 37 times in the last 7 days, on 12 of 40 devices.`` and what it could not look at."""
    period = {
        1: QCoreApplication.translate("AlarmConditions", "in the last hour"),
        24: QCoreApplication.translate("AlarmConditions", "in the last 24 h"),
        168: QCoreApplication.translate("AlarmConditions", "in the last 7 days"),
    }[hours]
    if not trial.devices and not trial.left:
        return QCoreApplication.translate("AlarmConditions", "No device has history {period} to try it on.").format(
            period=period
        )
    on = len({firing.device for firing in trial.firings})
    partly = trial.count > len(trial.firings)
    words = QCoreApplication.translate(
        "AlarmConditions", "Would have fired {count} times {period}, on {on} of {devices} devices."
    )
    return words.format(
        count=count_text(trial.count, language),
        period=period,
        on=("≥ " if partly else "") + count_text(on, language),
        devices=count_text(trial.devices, language),
    )


def progress_text(trial: Trial | None, total: int, language: str) -> str:
    """``Looked at 1,240 of 5,000 devices: 37 times so far.``"""
    if trial is None:
        words = QCoreApplication.translate("AlarmConditions", "Trying on {total} devices…")
        return words.format(total=count_text(total, language))
    words = QCoreApplication.translate("AlarmConditions", "Looked at {done} of {total} devices: {count} times so far.")
    return words.format(
        done=count_text(total - trial.left, language),
        total=count_text(total, language),
        count=count_text(trial.count, language),
    )


def stopped_text(trial: Trial | None, total: int, language: str) -> str:
    """What a trial had found when it was stopped."""
    stopped = QCoreApplication.translate("AlarmConditions", "Stopped.")
    return stopped if trial is None else f"{stopped} {progress_text(trial, total, language)}"


def firing_columns(mirror: Mirror, look: Look, clock: Callable[[], float]) -> tuple[Column[Firing], ...]:
    def lasted(firing: Firing) -> str:
        if firing.end is None:
            return QCoreApplication.translate("AlarmConditions", "still")
        seconds = firing.end - firing.start
        return seconds_text(round(seconds) if seconds < 600 else round(seconds / 60) * 60, look.language)

    return (
        Column(
            lambda: QCoreApplication.translate("AlarmConditions", "From"),
            lambda firing: moment_text(firing.start, clock(), look.zone),
            104,
        ),
        Column(
            lambda: QCoreApplication.translate("AlarmConditions", "Device"),
            lambda firing: one_line(mirror.name_of(firing.device), 120),
            120,
            grows=True,
        ),
        Column(lambda: QCoreApplication.translate("AlarmConditions", "Lasted"), lasted, 0, right=True),
    )


def _refusal(error: EngineError, kind: Kind | None, language: str) -> str:
    """Why a definition cannot be tried."""
    if error.code == "no_history":
        return QCoreApplication.translate("AlarmConditions", "This test cannot be tried: history does not show it.")
    words = QCoreApplication.translate("AlarmConditions", "Cannot be tried: {reason}")
    return words.format(reason=refusal_text(error, kind, language))


class TrialPanel(QWidget):
    """*ask* tells the definition to try and the devices to try it on, None when there is none."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        clock: Callable[[], float],
        ask: Callable[[], tuple[AlarmDefinition, Sequence[DeviceId]] | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._clock, self._ask = bridge, look, clock, ask
        self._run = TrialRun(bridge, self)
        self._run.progressed.connect(self._on_progressed)
        self._run.refused.connect(self._on_refused)
        self._hours = HOURS[-1]
        self._shown: Trial | None = None
        self._total = 0
        """Devices the trial shown is of; 0: none is shown."""
        self._stopped = False
        self._kind: Kind | None = None
        self.periods = {hours: self._period_button(hours) for hours in HOURS}
        self.button = QPushButton(self)
        self.button.setMinimumHeight(28)
        self.button.clicked.connect(self.run)
        self.result = QLabel(self)
        self.result.setWordWrap(True)
        self.table = RowsTable(
            firing_columns(bridge.mirror, look, clock), lambda firing: (firing.device, firing.start), look
        )
        self.table.setFixedHeight(TABLE_PX)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay()
        self.clear()

    def _period_button(self, hours: int) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setChecked(hours == self._hours)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: self.choose(hours))
        return button

    def _lay(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.button)
        self._group = QButtonGroup(self)
        for button in self.periods.values():
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.result)
        column.addWidget(self.table)

    def choose(self, hours: int) -> None:
        self._hours = hours
        self.periods[hours].setChecked(True)
        self.clear()

    def clear(self) -> None:
        """What was tried is not what the form says any more."""
        self._run.stop()
        self._shown, self._total, self._stopped = None, 0, False
        self.result.hide()
        self.table.hide()
        self.button.setEnabled(self._ask() is not None)
        self._word_button()

    def run(self) -> None:
        """Begin a trial, or stop the one that runs."""
        if self._run.running:
            self._run.stop()
            self._stopped = True
            self._show()
            return
        asked = self._ask()
        if asked is None:
            return
        self.clear()
        end, (definition, devices) = self._clock(), asked
        self._total = len(devices)
        mirror = self._bridge.mirror
        self._kind = mirror.kinds.get(mirror.kind_of(devices[0]))
        self._run.start(definition, devices, end - self._hours * 3600.0, end)
        self._show()

    def _on_progressed(self, trial: Trial) -> None:
        self._shown = trial
        self._show()

    def _on_refused(self, error: EngineError) -> None:
        self._total = 0
        self._word_button()
        self._say(_refusal(error, self._kind, self._look.language))

    def _show(self) -> None:
        self._word_button()
        if not self._total:
            return
        trial, language = self._shown, self._look.language
        if self._stopped:
            self._say(stopped_text(trial, self._total, language))
        elif trial is None or trial.left:
            self._say(progress_text(trial, self._total, language))
        else:
            self._say(trial_text(trial, self._hours, language))
        firings = trial.firings[:MOST_ROWS] if trial is not None else ()
        self.table.put(firings)
        self.table.setVisible(bool(firings))

    def _word_button(self) -> None:
        if self._run.running:
            self.button.setText(QCoreApplication.translate("AlarmConditions", "Stop the trial"))
        else:
            self.button.setText(QCoreApplication.translate("AlarmConditions", "Try against history"))

    def _say(self, text: str) -> None:
        self.result.setText(text)
        self.result.show()

    def retranslate(self) -> None:
        self._word_button()
        self.button.setToolTip(
            QCoreApplication.translate("AlarmConditions", "What it would have done with recorded values (Ctrl+T)")
        )
        # In a narrow column the words would be cut, not the room around them.
        self.button.setMinimumWidth(self.button.sizeHint().width())
        for hours, word in period_words().items():
            self.periods[hours].setText(word)
        self.table.rows_model.retranslate()
        self._show()
