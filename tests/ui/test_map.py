"""The map: where things are, how they look, what the pointer means."""

import json
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from controlcenter.domain.alarms import Alarm, Cycle, Deed, Suppression
from controlcenter.domain.conditions import Priority
from controlcenter.domain.devices import Device, DeviceStatus, Position
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Connection, Quality
from controlcenter.engine.changes import ChangeSet
from controlcenter.places import RESOURCES
from controlcenter.ui.look import Look
from controlcenter.ui.map import furniture
from controlcenter.ui.map.base_map import BaseMapError, load_base_map
from controlcenter.ui.map.labels import make_labels
from controlcenter.ui.map.layer import Layer, Mark, mark_of
from controlcenter.ui.map.overlay import DOTS_MOST, group
from controlcenter.ui.map.placeless import LISTED_MOST
from controlcenter.ui.map.projection import Box, Viewport, project, project_one, scale_bar
from controlcenter.ui.map.view import MapView
from controlcenter.ui.mirror import Mirror
from tests.support.city import KINDS, device, make_alarm, ui_city
from tests.support.fake_engine import NOW, OPERATOR

LINE = {"type": "LineString", "coordinates": [[106.4, 10.5], [106.41, 10.51]]}


def a_mirror(count: int) -> Mirror:
    mirror = Mirror(KINDS)
    mirror.apply(ui_city(count))
    return mirror


def a_map(look: Look, qtbot: QtBot, mirror: Mirror) -> MapView:
    view = MapView(look, clock=lambda: NOW)
    qtbot.addWidget(view)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the frame of a focused map would differ between two grabs
    view.resize(800, 600)
    view.set_devices(mirror)
    view.show()
    return view


def spot_of(view: MapView, place: Device) -> QPoint:
    assert place.position is not None
    box = view.viewport_box
    x, y = project_one(place.position.lon, place.position.lat)
    return QPoint(
        round((x - box.left) / (box.right - box.left) * view.width()),
        round((y - box.top) / (box.bottom - box.top) * view.height()),
    )


# Where things are


@pytest.mark.parametrize(
    ("lon", "lat", "x", "y"), [(0.0, 0.0, 0.5, 0.5), (-180.0, 85.051128, 0.0, 0.0), (180.0, -90.0, 1.0, 1.0)]
)
def test_the_world_is_a_unit_square(lon: float, lat: float, x: float, y: float) -> None:
    assert project_one(lon, lat) == pytest.approx((x, y), abs=1e-6)


def test_zooming_keeps_what_is_under_the_pointer() -> None:
    view = Viewport(0.795, 0.47, 500_000.0, 800, 600)
    before = view.to_world(123, 456)
    assert view.zoomed(3.7, 123, 456).to_world(123, 456) == pytest.approx(before)


def test_fitting_shows_the_whole_box() -> None:
    box = Box(0.79, 0.46, 0.80, 0.475)
    shown = Viewport(0.5, 0.5, 256.0, 800, 600).fitted(box).box()
    assert shown.left < box.left < box.right < shown.right
    assert shown.top < box.top < box.bottom < shown.bottom


@pytest.mark.parametrize(("metres", "length"), [(1.0, 100.0), (4.9, 500.0), (0.03, 2.0), (30_000.0, 2_000_000.0)])
def test_the_scale_bar_is_round_and_fits(metres: float, length: float) -> None:
    found, pixels = scale_bar(metres)
    assert found == pytest.approx(length)
    assert pixels <= 120


# Base maps


