"""What an operator hears, when it stops, and what is said where nothing can be heard."""

import sys
import wave
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from controlcenter.domain.alarms import Alarm, Cycle, Suppression
from controlcenter.domain.conditions import Priority
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui import alarm_sounds
from controlcenter.ui.alarm_sounds import BETWEEN_S, AlarmSounds, tone_of
from controlcenter.ui.desktop_notice import DesktopNotice
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.sound_choices import SoundChoices
from controlcenter.ui.sound_player import SoundPlayer
from controlcenter.ui.sound_words import player_words
from tests.support.city import KINDS, device, make_alarm
from tests.support.clock import HandClock
from tests.support.fake_engine import NOW

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


class FakePlayer(SoundPlayer):
    """Notes what it is asked to play."""

    def __init__(self) -> None:
        super().__init__(find=lambda _name: None)
        self.played: list[tuple[str, int]] = []

    def play(self, file: Path, volume: int) -> None:
        self.played.append((file.stem, volume))


class Seat(QObject):
    """Sounds with a player that notes, and a clock turned by hand."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__()
        self.clock = clock
        self.local = NOON
        self.player = FakePlayer()
        self.sounds = AlarmSounds(self.player, lambda: self.local, clock=clock)

    def tell(self, *alarms: Alarm) -> list[Alarm]:
        return self.sounds.take(ChangeSet(alarms=alarms))

    @property
    def heard(self) -> list[str]:
        return [tone for tone, _ in self.player.played]


@pytest.fixture
def seat(qapp: QApplication, clock: HandClock) -> Iterator[Seat]:
    seat = Seat(clock)
    yield seat
    seat.sounds.stop()


CRITICAL = make_alarm(9, "level_high")
HIGH = make_alarm(0, "offline")
LOW = make_alarm(8, "pm25_high")


def acknowledged(alarm: Alarm) -> Alarm:
    return msgspec.structs.replace(alarm, cycle=Cycle.ACKNOWLEDGED)


def test_the_highest_of_what_newly_calls_is_heard(seat: Seat) -> None:
    assert seat.tell(LOW, CRITICAL, HIGH) == [LOW, CRITICAL, HIGH]
    assert seat.heard == ["critical"]
    assert seat.sounds.sounding is Priority.CRITICAL


def test_what_does_not_call_is_not_heard(seat: Seat) -> None:
    hidden = msgspec.structs.replace(CRITICAL, suppression=Suppression(NOW, HIGH.id))
    assert seat.tell(acknowledged(HIGH), hidden) == []
    assert seat.heard == []


def test_the_same_call_is_heard_once_but_each_new_occurrence_again(seat: Seat) -> None:
    seat.tell(HIGH)
    seat.clock.turn(60)
    assert seat.tell(msgspec.structs.replace(HIGH, behind=3)) == []
    assert seat.heard == ["high"]
    seat.tell(msgspec.structs.replace(HIGH, occurrence=2))
    assert seat.heard == ["high", "high"]


def test_a_critical_one_is_heard_again_and_again_until_it_is_acknowledged(
    seat: Seat, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarm_sounds, "REPEAT_S", {Priority.CRITICAL: 0.01})
    seat.tell(CRITICAL)
    qtbot.waitUntil(lambda: len(seat.heard) >= 3)
    seat.tell(acknowledged(CRITICAL))
    count = len(seat.heard)
    qtbot.wait(60)
    assert len(seat.heard) == count
    assert seat.sounds.sounding is None


def test_silence_lasts_until_the_next_new_alarm_and_what_was_silenced_stays_silent(
    seat: Seat, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarm_sounds, "REPEAT_S", {Priority.CRITICAL: 0.01})
    seat.tell(CRITICAL)
    seat.sounds.silence()
    count = len(seat.heard)
    qtbot.wait(60)
    assert len(seat.heard) == count
    seat.clock.turn(60)
    seat.tell(LOW)
    assert seat.heard[count:] == ["low"]


def test_in_a_flood_there_is_time_between_two_tones_unless_a_higher_one_comes(seat: Seat) -> None:
    for number in range(1, 30):
        seat.tell(make_alarm(number * 10, "offline"))
        seat.clock.turn(0.05)
    assert seat.heard == ["high"]
    seat.tell(CRITICAL)
    assert seat.heard == ["high", "critical"]
    seat.clock.turn(BETWEEN_S)
    seat.tell(make_alarm(19, "level_high"))
    assert seat.heard == ["high", "critical", "critical"]


@pytest.mark.parametrize(
    ("local", "quiet", "heard"),
    [
        (NOON, (22 * 60, 6 * 60), True),
        (MIDNIGHT, (22 * 60, 6 * 60), False),
        (MIDNIGHT, (6 * 60, 22 * 60), True),
        (NOON, (6 * 60, 22 * 60), False),
        (MIDNIGHT, (30, 31), False),
        (MIDNIGHT, (29, 30), True),
        (NOON, (0, 0), True),
    ],
)
def test_in_quiet_hours_only_critical_ones_are_heard(
    seat: Seat, local: datetime, quiet: tuple[int, int], heard: bool
) -> None:
    seat.local = local
    seat.sounds.choose(SoundChoices(quiet=True, quiet_from=quiet[0], quiet_until=quiet[1]))
    seat.tell(HIGH)
    assert seat.heard == (["high"] if heard else [])
    seat.tell(CRITICAL)
    assert seat.heard[-1] == "critical"


def test_a_seat_may_be_without_sounds_and_as_loud_as_it_likes(seat: Seat) -> None:
    seat.sounds.choose(SoundChoices(enabled=False))
    seat.tell(CRITICAL)
    assert seat.player.played == []
    seat.sounds.choose(SoundChoices(volume=30))
    seat.sounds.try_out(Priority.LOW)
    assert ("low", 30) in seat.player.played


def test_every_priority_has_a_tone_of_its_own_that_is_short_and_mono() -> None:
    tones = set()
    for priority in Priority:
        with wave.open(str(tone_of(priority)), "rb") as file:
            assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
            assert file.getnframes() <= 2 * 22_050
            tones.add(file.readframes(file.getnframes()))
    assert len(tones) == len(Priority)


# The player


@pytest.fixture
def make_player(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., SoundPlayer]]:
    """Players whose programs are small scripts: name → (exit code, what it says)."""
    made = []

    def make(**programs: tuple[int, str]) -> SoundPlayer:
        paths = {}
        for name, (code, says) in programs.items():
            path = tmp_path / name
            lines = (
                f"#!{sys.executable}",
                "import shutil, sys",
                f"shutil.copy(sys.argv[-1], {str(tmp_path / name) + '.heard'!r})",
                f"print({says!r}, file=sys.stderr)",
                f"sys.exit({code})",
            )
            path.write_text("\n".join(lines), encoding="utf-8")
            path.chmod(0o755)
            paths[name.replace("_", "-")] = str(path)
        player = SoundPlayer(platform="linux", find=paths.get)
        made.append(player)
        return player

    yield make
    for player in made:
        player.stop()


def loudest(path: Path) -> int:
    with wave.open(str(path), "rb") as file:
        return int(np.abs(np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(int)).max())


@pytest.mark.skipif(sys.platform == "win32", reason="scripts stand in for players of Linux")
def test_a_player_gets_the_tone_as_loud_as_chosen(make_player, qtbot: QtBot, tmp_path: Path) -> None:
    player = make_player(paplay=(0, ""))
    player.play(tone_of(Priority.HIGH), 50)
    assert player.busy or player.reason == ""
    qtbot.waitUntil(lambda: not player.busy, timeout=5000)
    assert loudest(tmp_path / "paplay.heard") == pytest.approx(loudest(tone_of(Priority.HIGH)) / 4, abs=2)
    assert player_words(player) == "Played with paplay"


@pytest.mark.skipif(sys.platform == "win32", reason="scripts stand in for players of Linux")
def test_a_player_that_fails_gives_way_to_the_next_one(make_player, qtbot: QtBot, tmp_path: Path) -> None:
    player = make_player(pw_play=(1, "no such server"), aplay=(0, ""))
    with qtbot.assertNotEmitted(player.failed):
        player.play(tone_of(Priority.LOW), 100)
        qtbot.waitUntil((tmp_path / "aplay.heard").exists, timeout=5000)
        qtbot.waitUntil(lambda: not player.busy, timeout=5000)
    assert player.name == "aplay"


@pytest.mark.skipif(sys.platform == "win32", reason="scripts stand in for players of Linux")
def test_without_an_audio_device_that_is_said_once_and_tried_again(make_player, qtbot: QtBot) -> None:
    player = make_player(aplay=(1, "noise\naudio open error: No such device"))
    with qtbot.waitSignal(player.failed, timeout=5000) as failed:
        player.play(tone_of(Priority.LOW), 70)
    assert failed.args == ["aplay: audio open error: No such device"]
    assert "audio open error" in player_words(player)
    with qtbot.assertNotEmitted(player.failed):
        player.play(tone_of(Priority.LOW), 70)
        qtbot.waitUntil(lambda: not player.busy, timeout=5000)


def test_without_any_player_the_bell_rings_and_the_menu_says_so(
    make_player, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung = []
    monkeypatch.setattr(QApplication, "beep", lambda: rung.append(True))
    player = make_player()
    with qtbot.waitSignal(player.failed):
        player.play(tone_of(Priority.LOW), 70)
    assert rung == [True]
    assert player_words(player).startswith("No sound: no player found on this computer")


# The desktop


@pytest.mark.parametrize(("in_front", "marked"), [(True, False), (False, True)])
def test_the_task_bar_marks_the_window_while_it_is_not_in_front(
    qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch, in_front: bool, marked: bool
) -> None:
    asked: list[QWidget] = []
    monkeypatch.setattr(QApplication, "alert", asked.append)
    window = QWidget()
    qtbot.addWidget(window)
    notice = DesktopNotice(window, Mirror(KINDS), look, in_front=lambda: in_front)
    notice.tell([LOW], messages=True)
    assert asked == ([window] if marked else [])


def test_messages_say_the_worst_first_and_do_not_pour(
    qtbot: QtBot, look: Look, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(QApplication, "alert", lambda _window: None)
    monkeypatch.setattr(DesktopNotice, "available", property(lambda _self: True))
    monkeypatch.setattr(DesktopNotice, "_show", lambda _self, title, text: shown.append((title, text)))
    window, mirror = QWidget(), Mirror(KINDS)
    qtbot.addWidget(window)
    mirror.apply(ChangeSet(devices=(device(9), device(0), device(8))))
    notice = DesktopNotice(window, mirror, look, in_front=lambda: False, clock=clock)
    notice.tell([LOW], messages=True)
    notice.tell([HIGH], messages=False)
    assert shown == []
    notice.tell([LOW, HIGH, CRITICAL], messages=True)
    assert shown == [(device(9).name, "Level high\nand 1 more alarms")]
    notice.tell([make_alarm(10, "offline")], messages=True)
    assert len(shown) == 1
    clock.turn(60)
    notice.tell([make_alarm(20, "offline")], messages=True)
    assert len(shown) == 2
