"""How a cell of the device table is painted: grey when calm, hatched when not fresh."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from controlcenter.ui.look import Look
from controlcenter.ui.models.devices import DevicesModel
from controlcenter.ui.models.devices_columns import COLUMNS, PLACE
from controlcenter.ui.widgets.hatch import paint_hatch
from controlcenter.ui.widgets.symbols import status_symbol, symbol_pixmap

MARGIN = 8
SYMBOL_PX = 16
QUIET = frozenset(PLACE[key] for key in ("kind", "area", "unit", "driver", "address", "site", "tags", "seen"))
_ELIDED_KEPT = 5000


class DeviceCells(QStyledItemDelegate):
    """Asks the model for its row directly: a cell costs one call instead of one a role."""

    def __init__(self, model: DevicesModel, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look
        self._elided: dict[tuple[str, int], str] = {}

    def forget_widths(self) -> None:
        """The font changed: texts are shortened anew."""
        self._elided.clear()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, column = self._look.theme, index.column()
        rect = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selection"))
        row = self._model.source_row(index.row())
        if column == PLACE["state"]:
            pixmap = symbol_pixmap(
                status_symbol(self._model.rows.status(row)), SYMBOL_PX, theme, painter.device().devicePixelRatio()
            )
            painter.drawPixmap(rect.center() - QPoint(SYMBOL_PX // 2 - 1, SYMBOL_PX // 2 - 1), pixmap)
        else:
            self._text(painter, option, row, column)
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.color("accent"))
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
        shown = self._elided.get((text, box.width()))
        if shown is None:
            if len(self._elided) > _ELIDED_KEPT:
                self._elided.clear()
            shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            self._elided[text, box.width()] = shown
        painter.setPen(self._ink("muted" if old or column in QUIET else "text"))
        side = Qt.AlignmentFlag.AlignRight if COLUMNS[column].number else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _ink(self, role: str) -> QColor:
        return self._look.color(role)


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
        side = int(index.data(Qt.ItemDataRole.TextAlignmentRole)) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(box, side, shown)
        painter.setPen(self._look.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