def test_the_shipped_base_map_is_read() -> None:
    base = load_base_map(RESOURCES / "basemaps" / "demo.geojson")
    assert base.note
    assert base.box is not None
    assert len(list(base.visible("street_main", base.box))) > 5


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not JSON"),
        ("[" * 10_000, "not JSON"),
        ("[]", "not a GeoJSON feature collection"),
        ('{"type": "FeatureCollection", "features": 3}', "features is not a list"),
        ({"properties": {"class": "street"}, "geometry": None}, "feature 1: has no geometry"),
        ("feature", "feature 1: not an object"),
        ({"properties": {"class": "street"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}, "a Point cannot"),
        (
            {"properties": {"class": "lane"}, "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, "x"]]}},
            r"feature 1: \[3, 'x'\] is not",
        ),
        (
            {"properties": {"class": "lane"}, "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 95]]}},
            "feature 1: 3, 95 is not on the earth",
        ),
        (
            {"properties": {"class": "park"}, "geometry": {"type": "Polygon", "coordinates": [7]}},
            "feature 1: a line of at least 3 points",
        ),
        (
            {"properties": {"class": "park"}, "geometry": {"type": "Polygon", "coordinates": []}},
            "feature 1: has no points",
        ),
    ],
)
def test_a_broken_base_map_names_the_file_and_the_feature(tmp_path: Path, text: object, says: str) -> None:
    path = tmp_path / "town.geojson"
    if not (isinstance(text, str) and text[0] in "{["):
        good = {"properties": {"class": "street", "name": "Lê Lợi"}, "geometry": LINE}
        text = json.dumps({"type": "FeatureCollection", "features": [good, text]})
    path.write_text(str(text), encoding="utf-8")
    with pytest.raises(BaseMapError, match=says) as caught:
        load_base_map(path)
    assert str(path) in str(caught.value)


def test_a_missing_base_map_is_named(tmp_path: Path) -> None:
    with pytest.raises(BaseMapError, match="nowhere"):
        load_base_map(tmp_path / "nowhere.geojson")


def test_classes_the_map_does_not_know_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "town.geojson"
    feature = {"properties": {"class": "volcano"}, "geometry": LINE}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    assert load_base_map(path).box is None


def test_a_broken_base_map_leaves_the_one_before(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    view = a_map(look, qtbot, a_mirror(5))
    view.set_base(RESOURCES / "basemaps" / "demo.geojson")
    before = view.grab().toImage()
    with pytest.raises(BaseMapError):
        view.set_base(tmp_path / "nowhere.geojson")
    assert view.grab().toImage() == before


# How devices look


_GOOD = DeviceStatus(device(0).id, Connection.ONLINE, Quality.GOOD, NOW)
_GONE = DeviceStatus(device(0).id, Connection.OFFLINE, Quality.STALE, NOW)
_FAULTY = make_alarm(0, "fault", Priority.MEDIUM)
_OUT = Deed(OPERATOR, NOW, "being repaired")


@pytest.mark.parametrize(
    ("status", "alarms", "mark", "calls"),
    [
        (DeviceStatus(device(7).id, Connection.ONLINE, Quality.GOOD, NOW), (), Mark.NORMAL, False),
        (_GOOD, (), Mark.LIT, False),
        (DeviceStatus(device(0).id, Connection.ONLINE, Quality.STALE, NOW), (), Mark.STALE, False),
        (DeviceStatus(device(0).id, Connection.ONLINE, Quality.BAD, NOW), (), Mark.STALE, False),
        (_GONE, (), Mark.STALE, False),
        (_GONE, (make_alarm(0, "offline"),), Mark.HIGH, True),
        (_GONE, (make_alarm(0, "offline", cycle=Cycle.ACKNOWLEDGED),), Mark.HIGH, False),
        (_GONE, (make_alarm(0, "offline", suppression=Suppression(NOW, _FAULTY.id)),), Mark.STALE, False),
        (_GOOD, (make_alarm(0, "fault", out_of_service=_OUT),), Mark.LIT, False),
        (_GOOD, (_FAULTY, make_alarm(0, "offline", Priority.CRITICAL, Cycle.ACKNOWLEDGED)), Mark.CRITICAL, True),
        (_GOOD, (make_alarm(0, "fault", Priority.LOW, Cycle.RETURNED),), Mark.LOW, True),
    ],
)
def test_a_device_shows_its_worst_standing_alarm_else_the_calmest_mark_that_is_true(
    status: DeviceStatus, alarms: tuple[Alarm, ...], mark: Mark, calls: bool
) -> None:
    mirror = a_mirror(10)
    mirror.apply(ChangeSet(statuses=(status,), alarms=alarms))
    assert mark_of(status.device, mirror) is mark
    layer = Layer(mirror.devices.values())
    layer.mark_all(mirror)
    assert bool(layer.calling[layer.index[status.device]]) is calls


def test_a_device_nobody_heard_of_is_not_called_stale() -> None:
    mirror = Mirror(KINDS)
    assert mark_of(DeviceId("a:b:c"), mirror) is Mark.UNKNOWN


def test_the_grid_finds_what_a_full_search_finds() -> None:
    rng = np.random.default_rng(4)
    places = [Position(float(lon), float(lat)) for lon, lat in rng.uniform((106, 10), (107, 11), (2000, 2))]
    layer = Layer(msgspec.structs.replace(device(number), position=place) for number, place in enumerate(places))
    for _ in range(20):
        (left, right), (top, bottom) = np.sort(rng.choice(layer.xs, 2)), np.sort(rng.choice(layer.ys, 2))
        xs, ys = project(np.array([place.lon for place in places]), np.array([place.lat for place in places]))
        expected = np.flatnonzero((xs >= left) & (xs <= right) & (ys >= top) & (ys <= bottom))
        found = layer.within(Box(float(left), float(top), float(right), float(bottom)))
        assert sorted(found.tolist()) == expected.tolist()


@pytest.mark.parametrize("count", [0, 1])
def test_next_to_no_devices_are_drawn(look: Look, qtbot: QtBot, count: int) -> None:
    view = a_map(look, qtbot, a_mirror(count))
    view.fit()
    assert not view.grab().isNull()


def test_groups_keep_every_device() -> None:
    rng = np.random.default_rng(5)
    xs, ys = rng.uniform(0.79, 0.80, 20_000), rng.uniform(0.46, 0.47, 20_000)
    groups = group(xs, ys, (xs > 0.795).astype(np.float64), 60_000.0)
    assert groups.counts.sum() == 20_000
    assert groups.stale.sum() == (xs > 0.795).sum()
    assert (groups.xs >= 0.79).all()
    assert (groups.xs <= 0.80).all()


def test_too_many_devices_are_shown_as_groups_until_one_comes_closer(look: Look, qtbot: QtBot) -> None:
    rng = np.random.default_rng(6)
    mirror = Mirror(KINDS)
    spots = rng.uniform((106, 10), (107, 11), (DOTS_MOST + 500, 2)).tolist()
    for number, (lon, lat) in enumerate(spots):
        one = msgspec.structs.replace(device(number), position=Position(lon, lat))
        mirror.devices[one.id] = one
    view = a_map(look, qtbot, mirror)
    view.grab()
    first = mirror.devices[device(0).id]
    assert view.device_at(QPointF(spot_of(view, first))) is None
    view.centre_on(first.id)
    view.grab()
    assert view.device_at(QPointF(400, 300)) == first.id


# What the pointer means


def test_a_click_on_a_device_chooses_it_and_a_drag_does_not(look: Look, qtbot: QtBot) -> None:
    mirror = a_mirror(30)
    view = a_map(look, qtbot, mirror)
    target = spot_of(view, device(3))
    with qtbot.waitSignal(view.device_clicked) as clicked:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=target)
    assert clicked.args == [device(3).id]
    before = view.viewport_box
    with qtbot.assertNotEmitted(view.device_clicked):
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=target)
        QTest.mouseMove(view, target + QPoint(60, 40))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=target + QPoint(60, 40))
    assert view.viewport_box.left < before.left


