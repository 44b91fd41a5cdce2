"""The trends page: pens, drops, crosshair, export, memory."""

import csv
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from controlcenter.domain.ids import PointId, parse_point
from controlcenter.domain.readings import Quality
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import Series, TextSample
from controlcenter.ui.look import Look
from controlcenter.ui.models.devices import POINT_MIME
from controlcenter.ui.trends.legend import CURSOR, HIGH, LOW, MEAN
from controlcenter.ui.trends.legend import NOW as NOW_COLUMN
from controlcenter.ui.trends.pens import MOST_PENS
from controlcenter.ui.trends.samples import stretches
from controlcenter.ui.views.trends import TrendsPage
from tests.support import city as made
from tests.support.fake_engine import NOW, FakeBridge, FakeEngine

LEVEL = PointId(made.device(0).id, "level")
PM25 = PointId(made.device(8).id, "pm25")
TEMPERATURE = PointId(made.device(8).id, "temperature")
ON = PointId(made.device(0).id, "on")


@pytest.fixture
def page(qtbot: QtBot, city: FakeBridge, look: Look) -> TrendsPage:
    page = TrendsPage(city, look, ZoneInfo("Asia/Ho_Chi_Minh"), lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    return page


def history(point: PointId, count: int = 300, step: float = 10.0) -> Series:
    times = NOW - 5 - step * np.arange(count)[::-1]
    return Series(point, times, np.linspace(10.0, 90.0, count), np.zeros(count, np.uint8))


def test_an_empty_page_says_how_to_fill_it(page: TrendsPage) -> None:
    assert page._stack.currentWidget() is page.hint
    page.hint.action_chosen.emit()
    assert page.picker.isVisible()


def test_a_point_is_shown_once(page: TrendsPage) -> None:
    page.show_point(LEVEL)
    page.show_point(LEVEL)
    assert [pen.point for pen in page.pens.pens] == [LEVEL]
    assert page._stack.currentWidget() is not page.hint


def test_points_are_dropped_and_nonsense_is_not(page: TrendsPage) -> None:
    data = QMimeData()
    data.setData(POINT_MIME, f"{LEVEL}\nnonsense\n\n{PM25}\n\xff".encode("latin-1", "replace"))
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert [pen.point for pen in page.pens.pens] == [LEVEL, PM25]


def test_units_share_axes_two_to_a_lane(page: TrendsPage) -> None:
    for point in (LEVEL, PointId(made.device(1).id, "level"), PM25, TEMPERATURE, ON):
        page.show_point(point)
    sides = [[len(side.curves.pens) for side in lane.sides] for lane in page.chart.lanes]
    assert sides == [[2, 1], [1, 1]]
    for point in (PM25, TEMPERATURE, ON):
        page.remove_point(point)
    assert len(page.chart.lanes) == 1


def test_one_time_is_at_one_place_in_every_lane(page: TrendsPage) -> None:
    for point in (LEVEL, PM25, TEMPERATURE):
        page.show_point(point)
    page.chart.plots.ci.layout.activate()
    edges = {(lane.box().left(), lane.box().right()) for lane in page.chart.lanes}
    assert len(page.chart.lanes) == 2
    assert len(edges) == 1


def test_history_and_live_make_one_line(page: TrendsPage, engine: FakeEngine, city: FakeBridge) -> None:
    engine.series[LEVEL] = history(LEVEL)
    page.show_point(LEVEL)
    reading = made.readings(0, NOW)[1]
    engine.push(ChangeSet(readings=(msgspec.structs.replace(reading, value=42, at=NOW + 1, received_at=NOW + 1),)))
    city.tick()
    page.redraw()
    pen = page.pens.pens[0]
    assert pen.times[-1] == NOW + 1
    assert pen.values[-1] == 42
    assert np.all(np.diff(pen.times) > 0)


def test_a_value_that_only_became_stale_is_not_drawn_again(
    page: TrendsPage, engine: FakeEngine, city: FakeBridge
) -> None:
    page.show_point(LEVEL)
    before = len(page.pens.pens[0].live.times)
    reading = made.readings(0, NOW)[1]
    engine.push(ChangeSet(readings=(msgspec.structs.replace(reading, at=NOW + 9, quality=Quality.STALE),)))
    city.tick()
    assert len(page.pens.pens[0].live.times) == before


def test_the_curve_is_on_the_picture_in_its_colour(page: TrendsPage, engine: FakeEngine, look: Look) -> None:
    engine.series[LEVEL] = history(LEVEL)
    page.show_point(LEVEL)
    page.redraw()
    for theme in ("night", "day"):
        look.use_theme(theme)
        page.redraw()
        image = page.chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        wanted = look.color("pen1").rgb()
        found = sum(
            image.pixel(x, y) == wanted for x in range(80, image.width() - 20, 7) for y in range(image.height() - 30)
        )
        assert found > 40


def test_the_crosshair_shows_every_value_of_its_moment(page: TrendsPage, engine: FakeEngine) -> None:
    engine.series[LEVEL] = history(LEVEL)
    page.show_point(LEVEL)
    page.redraw()
    page._on_hovered(NOW - 1500.0)
    text = page.legend_model.text(0, CURSOR)
    assert 45 <= int(text) <= 55
    page._on_hovered(NOW - 9000.0)
    assert page.legend_model.text(0, CURSOR) == "—"
    page._on_hovered(None)
    assert page.legend_model.text(0, CURSOR) == ""


def test_the_legend_sums_the_view_up(page: TrendsPage, engine: FakeEngine) -> None:
    engine.series[PM25] = history(PM25)
    page.show_point(PM25)
    page.redraw()
    page.redraw()
    texts = [page.legend_model.text(0, column) for column in (NOW_COLUMN, LOW, MEAN, HIGH)]
    assert texts == ["20.0", "10.0", "50.00", "90.0"]


def test_moving_back_stands_still_and_end_is_live_again(page: TrendsPage, engine: FakeEngine) -> None:
    page.show_point(LEVEL)
    engine.calls.clear()
    page.chart.overlay.moved.emit(-50_000.0)
    assert not page.view.live
    asked = [start for point, start, _, _ in engine.called("history") if point == LEVEL]
    assert min(asked) < NOW - 50_000
    page.toolbar.live.click()
    assert page.view.live
    assert page.view.end == NOW


def test_samples_in_view_are_exported(page: TrendsPage, engine: FakeEngine, tmp_path: Path) -> None:
    engine.series[LEVEL] = history(LEVEL, 20)
    page.show_point(LEVEL)
    page.redraw()
    page.redraw()
    page.export_csv(str(tmp_path / "t.csv"))
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["time", "device", "name", "point", "value", "unit"]
    assert len(rows) >= 21
    assert rows[1][0].endswith("+07:00")
    assert rows[1][3:] == ["level", "10.0", "%"]
    page.export_png(str(tmp_path / "t.png"))
    assert not QImage(str(tmp_path / "t.png")).isNull()


def test_a_file_that_cannot_be_written_is_told(qtbot: QtBot, page: TrendsPage, tmp_path: Path) -> None:
    page.show_point(LEVEL)
    for export, name in ((page.export_csv, "t.csv"), (page.export_png, "t.png")):
        with qtbot.waitSignal(page.bridge.request_failed) as told:
            export(str(tmp_path / "none" / name))
        assert "none" in told.args[1]


def test_pens_come_back_and_broken_ones_do_not(qtbot: QtBot, page: TrendsPage, city: FakeBridge, look: Look) -> None:
    for point in (LEVEL, PM25, ON):
        page.show_point(point)
    page.remove_point(LEVEL)
    page._on_span_wanted(86_400.0)
    state = page.save_state()
    other = TrendsPage(city, look, clock=lambda: NOW)
    qtbot.addWidget(other)
    other.restore_state(state)
    assert other.save_state() == state
    broken: list[dict[str, object]] = [
        {"pens": "x", "span": "y", "picker": 3},
        {"pens": [3, {}, {"point": "no"}, {"point": 5}], "span": True},
    ]
    for bad in broken:
        other.restore_state(bad)
    assert other.save_state() == state


def test_there_is_an_end_to_pens(page: TrendsPage) -> None:
    page.add_points("\n".join(f"s:d:{number}/level" for number in range(40)))
    assert len(page.pens.pens) == MOST_PENS


def test_the_picker_finds_without_accents(page: TrendsPage) -> None:
    page.picker.search.setText("tu td-0007")
    page.picker.fill()
    assert page.picker.tree.topLevelItemCount() == 1
    item = page.picker.tree.topLevelItem(0)
    assert item is not None
    page.picker.tree.itemActivated.emit(item.child(0), 0)
    assert [str(pen.point) for pen in page.pens.pens] == [f"{made.device(7).id}/power"]


def test_switching_language_and_theme_redraws(page: TrendsPage, look: Look) -> None:
    for point in (LEVEL, PM25, ON):
        page.show_point(point)
    look.use_language("vi")
    look.use_theme("day")
    assert page.legend_model.text(0, 2) == "Mức sáng"
    assert parse_point(str(LEVEL)) == LEVEL


@pytest.mark.parametrize("shown_first", [True, False])
def test_pens_restored_before_the_city_is_known_find_their_axes(
    qtbot: QtBot, bridge: FakeBridge, engine: FakeEngine, look: Look, shown_first: bool
) -> None:
    page = TrendsPage(bridge, look, clock=lambda: NOW)
    qtbot.addWidget(page)
    page.restore_state({"pens": [{"point": str(point), "colour": 1} for point in (LEVEL, PM25, ON)]})
    if shown_first:
        page.show()
    engine.push(made.ui_city(20))
    bridge.tick()
    page.show()
    assert [len(lane.sides) for lane in page.chart.lanes] == [2, 1]


FAULT = PointId(made.device(7).id, "fault")


def test_words_are_bands_from_change_to_change(page: TrendsPage, engine: FakeEngine) -> None:
    said = [(-9000, "none", 0), (-900, "door_open", 0), (-600, "none", 0), (-300, "none", 1), (-200, "none", 0)]
    engine.text_samples[FAULT] = [TextSample(NOW + at, word, Quality(quality)) for at, word, quality in said]
    page.show_point(FAULT)
    page._changed = True
    page.redraw()
    (pen,) = page.pens.pens
    found = [
        (round(begin - NOW), round(end - NOW), pen.to_value(number))
        for begin, end, number in stretches(pen.times, pen.values, NOW)
        if end > NOW - 1000
    ]
    assert [band[1:] for band in found] == [(-900, "none"), (-600, "door_open"), (-300, "none"), (0, "none")]
    assert [band[0] for band in found[1:]] == [-900, -600, -200]
    assert engine.called("history") == []


def test_the_crosshair_stays_under_the_mouse_while_time_moves(page: TrendsPage) -> None:
    page.show_point(LEVEL)
    glass, told = page.chart.overlay, []
    glass.hovered.connect(told.append)
    middle = page.chart.box().center()
    QTest.mouseMove(glass, middle.toPoint())
    page.chart.show_view(NOW - 600, NOW)
    page.chart.show_view(NOW - 500, NOW + 100)
    assert told[-1] - told[-2] == pytest.approx(100)


def test_words_never_share_a_lane_with_curves(page: TrendsPage) -> None:
    for point in (LEVEL, FAULT, PM25):
        page.show_point(point)
    lanes = [[side.curves.pens[0].point for side in lane.sides] for lane in page.chart.lanes]
    assert lanes == [[LEVEL, PM25], [FAULT]]


def test_the_stretch_shown_has_a_row_of_its_own_where_it_is_tight(page: TrendsPage) -> None:
    bar = page.toolbar
    for width, rows in ((1500, 1), (760, 2), (1500, 1)):
        page.resize(width, 700)
        layout = bar.layout()
        assert layout is not None
        layout.activate()
        assert (bar.range.geometry().top() > bar.live.parentWidget().geometry().top() + 10) is (rows == 2), width
        assert all(button.width() >= button.sizeHint().width() for button in (bar.picker, bar.live, bar.png)), width


def test_both_axes_of_a_lane_cover_the_same_ground_after_the_lanes_are_made_anew(
    qtbot: QtBot, page: TrendsPage, look: Look
) -> None:
    page.add_points(f"{PM25}\n{TEMPERATURE}\n{LEVEL}\n{made.device(6).id}/power")
    for language in ("vi", "en"):
        look.use_language(language)
        qtbot.waitUntil(lambda: page.chart.lanes[-1].box().top() > 100)
        page.redraw()
    for lane in page.chart.lanes:
        for side in lane.sides[1:]:
            one, other = side.view.sceneBoundingRect(), lane.box()
            assert (one.center() - other.center()).manhattanLength() < 2
