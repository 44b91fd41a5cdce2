"""Guards around every test, and the fixtures every folder shares."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

# Before anything imports Qt: no test opens a window on a screen unless it was asked to.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Tests look the same whatever the machine's language is.
os.environ.setdefault("LC_ALL", "C.UTF-8")

import logging

import pytest

from tests.support.clock import HandClock
from tests.support.guards import ErrorRecords, Leftovers, LeftTasks, Network
from tests.support.mosquitto import Mosquitto

pytest_plugins = ["pytester"]

_USES_QT = {"qtbot", "qapp"}
_LEFTOVERS = pytest.StashKey[Leftovers]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    yield
    leftovers = item.stash.get(_LEFTOVERS, None)
    marker = item.get_closest_marker("leaves_running")
    left = leftovers.found(marker.args if marker else ()) if leftovers else []
    if left:
        pytest.fail("\n".join(left), pytrace=False)


@pytest.fixture(autouse=True)
def _nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take the snapshot after fixtures of wider scopes; the hook above compares when all fixtures are gone."""
    with_timers = not _USES_QT.isdisjoint(request.fixturenames)
    tasks = LeftTasks()
    marker = request.node.get_closest_marker("leaves_running")
    allowed = tuple(marker.args) if marker else ()
    request.node.stash[_LEFTOVERS] = Leftovers(with_timers)
    with tasks.watching():
        yield
    left = [f"left running: task {name}" for name in tasks.names if not name.startswith(allowed or "\0")]
    if left:
        pytest.fail("\n".join(left), pytrace=False)


@pytest.fixture(autouse=True)
def expected_errors(request: pytest.FixtureRequest) -> Iterator[ErrorRecords]:
    """The ERROR records of this test; they fail it unless it carries the marker ``expected_errors``."""
    records = ErrorRecords()
    logging.getLogger().addHandler(records)
    try:
        yield records
    finally:
        logging.getLogger().removeHandler(records)
    marker = request.node.get_closest_marker("expected_errors")
    unexpected = records.unexpected(marker.args if marker else None)
    if unexpected:
        pytest.fail("\n".join(unexpected), pytrace=False)


@pytest.fixture(autouse=True)
def _loopback_only() -> Iterator[None]:
    network = Network()
    with network.guarded():
        yield
    if network.refused:
        pytest.fail(f"a test may use the loopback alone, not {network.refused[0]}", pytrace=False)


@pytest.fixture
def clock() -> HandClock:
    """A clock that stands still until the test turns it."""
    return HandClock()


@pytest.fixture
def mosquitto(tmp_path: Path) -> Iterator[Mosquitto]:
    """A running broker of this test's own; it may kill, freeze and restart it."""
    broker = Mosquitto(tmp_path / "mosquitto")
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture
def make_mosquitto(tmp_path: Path) -> Iterator[Callable[..., Mosquitto]]:
    """Make brokers with other settings (``users=``, ``tls=``, ``extra=`` …), not started; stopped at the end."""
    brokers: list[Mosquitto] = []

    def make(**settings: object) -> Mosquitto:
        brokers.append(Mosquitto(tmp_path / f"mosquitto-{len(brokers)}", **settings))  # type: ignore[arg-type]  # passed on
        return brokers[-1]

    yield make
    for broker in brokers:
        broker.stop()
