"""The overview: map, what is wrong, the chosen device and the last commands tell the same story."""

import json
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from controlcenter.domain.alarms import Cycle, Deed, Shelving
from controlcenter.domain.commands import CommandRecord, CommandState
from controlcenter.domain.ids import CommandId
from controlcenter.domain.readings import Quality
from controlcenter.engine.changes import ChangeSet, Counts
from controlcenter.engine.face import Refusal, Seen
from controlcenter.ui.look import Look
from controlcenter.ui.models.alarms_overview import SYMBOL_ROLE, StandingModel
from controlcenter.ui.views.overview import OverviewPage
from tests.support.city import alarm_changes, city_alarms, device, make_alarm
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine

SINCE, DEVICE, CONDITION, VALUE, AREA, STATE, BEHIND = range(1, 8)


@pytest.fixture
def page(city: FakeBridge, look: Look, qtbot: QtBot) -> OverviewPage:
    return a_page(city, look, qtbot)


def a_page(bridge: FakeBridge, look: Look, qtbot: QtBot, base_map: Path | None = None) -> OverviewPage:
    page = OverviewPage(bridge, look, base_map, clock=lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    return page


def push(engine: FakeEngine, bridge: FakeBridge, changes: ChangeSet) -> None:
    engine.push(changes)
    bridge.tick()


def cell(model: StandingModel, column: int, row: int = 0) -> str:
    return str(model.index(row, column).data())


# Alarms


@pytest.fixture
def alarmed(city: FakeBridge, engine: FakeEngine) -> FakeBridge:
    """The city with five devices offline and two faulty, none acknowledged."""
    push(engine, city, alarm_changes(*city_alarms(200)))
    return city


def test_alarms_stand_by_priority_then_newest_and_are_told_in_words(city: FakeBridge, look: Look) -> None:
    flood = make_alarm(9, "level_high", raised_at=NOW - 60, value=1.42)
    faulty = make_alarm(7, "fault", raised_at=NOW - 10, value="door_open")
    old = make_alarm(1, "offline", raised_at=NOW - 90, cycle=Cycle.ACKNOWLEDGED, acknowledgement=Deed(OPERATOR, NOW))
    new = make_alarm(0, "offline", raised_at=NOW - 30, behind=64)
    shelved = make_alarm(2, "offline", shelving=Shelving(OPERATOR, NOW, NOW + 60, "known"))
    city.mirror.apply(ChangeSet(alarms=(old, faulty, shelved, new, flood)))
    model = StandingModel(city.mirror, look)
    model.refresh()
    assert [model.alarm(row) for row in range(model.rowCount())] == [flood, new, old, faulty]
    assert [cell(model, column) for column in (SINCE, DEVICE, CONDITION, VALUE)] == [
        "11:41:07",
        device(9).name,
        "Level high",
        "1.42 m ≥ 1.40 m",
    ]
    assert cell(model, STATE, 1) == "Unacknowledged"
    assert cell(model, BEHIND, 1) == "▸ 64"
    assert cell(model, STATE, 2) == "Acknowledged · operator-2"
    assert cell(model, VALUE, 3) == "door open"
    assert cell(model, AREA) == "Phường 4"
    assert "Tân An › Phường 4" in model.index(0, AREA).data(Qt.ItemDataRole.ToolTipRole)
    assert [model.index(row, 0).data(SYMBOL_ROLE) for row in range(4)] == ["critical", "high", "high", "medium"]
    bold = [model.index(row, DEVICE).data(Qt.ItemDataRole.FontRole) is not None for row in range(4)]
    assert bold == [True, True, False, True]


def test_what_is_known_only_of_old_is_marked(city: FakeBridge, look: Look) -> None:
    city.mirror.apply(ChangeSet(alarms=(make_alarm(9, "level_high", value=1.42, quality=Quality.STALE),)))
    model = StandingModel(city.mirror, look)
    model.refresh()
    assert cell(model, VALUE) == "1.42 m ≥ 1.40 m · stale"


def test_a_fault_called_like_its_condition_is_said_once(city: FakeBridge, look: Look) -> None:
    city.mirror.apply(ChangeSet(alarms=(make_alarm(7, "fault", value="device fault"),)))
    model = StandingModel(city.mirror, look)
    model.refresh()
    assert (cell(model, CONDITION), cell(model, VALUE)) == ("Device fault", "—")


def test_an_alarm_that_only_changed_its_facts_does_not_reset_the_table(
    alarmed: FakeBridge, look: Look, qtbot: QtBot
) -> None:
    model = StandingModel(alarmed.mirror, look)
    model.refresh()
    first = model.alarm(0)
    assert first is not None
    alarmed.mirror.apply(ChangeSet(alarms=(msgspec.structs.replace(first, behind=3),)))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.refresh()
    assert cell(model, BEHIND) == "▸ 3"


def test_a_click_on_an_alarm_chooses_its_device_everywhere(
    alarmed: FakeBridge, page: OverviewPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.device_chosen) as chosen:
        page.alarms.table.clicked.emit(page.alarms.model.index(1, 2))
    alarm = page.alarms.model.alarm(1)
    assert alarm is not None
    assert chosen.args == [alarm.id.device]
    assert page.faceplate.device == alarm.id.device
    assert page.alarms.table.currentIndex().row() == 1


def test_space_acknowledges_the_chosen_alarm_as_it_is_shown(
    alarmed: FakeBridge, page: OverviewPage, engine: FakeEngine, qtbot: QtBot
) -> None:
    page.alarms.table.clicked.emit(page.alarms.model.index(1, 2))
    chosen = page.alarms.model.alarm(1)
    assert chosen is not None
    page.alarms.acknowledge_chosen()
    assert engine.called("acknowledge") == [((Seen(chosen.id, chosen.occurrence),), OPERATOR, "")]


def test_a_refused_acknowledgement_is_told_in_words(
    alarmed: FakeBridge, page: OverviewPage, engine: FakeEngine, qtbot: QtBot
) -> None:
    page.alarms.table.clicked.emit(page.alarms.model.index(0, 2))
    chosen = page.alarms.model.alarm(0)
    assert chosen is not None
    engine.refusals["acknowledge"] = [Refusal(chosen.id, "came_again", "it came again")]
    with qtbot.waitSignal(alarmed.request_failed) as told:
        page.alarms.acknowledge_chosen()
    assert told.args[1].endswith("· Offline not acknowledged: it came again since you looked at it")


def test_the_chosen_alarm_stays_chosen_when_rows_come_before_it(
    alarmed: FakeBridge, page: OverviewPage, engine: FakeEngine, qtbot: QtBot
) -> None:
    page.alarms.table.clicked.emit(page.alarms.model.index(0, 2))
    news = make_alarm(9, "level_high")
    push(engine, alarmed, alarm_changes(news))
    qtbot.waitUntil(lambda: page.alarms.model.alarm(0) == news)
    assert page.alarms.table.currentIndex().row() == 1


def test_when_the_chosen_alarm_is_over_nothing_else_slips_under_the_hand(
    alarmed: FakeBridge, page: OverviewPage, engine: FakeEngine, qtbot: QtBot
) -> None:
    page.alarms.table.clicked.emit(page.alarms.model.index(0, 2))
    chosen = page.alarms.model.alarm(0)
    assert chosen is not None
    push(engine, alarmed, alarm_changes(msgspec.structs.replace(chosen, cycle=Cycle.NORMAL)))
    qtbot.waitUntil(lambda: page.alarms.model.alarm(0) != chosen)
    page.alarms.acknowledge_chosen()
    assert engine.called("acknowledge") == []


def test_no_alarm_says_so(page: OverviewPage) -> None:
    assert page.alarms.calm.isVisible()
    assert "No alarm stands" in words_of(page.alarms.calm)


def test_an_empty_list_is_not_called_well_while_no_broker_is_connected(
    page: OverviewPage, city: FakeBridge, engine: FakeEngine, qtbot: QtBot
) -> None:
    lost = tuple(msgspec.structs.replace(broker, state="offline") for broker in city.mirror.brokers.values())
    push(engine, city, ChangeSet(brokers=lost))
    qtbot.waitUntil(lambda: "cannot be seen" in words_of(page.alarms.calm))


def words_of(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


# Commands


def test_commands_of_all_devices_are_listed_and_lead_to_their_device(
    page: OverviewPage, city: FakeBridge, engine: FakeEngine, qtbot: QtBot
) -> None:
    assert page.no_commands.isVisible()
    record = CommandRecord(
        CommandId(1), device(1).id, "dim", {"level": 40}, OPERATOR, NOW, NOW + 60, CommandState.SENT, NOW
    )
    push(engine, city, ChangeSet(commands=(record,)))
    qtbot.waitUntil(lambda: page.commands.rowCount() == 1)
    assert [page.commands.index(0, column).data() for column in range(3)] == [
        "11:42:07",
        f"Dim 40 % · {device(1).name}",
        "sent, no answer…",
    ]
    wrong = msgspec.structs.replace(record, state=CommandState.UNCONFIRMED, reason="no_answer")
    push(engine, city, ChangeSet(commands=(wrong,)))
    qtbot.waitUntil(lambda: page.commands.index(0, 2).data() == "not confirmed")
    assert "did not answer" in page.commands.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    page.command_table.clicked.emit(page.commands.index(0, 0))
    assert page.faceplate.device == device(1).id


# The map


def test_chips_count_kinds_and_narrow_the_map(page: OverviewPage) -> None:
    assert page.chips.chip("streetlight").text() == "Streetlight 140"
    assert page.chips.chip("cabinet").text() == "Cabinet 20"
    page.chips.chip("cabinet").click()
    assert page.save_state()["kinds"] == ["cabinet"]


def test_a_broken_base_map_is_named_on_the_map(city: FakeBridge, look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "town.geojson"
    path.write_text("{", encoding="utf-8")
    page = a_page(city, look, qtbot, path)
    assert str(path) in page.map.message


def test_an_empty_city_explains_itself_once_it_is_known_to_be_empty(
    bridge: FakeBridge, engine: FakeEngine, look: Look, qtbot: QtBot
) -> None:
    page = a_page(bridge, look, qtbot)
    assert page.map.message == "Reading the city…"
    push(engine, bridge, ChangeSet(counts=Counts()))
    page.refresh()
    assert "No devices yet" in page.map.message


def test_devices_that_come_in_take_the_hint_away(
    bridge: FakeBridge, engine: FakeEngine, look: Look, qtbot: QtBot
) -> None:
    page = a_page(bridge, look, qtbot)
    push(engine, bridge, ChangeSet(devices=(device(0),)))
    qtbot.waitUntil(lambda: page.map.message == "")


# The page


def test_nothing_is_done_while_hidden_and_all_is_caught_up_when_shown(
    page: OverviewPage, city: FakeBridge, engine: FakeEngine, qtbot: QtBot
) -> None:
    page.hide()
    push(engine, city, alarm_changes(*city_alarms(200)))
    assert page.alarms.model.rowCount() == 0
    page.show()
    assert page.alarms.model.rowCount() == 7


def test_a_device_chosen_before_it_is_known_is_shown_once_it_comes(
    bridge: FakeBridge, engine: FakeEngine, look: Look, qtbot: QtBot
) -> None:
    page = a_page(bridge, look, qtbot)
    page.choose(device(0).id)
    assert page.faceplate.device is None
    push(engine, bridge, ChangeSet(devices=(device(0),)))
    assert page.faceplate.device == device(0).id


def test_the_layout_comes_back(city: FakeBridge, look: Look, qtbot: QtBot) -> None:
    page = a_page(city, look, qtbot)
    page.across.setSizes([700, 600])
    page.chips.chip("cabinet").click()
    state = json.loads(json.dumps(page.save_state()))
    again = a_page(city, look, qtbot)
    again.restore_state(state)
    assert again.save_state() == state


@pytest.mark.parametrize(
    "rubbish", [{"across": "wide"}, {"across": [1, -2]}, {"kinds": 3, "map": 7}, {"side": [True, 2]}]
)
def test_a_broken_layout_is_ignored(page: OverviewPage, rubbish: dict[str, object]) -> None:
    before = page.save_state()
    page.restore_state(rubbish)
    assert page.save_state() == before


@pytest.mark.parametrize("theme", ["night", "day"])
def test_theme_and_language_are_switched_while_it_runs(page: OverviewPage, look: Look, theme: str) -> None:
    page.choose(device(0).id)
    look.use_theme(theme)
    look.use_language("vi")
    assert page.chips.chip("cabinet").text().startswith("Tủ điện")
    assert not page.grab().isNull()
