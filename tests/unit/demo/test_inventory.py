from collections import Counter

import pytest

from controlcenter.demo import names
from controlcenter.demo.inventory import LAMPS_PER_CABINET, make_inventory
from controlcenter.demo.layout import make_town
from controlcenter.drivers.manifest import load_manifest
from controlcenter.places import PLUGINS


@pytest.mark.parametrize("count", [10, 11, 50, 500, 5000])
def test_an_inventory_has_the_wished_number_of_devices_with_names_and_places_of_their_own(count):
    inventory = make_inventory(count)
    everyone = inventory.devices + inventory.undiscovered
    assert len(inventory.devices) == count
    assert len({device.id for device in everyone}) == len(everyone)
    areas = {area.id for area in inventory.areas}
    for device in inventory.devices:
        assert device.name
        assert device.position is not None
        assert device.area in areas
        assert device.id == f"demo:{device.driver}:{device.address}"


def test_five_thousand_devices_are_a_believable_city():
    kinds = Counter(device.kind for device in make_inventory(5000).devices)
    assert kinds == {
        "streetlight": 4448,
        "cabinet": 70,
        "water_gauge": 24,
        "air_station": 40,
        "traffic_counter": 90,
        "access_point": 310,
        "sign": 12,
        "siren": 6,
    }


def test_six_of_ten_lamps_are_tasmota():
    drivers = Counter(device.driver for device in make_inventory(5000).devices if device.kind == "streetlight")
    assert drivers["tasmota"] / drivers.total() == pytest.approx(0.6, abs=0.01)


def test_each_lamp_hangs_on_a_cabinet_of_the_inventory_and_no_cabinet_has_too_many():
    devices = make_inventory(1000).devices
    cabinets = {device.id for device in devices if device.kind == "cabinet"}
    hung = Counter(device.parent for device in devices if device.kind == "streetlight")
    assert set(hung) == cabinets
    assert max(hung.values()) == LAMPS_PER_CABINET


def test_smartylighting_lamps_know_their_rated_light():
    lamps = [device for device in make_inventory(500).devices if device.driver == "smartylighting"]
    assert {lamp.options["rated_lumens"] for lamp in lamps} <= {5000, 8000, 12000}


def test_every_lamp_has_its_rated_power_as_its_driver_wants_it():
    lamps = [device for device in make_inventory(500).devices if device.kind == "streetlight"]
    options = {driver: load_manifest(PLUGINS / driver).options for driver in ("tasmota", "smartylighting")}
    for lamp in lamps:
        assert 40 < lamp.options["rated_power_w"] <= 100
        assert options[lamp.driver]["rated_power_w"].problem(lamp.options["rated_power_w"]) == ""


def test_strangers_speak_without_being_known():
    inventory = make_inventory(5000)
    assert {device.kind for device in inventory.undiscovered} == {"streetlight", "air_station", "access_point"}
    assert len(inventory.undiscovered) == 50
    assert all(device.parent is None for device in inventory.undiscovered)


def test_the_same_number_and_seed_give_the_same_inventory():
    assert make_inventory(200, 5) == make_inventory(200, 5)
    assert make_inventory(200, 5) != make_inventory(200, 6)


@pytest.mark.parametrize("count", [0, 9, 100_001])
def test_an_impossible_number_of_devices_is_refused_with_the_number(count):
    with pytest.raises(ValueError, match=str(count)):
        make_inventory(count)


@pytest.mark.parametrize(("devices", "signs", "sirens"), [(10, 1, 1), (300, 3, 1), (5000, 12, 6), (100_000, 54, 27)])
def test_signs_and_sirens_go_with_the_reach_of_the_city(devices, signs, sirens):
    kinds = Counter(device.kind for device in make_inventory(devices).devices)
    assert (kinds["sign"], kinds["siren"], kinds.total()) == (signs, sirens, devices)


def test_signs_stand_on_main_streets_in_several_sizes_that_their_driver_takes():
    options = load_manifest(PLUGINS / "message_sign").options
    signs = [device for device in make_inventory(5000).devices if device.kind == "sign"]
    mains = {street.name for street in make_town().streets if street.cls == "street_main"}
    for sign in signs:
        assert sign.name.split(" ", 2)[2] in mains
        assert [options[key].problem(value) for key, value in sign.options.items()] == [""] * 4
    assert len({(sign.options["width"], sign.options["height"], sign.options["colour"]) for sign in signs}) == 6


def test_sirens_stand_where_people_are_first():
    sirens = [device for device in make_inventory(5000).devices if device.kind == "siren"]
    assert [names.PARK_RIVER in sirens[0].name, names.PARK_LOTUS in sirens[1].name] == [True, True]
    assert names.MARKET in sirens[2].name
    assert "Cầu" in sirens[3].name
