"""The board's own map: devices are chosen on it, and it shows who is chosen."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from controlcenter.ui.look import Look
from controlcenter.ui.map.base_map import BaseMapError
from controlcenter.ui.map.lasso import Joining, Lasso, Shape
from controlcenter.ui.map.view import MapView
from controlcenter.ui.widgets.section import SectionHeader

_log = logging.getLogger(__name__)


class BoardMap(QWidget):
    """A map with a rectangle, a free outline and "all in view"."""

    lassoed = Signal(object, object)
    """Device ids (a list) and a Joining."""

    def __init__(self, look: Look, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.map = MapView(look, self, clock)
        self.lasso = Lasso(self.map, look)
        self.head = SectionHeader(parent=self)
        self.rectangle, self.outline, self.in_view, self.whole = (QToolButton(self) for _ in range(4))
        for button in (self.rectangle, self.outline, self.in_view, self.whole):
            button.setMinimumHeight(28)
            self.head.add(button)
        for button in (self.rectangle, self.outline):
            button.setCheckable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.map, 1)
        self.map.setMinimumHeight(150)
        self.rectangle.clicked.connect(lambda on: self.lasso.switch(Shape.RECTANGLE if on else None))
        self.outline.clicked.connect(lambda on: self.lasso.switch(Shape.OUTLINE if on else None))
        self.in_view.clicked.connect(lambda: self.lasso.take_all_in_view(Joining.REPLACE))
        self.whole.clicked.connect(self.map.fit)
        self.lasso.chosen.connect(self.lassoed)
        self.lasso.switched.connect(self._on_switched)

    def set_base(self, path: Path | None) -> None:
        """Lay the map of *path* under the devices; one that cannot be read leaves them without."""
        try:
            self.map.set_base(path)
        except BaseMapError as error:
            _log.warning("base map: %s", error)

    def _on_switched(self) -> None:
        self.rectangle.setChecked(self.lasso.shape is Shape.RECTANGLE)
        self.outline.setChecked(self.lasso.shape is Shape.OUTLINE)

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Control", "Map"))
        more = QCoreApplication.translate("Control", "Shift adds, Ctrl takes away, Escape ends")
        for button, word, keys in (
            (self.rectangle, QCoreApplication.translate("Control", "Rectangle"), "Ctrl+R"),
            (self.outline, QCoreApplication.translate("Control", "Lasso"), "Ctrl+L"),
        ):
            button.setText(word)
            button.setShortcut(keys)
            button.setToolTip(f"{word} ({keys})\n{more}")
        self.in_view.setText(QCoreApplication.translate("Control", "All in view"))
        self.in_view.setToolTip(QCoreApplication.translate("Control", "Choose every device on this piece of the map"))
        self.whole.setText(QCoreApplication.translate("Control", "Whole town"))
        self.whole.setToolTip(QCoreApplication.translate("Control", "Show the whole town (Home on the map)"))
