"""What rules a device now and what comes back when that ends: holds by weight, then the plan, then its kind's rest."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from controlcenter.domain.authority import Claim
from controlcenter.domain.commands import Operator, Source
from controlcenter.domain.conditions import MAINTENANCE, SWITCHED_OFF, AlarmId
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import CommandKind, Kind
from controlcenter.domain.orders import Action, OrderDraft
from controlcenter.domain.readings import Value
from controlcenter.domain.selections import Selection
from controlcenter.engine.control.authority import Authority
from controlcenter.engine.control.leases import shortened
from controlcenter.engine.inventory import Inventory

CENTRE = Operator("control center", "engine")
"""By whom the centre does what no person asked for at that moment."""
PlanClaim = Callable[[DeviceId, float], Claim | None]
"""What the plan wants of a device at a time."""


class Claims:
    """Owned by the engine and used on its loop only; it changes nothing."""

    def __init__(self, kinds: Mapping[str, Kind], inventory: Inventory, authority: Authority, plan: PlanClaim) -> None:
        self._kinds = kinds
        self._inventory = inventory
        self._authority = authority
        self._plan = plan

    def of(self, device: DeviceId, now: float) -> tuple[Claim, ...]:
        """Every claim on *device*, the one in force first."""
        found = [
            Claim(
                hold.source, hold.command, hold.arguments, hold.at, hold.until, hold.by, hold.reason, hold.order,
                in_force=number == 0,
            )
            for number, hold in enumerate(self._authority.of(device))
        ]  # fmt: skip
        planned = self._plan(device, now)
        if planned is not None:
            found.append(planned if found else _in_force(planned))
        return tuple(found)

    def in_force(self, device: DeviceId, now: float) -> Claim | None:
        """What rules *device*; its kind's state of rest when nobody wants anything, None when there is none."""
        found = self.of(device, now)
        if found:
            return found[0]
        held = self._inventory.devices.get(device)
        kind = self._kinds.get(held.kind) if held is not None else None
        return Claim(Source.PLAN, kind.rest, {}, now, in_force=True) if kind is not None and kind.rest else None

    def drafts(self, devices: Iterable[DeviceId], title: str, now: float) -> list[tuple[OrderDraft, Operator]]:
        """Orders that give *devices* what rules them now, those left out that show it already."""
        batches: dict[tuple[object, ...], tuple[Claim, list[DeviceId]]] = {}
        for device in devices:
            claim = self.in_force(device, now)
            if claim is not None:
                by = claim.by.name if claim.by is not None else ""
                key = (claim.source, claim.command, tuple(claim.arguments.items()), by, claim.plan, claim.until)
                batches.setdefault(key, (claim, []))[1].append(device)
        return [
            (
                OrderDraft(
                    (Action(Selection(tuple(batch)), claim.command, self.leased(claim, batch[0], now)),),
                    title, claim.reason or claim.plan, claim.source, claim.until if claim.by is not None else None,
                ),
                claim.by if claim.by is not None else CENTRE,
            )
            for claim, batch in batches.values()
        ]  # fmt: skip

    def leased(self, claim: Claim, device: DeviceId, now: float) -> dict[str, Value]:
        """The claim's arguments, its lease no longer than the claim itself."""
        command = self.command(device, claim.command)
        return claim.arguments if command is None else shortened(command, claim.arguments, claim.until, now)

    def command(self, device: DeviceId, key: str) -> CommandKind | None:
        held = self._inventory.devices.get(device)
        kind = self._kinds.get(held.kind) if held is not None else None
        return kind.commands.get(key) if kind is not None else None

    def hidden_by(self, device: DeviceId, communication: bool, now: float) -> AlarmId | None:
        """The rule that takes alarms of *device* out of sight: a lock; for mere silence, that its supply is off."""
        if self._authority.lock_of(device) is not None:
            return AlarmId(device, MAINTENANCE)
        parent = self._inventory.parent_of(device) if communication else None
        if parent is None:
            return None
        claims = self.of(parent, now)
        command = self.command(parent, claims[0].command) if claims else None
        return AlarmId(parent, SWITCHED_OFF) if command is not None and command.off else None

    def is_setpoint(self, device: DeviceId, command: str) -> bool:
        """Whether *command* sets what *device* is there for, and so holds it."""
        held = self._inventory.devices.get(device)
        kind = self._kinds.get(held.kind) if held is not None else None
        return kind is not None and command in kind.setpoints


def _in_force(claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, in_force=True)
