"""Alarms of a kind come from its TOML; plugins add to them and never change them."""

from pathlib import Path

import pytest

from controlcenter.domain.conditions import AlarmDefinition, FaultTest, LimitTest, Priority, Side, StateTest
from controlcenter.domain.words import Text
from controlcenter.drivers.kinds import KindError, load_kinds

HEAD = """\
id = "air"
name = "Air"
[points.pm25]
name = "PM2.5"
[points.fault]
name = "Fault"
type = "enum"
fault_values = ["*"]
values = { none = "None", fan = "Fan", pump = "Pump" }
"""
DUSTY = """\
[alarms.dusty]
name = { en = "Dusty", vi = "Bụi" }
when = { test = "limit", point = "pm25", side = "high", limit = 50, deadband = 5 }
priority = "high"
"""


def _load(folder: Path, text: str, more: str | None = None) -> dict[str, AlarmDefinition]:
    folders = [folder / "base", folder / "more"]
    for one, body in zip(folders, (text, more), strict=True):
        one.mkdir()
        if body is not None:
            (one / "air.toml").write_text(body, encoding="utf-8")
    return load_kinds(*folders)["air"].alarms


def test_an_alarm_is_read_whole(tmp_path: Path) -> None:
    rest = """\
on_delay_s = 60
off_delay_s = 30.5
count = 3
window_s = 600
latching = true
realarm_s = 1800
explains = true
cause = "Smoke"
consequence = { en = "Harm", vi = "Hại" }
response = "Warn"
respond_s = 900
page = "trends"
enabled = false
"""
    assert _load(tmp_path, HEAD + DUSTY + rest)["dusty"] == AlarmDefinition(
        "dusty", Text("Dusty", "Bụi"), LimitTest("pm25", Side.HIGH, 50, 5), Priority.HIGH,
        enabled=False, on_delay_s=60, off_delay_s=30.5, count=3, window_s=600, latching=True, realarm_s=1800,
        explains=True, cause=Text("Smoke", "Smoke"), consequence=Text("Harm", "Hại"), response=Text("Warn", "Warn"),
        respond_s=900, page="trends",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("when", "test"),
    [
        ('{ test = "fault", point = "fault", without = ["fan"] }', FaultTest("fault", ("fan",))),
        ('{ test = "state", point = "fault", values = ["fan", "pump"] }', StateTest("fault", ("fan", "pump"))),
    ],
)
def test_tests_of_words_are_read(tmp_path: Path, when: str, test: object) -> None:
    assert _load(tmp_path, f'{HEAD}[alarms.a]\nname = "A"\nwhen = {when}\n')["a"].when == test


def test_what_is_not_said_is_as_the_definition_has_it(tmp_path: Path) -> None:
    one = _load(tmp_path, f'{HEAD}[alarms.offline]\nname = "Gone"\nwhen = {{ test = "offline" }}\n')["offline"]
    assert one == AlarmDefinition("offline", Text("Gone", "Gone"), one.when)
    assert one.communication


def test_a_plugin_adds_alarms(tmp_path: Path) -> None:
    more = 'id = "air"\n[alarms.gone]\nname = "Gone"\nwhen = { test = "offline" }\n' + DUSTY
    assert list(_load(tmp_path, HEAD + DUSTY, more)) == ["dusty", "gone"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('id = "air"\n' + DUSTY.replace("50", "80"), "alarms.dusty of kind 'air' is fixed already"),
        ('id = "air"\ndevice = false\n', "device of kind 'air' is fixed already"),
    ],
)
def test_a_plugin_may_not_change_an_alarm(tmp_path: Path, more: str, words: str) -> None:
    with pytest.raises(KindError) as caught:
        _load(tmp_path, HEAD + DUSTY, more)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 'more' / 'air.toml'}: ")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('priority = "high"', 'priority = "HIGH"', "alarms.dusty.priority is 'HIGH'; expected one of low, medium,"),
        ('priority = "high"', "priority = 3", "alarms.dusty.priority is 3"),
        ('priority = "high"', "colour = 3", "alarms.dusty.colour is not a known key"),
        ('priority = "high"', 'key = "x"', "alarms.dusty.key is not a known key"),
        ('priority = "high"', 'count = "x"', "alarms.dusty: Expected `int`"),
        ('name = { en = "Dusty", vi = "Bụi" }', "", "alarms.dusty: Object missing required field `name`"),
        ('name = { en = "Dusty", vi = "Bụi" }', 'name = { en = "D" }', "alarms.dusty: Object missing required field"),
        ('"limit"', '"level"', "alarms.dusty.when.test is 'level'; expected one of command, deviation, fault, frozen,"),
        ('test = "limit", ', "", "alarms.dusty.when.test is None"),
        ("deadband", "hysteresis", "alarms.dusty.when.hysteresis is not a known key"),
        ('"high", limit', '"above", limit', "alarms.dusty: Invalid enum value 'above'"),
        ("limit = 50, ", "", "alarms.dusty: Object missing required field `limit`"),
        ('when = { test = "limit"', 'when = "limit" # { ', "alarms.dusty.when must be a table"),
        ('"pm25", side', '"pm1", side', "alarms.dusty: point 'pm1' is not one of kind 'air'"),
        ('"pm25", side', '"fault", side', "alarms.dusty: point 'fault' is of type enum"),
        ("deadband = 5", "deadband = -5", "alarms.dusty: deadband is -5"),
        ("[alarms.dusty]", "[alarms.Dusty]", "alarms.Dusty: key 'Dusty' must be"),
        ("[alarms.dusty]", "[alarms]\ndusty = 3\n[points.x]", "alarms"),
    ],
)
def test_a_wrong_alarm_is_named_with_its_key(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in DUSTY
    with pytest.raises(KindError) as caught:
        _load(tmp_path, HEAD + DUSTY.replace(old, new, 1))
    assert str(caught.value).startswith(f"{tmp_path / 'base' / 'air.toml'}: ")
    assert words in str(caught.value)


def test_a_kind_may_be_no_device(tmp_path: Path) -> None:
    folder = tmp_path / "kinds"
    folder.mkdir()
    (folder / "hub.toml").write_text('id = "hub"\nname = "Hub"\ndevice = false\n', encoding="utf-8")
    (folder / "lamp.toml").write_text('id = "lamp"\nname = "Lamp"\n', encoding="utf-8")
    kinds = load_kinds(folder)
    assert (kinds["hub"].device, kinds["lamp"].device) == (False, True)
    assert load_kinds(folder, folder) == kinds
