"""Energy and hours of light of the devices a plan rules, beside what the plan would have used."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.calendars import instant
from controlcenter.domain.ids import DeviceId
from controlcenter.engine.control.energy import EnergyReport, EnergyUse
from controlcenter.engine.face import EngineError
from controlcenter.ui.alarms.conditions_fields import Choice
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.plans.energy_run import EnergyRun
from controlcenter.ui.look import Look
from controlcenter.ui.views.system_table import Column, RowsTable
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.words import DASH, count_text

NOON_MIN = 720
PERIODS = (1, 7, 30)
"""Nights that can be asked for."""
MOST_LISTED = 1000
SHOW_S = 0.5
"""A count that goes on is shown at most so often."""


@dataclass(frozen=True, slots=True)
class UseRow:
    """One device in words."""

    device: DeviceId
    name: str
    kwh: str
    planned_kwh: str
    hours: str
    planned_hours: str
    seen: str


def nights(now: float, count: int, look: Look) -> tuple[float, float]:
    """The last *count* whole days from noon to noon, s since 1970 UTC."""
    today = datetime.fromtimestamp(now, UTC).astimezone(look.zone).date()
    end = today if instant(today, NOON_MIN, look.zone) <= now else today - timedelta(days=1)
    return instant(end - timedelta(days=count), NOON_MIN, look.zone), instant(end, NOON_MIN, look.zone)


def use_rows(report: EnergyReport, name_of: Callable[[DeviceId], str], language: str) -> list[UseRow]:
    """Those furthest off their plan, at most ``MOST_LISTED``; what is not known has a dash."""

    def figure(number: float | None, digits: int) -> str:
        return DASH if number is None else count_text(number, language, digits)

    return [
        UseRow(
            use.device,
            name_of(use.device),
            figure(use.kwh, 2),
            figure(use.planned_kwh, 2),
            figure(use.hours, 1),
            figure(use.planned_hours, 1),
            f"{count_text(100 * max(use.kwh_share, use.hours_share), language)} %",
        )
        for use in sorted(report.devices, key=_off_plan, reverse=True)[:MOST_LISTED]
    ]


def _off_plan(use: EnergyUse) -> float:
    return 0.0 if use.kwh is None or use.planned_kwh is None else abs(use.kwh - use.planned_kwh)


class EnergyPanel(QWidget):
    """Asks when told to: it reads the history of every lamp."""

    def __init__(
        self, bridge: Bridge, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._clock = bridge, look, clock
        self._devices: tuple[DeviceId, ...] = ()
        self._report: EnergyReport | None = None
        self._said = ""
        self._shown_at = 0.0
        self._stopped = False
        self._run = EnergyRun(bridge, self)
        self._run.progressed.connect(self._on_progressed)
        self._run.refused.connect(self._on_refused)
        self.head = SectionHeader(parent=self)
        self.period, self.ask = Choice(8), QPushButton(self)
        for widget in (self.period, self.ask):
            widget.setMinimumHeight(26)
            self.head.add(widget)
        self.table: RowsTable[UseRow] = RowsTable(self._columns(), lambda row: row.device, look)
        self.hint, self.total = EmptyHint(parent=self), ElidedLabel(parent=self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.addWidget(self.total, 1)
        column.addLayout(foot)
        self.ask.clicked.connect(self.run)
        self.period.currentIndexChanged.connect(self._on_period_changed)
        self.retranslate()

    def _columns(self) -> Sequence[Column[UseRow]]:
        return (
            Column(lambda: QCoreApplication.translate("Plans", "Lamp"), lambda row: row.name, 104, grows=True),
            Column(lambda: QCoreApplication.translate("Plans", "kWh"), lambda row: row.kwh, 54, right=True),
            Column(lambda: QCoreApplication.translate("Plans", "plan"), lambda row: row.planned_kwh, 60, right=True),
            Column(lambda: QCoreApplication.translate("Plans", "Hours"), lambda row: row.hours, 54, right=True),
            Column(lambda: QCoreApplication.translate("Plans", "plan"), lambda row: row.planned_hours, 60, right=True),
            Column(lambda: QCoreApplication.translate("Plans", "Seen"), lambda row: row.seen, 0, right=True),
        )

    def put(self, devices: tuple[DeviceId, ...]) -> None:
        """The devices the plan rules; others make the report void."""
        if devices != self._devices:
            self._devices = devices
            self._forget()

    def run(self) -> None:
        """Count the nights chosen, or stop the count that runs."""
        if self._run.running:
            self._run.stop()
            self._stopped = True
            self._show()
            return
        self._forget()
        start, end = nights(self._clock(), int(self.period.key()), self._look)
        self._run.start(self._devices, start, end)
        self._show()

    def _forget(self) -> None:
        self._run.stop()
        self._report, self._said, self._stopped = None, "", False
        self._show()

    def _on_progressed(self, report: EnergyReport) -> None:
        first, self._report = self._report is None, report
        if first or not report.skipped or self._clock() - self._shown_at >= SHOW_S:
            self._show()

    def _on_refused(self, error: EngineError) -> None:
        self._said = str(error)
        self._show()

    def _on_period_changed(self, _index: int) -> None:
        self._forget()

    def _show(self) -> None:
        self._shown_at = self._clock()
        report, language = self._report, self._look.language
        rows = use_rows(report, self._bridge.mirror.name_of, language) if report else []
        self.table.put(rows)
        self.stack.setCurrentWidget(self.table if rows else self.hint)
        self.ask.setEnabled(bool(self._devices))
        self._word_button()
        self.total.setVisible(bool(rows))
        if report is not None:
            self.total.set_text(self._total_text(report))
        title = QCoreApplication.translate("Plans", "Not counted yet")
        if self._run.running:
            title = QCoreApplication.translate("Plans", "Counting…")
        elif self._said:
            title = QCoreApplication.translate("Plans", "The engine refused")
        self.hint.set_words(
            title,
            self._said
            or QCoreApplication.translate(
                "Plans", "Counts energy and hours of light from history, beside what the plan in force would have used."
            ),
        )

    def _word_button(self) -> None:
        stop, count = QCoreApplication.translate("Plans", "Stop"), QCoreApplication.translate("Plans", "Count")
        self.ask.setText(stop if self._run.running else count)

    def _total_text(self, report: EnergyReport) -> str:
        """How far it came and what ended it; then of the lamps of which both are known, what was used and by plan."""
        parts = [self._progress_text(report), self._said, self._compared_text(report)]
        if len(report.devices) > MOST_LISTED:
            listed = QCoreApplication.translate("Plans", "listed: the {count} furthest off their plan")
            parts.append(listed.format(count=count_text(MOST_LISTED, self._look.language)))
        return " · ".join(part for part in parts if part)

    def _progress_text(self, report: EnergyReport) -> str:
        if not report.skipped:
            return ""
        words = QCoreApplication.translate("Plans", "{done} of {all} lamps")
        if self._stopped or self._said:
            words = QCoreApplication.translate("Plans", "Stopped after {done} of {all} lamps")
        done, language = len(report.devices), self._look.language
        return words.format(done=count_text(done, language), all=count_text(done + report.skipped, language))

    def _compared_text(self, report: EnergyReport) -> str:
        language = self._look.language
        both = sum(use.kwh is not None and use.planned_kwh is not None for use in report.devices)
        used, planned = report.compared
        if not both:
            return QCoreApplication.translate("Plans", "Of no lamp both figures are known.")
        words = QCoreApplication.translate("Plans", "{used} kWh of {lamps} lamps, {planned} kWh by plan")
        return words.format(
            used=count_text(used, language, 1),
            planned=count_text(planned, language, 1),
            lamps=count_text(both, language),
        )

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Plans", "Energy"))
        one, many = (
            QCoreApplication.translate("Plans", "last night"),
            QCoreApplication.translate("Plans", "last {count} nights"),
        )
        self.period.offer((str(count), one if count == 1 else many.format(count=count)) for count in PERIODS)
        self.table.rows_model.retranslate()
        self._show()
