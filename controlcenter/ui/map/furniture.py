"""What lies over the map and does not move with it: legend, scale bar, note, and the card under the pointer."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from controlcenter.domain.devices import Device
from controlcenter.domain.readings import Quality
from controlcenter.ui.alarm_words import SYMBOLS, condition_words, measured_words, urgency
from controlcenter.ui.look import Look
from controlcenter.ui.map.draw import faded
from controlcenter.ui.map.projection import scale_bar
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.widgets.symbols import ROLE_OF, Symbol, paint_symbol
from controlcenter.ui.words import age_text, quality_text, reading_text

PAD = 10.0
_LINE = 22.0
_LEGEND_ROW = 19.0
_CARD_MOST = 320.0
_MADE_UP = "Made-up town"
"""How the note of the demo's base map begins."""


def note_text(note: str) -> str:
    """The base map's note; the demo's own in the language of the window."""
    if note.startswith(_MADE_UP):
        return QCoreApplication.translate("Map", "Made-up town")
    return one_line(note, 80)


def legend_entries() -> tuple[tuple[Symbol, str, str], ...]:
    """Shape, role of its colour and word."""
    return (
        (Symbol.NORMAL, "normal", QCoreApplication.translate("Map", "normal")),
        (Symbol.NORMAL, "text", QCoreApplication.translate("Map", "lit")),
        (Symbol.UNKNOWN, "normal", QCoreApplication.translate("Map", "not heard yet")),
        (Symbol.STALE, "stale", QCoreApplication.translate("Map", "no data")),
        (Symbol.CRITICAL, "critical", QCoreApplication.translate("Map", "critical")),
        (Symbol.HIGH, "high", QCoreApplication.translate("Map", "high")),
        (Symbol.MEDIUM, "medium", QCoreApplication.translate("Map", "medium")),
        (Symbol.LOW, "low", QCoreApplication.translate("Map", "low")),
    )


def draw_legend(painter: QPainter, width: float, height: float, look: Look) -> None:
    """Lower left, upright: the corner is empty when the whole town is shown. Left out where it would fill the map."""
    metrics = QFontMetricsF(painter.font())
    entries = legend_entries()
    wide = max(metrics.horizontalAdvance(text) for _, _, text in entries) + 42
    high = len(entries) * _LEGEND_ROW + 12
    if wide > width / 3 or high > height - 120:
        return
    box = QRectF(PAD, height - PAD - high, wide, high)
    _panel(painter, box, look)
    middle = box.top() + 6 + _LEGEND_ROW / 2
    for symbol, role, text in entries:
        size = 8.0 if symbol in (Symbol.NORMAL, Symbol.UNKNOWN) else 11.0
        paint_symbol(painter, symbol, QPointF(box.left() + 16, middle), size, look.theme, color=look.color(role))
        painter.setPen(look.color("muted"))
        where = QRectF(box.left() + 30, middle - _LEGEND_ROW / 2, wide - 34, _LEGEND_ROW)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, text)
        middle += _LEGEND_ROW


def draw_scale(
    painter: QPainter, width: float, height: float, metres_per_pixel: float, note: str, empty: bool, look: Look
) -> None:
    """Lower right: a round length on the ground, and what the map says about itself."""
    length, pixels = scale_bar(metres_per_pixel)
    text = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    right, bottom = width - PAD - 4, height - PAD - 4
    if empty:
        note = QCoreApplication.translate("Map", "No base map")
    metrics = QFontMetricsF(painter.font())
    wide = max(pixels, metrics.horizontalAdvance(text), metrics.horizontalAdvance(note)) + 8
    high = 50.0 if note else 30.0
    painter.fillRect(QRectF(right + 4 - wide, bottom + 4 - high, wide, high), faded(look.color("window"), 0.75))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(look.color("muted"), 1))
    painter.drawPolyline(
        [
            QPointF(right - pixels, bottom - 5),
            QPointF(right - pixels, bottom),
            QPointF(right, bottom),
            QPointF(right, bottom - 5),
        ]
    )
    painter.drawText(QRectF(right - 200, bottom - 24, 200, 18), Qt.AlignmentFlag.AlignRight, text)
    if note:
        where = QRectF(right - 320, bottom - 44, 320, 18)
        painter.drawText(where, Qt.AlignmentFlag.AlignRight, note)


