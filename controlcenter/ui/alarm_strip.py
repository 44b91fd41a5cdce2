"""The strip on every page: the alarm that calls loudest, how many others call, and what one does about it."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import AlarmId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.acknowledging import acknowledge
from controlcenter.ui.alarm_words import (
    SYMBOLS,
    behind_words,
    by_symbol,
    condition_words,
    device_words,
    measured_words,
    priority_names,
    quality_words,
    urgency,
)
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.alarm_counts import AlarmCounts
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.icons import line_icon
from controlcenter.ui.widgets.pulse import PulsingSymbol
from controlcenter.ui.widgets.steady import SteadyLabel
from controlcenter.ui.widgets.symbols import PRIORITIES
from controlcenter.ui.words import age_text, clock_text, count_text

HEIGHT = 34
SETTLE_S = 0.4
"""What stands here for less than this was not read yet: it is not acknowledged."""
ROOMY = 1240
"""Narrower than this the counts of what else calls give way to their sum."""


class AlarmStrip(QWidget):
    """Fed by ``take`` with every change-set and by ``refresh``; always of one height, so that no page jumps."""

    alarm_wanted = Signal(object)
    """The AlarmId that was clicked."""
    alarms_wanted = Signal(str)
    """The Symbol of the priority that was clicked; empty for all."""
    too_soon = Signal()
    """Asked to acknowledge what had only just come to stand here: nothing was done."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """*clock* counts seconds and is never set; ages are told with ``refresh``."""
        super().__init__(parent)
        self._bridge = bridge
        self._look = look
        self._clock = clock
        self._calling: dict[AlarmId, Alarm] = {}
        self._first: Alarm | None = None
        self._stirred = False
        """Whether something began or ceased to call since the last look."""
        self._shown: Alarm | None = None
        self._shown_at = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "header")
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.symbol = PulsingSymbol(look, 15, self)
        self.name = ElidedLabel("", self)
        self.name.setProperty("role", "title")
        self.facts = ElidedLabel("", self)
        self.facts.setProperty("role", "muted")
        self.age = SteadyLabel(parent=self)
        self.age.setProperty("role", "muted")
        self.counts = AlarmCounts(look, PRIORITIES, self)
        self.counts.chosen.connect(self.alarms_wanted)
        self.flood = QLabel(self)
        self.flood.setTextFormat(Qt.TextFormat.PlainText)
        self.flood.setProperty("role", "flood")
        self.flood.setFixedHeight(26)
        self.acknowledge_button = QToolButton(self)
        self.acknowledge_button.clicked.connect(self.acknowledge)
        self.sound_button = QToolButton(self)
        self.sound_button.setIconSize(QSize(16, 16))
        self.sound_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for button in (self.acknowledge_button, self.sound_button):
            button.setFixedHeight(28)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._silent = False
        look.theme_changed.connect(self._on_theme_changed)
        self._lay()
        self._on_theme_changed(None)
        self.retranslate()

    def _lay(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self.symbol)
        row.addWidget(self.name)
        row.addWidget(self.age)
        row.addWidget(self.facts, 1)
        row.addWidget(self.flood)
        row.addWidget(self.counts)
        row.addWidget(self.acknowledge_button)
        row.addWidget(self.sound_button)

    @property
    def shown(self) -> Alarm | None:
        """The alarm that stands here now."""
        return self._shown

    def take(self, changes: ChangeSet) -> None:
        """Note what began or ceased to call; it is shown with the next ``refresh``."""
        self._stirred = self._stirred or bool(changes.alarms)
        for alarm in changes.alarms:
            if alarm.annunciated:
                self._calling[alarm.id] = alarm
            else:
                self._calling.pop(alarm.id, None)

    def refresh(self, now: float) -> None:
        """Put what calls loudest; *now* in s since 1970 UTC. Costs nothing where nothing changed."""
        if self._stirred:
            self._stirred = False
            self._first = min(self._calling.values(), key=urgency, default=None)
        first = self._first
        if _which(first) != _which(self._shown):
            self._shown_at = self._clock()
        self._shown = first
        summary = self._bridge.mirror.alarm_summary
        self.counts.set_counts(by_symbol(summary.unacknowledged))
        self._show_counts()
        self._put_alarm(first, now)
        self._put_flood(summary.flood_since, summary.rate[-1] if summary.rate else 0)

    def acknowledge(self) -> None:
        """Acknowledge exactly what stands here."""
        if self._shown is None:
            return
        if self._clock() - self._shown_at < SETTLE_S:
            self.too_soon.emit()
            return
        acknowledge(self._bridge, [self._shown], self._look.language)

    def show_silent(self, silent: bool) -> None:
        """Whether the speaker is drawn crossed out."""
        if silent != self._silent:
            self._silent = silent
            self._on_theme_changed(None)

    def retranslate(self) -> None:
        self.setAccessibleName(QCoreApplication.translate("AlarmStrip", "Unacknowledged alarms"))
        self.acknowledge_button.setText(QCoreApplication.translate("AlarmStrip", "Acknowledge"))
        self.acknowledge_button.setToolTip(
            QCoreApplication.translate("AlarmStrip", "Acknowledge the alarm that stands here (F8)")
        )
        self.sound_button.setToolTip(QCoreApplication.translate("AlarmStrip", "Sounds of alarms; silence with F9"))
        self.sound_button.setAccessibleName(QCoreApplication.translate("AlarmStrip", "Sounds of alarms"))
        self.counts.set_names(
            {
                symbol: QCoreApplication.translate("AlarmStrip", "{priority}, unacknowledged").replace(
                    "{priority}", name
                )
                for symbol, name in priority_names().items()
            }
        )
        self.age.reset_width()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.acknowledge()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._shown is not None:
            self.alarm_wanted.emit(self._shown.id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            if self._shown is not None:
                self.alarm_wanted.emit(self._shown.id)
            else:
                self.alarms_wanted.emit("")
        super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            with QPainter(self) as painter:
                painter.setPen(self._look.color("accent"))
                painter.drawRect(self.rect().adjusted(0, 0, -1, -2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_counts()

    # What is shown

    def _show_counts(self) -> None:
        _show(self.counts, self.width() >= ROOMY and self._shown is not None)

    def _put_alarm(self, alarm: Alarm | None, now: float) -> None:
        for part in (self.symbol, self.name, self.age, self.acknowledge_button):
            _show(part, alarm is not None)
        self.symbol.show_symbol(SYMBOLS[alarm.priority] if alarm is not None else None)
        if alarm is None:
            self.name.set_text("")
            self.facts.set_text(QCoreApplication.translate("AlarmStrip", "No unacknowledged alarm"))
            return
        mirror, language = self._bridge.mirror, self._look.language
        self.name.set_text(f"{device_words(alarm.id, mirror)} · {condition_words(alarm.id, mirror, language)}")
        self.age.put(age_text(now - alarm.raised_at))
        more = len(self._calling) - 1
        others = QCoreApplication.translate("AlarmStrip", "{count} more").replace("{count}", count_text(more, language))
        gone = "" if alarm.active else QCoreApplication.translate("AlarmStrip", "over, not acknowledged")
        facts = (
            gone,
            behind_words(alarm, language),
            measured_words(alarm, mirror, language),
            quality_words(alarm),
            others if more and self.counts.isHidden() else "",
        )
        self.facts.set_text("   ".join(part for part in facts if part))

    def _put_flood(self, since: float | None, lately: int) -> None:
        _show(self.flood, since is not None)
        if since is not None:
            text = QCoreApplication.translate("AlarmStrip", "Flood since {time}")
            if self.width() >= ROOMY:
                text = QCoreApplication.translate("AlarmStrip", "Alarm flood since {time} · {count} in 10 min")
            count = count_text(lately, self._look.language)
            words = text.replace("{time}", clock_text(since, self._look.zone)[:5]).replace("{count}", count)
            if words != self.flood.text():
                self.flood.setText(words)

    def _on_theme_changed(self, _theme: object) -> None:
        color = self._look.color("high" if self._silent else "muted")
        self.sound_button.setIcon(line_icon("silent" if self._silent else "sound", color))


def _which(alarm: Alarm | None) -> tuple[AlarmId, int] | None:
    return (alarm.id, alarm.occurrence) if alarm is not None else None


def _show(widget: QWidget, wanted: bool) -> None:
    if widget.isHidden() == wanted:
        widget.setVisible(wanted)
