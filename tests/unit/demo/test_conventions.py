"""The shipped drivers understand the demo city, and the city them."""

import json

import pytest

from controlcenter.demo.inventory import make_inventory
from controlcenter.demo.models.streetlights import Temper
from controlcenter.demo.mqtt import published, split
from controlcenter.demo.simulation import City
from controlcenter.drivers.api import Answer, Message, Order, Report
from controlcenter.drivers.loader import load_catalogue
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
        for tick in range(30)
        for address, report in decode(city.tick(NOW + 3.5 + 0.2 * tick), OPTIONS)
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
