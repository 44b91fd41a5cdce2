"""Messages in, end to end: Mosquitto → live state and history, against a paho subscriber that does nothing."""

import asyncio
import gc
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import load
import paho.mqtt.client as paho
from figures import Figure, figure, percentile

from controlcenter import places
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import SiteId, device_id
from controlcenter.domain.readings import Reading
from controlcenter.drivers.loader import load_catalogue
from controlcenter.engine.engine import Engine, EngineOptions
from controlcenter.engine.link import BrokerOptions
from controlcenter.storage.store import Store
from tests.support.mosquitto import Mosquitto
from tests.support.waiting import until, wait_until

DEVICES = 5000
SITE = SiteId("bench")
STEADY_RATE = 5000
READINGS_PER_MESSAGE = 3
"""Each lamp measurement becomes lumens, level and on."""


def run(quick: bool) -> dict[str, Any]:
    count, steady_s = (20_000, 5) if quick else (100_000, 20)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        broker = Mosquitto(Path(folder) / "broker").start()
        try:
            for qos in (1, 0):
                figures += _ceiling(Path(folder) / f"ceiling-{qos}", broker, count, qos)
            figures += _steady(Path(folder) / "steady", broker, steady_s)
        finally:
            broker.stop()
    return {"name": "ingest", "figures": figures}


def _ceiling(folder: Path, broker: Mosquitto, count: int, qos: int) -> list[Figure]:
    idle_rate = _no_op_rate(broker, count, qos)
    rate, history_rate, taken, recorded = asyncio.run(_with_engine(folder, broker, _burst(broker, count, qos)))
    name = f"QoS {qos}"
    lost = count - taken
    lost_samples = count * READINGS_PER_MESSAGE - recorded
    return [
        figure(f"{name}: into live state", rate, "msg/s", limit="no-op paho", limit_value=idle_rate,
               target="≥ 0.6 of it", ok=rate >= 0.6 * idle_rate),
        figure(f"{name}: into live state and history", history_rate, "msg/s", limit="no-op paho",
               limit_value=idle_rate, target="≥ 0.6 of it", ok=history_rate >= 0.6 * idle_rate),
        figure(f"{name}: messages lost of {count}", lost, "", target="0", ok=lost == 0),
        figure(f"{name}: samples not in history", lost_samples, "", target="0", ok=lost_samples == 0),
    ]  # fmt: skip


def _no_op_rate(broker: Mosquitto, count: int, qos: int) -> float:
    """Messages a second a subscriber gets that only counts them, from the first to the last."""
    seen = [0]
    times = [0.0, 0.0]
    subscribed = threading.Event()

    def on_message(_client: paho.Client, _data: object, _message: paho.MQTTMessage) -> None:
        seen[0] += 1
        if seen[0] == 1:
            times[0] = time.perf_counter()
        elif seen[0] == count:
            times[1] = time.perf_counter()

    client = paho.Client(paho.CallbackAPIVersion.VERSION2, protocol=paho.MQTTv5)
    client.on_message = on_message
    client.on_subscribe = lambda *_: subscribed.set()
    client.connect("127.0.0.1", broker.port)
    client.loop_start()
    client.subscribe("smartylighting/#", qos)
    subscribed.wait(5)
    sender = load.start(broker.port, devices=DEVICES, count=count, qos=qos)
    try:
        wait_until(lambda: times[1], 120, f"{count} messages at the no-op subscriber")
    finally:
        sender.communicate()
        client.loop_stop()
        client.disconnect()
    return (count - 1) / (times[1] - times[0])


Work = Callable[[Engine], Awaitable[Any]]


