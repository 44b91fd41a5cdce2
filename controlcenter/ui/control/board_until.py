"""How long an order lasts: a usual stretch, until a time of day, or until somebody releases it."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QTimeEdit, QWidget

from controlcenter.ui.look import Look
from controlcenter.ui.widgets.choice import ChoiceBox

RELEASED, CLOCK = "released", "clock"
MINUTES = (15, 30, 60, 120, 480)


def next_at(hour: int, minute: int, now: float, zone: ZoneInfo) -> float:
    """The next moment after *now* at which the site's clocks show this time, s since 1970 UTC."""
    here = datetime.fromtimestamp(now, UTC).astimezone(zone)
    wanted = datetime.combine(here.date(), time(hour, minute), zone)
    if wanted <= here:
        wanted = datetime.combine(here.date() + timedelta(days=1), time(hour, minute), zone)
    return wanted.timestamp()


class UntilField(QWidget):
    """``until()`` is when it ends by itself, None when somebody ends it; *returns* says "then back to plan"."""

    changed = Signal()

    def __init__(
        self, look: Look, clock: Callable[[], float], parent: QWidget | None = None, returns: bool = True
    ) -> None:
        super().__init__(parent)
        self._look, self._clock, self._returns = look, clock, returns
        self.choice = ChoiceBox(self)
        self.choice.setMinimumHeight(28)
        self.at = QTimeEdit(QTime(6, 0), self)
        self.at.setDisplayFormat("HH:mm")
        self.at.setMinimumHeight(28)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.choice, 1)
        row.addWidget(self.at)
        self._fill()
        self.choice.setCurrentIndex(self.choice.findData("60"))
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self.at.timeChanged.connect(lambda _time: self.changed.emit())
        self.at.hide()

    def until(self) -> float | None:
        """s since 1970 UTC, counted from this moment."""
        key = str(self.choice.currentData())
        if key == RELEASED:
            return None
        if key == CLOCK:
            return next_at(self.at.time().hour(), self.at.time().minute(), self._clock(), self._look.zone)
        return self._clock() + 60.0 * int(key)

    def put(self, key: str) -> None:
        """Choose minutes (``"30"``), ``clock`` or ``released``; unknown ones are passed over."""
        place = self.choice.findData(key)
        if place >= 0:
            self.choice.setCurrentIndex(place)

    def retranslate(self) -> None:
        key = self.choice.currentData()
        self.choice.blockSignals(True)
        self.choice.clear()
        self._fill()
        self.choice.setCurrentIndex(max(0, self.choice.findData(key)))
        self.choice.blockSignals(False)

    def _fill(self) -> None:
        minutes = QCoreApplication.translate("Control", "{count} min")
        hours = QCoreApplication.translate("Control", "{count} h")
        back = QCoreApplication.translate("Control", "{length}, then back to plan") if self._returns else "{length}"
        for length in MINUTES:
            words = hours.format(count=length // 60) if length >= 60 else minutes.format(count=length)
            self.choice.addItem(back.format(length=words), str(length))
        self.choice.addItem(back.format(length=QCoreApplication.translate("Control", "Until a time")), CLOCK)
        self.choice.addItem(QCoreApplication.translate("Control", "Until it is released"), RELEASED)

    def _on_chosen(self, _place: int) -> None:
        self.at.setVisible(self.choice.currentData() == CLOCK)
        self.changed.emit()
