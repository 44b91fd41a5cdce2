"""Whatever breaks: nothing crashes, nothing old is shown as live, and the message says what and where."""

import json
import time
from datetime import UTC, datetime

import pytest

from controlcenter.domain.conditions import AlarmDefinition, OfflineTest
from controlcenter.domain.readings import Connection, Quality
from controlcenter.domain.words import Text
from tests.support.live_centre import AIR, LAMP, LiveCentre, air, lamp, say
from tests.support.mosquitto import free_port
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey


def now_text(offset_s: float = 0.0) -> str:
    return datetime.fromtimestamp(time.time() + offset_s, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def say_air(broker, pm25, offset_s: float = 0.0, **more) -> None:
    say(broker, "env/air/air-1/data", {"ts": now_text(offset_s), "pm25": pm25}, **more)


def see_air(centre: LiveCentre, pm25, quality: Quality = Quality.GOOD) -> None:
    def seen() -> bool:
        reading = centre.reading(AIR, "pm25")
        return reading is not None and (reading.value, reading.quality) == (pm25, quality)

    wait_until(seen, 10, f"pm25={pm25} {quality.name}, last {centre.reading(AIR, 'pm25')}")


def test_a_broker_that_dies_takes_everything_it_brought_with_it_until_it_is_back(centre, mosquitto):
    say_air(mosquitto, 30)
    see_air(centre, 30)
    mosquitto.kill()
    see_air(centre, 30, Quality.STALE)
    assert centre.connection(AIR) is Connection.UNKNOWN
    notice = centre.notice("broker.offline")
    assert notice.place == f"127.0.0.1:{mosquitto.port}"
    mosquitto.start()
    centre.wait_online()
    assert centre.reading(AIR, "pm25").quality is Quality.STALE
    say_air(mosquitto, 31)
    see_air(centre, 31)
    assert centre.notice("broker.offline") is None
    values = centre.history(AIR, "pm25", time.time() - 60, time.time() + 5).values.tolist()
    assert [value if value == value else None for value in values] == [30, None, 31], "the blind time is a hole"


def test_a_broker_that_was_never_there_is_named(make_centre):
    port = free_port()
    centre = make_centre(f"mqtt://127.0.0.1:{port}")
    wait_until(lambda: centre.notice("broker.offline"), 10)
    notice = centre.notice("broker.offline")
    assert (notice.place, notice.facts["reason"]) == (f"127.0.0.1:{port}", "Connection refused")


def test_a_wrong_password_is_said_without_the_password(make_centre, make_mosquitto, monkeypatch):
    broker = make_mosquitto(users={"ops": "right"}).start()
    monkeypatch.setenv(f"CONTROLCENTER_BROKER_127_0_0_1_{broker.port}_PASSWORD", "wrong-secret")
    centre = make_centre(broker.url_for("ops"))
    wait_until(lambda: centre.notice("broker.refused"), 10)
    assert centre.broker_state() == "refused"
    kept = b"".join(path.read_bytes() for path in centre.profile.rglob("*") if path.is_file())
    assert b"wrong-secret" not in kept


def test_a_network_that_falls_silent_is_noticed(centre, mosquitto, monkeypatch):
    monkeypatch.setattr("controlcenter.engine.broker.PROBE_EVERY_S", 0.2)
    monkeypatch.setattr("controlcenter.engine.broker.PROBE_LATE_S", 1.0)
    say_air(mosquitto, 30)
    see_air(centre, 30)
    # The first probe goes out after the usual five seconds, for the connection was made before the patch.
    mosquitto.freeze()
    wait_until(lambda: centre.notice("broker.silent"), 20)
    see_air(centre, 30, Quality.STALE)
    mosquitto.thaw()
    centre.wait_online()


DEEP = b'{"ts":' + b"[" * 10_000 + b"]" * 10_000 + b"}"


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        (b"not json at all", "not JSON"),
        (b'{"ts":"x","pm25":NaN}', "not JSON"),
        (b'{"pm25": "\xff\xfe"}', "not JSON"),
        (DEEP, "not JSON"),
        (b'{"pm25":1}' + b" " * 300_000, "larger than 262144"),
        (b"[1,2,3]", ""),
    ],
    ids=["text", "NaN", "invalid UTF-8", "ten thousand deep", "too large", "a list"],
)
def test_an_undecodable_payload_is_kept_for_a_technician_and_costs_nothing_else(centre, mosquitto, payload, error):
    say_air(mosquitto, 30)
    see_air(centre, 30)
    say(mosquitto, "env/air/air-1/data", payload)
    wait_until(lambda: centre.ask(centre.engine.bad_payloads("json_air")), 10)
    (bad,) = centre.ask(centre.engine.bad_payloads("json_air"))
    assert (bad.topic, bad.size, bad.payload) == ("env/air/air-1/data", len(payload), payload[:4096])
    assert error in bad.error
    see_air(centre, 30)
    say_air(mosquitto, 31)
    see_air(centre, 31)


