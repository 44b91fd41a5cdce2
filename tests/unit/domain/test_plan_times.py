"""When the steps of a plan happen: over midnight, when clocks jump, when the sun overtakes the clock."""

from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from controlcenter.domain.calendars import Days, instant, next_day
from controlcenter.domain.devices import Position
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.plan_times import day_start, day_steps, plan_day, segments, timeline, wanted_at
from controlcenter.domain.plans import Plan, PlanAction, Profile, Rule, Step, Turn, clock, lamp_action, sun
from controlcenter.domain.selections import Selection
from controlcenter.domain.sun import SunEvent, sun_day

SAIGON, BERLIN = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("Europe/Berlin")
HANOI, AT_BERLIN, TROMSO = Position(105.85, 21.03), Position(13.4, 52.52), Position(18.96, 69.65)
ALL = Selection(devices=(DeviceId("s:d:1"),))


def lit(text: str, level: int) -> Step:
    return Step(clock(text), lamp_action(True, level))


def off(text: str) -> Step:
    return Step(clock(text), lamp_action(False))


def plan_of(*steps: Step, rules: tuple[Rule, ...] = (), **fields: object) -> Plan:
    return Plan(ALL, (Profile("p", steps),), rules, "p", **fields)  # type: ignore[arg-type]  # the fields of Plan


def shown(plan: Plan, day: date, place: Position, zone: ZoneInfo, turn: Turn | None = None) -> list[tuple[str, object]]:
    return [
        (f"{datetime.fromtimestamp(one.start, zone):%d %H:%M}", one.level)
        for one in timeline(plan, day, place, zone, turn)
    ]


def moment(text: str, zone: ZoneInfo = SAIGON) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()


NIGHT = plan_of(lit("18:00", 100), lit("22:30", 60), lit("00:00", 30), lit("05:00", 80), off("06:00"))


def test_a_night_is_one_programme() -> None:
    assert shown(NIGHT, date(2026, 11, 24), HANOI, SAIGON) == [
        ("24 12:00", 0), ("24 18:00", 100), ("24 22:30", 60), ("25 00:00", 30), ("25 05:00", 80), ("25 06:00", 0),
    ]  # fmt: skip


def test_a_date_can_be_shown_from_midnight_to_midnight() -> None:
    assert shown(NIGHT, date(2026, 11, 24), HANOI, SAIGON, Turn.MIDNIGHT) == [
        ("24 00:00", 30), ("24 05:00", 80), ("24 06:00", 0), ("24 18:00", 100), ("24 22:30", 60),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "level", "since", "until", "day", "step"),
    [
        ("2026-11-24T17:59:59", 0, "2026-11-24T06:00", "2026-11-24T18:00", date(2026, 11, 23), 4),
        ("2026-11-24T18:00", 100, "2026-11-24T18:00", "2026-11-24T22:30", date(2026, 11, 24), 0),
        ("2026-11-24T23:59:59", 60, "2026-11-24T22:30", "2026-11-25T00:00", date(2026, 11, 24), 1),
        ("2026-11-25T00:00", 30, "2026-11-25T00:00", "2026-11-25T05:00", date(2026, 11, 24), 2),
        ("2026-11-25T11:59:59", 0, "2026-11-25T06:00", "2026-11-25T18:00", date(2026, 11, 24), 4),
        ("2026-11-25T12:00", 0, "2026-11-25T06:00", "2026-11-25T18:00", date(2026, 11, 24), 4),
    ],
)
def test_what_is_in_force_says_since_when_until_when_and_why(
    now: str, level: int, since: str, until: str, day: date, step: int
) -> None:
    wanted = wanted_at(NIGHT, moment(now), HANOI, SAIGON)
    assert wanted is not None
    assert wanted.action == (lamp_action(True, level) if level else lamp_action(False))
    assert (wanted.since, wanted.until) == (moment(since), moment(until))
    assert (wanted.origin.day, wanted.origin.step, wanted.origin.profile) == (day, step, "p")


def test_rules_choose_the_programme_of_a_night_by_the_day_it_begins_on() -> None:
    late = Profile("late", (lit("18:00", 90), off("07:00")))
    plan = Plan(ALL, (Profile("p", (lit("18:00", 50), off("06:00"))), late),
                (Rule(Days(holidays=True), "p", "Tết"), Rule(Days((5, 6)), "late", "weekend")), "p",
                (date(2026, 11, 28),))  # fmt: skip
    saturday = wanted_at(plan, moment("2026-11-28T06:30"), HANOI, SAIGON)  # the morning of Friday's night
    assert saturday is not None
    assert (saturday.origin.profile, saturday.origin.rule, saturday.origin.rule_name) == ("late", 1, "weekend")
    assert saturday.action == lamp_action(True, 90)
    evening = wanted_at(plan, moment("2026-11-28T19:00"), HANOI, SAIGON)
    assert evening is not None
    assert (evening.origin.profile, evening.origin.rule, evening.origin.rule_name) == ("p", 0, "Tết")
    weekday = wanted_at(plan, moment("2026-11-26T19:00"), HANOI, SAIGON)
    assert weekday is not None
    assert weekday.origin.rule is None


