"""The faceplate: made from the kind, honest about ages, and what becomes of commands."""

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSlider, QSpinBox
from pytestqt.qtbot import QtBot

from controlcenter.domain.alarms import Cycle, Deed
from controlcenter.domain.commands import CommandRecord, CommandState
from controlcenter.domain.devices import DeviceStatus
from controlcenter.domain.ids import CommandId, PointId
from controlcenter.domain.kinds import ArgumentKind, PointKind
from controlcenter.domain.readings import Connection, Quality, Reading, Value
from controlcenter.domain.words import Text
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError, Seen, Series
from controlcenter.ui.faceplate.arguments import ArgumentEditor
from controlcenter.ui.faceplate.sparkline import Sparkline, thinned
from controlcenter.ui.faceplate.values import AGE, QUALITY_ROLE, VALUE
from controlcenter.ui.faceplate.view import Faceplate
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import order_text, outcome_text, reason_text
from controlcenter.ui.models.devices import POINT_MIME
from controlcenter.ui.widgets.symbols import Symbol
from tests.support.city import KINDS, device, make_alarm
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine

LAMP = device(0)
LEVEL = PointId(LAMP.id, "level")


def a_record(state: CommandState, reason: str = "", number: int = 1, **arguments: Value) -> CommandRecord:
    return CommandRecord(
        CommandId(number), LAMP.id, "dim", arguments, OPERATOR, NOW - 5, NOW + 55, state, NOW - 2, reason
    )


@pytest.fixture
def plate(city: FakeBridge, look: Look, qtbot: QtBot) -> Faceplate:
    plate = Faceplate(city, look, clock=lambda: NOW)
    qtbot.addWidget(plate)
    plate.resize(380, 900)
    plate.show()
    plate.show_device(LAMP.id)
    return plate


def cells(plate: Faceplate, column: int) -> list[object]:
    return [plate.points.index(row, column).data() for row in range(plate.points.rowCount())]


# Values


def test_it_shows_every_point_of_the_kind_with_value_and_age(plate: Faceplate) -> None:
    assert cells(plate, 0) == ["On", "Level", "Power", "Fault"]
    assert cells(plate, VALUE) == ["yes", "0", "40.0", "none"]
    assert cells(plate, AGE) == ["0 s"] * 4
    assert plate.head.name == LAMP.name
    assert "online" in plate.head.connection


def test_a_point_that_never_reported_says_so(plate: Faceplate, city: FakeBridge) -> None:
    del city.mirror.readings[LAMP.id]["power"]
    plate.refresh()
    assert (cells(plate, VALUE)[2], cells(plate, AGE)[2]) == ("—", "never")


def test_a_stale_value_is_marked_with_its_age(plate: Faceplate, city: FakeBridge) -> None:
    old = Reading(LAMP.id, "level", 60, NOW - 900, NOW - 900, Quality.STALE)
    city.mirror.apply(changes := ChangeSet(readings=(old,)))
    plate.take(changes)
    assert cells(plate, AGE)[1] == "stale · 15 min"
    assert plate.points.index(1, VALUE).data(QUALITY_ROLE) is Quality.STALE


def test_points_beyond_the_kind_come_last_and_hostile_text_stays_on_a_line(plate: Faceplate, city: FakeBridge) -> None:
    hostile = Reading(LAMP.id, "zz", "<img src=x>\n" * 100, NOW, NOW, Quality.GOOD)
    city.mirror.apply(changes := ChangeSet(readings=(hostile,)))
    plate.take(changes)
    assert cells(plate, 0)[-1] == "zz"
    text = str(cells(plate, VALUE)[-1])
    assert "\n" not in text
    assert len(text) <= 120


def test_points_can_be_dragged_into_a_chart(plate: Faceplate) -> None:
    data = plate.points.mimeData([plate.points.index(1, 0), plate.points.index(1, 1)])
    assert data.data(POINT_MIME).data().decode() == str(LEVEL)


def test_a_device_nobody_knows_leaves_a_hint(plate: Faceplate, city: FakeBridge) -> None:
    city.mirror.apply(changes := ChangeSet(removed=(LAMP.id,)))
    plate.take(changes)
    assert plate.device is None
    assert plate.points.rowCount() == 0


