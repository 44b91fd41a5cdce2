"""What the centre says about itself, in words: one row per code, with the facts it may use."""

import string
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.notices import Notice, Severity
from controlcenter.domain.readings import Value
from controlcenter.ui.widgets.symbols import Symbol
from controlcenter.ui.words import count_text

SEVERITY_SYMBOL: dict[Severity, Symbol] = {
    Severity.INFO: Symbol.NORMAL,
    Severity.WARNING: Symbol.MEDIUM,
    Severity.ERROR: Symbol.HIGH,
}

_SENTENCES: dict[str, Callable[[], str]] = {
    "broker.offline": lambda: QCoreApplication.translate("Notices", "Broker {place} cannot be reached: {reason}"),
    "broker.refused": lambda: QCoreApplication.translate("Notices", "Broker {place} refuses this centre: {reason}"),
    "broker.silent": lambda: QCoreApplication.translate("Notices", "Broker {place} is connected but nothing arrives"),
    "broker.loss": lambda: QCoreApplication.translate("Notices", "Messages from broker {place} were lost: {lost}"),
    "broker.tls": lambda: QCoreApplication.translate(
        "Notices", "The secure connection to broker {place} cannot be trusted: {reason}"
    ),
    "driver.failed": lambda: QCoreApplication.translate(
        "Notices", "Driver {place} failed too often in a row and was stopped: {error}"
    ),
    "driver.flooded": lambda: QCoreApplication.translate(
        "Notices", "Driver {place} is sent more than it may read, some messages are dropped: {address}"
    ),
    "driver.slow": lambda: QCoreApplication.translate("Notices", "Driver {place} takes too long to read its messages"),
    "driver.load_failed": lambda: QCoreApplication.translate("Notices", "Driver {place} could not be loaded: {error}"),
    "store.failing": lambda: QCoreApplication.translate(
        "Notices", "History cannot be written and waits in memory: {reason}"
    ),
    "store.dropped": lambda: QCoreApplication.translate("Notices", "History was given up for want of room: {dropped}"),
    "store.disk_low": lambda: QCoreApplication.translate("Notices", "The disk of the store is nearly full: {place}"),
    "store.damaged": lambda: QCoreApplication.translate("Notices", "Part of the store cannot be read: {reason}"),
    "payload.bad": lambda: QCoreApplication.translate("Notices", "Driver {place} cannot read some messages: {error}"),
    "payload.too_large": lambda: QCoreApplication.translate(
        "Notices", "Messages that are too large are left unread: {place}"
    ),
    "discovery.full": lambda: QCoreApplication.translate(
        "Notices", "The list of discovered devices is full, driver {place} adds no more: {limit}"
    ),
    "clock.jump": lambda: QCoreApplication.translate("Notices", "The clock of this machine jumped by {seconds} s"),
    "profile.second_copy": lambda: QCoreApplication.translate(
        "Notices", "Another copy of the program already uses this profile: {place}"
    ),
    "settings.bad": lambda: QCoreApplication.translate("Notices", "The settings cannot be used: {reason}"),
}
CODES = tuple(_SENTENCES)

_SAME_FACT = ("reason", "error", "message", "detail", "last_error")
"""Names under which the engine tells why: whichever a sentence asks for, any of them serves."""


def notice_text(notice: Notice, language: str) -> str:
    """*notice* in one sentence of plain text; an unknown code with its facts as they are."""
    sentence = _SENTENCES.get(notice.code)
    if sentence is None:
        return _raw(notice)
    words = {name: _fact(value, language) for name, value in notice.facts.items()}
    words["place"] = notice.place
    text = sentence()
    for name in (field for _, field, _, _ in string.Formatter().parse(text) if field):
        word = words.get(name) or _alias(name, words)
        # A sentence whose fact is missing ends before it.
        text = text.replace(f"{{{name}}}", word) if word else text.replace(f": {{{name}}}", "")
        text = text.replace(f"{{{name}}}", "—")
    return text


def _alias(name: str, words: dict[str, str]) -> str:
    if name not in _SAME_FACT:
        return ""
    return next((words[other] for other in _SAME_FACT if words.get(other)), "")


def _raw(notice: Notice) -> str:
    facts = " · ".join(f"{name} {value}" for name, value in notice.facts.items())
    return " · ".join(part for part in (notice.code, notice.place, facts) if part)


def _fact(value: Value, language: str) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return count_text(value, language)
    return count_text(value, language, 1) if isinstance(value, float) else value
