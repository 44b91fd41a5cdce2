"""What operators ask of the alarm desk. Each answer is given after it is on disk."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from controlcenter.domain import alarms as life
from controlcenter.domain.alarms import AlarmRefusedError, Deed, JournalEntry, JournalFilter
from controlcenter.domain.commands import Operator
from controlcenter.domain.conditions import AlarmDefinition, AlarmId, Override
from controlcenter.domain.conditions_check import problems_of
from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.domain.kinds import Kind
from controlcenter.engine.alarms.desk import Act
from controlcenter.engine.alarms.office import AlarmOffice
from controlcenter.engine.alarms.refusals import BadDefinitionError
from controlcenter.engine.alarms.statistics import statistics_of
from controlcenter.engine.alarms.trial import try_definition
from controlcenter.engine.face import AlarmStatistics, EngineError, Refusal, Seen, Series, TextSample, Trial
from controlcenter.engine.work import StoreWork
from controlcenter.storage.commands import CommandEnd
from controlcenter.storage.store import Store


class AlarmVerbs:
    """Part of ``Engine``; see ``EngineFace`` for what each does."""

    office: AlarmOffice
    store: Store
    work: StoreWork
    kinds: Mapping[str, Kind]
    zone: ZoneInfo

    def now(self) -> float:
        raise NotImplementedError

    async def history(self, point: PointId, start: float, end: float, most: int = 4000) -> Series:
        raise NotImplementedError

    async def texts(self, point: PointId, start: float, end: float) -> Sequence[TextSample]:
        raise NotImplementedError

    async def acknowledge(self, alarms: Sequence[Seen], by: Operator, note: str = "") -> Sequence[Refusal]:
        deed = Deed(by, self.now(), note)

        def act_on(occurrence: int) -> Act:
            return lambda alarm: life.acknowledge(alarm, deed, occurrence)

        return await self._each({one.alarm: act_on(one.occurrence) for one in alarms})

    async def reset_alarms(self, alarms: Sequence[AlarmId], by: Operator, note: str = "") -> Sequence[Refusal]:
        deed = Deed(by, self.now(), note)
        return await self._all(alarms, lambda alarm: life.reset(alarm, deed))

    async def shelve(
        self, alarms: Sequence[AlarmId], duration_s: float, reason: str, by: Operator, one_shot: bool = False
    ) -> Sequence[Refusal]:
        deed = Deed(by, self.now(), reason)
        return await self._all(alarms, lambda alarm: life.shelve(alarm, deed, duration_s, one_shot))

    async def unshelve(self, alarms: Sequence[AlarmId], by: Operator, note: str = "") -> Sequence[Refusal]:
        deed = Deed(by, self.now(), note)
        return await self._all(alarms, lambda alarm: life.unshelve(alarm, deed))

    async def take_out_of_service(self, alarms: Sequence[AlarmId], reason: str, by: Operator) -> Sequence[Refusal]:
        deed = Deed(by, self.now(), reason)
        return await self._all(alarms, lambda alarm: life.take_out(alarm, deed))

    async def put_back_in_service(self, alarms: Sequence[AlarmId], by: Operator, note: str = "") -> Sequence[Refusal]:
        deed = Deed(by, self.now(), note)
        return await self._all(alarms, lambda alarm: life.put_back(alarm, deed))

    async def _all(self, alarms: Sequence[AlarmId], act: Act) -> Sequence[Refusal]:
        return await self._each(dict.fromkeys(alarms, act))

    async def _each(self, acts: "dict[AlarmId, Act]") -> Sequence[Refusal]:
        refused = []
        for alarm, act in acts.items():
            try:
                self.office.desk.act(alarm, act)
            except AlarmRefusedError as error:
                refused.append(Refusal(alarm, error.code, str(error)))
        await self.office.scribe.flushed()
        return refused

    async def alarm_journal(
        self, wanted: JournalFilter, before: int | None = None, limit: int = 500
    ) -> Sequence[JournalEntry]:
        return await self.work.asked(lambda: self.store.alarm_journal(wanted, before, limit))

    async def alarm_statistics(self, start: float, end: float) -> AlarmStatistics:
        end, thresholds = min(end, self.now()), self.office.thresholds
        return await self.work.asked(lambda: statistics_of(self.store, start, end, self.zone, thresholds))

    async def save_override(self, override: Override, by: Operator) -> Override:
        kind = self.kinds.get(self.office.kind_of(override.device) if override.device is not None else override.kind)
        if kind is None:
            raise EngineError("bad_definition", f"there is no {override.key[0]}")
        problems = problems_of(override.definition, kind)
        if problems:
            raise BadDefinitionError(problems)
        now = self.now()
        await self.work.stored(lambda: self.store.save_override(override, by.name, now))
        self.office.put_override(override, now)
        await self.office.scribe.flushed()
        return override

    async def remove_override(self, override: Override, by: Operator) -> None:
        now = self.now()
        await self.work.stored(lambda: self.store.remove_override(override, by.name, now))
        self.office.remove_override(override, now)
        await self.office.scribe.flushed()

    async def try_definition(
        self, definition: AlarmDefinition, devices: Sequence[DeviceId], start: float, end: float
    ) -> Trial:
        subjects = [subject for subject in map(self.office.subject, devices) if subject is not None]
        return await try_definition(definition, subjects, start, min(end, self.now()), self)

    async def ends(self, device: DeviceId, start: float, end: float) -> Sequence[CommandEnd]:
        """How commands of *device* ended, oldest first: what a trial asks of the store."""
        return await self.work.asked(lambda: self.store.command_ends(device, start, end))
