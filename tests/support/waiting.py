"""Waiting for something to become true, in asyncio code and in plain threads."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable

_STEP_S = 0.01


async def until(predicate: Callable[[], object], timeout: float = 5.0, what: str = "") -> None:
    """Let the loop run until *predicate* is true; raises AssertionError naming *what* after *timeout* seconds."""
    end = time.monotonic() + timeout
    while not predicate():
        if time.monotonic() > end:
            raise AssertionError(f"{what or predicate} did not come true in {timeout} s")
        await asyncio.sleep(_STEP_S)


async def until_awaited(ask: Callable[[], Awaitable[object]], timeout: float = 5.0, what: str = "") -> None:
    """As ``until``, for a question that has to be awaited."""
    end = time.monotonic() + timeout
    while not await ask():
        if time.monotonic() > end:
            raise AssertionError(f"{what or ask} did not come true in {timeout} s")
        await asyncio.sleep(_STEP_S)


def wait_until(predicate: Callable[[], object], timeout: float = 5.0, what: str = "") -> None:
    """Block this thread until *predicate* is true. In tests of the window use ``qtbot.waitUntil``: Qt must run."""
    idle = threading.Event()
    end = time.monotonic() + timeout
    while not predicate():
        if time.monotonic() > end:
            raise AssertionError(f"{what or predicate} did not come true in {timeout} s")
        idle.wait(_STEP_S)
