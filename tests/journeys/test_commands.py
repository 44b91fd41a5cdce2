"""From the order to the proof, with a lamp that really answers over a real broker."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from controlcenter.domain.commands import CommandState
from tests.support.live_centre import LAMP, LiveCentre, lamp, say
from tests.support.mosquitto import Mosquitto
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey
S = CommandState


class TasmotaLamp:
    """A lamp on its own connection. ``manner``: obey, refuse, silent or stubborn (shows another level)."""

    def __init__(self, broker: Mosquitto, manner: str = "obey") -> None:
        self.manner = manner
        self.orders: list[tuple[str, bytes, bool]] = []
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id="lamp-1")
        self._client.on_message = self._on_message
        self._client.on_subscribe = lambda *_: self._client.publish("tele/lamp-1/LWT", "Online", 1, retain=True)
        self._client.connect("127.0.0.1", broker.port)
        self._client.subscribe("cmnd/lamp-1/#", 1)
        self._client.loop_start()

    def _on_message(self, _client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
        self.orders.append((message.topic, bytes(message.payload), bool(message.retain)))
        if self.manner == "refuse":
            self.report("stat/lamp-1/RESULT", {"Command": "Error"})
        elif self.manner != "silent":
            level = int(message.payload) if message.topic.endswith("Dimmer") else 100
            shown = 12 if self.manner == "stubborn" else level
            self.report("stat/lamp-1/RESULT", {"POWER": "ON", "Dimmer": shown})
            self.report("tele/lamp-1/STATE", {"Time": wall_time(), "POWER": "ON", "Dimmer": shown})

    def report(self, topic: str, body: dict[str, object], retain: bool = False) -> None:
        self._client.publish(topic, json.dumps(body), 1, retain=retain)

    def stop(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


def wall_time(offset_s: float = 0.0) -> str:
    """Tasmota's Time: local, whole seconds, no zone."""
    return datetime.fromtimestamp(time.time() + offset_s + 7 * 3600, UTC).strftime("%Y-%m-%dT%H:%M:%S")


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
