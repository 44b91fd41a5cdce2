"""The life of a command: which states there are and which may follow which."""

import enum

import msgspec

from controlcenter.domain.ids import CommandId, DeviceId, OrderId
from controlcenter.domain.readings import Value


class CommandState(enum.StrEnum):
    REQUESTED = "requested"
    APPROVAL = "approval"
    """Waits for a second person."""
    QUEUED = "queued"
    SENT = "sent"
    """The broker has it. Never shown as success."""
    ACKED = "acked"
    """The device said so."""
    CONFIRMED = "confirmed"
    """A fresh reading shows it."""
    REFUSED = "refused"
    EXPIRED = "expired"
    FAILED = "failed"
    MISMATCH = "mismatch"
    UNCONFIRMED = "unconfirmed"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"

    @property
    def final(self) -> bool:
        return not FOLLOWERS[self]


_S = CommandState
FOLLOWERS: dict[CommandState, frozenset[CommandState]] = {
    _S.REQUESTED: frozenset({_S.APPROVAL, _S.QUEUED, _S.REFUSED, _S.EXPIRED, _S.CANCELLED}),
    _S.APPROVAL: frozenset({_S.QUEUED, _S.REFUSED, _S.EXPIRED, _S.CANCELLED}),
    _S.QUEUED: frozenset({_S.SENT, _S.UNCONFIRMED, _S.FAILED, _S.EXPIRED, _S.SUPERSEDED, _S.CANCELLED, _S.REFUSED}),
    _S.SENT: frozenset({_S.ACKED, _S.CONFIRMED, _S.REFUSED, _S.FAILED, _S.MISMATCH, _S.UNCONFIRMED, _S.SUPERSEDED}),
    _S.ACKED: frozenset({_S.CONFIRMED, _S.REFUSED, _S.FAILED, _S.MISMATCH, _S.UNCONFIRMED, _S.SUPERSEDED}),
    **{
        end: frozenset()
        for end in (
            _S.CONFIRMED,
            _S.REFUSED,
            _S.EXPIRED,
            _S.FAILED,
            _S.MISMATCH,
            _S.UNCONFIRMED,
            _S.SUPERSEDED,
            _S.CANCELLED,
        )
    },
}


class Source(enum.IntEnum):
    """What a command speaks for; the greater outranks the smaller."""

    PLAN = 0
    OPERATOR = 1
    INCIDENT = 2
    EMERGENCY = 3


class Operator(msgspec.Struct, frozen=True):
    """Who asks, and from where."""

    name: str
    seat: str


class CommandRecord(msgspec.Struct, frozen=True):
    """A command as it stands now; each transition makes a new record and a stored row."""

    id: CommandId
    device: DeviceId
    command: str
    arguments: dict[str, Value]
    by: Operator
    requested_at: float
    expires_at: float
    state: CommandState
    changed_at: float
    reason: str = ""
    """Machine word for why it ended so (``no_answer``, ``device_refused`` …), then the facts after a colon.

    A confirmed one says the readings that proved it: ``shown: level=60``.
    """
    sent_at: float | None = None
    attempts: int = 0
    note: str = ""
    order: OrderId | None = None
    """The order it is part of."""
    source: Source = Source.OPERATOR


class Transition(msgspec.Struct, frozen=True):
    """One step of a command's life."""

    command: CommandId
    at: float
    state: CommandState
    reason: str = ""


class IllegalTransitionError(Exception):
    """A step the table does not have was asked for: nothing was changed."""


def advance(record: CommandRecord, state: CommandState, at: float, reason: str = "") -> CommandRecord:
    """Return *record* one step on; raises IllegalTransitionError when the table does not allow it."""
    if state not in FOLLOWERS[record.state]:
        raise IllegalTransitionError(f"command {record.id}: {record.state} cannot become {state}")
    sent_at = at if state is CommandState.SENT else record.sent_at
    attempts = record.attempts + (state is CommandState.SENT)
    return msgspec.structs.replace(
        record, state=state, changed_at=at, reason=reason, sent_at=sent_at, attempts=attempts
    )
