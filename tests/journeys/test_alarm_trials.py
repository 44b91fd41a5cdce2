"""Trials on what a real centre recorded: links of devices and of its broker, and ends of commands."""

import time
from functools import partial

import pytest

from controlcenter.domain.conditions import AlarmDefinition, CommandTest, OfflineTest, Test, broker_device
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Connection
from controlcenter.domain.words import Text
from controlcenter.engine.face import Trial
from tests.support.live_centre import LAMP, LiveCentre, lamp, say
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey


def tried(centre: LiveCentre, test: Test, device: str) -> Trial:
    definition = AlarmDefinition("c", Text("C", "C"), test)
    asked = centre.engine.try_definition(definition, [DeviceId(device)], time.time() - 3600, time.time())
    trial: Trial = centre.ask(asked)
    return trial


def connected(centre: LiveCentre, wanted: Connection) -> bool:
    return centre.connection(LAMP) is wanted


def test_an_outage_of_a_device_and_one_of_the_broker_are_counted_also_after_a_restart(make_centre, mosquitto):
    centre: LiveCentre = make_centre(mosquitto.url)
    centre.wait_online()
    centre.take_in(lamp())
    for wanted in (Connection.ONLINE, Connection.OFFLINE, Connection.ONLINE):
        say(mosquitto, "tele/lamp-1/LWT", wanted.name.capitalize())
        wait_until(partial(connected, centre, wanted), 10, f"{LAMP} {wanted.name}")
    (firing,) = tried(centre, OfflineTest(), LAMP).firings
    assert firing.end is not None
    broker = next(iter(centre.look().brokers.values()))
    mosquitto.kill()
    wait_until(lambda: centre.broker_state() == "offline", 20, "the loss of the broker")
    mosquitto.restart()
    centre.wait_online()
    (outage,) = tried(centre, OfflineTest(), broker_device(broker.site, broker.name)).firings
    assert outage.end is not None
    centre.stop()
    centre.start()
    (again,) = tried(centre, OfflineTest(), LAMP).firings
    assert again.end is not None
    # The store keeps whole microseconds.
    assert (again.start, again.end) == pytest.approx((firing.start, firing.end), abs=2e-6, rel=0)


def test_a_command_without_success_is_counted(make_centre, mosquitto):
    centre: LiveCentre = make_centre(mosquitto.url)
    centre.wait_online()
    centre.take_in(lamp())
    number = centre.send(LAMP, "dim", level=60)

    def ended() -> bool:
        record = centre.command(number)
        return record is not None and record.state.final

    wait_until(ended, 60, "the end of the command")
    record = centre.command(number)
    assert record is not None
    trial = tried(centre, CommandTest((record.state.value,)), LAMP)
    assert (trial.devices, [one.start for one in trial.firings]) == (1, [record.changed_at])
