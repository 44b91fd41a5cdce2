"""What a sign says it shows, drawn as it shines, on its faceplate."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from controlcenter.domain.readings import Quality
from controlcenter.domain.signs.render import Frame
from controlcenter.ui.control.signs.faces import FaceBook
from controlcenter.ui.control.signs.led import parse_pixels, whole_factor
from controlcenter.ui.control.signs.panel import FRAME_PX, SignPanel
from controlcenter.ui.control.signs.player import Player
from controlcenter.ui.control.signs.words import plain_text, problem_text
from controlcenter.ui.panel_api import Panel, PanelHost
from controlcenter.ui.widgets.elided import ElidedLabel

TALLEST_PX = 128
_FACES = FaceBook()
"""One for all faceplates: fonts and verdicts are the same everywhere."""


def create_panel(host: PanelHost) -> Panel:
    return SignPicture(host)


class SignPicture(Panel):
    """The message it reports, page after page, with the pixels it says have failed; hatched when it is old."""

    def __init__(self, host: PanelHost) -> None:
        super().__init__(host)
        self.picture = SignPanel(host.look, 2, self)
        self.note = ElidedLabel(parent=self)
        self.note.setProperty("role", "muted")
        self._multi: object = self  # nothing was drawn yet: None is something that can be reported
        self._player = Player(self)
        self._player.playing = True
        self._player.stepped.connect(self._draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.picture)
        column.addWidget(self.note)

    def show_now(self) -> None:
        message = self.host.readings.get("message")
        multi = message.value if message is not None and isinstance(message.value, str) else None
        if multi != self._multi:
            self._multi = multi
            self._take(multi)
        else:
            self._player.wind()
        stale = message is not None and message.quality is not Quality.GOOD
        self.picture.mark(stale, bad=self._failed_pixels())
        self._note(message is not None, stale)

    def _take(self, multi: str | None) -> None:
        """Draw the pages of *multi*, or say why they cannot be drawn."""
        face = _FACES.face(self.host.device)
        size = face.width, face.height
        if multi is None:
            words = QCoreApplication.translate("Faceplate", "It has not said yet what it shows")
            self._player.put((), 0)
            self.picture.put(None, size, words)
            return
        verdict = _FACES.verdict(self.host.device, multi)
        self._player.put(verdict.frames, 0)
        if verdict.problem is not None:
            self.picture.put(None, size, f"{plain_text(multi)}\n{problem_text(verdict.problem)}")

    def _draw(self, frame: Frame | None) -> None:
        if frame is None:
            return
        face = _FACES.face(self.host.device)
        words = plain_text(self._multi) if isinstance(self._multi, str) else ""
        self.picture.put(frame.pixels, (face.width, face.height), words)

    def _failed_pixels(self) -> list[tuple[int, int]]:
        bad = self.host.readings.get("bad_pixels")
        if bad is None or not isinstance(bad.value, str):
            return []
        face = _FACES.face(self.host.device)
        return parse_pixels(bad.value, face.width, face.height)

    def _note(self, heard: bool, stale: bool) -> None:
        if not heard:
            self.note.set_text("")
            return
        words = QCoreApplication.translate("Faceplate", "Reported {age} ago").format(age=self.host.age("message"))
        if stale:
            words = QCoreApplication.translate("Faceplate", "{report}: it may show something else by now").format(
                report=words
            )
        self.note.set_text(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As large as whole dots allow in this width, and no taller than that."""
        super().resizeEvent(event)
        face = _FACES.face(self.host.device)
        factor = whole_factor(face.width, face.height, self.width() - 2 * FRAME_PX, TALLEST_PX)
        self.picture.setFixedHeight(face.height * factor + 2 * FRAME_PX)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._player.stop()
