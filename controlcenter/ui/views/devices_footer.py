"""The line under a table: how much is shown, in which order, since when."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from controlcenter.ui.widgets.elided import ElidedLabel


class TableFooter(QWidget):
    """States facts quietly and offers to sort again."""

    refresh_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = ElidedLabel()
        self._facts.setProperty("role", "muted")
        self._button = QPushButton()
        self._button.setMinimumHeight(28)
        self._button.setShortcut(QKeySequence("F5"))
        self._button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(self._facts, 1)
        row.addWidget(self._button)
        self.retranslate()

    @property
    def text(self) -> str:
        return self._facts.whole

    def say(self, parts: list[str]) -> None:
        self._facts.set_text(" · ".join(part for part in parts if part))

    def retranslate(self) -> None:
        self._button.setText(QCoreApplication.translate("Devices", "Sort again"))
        self._button.setShortcut(QKeySequence("F5"))
        self._button.setToolTip(
            QCoreApplication.translate("Devices", "Filter and sort by the values of this moment (F5)")
        )

    def _on_clicked(self) -> None:
        self.refresh_wanted.emit()
