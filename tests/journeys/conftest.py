"""A centre on a fresh profile and a Mosquitto of the test's own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.live_centre import LiveCentre, air, lamp
from tests.support.mosquitto import Mosquitto

pytestmark = pytest.mark.journey


@pytest.fixture
def make_centre(tmp_path: Path) -> Iterator[Callable[..., LiveCentre]]:
    made: list[LiveCentre] = []

    def make(*brokers: str, profile: str = "profile", adopt: bool = False) -> LiveCentre:
        centre = LiveCentre(tmp_path / profile, brokers, adopt).start()
        made.append(centre)
        return centre

    yield make
    for centre in reversed(made):
        centre.stop()


@pytest.fixture
def centre(make_centre: Callable[..., LiveCentre], mosquitto: Mosquitto) -> LiveCentre:
    """Connected, with one lamp and one air station taken in."""
    centre = make_centre(mosquitto.url)
    centre.take_in(lamp(), air())
    centre.wait_online()
    return centre
