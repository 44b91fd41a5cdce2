"""A box to choose one of several words from, which says so by its arrow and shortens what does not fit."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox

from controlcenter.ui.widgets.icons import paint_icon

ARROW_PX = 12.0
ARROW_ROOM_PX = 26


class ChoiceBox(QComboBox):
    """A combo box: the window's style sheet takes the arrow away and cannot give one in the theme's colour."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.rect().adjusted(10, 0, -ARROW_ROOM_PX, 0)
        metrics = self.fontMetrics()
        option.currentText = metrics.elidedText(self.currentText(), Qt.TextElideMode.ElideMiddle, room.width())
        style = self.style()
        with QPainter(self) as painter:
            style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option, painter, self)
            style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option, painter, self)
            middle = self.rect().center().y() + 1
            box = QRectF(self.width() - ARROW_ROOM_PX + 2, middle - ARROW_PX / 2, ARROW_PX, ARROW_PX)
            paint_icon(painter, "unfold", box, self.palette().buttonText().color())
