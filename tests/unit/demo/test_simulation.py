"""The city without a network: clocks are passed in, packets come out."""

import itertools
import json
import re
from collections import defaultdict

import msgspec
import pytest

from controlcenter import places
from controlcenter.demo.faults import CITY_FAULTS
from controlcenter.demo.inventory import make_inventory
from controlcenter.demo.models.lamps import planned_level
from controlcenter.demo.models.streetlights import Temper
from controlcenter.demo.mqtt import published, split
from controlcenter.demo.simulation import City
from controlcenter.domain.conditions import LimitTest
from controlcenter.domain.devices import Device
from controlcenter.drivers.kinds import load_kinds

NOW = 1_795_430_000.0
INVENTORY = make_inventory(300)
ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"


def make_city(hour=19.0, **options):
    return City(INVENTORY, NOW, hour, **options)


def read(packets):
    """Return (topic, payload, retained) of each packet."""
    buffer = bytearray(b"".join(packets))
    said = [(*published(packet)[:2], bool(packet.flags & 1)) for packet in split(buffer)]
    assert not buffer
    return said


def live(city, start, seconds, step=0.25):
    said = []
    for turn in range(int(seconds / step)):
        said += read(city.tick(start + turn * step))
    return said


def steady(city):
    """Let every lamp obey, so that a test meets only what it is about."""
    for lights in city.families.streetlights:
        lights.temper = [Temper.OBEYS] * len(lights)
    return city


NUMBER = (int, float)
SHAPES = {
    r"smartylighting/streetlights/1/0/event/sl-\d+/lighting/measured": {"lumens": int, "sentAt": ISO},
    r"tele/lamp-\d+/STATE": {
        "Time": r"2026-11-2\dT\d\d:\d\d:\d\d",
        "POWER": "ON|OFF",
        "Dimmer": int,
        "Wifi": {"RSSI": int},
    },
    r"tele/lamp-\d+/SENSOR": {
        "Time": r"2026-11-2\dT\d\d:\d\d:\d\d",
        "ENERGY": {"Total": NUMBER, "Power": NUMBER, "Voltage": NUMBER, "Current": NUMBER},
    },
    r"lighting/cabinet/TD-\d+/state": {
        "ts": ISO,
        "mains_v": [NUMBER] * 3,
        "power_w": NUMBER,
        "energy_kwh": NUMBER,
        "door": int,
        "contactor": "on|off",
        "fault": int,
    },
    r"env/air/aq-\d+/data": {
        "ts": ISO,
        **dict.fromkeys(("pm25", "pm10", "no2", "o3", "co", "temp", "rh", "noise"), NUMBER),
    },
    r"hydro/wl-\d+/telemetry": {"time": int, "level_cm": int, "battery_mv": int, "status": int},
    r"its/counter/tc-\d+/flow": {
        "t": int,
        "flow": int,
        "speed_kmh": NUMBER,
        "occ": NUMBER,
        "class": {"moto": int, "car": int, "truck": int},
    },
    r"wifi/ap-\d+/stats": {
        "timestamp": ISO,
        "clients": int,
        "rx_kbps": NUMBER,
        "tx_kbps": NUMBER,
        "channel_util": NUMBER,
        "state": "up",
    },
    r"signs/vms-\d+/status": {
        "ts": ISO,
        "id": r"[0-9a-f]{8}|",
        "multi": r".*",
        "crc": r"[0-9a-f]{8}",
        "priority": "none|plan",
        "source": "centre|restarted",
        **dict.fromkeys(("ends_in_s", "brightness", "brightness_set"), int),
        "pixels": {"bad": int, "map": r"(\d+(-\d+)?,\d+(;|$))*"},
        "temp_c": NUMBER,
        "fault": int,
    },
    r"sirens/sr-\d+/status": {
        "ts": ISO,
        "armed": bool,
        "sounding": bool,
        "tone": "none",
        "ends_in_s": int,
        "battery_pct": int,
        "mains": bool,
        "fault": int,
    },
}


