"""Plans for 100,000 lamps and a year of calendar: which action is in force for each of them at each change."""

import time
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from figures import Figure, figure

from controlcenter.domain.calendars import DateRange, Days
from controlcenter.domain.devices import Position
from controlcenter.domain.ids import DeviceId, DocumentId
from controlcenter.domain.kinds import Confirm
from controlcenter.domain.plan_times import span
from controlcenter.domain.plans import Plan, Profile, Rule, Step, clock, lamp_action, sun
from controlcenter.domain.readings import Value
from controlcenter.domain.selections import Selection
from controlcenter.domain.sun import SunEvent
from controlcenter.engine.control.plan_runner import PlanRunner

LAMPS = 100_000
PLANS = 24
"""Groups with a plan and a place of their own: the wards of a city."""
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOME = Position(106.7, 10.78)
NEW_YEAR = date(2027, 1, 1)
NOW = 1_795_430_000.0
_DIM = (Confirm("level", argument="level", tolerance=5.0),)
_ON = (Confirm("on", equals=True),)
_OFF = (Confirm("on", equals=False),)
_RULES = {"dim": _DIM, "turn_on": _ON, "turn_off": _OFF}


def run(quick: bool) -> dict[str, Any]:
    days = 60 if quick else 365
    rows = [*_year(days), *_running()]
    return {"name": f"plans: {PLANS} plans, {LAMPS:,} lamps, {days} days", "figures": rows}


def _plan(number: int) -> Plan:
    deep = 30 + number
    week = (
        Step(sun(SunEvent.SUNSET, 5, "17:15", "18:45"), lamp_action(True, 100)),
        Step(clock("22:00"), lamp_action(True, 60)), Step(clock("00:00"), lamp_action(True, deep)),
        Step(clock("04:30"), lamp_action(True, 60)),
        Step(sun(SunEvent.SUNRISE, -5), lamp_action(False)),
    )  # fmt: skip
    feast = (Step(sun(SunEvent.SUNSET), lamp_action(True, 100)), Step(sun(SunEvent.SUNRISE), lamp_action(False)))
    rules = (
        Rule(Days(ranges=(DateRange(date(2027, 2, 5), date(2027, 2, 11)),), holidays=True), "feast"),
        Rule(Days((5, 6)), "feast"),
    )
    place = Position(HOME.lon + 0.06 * (number % 6), HOME.lat + 0.06 * (number // 6))
    return Plan(
        Selection(groups=(DocumentId(number + 1),)), (Profile("week", week), Profile("feast", feast)), rules, "week",
        (date(2027, 4, 30), date(2027, 5, 1), date(2027, 9, 2)), place=place,
    )  # fmt: skip


def _year(days: int) -> list[Figure]:
    plan_of_lamp = np.arange(LAMPS) % PLANS
    began = time.perf_counter()
    timelines = [_timeline(_plan(number), days) for number in range(PLANS)]
    evaluated = time.perf_counter()
    changes, lit_h, full_h = 0, np.zeros(LAMPS), np.zeros(LAMPS)
    for number, (edges, levels) in enumerate(timelines):
        lamps = np.flatnonzero(plan_of_lamp == number)
        hours = (np.diff(edges) / 3600.0).astype(np.float32)
        # One row a lamp: the level it is to have from each change of the year on.
        planned = np.empty((len(lamps), len(levels)), np.float32)
        planned[:] = levels
        full_h[lamps] = planned @ hours / 100.0
        np.sign(planned, out=planned)
        lit_h[lamps] = planned @ hours
        changes += planned.size
    done = time.perf_counter()
    if not (days * 9 < lit_h.min() <= lit_h.max() < days * 14 and full_h.max() < lit_h.min()):
        raise SystemExit("that is no night near the equator")
    took, limit = done - began, 1.0 * days / 365
    return [
        figure("the plans over the calendar", evaluated - began, "s"),
        figure("changes, each lamp's counted", changes / 1e6, "million"),
        figure("all of it, with hours and level-hours of every lamp", took, "s", target=f"≤ {limit:.2g} s",
               ok=took <= limit),
    ]  # fmt: skip


def _timeline(plan: Plan, days: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Edges (n + 1,) s and levels (n,) per cent."""
    found = list(span(plan, NEW_YEAR, days, plan.place or HOME, ZONE))
    edges = np.array([one.start for one in found] + [found[-1].end])
    return edges, np.array([one.level if one.level is not None else 0.0 for one in found])


def _running() -> list[Figure]:
    devices = [[DeviceId(f"b:d:{n}") for n in range(group, LAMPS, PLANS)] for group in range(PLANS)]
    runner = PlanRunner(ZONE, lambda _device: None, HOME)
    plans = [(DocumentId(number + 1), _plan(number)) for number in range(PLANS)]
    began = time.perf_counter()
    runner.set_plans(plans, lambda plan: devices[plan.selection.groups[0] - 1])
    set_s = time.perf_counter() - began
    runner.due(NOW)
    every = [device for group in devices for device in group]
    began = time.perf_counter()
    for device in every:
        runner.wanted(device, NOW)
    wanted_s = (time.perf_counter() - began) / len(every)
    began = time.perf_counter()
    for _ in range(1000):
        runner.due(NOW)
    due_s = (time.perf_counter() - began) / 1000
    reported: dict[DeviceId, dict[str, Value]] = {device: {"on": False, "level": 0} for device in every}
    began = time.perf_counter()
    runner.changes_needed(reported, lambda _device, command: _RULES[command], NOW)
    needed_s = time.perf_counter() - began
    return [
        figure("put plans in force", set_s * 1e3, "ms"),
        figure("what one lamp ought to do", wanted_s * 1e6, "µs"),
        figure("nothing is due", due_s * 1e6, "µs"),
        figure("who of all lamps differs", needed_s * 1e3, "ms"),
    ]
