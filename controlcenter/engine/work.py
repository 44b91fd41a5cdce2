"""The store's work, off the loop: one thread writes, one reads."""

import asyncio
import concurrent.futures
from collections.abc import Awaitable, Callable
from typing import TypeVar

from controlcenter.engine.face import EngineError
from controlcenter.storage.errors import StoreError

T = TypeVar("T")


class StoreWork:
    """``write`` and ``read`` let StoreError through; ``stored`` and ``asked`` turn it into EngineError."""

    def __init__(self) -> None:
        self._writer = concurrent.futures.ThreadPoolExecutor(1, "store-write")
        self._reader = concurrent.futures.ThreadPoolExecutor(1, "store-read")

    async def write(self, work: Callable[[], T]) -> T:
        """Run *work* on the store's one writing thread."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)

    async def read(self, work: Callable[[], T]) -> T:
        """Run *work* on the store's reading thread."""
        return await asyncio.get_running_loop().run_in_executor(self._reader, work)

    async def stored(self, work: Callable[[], T]) -> T:
        return await answered(self.write(work))

    async def asked(self, work: Callable[[], T]) -> T:
        return await answered(self.read(work))

    def close(self) -> None:
        """Wait for what runs, then end both threads."""
        for executor in (self._writer, self._reader):
            executor.shutdown(wait=True)


async def answered(request: Awaitable[T]) -> T:
    """What the store answers; its refusal becomes the engine's."""
    try:
        return await request
    except StoreError as error:
        raise EngineError(error.code, str(error)) from None
