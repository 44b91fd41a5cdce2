"""What calls an operator: the strip, the tones and the desktop's messages, and their choices on this seat."""

from datetime import UTC, datetime

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.alarm_sounds import AlarmSounds
from controlcenter.ui.alarm_strip import AlarmStrip
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.desktop_notice import DesktopNotice
from controlcenter.ui.layout_memory import LayoutMemory
from controlcenter.ui.look import Look
from controlcenter.ui.sound_choices import SoundChoices
from controlcenter.ui.sound_player import SoundPlayer
from controlcenter.ui.sound_words import message_words, player_words, quiet_words


class AlarmAttention(QObject):
    """Hears every change-set, also while the window is hidden; the window lays ``strip`` and calls ``refresh``."""

    alarm_wanted = Signal(object)
    """An AlarmId."""
    alarms_wanted = Signal(str)
    """The Symbol of a priority; empty for all."""
    said = Signal(str)
    """Something to tell the operator once."""

    def __init__(
        self, bridge: Bridge, look: Look, memory: LayoutMemory, window: QWidget, player: SoundPlayer | None = None
    ) -> None:
        super().__init__(window)
        self._look = look
        self._memory = memory
        self._window = window
        self.player = player or SoundPlayer(self)
        self.strip = AlarmStrip(bridge, look, window)
        self.sounds = AlarmSounds(self.player, self._local_time, memory.layout.sounds, self)
        self.notice = DesktopNotice(window, bridge.mirror, look)
        self.menu = QMenu(window)
        self._silence = QAction(self)
        self._silence.triggered.connect(self.sounds.silence)
        self._enabled = QAction(self)
        self._enabled.setCheckable(True)
        self._enabled.triggered.connect(self._on_enabled)
        self._choices = QAction(self)
        self._choices.triggered.connect(self.open_choices)
        self._facts = tuple(QAction(self) for _ in range(3))
        for fact in self._facts:
            fact.setEnabled(False)
        self._fill_menu()
        bridge.ticked.connect(self.take)
        self.player.failed.connect(self._on_failed)
        self.sounds.changed.connect(self._sync)
        self.strip.alarm_wanted.connect(self.alarm_wanted)
        self.strip.alarms_wanted.connect(self.alarms_wanted)
        self.strip.too_soon.connect(self._on_too_soon)
        self.retranslate()

    def take(self, changes: ChangeSet) -> None:
        if changes.alarms:
            self.strip.take(changes)
            self.notice.tell(self.sounds.take(changes), self.sounds.choices.notify)

    def refresh(self, now: float) -> None:
        """Show what calls now, s since 1970 UTC."""
        self.strip.refresh(now)

    def choose(self, choices: SoundChoices) -> None:
        """Put *choices* in force and keep them in the profile."""
        self._memory.layout.sounds = choices
        self._memory.touch()
        self.sounds.choose(choices)

    def open_choices(self) -> None:
        from controlcenter.ui.dialogs.sounds import SoundDialog

        SoundDialog(self, self._window).open()

    def stop(self) -> None:
        self.sounds.stop()
        self.notice.stop()

    def retranslate(self) -> None:
        self.strip.retranslate()
        self._silence.setText(QCoreApplication.translate("Sounds", "Silence until the next new alarm") + "\tF9")
        self._enabled.setText(QCoreApplication.translate("Sounds", "Sounds on this seat"))
        self._choices.setText(QCoreApplication.translate("Sounds", "Volume, quiet hours…"))
        self._sync()

    def _fill_menu(self) -> None:
        self.menu.addAction(self._silence)
        self.menu.addAction(self._enabled)
        self.menu.addAction(self._choices)
        self.menu.addSeparator()
        for fact in self._facts:
            self.menu.addAction(fact)
        self.menu.aboutToShow.connect(self._sync)
        self.strip.sound_button.setMenu(self.menu)

    def _sync(self) -> None:
        choices = self.sounds.choices
        self._silence.setEnabled(self.sounds.sounding is not None)
        self._enabled.setChecked(choices.enabled)
        facts = (player_words(self.player), quiet_words(choices), message_words(choices, self.notice.available))
        for action, text in zip(self._facts, facts, strict=True):
            action.setText(text.replace("&", "&&"))
            action.setVisible(bool(text))
        self.strip.show_silent(not choices.enabled)

    def _local_time(self) -> datetime:
        return datetime.now(UTC).astimezone(self._look.zone)

    def _on_enabled(self, enabled: bool) -> None:
        self.choose(msgspec.structs.replace(self.sounds.choices, enabled=enabled))

    def _on_failed(self, _reason: str) -> None:
        self.said.emit(player_words(self.player))
        self._sync()

    def _on_too_soon(self) -> None:
        self.said.emit(QCoreApplication.translate("Sounds", "The alarm in the strip has just changed: look again"))
