"""The alarms of one device, in the head of its faceplate."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.ids import DeviceId
from controlcenter.ui.alarm_words import (
    SYMBOLS,
    behind_words,
    condition_words,
    measured_words,
    quality_words,
    state_words,
    urgency,
)
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.symbols import Symbol, SymbolLabel
from controlcenter.ui.words import age_text, count_text

MOST = 4


class _Line(QWidget):
    """Shape and condition, and under them the state with its facts."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.symbol = SymbolLabel(look, Symbol.LOW, 12, self)
        self.condition = ElidedLabel("", self)
        self.state = ElidedLabel("", self)
        self.state.setProperty("role", "muted")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.symbol, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.condition, 0, 1)
        grid.addWidget(self.state, 1, 1)
        grid.setColumnStretch(1, 1)

    def put(self, alarm: Alarm, mirror: Mirror, language: str, now: float) -> None:
        self.symbol.set_symbol(SYMBOLS[alarm.priority])
        words = (
            condition_words(alarm.id, mirror, language),
            measured_words(alarm, mirror, language),
            behind_words(alarm, language),
        )
        self.condition.set_text(" · ".join(word for word in words if word))
        facts = (state_words(alarm), age_text(now - alarm.raised_at), quality_words(alarm))
        self.state.set_text(" · ".join(fact for fact in facts if fact))


class HeadAlarms(QWidget):
    """Up to four standing alarms, the worst first, and one button that acknowledges those shown that call."""

    acknowledge_wanted = Signal(object)
    """The alarms (list of Alarm) as they are shown."""

    def __init__(self, mirror: Mirror, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror = mirror
        self._look = look
        self._shown: list[Alarm] = []
        self._lines: list[_Line] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._more = ElidedLabel("", self)
        self._more.setProperty("role", "muted")
        self.button = QPushButton(self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(self._column, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(self._more)
        self.hide()

    @property
    def shown(self) -> Sequence[Alarm]:
        return tuple(self._shown)

    @property
    def texts(self) -> list[str]:
        """What each line says."""
        lines = self._lines[: len(self._shown)]
        return [f"{line.condition.whole} · {line.state.whole}" for line in lines]

    def retranslate(self) -> None:
        self.button.setText(QCoreApplication.translate("Faceplate", "Acknowledge"))
        self.button.setToolTip(QCoreApplication.translate("Faceplate", "Acknowledge the alarms shown here"))

    def show_device(self, device: DeviceId, now: float) -> None:
        """*now* in s since 1970 UTC."""
        standing = sorted(self._mirror.standing.get(device, {}).values(), key=urgency)
        self._shown = standing[:MOST]
        while len(self._lines) < len(self._shown):
            line = _Line(self._look, self)
            self._column.insertWidget(len(self._lines), line)
            self._lines.append(line)
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(self._shown))
            if place < len(self._shown):
                line.put(self._shown[place], self._mirror, self._look.language, now)
        more = len(standing) - len(self._shown)
        text = QCoreApplication.translate("Faceplate", "{count} more")
        self._more.set_text(text.format(count=count_text(more, self._look.language)))
        self._more.setVisible(more > 0)
        self.button.setVisible(any(alarm.annunciated for alarm in self._shown))
        self.setVisible(bool(standing))

    def _on_clicked(self) -> None:
        self.acknowledge_wanted.emit(list(self._shown))
