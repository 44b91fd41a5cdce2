"""A thread with one asyncio loop for the engine, beside a window or a test."""

import asyncio
import concurrent.futures
import threading
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from controlcenter.engine.engine import Engine

T = TypeVar("T")
STOP_WITHIN_S = 30.0


class EngineThread:
    """Runs an engine on its own thread. ``submit`` is how others await its verbs."""

    def __init__(self, make_engine: "Callable[[], Engine]") -> None:
        self._make_engine = make_engine
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._ready: concurrent.futures.Future[Engine] = concurrent.futures.Future()

    def begin(self) -> "concurrent.futures.Future[Engine]":
        """Start the thread; the engine is ready, or failed to start, when the future says so."""
        self._thread.start()
        return self._ready

    def start(self) -> "Engine":
        """Start the thread and wait until the engine runs; raises what its start raised."""
        ready = self.begin()
        try:
            return ready.result()
        except BaseException:
            self._end()
            raise

    def submit(self, request: Coroutine[Any, Any, T]) -> "concurrent.futures.Future[T]":
        return asyncio.run_coroutine_threadsafe(request, self._loop)

    def stop(self) -> None:
        """Stop the engine cleanly and end the thread."""
        if not self._thread.is_alive():
            return
        if self._ready.exception() is None:
            self.submit(self._ready.result().stop()).result(STOP_WITHIN_S)
        self._end()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(STOP_WITHIN_S)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.create_task(self._start(), name="engine-start")
        try:
            self._loop.run_forever()
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()

    async def _start(self) -> None:
        try:
            engine = self._make_engine()
            await engine.start()
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits for it
            self._ready.set_exception(error)
        else:
            self._ready.set_result(engine)