def fits(value, shape):
    if isinstance(shape, dict):
        return list(value) == list(shape) and all(fits(value[key], shape[key]) for key in shape)
    if isinstance(shape, list):
        return len(value) == len(shape) and all(map(fits, value, shape))
    if isinstance(shape, str):
        return isinstance(value, str) and re.fullmatch(shape, value) is not None
    return isinstance(value, shape) and isinstance(value, bool) is (shape is bool)


def test_every_payload_is_what_the_conventions_say():
    by_shape = defaultdict(int)
    for topic, payload, retained in live(make_city(), NOW, 61):
        pattern = next(each for each in SHAPES if re.fullmatch(each, topic))
        assert fits(json.loads(payload), SHAPES[pattern]), (topic, payload)
        assert not retained
        by_shape[pattern] += 1
    assert set(by_shape) == set(SHAPES)


def test_greetings_are_retained_link_states_of_everyone_who_has_one():
    said = read(make_city().greetings(NOW))
    expected = {
        r"tele/lamp-\d+/LWT": b"Online",
        r"lighting/cabinet/TD-\d+/link": b"online",
        r"env/air/aq-\d+/status": b"online",
        r"wifi/ap-\d+/online": b"true",
        r"signs/vms-\d+/link": b"online",
        r"sirens/sr-\d+/link": b"online",
    }
    seen = set()
    for topic, payload, retained in said:
        pattern = next(each for each in expected if re.fullmatch(each, topic))
        assert (payload, retained) == (expected[pattern], True)
        seen.add(pattern)
    assert seen == set(expected)


@pytest.mark.parametrize("rate", [None, 100.0, 3000.0])
def test_messages_come_evenly_at_the_wished_rate(rate):
    city = make_city(rate=rate)
    wished = rate or city.natural_rate
    counts = [len(city.tick(NOW + 0.05 * turn)) for turn in range(1, 1201)]
    assert sum(counts) / 60.0 == pytest.approx(wished, rel=0.05)
    seconds = [sum(counts[at : at + 100]) for at in range(0, 1200, 100)]
    assert min(seconds) > 0.7 * wished * 5 - 2
    assert max(seconds) < 1.3 * wished * 5 + 2


def test_everyone_has_spoken_soon_after_meeting_a_broker_and_then_calms_down():
    city = make_city()
    city.greetings(NOW)
    spoken = {part for topic, _, _ in live(city, NOW, 6, step=0.05) for part in topic.split("/")}
    assert {device.address for device in INVENTORY.devices} <= spoken
    live(city, NOW + 6, 10)
    assert len(live(city, NOW + 16, 60)) / 60 == pytest.approx(city.natural_rate, rel=0.1)


def test_a_wished_rate_is_kept_to_from_the_start():
    city = make_city(rate=20.0)
    city.greetings(NOW)
    assert len(live(city, NOW, 20)) / 20 == pytest.approx(20, rel=0.1)


def test_after_a_pause_nobody_makes_up_for_what_was_not_said():
    city = make_city(rate=100.0)
    live(city, NOW, 5)
    assert len(city.tick(NOW + 3600.0)) <= sum(len(s.headers) for f in city.families.all for s in f.streams)


@pytest.mark.parametrize(("hour", "level"), [(3.0, 50.0), (5.5, 80.0), (12.0, 0.0), (19.0, 100.0), (23.0, 60.0)])
def test_lamps_follow_the_hour(hour, level):
    assert planned_level(hour) == level


def test_lamps_come_on_at_dusk():
    city = make_city(17.70)
    lamps = city.families.tasmota.lamps
    assert not lamps.to.any()
    live(city, NOW, 400, step=1.0)
    assert (lamps.to == 100.0).all()


def command_for(device: Device, level: int):
    if device.driver == "tasmota":
        return f"cmnd/{device.address}/Dimmer", str(level).encode()
    return f"smartylighting/streetlights/1/0/action/{device.address}/dim", json.dumps({"percentage": level}).encode()


def first_of(driver):
    return next(device for device in INVENTORY.devices if device.driver == driver)


