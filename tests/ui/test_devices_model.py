"""The device table's model: what is found, how it is ordered, what a change-set touches."""

from zoneinfo import ZoneInfo

import msgspec
import pytest
from PySide6.QtCore import QModelIndex, Qt

from controlcenter.domain.authority import Hold, Lock
from controlcenter.domain.commands import Source
from controlcenter.domain.devices import Area
from controlcenter.domain.ids import AreaId
from controlcenter.domain.readings import Connection, Quality
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.models.devices import POINT_MIME, DevicesModel
from controlcenter.ui.models.devices_columns import COLUMNS, PLACE
from controlcenter.ui.models.devices_order import NO_AREA, DeviceFilter, Shown
from controlcenter.ui.models.devices_text import csv_cell, fold, natural_key, one_line
from tests.support import city as made
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def model(city: FakeBridge) -> DevicesModel:
    model = DevicesModel(city.mirror, ZONE, lambda: NOW + 1)
    model.reload()
    return model


def names(model: DevicesModel) -> list[str]:
    return [model.device_at(row).name for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Tủ Điện", "tu dien"),
        ("ĐƯỜNG", "duong"),
        ("Phường 2", "phuong 2"),
        ("Straße", "strasse"),
        ("L-10", "l-10"),
        ("", ""),
    ],
)
def test_folding_takes_accents_and_case_away(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_names_sort_as_people_count() -> None:
    assert sorted(["L-10", "L-2", "l-1"], key=natural_key) == ["l-1", "L-2", "L-10"]


@pytest.mark.parametrize(
    ("text", "line"), [("a\nb\tc", "a b c"), ("x" * 400, "x" * 299 + "…"), ("<b>đèn</b>", "<b>đèn</b>")]
)
def test_names_from_the_field_become_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("text", "cell"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "'-5"), ("lamp", "lamp"), ("", "")]
)
def test_a_name_never_becomes_a_formula(text: str, cell: str) -> None:
    assert csv_cell(text) == cell


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (DeviceFilter(), 200),
        (DeviceFilter(text="tu td"), 20),
        (DeviceFilter(text="TỦ"), 20),
        (DeviceFilter(text="l-0013 phuong"), 1),
        (DeviceFilter(text="no such"), 0),
        (DeviceFilter(kinds=frozenset({"cabinet", "water_gauge"})), 40),
        (DeviceFilter(states=frozenset({Shown.OFFLINE})), 5),
        (DeviceFilter(states=frozenset({Shown.PLACELESS})), 0),
        (DeviceFilter(states=frozenset({Shown.OFFLINE, Shown.FAULT})), 7),
        (DeviceFilter(sites=frozenset({"elsewhere"})), 0),
        (DeviceFilter(area=AreaId(1)), 200),
        (DeviceFilter(area=AreaId(4)), 33),
        (DeviceFilter(area=NO_AREA), 0),
    ],
)
def test_a_filter_shows_what_it_says(model: DevicesModel, wanted: DeviceFilter, count: int) -> None:
    model.set_filter(wanted)
    assert model.rowCount() == count


def test_a_longer_text_finds_the_same_as_typed_at_once(model: DevicesModel) -> None:
    for text in ("d", "de", "den", "den l", "den l-01", "den"):
        model.set_filter(DeviceFilter(text=text))
        by_key = names(model)
        fresh = DevicesModel(model._mirror, ZONE, lambda: NOW)
        fresh.reload()
        fresh.set_filter(DeviceFilter(text=text))
        assert by_key == names(fresh)


@pytest.mark.parametrize("column", range(len(COLUMNS)))
@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_every_column_sorts_and_loses_nobody(model: DevicesModel, column: int, order: Qt.SortOrder) -> None:
    before = sorted(names(model))
    model.sort(column, order)
    assert sorted(names(model)) == before


def test_unknown_values_are_last_either_way(model: DevicesModel, city: FakeBridge) -> None:
    lost = made.device(0).id
    reading = city.mirror.readings[lost]["level"]
    model.take(ChangeSet(readings=(msgspec.structs.replace(reading, value=None),)))
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(PLACE["value"], order)
        assert model.device_at(model.rowCount() - 1).id == lost


