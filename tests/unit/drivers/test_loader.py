"""Folders become drivers; a broken plugin is a failure with a reason, never an exception."""

import sys
from pathlib import Path

import pytest

from controlcenter import places
from controlcenter.domain.kinds import Confirm, Kind
from controlcenter.drivers.api import EncodeError, Message, Order, Report
from controlcenter.drivers.loader import LoadedDriver, Match, load_catalogue, load_driver, load_drivers
from controlcenter.drivers.manifest import ManifestError
from tests.unit.drivers.conftest import AIR, MakePlugin

PYTHON_TOML = """\
id = "{id}"
name = "Lamp"
version = "1"
api = 1
kind = "streetlight"
description = "For tests"
points = ["level"]
[topics]
state = "{base}/{address}/state"
[options.base]
name = "Base"
type = "text"
scope = "driver"
default = "lamps"
[commands.turn_on]
confirm = [{ point = "level", at_least = 1 }]
[commands.turn_off]
"""

PYTHON = """\
from controlcenter.drivers.api import Publication, measured
from .inner import TOPIC

class Lamp:
    def decode(self, message):
        yield measured("level", message.json()["level"], None, 0, 100)

    def encode(self, order):
        return [Publication(TOPIC + order.address, b"1")]

def create(options):
    return Lamp()
"""

INNER = {"inner.py": 'TOPIC = "cmd/"\n'}


def _load(folder: Path, kinds: dict[str, Kind]) -> LoadedDriver:
    drivers, failures = load_drivers([folder.parent], kinds)
    assert failures == []
    return drivers[0]


def test_a_driver_in_data_is_ready(make_plugin: MakePlugin, kinds: dict[str, Kind]) -> None:
    folder = make_plugin()
    driver = _load(folder, kinds)
    assert (driver.id, driver.source, driver.subscriptions) == ("probe", folder, ("t/+/data",))
    assert driver.match("t/a1/data") == Match("data", "a1")
    assert driver.match("t/a1/other") is None
    assert (driver.points, driver.commands) == (("pm25",), ())
    assert driver.confirms("dim") is None
    assert driver.period_s("pm25") is None


def test_a_python_driver_is_ready_with_its_own_modules(make_plugin: MakePlugin, kinds: dict[str, Kind]) -> None:
    before = list(sys.path)
    driver = _load(make_plugin("lamp", PYTHON_TOML, PYTHON, files=INNER), kinds)
    message = Message("lamps/7/state", b'{"level":40}', 1.0, False, "state", "7", {})
    assert list(driver.decode(message)) == [Report("level", 40)]
    assert driver.encode(Order("7", "turn_on", {}, {}, 0.0))[0].topic == "cmd/7"
    assert driver.confirms("turn_on") == (Confirm("level", at_least=1),)
    assert driver.confirms("turn_off") is None
    assert sys.path == before
    assert "lamp" not in sys.modules
    assert "inner" not in sys.modules


def test_two_plugins_may_have_modules_of_one_name(make_plugin: MakePlugin, kinds: dict[str, Kind]) -> None:
    make_plugin("lamp", PYTHON_TOML, PYTHON, files=INNER)
    other = make_plugin("lamp2", PYTHON_TOML, PYTHON, files={"inner.py": 'TOPIC = "other/"\n'})
    drivers, failures = load_drivers([other.parent], kinds)
    assert failures == []
    order = Order("7", "turn_on", {}, {}, 0.0)
    assert [driver.encode(order)[0].topic for driver in drivers] == ["cmd/7", "other/7"]


