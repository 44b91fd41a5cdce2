"""Kinds come from TOML; plugins add to them and never change them."""

from pathlib import Path

import pytest

from controlcenter import places
from controlcenter.drivers.kinds import KindError, load_kinds

LAMP = """\
id = "lamp"
name = { en = "Lamp", vi = "Đèn" }
primary = "level"

[points.level]
name = { en = "Level", vi = "Mức sáng" }
unit = "%"

[points.fault]
name = "Fault"
type = "enum"
fault_values = ["*"]
values = { none = "None", hot = { en = "Hot", vi = "Nóng" } }

[commands.dim]
name = "Dim"
confirm = [{ point = "level", argument = "level", tolerance = 5 }]
arguments.level = { name = "Level", type = "integer", minimum = 1, maximum = 100 }
"""


def _folder(parent: Path, name: str, **files: str) -> Path:
    folder = parent / name
    folder.mkdir()
    for file, text in files.items():
        (folder / f"{file}.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_kinds_speak_both_languages_everywhere() -> None:
    kinds = load_kinds(places.RESOURCES / "kinds")
    assert set(kinds) == {
        "access_point",
        "air_station",
        "broker",
        "cabinet",
        "camera",
        "generic",
        "siren",
        "sign",
        "streetlight",
        "traffic_counter",
        "water_gauge",
    }
    for kind in kinds.values():
        names = [kind.name, *(point.name for point in kind.points.values())]
        names += [words for point in kind.points.values() for words in point.values.values()]
        names += [command.name for command in kind.commands.values()]
        names += [alarm.name for alarm in kind.alarms.values()]
        names += [argument.name for command in kind.commands.values() for argument in command.arguments]
        assert all(name.en and name.vi for name in names), kind.id


def test_a_kind_is_read_whole(tmp_path: Path) -> None:
    kind = load_kinds(_folder(tmp_path, "base", lamp=LAMP))["lamp"]
    assert kind.name.vi == "Đèn"
    assert kind.points["fault"].values["hot"].in_("vi") == "Nóng"
    assert kind.points["fault"].name.vi == "Fault"
    dim = kind.commands["dim"]
    assert (dim.key, dim.arguments[0].key, dim.arguments[0].maximum) == ("dim", "level", 100)
    assert dim.confirm[0].argument == "level"


def test_a_plugin_adds_points_commands_and_kinds(tmp_path: Path) -> None:
    base = _folder(tmp_path, "base", lamp=LAMP)
    more = _folder(
        tmp_path,
        "more",
        lamp='id = "lamp"\n[points.tilt]\nname = "Tilt"\nunit = "°"\n[commands.flash]\nname = "Flash"\n',
        bench='id = "bench"\nname = "Bench"\n[points.taken]\nname = "Taken"\ntype = "bool"\n',
    )
    kinds = load_kinds(base, more)
    assert list(kinds["lamp"].points) == ["level", "fault", "tilt"]
    assert list(kinds["lamp"].commands) == ["dim", "flash"]
    assert kinds["bench"].symbol == "generic"


def test_the_same_definition_twice_is_no_change(tmp_path: Path) -> None:
    base = _folder(tmp_path, "base", lamp=LAMP)
    assert load_kinds(base, base) == load_kinds(base)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('id = "lamp"\n[points.level]\nname = "Brightness"\n', "points.level of kind 'lamp' is fixed already"),
        ('id = "lamp"\n[commands.dim]\nname = "Other"\n', "commands.dim of kind 'lamp' is fixed already"),
        ('id = "lamp"\nsymbol = "star"\n', "symbol of kind 'lamp' is fixed already"),
    ],
)
def test_a_plugin_may_not_change_what_is_there(tmp_path: Path, text: str, words: str) -> None:
    base = _folder(tmp_path, "base", lamp=LAMP)
    with pytest.raises(KindError, match=r"lamp\.toml") as caught:
        load_kinds(base, _folder(tmp_path, "more", lamp=text))
    assert words in str(caught.value)
    assert str(tmp_path / "more") in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", "not TOML"),
        ('name = "A"', "missing required field `id`"),
        ('id = "a"', "name is missing"),
        ('id = "a"\nname = "A"\ncolour = 1', "colour is not a known key"),
        ('id = "a"\nname = "A"\nprimary = "x"', "primary 'x' is not one of the points"),
        ('id = "a"\nname = "A"\n[points.x]\nname = "X"\ntype = "float"', "points.x.type is 'float'"),
        ('id = "a"\nname = "A"\n[points.x]\nname = "X"\nunits = "m"', "points.x.units is not a known key"),
        ('id = "a"\nname = "A"\n[points."@link"]\nname = "X"', "points.@link: a key that begins with '@'"),
        ('id = "a"\nname = "A"\n[points.x]\nname = "X"\nperiod_s = 0', "points.x.period_s is 0"),
        ('id = "a"\nname = "A"\n[points.x]\nname = "X"\nprecision = "2"', "points.x: Expected `int`"),
        ('id = "a"\nname = "A"\n[points.x]\nname = "X"\nretention = "ever"', "points.x.retention is 'ever'"),
        ('id = "a"\nname = "A"\n[points.x]\nname = "X"\ntype = "enum"', "points.x.values: needed"),
        ('id = "a"\nname = "A"\n[points.x]\nname = "X"\nminimum = 2\nmaximum = 1', "points.x: minimum 2"),
        (
            'id = "a"\nname = "A"\n[points.x]\nname = "X"\ntype = "enum"\nvalues.a = "A"\nfault_values = ["b"]',
            "points.x.fault_values: 'b'",
        ),
        (
            'id = "a"\nname = "A"\n[commands.c]\nname = "C"\nconfirm = [{ point = "x", equals = 1 }]',
            "commands.c.confirm: point 'x' is not one of kind 'a'",
        ),
        (
            'id = "a"\nname = "A"\n[points.x]\nname = "X"\n[commands.c]\nname = "C"\nconfirm = [{ point = "x" }]',
            "compares with nothing",
        ),
        ('id = "a"\nname = "A"\n[commands.c]\nname = "C"\narguments = 3', "commands.c.arguments must be a table"),
        ('id = "a"\nname = "A"\n[commands.c]\nname = "C"\ntimeout_s = 0', "must be above 0"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, text: str, words: str) -> None:
    folder = _folder(tmp_path, "base", a=text)
    with pytest.raises(KindError) as caught:
        load_kinds(folder)
    assert str(caught.value).startswith(f"{folder / 'a.toml'}: ")
    assert words in str(caught.value)


def test_a_folder_that_is_not_there_holds_no_kinds(tmp_path: Path) -> None:
    assert load_kinds(tmp_path / "none") == {}
