"""Hatching: what is not fresh never looks as if it were."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from controlcenter.ui.look import Theme

STEP = 5
"""Pixels between two strokes."""


def hatch_brush(theme: Theme, strength: float = 0.35) -> QBrush:
    """A transparent brush of diagonal strokes in the stale colour; *strength* 0…1 is their opacity."""
    color = QColor(theme.color("stale"))
    color.setAlphaF(strength)
    return QBrush(color, Qt.BrushStyle.BDiagPattern)


def paint_hatch(painter: QPainter, rect: QRectF, theme: Theme, strength: float = 0.35) -> None:
    """Draw even diagonal strokes over *rect*; crisp at any scale, the painter's state is kept."""
    color = QColor(theme.color("stale"))
    color.setAlphaF(strength)
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.0))
    height = rect.height()
    left = rect.left() - height
    while left < rect.right():
        painter.drawLine(QPointF(left, rect.bottom()), QPointF(left + height, rect.top()))
        left += STEP
    painter.restore()
