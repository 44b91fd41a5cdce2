"""A plan in force while the clocks of the site jump over midnight: a real broker, a real clock, a made-up time zone."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from controlcenter.domain.calendars import Days
from controlcenter.domain.documents import Document
from controlcenter.domain.ids import DeviceId, DocumentId
from controlcenter.domain.plans import Plan, Profile, Rule, Step, Turn, clock, lamp_action
from controlcenter.domain.selections import Selection
from controlcenter.engine.face import CommandFilter
from tests.support.lamps import TasmotaLamps
from tests.support.live_centre import BY, LAMP, LiveCentre
from tests.support.mosquitto import Mosquitto
from tests.support.waiting import wait_until
from tests.support.zones import jumping_zone, known_zones, wall_of

pytestmark = pytest.mark.journey
ZONE = "Test/Jump"
AHEAD_S = 12
"""So long before the jump a test begins: the centre has to stand by then."""
AFTER_S = 3.0
_NEW_DAY = (("00:00", 50), ("00:30", 40), ("01:00", 60))


@pytest.fixture
def bulb(mosquitto: Mosquitto) -> Iterator[TasmotaLamps]:
    made = TasmotaLamps(mosquitto, 1)
    yield made
    made.stop()


@pytest.fixture
def jump(tmp_path: Path) -> Iterator[Callable[[str, int], int]]:
    """Make the site's clocks jump by some seconds when they come to a wall time; returns when that is."""
    zones = tmp_path / "zones"

    def make(wall: str, by_s: int) -> int:
        at = int(time.time()) + AHEAD_S
        jumping_zone(zones, ZONE, at, wall, by_s)
        profile = tmp_path / "profile"
        profile.mkdir()
        (profile / "settings.toml").write_text(f'timezone = "{ZONE}"\n', encoding="utf-8")
        return at

    zones.mkdir()
    with known_zones(zones):
        yield make


def begin(centre: LiveCentre, bulb: TasmotaLamps, at: int) -> None:
    """A plan that asks for 30 % on the day that ends and for 60 % from 01:00 of the next, two steps before that."""
    today = datetime.fromtimestamp(at - 1, UTC).astimezone(ZoneInfo(ZONE)).date()
    old = Profile("old", (Step(clock("00:00"), lamp_action(True, 30)),))
    new = Profile("new", tuple(Step(clock(wall), lamp_action(True, level)) for wall, level in _NEW_DAY))
    plan = Plan(
        Selection((DeviceId(LAMP),)), (old, new), (Rule(Days(dates=(today,)), "old"),), "new",
        turn=Turn.MIDNIGHT,
    )  # fmt: skip
    centre.take_in(*bulb.devices)
    centre.wait_online()
    bulb.appear()
    wait_until(lambda: centre.value(LAMP, "level") == 10, 10, "the lamp's level")
    centre.ask(centre.engine.save_document(Document(DocumentId(0), "Two days", plan), BY))
    wait_until(lambda: centre.value(LAMP, "level") == 30, 10, "the old day's level")
    assert time.time() < at, "the machine was too slow to see the jump"


def ordered(centre: LiveCentre) -> list[object]:
    """The levels that were asked of the lamp, oldest first; what was sent again for want of an answer counts once."""
    log = centre.ask(centre.engine.command_log(CommandFilter(devices=(DeviceId(LAMP),)), None, 100))
    return [one.arguments["level"] for one in reversed(log)]


def test_clocks_that_skip_midnight_skip_no_plan(make_centre, mosquitto, bulb, jump):
    at = jump("00:00", 3600)
    centre = make_centre(mosquitto.url)
    begin(centre, bulb, at)
    assert [wall_of(at - 1, ZONE), wall_of(at, ZONE)] == ["23:59", "01:00"]
    wait_until(lambda: centre.value(LAMP, "level") == 60, AHEAD_S + 10.0, "the new day's level")
    wait_until(lambda: time.time() > at + AFTER_S, AHEAD_S + 10.0, "the time after the jump")
    assert ordered(centre) == [30, 60], "what was swallowed was never ordered, what holds only once"
    assert {payload for _number, payload in bulb.orders} == {b"30", b"60"}


def test_clocks_that_are_set_back_before_midnight_order_nothing_twice(make_centre, mosquitto, bulb, jump):
    at = jump("00:00", -3600)
    centre = make_centre(mosquitto.url)
    begin(centre, bulb, at)
    assert [wall_of(at - 1, ZONE), wall_of(at, ZONE)] == ["23:59", "23:00"]
    wait_until(lambda: time.time() > at + AFTER_S, AHEAD_S + 10.0, "the time after the jump")
    assert ordered(centre) == [30], "the old day lasts an hour longer"
    assert {payload for _number, payload in bulb.orders} == {b"30"}
    claims = centre.ask(centre.engine.why(DeviceId(LAMP))).claims
    assert [(one.arguments["level"], one.in_force) for one in claims] == [(30, True)]
