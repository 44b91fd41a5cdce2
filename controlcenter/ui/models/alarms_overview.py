"""The standing alarms as a short table, the worst first and then the newest."""

import heapq
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import AlarmId
from controlcenter.domain.ids import DeviceId
from controlcenter.ui.alarm_words import (
    SYMBOLS,
    behind_words,
    condition_words,
    device_words,
    measured_words,
    quality_words,
    state_words,
    urgency,
)
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.widgets.elided import plain_tooltip
from controlcenter.ui.words import DASH, clock_text, count_text

MOST = 1000
"""More are counted and looked at on the page of alarms."""
SYMBOL_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class _Column(msgspec.Struct, frozen=True):
    title: Callable[[], str]
    text: Callable[["StandingModel", Alarm], str]


class StandingModel(QAbstractTableModel):
    """One row an alarm: symbol, since, device, condition, value, area, state, what is behind it."""

    def __init__(self, mirror: Mirror, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mirror = mirror
        self._look = look
        self._rows: list[Alarm] = []
        self._bold = QFont()
        self._bold.setWeight(QFont.Weight.DemiBold)

    def refresh(self) -> None:
        """Show the mirror's standing alarms; rows that only changed their facts stay where they are."""
        standing = (alarm for held in self._mirror.standing.values() for alarm in held.values())
        rows = heapq.nsmallest(MOST, standing, key=urgency)
        if rows == self._rows:
            return
        if [alarm.id for alarm in rows] == [alarm.id for alarm in self._rows]:
            self._rows = rows
            self.repaint_all()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def repaint_all(self) -> None:
        """The words, the theme or facts changed: ask the view to read every cell again."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(_COLUMNS) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_COLUMNS) - 1)

    def alarm(self, row: int) -> Alarm | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, device: DeviceId | None) -> int | None:
        """The first row about *device*."""
        return next((row for row, alarm in enumerate(self._rows) if alarm.id.device == device), None)

    def row_of_alarm(self, wanted: AlarmId) -> int | None:
        return next((row for row, alarm in enumerate(self._rows) if alarm.id == wanted), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section].title()
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        alarm = self.alarm(index.row())
        if alarm is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _COLUMNS[index.column()].text(self, alarm)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _LEFT
            case Qt.ItemDataRole.FontRole:
                return self._bold if alarm.annunciated else None
            case Qt.ItemDataRole.ToolTipRole:
                return self.tooltip(alarm)
            case _ if role == SYMBOL_ROLE:
                return SYMBOLS[alarm.priority].value
        return None

    def since(self, alarm: Alarm) -> str:
        return clock_text(alarm.raised_at, self._look.zone)

    def device_name(self, alarm: Alarm) -> str:
        return device_words(alarm.id, self._mirror)

    def condition(self, alarm: Alarm) -> str:
        return condition_words(alarm.id, self._mirror, self._look.language)

    def measured(self, alarm: Alarm) -> str:
        words = (measured_words(alarm, self._mirror, self._look.language), quality_words(alarm))
        return " · ".join(word for word in words if word) or DASH

    def area(self, alarm: Alarm) -> str:
        """The name of its own area; the way to it from the root is in the tooltip."""
        area = self._mirror.areas.get(alarm.area) if alarm.area is not None else None
        return one_line(area.name, 80) if area else DASH

    def behind(self, alarm: Alarm) -> str:
        return f"▸ {count_text(alarm.behind, self._look.language)}" if alarm.behind else ""

    def tooltip(self, alarm: Alarm) -> str:
        where = self._mirror.area_path(alarm.area)
        definition = self._mirror.definition_of(alarm.id)
        response = definition.response.in_(self._look.language) if definition else ""
        behind = behind_words(alarm, self._look.language)
        lines = (f"{self.device_name(alarm)} · {self.condition(alarm)}", where, behind, response)
        return plain_tooltip("\n".join(line for line in lines if line))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_COLUMNS = (
    _Column(lambda: "", lambda model, alarm: ""),
    _Column(lambda: QCoreApplication.translate("StandingAlarms", "Since"), StandingModel.since),
    _Column(lambda: QCoreApplication.translate("StandingAlarms", "Device"), StandingModel.device_name),
    _Column(lambda: QCoreApplication.translate("StandingAlarms", "Condition"), StandingModel.condition),
    _Column(lambda: QCoreApplication.translate("StandingAlarms", "Value"), StandingModel.measured),
    _Column(lambda: QCoreApplication.translate("StandingAlarms", "Area"), StandingModel.area),
    _Column(lambda: QCoreApplication.translate("StandingAlarms", "State"), lambda model, alarm: state_words(alarm)),
    _Column(lambda: QCoreApplication.translate("StandingAlarms", "Behind it"), StandingModel.behind),
)
