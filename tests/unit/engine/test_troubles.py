"""One line a trouble; what hangs on a troubled parent counts behind it."""

import msgspec
import pytest

from controlcenter.domain.devices import Device
from controlcenter.domain.ids import DeviceId, SiteId
from controlcenter.domain.readings import Quality
from controlcenter.engine.live import LiveState
from controlcenter.engine.troubles import NEVER_SEEN_GRACE_S, Troubles

NOW = 1_795_430_000.0
CABINET = DeviceId("s:d:cabinet")
LAMPS = [DeviceId(f"s:d:{number}") for number in range(4)]


class City:
    def __init__(self) -> None:
        self.blind = False
        self.live = LiveState(lambda _d, _k: 60.0, lambda _d, key, value: str(value) if key == "fault" else "")
        self.troubles = Troubles(NOW, lambda _state: self.blind)
        for one in (CABINET, *LAMPS):
            state = self.live.adopt(Device(one, SiteId("s"), "d", one, "streetlight", one))
            self.live.put(state, "level", 1, None, NOW, Quality.GOOD, False)
            self.live.seen(state, NOW, 0)
        self.look()

    def look(self, now: float = NOW) -> None:
        for _before, status in self.live.take_changed_statuses():
            self.troubles.update(self.live.devices[status.device], status, now)

    def offline(self, *devices: DeviceId) -> None:
        for one in devices:
            self.live.set_connection(self.live.devices[one], False, 0.0)
        self.look()

    def listed(self):
        parents = dict.fromkeys(LAMPS, CABINET)
        return self.troubles.take_changed(parents.get)


@pytest.fixture
def city() -> City:
    return City()


def test_a_healthy_city_has_none(city):
    assert city.listed() == ()
    assert city.listed() is None, "nothing changed since"


def test_an_offline_device_is_one_and_goes_when_it_is_back(city):
    city.offline(LAMPS[0])
    assert [(one.device, one.code) for one in city.listed()] == [(LAMPS[0], "offline")]
    city.live.seen(city.live.devices[LAMPS[0]], NOW, 0)
    city.live.put(city.live.devices[LAMPS[0]], "level", 2, None, NOW + 1, Quality.GOOD, False)
    city.look()
    assert city.listed() == ()


def test_silent_lamps_count_behind_their_cabinet(city):
    cabinet = city.live.devices[CABINET]
    city.live.put(cabinet, "fault", "mains_lost", None, NOW, Quality.GOOD, False)
    city.live.seen(cabinet, NOW, 0)
    city.offline(*LAMPS)
    (one,) = city.listed()
    assert (one.device, one.code, one.detail, one.behind) == (CABINET, "fault", "mains_lost", 4)


def test_a_lamp_with_a_fault_of_its_own_keeps_it(city):
    city.offline(CABINET, LAMPS[0])
    lamp = city.live.devices[LAMPS[1]]
    city.live.put(lamp, "fault", "lamp_failed", None, NOW, Quality.GOOD, False)
    city.live.seen(lamp, NOW, 0)
    city.look()
    assert {(one.device, one.code, one.behind) for one in city.listed()} == {
        (CABINET, "offline", 1),
        (LAMPS[1], "fault", 0),
    }


def test_silence_is_no_data(city):
    city.live.sweep(NOW + 61, 1)
    city.look(NOW + 61)
    assert {one.code for one in city.listed()} == {"no_data"}


def test_while_the_broker_is_gone_its_devices_are_not_listed_one_by_one(city):
    city.blind = True
    city.live.lose_link(0)
    city.look()
    assert city.listed() == ()


def test_what_was_wrong_before_the_broker_went_stays_wrong(city):
    cabinet = city.live.devices[CABINET]
    city.live.put(cabinet, "fault", "mains_lost", None, NOW, Quality.GOOD, False)
    city.live.seen(cabinet, NOW, 0)
    city.offline(*LAMPS)
    city.blind = True
    city.live.lose_link(0)
    city.look()
    (one,) = city.listed()
    assert (one.device, one.detail, one.behind) == (CABINET, "mains_lost", 4)


def test_who_never_spoke_has_its_time_after_a_start(city):
    ghost = DeviceId("s:d:ghost")
    city.live.adopt(Device(ghost, SiteId("s"), "d", "g", "streetlight", "Ghost"))
    city.look()
    assert city.listed() == ()
    late = NOW + NEVER_SEEN_GRACE_S
    assert not city.troubles.grace_is_over(late - 1)
    assert city.troubles.grace_is_over(late)
    state = city.live.devices[ghost]
    city.troubles.update(state, state.status, late)
    assert [(one.device, one.code) for one in city.listed()] == [(ghost, "no_data")]


@pytest.mark.parametrize(
    ("change", "code"),
    [({"quality": Quality.BAD}, "bad_value"), ({"clock_skew_s": 4000.0}, "clock"), ({"fault": "x"}, "fault")],
)
def test_each_condition_has_its_word(city, change, code):
    state = city.live.devices[LAMPS[0]]
    city.troubles.update(state, msgspec.structs.replace(state.status, **change), NOW)
    assert [one.code for one in city.listed()] == [code]