def test_a_tasmota_lamp_answers_with_result_then_state_then_power():
    city = steady(make_city())
    lamp = first_of("tasmota")
    live(city, NOW, 1)
    city.hear(*command_for(lamp, 40), NOW + 1)
    mine = [(t, json.loads(p)) for t, p, _ in live(city, NOW + 1, 6) if f"/{lamp.address}/" in t]
    at = next(i for i, (topic, _) in enumerate(mine) if topic.startswith("stat/"))
    assert mine[at] == (f"stat/{lamp.address}/RESULT", {"POWER": "ON", "Dimmer": 40})
    assert mine[at + 1][0] == f"tele/{lamp.address}/STATE"
    assert mine[at + 1][1]["Dimmer"] == 40
    watts = [body["ENERGY"]["Power"] for topic, body in mine[at:] if topic.endswith("SENSOR")]
    assert watts[0] < 60


@pytest.mark.parametrize(
    ("verb", "payload", "answer"),
    [
        ("POWER", b"OFF", {"POWER": "OFF", "Dimmer": 100}),
        ("POWER", b"ON", {"POWER": "ON", "Dimmer": 100}),
        ("Dimmer", b"101", {"Command": "Error"}),
        ("Dimmer", b"\xff", {"Command": "Error"}),
        ("Brew", b"coffee", {"Command": "Unknown"}),
    ],
)
def test_tasmota_results(verb, payload, answer):
    city = steady(make_city())
    lamp = first_of("tasmota")
    city.hear(f"cmnd/{lamp.address}/{verb}", payload, NOW)
    results = [json.loads(p) for t, p, _ in live(city, NOW, 4) if t == f"stat/{lamp.address}/RESULT"]
    assert results == [answer]


def test_a_smartylighting_lamp_answers_by_its_light_alone():
    city = steady(make_city())
    lamp = first_of("smartylighting")
    city.hear(*command_for(lamp, 60), NOW)
    said = [json.loads(p) for t, p, _ in live(city, NOW, 32) if lamp.address in t]
    assert said[-1]["lumens"] == pytest.approx(0.6 * lamp.options["rated_lumens"], rel=0.01)


@pytest.mark.parametrize("temper", [Temper.REFUSES, Temper.MUTE, Temper.OTHER])
def test_some_lamps_do_not_do_as_they_are_told(temper):
    city = steady(make_city())
    lamp = first_of("tasmota")
    lights = city.families.tasmota
    lights.temper[lights.row[lamp.address]] = temper
    city.hear(*command_for(lamp, 50), NOW)
    results = [json.loads(p) for t, p, _ in live(city, NOW, 4) if t == f"stat/{lamp.address}/RESULT"]
    expected = {
        Temper.REFUSES: [{"Command": "Error"}],
        Temper.MUTE: [],
        Temper.OTHER: [{"POWER": "ON", "Dimmer": 30}],
    }
    assert results == expected[temper]


def test_a_cabinet_acknowledges_and_its_lamps_go_dark_and_silent():
    city = steady(make_city())
    cabinet = first_of("json_cabinet")
    city.hear(f"lighting/cabinet/{cabinet.address}/set", b'{"contactor":"off"}', NOW)
    said = live(city, NOW, 30)
    assert (f"lighting/cabinet/{cabinet.address}/ack", b'{"ok":true}', False) in said
    states = [json.loads(p) for t, p, _ in said if t == f"lighting/cabinet/{cabinet.address}/state"]
    assert states[-1]["contactor"] == "off"


def test_a_cabinet_refuses_nonsense():
    city = make_city()
    cabinet = first_of("json_cabinet")
    city.hear(f"lighting/cabinet/{cabinet.address}/set", b"not json", NOW)
    acks = [json.loads(p) for t, p, _ in live(city, NOW, 4) if t.endswith("/ack")]
    assert acks == [{"ok": False, "error": "bad command"}]


@pytest.mark.parametrize(
    "topic",
    [
        "cmnd/nobody/POWER",
        "cmnd/x",
        "lighting/cabinet/none/set",
        "smartylighting/a",
        "signs/none/set",
        "sirens/x",
        "other",
        "",
    ],
)
def test_commands_for_nobody_are_ignored(topic):
    city = make_city()
    city.hear(topic, b"\xff\xfe", NOW)
    assert not [
        topic for topic, _, _ in live(city, NOW, 4) if topic.startswith("stat/") or topic.endswith(("/ack", "/reply"))
    ]


