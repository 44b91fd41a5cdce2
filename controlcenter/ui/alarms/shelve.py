"""The dialog that shelves: for how long, why, and whether the first clearing ends it."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from controlcenter.domain.alarms import LONGEST_SHELVING_S
from controlcenter.ui.alarms.dialogs import AlarmDialog
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.flow import FlowLayout
from controlcenter.ui.words import clock_text

MORNING_HOUR = 6
MORNING, CUSTOM = 1, 2
PRESETS_S = (900, 3600, 4 * 3600, 8 * 3600)


class ShelveDialog(AlarmDialog):
    """Emits ``given``: seconds, reason, one-shot."""

    given = Signal(float, str, bool)

    def __init__(
        self,
        alarms: Sequence[str],
        look: Look,
        clock: Callable[[], float] = time.time,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            QCoreApplication.translate("Alarms", "Shelve"),
            QCoreApplication.translate("Alarms", "Shelve", "button"),
            alarms,
            parent,
        )
        self._look, self._clock = look, clock
        self.choices = QButtonGroup(self)
        row = FlowLayout()
        for number, word in self._presets():
            button = QPushButton(word)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setMinimumHeight(28)
            self.choices.addButton(button, number)
            row.addWidget(button)
        self.choices.button(3600).setChecked(True)
        self.column.addWidget(QLabel(QCoreApplication.translate("Alarms", "For how long")))
        self.column.addLayout(row)
        self._add_custom()
        self.reason = self.add_words(
            QCoreApplication.translate("Alarms", "Reason (required)"),
            (
                QCoreApplication.translate("Alarms", "Under repair"),
                QCoreApplication.translate("Alarms", "Known fault, part ordered"),
                QCoreApplication.translate("Alarms", "Test in progress"),
                QCoreApplication.translate("Alarms", "Comes and goes, reported"),
            ),
        )
        self.once = QCheckBox(QCoreApplication.translate("Alarms", "Only this time: take it off when it clears"))
        self.until = QLabel()
        self.until.setProperty("role", "muted")
        self.column.addWidget(self.once)
        self.column.addWidget(self.until)
        self.choices.idToggled.connect(self._on_changed)
        self.finish_layout()
        self.reason.setFocus()

    def _presets(self) -> list[tuple[int, str]]:
        words = (
            QCoreApplication.translate("Alarms", "15 min"),
            QCoreApplication.translate("Alarms", "1 h"),
            QCoreApplication.translate("Alarms", "4 h"),
            QCoreApplication.translate("Alarms", "8 h"),
        )
        return [
            *zip(PRESETS_S, words, strict=True),
            (MORNING, QCoreApplication.translate("Alarms", "Until 06:00")),
            (CUSTOM, QCoreApplication.translate("Alarms", "Other…")),
        ]

    def _add_custom(self) -> None:
        self.custom = QLineEdit("2:00")
        self.custom.setMaxLength(8)
        self.custom.setFixedWidth(90)
        self._custom_row = QWidget()
        row = QHBoxLayout(self._custom_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.custom)
        row.addWidget(QLabel(QCoreApplication.translate("Alarms", "hours:minutes, seven days at most")), 1)
        self.column.addWidget(self._custom_row)
        self.custom.textChanged.connect(self._on_changed)

    def duration_s(self) -> float | None:
        """Seconds as chosen; None when what was typed is no time that is allowed."""
        chosen = self.choices.checkedId()
        if chosen == MORNING:
            return self._to_morning_s()
        if chosen == CUSTOM:
            return read_duration(self.custom.text())
        return float(chosen)

    def _to_morning_s(self) -> float:
        now = datetime.fromtimestamp(self._clock(), UTC).astimezone(self._look.zone)
        morning = now.replace(hour=MORNING_HOUR, minute=0, second=0, microsecond=0)
        if morning <= now:
            morning += timedelta(days=1)
        # As instants: on the days when clocks are put forward or back the difference of wall times is an hour off.
        return morning.timestamp() - now.timestamp()

    def ready(self) -> bool:
        return self.duration_s() is not None and bool(self.reason.words())

    def give(self) -> None:
        self.given.emit(self.duration_s() or 0.0, self.reason.words(), self.once.isChecked())

    def _on_changed(self, *_: object) -> None:
        super()._on_changed()
        self._custom_row.setVisible(self.choices.checkedId() == CUSTOM)
        seconds = self.duration_s()
        if seconds is None:
            text = QCoreApplication.translate("Alarms", "Not a time between a minute and seven days.")
        else:
            words = QCoreApplication.translate("Alarms", "It comes back at {time} at the latest.")
            end = self._clock() + seconds
            text = words.format(time=clock_text(end, self._look.zone, date=seconds > 43_200))
        self.until.setText(text)


def read_duration(text: str) -> float | None:
    """Seconds of ``hours:minutes`` (or hours alone); None unless it is between a minute and the longest shelving."""
    hours, _, minutes = text.strip().partition(":")
    try:
        seconds = int(hours) * 3600.0 + int(minutes or "0") * 60.0
    except ValueError:
        return None
    fits = int(minutes or "0") in range(60) and int(hours) >= 0 and 60.0 <= seconds <= LONGEST_SHELVING_S
    return seconds if fits else None