def test_settings_of_a_driver_move_its_topics(make_plugin: MakePlugin, kinds: dict[str, Kind]) -> None:
    folder = make_plugin("lamp", PYTHON_TOML, PYTHON, files=INNER)
    drivers, _ = load_drivers([folder.parent], kinds, {"lamp": {"base": "city/north"}})
    assert drivers[0].subscriptions == ("city/north/+/state",)
    assert drivers[0].option_defaults == {"base": "lamps"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"bas": "x"}, "'bas', which this driver does not have"),
        ({"base": 1}, "must be a text, not 1"),
        ({"base": "a/#"}, "holds a wildcard"),
    ],
)
def test_wrong_settings_are_refused(
    make_plugin: MakePlugin, kinds: dict[str, Kind], options: dict[str, str], words: str
) -> None:
    folder = make_plugin("lamp", PYTHON_TOML, PYTHON, files=INNER)
    with pytest.raises(ManifestError) as caught:
        load_driver(folder, kinds, options)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("toml", "python", "words"),
    [
        ("id = \n", None, "not TOML"),
        (AIR.replace("air_station", "broker"), None, "kind 'broker' is no kind of field device"),
        (AIR.replace("air_station", "spaceship"), None, "kind 'spaceship' is not known; there are access_point"),
        (AIR + "[points.lumens]\n", None, "points.lumens is not a point of kind 'air_station'"),
        (AIR + '[commands.dim]\ntopic = "a"\npayload = "b"\n', None, "commands.dim is not a command of"),
        (AIR.replace("{address}/data", "+/data"), None, "topics.data: 't/+/data' holds a wildcard"),
        (AIR.replace('path = "pm"', 'path = "pm["'), None, "decode.data.points.pm25: 'pm[' is not a path"),
        (PYTHON_TOML, None, "__init__.py: missing; a driver without Python needs"),
        (PYTHON_TOML, "def create(", "SyntaxError"),
        (PYTHON_TOML, "import nowhere_to_be_found", "ModuleNotFoundError"),
        (PYTHON_TOML, "raise SystemExit(3)", "SystemExit: 3"),
        (PYTHON_TOML, "x = 1", "has no function create(options)"),
        (PYTHON_TOML, "def create(options):\n    return options['nothing']", "create: KeyError: 'nothing'"),
        (PYTHON_TOML, "def create(options):\n    return None", "without decode()"),
        (
            PYTHON_TOML,
            PYTHON.replace("class Lamp:", "class Lamp:\n    topics = {'other': 'a/{address}'}").replace(
                "from .inner import TOPIC", "TOPIC = 'x'"
            ),
            "gives topic 'other', which driver.toml does not name",
        ),
        (PYTHON_TOML.replace("at_least = 1", "argument = 'x'"), PYTHON, "commands.turn_on.confirm: argument 'x'"),
    ],
)
def test_a_broken_plugin_is_a_failure_and_the_others_load(
    make_plugin: MakePlugin, kinds: dict[str, Kind], toml: str, python: str | None, words: str
) -> None:
    broken = make_plugin("broken", toml, python)
    make_plugin("healthy")
    drivers, failures = load_drivers([broken.parent], kinds)
    assert [driver.id for driver in drivers] == ["healthy"]
    assert [(failure.id, failure.source) for failure in failures] == [("broken", broken)]
    assert words in failures[0].reason
    assert str(broken) in failures[0].reason
    assert "broken" not in sys.modules


def test_of_two_with_one_id_the_first_folder_wins(make_plugin: MakePlugin, kinds: dict[str, Kind]) -> None:
    first = make_plugin("probe", parent="mine")
    second = make_plugin("probe", parent="shipped")
    drivers, failures = load_drivers([first.parent, second.parent], kinds)
    assert [driver.source for driver in drivers] == [first]
    assert [(failure.id, failure.source) for failure in failures] == [("probe", second)]
    assert str(first) in failures[0].reason


def test_a_folder_without_driver_toml_is_a_failure_and_hidden_ones_are_not(
    make_plugin: MakePlugin, kinds: dict[str, Kind]
) -> None:
    parent = make_plugin("probe").parent
    for name in ("stray", ".git", "__pycache__"):
        (parent / name).mkdir()
    (parent / "README.md").write_text("x")
    drivers, failures = load_drivers([parent, parent / "nowhere"], kinds)
    assert [driver.id for driver in drivers] == ["probe"]
    assert [failure.id for failure in failures] == ["stray"]