def test_live_values_do_not_move_rows(model: DevicesModel, city: FakeBridge) -> None:
    model.sort(PLACE["value"], Qt.SortOrder.DescendingOrder)
    before = names(model)
    reading = city.mirror.readings[made.device(0).id]["level"]
    changes = ChangeSet(readings=(msgspec.structs.replace(reading, value=100.0),))
    city.mirror.apply(changes)
    model.take(changes)
    model.flush(0, 50)
    assert names(model) == before
    model.arrange()
    assert model.place_of(made.device(0).id) in (0, 1, 2)


def test_a_tick_repaints_few_ranges_of_visible_rows_only(model: DevicesModel) -> None:
    ranges: list[tuple[int, int]] = []

    def on_changed(top: QModelIndex, bottom: QModelIndex) -> None:
        ranges.append((top.row(), bottom.row()))

    model.dataChanged.connect(on_changed)
    everything = tuple(reading for number in range(200) for reading in made.readings(number, NOW + 5))
    model.take(ChangeSet(readings=everything))
    assert not ranges
    assert model.flush(20, 49) == 1
    assert ranges == [(20, 49)]
    assert model.flush(20, 49) == 0


def test_a_status_reaches_its_row(model: DevicesModel, city: FakeBridge) -> None:
    status = msgspec.structs.replace(made.status(1), connection=Connection.OFFLINE, quality=Quality.STALE)
    city.mirror.apply(ChangeSet(statuses=(status,)))
    model.take(ChangeSet(statuses=(status,)))
    model.set_filter(DeviceFilter(states=frozenset({Shown.OFFLINE})))
    assert model.rowCount() == 6
    row = model.rows.row_of[made.device(1).id]
    assert model.text(row, PLACE["connection"]) == "offline"
    assert model.text(row, PLACE["quality"]) == "stale"


def test_what_was_never_heard_is_not_called_stale(model: DevicesModel, city: FakeBridge) -> None:
    status = msgspec.structs.replace(made.status(1), quality=Quality.STALE, last_seen=None)
    city.mirror.apply(ChangeSet(statuses=(status,)))
    model.take(ChangeSet(statuses=(status,)))
    assert model.text(model.rows.row_of[made.device(1).id], PLACE["quality"]) == "—"
    model.set_filter(DeviceFilter(states=frozenset({Shown.UNHEARD})))
    assert names(model) == [made.device(1).name]
    model.set_filter(DeviceFilter(states=frozenset({Shown.STALE})))
    assert made.device(1).name not in names(model)


def test_cells_say_value_age_area_and_fault(model: DevicesModel) -> None:
    row = model.rows.row_of[made.device(87).id]
    assert model.text(row, PLACE["fault"]) == "door open"
    assert model.text(row, PLACE["area"]) == "Phường 4"
    place = model.place_of(made.device(87).id)
    assert "Tân An › Phường 4" in model.data(model.index(place, PLACE["area"]), Qt.ItemDataRole.ToolTipRole)
    assert model.text(row, PLACE["age"]) == "28 s"
    assert model.text(row, PLACE["seen"]) == "2026-11-23 18:41:40"
    model.set_language("vi")
    assert model.text(row, PLACE["fault"]) == "cửa mở"


def test_only_good_values_are_not_hatched(model: DevicesModel) -> None:
    assert not model.hatched(model.rows.row_of[made.device(1).id])
    assert model.hatched(model.rows.row_of[made.device(39).id])


def test_devices_and_areas_that_change_are_shown_after_reload(model: DevicesModel, city: FakeBridge) -> None:
    renamed = msgspec.structs.replace(made.device(3), name="Aaa", area=AreaId(9))
    changes = ChangeSet(
        devices=(renamed,), removed=(made.device(4).id,), areas=(*made.AREAS, Area(AreaId(9), "Chợ", AreaId(7)))
    )
    city.mirror.apply(changes)
    model.take(changes)
    assert model.outdated
    model.reload()
    assert model.rowCount() == 199
    assert names(model)[0] == "Aaa"
    assert model.place_of(made.device(4).id) is None
    model.set_filter(DeviceFilter(area=AreaId(7)))
    assert "Aaa" in names(model)


