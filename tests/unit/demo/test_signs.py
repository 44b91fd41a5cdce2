"""Simulated message signs: they draw what they are told, refuse what they cannot, and say what they show."""

import json

import numpy as np
import pytest

from controlcenter.demo.layout import SEED, make_town
from controlcenter.demo.models.answering import RefusedError
from controlcenter.demo.models.moment import moment
from controlcenter.demo.models.panel import TEST_S, Panel
from controlcenter.demo.models.pixels import Pixels, map_of
from controlcenter.demo.models.sign_face import frames_of, judge_of
from controlcenter.demo.models.signs import STANDING_TEXTS, Signs
from controlcenter.demo.models.streetlights import Temper
from controlcenter.demo.roadside import signs as sign_devices
from controlcenter.demo.site import Site
from controlcenter.domain.arguments import digest

NOW = 1_795_430_000.0
SMALL = {"width": 96, "height": 32, "colour": "amber", "font": 1}
DEVICES = sign_devices(Site(make_town(SEED), np.random.default_rng(1)), 12)
TEXT = "KẸT XE[nl]ĐI CHẬM"


def order(multi=TEXT, **more):
    return {"cmd": "show", "id": digest(multi), "multi": multi, "priority": "operator", "duration_s": 60, **more}


@pytest.fixture
def panel():
    return Panel(Pixels(96, 32), judge_of(SMALL))


@pytest.fixture
def family():
    made = Signs(DEVICES, np.random.default_rng(3))
    made.temper = [Temper.OBEYS] * len(made)
    return made


def said(family, row, body, after_s=5.0):
    """Return the answer to *body* and the state said with it."""
    payload = body if isinstance(body, bytes) else json.dumps(body).encode()
    topic = f"signs/{family.address(row)}/set".split("/")
    (later,) = family.obey(topic, payload, moment(NOW, 12.0))
    reply, state = later.act(moment(NOW + after_s, 12.0))
    assert (reply.topic.rsplit("/", 1)[1], state.topic.rsplit("/", 1)[1]) == ("reply", "status")
    return json.loads(reply.payload), json.loads(state.payload)


@pytest.mark.parametrize("device", DEVICES, ids=lambda device: device.address)
@pytest.mark.parametrize("text", STANDING_TEXTS)
def test_what_stands_on_a_sign_at_the_start_fits_it(device, text):
    (frame,) = frames_of(text, device.options)
    assert frame.pixels.shape == (device.options["height"], device.options["width"], 3)
    assert frame.pixels.any()


def test_a_message_is_shown_with_its_number_and_checksum_and_goes_out_by_itself(panel):
    panel.obey(order(), NOW)
    assert (panel.multi, panel.number, panel.priority, panel.source) == (TEXT, digest(TEXT), "operator", "centre")
    assert panel.ends_in_s(NOW + 10) == 50
    assert not panel.step(NOW + 59.9)
    assert panel.step(NOW + 60)
    assert (panel.multi, panel.number, panel.priority, panel.source) == ("", "", "none", "expired")
    assert panel.ends_in_s(NOW + 61) == 0


def test_a_renewed_message_stays(panel):
    panel.obey(order(), NOW)
    panel.obey(order(), NOW + 40)
    assert not panel.step(NOW + 99)
    assert panel.multi == TEXT
    assert panel.step(NOW + 100)


def test_a_message_without_a_duration_stays(panel):
    panel.obey(order(duration_s=0), NOW)
    assert not panel.step(NOW + 1e6)
    assert (panel.multi, panel.ends_in_s(NOW)) == (TEXT, 0)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (order("[zz9]TEXT"), "zz9"),
        (order("MỘT DÒNG QUÁ DÀI CHO BIỂN NHỎ"), "line too long"),
        (order("A[nl]B[nl]C"), "too many lines"),
        (order("漢"), "glyph"),
        (order("[cf0,0,255]A"), "colour"),
        (order("[fo9]A"), "font"),
        (order("["), "unclosed tag"),
        (order(id="00000000"), "not the one of this message number"),
        (order() | {"multi": 7}, "1 to 1000"),
        (order("A" * 1001), "1 to 1000"),
        (order(""), "1 to 1000"),
        (order(priority="mine"), "priority"),
        (order(priority=["plan"]), "priority"),
        (order(activate={}), "priority"),
        (order(duration_s=-1), "0 to 604800"),
        (order(duration_s=True), "0 to 604800"),
        ({"cmd": "brightness", "level": 101}, "0 to 100"),
        ({"cmd": "brightness", "level": "full"}, "0 to 100"),
        ({"cmd": "dance"}, "unknown command"),
        ({"cmd": ["show"]}, "unknown command"),
        ({}, "unknown command"),
    ],
)
def test_what_a_sign_cannot_do_it_refuses_with_its_reason_and_shows_what_it_showed(panel, body, reason):
    panel.obey(order("GIỮ NGUYÊN"), NOW)
    with pytest.raises(RefusedError, match=reason):
        panel.obey(body, NOW + 1)
    assert (panel.multi, panel.brightness_set) == ("GIỮ NGUYÊN", 0)


