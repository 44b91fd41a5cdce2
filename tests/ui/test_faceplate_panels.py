"""Panels of drivers on the faceplate: the siren's, the sign's, and those that misbehave."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from controlcenter import places
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import SiteId, device_id
from controlcenter.domain.readings import Quality, Reading, Value
from controlcenter.drivers.kinds import load_kinds
from controlcenter.engine.changes import ChangeSet, DriverStatus
from controlcenter.ui.faceplate import panels
from controlcenter.ui.faceplate.sign_panel import SignPicture
from controlcenter.ui.faceplate.view import Faceplate
from controlcenter.ui.look import Look
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine

KINDS = load_kinds(places.RESOURCES / "kinds")
SITE = SiteId("tanan")
SIREN = Device(device_id(SITE, "siren", "s1"), SITE, "siren", "s1", "siren", "Siren at the market")
SIGN = Device(
    device_id(SITE, "message_sign", "v1"), SITE, "message_sign", "v1", "sign", "VMS-1",
    options={"width": 128, "height": 48, "colour": "amber", "font": 1},
)  # fmt: skip

GOOD_PANEL = """
from controlcenter.ui.panel_api import Panel, PanelHost
from PySide6.QtWidgets import QLabel

class Plain(Panel):
    def __init__(self, host: PanelHost) -> None:
        super().__init__(host)
        self.label = QLabel(self)

    def show_now(self) -> None:
        {body}

def create_panel(host: PanelHost) -> Panel:
    return Plain(host)
