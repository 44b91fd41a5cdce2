"""How late the window's own thread is while a city reports: 5,000 devices, Overview open, offscreen."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from figures import Figure, figure, percentile

from tests.support.mosquitto import Mosquitto

DEVICES = 5000
RATES = ((5_000, 20.0), (10_000, 33.0))
"""Messages a second, and how late the thread may be at the 99th percentile, in ms."""
PERIOD_S = 0.016
SETTLE_S = 6.0


def run(quick: bool) -> dict[str, Any]:
    seconds = 8 if quick else 30
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        broker = Mosquitto(Path(folder) / "broker").start()
        try:
            idle = _measure(Path(folder) / "idle", broker.port, 0, seconds)
            figures.append(figure("lateness without messages, p99", idle["p99"], "ms"))
            for rate, most in RATES:
                figures += _figures(_measure(Path(folder) / f"at-{rate}", broker.port, rate, seconds), rate, most)
        finally:
            broker.stop()
    return {"name": "window", "figures": figures}


def _figures(found: dict[str, float], rate: int, most: float) -> list[Figure]:
    at = f"at {rate:,}/s"
    return [
        figure(f"lateness {at}, p50", found["p50"], "ms"),
        figure(f"lateness {at}, p99", found["p99"], "ms", target=f"≤ {most:.0f} ms", ok=found["p99"] <= most),
        figure(f"lateness {at}, worst", found["worst"], "ms"),
        figure(f"messages missing {at}", found["missing"], "", target="0", ok=found["missing"] == 0),
    ]


def _measure(folder: Path, port: int, rate: int, seconds: float) -> dict[str, float]:
    """Run a window in a process of its own; returns ms and counts."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    result = subprocess.run(
        [sys.executable, __file__, str(folder), str(port), str(rate), str(seconds)],
        env=environment, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(result.stdout.splitlines()[-1])
    return found


class Lateness:
    """A timer of the window's thread that notes how late it is called.

    While the thread is held up several calls fall due; each counts with its own lateness, so that one long
    stop weighs as much as an operator feels it.
    """

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.found: list[float] = []
        self._last = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start(int(PERIOD_S * 1000))

    def stop(self) -> None:
        self._timer.stop()

    def _on_timeout(self) -> None:
        now = time.perf_counter()
        late = max(0.0, now - self._last - PERIOD_S)
        self._last = now
        while late >= 0:
            self.found.append(late)
            late -= PERIOD_S


def _window(folder: Path, port: int, rate: int, seconds: float) -> dict[str, float]:
    import city
    import load
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from controlcenter import app as root
    from controlcenter.engine.engine import Engine

    profile = city.make_profile(folder, DEVICES, port)
    application = QApplication(["bench"])
    lateness, engines, senders = Lateness(), list[Engine](), []
    make_engine = root.Centre.make_engine

    def keep(centre: root.Centre) -> Engine:
        engines.append(make_engine(centre))
        return engines[-1]

    root.Centre.make_engine = keep  # type: ignore[method-assign]  # to read its counters at the end
    count = int(rate * (seconds + SETTLE_S / 2))
    if rate:
        QTimer.singleShot(
            int(SETTLE_S * 500), lambda: senders.append(load.start(port, devices=DEVICES, count=count, rate=rate))
        )
    QTimer.singleShot(int(SETTLE_S * 1000), lateness.start)
    QTimer.singleShot(int((SETTLE_S + seconds) * 1000), lateness.stop)
    options = root.StartOptions(profile=profile, page="overview", for_s=SETTLE_S + seconds + 3, base_map=_base_map())
    root.run_window(options)
    for sender in senders:
        sender.communicate()
    del application
    return {
        "p50": percentile(lateness.found, 50) * 1000,
        "p99": percentile(lateness.found, 99) * 1000,
        "worst": max(lateness.found) * 1000,
        "missing": count - engines[0].ingest.counts[0],
    }


def _base_map() -> Path | None:
    from controlcenter.demo.town import BASE_MAP

    return BASE_MAP if BASE_MAP.exists() else None


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    print("\n" + json.dumps(_window(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))))