def test_a_weightier_message_is_guarded_against_others_but_not_against_the_centre(panel):
    panel.obey(order("LỤT", priority="emergency"), NOW)
    for body in (order(), {"cmd": "blank"}, order(activate="incident")):
        with pytest.raises(RefusedError, match="priority emergency"):
            panel.obey(body, NOW)
    assert panel.multi == "LỤT"
    panel.obey(order(activate="emergency"), NOW)
    assert (panel.multi, panel.priority) == (TEXT, "operator")
    panel.obey({"cmd": "blank", "activate": "emergency"}, NOW)
    assert (panel.multi, panel.number, panel.source) == ("", "", "centre")


def test_brightness_follows_the_day_until_it_is_set(panel):
    assert [panel.brightness(hour) for hour in (3.0, 12.0, 17.5)] == [40, 100, 70]
    panel.obey({"cmd": "brightness", "level": 25}, NOW)
    assert [panel.brightness(hour) for hour in (3.0, 12.0)] == [25, 25]
    panel.obey({"cmd": "brightness", "level": 0}, NOW)
    assert panel.brightness(12.0) == 100


def test_a_pixel_test_takes_its_time_and_finds_what_is_dead():
    panel = Panel(Pixels(96, 32, frozenset({(1, 2), (3, 4)})), judge_of(SMALL))
    panel.obey({"cmd": "pixel_test"}, NOW)
    with pytest.raises(RefusedError, match="running"):
        panel.obey({"cmd": "pixel_test"}, NOW + 1)
    assert not panel.step(NOW + TEST_S - 0.1)
    assert (panel.tested_at, panel.pixels.found) == (None, frozenset())
    assert panel.step(NOW + TEST_S)
    assert (panel.tested_at, panel.pixels.found) == (NOW + TEST_S, {(1, 2), (3, 4)})


def test_a_dark_sign_shows_nothing_takes_nothing_and_is_blank_when_it_is_back(panel):
    panel.obey(order(), NOW)
    panel.lose_power()
    assert (panel.multi, panel.number, panel.fault, panel.brightness(12.0)) == ("", "", 2, 0)
    with pytest.raises(RefusedError, match="no power"):
        panel.obey(order(), NOW)
    panel.dark = False
    assert (panel.multi, panel.fault, panel.source) == ("", 0, "restarted")


def test_a_stuck_sign_accepts_and_goes_on_showing_and_saying_the_old(panel):
    panel.obey(order("CŨ"), NOW)
    panel.stuck = True
    panel.obey(order(), NOW)
    panel.obey({"cmd": "blank"}, NOW)
    assert not panel.step(NOW + 1000)
    assert (panel.multi, panel.number) == ("CŨ", digest("CŨ"))


def test_an_answer_comes_with_the_state_it_led_to(family):
    reply, state = said(family, 0, order())
    assert reply == {"cmd": "show", "id": digest(TEXT), "ok": True}
    assert (state["multi"], state["id"], state["crc"], state["ends_in_s"]) == (TEXT, digest(TEXT), digest(TEXT), 60)
    reply, state = said(family, 0, order("[xx]"))
    assert (reply["ok"], state["multi"]) == (False, TEXT)


@pytest.mark.parametrize("payload", [b"", b"\xff", b"[]", b"7", b"[" * 100_000, b'{"cmd":null}'])
def test_rubbish_is_answered_with_a_refusal(family, payload):
    reply, _ = said(family, 0, payload)
    assert reply == {"ok": False, "error": "unknown command"}


def test_some_signs_are_mute_refuse_or_show_something_else(family):
    family.temper[:3] = [Temper.OTHER, Temper.MUTE, Temper.REFUSES]
    reply, state = said(family, 0, order())
    assert (reply["ok"], state["multi"], state["crc"], state["id"]) == (True, "KẸT XE", digest("KẸT XE"), digest(TEXT))
    assert family.obey(["signs", family.address(1), "set"], json.dumps(order()).encode(), moment(NOW, 12.0)) == []
    reply, state = said(family, 2, order())
    assert (reply["ok"], reply["error"], state["multi"] == TEXT) == (False, "local control", False)


def test_two_of_a_dozen_signs_do_not_obey():
    tempers = Signs(DEVICES, np.random.default_rng(3)).temper
    assert sorted(one for one in tempers if one is not Temper.OBEYS) == [Temper.MUTE, Temper.OTHER]


@pytest.mark.parametrize(
    ("pixels", "text"),
    [
        ([], ""),
        ([(12, 4)], "12,4"),
        ([(13, 4), (12, 4), (14, 4), (0, 0), (14, 5)], "0,0;12-14,4;14,5"),
        ([(95, 0), (0, 1)], "95,0;0,1"),
    ],
)
def test_the_map_of_dead_pixels_is_written_in_runs(pixels, text):
    assert map_of(pixels) == text


def test_a_map_that_is_too_long_is_cut_between_pixels():
    chequered = [(x, y) for x in range(0, 96, 2) for y in range(32)]
    text = map_of(chequered)
    assert 985 <= len(text) <= 1000
    assert set(text.split(";")) < {f"{x},{y}" for x, y in chequered}


def test_a_module_that_fails_is_a_fault_of_a_small_sign():
    whole = Pixels(96, 32)
    broken = whole.without_module(16, np.random.default_rng(1))
    assert (whole.failing, broken.failing, len(broken.found)) == (False, True, 256)
    assert len(map_of(broken.found).split(";")) == 16
