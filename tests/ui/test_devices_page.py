"""The devices page: choosing, filtering, editing, adopting, taking away."""

import csv
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from controlcenter.domain.devices import Position
from controlcenter.domain.ids import AreaId
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import Adoption, EngineError
from controlcenter.ui.look import Look
from controlcenter.ui.models.devices_adoption import name_from
from controlcenter.ui.models.devices_columns import PLACE
from controlcenter.ui.models.devices_order import Shown
from controlcenter.ui.views.devices import DISCOVERED, DevicesPage
from controlcenter.ui.views.devices_adopt import AdoptDialog
from controlcenter.ui.views.devices_edit import EditDevice
from controlcenter.ui.views.devices_fields import PositionError, read_position
from tests.support import city as made
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine


@pytest.fixture
def page(qtbot: QtBot, city: FakeBridge, look: Look) -> DevicesPage:
    page = DevicesPage(city, look, clock=lambda: NOW + 1)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    return page


def test_an_empty_profile_explains_itself(qtbot: QtBot, bridge: FakeBridge, look: Look) -> None:
    page = DevicesPage(bridge, look, clock=lambda: NOW)
    qtbot.addWidget(page)
    page.show()
    assert page.devices.stack.currentWidget() is page.devices.nothing
    page.devices.nothing.action_chosen.emit()
    assert page.tabs.currentIndex() == DISCOVERED
    assert page.discovered.stack.currentWidget() is page.discovered.nothing


def test_choosing_a_row_tells_the_window(qtbot: QtBot, page: DevicesPage) -> None:
    with qtbot.waitSignal(page.device_chosen) as told:
        page.devices.table.selectRow(3)
    assert told.args == [page.devices.model.device_at(3).id]
    with qtbot.waitSignal(page.map_wanted) as opened:
        page.devices.table.doubleClicked.emit(page.devices.model.index(3, 1))
    assert opened.args == told.args


def test_the_selection_stays_with_its_device(page: DevicesPage) -> None:
    table, model = page.devices.table, page.devices.model
    table.selectRow(3)
    chosen = table.chosen()
    model.sort(PLACE["value"], Qt.SortOrder.DescendingOrder)
    assert table.chosen() == chosen
    assert model.device_at(table.currentIndex().row()).id == chosen[0]


def test_filters_of_states_areas_and_text_work_together(page: DevicesPage) -> None:
    page.devices.filters.states.choose([str(Shown.OFFLINE)])
    assert page.devices.model.rowCount() == 5
    page.devices.areas.choose(AreaId(5))
    inside = page.devices.model.rowCount()
    assert 0 < inside < 5
    page.devices.filters.search.setText("zzz")
    page.devices.filters._on_changed()
    assert page.devices.stack.currentWidget() is page.devices.nowhere
    page.devices.nowhere.action_chosen.emit()
    assert page.devices.model.rowCount() == 200


def test_new_devices_appear_within_a_second(page: DevicesPage, city: FakeBridge, engine: FakeEngine) -> None:
    engine.push(ChangeSet(devices=(made.device(500),), removed=(made.device(0).id, made.device(1).id)))
    city.tick()
    page.devices._on_second()
    assert page.devices.model.rowCount() == 199
    assert page.tabs.tabText(0).endswith("199")


def test_the_layout_comes_back(qtbot: QtBot, page: DevicesPage, city: FakeBridge, look: Look) -> None:
    table = page.devices.table
    table.setColumnHidden(PLACE["driver"], True)
    table.setColumnHidden(PLACE["site"], False)
    table.setColumnWidth(PLACE["name"], 333)
    table.horizontalHeader().moveSection(table.horizontalHeader().visualIndex(PLACE["value"]), 1)
    table.sortByColumn(PLACE["age"], Qt.SortOrder.DescendingOrder)
    page.devices.filters.kinds.choose(["cabinet"])
    page.devices.areas.choose(AreaId(3))
    state = page.save_state()
    other = DevicesPage(city, look, clock=lambda: NOW)
    qtbot.addWidget(other)
    other.restore_state(state)
    assert other.save_state()["devices"] | {"split": 0} == state["devices"] | {"split": 0}  # type: ignore[operator]


