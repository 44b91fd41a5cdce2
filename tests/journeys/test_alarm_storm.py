"""A storm of alarms, and the engine killed in the middle of it: what was shown is there afterwards."""

import json
import signal
import subprocess
import sys

import pytest

from controlcenter.domain.alarms import Alarm, Event, JournalFilter
from controlcenter.domain.conditions import AlarmDefinition, LimitTest, Override, Side
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import DeviceId, SiteId
from controlcenter.domain.words import Text
from controlcenter.storage.store import Store
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey

STATIONS = 2000
DUSTY = AlarmDefinition("dusty", Text("Dusty", "Bụi"), LimitTest("pm25", Side.HIGH, 100, 10))


def station(number: int) -> Device:
    address = f"air-{number}"
    return Device(
        DeviceId(f"main:json_air:{address}"), SiteId("main"), "json_air", address, "air_station", address.title()
    )  # fmt: skip


@pytest.fixture
def profile(tmp_path):
    folder = tmp_path / "p"
    folder.mkdir()
    store = Store.open(folder / "controlcenter.sqlite")
    store.save_devices([station(number) for number in range(STATIONS)], "test", 0.0)
    store.save_override(Override(DUSTY, kind="air_station"), "test", 0.0)
    store.close()
    return folder


def pour(port: int) -> "subprocess.Popen[bytes]":
    """Publish one dusty reading of every station, some 2,000 a second, and end."""
    lines = "".join(f"env/air/air-{n}/data\n" for n in range(STATIONS))
    code = (
        "import sys,time\n"
        "import paho.mqtt.client as m\n"
        "c=m.Client(m.CallbackAPIVersion.VERSION2); c.connect('127.0.0.1', int(sys.argv[1])); c.loop_start()\n"
        "sent=[c.publish(t, b'{\"pm25\": 150}', 1) for t in sys.argv[2].split()]\n"
        "[s.wait_for_publish(20) for s in sent]; c.disconnect(); c.loop_stop()\n"
    )
    return subprocess.Popen([sys.executable, "-c", code, str(port), lines])


def stored(profile) -> list[Alarm]:
    store = Store.open(profile / "controlcenter.sqlite")
    try:
        return [alarm for alarm in store.load_alarms() if alarm.id.condition == "dusty"]
    finally:
        store.close()


def listed(profile) -> list[dict]:
    words = [sys.executable, "-m", "controlcenter", "alarms", "--active", "--json", "--profile", str(profile)]
    found = json.loads(subprocess.run(words, capture_output=True, text=True, check=True, timeout=60).stdout)
    return [row for row in found["alarms"] if row["condition"] == "dusty"]


def start(profile, broker) -> "subprocess.Popen[str]":
    words = [sys.executable, "-m", "controlcenter", "engine", "--profile", str(profile), "--broker", broker.url]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def present(broker) -> bool:
    words = ["mosquitto_sub", "-p", str(broker.port), "-t", "controlcenter/+/state", "-C", "1", "-W", "1"]
    return "online" in subprocess.run(words, capture_output=True, text=True, check=False).stdout


def test_kill_9_in_a_storm_loses_nothing_that_was_shown_and_tears_nothing(profile, mosquitto):
    engine = start(profile, mosquitto)
    try:
        wait_until(lambda: present(mosquitto), 25, "the engine at the broker")
        storm = pour(mosquitto.port)
        wait_until(lambda: len(stored(profile)) > 50, 20, "the storm in the store")
        shown = {row["id"] for row in listed(profile)}
        engine.send_signal(signal.SIGKILL)
        engine.wait(10)
        storm.wait(30)
    finally:
        engine.kill()
        engine.communicate(timeout=10)
    standing = stored(profile)
    assert shown <= {str(alarm.id) for alarm in standing}
    store = Store.open(profile / "controlcenter.sqlite")
    try:
        raised = store.alarm_journal(JournalFilter(events=(Event.RAISED,), condition="dusty"), None, 10 * STATIONS)
    finally:
        store.close()
    assert {entry.alarm for entry in raised} == {alarm.id for alarm in standing}, "state and journal are one"
    assert len(raised) == len(standing), "nothing is there twice"
    again = start(profile, mosquitto)
    try:
        wait_until(lambda: present(mosquitto), 25, "the engine back at the broker")
        storm = pour(mosquitto.port)
        wait_until(lambda: len(stored(profile)) == STATIONS, 30, "every station's alarm")
        storm.wait(30)
        again.send_signal(signal.SIGTERM)
        assert again.wait(20) == 0
    finally:
        again.kill()
        again.communicate(timeout=10)
    before = {alarm.id: alarm for alarm in standing}
    assert all(alarm == before[alarm.id] for alarm in stored(profile) if alarm.id in before), "raised once, not again"
