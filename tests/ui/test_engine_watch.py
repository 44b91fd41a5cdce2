"""An engine that fell silent: its last words are shown as old, until it speaks again."""

import msgspec
import pytest

from controlcenter.domain.readings import Connection, Quality
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.engine_watch import SILENT_AFTER_S, EngineWatch
from tests.support.city import device
from tests.support.fake_engine import NOW, FakeBridge, FakeEngine


class Steady:
    """A clock somebody moves."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def steady() -> Steady:
    return Steady()


@pytest.fixture
def watch(city: FakeBridge, engine: FakeEngine, steady: Steady) -> EngineWatch:
    watch = EngineWatch(city, steady=steady)
    engine.push(ChangeSet(drivers=()))
    city.tick()
    return watch


def test_an_engine_that_has_yet_to_start_is_not_missed(bridge: FakeBridge, steady: Steady) -> None:
    watch = EngineWatch(bridge, steady=steady)
    steady.now += 60
    assert watch.gone_since(NOW) is None


def test_silence_is_told_with_its_beginning(watch: EngineWatch, steady: Steady) -> None:
    steady.now += SILENT_AFTER_S
    assert watch.gone_since(NOW) is None
    steady.now += 2
    assert watch.gone_since(NOW) == NOW - SILENT_AFTER_S - 2


def test_nothing_is_shown_as_live_during_the_silence_and_all_comes_back(
    watch: EngineWatch, city: FakeBridge, engine: FakeEngine, steady: Steady
) -> None:
    mirror = city.mirror
    readings = {key: dict(points) for key, points in mirror.readings.items()}
    statuses, counts = dict(mirror.statuses), mirror.counts
    steady.now += SILENT_AFTER_S + 1
    watch.gone_since(NOW)
    assert all(reading.quality >= Quality.STALE for points in mirror.readings.values() for reading in points.values())
    assert {status.connection for status in mirror.statuses.values()} == {Connection.UNKNOWN}
    assert (mirror.counts.online, mirror.counts.stale) == (0, counts.devices)
    fresh = msgspec.structs.replace(readings[device(0).id]["on"], value=False, at=NOW)
    engine.push(ChangeSet(readings=(fresh,)))
    city.tick()
    assert watch.gone_since(NOW) is None
    readings[device(0).id]["on"] = fresh
    assert mirror.readings == readings
    assert mirror.statuses == statuses
    assert mirror.counts == counts
