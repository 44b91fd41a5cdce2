"""Orders for many: judged, stored as one record, handed over at their rate, followed to the last result."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from controlcenter.domain.arguments import ArgumentError, validate_arguments
from controlcenter.domain.commands import CommandRecord, CommandState, Operator, advance
from controlcenter.domain.devices import Device
from controlcenter.domain.documents import SignText
from controlcenter.domain.ids import CommandId, DeviceId, OrderId
from controlcenter.domain.kinds import CommandKind, Kind
from controlcenter.domain.orders import (
    RETRIED,
    Action,
    Exclusion,
    OrderDraft,
    OrderPreview,
    OrderRecord,
    OrderState,
    Target,
)
from controlcenter.domain.readings import Connection, Value
from controlcenter.domain.selections import Selection
from controlcenter.engine.control.book import DocumentBook
from controlcenter.engine.control.judge import Judge, Wish
from controlcenter.engine.control.leases import shortened
from controlcenter.engine.face import EngineError
from controlcenter.engine.inventory import Inventory
from controlcenter.engine.live import LiveState

_S = CommandState
SYSTEM = "@"
"""Titles and notes that begin so are the centre's own, coded for translation; no person's may."""
APPROVE_WITHIN_S = 900.0
"""An order nobody approved by then is never sent."""
MOST_BURST_S = 0.2
"""After a pause no more is handed over at once than belongs to this time."""


class ControlOptions(msgspec.Struct, frozen=True):
    """How orders are given. ``two_person_off_above`` 0: never."""

    rate_per_s: float = 1000.0
    override_survives_s: float = 900.0
    day_margin_s: float = 1800.0
    two_person_off_above: int = 0
    two_person_free_sign_text: bool = False
    two_person_commands: tuple[str, ...] = ()
    """``kind.command``, such as ``siren.sound``."""


class Reach(NamedTuple):
    """What the desk acts on."""

    begin: Callable[[CommandRecord, Device, float | None], CommandRecord]
    """Hand a stored command to the commander; the last value is when its hold ends."""
    put: Callable[[CommandRecord], None]
    """Take the step of a command that ended before it was handed over."""
    save: Callable[[OrderRecord], None]
    """Take an order that came to another state, to be stored and then shown."""


class _Rolling:
    """An order that has not come to its end, with what of it waits."""

    def __init__(self, record: OrderRecord, commands: Iterable[CommandRecord], rate_per_s: float) -> None:
        self.record = record
        self.waiting = deque(commands)
        self.rate_per_s = rate_per_s
        self.allowance = 0.0
        self.states: dict[CommandId, CommandState] = {one.id: one.state for one in self.waiting}
        self.counts: Counter[CommandState] = Counter(self.states.values())
        self.unprovable: set[CommandId] = set()
        """Commands that no reading can prove: the device's word is their end."""
        self.changed = True

    def see(self, command: CommandRecord) -> None:
        before = self.states.get(command.id)
        if before is not None:
            self.counts[before] -= 1
        self.states[command.id] = command.state
        self.counts[command.state] += 1
        self.changed = True

    @property
    def all_ended(self) -> bool:
        open_ = sum(count for state, count in self.counts.items() if not state.final)
        if open_ and self.unprovable:
            open_ -= sum(self.states.get(number) is _S.ACKED for number in self.unprovable)
        return not open_

    def now(self) -> OrderRecord:
        """The record with the counts as they are."""
        counts = {state: count for state, count in self.counts.items() if count}
        self.record = msgspec.structs.replace(self.record, counts=counts)
        return self.record


