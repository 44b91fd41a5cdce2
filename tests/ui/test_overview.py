"""The overview: map, what is wrong, the chosen device and the last commands tell the same story."""

import json
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from controlcenter.domain.commands import CommandRecord, CommandState
from controlcenter.domain.ids import CommandId
from controlcenter.domain.notices import Trouble
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.look import Look
from controlcenter.ui.models.troubles import PRIORITY_ROLE, TroubleModel
from controlcenter.ui.views.overview import OverviewPage
from tests.support.city import device
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine

SINCE, DEVICE, CONDITION, DETAIL, AREA, BEHIND = range(1, 7)


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


def cell(model: TroubleModel, column: int, row: int = 0) -> object:
    return model.index(row, column).data()


# What is wrong


@pytest.mark.parametrize(
    ("number", "code", "detail", "priority", "condition", "shown"),
    [
        (0, "offline", "", "high", "Offline", "—"),
        (7, "fault", "door_open", "high", "Device fault", "door open"),
        (0, "no_data", "", "medium", "No data", "—"),
        (8, "bad_value", "pm25, temperature, zz", "medium", "Bad value", "PM2.5, Temperature, zz"),
        (0, "clock", "-7200", "low", "Clock wrong", "2 h behind"),
        (0, "clock", "31536000", "low", "Clock wrong", "365 d ahead"),
        (0, "clock", "<i>soon</i>\n", "low", "Clock wrong", "<i>soon</i> "),
        (0, "gone_fishing", "x", "medium", "gone_fishing", "x"),
    ],
)
def test_a_trouble_is_told_in_words(
    city: FakeBridge, look: Look, number: int, code: str, detail: str, priority: str, condition: str, shown: str
) -> None:
    trouble = Trouble(device(number).id, code, NOW, detail, behind=64)
    city.mirror.apply(ChangeSet(troubles=(trouble,)))
    model = TroubleModel(city.mirror, look)
    model.refresh()
    assert cell(model, SINCE) == "11:42:07"
    assert cell(model, DEVICE) == device(number).name
    assert (cell(model, CONDITION), cell(model, DETAIL)) == (condition, shown)
    assert cell(model, AREA) == f"Phường {1 + number % 6}"
    assert f"Tân An › Phường {1 + number % 6}" in model.index(0, AREA).data(Qt.ItemDataRole.ToolTipRole)
    assert cell(model, BEHIND) == "64"
    assert model.index(0, 0).data(PRIORITY_ROLE) == priority


def test_a_trouble_that_only_changed_its_facts_does_not_reset_the_table(
    city: FakeBridge, look: Look, qtbot: QtBot
) -> None:
    model = TroubleModel(city.mirror, look)
    model.refresh()
    first, *rest = city.mirror.troubles
    city.mirror.apply(ChangeSet(troubles=(msgspec.structs.replace(first, behind=3), *rest)))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.refresh()
    assert cell(model, BEHIND) == "3"


def test_a_click_on_a_trouble_chooses_its_device_everywhere(page: OverviewPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.device_chosen) as chosen:
        page.trouble_table.clicked.emit(page.troubles.index(1, 2))
    trouble = page.troubles.trouble(1)
    assert trouble is not None
    assert chosen.args == [trouble.device]
    assert page.faceplate.device == trouble.device
    assert page.trouble_table.currentIndex().row() == 1


def test_the_chosen_trouble_stays_chosen_when_rows_come_before_it(
    page: OverviewPage, city: FakeBridge, engine: FakeEngine, qtbot: QtBot
) -> None:
    trouble = page.troubles.trouble(0)
    assert trouble is not None
    page.choose(trouble.device)
    news = Trouble(device(3).id, "fault", NOW)
    push(engine, city, ChangeSet(troubles=(news, *city.mirror.troubles)))
    qtbot.waitUntil(lambda: page.troubles.trouble(0) == news)
    assert page.trouble_table.currentIndex().row() == 1


def test_nothing_wrong_says_so(page: OverviewPage, city: FakeBridge, engine: FakeEngine, qtbot: QtBot) -> None:
    assert not page.calm.isVisible()
    push(engine, city, ChangeSet(troubles=()))
    qtbot.waitUntil(page.calm.isVisible)
    assert "Nothing is wrong" in words_of(page.calm)


def test_an_empty_list_is_not_called_well_while_no_broker_is_connected(
    page: OverviewPage, city: FakeBridge, engine: FakeEngine, qtbot: QtBot
) -> None:
    lost = tuple(msgspec.structs.replace(broker, state="offline") for broker in city.mirror.brokers.values())
    push(engine, city, ChangeSet(brokers=lost, troubles=()))
    qtbot.waitUntil(page.calm.isVisible)
    assert "cannot be seen" in words_of(page.calm)


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


def test_an_empty_city_explains_itself(bridge: FakeBridge, look: Look, qtbot: QtBot) -> None:
    page = a_page(bridge, look, qtbot)
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
    rows = page.troubles.rowCount()
    push(engine, city, ChangeSet(troubles=()))
    assert page.troubles.rowCount() == rows
    page.show()
    assert page.troubles.rowCount() == 0


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
