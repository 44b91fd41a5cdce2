"""The shipped drivers understand the demo city, and the city them."""

import json

import pytest

from controlcenter.demo.inventory import make_inventory
from controlcenter.demo.models.streetlights import Temper
from controlcenter.demo.mqtt import published, split
from controlcenter.demo.simulation import City
from controlcenter.domain.arguments import validate_arguments
from controlcenter.domain.readings import Reading
from controlcenter.drivers.api import Answer, Message, Order, Report
from controlcenter.drivers.loader import load_catalogue
from controlcenter.engine.proof import Proof
from controlcenter.places import PLUGINS, RESOURCES

NOW = 1_795_430_000.0
INVENTORY = make_inventory(300)
CATALOGUE = load_catalogue(RESOURCES / "kinds", [PLUGINS])
DRIVERS = {driver.id: driver for driver in CATALOGUE.drivers}


def decode(packets, options):
    """Return (address, decoded) of everything in *packets*; fails when nobody understands a message."""
    found = []
    for packet in split(bytearray(b"".join(packets))):
        topic, payload, _ = published(packet)
        driver, match = next((d, m) for d in DRIVERS.values() if (m := d.match(topic)))
        own = driver.options_of(options.get(match.address, {}))
        message = Message(topic, payload, NOW, bool(packet.flags & 1), match.route, match.address, own)
        found += [(match.address, each) for each in driver.decode(message)]
    return found


def make_city():
    city = City(INVENTORY, NOW, 19.0)
    for lights in city.families.streetlights:
        lights.temper = [Temper.OBEYS] * len(lights)
    city.families.cabinets.stubborn[:] = False
    for family in (city.families.signs, city.families.sirens):
        family.temper = [Temper.OBEYS] * len(family)
    return city


OPTIONS = {device.address: device.options for device in INVENTORY.devices}


def test_every_message_of_the_city_is_understood_and_its_clock_believed():
    city = make_city()
    decoded = decode(city.greetings(NOW), OPTIONS)
    decoded += [each for tick in range(310) for each in decode(city.tick(NOW + 0.2 * tick), OPTIONS)]
    heard = {address for address, _ in decoded}
    assert heard == {device.address for device in (*INVENTORY.devices, *INVENTORY.undiscovered)}
    for _, report in decoded:
        if isinstance(report, Report):
            assert report.value is not None
            assert report.at is None or NOW - 1 <= report.at <= NOW + 62


@pytest.mark.parametrize("driver", ["tasmota", "smartylighting"])
@pytest.mark.parametrize(
    ("command", "arguments", "point", "value"),
    [("dim", {"level": 40}, "level", 40), ("turn_off", {}, "on", False), ("turn_on", {}, "on", True)],
)
def test_a_lamp_does_what_its_driver_puts_on_the_wire(driver, command, arguments, point, value):
    city = make_city()
    lamp = next(device for device in INVENTORY.devices if device.driver == driver)
    order = Order(lamp.address, command, arguments, DRIVERS[driver].options_of(lamp.options), NOW)
    for publication in DRIVERS[driver].encode(order):
        city.hear(publication.topic, publication.payload, NOW)
    shown = [
        report.value
        for tick in range(50)
        for address, report in decode(city.tick(NOW + 0.2 * tick), OPTIONS)
        if address == lamp.address and isinstance(report, Report) and report.key == point
    ]
    assert shown[-1] == pytest.approx(value, abs=1)


def test_a_cabinet_answers_its_driver():
    city = make_city()
    cabinet = next(device for device in INVENTORY.devices if device.driver == "json_cabinet")
    order = Order(cabinet.address, "turn_off", {}, {}, NOW)
    for publication in DRIVERS["json_cabinet"].encode(order):
        assert json.loads(publication.payload) == {"contactor": "off"}
        city.hear(publication.topic, publication.payload, NOW)
    said = [each for tick in range(30) for each in decode(city.tick(NOW + 0.2 * tick), OPTIONS)]
    mine = [each for address, each in said if address == cabinet.address]
    assert [each.accepted for each in mine if isinstance(each, Answer)] == [True]
    assert [each.value for each in mine if isinstance(each, Report) and each.key == "contactor"][-1] is False


def first_of(driver):
    return next(device for device in INVENTORY.devices if device.driver == driver)


def given(city, device, command, now, seconds=8.0, **arguments):
    """Give *command* as the centre does; return the answers, whether fresh reports proved it, and the last values."""
    driver = DRIVERS[device.driver]
    kind = driver.kind.commands[command]
    complete = validate_arguments(kind, arguments)
    proof = Proof(driver.confirms(command) or kind.confirm, complete, now)
    for publication in driver.encode(Order(device.address, command, complete, device.options, now)):
        city.hear(publication.topic, publication.payload, now)
    answers, shown = [], {}
    for tick in range(int(seconds / 0.2)):
        at = now + 0.2 * (tick + 1)
        for address, each in decode(city.tick(at), OPTIONS):
            if address != device.address:
                continue
            if isinstance(each, Answer):
                answers.append((each.accepted, each.command))
            elif isinstance(each, Report):
                shown[each.key] = each.value
                proof.feed(Reading(device.id, each.key, each.value, each.at, at, each.quality), 0.0)
    return answers, proof, shown


