"""The journal: endless, bounded, filtered, standing still while new lines come, exported whole."""

import csv
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from controlcenter.domain.alarms import Event
from controlcenter.domain.conditions import Priority
from controlcenter.domain.ids import AreaId
from controlcenter.engine.face import EngineError
from controlcenter.ui.alarm_words import cycle_word, event_word, priority_word
from controlcenter.ui.alarms.journal import JournalView
from controlcenter.ui.alarms.journal_columns import COLUMNS
from controlcenter.ui.alarms.journal_model import PAGE, PAGES_KEPT
from controlcenter.ui.alarms.journal_period import Period
from controlcenter.ui.look import Look
from tests.support import city as made
from tests.support.alarm_numbers import journal, journal_entry
from tests.support.fake_engine import NOW, FakeBridge, FakeEngine

PLACE = {column.key: place for place, column in enumerate(COLUMNS)}


@pytest.fixture
def view(qtbot: QtBot, city: FakeBridge, engine: FakeEngine, look: Look) -> JournalView:
    """A journal of 1,750 lines over some 20 hours, on screen."""
    engine.journal = journal(1750)
    view = JournalView(city, look, clock=lambda: NOW)
    qtbot.addWidget(view)
    view.resize(1100, 600)
    view.show()
    view.refresh()
    return view


def cell(view: JournalView, row: int, column: str) -> str:
    return str(view.model.index(row, PLACE[column]).data())


def test_a_line_says_when_what_where_and_who(view: JournalView) -> None:
    entry = journal_entry(1747, NOW - 3 * 40)
    row = next(row for row in range(10) if view.model.entry(row) == entry)
    assert cell(view, row, "device") == view._bridge.mirror.name_of(entry.alarm.device)
    assert cell(view, row, "event").startswith("Shelved until ")
    assert cell(view, row, "state") == "Acknowledged · shelved"
    assert cell(view, row, "operator") == "operator-1"
    tip = view.model.index(row, PLACE["time"]).data(Qt.ItemDataRole.ToolTipRole)
    assert "11:40:07.000" in tip
    assert "11:40:06.743" in tip


def test_pages_are_read_as_somebody_scrolls_and_the_end_is_known(view: JournalView) -> None:
    assert view.model.rowCount() == PAGE
    for _ in range(3):
        view.table.scrollToBottom()
    assert view.model.rowCount() == 1750
    assert view.model.ended
    assert view.facts.whole == "All 1,750 lines"


def test_only_some_pages_are_kept_and_come_back_the_same(view: JournalView, engine: FakeEngine) -> None:
    engine.journal = journal(PAGE * (PAGES_KEPT + 3), every_s=1.0)
    view.show_newest()
    first = view.model.entry(0)
    while not view.model.ended:
        view.table.scrollToBottom()
    assert view.model.rowCount() == PAGE * (PAGES_KEPT + 3)
    assert view.model.pages_held == PAGES_KEPT
    assert view.model.entry(0) is None
    engine.journal.insert(0, journal_entry(PAGE * (PAGES_KEPT + 3) + 1))
    view.table.scrollToTop()
    assert view.model.entry(0) == first
    assert view.model.pages_held == PAGES_KEPT


def test_new_lines_are_announced_and_nothing_moves(view: JournalView, engine: FakeEngine, city: FakeBridge) -> None:
    view.table.selectRow(7)
    chosen = view.model.entry(7)
    engine.journal = [journal_entry(1752), journal_entry(1751), *engine.journal]
    view.take(made.alarm_changes(made.make_alarm(3)))
    view.model.count_news()
    assert view.model.entry(7) == chosen
    assert view.newer.isVisible()
    assert view.newer.text() == "New lines: 2"
    view.newer.click()
    assert view.model.entry(9) == chosen
    assert not view.newer.isVisible()


def test_a_hidden_journal_asks_for_nothing(view: JournalView, engine: FakeEngine) -> None:
    view.take(made.alarm_changes(made.make_alarm(3)))
    assert view._asking.isActive()
    view.hide()
    assert not view._asking.isActive()


def test_filters_narrow_together(view: JournalView, engine: FakeEngine) -> None:
    filters = view.filters
    filters.area.setCurrentIndex(filters.area.findData(int(made.AREAS[2].id)))
    filters.priorities[Priority.HIGH].setChecked(True)
    filters.event_actions[Event.SHELVED].setChecked(True)
    filters.operator.setText("operator-1")
    filters._typing.timeout.emit()
    wanted = filters.wanted()
    assert wanted.areas == (made.AREAS[2].id,)
    assert (wanted.priorities, wanted.events, wanted.by) == ((Priority.HIGH,), (Event.SHELVED,), "operator-1")
    assert 0 < view.model.rowCount() < 100
    assert {cell(view, row, "priority") for row in range(view.model.rowCount())} == {"High"}


def test_an_area_takes_what_is_below_it_along(view: JournalView) -> None:
    view.filters.area.setCurrentIndex(view.filters.area.findData(int(AreaId(1))))
    assert set(view.filters.wanted().areas) == {area.id for area in made.AREAS}


@pytest.mark.parametrize(
    ("period", "start"),
    [(Period.ALL, None), (Period.HOUR, NOW - 3600), (Period.DAY, NOW - 86_400), (Period.WEEK, NOW - 604_800)],
)
def test_periods_end_now(view: JournalView, period: Period, start: float | None) -> None:
    view.filters.period.put(period)
    assert view.filters.wanted().start == start
    assert view.filters.wanted().end is None


