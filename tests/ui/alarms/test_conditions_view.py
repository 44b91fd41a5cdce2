"""The definitions editor: every test shown and read back, drafts kept, tried, put in force, taken back."""

from collections.abc import Callable, Sequence

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from controlcenter.domain.conditions import (
    AlarmDefinition,
    CommandTest,
    DeviationTest,
    FaultTest,
    FrozenTest,
    LimitTest,
    NoDataTest,
    OfflineTest,
    Override,
    Priority,
    RateTest,
    Side,
    StateTest,
    Test,
)
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.words import Text
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError, Firing, Trial
from controlcenter.ui.alarms.conditions import ConditionsView
from controlcenter.ui.alarms.conditions_copy import CopyDialog
from controlcenter.ui.alarms.conditions_drafts import NEW
from controlcenter.ui.alarms.conditions_editor import ConditionEditor
from controlcenter.ui.alarms.conditions_form import key_from
from controlcenter.ui.alarms.conditions_scopes import Scope
from controlcenter.ui.alarms.conditions_trial import trial_text
from controlcenter.ui.alarms.conditions_words import condition_text, seconds_text
from controlcenter.ui.look import Look
from tests.support import city as made
from tests.support.alarm_numbers import trial
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine

GAUGE = made.KINDS["water_gauge"]
HIGH = GAUGE.alarms["level_high"]
ONE = made.device(9).id
TESTS: list[tuple[str, Test, str]] = [
    ("water_gauge", LimitTest("level", Side.HIGH, 1.45, 0.05), "Level ≥ 1.45 m, deadband 0.05 m"),
    ("water_gauge", LimitTest("level", Side.LOW_LOW, -0.5), "Level ≤ -0.50 m"),
    ("air_station", RateTest("temperature", 4.0, 300.0, "rising"), "Temperature rising by 4.0 °C within 5 min"),
    ("streetlight", DeviationTest("power", 5.0, "level"), "Power off Level by 5.0 W"),
    ("streetlight", DeviationTest("power", 5.0, None, 60.0, 1.0), "Power off 60.0 W by 5.0 W"),
    ("streetlight", StateTest("on", (False,)), "On = no"),
    ("water_gauge", StateTest("fault", ("door_open",)), "Fault = door open"),
    ("water_gauge", FaultTest("fault", ("door_open",)), "Fault reports a fault, but for door open"),
    ("water_gauge", NoDataTest(), "No data for longer than expected"),
    ("water_gauge", NoDataTest(90.0), "No data for 1 min 30 s"),
    ("water_gauge", FrozenTest("level", 7200.0, 0.01), "Level stays within ±0.01 m for 2 h"),
    ("water_gauge", OfflineTest(), "The device is offline"),
    ("streetlight", CommandTest(("failed", "mismatch"), 900.0), "A command ended failed, mismatch"),
]


@pytest.fixture
def view(qtbot: QtBot, city: FakeBridge, look: Look) -> ConditionsView:
    view = ConditionsView(city, look, clock=lambda: NOW)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    view.refresh()
    return view


@pytest.fixture
def gauge(view: ConditionsView) -> ConditionsView:
    """The view with the form of the gauge's high level open."""
    view.choose(Scope("water_gauge"), "level_high")
    return view


def in_force(view: ConditionsView, *overrides: Override) -> None:
    changes = ChangeSet(overrides=overrides)
    view._bridge.mirror.apply(changes)
    view.take(changes)


@pytest.mark.parametrize(("kind", "test", "text"), TESTS)
def test_every_test_is_said_and_read_back_as_it_was_shown(qtbot: QtBot, kind: str, test: Test, text: str) -> None:
    editor = ConditionEditor()
    qtbot.addWidget(editor)
    editor.put(test, made.KINDS[kind], "en")
    assert editor.test() == test
    assert condition_text(test, made.KINDS[kind], "en") == text
    editor.retranslate("vi")
    assert editor.test() == test


def test_each_test_shows_the_fields_it_needs(qtbot: QtBot) -> None:
    editor = ConditionEditor()
    qtbot.addWidget(editor)
    editor.put(HIGH.when, GAUGE, "en")

    def shown() -> set[str]:
        return {name for name, field in editor.fields.items() if editor.form.isRowVisible(field)}

    assert shown() == {"point", "side", "limit", "deadband"}
    editor.type.put("DeviationTest")
    assert shown() == {"point", "reference", "set_point", "limit", "deadband"}
    editor.type.put("OfflineTest")
    assert shown() == set()
    editor.type.put("FaultTest")
    assert [editor.fields["point"].itemData(place) for place in range(editor.fields["point"].count())] == ["fault"]


