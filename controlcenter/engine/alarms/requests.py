"""What the command line asks of the alarm desk: plain JSON in, refusals out."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import msgspec

from controlcenter.domain.commands import Operator
from controlcenter.domain.conditions import AlarmId, parse_alarm
from controlcenter.engine.face import EngineError, EngineFace, Seen

Verb = Callable[[dict[str, Any], Operator], Awaitable[object]]


class _Acknowledge(msgspec.Struct, frozen=True):
    alarms: list[str]
    note: str = ""


class _Shelve(msgspec.Struct, frozen=True):
    alarms: list[str]
    duration_s: float
    reason: str
    one_shot: bool = False


class AlarmRequests:
    """Each verb takes a body as ``Client`` posts it and returns the refusals; an empty list means all is done."""

    def __init__(self, engine: EngineFace) -> None:
        self._engine = engine

    @property
    def verbs(self) -> Mapping[str, Verb]:
        return {"acknowledge": self._acknowledge, "shelve": self._shelve, "unshelve": self._unshelve}

    async def _acknowledge(self, body: dict[str, Any], by: Operator) -> object:
        asked = msgspec.convert(body, _Acknowledge)
        seen = [Seen(alarm) for alarm in _alarms(asked.alarms)]
        return list(await self._engine.acknowledge(seen, by, asked.note))

    async def _shelve(self, body: dict[str, Any], by: Operator) -> object:
        asked = msgspec.convert(body, _Shelve)
        alarms = _alarms(asked.alarms)
        return list(await self._engine.shelve(alarms, asked.duration_s, asked.reason, by, asked.one_shot))

    async def _unshelve(self, body: dict[str, Any], by: Operator) -> object:
        asked = msgspec.convert(body, _Acknowledge)
        return list(await self._engine.unshelve(_alarms(asked.alarms), by, asked.note))


def _alarms(texts: Sequence[str]) -> list[AlarmId]:
    try:
        return [parse_alarm(text) for text in texts]
    except ValueError as error:
        raise EngineError("bad_alarm", str(error)) from None
