"""The program as its user starts it: killed, started twice, on folders and disks that will not do."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.live_centre import say
from tests.support.mosquitto import Mosquitto
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey
STARTS_WITHIN_S = 25.0
PROGRAM = [sys.executable, "-m", "controlcenter"]


def run(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    running: list[subprocess.Popen[str]] = []

    def begin(*words: str | Path, preexec: Callable[[], None] | None = None) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [*PROGRAM, *map(str, words)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=preexec,  # noqa: PLW1509 - a single-threaded moment of the test
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=20)


@pytest.fixture
def engine(start, mosquitto, tmp_path) -> "subprocess.Popen[str]":
    process = start("engine", "--profile", tmp_path / "p", "--broker", mosquitto.url, "--adopt")
    wait_until(lambda: "online" in presence(mosquitto), STARTS_WITHIN_S, "the engine at the broker")
    return process


def presence(broker: Mosquitto) -> str:
    words = ["mosquitto_sub", "-p", str(broker.port), "-t", "controlcenter/+/state", "-C", "1", "-W", "1"]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout


def listed(profile: Path) -> dict:
    return json.loads(run("devices", "--json", "--profile", profile).stdout)


def say_air(broker: Mosquitto, pm25: float) -> None:
    say(broker, "env/air/air-1/data", {"pm25": pm25})


def adopted(broker: Mosquitto, profile: Path) -> None:
    def there() -> bool:
        say_air(broker, 30)
        return bool(listed(profile)["devices"])

    wait_until(there, 30, "the station taken in")


def test_the_command_line_sees_what_the_engine_sees_within_two_seconds(engine, mosquitto, tmp_path):
    adopted(mosquitto, tmp_path / "p")
    say_air(mosquitto, 44)
    said = time.time()
    city = listed(tmp_path / "p")
    (station,) = city["devices"]
    point = station["points"]["pm25"]
    assert (city["live"], point["value"], point["quality"]) == (True, 44, "good")
    assert time.time() - said < 10
    assert point["age_s"] < 2


def test_sigterm_ends_the_engine_cleanly(engine, mosquitto):
    engine.send_signal(signal.SIGTERM)
    assert engine.wait(20) == 0
    assert "offline" in presence(mosquitto)


def test_kill_9_loses_at_most_a_second_and_nothing_else(engine, start, mosquitto, tmp_path):
    profile = tmp_path / "p"
    adopted(mosquitto, profile)
    for value in range(100, 130):
        say_air(mosquitto, value)
    last_certain = time.time()
    wait_until(lambda: time.time() > last_certain + 1.2)
    say_air(mosquitto, 999)
    engine.kill()
    engine.wait(10)
    # The broker gives the will of a client whose connection broke.
    wait_until(lambda: "offline" in presence(mosquitto), 10)
    out = run("history", "main:json_air:air-1/pm25", "--from", "1h", "--csv", "--profile", profile).stdout
    values = [float(line.split(",")[1]) for line in out.splitlines()[1:]]
    assert [value for value in values if 100 <= value < 130] == list(range(100, 130))
    city = listed(profile)
    assert (city["live"], len(city["devices"])) == (False, 1)
    start("engine", "--profile", profile, "--broker", mosquitto.url)
    wait_until(lambda: "online" in presence(mosquitto), STARTS_WITHIN_S)


def test_a_second_copy_says_who_runs_the_first(engine, tmp_path):
    second = run("engine", "--profile", tmp_path / "p")
    assert second.returncode == 3
    assert str(tmp_path / "p") in second.stderr
    assert f"process {engine.pid}" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_profile_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    ended = run("engine", "--profile", tmp_path / "file" / "p")
    assert ended.returncode == 3
    assert str(tmp_path / "file") in ended.stderr
    assert "--profile" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_damaged_database_offers_its_way_out(tmp_path, start, mosquitto):
    profile = tmp_path / "p"
    profile.mkdir()
    (profile / "controlcenter.sqlite").write_bytes(b"this is no database, it only looks like a file\n" * 300)
    ended = run("engine", "--profile", profile)
    assert ended.returncode == 3
    assert "--move-damaged-aside" in ended.stderr
    assert "Traceback" not in ended.stderr
    start("engine", "--profile", profile, "--broker", mosquitto.url, "--move-damaged-aside")
    wait_until(lambda: "online" in presence(mosquitto), STARTS_WITHIN_S)
    assert [path for path in profile.iterdir() if ".damaged-" in path.name]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("language = 5", "language"),
        ("[[brokers]]\nname = 'a'\nurl = 'http://x'", "brokers[0].url"),
        ("[[brokers]]\nname = 'a'\nurl = 'mqtt://u:secret@x'", "password"),
        ("colour = 'red'", "colour"),
        ("= = =", "settings.toml"),
        ("timezone = 'Mars/Olympus'", "timezone"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path, text, named):
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    ended = run("engine", "--profile", tmp_path)
    assert ended.returncode == 3
    assert named in ended.stderr
    assert "settings.toml" in ended.stderr
    assert "secret" not in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_full_disk_is_said_and_what_waited_is_written_when_there_is_room(start, mosquitto, tmp_path):
    profile = tmp_path / "p"
    engine = start(
        "engine", "--profile", profile, "--broker", mosquitto.url, "--adopt", preexec=lambda: limit_files(50_000_000)
    )
    wait_until(lambda: "online" in presence(mosquitto), STARTS_WITHIN_S)
    adopted(mosquitto, profile)
    # As small as the files are now: not one page more can be written.
    size = max(path.stat().st_size for path in profile.glob("controlcenter.sqlite*"))
    resource.prlimit(engine.pid, resource.RLIMIT_FSIZE, (size, 50_000_000))
    for value in range(200, 230):
        say_air(mosquitto, value)

    def failing() -> bool:
        say_air(mosquitto, 230)
        return "store.failing" in (profile / "logs" / "controlcenter.log").read_text()

    wait_until(failing, 30, "the notice that the disk is full")
    assert engine.poll() is None
    resource.prlimit(engine.pid, resource.RLIMIT_FSIZE, (50_000_000, 50_000_000))
    wait_until(lambda: {float(value) for value in range(200, 230)} <= set(recorded(profile)), 30)


def limit_files(most: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def recorded(profile: Path) -> list[float]:
    out = run("history", "main:json_air:air-1/pm25", "--from", "1h", "--csv", "--profile", profile).stdout
    return [float(line.split(",")[1]) for line in out.splitlines()[1:]]


def test_devices_come_in_from_a_table_and_mistakes_are_named(tmp_path, engine):
    profile = tmp_path / "p"
    table = tmp_path / "lamps.csv"
    table.write_text("driver,address,kind,name,lon,lat\ntasmota,l-1,streetlight,Đèn 1,106.4,10.5\n", encoding="utf-8")
    assert run("import", table, "--profile", profile).returncode == 0
    assert [one["name"] for one in listed(profile)["devices"]] == ["Đèn 1"]
    table.write_text("driver,address,kind\ntasmota,l-2,streetlight\ntasmota,l-3,spaceship\n", encoding="utf-8")
    ended = run("import", table, "--profile", profile)
    assert ended.returncode == 1
    assert f"{table}:3" in ended.stderr
    assert len(listed(profile)["devices"]) == 1


def test_a_locked_database_is_named_not_thrown(tmp_path):
    profile = tmp_path / "p"
    profile.mkdir()
    with sqlite3.connect(profile / "controlcenter.sqlite", isolation_level=None) as other:
        other.execute("create table t (x)")
        other.execute("begin exclusive")
        ended = run("engine", "--profile", profile)
        other.execute("rollback")
    other.close()
    assert ended.returncode == 3
    assert "controlcenter.sqlite" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_named(tmp_path):
    tmp_path.chmod(0o500)
    ended = run("engine", "--profile", tmp_path / "p")
    tmp_path.chmod(0o700)
    assert ended.returncode == 3
    assert str(tmp_path) in ended.stderr