def test_today_begins_at_midnight_and_from_to_is_what_was_typed(view: JournalView) -> None:
    view.filters.period.put(Period.TODAY)
    assert view.filters.wanted().start == NOW - (NOW % 86_400)
    view.filters.period.put(Period.OWN, NOW - 7200.0, NOW - 3600.0)
    wanted = view.filters.wanted()
    assert wanted.start == float(int(NOW - 7200.0))
    assert wanted.end == float(int(NOW - 3600.0)) + 60.0


def test_one_alarm_can_be_listed_and_widened_to_its_device(view: JournalView) -> None:
    alarm = journal_entry(500).alarm
    view.show_alarm(alarm)
    entries = [view.model.entry(row) for row in range(view.model.rowCount())]
    assert entries
    assert all(entry is not None and entry.alarm == alarm for entry in entries)
    view.filters.condition.click()
    assert view.filters.wanted().condition is None
    assert view.filters.wanted().device == alarm.device


def test_a_device_is_found_without_its_accents(view: JournalView) -> None:
    offers = view.filters.device.offers("khong khi 0038")
    assert [name for name, _ in offers] == ["Không khí KK-0038"]


def test_choosing_a_line_tells_its_alarm(qtbot: QtBot, view: JournalView) -> None:
    with qtbot.waitSignal(view.alarm_chosen) as told:
        view.table.selectRow(4)
    entry = view.model.entry(4)
    assert entry is not None
    assert told.args == [entry.alarm]


def test_an_empty_journal_says_so_and_offers_all_of_it(view: JournalView, engine: FakeEngine) -> None:
    view.filters.operator.setText("nobody")
    view.filters._typing.timeout.emit()
    assert view.stack.currentWidget() is view.hint
    view.hint.action_chosen.emit()
    assert view.filters.period.period is Period.ALL
    assert view.stack.currentWidget() is view.table


def test_a_refusal_is_said_and_can_be_tried_again(view: JournalView, engine: FakeEngine) -> None:
    engine.refuse["alarm_journal"] = EngineError("store.closed", "the store is closed")
    view.show_newest()
    assert view.stack.currentWidget() is view.hint
    assert "the store is closed" in view.facts.whole
    del engine.refuse["alarm_journal"]
    view.hint.action_chosen.emit()
    assert view.model.rowCount() == PAGE


def test_the_export_holds_every_line_that_matches(
    qtbot: QtBot, view: JournalView, engine: FakeEngine, tmp_path: Path
) -> None:
    engine.journal = journal(2300, every_s=1.0)
    path = tmp_path / "journal.csv"
    view.export_to(str(path))
    assert view.cancel.isVisible()
    qtbot.waitUntil(path.exists)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["number"]) for row in rows] == list(range(2300, 0, -1))
    assert rows[0]["time"].endswith("+00:00")
    assert {row["event"] for row in rows} >= {"raised", "cleared"}
    assert list(tmp_path.iterdir()) == [path]
    assert not view.cancel.isVisible()
    assert "2,300" in view.facts.whole


def test_a_cancelled_export_leaves_nothing(qtbot: QtBot, view: JournalView, tmp_path: Path) -> None:
    view.export_to(str(tmp_path / "journal.csv"))
    view.cancel.click()
    assert list(tmp_path.iterdir()) == []
    assert not view.cancel.isVisible()


def test_an_export_that_cannot_be_written_says_why(qtbot: QtBot, view: JournalView, tmp_path: Path) -> None:
    with qtbot.waitSignal(view._bridge.request_failed) as told:
        view.export_to(str(tmp_path / "none" / "journal.csv"))
    assert told.args[0] == "export"


def test_a_note_is_no_formula_in_the_export(
    qtbot: QtBot, view: JournalView, engine: FakeEngine, tmp_path: Path
) -> None:
    engine.journal = [replace(engine.journal[0], note="=1+1")]
    view.export_to(str(tmp_path / "journal.csv"))
    qtbot.waitUntil((tmp_path / "journal.csv").exists)
    assert "'=1+1" in (tmp_path / "journal.csv").read_text(encoding="utf-8-sig")


def test_the_filters_come_back_and_broken_ones_are_passed_over(
    qtbot: QtBot, view: JournalView, city: FakeBridge, look: Look
) -> None:
    view.filters.period.put(Period.WEEK)
    view.filters.priorities[Priority.LOW].setChecked(True)
    view.filters.event_actions[Event.RAISED].setChecked(True)
    other = JournalView(city, look, clock=lambda: NOW)
    qtbot.addWidget(other)
    other.restore_state(view.save_state())
    assert other.save_state() == view.save_state()
    other.restore_state({"filter": {"period": 5, "priorities": "x", "events": [3], "area": "y"}})
    other.restore_state({"filter": 7})


def test_every_code_has_a_word(view: JournalView) -> None:
    assert all(event_word(event) for event in Event)
    assert all(priority_word(priority) for priority in Priority)
    assert all(cycle_word(entry.after) for entry in journal(10))


def test_language_and_theme_can_be_switched_while_shown(view: JournalView, look: Look) -> None:
    look.use_language("vi")
    look.use_theme("day")
    view.retranslate()
    assert view.model.rowCount() == PAGE
