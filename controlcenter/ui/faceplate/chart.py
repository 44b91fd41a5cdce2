"""The short chart of a device's main point, with its way to the trends page."""

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from controlcenter.domain.devices import Device
from controlcenter.domain.ids import PointId
from controlcenter.domain.kinds import Kind, PointKind
from controlcenter.domain.readings import Quality, Reading
from controlcenter.engine.face import EngineError, Series
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.faceplate.control import refusal_text
from controlcenter.ui.faceplate.sparkline import SPANS_S, Sparkline
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.words import age_text

SPAN_S = SPANS_S[-1]
_HISTORY_MOST = 2000


class ChartBox(QWidget):
    """Hidden for devices whose main point is no number."""

    trend_wanted = Signal(str)
    said = Signal(str)
    """Why there is no history."""

    def __init__(self, bridge: Bridge, look: Look, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._clock = bridge, look, clock
        self._id: PointId | None = None
        self._point: PointKind | None = None
        self.line = Sparkline(look, self)
        self.title = ElidedLabel(parent=self)
        self.title.setProperty("role", "muted")
        self.trend = QPushButton(self)
        self.trend.setAutoDefault(False)
        self.trend.clicked.connect(self._on_trend_clicked)
        heading = QHBoxLayout()
        heading.addWidget(self.title, 1)
        heading.addWidget(self.trend)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(heading)
        column.addWidget(self.line)

    def begin(self, device: Device | None, kind: Kind | None) -> None:
        """Draw the main point of *device* from its history on."""
        point = kind.points.get(kind.primary) if kind and kind.primary else None
        drawn = point is not None and point.type in ("number", "bool")
        self.setVisible(drawn)
        if device is None or point is None or not drawn:
            self._id = self._point = None
            return
        self._id, self._point = PointId(device.id, point.key), point
        self.line.begin(point)
        self._show_title()
        now = self._clock()
        request = self._bridge.engine.history(self._id, now - SPAN_S, now, _HISTORY_MOST)
        self._bridge.ask_then(request, self._on_history, self._on_history_refused)

    def advance(self, now: float) -> None:
        """Move the right edge to *now*, s since 1970 UTC."""
        if self._id is not None:
            self.line.advance(now)
            self._show_title()

    def append(self, readings: Sequence[Reading]) -> None:
        for reading in readings:
            fresh = reading.quality in (Quality.GOOD, Quality.UNCERTAIN)
            if not fresh or self._id != (reading.device, reading.key):
                continue
            if isinstance(reading.value, int | float) and math.isfinite(reading.value):
                self.line.append(reading.at, float(reading.value))

    def retranslate(self) -> None:
        self.trend.setText(QCoreApplication.translate("Faceplate", "Trend"))
        self.trend.setToolTip(QCoreApplication.translate("Faceplate", "Open this point on the trends page"))
        self._show_title()

    def _show_title(self) -> None:
        if self._point is not None:
            text = QCoreApplication.translate("Faceplate", "{point}, last {span}")
            span = age_text(self.line.span_s)
            words = [text.format(point=self._point.name.in_(self._look.language), span=span), self.line.range_text()]
            self.title.set_text(" · ".join(word for word in words if word))

    def _on_history(self, series: Series) -> None:
        if series.point == self._id:
            self.line.put_history(series)
            self.line.advance(self._clock())

    def _on_history_refused(self, error: EngineError) -> None:
        self.said.emit(refusal_text(error.code, str(error)))

    def _on_trend_clicked(self) -> None:
        if self._id is not None:
            self.trend_wanted.emit(str(self._id))
