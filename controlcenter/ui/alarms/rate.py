"""How many alarms came, in bars of ten minutes, with the limit above which it is a flood."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from controlcenter.engine.changes import AlarmSummary
from controlcenter.ui.look import Look

_HEIGHT = 64
_GAP = 1.0


class RateBars(QWidget):
    """Bars above the limit stand out; the last one is still growing and hollow."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rate: Sequence[int] = ()
        self._limit = AlarmSummary().flood_limit
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.theme_changed.connect(self._on_theme_changed)

    def show_summary(self, summary: AlarmSummary) -> None:
        if (summary.rate, summary.flood_limit) != (self._rate, self._limit):
            self._rate, self._limit = summary.rate, summary.flood_limit
            newest = str(self._rate[-1]) if self._rate else "0"
            words = QCoreApplication.translate("Alarms", "Alarms in ten minutes: now {now}, at most {most}")
            self.setToolTip(words.format(now=newest, most=max(self._rate, default=0)))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = QRectF(self.rect()).adjusted(0.5, 3, -0.5, -1.5)
            highest = max(self._limit * 1.3, max(self._rate, default=0) * 1.05)
            painter.setPen(QPen(self._look.color("line"), 1))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
            step = box.width() / max(1, len(self._rate))
            for place, count in enumerate(self._rate):
                if not count:
                    continue
                height = max(2.0, box.height() * count / highest)
                bar = QRectF(box.left() + place * step, box.bottom() - height, max(1.5, step - _GAP), height)
                color = self._look.color("high" if count > self._limit else "normal")
                if place == len(self._rate) - 1:
                    painter.setPen(QPen(color, 1))
                    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, 0))
                else:
                    painter.fillRect(bar, color)
            limit = box.bottom() - box.height() * self._limit / highest
            painter.setPen(QPen(self._look.color("muted"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(box.left(), limit), QPointF(box.right(), limit))

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()
