"""Plans in force: what is wanted, what becomes due, and who has to be told after a start."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest

from controlcenter import places
from controlcenter.domain.calendars import Days
from controlcenter.domain.devices import Position
from controlcenter.domain.ids import DeviceId, DocumentId
from controlcenter.domain.kinds import Confirm
from controlcenter.domain.plans import Plan, Profile, Rule, Step, clock, lamp_action, sun
from controlcenter.domain.plans_check import Clash
from controlcenter.domain.selections import Selection
from controlcenter.domain.sun import SunEvent, sun_day
from controlcenter.drivers.kinds import load_kinds
from controlcenter.engine.control.plan_runner import PlanRunner

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOME = Position(105.85, 21.03)
LAMP = load_kinds(places.RESOURCES / "kinds")["streetlight"]
A, B, C = (DeviceId(f"s:d:{name}") for name in "abc")
ONE, TWO = DocumentId(1), DocumentId(2)


def night(level: int, *devices: DeviceId) -> Plan:
    steps = (
        Step(clock("18:00"), lamp_action(True, level)),
        Step(clock("22:00"), lamp_action(True, 50)),
        Step(clock("23:00"), lamp_action(True, 50)),
        Step(clock("06:00"), lamp_action(False)),
    )
    return Plan(Selection(devices=devices), (Profile("p", steps),), default_profile="p")


def members(plan: Plan) -> Iterable[DeviceId]:
    return plan.selection.devices


def rules(_device: DeviceId, command: str) -> Sequence[Confirm]:
    return LAMP.commands[command].confirm


def at(text: str) -> float:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=ZONE).timestamp()


@pytest.fixture
def runner() -> PlanRunner:
    made = PlanRunner(ZONE, lambda _device: None, HOME)
    made.set_plans([(ONE, night(100, A, B)), (TWO, night(80, C))], members)
    return made


def told(runner: PlanRunner, text: str) -> list[tuple[int, float, tuple[DeviceId, ...]]]:
    return [
        (change.plan, float(change.action.arguments.get("level", 0)), tuple(change.devices))
        for change in runner.due(at(text))
    ]


def test_each_change_becomes_due_once_and_for_all_devices_of_the_plan(runner: PlanRunner) -> None:
    assert told(runner, "24T17:59:59") == []  # the first call only looks
    assert told(runner, "24T18:00") == [(1, 100, (A, B)), (2, 80, (C,))]
    assert told(runner, "24T18:00:01") == []
    assert runner.next_change(at("24T18:00:01")) == at("24T22:00")
    assert told(runner, "24T22:00:03") == [(1, 50, (A, B)), (2, 50, (C,))]
    assert told(runner, "24T23:00:01") == []  # the same once more changes nothing
    assert told(runner, "25T06:00") == [(1, 0, (A, B)), (2, 0, (C,))]


def test_asking_what_is_wanted_first_takes_nothing_from_what_is_due(runner: PlanRunner) -> None:
    runner.due(at("24T17:00"))
    assert runner.wanted(A, at("24T18:00")) is not None
    assert runner.next_change(at("24T18:00")) == at("24T22:00")
    assert told(runner, "24T18:00") == [(1, 100, (A, B)), (2, 80, (C,))]


def test_what_is_due_says_what_asks_for_it(runner: PlanRunner) -> None:
    runner.due(at("24T17:00"))
    change = runner.due(at("24T18:00"))[0]
    assert (change.wanted.since, change.wanted.until) == (at("24T18:00"), at("24T22:00"))
    assert (change.wanted.origin.profile, change.wanted.origin.step) == ("p", 0)


def test_after_a_start_nothing_is_sent_blindly(runner: PlanRunner) -> None:
    assert told(runner, "24T20:00") == []
    reported = {A: {"on": True, "level": 98}, B: {"on": True, "level": 60}}
    found = runner.changes_needed(reported, rules, at("24T20:00"))
    assert [(one.device, dict(one.shown), one.known) for one in found] == [
        (B, {"level": 60}, True),
        (C, {"level": None}, False),
    ]
    assert all(one.wanted.since == at("24T18:00") for one in found)
    assert [one.device for one in runner.changes_needed(reported, rules, at("24T20:00"), [TWO])] == [C]


def test_a_clock_that_jumps_forward_leaves_out_what_was_overtaken(runner: PlanRunner) -> None:
    runner.due(at("24T17:00"))
    assert told(runner, "25T01:00") == [(1, 50, (A, B)), (2, 50, (C,))]
    assert told(runner, "28T12:00") == [(1, 0, (A, B)), (2, 0, (C,))]
    assert told(runner, "30T12:00") == []


def test_a_clock_corrected_by_a_little_does_not_take_a_step_back(runner: PlanRunner) -> None:
    runner.due(at("24T17:00"))
    assert told(runner, "24T18:00:01") != []
    assert told(runner, "24T17:58") == []
    wanted = runner.wanted(A, at("24T17:58"))
    assert wanted is not None
    assert wanted.action == lamp_action(True, 100)
    assert told(runner, "24T18:00:02") == []


def test_a_clock_set_back_by_hours_is_believed(runner: PlanRunner) -> None:
    runner.due(at("24T17:00"))
    runner.due(at("24T18:00:01"))
    assert told(runner, "24T16:00") == [(1, 0, (A, B)), (2, 0, (C,))]
    assert told(runner, "24T18:00") == [(1, 100, (A, B)), (2, 80, (C,))]


def test_setting_the_same_plans_again_loses_no_step(runner: PlanRunner) -> None:
    runner.due(at("24T17:00"))
    runner.set_plans([(ONE, night(100, A, B)), (TWO, night(80, C))], members)
    assert told(runner, "24T18:00") == [(1, 100, (A, B)), (2, 80, (C,))]
    runner.set_plans([(ONE, night(100, A, B)), (TWO, night(80, C))], members)
    assert told(runner, "24T18:01") == []


def test_a_changed_plan_is_compared_not_sent(runner: PlanRunner) -> None:
    runner.due(at("24T19:00"))
    runner.set_plans([(ONE, night(70, A, B)), (TWO, night(80, C))], members)
    assert told(runner, "24T19:01") == []
    found = runner.changes_needed({A: {"level": 100}, B: {"level": 70}}, rules, at("24T19:01"), [ONE])
    assert [one.device for one in found] == [A]


def test_two_plans_for_one_device_are_named_and_the_older_rules_it() -> None:
    runner = PlanRunner(ZONE, lambda _device: None, HOME)
    clashes = runner.set_plans([(TWO, night(80, B, C)), (ONE, night(100, A, B))], members)
    assert clashes == (Clash(ONE, TWO, (B,)),)
    assert [runner.plan_of(device) for device in (A, B, C)] == [ONE, ONE, TWO]
    runner.due(at("24T17:00"))
    assert told(runner, "24T18:00") == [(1, 100, (A, B)), (2, 80, (C,))]


def test_a_disabled_plan_asks_for_nothing(runner: PlanRunner) -> None:
    off = msgspec.structs.replace(night(100, A, B), enabled=False)
    assert runner.set_plans([(ONE, off), (TWO, night(80, B))], members) == ()
    assert runner.wanted(A, at("24T20:00")) is None
    assert runner.plan_of(B) == TWO
    assert list(runner.devices()) == [B]


def test_when_a_plan_stops_asking_nothing_is_sent() -> None:
    plan = msgspec.structs.replace(
        night(100, A), rules=(Rule(Days(dates=(datetime(2026, 11, 25, tzinfo=UTC).date(),)), ""),)
    )
    runner = PlanRunner(ZONE, lambda _device: None, HOME)
    runner.set_plans([(ONE, plan)], members)
    runner.due(at("25T05:00"))
    assert told(runner, "25T06:00") == [(1, 0, (A,))]
    assert told(runner, "25T12:00") == []
    assert runner.wanted(A, at("25T20:00")) is None
    assert told(runner, "25T20:00") == []
    assert told(runner, "26T18:00") == [(1, 100, (A,))]


def test_the_sun_is_that_of_the_devices_unless_the_plan_names_a_place() -> None:
    def position(device: DeviceId) -> Position | None:
        return {A: Position(106.6, 10.7), B: Position(106.8, 10.9)}.get(device)

    runner = PlanRunner(ZONE, position, HOME)
    step = Step(sun(SunEvent.SUNSET), lamp_action(True))
    plan = Plan(Selection(devices=(A, B, C)), (Profile("p", (step,)),), default_profile="p")
    runner.set_plans([(ONE, plan)], members)
    here = sun_day(datetime(2026, 11, 24, tzinfo=UTC).date(), Position(106.7, 10.8), ZONE).sunset
    assert runner.next_change(at("24T15:00")) == here
    assert runner.place_for(B) == Position(106.7, 10.8), "that of its plan, not its own"
    assert runner.place_for(DeviceId("s:d:nobody's")) == HOME
    assert runner.place_of(plan, [C]) == HOME
    assert runner.place_of(msgspec.structs.replace(plan, place=HOME), [A]) == HOME


def test_a_dry_run_of_a_draft_touches_nothing(runner: PlanRunner) -> None:
    runner.due(at("24T19:00"))
    reported = {A: {"on": True, "level": 100}, B: {"on": False, "level": 0}}
    found = runner.dry_run(night(30, A, B), [A, B], reported, rules, at("24T19:00"))
    assert [(one.device, one.wanted.action) for one in found] == [
        (A, lamp_action(True, 30)),
        (B, lamp_action(True, 30)),
    ]
    off = runner.dry_run(night(30, A, B), [A, B], reported, rules, at("24T09:00"))
    assert [(one.device, dict(one.shown)) for one in off] == [(A, {"on": True})]
    assert told(runner, "24T19:01") == []
    assert runner.plan_of(A) == ONE


def test_without_plans_nothing_is_ever_due() -> None:
    runner = PlanRunner(ZONE, lambda _device: None, HOME)
    assert runner.due(at("24T18:00")) == []
    assert runner.next_change(at("24T18:00")) == float("inf")
    assert runner.wanted(A, at("24T18:00")) is None
