"""Every shipped plugin is fit for use, and does with its samples what they say."""

from pathlib import Path

import pytest

from controlcenter import places
from controlcenter.drivers.check import check_driver
from controlcenter.drivers.kinds import load_kinds
from controlcenter.drivers.loader import load_catalogue
from controlcenter.drivers.testing import load_samples, replay

PLUGINS = sorted(path.parent for path in places.PLUGINS.glob("*/driver.toml"))


@pytest.fixture(params=PLUGINS, ids=lambda folder: folder.name)
def plugin(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    return folder


def test_samples_replay_as_written(plugin: Path) -> None:
    assert load_samples(plugin), "no samples"
    assert replay(plugin, load_kinds(places.RESOURCES / "kinds")) == []


def test_the_checker_finds_nothing_wrong(plugin: Path) -> None:
    # Speed is the bench's business: this machine may be busy.
    problems = check_driver(plugin, load_kinds(places.RESOURCES / "kinds"))
    assert [str(problem) for problem in problems if "µs" not in problem.message] == []


def test_all_shipped_plugins_load_together() -> None:
    catalogue = load_catalogue(places.RESOURCES / "kinds", [places.PLUGINS])
    assert catalogue.failures == ()
    assert {driver.id: driver.manifest.kind for driver in catalogue.drivers} == {
        "json_air": "air_station",
        "json_cabinet": "cabinet",
        "json_traffic": "traffic_counter",
        "json_water": "water_gauge",
        "json_wifi": "access_point",
        "message_sign": "sign",
        "siren": "siren",
        "smartylighting": "streetlight",
        "tasmota": "streetlight",
    }
