"""The alarm desk from the terminal, beside an engine that runs: listed, acknowledged, shelved, told in the journal."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from controlcenter.domain.alarms import Alarm, Cycle
from controlcenter.domain.conditions import AlarmDefinition, LimitTest, Side
from controlcenter.domain.words import Text
from tests.support.live_centre import AIR, BY, LiveCentre, say
from tests.support.mosquitto import Mosquitto
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey
SMOKE = AlarmDefinition("smoke", Text("Smoke", "Khói"), LimitTest("pm25", Side.HIGH, 100.0, 10.0))
ALARM = f"{AIR}/smoke"


def run(centre: LiveCentre, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "controlcenter", *words, "--profile", str(centre.profile)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def told(centre: LiveCentre, *words: str) -> dict[str, Any]:
    done = run(centre, "alarms", "--json", "--device", AIR, *words)
    assert (done.returncode, done.stderr) == (0, "")
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def smoke(centre: LiveCentre, broker: Mosquitto) -> None:
    centre.define(SMOKE, "air_station")
    say(broker, "env/air/air-1/data", {"pm25": 130})
    wait_until(lambda: centre.alarm(AIR, "smoke"), 20, "the alarm")


def after(centre: LiveCentre, came: Callable[[Alarm], bool]) -> Alarm:
    """The alarm once the window has heard what the terminal did: its change-set comes a little later."""

    def there() -> bool:
        alarm = centre.alarm(AIR, "smoke")
        return alarm is not None and came(alarm)

    wait_until(there, 5, "the window to hear of it")
    alarm = centre.alarm(AIR, "smoke")
    assert alarm is not None
    return alarm


def test_an_alarm_is_acknowledged_once_from_the_terminal(centre: LiveCentre, mosquitto: Mosquitto) -> None:
    smoke(centre, mosquitto)
    city = told(centre)
    assert city["live"]
    (row,) = (one for one in city["alarms"] if one["id"] == ALARM)
    assert (row["state"], row["value"], row["limit"], row["name"]) == ("unacknowledged", 130, 100, "Air 1")
    done = run(centre, "ack", ALARM, "--note", "crew is on its way")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{ALARM}  acknowledged\n", "")
    alarm = after(centre, lambda alarm: alarm.cycle is Cycle.ACKNOWLEDGED)
    assert alarm.acknowledgement is not None
    assert alarm.acknowledgement.note == "crew is on its way"
    again = run(centre, "ack", ALARM)
    assert (again.returncode, again.stdout) == (1, "")
    assert "REFUSED  already_acknowledged" in again.stderr
    lines = [one for one in told(centre, "--journal")["journal"] if one["id"] == ALARM]
    assert [(one["event"], one["note"]) for one in lines] == [("acknowledged", "crew is on its way"), ("raised", "")]


def test_an_alarm_is_shelved_from_the_terminal_and_taken_back(centre: LiveCentre, mosquitto: Mosquitto) -> None:
    smoke(centre, mosquitto)
    done = run(centre, "shelve", ALARM, "--for", "2h", "--reason", "the fire brigade trains here", "--one-shot")
    assert (done.returncode, done.stdout) == (0, f"{ALARM}  shelved\n")
    alarm = after(centre, lambda alarm: alarm.shelving is not None)
    assert alarm.shelving is not None
    assert alarm.shelving.one_shot
    assert alarm.shelving.until - alarm.shelving.at == 7200.0
    assert ALARM not in [one["id"] for one in told(centre, "--active")["alarms"]]
    (row,) = (one for one in told(centre)["alarms"] if one["id"] == ALARM)
    assert row["shelved"]["reason"] == "the fire brigade trains here"
    too_long = run(centre, "shelve", ALARM, "--for", "8d", "--reason", "holidays")
    assert too_long.returncode == 1 and "bad_duration" in too_long.stderr
    assert run(centre, "unshelve", ALARM).returncode == 0
    wait_until(lambda: (one := centre.alarm(AIR, "smoke")) is not None and one.shelving is None, 5, "the shelf's end")


def test_an_alarm_nobody_knows_is_refused(centre: LiveCentre) -> None:
    done = run(centre, "ack", f"{AIR}/no_such_thing")
    assert done.returncode == 1
    assert f"{AIR}/no_such_thing  REFUSED" in done.stderr


def test_a_stopped_engine_acknowledges_nothing(centre: LiveCentre, mosquitto: Mosquitto) -> None:
    smoke(centre, mosquitto)
    centre.stop()
    done = run(centre, "ack", ALARM)
    assert done.returncode == 1 and "no engine runs" in done.stderr
    city = told(centre)
    assert not city["live"]
    assert [one["state"] for one in city["alarms"] if one["id"] == ALARM] == ["unacknowledged"]
    centre.start()
    assert run(centre, "ack", ALARM).returncode == 0
    wait_until(
        lambda: (one := centre.alarm(AIR, "smoke")) is not None and one.acknowledgement, 10, "the acknowledgement"
    )
    assert centre.alarm(AIR, "smoke").acknowledgement.by.name != BY.name