async def _with_engine(folder: Path, broker: Mosquitto, work: Work) -> Any:
    """Run *work* on an engine whose store knows all lamps and whose link is up."""
    folder.mkdir()
    store = Store.open(folder / "bench.sqlite")
    store.save_devices([_lamp(number) for number in range(DEVICES)], "bench", time.time())
    catalogue = load_catalogue(places.RESOURCES / "kinds", [places.PLUGINS])
    link = BrokerOptions(
        name="bench", site=SITE, host="127.0.0.1", port=broker.port, client_id="bench", tls=False, ca_file="",
        user=None, password=None, keepalive_s=15, protocol="auto",
    )  # fmt: skip
    engine = Engine(store, catalogue, EngineOptions(brokers=(link,)))
    sys.setswitchinterval(0.001)  # as the program does, and so is what follows the start
    await engine.start()
    gc.collect()
    gc.freeze()
    try:
        await until(lambda: engine.links.is_online(0), 10, "the link")
        await asyncio.sleep(1)  # the subscriptions follow the link
        warm_up = load.start(broker.port, devices=DEVICES, count=DEVICES, qos=1)
        await _settled(lambda: engine.ingest.counts[0], DEVICES)
        await asyncio.to_thread(warm_up.communicate)
        return await work(engine)
    finally:
        await engine.stop()
        store.close()


def _lamp(number: int) -> Device:
    address = load.address(number)
    return Device(
        device_id(SITE, "smartylighting", address), SITE, "smartylighting", address, "streetlight", f"Lamp {number}"
    )


def _burst(broker: Mosquitto, count: int, qos: int) -> Work:
    async def work(engine: Engine) -> tuple[float, float, int, int]:
        written = engine.recorder.status().written + engine.recorder.status().waiting
        before, counted = engine.ingest.readings, engine.ingest.counts[0]
        sender = load.start(broker.port, devices=DEVICES, count=count, qos=qos)
        await until(lambda: engine.ingest.readings > before, 30, "the first message")
        began = time.perf_counter()
        await _settled(lambda: engine.ingest.readings - before, count * READINGS_PER_MESSAGE)
        in_state = time.perf_counter()
        taken = engine.ingest.counts[0] - counted
        await _settled(lambda: engine.recorder.status().written - written, count * READINGS_PER_MESSAGE)
        in_history = time.perf_counter()
        await asyncio.to_thread(sender.communicate)
        recorded = engine.recorder.status().written - written
        return count / (in_state - began), count / (in_history - began), taken, recorded

    return work


async def _settled(counter: Callable[[], int], wanted: int) -> None:
    """Wait until *counter* reaches *wanted*, or has stood still for five seconds (then something was lost)."""
    last, since = counter(), time.monotonic()
    while last < wanted and time.monotonic() - since < 5:
        await asyncio.sleep(0.005)
        if counter() != last:
            last, since = counter(), time.monotonic()


def _steady(folder: Path, broker: Mosquitto, seconds: float) -> list[Figure]:
    delays = asyncio.run(_with_engine(folder, broker, _delays(broker, seconds)))
    lost = int(STEADY_RATE * seconds) - len(delays)
    p50, p99 = percentile(delays, 50) * 1000, percentile(delays, 99) * 1000
    return [
        figure(f"publish → state at {STEADY_RATE}/s, p50", p50, "ms"),
        figure(f"publish → state at {STEADY_RATE}/s, p99", p99, "ms", target="≤ 20 ms", ok=p99 <= 20),
        figure(f"messages lost at {STEADY_RATE}/s", lost, "", target="0", ok=lost == 0),
    ]


def _delays(broker: Mosquitto, seconds: float) -> Work:
    async def work(engine: Engine) -> list[float]:
        delays: list[float] = []
        record = engine.recorder.record

        def listen(readings: Sequence[Reading]) -> None:
            now = time.time()  # the live state holds them already
            delays.extend(now - reading.at for reading in readings if reading.key == "lumens")
            record(readings)

        engine.recorder.record = listen  # type: ignore[method-assign]  # the one place after the live state
        count = int(STEADY_RATE * seconds)
        sender = load.start(broker.port, devices=DEVICES, count=count, rate=STEADY_RATE)
        await asyncio.to_thread(sender.communicate)
        await _settled(lambda: len(delays), count)
        return delays

    return work
