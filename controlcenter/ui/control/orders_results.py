"""What became of each device of an order, thousands of them: states in an array, news painted in one go."""

import enum
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from controlcenter.domain.commands import CommandRecord, CommandState
from controlcenter.domain.ids import CommandId, DeviceId
from controlcenter.domain.orders import Exclusion
from controlcenter.ui.control.words import exclusion_text
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.commands import PENDING, WRONG, color_role, order_text, outcome_text
from controlcenter.ui.models.devices_text import natural_key, one_line
from controlcenter.ui.widgets.elided import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Outcome(enum.IntEnum):
    CONFIRMED = 0
    PENDING = 1
    FAILED = 2
    OTHER = 3
    """Replaced or taken back."""
    EXCLUDED = 4


def outcome_of(state: CommandState) -> Outcome:
    if state is CommandState.CONFIRMED:
        return Outcome.CONFIRMED
    if state in WRONG:
        return Outcome.FAILED
    return Outcome.PENDING if state in PENDING else Outcome.OTHER


def outcome_word(outcome: Outcome) -> str:
    return {
        Outcome.CONFIRMED: QCoreApplication.translate("Control", "Confirmed"),
        Outcome.PENDING: QCoreApplication.translate("Control", "On their way"),
        Outcome.FAILED: QCoreApplication.translate("Control", "Failed"),
        Outcome.OTHER: QCoreApplication.translate("Control", "Replaced or taken back"),
        Outcome.EXCLUDED: QCoreApplication.translate("Control", "Left out"),
    }[outcome]


_OUTCOMES: dict[CommandState, int] = {state: int(outcome_of(state)) for state in CommandState}


class ResultsModel(QAbstractTableModel):
    """One row a device: its commands, then those left out. Rows keep their places while results come in."""

    def __init__(self, mirror: Mirror, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._look = mirror, look
        self._records: list[CommandRecord] = []
        self._excluded: tuple[Exclusion, ...] = ()
        self._row_of: dict[CommandId, int] = {}
        self._outcomes: npt.NDArray[np.int8] = np.zeros(0, np.int8)
        self._shown: npt.NDArray[np.intp] = np.zeros(0, np.intp)
        self._only: Outcome | None = None

    def begin(self, records: Iterable[CommandRecord], excluded: tuple[Exclusion, ...]) -> None:
        """Show another order, by name of device."""
        self.beginResetModel()
        self._records = sorted(records, key=lambda one: natural_key(self._mirror.name_of(one.device)))
        self._excluded = excluded
        self._row_of = {record.id: row for row, record in enumerate(self._records)}
        states = [_OUTCOMES[record.state] for record in self._records]
        self._outcomes = np.array(states + [int(Outcome.EXCLUDED)] * len(excluded), np.int8)
        self._choose_rows()
        self.endResetModel()

    def take(self, records: Iterable[CommandRecord]) -> bool:
        """Take what became of commands; say whether one is not known here. Call ``settle`` afterwards."""
        row_of, held, outcomes, unknown = self._row_of, self._records, self._outcomes, False
        rows, codes = [], []
        for record in records:
            row = row_of.get(record.id)
            if row is None:
                unknown = True
            elif record is not held[row]:
                held[row] = record
                rows.append(row)
                codes.append(_OUTCOMES[record.state])
        if rows:
            outcomes[rows] = codes
            last = len(self._shown) - 1
            if last >= 0:
                # The view asks only for the cells on the screen: one range costs less than finding out which changed.
                self.dataChanged.emit(self.index(0, 0), self.index(last, self.columnCount() - 1))
        return unknown

    def only(self, outcome: Outcome | None) -> None:
        """Show those of one outcome; None shows all."""
        self._only = outcome
        self.settle()

    def settle(self) -> None:
        """Bring rows in and out that have another outcome than the one shown."""
        before = self._shown
        self._choose_rows()
        if not np.array_equal(before, self._shown):
            self.beginResetModel()
            self.endResetModel()

    def _choose_rows(self) -> None:
        if self._only is None:
            self._shown = np.arange(len(self._outcomes))
        else:
            self._shown = np.flatnonzero(self._outcomes == int(self._only))

    def counts(self) -> dict[Outcome, int]:
        found = np.bincount(self._outcomes, minlength=len(Outcome)).tolist()
        return {outcome: found[int(outcome)] for outcome in Outcome}

    def device(self, row: int) -> DeviceId | None:
        line = self._line(row)
        return line.device if line is not None else None

    def record(self, row: int) -> CommandRecord | None:
        line = self._line(row)
        return line if isinstance(line, CommandRecord) else None

    def _line(self, row: int) -> CommandRecord | Exclusion | None:
        if not 0 <= row < len(self._shown):
            return None
        place = int(self._shown[row])
        return self._records[place] if place < len(self._records) else self._excluded[place - len(self._records)]

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        if len(self._shown):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, self.columnCount() - 1))

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section][0]()
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._line(index.row())
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[index.column()][1](self, line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip("\n".join(text(self, line) for _, text in _COLUMNS))
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2:
            return self._look.color(color_role(line.state) if isinstance(line, CommandRecord) else "muted")
        return None

    def name(self, line: CommandRecord | Exclusion) -> str:
        return one_line(self._mirror.name_of(line.device), 120)

    def told(self, line: CommandRecord | Exclusion) -> str:
        kind = self._mirror.kinds.get(self._mirror.kind_of(line.device))
        return order_text(line, kind, self._look.language) if isinstance(line, CommandRecord) else ""

    def result(self, line: CommandRecord | Exclusion) -> str:
        if isinstance(line, Exclusion):
            return exclusion_text(line, self._mirror, self._look.language)
        kind = self._mirror.kinds.get(self._mirror.kind_of(line.device))
        return outcome_text(line, self._look.language, kind)


_COLUMNS: tuple[tuple[Callable[[], str], Callable[[ResultsModel, CommandRecord | Exclusion], str]], ...] = (
    (lambda: QCoreApplication.translate("Control", "Device"), ResultsModel.name),
    (lambda: QCoreApplication.translate("Control", "Command"), ResultsModel.told),
    (lambda: QCoreApplication.translate("Control", "Result"), ResultsModel.result),
)