def test_on_a_day_without_a_profile_nothing_is_asked() -> None:
    plan = plan_of(lit("18:00", 50), off("06:00"), rules=(Rule(Days(dates=(date(2026, 11, 24),)), ""),))
    assert shown(plan, date(2026, 11, 24), HANOI, SAIGON) == [("24 12:00", None)]
    assert shown(plan, date(2026, 11, 25), HANOI, SAIGON)[0] == ("25 12:00", None)  # until the first step
    before = wanted_at(plan, moment("2026-11-24T11:00"), HANOI, SAIGON)
    assert before is not None
    assert before.until == moment("2026-11-24T12:00")


def test_a_plan_of_daytime_turns_at_midnight() -> None:
    def sign(text: str, words: str) -> Step:
        return Step(clock(text), PlanAction("show_text", {"text": words}))

    plan = plan_of(
        sign("00:00", ""), sign("06:30", "Trường học"), sign("17:00", ""),
        rules=(Rule(Days((6, 7)), ""),), turn=Turn.MIDNIGHT,
    )  # fmt: skip
    friday = wanted_at(plan, moment("2026-11-27T07:00"), HANOI, SAIGON)
    assert friday is not None
    assert friday.action.arguments == {"text": "Trường học"}
    assert wanted_at(plan, moment("2026-11-28T07:00"), HANOI, SAIGON) is None


# -- the sun ------------------------------------------------------------------------------------------


def test_sun_steps_follow_the_sun_within_their_bounds() -> None:
    day = date(2026, 11, 24)
    plan = plan_of(
        Step(sun(SunEvent.SUNSET, -10), lamp_action(True, 100)), Step(sun(SunEvent.DAWN, 5), lamp_action(False))
    )
    steps = day_steps(plan, day, HANOI, SAIGON)
    assert steps[0].at == sun_day(day, HANOI, SAIGON).sunset - 600
    assert steps[1].at == sun_day(next_day(day), HANOI, SAIGON).dawn + 300
    for bounds, expected in (
        (("18:00", ""), "2026-11-24T18:00"), (("", "16:45"), "2026-11-24T16:45"), (("", "00:30"), None),
    ):  # fmt: skip
        bound = plan_of(Step(sun(SunEvent.SUNSET, 0, *bounds), lamp_action(True, 100)))
        found = day_steps(bound, day, HANOI, SAIGON)[0].at
        assert found == (moment(expected) if expected else sun_day(day, HANOI, SAIGON).sunset)


CITY_NIGHT = plan_of(
    Step(sun(SunEvent.SUNSET), lamp_action(True, 100)), lit("22:00", 60), lit("05:00", 80),
    Step(sun(SunEvent.SUNRISE), lamp_action(False)),
)  # fmt: skip


def test_a_clock_step_after_sunrise_does_not_light_the_day() -> None:
    assert shown(CITY_NIGHT, date(2026, 6, 21), AT_BERLIN, BERLIN) == [
        ("21 12:00", 0), ("21 21:32", 100), ("21 22:00", 60), ("22 04:43", 0),
    ]  # fmt: skip


def test_a_clock_step_before_sunset_waits_for_it() -> None:
    plan = plan_of(Step(sun(SunEvent.SUNSET), lamp_action(True, 100)), lit("21:00", 60),
                   Step(sun(SunEvent.SUNRISE), lamp_action(False)))  # fmt: skip
    assert shown(plan, date(2026, 6, 21), AT_BERLIN, BERLIN) == [("21 12:00", 0), ("21 21:32", 60), ("22 04:43", 0)]


@pytest.mark.parametrize("offset", [-30, 0, 30])
def test_under_the_midnight_sun_no_lamp_burns(offset: int) -> None:
    plan = plan_of(Step(sun(SunEvent.SUNSET, offset), lamp_action(True, 100)),
                   Step(sun(SunEvent.SUNRISE, -offset), lamp_action(False)))  # fmt: skip
    lit_s = sum(
        one.end - one.start
        for day in (20, 21, 22)
        for one in segments(plan, date(2026, 6, day), TROMSO, ZoneInfo("Europe/Oslo"))
        if one.level
    )
    assert lit_s == (0 if offset >= 0 else 3 * 3600)


def test_in_the_polar_night_the_lamps_burn_on() -> None:
    day = date(2026, 12, 21)
    found = segments(CITY_NIGHT, day, TROMSO, ZoneInfo("Europe/Oslo"))
    assert sum(one.end - one.start for one in found if not one.level) < 1800
    assert found[-1].end - found[0].start == 86400


