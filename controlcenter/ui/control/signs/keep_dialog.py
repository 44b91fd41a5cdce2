"""Under which name, category and usual time a message is kept."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from controlcenter.domain.documents import Document, SignText
from controlcenter.domain.ids import DocumentId

LONGEST_NAME = 120
LONGEST_MINUTES = 7 * 24 * 60


class KeepDialog(QDialog):
    """Offers to replace *held*, the message it was made from; *keep* gets what is to be stored."""

    def __init__(
        self, multi: str, held: Document | None, categories: Sequence[str], keep: Callable[[Document], None],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._multi, self._held, self._keep = multi, held, keep
        body = held.body if held is not None and isinstance(held.body, SignText) else SignText("", multi)
        self.name = QLineEdit(held.name if held is not None else "", self)
        self.name.setMaxLength(LONGEST_NAME)
        self.category = QComboBox(self)
        self.category.setEditable(True)
        self.category.addItems(list(categories))
        self.category.setCurrentText(body.category)
        self.minutes = QSpinBox(self)
        self.minutes.setRange(0, LONGEST_MINUTES)
        self.minutes.setSpecialValueText(QCoreApplication.translate("Signs", "not said"))
        self.minutes.setSuffix(" " + QCoreApplication.translate("Signs", "min"))
        self.minutes.setValue(body.minutes or 0)
        form = QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setVerticalSpacing(8)
        for label, field in (
            (QCoreApplication.translate("Signs", "Name"), self.name),
            (QCoreApplication.translate("Signs", "Category"), self.category),
            (QCoreApplication.translate("Signs", "Usually shown for"), self.minutes),
        ):
            field.setMinimumHeight(28)
            form.addRow(label, field)
        buttons = QDialogButtonBox(self)
        self.as_new = buttons.addButton(
            QCoreApplication.translate("Signs", "Store as new"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.replace = buttons.addButton(
            QCoreApplication.translate("Signs", "Replace"), QDialogButtonBox.ButtonRole.ActionRole
        )
        cancel = buttons.addButton(
            QCoreApplication.translate("Signs", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole
        )
        (self.replace if held is not None else self.as_new).setDefault(True)
        self.replace.setVisible(held is not None)
        form.addRow(buttons)
        self.setWindowTitle(QCoreApplication.translate("Signs", "Store the message"))
        self.setMinimumWidth(380)
        self.name.textChanged.connect(self._on_named)
        self.as_new.clicked.connect(lambda: self._finish(DocumentId(0)))
        self.replace.clicked.connect(lambda: self._finish(held.id if held is not None else DocumentId(0)))
        cancel.clicked.connect(self.reject)
        self._on_named()

    def _on_named(self, *_: object) -> None:
        named = bool(self.name.text().strip())
        self.as_new.setEnabled(named)
        self.replace.setEnabled(named)

    def _finish(self, number: DocumentId) -> None:
        category = " ".join(self.category.currentText().split())
        body = SignText(category, self._multi, self.minutes.value() or None)
        self._keep(Document(number, " ".join(self.name.text().split()), body))
        self.accept()
