"""The command desk from the terminal, beside an engine that runs the demo city: orders, signs, locks to the proof."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from controlcenter.app import prepare_demo
from controlcenter.demo.run import Demo
from controlcenter.domain.documents import Document, Group
from controlcenter.domain.ids import DeviceId, DocumentId
from controlcenter.domain.readings import Connection
from controlcenter.domain.selections import Selection
from tests.support.live_centre import BY, LiveCentre
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey
SIGN = "demo:message_sign:vms-01"


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCentre]:
    profile: Path = tmp_path_factory.mktemp("cli") / "profile"
    demo = Demo(devices=300, faults_every_s=None)
    prepare_demo(profile, demo.start())
    centre = LiveCentre(profile, (), adopt=False).start()
    wait_until(lambda: centre.value(SIGN, "message") is not None and len(lit(centre)) >= 3, 40, "the city")
    yield centre
    centre.stop()
    demo.stop()


def lit(centre: LiveCentre) -> list[DeviceId]:
    """Lamps that can be dimmed and are heard of."""
    look = centre.look()
    return [
        device.id
        for device in look.devices.values()
        if device.kind == "streetlight"
        and "dim" in device.commands
        and centre.value(device.id, "level") is not None
        and centre.connection(device.id) is Connection.ONLINE
    ]


def run(centre: LiveCentre, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "controlcenter", *words, "--profile", str(centre.profile)]
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)


def test_a_group_is_ordered_locked_and_released(centre: LiveCentre) -> None:
    lamps = lit(centre)[:3]
    centre.ask(centre.engine.save_document(Document(DocumentId(0), "Three", Group(Selection(tuple(lamps)))), BY))
    locked = run(centre, "lock", lamps[0], "--reason", "ladder", "--for", "1h")
    assert (locked.returncode, locked.stdout) == (0, f"{lamps[0]}  locked\n"), locked.stderr
    done = run(centre, "send", "--group", "Three", "dim", "level=37", "--reason", "fog", "--source", "incident")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[0].startswith("3 devices will be commanded"), "a lock's owner may"
    assert done.stdout.splitlines()[-1].endswith("DONE       3 confirmed")
    told = json.loads(run(centre, "why", lamps[0], "--json").stdout)
    assert told["lock"]["reason"] == "ladder"
    assert [(one["source"], one["arguments"]) for one in told["claims"] if one["in_force"]] == [
        ("incident", {"level": 37})
    ]
    (order,) = (one for one in json.loads(run(centre, "orders", "--json").stdout)["orders"] if one["reason"] == "fog")
    assert (order["state"], order["counts"]) == ("done", {"confirmed": 3})
    again = run(centre, "send", "--group", "Three", "dim", "level=90")
    assert again.returncode == 1
    assert "3 left out: outranked" in again.stdout
    assert run(centre, "release", *lamps).returncode == 0
    assert run(centre, "unlock", lamps[0]).stdout == f"{lamps[0]}  unlocked\n"
    assert run(centre, "release", lamps[0]).returncode == 1


def test_a_sign_shows_what_was_ordered_and_the_picture_proves_it(centre: LiveCentre) -> None:
    done = run(centre, "signs", "show", SIGN, r"NGẬP\nĐI CHẬM", "--priority", "incident", "--for", "30m", "--picture")
    assert done.returncode == 0, done.stdout + done.stderr
    wait_until(lambda: centre.value(SIGN, "message") == "[jp3]NGẬP[nl]ĐI CHẬM", 5, "the window to hear of it")
    ordered, _, reported = done.stdout.partition("reported")
    rows = [line for line in ordered.splitlines() if set(line) == {"#", "."}]
    assert rows
    assert rows == [line for line in reported.splitlines() if set(line) == {"#", "."}]
    (row,) = (one for one in json.loads(run(centre, "signs", "--json").stdout)["signs"] if one["id"] == SIGN)
    assert (row["message"], row["priority"], row["quality"]) == ("[jp3]NGẬP[nl]ĐI CHẬM", "incident", "good")
    refused = run(centre, "signs", "show", SIGN, "A[nl]" + "B" * 60, "--priority", "incident")
    assert refused.returncode == 1
    assert "line_too_long" in refused.stderr and "line=1" in refused.stderr
    assert run(centre, "signs", "blank", SIGN, "--priority", "incident").returncode == 0
    wait_until(lambda: centre.value(SIGN, "message") == "", 5, "the window to hear of it")