# -- clocks that jump ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "hours", "expected"),
    [
        (date(2026, 3, 28), 23, [("28 12:00", 0), ("28 18:00", 100), ("29 03:00", 40), ("29 06:00", 0)]),
        (date(2026, 10, 24), 25, [("24 12:00", 0), ("24 18:00", 100), ("25 02:30", 40), ("25 06:00", 0)]),
        (date(2026, 7, 1), 24, [("01 12:00", 0), ("01 18:00", 100), ("02 02:30", 40), ("02 06:00", 0)]),
    ],
)
def test_a_step_at_half_past_two_happens_once_in_every_night(
    day: date, hours: int, expected: list[tuple[str, object]]
) -> None:
    plan = plan_of(lit("18:00", 100), lit("02:30", 40), off("06:00"))
    assert shown(plan, day, AT_BERLIN, BERLIN) == expected
    found = segments(plan, day, AT_BERLIN, BERLIN)
    assert found[-1].end - found[0].start == hours * 3600
    if hours == 25:  # the first of the two
        assert found[2].start == instant(date(2026, 10, 25), 150, BERLIN)
        assert found[3].start - found[2].start == 4.5 * 3600


def test_steps_that_fall_into_one_skipped_hour_leave_the_last() -> None:
    plan = plan_of(lit("18:00", 100), lit("02:10", 40), lit("02:50", 20), off("06:00"))
    assert shown(plan, date(2026, 3, 28), AT_BERLIN, BERLIN)[2] == ("29 03:00", 20)


# -- whatever the plan --------------------------------------------------------------------------------

_clocks = st.integers(0, 1439).map(lambda minutes: clock(f"{minutes // 60:02}:{minutes % 60:02}"))
_suns = st.builds(sun, st.sampled_from(SunEvent), st.integers(-240, 240))
_steps = st.builds(Step, st.one_of(_clocks, _suns), st.integers(0, 100).map(lambda n: lamp_action(n > 0, n or None)))
_days = st.builds(Days, weekdays=st.lists(st.integers(1, 7), max_size=3).map(tuple), holidays=st.booleans())
_rules = st.lists(st.builds(Rule, _days, st.sampled_from(["a", "b", ""])), max_size=3).map(tuple)
_plans = st.builds(
    lambda first, second, rules, default, turn: Plan(
        ALL, (Profile("a", tuple(first)), Profile("b", tuple(second))), rules, default, (date(2026, 3, 28),), turn=turn
    ),
    st.lists(_steps, min_size=1, max_size=6), st.lists(_steps, min_size=1, max_size=6), _rules,
    st.sampled_from(["a", "b", ""]), st.sampled_from(Turn),
)  # fmt: skip
_sites = st.sampled_from(
    [(HANOI, SAIGON), (AT_BERLIN, BERLIN), (TROMSO, ZoneInfo("Europe/Oslo")),
     (Position(-157.4, 1.87), ZoneInfo("Pacific/Kiritimati")), (Position(-171.8, -13.8), ZoneInfo("Pacific/Apia"))]
)  # fmt: skip
_dates = st.one_of(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sampled_from([date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25), date(2011, 12, 30)]),
)


@settings(max_examples=200)
@given(_plans, _dates, _sites)
def test_segments_tile_the_day_and_one_thing_is_wanted_at_a_time(
    plan: Plan, day: date, site: tuple[Position, ZoneInfo]
) -> None:
    place, zone = site
    found = segments(plan, day, place, zone)
    start, end = day_start(plan, day, zone), day_start(plan, next_day(day), zone)
    edges = [start, *[one.end for one in found]]
    assert [one.start for one in found] == edges[:-1]
    assert edges[-1] == end or not found
    assert all(one.start < one.end for one in found)
    for one in found:
        assert wanted_at(plan, one.start, place, zone) == one.wanted
        assert wanted_at(plan, (one.start + one.end) / 2, place, zone) == one.wanted
        assert plan_day(plan, one.start, zone) == day
        if one.wanted is not None:
            assert one.wanted.since <= one.start < one.end <= one.wanted.until


@settings(max_examples=100)
@given(_plans, _dates, _sites)
def test_what_is_wanted_holds_until_it_says(plan: Plan, day: date, site: tuple[Position, ZoneInfo]) -> None:
    place, zone = site
    for one in segments(plan, day, place, zone):
        if one.wanted is not None:
            last = wanted_at(plan, one.wanted.until - 0.001, place, zone)
            assert last == one.wanted
            assert wanted_at(plan, one.wanted.until, place, zone) != one.wanted


@settings(max_examples=100)
@given(_plans, _dates, _sites)
def test_a_preview_from_midnight_says_the_same_as_the_plan(
    plan: Plan, day: date, site: tuple[Position, ZoneInfo]
) -> None:
    place, zone = site
    found = timeline(plan, day, place, zone, Turn.MIDNIGHT)
    for one, following in pairwise(found):
        assert one.end == following.start
        assert one.wanted != following.wanted
    for one in found:
        assert wanted_at(plan, one.start, place, zone) == one.wanted
