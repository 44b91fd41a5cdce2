"""Settings of the Tasmota driver that no sample can show."""

import pytest

from controlcenter import places
from controlcenter.domain.kinds import Confirm
from controlcenter.drivers.api import Order
from controlcenter.drivers.kinds import load_kinds
from controlcenter.drivers.loader import LoadedDriver, load_driver
from controlcenter.drivers.manifest import ManifestError


def _tasmota(full_topic: str) -> LoadedDriver:
    kinds = load_kinds(places.RESOURCES / "kinds")
    return load_driver(places.PLUGINS / "tasmota", kinds, {"full_topic": full_topic})


@pytest.mark.parametrize(
    ("full_topic", "state", "command"),
    [
        ("%prefix%/%topic%/", "tele/l1/STATE", "cmnd/l1/POWER"),
        ("%prefix%/%topic%", "tele/l1/STATE", "cmnd/l1/POWER"),
        ("city/%topic%/%prefix%/", "city/l1/tele/STATE", "city/l1/cmnd/POWER"),
    ],
)
def test_the_full_topic_moves_every_topic(full_topic: str, state: str, command: str) -> None:
    driver = _tasmota(full_topic)
    found = driver.match(state)
    assert found is not None
    assert (found.route, found.address) == ("state", "l1")
    assert driver.encode(Order("l1", "turn_on", {}, {}, 0.0))[0].topic == command
    assert driver.match("tasmota/discovery/AABB/config") is not None


def test_a_full_topic_without_its_own_levels_is_refused() -> None:
    with pytest.raises(ManifestError, match=r"topics\.state: .* must be a \{name\} alone"):
        _tasmota("%prefix%/lamp-%topic%/")


def test_a_dim_is_proved_by_level_and_light() -> None:
    assert _tasmota("%prefix%/%topic%/").confirms("dim") == (
        Confirm("level", argument="level", tolerance=1),
        Confirm("on", equals=True),
    )
