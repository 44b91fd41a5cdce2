"""The facts of one alarm, written once a second without anything moving."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import AlarmDefinition
from controlcenter.domain.kinds import PointKind
from controlcenter.domain.readings import Quality, Reading
from controlcenter.ui.alarms.journal_words import stamp_text
from controlcenter.ui.alarms.texts import duration_text, state_of
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.hatch import paint_hatch
from controlcenter.ui.words import DASH, age_text, moment_text, quality_text, reading_text


class Fact(NamedTuple):
    """``old``: what is said is not fresh; ``late``: the time for it is over."""

    name: str
    text: str
    old: bool = False
    late: bool = False


def fact_lines(
    alarm: Alarm,
    definition: AlarmDefinition | None,
    reading: Reading | None,
    point: PointKind | None,
    now: float,
    look: Look,
) -> list[Fact]:
    """State, since, time to respond, value now, both clocks."""
    since = f"{moment_text(alarm.raised_at, now, look.zone)} · {duration_text(now - alarm.raised_at)}"
    lines = [
        Fact(QCoreApplication.translate("Alarms", "State"), state_of(alarm, now, look.zone)),
        Fact(QCoreApplication.translate("Alarms", "Since"), since),
    ]
    if definition is not None and definition.respond_s > 0:
        lines.append(_respond(alarm, definition.respond_s, now))
    if point is not None:
        lines.append(_value(reading, point, now, look))
    source, arrival = stamp_text(alarm.source_at, look.zone, False), stamp_text(alarm.raised_at, look.zone, False)
    if source[:6] == arrival[:6]:
        arrival = arrival[6:]
    both = QCoreApplication.translate("Alarms", "Source / arrival")
    lines.append(Fact(both, f"{source} / {arrival}"))
    return lines


def _respond(alarm: Alarm, respond_s: float, now: float) -> Fact:
    left = alarm.respond_from + respond_s - now
    name = QCoreApplication.translate("Alarms", "Time to respond")
    if not alarm.active:
        return Fact(name, age_text(respond_s))
    if left >= 0:
        words = QCoreApplication.translate("Alarms", "{whole} · {left} left")
        return Fact(name, words.format(whole=age_text(respond_s), left=duration_text(left)))
    words = QCoreApplication.translate("Alarms", "{whole} · over since {late}")
    return Fact(name, words.format(whole=age_text(respond_s), late=duration_text(-left)), late=True)


def _value(reading: Reading | None, point: PointKind, now: float, look: Look) -> Fact:
    name = point.name.in_(look.language)
    if reading is None:
        return Fact(name, DASH, old=True)
    old = QCoreApplication.translate("Alarms", "{age} old").format(age=age_text(now - reading.at))
    text = f"{reading_text(reading, point, look.language)} · {quality_text(reading.quality)} · {old}"
    return Fact(name, text, old=reading.quality >= Quality.STALE)


class FactLabel(ElidedLabel):
    """A text at the right edge, hatched when it is not fresh."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._look = look
        self._old = False
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def put(self, fact: Fact) -> None:
        self.set_text(fact.text)
        if fact.old != self._old:
            self._old = fact.old
            self.update()
        role = "muted" if fact.old else "title"
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._old:
            with QPainter(self) as painter:
                width = min(self.width(), self.fontMetrics().horizontalAdvance(self.text()) + 8)
                box = QRectF(self.width() - width, 0, width, self.height())
                paint_hatch(painter, box, self._look.theme, 0.25)
        super().paintEvent(event)


class FactGrid(QWidget):
    """Names at the left, texts at the right; rows stay where they are while texts change."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, FactLabel]] = []

    @property
    def texts(self) -> list[tuple[str, str]]:
        return [(name.text(), text.whole) for name, text in self._rows if not name.isHidden()]

    def put(self, lines: Sequence[Fact]) -> None:
        while len(self._rows) < len(lines):
            name, text = QLabel(self), FactLabel(self._look, self)
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setProperty("role", "muted")
            self._grid.addWidget(name, len(self._rows), 0)
            self._grid.addWidget(text, len(self._rows), 1)
            self._rows.append((name, text))
        for place, (name, text) in enumerate(self._rows):
            name.setVisible(place < len(lines))
            text.setVisible(place < len(lines))
            if place < len(lines):
                if name.text() != lines[place].name:
                    name.setText(lines[place].name)
                text.put(lines[place])
