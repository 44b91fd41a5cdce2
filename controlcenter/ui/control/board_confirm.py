"""The last look before an order goes out: what, for how many, how long. A critical command takes a second step."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

Fact = tuple[str, str]


class ConfirmOrder(QDialog):
    """Shows *facts* and gives the order when told so. With *critical* the button stays dead until the box is ticked."""

    given = Signal()

    def __init__(self, question: str, facts: Sequence[Fact], critical: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(QCoreApplication.translate("Control", "Give this order?"))
        self.setMinimumWidth(480)
        heading = QLabel(question)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("role", "value")
        heading.setWordWrap(True)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(4)
        for title, words in facts:
            label, value = QLabel(title), QLabel(words)
            label.setProperty("role", "muted")
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setWordWrap(True)
            form.addRow(label, value)
        self.sure = QCheckBox(QCoreApplication.translate("Control", "I mean it: this command acts on people"))
        self.sure.setMinimumHeight(28)
        self.sure.setVisible(critical)
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.give = self.box.button(QDialogButtonBox.StandardButton.Ok)
        self.give.setText(QCoreApplication.translate("Control", "Give the order"))
        self.give.setEnabled(not critical)
        cancel = self.box.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(QCoreApplication.translate("Control", "Back"))
        if critical:
            self.give.setDefault(False)
            cancel.setDefault(True)
        self.sure.toggled.connect(self.give.setEnabled)
        self.box.accepted.connect(self._on_accepted)
        self.box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addLayout(form)
        column.addWidget(self.sure)
        column.addWidget(self.box)

    def _on_accepted(self) -> None:
        if self.give.isEnabled():
            self.given.emit()
            self.accept()
