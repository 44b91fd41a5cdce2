"""All figures of a period on one board, which scrolls where the window is small."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from controlcenter.engine.alarms.flood import PERIOD_S
from controlcenter.engine.face import AlarmStatistics, Slot
from controlcenter.ui.alarms.statistics_lists import (
    VERDICT_COLUMN,
    ListPanel,
    acknowledge_columns,
    frequent_columns,
    measure_columns,
    standing_columns,
)
from controlcenter.ui.alarms.statistics_marks import MixView, VerdictDelegate
from controlcenter.ui.alarms.statistics_paint import DAY_S, BarPlot
from controlcenter.ui.alarms.statistics_plot import BarPlotView
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.views.system_table import RowsTable
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.words import count_text

PLOT_HEIGHT = 190


def plot_of_days(statistics: AlarmStatistics, language: str) -> BarPlot:
    """Activations per day with what is manageable in one."""
    per_hour = next((one.manageable for one in statistics.measures if one.code == "per_hour"), None)
    limit = None if per_hour is None else per_hour * 24
    words = QCoreApplication.translate("AlarmStatistics", "manageable: {count} a day")
    word = "" if limit is None else words.format(count=count_text(limit, language))
    return BarPlot(*_span(statistics, statistics.per_day, DAY_S), DAY_S, statistics.per_day, limit, word)


def plot_of_tens(statistics: AlarmStatistics) -> BarPlot:
    """Activations per 10 minutes with the limit of a flood and the floods."""
    words = QCoreApplication.translate("AlarmStatistics", "a flood begins above {count}")
    return BarPlot(
        *_span(statistics, statistics.per_10_min, PERIOD_S), PERIOD_S, statistics.per_10_min, statistics.flood_limit,
        words.format(count=statistics.flood_limit), statistics.floods,
    )  # fmt: skip


def _span(statistics: AlarmStatistics, slots: Sequence[Slot], length_s: float) -> tuple[float, float]:
    """From the first slot's begin, which may be before the period, to the last one's end."""
    if not slots:
        return statistics.start, statistics.end
    return min(statistics.start, slots[0].start), max(statistics.end, slots[-1].start + length_s)


class Framed(QWidget):
    """A drawing under a title."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = SectionHeader(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(4)
        column.addWidget(self.header)
        column.addWidget(content, 1)


class StatisticsBoard(QScrollArea):
    """Shows one AlarmStatistics; ``alarm_chosen`` carries the AlarmId of a row somebody clicked."""

    alarm_chosen = Signal(object)

    def __init__(self, mirror: Mirror, look: Look, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: AlarmStatistics | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        measures = RowsTable(measure_columns(look), lambda measure: measure.code, look)
        self._verdicts = VerdictDelegate(measures.rows_model, look, measures)
        measures.setItemDelegateForColumn(VERDICT_COLUMN, self._verdicts)
        self.measures = ListPanel(measures, 12)
        self.frequent, self.chattering, self.fleeting = (
            ListPanel(RowsTable(frequent_columns(mirror, look), lambda found: found.alarm, look), least)
            for least in (10, 4, 4)
        )
        self.stale = ListPanel(RowsTable(standing_columns(mirror, look, clock), lambda row: row[0], look), 10)
        self.acknowledge = ListPanel(RowsTable(acknowledge_columns(look), lambda row: row[0], look), 4)
        self.mix = MixView(look)
        self.days, self.tens = BarPlotView(look), BarPlotView(look)
        self._framed = {"mix": Framed(self.mix), "days": Framed(self.days), "tens": Framed(self.tens)}
        for panel in (self.frequent, self.chattering, self.fleeting):
            panel.row_chosen.connect(lambda found: self.alarm_chosen.emit(found.alarm))
        self.stale.row_chosen.connect(lambda found: self.alarm_chosen.emit(found[0]))
        self._lay()

    def _lay(self) -> None:
        board = QWidget()
        grid = QGridLayout(board)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(1)
        grid.addWidget(self.measures, 0, 0, 2, 4)
        grid.addWidget(self._framed["mix"], 0, 4, 1, 2)
        grid.addWidget(self.acknowledge, 1, 4, 1, 2)
        for name, column, columns in (("days", 0, 2), ("tens", 2, 4)):
            self._framed[name].setMinimumHeight(PLOT_HEIGHT + 40)
            grid.addWidget(self._framed[name], 2, column, 1, columns)
        grid.addWidget(self.frequent, 3, 0, 2, 2)
        grid.addWidget(self.chattering, 3, 2, 1, 2)
        grid.addWidget(self.fleeting, 4, 2, 1, 2)
        grid.addWidget(self.stale, 3, 4, 2, 2)
        for column in range(6):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 150)
        grid.setRowStretch(2, 1)
        self.setWidget(board)

    def put(self, statistics: AlarmStatistics) -> None:
        self._shown = statistics
        self.measures.put(statistics.measures)
        self.mix.put(statistics.by_priority)
        self.acknowledge.put(sorted(statistics.acknowledge_s, key=lambda row: -row[0]))
        self.days.put(plot_of_days(statistics, self._look.language))
        self.tens.put(plot_of_tens(statistics))
        self.frequent.put(statistics.most_frequent)
        self.chattering.put(statistics.chattering)
        self.fleeting.put(statistics.fleeting)
        self.stale.put(statistics.stale)
        floods = count_text(len(statistics.floods), self._look.language)
        words = QCoreApplication.translate("AlarmStatistics", "floods: {count}, shaded")
        self._framed["tens"].header.set_note(words.format(count=floods) if statistics.floods else "")

    def retranslate(self) -> None:
        none = QCoreApplication.translate("AlarmStatistics", "None in this period.")
        for panel, title, empty in (
            (self.measures, QCoreApplication.translate("AlarmStatistics", "Measures after ISA-18.2"), none),
            (self.frequent, QCoreApplication.translate("AlarmStatistics", "Ten most frequent"), none),
            (self.chattering, QCoreApplication.translate("AlarmStatistics", "Chattering"), none),
            (self.fleeting, QCoreApplication.translate("AlarmStatistics", "Fleeting"), none),
            (self.stale, QCoreApplication.translate("AlarmStatistics", "Standing for more than 24 h"), none),
            (self.acknowledge, QCoreApplication.translate("AlarmStatistics", "Time to acknowledge"), none),
        ):
            panel.set_words(title, empty)
        self.measures.header.set_note(
            QCoreApplication.translate("AlarmStatistics", "a yardstick from process plants, not a law")
        )
        self.chattering.header.set_note(
            QCoreApplication.translate("AlarmStatistics", "3 times or more within a minute")
        )
        self.fleeting.header.set_note(QCoreApplication.translate("AlarmStatistics", "gone before anybody could act"))
        for name, title, note in (
            (
                "mix",
                QCoreApplication.translate("AlarmStatistics", "Mix of priorities"),
                QCoreApplication.translate("AlarmStatistics", "marks: 80 / 15 / 5 %"),
            ),
            ("days", QCoreApplication.translate("AlarmStatistics", "Activations per day"), ""),
            ("tens", QCoreApplication.translate("AlarmStatistics", "Activations per 10 minutes"), ""),
        ):
            self._framed[name].header.set_title(title)
            self._framed[name].header.set_note(note)
        if self._shown is not None:
            self.put(self._shown)
