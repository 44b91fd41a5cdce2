"""What operators ask of the command desk. Each answer is given after it is on disk."""

import logging
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

import msgspec

from controlcenter.domain.authority import DeviceRefusal, Lock, Why
from controlcenter.domain.commands import CommandRecord, CommandState, Operator, Source, Transition
from controlcenter.domain.documents import Document, Snapshot
from controlcenter.domain.ids import CommandId, DeviceId, DocumentId, OrderId, PointId
from controlcenter.domain.orders import Action, OrderDraft, OrderPreview, OrderRecord
from controlcenter.domain.plans import Plan, Segment
from controlcenter.domain.readings import Value
from controlcenter.domain.selections import Selection
from controlcenter.engine.commander import Commander
from controlcenter.engine.control.energy import EnergyReport, EnergySubject, energy_report, planned_segments
from controlcenter.engine.control.leases import shortened
from controlcenter.engine.control.office import RETURN, ControlOffice
from controlcenter.engine.control.orders import SYSTEM, retry_draft
from controlcenter.engine.control.plan_runner import Difference
from controlcenter.engine.control.snapshots import kept_values, restoring_actions
from controlcenter.engine.control.subjects import rated_power
from controlcenter.engine.face import CommandFilter, EngineError, Series
from controlcenter.engine.inventory import Inventory
from controlcenter.engine.work import StoreWork
from controlcenter.storage.store import Store

_log = logging.getLogger(__name__)
MOST_NAME = 200


