"""Many Tasmota lamps on one connection, each with its own manner."""

import itertools
import json
import threading
from collections import Counter
from collections.abc import Callable

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from controlcenter.domain.devices import Device
from tests.support.lamp import wall_time
from tests.support.live_centre import lamp
from tests.support.mosquitto import Mosquitto


class TasmotaLamps:
    """Lamps ``lamp-1`` … ``lamp-N``. ``manners`` by number: obey (unless named), silent, stubborn (shows 12).

    ``orders`` counts what reached each lamp as (number, payload). While ``withheld`` is a list, reports are kept
    in it instead of being sent.
    """

    def __init__(self, broker: Mosquitto, count: int) -> None:
        self.count = count
        self.manners: dict[int, str] = {}
        self.orders: Counter[tuple[int, bytes]] = Counter()
        self.withheld: list[Callable[[], None]] | None = None
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=f"lamps-{next(_numbers)}")
        self._client.max_inflight_messages_set(1000)
        self._client.on_message = self._on_message
        self._subscribed = threading.Event()
        self._client.on_connect = lambda *_: self._client.subscribe("cmnd/+/+", 1)
        self._client.on_subscribe = lambda *_: self._subscribed.set()
        self._client.connect("127.0.0.1", broker.port)
        self._client.loop_start()
        if not self._subscribed.wait(10):
            raise RuntimeError("the lamps got no subscription")

    @property
    def devices(self) -> list[Device]:
        return [lamp(number) for number in range(1, self.count + 1)]

    def appear(self, level: int = 10) -> None:
        """Every lamp says that it is online and how it burns."""
        for number in range(1, self.count + 1):
            self._client.publish(f"tele/lamp-{number}/LWT", "Online", 1, retain=True)
            self.report(number, level)

    def received(self, number: int) -> int:
        """How many orders reached the lamp."""
        return sum(count for (lamp_number, _payload), count in self.orders.items() if lamp_number == number)

    def report(self, number: int, level: int, offset_s: float = 0.0, retain: bool = False) -> None:
        body = {"Time": wall_time(offset_s), "POWER": "ON" if level else "OFF", "Dimmer": level}
        self._client.publish(f"tele/lamp-{number}/STATE", json.dumps(body), 1, retain=retain)

    def _on_message(self, _client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
        number = int(message.topic.split("/")[1].removeprefix("lamp-"))
        payload = bytes(message.payload)
        self.orders[number, payload] += 1
        manner = self.manners.get(number, "obey")
        if manner == "silent":
            return
        level = int(payload) if message.topic.endswith("Dimmer") else 100 * (payload.upper() == b"ON")
        shown = 12 if manner == "stubborn" else level
        if self.withheld is not None:
            self.withheld.append(lambda: self.report(number, shown))
        else:
            self.report(number, shown)

    def let_out(self) -> None:
        """Send what was withheld."""
        waiting, self.withheld = self.withheld or [], None
        for report in waiting:
            report()

    def stop(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()
        self._client.reinitialise()  # closes the pair of sockets paho wakes its thread with: nobody else does


_numbers = itertools.count(1)
