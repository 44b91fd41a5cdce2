"""Drivers in data: each point is read, scaled and judged alone."""

from collections.abc import Callable
from typing import Any

import pytest

from controlcenter.domain.devices import Position
from controlcenter.domain.kinds import Kind
from controlcenter.domain.readings import Quality, Value
from controlcenter.drivers.api import Answer, DecodeError, Description, EncodeError, Link, Message, Order, Report
from controlcenter.drivers.loader import LoadedDriver, load_driver
from controlcenter.drivers.mapper import MapperError
from tests.unit.drivers.conftest import MakePlugin

HEAD = """\
id = "{id}"
name = "Test"
version = "1"
api = 1
kind = "%s"
description = "For tests"
decoder = "json"
[topics]
data = "t/{address}/data"
"""

Make = Callable[..., LoadedDriver]


@pytest.fixture
def make(make_plugin: MakePlugin, kinds: dict[str, Kind]) -> Make:
    def made(body: str, kind: str = "generic") -> LoadedDriver:
        return load_driver(make_plugin(toml=HEAD % kind + body), kinds)

    return made


def _decode(driver: LoadedDriver, payload: bytes, **options: Value) -> list[Any]:
    match = driver.match("t/d1/data")
    assert match is not None
    return list(driver.decode(Message("t/d1/data", payload, 1.0, False, match.route, match.address, options)))


def _row(row: str) -> str:
    return f"[decode.data]\npoints = [{{ {row} }}]\n"


BAD = Quality.BAD
GOOD = Quality.GOOD


@pytest.mark.parametrize(
    ("row", "raw", "value", "quality"),
    [
        ('key = "value", path = "v"', b"42", 42, GOOD),
        ('key = "value", path = "v"', b"-4.5", -4.5, GOOD),
        ('key = "value", path = "v"', b"true", None, BAD),
        ('key = "value", path = "v"', b'"42"', None, BAD),
        ('key = "value", path = "v"', b"null", None, BAD),
        ('key = "value", path = "v"', b"9007199254740993", None, BAD),
        ('key = "value", path = "v"', b"9" * 300, None, BAD),
        ('key = "value", path = "v"', b"1e300", None, BAD),
        ('key = "value", path = "v", as_text = true', b'"42.5"', 42.5, GOOD),
        ('key = "value", path = "v", as_text = true', b'"nan"', None, BAD),
        ('key = "value", path = "v", as_text = true', b'"inf"', None, BAD),
        ('key = "value", path = "v", as_text = true', b'"4_2x"', None, BAD),
        ('key = "value", path = "v", scale = 0.1', b"3", 0.3, GOOD),
        ('key = "value", path = "v", scale = 0.1, offset = -40', b"655", 25.5, GOOD),
        ('key = "value", path = "v", scale = 100', b"0.29", 29.0, GOOD),
        ('key = "value", path = "v", scale = 100', b"9007199254740992", None, BAD),
        ('key = "value", path = "v", valid = [0, 10]', b"10", 10, GOOD),
        ('key = "value", path = "v", valid = [0, 10]', b"10.01", 10.01, BAD),
        ('key = "temperature", path = "v", unit = "°F"', b"212", 100.0, GOOD),
        ('key = "power", path = "v", unit = "kW", valid = [0, 5000]', b"1.5", 1500.0, GOOD),
        ('key = "on", path = "v"', b"true", True, GOOD),
        ('key = "on", path = "v"', b"1", None, BAD),
        ('key = "on", path = "v", true = ["ON", 1], false = ["OFF", 0]', b'"ON"', True, GOOD),
        ('key = "on", path = "v", true = ["ON", 1], false = ["OFF", 0]', b"0", False, GOOD),
        ('key = "on", path = "v", true = ["ON", 1], false = ["OFF", 0]', b"2", None, BAD),
        ('key = "on", path = "v", true = ["ON", 1], false = ["OFF", 0]', b"[]", None, BAD),
        ('key = "state", path = "v"', '"chạy"'.encode(), "chạy", GOOD),
        ('key = "state", path = "v"', b"7", None, BAD),
        ('key = "state", path = "v"', b'"a\\u0000b"', None, BAD),
        ('key = "state", path = "v"', b'"' + b"x" * 200_000 + b'"', None, BAD),
    ],
)
def test_a_value_is_read_or_bad(make: Make, row: str, raw: bytes, value: Value | None, quality: Quality) -> None:
    reports = _decode(make(_row(row)), b'{"v":' + raw + b"}")
    assert [(type(one.value), one.value, one.quality) for one in reports] == [(type(value), value, quality)]


@pytest.mark.parametrize(
    ("raw", "value", "quality"),
    [
        (b"0", "none", GOOD),
        (b"1.0", "mains_lost", GOOD),
        (b'"1"', "mains_lost", GOOD),
        (b"9", "unknown (9)", GOOD),
        (b'"' + b"y" * 100 + b'"', f"unknown ({'y' * 40})", GOOD),
        (b"[]", None, BAD),
        (b"null", None, BAD),
        (b"1.5", None, BAD),
    ],
)
def test_an_enumeration_is_looked_up(make: Make, raw: bytes, value: Value | None, quality: Quality) -> None:
    driver = make(_row('key = "fault", path = "v", map = { 0 = "none", 1 = "mains_lost" }'), "cabinet")
    assert _decode(driver, b'{"v":' + raw + b"}") == [Report("fault", value, None, quality)]


