"""An engine made of scripted change-sets: it records every request and answers at once."""

import concurrent.futures
from collections import deque
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
import numpy as np

from controlcenter.domain.alarms import JournalEntry, JournalFilter
from controlcenter.domain.commands import CommandRecord, CommandState, Operator, Transition
from controlcenter.domain.conditions import AlarmDefinition, AlarmId, Override
from controlcenter.domain.devices import Area, Device
from controlcenter.domain.ids import CommandId, DeviceId, PointId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.readings import Value
from controlcenter.engine.changes import NO_CHANGES, BadPayload, ChangeSet, DriverStatus
from controlcenter.engine.face import (
    Adoption,
    AlarmStatistics,
    EngineError,
    Refusal,
    Seen,
    Series,
    TextSample,
    Trial,
)
from controlcenter.ui.bridge import Bridge
from tests.support.fake_control import FakeControl

T = TypeVar("T")

OPERATOR = Operator("operator-2", "seat-1")
NOW = 1_795_434_127.0
"""2026-11-23 11:42:07 UTC, 18:42:07 in Vietnam."""


class FakeEngine(FakeControl):
    """Implements EngineFace. Script it with ``push``; read ``calls`` afterwards.

    ``calls`` holds ``(verb, arguments…)`` in order. ``refuse[verb]`` makes that verb raise an EngineError.
    Reading verbs answer with the attributes ``series``, ``text_samples``, ``bad``, ``driver_list``, ``command_list``,
    ``journal`` (newest first), ``statistics``, ``trial``; alarm verbs for many with ``refusals[verb]``.
    """

    def __init__(self, kinds: Mapping[str, Kind] | None = None) -> None:
        super().__init__()
        self._kinds = dict(kinds or {})
        self._queue: deque[ChangeSet] = deque()
        self.calls: list[tuple[Any, ...]] = []
        self.refuse: dict[str, EngineError] = {}
        self.series: dict[PointId, Series] = {}
        self.text_samples: dict[PointId, list[TextSample]] = {}
        self.bad: list[BadPayload] = []
        self.driver_list: list[DriverStatus] = []
        self.command_list: list[CommandRecord] = []
        self.refusals: dict[str, list[Refusal]] = {}
        self.journal: list[JournalEntry] = []
        self.statistics = AlarmStatistics(NOW, NOW, None, 0, (), (), (), (), (), (), (), (), (0, 0, 0, 0), ())
        self.trial = Trial(NOW, NOW, 0, 0, 0, ())
        self.now = NOW

    @property
    def kinds(self) -> Mapping[str, Kind]:
        return self._kinds

    def push(self, changes: ChangeSet) -> None:
        """Hand *changes* over at the next ``take_changes`` (one push a call, in order)."""
        self._queue.append(changes)

    def take_changes(self) -> ChangeSet:
        return self._queue.popleft() if self._queue else NO_CHANGES

    def called(self, verb: str) -> list[tuple[Any, ...]]:
        """Arguments of every call of *verb* so far."""
        return [call[1:] for call in self.calls if call[0] == verb]

    def _note(self, verb: str, *arguments: Any) -> None:
        self.calls.append((verb, *arguments))
        if verb in self.refuse:
            raise self.refuse[verb]

    async def adopt(self, adoptions: Sequence[Adoption], by: Operator) -> Sequence[Device]:
        self._note("adopt", tuple(adoptions), by)
        devices = []
        for adoption in adoptions:
            site, driver, address = adoption.id.split(":", 2)
            name = adoption.name or address
            devices.append(
                Device(adoption.id, site, driver, address, "generic", name, adoption.area, adoption.position)  # type: ignore[arg-type]  # plain str for SiteId
            )
        return devices

    async def change_device(self, device: Device, by: Operator) -> Device:
        self._note("change_device", device, by)
        return device

    async def remove_device(self, device: DeviceId, by: Operator) -> None:
        self._note("remove_device", device, by)

    async def save_area(self, area: Area, by: Operator) -> Area:
        self._note("save_area", area, by)
        return area

    async def send(
        self,
        device: DeviceId,
        command: str,
        arguments: Mapping[str, Value],
        by: Operator,
        until: float | None = None,
        reason: str = "",
    ) -> CommandRecord:
        more = (until, reason) if until is not None or reason else ()
        self._note("send", device, command, dict(arguments), by, *more)
        number = CommandId(len(self.calls))
        return CommandRecord(
            number, device, command, dict(arguments), by, self.now, self.now + 60, CommandState.QUEUED, self.now
        )

    async def cancel(self, command: CommandId, by: Operator) -> CommandRecord:
        self._note("cancel", command, by)
        for record in self.command_list:
            if record.id == command:
                return msgspec.structs.replace(record, state=CommandState.CANCELLED)
        raise EngineError("command.unknown", f"no command {command}")

    async def commands_of(self, device: DeviceId | None, limit: int = 100) -> Sequence[CommandRecord]:
        self._note("commands_of", device, limit)
        return [record for record in self.command_list if device in (None, record.device)][:limit]

    async def transitions(self, command: CommandId) -> Sequence[Transition]:
        self._note("transitions", command)
        return ()

    async def history(self, point: PointId, start: float, end: float, most: int = 4000) -> Series:
        self._note("history", point, start, end, most)
        empty = np.empty(0, np.float64)
        return self.series.get(point, Series(point, empty, empty, np.empty(0, np.uint8)))

    async def texts(self, point: PointId, start: float, end: float) -> Sequence[TextSample]:
        self._note("texts", point, start, end)
        samples = self.text_samples.get(point, [])
        before = [sample for sample in samples if sample.at < start][-1:]
        return before + [sample for sample in samples if start <= sample.at < end]

    async def drivers(self) -> Sequence[DriverStatus]:
        self._note("drivers")
        return list(self.driver_list)

    async def bad_payloads(self, driver: str | None = None) -> Sequence[BadPayload]:
        self._note("bad_payloads", driver)
        return [bad for bad in self.bad if driver in (None, bad.driver)]

    async def acknowledge(self, alarms: Sequence[Seen], by: Operator, note: str = "") -> Sequence[Refusal]:
        return self._many("acknowledge", tuple(alarms), by, note)

    async def reset_alarms(self, alarms: Sequence[AlarmId], by: Operator, note: str = "") -> Sequence[Refusal]:
        return self._many("reset_alarms", tuple(alarms), by, note)

    async def shelve(
        self, alarms: Sequence[AlarmId], duration_s: float, reason: str, by: Operator, one_shot: bool = False
    ) -> Sequence[Refusal]:
        return self._many("shelve", tuple(alarms), duration_s, reason, by, one_shot)

    async def unshelve(self, alarms: Sequence[AlarmId], by: Operator, note: str = "") -> Sequence[Refusal]:
        return self._many("unshelve", tuple(alarms), by, note)

    async def take_out_of_service(self, alarms: Sequence[AlarmId], reason: str, by: Operator) -> Sequence[Refusal]:
        return self._many("take_out_of_service", tuple(alarms), reason, by)

    async def put_back_in_service(self, alarms: Sequence[AlarmId], by: Operator, note: str = "") -> Sequence[Refusal]:
        return self._many("put_back_in_service", tuple(alarms), by, note)

    def _many(self, verb: str, *arguments: Any) -> Sequence[Refusal]:
        self._note(verb, *arguments)
        return list(self.refusals.get(verb, ()))

    async def alarm_journal(
        self, wanted: JournalFilter, before: int | None = None, limit: int = 500
    ) -> Sequence[JournalEntry]:
        self._note("alarm_journal", wanted, before, limit)
        found = (entry for entry in self.journal if before is None or entry.number < before)
        return [entry for entry in found if _passes(entry, wanted)][:limit]

    async def alarm_statistics(self, start: float, end: float) -> AlarmStatistics:
        self._note("alarm_statistics", start, end)
        return self.statistics

    async def save_override(self, override: Override, by: Operator) -> Override:
        self._note("save_override", override, by)
        return override

    async def remove_override(self, override: Override, by: Operator) -> None:
        self._note("remove_override", override, by)

    async def try_definition(
        self, definition: AlarmDefinition, devices: Sequence[DeviceId], start: float, end: float
    ) -> Trial:
        self._note("try_definition", definition, tuple(devices), start, end)
        return self.trial


