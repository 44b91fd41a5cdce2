"""The checker refuses what would not work, and says why and where."""

from pathlib import Path

import pytest

from controlcenter.domain.kinds import Kind
from controlcenter.drivers.check import ERROR, Problem, check_folder, decode_time_s
from controlcenter.drivers.loader import load_driver
from controlcenter.drivers.testing import load_samples, messages_of
from tests.unit.drivers.conftest import AIR, SAMPLE, MakePlugin

TOML = """\
id = "{id}"
name = "Probe"
version = "1"
api = 1
kind = "streetlight"
description = "For tests"
points = ["level", "fault"]
commands = ["turn_on"]
[topics]
data = "t/{address}/data"
"""

PYTHON = """\
from controlcenter.drivers.api import DecodeError, Publication, Report, measured

class Probe:
    def decode(self, message):
        document = message.json()
        if not isinstance(document, dict):
            raise DecodeError("expected an object")
        return [measured("level", document.get("level"), None, 0, 100)]

    def encode(self, order):
        return [Publication("t/" + order.address + "/set", b"on")]

def create(options):
    return Probe()
"""

LEVEL = """\
[[messages]]
topic = "t/l1/data"
payload = '{"level":5}'
expect = { readings = { level = 5 } }
[[orders]]
address = "l1"
command = "turn_on"
publish = [{ topic = "t/l1/set", payload = "on" }]
"""

MEASURED = 'measured("level", document.get("level"), None, 0, 100)'


def _told(problems: list[Problem]) -> str:
    return "\n".join(str(problem) for problem in problems if "µs" not in problem.message)


def test_a_sound_driver_has_no_problems(make_plugin: MakePlugin, kinds: dict[str, Kind]) -> None:
    make_plugin("data")
    folder = make_plugin("code", TOML, PYTHON, LEVEL)
    assert _told(check_folder(folder.parent, kinds)) == ""
    assert _told(check_folder(folder)) == ""


def test_a_folder_without_plugins_is_a_problem(tmp_path: Path) -> None:
    assert "holds no driver.toml" in _told(check_folder(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (MEASURED, 'Report("level", document["level"])', "with without ['level']: decode raised KeyError"),
        (MEASURED, 'Report("level", document.get("level"))', "level has no value but is not BAD"),
        (MEASURED, 'Report("level", document.get("level") or 0)', "level is 'True' (bool), but the point is a number"),
        (MEASURED, 'Report("fault", str(document.get("level")))', "fault is text of "),
        (MEASURED, 'Report("lumens2", 5)', "reports 'lumens2', which is not a point of kind 'streetlight'"),
        (MEASURED, 'Report("level", 5, 1e300)', "level at 1e+300, which is no time"),
        (MEASURED, '("level", 5)', "tuple is nothing a driver may return"),
        ("document = message.json()", "document = message.json()\n        seen.append(1)", "NameError"),
        ('raise DecodeError("expected an object")', 'raise ValueError("no")', "decode raised ValueError: no"),
        (MEASURED, 'measured("level", 6, None)', "expected (('number', 5), 'GOOD', None), found (('number', 6)"),
        ("class Probe:", "import socket\n\nclass Probe:", "imports socket, which is not on the list"),
        ("class Probe:", "from os import path\n\nclass Probe:", "imports os, which is not on the list"),
        (
            "import DecodeError",
            "import DecodeError\nimport controlcenter.engine",
            "a plugin may import controlcenter.drivers.api only",
        ),
        ("class Probe:", "from ..other import x\n\nclass Probe:", "leaves the plugin's folder"),
        ("    def encode", "    x = open('/etc/passwd')\n    def encode", "calls open(): a driver is pure"),
        ("class Probe:", "class Probe(:", "not Python"),
        ('b"on")]', '"on")]', "not a Publication with bytes"),
        ('"/set"', '"/+/set"', "commands.turn_on with {}: EncodeError: topic 't/device-1/+/set' holds a wildcard"),
        ('"/set"', '"/data"', "it would hear itself"),
        ("return [Publication(", "return [1 / 0, Publication(", "encode raised ZeroDivisionError"),
    ],
)
def test_code_that_would_not_work_is_found(
    make_plugin: MakePlugin, kinds: dict[str, Kind], old: str, new: str, words: str
) -> None:
    source = PYTHON.replace(old, new)
    told = _told(check_folder(make_plugin("probe", TOML, source, LEVEL), kinds))
    assert words in told