def test_it_speaks_vietnamese_where_the_kind_does(plate: Faceplate, look: Look) -> None:
    look.use_language("vi")
    plate.retranslate()
    assert cells(plate, 0)[1] == "Mức sáng"
    assert plate.buttons.buttons["turn_off"].text() == "Tắt"


# Chart


def test_the_chart_asks_for_six_hours_and_goes_on_live(
    city: FakeBridge, engine: FakeEngine, look: Look, qtbot: QtBot
) -> None:
    times = NOW - np.arange(600.0, 60.0, -60.0)
    engine.series[LEVEL] = Series(LEVEL, times, np.arange(9.0), np.zeros(9, np.uint8))
    plate = Faceplate(city, look, clock=lambda: NOW)
    qtbot.addWidget(plate)
    plate.show_device(LAMP.id)
    assert engine.called("history") == [(LEVEL, NOW - 6 * 3600, NOW, 2000)]
    assert plate.chart.line.samples == 9
    fresh = Reading(LAMP.id, "level", 70, NOW - 1, NOW, Quality.GOOD)
    stale = Reading(LAMP.id, "level", 70, NOW, NOW, Quality.STALE)
    plate.take(ChangeSet(readings=(fresh, fresh, stale)))
    assert plate.chart.line.samples == 10


def test_history_that_comes_late_keeps_what_came_live(look: Look, qtbot: QtBot) -> None:
    chart = Sparkline(look)
    qtbot.addWidget(chart)
    chart.begin(KINDS["streetlight"].points["level"])
    chart.append(NOW, 50.0)
    chart.put_history(Series(LEVEL, np.array([NOW - 60, NOW - 30]), np.array([1.0, np.nan]), np.zeros(2, np.uint8)))
    chart.advance(NOW)
    assert chart.samples == 3
    assert chart.range_text() == "1 … 50 %"


@pytest.mark.parametrize(
    ("oldest_s", "span_s"), [(None, 21600), (30, 600), (601, 1800), (3599, 3600), (8000, 10800), (90000, 21600)]
)
def test_a_short_history_is_not_squeezed_into_six_hours(
    look: Look, qtbot: QtBot, oldest_s: float | None, span_s: float
) -> None:
    chart = Sparkline(look)
    qtbot.addWidget(chart)
    chart.begin(KINDS["streetlight"].points["level"])
    chart.advance(NOW)
    if oldest_s is not None:
        chart.append(NOW - oldest_s, 50.0)
        chart.append(NOW, 60.0)
    assert chart.span_s == span_s


def test_thinning_keeps_the_extremes_of_every_pixel() -> None:
    xs = np.linspace(0, 99.99, 20_000)
    ys = np.sin(xs * 7)
    thin_xs, thin_ys = thinned(xs, ys)
    assert len(thin_xs) <= 200
    for pixel in range(100):
        inside, kept = ys[np.floor(xs) == pixel], thin_ys[np.floor(thin_xs) == pixel]
        assert (kept.min(), kept.max()) == (inside.min(), inside.max())


@pytest.mark.parametrize("values", [[], [5.0], [5.0, 5.0], [np.nan, np.nan], [1e308, -1e308], [0.0, 1.0] * 5000])
def test_any_values_can_be_drawn(look: Look, qtbot: QtBot, values: list[float]) -> None:
    chart = Sparkline(look)
    qtbot.addWidget(chart)
    chart.begin(PointKind("x", Text("x", "x")))
    times = NOW - np.arange(len(values), 0.0, -1.0)
    chart.put_history(Series(LEVEL, times, np.array(values), np.zeros(len(values), np.uint8)))
    chart.advance(NOW)
    assert not chart.grab().isNull()


# Commands


def test_a_button_sends_its_command_with_the_editors_values(plate: Faceplate, engine: FakeEngine) -> None:
    spin = plate.buttons.editors["dim"][0].findChild(QSpinBox)
    assert spin is not None
    spin.setValue(35)
    plate.buttons.buttons["dim"].click()
    plate.buttons.buttons["turn_off"].click()
    assert engine.called("send") == [(LAMP.id, "dim", {"level": 35}, OPERATOR), (LAMP.id, "turn_off", {}, OPERATOR)]


