"""Writes every line of a record that matches to a CSV file, a page at a time."""

import csv
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.models.paged import CellContext

PAGE = 1000
Row = TypeVar("Row")
Cell = tuple[str, Callable[[CellContext, Row], str]]
"""Name of the column, and what stands in it."""


def local_moment(context: CellContext, at: float | None) -> str:
    """Local time with its offset, to the millisecond; empty when not known."""
    if at is None:
        return ""
    return datetime.fromtimestamp(at, UTC).astimezone(context.look.zone).isoformat(timespec="milliseconds")


class PagedExport(QObject, Generic[Row]):
    """Newest first, UTF-8 with the mark spreadsheets look for; the file appears under its name only when complete."""

    advanced = Signal(int)
    """Lines written so far."""
    finished = Signal(str)
    """Empty when all is written, else why not."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        cells: Sequence[Cell[Row]],
        read: Callable[[int | None, int], Coroutine[Any, Any, Sequence[Row]]],
        number: Callable[[Row], int],
        path: Path,
        parent: QObject | None = None,
    ) -> None:
        """*read* asks for lines below a number, newest first; *number* is that of a line."""
        super().__init__(parent)
        self._bridge, self._cells, self._read, self._number = bridge, tuple(cells), read, number
        self._context = CellContext(bridge.mirror, look)
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._file: IO[str] | None = None
        self._out: Any = None  # the csv module keeps its writer's type to itself
        self._before: int | None = None
        self.written = 0
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._on_next)

    @property
    def running(self) -> bool:
        return self._file is not None

    def start(self) -> None:
        try:
            self._file = self._part.open("w", encoding="utf-8-sig", newline="")
            self._out = csv.writer(self._file)
            self._out.writerow([key for key, _ in self._cells])
        except OSError as error:
            self._stop(str(error))
            return
        self._next.start()

    def cancel(self) -> None:
        """Stop and leave no file behind; nothing is told."""
        if self._file is not None:
            self._next.stop()
            self._file.close()
            self._file = None
            self._part.unlink(missing_ok=True)

    def _on_next(self) -> None:
        self._bridge.ask_then(self._read(self._before, PAGE), self._on_read, self._on_refused)

    def _on_read(self, rows: Sequence[Row]) -> None:
        if self._file is None:
            return
        try:
            self._out.writerows([cell(self._context, entry) for _, cell in self._cells] for entry in rows)
            self.written += len(rows)
            if len(rows) < PAGE:
                self._file.close()
                self._part.replace(self._path)
        except OSError as error:
            self._stop(str(error))
            return
        self.advanced.emit(self.written)
        if len(rows) < PAGE:
            self._file = None
            self.finished.emit("")
            return
        self._before = self._number(rows[-1])
        self._next.start()

    def _on_refused(self, error: EngineError) -> None:
        if self._file is not None:
            self._stop(str(error))

    def _stop(self, why: str) -> None:
        self.cancel()
        self.finished.emit(why)
