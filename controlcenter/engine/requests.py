"""How the command line meets a running engine: rows in the store, answered here."""

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import msgspec

from controlcenter.domain.commands import Operator
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import DeviceId
from controlcenter.engine.alarms.requests import AlarmRequests, Verb
from controlcenter.engine.control.requests import ControlRequests
from controlcenter.engine.face import Adoption, EngineError
from controlcenter.engine.snapshot import snapshot
from controlcenter.storage.errors import StoreError
from controlcenter.storage.requests import Request
from controlcenter.storage.store import Store

if TYPE_CHECKING:
    from controlcenter.engine.engine import Engine

_log = logging.getLogger(__name__)
LOOK_EVERY_S = 0.2
TOO_LATE_S = 30.0
"""A request found after this is refused: an order given an hour ago must not surprise a street now."""


class RequestDesk:
    """Takes requests in the order they were posted and answers each in its own row."""

    def __init__(self, engine: "Engine", store: Store) -> None:
        self._engine = engine
        self._store = store
        self._verbs: dict[str, Verb] = {
            "snapshot": self._snapshot,
            "adopt": self._adopt,
            "save_devices": self._save_devices,
            "send": self._send,
            **AlarmRequests(engine).verbs,
            **ControlRequests(engine).verbs,
        }

    async def run(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                requests = await self._engine.write(self._store.take_requests)
            except StoreError as error:
                _log.debug("no look at the requests: %s", error)
                continue
            for request in requests:
                await self._serve(request)

    async def _serve(self, request: Request) -> None:
        verb = self._verbs.get(request.kind)
        answer: bytes | None = None
        problem: str | None = None
        try:
            if verb is None:
                raise EngineError("unknown_request", f"this engine does not know {request.kind!r}")
            if self._engine.now() - request.posted_at > TOO_LATE_S:
                raise EngineError("expired", "nobody was there to do it in time; ask again")
            name, _, seat = request.by.partition("@")
            answer = msgspec.json.encode(await verb(request.body, Operator(name, seat or "command line")))
        except EngineError as error:
            problem = f"{error.code}: {error}"
        except (msgspec.ValidationError, KeyError, TypeError) as error:
            problem = f"bad_request: {error}"
        try:
            at = self._engine.now()
            await self._engine.write(lambda: self._store.answer_request(request.id, answer, problem, at))
        except StoreError as error:
            _log.warning("request %d could not be answered: %s", request.id, error)

    async def _snapshot(self, _body: dict[str, Any], _by: Operator) -> object:
        return snapshot(self._engine)

    async def _adopt(self, body: dict[str, Any], by: Operator) -> object:
        if body.get("all"):
            ids = [one.id for one in self._engine.discovery.everything()]
        else:
            ids = [DeviceId(one) for one in body["ids"]]
        return [device.id for device in await self._engine.adopt([Adoption(one) for one in ids], by)]

    async def _save_devices(self, body: dict[str, Any], by: Operator) -> object:
        devices = msgspec.convert(body["devices"], list[Device])
        await self._engine.save_devices(devices, by)
        return [device.id for device in devices]

    async def _send(self, body: dict[str, Any], by: Operator) -> object:
        until, reason = body.get("until"), str(body.get("reason", ""))
        if until is not None and (isinstance(until, bool) or not isinstance(until, int | float)):
            raise EngineError("bad_time", f"{until!r} is not a time")
        device, arguments = DeviceId(body["device"]), body["arguments"]
        record = await self._engine.send(device, body["command"], arguments, by, until, reason)
        return {"id": record.id}