def test_the_slider_begins_where_the_lamp_says_it_is(plate: Faceplate, city: FakeBridge) -> None:
    reported = Reading(LAMP.id, "level", 42, NOW, NOW, Quality.GOOD)
    city.mirror.apply(ChangeSet(readings=(reported,)))
    plate.show_device(None)
    plate.show_device(LAMP.id)
    assert plate.buttons.editors["dim"][0].value == 42


def test_enter_in_an_editor_sends(plate: Faceplate, engine: FakeEngine) -> None:
    spin = plate.buttons.editors["dim"][0].findChild(QSpinBox)
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert [call[1] for call in engine.called("send")] == ["dim"]


def test_a_refused_request_says_why_and_shows_no_command(plate: Faceplate, engine: FakeEngine) -> None:
    engine.refuse["send"] = EngineError("unknown_device", "no device x")
    plate.buttons.buttons["turn_on"].click()
    assert plate.warning == "the device is not known"
    assert plate.commands.rowCount() == 0


def test_what_was_typed_survives_news_of_the_device(plate: Faceplate, city: FakeBridge) -> None:
    spin = plate.buttons.editors["dim"][0].findChild(QSpinBox)
    assert spin is not None
    spin.setValue(35)
    city.mirror.apply(changes := ChangeSet(devices=(msgspec.structs.replace(LAMP, name="Đèn mới"),)))
    plate.take(changes)
    assert plate.head.name == "Đèn mới"
    assert plate.buttons.editors["dim"][0].value == 35


@pytest.mark.parametrize(
    ("state", "reason", "says"),
    [
        (CommandState.SENT, "", "sent, no answer… since 2 s"),
        (CommandState.CONFIRMED, "", "confirmed after 3.0 s · 2 s ago"),
        (CommandState.REFUSED, "device_refused: local mode", "refused · the device refused: local mode · 2 s ago"),
        (CommandState.UNCONFIRMED, "no_answer", "not confirmed · the device did not answer · 2 s ago"),
        (
            CommandState.MISMATCH,
            "wrong_value: level 40",
            "mismatch · the device shows another value: level 40 · 2 s ago",
        ),
        (CommandState.FAILED, "moon_phase", "failed · moon_phase · 2 s ago"),
    ],
)
def test_commanded_stands_beside_reported(
    plate: Faceplate, city: FakeBridge, state: CommandState, reason: str, says: str
) -> None:
    city.mirror.apply(changes := ChangeSet(commands=(a_record(state, reason, level=60),)))
    plate.take(changes)
    plate.update_now()
    assert plate.compared.words == ("Dim 60 %", "Level 0 %", says)
    assert plate.commands.rowCount() == 1


def test_a_record_that_is_behind_never_overwrites_a_newer_one(plate: Faceplate) -> None:
    done = a_record(CommandState.CONFIRMED, level=60)
    plate.take(ChangeSet(commands=(done,)))
    plate.take(ChangeSet(commands=(msgspec.structs.replace(done, state=CommandState.SENT, changed_at=NOW - 4),)))
    plate.update_now()
    assert plate.compared.words[2].startswith("confirmed")


def test_an_offline_device_explains_itself_and_may_still_be_commanded(plate: Faceplate, city: FakeBridge) -> None:
    plate.show_device(device(39).id)
    assert plate.warning == ""  # a water gauge takes no commands
    plate.show_device(LAMP.id)
    gone = DeviceStatus(LAMP.id, Connection.OFFLINE, Quality.STALE, NOW)
    city.mirror.apply(ChangeSet(statuses=(gone,)))
    plate.update_now()
    assert "offline" in plate.warning
    assert plate.buttons.buttons["turn_on"].isEnabled()
    city.mirror.apply(ChangeSet(statuses=(msgspec.structs.replace(gone, connection=Connection.ONLINE),)))
    plate.update_now()
    assert plate.warning == ""


def test_every_state_and_reason_has_words() -> None:
    record = a_record(CommandState.SENT)
    for state in CommandState:
        assert outcome_text(msgspec.structs.replace(record, state=state), "en")
    assert reason_text("retry: 2") == "attempt 2"
    assert order_text(a_record(CommandState.SENT, flag=True), None, "en") == "dim flag yes"


# Editors


