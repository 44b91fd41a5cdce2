"""The recorder: every reading on disk within a second, none lost silently.

Readings are appended to columns on the engine's loop; a task hands them to the store's writing thread twice a
second, seals the journal when there is enough of it and lets old history go, a short step at a time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

import numpy as np

from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.domain.readings import Quality, Reading
from controlcenter.engine.changes import StoreStatus
from controlcenter.engine.face import Series
from controlcenter.engine.waiting import Batch, Growing, Waiting, WaitingText
from controlcenter.storage.errors import StoreError
from controlcenter.storage.history.query import Columns
from controlcenter.storage.history.texts import TextChange
from controlcenter.storage.store import Store

_log = logging.getLogger(__name__)
T = TypeVar("T")

_UNCERTAIN, _STALE, _BAD = Quality.UNCERTAIN, Quality.STALE, Quality.BAD
_NAN = float("nan")
_LATEST_AT = 32503680000.0
"""The year 3000: a time beyond it, or before 1970, is no time of a sample."""

MOST_IN_A_ROW = 200_000
"""Samples of one journal row when a backlog is written."""
MOST_IN_JOURNAL = 1_500_000
"""Samples the journal may hold before it is sealed whatever its age: who reads a series looks through all of them."""
FIRST_RETRY_S, LONGEST_RETRY_S = 1.0, 5.0
FIRST_EXPIRE_S, EXPIRE_EVERY_S = 60.0, 3600.0
SEAL_AGAIN_S = 60.0


class RunIn(Protocol):
    """Run work that blocks on another thread and await its result."""

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]: ...


class _Slot:
    """What was last recorded of one point."""

    __slots__ = ("at", "number", "quality", "value")

    def __init__(self, number: int) -> None:
        self.number = number
        self.at = -1.0
        self.value: object = None
        self.quality: Quality | None = None


class Recorder:
    """Lives on the engine's loop; ``run_write`` is the one thread that writes to *store*.

    ``seal_after`` samples a series, or ``seal_s``, or ``MOST_IN_JOURNAL`` samples make the journal be sealed.
    The few samples a slow point has by then join its last chunk (10 samples alone: 23 bytes each; 600: 2 bytes).
    Sealing more often would write those chunks anew more often; less often, reading would become slow.
    ``on_trouble`` gets the reason when writing begins to fail, and "" when all is well again.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], float],
        run_write: RunIn,
        retention_of: Callable[[DeviceId, str], str],
        retention: Mapping[str, float],
        flush_s: float = 0.5,
        seal_after: int = 600,
        seal_s: float = 900.0,
        most_waiting: int = 5_000_000,
        on_trouble: Callable[[str], None] | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._run_write = run_write
        self._retention_of = retention_of
        self._retention = dict(retention)
        self._flush_s, self._seal_after, self._seal_s = flush_s, seal_after, seal_s
        self._on_trouble = on_trouble
        self._slots: dict[tuple[str, str], _Slot] = {}
        self._points: list[tuple[PointId, str]] = []
        self._ids = np.empty(0, np.uint32)
        self._growing = Growing()
        self._waiting = Waiting(most_waiting)
        self._reasons = {"write": "", "seal": ""}
        self._written = 0
        self._in_journal = 0
        self._journal_since = 0.0
        self._seal_not_before = 0.0
        self._expire_at = FIRST_EXPIRE_S
        self._jobs: dict[str, Iterator[int]] = {}
        self._sizes: tuple[int, int | None] | None = None
        self._flushing = asyncio.Lock()
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    # -- recording -----------------------------------------------------------------------------------

    def record(self, readings: Sequence[Reading]) -> None:
        """Take readings in, in the order they came. On the engine's loop; costs well under a microsecond each.

        Skipped: repetitions of the last one, and STALE marks put on it. A STALE reading with a time of its own
        came late out of a device's buffer: it is a sample, of uncertain quality.
        """
        slots, growing = self._slots, self._growing
        add_series, add_time = growing.series.append, growing.times.append
        add_value, add_quality = growing.values.append, growing.quality.append
        for reading in readings:
            at, value, quality = reading.at, reading.value, reading.quality
            slot = slots.get((reading.device, reading.key))
            if slot is None:
                slot = self._new_slot(reading)
            if at == slot.at and (quality is _STALE or (value == slot.value and quality is slot.quality)):
                continue
            if not 0.0 <= at < _LATEST_AT:
                at = self._believable(reading.received_at)
            if value.__class__ is str or slot.value.__class__ is str:
                self._record_text(slot, at, value, quality)
                continue
            if at >= slot.at:
                slot.at, slot.value, slot.quality = at, value, quality
            if quality is _STALE:
                quality = _UNCERTAIN
            if value is None or quality is _BAD:
                value, quality = _NAN, _BAD
            try:
                add_value(value)  # type: ignore[arg-type]  # a str never comes here
            except OverflowError:
                add_value(_NAN)
            add_time(at)
            add_quality(quality)
            add_series(slot.number)

    def _new_slot(self, reading: Reading) -> _Slot:
        point = PointId(reading.device, reading.key)
        slot = self._slots[point] = _Slot(len(self._points))
        self._points.append((point, self._retention_of(*point)))
        return slot

    def _believable(self, received_at: float) -> float:
        return received_at if 0.0 <= received_at < _LATEST_AT else self._clock()

    def _record_text(self, slot: _Slot, at: float, value: object, quality: Quality) -> None:
        """Words are kept where they change; a bad or missing value is an empty text."""
        text = "" if value is None or quality is _BAD else str(value)
        kept = _UNCERTAIN if quality is _STALE else quality
        if at < slot.at or (text, kept) != (slot.value, slot.quality):
            self._growing.texts.append(WaitingText(slot.number, at, text, int(kept)))
        if at >= slot.at:
            slot.at, slot.value, slot.quality = at, text, kept

    # -- life ----------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Look at what an earlier run left in the journal and begin to write; raises StoreError when it cannot."""
        self._in_journal = await self._run_write(self._store.journal_size)
        now = asyncio.get_running_loop().time()
        self._expire_at = now + FIRST_EXPIRE_S
        # What a killed run left is sealed at once, as if it were old.
        self._journal_since = now - self._seal_s
        self._sizes = await self._run_write(self._measure)
        self._task = asyncio.create_task(self._run(), name="recorder")

    async def stop(self) -> None:
        """Write everything that waits and end; what cannot be written is counted as dropped. Twice is harmless."""
        self._stopping.set()
        if self._task is not None:
            await self._task
            self._task = None
        if self._closed:
            return
        await self.flush()
        self._closed = True
        self._jobs.clear()
        given_up = self._waiting.give_up()
        if given_up:
            _log.error("%d samples could not be written: %s", given_up, self._reasons["write"])

    def status(self) -> StoreStatus:
        """How the store does, for the change-set."""
        reason = self._reasons["write"] or self._reasons["seal"]
        size, free = self._sizes or (None, None)
        return StoreStatus(
            url=self._store.place,
            state="closed" if self._closed else "failing" if reason else "writing",
            schema=self._store.schema,
            waiting=self._waiting.count + len(self._growing),
            written=self._written,
            dropped=self._waiting.dropped,
            size_bytes=size,
            free_bytes=free,
            reason=reason,
        )

    async def flush(self) -> bool:
        """Write everything that waits; False when that failed and it waits on. One at a time, whoever asks."""
        async with self._flushing:
            return await self._flush()

    async def _flush(self) -> bool:
        self._gather()
        while (batch := self._waiting.take_off(MOST_IN_A_ROW)) is not None:
            try:
                await self._write(batch)
            except StoreError as error:
                self._waiting.failed()
                self._tell("write", str(error))
                return False
            except BaseException:
                self._waiting.failed()
                raise
            self._waiting.landed()
            self._written += len(batch)
        self._tell("write", "")
        return True

    async def seal(self) -> None:
        """Seal the whole journal now."""
        self._jobs["seal"] = self._store.sealing()
        while "seal" in self._jobs:
            await self._step("seal")

    # -- the task ------------------------------------------------------------------------------------

    async def _run(self) -> None:
        pause = self._flush_s
        while not self._stopping.is_set():
            try:
                async with asyncio.timeout(pause):
                    await self._stopping.wait()
            except TimeoutError:
                pass
            self._gather()
            try:
                done = await self.flush()
                if done:
                    await self._tidy_up()
            except Exception as error:  # noqa: BLE001  # the task's seam: a recorder that ends would lose everything
                _log.exception("the recorder stumbled")
                self._tell("write", f"{type(error).__name__}: {error}")
                done = False
            pause = self._flush_s if done else self._longer(pause)

    def _longer(self, pause: float) -> float:
        return min(max(pause * 2, FIRST_RETRY_S), LONGEST_RETRY_S)

    def _gather(self) -> None:
        if len(self._growing):
            batch = self._growing.batch()
            self._growing = Growing()
            dropped = self._waiting.dropped
            self._waiting.add(batch)
            if self._waiting.dropped > dropped == 0:
                _log.error("memory for waiting samples is full: the oldest are given up")

    async def _write(self, batch: Batch) -> None:
        new = self._points[len(self._ids) :]
        ids, store = self._ids, self._store

        def work() -> tuple[Any, tuple[int, int | None]]:
            known = ids
            if new:
                numbers = store.series_ids(new)
                known = np.append(ids, np.array([numbers[point] for point, _ in new], np.uint32))
            # Texts first: written again after a failure they change nothing.
            store.append_texts([TextChange(int(known[t.series]), t.at, t.value, t.quality) for t in batch.texts])
            store.append_journal(known[batch.series], batch.times, batch.values, batch.quality)
            return known, self._measure()

        self._ids, self._sizes = await self._run_write(work)
        if not self._in_journal:
            self._journal_since = asyncio.get_running_loop().time()
        self._in_journal += len(batch.series)

    def _measure(self) -> tuple[int, int | None]:
        return self._store.size_bytes(), self._store.free_bytes()

    async def _tidy_up(self) -> None:
        """Seal and expire, for half of the time between two flushes at most."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._flush_s / 2
        self._plan(loop.time())
        while self._jobs and loop.time() < until:
            await self._step(next(iter(self._jobs)))

    def _plan(self, now: float) -> None:
        full = self._in_journal >= min(MOST_IN_JOURNAL, self._seal_after * max(1, len(self._points)))
        old = self._in_journal > 0 and now - self._journal_since >= self._seal_s
        if "seal" not in self._jobs and (full or old) and now >= self._seal_not_before:
            self._jobs["seal"] = self._store.sealing()
        if "expire" not in self._jobs and now >= self._expire_at:
            self._expire_at = now + EXPIRE_EVERY_S
            self._jobs["expire"] = self._store.expiring(self._retention, self._clock())

    async def _step(self, name: str) -> None:
        job = self._jobs[name]
        try:
            done = await self._run_write(lambda: next(job, None))
        except StoreError as error:
            self._jobs.pop(name, None)
            self._seal_not_before = asyncio.get_running_loop().time() + SEAL_AGAIN_S
            self._tell("seal", str(error))
            return
        if done is None:
            self._jobs.pop(name, None)
        elif name == "seal" and done:
            self._in_journal -= done
            self._journal_since = asyncio.get_running_loop().time()
        if done is None or done:
            self._tell("seal", "")

    def _tell(self, what: str, reason: str) -> None:
        """Log and pass on that trouble began or ended, not every time it goes on."""
        before = any(self._reasons.values())
        self._reasons[what] = reason
        after = any(self._reasons.values())
        if before == after:
            return
        if after:
            _log.error("history is not being written: %s", reason)
        else:
            _log.info("history is being written again")
        if self._on_trouble is not None:
            self._on_trouble(reason)

    # -- reading back --------------------------------------------------------------------------------

    async def history(
        self, point: PointId, start: float, end: float, most: int = 4000, run_read: RunIn = asyncio.to_thread
    ) -> Series:
        """Samples of ``[start, end)`` with those not on disk yet; minimum/maximum pairs when more than *most*.

        ``run_read`` runs the store's part on a reading thread. Raises StoreError.
        """
        slot = self._slots.get(point)
        extra = None if slot is None else self._waiting.of(slot.number, self._growing.batch())
        store, begin, until = self._store, max(start, 0.0), min(end, _LATEST_AT)

        def work() -> tuple[Columns, bool]:
            number = store.find_series([point]).get(point, 0)
            count = store.count(number, begin, until) + (0 if extra is None else len(extra.times))
            if count <= most or begin >= until:
                return store.read(number, begin, until, extra), False
            slots = max(1, min(most // 2, int((until - begin) * 1_000_000)))
            return store.read_summary(number, begin, until, slots, extra), True

        columns, summarised = await run_read(work)
        return Series(point, *columns, summarised)

    async def texts(
        self, point: PointId, start: float, end: float, run_read: RunIn = asyncio.to_thread
    ) -> list[TextChange]:
        """Changes of a point that says words, led by the one in force at *start*; ``series`` is of no meaning here."""
        slot = self._slots.get(point)
        waiting: list[WaitingText] = []
        if slot is not None:
            waiting = [*self._waiting.texts_of(slot.number), *self._growing.texts]
        store = self._store

        def work() -> list[TextChange]:
            number = store.find_series([point]).get(point, 0)
            return store.read_texts(number, start, end)

        found = {change.at: change for change in await run_read(work)}
        for text in waiting:
            if slot is not None and text.series == slot.number and start <= text.at < end:
                found[text.at] = TextChange(0, *text[1:])
        return [found[at] for at in sorted(found)]
