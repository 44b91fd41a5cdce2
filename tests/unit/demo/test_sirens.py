"""Simulated sirens: two steps before a sound, and silence by themselves."""

import json
from datetime import UTC, datetime

import numpy as np
import pytest

from controlcenter.demo.layout import SEED, make_town
from controlcenter.demo.models.answering import RefusedError
from controlcenter.demo.models.moment import moment
from controlcenter.demo.models.sirens import ARMED_S, TEST_S, Horn, Sirens
from controlcenter.demo.models.streetlights import Temper
from controlcenter.demo.roadside import sirens as siren_devices
from controlcenter.demo.site import Site

NOW = 1_795_430_000.0
DEVICES = siren_devices(Site(make_town(SEED), np.random.default_rng(1)), 6)


def sound(lasts_s=60, tone="wail", at=NOW, **more):
    stamp = datetime.fromtimestamp(at, UTC).isoformat()
    return {"cmd": "sound", "duration_s": lasts_s, "tone": tone, "ordered_at": stamp, **more}


@pytest.fixture
def armed():
    horn = Horn()
    horn.obey({"cmd": "arm"}, NOW)
    return horn


def state(horn):
    return (horn.armed_until is not None, horn.sounds_until is not None, horn.tone)


def test_it_does_not_sound_unless_it_is_armed():
    horn = Horn()
    with pytest.raises(RefusedError, match="not armed"):
        horn.obey(sound(), NOW)
    assert state(horn) == (False, False, "none")


def test_it_disarms_itself_after_two_minutes(armed):
    assert armed.ends_in_s(NOW + 20) == 100
    assert not armed.step(NOW + ARMED_S - 1)
    assert armed.step(NOW + ARMED_S)
    assert state(armed) == (False, False, "none")


def test_it_sounds_for_its_time_and_is_silent_and_disarmed_then(armed):
    armed.obey(sound(300, "pulse"), NOW)
    assert not armed.step(NOW + ARMED_S + 1)
    assert state(armed) == (True, True, "pulse")
    assert armed.ends_in_s(NOW + 100) == 200
    assert armed.step(NOW + 300)
    assert state(armed) == (False, False, "none")


def test_silence_ends_it_at_once_and_disarms_it(armed):
    armed.obey(sound(), NOW)
    with pytest.raises(RefusedError, match="silence it first"):
        armed.obey({"cmd": "disarm"}, NOW)
    armed.obey({"cmd": "silence"}, NOW + 1)
    assert state(armed) == (False, False, "none")


def test_it_is_disarmed_by_hand(armed):
    armed.obey({"cmd": "disarm"}, NOW)
    assert state(armed) == (False, False, "none")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (sound(0), "1 to 600"),
        (sound(601), "1 to 600"),
        (sound(True), "1 to 600"),
        (sound("60"), "1 to 600"),
        (sound(tone="polka"), "unknown tone"),
        (sound(tone=["wail"]), "unknown tone"),
        (sound(at=NOW - 31), "too old"),
        (sound() | {"ordered_at": None}, "too old"),
        (sound() | {"ordered_at": "today"}, "too old"),
        ({"cmd": "sing"}, "unknown command"),
        ({}, "unknown command"),
    ],
)
def test_what_it_refuses_leaves_it_armed_and_silent(armed, body, reason):
    with pytest.raises(RefusedError, match=reason):
        armed.obey(body, NOW)
    assert state(armed) == (True, False, "none")


def test_a_self_test_is_quiet_and_tells_when_it_ended():
    horn = Horn()
    horn.obey({"cmd": "test"}, NOW)
    with pytest.raises(RefusedError, match="busy"):
        horn.obey({"cmd": "test"}, NOW + 1)
    assert state(horn) == (False, False, "none")
    assert not horn.step(NOW + TEST_S - 0.1)
    assert horn.step(NOW + TEST_S)
    assert horn.tested_at == NOW + TEST_S


def test_an_answer_comes_with_the_state_it_led_to():
    family = Sirens(DEVICES, np.random.default_rng(2))
    family.temper = [Temper.OBEYS] * len(family)
    (later,) = family.obey(["sirens", "sr-01", "set"], b'{"cmd":"arm"}', moment(NOW, 12.0))
    reply, status = (json.loads(each.payload) for each in later.act(moment(NOW + 1, 12.0)))
    assert reply == {"cmd": "arm", "ok": True}
    assert (status["armed"], status["sounding"], status["ends_in_s"], status["fault"]) == (True, False, 120, 0)


def test_one_of_six_sirens_does_not_obey_and_one_that_mishears_says_its_tone():
    family = Sirens(DEVICES, np.random.default_rng(2))
    assert sum(one is not Temper.OBEYS for one in family.temper) == 1
    family.temper = [Temper.OTHER] * len(family)
    for body in ({"cmd": "arm"}, sound()):
        (later,) = family.obey(["sirens", "sr-01", "set"], json.dumps(body).encode(), moment(NOW, 12.0))
        _, status = (json.loads(each.payload) for each in later.act(moment(NOW, 12.0)))
    assert (status["sounding"], status["tone"]) == (True, "steady")