@pytest.mark.parametrize(
    ("argument", "editor", "value"),
    [
        (ArgumentKind("a", Text("A", "A"), "integer", "%", 1, 100, default=60), QSlider, 60),
        (ArgumentKind("a", Text("A", "A"), "number", "", 0, 1, default=0.5), QSlider, 0.5),
        (ArgumentKind("a", Text("A", "A"), "integer"), QSpinBox, 0),
        (ArgumentKind("a", Text("A", "A"), "bool", default=True), QCheckBox, True),
        (ArgumentKind("a", Text("A", "A"), "text", default="ngập"), QLineEdit, "ngập"),
        (
            ArgumentKind("a", Text("A", "A"), "enum", default="y", values={"x": Text("X", "X"), "y": Text("Y", "Y")}),
            QComboBox,
            "y",
        ),
        (ArgumentKind("a", Text("A", "A"), "a type of tomorrow"), QLineEdit, ""),
    ],
)
def test_an_editor_is_made_from_the_argument(
    qtbot: QtBot, argument: ArgumentKind, editor: type[QLineEdit], value: Value
) -> None:
    made = ArgumentEditor(argument, "en")
    qtbot.addWidget(made)
    assert made.findChild(editor) is not None
    assert made.value == value
    assert type(made.value) is type(value)


def test_slider_and_figures_follow_each_other(qtbot: QtBot) -> None:
    made = ArgumentEditor(ArgumentKind("a", Text("A", "A"), "integer", "%", 1, 100, default=60), "en")
    qtbot.addWidget(made)
    slider, spin = made.findChild(QSlider), made.findChild(QSpinBox)
    assert slider is not None
    assert spin is not None
    slider.setValue(slider.maximum())
    assert made.value == 100
    spin.setValue(1)
    assert slider.value() == slider.minimum()


def test_it_can_be_drawn_with_everything_in_it(plate: Faceplate, city: FakeBridge) -> None:
    commands = tuple(a_record(state, number=place, level=60) for place, state in enumerate(CommandState))
    city.mirror.apply(changes := ChangeSet(commands=commands))
    plate.take(changes)
    plate.update_now()
    assert not plate.grab().isNull()
    assert plate.commands.rowCount() == 8


# Its alarms


def test_the_head_tells_the_standing_alarms_and_acknowledges_what_it_shows(
    plate: Faceplate, city: FakeBridge, engine: FakeEngine
) -> None:
    assert not plate.head.alarms.isVisible()
    offline = make_alarm(0, "offline", occurrence=2, behind=64)
    faulty = make_alarm(0, "fault", cycle=Cycle.ACKNOWLEDGED, acknowledgement=Deed(OPERATOR, NOW), value="door_open")
    city.mirror.apply(ChangeSet(alarms=(faulty, offline)))
    plate.update_now()
    assert plate.head.symbol.symbol is Symbol.HIGH
    assert plate.head.alarms.texts == [
        "Offline · ▸ 64 devices behind it · Unacknowledged · 3 min",
        "Device fault · door open · Acknowledged · operator-2 · 3 min",
    ]
    plate.head.alarms.button.click()
    assert engine.called("acknowledge") == [((Seen(offline.id, 2),), OPERATOR, "")]
    city.mirror.apply(ChangeSet(alarms=(msgspec.structs.replace(offline, cycle=Cycle.ACKNOWLEDGED),)))
    plate.update_now()
    assert not plate.head.alarms.button.isVisible()


def test_what_is_taken_out_of_annunciation_does_not_colour_the_head(plate: Faceplate, city: FakeBridge) -> None:
    city.mirror.apply(ChangeSet(alarms=(make_alarm(0, "fault", out_of_service=Deed(OPERATOR, NOW, "repair")),)))
    plate.update_now()
    assert plate.head.symbol.symbol is Symbol.NORMAL
    assert not plate.head.alarms.isVisible()


def test_news_of_its_alarms_come_by_themselves(
    plate: Faceplate, city: FakeBridge, engine: FakeEngine, qtbot: QtBot
) -> None:
    engine.push(ChangeSet(alarms=(make_alarm(0, "offline"),)))
    changes = engine.take_changes()
    city.tell(changes)
    plate.take(changes)
    qtbot.waitUntil(plate.head.alarms.isVisible)