def test_whole_definitions_are_read_back_as_they_were_shown(gauge: ConditionsView) -> None:
    whole = AlarmDefinition(
        "level_high", Text("Level", "Mực nước"), HIGH.when, Priority.LOW, False, 5.0, 90.0, 3, 600.0, True, 3600.0,
        True, Text("a", "b"), Text("c", "d"), Text("e\nf", "g"), 7200.0, "trends",
    )  # fmt: skip
    gauge.form.put(whole, GAUGE, new=False)
    assert gauge.form.definition() == whole


def test_kinds_are_listed_with_what_is_in_force(view: ConditionsView) -> None:
    view.choose(Scope("water_gauge"))
    model = view.table.rows_model
    rows = [[model.index(row, column).data() for column in range(6)] for row in range(model.rowCount())]
    assert [row[0] for row in rows] == ["Offline", "Level high"]
    assert rows[1][1:3] == ["Critical", "Level ≥ 1.40 m, deadband 0.05 m"]
    assert {row[5] for row in rows} == {"shipped"}


def test_an_edited_definition_is_a_draft_until_it_is_put_in_force(gauge: ConditionsView, engine: FakeEngine) -> None:
    assert not gauge.deeds.save.isEnabled()
    gauge.form.test.fields["limit"].setValue(1.6)
    assert gauge.deeds.save.isEnabled()
    gauge.table.selectRow(0)
    assert gauge.form.key.text() == "offline"
    gauge.table.selectRow(1)
    assert gauge.form.test.fields["limit"].value() == 1.6
    assert not engine.called("save_override")
    gauge.deeds.save.click()
    wanted = Override(replace(HIGH, when=replace(HIGH.when, limit=1.6)), kind="water_gauge")
    assert engine.called("save_override") == [(wanted, OPERATOR)]
    in_force(gauge, wanted)
    assert not gauge.deeds.save.isEnabled()
    assert gauge.table.rows_model.rows[1].origin.value == "kind"
    assert gauge.deeds.shipped.isEnabled()


def test_discarding_shows_what_is_in_force_again(gauge: ConditionsView) -> None:
    gauge.form.test.fields["limit"].setValue(1.6)
    gauge.deeds.discard.click()
    assert gauge.form.definition() == HIGH
    assert not gauge.deeds.discard.isEnabled()


def test_editing_back_to_what_is_in_force_is_no_draft(gauge: ConditionsView) -> None:
    gauge.form.test.fields["limit"].setValue(1.6)
    gauge.form.test.fields["limit"].setValue(1.4)
    assert not gauge.table.rows_model.rows[1].edited


def test_what_is_wrong_is_said_at_once_and_cannot_be_put_in_force(gauge: ConditionsView, engine: FakeEngine) -> None:
    gauge.form.name.fields[1].setText("")  # type: ignore[union-attr]  # a name is one line
    assert gauge.deeds.message.isVisible()
    assert not gauge.deeds.save.isEnabled()
    gauge.put_in_force()
    assert not engine.called("save_override")
    gauge.form.name.fields[1].setText("Mực nước")  # type: ignore[union-attr]  # as above
    gauge.form.count.setValue(3)
    assert gauge.deeds.message.text() == "“… within” must be above 0."


def test_a_refusal_of_the_engine_stands_at_the_form(gauge: ConditionsView, engine: FakeEngine) -> None:
    engine.refuse["save_override"] = EngineError("bad_definition", "limit 99 is beyond the sensor")
    gauge.form.test.fields["limit"].setValue(99.0)
    gauge.deeds.save.click()
    assert "limit 99 is beyond the sensor" in gauge.deeds.message.text()
    assert gauge.form.test.fields["limit"].value() == 99.0
    assert gauge.deeds.save.isEnabled()


def test_back_to_shipped_takes_the_override_away(gauge: ConditionsView, engine: FakeEngine) -> None:
    mine = Override(replace(HIGH, priority=Priority.LOW), kind="water_gauge")
    in_force(gauge, mine)
    gauge.deeds.shipped.click()
    ((removed, by),) = engine.called("remove_override")
    assert (removed.key, by) == (mine.key, OPERATOR)
    in_force(gauge)
    assert gauge.form.definition() == HIGH
    assert not gauge.deeds.shipped.isEnabled()