def test_of_two_devices_the_one_with_an_alarm_is_meant(look: Look, qtbot: QtBot) -> None:
    mirror = Mirror(KINDS)
    calm, wrong = device(0), msgspec.structs.replace(device(1), position=device(0).position)
    mirror.apply(ChangeSet(devices=(wrong, calm), alarms=(make_alarm(1, "fault"),)))
    view = a_map(look, qtbot, mirror)
    assert view.device_at(QPointF(spot_of(view, calm))) == wrong.id


@pytest.mark.parametrize(
    ("key", "moves"),
    [(Qt.Key.Key_Left, True), (Qt.Key.Key_Down, True), (Qt.Key.Key_Plus, True), (Qt.Key.Key_Home, False)],
)
def test_the_keyboard_moves_the_map(look: Look, qtbot: QtBot, key: Qt.Key, moves: bool) -> None:
    view = a_map(look, qtbot, a_mirror(30))
    view.fit()
    before = view.viewport_box
    QTest.keyClick(view, key)
    assert (view.viewport_box != before) is moves


def test_a_hidden_kind_cannot_be_pointed_at(look: Look, qtbot: QtBot) -> None:
    view = a_map(look, qtbot, a_mirror(30))
    spot = QPointF(spot_of(view, device(3)))
    view.hide_kinds(frozenset({"streetlight"}))
    assert view.device_at(spot) != device(3).id


def test_the_view_is_remembered_and_rubbish_is_ignored(look: Look, qtbot: QtBot) -> None:
    view = a_map(look, qtbot, a_mirror(30))
    view.centre_on(device(3).id)
    state = json.loads(json.dumps(view.save_state()))
    again = a_map(look, qtbot, a_mirror(30))
    for rubbish in (None, [], {"x": "left"}, {"x": 9.0, "y": 0.5, "scale": 1e5}):
        again.restore_state(rubbish)
    again.restore_state(state)
    assert again.viewport_box == pytest.approx(view.viewport_box)


def test_the_whole_town_stays_in_sight_until_somebody_looks_elsewhere(look: Look, qtbot: QtBot) -> None:
    view = a_map(look, qtbot, a_mirror(300))
    view.resize(700, 500)
    box = view.viewport_box
    view.fit()
    assert view.viewport_box == pytest.approx(box)
    assert view.save_state()["whole"] is True
    QTest.keyClick(view, Qt.Key.Key_Plus)
    closer = view.viewport_box
    view.set_devices(a_mirror(10))
    assert view.viewport_box == pytest.approx(closer)
    assert view.save_state()["whole"] is False


