"""Writes commands' transitions in batches: each is on disk before anybody is shown it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from controlcenter.domain.commands import CommandRecord
from controlcenter.domain.notices import Severity
from controlcenter.engine.notices import NoticeBoard
from controlcenter.storage.errors import StoreError

_log = logging.getLogger(__name__)


class Scribe:
    """A queue of transitions with one writer."""

    def __init__(
        self,
        save: Callable[[Sequence[CommandRecord]], Awaitable[None]],
        shown: Callable[[Sequence[CommandRecord]], None],
        notices: NoticeBoard,
    ) -> None:
        self._save = save
        self._shown = shown
        self._notices = notices
        self._waiting: list[CommandRecord] = []
        self._more = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="scribe")

    async def stop(self) -> None:
        """Write what waits, then end."""
        if self._task is None:
            return
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._task = None
        await self._write()

    def put(self, record: CommandRecord) -> None:
        self._waiting.append(record)
        self._more.set()

    async def _run(self) -> None:
        while True:
            await self._more.wait()
            self._more.clear()
            await asyncio.shield(self._write())

    async def _write(self) -> None:
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        try:
            await self._save(batch)
        except StoreError as error:
            # The field has moved on whatever the disk says: show it, and say that the record has a hole.
            _log.warning("%d command transitions could not be written: %s", len(batch), error)
            self._notices.raise_("store.failing", "commands", Severity.ERROR, {"error": str(error)})
        else:
            self._notices.clear("store.failing", "commands")
        self._shown(batch)