def test_a_cabinet_without_mains_takes_its_lamps_along_until_all_is_clear():
    city = steady(make_city())
    lamp = first_of("tasmota")
    cabinet = next(device for device in INVENTORY.devices if device.id == lamp.parent)
    behind = {d.address for d in INVENTORY.devices if d.parent == cabinet.id and d.driver == "tasmota"}
    live(city, NOW, 2)
    ((topic, payload, _),) = read(city.trigger("cabinet_mains_lost", cabinet.id, NOW + 2))
    assert topic == f"lighting/cabinet/{cabinet.address}/state"
    assert (json.loads(payload)["mains_v"], json.loads(payload)["fault"]) == ([0.0, 0.0, 0.0], 1)
    said = live(city, NOW + 3, 20)
    offline = {t.split("/")[1] for t, p, retained in said if t.endswith("/LWT") and p == b"Offline" and retained}
    assert offline == behind
    spoke = {t.split("/")[1] for t, _, _ in live(city, NOW + 24, 40) if t.startswith("tele/")}
    assert not spoke & behind

    city.trigger("all_clear", None, NOW + 64)
    back = {t.split("/")[1] for t, p, _ in live(city, NOW + 65, 10) if t.endswith("/LWT") and p == b"Online"}
    assert back == behind


def test_a_failed_lamp_is_on_and_draws_nothing():
    city = make_city()
    lamp = first_of("tasmota")
    ((topic, payload, _),) = read(city.trigger("lamp_fails", lamp.address, NOW))
    assert (topic, json.loads(payload)["ENERGY"]["Power"]) == (f"tele/{lamp.address}/SENSOR", 0)
    states = [json.loads(p) for t, p, _ in live(city, NOW, 31) if t == f"tele/{lamp.address}/STATE"]
    assert states[0]["POWER"] == "ON"


def test_a_frozen_gauge_stands_still_and_notices_after_a_minute():
    city = make_city()
    gauge = first_of("json_water")
    city.trigger("gauge_freezes", gauge.id, NOW)
    said = [json.loads(p) for t, p, _ in live(city, NOW, 115) if gauge.address in t]
    assert len({body["level_cm"] for body in said}) == 1
    assert said[0]["status"] == 0
    assert said[-1]["status"] == 1


def test_a_broken_sensor_sends_rubbish():
    city = make_city(rate=600.0)
    station = first_of("json_air")
    city.trigger("sensor_rubbish", station.id, NOW)
    said = [p for t, p, _ in live(city, NOW, 100, step=0.1) if t == f"env/air/{station.address}/data"]

    def readable(payload):
        try:
            return isinstance(json.loads(payload), dict) and b"NaN" not in payload and len(payload) < 1000
        except (ValueError, RecursionError):
            return False

    assert any(map(readable, said))
    assert any(len(payload) > 256 * 1024 for payload in said)
    assert any(b"NaN" in payload for payload in said)
    assert any(payload.startswith(b"\xff") for payload in said)


def test_a_drifted_clock_is_hours_off():
    city = make_city()
    point = first_of("json_wifi")
    city.trigger("clock_drift", point.id, NOW)
    (stamp, *_) = [json.loads(p)["timestamp"] for t, p, _ in live(city, NOW, 31) if point.address in t]
    true = next(
        json.loads(p)["timestamp"] for t, p, _ in live(city, NOW + 31, 31) if "wifi" in t and point.address not in t
    )
    assert stamp[:13] != true[:13]


def test_a_repeating_device_says_things_twice_and_out_of_order():
    city = make_city()
    station = first_of("json_air")
    city.trigger("repeats", station.id, NOW)
    said = [p for t, p, _ in live(city, NOW, 95) if t == f"env/air/{station.address}/data"]
    assert said[0] == said[1]
    stamps = [json.loads(payload)["ts"] for payload in said]
    assert stamps != sorted(stamps)


def said_by(city, device, topic, start, seconds):
    wanted = topic.format(device.address)
    return [json.loads(p) for t, p, _ in live(city, start, seconds, step=0.5) if t == wanted]


