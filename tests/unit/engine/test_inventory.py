"""What a device or its driver says of it, laid over what the inventory holds."""

import pytest

from controlcenter.domain.devices import Device
from controlcenter.domain.ids import SiteId, device_id
from controlcenter.drivers.api import Description
from controlcenter.engine.inventory import Inventory


def device(address: str, **more) -> Device:
    return Device(device_id("main", "x", address), SiteId("main"), "x", address, "streetlight", address, **more)


GATEWAY, NODE = device("gw"), device("node", points=("on",))


@pytest.fixture
def inventory() -> Inventory:
    made = Inventory({}, {})
    made.load([GATEWAY, NODE], [])
    return made


def test_a_driver_that_knows_the_gateway_gives_a_device_its_parent(inventory):
    described = inventory.described(NODE.id, Description(parent="gw", points=("level",)))
    assert described is not None
    assert (described.parent, described.points) == (GATEWAY.id, ("level", "on"))


@pytest.mark.parametrize("parent", ["node", "nobody", None])
def test_itself_and_strangers_are_no_parents(inventory, parent):
    assert inventory.described(NODE.id, Description(parent=parent)) is None


def test_a_parent_somebody_entered_stays(inventory):
    inventory.put([device("node", points=("on",), parent=device_id("main", "y", "cabinet"))])
    assert inventory.described(NODE.id, Description(parent="gw")) is None


def test_what_is_not_taken_in_is_not_described(inventory):
    assert inventory.described(device_id("main", "x", "nobody"), Description(points=("on",))) is None
