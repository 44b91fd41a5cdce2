"""What the command line asks of the command desk: plain JSON in, what was done or refused out."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec

from controlcenter.domain.commands import Operator
from controlcenter.domain.ids import DeviceId, OrderId
from controlcenter.domain.orders import Exclusion, OrderDraft
from controlcenter.engine.face import EngineFace

Verb = Callable[[dict[str, Any], Operator], Awaitable[object]]


class Preview(msgspec.Struct, frozen=True):
    """What an order would do now, as it goes through a request: devices only, not what each is told."""

    affected: list[DeviceId]
    excluded: list[Exclusion]
    approval: list[str]
    seconds: float


class _Draft(msgspec.Struct, frozen=True):
    draft: OrderDraft


class _Order(msgspec.Struct, frozen=True):
    order: OrderId
    note: str = ""


class _Devices(msgspec.Struct, frozen=True):
    devices: list[DeviceId]
    reason: str = ""
    """For unlocking, the note."""
    until: float | None = None


class ControlRequests:
    """Each verb takes a body as ``Client`` posts it. Those on devices return the refusals; none means all is done."""

    def __init__(self, engine: EngineFace) -> None:
        self._engine = engine

    @property
    def verbs(self) -> Mapping[str, Verb]:
        return {
            "preview_order": self._preview,
            "place_order": self._place,
            "approve_order": self._approve,
            "refuse_order": self._refuse,
            "cancel_order": self._cancel,
            "release": self._release,
            "lock_devices": self._lock,
            "unlock_devices": self._unlock,
            "why": self._why,
        }

    async def _preview(self, body: dict[str, Any], by: Operator) -> object:
        found = await self._engine.preview_order(msgspec.convert(body, _Draft).draft, by)
        affected = [target.device for target in found.affected]
        return Preview(affected, list(found.excluded), list(found.approval), found.seconds)

    async def _place(self, body: dict[str, Any], by: Operator) -> object:
        return {"id": (await self._engine.place_order(msgspec.convert(body, _Draft).draft, by)).id}

    async def _approve(self, body: dict[str, Any], by: Operator) -> object:
        asked = msgspec.convert(body, _Order)
        return {"state": (await self._engine.approve_order(asked.order, by, asked.note)).state}

    async def _refuse(self, body: dict[str, Any], by: Operator) -> object:
        asked = msgspec.convert(body, _Order)
        return {"state": (await self._engine.refuse_order(asked.order, by, asked.note)).state}

    async def _cancel(self, body: dict[str, Any], by: Operator) -> object:
        asked = msgspec.convert(body, _Order)
        return {"state": (await self._engine.cancel_order(asked.order, by, asked.note)).state}

    async def _release(self, body: dict[str, Any], by: Operator) -> object:
        asked = msgspec.convert(body, _Devices)
        return list(await self._engine.release(asked.devices, by, asked.reason))

    async def _lock(self, body: dict[str, Any], by: Operator) -> object:
        asked = msgspec.convert(body, _Devices)
        return list(await self._engine.lock_devices(asked.devices, asked.reason, by, asked.until))

    async def _unlock(self, body: dict[str, Any], by: Operator) -> object:
        asked = msgspec.convert(body, _Devices)
        return list(await self._engine.unlock_devices(asked.devices, by, asked.reason))

    async def _why(self, body: dict[str, Any], _by: Operator) -> object:
        (device,) = msgspec.convert(body, _Devices).devices
        return await self._engine.why(device)
