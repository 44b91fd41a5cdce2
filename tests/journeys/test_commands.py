"""From the order to the proof, with a lamp that really answers over a real broker."""

from collections.abc import Iterator

import pytest

from controlcenter.domain.commands import CommandState
from tests.support.lamp import TasmotaLamp, wall_time
from tests.support.live_centre import LAMP, LiveCentre, lamp, say
from tests.support.mosquitto import Mosquitto
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey
S = CommandState


@pytest.fixture
def bulb(centre: LiveCentre, mosquitto: Mosquitto) -> Iterator[TasmotaLamp]:
    bulb = TasmotaLamp(mosquitto)
    wait_until(lambda: centre.connection(LAMP) == 1, 10)
    yield bulb
    bulb.stop()


def end_of(centre: LiveCentre, number: int, timeout: float = 40.0) -> object:
    wait_until(lambda: (one := centre.command(number)) is not None and one.state.final, timeout)
    return centre.command(number)


def test_an_order_is_confirmed_by_the_lamps_own_reading(centre, bulb):
    number = centre.send(LAMP, "dim", level=60)
    ended = end_of(centre, number)
    assert ended.state is S.CONFIRMED
    assert bulb.orders == [("cmnd/lamp-1/Dimmer", b"60", False)]
    wait_until(lambda: centre.value(LAMP, "level") == 60)
    states = [step.state for step in centre.ask(centre.engine.transitions(number))]
    assert states[:3] == [S.REQUESTED, S.QUEUED, S.SENT]
    assert states[-1] is S.CONFIRMED


def test_a_refusal_ends_with_the_lamps_words(centre, bulb):
    bulb.manner = "refuse"
    ended = end_of(centre, centre.send(LAMP, "dim", level=60))
    assert (ended.state, ended.reason) == (S.REFUSED, "device_refused: Command Error")


def test_another_value_is_a_mismatch(centre, bulb):
    bulb.manner = "stubborn"
    ended = end_of(centre, centre.send(LAMP, "dim", level=60))
    assert ended.state is S.MISMATCH
    assert "level=12" in ended.reason


def test_silence_is_never_success_and_the_level_stays_alone(centre, bulb):
    end_of(centre, centre.send(LAMP, "dim", level=40))
    bulb.manner = "silent"
    ended = end_of(centre, centre.send(LAMP, "dim", level=90))
    assert (ended.state, ended.reason) == (S.UNCONFIRMED, "no_answer")
    assert centre.value(LAMP, "level") == 40
    assert [payload for _topic, payload, _retain in bulb.orders].count(b"90") > 1


def test_a_retained_old_state_after_the_order_proves_nothing(centre, bulb, mosquitto):
    bulb.manner = "silent"
    number = centre.send(LAMP, "dim", level=70)
    wait_until(lambda: bulb.orders)
    say(mosquitto, "tele/lamp-1/STATE", {"Time": wall_time(-3600), "POWER": "ON", "Dimmer": 70})
    ended = end_of(centre, number)
    assert ended.state is S.UNCONFIRMED


def test_no_broker_no_order(centre, bulb, mosquitto):
    mosquitto.kill()
    wait_until(lambda: centre.notice("broker.offline"), 10)
    ended = end_of(centre, centre.send(LAMP, "dim", level=60))
    assert (ended.state, ended.reason) == (S.REFUSED, "broker_offline")
    mosquitto.start()
    centre.wait_online()
    assert bulb.orders == []


def test_a_restart_between_the_order_and_the_proof_sends_nothing_twice(make_centre, mosquitto, tmp_path):
    first = LiveCentre(tmp_path / "again", [mosquitto.url]).start()
    first.take_in(lamp())
    first.wait_online()
    bulb = TasmotaLamp(mosquitto, "silent")
    try:
        wait_until(lambda: first.connection(LAMP) == 1, 10)
        number = first.send(LAMP, "dim", level=80)
        wait_until(lambda: bulb.orders)
        wait_until(lambda: (one := first.command(number)) is not None and one.state is S.SENT)
        first.stop()
        sent = len(bulb.orders)
        second = make_centre(mosquitto.url, profile="again")
        second.wait_online()
        bulb.report("tele/lamp-1/STATE", {"Time": wall_time(), "POWER": "ON", "Dimmer": 80})
        assert end_of(second, number).state is S.CONFIRMED
        assert len(bulb.orders) == sent
    finally:
        bulb.stop()
