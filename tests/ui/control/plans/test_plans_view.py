"""Plans: listed with what they ask for now, edited, judged, drawn, tried, enabled; findings of the diagnosis."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from controlcenter.domain.calendars import Days, YearlyRange
from controlcenter.domain.devices import Position
from controlcenter.domain.documents import Document
from controlcenter.domain.ids import DocumentId
from controlcenter.domain.plans import Plan, PlanAction, Profile, Rule, Step, Turn, clock, lamp_action, sun
from controlcenter.domain.readings import Quality, Reading
from controlcenter.domain.selections import Query, Selection
from controlcenter.domain.sun import SunEvent
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.control.energy import EnergyReport, EnergyUse
from controlcenter.engine.control.plan_runner import Difference
from controlcenter.engine.face import EngineError
from controlcenter.ui.control.library.members import MemberBook
from controlcenter.ui.control.plans.plan_days import in_force, scope_of
from controlcenter.ui.control.plans.view import FINDING, PlansView
from controlcenter.ui.look import Look
from tests.support.city import device
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NIGHT_NOW = NOW + 6 * 3600
"""00:42 on 24 November in Vietnam."""
NIGHT = Profile(
    "Night",
    (
        Step(sun(SunEvent.SUNSET), lamp_action(True)),
        Step(clock("22:30"), lamp_action(True, 60)),
        Step(clock("04:30"), lamp_action(True)),
        Step(sun(SunEvent.SUNRISE), lamp_action(False)),
    ),
)
FEAST = Profile("Feast", (Step(sun(SunEvent.DUSK, -10, "17:30"), lamp_action(True)), NIGHT.steps[-1]))
PLAN = Plan(
    Selection(query=Query(kinds=("streetlight",))),
    (NIGHT, FEAST),
    (
        Rule(Days(holidays=True), "Feast", "Tết"),
        Rule(Days(weekdays=(5, 6)), ""),
        Rule(Days(yearly=(YearlyRange("12-20", "01-05"),)), "Feast"),
    ),
    "Night",
    (date(2027, 2, 5),),
)
CITY = Document(DocumentId(10), "All streets", PLAN, NOW - 86400, "op-1")


@pytest.fixture
def look(look: Look) -> Look:
    look.zone = ZONE
    return look


@pytest.fixture
def view(qtbot: QtBot, city: FakeBridge, look: Look) -> PlansView:
    view = PlansView(city, look, clock=lambda: NIGHT_NOW)
    qtbot.addWidget(view)
    city.ticked.connect(view.take)
    view.resize(1280, 660)
    view.show()
    view.refresh()
    return view


@pytest.fixture
def filled(view: PlansView, city: FakeBridge, engine: FakeEngine) -> PlansView:
    engine.push(ChangeSet(documents=(CITY,)))
    city.tick()
    return view


def test_an_empty_desk_says_what_a_plan_is_and_begins_one(view: PlansView, engine: FakeEngine) -> None:
    assert view.stack.currentWidget() is view.hint
    view.hint.action_chosen.emit()
    assert view.stack.currentWidget() is view.pane
    assert view.pane.foot.message.text() == "It needs a name."
    view.pane.head.name.setText("New plan")
    view.pane.head.name.textEdited.emit("New plan")
    view.save()
    [(stored, by)] = engine.called("save_document")
    assert (stored.id, stored.name, by) == (0, "New plan", OPERATOR)
    assert [step.action.command for step in stored.body.profiles[0].steps] == ["turn_on", "dim", "turn_on", "turn_off"]


def test_a_plan_is_listed_with_its_lamps_and_what_it_asks_for_now(filled: PlansView) -> None:
    [row] = filled.list.table.rows_model.rows
    assert (row.name, row.note, row.edited) == ("All streets", "140 · 60 %", False)
    assert filled.pane.force.text() == "Now: 60 % since 22:30 until 04:30"


def test_showing_a_plan_changes_nothing_of_it(filled: PlansView, look: Look) -> None:
    for place in range(4):
        filled.pane.editors.setCurrentIndex(place)
        filled.pane.sides.setCurrentIndex(place)
        look.use_theme("day")
        look.use_language("vi")
        filled.retranslate()
        filled.grab()
        look.use_language("en")
        filled.retranslate()
    filled.pane.programmes.which.setCurrentIndex(1)
    filled.pane.rules.table.selectRow(2)
    assert filled._current() == CITY
    assert not filled._drafts.edited(CITY)


def test_off_with_a_level_is_refused_at_its_row(filled: PlansView) -> None:
    rows = filled.pane.programmes.rows
    rows[3].level.setValue(30)
    assert rows[3].message.text() == "Off takes no level: leave it empty, or choose on."
    assert not rows[2].message.isVisible()
    assert not filled.pane.foot.save.isEnabled()
    assert filled.pane.preview.stack.currentWidget() is filled.pane.preview.hint
    rows[3].level.setValue(0)
    assert not filled.pane.foot.discard.isEnabled()


@pytest.mark.parametrize(
    ("row", "clock_text", "message"),
    [
        (1, "27:00", "“27:00” is no time from 00:00 to 23:59."),
        (1, "", "The step has no time."),
        (2, "21:00", "Comes before the step above it: the day's order counts."),
    ],
)
def test_a_wrong_time_is_said_at_its_row(filled: PlansView, row: int, clock_text: str, message: str) -> None:
    field = filled.pane.programmes.rows[row].clock
    field.setText(clock_text)
    field.textEdited.emit(clock_text)
    assert filled.pane.programmes.rows[row].message.text() == message
    assert not filled.pane.foot.save.isEnabled()


@pytest.mark.parametrize(
    ("deed", "level", "action"),
    [
        ("on", 0, PlanAction("turn_on")),
        ("on", 45, PlanAction("dim", {"level": 45})),
        ("off", 0, PlanAction("turn_off")),
    ],
)
def test_a_step_is_on_off_or_a_level(filled: PlansView, deed: str, level: int, action: PlanAction) -> None:
    row = filled.pane.programmes.rows[1]
    row.deed.put(deed)
    row.level.setValue(level)
    assert row.step() == Step(clock("22:30"), action)


def test_a_sun_step_keeps_its_minutes_and_bounds(filled: PlansView) -> None:
    filled.pane.programmes.which.setCurrentIndex(1)
    row = filled.pane.programmes.rows[0]
    assert row.step() == FEAST.steps[0]
    row.offset.setValue(-25)
    plan = filled._current().body  # type: ignore[union-attr]  # there is one
    assert isinstance(plan, Plan)
    assert plan.profiles[1].steps[0].at == sun(SunEvent.DUSK, -25, "17:30")


def test_a_step_of_another_command_is_kept_as_it_is(filled: PlansView) -> None:
    row = filled.pane.programmes.rows[0]
    other = Step(clock("18:00"), PlanAction("show", {"multi": "XIN CHÀO"}))
    row.put(other)
    assert row.step() == other


def test_steps_and_programmes_come_and_go(filled: PlansView) -> None:
    editor = filled.pane.programmes
    editor.add_step()
    assert len(editor.rows) == 5
    assert "Comes before" in editor.rows[3].message.text()
    editor.rows[3].remove.click()
    assert filled._current() == CITY
    editor.add_profile()
    assert [one.name for one in editor.profiles()] == ["Night", "Feast", "Programme 1"]
    assert editor.message.text() == "No rule uses “Programme 1”."
    assert filled.pane.foot.save.isEnabled()


def test_rules_follow_a_programme_to_its_new_name(filled: PlansView) -> None:
    filled.pane.programmes.name.setText("Every night")
    filled.pane.programmes.name.textEdited.emit("Every night")
    plan = filled._current().body  # type: ignore[union-attr]  # there is one
    assert isinstance(plan, Plan)
    assert (plan.default_profile, plan.profiles[0].name) == ("Every night", "Every night")
    assert filled.pane.foot.save.isEnabled()


def test_rules_are_shown_in_words_and_put_in_order(filled: PlansView) -> None:
    rules = filled.pane.rules
    assert [(row.days, row.profile) for row in rules.table.rows_model.rows] == [
        ("exception days", "Feast"),
        ("Fri Sat", "leave the lamps alone"),
        ("12-20..01-05", "Feast"),
    ]
    rules.table.selectRow(2)
    rules.shift(-1)
    plan = filled._current().body  # type: ignore[union-attr]  # there is one
    assert isinstance(plan, Plan)
    assert plan.rules == (PLAN.rules[0], PLAN.rules[2], PLAN.rules[1])


def test_days_typed_are_in_the_rule_and_wrong_ones_are_named(filled: PlansView) -> None:
    rules = filled.pane.rules
    rules.table.selectRow(1)
    rules.dates.setText("2026-12-24")
    rules.dates.textEdited.emit("2026-12-24")
    plan = filled._current().body  # type: ignore[union-attr]  # there is one
    assert isinstance(plan, Plan)
    assert plan.rules[1].days == Days(weekdays=(5, 6), dates=(date(2026, 12, 24),))
    rules.dates.setText("2026-12-24, 2026-12-32")
    rules.dates.textEdited.emit("2026-12-24, 2026-12-32")
    assert "“2026-12-32” is no day" in rules.message.text()
    assert not filled.pane.foot.save.isEnabled()
    filled.discard()
    assert rules.dates.text() == ""
    assert rules.message.text() == ""


def test_a_rule_that_never_counts_is_said_but_can_be_stored(filled: PlansView) -> None:
    rules = filled.pane.rules
    rules.table.selectRow(1)
    rules.weekdays.choose(())
    assert "Rule 3: A rule above means every day" in rules.message.text()
    assert filled.pane.foot.save.isEnabled()


def test_any_day_is_drawn_and_listed(filled: PlansView) -> None:
    preview = filled.pane.preview
    preview.show_day(date(2026, 11, 23))
    assert [(row.span, row.what) for row in preview.table.rows_model.rows] == [
        ("12:00 – 17:28", "off"),
        ("17:28 – 22:30", "on"),
        ("22:30 – 04:30", "60 %"),
        ("04:30 – 05:53", "on"),
        ("05:53 – 12:00", "off"),
    ]
    box = preview.line._box()
    middle = QPointF(box.left() + box.width() * 13 / 24, box.center().y())
    assert preview.line.text_at(middle) == "22:30 – 04:30: 60 %\nNight · other days"
    assert preview.line.text_at(QPointF(box.right() + 5, box.center().y())) == ""
    preview.show_day(date(2026, 11, 28))
    assert {row.what for row in preview.table.rows_model.rows} == {"—"}
    preview.show_day(date(2027, 2, 5))
    assert preview.table.rows_model.rows[-1].why == "Feast · Tết"


def test_the_year_says_each_day_and_leads_to_it(filled: PlansView, qtbot: QtBot) -> None:
    strip = filled.pane.preview.year
    filled.pane.preview.show_day(date(2027, 2, 5))
    box = strip._box()
    place = box.left() + (31 + 4 + 0.5) * box.width() / 365
    assert strip.day_at(place) == date(2027, 2, 5)
    assert strip.text_at(place) == "2027-02-05: Feast"
    strip.day_chosen.emit(date(2027, 2, 6))
    assert filled.pane.preview.day() == date(2027, 2, 6)
    assert strip.text_at(place + box.width() / 365) == "2027-02-06: leave the lamps alone"


def test_what_a_plan_would_change_is_asked_of_the_engine(
    filled: PlansView, city: FakeBridge, engine: FakeEngine, qtbot: QtBot
) -> None:
    wanted = in_force(PLAN, scope_of(PLAN, city.mirror, MemberBook(city.mirror)), NIGHT_NOW, ZONE)
    assert wanted is not None
    lamps = [device(number).id for number in (12, 3)]
    engine.differences = [Difference(lamps[0], {"level": 12}, wanted), Difference(lamps[1], {"level": None}, wanted)]
    filled.pane.try_it()
    assert engine.called("plan_changes") == [(PLAN,)]
    rows = filled.pane.changes.table.rows_model.rows
    assert [(row.name, row.shown, row.wanted) for row in rows] == [
        ("Đèn L-0003", "Level —", "60 %"),
        ("Đèn L-0012", "Level 12", "60 %"),
    ]
    with qtbot.waitSignal(filled.device_chosen) as told:
        filled.pane.changes.table.selectRow(1)
        filled.pane.changes.table.doubleClicked.emit(filled.pane.changes.table.currentIndex())
    assert told.args == [lamps[0]]
    filled.pane.programmes.rows[1].level.setValue(50)
    assert filled.pane.changes.table.rows_model.rowCount() == 0


def test_energy_is_counted_for_whole_nights_beside_the_plan(filled: PlansView, engine: FakeEngine) -> None:
    panel = filled.pane.energy
    lamps = [device(number).id for number in (3, 4, 5)]
    uses = (
        EnergyUse(lamps[0], 0.61, "counter", 1.0, 0, 12.0, 1.0, 0.60, 12.0),
        EnergyUse(lamps[1], 1.44, "power", 0.9, 0, 24.0, 0.9, 0.60, 12.0),
        EnergyUse(lamps[2]),
    )
    noon = NIGHT_NOW - 12 * 3600 - 42 * 60 - 7
    engine.energy = EnergyReport(noon - 86400, noon, uses)
    panel.run()
    asked = engine.called("energy_of")
    assert [len(devices) for devices, _, _ in asked] == [100, 40], "in pieces"
    assert {(start, end) for _, start, end in asked} == {(noon - 86400, noon)}
    rows = panel.table.rows_model.rows
    assert [(row.name, row.kwh, row.planned_kwh, row.hours) for row in rows] == [
        ("Đèn L-0004", "1.44", "0.60", "24.0"),
        ("Đèn L-0003", "0.61", "0.60", "12.0"),
        ("Đèn L-0005", "—", "—", "—"),
    ]
    assert panel.total.whole == "2.0 kWh of 2 lamps, 1.2 kWh by plan"
    panel.period.setCurrentIndex(1)
    assert panel.table.rows_model.rowCount() == 0
    engine.refuse["energy_of"] = EngineError("too_many", "ask for less")
    panel.run()
    assert panel.hint._text.text() == "ask for less"


def test_a_count_can_be_stopped_and_keeps_what_is_known(
    filled: PlansView, city: FakeBridge, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, lamps = filled.pane.energy, MemberBook(city.mirror).of(PLAN.selection)
    noon = NIGHT_NOW - 12 * 3600 - 42 * 60 - 7
    engine.energy = EnergyReport(noon - 86400, noon, tuple(EnergyUse(lamp, 0.5, planned_kwh=0.4) for lamp in lamps))
    waiting: list[tuple[Any, ...]] = []
    answer = city.ask_then
    monkeypatch.setattr(city, "ask_then", lambda *asked: waiting.append(asked))
    panel.run()
    assert (panel.ask.text(), panel.hint._title.text()) == ("Stop", "Counting…")
    answer(*waiting.pop())
    assert panel.total.whole == "100 of 140 lamps · 50.0 kWh of 100 lamps, 40.0 kWh by plan"
    panel.run()
    assert panel.ask.text() == "Count"
    assert panel.total.whole.startswith("Stopped after 100 of 140 lamps")
    answer(*waiting.pop())
    assert panel.total.whole.startswith("Stopped after 100 of 140 lamps"), "what comes late is not heard"
    assert len(engine.called("energy_of")) == 2


def test_a_count_refused_half_way_keeps_what_is_known_and_says_why(
    filled: PlansView, city: FakeBridge, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, lamps = filled.pane.energy, MemberBook(city.mirror).of(PLAN.selection)
    noon = NIGHT_NOW - 12 * 3600 - 42 * 60 - 7
    engine.energy = EnergyReport(noon - 86400, noon, tuple(EnergyUse(lamp, 0.5, planned_kwh=0.4) for lamp in lamps))
    waiting: list[tuple[Any, ...]] = []
    answer = city.ask_then
    monkeypatch.setattr(city, "ask_then", lambda *asked: waiting.append(asked))
    panel.run()
    answer(*waiting.pop())
    engine.refuse["energy_of"] = EngineError("store_gone", "the store is gone")
    answer(*waiting.pop())
    assert panel.ask.text() == "Count"
    assert panel.table.rows_model.rowCount() == 100
    assert panel.total.whole.startswith("Stopped after 100 of 140 lamps · the store is gone · 50.0 kWh")


def test_what_a_plan_is_for_where_its_sun_is_and_when_its_day_ends_can_be_edited(
    filled: PlansView, engine: FakeEngine
) -> None:
    about = filled.pane.about
    assert (about.turn.key(), about.own_place.isChecked(), about.lat.isEnabled()) == ("noon", False, False)
    usual = Position(about.lon.value(), about.lat.value())
    about.description.setText("Every street  but the quay")
    about.description.textEdited.emit(about.description.text())
    about.own_place.setChecked(True)
    about.lat.setValue(10.25)
    about.turn.setCurrentIndex(1)
    filled.save()
    assert engine.called("save_document") == [], "its programmes run over midnight: that is a mistake, said at its step"
    about.turn.setCurrentIndex(0)
    filled.save()
    [(stored, _)] = engine.called("save_document")
    assert (stored.body.description, stored.body.turn) == ("Every street but the quay", Turn.NOON)
    assert stored.body.place == Position(usual.lon, 10.25)
    assert stored.body.profiles == PLAN.profiles


def test_a_place_is_kept_to_the_digit_while_something_else_is_edited(
    filled: PlansView, city: FakeBridge, engine: FakeEngine
) -> None:
    exact = Position(106.712345678, 10.512345678)
    engine.push(ChangeSet(documents=(replace(CITY, body=replace(PLAN, place=exact)),)))
    city.tick()
    filled.pane.programmes.rows[1].level.setValue(50)
    filled.save()
    [(stored, _)] = engine.called("save_document")
    assert stored.body.place == exact


def test_a_plan_is_disabled_at_once_and_says_so(filled: PlansView, city: FakeBridge, engine: FakeEngine) -> None:
    filled.toggle()
    [(stored, _)] = engine.called("save_document")
    assert stored == replace(CITY, body=replace(PLAN, enabled=False))
    engine.push(ChangeSet(documents=(stored,)))
    city.tick()
    assert filled.pane.force.text() == "Disabled: it asks for nothing"
    assert filled.list.table.rows_model.rows[0].note == "140 · disabled"


def test_a_plan_being_edited_is_not_enabled_by_the_way(filled: PlansView, engine: FakeEngine) -> None:
    filled.pane.programmes.rows[1].level.setValue(50)
    filled.toggle()
    assert engine.called("save_document") == []


def test_plans_that_claim_the_same_lamps_say_so(filled: PlansView, city: FakeBridge, engine: FakeEngine) -> None:
    few = replace(PLAN, selection=Selection((device(0).id, device(1).id)))
    engine.push(ChangeSet(documents=(Document(DocumentId(11), "Two lamps", few, NOW, "op-2"),)))
    city.tick()
    assert "2 devices follow “Two lamps” too" in filled.pane.force.text()


def test_a_copy_of_a_plan_is_disabled(filled: PlansView) -> None:
    filled.duplicate()
    copied = filled._current()
    assert copied is not None
    assert (copied.id, copied.body) == (0, replace(PLAN, enabled=False))


def test_what_the_engine_refuses_is_said(filled: PlansView, engine: FakeEngine) -> None:
    engine.refuse["save_document"] = EngineError("bad_plan", "no such group")
    filled.pane.programmes.rows[1].level.setValue(50)
    filled.save()
    assert filled.pane.foot.message.text() == "no such group"
    assert filled._drafts.edited(CITY)


def test_removal_is_asked_first(filled: PlansView, engine: FakeEngine) -> None:
    filled.ask_removal()
    box = filled.findChild(QMessageBox)
    assert box is not None
    next(one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.AcceptRole).click()
    assert engine.called("remove_document") == [(CITY.id, OPERATOR)]


def test_findings_are_listed_and_shown_on_the_map(
    filled: PlansView, city: FakeBridge, engine: FakeEngine, qtbot: QtBot
) -> None:
    filled.show_sort(FINDING)
    assert filled.findings.stack.currentWidget() is filled.findings.hint
    lamps = [device(number).id for number in (3, 12, 4)]
    words = ("day_burner", "day_burner", "none")
    found = [Reading(lamp, "diagnosis", word, NOW, NOW, Quality.GOOD) for lamp, word in zip(lamps, words, strict=True)]
    engine.push(ChangeSet(readings=tuple(found)))
    city.tick()
    assert [row.name for row in filled.findings.table.rows_model.rows] == ["Đèn L-0003", "Đèn L-0012"]
    filled.findings.table.selectRow(1)
    with qtbot.waitSignal(filled.map_wanted) as told:
        filled.findings.on_map.click()
    assert told.args == [lamps[1]]


def test_300_plans_are_listed(view: PlansView, city: FakeBridge, engine: FakeEngine) -> None:
    plans = tuple(replace(CITY, id=DocumentId(100 + number), name=f"Plan {number}") for number in range(300))
    engine.push(ChangeSet(documents=plans))
    city.tick()
    assert view.list.table.rows_model.rowCount() == 300
    assert view.pane.force.text().count("\n") == 1
    assert "(and 298 plans more)" in view.pane.force.text()


def test_the_state_comes_back(filled: PlansView, city: FakeBridge, look: Look, qtbot: QtBot) -> None:
    filled.show_sort(FINDING)
    other = PlansView(city, look, clock=lambda: NIGHT_NOW)
    qtbot.addWidget(other)
    other.restore_state(filled.save_state())
    assert other.stack.currentWidget() is other.findings
    other.restore_state({"sort": [], "plan": "x"})
    assert other.stack.currentWidget() is other.findings
