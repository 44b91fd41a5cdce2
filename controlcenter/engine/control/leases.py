"""Fail-safe by lease: what a device gives up by itself is given again while it is in force, and only then."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from controlcenter.domain.authority import Claim
from controlcenter.domain.commands import CommandRecord
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import CommandKind
from controlcenter.domain.readings import Value

if TYPE_CHECKING:
    from controlcenter.engine.control.claims import Claims

RENEW_AT = 2 / 3
"""Share of a lease after which it is renewed: one renewal may fail before anything goes out."""
LEAST_S = 10.0


def shortened(
    command: CommandKind, arguments: Mapping[str, Value], until: float | None, now: float
) -> dict[str, Value]:
    """*arguments* with a lease that is no longer than until *until*; one of 0 s means for good and is shortened too."""
    lease = arguments.get(command.lease) if command.lease else None
    if until is None or isinstance(lease, bool) or not isinstance(lease, int):
        return dict(arguments)
    left = max(1, int(until - now))
    return {**arguments, command.lease: min(lease, left) if lease else left}


class Leases:
    """Who has to be told again, and when. Owned by the engine and used on its loop only."""

    def __init__(self, claims: "Claims") -> None:
        self._claims = claims
        self._renew_at: dict[DeviceId, float] = {}

    def handed(self, command: CommandRecord) -> None:
        """A command is on its way: note when its lease has to be renewed, if it has one."""
        kind = self._claims.command(command.device, command.command)
        if kind is None or not self._claims.is_setpoint(command.device, command.command):
            return
        lease = command.arguments.get(kind.lease) if kind.lease else None
        if isinstance(lease, int) and lease > 0:
            self._renew_at[command.device] = command.changed_at + max(LEAST_S, lease * RENEW_AT)
        else:
            self._renew_at.pop(command.device, None)

    def take_due(self, now: float) -> list[tuple[DeviceId, Claim]]:
        """Devices to be told again what rules them; whoever is ruled by nothing with a lease is left alone."""
        due = [device for device, at in self._renew_at.items() if at <= now]
        found = []
        for device in due:
            del self._renew_at[device]
            claim = self._claims.in_force(device, now)
            kind = self._claims.command(device, claim.command) if claim is not None else None
            if claim is not None and kind is not None and kind.lease and _lasts(claim, now):
                found.append((device, claim))
        return found

    def forget(self, device: DeviceId) -> None:
        self._renew_at.pop(device, None)


def _lasts(claim: Claim, now: float) -> bool:
    return claim.until is None or claim.until - now > LEAST_S
