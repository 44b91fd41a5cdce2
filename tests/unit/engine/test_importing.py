"""A table or a GeoJSON file becomes devices, or the line that is wrong is named and nothing comes in."""

import json
from pathlib import Path

import pytest

from controlcenter.domain.devices import Position
from controlcenter.domain.ids import AreaId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.words import NO_TEXT
from controlcenter.engine.importing import ImportFileError, read_devices

KINDS = {
    "streetlight": Kind("streetlight", NO_TEXT),
    "generic": Kind("generic", NO_TEXT),
    "broker": Kind("broker", NO_TEXT, device=False),
}
HEAD = "driver,address,kind,name,area,lon,lat,parent,tags,option.rated_lumens,option.spare\n"


def read(path: Path):
    return read_devices(path, KINDS, lambda name: AreaId(7) if name == "Phường 1" else None)


def table(folder: Path, text: str) -> Path:
    path = folder / "devices.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_read_with_all_its_columns(tmp_path):
    row = 'tasmota,l-1,streetlight,Đèn 1,Phường 1,106.4,10.5,main:json_cabinet:c1,"a; b",8000,true\n'
    (one,) = read(table(tmp_path, "\ufeff" + HEAD + row))
    assert (one.id, one.name, one.area, one.position) == ("main:tasmota:l-1", "Đèn 1", 7, Position(106.4, 10.5))
    assert (one.parent, one.tags) == ("main:json_cabinet:c1", ("a", "b"))
    assert one.options == {"rated_lumens": 8000, "spare": True}


def test_geojson_is_read(tmp_path):
    path = tmp_path / "devices.geojson"
    feature = {
        "type": "Feature",
        "properties": {"driver": "tasmota", "address": "l-1", "kind": "streetlight", "tags": ["x"]},
        "geometry": {"type": "Point", "coordinates": [106.4, 10.5]},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    (one,) = read(path)
    assert (one.name, one.position, one.tags) == ("l-1", Position(106.4, 10.5), ("x",))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("driver,address,colour\n", "colour"),
        ("driver,address\ntasmota,\n", ":2: address"),
        ("driver,address,kind\ntasmota,a,streetlight\ntasmota,b,spaceship\n", ":3: kind"),
        (
            "driver,address,kind\ntasmota,a,broker\n",
            ":2: kind: 'broker' is no kind of field device; expected one of generic, streetlight",
        ),
        ("driver,address,lon,lat\ntasmota,a,x,10\n", ":2: lon, lat"),
        ("driver,address,lon,lat\ntasmota,a,10.5,106.4\n", ":2: lon, lat"),
        ("driver,address,lon,lat\ntasmota,a,nan,10\n", ":2: lon, lat"),
        ("driver,address,area\ntasmota,a,Nowhere\n", ":2: area"),
        ("driver,address\ntasmota,a\ntasmota,a\n", ":3: main:tasmota:a comes twice"),
        ("driver,address\ntasmota,a,extra\n", ":2: more fields"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, text, named):
    path = table(tmp_path, text)
    with pytest.raises(ImportFileError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert named in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"features": 5}',
        '{"features": [5]}',
        '{"features": [{"properties": {}, "geometry": 5}]}',
        "[" * 99999,
    ],
    ids=lambda text: text[:12],
)
def test_geojson_that_is_none_is_named(tmp_path, text):
    path = tmp_path / "devices.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImportFileError, match=r"devices\.geojson"):
        read(path)


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path):
    with pytest.raises(ImportFileError, match=r"none\.csv"):
        read(tmp_path / "none.csv")
    (tmp_path / "raw.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(ImportFileError, match="not UTF-8"):
        read(tmp_path / "raw.csv")
