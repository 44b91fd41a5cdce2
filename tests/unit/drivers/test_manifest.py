"""driver.toml is read whole or refused with file, line and key."""

import pytest

from controlcenter.domain.words import Text
from controlcenter.drivers.manifest import ManifestError, OptionKind, load_manifest
from tests.unit.drivers.conftest import AIR, MakePlugin

PYTHON = """\
id = "{id}"
name = { en = "Lamp", vi = "Đèn" }
version = "1.2"
api = 1
kind = "streetlight"
description = "For tests"
proposes = { en = "Lamp {address}", vi = "Đèn {address}" }
points = ["on", "level"]
commands = ["turn_on"]

[topics]
state = "lamp/{address}/state"

[options.rated]
name = "Rated"
default = 8000
minimum = 1
"""


def test_a_manifest_is_read_whole(make_plugin: MakePlugin) -> None:
    manifest = load_manifest(make_plugin(toml=PYTHON))
    assert manifest.decoder == "python"
    assert list(manifest.points) == ["on", "level"]
    assert list(manifest.commands) == ["turn_on"]
    assert manifest.option_defaults == {"rated": 8000}
    assert manifest.description.vi == "For tests"
    assert manifest.proposed_name("7", "vi") == "Đèn 7"


def test_without_a_proposal_the_name_is_empty(make_plugin: MakePlugin) -> None:
    assert load_manifest(make_plugin()).proposed_name("7") == ""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('id = "{id}"', 'id = "other"', 1, "id: 'other' is not the folder's name 'probe'"),
        ('id = "{id}"', 'id = "Über"', 1, "must be 2 to 40"),
        ("api = 1", "api = 2", 4, "api: 2 is not the driver api of this centre (1)"),
        ("api = 1", 'api = "1"', 4, "Expected `int`"),
        ('version = "1"', "", 1, "missing required field `version`"),
        ('decoder = "json"', 'decoder = "xml"', 7, "'xml' must be one of python, json"),
        ('decoder = "json"', "", 12, "only read with decoder"),
        ('decoder = "json"', 'decoder = "json"\ncolour = 1', 8, "unknown field `colour`"),
        ("[decode.data]", "[decode.date]", 12, "decode.date: is not one of [topics]"),
        ('data = "t/{address}/data"', "", 1, "at least one topic"),
        ('path = "pm" }', 'path = "pm", colour = 1 }', 13, "unknown field `colour`"),
        ('path = "pm" }', 'path = "pm", scale = "x" }', 13, "Expected `float`"),
    ],
)
def test_a_wrong_manifest_is_refused_at_its_line(
    make_plugin: MakePlugin, old: str, new: str, line: int, words: str
) -> None:
    folder = make_plugin(toml=AIR.replace(old, new))
    with pytest.raises(ManifestError) as caught:
        load_manifest(folder)
    assert words in str(caught.value)
    if "missing" not in words and "at least" not in words:
        assert str(caught.value).startswith(f"{folder / 'driver.toml'}:{line}: ")


@pytest.mark.parametrize(
    ("addition", "words"),
    [
        ('[options.x]\nname = "X"\ndefault = 0\nminimum = 1', "options.x: default must be at least 1"),
        ('[options.x]\nname = "X"\ndefault = "a"', "default must be a number"),
        ('[options.x]\nname = "X"\ndefault = 1\ntype = "float"', "type 'float' must be one of"),
        ('[options.x]\nname = "X"\ndefault = 1\nscope = "city"', "scope 'city'"),
        ("[points.pm25]\nperiod_s = -1", "points.pm25: period_s -1"),
        ("[commands.x]\nqos = 2", "commands.x: qos 2"),
    ],
)
def test_wrong_options_points_and_commands_are_named(make_plugin: MakePlugin, addition: str, words: str) -> None:
    with pytest.raises(ManifestError) as caught:
        load_manifest(make_plugin(toml=f"{AIR}\n{addition}\n"))
    assert words in str(caught.value)


def test_a_file_that_is_not_toml_or_not_there_is_named(make_plugin: MakePlugin) -> None:
    folder = make_plugin(toml="id = \n")
    with pytest.raises(ManifestError, match=r"not TOML: .*line 1"):
        load_manifest(folder)
    (folder / "driver.toml").unlink()
    with pytest.raises(ManifestError, match=r"driver\.toml: cannot be read"):
        load_manifest(folder)


@pytest.mark.parametrize(
    ("type_", "value", "fits"),
    [
        ("number", 1.5, True),
        ("number", True, False),
        ("number", float("nan"), False),
        ("integer", 1.5, False),
        ("bool", True, True),
        ("bool", 1, False),
        ("text", "a", True),
        ("text", 1, False),
    ],
)
def test_option_values_are_judged_by_type(type_: str, value: object, fits: bool) -> None:
    assert (OptionKind(Text("X", "X"), 0, type_).problem(value) == "") is fits


@pytest.mark.parametrize(("value", "problem"), [("rgb", ""), ("red", "must be one of amber, rgb, not 'red'")])
def test_an_option_with_choices_takes_no_other_value(value: str, problem: str) -> None:
    option = OptionKind(Text("Colour", "Màu"), "amber", "text", choices=("amber", "rgb"))
    assert option.problem(value) == problem
