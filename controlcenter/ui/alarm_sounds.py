"""What an operator hears: the tone of the highest new alarm, again and again until somebody reacts."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from controlcenter import places
from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.sound_choices import SoundChoices
from controlcenter.ui.sound_player import SoundPlayer

REPEAT_S: dict[Priority, float] = {Priority.CRITICAL: 10.0, Priority.HIGH: 30.0}
"""The others sound once."""
BETWEEN_S = 3.0
"""In a flood there is at least this much between two tones, unless a higher priority comes."""


def tone_of(priority: Priority) -> Path:
    return places.RESOURCES / "sounds" / f"{priority.name.lower()}.wav"


class AlarmSounds(QObject):
    """Fed with every change-set. Silenced alarms stay silent until they are raised again."""

    changed = Signal()
    """Began or ceased to sound, or other choices."""

    def __init__(
        self,
        player: SoundPlayer,
        local_time: Callable[[], datetime],
        choices: SoundChoices | None = None,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """*local_time* is the site's, for quiet hours; *clock* counts seconds and is never set."""
        super().__init__(parent)
        self._player = player
        self._local_time = local_time
        self._choices = choices or SoundChoices()
        self._clock = clock
        self._called: dict[AlarmId, tuple[int, Priority]] = {}
        """Occurrence and priority of what called already."""
        self._sounding: dict[AlarmId, Priority] = {}
        self._last: tuple[float, Priority] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_due)

    @property
    def choices(self) -> SoundChoices:
        return self._choices

    @property
    def sounding(self) -> Priority | None:
        """The priority one hears, or would hear in other hours; None when nothing new calls."""
        return max(self._sounding.values(), default=None)

    def choose(self, choices: SoundChoices) -> None:
        self._choices = choices
        self._timer.stop()
        if self._sounding and self._may_repeat():
            self._timer.start(0)
        self.changed.emit()

    def take(self, changes: ChangeSet) -> list[Alarm]:
        """Note what was acknowledged and what newly calls; return the latter."""
        before = self.sounding
        fresh: list[Alarm] = []
        for alarm in changes.alarms:
            if not alarm.annunciated:
                self._called.pop(alarm.id, None)
                self._sounding.pop(alarm.id, None)
                continue
            held = self._called.get(alarm.id)
            self._called[alarm.id] = (alarm.occurrence, alarm.priority)
            if held is None or alarm.occurrence > held[0] or alarm.priority > held[1]:
                self._sounding[alarm.id] = alarm.priority
                fresh.append(alarm)
        if fresh:
            self._sound_soon()
        elif not self._sounding:
            self._timer.stop()
        if self.sounding is not before:
            self.changed.emit()
        return fresh

    def silence(self) -> None:
        """Be silent until the next new alarm."""
        self._timer.stop()
        if self._sounding:
            self._sounding.clear()
            self.changed.emit()

    def try_out(self, priority: Priority) -> None:
        """Let the tone of *priority* be heard as chosen."""
        self._player.play(tone_of(priority), self._choices.volume)

    def stop(self) -> None:
        self._timer.stop()
        self._player.stop()

    def _sound_soon(self) -> None:
        top = self.sounding
        if top is None:
            return
        if self._last is not None:
            at, priority = self._last
            left = at + BETWEEN_S - self._clock()
            if left > 0 and top <= priority:
                if not self._timer.isActive() or self._timer.remainingTime() > left * 1000:
                    self._timer.start(int(left * 1000))
                return
        self._on_due()

    def _may_repeat(self) -> bool:
        top = self.sounding
        return top is not None and top in REPEAT_S

    def _on_due(self) -> None:
        top = self.sounding
        if top is None:
            return
        if self._choices.lets_through(top, self._local_time()):
            self._last = (self._clock(), top)
            self._player.play(tone_of(top), self._choices.volume)
        if self._may_repeat():
            self._timer.start(int(REPEAT_S[top] * 1000))