class ControlVerbs:
    """Part of ``Engine``; see ``EngineFace`` for what each does."""

    control: ControlOffice
    commander: Commander
    inventory: Inventory
    store: Store
    work: StoreWork
    zone: ZoneInfo

    def now(self) -> float:
        raise NotImplementedError

    async def history(self, point: PointId, start: float, end: float, most: int = 4000) -> Series:
        raise NotImplementedError

    def show_command(self, record: CommandRecord) -> None:
        raise NotImplementedError

    # -- one device --------------------------------------------------------------------------------

    async def send(
        self,
        device: DeviceId,
        command: str,
        arguments: Mapping[str, Value],
        by: Operator,
        until: float | None = None,
        reason: str = "",
    ) -> CommandRecord:
        held = self.inventory.devices.get(device)
        if held is None:
            raise EngineError("unknown_device", f"there is no device {device}")
        now, note = self.now(), _said(reason)
        kind = self.control.claims.command(device, command)
        arguments = shortened(kind, arguments, until, now) if kind is not None else arguments
        action = Action(Selection((device,)), command, dict(arguments))
        draft = OrderDraft((action,), reason=note, until=until, even_if_same=True)
        if self.control.orders.preview(draft, by).approval:
            order = await self.control.place(draft, by, now)
            return (await self.command_log(CommandFilter(order=order.id), None, 1))[0]
        expires_s, _timeout_s = self.commander.limits(held, command)
        asked = CommandRecord(
            CommandId(0), device, command, dict(arguments), by, now, now + expires_s, CommandState.REQUESTED, now,
            note=note,
        )  # fmt: skip
        record = await self.work.stored(lambda: self.store.new_command(asked))
        self.show_command(record)
        return self.control.begin(record, held, until)

    async def cancel(self, command: CommandId, by: Operator) -> CommandRecord:
        record = self.commander.cancel(command)
        if record is None:
            raise EngineError("too_late", f"command {command} cannot be taken back any more")
        _log.info("command %s cancelled by %s", command, by.name)
        return record

    async def commands_of(self, device: DeviceId | None, limit: int = 100) -> Sequence[CommandRecord]:
        return await self.work.asked(lambda: self.store.commands_of(device, limit))

    async def transitions(self, command: CommandId) -> Sequence[Transition]:
        return await self.work.asked(lambda: self.store.transitions(command))

    async def command_log(
        self, wanted: CommandFilter, before: CommandId | None = None, limit: int = 500
    ) -> Sequence[CommandRecord]:
        rules = msgspec.structs.asdict(wanted)
        return await self.work.asked(lambda: self.store.command_log(before, limit, **rules))

    # -- many devices ------------------------------------------------------------------------------

    async def preview_order(self, draft: OrderDraft, by: Operator) -> OrderPreview:
        return self.control.orders.preview(draft, by)

    async def place_order(self, draft: OrderDraft, by: Operator) -> OrderRecord:
        named = msgspec.structs.replace(draft, title=_said(draft.title), reason=_said(draft.reason))
        if not self.control.orders.preview(named, by).affected:
            raise EngineError("nothing_to_do", "no device is left to be commanded")
        return await self.control.place(named, by, self.now())

    async def approve_order(self, order: OrderId, by: Operator, note: str = "") -> OrderRecord:
        return await self._moved(self.control.orders.approve(order, by, note, self.now()))

    async def refuse_order(self, order: OrderId, by: Operator, note: str = "") -> OrderRecord:
        return await self._moved(self.control.orders.refuse(order, by, note, self.now()))

    async def cancel_order(self, order: OrderId, by: Operator, note: str = "") -> OrderRecord:
        return await self._moved(self.control.orders.cancel(order, by, note, self.now()))

    async def _moved(self, order: OrderRecord) -> OrderRecord:
        await self.control.flushed()
        return order

    async def retry_order(self, order: OrderId, by: Operator) -> OrderRecord:
        found = await self.work.asked(lambda: self.store.order(order))
        if found is None:
            raise EngineError("unknown_order", f"there is no order {order}")
        commands = await self.command_log(CommandFilter(order=order), None, max(1, found.total))
        draft = retry_draft(found, commands, self.now())
        if not draft.actions:
            raise EngineError("nothing_to_do", f"nothing of order {order} failed")
        return await self.place_order(draft, by)

    async def orders(self, before: OrderId | None = None, limit: int = 100) -> Sequence[OrderRecord]:
        stored = await self.work.asked(lambda: self.store.orders(before, limit))
        live = {order.id: order for order in self.control.orders.open_orders()}
        return [live.get(order.id, order) for order in stored]

    # -- who rules ---------------------------------------------------------------------------------

    async def release(
        self, devices: Sequence[DeviceId], by: Operator, reason: str = "", source: Source | None = None
    ) -> Sequence[DeviceRefusal]:
        now, refused, freed = self.now(), [], []
        authority = self.control.authority
        for device in dict.fromkeys(devices):
            held = [hold for hold in authority.of(device) if source in (None, hold.source)]
            lock = authority.barred(device, by)
            if not held:
                refused.append(DeviceRefusal(device, "not_held", f"nothing holds {device}"))
            elif lock is not None:
                refused.append(DeviceRefusal(device, "locked", f"{device} is locked by {lock.owner.name}"))
            else:
                for hold in held:
                    authority.drop(hold.key)
                freed.append(device)
        _log.info("%d devices released by %s: %s", len(freed), by.name, reason)
        self.control.bring_back(freed, RETURN, now)
        await self.control.flushed()
        await self.control.place_drafts(now)
        return refused

    async def lock_devices(
        self, devices: Sequence[DeviceId], reason: str, by: Operator, until: float | None = None
    ) -> Sequence[DeviceRefusal]:
        now = self.now()
        if not reason.strip():
            raise EngineError("no_reason", "a lock needs a reason")
        if until is not None and until <= now:
            raise EngineError("bad_time", "the end of the lock is over already")
        refused, made = [], []
        for device in dict.fromkeys(devices):
            other = self.control.authority.barred(device, by)
            if device not in self.inventory.devices:
                refused.append(DeviceRefusal(device, "unknown_device", f"there is no device {device}"))
            elif other is not None:
                refused.append(DeviceRefusal(device, "locked", f"{device} is locked by {other.owner.name}"))
            else:
                made.append(Lock(device, by, reason.strip(), now, until))
        if made:
            await self.control.lock(made, by, now)
        return refused

    async def unlock_devices(
        self, devices: Sequence[DeviceId], by: Operator, note: str = ""
    ) -> Sequence[DeviceRefusal]:
        refused, gone = [], []
        for device in dict.fromkeys(devices):
            lock = self.control.authority.lock_of(device)
            if lock is None:
                refused.append(DeviceRefusal(device, "not_locked", f"{device} is not locked"))
            elif lock.owner.name != by.name and not note.strip():
                text = f"{device} is locked by {lock.owner.name}: a note is needed to take the lock away"
                refused.append(DeviceRefusal(device, "no_reason", text))
            else:
                gone.append(lock)
        if gone:
            await self.control.unlock(gone, f"{by.name}: {note}" if note.strip() else by.name, self.now())
        return refused

    async def why(self, device: DeviceId) -> Why:
        last = await self.commands_of(device, 1)
        claims = self.control.claims.of(device, self.now())
        return Why(device, claims, self.control.authority.lock_of(device), last[0] if last else None)

    # -- documents ---------------------------------------------------------------------------------

    async def save_document(self, document: Document, by: Operator) -> Document:
        name = document.name.strip()
        if not name or len(name) > MOST_NAME:
            raise EngineError("bad_name", f"a name has 1 to {MOST_NAME} characters, not {len(name)}")
        dated = msgspec.structs.replace(document, name=name, changed_at=self.now(), changed_by=by.name)
        self.control.check_document(dated)
        stored = await self.control.save_document(dated)
        await self.control.place_drafts(self.now())
        return stored

    async def plan_changes(self, plan: Plan) -> Sequence[Difference]:
        return self.control.planning.dry_run(plan, self.now())

    async def energy_of(self, devices: Sequence[DeviceId], start: float, end: float) -> EnergyReport:
        now = self.now()
        if not start < min(end, now):
            raise EngineError("bad_time", "the period is empty")
        end = min(end, now)
        planned: dict[int, tuple[Segment, ...]] = {}
        subjects = []
        for device in devices:
            held = self.inventory.devices.get(device)
            if held is not None:
                plan = self.control.planning.plan_of(device)
                if plan is not None and id(plan) not in planned:
                    # Not worked out anew: that looks at all lamps of the plan, 50 ms of the loop for a whole city.
                    place = self.control.planning.place_for(device)
                    planned[id(plan)] = planned_segments(plan, start, end, place, self.zone)
                segments = planned[id(plan)] if plan is not None else None
                subjects.append(EnergySubject(device, frozenset(held.points), rated_power(held), segments))
        return await energy_report(subjects, start, end, self.history)

    async def remove_document(self, document: DocumentId, by: Operator) -> None:
        held = self.control.book.get(document)
        if held is None:
            raise EngineError("unknown_document", f"there is no document {document}")
        await self.control.remove_document(held, by, self.now())

    async def take_snapshot(self, name: str, devices: Sequence[DeviceId], by: Operator) -> Document:
        held = [self.inventory.devices[one] for one in devices if one in self.inventory.devices]
        values = kept_values(self.inventory.kinds, self.control.judge, held)
        if not values:
            raise EngineError("nothing_to_keep", "none of these devices reports a set-point now")
        return await self.save_document(Document(DocumentId(0), name, Snapshot(self.now(), by.name, values)), by)

    async def snapshot_draft(self, snapshot: DocumentId, devices: Sequence[DeviceId] = ()) -> OrderDraft:
        held = self.control.book.get(snapshot)
        if held is None or not isinstance(held.body, Snapshot):
            raise EngineError("unknown_document", f"there is no snapshot {snapshot}")
        wanted = set(devices) or set(held.body.values)
        chosen = {one: self.inventory.devices[one] for one in wanted if one in self.inventory.devices}
        actions = restoring_actions(self.inventory.kinds, self.control.judge, held.body, chosen)
        return OrderDraft(tuple(actions), held.name)


def _said(text: str) -> str:
    """What a person said, kept apart from the centre's own coded words."""
    return text.strip().lstrip(SYSTEM)
