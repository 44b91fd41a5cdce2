"""Questions before what cannot be taken back."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget, title: str, question: str, facts: str, yes: str, deed: Callable[[], object]) -> QMessageBox:
    """Open a question whose answer *yes* runs *deed*; Enter and Escape mean no."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(question)
    box.setInformativeText(facts)
    cancel = box.addButton(QCoreApplication.translate("Library", "Cancel"), QMessageBox.ButtonRole.RejectRole)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(cancel)
    accept.clicked.connect(deed)
    box.open()
    return box
