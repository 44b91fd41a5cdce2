"""The chart around the moment an alarm was raised: limit drawn, beyond it shaded, gaps hatched."""

from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from controlcenter.domain.kinds import STALE_FACTOR, PointKind
from controlcenter.domain.readings import Quality
from controlcenter.engine.face import Series
from controlcenter.ui.faceplate.sparkline import thinned
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.hatch import paint_hatch
from controlcenter.ui.words import count_text, value_text

Floats = npt.NDArray[np.float64]
_HEIGHT = 132
_TOP, _FOOT = 6.0, 18.0
_LARGEST = 1e15
_SHADE = 0.16


class MomentChart(QWidget):
    """Draws one point over ``[start, end)``; live samples are added at the right."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._point: PointKind | None = None
        self._times: Floats = np.empty(0)
        self._values: Floats = np.empty(0)
        self._good: npt.NDArray[np.bool_] = np.empty(0, np.bool_)
        self._start = self._end = self._moment = 0.0
        self._limit: float | None = None
        self._upper: bool | None = None
        self._role = "critical"
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.theme_changed.connect(self._on_theme_changed)

    @property
    def samples(self) -> int:
        return len(self._times)

    @property
    def span(self) -> tuple[float, float]:
        return (self._start, self._end)

    def begin(self, point: PointKind | None, moment: float, limit: float | None, upper: bool | None, role: str) -> None:
        """Start empty. *upper*: whether beyond the limit is above it, None for neither; *role* colours the limit."""
        self._point, self._moment, self._limit, self._upper, self._role = point, moment, limit, upper, role
        self._times, self._values = np.empty(0), np.empty(0)
        self._good = np.empty(0, np.bool_)
        self.update()

    def show_span(self, start: float, end: float) -> None:
        if (start, end) != (self._start, self._end):
            self._start, self._end = start, end
            self.update()

    def put_history(self, series: Series) -> None:
        """Put *series* in place of what was there, but for what has come in live since."""
        newer = self._times > (series.times[-1] if len(series.times) else -np.inf)
        good = (series.quality < Quality.STALE) & np.isfinite(series.values)
        self._times = np.concatenate((series.times, self._times[newer]))
        self._values = np.concatenate((series.values, self._values[newer]))
        self._good = np.concatenate((good, self._good[newer]))
        self.update()

    def append(self, at: float, value: float, good: bool) -> None:
        """Add a live sample; one that is not newer than the last is left out."""
        if not len(self._times) or at > self._times[-1]:
            self._times = np.append(self._times, at)
            self._values = np.append(self._values, value)
            self._good = np.append(self._good, good)

    def sizeHint(self) -> QSize:
        return QSize(280, _HEIGHT)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = QRectF(self.rect()).adjusted(0.5, _TOP, -0.5, -_FOOT)
            painter.setPen(QPen(self._look.color("line"), 1))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
            inside = (self._times >= self._start) & (self._times <= self._end) & np.isfinite(self._values)
            times, values = self._times[inside], np.clip(self._values[inside], -_LARGEST, _LARGEST)
            self._draw_times(painter, box)
            if not len(times) or self._end <= self._start:
                painter.setPen(self._look.color("muted"))
                words = QCoreApplication.translate("Alarms", "nothing recorded around this moment")
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
                return
            low, high = self._range(values)
            self._draw_limit(painter, box, low, high)
            self._draw_gaps(painter, box, times)
            xs = box.left() + (times - self._start) / (self._end - self._start) * box.width()
            ys = box.bottom() - (values - low) / (high - low) * box.height()
            self._draw_line(painter, times, xs, ys)
            self._draw_moment(painter, box)
            self._draw_scale(painter, box, values)

    def _range(self, values: Floats) -> tuple[float, float]:
        ends = [float(values.min()), float(values.max())]
        if self._limit is not None:
            ends.append(self._limit)
        low, high = min(ends), max(ends)
        room = (high - low) * 0.12 or max(abs(high) * 0.05, 0.5)
        return low - room, high + room

    def _draw_limit(self, painter: QPainter, box: QRectF, low: float, high: float) -> None:
        if self._limit is None:
            return
        y = box.bottom() - (self._limit - low) / (high - low) * box.height()
        color = self._look.color(self._role)
        if self._upper is not None:
            shade = QColor(color)
            shade.setAlphaF(_SHADE)
            beyond = QRectF(box.topLeft(), QPointF(box.right(), y))
            if not self._upper:
                beyond = QRectF(QPointF(box.left(), y), box.bottomRight())
            painter.fillRect(beyond, shade)
        painter.setPen(QPen(color, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))

    def _breaks(self, times: Floats) -> tuple[npt.NDArray[np.intp], float]:
        """Where nothing came for too long, and how long that is."""
        period = self._point.period_s if self._point else 120.0
        # Summarised history is coarser than the sensor's period: a gap is also judged by its own usual step.
        usual = float(np.median(np.diff(times))) if len(times) > 2 else 0.0
        gap = STALE_FACTOR * max(period, usual * 2)
        return np.flatnonzero(np.diff(times) > gap) + 1, gap

    def _draw_gaps(self, painter: QPainter, box: QRectF, times: Floats) -> None:
        breaks, gap = self._breaks(times)
        holes = [(float(times[place - 1]), float(times[place])) for place in breaks.tolist()]
        if self._end - float(times[-1]) > gap:
            holes.append((float(times[-1]), self._end))
        whole = self._end - self._start
        for begin, end in holes:
            left = box.left() + (begin - self._start) / whole * box.width()
            right = box.left() + (end - self._start) / whole * box.width()
            paint_hatch(painter, QRectF(left, box.top(), right - left, box.height()), self._look.theme)

    def _draw_line(self, painter: QPainter, times: Floats, xs: Floats, ys: Floats) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("text"), 1.2))
        steps = self._point is not None and self._point.type != "number"
        breaks, _ = self._breaks(times)
        for part_xs, part_ys in zip(np.split(xs, breaks), np.split(ys, breaks), strict=True):
            thin_xs, thin_ys = thinned(part_xs, part_ys)
            if steps:
                thin_xs, thin_ys = np.repeat(thin_xs, 2)[1:], np.repeat(thin_ys, 2)[:-1]
            points = [QPointF(x, y) for x, y in zip(thin_xs.tolist(), thin_ys.tolist(), strict=True)]
            if len(points) == 1:
                painter.drawEllipse(points[0], 1.2, 1.2)
            else:
                painter.drawPolyline(points)
        painter.restore()

    def _draw_moment(self, painter: QPainter, box: QRectF) -> None:
        if self._start <= self._moment <= self._end:
            x = box.left() + (self._moment - self._start) / (self._end - self._start) * box.width()
            painter.setPen(QPen(self._look.color("muted"), 1))
            painter.drawLine(QPointF(x, box.top() - 2), QPointF(x, box.bottom()))

    def _draw_scale(self, painter: QPainter, box: QRectF, values: Floats) -> None:
        """Highest and lowest value in sight, at the left edge where the past is."""
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(self._look.color("muted"))
        language = self._look.language
        side = Qt.AlignmentFlag.AlignLeft
        painter.drawText(box.adjusted(3, 0, 0, 0), side, value_text(float(values.max()), self._point, language))
        low = value_text(float(values.min()), self._point, language)
        painter.drawText(box.adjusted(3, 0, 0, -1), side | Qt.AlignmentFlag.AlignBottom, low)

    def _draw_times(self, painter: QPainter, box: QRectF) -> None:
        font = painter.font()
        font.setPixelSize(11)
        painter.save()
        painter.setFont(font)
        painter.setPen(self._look.color("muted"))
        foot = QRectF(box.left(), box.bottom() + 2, box.width(), _FOOT - 2)
        for at, side in ((self._start, Qt.AlignmentFlag.AlignLeft), (self._end, Qt.AlignmentFlag.AlignRight)):
            moment = datetime.fromtimestamp(at, UTC).astimezone(self._look.zone)
            painter.drawText(foot, side | Qt.AlignmentFlag.AlignVCenter, moment.strftime("%H:%M"))
        painter.restore()

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()


def span_words(start: float, end: float, moment: float, live: bool, language: str) -> str:
    """``−20 min … +1 min``, or up to now."""
    before = QCoreApplication.translate("Alarms", "−{minutes} min").format(
        minutes=count_text((moment - start) / 60, language)
    )
    if live:
        return f"{before} … " + QCoreApplication.translate("Alarms", "now")
    after = QCoreApplication.translate("Alarms", "+{minutes} min").format(
        minutes=count_text((end - moment) / 60, language)
    )
    return f"{before} … {after}"