def test_smoke_lifts_fine_dust_over_its_first_limit_alone():
    city = make_city()
    station = first_of("json_air")
    city.trigger("air_polluted", station.id, NOW)
    said = said_by(city, station, "env/air/{}/data", NOW, 600)
    assert len(said) > 10
    assert all(50 < body["pm25"] < 150 and body["pm10"] < 100 for body in said)


def test_a_hanging_sensor_repeats_its_values_at_a_running_clock():
    city = make_city()
    station = first_of("json_air")
    city.trigger("air_sticks", station.id, NOW)
    said = said_by(city, station, "env/air/{}/data", NOW, 600)
    assert len({body.pop("ts") for body in said}) == len(said) > 10
    assert all(body == said[0] for body in said)


def test_a_surge_brings_the_water_between_its_two_limits_within_a_minute():
    city = make_city()
    gauge = first_of("json_water")
    city.trigger("water_rises", gauge.id, NOW)
    said = said_by(city, gauge, "hydro/{}/telemetry", NOW, 600)
    assert all(300 < body["level_cm"] < 350 for body in said if body["time"] >= NOW + 61)
    city.trigger("all_clear", None, NOW + 600)
    assert said_by(city, gauge, "hydro/{}/telemetry", NOW + 600, 60)[-1]["level_cm"] < 300


@pytest.mark.parametrize("driver", ["json_air", "json_water", "json_wifi"])
def test_a_silent_device_says_not_even_that_it_is_gone(driver):
    city = make_city()
    device = first_of(driver)
    assert city.trigger("device_silent", device.id, NOW) == []
    assert not [topic for topic, _, _ in live(city, NOW, 120) if device.address in topic]
    city.trigger("all_clear", None, NOW + 120)
    assert [topic for topic, _, _ in live(city, NOW + 121, 31) if device.address in topic]


def test_a_link_that_flaps_breaks_three_times_within_a_minute_and_ends_up_there():
    city = make_city()
    station = first_of("json_air")
    city.trigger("device_flaps", station.id, NOW)
    said = [p for t, p, retained in live(city, NOW, 60) if t == f"env/air/{station.address}/status" and retained]
    assert said.count(b"offline") >= 3
    assert said[:-1:2] == said[:1] * len(said[:-1:2])
    ((_, last, _),) = read(city.trigger("all_clear", None, NOW + 60))
    assert last == b"online"


def test_a_door_in_the_wind_opens_three_times_within_a_minute_and_is_shut_in_the_end():
    city = make_city()
    cabinet = first_of("json_cabinet")
    city.trigger("door_chatters", cabinet.id, NOW)
    doors = [body["door"] for body in said_by(city, cabinet, "lighting/cabinet/{}/state", NOW, 60)]
    assert sum(before < after for before, after in itertools.pairwise(doors)) >= 3
    ((_, payload, _),) = read(city.trigger("all_clear", None, NOW + 60))
    assert (json.loads(payload)["door"], json.loads(payload)["fault"]) == (0, 0)


def test_a_cabinet_without_mains_says_so_also_with_its_door_open():
    city = make_city()
    cabinet = first_of("json_cabinet")
    city.trigger("door_chatters", cabinet.id, NOW)
    city.trigger("cabinet_mains_lost", cabinet.id, NOW)
    said = said_by(city, cabinet, "lighting/cabinet/{}/state", NOW, 60)
    assert {body["door"] for body in said} == {0, 1}
    assert {body["fault"] for body in said} == {1}


LIMITS = [
    (kind.id, alarm.key, alarm.when)
    for kind in load_kinds(places.RESOURCES / "kinds").values()
    for alarm in kind.alarms.values()
    if isinstance(alarm.when, LimitTest)
]
WIRE = {
    "level": ("level_cm", 100),
    "battery": ("battery_mv", 1000),
    "utilisation": ("channel_util", 0.01),
    "occupancy": ("occ", 0.01),
    "pixels_bad": ("pixels", 1),
}
FROM = {"air_station": "env", "water_gauge": "hydro", "traffic_counter": "its", "access_point": "wifi", "sign": "signs"}


