"""The keyboard of the library: deeds of every pane, and of single ones."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from controlcenter.ui.control.library.group_pane import GroupPane
from controlcenter.ui.control.library.ordering import Ordering
from controlcenter.ui.control.library.scene_pane import ScenePane
from controlcenter.ui.control.library.snapshot_pane import SnapshotPane

if TYPE_CHECKING:
    from controlcenter.ui.control.library.view import LibraryView


class LibraryKeys(QObject):
    """Shortcuts that work while the keyboard is anywhere in the view."""

    def __init__(self, view: "LibraryView") -> None:
        super().__init__(view)
        self._view = view
        for keys, deed in (
            ("Ctrl+N", view.begin),
            ("Ctrl+D", view.duplicate),
            ("Ctrl+S", view.save),
            ("Ctrl+B", self._board),
            ("Ctrl+T", self._preview),
            ("Ctrl+Return", self._run),
            ("Ctrl+Shift+N", self._add),
            ("F2", self._rename),
        ):
            QShortcut(QKeySequence(keys), view, deed).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _board(self) -> None:
        pane = self._view.pane()
        if isinstance(pane, GroupPane):
            pane.open_board()

    def _add(self) -> None:
        pane = self._view.pane()
        if isinstance(pane, ScenePane):
            pane.editor.add_action()

    def _rename(self) -> None:
        pane = self._view.pane()
        if pane is not None:
            pane.head.name.setFocus(Qt.FocusReason.OtherFocusReason)
            pane.head.name.selectAll()

    def _preview(self) -> None:
        if (ordering := self._ordering()) is not None:
            ordering.preview()

    def _run(self) -> None:
        if (ordering := self._ordering()) is not None:
            ordering.place()

    def _ordering(self) -> Ordering | None:
        pane = self._view.pane()
        return pane.order if isinstance(pane, ScenePane | SnapshotPane) else None
