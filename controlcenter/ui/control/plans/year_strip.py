"""A year of a plan as a strip: a cell for each day, in the shade of its programme."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from controlcenter.domain.plans import Plan
from controlcenter.ui.control.plans.plan_days import year_profiles
from controlcenter.ui.control.plans.plan_words import profile_text
from controlcenter.ui.look import Look
from controlcenter.ui.palette import mixed
from controlcenter.ui.widgets.hatch import hatch_brush

HEIGHT = 44
BAR_PX = 20.0


class YearStrip(QWidget):
    """``day_chosen`` carries the date of the cell pressed."""

    day_chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._day = date(2000, 1, 1)
        self._names: tuple[str, ...] = ()
        self._cells: list[str | None] = []
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.theme_changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        return QSize(360, HEIGHT)

    def put(self, plan: Plan, day: date) -> None:
        """Show the year of *day* with a mark on it."""
        self._day = day
        self._names = tuple(profile.name for profile in plan.profiles)
        self._cells = year_profiles(plan, day.year)
        self.update()

    def day_at(self, x: float) -> date | None:
        box = self._box()
        if not self._cells or not box.left() <= x < box.right():
            return None
        return date(self._day.year, 1, 1) + timedelta(days=int((x - box.left()) / box.width() * len(self._cells)))

    def text_at(self, x: float) -> str:
        """The date under the pointer and its programme."""
        day = self.day_at(x)
        if day is None:
            return ""
        name = self._cells[(day - date(day.year, 1, 1)).days]
        return f"{day.isoformat()}: {profile_text(name or '')}"

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            text = self.text_at(event.pos().x())
            QToolTip.showText(event.globalPos(), text, self) if text else QToolTip.hideText()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().x())
        if day is not None:
            self.day_chosen.emit(day)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._cells:
            return
        box = self._box()
        one = box.width() / len(self._cells)
        accent, panel = self._look.color("accent"), self._look.color("raised")
        shades = {
            name: mixed(accent, panel, 0.25 + 0.6 * number / max(1, len(self._names) - 1))
            for number, name in enumerate(self._names)
        }
        with QPainter(self) as painter:
            font = self.font()
            font.setPixelSize(11)
            painter.setFont(font)
            for number, name in enumerate(self._cells):
                cell = QRectF(box.left() + number * one, box.top(), one + 0.5, box.height())
                painter.fillRect(cell, shades[name] if name in shades else hatch_brush(self._look.theme, 0.25))
            self._paint_months(painter, box, one)
            place = box.left() + ((self._day - date(self._day.year, 1, 1)).days + 0.5) * one
            painter.setPen(self._look.color("text"))
            painter.drawLine(QPointF(place, box.top() - 2), QPointF(place, box.bottom() + 2))

    def _paint_months(self, painter: QPainter, box: QRectF, one: float) -> None:
        first = date(self._day.year, 1, 1)
        for month in range(1, 13):
            left = box.left() + (date(self._day.year, month, 1) - first).days * one
            painter.setPen(self._look.color("line"))
            painter.drawLine(QPointF(left, box.top()), QPointF(left, box.bottom() + 3))
            painter.setPen(self._look.color("muted"))
            painter.drawText(QRectF(left, box.bottom() + 2, 30.5 * one, 16), Qt.AlignmentFlag.AlignHCenter, str(month))

    def _box(self) -> QRectF:
        return QRectF(44, 4, max(1, self.width() - 68), BAR_PX)

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()