def test_a_driver_with_memory_is_found(make_plugin: MakePlugin, kinds: dict[str, Kind]) -> None:
    source = PYTHON.replace("class Probe:", "seen = []\n\nclass Probe:").replace(
        MEASURED, 'measured("level", len(seen), seen.append(1))'
    )
    assert "a driver has no memory" in _told(check_folder(make_plugin("probe", TOML, source, LEVEL), kinds))


@pytest.mark.parametrize(
    ("toml", "sample", "words"),
    [
        (AIR.replace("t/{address}/data", "{address}/data"), SAMPLE, "would take messages of every other device too"),
        (AIR.replace("[decode", 'twice = "t/{address}/{x}"\n[decode'), SAMPLE, "topics.twice overlaps topics.data"),
        (AIR.replace("[decode", 'twice = "t/{address}/data"\n[decode'), SAMPLE, "error"),
        (AIR.replace("api = 1", "api = 9"), SAMPLE, "driver.toml:4: api: 9 is not the driver api"),
        (AIR, None, "no message samples"),
        (AIR, SAMPLE.replace("t/a1/data", "t/a1"), "messages[1]: topic 't/a1' is none of the driver's"),
        (AIR, SAMPLE.replace("payload", "payload_b64"), "messages[1]: "),
        (AIR, SAMPLE.replace("payload = ", "pay = "), "unknown field `pay`"),
        (AIR, SAMPLE.replace("pm25 = 5", "pm25 = 6"), "pm25: expected (('number', 6)"),
        (AIR, SAMPLE.replace("pm25 = 5", "pm10 = 5"), "pm10: expected"),
        (AIR, SAMPLE.replace('"a1"', '"a2"'), "expected address 'a2', found 'a1'"),
        (AIR, SAMPLE.replace("readings", "error = 'x', readings"), "expected a DecodeError with 'x'"),
        (AIR.replace("[topics]", '[topics]\nother = "o/{address}"'), SAMPLE, "no sample of topics.other"),
    ],
)
def test_data_and_samples_that_would_not_work_are_found(
    make_plugin: MakePlugin, kinds: dict[str, Kind], toml: str, sample: str | None, words: str
) -> None:
    assert words in _told(check_folder(make_plugin("probe", toml, None, sample), kinds))


def test_a_plugin_without_readme_is_refused(make_plugin: MakePlugin, kinds: dict[str, Kind]) -> None:
    folder = make_plugin()
    (folder / "README.md").unlink()
    problems = check_folder(folder, kinds)
    assert [problem.severity for problem in problems] == [ERROR]
    assert "has no README.md" in problems[0].message


PANEL = "def create_panel(host):\n    return None\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("from PySide6.QtWidgets import QLabel\nfrom controlcenter.ui.panel_api import Panel\n" + PANEL, ""),
        ("import socket\n" + PANEL, "imports socket, which is not on the list"),
        ("import PySide6.QtNetwork\n" + PANEL, "imports PySide6.QtNetwork, which is not on the list"),
        ("from controlcenter.ui.bridge import Bridge\n" + PANEL, "controlcenter.ui.panel_api only"),
        ("from . import probe\n" + PANEL, "a relative import"),
        ("open('/etc/passwd')\n" + PANEL, "calls open()"),
        ("create_panel = 7\n", "has no function create_panel(host)"),
        ("def create_panel(:\n", "not Python"),
    ],
)
def test_the_windows_panel_may_draw_and_no_more(
    make_plugin: MakePlugin, kinds: dict[str, Kind], text: str, told: str
) -> None:
    found = _told(check_folder(make_plugin("code", TOML, PYTHON, LEVEL, files={"panel.py": text}), kinds))
    assert told in found if told else found == ""


def test_a_file_of_that_name_deeper_in_the_plugin_is_no_panel(make_plugin: MakePlugin, kinds: dict[str, Kind]) -> None:
    folder = make_plugin("code", TOML, PYTHON, LEVEL, files={"inner/panel.py": "import PySide6.QtGui\n"})
    assert "imports PySide6.QtGui" in _told(check_folder(folder, kinds))


def test_decoding_is_timed(make_plugin: MakePlugin, kinds: dict[str, Kind]) -> None:
    folder = make_plugin()
    driver = load_driver(folder, kinds)
    _, _, message = next(messages_of(driver, load_samples(folder)))
    assert 0 < decode_time_s(driver, message, runs=3) < 1
