"""The keyboard of the sign desk."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from controlcenter.domain.signs.multi import Align

if TYPE_CHECKING:
    from controlcenter.ui.control.signs.view import SignsView


class SignKeys(QObject):
    """Shortcuts that work while the keyboard is anywhere in the view."""

    def __init__(self, view: "SignsView") -> None:
        super().__init__(view)
        compose, signs = view.compose, view.signs
        for keys, deed in (
            ("Ctrl+N", view.begin),
            ("Ctrl+S", view.store),
            ("Ctrl+F", lambda: view.library.search.setFocus(Qt.FocusReason.ShortcutFocusReason)),
            ("Ctrl+Return", view.place),
            ("Ctrl+Enter", view.place),
            ("Ctrl+M", signs.on_map.click),
            ("Ctrl+G", signs.group.click),
            ("Ctrl+0", compose.zoom.click),
            ("Ctrl+Shift+D", compose.day.click),
            ("Ctrl+P", compose.pages.play.click),
            ("Ctrl+.", compose.pages.step.click),
            ("Ctrl+Shift+N", compose.pages.add.click),
            ("Ctrl+Shift+Del", compose.pages.remove.click),
            ("F8", compose.go_to_problem),
            ("Ctrl+L", lambda: compose.styles.align_chosen.emit(Align.LEFT)),
            ("Ctrl+E", lambda: compose.styles.align_chosen.emit(Align.CENTRE)),
            ("Ctrl+R", lambda: compose.styles.align_chosen.emit(Align.RIGHT)),
        ):
            QShortcut(QKeySequence(keys), view, deed).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
