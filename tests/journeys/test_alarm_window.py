"""An alarm in the real window on a real engine: it is heard, acknowledged, shelved, and gone when its cause is."""

import asyncio
import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from controlcenter.domain.alarms import Cycle
from controlcenter.domain.conditions import AlarmDefinition, LimitTest, Priority, Side
from controlcenter.domain.words import Text
from controlcenter.ui.alarms.page import AlarmsPage
from controlcenter.ui.alarms.shelve import ShelveDialog
from tests.journeys.test_window import drive, window, words_on
from tests.support.live_centre import AIR, BY, say
from tests.support.waiting import until

__all__ = ["drive", "window"]  # fixtures
pytestmark = pytest.mark.journey

DUSTY = AlarmDefinition(
    "dusty", Text("Dusty", "Bụi"), LimitTest("pm25", Side.HIGH, 100, 10), Priority.CRITICAL,
    response=Text("Close the windows", "Đóng cửa sổ"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for the sound player of the platform, which keeps what it was given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    into = tmp_path / "heard.wav"
    player = folder / "pw-play"
    player.write_text(f'#!/bin/sh\nfor last in "$@"; do :; done\ncp "$last" "{into}"\n', encoding="utf-8")
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return into


def cycle(centre) -> Cycle | None:
    alarm = centre.alarm(AIR, "dusty")
    return alarm.cycle if alarm is not None else None


def test_an_alarm_is_heard_acknowledged_from_the_strip_and_gone(centre, mosquitto, heard, window, drive):
    async def journey() -> None:
        centre.define(DUSTY, "air_station")
        say(mosquitto, "env/air/air-1/data", {"pm25": 120})
        await until(lambda: "Dusty" in words_on(window), 10, "the alarm on the strip")
        await until(heard.exists, 10, "its tone")
        await asyncio.sleep(0.6)  # nobody can have seen what stood there for less than 0.4 s
        QTest.mouseClick(window.attention.strip.acknowledge_button, Qt.MouseButton.LeftButton)
        await until(lambda: cycle(centre) is Cycle.ACKNOWLEDGED, 10, "the acknowledgement")
        assert centre.alarm(AIR, "dusty").acknowledgement.by == BY
        say(mosquitto, "env/air/air-1/data", {"pm25": 20})
        await until(lambda: cycle(centre) is None, 10, "the alarm gone")
        await until(lambda: "Dusty" not in words_on(window), 5, "the strip calm")

    drive(journey())


def test_an_alarm_is_shelved_on_its_page_with_guidance_beside_it(centre, mosquitto, window, drive):
    async def journey() -> None:
        centre.define(DUSTY, "air_station")
        window.open_page("alarms")
        (page,) = window.findChildren(AlarmsPage)
        say(mosquitto, "env/air/air-1/data", {"pm25": 120})
        await until(lambda: cycle(centre) is Cycle.UNACKNOWLEDGED, 10)
        page.pane.bring_in()
        await until(lambda: page.pane.model.rowCount() == 1, 5, "the alarm on the list")
        window.grab()
        page.pane.table.selectRow(0)
        await until(lambda: "Close the windows" in words_on(window), 5, "the guidance")
        page.pane.deeds.shelve()
        dialog = page.findChild(ShelveDialog)
        assert isinstance(dialog, ShelveDialog)
        dialog.reason.setEditText("road works")
        dialog.accept_button.click()
        await until(lambda: centre.alarm(AIR, "dusty").shelving is not None, 10, "the shelf")
        shelving = centre.alarm(AIR, "dusty").shelving
        assert (shelving.by, shelving.reason) == (BY, "road works")
        assert centre.look().alarm_summary is not None

    drive(journey())
