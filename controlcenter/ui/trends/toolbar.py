"""The controls over the chart: how long, where in time, live or not, and what to take away."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from controlcenter.ui.widgets.elided import ElidedLabel

PRESETS_S = (600.0, 3600.0, 21_600.0, 86_400.0, 604_800.0)


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
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(4)
        row.addWidget(self.picker)
        row.addSpacing(8)
        for button in (*self.spans, self.back, self.forward, self.live):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.range, 1)
        for button in (self.clear, self.csv, self.png):
            row.addWidget(button)
        self._connect()
        self.retranslate()

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
