"""Small drawings of the statistics: what is thought of a measure, and the mix of priorities."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from controlcenter.domain.conditions import Priority
from controlcenter.engine.face import Measure
from controlcenter.ui.alarm_words import SYMBOLS, priority_word
from controlcenter.ui.alarms.statistics_paint import Ink
from controlcenter.ui.alarms.statistics_words import Verdict, share_text, verdict_of
from controlcenter.ui.look import Look, Theme
from controlcenter.ui.views.system_table import RowsModel
from controlcenter.ui.widgets.symbols import paint_symbol
from controlcenter.ui.words import count_text

MARK_PX = 12.0
MIX_TARGETS: tuple[tuple[tuple[Priority, ...], float], ...] = (
    ((Priority.LOW,), 0.80),
    ((Priority.MEDIUM,), 0.15),
    ((Priority.HIGH, Priority.CRITICAL), 0.05),
)
_Index = QModelIndex | QPersistentModelIndex


def paint_verdict(painter: QPainter, verdict: Verdict, box: QRectF, theme: Theme) -> None:
    """A tick, a wave, a cross, a dash or a dotted ring: told apart without any colour."""
    quiet = verdict in (Verdict.ACCEPTABLE, Verdict.NO_TARGET, Verdict.UNKNOWN)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color("muted" if quiet else "text"), box.width() * (0.2 if verdict is Verdict.BEYOND else 0.14))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if verdict is Verdict.UNKNOWN:
        pen.setDashPattern([0.1, 2.2])
    painter.setPen(pen)
    painter.drawPath(_verdict_path(verdict, box))
    painter.restore()


def _verdict_path(verdict: Verdict, box: QRectF) -> QPainterPath:
    def at(x: float, y: float) -> QPointF:
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height())

    path = QPainterPath()
    match verdict:
        case Verdict.ACCEPTABLE:
            path.moveTo(at(0.1, 0.55))
            path.lineTo(at(0.4, 0.85))
            path.lineTo(at(0.92, 0.18))
        case Verdict.MANAGEABLE:
            path.moveTo(at(0.05, 0.62))
            path.cubicTo(at(0.3, 0.1), at(0.7, 0.95), at(0.95, 0.4))
        case Verdict.BEYOND:
            path.moveTo(at(0.15, 0.15))
            path.lineTo(at(0.85, 0.85))
            path.moveTo(at(0.85, 0.15))
            path.lineTo(at(0.15, 0.85))
        case Verdict.NO_TARGET:
            path.moveTo(at(0.2, 0.5))
            path.lineTo(at(0.8, 0.5))
        case Verdict.UNKNOWN:
            path.addEllipse(box.adjusted(1, 1, -1, -1))
    return path


class VerdictDelegate(QStyledItemDelegate):
    """Draws the verdict's shape before its words."""

    def __init__(self, model: RowsModel[Measure], look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._look = model, look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shifted = QStyleOptionViewItem(option)
        whole: QRectF = QRectF(option.rect)
        shifted.rect = whole.adjusted(MARK_PX + 10, 0, 0, 0).toRect()
        super().paint(painter, shifted, index)
        box = QRectF(whole.left() + 8, whole.center().y() - MARK_PX / 2, MARK_PX, MARK_PX)
        paint_verdict(painter, verdict_of(self._model.rows[index.row()]), box, self._look.theme)


def paint_mix(painter: QPainter, rect: QRectF, counts: Sequence[int], ink: Ink) -> None:
    """Shares of low, medium, high with critical, each with its target; *counts* are low, medium, high, critical."""
    painter.save()
    painter.setFont(ink.font)
    metrics = QFontMetricsF(ink.font)
    whole = sum(counts)
    height = rect.height() / len(MIX_TARGETS)
    words = [" + ".join(priority_word(one) for one in reversed(group)) for group, _ in MIX_TARGETS]
    size = metrics.height() * 0.8
    left = 2.6 * size + max(metrics.horizontalAdvance(word) for word in words) + size
    right = metrics.horizontalAdvance("00.0 % (00,000)") + 10
    for place, ((group, target), word) in enumerate(zip(MIX_TARGETS, words, strict=True)):
        count = sum(counts[one - 1] for one in group)
        row = QRectF(rect.left(), rect.top() + place * height, rect.width(), height)
        for number, one in enumerate(reversed(group)):
            center = QPointF(row.left() + size * (0.7 + 1.2 * number), row.center().y())
            paint_symbol(painter, SYMBOLS[one], center, size, ink.theme)
        painter.setPen(ink.theme.color("text"))
        upright = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row.adjusted(2.6 * size + 4, 0, 0, 0), upright | Qt.AlignmentFlag.AlignLeft, word)
        bar = QRectF(
            row.left() + left, row.center().y() - size * 0.45, max(1.0, row.width() - left - right), size * 0.9
        )
        painter.fillRect(bar, ink.theme.color("raised"))
        share = count / whole if whole else 0.0
        painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()), ink.theme.color("normal"))
        mark = bar.left() + bar.width() * target
        painter.setPen(QPen(ink.theme.color("text"), max(1.5, size / 8)))
        painter.drawLine(QPointF(mark, bar.top() - size * 0.25), QPointF(mark, bar.bottom() + size * 0.25))
        text = f"{share_text(share, ink.language)} ({count_text(count, ink.language)})"
        painter.drawText(row, upright | Qt.AlignmentFlag.AlignRight, text)
    painter.restore()


class MixView(QWidget):
    """The mix of priorities on the screen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._counts: Sequence[int] = (0, 0, 0, 0)
        self.setMinimumHeight(3 * 28)
        look.theme_changed.connect(self._on_theme_changed)

    def put(self, counts: Sequence[int]) -> None:
        """Activations: low, medium, high, critical."""
        self._counts = counts
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 3 * 30)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = Ink(self._look.theme, self._look.language, self._look.zone, self.font())
        with QPainter(self) as painter:
            paint_mix(painter, QRectF(self.rect()).adjusted(8, 0, -12, 0), self._counts, ink)

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()
