"""What makes a plan wrong, and what a lamp may be told."""

from datetime import date

import msgspec
import pytest

from controlcenter import places
from controlcenter.domain.calendars import DateRange, Days, YearlyRange
from controlcenter.domain.ids import DeviceId, DocumentId
from controlcenter.domain.plans import (
    Plan,
    PlanAction,
    Profile,
    Rule,
    Step,
    Turn,
    When,
    clock,
    lamp_action,
    level_of,
    sun,
)
from controlcenter.domain.plans_check import Clash, Problem, clashes_of, problems_of
from controlcenter.domain.selections import Selection
from controlcenter.domain.sun import SunEvent
from controlcenter.drivers.kinds import load_kinds

KINDS = load_kinds(places.RESOURCES / "kinds")
ON = Step(sun(SunEvent.SUNSET, -10, "17:00", "18:30"), lamp_action(True, 100))
DIMMED = Step(clock("22:30"), lamp_action(True, 60))
OFF = Step(sun(SunEvent.SUNRISE), lamp_action(False))
NIGHT = Profile("night", (ON, DIMMED, OFF))
PLAN = Plan(Selection(groups=(DocumentId(3),)), (NIGHT,), default_profile="night")


def changed(**fields: object) -> Plan:
    return msgspec.structs.replace(PLAN, **fields)


def of_steps(*steps: Step) -> Plan:
    return changed(profiles=(Profile("night", steps),))


def doing(action: PlanAction) -> Plan:
    return of_steps(Step(clock("18:00"), action))


def at(when: When) -> Plan:
    return of_steps(Step(when, lamp_action(True)))


def test_a_sound_plan_has_no_problems_and_survives_the_store() -> None:
    assert problems_of(PLAN, (KINDS["streetlight"],)) == ()
    full = changed(
        rules=(Rule(Days((6, 7), (date(2026, 9, 2),), (DateRange(date(2027, 2, 5), date(2027, 2, 11)),),
                         (YearlyRange("12-20", "01-05"),), True), "night", "Tết"),),
        holidays=(date(2026, 9, 2),),
    )  # fmt: skip
    assert problems_of(full) == ()
    assert msgspec.json.decode(msgspec.json.encode(full), type=Plan) == full


