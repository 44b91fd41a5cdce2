"""With which weight, until when and why a message goes out, and the button that sends it."""

import math
import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, Qt, QTime, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QTimeEdit, QWidget

from controlcenter.domain.commands import Source
from controlcenter.ui.control.board_until import next_at
from controlcenter.ui.control.words import until_text
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import source_text
from controlcenter.ui.widgets.elided import ElidedLabel

LONGEST_REASON = 500
LONGEST_S = 604_800
RENEWED_S = 3600
"""How long a sign goes on by itself with a message that stays until it is released: the centre renews it."""
SOURCES = (Source.OPERATOR, Source.INCIDENT, Source.EMERGENCY)
HALF_HOUR, TWO_HOURS, MORNING, CUSTOM, RELEASED = "30", "120", "06:00", "custom", "released"
UNTIL = (HALF_HOUR, TWO_HOURS, MORNING, CUSTOM, RELEASED)


class OrderBar(QWidget):
    """``changed`` tells of another weight or end; ``show_wanted`` asks for the order."""

    changed = Signal()
    show_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "status")
        self._look, self._clock = look, clock
        self._ready = False
        self.sources = {source: self._chip() for source in SOURCES}
        self.ends = {key: self._chip() for key in UNTIL}
        self.at = QTimeEdit(QTime(18, 0), self)
        self.at.setDisplayFormat("HH:mm")
        self.at.setMinimumHeight(28)
        self._groups = [self._group(self.sources.values()), self._group(self.ends.values())]
        self.sources[Source.OPERATOR].setChecked(True)
        self.ends[TWO_HOURS].setChecked(True)
        self.labels = {name: QLabel(self) for name in ("source", "until")}
        self.back = ElidedLabel(parent=self)
        self.facts = ElidedLabel(parent=self)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setMinimumHeight(30)
        self.reason.setMinimumWidth(150)
        self.show_it = QPushButton(self)
        self.show_it.setMinimumHeight(32)
        self.show_it.setDefault(True)
        self._lay()
        for chip in (*self.sources.values(), *self.ends.values()):
            chip.clicked.connect(self._on_chosen)
        self.at.timeChanged.connect(self._on_chosen)
        self.reason.textChanged.connect(self._enable)
        self.reason.returnPressed.connect(self.show_it.click)
        self.show_it.clicked.connect(self.show_wanted)
        self.retranslate()

    def _lay(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        rows = (("source", list(self.sources.values())), ("until", list(self.ends.values())))
        for row, (name, chips) in enumerate(rows):
            self.labels[name].setProperty("role", "muted")
            grid.addWidget(self.labels[name], row, 0)
            line = QHBoxLayout()
            line.setSpacing(6)
            for chip in chips:
                line.addWidget(chip)
                if chip is self.ends[CUSTOM]:
                    line.addWidget(self.at)
            self.back.setProperty("role", "muted")
            if name == "source":
                line.addSpacing(6)
                line.addWidget(self.back, 1)
            else:
                line.addStretch(1)
            grid.addLayout(line, row, 1)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.facts)
        last.addWidget(self.reason, 1)
        last.addWidget(self.show_it)
        grid.addLayout(last, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)

    def _chip(self) -> QPushButton:
        chip = QPushButton(self)
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        chip.setMinimumHeight(28)
        return chip

    def _group(self, chips: Iterable[QPushButton]) -> QButtonGroup:
        group = QButtonGroup(self)
        for chip in chips:
            group.addButton(chip)
        return group

    # What is chosen

    def source(self) -> Source:
        return next(source for source, chip in self.sources.items() if chip.isChecked())

    def choose_source(self, source: Source) -> None:
        if source in self.sources:
            self.sources[source].setChecked(True)
            self._on_chosen()

    def end(self) -> str:
        """The key of the end: one of UNTIL."""
        return next(key for key, chip in self.ends.items() if chip.isChecked())

    def choose_end(self, key: str) -> None:
        """Unknown keys are passed over."""
        if key in self.ends:
            self.ends[key].setChecked(True)
            self._on_chosen()

    def choose_minutes(self, minutes: int | None) -> None:
        """The end nearest to what a message usually needs; nothing changes when it says nothing."""
        if minutes is not None:
            self.choose_end(HALF_HOUR if minutes <= 30 else TWO_HOURS if minutes <= 120 else MORNING)

    def until(self) -> float | None:
        """When it ends, s since 1970 UTC, counted from this moment; None: when it is released."""
        key, now = self.end(), self._clock()
        if key == RELEASED:
            return None
        if key in (MORNING, CUSTOM):
            time_of_day = QTime(6, 0) if key == MORNING else self.at.time()
            return next_at(time_of_day.hour(), time_of_day.minute(), now, self._look.zone)
        return now + 60.0 * int(key)

    def duration_s(self, until: float | None) -> int:
        """For how long the sign shows it by itself so that it ends with *until*."""
        if until is None:
            return RENEWED_S
        return max(1, min(LONGEST_S, math.floor(until - self._clock())))

    def words(self) -> str:
        return self.reason.text().strip()

    # Showing

    def put(self, facts: str, action: str, ready: bool) -> None:
        """*facts* in a line, what the button says, and whether there is anything to send."""
        self.facts.set_text(facts)
        self.show_it.setText(action)
        self._ready = ready
        self._enable()

    def _enable(self, *_: object) -> None:
        self.show_it.setEnabled(self._ready and bool(self.words()))

    def _on_chosen(self, *_: object) -> None:
        self._show_end()
        self.changed.emit()

    def _show_end(self) -> None:
        self.at.setVisible(self.end() == CUSTOM)
        until = self.until()
        if until is None:
            words = QCoreApplication.translate("Signs", "until somebody releases it; renewed by the centre")
        else:
            then = QCoreApplication.translate("Signs", "{until}, then back to plan")
            words = then.format(until=until_text(until, self._clock(), self._look.zone))
        self.back.set_text(words)

    def retranslate(self) -> None:
        self.labels["source"].setText(QCoreApplication.translate("Signs", "Priority"))
        self.labels["until"].setText(QCoreApplication.translate("Signs", "Until", "label"))
        for source, chip in self.sources.items():
            chip.setText(source_text(source))
        for key, words in (
            (HALF_HOUR, QCoreApplication.translate("Signs", "30 min")),
            (TWO_HOURS, QCoreApplication.translate("Signs", "2 h")),
            (MORNING, "06:00"),
            (CUSTOM, QCoreApplication.translate("Signs", "Time…")),
            (RELEASED, QCoreApplication.translate("Signs", "Until released")),
        ):
            self.ends[key].setText(words)
        self.reason.setPlaceholderText(QCoreApplication.translate("Signs", "Reason, for the log (required)"))
        self.show_it.setToolTip(QCoreApplication.translate("Signs", "Send it to the ticked signs (Ctrl+Enter)"))
        self._show_end()