def test_areas_in_a_circle_end(city: FakeBridge) -> None:
    city.mirror.apply(ChangeSet(areas=(Area(AreaId(1), "a", AreaId(2)), Area(AreaId(2), "b", AreaId(1)))))
    model = DevicesModel(city.mirror, ZONE, lambda: NOW)
    model.reload()
    model.set_filter(DeviceFilter(area=AreaId(1)))
    assert model.rowCount() == 34


def test_dragged_rows_carry_their_primary_points(model: DevicesModel) -> None:
    place = model.place_of(made.device(0).id)
    assert place is not None
    data = model.mimeData([model.index(place, 0), model.index(place, 1)])
    assert bytes(data.data(POINT_MIME).data()).decode() == f"{made.device(0).id}/level"


def test_a_large_city_is_read_in_slices_and_nothing_said_meanwhile_is_lost(
    qtbot, city: FakeBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("controlcenter.ui.models.devices.AT_ONCE", 0)
    model = DevicesModel(city.mirror, ZONE, lambda: NOW)
    model.set_filter(DeviceFilter(text="tu td"))
    model.reload()
    assert (model.loading, model.rowCount()) == (True, 0)
    with qtbot.waitSignal(model.arranged, timeout=5000):
        model.sort(PLACE["address"], Qt.SortOrder.DescendingOrder)
    assert [model.device_at(row).address for row in (0, 19)] == ["cabinet-00197", "cabinet-00007"]
    model.reload()
    lost = made.device(7).id
    reading = msgspec.structs.replace(city.mirror.readings[lost]["power"], value=7.0)
    city.mirror.apply(ChangeSet(readings=(reading,)))
    model.take(ChangeSet(readings=(reading,)))
    model.finish()
    assert model.rows.value[model.rows.row_of[lost]] == 7.0
    assert not model.loading


def test_of_two_statuses_in_one_change_set_the_last_holds(model: DevicesModel) -> None:
    first, last = (msgspec.structs.replace(made.status(1), fault=fault, last_seen=NOW - 5) for fault in ("lamp", None))
    assert model.rows.take(ChangeSet(statuses=(first, last))) == {model.rows.row_of[first.device]}
    row = model.rows.row_of[first.device]
    assert not model.rows.fault[row] and model.rows.seen[row] == NOW - 5


def test_a_row_has_the_alarm_of_its_device_and_the_worst_come_first(model: DevicesModel, city: FakeBridge) -> None:
    lamp, gauge = made.make_alarm(3, "fault"), made.make_alarm(19, "level_high")
    changes = made.alarm_changes(lamp, gauge)
    city.mirror.apply(changes)
    rows = model.rows
    assert rows.take(changes) == {rows.row_of[lamp.id.device], rows.row_of[gauge.id.device]}
    assert rows.alarm(rows.row_of[lamp.id.device]) == lamp
    model.sort(PLACE["state"], Qt.SortOrder.AscendingOrder)
    assert names(model)[:2] == [made.device(19).name, made.device(3).name]


def test_what_holds_or_locks_a_device_is_said_found_and_sorted(city: FakeBridge, model: DevicesModel) -> None:
    names_of = [made.device(number) for number in (3, 4, 5)]
    held = Hold(names_of[0].id, Source.INCIDENT, "turn_on", {}, OPERATOR, NOW)
    minor = Hold(names_of[1].id, Source.OPERATOR, "turn_on", {}, OPERATOR, NOW)
    lock = Lock(names_of[2].id, OPERATOR, "ballast", NOW)
    city.mirror.apply(changes := ChangeSet(holds=(held, minor), locks=(lock,)))
    model.take(changes)
    model.sort(PLACE["held"])
    texts = [str(model.index(row, PLACE["held"]).data()) for row in range(4)]
    assert texts == ["Locked: operator-2", "Incident: operator-2", "Operator: operator-2", ""]
    model.set_filter(DeviceFilter(states=frozenset({Shown.HELD})))
    assert names(model) == [names_of[0].name, names_of[1].name]
    city.mirror.apply(changes := ChangeSet(released=((held.device, held.source),), unlocked=(lock.device,)))
    model.take(changes)
    model.arrange()
    assert names(model) == [names_of[1].name]
    model.set_filter(DeviceFilter(states=frozenset({Shown.LOCKED})))
    assert names(model) == []
