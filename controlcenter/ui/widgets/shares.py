"""A table whose columns share its width, and which is scrolled where they would grow too narrow."""

from collections.abc import Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

NARROWEST_SHARE_PX = 100


class SharedWidthTable(QTableView):
    """Some columns have a width in pixels, the others a share of what those leave."""

    def __init__(self, fixed: Mapping[int, int], shares: Mapping[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fixed = dict(fixed)
        self._shares = dict(shares)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        header = self.horizontalHeader()
        for column, width in self._fixed.items():
            header.resizeSection(column, width)
        left = max(0, self.viewport().width() - sum(self._fixed.values()))
        whole = sum(self._shares.values())
        for column, share in self._shares.items():
            width = left * share // whole
            left, whole = left - width, whole - share
            header.resizeSection(column, max(width, NARROWEST_SHARE_PX))