"""


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(KINDS)


@pytest.fixture
def now() -> list[float]:
    return [NOW]


@pytest.fixture
def show(
    bridge: FakeBridge, engine: FakeEngine, look: Look, qtbot: QtBot, now: list[float]
) -> Callable[..., Faceplate]:
    """Open a faceplate on a device whose driver lies in a folder."""

    def opened(device: Device, folder: Path, **values: Value) -> Faceplate:
        status = DriverStatus(device.driver, device.driver, "1", "running", source=str(folder))
        engine.push(ChangeSet(devices=(device,), drivers=(status,), readings=told(device, NOW, **values)))
        bridge.tick()
        plate = Faceplate(bridge, look, clock=lambda: now[0])
        qtbot.addWidget(plate)
        plate.resize(380, 900)
        plate.show()
        plate.show_device(device.id)
        return plate

    return opened


def told(device: Device, at: float, quality: Quality = Quality.GOOD, **values: Value) -> tuple[Reading, ...]:
    return tuple(Reading(device.id, key, value, at, at, quality) for key, value in values.items())


def tell(plate: Faceplate, bridge: FakeBridge, readings: tuple[Reading, ...]) -> None:
    bridge.mirror.apply(changes := ChangeSet(readings=readings))
    plate.take(changes)
    plate.update_now()


def siren_of(plate: Faceplate) -> tuple[str | None, str]:
    panel = plate.panel.panel
    return panel.state, panel.note  # type: ignore[union-attr]  # the panel of a plugin, which is not type-checked


# The siren's


def test_a_siren_says_which_state_it_is_in_and_for_how_long(
    show: Callable[..., Faceplate], bridge: FakeBridge, now: list[float], look: Look
) -> None:
    plate = show(SIREN, places.PLUGINS / "siren", armed=False, sounding=False, ends_in=0, tone="none")
    assert siren_of(plate) == ("locked", "Arm it before it can sound")
    tell(plate, bridge, told(SIREN, NOW, armed=True, ends_in=120))
    now[0] = NOW + 37
    plate.update_now()
    assert siren_of(plate) == ("armed", "Locks itself in 1:23")
    tell(plate, bridge, told(SIREN, NOW + 37, sounding=True, ends_in=45, tone="wail"))
    assert siren_of(plate) == ("sounding", "Rising and falling: silent in 0:45")
    look.use_language("vi")
    plate.retranslate()
    assert siren_of(plate) == ("sounding", "Lên xuống: tự ngừng sau 0:45")
    now[0] = NOW + 100
    plate.update_now()
    assert siren_of(plate)[1] == "Lẽ ra đã ngừng: chờ còi báo lại"


def test_an_old_state_of_a_siren_is_not_shown_as_the_one_it_is_in(
    show: Callable[..., Faceplate], bridge: FakeBridge, now: list[float]
) -> None:
    plate = show(SIREN, places.PLUGINS / "siren", armed=False, sounding=False)
    now[0] = NOW + 600
    tell(plate, bridge, told(SIREN, NOW, Quality.STALE, armed=False, sounding=False))
    assert siren_of(plate) == (None, "Not known: last heard 10 min ago")


def test_a_panel_presses_the_faceplates_own_button(
    show: Callable[..., Faceplate], engine: FakeEngine, bridge: FakeBridge
) -> None:
    plate = show(SIREN, places.PLUGINS / "siren", armed=True, sounding=False)
    host = plate.panel.panel.host  # type: ignore[union-attr]  # it was made
    host.press("arm")
    host.press("sound", {"duration_s": 30, "tone": "steady"})
    assert [call[1] for call in engine.called("send")] == ["arm"]
    assert plate.buttons.buttons["sound"].text() == "Press again: Sound"
    plate.buttons.buttons["sound"].click()
    assert engine.called("send")[1] == (SIREN.id, "sound", {"duration_s": 30, "tone": "steady"}, OPERATOR)
    host.press("no_such_command")


# The sign's


def test_a_sign_is_drawn_as_it_says_it_shines(
    show: Callable[..., Faceplate], bridge: FakeBridge, tmp_path: Path
) -> None:
    plate = show(SIGN, tmp_path, message="NGẬP[nl]30 CM", bad_pixels="3-4,5")
    panel = plate.panel.panel
    assert isinstance(panel, SignPicture)
    assert panel.picture.accessibleDescription() == "NGẬP 30 CM"
    assert panel.picture.bad == ((3, 5), (4, 5))
    assert panel.picture.factor() == 2, "128 dots in a panel of 380"
    assert panel.picture.height() < 48 * 2 + 12, "no room is left empty above and below it"
    assert (panel.note.whole, panel.picture.stale) == ("Reported 0 s ago", False)
    tell(plate, bridge, told(SIGN, NOW - 900, Quality.STALE, message="NGẬP[nl]30 CM"))
    assert panel.picture.stale
    assert panel.note.whole == "Reported 15 min ago: it may show something else by now"
    tell(plate, bridge, told(SIGN, NOW, message="[nonsense]"))
    assert "nonsense" in panel.picture.accessibleDescription()


def test_a_sign_that_never_spoke_has_an_empty_front(show: Callable[..., Faceplate], tmp_path: Path) -> None:
    plate = show(SIGN, tmp_path)
    panel = plate.panel.panel
    assert isinstance(panel, SignPicture)
    assert panel.picture.accessibleDescription() == "It has not said yet what it shows"


# Others


def test_a_device_without_a_panel_has_no_room_for_one(show: Callable[..., Faceplate], tmp_path: Path) -> None:
    assert not show(SIREN, tmp_path).panel.isVisible()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("import no_such_module\n", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("def create_panel(:\n", "SyntaxError"),
        ("x = 1\n", "has no function create_panel(host)"),
        ("def create_panel(host):\n    return 7\n", "create_panel gave int, not a Panel"),
        ("def create_panel(host):\n    raise SystemExit\n", "SystemExit"),
        (GOOD_PANEL.format(body="raise KeyError('armed')"), "KeyError: 'armed'"),
    ],
)
def test_a_panel_that_fails_is_put_away_with_its_reason(
    show: Callable[..., Faceplate], tmp_path: Path, text: str, reason: str, bridge: FakeBridge
) -> None:
    (tmp_path / "panel.py").write_text(text)
    plate = show(SIREN, tmp_path, armed=False, sounding=False)
    assert reason in plate.panel.notice.text()
    assert "siren" in plate.panel.notice.text()
    assert plate.panel.panel is None
    assert plate.panel.isVisible()
    assert plate.buttons.buttons["arm"].isEnabled()
    tell(plate, bridge, told(SIREN, NOW, armed=True))
    assert plate.panel.panel is None, "it is not tried again"


def test_a_panel_that_holds_up_the_window_is_put_away(
    show: Callable[..., Faceplate], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "SLOW_S", -1.0)
    (tmp_path / "panel.py").write_text(GOOD_PANEL.format(body="self.label.setText(self.host.text('armed'))"))
    plate = show(SIREN, tmp_path, armed=False)
    for _ in range(panels.MOST_SLOW):
        plate.update_now()
    assert plate.panel.panel is None
    assert "times running" in plate.panel.notice.text()


def test_a_panel_is_kept_while_its_device_is_shown_and_made_anew_for_another_size(
    show: Callable[..., Faceplate], bridge: FakeBridge, tmp_path: Path
) -> None:
    (tmp_path / "panel.py").write_text(GOOD_PANEL.format(body="self.label.setText(self.host.text('armed'))"))
    plate = show(SIREN, tmp_path, armed=True)
    first = plate.panel.panel
    assert first is not None
    label = first.findChild(QLabel)
    assert label is not None and label.text() == "yes"
    plate.refresh()
    assert plate.panel.panel is first
    bridge.mirror.apply(ChangeSet(devices=(msgspec.structs.replace(SIREN, options={"x": 1}),)))
    plate.refresh()
    assert plate.panel.panel is not first
    plate.show_device(None)
    assert plate.panel.panel is None
