"""Alarms on their way to the screen: how soon one is there at 5,000 messages a second, and 10,000 in ten seconds."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from figures import Figure, figure, percentile

from tests.support.mosquitto import Mosquitto

SETTLE_S = 6.0
STORM = 10_000
STORM_S = 10.0
RATE = 5_000
CALM_DEVICES = 5_000
LIMIT = 100_000.0
"""Lumens no lamp of the load reaches; the storm's do."""
KEY = "glare"


def run(quick: bool) -> dict[str, Any]:
    seconds = 8 if quick else 20
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        broker = Mosquitto(Path(folder) / "broker").start()
        try:
            found = _measure(Path(folder) / "rate", broker.port, "rate", seconds)
            figures += [
                figure(f"publish → alarm on screen at {RATE:,}/s, p50", found["p50"], "ms"),
                figure(f"publish → alarm on screen at {RATE:,}/s, p99", found["p99"], "ms", target="≤ 300 ms",
                       ok=found["p99"] <= 300),
                figure("alarms missing", found["missing"], "", target="0", ok=found["missing"] == 0),
            ]  # fmt: skip
            found = _measure(Path(folder) / "storm", broker.port, "storm", STORM_S + 4)
            figures += [
                figure("10,000 alarms in 10 s: lateness p99", found["late_p99"], "ms", target="≤ 50 ms",
                       ok=found["late_p99"] <= 50),
                figure("10,000 alarms in 10 s: lateness worst", found["late_worst"], "ms"),
                figure("10,000 alarms in 10 s: on screen p99", found["p99"], "ms"),
                figure("10,000 alarms in 10 s: missing", found["missing"], "", target="0", ok=found["missing"] == 0),
            ]  # fmt: skip
        finally:
            broker.stop()
    return {"name": "alarm storm", "figures": figures}


def _measure(folder: Path, port: int, manner: str, seconds: float) -> dict[str, float]:
    result = subprocess.run(
        [sys.executable, __file__, str(folder), str(port), manner, str(seconds)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(result.stdout.splitlines()[-1])
    return found


def _define(folder: Path) -> None:
    from controlcenter.domain.conditions import AlarmDefinition, LimitTest, Override, Side
    from controlcenter.domain.words import Text
    from controlcenter.storage.store import Store

    store = Store.open(folder / "controlcenter.sqlite")
    try:
        made = AlarmDefinition(KEY, Text("Glare", "Chói"), LimitTest("lumens", Side.HIGH, LIMIT))
        store.save_override(Override(made, kind="streetlight"), "bench", time.time())
    finally:
        store.close()


class Eyes:
    """Notes when each alarm came to the window."""

    def __init__(self) -> None:
        self.delays: list[float] = []
        self._seen: set[object] = set()

    def take(self, changes: Any) -> None:
        now = time.time()
        for alarm in changes.alarms:
            if alarm.id.condition == KEY and alarm.active and alarm.id not in self._seen:
                self._seen.add(alarm.id)
                self.delays.append(now - alarm.source_at)


def _storm(port: int, first: int, count: int, rate: float) -> None:
    """Publish one glaring measurement each of *count* lamps from *first* on."""
    import load

    wire = load.Wire(port, "storm")
    idle = threading.Event()
    began, sent = time.monotonic(), 0
    while sent < count:
        due = min(count, int((time.monotonic() - began) * rate))
        for number in range(sent, due):
            topic = load.TOPIC.format(load.address(first + number)).encode()
            wire.send(load.publish_packet(topic, load.payload(int(LIMIT) + 1, time.time()), 1, number))
        sent = due
        idle.wait(0.002)
    wire.finish(count)


def _window(folder: Path, port: int, manner: str, seconds: float) -> dict[str, float]:
    import bench_window
    import city
    import load
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from controlcenter import app as root
    from controlcenter.ui import bridge

    storm = manner == "storm"
    count = STORM if storm else int(seconds * 20)
    # The storm's lamps come after those of the steady load, so that no lamp takes its own alarm back.
    # A town comes out a few devices smaller than asked for.
    city.make_profile(folder, count if storm else CALM_DEVICES + count + 40, port)
    _define(folder)
    application = QApplication(["bench"])
    eyes, lateness, children = Eyes(), bench_window.Lateness(), []
    tell = bridge.Bridge.tell

    def tell_and_look(self: bridge.Bridge, changes: Any) -> None:
        tell(self, changes)
        eyes.take(changes)

    bridge.Bridge.tell = tell_and_look  # type: ignore[method-assign]  # to see what the window sees

    def begin() -> None:
        if not storm:
            total = int(RATE * (seconds + 2))
            children.append(load.start(port, devices=CALM_DEVICES, count=total, rate=RATE))
        first, rate = (0, STORM / STORM_S) if storm else (CALM_DEVICES, 20.0)
        words = [sys.executable, __file__, "send", str(port), str(first), str(count), str(rate)]
        children.append(subprocess.Popen(words, stdout=subprocess.PIPE, text=True))
        lateness.start()

    QTimer.singleShot(int(SETTLE_S * 1000), begin)
    QTimer.singleShot(int((SETTLE_S + seconds) * 1000), lateness.stop)
    options = root.StartOptions(profile=folder, page="alarms", for_s=SETTLE_S + seconds + 3)
    root.run_window(options)
    for child in children:
        child.communicate()
    del application
    return {
        "p50": percentile(eyes.delays, 50) * 1000, "p99": percentile(eyes.delays, 99) * 1000,
        "missing": count - len(eyes.delays),
        "late_p99": percentile(lateness.found, 99) * 1000, "late_worst": max(lateness.found) * 1000,
    }  # fmt: skip


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    if sys.argv[1] == "send":
        _storm(int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))
    else:
        print("\n" + json.dumps(_window(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], float(sys.argv[4]))))