@pytest.mark.parametrize(
    ("plan", "code", "place"),
    [
        (changed(selection=Selection()), "no_devices", ""),
        (Plan(Selection(devices=(DeviceId("a"),)), ()), "no_profile", ""),
        (changed(profiles=(NIGHT, NIGHT)), "profile_twice", "profiles[1]"),
        (changed(profiles=(Profile("", (OFF,)),), default_profile=""), "profile_unnamed", "profiles[0]"),
        (changed(profiles=(Profile("night", ()),)), "no_steps", "profiles[0]"),
        (of_steps(*[OFF] * 201), "too_many", "profiles[0]"),
        (changed(default_profile="day", rules=(Rule(Days((1,)), "night"),)), "unknown_profile", "default_profile"),
        (changed(rules=(Rule(Days(), "day"),)), "unknown_profile", "rules[0]"),
        (changed(default_profile=""), "never_used", "profiles[0]"),
        (changed(rules=(Rule(Days(), "night"), Rule(Days((1,)), "night"))), "unreachable", "rules[1]"),
        (changed(rules=(Rule(Days((0,)), "night"),)), "bad_weekday", "rules[0].days"),
        (changed(rules=(Rule(Days((8,)), "night"),)), "bad_weekday", "rules[0].days"),
        (changed(rules=(Rule(Days(ranges=(DateRange(date(2027, 1, 2), date(2027, 1, 1)),)), "night"),)), "bad_range",
         "rules[0].days"),
        (changed(rules=(Rule(Days(yearly=(YearlyRange("02-30", "03-01"),)), "night"),)), "bad_day", "rules[0].days"),
        (at(When()), "no_time", "profiles[0].steps[0].at"),
        (at(When("18:00", SunEvent.SUNSET)), "two_times", "profiles[0].steps[0].at"),
        (at(When("18:00", offset_min=5)), "offset_without_sun", "profiles[0].steps[0].at"),
        (at(When("18:00", not_before="17:00")), "bounds_without_sun", "profiles[0].steps[0].at"),
        (at(sun(SunEvent.SUNSET, 241)), "bad_offset", "profiles[0].steps[0].at"),
        (at(sun(SunEvent.SUNSET, 0, "19:00", "18:00")), "bounds_crossed", "profiles[0].steps[0].at"),
        (at(clock("24:00")), "bad_clock", "profiles[0].steps[0].at.clock"),
        (at(sun(SunEvent.DUSK, not_after="7pm")), "bad_clock", "profiles[0].steps[0].at.not_after"),
        (of_steps(DIMMED, Step(clock("22:00"), lamp_action(True, 50))), "out_of_order", "profiles[0].steps[1].at"),
        (of_steps(Step(clock("05:00"), lamp_action(False)), DIMMED), "out_of_order", "profiles[0].steps[1].at"),
        (of_steps(OFF, DIMMED), "out_of_order", "profiles[0].steps[1].at"),
        (of_steps(OFF, ON), "out_of_order", "profiles[0].steps[1].at"),
        (of_steps(Step(clock("01:00"), lamp_action(True)), ON), "out_of_order", "profiles[0].steps[1].at"),
        (changed(profiles=(Profile("night", (ON, OFF)),), turn=Turn.MIDNIGHT), "out_of_order",
         "profiles[0].steps[1].at"),
        (doing(PlanAction("turn_off", {"level": 50})), "off_with_level", "profiles[0].steps[0].action"),
        (doing(PlanAction("dim", {"level": 0})), "bad_level", "profiles[0].steps[0].action"),
        (doing(PlanAction("dim", {"level": 101})), "bad_level", "profiles[0].steps[0].action"),
        (doing(PlanAction("dim", {"level": True})), "bad_level", "profiles[0].steps[0].action"),
        (doing(PlanAction("dim", {"level": float("nan")})), "bad_level", "profiles[0].steps[0].action"),
        (doing(PlanAction("dim")), "bad_level", "profiles[0].steps[0].action"),
        (doing(PlanAction("fly")), "unknown_command", "profiles[0].steps[0].action"),
        (doing(PlanAction("turn_on", {"colour": "red"})), "bad_argument", "profiles[0].steps[0].action"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(plan: Plan, code: str, place: str) -> None:
    found = [(one.code, one.place) for one in problems_of(plan, (KINDS["streetlight"],))]
    assert found == [(code, place)]


def test_only_what_changes_nothing_is_a_warning() -> None:
    assert Problem("never_used").warning
    assert not Problem("bad_level").warning


def test_midnight_lies_within_the_night() -> None:
    steps = [Step(clock(text), lamp_action(True, 50)) for text in ("12:00", "23:59", "00:00", "05:00", "11:59")]
    assert problems_of(of_steps(*steps)) == ()


@pytest.mark.parametrize(
    ("on", "level", "text"),
    [(False, 50, "off takes no level"), (False, 0, "off takes no level"), (True, 0, "1 to 100"), (True, 101, "1 to")],
)
def test_a_lamp_is_not_told_nonsense(on: bool, level: int, text: str) -> None:
    with pytest.raises(ValueError, match=text):
        lamp_action(on, level)


@pytest.mark.parametrize(
    ("action", "level"),
    [
        (lamp_action(True), 100.0),
        (lamp_action(True, 35), 35.0),
        (lamp_action(False), 0.0),
        (PlanAction("show_text", {"text": "Trường học"}), None),
        (PlanAction("dim", {"level": "much"}), None),
    ],
)
def test_the_level_of_an_action(action: PlanAction, level: float | None) -> None:
    assert level_of(action) == level


def test_two_plans_do_not_rule_one_device() -> None:
    a, b, c = DeviceId("s:d:a"), DeviceId("s:d:b"), DeviceId("s:d:c")
    members = {DocumentId(2): [a, b], DocumentId(1): [b, c], DocumentId(3): [a]}
    assert clashes_of(members) == (
        Clash(DocumentId(1), DocumentId(2), (b,)),
        Clash(DocumentId(2), DocumentId(3), (a,)),
    )
