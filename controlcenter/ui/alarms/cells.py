"""How a cell of the list is painted: shape and colour of the priority, bold what calls, hatched what is not fresh."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from controlcenter.domain.alarms import Alarm
from controlcenter.ui.alarm_words import SYMBOLS
from controlcenter.ui.alarms.columns import COLUMNS, PLACE
from controlcenter.ui.alarms.groups import Head
from controlcenter.ui.alarms.model import AlarmsModel
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.hatch import paint_hatch
from controlcenter.ui.widgets.symbols import paint_symbol

MARGIN = 8
SYMBOL_PX = 17.0
GROUP_PX = 20.0
_QUIET = frozenset(PLACE[key] for key in ("age", "limit", "note", "kind", "source", "occurrence"))
_DRAWN_KEPT = 5000
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


class AlarmCells(QStyledItemDelegate):
    """Asks the model for its row directly, and tells it which rows have been before an operator's eyes."""

    def __init__(self, model: AlarmsModel, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look
        self._drawn: dict[tuple[str, int, bool], tuple[QStaticText, float, float]] = {}
        self._inks: dict[str, QColor] = {}
        look.theme_changed.connect(self._on_theme_changed)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, column, rect, state = index.row(), index.column(), option.rect, option.state.value
        line = self._model.line_at(row)
        if line is None:
            return
        self._model.see(row)
        if state & _SELECTED:
            painter.fillRect(rect, self._ink("selection"))
        if column == PLACE["priority"]:
            self._symbol(painter, option, row)
        else:
            self._text(painter, option, row, column)
        painter.setPen(self._ink("line"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if state & _FOCUSED:
            painter.setPen(self._ink("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _symbol(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        line, alarm = self._model.line_at(row), self._model.alarm_at(row)
        center = QPointF(QRectF(option.rect).center())
        if isinstance(line, Head):
            count = str(len(line.members)) if len(line.members) < 100 else ""
            paint_symbol(painter, SYMBOLS[line.priority], center, GROUP_PX, self._look.theme, count)
        elif alarm is not None:
            color = None if self._calm(alarm) is None else self._ink("normal")
            size = SYMBOL_PX - 4 if self._model.is_child(row) else SYMBOL_PX
            paint_symbol(painter, SYMBOLS[alarm.priority], center, size, self._look.theme, color=color)

    @staticmethod
    def _calm(alarm: Alarm) -> str | None:
        """The role of one nobody has to act on; None for the others."""
        return "muted" if alarm.at_rest or alarm.overlaid else None

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, row: int, column: int) -> None:
        alarm = self._model.alarm_at(row)
        old = column == PLACE["value"] and self._model.hatched(row)
        rect = option.rect
        if old:
            paint_hatch(painter, QRectF(rect.adjusted(2, 3, -2, -4)), self._look.theme)
        text = self._model.text(row, column)
        if not text:
            return
        box = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        bold = alarm is None or alarm.annunciated
        calm = alarm is not None and alarm.at_rest
        shaped, width, height = self._shape(text, box.width(), bold, option)
        painter.setFont(self._font(option, bold))
        painter.setPen(self._ink("muted" if old or calm or column in _QUIET else "text"))
        left = box.right() + 1 - width if COLUMNS[column].number else box.left()
        painter.drawStaticText(QPointF(left, box.top() + (box.height() - height) // 2), shaped)

    def _shape(
        self, text: str, width: int, bold: bool, option: QStyleOptionViewItem
    ) -> tuple[QStaticText, float, float]:
        drawn = self._drawn.get((text, width, bold))
        if drawn is not None:
            return drawn
        if len(self._drawn) > _DRAWN_KEPT:
            self._drawn.clear()
        font = self._font(option, bold)
        shaped = QStaticText(QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width))
        shaped.setTextFormat(Qt.TextFormat.PlainText)
        shaped.prepare(font=font)
        size = shaped.size()
        drawn = self._drawn[text, width, bold] = (shaped, size.width(), size.height())
        return drawn

    @staticmethod
    def _font(option: QStyleOptionViewItem, bold: bool) -> QFont:
        font = QFont(option.font)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _ink(self, role: str) -> QColor:
        ink = self._inks.get(role)
        if ink is None:
            ink = self._inks[role] = self._look.color(role)
        return ink

    def _on_theme_changed(self, _theme: object) -> None:
        self._inks.clear()
