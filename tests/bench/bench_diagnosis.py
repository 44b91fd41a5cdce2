"""What diagnosing lamps costs: a sample that changes nothing, and a second's turn of 100,000 lamps."""

import gc
import time
from typing import Any
from zoneinfo import ZoneInfo

from figures import figure

from controlcenter.domain.devices import Position
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality, Reading
from controlcenter.engine.control.diagnosis import Diagnosis
from controlcenter.engine.control.subjects import Rule

LAMPS = 100_000
PER_CABINET = 60
HOME = Position(106.7, 10.78)
NIGHT = 1_795_525_200.0
"""24 November 2026, 20:00 in Saigon."""


def run(quick: bool) -> dict[str, Any]:
    rule = Rule(100.0, NIGHT - 7200)
    diagnosis = Diagnosis(ZoneInfo("Asia/Ho_Chi_Minh"), HOME, lambda _device, _now: rule, lambda _device: True)
    devices = [DeviceId(f"b:d:{number}") for number in range(LAMPS)]
    for number, device in enumerate(devices):
        cabinet = DeviceId(f"b:c:{number // PER_CABINET}")
        place = Position(HOME.lon + number % 200 / 1000, HOME.lat + number % 300 / 1500)
        diagnosis.watch_lamp(device, place, 100.0, 150.0, cabinet)
    fed = _feed(diagnosis, devices[: LAMPS // 10], 4 if quick else 12)
    for device in devices:
        diagnosis.feed(_said(device, NIGHT))
    turns = [_turn(diagnosis, NIGHT + second) for second in range(12 if quick else 60)][1:]
    gc.collect()
    rows = [
        figure("a sample that changes nothing", fed * 1e6, "µs", target="≤ 1 µs", ok=fed <= 1e-6),
        figure("a second's turn of 100,000 lamps, longest", max(turns) * 1e3, "ms"),
        figure("a second's turn, mean", sum(turns) / len(turns) * 1e3, "ms", target="≤ 50 ms",
               ok=sum(turns) / len(turns) <= 0.05),
    ]  # fmt: skip
    return {"name": "diagnosis", "figures": rows}


def _said(device: DeviceId, at: float) -> list[Reading]:
    said = (("on", True), ("level", 100.0), ("power", 98.0), ("voltage", 229.0), ("fault", "none"))
    return [Reading(device, key, value, at, at, Quality.GOOD) for key, value in said]


def _feed(diagnosis: Diagnosis, devices: list[DeviceId], rounds: int) -> float:
    """Seconds per sample of five points a lamp, three of which are looked at."""
    took, count = 0.0, 0
    for turn in range(rounds):
        batch = [reading for device in devices for reading in _said(device, NIGHT - 1000 + 60 * turn)]
        began = time.perf_counter()
        diagnosis.feed(batch)
        took += time.perf_counter() - began
        count += len(batch)
    return took / count


def _turn(diagnosis: Diagnosis, now: float) -> float:
    began = time.perf_counter()
    diagnosis.judge(now)
    return time.perf_counter() - began
