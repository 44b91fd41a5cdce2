"""The part of the scripted engine that takes orders."""

from collections.abc import Sequence
from typing import Any

import msgspec

from controlcenter.domain.authority import DeviceRefusal, Why
from controlcenter.domain.commands import CommandRecord, Operator, Source
from controlcenter.domain.documents import Document, Snapshot
from controlcenter.domain.ids import CommandId, DeviceId, DocumentId, OrderId
from controlcenter.domain.orders import OrderDraft, OrderPreview, OrderRecord, OrderState
from controlcenter.domain.plans import Plan
from controlcenter.engine.control.energy import EnergyReport
from controlcenter.engine.control.plan_runner import Difference
from controlcenter.engine.face import CommandFilter, EngineError


class FakeControl:
    """Answers with the attributes ``preview``, ``order_list`` (newest first), ``log``, ``whys``, ``draft``,
    ``differences`` and ``energy``; verbs for many devices with ``device_refusals[verb]``.
    """

    now: float

    def __init__(self) -> None:
        self.preview = OrderPreview((), ())
        self.order_list: list[OrderRecord] = []
        self.log: list[CommandRecord] = []
        self.whys: dict[DeviceId, Why] = {}
        self.draft = OrderDraft(())
        self.energy = EnergyReport(0.0, 0.0, ())
        self.differences: list[Difference] = []
        self.device_refusals: dict[str, list[DeviceRefusal]] = {}

    def _note(self, verb: str, *arguments: Any) -> None:
        raise NotImplementedError

    async def preview_order(self, draft: OrderDraft, by: Operator) -> OrderPreview:
        self._note("preview_order", draft, by)
        return self.preview

    async def place_order(self, draft: OrderDraft, by: Operator) -> OrderRecord:
        self._note("place_order", draft, by)
        state = OrderState.APPROVAL if self.preview.approval else OrderState.ROLLING
        order = OrderRecord(
            OrderId(len(self.order_list) + 1), draft.title, draft.reason, draft.source, by, self.now, draft.until,
            state, self.now, len(self.preview.affected), {}, self.preview.excluded, draft.actions,
            self.preview.approval, retry_of=draft.retry_of,
        )  # fmt: skip
        self.order_list.insert(0, order)
        return order

    async def approve_order(self, order: OrderId, by: Operator, note: str = "") -> OrderRecord:
        self._note("approve_order", order, by, note)
        return self._with_state(order, OrderState.ROLLING)

    async def refuse_order(self, order: OrderId, by: Operator, note: str = "") -> OrderRecord:
        self._note("refuse_order", order, by, note)
        return self._with_state(order, OrderState.REFUSED)

    async def cancel_order(self, order: OrderId, by: Operator, note: str = "") -> OrderRecord:
        self._note("cancel_order", order, by, note)
        return self._with_state(order, OrderState.CANCELLED)

    async def retry_order(self, order: OrderId, by: Operator) -> OrderRecord:
        self._note("retry_order", order, by)
        return self._with_state(order, OrderState.ROLLING)

    def _with_state(self, order: OrderId, state: OrderState) -> OrderRecord:
        for one in self.order_list:
            if one.id == order:
                return msgspec.structs.replace(one, state=state)
        raise EngineError("unknown_order", f"there is no order {order}")

    async def orders(self, before: OrderId | None = None, limit: int = 100) -> Sequence[OrderRecord]:
        self._note("orders", before, limit)
        return [one for one in self.order_list if before is None or one.id < before][:limit]

    async def command_log(
        self, wanted: CommandFilter, before: CommandId | None = None, limit: int = 500
    ) -> Sequence[CommandRecord]:
        self._note("command_log", wanted, before, limit)
        found = (one for one in self.log if before is None or one.id < before)
        return [one for one in found if wanted.order in (None, one.order)][:limit]

    async def release(
        self, devices: Sequence[DeviceId], by: Operator, reason: str = "", source: Source | None = None
    ) -> Sequence[DeviceRefusal]:
        self._note("release", tuple(devices), by, reason, source)
        return self.device_refusals.get("release", [])

    async def lock_devices(
        self, devices: Sequence[DeviceId], reason: str, by: Operator, until: float | None = None
    ) -> Sequence[DeviceRefusal]:
        self._note("lock_devices", tuple(devices), reason, by, until)
        return self.device_refusals.get("lock_devices", [])

    async def unlock_devices(
        self, devices: Sequence[DeviceId], by: Operator, note: str = ""
    ) -> Sequence[DeviceRefusal]:
        self._note("unlock_devices", tuple(devices), by, note)
        return self.device_refusals.get("unlock_devices", [])

    async def why(self, device: DeviceId) -> Why:
        self._note("why", device)
        return self.whys.get(device, Why(device))

    async def save_document(self, document: Document, by: Operator) -> Document:
        self._note("save_document", document, by)
        return document if document.id else msgspec.structs.replace(document, id=DocumentId(1000))

    async def plan_changes(self, plan: Plan) -> Sequence[Difference]:
        self._note("plan_changes", plan)
        return self.differences

    async def energy_of(self, devices: Sequence[DeviceId], start: float, end: float) -> EnergyReport:
        self._note("energy_of", tuple(devices), start, end)
        asked = set(devices)
        return msgspec.structs.replace(
            self.energy, devices=tuple(use for use in self.energy.devices if use.device in asked)
        )

    async def remove_document(self, document: DocumentId, by: Operator) -> None:
        self._note("remove_document", document, by)

    async def take_snapshot(self, name: str, devices: Sequence[DeviceId], by: Operator) -> Document:
        self._note("take_snapshot", name, tuple(devices), by)
        return Document(DocumentId(1001), name, Snapshot(self.now, by.name, {}))

    async def snapshot_draft(self, snapshot: DocumentId, devices: Sequence[DeviceId] = ()) -> OrderDraft:
        self._note("snapshot_draft", snapshot, tuple(devices))
        return self.draft
