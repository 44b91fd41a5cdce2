"""What the shipped kinds tell operators of: rationalised, few of them urgent, and parents before their children."""

from collections import Counter

import pytest

from controlcenter import places
from controlcenter.domain.conditions import (
    BROKER,
    AlarmDefinition,
    CommandTest,
    LimitTest,
    NoDataTest,
    OfflineTest,
    Priority,
    RateTest,
)
from controlcenter.domain.kinds import Kind
from controlcenter.drivers.kinds import load_kinds

KINDS = load_kinds(places.RESOURCES / "kinds")
PARENTS = {"broker", "cabinet"}
LEAF_DELAY_S = 30.0
"""A child's silence is told this much later than its parent's, so that it is explained before it is heard."""
ALARMS = [
    pytest.param(kind, alarm, id=f"{kind.id}-{key}") for kind in KINDS.values() for key, alarm in kind.alarms.items()
]


@pytest.mark.parametrize(("kind", "alarm"), ALARMS)
def test_every_alarm_says_what_to_do_in_both_languages(kind: Kind, alarm: AlarmDefinition) -> None:
    for words in (alarm.name, alarm.cause, alarm.consequence, alarm.response):
        assert words.en.strip()
        assert words.vi.strip()
    assert alarm.response.en.count("\n") == alarm.response.vi.count("\n")
    assert alarm.respond_s > 0
    assert alarm.page in ("", "trends", "map")


@pytest.mark.parametrize(("kind", "alarm"), ALARMS)
def test_a_limit_does_not_flutter_at_its_edge(kind: Kind, alarm: AlarmDefinition) -> None:
    if isinstance(alarm.when, LimitTest):
        assert alarm.when.deadband > 0
        assert alarm.on_delay_s > 0 or alarm.when.point == "aqi"


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.device], ids=lambda kind: kind.id)
def test_every_device_is_watched_for_its_link_its_silence_and_its_commands(kind: Kind) -> None:
    tests = {type(alarm.when) for alarm in kind.alarms.values()}
    assert {OfflineTest, NoDataTest} <= tests
    assert (CommandTest in tests) == bool(kind.commands)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_limits_agree_with_those_on_the_charts(kind: Kind) -> None:
    for alarm in kind.alarms.values():
        if isinstance(alarm.when, LimitTest) and alarm.when.side in ("high", "low"):
            drawn = getattr(kind.points[alarm.when.point], alarm.when.side.value)
            assert drawn is None or abs(drawn - alarm.when.limit) <= 1, alarm.key


def test_parents_are_told_of_before_their_children() -> None:
    for kind in KINDS.values():
        for alarm in kind.alarms.values():
            if alarm.explains:
                assert kind.id in PARENTS
                assert alarm.on_delay_s <= 5
            elif alarm.communication and alarm.count == 1:
                assert alarm.on_delay_s >= LEAF_DELAY_S, (kind.id, alarm.key)
    assert KINDS[BROKER].alarms["offline"].explains


def test_few_alarms_are_urgent() -> None:
    """The yardstick is 80 % low, 15 % medium, 5 % above."""
    counted = Counter(alarm.priority for kind in KINDS.values() for alarm in kind.alarms.values())
    total = counted.total()
    assert counted[Priority.LOW] / total >= 0.75
    assert counted[Priority.MEDIUM] / total <= 0.17
    assert (counted[Priority.HIGH] + counted[Priority.CRITICAL]) / total <= 0.09


def test_only_what_endangers_life_or_blinds_the_centre_is_critical() -> None:
    critical = {
        (kind.id, alarm.key)
        for kind in KINDS.values()
        for alarm in kind.alarms.values()
        if alarm.priority is Priority.CRITICAL
    }
    assert critical == {("broker", "offline"), ("cabinet", "mains_lost"), ("water_gauge", "level_very_high")}


def test_the_tide_alone_is_no_fast_rise() -> None:
    """The demo's tide rises by at most 0.52 m an hour."""
    rise = KINDS["water_gauge"].alarms["level_rising"].when
    assert isinstance(rise, RateTest)
    assert rise.limit / rise.per_s * 3600 > 3 * 0.52
