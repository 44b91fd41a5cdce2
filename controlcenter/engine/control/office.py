"""The command desk put together: who rules, what is ordered, what comes back, and what of it is stored."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.authority import Claim, Hold, Lock
from controlcenter.domain.commands import CommandRecord, CommandState, Operator, Source
from controlcenter.domain.devices import Device
from controlcenter.domain.documents import Document, Group, Scene
from controlcenter.domain.ids import CommandId, DeviceId, OrderId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.orders import OrderDraft, OrderRecord
from controlcenter.domain.plans import Plan
from controlcenter.domain.readings import Value
from controlcenter.engine.control.authority import Authority, HoldChange, HoldKey
from controlcenter.engine.control.book import DocumentBook
from controlcenter.engine.control.claims import CENTRE, Claims
from controlcenter.engine.control.contact import Contact
from controlcenter.engine.control.diagnosing import LampWatch
from controlcenter.engine.control.judge import Judge, Surroundings, TextCheck, Wish, reason_of
from controlcenter.engine.control.leases import Leases
from controlcenter.engine.control.orders import SYSTEM, ControlOptions, OrderDesk, Reach
from controlcenter.engine.control.planning import EQUATOR, Planning, middle
from controlcenter.engine.control.suspicion import DiagnosisOptions
from controlcenter.engine.face import EngineError
from controlcenter.engine.inventory import Inventory
from controlcenter.engine.live import LiveState
from controlcenter.engine.notices import NoticeBoard
from controlcenter.engine.scribe import Scribe
from controlcenter.engine.work import StoreWork
from controlcenter.storage.store import Store

_S = CommandState
_NEVER_GOT_THERE = frozenset({_S.REFUSED, _S.EXPIRED, _S.FAILED, _S.CANCELLED})
PLAN, RETURN, BACK_ONLINE, RENEWAL = "@plan", "@return", "@back_online", "@renewal"
SETTLED_S = 15.0
"""A device that is back has said how it stands after this long."""


class Outside(NamedTuple):
    """What the office asks of the rest of the engine."""

    begin: Callable[[CommandRecord, Device], CommandRecord]
    """Let the commander take a stored command on."""
    put: Callable[[CommandRecord], None]
    """Take a step of a command that never reached the commander."""
    reachable: Callable[[Device], bool]
    out_of_service: Callable[[DeviceId], bool]
    text_check: TextCheck
    clock: Callable[[], float]


class ControlOffice:
    """Owned by the engine and used on its loop only. ``ControlVerbs`` offers it to operators."""

    def __init__(
        self, store: Store, kinds: Mapping[str, Kind], inventory: Inventory, live: LiveState, notices: NoticeBoard,
        work: StoreWork, outside: Outside, zone: ZoneInfo, options: ControlOptions,
    ) -> None:  # fmt: skip
        self._store = store
        self._kinds = kinds
        self._inventory = inventory
        self._work = work
        self._begin_command = outside.begin
        self.book = DocumentBook(inventory)
        self.authority = Authority(options.override_survives_s)
        self._contact = Contact(inventory, live, self.authority, options.override_survives_s)
        around = Surroundings(
            inventory, live, self.authority, outside.reachable, outside.out_of_service, outside.text_check
        )
        self.judge = Judge(kinds, around)
        reach = Reach(self.begin, outside.put, self._save_order)
        self.orders = OrderDesk(kinds, inventory, live, self.book, self.judge, reach, options)
        self.planning = Planning(kinds, inventory, self.book, self.judge, zone)
        self.claims = Claims(kinds, inventory, self.authority, self.planning.claim)
        self.leases = Leases(self.claims)
        self._watch_from = partial(
            LampWatch, inventory, live, self.claims, zone, clock=outside.clock,
            options=DiagnosisOptions(day_margin_s=options.day_margin_s),
        )  # fmt: skip
        self.lamps = self._watch_from(EQUATOR)
        self._until: dict[CommandId, float | None] = {}
        self._claimed: dict[HoldKey, tuple[CommandId, Hold | None]] = {}
        self._settle_at: dict[DeviceId, float] = {}
        self._drafts: list[tuple[OrderDraft, Operator]] = []
        self._order_scribe: Scribe[OrderRecord] = Scribe(self._store_orders, self._show_orders, notices, "orders", 1000)
        self._hold_scribe: Scribe[HoldChange] = Scribe(self._store_holds, self._show_holds, notices, "holds", 200_000)
        self._shown_orders: dict[OrderId, OrderRecord] = {}
        self._shown_holds: dict[HoldKey, Hold | None] = {}
        self._shown_locks: dict[DeviceId, Lock | None] = {}

    # -- life --------------------------------------------------------------------------------------

    def load(self) -> tuple[Any, ...]:
        """Read from the store, on its own thread, what ``restore`` needs."""
        store = self._store
        open_orders = [(order, store.command_log(None, 1_000_000, order=order.id)) for order in store.open_orders()]
        return store.load_documents(), store.load_holds(), store.load_locks(), open_orders

    def restore(self, loaded: tuple[Any, ...]) -> None:
        """Take on what an earlier run left; call before the commander takes its commands on."""
        documents, holds, locks, open_orders = loaded
        self.book.load(documents)
        self.authority.load(holds, locks)
        for order, commands in open_orders:
            self.orders.restore(order, commands)

    def start(self, alarms: Iterable[Alarm], now: float) -> None:
        """The commander has taken its commands on; *alarms* are those that stand."""
        self._order_scribe.start()
        self._hold_scribe.start()
        self._contact.start(now)
        self.orders.restored(now)
        places = [device.position for device in self._inventory.devices.values() if device.position is not None]
        home = middle(places) or EQUATOR
        self.planning.start(home, now)
        self.lamps = self._watch_from(home)
        self.lamps.recall(alarms)

    async def stop(self) -> None:
        await self._order_scribe.stop()
        await self._hold_scribe.stop()

    # -- commands ----------------------------------------------------------------------------------

    def gate(self, command: CommandRecord, device: Device, arguments: Mapping[str, Value]) -> str:
        """Why the command must not go out, as its reason; empty when it may. The commander asks right before."""
        kind = self._kinds[device.kind].commands[command.command]
        found = self.judge.forbidden(device, Wish(kind, arguments, command.source, command.by))
        return "" if found is None else reason_of(found)

    def begin(self, command: CommandRecord, device: Device, until: float | None) -> CommandRecord:
        """Hand a stored command over; a set-state one holds its device until *until*."""
        if until is not None:
            self._until[command.id] = until
        record = self._begin_command(command, device)
        self._until.pop(command.id, None)
        return record

    def on_command(self, command: CommandRecord) -> None:
        """A command made a step: progress of its order, and the hold it makes or does not make."""
        self.orders.on_command(command)
        self.lamps.on_command(command)
        if command.state is _S.QUEUED:
            self._claim(command)
            self.leases.handed(command)
        elif command.state in _NEVER_GOT_THERE:
            self._unclaim(command)

    def _claim(self, command: CommandRecord) -> None:
        if command.source is Source.PLAN or command.note.startswith(SYSTEM):
            return
        if not self.claims.is_setpoint(command.device, command.command):
            return
        key = command.device, command.source
        self._claimed[key] = command.id, self.authority.get(key)
        until = self._until.get(command.id)
        self.authority.claim(
            Hold(
                command.device, command.source, command.command, command.arguments, command.by, command.changed_at,
                until, command.note, command.order,
            )
        )  # fmt: skip

    def _unclaim(self, command: CommandRecord) -> None:
        """It never got there: the device is still as it was before."""
        key = command.device, command.source
        made, before = self._claimed.get(key, (None, None))
        if made == command.id:
            del self._claimed[key]
            if before is not None:
                self.authority.claim(before)
            else:
                self.authority.drop(key)

    # -- time and contact --------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        """Hand over what is due. Call a few times a second."""
        self.orders.tick(now)
        for step in self.authority.take_steps():
            self._hold_scribe.put(step)

    async def each_second(self, now: float) -> None:
        """Let holds and locks end, let come back what they outranked, renew leases."""
        for device, at in self._contact.look(now):
            self.connection(device, True, at)
        ended = self.authority.take_ended(now)
        self.bring_back((hold.device for hold in ended), RETURN, now)
        settled = [device for device, at in self._settle_at.items() if at <= now]
        for device in settled:
            del self._settle_at[device]
        self.bring_back(settled, BACK_ONLINE, now)
        self.bring_back(self.planning.take_due(now), PLAN, now)
        await self.place_drafts(now)
        gone = self.authority.ended_locks(now)
        if gone:
            await self.unlock(gone, "", now)
        for device, claim in self.leases.take_due(now):
            await self._renew(device, claim, now)

    def bring_back(self, devices: Iterable[DeviceId], title: str, now: float) -> None:
        """Give *devices* what rules them now; the orders for it go out with the next ``place_drafts``."""
        self._drafts += self.claims.drafts(dict.fromkeys(devices), title, now)

    async def place_drafts(self, now: float) -> None:
        drafts, self._drafts = self._drafts, []
        for draft, by in drafts:
            preview = self.orders.preview(draft, by)
            if preview.affected:
                await self.place(draft, by, now)

    def connection(self, device: DeviceId, online: bool, at: float) -> None:
        """A device was lost, or speaks again."""
        if not online:
            self.authority.lost([device], at)
            return
        was_away = self.authority.away(device)
        self.authority.back(device, at)
        if was_away:
            self._settle_at[device] = at + SETTLED_S

    def forget(self, device: DeviceId) -> None:
        """The device was removed."""
        self.authority.forget(device)
        self._settle_at.pop(device, None)
        self.lamps.forget(device)
        self.leases.forget(device)

    # -- placing -----------------------------------------------------------------------------------

    async def place(self, draft: OrderDraft, by: Operator, now: float) -> OrderRecord:
        """Store an order and begin with it. Raises EngineError when the store cannot take it."""
        preview = self.orders.preview(draft, by)
        order, commands = self.orders.drafted(draft, preview, by, now)
        stored, numbered = await self._work.stored(lambda: self._store.new_order(order, commands))
        self.orders.take_on(stored, numbered, draft.rate_per_s)
        self._shown_orders[stored.id] = stored
        return stored

    async def _renew(self, device: DeviceId, claim: Claim, now: float) -> None:
        held, kind = self._inventory.devices.get(device), self.claims.command(device, claim.command)
        if held is None or kind is None:
            return
        by = claim.by if claim.by is not None else CENTRE
        asked = CommandRecord(
            CommandId(0), device, claim.command, self.claims.leased(claim, device, now), by, now, now + kind.expires_s,
            _S.REQUESTED, now, note=RENEWAL, source=claim.source,
        )  # fmt: skip
        record = await self._work.stored(lambda: self._store.new_command(asked))
        self.begin(record, held, claim.until)

    async def lock(self, locks: Sequence[Lock], by: Operator, now: float) -> None:
        await self._work.stored(lambda: self._store.put_locks(locks, by.name, now))
        for lock in locks:
            self.authority.put_lock(lock)
            self._shown_locks[lock.device] = lock

    async def unlock(self, locks: Sequence[Lock], by: str, now: float) -> None:
        await self._work.stored(lambda: self._store.remove_locks(locks, by, now))
        for lock in locks:
            self.authority.remove_lock(lock.device)
            self._shown_locks[lock.device] = None

    async def save_document(self, document: Document) -> Document:
        stored = await self._work.stored(lambda: self._store.save_document(document))
        self.book.put(stored)
        now = stored.changed_at
        self.planning.review(now)
        if isinstance(stored.body, Plan) and stored.body.enabled:
            self.bring_back(self.planning.devices_of(stored.body), PLAN, now)
        return stored

    async def remove_document(self, document: Document, by: Operator, now: float) -> None:
        await self._work.stored(lambda: self._store.remove_document(document, by.name, now))
        self.book.remove(document.id)
        self.planning.review(now)

    def check_document(self, document: Document) -> None:
        """Raise EngineError (``bad_document``) for what cannot be put in force."""
        body = document.body
        selections = [body.selection] if isinstance(body, Group) else []
        if isinstance(body, Scene):
            selections = [action.selection for action in body.actions]
        if isinstance(body, Plan):
            selections = [body.selection]
            self.planning.check(document, body)
        unknown = self.book.unknown_groups(selections)
        if unknown:
            raise EngineError("bad_document", f"{document.name}: there is no group {', '.join(map(str, unknown))}")

    # -- the store and the window ------------------------------------------------------------------

    def _save_order(self, order: OrderRecord) -> None:
        self._order_scribe.put(order)

    async def _store_orders(self, orders: Sequence[OrderRecord]) -> None:
        newest = {order.id: order for order in orders}

        def save() -> None:
            for order in newest.values():
                self._store.save_order(order)

        await self._work.write(save)

    def _show_orders(self, orders: Sequence[OrderRecord]) -> None:
        for order in orders:
            self._shown_orders[order.id] = order

    async def _store_holds(self, steps: Sequence[HoldChange]) -> None:
        newest = {step.key: step.hold for step in steps}
        put = [hold for hold in newest.values() if hold is not None]
        gone = [key for key, hold in newest.items() if hold is None]
        await self._work.write(lambda: self._store.change_holds(put, gone))

    def _show_holds(self, steps: Sequence[HoldChange]) -> None:
        for step in steps:
            self._shown_holds[step.key] = step.hold

    async def flushed(self) -> None:
        """Return when everything so far is on disk and shown."""
        for step in self.authority.take_steps():
            self._hold_scribe.put(step)
        await self._hold_scribe.flushed()
        await self._order_scribe.flushed()

    def take_orders(self, first: bool) -> tuple[OrderRecord, ...]:
        """Orders that changed; all open ones the *first* time."""
        shown, self._shown_orders = self._shown_orders, {}
        for order in self.orders.open_orders() if first else self.orders.take_progress():
            shown[order.id] = order
        return tuple(shown.values())

    def take_holds(self, first: bool) -> tuple[tuple[Hold, ...], tuple[HoldKey, ...]]:
        """Holds that are new, and those that are no more."""
        shown, self._shown_holds = self._shown_holds, {}
        put = tuple(self.authority.holds()) if first else tuple(hold for hold in shown.values() if hold is not None)
        return put, tuple(key for key, hold in shown.items() if hold is None)

    def take_locks(self, first: bool) -> tuple[tuple[Lock, ...], tuple[DeviceId, ...]]:
        shown, self._shown_locks = self._shown_locks, {}
        put = tuple(self.authority.locks()) if first else tuple(lock for lock in shown.values() if lock is not None)
        return put, tuple(device for device, lock in shown.items() if lock is None)
