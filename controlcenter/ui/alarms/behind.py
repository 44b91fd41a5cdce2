"""What is suppressed behind an alarm: how many of which kind, and their names when asked for."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import AlarmId
from controlcenter.ui.alarms.lists import Tally
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.words import count_text

NAMED = 200


class BehindSection(QWidget):
    """Hidden while nothing is behind the alarm; its names are folded away for every other alarm."""

    def __init__(
        self, mirror: Mirror, look: Look, tally: Tally, above_px: int, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._mirror, self._look, self._tally = mirror, look, tally
        self._alarm: Alarm | None = None
        self._unfolded = False
        self.title, self.names, self.button = QLabel(), QLabel(), QPushButton()
        self.title.setProperty("role", "muted")
        self.title.setContentsMargins(0, above_px, 0, 0)
        for label in (self.title, self.names):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.button.setFlat(True)
        self.button.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.names)

    def put(self, alarm: Alarm) -> None:
        if self._alarm is None or self._alarm.id != alarm.id:
            self._unfolded = False
        self._alarm = alarm
        behind = list(self._tally.behind(alarm.id))
        shown = bool(behind) or alarm.behind > 0
        self.setVisible(shown)
        self.button.setVisible(bool(behind))
        self.names.setVisible(self._unfolded and bool(behind))
        if shown:
            self._write(behind, alarm.behind)

    def _write(self, behind: Sequence[AlarmId], count: int) -> None:
        mirror, language = self._mirror, self._look.language
        parts = []
        for kind, many in Counter(mirror.kind_of(one.device) for one in dict.fromkeys(behind)).most_common():
            known = mirror.kinds.get(kind)
            parts.append(f"{count_text(many, language)} × {known.name.in_(language) if known else kind}")
        words = QCoreApplication.translate("Alarms", "Behind it: {what}, suppressed by design")
        self.title.setText(words.format(what=", ".join(parts) or count_text(count, language)))
        hide = QCoreApplication.translate("Alarms", "hide ▾")
        show = QCoreApplication.translate("Alarms", "show ▸")
        self.button.setText(hide if self._unfolded else show)
        if self._unfolded:
            names = [one_line(mirror.name_of(one.device), 60) for one in behind[:NAMED]]
            self.names.setText(", ".join([*names, "…"] if len(behind) > NAMED else names))

    def _on_clicked(self) -> None:
        self._unfolded = not self._unfolded
        if self._alarm is not None:
            self.put(self._alarm)