def test_a_missing_point_is_not_reported_and_others_still_are(make: Make) -> None:
    driver = make('[decode.data]\npoints = [{ key = "value", path = "a.b" }, { key = "rssi", path = "r" }]\n')
    assert _decode(driver, b'{"a":[1],"r":50}') == [Report("rssi", 50)]


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        (b"[1]", "expected a JSON object, found a list"),
        (b"null", "found null"),
        (b"3", "found a number"),
        (b'"x"', "found text"),
        (b"{", "not JSON"),
        (b'{"v":NaN}', "not JSON"),
        (b'{"v":1e999}', "not JSON"),
        (b'{"v":"\xff"}', "not JSON"),
        (b"[" * 10_000 + b"]" * 10_000, "not JSON"),
    ],
)
def test_what_cannot_be_read_at_all_is_a_decode_error(make: Make, payload: bytes, words: str) -> None:
    with pytest.raises(DecodeError, match=words):
        _decode(make(_row('key = "value", path = "v"')), payload)


def test_an_empty_payload_says_nothing(make: Make) -> None:
    assert _decode(make(_row('key = "value", path = "v"')), b"") == []


@pytest.mark.parametrize(
    ("payload", "value", "quality"), [(b" 21.5\n", 21.5, GOOD), (b"nan", None, BAD), (b"on", None, BAD)]
)
def test_plain_text_payloads_hold_one_value(make: Make, payload: bytes, value: Value | None, quality: Quality) -> None:
    driver = make('[decode.data]\npayload = "text"\npoints = [{ key = "value" }]\n')
    assert _decode(driver, payload) == [Report("value", value, None, quality)]


def test_a_time_without_zone_uses_the_option_of_the_device(make: Make) -> None:
    driver = make(
        '[options.ahead]\nname = "Ahead"\ndefault = 7\n'
        '[decode.data]\ntime = { path = "t", utc_offset_h = "ahead" }\npoints = [{ key = "value", path = "v" }]\n'
    )
    payload = b'{"t":"2026-11-23T17:00:00","v":1}'
    assert _decode(driver, payload)[0].at == 1795428000.0
    assert _decode(driver, payload, ahead=8)[0].at == 1795424400.0
    assert _decode(driver, payload, ahead="x")[0].at == 1795428000.0
    assert _decode(driver, b'{"t":17,"v":1}')[0].at is None


def test_links_answers_and_descriptions_come_from_paths(make: Make) -> None:
    driver = make(
        "[decode.data]\n"
        'link = { path = "net.up", online = [true, 1], offline = [false, 0] }\n'
        'answer = { accepted = "rc", yes = [0], error = "why", command = "cmd", commands = { sw = "turn_on" } }\n'
        'describe = { name = "n", lon = "pos[0]", lat = "pos[1]" }\n'
    )
    payload = '{"net":{"up":1},"rc":5,"why":"busy","cmd":"sw","n":"Cổng Bắc","pos":[106.3,10.35]}'
    assert _decode(driver, payload.encode()) == [
        Link(True),
        Answer(False, "busy", "turn_on"),
        Description("generic", "Cổng Bắc", position=Position(106.3, 10.35)),
    ]
    strange = b'{"net":{"up":false},"rc":0,"why":["x"],"cmd":{},"n":null,"pos":[999,"a"]}'
    assert _decode(driver, strange) == [Link(False), Answer(True), Description("generic")]


@pytest.mark.parametrize("payload", [b"maybe", b"1" * 5000, b"\xff"])
def test_a_link_nobody_knows_is_a_decode_error(make: Make, payload: bytes) -> None:
    driver = make('[decode.data]\npayload = "text"\nlink = { online = ["up"], offline = ["down"] }\n')
    with pytest.raises(DecodeError):
        _decode(driver, payload)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (_row('key = "lumens", path = "v"'), "points.lumens is not a point of kind 'generic'"),
        (_row('key = "value"'), "points.value: path is missing"),
        (_row('key = "value", path = "a["'), "points.value: 'a[' is not a path"),
        (_row('key = "power", path = "v", unit = "lm"'), "cannot turn 'lm' into 'W'; known for it: kW, mW"),
        (_row('key = "value", path = "v", valid = [2, 1]'), "points.value: valid 2.0 … 1.0 is empty"),
        (_row('key = "on", path = "v", true = [1]'), "points.on: give both true and false"),
        (_row('key = "value", path = "v", crc32 = "c"'), "crc32 goes with a text, and the point is a number"),
        ('[decode.data]\npayload = "xml"\n', "payload: 'xml' must be json or text"),
        ("[decode.data]\n", "decode.data: says nothing"),
        (
            '[decode.data]\ntime = { path = "t", format = "roman" }\n' + 'points = [{ key = "value", path = "v" }]',
            "roman",
        ),
        (
            '[decode.data]\ntime = { path = "t", utc_offset_h = "x" }\npoints = [{ key = "value", path = "v" }]',
            "names 'x', which is not a number among [options]",
        ),
        ('[decode.data]\ndescribe = { lon = "x" }\n', "give both lon and lat"),
        ("[commands.turn_on]\n", "commands.turn_on: topic and payload are needed"),
        ('[commands.turn_on]\ntopic = "a/{adress}"\npayload = "x"\n', "names 'adress'; known: address, now"),
        ('[commands.turn_on]\ntopic = "a/b"\npayload = "{"\n', "lone brace"),
        ('[commands.turn_on]\ntopic = "a/b"\npayload = "x"\narguments.y = { scale = 2 }\n', "'y' is not an argument"),
    ],
)
def test_wrong_rows_are_refused_with_their_key(make: Make, body: str, words: str) -> None:
    with pytest.raises((MapperError, ValueError)) as caught:
        make(body)
    assert words in str(caught.value)
    assert "driver.toml" in str(caught.value)


