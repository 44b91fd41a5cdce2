"""Plays a wave file with what the platform has, without ever waiting for it."""

import logging
import shutil
import sys
import tempfile
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtWidgets import QApplication

_log = logging.getLogger(__name__)

HANGS_MS = 8000
"""A player still busy with a tone of two seconds after this is stuck on its device."""
_PLAYERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "linux": (("pw-play",), ("paplay",), ("aplay", "-q")),
    "darwin": (("afplay",),),
}
_WINSOUND = "winsound"


class SoundPlayer(QObject):
    """One tone at a time; the first player that works is kept, and where none does the desktop's bell rings."""

    failed = Signal(str)
    """Why there is no sound, in the player's words; told once until one works again."""

    def __init__(
        self,
        parent: QObject | None = None,
        platform: str = sys.platform,
        find: Callable[[str], str | None] = shutil.which,
    ) -> None:
        super().__init__(parent)
        names = _PLAYERS.get(platform, ())
        self._players = [(path, *rest) for name, *rest in names if (path := find(name)) is not None]
        self._winsound = platform == "win32"
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._playing: Path | None = None
        self._told = False
        self.reason = ""
        """Why there was no sound at the last try; empty when there was, or nothing was tried."""
        self._process = QProcess(self)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._watchdog = QTimer(self)
        self._watchdog.setSingleShot(True)
        self._watchdog.setInterval(HANGS_MS)
        self._watchdog.timeout.connect(self._on_stuck)

    @property
    def name(self) -> str:
        """What plays: a program's name, ``winsound``, or empty when only the bell is left."""
        if self._winsound:
            return _WINSOUND
        return Path(self._players[0][0]).name if self._players else ""

    @property
    def busy(self) -> bool:
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def play(self, file: Path, volume: int) -> None:
        """Begin to play *file* at *volume* percent; a tone that still sounds goes on instead."""
        if self.busy:
            return
        try:
            self._playing = self._scaled(file, volume)
        except (OSError, EOFError, wave.Error) as error:
            self._give_up(f"{file}: {error}")
            return
        if self._winsound:
            self._play_on_windows(self._playing)
        else:
            self._start()

    def stop(self) -> None:
        """Fall silent and let go of everything."""
        self._watchdog.stop()
        self._playing = None
        if self.busy:
            self._process.kill()
            self._process.waitForFinished(1000)
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _scaled(self, file: Path, volume: int) -> Path:
        """*file* itself, or a copy with its samples made smaller, kept for the next time."""
        if volume >= 100:
            return file
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="controlcenter-sounds-")
        copy = Path(self._folder.name) / f"{file.stem}-{volume}.wav"
        if not copy.exists():
            with wave.open(str(file), "rb") as source, wave.open(str(copy), "wb") as target:
                target.setparams(source.getparams())
                samples = np.frombuffer(source.readframes(source.getnframes()), "<i2")
                # Loudness is heard by the square, so half the slider is a quarter of the amplitude.
                target.writeframes((samples * (max(0, volume) / 100) ** 2).astype("<i2").tobytes())
        return copy

    def _start(self) -> None:
        if self._playing is None:
            return
        if not self._players:
            self._give_up("")
            return
        program, *options = self._players[0]
        self._process.start(program, [*options, str(self._playing)])
        self._watchdog.start()

    def _play_on_windows(self, file: Path) -> None:
        if sys.platform == "win32":
            import winsound

            try:
                winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
            except RuntimeError as error:
                self._give_up(str(error))
            else:
                self._worked()

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._watchdog.stop()
        if self._playing is None:
            return
        if code == 0 and status is QProcess.ExitStatus.NormalExit:
            self._worked()
        else:
            said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
            self._next_player(said.splitlines()[-1][:200] if said else f"exit code {code}")

    def _on_error(self, error: QProcess.ProcessError) -> None:
        # A crash is also told by ``finished``.
        if error is QProcess.ProcessError.FailedToStart and self._playing is not None:
            self._watchdog.stop()
            self._next_player(self._process.errorString())

    def _on_stuck(self) -> None:
        # The kill is told by ``finished`` as a crash.
        self._process.kill()

    def _next_player(self, reason: str) -> None:
        """The present player failed: try the next one, and keep the last to try again with the next tone."""
        name = self.name
        if len(self._players) > 1:
            _log.warning("%s cannot play an alarm's tone: %s", name, reason)
            self._players.pop(0)
            QTimer.singleShot(0, self, self._start)
        else:
            self._give_up(f"{name}: {reason}")

    def _worked(self) -> None:
        self._playing, self._told, self.reason = None, False, ""

    def _give_up(self, reason: str) -> None:
        self._playing, self.reason = None, reason
        QApplication.beep()
        if not self._told:
            self._told = True
            _log.warning("no sound for alarms: %s", reason or "there is no player")
            self.failed.emit(reason)
