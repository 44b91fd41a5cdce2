"""Alarms on a real centre: raised, acknowledged, gone; on the shelf over a restart; one cause, one alarm."""

import msgspec
import pytest

from controlcenter.domain.alarms import Cycle, Event
from controlcenter.domain.conditions import AlarmDefinition, AlarmId, LimitTest, NoDataTest, Priority, Side
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import DeviceId, SiteId
from controlcenter.domain.words import Text
from controlcenter.engine.face import Seen
from tests.support.live_centre import AIR, BY, LiveCentre, air, lamp, say
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey

CABINET = "main:json_cabinet:td-1"
DUSTY = AlarmDefinition(
    "dusty", Text("Dusty", "Bụi"), LimitTest("pm25", Side.HIGH, 100, 10), Priority.HIGH,
    response=Text("Look", "Xem"),
)  # fmt: skip
SILENT = AlarmDefinition("no_data", Text("No data", "Mất tín hiệu"), NoDataTest(1.0), Priority.LOW)


def cycle(centre: LiveCentre, device: str, key: str) -> Cycle:
    alarm = centre.alarm(device, key)
    return alarm.cycle if alarm is not None else Cycle.NORMAL


def wait_for(centre: LiveCentre, device: str, key: str, wanted: Cycle) -> None:
    wait_until(lambda: cycle(centre, device, key) is wanted, 10, f"{device}/{key} {wanted}")


def seen(centre: LiveCentre, device: str, key: str) -> Seen:
    alarm = centre.alarm(device, key)
    assert alarm is not None
    return Seen(alarm.id, alarm.occurrence)


@pytest.fixture
def dusty(make_centre, mosquitto) -> LiveCentre:
    """A centre that watches one air station, which has just raised its alarm."""
    centre: LiveCentre = make_centre(mosquitto.url)
    centre.wait_online()
    centre.take_in(air())
    centre.define(DUSTY, "air_station")
    say(mosquitto, "env/air/air-1/data", {"pm25": 120})
    wait_for(centre, AIR, "dusty", Cycle.UNACKNOWLEDGED)
    return centre


def test_an_alarm_is_raised_acknowledged_and_clears_below_the_deadband(dusty, mosquitto):
    alarm = dusty.alarm(AIR, "dusty")
    assert (alarm.value, alarm.limit, alarm.priority) == (120, 100, Priority.HIGH)
    assert dusty.ask(dusty.engine.acknowledge([seen(dusty, AIR, "dusty")], BY, "on my way")) == []
    wait_for(dusty, AIR, "dusty", Cycle.ACKNOWLEDGED)
    say(mosquitto, "env/air/air-1/data", {"pm25": 95})
    wait_until(lambda: dusty.value(AIR, "pm25") == 95)
    assert cycle(dusty, AIR, "dusty") is Cycle.ACKNOWLEDGED, "95 is within the deadband"
    say(mosquitto, "env/air/air-1/data", {"pm25": 80})
    wait_for(dusty, AIR, "dusty", Cycle.NORMAL)
    entries = dusty.journal(AIR)
    assert [entry.event for entry in entries] == [Event.RAISED, Event.ACKNOWLEDGED, Event.CLEARED]
    assert (entries[1].by, entries[1].note) == (BY, "on my way")
    assert entries[0].source_at is not None
    assert [entry.number for entry in entries] == sorted(entry.number for entry in entries)


def test_acknowledging_twice_is_refused_and_changes_nothing(dusty):
    dusty.ask(dusty.engine.acknowledge([seen(dusty, AIR, "dusty")], BY))
    wait_for(dusty, AIR, "dusty", Cycle.ACKNOWLEDGED)
    before = dusty.journal(AIR)
    (refusal,) = dusty.ask(dusty.engine.acknowledge([seen(dusty, AIR, "dusty")], BY))
    assert refusal.code == "already_acknowledged"
    (refusal,) = dusty.ask(dusty.engine.shelve([AlarmId(DeviceId(AIR), "dusty")], -5.0, "works", BY))
    assert refusal.code == "bad_duration"
    assert dusty.journal(AIR) == before


def test_a_shelf_survives_a_restart_and_runs_out(mosquitto, tmp_path):
    first = LiveCentre(tmp_path / "p", [mosquitto.url], adopt=False).start()
    try:
        first.wait_online()
        first.take_in(air())
        first.define(DUSTY, "air_station")
        say(mosquitto, "env/air/air-1/data", {"pm25": 120})
        wait_for(first, AIR, "dusty", Cycle.UNACKNOWLEDGED)
        key = AlarmId(DeviceId(AIR), "dusty")
        assert first.ask(first.engine.shelve([key], 3.0, "road works", BY)) == []
    finally:
        first.stop()
    second = LiveCentre(tmp_path / "p", [mosquitto.url], adopt=False).start()
    try:
        wait_until(lambda: second.alarm(AIR, "dusty") is not None, 5)
        shelving = second.alarm(AIR, "dusty").shelving
        if shelving is not None:  # a slow machine may have used the three seconds up
            assert (shelving.by, shelving.reason) == (BY, "road works")
        wait_until(lambda: second.alarm(AIR, "dusty").shelving is None, 10)
        assert cycle(second, AIR, "dusty") is Cycle.UNACKNOWLEDGED
        events = [entry.event for entry in second.journal(AIR)]
        assert events == [Event.RAISED, Event.SHELVED, Event.SHELF_EXPIRED]
    finally:
        second.stop()


def test_a_cabinet_that_goes_is_one_alarm_and_its_lamps_come_back_with_it(make_centre, mosquitto):
    centre: LiveCentre = make_centre(mosquitto.url)
    centre.wait_online()
    cabinet = Device(DeviceId(CABINET), SiteId("main"), "json_cabinet", "td-1", "cabinet", "TD-1")
    lamps = [msgspec.structs.replace(lamp(number), parent=cabinet.id) for number in range(1, 6)]
    centre.take_in(cabinet, *lamps)
    centre.define(SILENT, "streetlight")
    for one in lamps:
        say(mosquitto, f"tele/{one.address}/STATE", {"POWER": "ON", "Dimmer": 80})
    say(mosquitto, "lighting/cabinet/td-1/state", {"fault": 1})
    wait_for(centre, CABINET, "mains_lost", Cycle.UNACKNOWLEDGED)
    wait_until(lambda: centre.alarm(CABINET, "mains_lost").behind == 5, 10, "five lamps behind it")
    calling = {alarm.id for alarm in centre.look().alarms.values() if alarm.annunciated and alarm.id.device != CABINET}
    assert not calling
    say(mosquitto, "lighting/cabinet/td-1/state", {"fault": 0})
    for one in lamps:
        say(mosquitto, f"tele/{one.address}/STATE", {"POWER": "ON", "Dimmer": 80})
    wait_for(centre, CABINET, "mains_lost", Cycle.RETURNED)
    events = {entry.event for entry in centre.journal(lamps[0].id)}
    assert {Event.SUPPRESSED, Event.RAISED, Event.CLEARED, Event.RELEASED} <= events


def test_a_broker_that_goes_has_an_alarm_and_explains_what_it_hides(dusty, mosquitto):
    mosquitto.kill()
    broker = next(iter(dusty.look().brokers))
    key = f"main:broker:{broker}"
    wait_for(dusty, key, "offline", Cycle.UNACKNOWLEDGED)
    assert cycle(dusty, AIR, "dusty") is Cycle.UNACKNOWLEDGED, "losing sight of it clears nothing"
    mosquitto.start()
    wait_for(dusty, key, "offline", Cycle.RETURNED)
