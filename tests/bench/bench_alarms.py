"""What alarm evaluation adds to a sample in band, against ingest without it, in the same run."""

import gc
import time
from typing import Any

from figures import Figure, figure

from controlcenter.domain.alarms import Sight
from controlcenter.domain.conditions import (
    AlarmDefinition,
    AlarmId,
    CommandTest,
    FaultTest,
    FrozenTest,
    LimitTest,
    NoDataTest,
    OfflineTest,
    RateTest,
    Side,
    StateTest,
)
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import DeviceId, SiteId
from controlcenter.domain.readings import Quality, Reading
from controlcenter.domain.words import Text
from controlcenter.engine.alarms.evaluation import Context, Evaluator
from controlcenter.engine.alarms.timers import Timers
from controlcenter.engine.live import LiveState

DEVICES = 5000
BATCH = 150
NAME = Text("Bench", "Đo")
NOW = 1_795_430_000.0
LIMITS = (
    LimitTest("power", Side.HIGH, 200.0, 5.0), LimitTest("power", Side.HIGH_HIGH, 250.0, 5.0),
    LimitTest("voltage", Side.LOW, 200.0, 2.0), LimitTest("voltage", Side.HIGH, 250.0, 2.0),
)  # fmt: skip
REST = (FaultTest("fault"), StateTest("on", (7,)), NoDataTest(), OfflineTest(), CommandTest())


def run(quick: bool) -> dict[str, Any]:
    rounds = 4 if quick else 20
    ingest_s, evaluation_s = _beside_ingest(rounds)
    rows: list[Figure] = [
        figure("evaluation added to a sample in band", evaluation_s * 1e6, "µs", limit="live state alone",
               limit_value=ingest_s * 1e6, target="≤ 1 µs", ok=evaluation_s <= 1e-6),
        figure("a number with a rate of change", _slow(RateTest("power", 500.0), rounds) * 1e6, "µs"),
        figure("a number that may freeze", _slow(FrozenTest("power", 600.0, 0.01), rounds) * 1e6, "µs"),
        _sweep(),
    ]  # fmt: skip
    return {"name": "alarms: evaluation", "figures": rows}


def _no_fault(_key: str, value: object) -> bool:
    return value not in ("none", "ok")


def _silent(_alarm: AlarmId, _active: bool, _sight: Sight) -> None:
    raise SystemExit("nothing here is out of band")


def _evaluator(tests: tuple[Any, ...], devices: int) -> Evaluator:
    evaluator = Evaluator(Timers(), _silent)
    definitions = {f"c{n}": AlarmDefinition(f"c{n}", NAME, test) for n, test in enumerate(tests)}
    for number in range(devices):
        context = Context(600.0, _no_fault, frozenset(), NOW)
        evaluator.watch(DeviceId(f"bench:d:{number}"), definitions, context, NOW)
    return evaluator


def _samples(number: int) -> tuple[tuple[str, Any], ...]:
    """What one lamp sends: five points, three of them with definitions in band, one of words, one nobody watches."""
    return ("power", 90.0 + number % 7), ("voltage", 228 + number % 5), ("on", True), ("fault", "none"), ("rssi", 61.0)


def _beside_ingest(rounds: int) -> tuple[float, float]:
    """Seconds per sample: the live state's, and what the evaluation of the same batches takes after it."""
    live = LiveState(lambda _device, _key: 600.0, lambda _device, _key, _value: "")
    states = []
    for number in range(DEVICES):
        device = Device(
            DeviceId(f"bench:d:{number}"), SiteId("bench"), "d", str(number), "streetlight", f"Lamp {number}"
        )
        states.append(live.adopt(device))
    evaluator = _evaluator((*LIMITS, *REST), DEVICES)
    ingest = evaluation = 0.0
    count = 0
    clock = time.perf_counter
    gc.disable()  # it strikes either of the two by chance
    for turn in range(rounds + 1):
        for first in range(0, DEVICES, BATCH):
            now = NOW + turn + first / DEVICES
            began = clock()
            batch: list[Reading] = []
            for number in range(first, min(first + BATCH, DEVICES)):
                state = states[number]
                for key, value in _samples(number + turn):
                    reading = live.put(state, key, value, now - 0.2, now, Quality.GOOD, False)
                    if reading is not None:
                        batch.append(reading)
                live.seen(state, now, 0)
            put = clock()
            evaluator.readings(batch)
            done = clock()
            if turn:  # the first makes the points
                ingest += put - began
                evaluation += done - put
                count += len(batch)
        live.take_changed_readings()
    gc.enable()
    return ingest / count, evaluation / count


def _slow(test: Any, rounds: int) -> float:
    """Seconds per sample of a point whose every reading must be looked at."""
    evaluator = _evaluator((test,), DEVICES)
    took = 0.0
    for turn in range(rounds):
        now = NOW + turn
        batch = [
            Reading(DeviceId(f"bench:d:{n}"), "power", 90.0 + turn % 3, now, now, Quality.GOOD) for n in range(DEVICES)
        ]
        began = time.perf_counter()
        evaluator.readings(batch)
        took += time.perf_counter() - began
    return took / (rounds * DEVICES)


def _sweep() -> Figure:
    evaluator = _evaluator((NoDataTest(),), 100_000)
    longest = 0.0
    for turn in range(20):
        began = time.perf_counter()
        evaluator.sweep(NOW + turn / 10, 10)
        longest = max(longest, time.perf_counter() - began)
    return figure("sweep of a tenth of 100,000 devices, longest", longest * 1e3, "ms", target="≤ 5 ms",
                  ok=longest <= 0.005)  # fmt: skip