MULTI = "[jl3]LỤT[nl]ĐI CHẬM"


def test_a_sign_proves_what_it_shows_and_that_it_is_blank():
    city, sign = make_city(), first_of("message_sign")
    answers, proof, shown = given(city, sign, "show", NOW, multi=MULTI, priority="incident", duration_s=20)
    assert (answers, proof.complete) == ([(True, "show")], True)
    assert (shown["message"], shown["priority"], shown["source"]) == (MULTI, "incident", "centre")
    _, proof, shown = given(city, sign, "set_brightness", NOW + 8, level=30)
    assert (proof.complete, shown["brightness"], shown["message"]) == (True, 30, MULTI)
    answers, proof, shown = given(city, sign, "blank", NOW + 16)
    assert (answers, proof.complete, shown["message"], shown["message_id"]) == ([(True, "blank")], True, "", "")


def test_a_message_nobody_renews_goes_out_and_says_why():
    city, sign = make_city(), first_of("message_sign")
    _, proof, shown = given(city, sign, "show", NOW, seconds=30, multi=MULTI, duration_s=10)
    assert proof.wrong
    assert (shown["message"], shown["source"], shown["ends_in"]) == ("", "expired", 0)


def test_a_pixel_test_is_proved_when_it_has_ended_and_not_by_an_older_one():
    city, sign = make_city(), first_of("message_sign")
    answers, proof, _ = given(city, sign, "pixel_test", NOW, seconds=4)
    assert (answers, proof.complete) == ([(True, "pixel_test")], False)
    _, proof, shown = given(city, sign, "pixel_test", NOW + 30, seconds=15)
    assert (proof.complete, shown["tested_ago"] <= 5) == (True, True)
    row = city.families.signs.row[sign.address]
    assert shown["pixels_bad"] == len(city.families.signs.panels[row].pixels.dead)


def test_a_stuck_sign_is_told_by_what_it_says():
    city, sign = make_city(), first_of("message_sign")
    city.trigger("sign_stuck", sign.id, NOW)
    answers, proof, _ = given(city, sign, "show", NOW, multi=MULTI)
    assert (answers, proof.complete) == ([(True, "show")], False)
    assert "message=" in proof.wrong


def test_a_sign_refuses_what_it_cannot_show_and_what_it_has_no_power_for():
    city, sign = make_city(), first_of("message_sign")
    answers, proof, _ = given(city, sign, "show", NOW, multi="[nosuchtag]")
    assert (answers, proof.complete) == ([(False, "show")], False)
    city.trigger("sign_dark", sign.id, NOW + 8)
    answers, proof, shown = given(city, sign, "show", NOW + 8, multi=MULTI)
    assert (answers, proof.complete, shown["message"], shown["fault"]) == (
        [(False, "show")],
        False,
        "",
        "power_failure",
    )


def test_a_module_of_a_sign_that_fails_is_a_fault_with_a_map():
    city, sign = make_city(), first_of("message_sign")
    said = decode(city.trigger("sign_pixels", sign.id, NOW), OPTIONS)
    shown = {each.key: each.value for _, each in said if isinstance(each, Report)}
    assert (shown["pixels_bad"] >= 256, shown["fault"]) == (True, "pixel_failure")
    assert shown["bad_pixels"].count("-") >= 16


def test_a_siren_proves_each_of_its_two_steps_and_that_it_is_silent():
    city, siren = make_city(), first_of("siren")
    answers, proof, _ = given(city, siren, "sound", NOW, duration_s=20)
    assert (answers, proof.complete) == ([(False, "sound")], False)
    answers, proof, shown = given(city, siren, "arm", NOW + 8)
    assert (answers, proof.complete, shown["armed"], shown["sounding"]) == ([(True, "arm")], True, True, False)
    answers, proof, shown = given(city, siren, "sound", NOW + 16, duration_s=60, tone="steady")
    assert (answers, proof.complete, shown["sounding"], shown["tone"]) == ([(True, "sound")], True, True, "steady")
    answers, proof, shown = given(city, siren, "silence", NOW + 24)
    assert (answers, proof.complete, shown["armed"], shown["tone"]) == ([(True, "silence")], True, False, "none")
    _, proof, shown = given(city, siren, "test", NOW + 32, seconds=12)
    assert (proof.complete, shown["last_test"].endswith("Z")) == (True, True)


def test_a_weak_battery_is_a_fault():
    city, siren = make_city(), first_of("siren")
    said = decode(city.trigger("siren_battery", siren.id, NOW), OPTIONS)
    shown = {each.key: each.value for _, each in said if isinstance(each, Report)}
    assert (shown["battery"] < 20, shown["fault"]) == (True, "battery_low")
