"""The alarms page: what an operator sees, does, and is told when it was not done."""

from collections.abc import Callable
from itertools import pairwise

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from controlcenter.domain.alarms import Alarm, Cycle, Deed, Event, JournalEntry, Shelving, Suppression
from controlcenter.domain.conditions import AlarmId, Override, Priority
from controlcenter.domain.ids import PointId
from controlcenter.domain.readings import Quality, Reading
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError, Refusal, Seen, Series
from controlcenter.ui.alarms.deeds import DEED, DEEDS
from controlcenter.ui.alarms.dialogs import NoteDialog, ReasonDialog
from controlcenter.ui.alarms.groups import Grouping
from controlcenter.ui.alarms.lists import ListId
from controlcenter.ui.alarms.page import AlarmsPage
from controlcenter.ui.alarms.past import stands
from controlcenter.ui.alarms.shelve import CUSTOM, MORNING, ShelveDialog, read_duration
from controlcenter.ui.alarms.sidebar import JOURNAL
from controlcenter.ui.language import Language
from controlcenter.ui.look import Look
from tests.support.city import alarm_changes, count_alarms, device, make_alarm
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
Push = Callable[..., None]


@pytest.fixture
def page(qtbot: QtBot, city: FakeBridge, look: Look) -> AlarmsPage:
    page = AlarmsPage(city, look, clock=lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    return page


@pytest.fixture
def push(page: AlarmsPage, city: FakeBridge, engine: FakeEngine) -> Push:
    """Bring alarms in as a tick does."""

    def bring(*alarms: Alarm) -> None:
        engine.push(alarm_changes(*alarms))
        city.tick()

    return bring


def bring_in(page: AlarmsPage, push: Push, *alarms: Alarm) -> None:
    """Bring *alarms* in and have them painted."""
    push(*alarms)
    page.pane.bring_in()
    page.grab()


def test_an_empty_list_says_what_belongs_there(page: AlarmsPage, push: Push) -> None:
    assert page.pane.stack.currentWidget() is page.pane.hint
    push(make_alarm(1))
    page.pane.bring_in()
    assert page.pane.stack.currentWidget() is page.pane.table


def test_exactly_what_was_seen_is_acknowledged(page: AlarmsPage, push: Push, engine: FakeEngine) -> None:
    bring_in(page, push, make_alarm(1, occurrence=4))
    page.pane.table.selectRow(0)
    push(make_alarm(1, occurrence=5))
    page.pane.deeds.acknowledge()
    assert engine.called("acknowledge") == [((Seen(make_alarm(1).id, 4),), OPERATOR, "")]


def test_the_devices_of_alarms_are_taken_to_the_command_board(page: AlarmsPage, push: Push, qtbot: QtBot) -> None:
    bring_in(page, push, make_alarm(1), make_alarm(1, condition="fault"), make_alarm(2))
    page.pane.table.selectAll()
    with qtbot.waitSignal(page.command_wanted) as told:
        page.pane.deeds.command()
    assert sorted(told.args[0]) == [device(1).id, device(2).id]


def test_what_was_never_on_screen_is_not_acknowledged(page: AlarmsPage, push: Push, engine: FakeEngine) -> None:
    bring_in(page, push, *(make_alarm(number) for number in range(150)))
    page.pane.table.selectAll()
    first, last = page.pane.table.visible_rows()
    page.pane.deeds.acknowledge()
    ((asked, _, _),) = engine.called("acknowledge")
    assert [seen.alarm for seen in asked] == [page.pane.model.line_at(row) for row in range(first, last + 1)]
    assert f"Not done: {150 - len(asked)}" in page.pane.refusals.text
    assert "not been on your screen" in page.pane.refusals.text


def test_all_on_screen_means_rows_that_stand_there_whole(page: AlarmsPage, push: Push, engine: FakeEngine) -> None:
    quiet = make_alarm(200, priority=Priority.CRITICAL, cycle=Cycle.ACKNOWLEDGED)
    bring_in(page, push, quiet, *(make_alarm(number) for number in range(150)))
    first, last = page.pane.table.whole_rows()
    page.pane.deeds.acknowledge_visible()
    ((asked, _, _),) = engine.called("acknowledge")
    assert len(asked) == last - first
    assert quiet.id not in {seen.alarm for seen in asked}


def test_the_space_key_acknowledges_and_a_note_goes_along(
    qtbot: QtBot, page: AlarmsPage, push: Push, engine: FakeEngine
) -> None:
    bring_in(page, push, make_alarm(1))
    page.pane.table.selectRow(0)
    page.activateWindow()
    page.pane.table.setFocus()
    qtbot.waitUntil(page.pane.table.hasFocus)
    qtbot.keyClick(page.pane.table, Qt.Key.Key_Space)
    assert len(engine.called("acknowledge")) == 1
    page.pane.deeds.acknowledge_with_note()
    dialog = page.findChild(NoteDialog)
    assert isinstance(dialog, NoteDialog)
    assert not dialog.accept_button.isEnabled()
    dialog.words.setEditText("called the technician")
    dialog.accept_button.click()
    assert engine.called("acknowledge")[1][2] == "called the technician"


def test_refusals_are_said_for_each_alarm(page: AlarmsPage, push: Push, engine: FakeEngine) -> None:
    bring_in(page, push, make_alarm(7), make_alarm(8))
    engine.refusals["acknowledge"] = [
        Refusal(make_alarm(7).id, "came_again", ""),
        Refusal(make_alarm(8).id, "strange", "something odd"),
    ]
    page.pane.table.selectAll()
    page.pane.deeds.acknowledge()
    text = page.pane.refusals.text
    assert "Tủ TD-0007 · Offline: it came again since you looked at it" in text
    assert "Không khí KK-0008 · Offline: something odd" in text
    engine.refusals.clear()
    page.pane.deeds.acknowledge()
    assert page.pane.refusals.text == ""
    engine.refuse["unshelve"] = EngineError("engine.gone", "gone")
    page.pane.deeds.unshelve()
    assert "the engine does not answer" in page.pane.refusals.text


def test_rows_stay_under_the_pointer(page: AlarmsPage, push: Push) -> None:
    bring_in(page, push, make_alarm(1, priority=Priority.LOW))
    page.pane.table.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    page.pane.table.selectRow(0)
    push(make_alarm(2, priority=Priority.CRITICAL))
    page.pane._on_draw()
    page.pane._on_second()
    assert page.pane.model.line_at(0) == make_alarm(1).id
    assert page.pane.footer.news.text() == "1 new above ↑"
    page.pane.footer.news.click()
    assert page.pane.model.line_at(0) == make_alarm(2).id
    assert page.pane.table.chosen() == [make_alarm(1).id]


def test_a_scrolled_list_stays_where_it_is(page: AlarmsPage, push: Push) -> None:
    bring_in(page, push, *(make_alarm(number, priority=Priority.LOW) for number in range(150)))
    bar = page.pane.table.verticalScrollBar()
    bar.setValue(900)
    push(make_alarm(160, priority=Priority.CRITICAL))
    page.pane._on_draw()
    assert bar.value() == 900
    assert page.pane.model.rowCount() == 150


def test_at_the_top_with_nobody_there_new_ones_come_in(qtbot: QtBot, city: FakeBridge, look: Look) -> None:
    now = [NOW]
    page = AlarmsPage(city, look, clock=lambda: now[0])
    qtbot.addWidget(page)
    page.show()
    city.tell(alarm_changes(make_alarm(1)))
    now[0] += 60
    page.pane._on_draw()
    assert page.pane.model.rowCount() == 1


def test_shelving_wants_a_time_and_a_reason(page: AlarmsPage, push: Push, engine: FakeEngine) -> None:
    bring_in(page, push, make_alarm(1))
    page.pane.table.selectRow(0)
    page.pane.deeds.shelve()
    dialog = page.findChild(ShelveDialog)
    assert isinstance(dialog, ShelveDialog)
    assert not dialog.accept_button.isEnabled()
    dialog.reason.setEditText("  ")
    assert not dialog.accept_button.isEnabled()
    dialog.reason.setEditText("pump is being repaired")
    dialog.choices.button(CUSTOM).setChecked(True)
    dialog.custom.setText("0:00")
    assert not dialog.accept_button.isEnabled()
    dialog.custom.setText("2:30")
    dialog.once.setChecked(True)
    dialog.accept_button.click()
    assert engine.called("shelve") == [((make_alarm(1).id,), 9000.0, "pump is being repaired", OPERATOR, True)]


def test_until_the_morning_is_the_next_six_o_clock(qtbot: QtBot, look: Look) -> None:
    dialog = ShelveDialog(["an alarm"], look, lambda: NOW)
    qtbot.addWidget(dialog)
    dialog.choices.button(MORNING).setChecked(True)
    # 11:42:07 in the zone of the look
    assert dialog.duration_s() == 18 * 3600 + 17 * 60 + 53


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("2:30", 9000.0), ("8", 28800.0), ("0:01", 60.0), ("168:00", 604800.0)]
    + [(wrong, None) for wrong in ("168:01", "0:00", "-1:00", "1:60", "1:-5", "soon", "", "nan")],
)
def test_a_duration_is_read_or_refused(text: str, seconds: float | None) -> None:
    assert read_duration(text) == seconds


