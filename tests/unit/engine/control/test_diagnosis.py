"""Lamps watched over a night: what is found, when, and what is not found because it might be something else."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from controlcenter import places
from controlcenter.domain.authority import Claim
from controlcenter.domain.commands import Source
from controlcenter.domain.devices import Device, Position
from controlcenter.domain.ids import DeviceId, SiteId
from controlcenter.domain.readings import Quality, Reading, Value
from controlcenter.drivers.kinds import load_kinds
from controlcenter.engine.alarms.evaluation import Context, Evaluator
from controlcenter.engine.alarms.timers import Timers
from controlcenter.engine.control.diagnosis import Diagnosis, shows_finding
from controlcenter.engine.control.subjects import LEARNED_AFTER, Finding, Rule, rated_power, rule_of
from controlcenter.engine.control.suspicion import CODES, POINT
from controlcenter.engine.live import LiveState

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOME = Position(105.85, 21.03)
CABINET = DeviceId("s:c:1")
LAMPS = [DeviceId(f"s:d:{number}") for number in range(5)]
LAMP = LAMPS[0]
EVENING, NOON = (datetime(2026, 11, 24, hour, tzinfo=ZONE).timestamp() for hour in (20, 12))


class City:
    """A diagnosis with lamps that speak once a minute, and what rules them. Time moves by ``run``."""

    def __init__(self, now: float, level: float | None, rated_w: float | None = 100.0) -> None:
        self.now = now
        self.rules: dict[DeviceId, Rule | None] = {}
        self.told: dict[DeviceId, str] = {}
        self.found: list[Finding] = []
        self.diagnosis = Diagnosis(ZONE, HOME, lambda device, _now: self.rules.get(device), self.told.__contains__)
        for lamp in LAMPS:
            self.rules[lamp] = None if level is None else Rule(level, now - 7200)
            self.diagnosis.watch_lamp(lamp, HOME, rated_w, 150.0, CABINET)

    def say(self, device: DeviceId, quality: Quality = Quality.GOOD, **values: Value) -> None:
        self.diagnosis.feed([Reading(device, key, value, self.now, self.now, quality) for key, value in values.items()])

    def run(self, seconds: int, talk: dict[DeviceId, dict[str, Value]]) -> list[tuple[DeviceId, str]]:
        """So many seconds, in which those in *talk* say the same once a minute; returns what was found."""
        before = len(self.found)
        for second in range(seconds):
            self.now += 1
            if second % 60 == 0:
                for device, values in talk.items():
                    self.say(device, **values)
            for finding in self.diagnosis.judge(self.now):
                self.found.append(finding)
                self.told[finding.device] = finding.code
        return [(one.device, one.code) for one in self.found[before:]]


BURNS: dict[str, Value] = {"on": True, "level": 100.0, "power": 100.0}
DARK: dict[str, Value] = {"on": False, "level": 0.0, "power": 0.5}
WEAK: dict[str, Value] = {"on": True, "level": 100.0, "power": 40.0}


def everybody(values: dict[str, Value]) -> dict[DeviceId, dict[str, Value]]:
    return dict.fromkeys(LAMPS, values)


def but(values: dict[str, Value], **first: Value) -> dict[DeviceId, dict[str, Value]]:
    """The first lamp says something else."""
    return {**everybody(values), LAMP: {**values, **first}}


def test_all_is_well_is_said_once() -> None:
    city = City(EVENING, 100.0)
    assert sorted(city.run(600, everybody(BURNS))) == [(CABINET, "none"), *((lamp, "none") for lamp in LAMPS)]
    assert city.run(3600, everybody(BURNS)) == []


@pytest.mark.parametrize(
    ("start", "level", "first", "code"),
    [
        (EVENING, 100.0, DARK, "dark_by_night"),
        (EVENING, 100.0, WEAK, "power_low"),
        (NOON, 0.0, BURNS, "burning_by_day"),
        (NOON, None, BURNS, "burning_by_day"),
    ],
)
def test_a_lamp_that_is_wrong_is_found_within_minutes_and_cleared_again(
    start: float, level: float | None, first: dict[str, Value], code: str
) -> None:
    well = BURNS if level else DARK
    city = City(start, level)
    city.run(600, everybody(well))
    began = city.now
    assert city.run(300, but(well, **first)) == [(LAMP, code)]
    finding = city.found[-1]
    assert began <= finding.since <= began + 61
    assert finding.since < finding.at <= city.now
    assert finding.facts
    assert city.run(300, everybody(well)) == [(LAMP, "none")]


def test_nothing_is_found_while_a_command_or_a_step_of_the_plan_settles() -> None:
    city = City(EVENING, 100.0)
    city.run(600, everybody(BURNS))
    city.diagnosis.commanded(LAMP, city.now)
    assert city.run(290, but(BURNS, **DARK)) == []
    city.rules[LAMP] = Rule(50.0, city.now)
    assert city.run(290, but(BURNS, **DARK)) == []
    assert city.run(300, but(BURNS, **DARK)) == [(LAMP, "dark_by_night")]


def test_a_short_flicker_is_nothing() -> None:
    city = City(EVENING, 100.0)
    city.run(600, everybody(BURNS))
    assert city.run(100, but(BURNS, **DARK)) == []
    assert city.run(600, everybody(BURNS)) == []


def test_silence_finds_nothing_and_clears_nothing() -> None:
    city = City(EVENING, 100.0)
    city.run(600, everybody(BURNS))
    city.run(300, but(BURNS, **DARK))
    rest = dict.fromkeys(LAMPS[1:], BURNS)
    assert city.run(3600, rest) == []
    assert city.told[LAMP] == "dark_by_night"
    assert city.run(110, but(BURNS)) == []  # back: first let it say everything
    assert city.run(300, but(BURNS)) == [(LAMP, "none")]


def test_stale_readings_are_no_evidence() -> None:
    city = City(EVENING, 100.0)
    for _ in range(10):
        city.say(LAMP, Quality.STALE, **DARK)
        city.say(LAMP, Quality.BAD, **DARK)
        city.run(60, {})
    assert city.found == []


def test_what_is_not_to_be_seen_any_more_is_said_again() -> None:
    city = City(EVENING, 100.0)
    city.run(600, but(BURNS, **DARK))
    since = next(one.since for one in city.found if one.code == "dark_by_night")
    del city.told[LAMP]  # the lamp was offline for a moment: everything of it turned stale
    assert city.run(300, but(BURNS, **DARK)) == [(LAMP, "dark_by_night")]
    assert city.found[-1].since == since


def test_going_on_and_off_is_found_and_forgotten_after_an_hour() -> None:
    city = City(EVENING, 100.0)
    city.run(600, everybody(BURNS))
    found = []
    for number in range(8):
        found += city.run(240, but(BURNS, **(DARK if number % 2 == 0 else BURNS)))
    assert (LAMP, "cycling") in found
    assert city.run(1800, everybody(BURNS)) == []
    assert city.run(3600, everybody(BURNS)) == [(LAMP, "none")]


def test_changes_somebody_wanted_are_no_cycling() -> None:
    city = City(EVENING, 100.0)
    city.run(600, everybody(BURNS))
    for number in range(10):
        city.diagnosis.commanded(LAMP, city.now)
        assert city.run(120, but(BURNS, **(DARK if number % 2 == 0 else BURNS))) == []
    for number in range(10):
        city.rules[LAMP] = Rule(100.0 if number % 2 else 0.0, city.now)
        assert city.run(120, but(BURNS, **(BURNS if number % 2 else DARK))) == []
    assert city.run(900, everybody(BURNS)) == []


def test_a_circuit_is_found_dark_before_its_lamps_are() -> None:
    city = City(EVENING, 100.0)
    city.run(600, everybody(BURNS))
    first, *others = city.run(430, everybody(DARK))
    assert first == (CABINET, "circuit_dark")
    assert sorted(others) == [(lamp, "circuit_dark") for lamp in LAMPS]
    back = city.run(400, everybody(BURNS))
    assert sorted(back) == [(CABINET, "none"), *((lamp, "none") for lamp in LAMPS)]


def test_a_circuit_whose_lamps_fell_silent_is_found_by_its_power() -> None:
    city = City(EVENING, 100.0)
    city.run(600, {**everybody(BURNS), CABINET: {"power": 518.0}})
    assert city.run(300, {CABINET: {"power": 18.0}}) == [(CABINET, "circuit_dark")]
    assert city.run(300, {CABINET: {"power": 518.0}, **everybody(BURNS)})[0] == (CABINET, "none")


def test_a_cabinet_told_to_be_off_is_not_found_dark() -> None:
    city = City(EVENING, 100.0)
    city.run(600, everybody(BURNS))
    city.rules[CABINET] = Rule(0.0, city.now)
    city.diagnosis.commanded(CABINET, city.now)
    assert city.run(250, everybody(DARK)) == []
    assert (CABINET, "circuit_dark") not in city.run(900, everybody(DARK))


def test_the_rated_power_is_learned_once() -> None:
    city = City(EVENING, 100.0, rated_w=None)
    assert set(city.run(120 * LEARNED_AFTER, everybody(BURNS))) == {(CABINET, "none"), *((n, "none") for n in LAMPS)}
    assert city.run(300, but(BURNS, power=60.0)) == [(LAMP, "power_low")]
    assert city.run(7200, but(BURNS, power=60.0)) == []  # and stays so: it does not learn the fault


def test_an_edited_lamp_keeps_what_is_known_of_it() -> None:
    city = City(EVENING, 100.0)
    city.run(600, but(BURNS, **DARK))
    assert city.told[LAMP] == "dark_by_night"
    city.diagnosis.watch_lamp(LAMP, HOME, 150.0, 150.0, DeviceId("s:c:2"))
    assert city.run(600, but(BURNS, **DARK)) == [(DeviceId("s:c:2"), "none")]
    assert city.run(400, but(BURNS, power=112.0)) == [(LAMP, "none")]
    assert city.run(400, but(BURNS, power=100.0)) == [(LAMP, "power_low")]  # of a lamp of 150 W


@pytest.mark.parametrize(("code", "after_s"), [("dark_by_night", 600), ("power_low", 3600), ("cycling", 4200)])
def test_after_a_start_a_finding_ends_when_it_could_have_been_found_again(code: str, after_s: int) -> None:
    city = City(EVENING, 100.0, rated_w=None)
    city.diagnosis.recall(LAMP, code, EVENING - 9000)
    if code != "dark_by_night":
        assert LAMP not in [device for device, _ in city.run(1200, everybody(BURNS))]
    assert (LAMP, "none") in city.run(after_s, everybody(BURNS))


def test_values_that_were_measured_before_those_known_are_no_evidence() -> None:
    city = City(EVENING, 100.0)
    for _ in range(20):
        city.run(60, everybody(BURNS))
        old = city.now - 100.0
        late = [Reading(LAMP, key, value, old, city.now, Quality.GOOD) for key, value in DARK.items()]
        city.diagnosis.feed(late)
    assert city.told[LAMP] == "none"
    assert len(city.found) == 1 + len(LAMPS)


def test_a_removed_lamp_is_watched_no_more() -> None:
    city = City(EVENING, 100.0)
    city.diagnosis.forget(LAMP)
    assert LAMP not in [device for device, _ in city.run(900, but(BURNS, **DARK))]
    city.diagnosis.forget(CABINET)
    city.diagnosis.watch_lamp(LAMPS[1], HOME, 100.0, 150.0)
    city.told.clear()
    assert sorted(city.run(900, everybody(BURNS))) == [(lamp, "none") for lamp in LAMPS[1:]]


def test_a_lamp_that_tells_only_its_level_is_judged_by_it() -> None:
    city = City(EVENING, 60.0)
    city.run(600, everybody({"level": 60.0}))
    assert city.run(300, {**everybody({"level": 60.0}), LAMP: {"level": 0.0}}) == [(LAMP, "dark_by_night")]


def test_a_finding_raises_its_alarm_and_clears_it_again() -> None:
    told: list[tuple[str, bool]] = []
    evaluator = Evaluator(Timers(), lambda alarm, active, _sight: told.append((alarm.condition, active)))
    lamp = load_kinds(places.RESOURCES / "kinds")["streetlight"]
    evaluator.watch(LAMP, lamp.alarms, Context(600.0, lambda _key, _value: False, frozenset(), EVENING), EVENING)
    for seconds, code in enumerate(("none", "dark_by_night", "circuit_dark", "burning_by_day", "none")):
        at = EVENING + seconds
        evaluator.readings([Reading(LAMP, POINT, code, at, at, Quality.GOOD)])
    assert told == [
        ("dark_by_night", True), ("dark_by_night", False), ("burning_by_day", True), ("burning_by_day", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "arguments", "level"),
    [("dim", {"level": 40}, 40.0), ("turn_on", {}, 100.0), ("turn_off", {}, 0.0), ("show_text", {"text": "A"}, None)],
)
def test_what_rules_a_lamp_comes_from_the_claim_in_force(
    command: str, arguments: dict[str, Value], level: float | None
) -> None:
    claim = Claim(Source.OPERATOR, command, arguments, EVENING)
    assert rule_of(claim) == (None if level is None else Rule(level, EVENING))
    assert rule_of(None) is None


@pytest.mark.parametrize(("given", "power"), [(150, 150.0), (72.5, 72.5), (0, None), (True, None), ("150", None)])
def test_the_rated_power_is_an_option_of_the_device(given: Value, power: float | None) -> None:
    device = Device(LAMP, SiteId("s"), "d", "0", "streetlight", "Lamp", options={"rated_power_w": given})
    assert rated_power(device) == power


def test_what_is_found_can_be_shown_as_a_reading_of_the_device() -> None:
    kinds = load_kinds(places.RESOURCES / "kinds")
    assert tuple(kinds["streetlight"].points[POINT].values) == CODES
    assert set(kinds["cabinet"].points[POINT].values) == {"none", "circuit_dark"}
    live = LiveState(lambda _device, key: kinds["streetlight"].points[key].period_s * 2.5, lambda *_: "")
    state = live.adopt(Device(LAMP, SiteId("s"), "d", "0", "streetlight", "Lamp"))
    assert not shows_finding(live, LAMP, EVENING)
    live.put(state, POINT, "none", None, EVENING, Quality.GOOD, False)
    assert shows_finding(live, LAMP, EVENING + 30 * 86400)
    live.sweep(EVENING + 30 * 86400, 1)
    assert state.points[POINT].reading is not None
    assert state.points[POINT].reading.quality is Quality.GOOD  # does not turn the lamp stale by itself
    live.set_connection(state, False, EVENING)
    assert not shows_finding(live, LAMP, EVENING)
    live.put(state, POINT, "none", None, EVENING, Quality.GOOD, False)
    assert shows_finding(live, LAMP, EVENING)
    assert not shows_finding(live, DeviceId("s:d:unknown"), EVENING)
