"""Says in a window why the centre cannot start, and offers the way out where there is one."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from controlcenter.ui.language import Language
from controlcenter.ui.layout_memory import LayoutMemory
from controlcenter.ui.look import Look, load_themes
from controlcenter.ui.style import Style

DAMAGED = "store.damaged"


def show_problem(code: str, detail: str, profile: Path, themes: Path, language: str | None = None) -> bool:
    """Show the problem and wait; True when the operator wants a damaged database moved aside and a fresh one.

    *code* is one of the store's, or ``profile``, ``settings``, ``start``; *detail* the full English text.
    """
    app = QApplication.instance() or QApplication(["controlcenter"])
    assert isinstance(app, QApplication)
    memory = LayoutMemory(profile / "layout.json")
    look = Look(load_themes(themes), memory.layout.theme or "night", language or memory.layout.language or "vi")
    dressed = (Style(app, look, themes / "window.qss"), Language(app, look))
    box = make_box(code, detail)
    box.exec()
    chosen = box.clickedButton() is box.fresh
    del dressed
    return chosen


class ProblemBox(QMessageBox):
    """The message, with the detail below; ``fresh`` is the button of the way out, None when there is none."""

    fresh: QPushButton | None = None


def make_box(code: str, detail: str) -> ProblemBox:
    """Make the message for *code*; it is not shown yet."""
    box = ProblemBox()
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Control Center")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(problem_text(code))
    box.setInformativeText(detail)
    if code == DAMAGED:
        fresh = QCoreApplication.translate("Start", "Keep it aside and start with an empty one")
        box.fresh = box.addButton(fresh, QMessageBox.ButtonRole.AcceptRole)
    close = box.addButton(QCoreApplication.translate("Start", "Close"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    return box


def problem_text(code: str) -> str:
    """One sentence for *code*; a general one when there is none."""
    texts = {
        DAMAGED: QCoreApplication.translate("Start", "The database is damaged. It has not been changed."),
        "store.locked": QCoreApplication.translate("Start", "Another program holds the database."),
        "store.readonly": QCoreApplication.translate("Start", "The database cannot be written to."),
        "store.newer": QCoreApplication.translate("Start", "The database was written by a newer version."),
        "store.disk_full": QCoreApplication.translate("Start", "The disk is full."),
        "profile": QCoreApplication.translate("Start", "The profile folder cannot be used."),
        "settings": QCoreApplication.translate("Start", "There is a mistake in the settings."),
        "second_copy": QCoreApplication.translate("Start", "Control Center already runs on this profile."),
    }
    return texts.get(code) or QCoreApplication.translate("Start", "Control Center cannot start.")