@pytest.mark.parametrize(
    "state",
    [
        {"tab": 7, "devices": 3},
        {"devices": {"table": {"order": [1, "x"], "widths": {"name": -4, "x": 3}, "sort": "nope", "hidden": "all"}}},
        {"devices": {"filter": {"kinds": 5, "states": ["gone"], "area": 999}, "split": ["a", 1]}},
    ],
)
def test_a_broken_layout_is_passed_over(page: DevicesPage, state: dict[str, object]) -> None:
    page.restore_state(state)
    assert page.devices.model.rowCount() == 200
    assert not page.devices.table.isColumnHidden(PLACE["name"])


def test_the_export_holds_what_is_shown(qtbot: QtBot, page: DevicesPage, tmp_path: Path) -> None:
    page.devices.filters.kinds.choose(["water_gauge"])
    path = tmp_path / "out.csv"
    page.devices.export_to(str(path))
    qtbot.waitUntil(path.exists)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 21
    assert rows[0][:2] == ["id", "Name"]
    assert rows[1][1].startswith("Mực nước")
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_that_cannot_be_written_says_why(qtbot: QtBot, page: DevicesPage, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.bridge.request_failed) as told:
        page.devices.export_to(str(tmp_path / "none" / "out.csv"))
    assert told.args[0] == "export"
    assert "none" in told.args[1]


@pytest.mark.parametrize(
    ("lon", "lat", "place"),
    [("", " ", None), ("106.4", "10.5", Position(106.4, 10.5)), ("106,4", "10,5", Position(106.4, 10.5))],
)
def test_a_position_is_read_with_comma_or_point(lon: str, lat: str, place: Position | None) -> None:
    assert read_position(lon, lat) == place


@pytest.mark.parametrize(
    ("lon", "lat"), [("106", ""), ("x", "1"), ("181", "0"), ("0", "-91"), ("nan", "0"), ("inf", "1")]
)
def test_what_is_no_position_is_refused(lon: str, lat: str) -> None:
    with pytest.raises(PositionError):
        read_position(lon, lat)


def test_an_edited_device_is_stored(qtbot: QtBot, city: FakeBridge, engine: FakeEngine) -> None:
    dialog = EditDevice(city, made.device(7))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.name.setText("  Tủ mới ")
    dialog.tags.setText("a, b,a,,")
    dialog.lon.setText("999")
    dialog._on_accepted()
    assert not engine.called("change_device")
    assert dialog.message.text()
    dialog.lon.setText("106.5")
    dialog._on_accepted()
    ((device, by),) = engine.called("change_device")
    assert (device.name, device.tags, device.position.lon, by) == ("Tủ mới", ("a", "b"), 106.5, OPERATOR)


def test_removing_asks_first(qtbot: QtBot, page: DevicesPage, engine: FakeEngine) -> None:
    page.devices.table.selectRow(0)
    device = page.devices.table.chosen()[0]
    page.devices.deeds.remove()
    box = page.findChild(QMessageBox)
    assert box is not None
    assert not engine.called("remove_device")
    assert box.textFormat() is Qt.TextFormat.PlainText
    next(button for button in box.buttons() if button.text() == "Remove").click()
    assert engine.called("remove_device") == [(device, OPERATOR)]


def test_discovered_rows_show_what_was_seen(page: DevicesPage, city: FakeBridge, engine: FakeEngine) -> None:
    page.tabs.setCurrentIndex(DISCOVERED)
    model = page.discovered.model
    assert model.rowCount() == 3
    row = [model.index(0, column).data() for column in range(model.columnCount())]
    assert row[0] == "tasmota"
    assert "Level: 60 %" in row[4]
    engine.push(ChangeSet(discovered=(made.found(9),), undiscovered=()))
    city.tick()
    assert model.rowCount() == 4
    engine.push(ChangeSet(undiscovered=(made.found(9).id, made.found(0).id)))
    city.tick()
    assert model.rowCount() == 2


def test_many_are_adopted_with_names_by_pattern(qtbot: QtBot, city: FakeBridge, engine: FakeEngine, look: Look) -> None:
    found = [made.found(number) for number in range(3)]
    dialog = AdoptDialog(city, look, found)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.start.setText("8")
    dialog.pattern.setText("Đèn {n3}")
    dialog.area.setCurrentIndex(dialog.area.findData(3))
    dialog.model.setData(dialog.model.index(1, 3), "106.4")
    dialog._on_accepted()
    assert not engine.called("adopt")
    assert "lamp-0001" in dialog.message.text()
    dialog.model.setData(dialog.model.index(1, 4), "10.5")
    dialog._on_accepted()
    ((adoptions, _),) = engine.called("adopt")
    assert adoptions[0] == Adoption(found[0].id, "Đèn 008", AreaId(3), None)
    assert adoptions[1].position == Position(106.4, 10.5)


