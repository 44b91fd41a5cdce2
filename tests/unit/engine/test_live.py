"""The newest reading wins, by source time; silence, lost links and unbelievable clocks are never shown as live."""

import math

import pytest

from controlcenter.domain.devices import Device
from controlcenter.domain.ids import DeviceId, SiteId
from controlcenter.domain.readings import LINK_POINT, Connection, Quality
from controlcenter.engine.live import MOST_POINTS, MOST_TEXT, DeviceState, LiveState

NOW = 1_795_430_000.0
GOOD, UNCERTAIN, STALE, BAD = Quality.GOOD, Quality.UNCERTAIN, Quality.STALE, Quality.BAD


@pytest.fixture
def live() -> LiveState:
    return LiveState(lambda _device, _key: 60.0, lambda _device, key, value: str(value) if key == "fault" else "")


@pytest.fixture
def lamp(live: LiveState) -> DeviceState:
    state = live.adopt(Device(DeviceId("s:d:1"), SiteId("s"), "d", "1", "streetlight", "Lamp 1"))
    live.take_changed_statuses()
    return state


def put(live, state, value, at=None, received_at=NOW, quality=GOOD, retained=False, key="level"):
    return live.put(state, key, value, at, received_at, quality, retained)


def held(state, key="level"):
    return state.points[key].reading


def test_a_newer_reading_replaces_the_older(live, lamp):
    put(live, lamp, 40, NOW - 2)
    put(live, lamp, 60, NOW - 1)
    assert held(lamp).value == 60


def test_an_older_reading_is_recorded_but_not_shown(live, lamp):
    put(live, lamp, 60, NOW - 1)
    late = put(live, lamp, 40, NOW - 5)
    assert late is not None
    assert late.value == 40
    assert held(lamp).value == 60


def test_the_same_message_twice_changes_nothing(live, lamp):
    put(live, lamp, 60, NOW - 1)
    live.take_changed_readings()
    assert put(live, lamp, 60, NOW - 1, received_at=NOW + 3) is None
    assert live.take_changed_readings() == ()


@pytest.mark.parametrize(
    ("value", "kept", "quality"),
    [
        (math.nan, None, BAD),
        (math.inf, None, BAD),
        (-math.inf, None, BAD),
        (10**400, None, BAD),
        (None, None, BAD),
        (True, True, GOOD),
        ("x" * (MOST_TEXT + 5), "x" * MOST_TEXT, UNCERTAIN),
        (0, 0, GOOD),
    ],
    ids=str,
)
def test_values_nobody_can_believe_are_marked(live, lamp, value, kept, quality):
    reading = put(live, lamp, value)
    assert (reading.value, reading.quality) == (kept, quality)


@pytest.mark.parametrize(("off_by", "told"), [(366 * 86400, 366 * 86400), (-366 * 86400, -366 * 86400)])
def test_a_clock_a_year_off_is_not_believed(live, lamp, off_by, told):
    reading = put(live, lamp, 60, NOW + off_by)
    live.seen(lamp, NOW, 0)
    assert (reading.at, reading.quality) == (NOW, UNCERTAIN)
    ((_before, status),) = live.take_changed_statuses()
    assert status.clock_skew_s == told


def test_a_clock_put_right_is_forgiven(live, lamp):
    put(live, lamp, 60, NOW + 366 * 86400)
    reading = put(live, lamp, 61, NOW + 1, received_at=NOW + 2)
    assert (reading.quality, lamp.skew_s) == (GOOD, 0.0)


@pytest.mark.parametrize(
    ("at", "quality"),
    [(None, STALE), (NOW - 10, UNCERTAIN), (NOW - 3600, STALE), (NOW - 366 * 86400, STALE), (NOW + 1e6, STALE)],
)
def test_a_retained_value_is_never_live_and_never_recorded(live, lamp, at, quality):
    assert put(live, lamp, 60, at, retained=True) is None
    assert held(lamp).quality is quality
    assert held(lamp).value == 60


def test_a_live_value_replaces_a_retained_one_without_a_clock(live, lamp):
    put(live, lamp, 60, None, retained=True)
    put(live, lamp, 60, None, received_at=NOW + 1)
    assert held(lamp).quality is GOOD


def test_a_value_out_of_a_buffer_is_not_live(live, lamp):
    assert put(live, lamp, 60, NOW - 3600).quality is STALE


def test_silence_turns_a_value_stale_and_a_new_one_good_again(live, lamp):
    put(live, lamp, 60, NOW)
    live.sweep(NOW + 60, 1)
    assert held(lamp).quality is GOOD
    live.sweep(NOW + 61, 1)
    assert held(lamp).quality is STALE
    assert held(lamp).value == 60
    put(live, lamp, 61, NOW + 70, received_at=NOW + 70)
    assert held(lamp).quality is GOOD


def test_each_sweep_looks_at_its_share_and_all_are_looked_at(live, lamp):
    for number in range(10):
        put(live, lamp, 1, NOW, key=f"p{number}")
    live.sweep(NOW + 100, 5)
    assert sum(held(lamp, f"p{number}").quality is STALE for number in range(10)) == 2
    for _ in range(4):
        live.sweep(NOW + 100, 5)
    assert all(held(lamp, f"p{number}").quality is STALE for number in range(10))


def test_a_last_will_makes_every_value_stale_at_once(live, lamp):
    put(live, lamp, 60)
    live.seen(lamp, NOW, 0)
    live.set_connection(lamp, False, 1000.0)
    assert (lamp.connection, held(lamp).quality) == (Connection.OFFLINE, STALE)


def test_a_lost_broker_leaves_nothing_live_and_nobody_known(live, lamp):
    put(live, lamp, 60)
    live.seen(lamp, NOW, 3)
    live.lose_link(2)
    assert held(lamp).quality is GOOD
    live.lose_link(3)
    assert (lamp.connection, held(lamp).quality) == (Connection.UNKNOWN, STALE)


def test_what_stopped_being_known_leaves_one_mark_for_the_history(live, lamp):
    put(live, lamp, 60, NOW)
    live.sweep(NOW + 61, 1)
    live.sweep(NOW + 62, 1)
    (mark,) = live.take_silenced(NOW + 62)
    assert (mark.key, mark.value, mark.at, mark.quality) == ("level", None, NOW + 62, STALE)
    assert live.take_silenced(NOW + 63) == []


def test_a_device_that_invents_points_is_contained(live, lamp):
    for number in range(MOST_POINTS + 20):
        put(live, lamp, 1, key=f"p{number}")
    assert len(lamp.points) == MOST_POINTS


def test_a_reported_fault_is_in_the_status(live, lamp):
    put(live, lamp, "lamp_failed", key="fault")
    live.seen(lamp, NOW, 0)
    ((_before, status),) = live.take_changed_statuses()
    assert (status.fault, status.connection, status.last_seen) == ("lamp_failed", Connection.ONLINE, NOW)


def test_a_removed_device_leaves_nothing_behind(live, lamp):
    put(live, lamp, 60)
    live.remove(lamp.id)
    assert live.take_changed_readings() == ()
    assert live.take_changed_statuses() == ()
    live.sweep(NOW + 1e6, 1)
    assert live.devices == {}


def test_changes_are_handed_over_once_and_newest_only(live, lamp):
    put(live, lamp, 1, NOW - 2)
    put(live, lamp, 2, NOW - 1)
    assert [reading.value for reading in live.take_changed_readings()] == [2]
    assert live.take_changed_readings() == ()


def test_no_device_can_report_under_a_name_of_the_centre(live, lamp):
    assert put(live, lamp, "offline", NOW, key=LINK_POINT) is None
    assert lamp.points == {}
