"""Goes through the pictures of a message, each for its time."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from controlcenter.domain.signs.render import Frame

_LEAST_MS = 40


class Player(QObject):
    """``stepped`` carries the Frame to be shown. Stands still while it is told to, or has one picture."""

    stepped = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frames: tuple[Frame, ...] = ()
        self._place = 0
        self.playing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.step)

    @property
    def frame(self) -> Frame | None:
        return self._frames[self._place] if self._frames else None

    def put(self, frames: Sequence[Frame], page: int) -> None:
        """Take other pictures and begin at *page*."""
        self._frames = tuple(frames)
        self.show_page(page)

    def show_page(self, page: int) -> None:
        self._place = next((at for at, frame in enumerate(self._frames) if frame.page == page), 0)
        self._tell()

    def play(self, on: bool) -> None:
        self.playing = on
        self._wind()

    def step(self) -> None:
        """The next picture, after the last one the first."""
        if self._frames:
            self._place = (self._place + 1) % len(self._frames)
            self._tell()

    def stop(self) -> None:
        """Spend no time until it is wound again: nobody looks."""
        self._timer.stop()

    def wind(self) -> None:
        self._wind()

    def _tell(self) -> None:
        self.stepped.emit(self.frame)
        self._wind()

    def _wind(self) -> None:
        frame = self.frame
        if self.playing and frame is not None and len(self._frames) > 1:
            self._timer.start(max(_LEAST_MS, round(frame.seconds * 1000)))
        else:
            self._timer.stop()
