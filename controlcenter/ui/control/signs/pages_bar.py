"""The pages of a message: which one is written, in which order, for how long."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QPushButton, QToolButton, QWidget

from controlcenter.domain.signs.multi import MOST_PAGES, Page
from controlcenter.domain.signs.render import PAGE_TENTHS
from controlcenter.ui.look import Look
from controlcenter.ui.words import count_text

LONGEST_S = 25.5


class PagesBar(QWidget):
    """Buttons for pages at the left, what plays them at the right."""

    page_chosen = Signal(int)
    page_added = Signal()
    page_removed = Signal()
    page_moved = Signal(int)
    """-1 towards the beginning, 1 towards the end."""
    seconds_changed = Signal(object)
    """Seconds of the page, None for the sign's own."""
    played = Signal(bool)
    stepped = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._buttons: list[QPushButton] = []
        self.add, self.remove, self.back, self.on, self.play, self.step = (QToolButton(self) for _ in range(6))
        self.play.setCheckable(True)
        self.seconds = QDoubleSpinBox(self)
        self.seconds.setRange(0.0, LONGEST_S)
        self.seconds.setDecimals(1)
        self.seconds.setSingleStep(0.5)
        self.seconds.setKeyboardTracking(False)
        self.seconds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.seconds.setFixedWidth(72)
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addLayout(self._row)
        for widget in (self.add, self.remove, self.back, self.on, self.seconds, self.play, self.step):
            widget.setMinimumHeight(28)
            row.addWidget(widget)
        row.addStretch(1)
        self.add.clicked.connect(self.page_added)
        self.remove.clicked.connect(self.page_removed)
        self.back.clicked.connect(lambda: self.page_moved.emit(-1))
        self.on.clicked.connect(lambda: self.page_moved.emit(1))
        self.play.toggled.connect(self._on_played)
        self.step.clicked.connect(self.stepped)
        self.seconds.valueChanged.connect(lambda value: self.seconds_changed.emit(value or None))
        self.retranslate()

    def put(self, pages: Sequence[Page], number: int) -> None:
        """Show *pages* with *number* in front; none while the text cannot be read."""
        if not pages:
            self._rest()
            return
        while len(self._buttons) > len(pages):
            gone = self._buttons.pop()
            gone.hide()
            self._row.removeWidget(gone)
            gone.deleteLater()
        while len(self._buttons) < len(pages):
            self._add_button()
        for at, (button, page) in enumerate(zip(self._buttons, pages, strict=True)):
            seconds = count_text((PAGE_TENTHS if page.on is None else page.on) / 10, self._look.language, 1)
            words = QCoreApplication.translate("Signs", "Page {page} · {seconds} s")
            few = len(pages) <= 2
            button.setText(words.format(page=at + 1, seconds=seconds) if few else f"{at + 1} · {seconds} s")
            button.setChecked(at == number)
            button.setEnabled(True)
        self.add.setEnabled(len(pages) < MOST_PAGES - 1)
        self.remove.setEnabled(len(pages) > 1)
        self.back.setEnabled(number > 0)
        self.on.setEnabled(number < len(pages) - 1)
        for widget in (self.remove, self.back, self.on, self.play, self.step):
            widget.setVisible(len(pages) > 1)
        self.seconds.setEnabled(True)
        self.seconds.blockSignals(True)
        self.seconds.setValue((pages[number].on or 0) / 10)
        self.seconds.blockSignals(False)

    def _rest(self) -> None:
        """Leave everything as it was, out of use: the text cannot be read at the moment."""
        for widget in (*self._buttons, self.add, self.remove, self.back, self.on, self.seconds):
            widget.setEnabled(False)

    def _add_button(self) -> None:
        button, number = QPushButton(self), len(self._buttons)
        button.setCheckable(True)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: self.page_chosen.emit(number))
        self._buttons.append(button)
        self._row.addWidget(button)

    def _on_played(self, on: bool) -> None:
        self.play.setText("❙❙" if on else "▶")
        self.played.emit(on)

    def retranslate(self) -> None:
        for button, text, words in (
            (self.add, "+", QCoreApplication.translate("Signs", "Add a page (Ctrl+Shift+N)")),
            (self.remove, "−", QCoreApplication.translate("Signs", "Remove this page (Ctrl+Shift+Del)")),
            (self.back, "◂", QCoreApplication.translate("Signs", "Move this page towards the beginning")),
            (self.on, "▸", QCoreApplication.translate("Signs", "Move this page towards the end")),
            (
                self.play,
                "❙❙" if self.play.isChecked() else "▶",
                QCoreApplication.translate("Signs", "Play the pages or pause (Ctrl+P)"),
            ),
            (self.step, "▶❙", QCoreApplication.translate("Signs", "Next picture (Ctrl+.)")),
        ):
            button.setText(text)
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.seconds.setSpecialValueText(QCoreApplication.translate("Signs", "sign's"))
        self.seconds.setSuffix(" s")
        self.seconds.setLocale(QLocale(self._look.language))
        words = QCoreApplication.translate("Signs", "How long this page is shown; 0 is the sign's own time")
        self.seconds.setToolTip(words)
        self.seconds.setAccessibleName(words)
