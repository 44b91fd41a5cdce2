"""The statistics as pages of A4, in the language in force and the light theme."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from controlcenter.engine.face import AlarmStatistics, Frequent, Measure
from controlcenter.ui.alarm_words import SYMBOLS, priority_word
from controlcenter.ui.alarms.statistics_board import plot_of_days, plot_of_tens
from controlcenter.ui.alarms.statistics_lists import alarm_name
from controlcenter.ui.alarms.statistics_marks import paint_mix, paint_verdict
from controlcenter.ui.alarms.statistics_paint import BarPlot, Ink, paint_bars
from controlcenter.ui.alarms.statistics_words import (
    measure_name,
    measure_value,
    share_text,
    span_text,
    target_text,
    verdict_of,
    verdict_word,
)
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.widgets.symbols import paint_symbol
from controlcenter.ui.words import clock_text, count_text

DPI = 144
MARGIN_MM = 15.0
MOST_ROWS = 20
ROW = 30.0
"""All lengths are dots of the page: 144 to an inch."""
TEXT_PX, SMALL_PX, TITLE_PX, HEAD_PX = 17, 15, 34, 20
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
Mark = Callable[[QPainter, QRectF], None]


def write_pdf(path: Path, statistics: AlarmStatistics, mirror: Mirror, look: Look, period: str, now: float) -> None:
    """Write the report; the file appears under its name only when complete. Raises OSError."""
    part = path.with_name(path.name + ".part")
    # QPdfWriter does not say why it cannot write.
    with part.open("wb"):
        pass
    if not os.access(part, os.W_OK):
        raise PermissionError(str(part))
    writer = QPdfWriter(str(part))
    writer.setResolution(DPI)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
        )
    )
    title = QCoreApplication.translate("AlarmStatistics", "Alarm statistics")
    writer.setTitle(title)
    writer.setCreator("Control Center")
    with QPainter(writer) as painter:
        sheet = _Sheet(writer, painter, look)
        sheet.title(title, period, now)
        _first_page(sheet, statistics, look)
        sheet.new_page()
        _second_page(sheet, statistics, mirror, look)
    part.replace(path)


def _first_page(sheet: "_Sheet", statistics: AlarmStatistics, look: Look) -> None:
    language = look.language
    sheet.heading(QCoreApplication.translate("AlarmStatistics", "Measures after ISA-18.2"))
    heads = (
        QCoreApplication.translate("AlarmStatistics", "Measure"),
        QCoreApplication.translate("AlarmStatistics", "Value"),
        QCoreApplication.translate("AlarmStatistics", "Acceptable"),
        QCoreApplication.translate("AlarmStatistics", "Manageable"),
        QCoreApplication.translate("AlarmStatistics", "Verdict"),
    )
    rows = [
        (
            measure_name(one.code),
            measure_value(one, language),
            target_text(one, one.acceptable, language),
            target_text(one, one.manageable, language),
            verdict_word(one),
        )
        for one in statistics.measures
    ]
    marks = [_verdict_mark(one, sheet) for one in statistics.measures]
    sheet.table(heads, rows, (0.37, 0.15, 0.13, 0.13, 0.22), (_LEFT, _RIGHT, _RIGHT, _RIGHT, _LEFT), marks, 4)
    sheet.heading(QCoreApplication.translate("AlarmStatistics", "Activations per day"))
    sheet.plot(plot_of_days(statistics, language), 340)
    sheet.heading(QCoreApplication.translate("AlarmStatistics", "Activations per 10 minutes"))
    sheet.plot(plot_of_tens(statistics), 400)
    floods = QCoreApplication.translate("AlarmStatistics", "Shaded: floods. Their number in this period: {count}.")
    sheet.line(floods.format(count=count_text(len(statistics.floods), language)), SMALL_PX, "muted")


def _verdict_mark(measure: Measure, sheet: "_Sheet") -> Mark:
    verdict = verdict_of(measure)
    return lambda painter, box: paint_verdict(painter, verdict, box, sheet.theme)


def _second_page(sheet: "_Sheet", statistics: AlarmStatistics, mirror: Mirror, look: Look) -> None:
    language = look.language
    sheet.heading(QCoreApplication.translate("AlarmStatistics", "Mix of priorities"))
    sheet.mix(statistics.by_priority)
    times = sorted(statistics.acknowledge_s, key=lambda row: -row[0])
    if times:
        sheet.heading(QCoreApplication.translate("AlarmStatistics", "Time to acknowledge"))
        heads = (
            QCoreApplication.translate("AlarmStatistics", "Priority"),
            QCoreApplication.translate("AlarmStatistics", "Median"),
            QCoreApplication.translate("AlarmStatistics", "19 of 20 within"),
        )
        rows = [
            (priority_word(one), span_text(median, language), span_text(late, language)) for one, median, late in times
        ]
        marks: list[Mark] = [
            lambda painter, box, symbol=SYMBOLS[one]: paint_symbol(  # type: ignore[misc]  # bound as a default
                painter, symbol, box.center(), box.width(), sheet.theme
            )
            for one, _, _ in times
        ]
        sheet.table(heads, rows, (0.5, 0.25, 0.25), (_LEFT, _RIGHT, _RIGHT), marks, 0)
    for title, found in (
        (QCoreApplication.translate("AlarmStatistics", "Ten most frequent"), statistics.most_frequent),
        (QCoreApplication.translate("AlarmStatistics", "Chattering"), statistics.chattering),
        (QCoreApplication.translate("AlarmStatistics", "Fleeting"), statistics.fleeting),
    ):
        sheet.heading(title)
        _frequent(sheet, found, mirror, language)
    sheet.heading(QCoreApplication.translate("AlarmStatistics", "Standing for more than 24 h"))
    stale = [
        (alarm_name(one, mirror, language), clock_text(at, look.zone, date=True)[:16]) for one, at in statistics.stale
    ]
    heads_of_stale = (
        QCoreApplication.translate("AlarmStatistics", "Alarm"),
        QCoreApplication.translate("AlarmStatistics", "Since"),
    )
    sheet.table(heads_of_stale, stale, (0.7, 0.3), (_LEFT, _RIGHT))


def _frequent(sheet: "_Sheet", found: Sequence[Frequent], mirror: Mirror, language: str) -> None:
    heads = (
        QCoreApplication.translate("AlarmStatistics", "Alarm"),
        QCoreApplication.translate("AlarmStatistics", "Times"),
        QCoreApplication.translate("AlarmStatistics", "Share"),
    )
    rows = [
        (alarm_name(one.alarm, mirror, language), count_text(one.count, language), share_text(one.share, language))
        for one in found
    ]
    sheet.table(heads, rows, (0.7, 0.15, 0.15), (_LEFT, _RIGHT, _RIGHT))


class _Sheet:
    """A pen that goes down the page and begins another where there is no room left."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, look: Look) -> None:
        self._writer, self._painter, self._look = writer, painter, look
        self.theme = look.paper_theme
        self._width, self._height = float(writer.width()), float(writer.height())
        self._y = 0.0
        self._page = 1
        self._foot()

    def font(self, pixels: int, bold: bool = False) -> QFont:
        # The window's own: not hinted, or letters would stand on whole dots of the page.
        font = QGuiApplication.font()
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def new_page(self) -> None:
        self._writer.newPage()
        self._page += 1
        self._y = 0.0
        self._foot()

    def title(self, text: str, period: str, now: float) -> None:
        self._text(QRectF(0, 0, self._width, 46), text, self.font(TITLE_PX, True), "text", _LEFT)
        self._text(QRectF(0, 48, self._width, 26), period, self.font(TEXT_PX), "text", _LEFT)
        made = QCoreApplication.translate("AlarmStatistics", "Made {time}")
        written = made.format(time=clock_text(now, self._look.zone, date=True)[:16])
        self._text(QRectF(0, 0, self._width, 46), f"Control Center\n{written}", self.font(SMALL_PX), "muted", _RIGHT)
        self._y = 84.0

    def heading(self, text: str) -> None:
        self._room(ROW * 4)
        self._y += 14
        self._text(QRectF(0, self._y, self._width, ROW), text, self.font(HEAD_PX, True), "text", _LEFT)
        self._y += ROW + 4

    def line(self, text: str, pixels: int = TEXT_PX, role: str = "text") -> None:
        self._room(ROW)
        self._text(QRectF(0, self._y, self._width, ROW), text, self.font(pixels), role, _LEFT)
        self._y += ROW

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float],
        sides: Sequence[Qt.AlignmentFlag], marks: Sequence[Mark] = (), marked: int = 0,
    ) -> None:  # fmt: skip
        """Rows under their heads; *marks* are drawn before the words of column *marked*."""
        if not rows:
            self.line(QCoreApplication.translate("AlarmStatistics", "None in this period."), role="muted")
            return
        self._row(heads, shares, sides, "muted", None, marked if marks else -1)
        for number, row in enumerate(rows[:MOST_ROWS]):
            self._room(ROW)
            self._row(row, shares, sides, "text", marks[number] if marks else None, marked if marks else -1)
        if len(rows) > MOST_ROWS:
            more = QCoreApplication.translate("AlarmStatistics", "and {count} more")
            self.line(more.format(count=count_text(len(rows) - MOST_ROWS, self._look.language)), SMALL_PX, "muted")

    def plot(self, plot: BarPlot, height: float) -> None:
        self._room(height)
        ink = Ink(self.theme, self._look.language, self._look.zone, self.font(SMALL_PX))
        paint_bars(self._painter, QRectF(0, self._y, self._width, height), plot, ink)
        self._y += height + 6

    def mix(self, counts: Sequence[int]) -> None:
        ink = Ink(self.theme, self._look.language, self._look.zone, self.font(TEXT_PX))
        paint_mix(self._painter, QRectF(0, self._y, self._width, 3 * ROW), counts, ink)
        self._y += 3 * ROW + 6

    def _row(
        self, cells: Sequence[str], shares: Sequence[float], sides: Sequence[Qt.AlignmentFlag], role: str,
        mark: Mark | None, marked: int,
    ) -> None:  # fmt: skip
        left = 0.0
        for place, (cell, share, side) in enumerate(zip(cells, shares, sides, strict=True)):
            box = QRectF(left, self._y, share * self._width, ROW).adjusted(6, 0, -6, 0)
            if place == marked:
                if mark is not None:
                    mark(self._painter, QRectF(box.left() + 10, box.center().y() - 8, 16, 16))
                box.adjust(34, 0, 0, 0)
            self._text(box, cell, self.font(TEXT_PX), role, side)
            left += share * self._width
        self._y += ROW
        self._painter.setPen(QPen(self.theme.color("line"), 1))
        self._painter.drawLine(QPointF(0, self._y), QPointF(self._width, self._y))

    def _text(self, box: QRectF, text: str, font: QFont, role: str, side: Qt.AlignmentFlag) -> None:
        self._painter.setFont(font)
        self._painter.setPen(self.theme.color(role))
        metrics = QFontMetricsF(font, self._painter.device())
        shown = text if "\n" in text else metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        self._painter.drawText(box, side, shown)

    def _room(self, wanted: float) -> None:
        if self._y + wanted > self._height - ROW:
            self.new_page()

    def _foot(self) -> None:
        page = QCoreApplication.translate("AlarmStatistics", "Page {number}").format(number=self._page)
        box = QRectF(0, self._height - ROW, self._width, ROW)
        self._text(box, page, self.font(SMALL_PX), "muted", _RIGHT)