def _passes(entry: JournalEntry, wanted: JournalFilter) -> bool:
    by = entry.by.name if entry.by is not None else None
    return (
        (wanted.start is None or entry.at >= wanted.start)
        and (wanted.end is None or entry.at < wanted.end)
        and wanted.device in (None, entry.alarm.device)
        and wanted.condition in (None, entry.alarm.condition)
        and (not wanted.areas or entry.area in wanted.areas)
        and (not wanted.priorities or entry.priority in wanted.priorities)
        and (not wanted.events or entry.event in wanted.events)
        and wanted.by in (None, by)
    )


def run_now(request: Coroutine[Any, Any, T]) -> "concurrent.futures.Future[T]":
    """The bridge's *submit* for fakes: runs a request that never really waits, at once."""
    future: concurrent.futures.Future[T] = concurrent.futures.Future()
    try:
        request.send(None)
    except StopIteration as end:
        future.set_result(end.value)
    except EngineError as error:
        future.set_exception(error)
    else:
        raise AssertionError("a fake request waited for something")
    return future


class FakeBridge(Bridge):
    """A bridge without a loop: ``ask_then`` answers before it returns; ``ask`` works in any coroutine."""

    def __init__(self, engine: FakeEngine, operator: Operator = OPERATOR) -> None:
        super().__init__(engine, run_now, operator)

    async def ask(self, request: Coroutine[Any, Any, T]) -> T:
        return run_now(request).result()

    def ask_then(
        self,
        request: Coroutine[Any, Any, T],
        done: Callable[[T], None] | None = None,
        refused: Callable[[EngineError], None] | None = None,
    ) -> None:
        try:
            result = run_now(request).result()
        except EngineError as error:
            if refused is None:
                self.request_failed.emit(error.code, str(error))
            else:
                refused(error)
            return
        if done is not None:
            done(result)
