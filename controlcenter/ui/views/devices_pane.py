"""The tab of devices taken in: tree of areas, filters, table, and what one may do with a row."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QProgressBar, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.ids import AreaId, DeviceId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.models.devices import DevicesModel
from controlcenter.ui.models.devices_columns import COLUMNS
from controlcenter.ui.models.devices_order import DeviceFilter, Shown, state_masks
from controlcenter.ui.models.devices_rows import DeviceRows
from controlcenter.ui.views.devices_actions import DeviceActions
from controlcenter.ui.views.devices_areas import AreaTree
from controlcenter.ui.views.devices_export import CsvExport
from controlcenter.ui.views.devices_filters import DeviceFilters
from controlcenter.ui.views.devices_footer import TableFooter
from controlcenter.ui.views.devices_table import DeviceTable
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.words import clock_text, count_text

SECOND_MS = 1000
DRAWN_EACH_MS = 200
"""Values are drawn anew at most five times a second: nobody reads faster."""
SETTLED_S = 5.0
"""An order by live values is made anew by itself this often, unless somebody is at the table."""


class DevicesPane(QWidget):
    """See DevicesPage, whose first tab this is."""

    device_chosen = Signal(str)
    trend_wanted = Signal(str)
    command_wanted = Signal(object)
    """Ids (a list) to command on the board."""
    map_wanted = Signal(str)
    discovered_wanted = Signal()

    def __init__(self, bridge: Bridge, look: Look, zone: ZoneInfo, clock: Callable[[], float], parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._zone, self._clock = bridge, look, zone, clock
        self._export: CsvExport | None = None
        self._told_of: DeviceRows | None = None
        self.model = DevicesModel(bridge.mirror, zone, clock, self)
        self.table = DeviceTable(self.model, look, self)
        self.areas = AreaTree(look)
        self.filters = DeviceFilters()
        self.footer = TableFooter()
        self.nothing = EmptyHint()
        self.nowhere = EmptyHint()
        self._progress = QProgressBar()
        self._progress.setFixedHeight(4)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self.deeds = DeviceActions(bridge, self.model, self.table, self)
        self._draw = self._timer(DRAWN_EACH_MS, self._on_draw)
        self._second = self._timer(SECOND_MS, self._on_second)
        self._lay()
        self._connect()
        self.retranslate()

    def _timer(self, interval_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer

    def _lay(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.nowhere)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.stack, 1)
        column.addWidget(self._progress)
        column.addWidget(self.footer)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.areas)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([210, 900])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filter_changed)
        self.areas.area_chosen.connect(self.filters.set_area)
        self.model.arranged.connect(self._on_arranged)
        self.model.advanced.connect(self._on_advanced)
        self.footer.refresh_wanted.connect(self._on_refresh_wanted)
        self.table.device_chosen.connect(self.device_chosen)
        self.table.device_opened.connect(self.map_wanted)
        self.table.menu_wanted.connect(self.deeds.show_menu)
        self.deeds.trend_wanted.connect(self.trend_wanted)
        self.deeds.map_wanted.connect(self.map_wanted)
        self.deeds.command_wanted.connect(self.command_wanted)
        self.filters.columns.clicked.connect(self._on_columns_clicked)
        self.table.horizontalHeader().customContextMenuRequested.connect(self._on_columns_clicked)
        self.filters.export.clicked.connect(self._on_export_clicked)
        self.nowhere.action_chosen.connect(self._on_clear_wanted)
        self.nothing.action_chosen.connect(self.discovered_wanted)
        self._look.theme_changed.connect(self._on_theme_changed)
        QShortcut(QKeySequence("Ctrl+E"), self, self._on_export_clicked)

    # Following the mirror

    def refresh(self) -> None:
        """Read the whole mirror and start ticking."""
        self._reload()
        self._draw.start()
        self._second.start()

    def rest(self) -> None:
        """The page left the screen."""
        self._draw.stop()
        self._second.stop()

    def take(self, changes: ChangeSet) -> None:
        self.model.take(changes)

    def _reload(self) -> None:
        self.model.reload()

    def _show_choices(self) -> None:
        rows = self.model.rows
        self.filters.set_choices(
            {kind: self._kind_name(kind) for kind in rows.kinds}, {site: site for site in rows.sites}
        )
        below = np.bincount(rows.area, minlength=len(rows.areas)).tolist()
        self.areas.set_areas(self._bridge.mirror.areas, dict(zip(rows.areas, below, strict=True)))
        self._count()

    def _kind_name(self, kind: str) -> str:
        known = self._bridge.mirror.kinds.get(kind)
        return known.name.in_(self._look.language) if known else kind

    def _count(self) -> None:
        rows = self.model.rows
        states = {state: int(np.count_nonzero(mask)) for state, mask in state_masks(rows).items()}
        kinds = np.bincount(rows.kind, minlength=len(rows.kinds)).tolist()
        self.filters.set_counts(states, dict(zip(rows.kinds, kinds, strict=True)))

    def _on_draw(self) -> None:
        self.model.flush(*self.table.visible_rows())

    def _on_second(self) -> None:
        if self.model.outdated:
            self._reload()
            return
        if self.model.loading:
            return
        self._count()
        self.model.age(*self.table.visible_rows())
        live = COLUMNS[self.model.sort_column].live or self.model.filter.live
        busy = self.table.underMouse() or self.table.hasFocus()
        if live and not busy and self._clock() - self.model.arranged_at >= SETTLED_S:
            self.model.arrange()

    def _on_filter_changed(self, wanted: DeviceFilter) -> None:
        self.model.set_filter(wanted)

    def _on_refresh_wanted(self) -> None:
        self.model.arrange()

    def _on_clear_wanted(self) -> None:
        self.areas.choose(None)
        self.filters.put(DeviceFilter())

    def _on_arranged(self) -> None:
        if self.model.rows is not self._told_of:
            self._told_of = self.model.rows
            self._show_choices()
        shown, known = self.model.rowCount(), len(self.model.rows)
        self.stack.setCurrentWidget(self.table if shown else self.nowhere if known else self.nothing)
        self.areas.setVisible(known > 0)
        self.filters.setVisible(known > 0)
        self.footer.setVisible(known > 0)
        self._tell()

    def _on_advanced(self, share: float) -> None:
        """Say how far a large city is read; it shows as soon as the whole of it is known."""
        if self._export is None or not self._export.running:
            self._progress.setVisible(share < 1.0)
            self._progress.setRange(0, 100)
            self._progress.setValue(int(100 * share))
        if share < 1.0:
            words = QCoreApplication.translate("Devices", "Reading the devices… %1 %")
            self.footer.say([words.replace("%1", str(int(100 * share)))])
            self.footer.setVisible(True)
        else:
            self._tell()

    def _tell(self) -> None:
        language = self._look.language
        shown, known = (count_text(number, language) for number in (self.model.rowCount(), len(self.model.rows)))
        column = COLUMNS[self.model.sort_column]
        heading = column.heading() or QCoreApplication.translate("Devices", "state")
        order = QCoreApplication.translate("Devices", "sorted by %1 at %2")
        order = order.replace("%1", heading).replace("%2", clock_text(self.model.arranged_at, self._zone))
        many = QCoreApplication.translate("Devices", "%1 of %2 devices").replace("%1", shown).replace("%2", known)
        self.footer.say([many, order])

    # Columns and export

    def _on_columns_clicked(self, *_: object) -> None:
        self.deeds.show_columns(self.filters.columns.mapToGlobal(self.filters.columns.rect().bottomLeft()))

    def _on_export_clicked(self) -> None:
        dialog = QFileDialog(self, QCoreApplication.translate("Devices", "Export devices"), "devices.csv", "*.csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, path: str) -> None:
        """Write the rows and columns shown to *path*; a running export is given up."""
        if self._export is not None:
            self._export.cancel()
            self._export.deleteLater()
        header = self.table.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(len(COLUMNS)))
        columns = [place for place in order if not self.table.isColumnHidden(place)]
        self._export = CsvExport(self.model, Path(path), columns, self)
        self._export.advanced.connect(self._on_export_advanced)
        self._export.finished.connect(self._on_export_finished)
        self._export.start()

    def _on_export_advanced(self, done: int, whole: int) -> None:
        self._progress.setVisible(done < whole)
        self._progress.setMaximum(max(1, whole))
        self._progress.setValue(done)

    def _on_export_finished(self, error: str) -> None:
        self._progress.hide()
        if error:
            text = QCoreApplication.translate("Devices", "The file was not written: %1")
            self._bridge.request_failed.emit("export", text.replace("%1", error))

    # Words, theme, memory

    def _on_theme_changed(self, _theme: object) -> None:
        self.table.viewport().update()

    def retranslate(self) -> None:
        self.model.set_language(self._look.language)
        self.filters.retranslate()
        self.footer.retranslate()
        self.nothing.set_words(
            QCoreApplication.translate("Devices", "No devices yet"),
            QCoreApplication.translate(
                "Devices",
                "Devices appear here once they are taken in. Whatever speaks on a connected broker in a known "
                "convention is listed under Discovered, ready to be given a name and a place.",
            ),
            QCoreApplication.translate("Devices", "Show discovered devices"),
        )
        self.nowhere.set_words(
            QCoreApplication.translate("Devices", "No device matches"),
            QCoreApplication.translate("Devices", "None of the known devices passes the search and the filters."),
            QCoreApplication.translate("Devices", "Clear the filters"),
        )
        if self._told_of is not None:
            self._show_choices()
            self._tell()

    def save_state(self) -> dict[str, object]:
        wanted = self.filters.kept
        return {
            "table": self.table.save_layout(),
            "split": self.splitter.sizes(),
            "filter": {
                "kinds": sorted(wanted.kinds),
                "states": sorted(wanted.states),
                "sites": sorted(wanted.sites),
                "area": self.areas.kept,
            },
        }

    def restore_state(self, state: dict[str, object]) -> None:
        table, split, wanted = state.get("table"), state.get("split"), state.get("filter")
        if isinstance(table, dict):
            self.table.restore_layout(table)
        if isinstance(split, list) and len(split) == 2 and all(isinstance(size, int) and size > 0 for size in split):
            self.splitter.setSizes(split)
        if isinstance(wanted, dict):
            self._reload()
            area = wanted.get("area")
            if isinstance(area, int) and not isinstance(area, bool):
                self.areas.choose(AreaId(area))
            self.filters.put(
                DeviceFilter(
                    kinds=_words(wanted.get("kinds")),
                    states=frozenset(Shown(word) for word in _words(wanted.get("states")) if word in set(Shown)),
                    sites=_words(wanted.get("sites")),
                )
            )

    def choose(self, device: DeviceId | None) -> None:
        self.table.choose(device)


def _words(found: object) -> frozenset[str]:
    return frozenset(word for word in found if isinstance(word, str)) if isinstance(found, list) else frozenset()
