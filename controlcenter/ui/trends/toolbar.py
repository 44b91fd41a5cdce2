"""The controls over the chart: how long, where in time, live or not, and what to take away."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QToolButton, QWidget

from controlcenter.ui.widgets.elided import ElidedLabel

PRESETS_S = (600.0, 3600.0, 21_600.0, 86_400.0, 604_800.0)
RANGE_PX = 320
"""Room the stretch shown needs beside the buttons; with less it has a row of its own."""


def preset_words() -> tuple[str, ...]:
    return (
        QCoreApplication.translate("Trends", "10 min"),
        QCoreApplication.translate("Trends", "1 h"),
        QCoreApplication.translate("Trends", "6 h"),
        QCoreApplication.translate("Trends", "24 h"),
        QCoreApplication.translate("Trends", "7 d"),
    )


class Toolbar(QWidget):
    """Only tells what was asked for; the page decides."""

    span_wanted = Signal(float)
    moved = Signal(float)
    """A share of the span, to the right."""
    live_wanted = Signal(bool)
    picker_wanted = Signal(bool)
    clear_wanted = Signal()
    csv_wanted = Signal()
    png_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picker = self._button(checkable=True)
        self.spans = [self._button(checkable=True) for _ in PRESETS_S]
        self._group = QButtonGroup(self)
        for button in self.spans:
            self._group.addButton(button)
        self.back, self.forward, self.live = self._button(), self._button(), self._button(checkable=True)
        self.clear, self.csv, self.png = self._button(), self._button(), self._button()
        self.range = ElidedLabel()
        self.range.setProperty("role", "muted")
        self.back.setText("‹")
        self.forward.setText("›")
        self._lay()
        self._connect()
        self.retranslate()

    def _lay(self) -> None:
        self._when = _in_a_row(self.picker, *self.spans, self.back, self.forward, self.live)
        self._away = _in_a_row(self.clear, self.csv, self.png)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 6, 8, 6)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rows = 0
        self._place_parts()

    def _place_parts(self) -> None:
        """All in one row where the words of the stretch have room, else in two."""
        needed = self._when.sizeHint().width() + self._away.sizeHint().width() + RANGE_PX
        rows = 1 if needed <= self.width() else 2
        if rows == self._rows:
            return
        self._rows = rows
        for part in (self._when, self.range, self._away):
            self._grid.removeWidget(part)
        self._grid.addWidget(self._when, 0, 0, 1, 1 if rows == 1 else 3, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(self.range, rows - 1, 2 - rows, 1, rows)
        self._grid.addWidget(self._away, rows - 1, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_parts()

    @staticmethod
    def _button(checkable: bool = False) -> QToolButton:
        button = QToolButton()
        button.setCheckable(checkable)
        button.setMinimumHeight(28)
        return button

    def _connect(self) -> None:
        for button, span in zip(self.spans, PRESETS_S, strict=True):
            button.clicked.connect(lambda _=False, span=span: self.span_wanted.emit(span))
        self.back.clicked.connect(lambda: self.moved.emit(-0.5))
        self.forward.clicked.connect(lambda: self.moved.emit(0.5))
        self.live.clicked.connect(self.live_wanted)
        self.picker.clicked.connect(self.picker_wanted)
        self.clear.clicked.connect(self.clear_wanted)
        self.csv.clicked.connect(self.csv_wanted)
        self.png.clicked.connect(self.png_wanted)

    def show_view(self, span_s: float, live: bool, text: str) -> None:
        """Show which preset is in force, whether time is followed, and the stretch in words."""
        self._group.setExclusive(False)
        for button, preset in zip(self.spans, PRESETS_S, strict=True):
            button.setChecked(abs(span_s - preset) < 1.0)
        self._group.setExclusive(any(button.isChecked() for button in self.spans))
        self.live.setChecked(live)
        self.range.set_text(text)

    def set_filled(self, filled: bool) -> None:
        """Nothing to clear or take away while there is no pen."""
        for button in (self.clear, self.csv, self.png):
            button.setEnabled(filled)

    def retranslate(self) -> None:
        self.picker.setText(QCoreApplication.translate("Trends", "Points"))
        self.picker.setToolTip(QCoreApplication.translate("Trends", "Show the list of points to choose from (Ctrl+P)"))
        self.picker.setShortcut(QKeySequence("Ctrl+P"))
        for number, (button, word) in enumerate(zip(self.spans, preset_words(), strict=True), 1):
            button.setText(word)
            button.setShortcut(QKeySequence(f"Ctrl+Shift+{number}"))
            button.setToolTip(f"Ctrl+Shift+{number}")
        self.back.setToolTip(QCoreApplication.translate("Trends", "Back half a view (left arrow: a tenth)"))
        self.forward.setToolTip(QCoreApplication.translate("Trends", "Forward half a view (right arrow: a tenth)"))
        self.live.setText(QCoreApplication.translate("Trends", "Live"))
        self.live.setToolTip(QCoreApplication.translate("Trends", "Follow the present, or stand still (Ctrl+L)"))
        self.live.setShortcut(QKeySequence("Ctrl+L"))
        self.clear.setText(QCoreApplication.translate("Trends", "Clear"))
        self.clear.setToolTip(QCoreApplication.translate("Trends", "Take all points off the chart"))
        self.csv.setText(QCoreApplication.translate("Trends", "CSV…"))
        self.csv.setToolTip(QCoreApplication.translate("Trends", "Write the samples in view to a file (Ctrl+E)"))
        self.csv.setShortcut(QKeySequence("Ctrl+E"))
        self.png.setText(QCoreApplication.translate("Trends", "PNG…"))
        self.png.setToolTip(QCoreApplication.translate("Trends", "Save a picture of chart and table"))
        self._place_parts()


def _in_a_row(*buttons: QToolButton) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for button in buttons:
        row.addWidget(button)
    return holder