def test_the_same_name_twice_is_refused_before_asking(
    qtbot: QtBot, city: FakeBridge, engine: FakeEngine, look: Look
) -> None:
    dialog = AdoptDialog(city, look, [made.found(0), made.found(1)])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.pattern.setText("Lamp")
    dialog._on_accepted()
    assert not engine.called("adopt")
    assert "Lamp" in dialog.message.text()


def test_a_refusal_is_said_and_nothing_lost(qtbot: QtBot, city: FakeBridge, engine: FakeEngine, look: Look) -> None:
    engine.refuse["adopt"] = EngineError("adopt.unknown", "nobody knows lamp-0000")
    dialog = AdoptDialog(city, look, [made.found(0)])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.model.drafts[0].name = "Mine"
    dialog._on_accepted()
    assert "nobody knows lamp-0000" in dialog.message.text()
    assert dialog.box.isEnabled()
    assert dialog.model.drafts[0].name == "Mine"


@pytest.mark.parametrize(
    ("pattern", "name"),
    [("{name}", "lamp-0002"), ("{kind} {n}", "Lamp 5"), ("{n4}/{address}", "0005/lamp-0002"), ("{x}", "{x}")],
)
def test_a_pattern_fills_in_what_it_knows(pattern: str, name: str) -> None:
    assert name_from(pattern, made.found(2), 5, "Lamp") == name


def test_both_languages_and_themes_can_be_switched_while_shown(page: DevicesPage, look: Look) -> None:
    look.use_language("vi")
    look.use_theme("day")
    page.tabs.setCurrentIndex(DISCOVERED)
    look.use_language("en")
    assert page.devices.model.rowCount() == 200


def test_filters_of_what_is_not_known_yet_wait_for_it(
    qtbot: QtBot, bridge: FakeBridge, engine: FakeEngine, look: Look
) -> None:
    page = DevicesPage(bridge, look, clock=lambda: NOW)
    qtbot.addWidget(page)
    page.show()
    page.restore_state({"devices": {"filter": {"kinds": ["cabinet"], "sites": ["later"], "area": 5}}})
    engine.push(made.ui_city(200))
    bridge.tick()
    page.refresh()
    assert {page.devices.model.device_at(row).kind for row in range(page.devices.model.rowCount())} == {"cabinet"}
    saved = page.save_state()["devices"]["filter"]
    assert (saved["kinds"], saved["sites"], saved["area"]) == (["cabinet"], ["later"], 5)


def test_chips_are_in_the_language_chosen_while_the_page_was_hidden(page: DevicesPage, look: Look) -> None:
    page.hide()
    look.use_language("vi")
    page.retranslate()
    page.show()
    assert "Tủ điện" in page.devices.filters.kinds._chips["cabinet"].text()


def test_states_stand_beside_the_search_only_where_they_fit(page: DevicesPage) -> None:
    filters = page.devices.filters
    for width, beside in ((1600, True), (760, False), (1600, True)):
        page.resize(width, 700)
        page.devices.splitter.setSizes([210, width - 210])
        filters.layout().activate()
        assert (filters.states.y() == filters.search.y()) is beside, width
        assert filters.states.height() < 2 * 28, width


def test_devices_without_a_place_can_be_filtered(page: DevicesPage, engine: FakeEngine, city: FakeBridge) -> None:
    filters = page.devices.filters
    assert filters.states.chip(Shown.PLACELESS).isHidden()
    lost = msgspec.structs.replace(made.device(0), position=None)
    engine.push(ChangeSet(devices=(lost,)))
    city.tick()
    page.devices._on_second()
    assert not filters.states.chip(Shown.PLACELESS).isHidden()
    filters.states.choose([str(Shown.PLACELESS)])
    assert [page.devices.model.device_at(row).id for row in range(page.devices.model.rowCount())] == [lost.id]


def test_columns_of_the_discovered_fill_the_width_and_scroll_when_it_is_short(page: DevicesPage) -> None:
    page.tabs.setCurrentIndex(DISCOVERED)
    table = page.discovered.table
    for width, scrolls in ((1700, False), (700, True)):
        page.resize(width, 700)
        wide = sum(table.columnWidth(column) for column in range(table.model().columnCount()))
        assert (wide > table.viewport().width()) is scrolls, width
