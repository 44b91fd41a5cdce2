"""Orders: one wish for many devices, kept as one record with a result for each of them."""

import enum

import msgspec

from controlcenter.domain.commands import CommandState, Operator, Source
from controlcenter.domain.ids import DeviceId, OrderId
from controlcenter.domain.readings import Value
from controlcenter.domain.selections import Selection


class Action(msgspec.Struct, frozen=True):
    """One command for some devices."""

    selection: Selection
    command: str
    arguments: dict[str, Value] = {}


class OrderDraft(msgspec.Struct, frozen=True):
    """What somebody wants done. Where actions overlap, a device obeys the last one that names it."""

    actions: tuple[Action, ...]
    title: str = ""
    reason: str = ""
    source: Source = Source.OPERATOR
    until: float | None = None
    """When it ends by itself and what it outranked comes back (s since 1970 UTC); None: when it is released."""
    rate_per_s: float | None = None
    """Commands a second at most; None: the setting."""
    even_if_same: bool = False
    """Also those devices that show already what is wanted."""
    retry_of: OrderId | None = None


class Exclusion(msgspec.Struct, frozen=True):
    """A device an order leaves out, and why.

    ``code``: ``unknown_device``, ``wrong_kind``, ``bad_argument``, ``offline``, ``out_of_service``, ``locked``,
    ``outranked`` (a source of more weight holds it), ``interlock``, ``does_not_fit`` (text on this sign),
    ``forbidden_words`` or ``already`` (it shows what is wanted). ``facts`` fill the translated text.
    """

    device: DeviceId
    code: str
    facts: dict[str, Value] = {}


class Target(msgspec.Struct, frozen=True):
    """A device an order will command."""

    device: DeviceId
    command: str
    arguments: dict[str, Value]


class OrderPreview(msgspec.Struct, frozen=True):
    """What an order would do now; nothing was changed."""

    affected: tuple[Target, ...]
    excluded: tuple[Exclusion, ...]
    approval: tuple[str, ...] = ()
    """Rules that want a second person: ``off_above``, ``free_sign_text`` or ``command``."""
    seconds: float = 0.0
    """How long handing it over takes at its rate."""


class OrderState(enum.StrEnum):
    APPROVAL = "approval"
    """Waits for a second person; nothing was sent."""
    ROLLING = "rolling"
    """Being handed over, at its rate."""
    WAITING = "waiting"
    """All handed over; some devices have not come to an end."""
    DONE = "done"
    CANCELLED = "cancelled"
    """Taken back before all of it was handed over; what had been sent went its way."""
    REFUSED = "refused"
    """The second person said no."""
    EXPIRED = "expired"
    """Nobody approved in time, or the engine stopped before all was handed over."""

    @property
    def final(self) -> bool:
        return self in (OrderState.DONE, OrderState.CANCELLED, OrderState.REFUSED, OrderState.EXPIRED)


class OrderRecord(msgspec.Struct, frozen=True):
    """An order as it stands now. Its commands carry its id; ``counts`` are theirs by state."""

    id: OrderId
    title: str
    reason: str
    source: Source
    by: Operator
    at: float
    until: float | None
    state: OrderState
    changed_at: float
    total: int
    """Commands, that is devices not excluded."""
    counts: dict[CommandState, int] = {}
    excluded: tuple[Exclusion, ...] = ()
    actions: tuple[Action, ...] = ()
    approval: tuple[str, ...] = ()
    approved_by: Operator | None = None
    note: str = ""
    """What the second person, or whoever cancelled, said."""
    retry_of: OrderId | None = None

    @property
    def confirmed(self) -> int:
        return self.counts.get(CommandState.CONFIRMED, 0)

    @property
    def ended(self) -> int:
        """Commands that have come to an end, whichever."""
        return sum(count for state, count in self.counts.items() if state.final)


RETRIED = frozenset(
    {
        CommandState.REFUSED,
        CommandState.EXPIRED,
        CommandState.FAILED,
        CommandState.MISMATCH,
        CommandState.UNCONFIRMED,
        CommandState.CANCELLED,
    }
)
"""Ends that "retry failed only" tries again; what was superseded was overtaken on purpose."""
