"""How a cell of the device table is painted: grey when calm, hatched when not fresh."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from controlcenter.ui.alarm_words import SYMBOLS
from controlcenter.ui.look import Look
from controlcenter.ui.models.devices import DevicesModel
from controlcenter.ui.models.devices_columns import COLUMNS, PLACE
from controlcenter.ui.widgets.hatch import paint_hatch
from controlcenter.ui.widgets.symbols import status_symbol, symbol_pixmap

MARGIN = 8
SYMBOL_PX = 16
QUIET = frozenset(PLACE[key] for key in ("kind", "area", "unit", "driver", "address", "site", "tags", "seen"))
_DRAWN_KEPT = 5000
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
# As plain numbers: Python's flag arithmetic took a fifth of the time of a cell.
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


class DeviceCells(QStyledItemDelegate):
    """Asks the model for its row directly: a cell costs one call instead of one a role."""

    def __init__(self, model: DevicesModel, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look
        self._drawn: dict[tuple[str, int], tuple[QStaticText, float, float]] = {}
        """Texts as shaped and shortened before: shaping anew costs more than all the rest of a cell."""
        self._inks: dict[str, QColor] = {}
        look.theme_changed.connect(self._on_theme_changed)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        column = index.column()
        rect = option.rect
        state = option.state.value
        if state & _SELECTED:
            painter.fillRect(rect, self._ink("selection"))
        row = self._model.source_row(index.row())
        if column == PLACE["state"]:
            alarm = self._model.rows.alarm(row)
            symbol = SYMBOLS[alarm.priority] if alarm else status_symbol(self._model.rows.status(row))
            pixmap = symbol_pixmap(symbol, SYMBOL_PX, self._look.theme, painter.device().devicePixelRatio())
            painter.drawPixmap(rect.center() - QPoint(SYMBOL_PX // 2 - 1, SYMBOL_PX // 2 - 1), pixmap)
        else:
            self._text(painter, option, row, column)
        bottom = rect.bottom()
        painter.setPen(self._ink("line"))
        painter.drawLine(rect.left(), bottom, rect.right(), bottom)
        if state & _FOCUSED:
            painter.setPen(self._ink("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, row: int, column: int) -> None:
        rect = option.rect
        old = column == PLACE["value"] and self._model.hatched(row)
        if old:
            paint_hatch(painter, QRectF(rect.adjusted(2, 3, -2, -4)), self._look.theme)
        text = self._model.text(row, column)
        if not text:
            return
        box = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        drawn = self._drawn.get((text, box.width()))
        if drawn is None:
            drawn = self._shape(text, box.width(), option)
        painter.setPen(self._ink("muted" if old or column in QUIET else "text"))
        shaped, width, height = drawn
        left = box.right() + 1 - width if COLUMNS[column].number else box.left()
        painter.drawStaticText(QPointF(left, box.top() + (box.height() - height) // 2), shaped)

    def _shape(self, text: str, width: int, option: QStyleOptionViewItem) -> tuple[QStaticText, float, float]:
        if len(self._drawn) > _DRAWN_KEPT:
            self._drawn.clear()
        shaped = QStaticText(option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, width))
        shaped.setTextFormat(Qt.TextFormat.PlainText)
        shaped.prepare(font=option.font)
        size = shaped.size()
        drawn = self._drawn[text, width] = (shaped, size.width(), size.height())
        return drawn

    def _ink(self, role: str) -> QColor:
        ink = self._inks.get(role)
        if ink is None:
            ink = self._inks[role] = self._look.color(role)
        return ink

    def _on_theme_changed(self, _theme: object) -> None:
        self._inks.clear()


class QuietCells(QStyledItemDelegate):
    """Plain cells of the other tables: the same margins and lines, texts from the model."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._look.color("selection"))
        box = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setPen(self._look.color("text"))
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        side = _LEFT if alignment is None else int(alignment)
        painter.drawText(box, side | int(Qt.TextFlag.TextSingleLine), shown)
        painter.setPen(self._look.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
