"""Orders, exclusions and sources in words: the same in every view of the control page and on the faceplate."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.commands import Source
from controlcenter.domain.kinds import CommandKind, Kind
from controlcenter.domain.orders import Exclusion, OrderRecord, OrderState
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.commands import argument_text, source_text
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.words import age_text, value_text

_EXCLUSIONS: dict[str, Callable[[], str]] = {
    "unknown_device": lambda: QCoreApplication.translate("Control", "not known any more"),
    "wrong_kind": lambda: QCoreApplication.translate("Control", "has no such command"),
    "bad_argument": lambda: QCoreApplication.translate("Control", "a value is not allowed"),
    "offline": lambda: QCoreApplication.translate("Control", "offline"),
    "out_of_service": lambda: QCoreApplication.translate("Control", "out of service"),
    "locked": lambda: QCoreApplication.translate("Control", "locked"),
    "outranked": lambda: QCoreApplication.translate("Control", "held by something more important"),
    "interlock": lambda: QCoreApplication.translate("Control", "an interlock keeps it"),
    "does_not_fit": lambda: QCoreApplication.translate("Control", "the text does not fit"),
    "forbidden_words": lambda: QCoreApplication.translate("Control", "forbidden words"),
    "already": lambda: QCoreApplication.translate("Control", "shows it already"),
}
_ORDER_STATES: dict[OrderState, Callable[[], str]] = {
    OrderState.APPROVAL: lambda: QCoreApplication.translate("Control", "waits for a second person"),
    OrderState.ROLLING: lambda: QCoreApplication.translate("Control", "being handed over…"),
    OrderState.WAITING: lambda: QCoreApplication.translate("Control", "waiting for results…"),
    OrderState.DONE: lambda: QCoreApplication.translate("Control", "done"),
    OrderState.CANCELLED: lambda: QCoreApplication.translate("Control", "cancelled", "order"),
    OrderState.REFUSED: lambda: QCoreApplication.translate("Control", "refused", "order"),
    OrderState.EXPIRED: lambda: QCoreApplication.translate("Control", "ran out", "order"),
}
_RULES: dict[str, Callable[[], str]] = {
    "off_above": lambda: QCoreApplication.translate("Control", "many lamps go dark at once"),
    "free_sign_text": lambda: QCoreApplication.translate("Control", "the text is not from the library"),
    "command": lambda: QCoreApplication.translate("Control", "this command always needs one"),
}
_CENTRE: dict[str, Callable[[], str]] = {
    "@return": lambda: QCoreApplication.translate("Control", "Back to what ruled before"),
    "@back_online": lambda: QCoreApplication.translate("Control", "Back in reach: told again what rules it"),
    "@renewal": lambda: QCoreApplication.translate("Control", "Renewed before it runs out"),
}


def exclusion_reason(code: str) -> str:
    """The reason alone, as the heading of all that are left out for it."""
    known = _EXCLUSIONS.get(code)
    return known() if known is not None else code


def exclusion_text(exclusion: Exclusion, mirror: Mirror, language: str) -> str:
    """Why this device is left out, with the facts: by whom it is locked, which interlock keeps it."""
    facts = exclusion.facts
    detail = _DETAILS.get(exclusion.code)
    words = detail(exclusion, mirror, language) if detail is not None and facts else ""
    return one_line(words or exclusion_reason(exclusion.code), 200)


def order_state_text(state: OrderState) -> str:
    return _ORDER_STATES[state]()


def approval_text(rules: Sequence[str]) -> str:
    """Why a second person must agree, such as ``many lamps go dark at once``; empty when none must."""
    return ", ".join(_RULES[rule]() if rule in _RULES else rule for rule in rules)


def spoken(text: str) -> str:
    """*text* as a person wrote it; the centre's own codes (``@return``) in words."""
    code, _, facts = text.partition(":")
    known = _CENTRE.get(code)
    if known is None:
        return one_line(text, 300)
    return f"{known()}: {one_line(facts.strip(), 200)}" if facts.strip() else known()


def order_title(order: OrderRecord, mirror: Mirror, language: str) -> str:
    """What the order is called; one without a title by its first command."""
    if order.title or not order.actions:
        return spoken(order.title) or str(order.id)
    action = order.actions[0]
    commands = (kind.commands.get(action.command) for kind in mirror.kinds.values())
    known = next((command for command in commands if command is not None), None)
    return wish_text(known, dict(action.arguments), language) if known is not None else action.command


