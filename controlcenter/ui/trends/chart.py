"""The chart: lanes one over the other on one time axis. Imports pyqtgraph: only the open page may."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from controlcenter.ui.look import Look
from controlcenter.ui.trends.axes import AXIS_PX
from controlcenter.ui.trends.decimate import decimate
from controlcenter.ui.trends.lanes import LONE_RIGHT_PX, Lane
from controlcenter.ui.trends.overlay import Overlay
from controlcenter.ui.trends.pens import Pen

LANE_PX = 96


class Chart(QWidget):
    """Draws what the pens hold. *origin* (s since 1970 UTC) keeps the plot's own numbers small."""

    def __init__(self, look: Look, zone: ZoneInfo, origin: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._zone, self._origin = look, zone, origin
        self._lanes: list[Lane] = []
        self._pens: tuple[Pen, ...] = ()
        self._made_of: tuple[object, ...] = ()
        self._view = (origin - 600.0, origin)
        self.plots = pg.GraphicsLayoutWidget(self)
        self.plots.ci.layout.setContentsMargins(4, 6, 4, 2)
        self.plots.ci.layout.setSpacing(0)
        self.plots.setFrameShape(pg.GraphicsLayoutWidget.Shape.NoFrame)
        self.overlay = Overlay(look, self)
        self.use_theme()

    @property
    def lanes(self) -> Sequence[Lane]:
        return tuple(self._lanes)

    def set_pens(self, pens: Sequence[Pen]) -> None:
        """Give every axis of *pens* its place: two to a lane, left and right, in order of appearance."""
        made_of = (self._look.language, *((pen.point, pen.axis, pen.colour) for pen in pens))
        if made_of == self._made_of:
            return
        self._made_of, self._pens = made_of, tuple(pens)
        for lane in self._lanes:
            lane.remove_from(self.plots.ci)
        groups: dict[str, list[Pen]] = {}
        for pen in pens:
            groups.setdefault(pen.axis, []).append(pen)
        axes = [group for group in groups.values() if not group[0].wordy]
        # Bands of words would cover the curves beside them.
        bands = [[group] for group in groups.values() if group[0].wordy]
        pairs = [axes[place : place + 2] for place in range(0, len(axes), 2)] + bands
        self._lanes = [
            Lane(self.plots.ci, row, pair, self._look, self._zone, self._origin, row == len(pairs) - 1)
            for row, pair in enumerate(pairs)
        ]
        for lane in self._lanes:
            # One x must be one time in every lane.
            lane.set_right_width(AXIS_PX if len(axes) > 1 else LONE_RIGHT_PX)
        self.setMinimumHeight(LANE_PX * max(1, len(pairs)))

    def show_view(self, start: float, end: float) -> None:
        """Draw ``[start, end]`` (s since 1970 UTC) of what the pens' samples hold."""
        self._view = (start, end)
        slots = max(64, int(self.box().width() * self.devicePixelRatioF()))
        for pen in self._pens:
            pen.line = decimate(pen.times, pen.values, start, end, slots, pen.gap_s, pen.scale.stepped)
            low, high = np.searchsorted(pen.times, (start, end)).tolist()
            pen.bad = pen.times[low:high][np.isnan(pen.values[low:high])]
        for lane in self._lanes:
            lane.show(start - self._origin, end - self._origin)
        self.overlay.show_view(self.box(), start, end)

    def box(self) -> QRectF:
        """Where the curves of all lanes are, in pixels."""
        box = QRectF()
        for lane in self._lanes:
            box = box.united(lane.box())
        return box if box.width() > 1 else QRectF(self.rect())

    def use_theme(self) -> None:
        self.plots.setBackground(self._look.color("panel"))
        for lane in self._lanes:
            lane.use_theme()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.plots.setGeometry(self.rect())
        self.overlay.setGeometry(self.rect())
        if self._lanes:
            self.plots.ci.layout.activate()
            self.show_view(*self._view)
