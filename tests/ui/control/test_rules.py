"""What the faceplate says of holds, locks and claims, and what can be done about them there."""

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from controlcenter.domain.authority import Claim, DeviceRefusal, Hold, Lock, Why
from controlcenter.domain.commands import Operator, Source
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.faceplate.lock import LockDialog, NoteDialog
from controlcenter.ui.faceplate.view import Faceplate
from controlcenter.ui.look import Look
from tests.support import city as made
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine

LAMP = made.device(1).id
HOLD = Hold(LAMP, Source.INCIDENT, "dim", {"level": 40}, Operator("An", "seat-2"), NOW - 60, NOW + 3600, "storm")
LOCK = Lock(LAMP, Operator("Bình", "seat-3"), "cable work", NOW - 60)


@pytest.fixture
def plate(qtbot: QtBot, city: FakeBridge, look: Look) -> Faceplate:
    plate = Faceplate(city, look, clock=lambda: NOW)
    qtbot.addWidget(plate)
    plate.resize(400, 700)
    plate.show()
    plate.show_device(LAMP)
    return plate


def tell(plate: Faceplate, city: FakeBridge, changes: ChangeSet) -> None:
    city.mirror.apply(changes)
    plate.take(changes)


def test_a_hold_and_a_lock_are_seen_without_asking(plate: Faceplate, city: FakeBridge) -> None:
    rules = plate.rules
    assert not rules.hold.isVisible()
    assert not rules.release.isVisible()
    tell(plate, city, ChangeSet(holds=(HOLD,), locks=(LOCK,)))
    assert rules.hold.text() == "Held by Incident (An): Dim 40 %, until 12:42"
    assert rules.lock.text() == "Locked by Bình: cable work, until it is released"
    tell(plate, city, ChangeSet(released=((LAMP, Source.INCIDENT),), unlocked=(LAMP,)))
    assert not rules.hold.isVisible()
    assert not rules.lock.isVisible()


def test_one_click_says_why_by_weight(plate: Faceplate, engine: FakeEngine) -> None:
    claims = (
        Claim(Source.INCIDENT, "dim", {"level": 40}, NOW - 60, NOW + 3600, HOLD.by, "storm", in_force=True),
        Claim(Source.PLAN, "dim", {"level": 100}, NOW - 900, plan="Evening · dusk"),
    )
    engine.whys[LAMP] = Why(LAMP, claims, LOCK)
    plate.rules.why.click()
    first, second, third = plate.rules.answer.text().splitlines()
    assert first == "▸ Incident: Dim 40 % · An · storm · since 11:41:07 · until 12:42 · in force"
    assert second == "· Plan: Dim 100 % · Evening · dusk · since 11:27:07 · waiting"
    assert third == plate.rules._lock_words(LOCK)
    plate.show_device(made.device(2).id)
    assert plate.rules.answer.text() == ""


def test_the_device_goes_back_to_its_plan(plate: Faceplate, engine: FakeEngine, city: FakeBridge) -> None:
    tell(plate, city, ChangeSet(holds=(HOLD,)))
    engine.device_refusals["release"] = [DeviceRefusal(LAMP, "locked", "locked by Bình")]
    plate.rules.release.click()
    assert engine.called("release") == [((LAMP,), OPERATOR, "", None)]
    assert plate.warning == "locked for maintenance"


def test_a_lock_needs_a_reason(plate: Faceplate, engine: FakeEngine) -> None:
    plate.rules.lock_it.click()
    dialog = plate.findChild(LockDialog)
    assert dialog is not None
    assert not dialog.accept_button.isEnabled()
    dialog.words.setText("cable work")
    dialog.until.put("120")
    dialog.accept_button.click()
    assert engine.called("lock_devices") == [((LAMP,), "cable work", OPERATOR, NOW + 7200)]


def test_another_s_lock_goes_only_with_a_note(plate: Faceplate, engine: FakeEngine, city: FakeBridge) -> None:
    tell(plate, city, ChangeSet(locks=(LOCK,)))
    plate.rules.unlock.click()
    dialog = plate.findChild(NoteDialog)
    assert dialog is not None
    assert engine.called("unlock_devices") == []
    dialog.words.setText("Bình went home")
    dialog.accept_button.click()
    assert engine.called("unlock_devices") == [((LAMP,), OPERATOR, "Bình went home")]
    tell(plate, city, ChangeSet(locks=(replace(LOCK, owner=OPERATOR),)))
    plate.rules.unlock.click()
    assert engine.called("unlock_devices")[-1] == ((LAMP,), OPERATOR, "")


def test_what_sets_a_device_lasts_as_long_as_asked(
    qtbot: QtBot, city: FakeBridge, engine: FakeEngine, look: Look
) -> None:
    engine._kinds["streetlight"] = replace(made.KINDS["streetlight"], setpoints=("dim",))
    city.mirror.kinds = engine.kinds
    plate = Faceplate(city, look, clock=lambda: NOW)
    qtbot.addWidget(plate)
    plate.show()
    plate.show_device(LAMP)
    assert plate.until.isVisible()
    plate.until.put("30")
    plate.send("dim", {"level": 30})
    plate.send("turn_off", {})
    first, second = engine.called("send")
    assert first == (LAMP, "dim", {"level": 30}, OPERATOR, NOW + 1800, "")
    assert second == (LAMP, "turn_off", {}, OPERATOR)