def until_text(until: float | None, now: float, zone: ZoneInfo) -> str:
    """``until 06:00``, with the day when it is not today; without an end ``until it is released``."""
    if until is None:
        return QCoreApplication.translate("Control", "until it is released")
    end, here = (datetime.fromtimestamp(at, UTC).astimezone(zone) for at in (until, now))
    form = "%H:%M" if end.date() == here.date() else "%d/%m %H:%M"
    return QCoreApplication.translate("Control", "until {time}").format(time=end.strftime(form))


def length_text(seconds: float) -> str:
    """How long a roll-out takes: under a second is at once."""
    if seconds < 1:
        return QCoreApplication.translate("Control", "at once")
    return age_text(seconds)


def interlock_text(kind: Kind | None, point: str, value: object, language: str) -> str:
    """What keeps a command from being given: the permit's own words, then what *point* shows."""
    permits = [permit for command in kind.commands.values() for permit in command.permits] if kind else []
    message = next((permit.message.in_(language) for permit in permits if permit.point == point), "")
    known = kind.points.get(point) if kind else None
    name = known.name.in_(language) if known else point
    if value in ("?", None):
        shown = QCoreApplication.translate("Control", "{point} is not known").format(point=name)
    else:
        text = value_text(value, known, language) if isinstance(value, bool | int | float | str) else str(value)
        shown = f"{name}: {text}"
    return f"{message} ({shown})" if message else f"{exclusion_reason('interlock')} ({shown})"


def wish_text(command: CommandKind, arguments: dict[str, object], language: str) -> str:
    """``Dim 60 %``: the command with its arguments; digests, which nobody asked for, are left out."""
    parts = [command.name.in_(language)]
    for argument in command.arguments:
        value = arguments.get(argument.key)
        if argument.type == "digest" or not isinstance(value, bool | int | float | str):
            continue
        words = argument.values.get(value) if isinstance(value, str) else None
        text = words.in_(language) if words else argument_text(value, language)
        parts.append(f"{text} {argument.unit}" if argument.unit else text)
    return " ".join(parts)


def _wrong_kind(exclusion: Exclusion, mirror: Mirror, language: str) -> str:
    kind = mirror.kinds.get(str(exclusion.facts.get("kind", "")))
    if kind is None:
        return ""
    words = QCoreApplication.translate("Control", "a {kind} has no such command")
    return words.format(kind=kind.name.in_(language))


def _offline(exclusion: Exclusion, _mirror: Mirror, _language: str) -> str:
    words = QCoreApplication.translate("Control", "offline: broker {broker} is out of reach")
    return words.format(broker=exclusion.facts.get("broker", ""))


def _locked(exclusion: Exclusion, _mirror: Mirror, _language: str) -> str:
    words = QCoreApplication.translate("Control", "locked by {owner}: {reason}")
    return words.format(owner=exclusion.facts.get("owner", ""), reason=exclusion.facts.get("reason", ""))


def _outranked(exclusion: Exclusion, _mirror: Mirror, _language: str) -> str:
    name = str(exclusion.facts.get("source", "")).upper()
    if name not in Source.__members__:
        return ""
    words = QCoreApplication.translate("Control", "{source} holds it (by {by})")
    return words.format(source=source_text(Source[name]), by=exclusion.facts.get("by", ""))


def _interlock(exclusion: Exclusion, mirror: Mirror, language: str) -> str:
    kind = mirror.kinds.get(mirror.kind_of(exclusion.device))
    return interlock_text(kind, str(exclusion.facts.get("point", "")), exclusion.facts.get("value"), language)


def _listed(exclusion: Exclusion, _mirror: Mirror, _language: str) -> str:
    facts = ", ".join(str(value) for value in exclusion.facts.values())
    return f"{exclusion_reason(exclusion.code)}: {facts}"


_DETAILS: dict[str, Callable[[Exclusion, Mirror, str], str]] = {
    "wrong_kind": _wrong_kind,
    "offline": _offline,
    "locked": _locked,
    "outranked": _outranked,
    "interlock": _interlock,
    "bad_argument": _listed,
    "does_not_fit": _listed,
    "forbidden_words": _listed,
}
