"""The statistics: verdicts after the table of measures, what is not known said so, files of all of it."""

import csv
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF
from pytestqt.qtbot import QtBot

from controlcenter.engine.face import EngineError, Measure, Slot
from controlcenter.ui.alarms.statistics import StatisticsView
from controlcenter.ui.alarms.statistics_paint import BarPlot, plot_box
from controlcenter.ui.alarms.statistics_words import (
    Verdict,
    measure_name,
    measure_value,
    span_text,
    target_text,
    verdict_of,
    verdict_word,
)
from controlcenter.ui.look import Look
from tests.support import city as made
from tests.support.alarm_numbers import statistics
from tests.support.fake_engine import NOW, FakeBridge, FakeEngine


class Clock:
    now = NOW


@pytest.fixture
def view(qtbot: QtBot, city: FakeBridge, engine: FakeEngine, look: Look) -> StatisticsView:
    engine.statistics = statistics()
    view = StatisticsView(city, look, clock=lambda: Clock.now)
    qtbot.addWidget(view)
    view.resize(1100, 900)
    view.show()
    view.refresh()
    return view


@pytest.mark.parametrize(
    ("measure", "verdict"),
    [
        (Measure("per_hour", 6.0, 6, 12), Verdict.ACCEPTABLE),
        (Measure("per_hour", 6.1, 6, 12), Verdict.MANAGEABLE),
        (Measure("per_hour", 12.1, 6, 12), Verdict.BEYOND),
        (Measure("per_hour", None, 6, 12), Verdict.UNKNOWN),
        (Measure("in_flood", 0.02, 0.01), Verdict.BEYOND),
        (Measure("chattering", 0.0, 0), Verdict.ACCEPTABLE),
        (Measure("mix_low", 0.76, 0.8), Verdict.ACCEPTABLE),
        (Measure("mix_low", 0.95, 0.8), Verdict.BEYOND),
        (Measure("time_to_acknowledge", 60.0), Verdict.NO_TARGET),
    ],
)
def test_verdicts_follow_the_targets(view: StatisticsView, measure: Measure, verdict: Verdict) -> None:
    assert verdict_of(measure) is verdict
    assert verdict_word(measure)


def test_values_are_written_in_their_units(view: StatisticsView) -> None:
    assert measure_value(Measure("in_flood", 0.0125), "vi") == "1,2 %"
    assert measure_value(Measure("per_hour", None), "en") == "not enough data"
    assert target_text(Measure("in_flood", 0.1), 0.01, "en") == "≤ 1 %"
    assert target_text(Measure("mix_low", 0.1), 0.8, "en") == "~ 80 %"
    assert measure_name("something_new") == "something_new"


@pytest.mark.parametrize(
    ("seconds", "text"), [(45, "45 s"), (720, "12 min"), (12_600, "3.5 h"), (200_000, "2.3 d"), (5_900, "98 min")]
)
def test_durations_have_the_unit_that_suits_them(view: StatisticsView, seconds: float, text: str) -> None:
    assert span_text(seconds, "en") == text


def test_the_last_thirty_days_are_counted_first(view: StatisticsView, engine: FakeEngine) -> None:
    assert engine.called("alarm_statistics") == [(NOW - 30 * 86_400.0, NOW)]
    view.periods[1].click()
    assert engine.called("alarm_statistics")[-1] == (NOW - 86_400.0, NOW)
    assert view.board.measures.table.rows_model.rowCount() == 12


def test_too_little_data_says_so_in_every_measure(view: StatisticsView, engine: FakeEngine) -> None:
    engine.statistics = statistics(days=3)
    view.choose(7)
    model = view.board.measures.table.rows_model
    assert {model.index(row, 1).data() for row in range(model.rowCount())} == {"not enough data"}


def test_data_that_begins_late_is_told(view: StatisticsView, engine: FakeEngine) -> None:
    engine.statistics = replace(statistics(), since=NOW - 86_400.0)
    view.count()
    assert "data only since 2026-11-22" in view.facts.whole


def test_an_empty_journal_explains_itself(view: StatisticsView, engine: FakeEngine) -> None:
    engine.statistics = replace(statistics(), since=None)
    view.count()
    assert view.stack.currentWidget() is view.hint