BENCH_KIND = 'id = "bench"\nname = "Bench"\n[points.taken]\nname = "Taken"\ntype = "bool"\n'
BENCH = AIR.replace("air_station", "bench").replace('key = "pm25"', 'key = "taken"')


def test_a_plugin_brings_its_own_kind(make_plugin: MakePlugin) -> None:
    folder = make_plugin("bench", BENCH, files={"kinds/bench.toml": BENCH_KIND})
    catalogue = load_catalogue(places.RESOURCES / "kinds", [folder.parent])
    assert catalogue.failures == ()
    assert catalogue.kinds["bench"].points["taken"].type == "bool"
    assert [driver.kind.id for driver in catalogue.drivers] == ["bench"]


def test_plugins_that_disagree_about_a_kind_do_not_both_load(make_plugin: MakePlugin) -> None:
    folder = make_plugin("bench", BENCH, files={"kinds/bench.toml": BENCH_KIND})
    make_plugin("bench2", BENCH, files={"kinds/bench.toml": BENCH_KIND.replace("Taken", "Occupied")})
    make_plugin("rogue", AIR, files={"kinds/air_station.toml": 'id = "air_station"\n[points.pm25]\nname = "Dust"\n'})
    catalogue = load_catalogue(places.RESOURCES / "kinds", [folder.parent])
    assert [driver.id for driver in catalogue.drivers] == ["bench"]
    assert catalogue.kinds["bench"].points["taken"].name.en == "Taken"
    assert {failure.id: "is fixed already" in failure.reason for failure in catalogue.failures} == {
        "bench2": True,
        "rogue": True,
    }


def test_options_of_a_device_are_complete_and_only_those_that_fit(
    make_plugin: MakePlugin, kinds: dict[str, Kind]
) -> None:
    toml = PYTHON_TOML + '[options.rated]\nname = "R"\ndefault = 8000\nminimum = 1\n'
    folder = make_plugin("lamp", toml, PYTHON, files=INNER)
    driver = load_driver(folder, kinds, {"base": "city"})
    assert driver.options_of({}) == {"base": "city", "rated": 8000}
    assert driver.options_of({"rated": 4000, "colour": "red"}) == {"base": "city", "rated": 4000}
    assert driver.options_of({"rated": "many"}) == {"base": "city", "rated": 8000}
    assert driver.options_of({"rated": 0}) == {"base": "city", "rated": 8000}


def test_settings_of_a_driver_in_data_are_the_defaults_of_its_devices(
    make_plugin: MakePlugin, kinds: dict[str, Kind]
) -> None:
    toml = AIR.replace("[decode.data]", '[decode.data]\ntime = { path = "t", utc_offset_h = "ahead" }')
    folder = make_plugin(toml=toml + '[options.ahead]\nname = "Ahead"\ndefault = 7\n')
    driver = load_driver(folder, kinds, {"ahead": 8})
    message = Message("t/a/data", b'{"pm":1,"t":"1970-01-01T08:00:10"}', 1.0, False, "data", "a", {})
    assert list(driver.decode(message)) == [Report("pm25", 1, 10.0)]


def test_an_order_for_another_drivers_command_or_a_bad_topic_is_refused(
    make_plugin: MakePlugin, kinds: dict[str, Kind]
) -> None:
    driver = _load(make_plugin("lamp", PYTHON_TOML, PYTHON, files=INNER), kinds)
    with pytest.raises(EncodeError, match="lamp has no command 'dim'"):
        driver.encode(Order("7", "dim", {"level": 3}, {}, 0.0))
    with pytest.raises(EncodeError, match="holds a wildcard"):
        driver.encode(Order("#", "turn_on", {}, {}, 0.0))