def _panel(painter: QPainter, box: QRectF, look: Look) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("line"), 1))
    painter.setBrush(faded(look.color("panel"), 0.92))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def draw_message(painter: QPainter, width: float, height: float, text: str, look: Look) -> None:
    """A sentence on a panel in the middle of the map."""
    metrics = QFontMetricsF(painter.font())
    room = QRectF(0, 0, min(460.0, width - 40), height - 40)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    words = metrics.boundingRect(room, flags, text)
    box = QRectF(0, 0, words.width() + 32, words.height() + 24)
    box.moveCenter(QPointF(width / 2, height / 2))
    _panel(painter, box, look)
    painter.setPen(look.color("text"))
    painter.drawText(box.adjusted(14, 10, -14, -10), flags, text)


def card_lines(device: Device, mirror: Mirror, language: str, now: float) -> list[tuple[str, str]]:
    """What the card says: ``(text, role of its colour)`` line by line, name first."""
    kind = mirror.kinds.get(device.kind)
    kind_name = kind.name.in_(language) if kind else device.kind
    lines = [(one_line(device.name), "text"), (f"{kind_name} · {one_line(device.address, 60)}", "muted")]
    lines.append(_value_line(device, mirror, language, now))
    for alarm in sorted(mirror.standing.get(device.id, {}).values(), key=urgency):
        words = (condition_words(alarm.id, mirror, language), measured_words(alarm, mirror, language))
        text = " · ".join(part for part in (*words, age_text(now - alarm.raised_at)) if part)
        lines.append((text, ROLE_OF[SYMBOLS[alarm.priority]]))
    return lines[:5]


def _value_line(device: Device, mirror: Mirror, language: str, now: float) -> tuple[str, str]:
    kind = mirror.kinds.get(device.kind)
    key = kind.primary if kind else None
    point = kind.points.get(key) if kind and key else None
    reading = mirror.readings.get(device.id, {}).get(key) if key else None
    if reading is None:
        return (QCoreApplication.translate("Map", "no value yet"), "muted")
    value = one_line(reading_text(reading, point, language), 60)
    name = point.name.in_(language) if point else str(key)
    age = age_text(now - reading.at)
    if reading.quality is Quality.GOOD:
        return (f"{name} {value} · {age}", "text")
    return (f"{name} {value} · {quality_text(reading.quality)} · {age}", "stale")


def draw_card(
    painter: QPainter, x: float, y: float, width: float, height: float, lines: list[tuple[str, str]], look: Look
) -> None:
    """A card beside the pixel (*x*, *y*), kept inside *width* × *height*."""
    bold = QFont(painter.font())
    bold.setWeight(QFont.Weight.DemiBold)
    fonts = [bold] + [painter.font()] * (len(lines) - 1)
    wide = min(
        max(QFontMetricsF(font).horizontalAdvance(text) for font, (text, _) in zip(fonts, lines, strict=True)),
        _CARD_MOST,
    )
    box = QRectF(x + 16, y + 12, wide + 24, _LINE * len(lines) + 12)
    if box.right() > width - 4:
        box.moveRight(x - 12)
    if box.bottom() > height - 4:
        box.moveBottom(y - 12)
    _panel(painter, box, look)
    for row, (font, (text, role)) in enumerate(zip(fonts, lines, strict=True)):
        painter.setFont(font)
        painter.setPen(look.color(role))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, wide + 1)
        where = QRectF(box.left() + 12, box.top() + 6 + row * _LINE, wide + 2, _LINE)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def group_lines(count: int, stale: int) -> list[tuple[str, str]]:
    """The card of a group."""
    lines = [(QCoreApplication.translate("Map", "Devices: {count}").format(count=count), "text")]
    if stale:
        lines.append((QCoreApplication.translate("Map", "Without data: {count}").format(count=stale), "stale"))
    lines.append((QCoreApplication.translate("Map", "Double-click to come closer"), "muted"))
    return lines
