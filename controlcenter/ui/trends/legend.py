"""The table under the chart: every pen with its value now, at the crosshair, and over the view."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from controlcenter.domain.readings import Quality, Reading, Value
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.trends.pens import Pen, device_name, point_name
from controlcenter.ui.widgets.hatch import paint_hatch
from controlcenter.ui.words import DASH, age_text, count_text, quality_text, value_text

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW_PX = 28
NARROWEST_NAME_PX = 140
SWATCH, NAME, POINT, NOW, UNIT, QUALITY, AGE, CURSOR, LOW, MEAN, HIGH, AWAY = range(12)
WIDTHS = (34, 210, 128, 88, 60, 88, 72, 96, 88, 88, 88, 36)
_NUMBERS = frozenset((NOW, AGE, CURSOR, LOW, MEAN, HIGH))
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class LegendModel(QAbstractTableModel):
    """Rows are pens; ``show_view`` and ``show_cursor`` say for which stretch and moment the figures are."""

    def __init__(self, mirror: Mirror, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._clock = mirror, clock
        self._language = "en"
        self.pens: tuple[Pen, ...] = ()
        self._cursor: float | None = None
        self._figures: list[tuple[Value | None, Value | None, Value | None]] = []

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.pens)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(WIDTHS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _headings()[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section in _NUMBERS else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in _NUMBERS else _LEFT
        return None

    def text(self, row: int, column: int) -> str:
        pen = self.pens[row]
        reading = self.reading(row)
        match column:
            case 1:
                return device_name(self._mirror, pen.point)
            case 2:
                return point_name(pen, self._language)
            case 3:
                return self._words(pen, reading.value if reading else None)
            case 4:
                return pen.meaning.unit if pen.meaning else ""
            case 5:
                return quality_text(reading.quality) if reading else DASH
            case 6:
                return age_text(self._clock() - reading.at if reading else None)
            case 7:
                at = self._cursor
                return "" if at is None else self._words(pen, pen.to_value(pen.value_at(at)))
            case 8 | 9 | 10:
                return self._figure(row, column)
            case 11:
                return "×"
        return ""

    def _figure(self, row: int, column: int) -> str:
        value = self._figures[row][column - LOW] if row < len(self._figures) else None
        if column == MEAN and isinstance(value, float):
            # A mean is finer than the samples it is made of.
            meaning = self.pens[row].meaning
            return count_text(value, self._language, (meaning.precision if meaning else 2) + 1)
        return self._words(self.pens[row], value)

    def reading(self, row: int) -> Reading | None:
        point = self.pens[row].point
        return self._mirror.readings.get(point.device, {}).get(point.key)

    def _words(self, pen: Pen, value: Value | None) -> str:
        return one_line(value_text(value, pen.meaning, self._language), 60)

    def set_language(self, language: str) -> None:
        self._language = language
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(WIDTHS) - 1)
        self._changed(0, len(WIDTHS) - 1)

    def set_pens(self, pens: Sequence[Pen]) -> None:
        self.beginResetModel()
        self.pens = tuple(pens)
        self._figures = []
        self.endResetModel()

    def show_view(self, start: float, end: float) -> None:
        """Work out minimum, mean and maximum of ``[start, end]``; the mean is over samples, not over time."""
        self._figures = [_figures(pen, start, end) for pen in self.pens]
        self._changed(NOW, HIGH)

    def show_cursor(self, at: float | None) -> None:
        if at != self._cursor:
            self._cursor = at
            self._changed(CURSOR, CURSOR)

    def _changed(self, left: int, right: int) -> None:
        if self.pens:
            self.dataChanged.emit(self.index(0, left), self.index(len(self.pens) - 1, right))


def _figures(pen: Pen, start: float, end: float) -> tuple[Value | None, Value | None, Value | None]:
    if pen.scale.stepped:
        return None, None, None
    values = pen.in_view(start, end)
    if len(values) == 0:
        return None, None, None
    return float(np.min(values)), float(np.mean(values)), float(np.max(values))


def _headings() -> tuple[str, ...]:
    return (
        "",
        QCoreApplication.translate("Trends", "Device"),
        QCoreApplication.translate("Trends", "Point"),
        QCoreApplication.translate("Trends", "Now"),
        QCoreApplication.translate("Trends", "Unit"),
        QCoreApplication.translate("Trends", "Quality"),
        QCoreApplication.translate("Trends", "Age"),
        QCoreApplication.translate("Trends", "At cursor"),
        QCoreApplication.translate("Trends", "Min"),
        QCoreApplication.translate("Trends", "Mean"),
        QCoreApplication.translate("Trends", "Max"),
        "",
    )


class Legend(QTableView):
    """Delete, or a click on ×, takes a pen away."""

    pen_removed = Signal(object)
    """The PointId of the pen."""

    def __init__(self, model: LegendModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._legend = model
        self.setModel(model)
        self.setItemDelegate(_LegendCells(model, look, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(ROW_PX)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(ROW_PX)
        header.setMinimumSectionSize(28)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        for column in (SWATCH, NAME, AWAY):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._on_clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        others = sum(self.columnWidth(column) for column in range(len(WIDTHS)) if column != NAME)
        # A stretched section would shrink to nothing where the rest does not fit.
        self.setColumnWidth(NAME, max(NARROWEST_NAME_PX, self.viewport().width() - others))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            rows = {index.row() for index in self.selectionModel().selectedRows()}
            for pen in [self._legend.pens[row] for row in rows]:
                self.pen_removed.emit(pen.point)
            return
        super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == AWAY:
            self.pen_removed.emit(self._legend.pens[index.row()].point)


class _LegendCells(QStyledItemDelegate):
    def __init__(self, model: LegendModel, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._look = model, look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, column, row = option.rect, index.column(), index.row()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._look.color("selection"))
        if column == SWATCH:
            painter.setPen(QPen(self._look.color(self._model.pens[row].role), 3))
            middle = rect.top() + rect.height() / 2
            painter.drawLine(QPointF(rect.left() + 10, middle), QPointF(rect.right() - 6, middle))
            return
        reading = self._model.reading(row)
        old = column == NOW and (reading is None or reading.quality is not Quality.GOOD)
        if old and reading is not None:
            paint_hatch(painter, QRectF(rect.adjusted(2, 3, -2, -3)), self._look.theme)
        box = rect.adjusted(8, 0, -8, 0)
        text = option.fontMetrics.elidedText(self._model.text(row, column), Qt.TextElideMode.ElideRight, box.width())
        quiet = old or column in (POINT, UNIT, QUALITY, AGE, AWAY)
        painter.setPen(self._look.color("muted" if quiet else "text"))
        side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