def test_an_enumeration_may_only_lead_to_values_of_the_kind(make: Make) -> None:
    with pytest.raises(MapperError, match="map leads to 'broken'"):
        make(_row('key = "fault", path = "v", map = { 1 = "broken" }'), "cabinet")


DIM = """\
[options.channel]
name = "Channel"
default = 1
[commands.dim]
topic = "cmd/{address}/{options.channel}"
payload = { level = "{level}", text = "to {level} {{%}}", at = "{now}", list = ["{now_ms}", "{now_iso}", true] }
qos = 0
"""


def test_a_payload_is_filled_with_typed_values(make: Make) -> None:
    publication = make(DIM, "streetlight").encode(Order("l1", "dim", {"level": 60}, {"channel": 2}, 1795430000.5))[0]
    assert (publication.topic, publication.qos) == ("cmd/l1/2", 0)
    assert publication.payload == (
        b'{"level":60,"text":"to 60 {%}","at":1795430000,"list":[1795430000500,"2026-11-23T10:33:20.500Z",true]}'
    )


@pytest.mark.parametrize(
    ("spec", "payload", "level", "sent"),
    [
        ("{ scale = 2.55, integer = true }", '"{level}"', 60, b"153"),
        ("{ scale = 0.01 }", '{ l = "{level}" }', 60, b'{"l":0.6}'),
        ('{ map = { 100 = "full" } }', '"{level}"', 100, b"full"),
    ],
)
def test_arguments_are_turned_into_the_wires_words(
    make: Make, spec: str, payload: str, level: int, sent: bytes
) -> None:
    body = f'[commands.dim]\ntopic = "c/{{address}}"\npayload = {payload}\narguments.level = {spec}\n'
    assert make(body, "streetlight").encode(Order("l1", "dim", {"level": level}, {}, 0.0))[0].payload == sent


def test_text_in_a_payload_cannot_break_out_of_it(make: Make) -> None:
    body = '[commands.turn_on]\ntopic = "c/x"\npayload = { who = "{address}", note = "by {address}" }\n'
    evil = '","contactor":"off'
    payload = make(body).encode(Order(evil, "turn_on", {}, {}, 0.0))[0].payload
    assert payload == b'{"who":"\\",\\"contactor\\":\\"off","note":"by \\",\\"contactor\\":\\"off"}'


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (Order("+", "dim", {"level": 1}, {}, 0.0), "wildcard"),
        (Order("l1", "dim", {}, {}, 0.0), "level is not given"),
        (Order("l1", "turn_off", {}, {}, 0.0), "has no command 'turn_off'"),
    ],
)
def test_an_order_that_cannot_be_sent_is_refused(make: Make, order: Order, words: str) -> None:
    with pytest.raises(EncodeError, match=words):
        make(DIM, "streetlight").encode(order)


@pytest.mark.parametrize(
    ("payload", "value", "quality"),
    [
        ('{"v":"Kẹt xe","c":"14aae105"}', "Kẹt xe", GOOD),
        ('{"v":"Kẹt xe","c":"0x14AAE105"}', "Kẹt xe", GOOD),
        ('{"v":"Kẹt xe","c":346743045}', "Kẹt xe", GOOD),
        ('{"v":"","c":"0"}', "", GOOD),
        ('{"v":"Ket xe","c":"14aae105"}', "Ket xe", BAD),
        ('{"v":"Kẹt xe"}', "Kẹt xe", BAD),
        ('{"v":"Kẹt xe","c":true}', "Kẹt xe", BAD),
        ('{"v":7,"c":"14aae105"}', None, BAD),
    ],
)
def test_a_text_with_another_checksum_or_none_is_bad(
    make: Make, payload: str, value: Value | None, quality: Quality
) -> None:
    driver = make(_row('key = "state", path = "v", crc32 = "c"'))
    assert _decode(driver, payload.encode()) == [Report("state", value, None, quality)]


def test_a_checksum_without_its_text_says_nothing(make: Make) -> None:
    assert _decode(make(_row('key = "state", path = "v", crc32 = "c"')), b'{"c":"14aae105"}') == []