def test_a_row_leads_to_its_alarm(qtbot: QtBot, view: StatisticsView) -> None:
    table = view.board.frequent.table
    with qtbot.waitSignal(view.alarm_chosen) as told:
        table.clicked.emit(table.rows_model.index(2, 0))
    assert told.args == [statistics().most_frequent[2].alarm]
    stale = view.board.stale.table
    with qtbot.waitSignal(view.alarm_chosen) as told:
        stale.activated.emit(stale.rows_model.index(0, 0))
    assert told.args == [statistics().stale[0][0]]


def test_the_bar_under_the_pointer_is_named(view: StatisticsView) -> None:
    plot = view.board.days
    box = plot_box(QRectF(plot.rect()), plot._ink())
    text = plot.text_at(QPointF(box.left() + box.width() * 4.5 / 30, box.center().y()))
    assert text.endswith(f": {statistics().per_day[4].count}")
    assert plot.text_at(QPointF(1, 1)) == ""


@pytest.mark.parametrize("top", [0, 3, 28, 288, 12_345])
def test_the_axis_ends_above_every_bar(top: int) -> None:
    plot = BarPlot(0.0, 600.0, 600.0, (Slot(0.0, top),), 10)
    assert plot.top >= max(top, 10)


def test_old_figures_are_counted_anew_when_alarms_change(view: StatisticsView, engine: FakeEngine) -> None:
    changes = made.alarm_changes(made.make_alarm(3))
    view.take(changes)
    assert len(engine.called("alarm_statistics")) == 1
    try:
        Clock.now = NOW + 400.0
        view.take(changes)
    finally:
        Clock.now = NOW
    assert len(engine.called("alarm_statistics")) == 2


def test_the_csv_holds_every_figure(view: StatisticsView, tmp_path: Path) -> None:
    view.export_csv(str(tmp_path / "out.csv"))
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = {table: sum(row["table"] == table for row in rows) for table in {row["table"] for row in rows}}
    assert (counts["measure"], counts["day"], counts["ten_minutes"], counts["flood"]) == (12, 30, 4320, 2)
    assert (counts["most_frequent"], counts["stale"], counts["priority"]) == (10, 4, 4)
    known = {row["key"]: row for row in rows if row["table"] == "measure"}
    assert known["in_flood"]["value"] == "0.0125"
    assert list(tmp_path.iterdir()) == [tmp_path / "out.csv"]


def test_the_pdf_is_pages_of_a4(view: StatisticsView, look: Look, tmp_path: Path) -> None:
    look.use_language("vi")
    view.export_pdf(str(tmp_path / "out.pdf"))
    pdf = (tmp_path / "out.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") == 2
    assert len(pdf) > 10_000
    assert list(tmp_path.iterdir()) == [tmp_path / "out.pdf"]


@pytest.mark.parametrize("export", ["export_csv", "export_pdf"])
def test_a_file_that_cannot_be_written_says_why(
    qtbot: QtBot, view: StatisticsView, tmp_path: Path, export: str
) -> None:
    with qtbot.waitSignal(view._bridge.request_failed) as told:
        getattr(view, export)(str(tmp_path / "none" / "out"))
    assert told.args[0] == "export"


def test_a_refusal_is_said_and_nothing_can_be_exported(view: StatisticsView, engine: FakeEngine) -> None:
    engine.refuse["alarm_statistics"] = EngineError("store.closed", "the store is closed")
    view.count()
    assert view.stack.currentWidget() is view.hint
    assert not view.pdf.isEnabled()
    del engine.refuse["alarm_statistics"]
    view.hint.action_chosen.emit()
    assert view.stack.currentWidget() is view.board
    assert view.pdf.isEnabled()


def test_the_period_comes_back(qtbot: QtBot, view: StatisticsView, city: FakeBridge, look: Look) -> None:
    view.choose(7)
    other = StatisticsView(city, look, clock=lambda: NOW)
    qtbot.addWidget(other)
    other.restore_state({"days": "x"})
    other.restore_state(view.save_state())
    assert other.periods[7].isChecked()


def test_language_and_theme_can_be_switched_while_shown(view: StatisticsView, look: Look) -> None:
    look.use_language("vi")
    look.use_theme("day")
    view.retranslate()
    assert view.board.measures.table.rows_model.index(3, 1).data() == "1,2 %"
