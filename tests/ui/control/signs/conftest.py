"""A city with message signs of several sizes, as the sign desk meets them."""

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from controlcenter import places
from controlcenter.domain.devices import Device
from controlcenter.domain.documents import Document, SignText
from controlcenter.domain.ids import AreaId, DocumentId, device_id
from controlcenter.domain.readings import Quality, Reading, Value
from controlcenter.drivers.kinds import load_kinds
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.control.signs.view import SignsView
from controlcenter.ui.look import Look
from tests.support.city import AREAS, KINDS, SITE
from tests.support.fake_engine import NOW, FakeBridge, FakeEngine

SIZES: tuple[dict[str, Value], ...] = (
    {"width": 192, "height": 64, "colour": "amber", "font": 2},
    {"width": 192, "height": 64, "colour": "amber", "font": 2},
    {"width": 128, "height": 48, "colour": "amber", "font": 1},
    {"width": 96, "height": 32, "colour": "white", "font": 1},
    {"width": 128, "height": 64, "colour": "rgb", "font": 1},
)
FLOOD = Document(DocumentId(1), "Ngập 30 cm phía trước", SignText("Ngập", "[jp3]NGẬP 30 CM[nl]PHÍA TRƯỚC", 120))
JAM = Document(DocumentId(2), "Ùn tắc", SignText("Giao thông", "[jp3]ÙN TẮC[np]ĐI ĐƯỜNG[nl]VÀNH ĐAI", 30))


def sign(number: int) -> Device:
    """The *number*-th sign: the same one every time."""
    address = f"vms-{number:02d}"
    kind = KINDS.get("sign")
    return Device(
        device_id(SITE, "message_sign", address), SITE, "message_sign", address, "sign", f"VMS-{number:03d}",
        AreaId(2 + number % 6), options=SIZES[number % len(SIZES)], commands=tuple(kind.commands) if kind else (),
    )  # fmt: skip


def shown(number: int, multi: str, quality: Quality = Quality.GOOD, bad: str = "") -> tuple[Reading, ...]:
    """What the *number*-th sign reports."""
    values: dict[str, Value] = {
        "message": multi, "brightness": 70, "pixels_bad": len(bad.split(";")) if bad else 0, "bad_pixels": bad,
        "source": "centre", "fault": "none",
    }  # fmt: skip
    return tuple(Reading(sign(number).id, key, value, NOW - 4, NOW - 4, quality) for key, value in values.items())


def signs_city(count: int) -> ChangeSet:
    return ChangeSet(
        devices=tuple(sign(number) for number in range(count)),
        areas=AREAS,
        readings=tuple(reading for number in range(count) for reading in shown(number, "GIẢM TỐC ĐỘ[nl]THI CÔNG")),
    )


@pytest.fixture
def engine() -> FakeEngine:
    """An engine with the shipped kinds."""
    return FakeEngine(KINDS | load_kinds(places.RESOURCES / "kinds"))


@pytest.fixture
def view(qtbot: QtBot, bridge: FakeBridge, look: Look) -> SignsView:
    """The desk of a city without signs and without messages."""
    view = SignsView(bridge, look, clock=lambda: NOW)
    qtbot.addWidget(view)
    bridge.ticked.connect(view.take)
    view.resize(1318, 640)
    view.show()
    view.refresh()
    return view


@pytest.fixture
def desk(view: SignsView, bridge: FakeBridge, engine: FakeEngine, qtbot: QtBot) -> SignsView:
    """Five signs of four sizes, two messages."""
    engine.push(replace(signs_city(5), documents=(FLOOD, JAM)))
    bridge.tick()
    return view