def test_out_of_service_and_back(page: AlarmsPage, push: Push, engine: FakeEngine) -> None:
    bring_in(page, push, make_alarm(1))
    page.pane.table.selectRow(0)
    page.pane.deeds.take_out()
    dialog = page.findChild(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.words.setEditText("removed")
    dialog.accept_button.click()
    assert engine.called("take_out_of_service") == [((make_alarm(1).id,), "removed", OPERATOR)]
    push(make_alarm(1, out_of_service=Deed(OPERATOR, NOW, "removed")))
    page.show_view(ListId.OUT_OF_SERVICE)
    page.pane.bring_in()
    page.grab()
    page.pane.table.selectRow(0)
    assert page.pane.table.chosen() == [make_alarm(1).id]
    page.pane.deeds.put_back()
    assert engine.called("put_back_in_service") == [((make_alarm(1).id,), OPERATOR, "")]


@pytest.mark.parametrize(
    ("deed", "verb"),
    [("unshelve_note", "unshelve"), ("put_back_note", "put_back_in_service"), ("reset_note", "reset_alarms")],
)
def test_a_note_can_be_given_on_the_way_back(
    page: AlarmsPage, push: Push, engine: FakeEngine, deed: str, verb: str
) -> None:
    bring_in(page, push, make_alarm(1))
    page.pane.table.selectRow(0)
    DEED[deed].run(page.pane.deeds)
    dialog = page.findChild(NoteDialog)
    assert isinstance(dialog, NoteDialog)
    assert not engine.called(verb)
    dialog.words.setEditText("lamp replaced")
    dialog.accept_button.click()
    assert engine.called(verb) == [((make_alarm(1).id,), OPERATOR, "lamp replaced")]


def test_every_deed_has_a_key_of_its_own() -> None:
    keys = [deed.shortcut for deed in DEEDS]
    assert len(set(keys)) == len(keys)


def test_a_flood_folds_the_list_and_its_end_unfolds_it(
    page: AlarmsPage, push: Push, city: FakeBridge, engine: FakeEngine
) -> None:
    alarms = [make_alarm(number) for number in range(60)]
    bring_in(page, push, *alarms)
    summary = count_alarms(*alarms)
    engine.push(ChangeSet(alarm_summary=msgspec.structs.replace(summary, flood_since=NOW - 60)))
    city.tick()
    assert page.pane.grouping is Grouping.AREA
    assert page.pane.model.rowCount() == 6
    page.pane.group(Grouping.NONE)
    assert page.pane.model.rowCount() == 60
    engine.push(ChangeSet(alarm_summary=summary))
    city.tick()
    page.pane.group(Grouping.CAUSE)
    engine.push(ChangeSet(alarm_summary=msgspec.structs.replace(summary, flood_since=NOW)))
    city.tick()
    assert page.pane.grouping is Grouping.AREA


def gauge(**more: object) -> Alarm:
    return make_alarm(9, "level_high", value=1.42, raised_at=NOW - 60, **more)  # type: ignore[arg-type]  # free keywords


def test_the_detail_tells_all_about_one_alarm(page: AlarmsPage, push: Push, engine: FakeEngine) -> None:
    times = np.arange(NOW - 1200, NOW, 20.0)
    point = PointId(device(9).id, "level")
    engine.series[point] = Series(point, times, np.full(len(times), 1.3), np.zeros(len(times), np.uint8))
    bring_in(page, push, gauge())
    page.pane.table.selectRow(0)
    page.detail._ask()
    facts = dict(page.detail.facts.texts)
    assert facts["Time to respond"] == "10 min · 0:09:00 left"
    assert facts["Source / arrival"].endswith(" / 07.000")
    assert page.detail.chart.samples == len(times)
    assert page.detail.chart.span == (NOW - 1260, NOW)
    assert page.detail.guidance["response"][1].text() == "Close the road."
    wanted, _, _ = engine.called("alarm_journal")[-1]
    assert (wanted.device, wanted.condition) == (device(9).id, "level_high")


def test_the_value_goes_on_while_it_is_looked_at_and_costs_nothing_else(
    page: AlarmsPage, push: Push, city: FakeBridge, engine: FakeEngine
) -> None:
    bring_in(page, push, gauge())
    page.pane.table.selectRow(0)
    before = page.detail.chart.samples
    reading = Reading(device(9).id, "level", 1.55, NOW - 1, NOW, Quality.GOOD)
    engine.push(ChangeSet(readings=(reading,)))
    city.tick()
    assert dict(page.detail.facts.texts)["Level"] == "1.55 m · good · 1 s old"
    assert page.detail.chart.samples == before + 1
    page.hide()
    assert page.pane.resting
    assert not page.detail._second.isActive()
    engine.push(ChangeSet(readings=(msgspec.structs.replace(reading, value=1.6, at=NOW),)))
    city.tick()
    assert page.detail.chart.samples == before + 1


def test_what_is_behind_is_named_on_demand(page: AlarmsPage, push: Push) -> None:
    cause = make_alarm(7, behind=2)
    bring_in(page, push, cause, *(make_alarm(n, suppression=Suppression(NOW, cause.id)) for n in (20, 21)))
    page.pane.table.selectRow(0)
    assert page.detail.behind.title.text() == "Behind it: 2 × Streetlight, suppressed by design"
    assert page.detail.behind.names.isHidden()
    page.detail.behind.button.click()
    assert page.detail.behind.names.text() == "Đèn L-0020, Đèn L-0021"


def test_the_journal_is_folded_into_the_times_it_stood() -> None:
    def entry(event: Event, at: float, note: str = "") -> JournalEntry:
        return JournalEntry(
            AlarmId(device(9).id, "level_high"), event, at, Cycle.NORMAL, Cycle.NORMAL, Priority.LOW, note=note
        )

    journal = [
        entry(Event.RAISED, 900),
        entry(Event.CLEARED, 500),
        entry(Event.ACKNOWLEDGED, 200, "reset the breaker"),
        entry(Event.RAISED, 100),
        entry(Event.CLEARED, 50),
    ]
    found = stands(journal)
    assert [(stand.begin, stand.end, stand.notes) for stand in found] == [
        (900, None, ()),
        (100, 500, ("reset the breaker",)),
    ]


def test_pages_and_other_parts_find_their_alarm(qtbot: QtBot, page: AlarmsPage, push: Push) -> None:
    bring_in(page, push, make_alarm(7), make_alarm(8), make_alarm(9, "level_high"))
    page.show_priority("critical")
    assert page.pane.model.rowCount() == 1
    page.show_alarm(make_alarm(8).id)
    assert page.detail.alarm == make_alarm(8)
    with qtbot.waitSignal(page.map_wanted) as wanted:
        page.pane.deeds.show_on_map()
    assert wanted.args == [device(8).id]
    with qtbot.waitSignal(page.trend_wanted) as trend:
        page.pane.deeds.show_trend()
    assert trend.args == [f"{device(8).id}/pm25"]
    page.pane.deeds.copy()
    assert "Không khí KK-0008\tOffline" in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(page.silence_wanted):
        page.pane.deeds.silence()


def test_the_page_comes_back_as_it_was(
    qtbot: QtBot, page: AlarmsPage, push: Push, city: FakeBridge, look: Look
) -> None:
    bring_in(page, push, make_alarm(7, shelving=Shelving(OPERATOR, NOW, NOW + 60, "x")), make_alarm(8))
    page.show_view(ListId.SHELVED)
    page.sidebar.choose_priorities(frozenset({Priority.HIGH}))
    page.pane.table.show_column(5, False)
    page.pane.group(Grouping.NONE)
    state = page.save_state()
    other = AlarmsPage(city, look, clock=lambda: NOW)
    qtbot.addWidget(other)
    other.restore_state(state)
    assert other.save_state() == state
    assert other.pane.model.rowCount() == 1


@pytest.mark.parametrize(
    "state",
    [
        {"view": "gone", "pane": 3, "priorities": ["x"], "alarm": "nonsense", "split": ["a"]},
        {"pane": {"table": {"order": [1], "hidden": 4, "widths": 2, "sort": "x"}, "grouping": "odd"}, "area": True},
    ],
)
def test_a_broken_state_is_passed_over(page: AlarmsPage, push: Push, state: dict[str, object]) -> None:
    push(make_alarm(1))
    page.restore_state(state)
    assert page.sidebar.view == ListId.ACTIVE
    assert page.pane.model.rowCount() == 1


def test_other_views_open_when_asked_for(page: AlarmsPage, push: Push) -> None:
    page.show_view(JOURNAL)
    assert page.stack.currentWidget() is not page.lists
    assert page.pane.resting
    page.show_view(ListId.ACTIVE)
    assert page.stack.currentWidget() is page.lists
    assert not page.pane.resting


def test_every_word_changes_with_the_language(qtbot: QtBot, qapp: QApplication, city: FakeBridge, look: Look) -> None:
    # Made before the page, as the window does, so that it hears a change first.
    language = Language(qapp, look)
    page = AlarmsPage(city, look, clock=lambda: NOW)
    qtbot.addWidget(page)
    page.show()
    city.tell(alarm_changes(gauge()))
    page.pane.bring_in()
    page.pane.table.selectRow(0)
    look.use_language("vi")
    try:
        assert page.pane.toolbar.buttons["acknowledge"].text() == "Xác nhận"
        assert page.sidebar.lists.entries[ListId.SHELVED].text(0) == "Tạm gác"
        assert page.pane.footer.text.startswith("1 đang có")
        assert page.detail.guidance["response"][1].text() == "Đóng đường."
        assert "Mực nước cao" in page.detail.title.whole
    finally:
        look.use_language("en")
        language.deleteLater()


def test_the_page_gets_narrow_again(page: AlarmsPage) -> None:
    page.resize(1900, 900)
    page.grab()
    page.resize(850, 700)
    assert page.width() == 850
    assert page.pane.toolbar.buttons["take_out"].isHidden()
    assert not page.pane.toolbar.buttons["more"].isHidden()


def test_the_linked_page_of_a_definition_opens(
    page: AlarmsPage, push: Push, city: FakeBridge, engine: FakeEngine
) -> None:
    alarm = gauge()
    bring_in(page, push, alarm)
    page.pane.table.selectRow(0)
    maps: list[str] = []
    trends: list[str] = []
    page.map_wanted.connect(maps.append)
    page.trend_wanted.connect(trends.append)
    held = city.mirror.definition_of(alarm.id)
    assert held is not None
    kind = city.mirror.kind_of(alarm.id.device)
    for linked in ("map", "trends"):
        own = Override(msgspec.structs.replace(held, page=linked), kind=kind)
        engine.push(ChangeSet(overrides=(own,)))
        city.tick()
        page.pane.deeds.open_linked()
    assert maps == [alarm.id.device]
    assert len(trends) == 1


def test_in_a_low_window_the_rate_goes_rather_than_lists_lie_over_one_another(qtbot: QtBot, page: AlarmsPage) -> None:
    def overlapping() -> list[tuple[int, int]]:
        shown = [one for one in page.sidebar.findChildren(QWidget, options=_DIRECT) if one.isVisible()]
        boxes = sorted((one.geometry() for one in shown), key=lambda box: box.top())
        return [(a.bottom(), b.top()) for a, b in pairwise(boxes) if a.bottom() >= b.top()]

    page.resize(1366, 900)
    page.grab()
    assert page.sidebar.rate.isVisible()
    assert not overlapping()
    page.setMinimumHeight(1)  # as in the window, where a page gets what the strip and the banner leave
    page.resize(1366, 560)
    page.grab()
    assert not page.sidebar.rate.isVisible()
    qtbot.waitUntil(lambda: not overlapping())
