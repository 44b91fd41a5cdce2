"""The trends page: points over time, live on the right and back into history."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.ids import PointId, parse_point
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.models.devices import POINT_MIME
from controlcenter.ui.page import Page
from controlcenter.ui.trends.export import write_csv
from controlcenter.ui.trends.history import HistoryPieces
from controlcenter.ui.trends.legend import Legend, LegendModel
from controlcenter.ui.trends.penset import PenSet
from controlcenter.ui.trends.picker import PointPicker
from controlcenter.ui.trends.timeview import TimeView
from controlcenter.ui.trends.toolbar import Toolbar
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.words import clock_text

REDRAW_MS = 250
PIXELS = 1600
LAZIEST_S = 1.0


class TrendsPage(Page):
    """*zone* is the site's unless given; *clock* tells s since 1970 UTC. pyqtgraph is imported with the first page."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        zone: ZoneInfo | None = None,
        clock: Callable[[], float] = time.time,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(bridge, look, parent)
        from controlcenter.ui.trends.chart import Chart

        self._zone, self._clock = zone or look.zone, clock
        self._changed = True
        self._drawn_at = 0.0
        self._refusal = ""
        self.view = TimeView(clock())
        self.pens = PenSet(bridge.mirror, clock)
        self.pieces = HistoryPieces(bridge, clock, self)
        self.chart = Chart(look, self._zone, float(int(clock())), self)
        self.legend_model = LegendModel(bridge.mirror, clock, self)
        self.legend = Legend(self.legend_model, look, self)
        self.picker = PointPicker(bridge.mirror, look, self)
        self.toolbar = Toolbar(self)
        self.hint = EmptyHint()
        self._redraw = QTimer(self)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.timeout.connect(self._on_redraw_due)
        self.setAcceptDrops(True)
        self._lay()
        self._connect()
        self.retranslate()
        self._show_pens()

    def _lay(self) -> None:
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self.chart)
        self._split.addWidget(self.legend)
        self._split.setStretchFactor(0, 1)
        self._split.setCollapsible(0, False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split)
        self._stack.addWidget(self.hint)
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._sides.addWidget(self.picker)
        self._sides.addWidget(self._stack)
        self._sides.setStretchFactor(1, 1)
        self._sides.setSizes([230, 1000])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self._sides, 1)

    def _connect(self) -> None:
        bar, glass = self.toolbar, self.chart.overlay
        bar.span_wanted.connect(self._on_span_wanted)
        bar.moved.connect(lambda share: self._on_moved(share * self.view.span_s))
        bar.live_wanted.connect(self._on_live_wanted)
        bar.picker_wanted.connect(self.picker.setVisible)
        bar.clear_wanted.connect(self._on_clear_wanted)
        bar.csv_wanted.connect(self._on_csv_wanted)
        bar.png_wanted.connect(self._on_png_wanted)
        glass.hovered.connect(self._on_hovered)
        glass.stretch_marked.connect(self._on_stretch_marked)
        glass.zoomed.connect(self._on_zoomed)
        glass.moved.connect(self._on_moved)
        glass.live_wanted.connect(lambda: self._on_live_wanted(True))
        self.picker.point_chosen.connect(self._on_point_chosen)
        self.legend.pen_removed.connect(self.remove_point)
        self.hint.action_chosen.connect(self._on_hint_chosen)
        self.pieces.loaded.connect(self._on_loaded)
        self.pieces.refused.connect(self._on_history_refused)
        self.look.theme_changed.connect(self._on_theme_changed)

    # Pens

    def show_point(self, point: PointId) -> None:
        """Put *point* on the chart (once) and show it."""
        if self.pens.add(point):
            self._show_pens()

    def remove_point(self, point: PointId) -> None:
        self.pens.remove(point)
        self._show_pens()

    def _show_pens(self) -> None:
        pens = self.pens.pens
        self.chart.set_pens(pens)
        self.legend_model.set_pens(pens)
        self._stack.setCurrentWidget(self._split if pens else self.hint)
        self.toolbar.set_filled(bool(pens))
        self.picker.setVisible(self.toolbar.picker.isChecked())
        height = self.legend.horizontalHeader().height() + 28 * min(max(len(pens), 1), 7) + 16
        self.legend.setMaximumHeight(max(height, 60))
        self._split.setSizes([max(self._split.height() - height, 1), height])
        self._changed = True
        if self.isVisible():
            self.redraw()

    # Following

    def refresh(self) -> None:
        """The page came on screen: what it missed is read from history."""
        self.pens.forget_live()
        # Pens restored before the city was known had no unit, and so no axis of their own.
        self.chart.set_pens(self.pens.pens)
        self.pieces.expire()
        self.picker.fill()
        self._changed = True
        self._redraw.start()
        self.redraw()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._redraw.stop()

    def take(self, changes: ChangeSet) -> None:
        if self.pens.take(changes):
            self._changed = True
        if changes.devices and self.pens.learn():
            self._show_pens()

    def _on_redraw_due(self) -> None:
        # A long view moves by a pixel in minutes: following it four times a second would draw the same again.
        if abs(self._clock() - self._drawn_at) >= min(LAZIEST_S, self.view.span_s / PIXELS):
            self.redraw()

    def redraw(self) -> None:
        """Draw the view of this moment; does nothing while it stands still and nothing came."""
        now = self._drawn_at = self._clock()
        pens = self.pens.pens
        self.view.follow(now)
        if not pens or not (self.view.live or self._changed):
            self._say_range()
            return
        self._changed = False
        view = self.view
        self.pieces.count_words({pen.point: pen.scale.number for pen in pens if pen.wordy})
        self.pieces.want([pen.point for pen in pens], view.start, view.end)
        for pen in pens:
            self.pens.fill(pen, self.pieces.get(pen.point, view.start - (0.0 if pen.wordy else pen.gap_s), view.end))
        self.chart.show_view(view.start, view.end)
        self.legend_model.show_view(view.start, view.end)
        self._say_range()

    def _say_range(self) -> None:
        view = self.view
        dated = view.span_s > 43_200 or not view.live
        parts = [f"{clock_text(view.start, self._zone, dated)} – {clock_text(view.end, self._zone, dated)}"]
        if self.pieces.busy:
            parts.append(QCoreApplication.translate("Trends", "loading history…"))
        elif self._refusal:
            parts.append(QCoreApplication.translate("Trends", "no history: %1").replace("%1", self._refusal))
        if not view.live:
            parts.append(QCoreApplication.translate("Trends", "standing still"))
        self.toolbar.show_view(view.span_s, view.live, " · ".join(parts))

    def _on_loaded(self) -> None:
        self._refusal = ""
        self._changed = True

    def _on_history_refused(self, reason: str) -> None:
        self._refusal = reason
        self._changed = True

    # What the operator does

    def _moved_view(self) -> None:
        self._changed = True
        self.redraw()

    def _on_span_wanted(self, span_s: float) -> None:
        self.view.set_span(span_s, self._clock())
        self._moved_view()

    def _on_moved(self, seconds: float) -> None:
        self.view.move(seconds, self._clock())
        self._moved_view()

    def _on_zoomed(self, factor: float, at: float) -> None:
        self.view.zoom(factor, at, self._clock())
        self._moved_view()

    def _on_stretch_marked(self, start: float, end: float) -> None:
        self.view.show(start, end, self._clock())
        self._moved_view()

    def _on_live_wanted(self, live: bool) -> None:
        self.view.go_live(live, self._clock())
        self._moved_view()

    def _on_hovered(self, at: float | None) -> None:
        self.legend_model.show_cursor(at)
        self.chart.overlay.show_cursor(at, clock_text(at, self._zone, date=self.view.span_s > 43_200))

    def _on_point_chosen(self, text: str) -> None:
        self.add_points(text)

    def _on_clear_wanted(self) -> None:
        self.pens.clear()
        self._show_pens()

    def _on_hint_chosen(self) -> None:
        self.toolbar.picker.setChecked(True)
        self.picker.setVisible(True)
        self.picker.search.setFocus()

    def add_points(self, text: str) -> None:
        """Add every ``device/key`` line of *text*; lines that are no points are passed over."""
        for line in text.splitlines()[:100]:
            try:
                self.pens.add(parse_point(line.strip()))
            except ValueError:
                continue
        self._show_pens()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(POINT_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_points(bytes(event.mimeData().data(POINT_MIME).data()).decode("utf-8", "replace"))
        event.acceptProposedAction()

    # Files

    def _on_csv_wanted(self) -> None:
        self._ask_path(QCoreApplication.translate("Trends", "Export samples"), "csv", self.export_csv)

    def _on_png_wanted(self) -> None:
        self._ask_path(QCoreApplication.translate("Trends", "Save picture"), "png", self.export_png)

    def _ask_path(self, title: str, suffix: str, write: Callable[[str], None]) -> None:
        stamp = datetime.fromtimestamp(self.view.end, UTC).astimezone(self._zone).strftime("%Y%m%d-%H%M")
        dialog = QFileDialog(self, title, f"trend-{stamp}.{suffix}", f"*.{suffix}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(write)
        dialog.open()

    def export_csv(self, path: str) -> None:
        """Write the samples in view to *path*; a failure goes to the bridge's ``request_failed``."""
        view = self.view
        try:
            write_csv(Path(path), self.pens.pens, view.start, view.end, self.bridge.mirror, self._zone)
        except OSError as error:
            self.bridge.request_failed.emit("export", str(error))

    def export_png(self, path: str) -> None:
        """Save chart and table as a picture to *path*."""
        if not self._split.grab().save(path, "PNG"):
            text = QCoreApplication.translate("Trends", "The picture was not written: %1")
            self.bridge.request_failed.emit("export", text.replace("%1", path))

    # Words, theme, memory

    def _on_theme_changed(self, _theme: object) -> None:
        self.chart.use_theme()
        self.legend.viewport().update()
        self._changed = True

    def retranslate(self) -> None:
        self.toolbar.retranslate()
        self.picker.retranslate()
        self.legend_model.set_language(self.look.language)
        self.chart.set_pens(self.pens.pens)
        self.hint.set_words(
            QCoreApplication.translate("Trends", "No points on the chart"),
            QCoreApplication.translate(
                "Trends",
                "Drag points here from a table or a faceplate, or choose them from the list. The newest values "
                "appear at the right; scroll left for history.",
            ),
            QCoreApplication.translate("Trends", "Choose points"),
        )
        self._changed = True
        if self.isVisible():
            self.redraw()

    def save_state(self) -> dict[str, object]:
        return {
            "pens": self.pens.save(),
            "span": self.view.span_s,
            "picker": self.toolbar.picker.isChecked(),
        }

    def restore_state(self, state: dict[str, object]) -> None:
        self.pens.restore(state.get("pens"))
        span = state.get("span")
        if isinstance(span, int | float) and not isinstance(span, bool):
            self.view.set_span(float(span), self._clock())
        self.toolbar.picker.setChecked(state.get("picker") is True)
        self._show_pens()
