"""What the store knows of an alarm: the times it stood before, and the commands its device was given."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from controlcenter.domain.alarms import Alarm, JournalEntry, JournalFilter
from controlcenter.domain.commands import CommandRecord
from controlcenter.domain.conditions import AlarmId
from controlcenter.engine.face import EngineError
from controlcenter.ui.alarms.past import PAST_DAYS, LineGrid, stand_text, stands
from controlcenter.ui.alarms.texts import refusal_text
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import order_text, outcome_text
from controlcenter.ui.words import moment_text

PAST_SHOWN, COMMANDS_SHOWN = 12, 6


class Chronicle(QWidget):
    """Shows what it has of one alarm; ``ask`` fetches it anew."""

    def __init__(
        self, bridge: Bridge, look: Look, zone: ZoneInfo, clock: Callable[[], float], above_px: int,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._bridge, self._look, self._zone, self._clock = bridge, look, zone, clock
        self._alarm: AlarmId | None = None
        self._journal: Sequence[JournalEntry] = ()
        self._commands: Sequence[CommandRecord] = ()
        self._unread = ""
        self.past, self.commands = LineGrid(), LineGrid()
        self._past_title, self._commands_title = QLabel(), QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for title, lines in ((self._past_title, self.past), (self._commands_title, self.commands)):
            title.setProperty("role", "muted")
            title.setContentsMargins(0, above_px, 0, 0)
            title.setWordWrap(True)
            title.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(title)
            column.addWidget(lines)

    def put(self, alarm: Alarm) -> None:
        """Show *alarm*; of another one than before nothing is known yet."""
        if alarm.id != self._alarm:
            self._alarm = alarm.id
            self._journal, self._commands, self._unread = (), (), ""
        self._write()

    def ask(self) -> None:
        alarm = self._alarm
        if alarm is None:
            return
        engine, ask = self._bridge.engine, self._bridge.ask_then
        wanted = JournalFilter(
            start=self._clock() - PAST_DAYS * 86400, device=alarm.device, condition=alarm.condition
        )  # fmt: skip
        ask(engine.alarm_journal(wanted), lambda entries: self._on_journal(alarm, entries), self.refuse)
        if alarm.device in self._bridge.mirror.devices:
            request = engine.commands_of(alarm.device, COMMANDS_SHOWN)
            ask(request, lambda records: self._on_commands(alarm, records), self.refuse)

    def _on_journal(self, alarm: AlarmId, entries: Sequence[JournalEntry]) -> None:
        if alarm == self._alarm:
            self._journal, self._unread = entries, ""
            self._write()

    def _on_commands(self, alarm: AlarmId, records: Sequence[CommandRecord]) -> None:
        if alarm == self._alarm:
            self._commands = records
            self._write()

    def refuse(self, error: EngineError) -> None:
        """Say why what was asked for is not there."""
        self._unread = refusal_text(error)
        self._write()

    def _write(self) -> None:
        now = self._clock()
        lines = [
            (moment_text(stand.begin, now, self._zone), " · ".join((stand_text(stand), *stand.notes)))
            for stand in stands(self._journal)[:PAST_SHOWN]
        ]
        if self._unread:
            lines = [("", self._unread)]
        elif not lines:
            lines = [("", QCoreApplication.translate("Alarms", "nothing in this time"))]
        self.past.put(lines)
        self._commands_title.setVisible(bool(self._commands))
        self.commands.put([self._command_line(record, now) for record in self._commands])

    def _command_line(self, record: CommandRecord, now: float) -> tuple[str, str]:
        mirror, language = self._bridge.mirror, self._look.language
        kind = mirror.kinds.get(mirror.kind_of(record.device))
        words = f"{order_text(record, kind, language)} · {outcome_text(record, language)} · {record.by.name}"
        return moment_text(record.requested_at, now, self._zone), words

    def retranslate(self) -> None:
        self._past_title.setText(QCoreApplication.translate("Alarms", "History of this alarm, 30 days"))
        self._commands_title.setText(QCoreApplication.translate("Alarms", "Commands to the device"))
