"""A lamp that speaks Tasmota over a connection of its own."""

import json
import time
from datetime import UTC, datetime

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from tests.support.mosquitto import Mosquitto


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
        self._client.reinitialise()  # closes the pair of sockets paho wakes its thread with: nobody else does


def wall_time(offset_s: float = 0.0) -> str:
    """Tasmota's Time: local, whole seconds, no zone."""
    return datetime.fromtimestamp(time.time() + offset_s + 7 * 3600, UTC).strftime("%Y-%m-%dT%H:%M:%S")
