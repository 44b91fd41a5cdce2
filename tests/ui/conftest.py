"""Parts every test of the window starts from."""

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from controlcenter import places
from controlcenter.ui.look import Look, load_theme
from tests.support.city import KINDS, ui_city
from tests.support.fake_engine import FakeBridge, FakeEngine


@pytest.fixture
def engine() -> FakeEngine:
    """An engine with the test kinds and nothing pushed."""
    return FakeEngine(KINDS)


@pytest.fixture
def bridge(qapp: QApplication, engine: FakeEngine) -> Iterator[FakeBridge]:
    """A bridge without a loop and not started: call ``tick`` yourself."""
    bridge = FakeBridge(engine)
    yield bridge
    bridge.stop()


@pytest.fixture
def city(bridge: FakeBridge, engine: FakeEngine) -> FakeBridge:
    """The bridge after a city of 200 devices has come in."""
    engine.push(ui_city(200))
    bridge.tick()
    return bridge


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """Both themes as shipped, night and English to begin with."""
    return Look({path.stem: load_theme(path) for path in sorted(places.THEMES.glob("*.toml"))})
