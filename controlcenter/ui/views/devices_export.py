"""Writes the table as shown to a CSV file, a slice at a time so that nothing blocks."""

import csv
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from controlcenter.ui.models.devices import DevicesModel
from controlcenter.ui.models.devices_columns import COLUMNS, PLACE
from controlcenter.ui.models.devices_text import csv_cell

SLICE = 1000


class CsvExport(QObject):
    """Rows as they stood when it started, in the columns given; values are current when written.

    UTF-8 with the mark spreadsheets look for; the file appears under its name only when complete.
    """

    advanced = Signal(int, int)
    """Rows written, rows in all."""
    finished = Signal(str)
    """Empty when all is written, else why not."""

    def __init__(self, model: DevicesModel, path: Path, columns: list[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._columns = [column for column in columns if COLUMNS[column].key != "state"]
        self._ids = [model.rows.devices[row].id for row in model.shown_rows()]
        self._written = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def start(self) -> None:
        try:
            self._file = self._part.open("w", encoding="utf-8-sig", newline="")
            self._rows = csv.writer(self._file)
            self._rows.writerow(["id", *(COLUMNS[column].heading() for column in self._columns)])
        except OSError as error:
            self.finished.emit(str(error))
            return
        self._timer.start()

    def cancel(self) -> None:
        """Stop and leave no file behind."""
        if self._timer.isActive():
            self._timer.stop()
            self._file.close()
            self._part.unlink(missing_ok=True)

    def _on_timeout(self) -> None:
        try:
            self._write_slice()
        except OSError as error:
            self.cancel()
            self.finished.emit(str(error))
            return
        self.advanced.emit(self._written, len(self._ids))

    def _write_slice(self) -> None:
        rows = self._model.rows
        for device in self._ids[self._written : self._written + SLICE]:
            row = rows.row_of.get(device)
            if row is not None:
                self._rows.writerow([csv_cell(device), *(self._cell(row, column) for column in self._columns)])
        self._written = min(self._written + SLICE, len(self._ids))
        if self._written == len(self._ids):
            self._timer.stop()
            self._file.close()
            self._part.replace(self._path)
            self.finished.emit("")

    def _cell(self, row: int, column: int) -> str:
        if column == PLACE["value"]:
            reading = self._model.rows.reading(row)
            value = reading.value if reading else None
            return csv_cell(value) if isinstance(value, str) else "" if value is None else str(value)
        return csv_cell(self._model.text(row, column))
