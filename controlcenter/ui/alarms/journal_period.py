"""Which stretch of time is wanted: a usual one, or from and to."""

import enum
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDateTime, QTimeZone, Signal
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QLabel, QWidget

from controlcenter.ui.look import Look
from controlcenter.ui.widgets.choice import ChoiceBox


class Period(enum.StrEnum):
    ALL = "all"
    HOUR = "hour"
    TODAY = "today"
    DAY = "day"
    WEEK = "week"
    OWN = "own"


_LENGTHS = {Period.HOUR: 3600.0, Period.DAY: 86_400.0, Period.WEEK: 604_800.0}


def period_words() -> dict[Period, str]:
    return {
        Period.ALL: QCoreApplication.translate("AlarmJournal", "All times"),
        Period.HOUR: QCoreApplication.translate("AlarmJournal", "Last hour"),
        Period.TODAY: QCoreApplication.translate("AlarmJournal", "Today"),
        Period.DAY: QCoreApplication.translate("AlarmJournal", "Last 24 h"),
        Period.WEEK: QCoreApplication.translate("AlarmJournal", "Last 7 days"),
        Period.OWN: QCoreApplication.translate("AlarmJournal", "From – to"),
    }


class PeriodField(QWidget):
    """A choice of periods; two clocks appear beside it for one's own."""

    changed = Signal()

    def __init__(self, look: Look, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._clock = look, clock
        self.choice = ChoiceBox(self)
        self.choice.setMinimumHeight(28)
        self.start, self.end = (self._moment() for _ in range(2))
        self._dash = QLabel("–", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.choice, self.start, self._dash, self.end):
            row.addWidget(widget)
        for period, word in period_words().items():
            self.choice.addItem(word, str(period))
        self.put(Period.DAY)
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self.start.dateTimeChanged.connect(self._on_moment_changed)
        self.end.dateTimeChanged.connect(self._on_moment_changed)

    def _moment(self) -> QDateTimeEdit:
        edit = QDateTimeEdit(self)
        edit.setDisplayFormat("yyyy-MM-dd HH:mm")
        edit.setTimeZone(QTimeZone(self._look.zone.key.encode()))
        edit.setMinimumHeight(28)
        edit.setKeyboardTracking(False)
        edit.lineEdit().setTextMargins(6, 0, 6, 0)
        return edit

    @property
    def period(self) -> Period:
        return Period(self.choice.currentData())

    def put(self, period: Period, start: float | None = None, end: float | None = None) -> None:
        """Show *period* without telling; *start* and *end* (s since 1970 UTC) are for one's own."""
        now = self._clock()
        for edit, at in ((self.start, start or now - 86_400.0), (self.end, end or now)):
            edit.blockSignals(True)
            edit.setDateTime(QDateTime.fromSecsSinceEpoch(int(at), edit.timeZone()))
            edit.blockSignals(False)
        self.choice.blockSignals(True)
        self.choice.setCurrentIndex(self.choice.findData(str(period)))
        self.choice.blockSignals(False)
        self._show_moments()

    def bounds(self) -> tuple[float | None, float | None]:
        """Begin and end, s since 1970 UTC; None where it is open."""
        now = self._clock()
        match self.period:
            case Period.ALL:
                return None, None
            case Period.TODAY:
                here = datetime.fromtimestamp(now, UTC).astimezone(self._look.zone)
                return here.replace(hour=0, minute=0, second=0, microsecond=0).timestamp(), None
            case Period.OWN:
                start, end = (float(edit.dateTime().toSecsSinceEpoch()) for edit in (self.start, self.end))
                # The minute that is named at the end is meant with it.
                return start, end + timedelta(minutes=1).total_seconds()
        return now - _LENGTHS[self.period], None

    def retranslate(self) -> None:
        for period, word in period_words().items():
            self.choice.setItemText(self.choice.findData(str(period)), word)

    def _show_moments(self) -> None:
        for widget in (self.start, self._dash, self.end):
            widget.setVisible(self.period is Period.OWN)

    def _on_chosen(self, _index: int) -> None:
        self._show_moments()
        self.updateGeometry()
        self.changed.emit()

    def _on_moment_changed(self, _moment: QDateTime) -> None:
        if self.period is Period.OWN:
            self.changed.emit()