def test_names_stand_over_the_devices_with_a_halo(look: Look, qtbot: QtBot) -> None:
    base = load_base_map(RESOURCES / "basemaps" / "demo.geojson")
    assert base.box is not None
    viewport = Viewport(0.5, 0.5, 1.0, 1200, 800).fitted(base.box)
    labels = make_labels(base, viewport, look, QFont(), 1.0)
    assert labels
    image = labels[0].pixmap.toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {look.color("window").name(), look.color("text").name()} <= seen


# News


def test_a_repaint_follows_only_news_that_looks_different(look: Look, qtbot: QtBot) -> None:
    mirror = a_mirror(30)
    view = a_map(look, qtbot, mirror)
    calm = view.grab().toImage()
    same = mirror.statuses[device(3).id]
    mirror.apply(changes := ChangeSet(statuses=(same,)))
    view.take(changes, mirror)
    qtbot.wait(150)
    assert view.grab().toImage() == calm
    mirror.apply(changes := ChangeSet(alarms=(make_alarm(3, "fault", cycle=Cycle.ACKNOWLEDGED),)))
    view.take(changes, mirror)
    qtbot.waitUntil(lambda: view.grab().toImage() != calm)


def test_what_nobody_took_note_of_pulses_in_sight_and_nothing_else_does(look: Look, qtbot: QtBot) -> None:
    mirror = a_mirror(30)
    view = a_map(look, qtbot, mirror)
    assert not view.pulsing
    mirror.apply(changes := ChangeSet(alarms=(make_alarm(3, "fault"),)))
    view.take(changes, mirror)
    assert view.pulsing
    view.hide()
    assert not view.pulsing
    view.show()
    assert view.pulsing
    mirror.apply(changes := ChangeSet(alarms=(make_alarm(3, "fault", cycle=Cycle.ACKNOWLEDGED),)))
    view.take(changes, mirror)
    assert not view.pulsing


def test_a_device_that_moved_is_found_at_its_new_place(look: Look, qtbot: QtBot) -> None:
    mirror = a_mirror(30)
    view = a_map(look, qtbot, mirror)
    moved = msgspec.structs.replace(device(3), position=device(4).position)
    mirror.apply(changes := ChangeSet(devices=(moved,), removed=(device(4).id,)))
    view.take(changes, mirror)
    qtbot.waitUntil(lambda: view.device_at(QPointF(spot_of(view, moved))) == moved.id)


def test_the_card_tells_value_age_and_alarms_and_stays_short() -> None:
    mirror = a_mirror(60)
    hostile = msgspec.structs.replace(device(39), name="<b>x</b>\n" * 500)
    mirror.apply(ChangeSet(devices=(hostile,), alarms=(make_alarm(39, "offline"), make_alarm(39, "level_high"))))
    lines = furniture.card_lines(hostile, mirror, "en", NOW)
    assert len(lines) <= 5
    assert all("\n" not in text and len(text) <= 400 for text, _ in lines)
    assert any("stale" in text and "1 h" in text for text, _ in lines)
    assert any("Offline" in text for text, _ in lines)


def test_devices_without_a_place_are_counted_and_listed(look: Look, qtbot: QtBot) -> None:
    mirror = a_mirror(20)
    view = a_map(look, qtbot, mirror)
    assert view.placeless.isHidden()
    lost = [msgspec.structs.replace(device(number), position=None) for number in (3, 4)]
    changes = ChangeSet(devices=tuple(lost))
    mirror.apply(changes)
    view.take(changes, mirror)
    view._on_rebuild()
    assert view.placeless.isVisible() and view.placeless.text() == "Without a place on the map: 2"
    menu = view.placeless.menu_of()
    qtbot.addWidget(menu)
    assert [action.text() for action in menu.actions()] == sorted(one.name for one in lost)
    with qtbot.waitSignal(view.device_clicked) as told:
        menu.actions()[0].trigger()
    assert told.args is not None and told.args[0] in {one.id for one in lost}


def test_a_long_list_of_placeless_devices_says_where_the_others_are(look: Look, qtbot: QtBot) -> None:
    mirror = a_mirror(30)
    mirror.apply(ChangeSet(devices=tuple(msgspec.structs.replace(device(n), position=None) for n in range(30))))
    view = a_map(look, qtbot, mirror)
    menu = view.placeless.menu_of()
    qtbot.addWidget(menu)
    assert len(menu.actions()) == LISTED_MOST + 1
    assert menu.actions()[-1].text().startswith("10 more") and not menu.actions()[-1].isEnabled()