@pytest.mark.parametrize("hour", [3.0, 7.2, 13.0, 17.6, 19.0])
def test_a_healthy_city_keeps_within_its_limits(hour):
    city = City(make_inventory(2000), NOW, hour)
    seen = defaultdict(list)
    for topic, payload, _ in live(city, NOW, 600, step=5.0):
        for key, value in json.loads(payload).items():
            seen[topic.split("/")[0], key].append(value["bad"] if key == "pixels" else value)
    assert set(seen["hydro", "status"]) | set(seen["lighting", "fault"]) | set(seen["lighting", "door"]) == {0}
    assert set(seen["signs", "fault"]) | set(seen["sirens", "fault"]) == {0}
    assert all(207 < volt < 242 for volts in seen["lighting", "mains_v"] for volt in volts)
    checked = 0
    for kind, key, test in LIMITS:
        wire, factor = WIRE.get(test.point, (test.point, 1))
        values = [value / factor for value in seen[FROM.get(kind, kind), wire]]
        checked += bool(values)
        over = [value for value in values if (value >= test.limit if test.side.is_upper else value <= test.limit)]
        assert not over, (kind, key)
    assert checked >= 14


@pytest.mark.parametrize("fault", CITY_FAULTS)
def test_every_fault_heals(fault):
    city = make_city()
    city.trigger(fault, None, NOW)
    live(city, NOW, 30, step=0.5)
    city.trigger("all_clear", None, NOW + 31)
    families = city.families
    assert not families.cabinets.door_open.any()
    assert not (families.cabinets.rattling or families.water.surges or families.air.smoke or families.air.stuck)
    assert not (families.air.flapping or families.wifi.flapping)
    assert families.water.speaks.all()
    assert families.cabinets.mains.all()
    assert not families.water.frozen
    assert families.wifi.speaks.all()
    assert families.air.speaks.all()
    assert not families.tasmota.lamps.failed.any()
    assert not any(panel.stuck or panel.fault for panel in families.signs.panels)
    assert not families.sirens.weak
    assert not any(family.rubbish or family.clock_off_s or family.repeats for family in families.all)


def test_faults_happen_by_themselves_and_heal_by_themselves():
    city = make_city(faults_every_s=10.0)
    ill = set()
    for minute in range(20):
        live(city, NOW + 60 * minute, 60, step=1.0)
        families = city.families
        ill |= {"mains"} if not families.cabinets.mains.all() else set()
        ill |= {"frozen"} if families.water.frozen else set()
        ill |= {"rubbish"} if any(family.rubbish for family in families.all) else set()
        ill |= {"clock"} if any(family.clock_off_s for family in families.all) else set()
    assert ill == {"mains", "frozen", "rubbish", "clock"}


def test_an_unknown_fault_is_refused_by_name():
    with pytest.raises(ValueError, match="earthquake"):
        make_city().trigger("earthquake", None, NOW)


def test_a_fault_of_a_device_that_is_not_there_does_nothing():
    assert make_city().trigger("lamp_fails", "demo:tasmota:nobody", NOW) == []


def test_a_city_of_ten_keeps_its_rate_and_survives_its_faults():
    city = City(make_inventory(10), NOW, 19.0, rate=50.0)
    assert len(live(city, NOW, 20, step=0.05)) == pytest.approx(1000, rel=0.1)
    troubled = City(make_inventory(10), NOW, 19.0, rate=50.0, faults_every_s=2.0)
    live(troubled, NOW, 60, step=0.5)
    troubled.trigger("all_clear", None, NOW + 60)
    assert live(troubled, NOW + 70, 10)


def test_undiscovered_devices_speak():
    strangers = {device.address for device in INVENTORY.undiscovered}
    said = {part for topic, _, _ in live(make_city(), NOW, 61) for part in topic.split("/")}
    assert strangers <= said


def test_the_inventory_is_left_as_it_is():
    before = msgspec.json.encode(INVENTORY)
    live(make_city(faults_every_s=5.0), NOW, 20)
    assert msgspec.json.encode(INVENTORY) == before