def test_a_definition_is_switched_off_and_on(gauge: ConditionsView, engine: FakeEngine) -> None:
    gauge.deeds.toggle.click()
    ((override, _),) = engine.called("save_override")
    assert override == Override(replace(HIGH, enabled=False), kind="water_gauge")
    in_force(gauge, override)
    assert gauge.deeds.toggle.text() == "Enable"
    assert not gauge.form.enabled.isChecked()


def test_a_new_definition_gets_its_key_from_its_name(gauge: ConditionsView, engine: FakeEngine) -> None:
    gauge.deeds.new.click()
    assert gauge.table.rows_model.rows[-1].row == NEW
    assert not gauge.deeds.save.isEnabled()
    gauge.form.name.fields[0].setText("Level very high!")  # type: ignore[union-attr]  # a name is one line
    gauge.form.name.fields[1].setText("Mực nước rất cao")  # type: ignore[union-attr]  # as above
    assert gauge.form.key.text() == "level_very_high"
    gauge.deeds.save.click()
    ((override, _),) = engine.called("save_override")
    assert override.definition.key == "level_very_high"
    in_force(gauge, override)
    assert [row.row for row in gauge.table.rows_model.rows] == ["offline", "level_high", "level_very_high"]
    assert gauge.form.key.text() == "level_very_high"
    assert not gauge.form.key.isEnabled()


def test_a_new_definition_cannot_take_a_key_that_is_there(gauge: ConditionsView) -> None:
    gauge.deeds.new.click()
    for field in gauge.form.name.fields:
        field.setText("Level high")  # type: ignore[union-attr]  # a name is one line
    assert "level_high" in gauge.deeds.message.text()
    assert not gauge.deeds.save.isEnabled()


def test_a_copy_for_one_device_is_its_own(gauge: ConditionsView, engine: FakeEngine) -> None:
    gauge.copy_to(ONE)
    assert gauge.scopes.scope == Scope("water_gauge", ONE)
    assert gauge.deeds.save.isEnabled()
    gauge.form.test.fields["limit"].setValue(1.2)
    gauge.deeds.save.click()
    ((override, _),) = engine.called("save_override")
    assert (override.device, override.kind) == (ONE, "")
    assert override.definition.limit == 1.2
    in_force(gauge, override)
    assert gauge.table.rows_model.rows[1].origin.value == "device"
    assert gauge.deeds.shipped.text() == "Back to the kind's"
    gauge.choose(Scope("water_gauge"), "level_high")
    assert gauge.form.definition() == HIGH


def test_the_dialog_offers_devices_of_the_kind(qtbot: QtBot, gauge: ConditionsView) -> None:
    gauge.deeds.copy.click()
    dialog = gauge.findChild(CopyDialog)
    assert dialog is not None
    offers = dialog.device.offers("0")
    assert offers
    assert all(name.startswith("Mực nước") for name, _ in offers)
    dialog.reject()


def test_a_trial_says_how_often_it_would_have_fired(gauge: ConditionsView, engine: FakeEngine) -> None:
    engine.trial = trial()
    gauge.form.test.fields["limit"].setValue(1.55)
    gauge.trial.button.click()
    ((definition, devices, start, end),) = engine.called("try_definition")
    assert definition.limit == 1.55
    assert (len(devices), end - start) == (20, 604_800.0)
    assert gauge.trial.result.text() == "Would have fired 37 times in the last 7 days, on 12 of 40 devices."
    assert gauge.trial.table.rows_model.rowCount() == 37
    gauge.form.test.fields["limit"].setValue(1.5)
    assert not gauge.trial.result.isVisible()


def test_a_trial_of_one_device_asks_for_it_alone(gauge: ConditionsView, engine: FakeEngine) -> None:
    gauge.choose(Scope("water_gauge", ONE), "level_high")
    gauge.trial.periods[1].click()
    gauge.trial.run()
    ((_, devices, start, end),) = engine.called("try_definition")
    assert (devices, end - start) == ((ONE,), 3600.0)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (Trial(0.0, 1.0, 0, 0, 0, ()), "No device has history in the last 24 h to try it on."),
        (replace(trial(5), count=5000), "≥ 5 of 40 devices."),
    ],
)
def test_a_trial_says_what_it_found(view: ConditionsView, result: Trial, words: str) -> None:
    assert trial_text(result, 24, "en").endswith(words)


