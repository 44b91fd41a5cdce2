"""What an alarm did before: its journal folded into the times it stood."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from controlcenter.domain.alarms import Event, JournalEntry
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.words import age_text

PAST_DAYS = 30
_NOTED = frozenset({Event.ACKNOWLEDGED, Event.RESET, Event.SHELVED, Event.TAKEN_OUT, Event.UNSHELVED, Event.PUT_BACK})


class Stand(msgspec.Struct, frozen=True):
    """One time an alarm stood: from ``begin`` to ``end`` (None: it stands still), with what was written of it."""

    begin: float
    end: float | None
    acknowledged: bool
    notes: tuple[str, ...]


def stands(journal: Sequence[JournalEntry]) -> list[Stand]:
    """Fold *journal* (of one alarm, newest first) into the times it stood, newest first."""
    found: list[Stand] = []
    begin: float | None = None
    end: float | None = None
    acknowledged, notes = False, list[str]()
    for entry in reversed(journal):
        if entry.event is Event.RAISED:
            if begin is not None:
                found.append(Stand(begin, end, acknowledged, tuple(notes)))
            begin, end, acknowledged, notes = entry.at, None, False, []
        elif entry.event in (Event.CLEARED, Event.WITHDRAWN):
            end = entry.at
        elif entry.event is Event.ACKNOWLEDGED:
            acknowledged = True
        if entry.event in _NOTED and entry.note:
            notes.append(entry.note)
    if begin is not None:
        found.append(Stand(begin, end, acknowledged, tuple(notes)))
    found.reverse()
    return found


def stand_text(stand: Stand) -> str:
    """``active 41 min``, or what it is now."""
    if stand.end is not None:
        words = QCoreApplication.translate("Alarms", "active {time}")
        return words.format(time=age_text(stand.end - stand.begin))
    if stand.acknowledged:
        return QCoreApplication.translate("Alarms", "active, acknowledged")
    return QCoreApplication.translate("Alarms", "active, unacknowledged")


class LineGrid(QWidget):
    """Lines of two texts each, which keep their place when they are put again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, ElidedLabel]] = []

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The lines shown."""
        return [(first.text(), second.whole) for first, second in self._rows if not first.isHidden()]

    def put(self, lines: Sequence[tuple[str, str]]) -> None:
        while len(self._rows) < len(lines):
            self._rows.append(self._make(len(self._rows)))
        for place, (first, second) in enumerate(self._rows):
            first.setVisible(place < len(lines))
            second.setVisible(place < len(lines))
            if place < len(lines):
                first.setText(lines[place][0])
                second.set_text(one_line(lines[place][1]))

    def _make(self, row: int) -> tuple[QLabel, ElidedLabel]:
        first, second = QLabel(self), ElidedLabel(parent=self)
        first.setTextFormat(Qt.TextFormat.PlainText)
        first.setProperty("role", "muted")
        self._grid.addWidget(first, row, 0)
        self._grid.addWidget(second, row, 1)
        return first, second
