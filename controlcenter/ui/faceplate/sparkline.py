"""A short chart of one point, light enough to be there at once."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from controlcenter.domain.kinds import STALE_FACTOR, PointKind
from controlcenter.engine.face import Series
from controlcenter.ui.look import Look
from controlcenter.ui.words import value_text

Floats = npt.NDArray[np.float64]
SPANS_S = (600.0, 1800.0, 3600.0, 3 * 3600.0, 6 * 3600.0)
_HEIGHT = 92
_LARGEST = 1e15
_MOST = 20_000
"""Samples kept; the oldest go first."""


def thinned(xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
    """Keep the lowest and the highest of each whole pixel of *xs* (n,), in the order they came."""
    if len(xs) < 3:
        return xs, ys
    columns = np.floor(xs)
    starts = np.flatnonzero(np.concatenate(([True], np.diff(columns) != 0)))
    if len(starts) * 2 >= len(xs):
        return xs, ys
    ends = np.append(starts[1:], len(xs))
    keep = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        piece = ys[start:end]
        keep.extend(sorted({start + int(piece.argmin()), start + int(piece.argmax())}))
    chosen = np.array(keep)
    return xs[chosen], ys[chosen]


class Sparkline(QWidget):
    """Draws what is known of the last hours up to now; a gap where nothing came for too long."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._point: PointKind | None = None
        self._times: Floats = np.empty(0)
        self._values: Floats = np.empty(0)
        self._now = 0.0
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.theme_changed.connect(self._on_theme_changed)

    @property
    def samples(self) -> int:
        return len(self._times)

    @property
    def span_s(self) -> float:
        """Seconds from the left edge to the right one: the shortest of ``SPANS_S`` that holds all there is."""
        if not len(self._times):
            return SPANS_S[-1]
        age_s = self._now - float(self._times[0])
        return next((span for span in SPANS_S if age_s <= span), SPANS_S[-1])

    def begin(self, point: PointKind | None) -> None:
        """Start empty for *point*."""
        self._point = point
        self._times = np.empty(0)
        self._values = np.empty(0)
        self.update()

    def put_history(self, series: Series) -> None:
        """Put *series* before what has come in live since; values that are not finite make gaps."""
        newer = self._times > (series.times[-1] if len(series.times) else -np.inf)
        self._times = np.concatenate((series.times, self._times[newer]))[-_MOST:]
        self._values = np.concatenate((series.values, self._values[newer]))[-_MOST:]
        self.update()

    def append(self, at: float, value: float) -> None:
        """Add a live sample; one that is not newer than the last is left out."""
        if len(self._times) and at <= self._times[-1]:
            return
        self._times = np.append(self._times, at)[-_MOST:]
        self._values = np.append(self._values, value)[-_MOST:]

    def advance(self, now: float) -> None:
        """Move the right edge to *now* (s since 1970 UTC)."""
        self._now = now
        self.update()

    def range_text(self) -> str:
        """Lowest and highest value in sight with the unit; empty for states and when nothing is in sight."""
        _, values = self._seen()
        if not len(values) or self._point is None or self._point.type != "number":
            return ""
        language = self._look.language
        ends = (value_text(float(end), self._point, language) for end in (values.min(), values.max()))
        return " … ".join(ends) + (f" {self._point.unit}" if self._point.unit else "")

    def _seen(self) -> tuple[Floats, Floats]:
        seen = (self._times >= self._now - self.span_s) & np.isfinite(self._values)
        # Differences of the largest floats are infinite: a value no sensor has is drawn at the edge of sense.
        return self._times[seen], np.clip(self._values[seen], -_LARGEST, _LARGEST)

    def sizeHint(self) -> QSize:
        return QSize(300, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = QRectF(self.rect()).adjusted(0.5, 4, -0.5, -3.5)
            painter.setPen(QPen(self._look.color("line"), 1))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
            since = self._now - self.span_s
            times, values = self._seen()
            if not len(times):
                painter.setPen(self._look.color("muted"))
                words = QCoreApplication.translate("Faceplate", "nothing recorded in this time")
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
                return
            low, high = float(values.min()), float(values.max())
            room = (high - low) * 0.08 or max(abs(high) * 0.05, 0.5)
            low, high = low - room, high + room
            xs = box.left() + (times - since) / (self._now - since) * box.width()
            ys = box.bottom() - (values - low) / (high - low) * box.height()
            self._draw_limits(painter, box, low, high)
            self._draw_line(painter, times, xs, ys)

    def _draw_limits(self, painter: QPainter, box: QRectF, low: float, high: float) -> None:
        if self._point is None:
            return
        painter.setPen(QPen(self._look.color("muted"), 1, Qt.PenStyle.DashLine))
        for limit in (self._point.low, self._point.high):
            if limit is not None and low <= limit <= high:
                y = box.bottom() - (limit - low) / (high - low) * box.height()
                painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))

    def _draw_line(self, painter: QPainter, times: Floats, xs: Floats, ys: Floats) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("text"), 1))
        period = self._point.period_s if self._point else 120.0
        # Summarised history is coarser than the sensor's period: a gap is also judged by its own usual step.
        usual = float(np.median(np.diff(times))) if len(times) > 2 else 0.0
        gap = STALE_FACTOR * max(period, usual * 2)
        steps = self._point is not None and self._point.type != "number"
        breaks = np.flatnonzero(np.diff(times) > gap) + 1
        for part_xs, part_ys in zip(np.split(xs, breaks), np.split(ys, breaks), strict=True):
            thin_xs, thin_ys = thinned(part_xs, part_ys)
            if steps:
                thin_xs, thin_ys = np.repeat(thin_xs, 2)[1:], np.repeat(thin_ys, 2)[:-1]
            points = [QPointF(x, y) for x, y in zip(thin_xs.tolist(), thin_ys.tolist(), strict=True)]
            if len(points) == 1:
                painter.drawEllipse(points[0], 1.2, 1.2)
            else:
                painter.drawPolyline(points)

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()