@pytest.mark.parametrize("off_by_s", [366 * 86400.0, -366 * 86400.0])
def test_a_device_clock_a_year_off_is_told_and_the_value_marked(centre, mosquitto, off_by_s):
    say_air(mosquitto, 30, off_by_s)
    see_air(centre, 30, Quality.UNCERTAIN)
    reading = centre.reading(AIR, "pm25")
    assert abs(reading.at - time.time()) < 30
    wait_until(lambda: abs(centre.look().statuses[AIR].clock_skew_s - off_by_s) < 60)
    say_air(mosquitto, 31)
    see_air(centre, 31)


def test_the_same_message_twice_is_one_sample(centre, mosquitto):
    began = time.time() - 10
    at = now_text()
    for _ in range(2):
        say(mosquitto, "env/air/air-1/data", {"ts": at, "pm25": 30})
    say_air(mosquitto, 31, 0.5)
    see_air(centre, 31)
    assert centre.history(AIR, "pm25", began, time.time() + 10).values.tolist() == [30, 31]


def test_what_comes_out_of_order_is_kept_in_order_and_not_shown(centre, mosquitto):
    began = time.time() - 60
    say_air(mosquitto, 31, -5)
    see_air(centre, 31)
    say_air(mosquitto, 30, -20)
    wait_until(lambda: len(centre.history(AIR, "pm25", began, time.time()).values) == 2, 10)
    assert centre.history(AIR, "pm25", began, time.time()).values.tolist() == [30, 31]
    assert centre.value(AIR, "pm25") == 31


def test_old_retained_values_at_the_start_are_shown_as_old(make_centre, mosquitto):
    say_air(mosquitto, 99, -7200, retain=True)
    say_air_fresh = {"ts": now_text(-5), "pm25": 20}
    say(mosquitto, "env/air/air-2/data", say_air_fresh, retain=True)
    centre = make_centre(mosquitto.url)
    centre.take_in(air())
    centre.wait_online()
    # Taken in before the connection's retained messages or after: either way the value is marked.
    say(mosquitto, "env/air/air-1/data", {"ts": now_text(-7200), "pm25": 99}, retain=True)
    see_air(centre, 99, Quality.STALE)
    assert centre.history(AIR, "pm25", 0, time.time()).values.tolist() in ([], [99.0])


def test_an_offline_lamp_shows_offline_and_its_values_stale(centre, mosquitto):
    centre.define(AlarmDefinition("offline", Text("Offline", "Ngoại tuyến"), OfflineTest()), "streetlight")
    state = {"Time": datetime.fromtimestamp(time.time() + 7 * 3600, UTC).strftime("%Y-%m-%dT%H:%M:%S")}
    say(mosquitto, "tele/lamp-1/STATE", state | {"POWER": "ON", "Dimmer": 60})
    wait_until(lambda: centre.value(LAMP, "level") == 60, 10)
    say(mosquitto, "tele/lamp-1/LWT", "Offline", retain=True)
    wait_until(lambda: centre.connection(LAMP) is Connection.OFFLINE, 10)
    wait_until(lambda: centre.reading(LAMP, "level").quality is Quality.STALE)
    wait_until(lambda: centre.alarm(LAMP, "offline"), 10, "one alarm says that the lamp is offline")
    assert [alarm.id.condition for alarm in centre.look().alarms.values() if not alarm.overlaid] == ["offline"]


def test_hostile_names_and_topics_do_no_harm(centre, mosquitto):
    name = "<b>&\u202e" + "x" * 500
    say(mosquitto, f"env/air/{name.replace('/', '')}/data", json.dumps({"pm25": 1}))
    wait_until(lambda: centre.look().discovered, 10)
    say_air(mosquitto, 12)
    see_air(centre, 12)


def test_two_brokers_at_once_keep_their_sites_apart(make_centre, make_mosquitto, tmp_path):
    first, second = make_mosquitto().start(), make_mosquitto().start()
    profile = tmp_path / "two"
    profile.mkdir()
    (profile / "settings.toml").write_text(
        f'[[brokers]]\nname = "a"\nsite = "north"\nurl = "{first.url}"\n'
        f'[[brokers]]\nname = "b"\nsite = "south"\nurl = "{second.url}"\n',
        encoding="utf-8",
    )
    centre = make_centre(profile="two", adopt=True)
    wait_until(lambda: {str(b.state) for b in centre.look().brokers.values()} == {"online"}, 20)
    for broker, value in ((first, 1), (second, 2)):
        say_air(broker, value)
    wait_until(lambda: len(centre.look().devices) == 2, 15)
    assert centre.value("north:json_air:air-1", "pm25") == 1
    assert centre.value("south:json_air:air-1", "pm25") == 2
    first.kill()
    wait_until(lambda: centre.reading("north:json_air:air-1", "pm25").quality is Quality.STALE, 10)
    assert centre.reading("south:json_air:air-1", "pm25").quality is Quality.GOOD


def test_a_restart_shows_the_inventory_and_nothing_as_live(make_centre, mosquitto, tmp_path):
    centre = LiveCentre(tmp_path / "again", [mosquitto.url]).start()
    centre.take_in(lamp(), air())
    centre.wait_online()
    say_air(mosquitto, 30)
    see_air(centre, 30)
    centre.stop()
    again = make_centre(mosquitto.url, profile="again")
    again.wait_online()
    assert set(again.look().devices) == {LAMP, AIR}
    assert again.reading(AIR, "pm25") is None
    assert again.history(AIR, "pm25", time.time() - 60, time.time()).values.tolist() == [30]
