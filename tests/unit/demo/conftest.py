"""A listener on a real broker, for the tests of the demo's processes."""

import queue
import time
from collections.abc import Callable, Iterator

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

PATIENCE_S = 40.0


class Listener:
    """Hears everything at a broker and can say something."""

    def __init__(self, port: int, protocol: int = mqtt.MQTTv5) -> None:
        self.heard: queue.Queue[mqtt.MQTTMessage] = queue.Queue()
        self._ready: queue.Queue[bool] = queue.Queue()
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTProtocolVersion(protocol))
        self._client.reconnect_delay_set(1, 1)
        self._client.on_connect = lambda client, *_: client.subscribe("#", 0)
        self._client.on_subscribe = lambda *_: self._ready.put(True)
        self._client.on_message = lambda _, __, message: self.heard.put(message)
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        self._ready.get(timeout=PATIENCE_S)

    def say(self, topic: str, payload: bytes, qos: int = 1, retain: bool = False) -> None:
        self._client.publish(topic, payload, qos, retain).wait_for_publish(PATIENCE_S)

    def await_message(self, fits: Callable[[mqtt.MQTTMessage], bool]) -> mqtt.MQTTMessage:
        """Return the next message that *fits*; fails after PATIENCE_S."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            message = self.heard.get(timeout=max(0.01, deadline - time.monotonic()))
            if fits(message):
                return message

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()
        self._client.reinitialise()  # closes the pair of sockets paho wakes its thread with: nobody else does


@pytest.fixture
def listen() -> Iterator[Callable[..., Listener]]:
    listeners: list[Listener] = []

    def make(port: int, protocol: int = mqtt.MQTTv5) -> Listener:
        listeners.append(Listener(port, protocol))
        return listeners[-1]

    yield make
    for listener in listeners:
        listener.close()
