"""One change-set a tick goes in, requests go out."""

import asyncio
import concurrent.futures
import gc

import pytest

from controlcenter.domain.ids import DeviceId
from controlcenter.engine.changes import ChangeSet, Counts
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from tests.support.fake_engine import OPERATOR, FakeBridge, FakeEngine, run_now


def test_a_tick_without_changes_tells_nobody(bridge: FakeBridge) -> None:
    told = []
    bridge.ticked.connect(told.append)
    bridge.tick()
    assert told == []


def test_views_hear_of_a_change_after_the_mirror_has_it(bridge: FakeBridge, engine: FakeEngine) -> None:
    told = []
    bridge.ticked.connect(lambda changes: told.append(bridge.mirror.counts.devices))
    engine.push(ChangeSet(counts=Counts(devices=7)))
    bridge.tick()
    assert told == [7]


@pytest.fixture
def waiting(qapp, engine: FakeEngine):
    """The real bridge, as the application makes it, on the test's own loop."""
    bridge = Bridge(engine, run_now, OPERATOR)
    yield bridge
    bridge.stop()


async def test_an_answer_comes_back(waiting: Bridge, engine: FakeEngine) -> None:
    answers: list[object] = []
    waiting.ask_then(engine.commands_of(None), answers.append)
    for _ in range(5):
        await asyncio.sleep(0)
    assert answers == [[]]


async def test_what_was_not_asked_yet_when_the_window_closes_is_dropped_without_a_word(
    waiting: Bridge, engine: FakeEngine
) -> None:
    answers: list[object] = []
    waiting.ask_then(engine.commands_of(None), answers.append)
    waiting.stop()
    waiting.ask_then(engine.commands_of(None), answers.append)
    for _ in range(5):
        await asyncio.sleep(0)
    gc.collect()  # a request that nobody awaited would warn now, and a warning fails the test
    assert answers == []


async def test_a_refusal_goes_to_who_asked(waiting: Bridge, engine: FakeEngine) -> None:
    engine.refuse["remove_device"] = EngineError("device.unknown", "no such device")
    refused: list[str] = []
    told: list[tuple[str, str]] = []
    waiting.request_failed.connect(lambda code, text: told.append((code, text)))
    waiting.ask_then(engine.remove_device(DeviceId("a:b:c"), OPERATOR), None, lambda error: refused.append(error.code))
    for _ in range(5):
        await asyncio.sleep(0)
    assert refused == ["device.unknown"] and told == []


async def test_a_refusal_nobody_handles_goes_to_the_shell(waiting: Bridge, engine: FakeEngine) -> None:
    engine.refuse["remove_device"] = EngineError("device.unknown", "no such device")
    told: list[tuple[str, str]] = []
    waiting.request_failed.connect(lambda code, text: told.append((code, text)))
    waiting.ask_then(engine.remove_device(DeviceId("a:b:c"), OPERATOR))
    for _ in range(5):
        await asyncio.sleep(0)
    assert told == [("device.unknown", "no such device")]


async def test_stopping_gives_up_what_is_still_asked(qapp, engine: FakeEngine) -> None:
    never: concurrent.futures.Future[object] = concurrent.futures.Future()

    def submit(request):
        request.close()
        return never

    bridge = Bridge(engine, submit, OPERATOR)
    answers: list[object] = []
    bridge.ask_then(engine.drivers(), answers.append)
    await asyncio.sleep(0)
    bridge.stop()
    for _ in range(5):
        await asyncio.sleep(0)
    assert answers == [] and never.cancelled()


async def test_an_engine_whose_loop_is_closed_refuses_in_words(qapp, engine: FakeEngine) -> None:
    def submit(request):
        raise RuntimeError("Event loop is closed")

    bridge = Bridge(engine, submit, OPERATOR)
    with pytest.raises(EngineError, match="not running"):
        await bridge.ask(engine.drivers())
