"""The real window on a real engine, broker and store: what the operator sees and does."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
import qasync
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox

from controlcenter import places
from controlcenter.domain.commands import CommandState
from controlcenter.domain.readings import Connection, Quality
from controlcenter.ui.faceplate.control import CommandButtons
from controlcenter.ui.language import Language
from controlcenter.ui.layout_memory import LayoutMemory
from controlcenter.ui.look import Look, load_theme
from controlcenter.ui.map.view import MapView
from controlcenter.ui.shell_pages import standard_pages
from controlcenter.ui.window import MainWindow
from tests.support.lamp import TasmotaLamp
from tests.support.live_centre import AIR, LAMP, LiveCentre, say
from tests.support.waiting import until

pytestmark = pytest.mark.journey
Drive = Callable[[Coroutine[Any, Any, None]], None]


@pytest.fixture
def drive(qapp: QApplication) -> Iterator[Drive]:
    """Run a journey on Qt's own loop, as the application does."""
    loop = qasync.QEventLoop(qapp)
    asyncio.set_event_loop(loop)
    yield loop.run_until_complete
    loop.close()
    asyncio.set_event_loop(None)


@pytest.fixture
def window(drive: Drive, centre: LiveCentre, tmp_path: Path, qapp: QApplication) -> Iterator[MainWindow]:
    look = Look({path.stem: load_theme(path) for path in sorted(places.THEMES.glob("*.toml"))})
    language = Language(qapp, look)
    bridge = centre.bridge()
    pages = standard_pages(places.RESOURCES / "basemaps" / "demo.geojson")
    window = MainWindow(bridge, look, pages, LayoutMemory(tmp_path / "layout.json"))
    window.show()
    bridge.start()
    yield window
    bridge.stop()
    window.close()
    window.deleteLater()
    look.use_language("en")
    language.deleteLater()
    qapp.processEvents()


def words_on(window: MainWindow) -> str:
    return " | ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_a_lamp_is_chosen_dimmed_and_confirmed_on_the_faceplate(window, centre, mosquitto, drive):
    bulb = TasmotaLamp(mosquitto)

    async def journey() -> None:
        await until(lambda: centre.connection(LAMP) is Connection.ONLINE, 10)
        window.host.choose_device(LAMP)
        await until(lambda: "Lamp 1" in words_on(window), 5)
        (buttons,) = window.findChildren(CommandButtons)
        await until(lambda: "dim" in buttons.buttons, 5)
        (spin,) = buttons.findChildren(QSpinBox)
        spin.setValue(35)
        QTest.mouseClick(buttons.buttons["dim"], Qt.MouseButton.LeftButton)
        await until(lambda: centre.look().control.commands and centre.look().control.commands[0].state.final, 20)
        record = centre.look().control.commands[0]
        assert (record.state, record.arguments) == (CommandState.CONFIRMED, {"level": 35})
        await until(lambda: "onfirmed" in words_on(window), 5)

    try:
        drive(journey())
    finally:
        bulb.stop()
    assert bulb.orders == [("cmnd/lamp-1/Dimmer", b"35", False)]


def test_the_banner_says_since_when_the_centre_is_blind_and_goes_when_it_sees_again(window, centre, mosquitto, drive):
    async def journey() -> None:
        say(mosquitto, "env/air/air-1/data", {"pm25": 30})
        await until(lambda: centre.value(AIR, "pm25") == 30, 5)
        assert not window.banner.isVisible()
        mosquitto.kill()
        await until(window.banner.isVisible, 10)
        assert "blind since" in window.banner.text
        assert centre.reading(AIR, "pm25").quality is Quality.STALE
        mosquitto.start()
        await until(lambda: not window.banner.isVisible(), 30)

    drive(journey())


def test_every_page_opens_in_both_languages_and_themes(window, centre, mosquitto, drive):
    async def journey() -> None:
        say(mosquitto, "env/air/air-1/data", {"pm25": 30})
        await until(lambda: centre.value(AIR, "pm25") == 30, 5)
        seen = set()
        for language in ("en", "vi"):
            window.look.use_language(language)
            for theme in ("day", "night"):
                window.look.use_theme(theme)
                for page in ("overview", "alarms", "devices", "trends", "control", "system"):
                    window.open_page(page)
                    await asyncio.sleep(0.05)
                    seen.add(words_on(window))
        assert len(seen) >= 8

    drive(journey())


def test_a_hidden_map_is_not_painted(window, centre, mosquitto, drive, monkeypatch):
    painted: list[int] = []
    paint = MapView.paintEvent
    monkeypatch.setattr(MapView, "paintEvent", lambda view, event: (painted.append(1), paint(view, event))[1])

    async def journey() -> None:
        window.open_page("system")
        await asyncio.sleep(0.3)
        painted.clear()
        for value in range(5):
            say(mosquitto, "env/air/air-1/data", {"pm25": value})
            await asyncio.sleep(0.1)
        await until(lambda: centre.value(AIR, "pm25") == 4, 5)

    drive(journey())
    assert painted == []
