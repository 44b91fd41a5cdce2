"""The rail of pages at the left: one drawn icon and one word each."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from controlcenter.ui.look import Look
from controlcenter.ui.widgets.icons import paint_icon

WIDTH = 72
_BUTTON_HEIGHT = 56
_ICON = 22
_WORD_PX = 11


class RailButton(QAbstractButton):
    """Checkable; a bar at the left edge marks the page that is open."""

    def __init__(self, look: Look, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look.theme_changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, _BUTTON_HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        box = QRectF(self.rect())
        with QPainter(self) as painter:
            ground = "selection" if self.isChecked() else "raised" if self.underMouse() or self.isDown() else "panel"
            painter.fillRect(box, theme.color(ground))
            if self.isChecked():
                painter.fillRect(QRectF(0, 0, 3, box.height()), theme.color("accent"))
            ink = theme.color("text" if self.isChecked() or self.underMouse() else "muted")
            paint_icon(painter, self._icon, QRectF((box.width() - _ICON) / 2, 9, _ICON, _ICON), ink)
            font = QFont(self.font())
            font.setPixelSize(_WORD_PX)
            painter.setFont(font)
            painter.setPen(ink)
            word = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, WIDTH - 6)
            painter.drawText(QRectF(0, 34, box.width(), 18), Qt.AlignmentFlag.AlignCenter, word)
            if self.hasFocus():
                painter.setPen(theme.color("accent"))
                painter.drawRect(box.adjusted(1, 1, -2, -2))

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()


class PageRail(QWidget):
    """Pages by id, in the order they were added; those added ``last`` stand at the foot."""

    page_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "rail")
        self.setFixedWidth(WIDTH + 1)
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 1, 4)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._above = 0

    def add(self, page: str, icon: str, last: bool = False) -> None:
        button = RailButton(self._look, icon, self)
        button.clicked.connect(lambda: self.page_chosen.emit(page))
        self._group.addButton(button)
        self._buttons[page] = button
        if last:
            self._column.addWidget(button)
        else:
            self._column.insertWidget(self._above, button)
            self._above += 1

    def set_words(self, page: str, title: str, shortcut: str) -> None:
        button = self._buttons[page]
        button.setText(title)
        button.setToolTip(f"{title} ({shortcut})" if shortcut else title)
        button.update()

    def mark(self, page: str) -> None:
        """Show *page* as the open one."""
        self._buttons[page].setChecked(True)
