"""Writes steps of commands and alarms in batches: each is on disk before anybody is shown it."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from controlcenter.domain.notices import Severity
from controlcenter.engine.notices import NoticeBoard
from controlcenter.storage.errors import StoreError

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

RETRY_S = 1.0


class Scribe(Generic[_T]):
    """A queue of steps with one writer.

    What could not be written is shown all the same: the field has moved on whatever the disk says, and the notice
    ``store.failing`` of *place* says that the record has a hole. Up to *keep* such steps are written when it can be.
    """

    def __init__(
        self,
        save: Callable[[Sequence[_T]], Awaitable[None]],
        shown: Callable[[Sequence[_T]], None],
        notices: NoticeBoard,
        place: str,
        keep: int = 0,
    ) -> None:
        self._save = save
        self._shown = shown
        self._notices = notices
        self._place = place
        self._keep = keep
        self._waiting: list[_T] = []
        self._unwritten: list[_T] = []
        self._more = asyncio.Event()
        self._writing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name=f"scribe-{self._place}")

    async def stop(self) -> None:
        """Write what waits, then end."""
        if self._task is None:
            return
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._task = None
        await self._write()

    def put(self, step: _T) -> None:
        self._waiting.append(step)
        self._more.set()

    async def flushed(self) -> None:
        """Return when everything put so far is on disk and shown (or could not be written, and is shown)."""
        await asyncio.shield(self._write())

    async def _run(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):  # nothing new: try again what could not be written
                await asyncio.wait_for(self._more.wait(), RETRY_S if self._unwritten else None)
            self._more.clear()
            await asyncio.shield(self._write())

    async def _write(self) -> None:
        async with self._writing:
            batch, self._waiting = self._waiting, []
            late, self._unwritten = self._unwritten, []
            if not batch and not late:
                return
            try:
                await self._save([*late, *batch])
            except StoreError as error:
                _log.warning("%d steps of %s could not be written: %s", len(batch), self._place, error)
                self._notices.raise_("store.failing", self._place, Severity.ERROR, {"error": str(error)})
                self._unwritten = [*late, *batch][: self._keep]
            else:
                self._notices.clear("store.failing", self._place)
            if batch:
                self._shown(batch)
