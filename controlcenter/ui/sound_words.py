"""What the seat is told of its sounds and messages: truthfully, also when there are none."""

from PySide6.QtCore import QCoreApplication

from controlcenter.ui.sound_choices import SoundChoices
from controlcenter.ui.sound_player import SoundPlayer


def player_words(player: SoundPlayer) -> str:
    if not player.name:
        return QCoreApplication.translate(
            "Sounds", "No sound: no player found on this computer (pw-play, paplay, aplay); the bell rings instead"
        )
    if player.reason:
        text = QCoreApplication.translate("Sounds", "No sound: {reason}; the bell rings instead")
        return text.replace("{reason}", player.reason)
    return QCoreApplication.translate("Sounds", "Played with {player}").replace("{player}", player.name)


def quiet_words(choices: SoundChoices) -> str:
    """When only critical alarms sound; empty for never."""
    if not choices.quiet:
        return ""
    text = QCoreApplication.translate("Sounds", "Quiet hours {start}–{end}: only critical alarms")
    return text.replace("{start}", _clock(choices.quiet_from)).replace("{end}", _clock(choices.quiet_until))


def message_words(choices: SoundChoices, available: bool) -> str:
    """Whether the desktop is told while the window is not in front."""
    if not available:
        return QCoreApplication.translate(
            "Sounds", "No messages: this desktop has no tray; the task bar marks the window"
        )
    if not choices.notify:
        return QCoreApplication.translate("Sounds", "Messages on the desktop are off")
    return QCoreApplication.translate("Sounds", "Messages on the desktop while the window is not in front")


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
