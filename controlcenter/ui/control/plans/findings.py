"""What the diagnosis of lamps found: the derived point ``diagnosis``, wherever it says something is wrong."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QModelIndex, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.ids import DeviceId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import natural_key
from controlcenter.ui.views.system_table import Column, RowsTable
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.widgets.symbols import status_symbol
from controlcenter.ui.words import DASH, clock_text, count_text, value_text

POINT = "diagnosis"
WELL = ("", "none", "ok")
MOST_LISTED = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """A lamp and what the diagnosis says of it since when."""

    device: DeviceId
    name: str
    area: str
    what: str
    since: float


def findings_of(mirror: Mirror, language: str) -> list[Finding]:
    """By what was found, then by name."""
    found = []
    for device, points in mirror.readings.items():
        reading, held = points.get(POINT), mirror.devices.get(device)
        if reading is None or held is None or not isinstance(reading.value, str) or reading.value in WELL:
            continue
        kind = mirror.kinds.get(held.kind)
        text = value_text(reading.value, kind.points.get(POINT) if kind else None, language)
        area = mirror.areas.get(held.area) if held.area is not None else None
        found.append(Finding(device, held.name, area.name if area else DASH, text, reading.at))
    return sorted(found, key=lambda one: (one.what, natural_key(one.name)))


class FindingsPanel(QWidget):
    """The findings of all lamps; one of them can be shown on the map."""

    map_wanted = Signal(str)
    device_chosen = Signal(str)

    def __init__(self, mirror: Mirror, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._look = mirror, look
        self.count = 0
        self.head = SectionHeader(parent=self)
        self.on_map = QPushButton(self)
        self.on_map.setMinimumHeight(26)
        self.head.add(self.on_map)
        columns: tuple[Column[Finding], ...] = (
            Column(
                lambda: QCoreApplication.translate("Plans", "Lamp"),
                lambda row: row.name,
                160,
                symbol=lambda row: status_symbol(mirror.statuses.get(row.device)),
                grows=True,
            ),
            Column(lambda: QCoreApplication.translate("Plans", "Area"), lambda row: row.area, 130),
            Column(
                lambda: QCoreApplication.translate("Plans", "Since"),
                lambda row: clock_text(row.since, look.zone, date=True)[:16],
                152,
            ),
            Column(lambda: QCoreApplication.translate("Plans", "Finding"), lambda row: row.what, 0),
        )
        self.table: RowsTable[Finding] = RowsTable(columns, lambda row: row.device, look)
        self.hint = EmptyHint(parent=self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        self.on_map.clicked.connect(self.show_on_map)
        self.table.doubleClicked.connect(self._on_opened)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.retranslate()

    def refresh(self) -> None:
        """Read every lamp afresh."""
        found = findings_of(self._mirror, self._look.language)
        self.count = len(found)
        self.table.put(found[:MOST_LISTED])
        self.stack.setCurrentWidget(self.table if found else self.hint)
        self.head.set_note(count_text(len(found), self._look.language) if found else "")
        self.on_map.setEnabled(self.table.current() is not None)

    def concerned(self, changes: ChangeSet) -> bool:
        """Whether *changes* may have changed a finding."""
        return bool(changes.removed) or any(reading.key == POINT for reading in changes.readings)

    def show_on_map(self) -> None:
        row = self.table.current()
        if row is not None:
            self.map_wanted.emit(row.device)

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Plans", "Lamps that do not do as they should"))
        self.on_map.setText(QCoreApplication.translate("Plans", "Show on map"))
        self.on_map.setToolTip(QCoreApplication.translate("Plans", "Centre the map on this lamp (Ctrl+M)"))
        self.hint.set_words(
            QCoreApplication.translate("Plans", "Nothing found"),
            QCoreApplication.translate(
                "Plans",
                "Lamps that burn by day, stay dark by night, flicker, or draw the wrong power stand here.",
            ),
        )
        self.table.rows_model.retranslate()
        self.refresh()

    def _on_current_changed(self, *_: object) -> None:
        self.on_map.setEnabled(self.table.current() is not None)

    def _on_opened(self, _index: QModelIndex) -> None:
        row = self.table.current()
        if row is not None:
            self.device_chosen.emit(row.device)