def in_pieces(view: ConditionsView, engine: FakeEngine, of: int, after: dict[int, Callable[[], None]]) -> None:
    """Let each request look at *of* devices and find something on each; what *after* says follows the nth of them."""
    requests = 0

    async def try_definition(
        _definition: AlarmDefinition, devices: Sequence[DeviceId], start: float, end: float
    ) -> Trial:  # fmt: skip
        nonlocal requests
        requests += 1
        after.get(requests, int)()
        firings = tuple(Firing(device, end - requests, None) for device in devices[:of])
        return Trial(start, end, len(firings), len(devices) - len(firings), len(firings), firings)

    engine.try_definition = try_definition  # type: ignore[method-assign]  # answers by devices, as the engine does


def test_a_trial_goes_on_until_every_device_was_looked_at(gauge: ConditionsView, engine: FakeEngine) -> None:
    said: list[str] = []
    in_pieces(gauge, engine, 8, {n: lambda: said.append(gauge.trial.result.text()) for n in (1, 2, 3)})
    gauge.trial.button.click()
    assert said == [
        "",
        "Looked at 8 of 20 devices: 8 times so far.",
        "Looked at 16 of 20 devices: 16 times so far.",
    ]
    assert gauge.trial.result.text() == "Would have fired 20 times in the last 7 days, on 20 of 20 devices."
    starts = [firing.start for firing in gauge.trial.table.rows_model.rows]
    assert (len(starts), starts) == (20, sorted(starts))
    assert gauge.trial.button.text() == "Try against history"


def test_a_trial_can_be_stopped_and_says_how_far_it_came(gauge: ConditionsView, engine: FakeEngine) -> None:
    words: list[str] = []

    def stop() -> None:
        words.append(gauge.trial.button.text())
        gauge.trial.button.click()

    in_pieces(gauge, engine, 8, {2: stop})
    gauge.trial.button.click()
    assert words == ["Stop the trial"]
    assert gauge.trial.result.text() == "Stopped. Looked at 8 of 20 devices: 8 times so far."
    assert gauge.trial.table.rows_model.rowCount() == 8
    in_pieces(gauge, engine, 20, {})
    gauge.trial.button.click()
    assert gauge.trial.result.text().startswith("Would have fired 20 times")


def test_what_is_edited_ends_the_trial_that_runs(gauge: ConditionsView, engine: FakeEngine) -> None:
    in_pieces(gauge, engine, 8, {2: lambda: gauge.form.test.fields["limit"].setValue(1.3)})
    gauge.trial.button.click()
    assert not gauge.trial.result.isVisible()
    assert gauge.trial.table.rows_model.rowCount() == 8


def test_a_refused_trial_can_be_asked_again(gauge: ConditionsView, engine: FakeEngine) -> None:
    engine.refuse["try_definition"] = EngineError("bad_definition", "no such point")
    gauge.trial.run()
    assert "no such point" in gauge.trial.result.text()
    assert gauge.trial.button.isEnabled()


@pytest.mark.parametrize(
    ("name", "key"),
    [("Level high-high", "level_high_high"), ("Mực nước", "muc_nuoc"), ("  ", ""), ("x" * 90, "x" * 60)],
)
def test_keys_are_made_of_names(name: str, key: str) -> None:
    assert key_from(name) == key


@pytest.mark.parametrize(("seconds", "text"), [(0, "0 s"), (90, "1 min 30 s"), (5400, "1 h 30 min"), (172_800, "2 d")])
def test_durations_are_said_whole(view: ConditionsView, seconds: float, text: str) -> None:
    assert seconds_text(seconds, "en") == text


def test_language_and_theme_can_be_switched_without_losing_a_draft(gauge: ConditionsView, look: Look) -> None:
    gauge.form.test.fields["limit"].setValue(1.6)
    look.use_language("vi")
    look.use_theme("day")
    gauge.retranslate()
    assert gauge.form.test.fields["limit"].value() == 1.6
    assert gauge.table.rows_model.rows[1].edited
    gauge.restore_state(gauge.save_state())
    gauge.restore_state({"split": "x"})
