"""What stands above and under the list: what was not done, and what is new."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from controlcenter.domain.conditions import Priority
from controlcenter.ui.alarm_words import SYMBOLS
from controlcenter.ui.alarms.deeds import NotDone
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.symbols import SymbolLabel
from controlcenter.ui.words import count_text

MOST_LINES = 6


class RefusalStrip(QFrame):
    """One line for each alarm nothing was done with, until it is closed or something else is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._lines = [ElidedLabel() for _ in range(MOST_LINES + 1)]
        self._close = QToolButton()
        self._close.setText("×")
        self._close.setAutoRaise(True)
        self._close.setFixedSize(28, 28)
        self._close.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        for line in self._lines:
            words.addWidget(line)
            line.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addLayout(words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown; empty when nothing is."""
        if self.isHidden():
            return ""
        return "\n".join([self._title.text(), *(line.whole for line in self._lines if not line.isHidden())])

    def say(self, left: Sequence[NotDone], language: str) -> None:
        """Show *left*; nothing is shown when all was done."""
        title = QCoreApplication.translate("Alarms", "Not done: {count}")
        self._title.setText(title.format(count=count_text(len(left), language)))
        lines = [f"{one.title}: {one.why}" for one in left[:MOST_LINES]]
        if len(left) > MOST_LINES:
            more = QCoreApplication.translate("Alarms", "… and {count} more")
            lines.append(more.format(count=count_text(len(left) - MOST_LINES, language)))
        for place, label in enumerate(self._lines):
            label.setVisible(place < len(lines))
            label.set_text(lines[place] if place < len(lines) else "")
        self.setVisible(bool(left))
        self.updateGeometry()
        close = QCoreApplication.translate("Alarms", "Close")
        self._close.setToolTip(close)
        self._close.setAccessibleName(close)


class AlarmFooter(QWidget):
    """States facts quietly; what is new stands at the right with the symbol of the worst of it."""

    refresh_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._facts = ElidedLabel()
        self._facts.setProperty("role", "muted")
        self._symbol = SymbolLabel(look, size=14)
        self.news = QPushButton()
        self.news.setMinimumHeight(28)
        self.news.setShortcut(QKeySequence("F5"))
        self.news.clicked.connect(self._on_news_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 8, 3)
        row.addWidget(self._facts, 1)
        row.addWidget(self._symbol)
        row.addWidget(self.news)

    @property
    def text(self) -> str:
        return self._facts.whole

    def say(self, parts: Sequence[str]) -> None:
        self._facts.set_text(" · ".join(part for part in parts if part))

    def announce(self, above: int, others: int, worst: Priority | None, moved: bool, language: str) -> None:
        """*above* and *others*: how many are new before and after what is on screen."""
        if above:
            words = QCoreApplication.translate("Alarms", "{count} new above ↑")
            words = words.format(count=count_text(above, language))
            if others:
                below = QCoreApplication.translate("Alarms", "{count} below")
                words = f"{words} · {below.format(count=count_text(others, language))}"
        elif others:
            words = QCoreApplication.translate("Alarms", "{count} new ↓").format(count=count_text(others, language))
        else:
            words = QCoreApplication.translate("Alarms", "Refresh the order")
        self._symbol.setVisible(worst is not None)
        if worst is not None:
            self._symbol.set_symbol(SYMBOLS[worst])
        if words != self.news.text():
            self.news.setText(words)
            # Setting the text takes a button's shortcut away.
            self.news.setShortcut(QKeySequence("F5"))
        self.news.setEnabled(bool(above or others or moved))
        self.news.setToolTip(
            QCoreApplication.translate("Alarms", "Bring in what is new and put the list in order (F5)")
        )

    def _on_news_clicked(self) -> None:
        self.refresh_wanted.emit()
