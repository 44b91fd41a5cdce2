"""The strip on every page: what calls loudest, acknowledged exactly as it was shown, and quiet when nothing calls."""

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPaintEvent
from pytestqt.qtbot import QtBot

from controlcenter.domain.alarms import Alarm, Cycle
from controlcenter.domain.conditions import Priority
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import Seen
from controlcenter.ui.alarm_strip import SETTLE_S, AlarmStrip
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.pulse import PulsingSymbol
from controlcenter.ui.widgets.symbols import Symbol
from tests.support.city import alarm_changes, count_alarms, device, make_alarm
from tests.support.clock import HandClock
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine


class Strip(AlarmStrip):
    """Counts its paint events."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1
        super().paintEvent(event)


@pytest.fixture
def strip(city: FakeBridge, look: Look, clock: HandClock, qtbot: QtBot) -> Iterator[Strip]:
    strip = Strip(city, look, clock=clock)
    city.ticked.connect(strip.take)
    qtbot.addWidget(strip)
    strip.resize(1366, strip.height())
    strip.show()
    strip.refresh(NOW)
    yield strip
    strip.close()


def tell(engine: FakeEngine, bridge: FakeBridge, strip: AlarmStrip, *alarms: Alarm) -> None:
    held = {**bridge.mirror.alarms, **{alarm.id: alarm for alarm in alarms}}
    engine.push(alarm_changes(*alarms, summary=count_alarms(*held.values())))
    bridge.tick()
    strip.refresh(NOW)


def test_the_highest_and_of_those_the_newest_stands_there(strip: Strip, engine: FakeEngine, city: FakeBridge) -> None:
    assert strip.facts.whole == "No unacknowledged alarm"
    old, new = make_alarm(0, raised_at=NOW - 600), make_alarm(1, raised_at=NOW - 185, behind=64)
    tell(engine, city, strip, make_alarm(8, "pm25_high", raised_at=NOW - 1), old, new)
    assert strip.shown == new
    assert strip.name.whole == f"{device(1).name} · Offline"
    assert (strip.age.text(), strip.symbol.symbol) == ("3 min", Symbol.HIGH)
    assert strip.facts.whole == "▸ 64 devices behind it"
    assert [strip.counts.count(symbol) for symbol in (Symbol.CRITICAL, Symbol.HIGH, Symbol.LOW)] == [0, 2, 1]


def test_acknowledged_shelved_and_cleared_ones_make_room(strip: Strip, engine: FakeEngine, city: FakeBridge) -> None:
    first, second = make_alarm(0), make_alarm(8, "pm25_high")
    tell(engine, city, strip, first, second)
    tell(engine, city, strip, msgspec.structs.replace(first, cycle=Cycle.ACKNOWLEDGED))
    assert strip.shown == second
    tell(engine, city, strip, msgspec.structs.replace(second, cycle=Cycle.RETURNED))
    assert strip.facts.whole.startswith("over, not acknowledged")
    tell(engine, city, strip, msgspec.structs.replace(second, cycle=Cycle.NORMAL))
    assert strip.shown is None
    assert not strip.acknowledge_button.isVisible()


@pytest.mark.parametrize("way", ["key", "button"])
def test_it_acknowledges_the_occurrence_that_stands_there(
    strip: Strip, engine: FakeEngine, city: FakeBridge, clock: HandClock, qtbot: QtBot, way: str
) -> None:
    alarm = make_alarm(0, occurrence=3)
    tell(engine, city, strip, alarm)
    clock.turn(SETTLE_S + 0.1)
    # It comes again and nobody has seen that yet: the engine is told of the third occurrence and refuses.
    engine.push(ChangeSet(alarms=(msgspec.structs.replace(alarm, occurrence=4),)))
    city.tick()
    if way == "key":
        qtbot.keyClick(strip, Qt.Key.Key_Space)
    else:
        strip.acknowledge_button.click()
    assert engine.called("acknowledge") == [((Seen(alarm.id, 3),), OPERATOR, "")]


def test_what_has_only_just_come_is_not_acknowledged_unread(
    strip: Strip, engine: FakeEngine, city: FakeBridge, clock: HandClock, qtbot: QtBot
) -> None:
    tell(engine, city, strip, make_alarm(0))
    clock.turn(SETTLE_S + 0.1)
    tell(engine, city, strip, make_alarm(9, "level_high"))
    with qtbot.waitSignal(strip.too_soon):
        strip.acknowledge()
    assert engine.called("acknowledge") == []


def test_a_click_asks_for_the_alarm_and_a_count_for_its_priority(
    strip: Strip, engine: FakeEngine, city: FakeBridge, qtbot: QtBot
) -> None:
    alarm = make_alarm(0)
    tell(engine, city, strip, alarm)
    with qtbot.waitSignal(strip.alarm_wanted) as wanted:
        qtbot.mouseClick(strip.name, Qt.MouseButton.LeftButton)
    assert wanted.args == [alarm.id]
    with qtbot.waitSignal(strip.alarms_wanted) as priority, qtbot.assertNotEmitted(strip.alarm_wanted):
        qtbot.mouseClick(strip.counts, Qt.MouseButton.LeftButton, pos=QPoint(4, 10))
    assert priority.args == ["critical"]


def test_a_flood_is_said_with_its_begin_and_rate(strip: Strip, engine: FakeEngine, city: FakeBridge) -> None:
    summary = msgspec.structs.replace(count_alarms(), flood_since=NOW - 420, rate=(0, 23))
    engine.push(ChangeSet(alarm_summary=summary))
    city.tick()
    strip.refresh(NOW)
    assert strip.flood.text() == "Alarm flood since 11:35 · 23 in 10 min"
    engine.push(ChangeSet(alarm_summary=count_alarms()))
    city.tick()
    strip.refresh(NOW)
    assert not strip.flood.isVisible()


def test_nothing_is_painted_at_rest_and_only_an_unacknowledged_one_pulses(
    strip: Strip, engine: FakeEngine, city: FakeBridge, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: strip.painted > 0)
    before = strip.painted
    for _ in range(20):
        strip.refresh(NOW)
    qtbot.wait(50)
    assert strip.painted == before
    assert not strip.symbol.pulsing
    alarm = make_alarm(0, priority=Priority.LOW)
    tell(engine, city, strip, alarm)
    assert strip.symbol.pulsing
    strip.hide()
    assert not strip.symbol.pulsing
    strip.show()
    tell(engine, city, strip, msgspec.structs.replace(alarm, cycle=Cycle.ACKNOWLEDGED))
    assert not strip.symbol.pulsing


def test_a_pulse_touches_only_the_symbol(look: Look, qtbot: QtBot) -> None:
    symbol = PulsingSymbol(look, 16)
    qtbot.addWidget(symbol)
    symbol.show_symbol(Symbol.HIGH)
    assert not symbol.pulsing
    symbol.show()
    bright = symbol.grab().toImage()
    qtbot.waitUntil(lambda: symbol.grab().toImage() != bright, timeout=3000)