class OrderDesk:
    """Owned by the engine and used on its loop only."""

    def __init__(
        self, kinds: Mapping[str, Kind], inventory: Inventory, live: LiveState, book: DocumentBook, judge: Judge,
        reach: Reach, options: ControlOptions,
    ) -> None:  # fmt: skip
        self._kinds = kinds
        self._inventory = inventory
        self._live = live
        self._book = book
        self._judge = judge
        self._reach = reach
        self.options = options
        self._open: dict[OrderId, _Rolling] = {}
        self._handed_at: float | None = None

    # -- asking ------------------------------------------------------------------------------------

    def preview(self, draft: OrderDraft, by: Operator) -> OrderPreview:
        """Who would be commanded and who not. Raises EngineError (``bad_order``)."""
        self._check(draft)
        chosen: dict[DeviceId, Action] = {}
        for action in draft.actions:
            chosen.update(dict.fromkeys(self._book.devices_of(action.selection), action))
        affected: list[Target] = []
        excluded: list[Exclusion] = []
        validated = _Validated(self._kinds)
        for number, action in chosen.items():
            verdict = self._verdict(number, action, draft, by, validated)
            if isinstance(verdict, Target):
                affected.append(verdict)
            else:
                excluded.append(verdict)
        rate = draft.rate_per_s or self.options.rate_per_s
        return OrderPreview(tuple(affected), tuple(excluded), self._approval(affected), len(affected) / rate)

    def _check(self, draft: OrderDraft) -> None:
        if not draft.actions:
            raise EngineError("bad_order", "an order needs at least one action")
        unknown = self._book.unknown_groups(action.selection for action in draft.actions)
        if unknown:
            raise EngineError("bad_order", f"there is no group {', '.join(map(str, unknown))}")
        if draft.rate_per_s is not None and not 0 < draft.rate_per_s <= 100_000:
            raise EngineError("bad_order", f"a rate of {draft.rate_per_s} commands a second is not possible")

    def _verdict(
        self, number: DeviceId, action: Action, draft: OrderDraft, by: Operator, validated: "_Validated"
    ) -> Target | Exclusion:
        device = self._inventory.devices.get(number)
        if device is None:
            return Exclusion(number, "unknown_device")
        command = self._command(device, action.command)
        if command is None:
            return Exclusion(number, "wrong_kind", {"kind": device.kind, "command": action.command})
        arguments = validated.of(device.kind, command, action)
        if isinstance(arguments, str):
            return Exclusion(number, "bad_argument", {"problem": arguments})
        wish = Wish(command, arguments, draft.source, by)
        found = self._judge.excluded(device, wish, draft.even_if_same)
        return found if found is not None else Target(number, action.command, arguments)

    def _command(self, device: Device, key: str) -> CommandKind | None:
        """The command when the kind has it, its driver carries it out and the device has not said otherwise."""
        kind, driver = self._kinds.get(device.kind), self._inventory.drivers.get(device.driver)
        command = kind.commands.get(key) if kind is not None else None
        if driver is None or key not in driver.commands or (device.commands and key not in device.commands):
            return None
        return command

    def _approval(self, targets: Sequence[Target]) -> tuple[str, ...]:
        """The rules by which a second person has to agree."""
        rules: set[str] = set()
        off = 0
        limit = self.options.two_person_off_above
        known = {one.body.multi for one in self._book.all() if isinstance(one.body, SignText)}
        for target in targets:
            kind = self._inventory.devices[target.device].kind
            command = self._kinds[kind].commands[target.command]
            off += command.off
            if f"{kind}.{target.command}" in self.options.two_person_commands:
                rules.add("command")
            if self.options.two_person_free_sign_text:
                texts = [target.arguments.get(one.key) for one in command.arguments if one.format == "multi"]
                if any(text not in known for text in texts):
                    rules.add("free_sign_text")
        if limit and off > limit:
            rules.add("off_above")
        return tuple(sorted(rules))

    def drafted(
        self, draft: OrderDraft, preview: OrderPreview, by: Operator, now: float
    ) -> tuple[OrderRecord, list[CommandRecord]]:
        """The order and its commands as they are stored; without numbers yet."""
        state = OrderState.APPROVAL if preview.approval else OrderState.ROLLING
        begun = _S.APPROVAL if preview.approval else _S.REQUESTED
        wait_s = preview.seconds + (APPROVE_WITHIN_S if preview.approval else 0.0)
        # Of what the centre does by itself nobody needs to read who stood right already.
        own = draft.title.startswith(SYSTEM)
        excluded = tuple(one for one in preview.excluded if one.code != "already") if own else preview.excluded
        note = draft.title if own else draft.reason
        commands = []
        for target in preview.affected:
            kind = self._kinds[self._inventory.devices[target.device].kind].commands[target.command]
            arguments = shortened(kind, target.arguments, draft.until, now)
            commands.append(
                CommandRecord(
                    CommandId(0), target.device, target.command, arguments, by, now,
                    now + kind.expires_s + wait_s, begun, now, note=note, source=draft.source,
                )
            )  # fmt: skip
        order = OrderRecord(
            OrderId(0), draft.title, draft.reason, draft.source, by, now, draft.until, state, now, len(commands),
            {begun: len(commands)}, excluded, draft.actions, preview.approval, retry_of=draft.retry_of,
        )  # fmt: skip
        return order, commands

    def take_on(self, order: OrderRecord, commands: Sequence[CommandRecord], rate_per_s: float | None) -> None:
        """Follow a stored order from now on; its commands are handed over at its rate, unless it waits for a yes."""
        self._open[order.id] = _Rolling(order, commands, rate_per_s or self.options.rate_per_s)

    # -- the second person, and second thoughts ----------------------------------------------------

    def approve(self, number: OrderId, by: Operator, note: str, now: float) -> OrderRecord:
        rolling = self._waiting_for_yes(number)
        if by.name == rolling.record.by.name:
            raise EngineError("same_person", f"{by.name} asked for order {number}: somebody else must agree")
        return self._move(rolling, OrderState.ROLLING, now, note, by)

    def refuse(self, number: OrderId, by: Operator, note: str, now: float) -> OrderRecord:
        rolling = self._waiting_for_yes(number)
        self._end_waiting(rolling, _S.REFUSED, f"not_approved: {by.name}", now)
        return self._move(rolling, OrderState.REFUSED, now, note, by)

    def cancel(self, number: OrderId, by: Operator, note: str, now: float) -> OrderRecord:
        rolling = self._open.get(number)
        if rolling is None or not rolling.waiting:
            raise EngineError("too_late", f"nothing of order {number} waits any more")
        self._end_waiting(rolling, _S.CANCELLED, f"cancelled: {by.name}", now)
        return self._move(rolling, OrderState.CANCELLED, now, note)

    def _waiting_for_yes(self, number: OrderId) -> _Rolling:
        rolling = self._open.get(number)
        if rolling is None or rolling.record.state is not OrderState.APPROVAL:
            raise EngineError("not_waiting", f"order {number} does not wait for a second person")
        return rolling

    def _move(
        self, rolling: _Rolling, state: OrderState, now: float, note: str = "", approved_by: Operator | None = None
    ) -> OrderRecord:
        record = rolling.now()
        rolling.record = msgspec.structs.replace(
            record, state=state, changed_at=now, note=note or record.note,
            approved_by=approved_by if approved_by is not None else record.approved_by,
        )  # fmt: skip
        rolling.changed = True
        self._reach.save(rolling.record)
        return rolling.record

    def _end_waiting(self, rolling: _Rolling, state: CommandState, reason: str, now: float) -> None:
        waiting, rolling.waiting = rolling.waiting, deque()
        for command in waiting:
            self._reach.put(advance(command, state, now, reason))

    # -- following ---------------------------------------------------------------------------------

    def on_command(self, command: CommandRecord) -> None:
        """A command made a step."""
        rolling = self._open.get(command.order) if command.order is not None else None
        if rolling is not None:
            rolling.see(command)

    def tick(self, now: float) -> None:
        """Hand over what is due, notice what has ended. Call a few times a second."""
        passed_s = 0.0 if self._handed_at is None else min(MOST_BURST_S, max(0.0, now - self._handed_at))
        self._handed_at = now
        for rolling in list(self._open.values()):
            if rolling.record.state is OrderState.APPROVAL:
                if now - rolling.record.at > APPROVE_WITHIN_S:
                    self._end_waiting(rolling, _S.EXPIRED, "not_approved", now)
                    self._move(rolling, OrderState.EXPIRED, now)
            elif rolling.waiting:
                self._hand_over(rolling, passed_s, now)
            if not rolling.waiting:
                self._settle(rolling, now)

    def _hand_over(self, rolling: _Rolling, passed_s: float, now: float) -> None:
        rolling.allowance += rolling.rate_per_s * passed_s
        while rolling.waiting and rolling.allowance >= 1.0:
            rolling.allowance -= 1.0
            command = rolling.waiting.popleft()
            device = self._inventory.devices.get(command.device)
            state = self._live.devices.get(command.device)
            if device is None:
                self._reach.put(advance(command, _S.REFUSED, now, "unknown_device"))
            elif state is not None and state.connection is Connection.OFFLINE:
                self._reach.put(advance(command, _S.REFUSED, now, "offline"))
            else:
                kind = self._command(device, command.command)
                if kind is not None and not self._judge.rules(device, kind):
                    rolling.unprovable.add(command.id)
                self._reach.begin(command, device, rolling.record.until)

    def _settle(self, rolling: _Rolling, now: float) -> None:
        if rolling.all_ended:
            del self._open[rolling.record.id]
            if rolling.record.state.final:
                self._reach.save(rolling.now())
            else:
                self._move(rolling, OrderState.DONE, now)
        elif rolling.record.state is OrderState.ROLLING:
            self._move(rolling, OrderState.WAITING, now)

    def take_progress(self) -> list[OrderRecord]:
        """Open orders whose counts changed since the last call."""
        moved = [rolling for rolling in self._open.values() if rolling.changed]
        for rolling in moved:
            rolling.changed = False
        return [rolling.now() for rolling in moved]

    def open_orders(self) -> list[OrderRecord]:
        return [rolling.now() for rolling in self._open.values()]

    # -- again, and after a restart ----------------------------------------------------------------

    def restore(self, order: OrderRecord, commands: Iterable[CommandRecord]) -> None:
        """Follow an order of an earlier run: nothing of it is handed over any more."""
        rolling = _Rolling(order, (), self.options.rate_per_s)
        rolling.states = {one.id: one.state for one in commands}
        rolling.counts = Counter(rolling.states.values())
        self._open[order.id] = rolling

    def restored(self, now: float) -> None:
        """All open commands have been looked at: orders that were cut short say so."""
        for rolling in self._open.values():
            state = rolling.record.state
            if state is OrderState.APPROVAL or (state is OrderState.ROLLING and rolling.counts[_S.EXPIRED]):
                self._move(rolling, OrderState.EXPIRED, now)


def retry_draft(order: OrderRecord, commands: Iterable[CommandRecord], now: float) -> OrderDraft:
    """The draft that tries what failed of *order* again, and only that; no actions when nothing failed."""
    wishes: dict[tuple[str, tuple[tuple[str, Value], ...]], list[DeviceId]] = {}
    for command in commands:
        if command.state in RETRIED:
            wishes.setdefault((command.command, tuple(command.arguments.items())), []).append(command.device)
    actions = tuple(
        Action(Selection(tuple(devices)), command, dict(arguments)) for (command, arguments), devices in wishes.items()
    )
    until = order.until if order.until is None or order.until > now else None
    return OrderDraft(actions, order.title, order.reason, order.source, until, even_if_same=True, retry_of=order.id)


class _Validated:
    """Arguments judged once for each kind and action."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = kinds
        self._judged: dict[tuple[str, int], dict[str, Value] | str] = {}

    def of(self, kind: str, command: CommandKind, action: Action) -> dict[str, Value] | str:
        """The arguments complete, or what is wrong with them."""
        key = kind, id(action)
        found = self._judged.get(key)
        if found is None:
            try:
                found = validate_arguments(command, action.arguments)
            except ArgumentError as error:
                found = str(error)
            self._judged[key] = found
        return found
