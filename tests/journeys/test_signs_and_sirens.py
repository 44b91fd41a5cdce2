"""A message and a warning from the order to the proof: a real engine, the demo city's real broker and its devices."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from controlcenter.app import prepare_demo
from controlcenter.demo.run import Demo
from controlcenter.domain.commands import CommandRecord, CommandState, Source
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.orders import Action, OrderDraft
from controlcenter.domain.selections import Selection
from tests.support.live_centre import BY, LiveCentre
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey
S = CommandState
SIGN = "demo:message_sign:vms-01"
SIREN = "demo:siren:sr-01"


@pytest.fixture
def demo() -> Iterator[Demo]:
    demo = Demo(devices=300, faults_every_s=None)
    yield demo
    demo.stop()


@pytest.fixture
def centre(demo: Demo, tmp_path: Path) -> Iterator[LiveCentre]:
    prepare_demo(tmp_path / "profile", demo.start())
    centre = LiveCentre(tmp_path / "profile", (), adopt=False).start()
    wait_until(lambda: centre.value(SIGN, "message") is not None and centre.value(SIREN, "armed") is not None, 30)
    yield centre
    centre.stop()


def given(centre: LiveCentre, device: str, command: str, **arguments: Any) -> CommandRecord:
    number = centre.send(device, command, **arguments)
    wait_until(lambda: (one := centre.command(number)) is not None and one.state.final, 70)
    ended = centre.command(number)
    assert ended is not None
    return ended


def test_a_sign_shows_its_message_until_it_is_stuck_and_then_says_what_it_really_shows(centre, demo):
    ended = given(centre, SIGN, "show", multi="[jl3]NGẬP NƯỚC[nl]ĐI CHẬM", priority="incident", duration_s=600)
    assert ended.state is S.CONFIRMED
    assert ended.reason == "shown: message=[jl3]NGẬP NƯỚC[nl]ĐI CHẬM, message_id=b6977619"
    assert (centre.value(SIGN, "priority"), centre.value(SIGN, "source")) == ("incident", "centre")
    demo.trigger("sign_stuck", SIGN)
    ended = given(centre, SIGN, "blank")
    assert ended.state is S.MISMATCH
    assert centre.value(SIGN, "message") == "[jl3]NGẬP NƯỚC[nl]ĐI CHẬM"
    wait_until(lambda: centre.alarm(SIGN, "command") is not None)


def test_what_a_weightier_message_outranked_comes_back_and_the_sign_is_blank_at_last(centre):
    device = DeviceId(SIGN)

    def shows(text: str) -> None:
        wait_until(lambda: centre.value(SIGN, "message") == text, 20, f"the sign to show {text!r}")

    assert given(centre, SIGN, "show", multi="ĐI CHẬM", duration_s=600).state is S.CONFIRMED
    action = Action(Selection((device,)), "show", {"multi": "NGẬP", "priority": "emergency", "duration_s": 600})
    centre.ask(centre.engine.place_order(OrderDraft((action,), "flood", "flood", Source.EMERGENCY), BY))
    shows("NGẬP")
    centre.ask(centre.engine.release([device], BY, "water gone", Source.EMERGENCY))
    shows("ĐI CHẬM")
    centre.ask(centre.engine.release([device], BY, "road free"))
    shows("")
    assert centre.value(SIGN, "source") == "centre"


def test_a_siren_sounds_only_after_it_was_armed(centre):
    assert given(centre, SIREN, "sound", duration_s=5).reason.startswith("interlock: point=armed")
    assert given(centre, SIREN, "arm").state is S.CONFIRMED
    ended = given(centre, SIREN, "sound", duration_s=5, tone="steady")
    assert (ended.state, ended.reason) == (S.CONFIRMED, "shown: sounding=True, tone=steady")
    wait_until(lambda: centre.value(SIREN, "sounding") is False, 20, "the end of the sound")
    assert centre.value(SIREN, "armed") is False
