"""The journal's codes in words: events, states, priorities, values with their units, both clocks."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.alarms import Event, JournalEntry
from controlcenter.ui.alarm_words import cycle_word, event_word, point_of, priority_word, with_unit
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.words import DASH, value_text


def event_text(entry: JournalEntry, mirror: Mirror, zone: ZoneInfo) -> str:
    """What happened, with the fact that belongs to it: until when, behind what, to which priority."""
    word = event_word(entry.event)
    if entry.event is Event.SHELVED and entry.until is not None:
        until = QCoreApplication.translate("AlarmJournal", "{event} until {time}")
        form = "%H:%M" if abs(entry.until - entry.at) < 43_200 else "%d/%m %H:%M"
        return until.format(event=word, time=_local(entry.until, zone).strftime(form))
    if entry.event is Event.SUPPRESSED and entry.cause is not None:
        behind = QCoreApplication.translate("AlarmJournal", "{event}: behind {device}")
        return behind.format(event=word, device=one_line(mirror.name_of(entry.cause.device)))
    if entry.event is Event.PRIORITY_CHANGED:
        return f"{word}: {priority_word(entry.priority)}"
    return word


def state_text(entry: JournalEntry) -> str:
    """The state after it, and what lies over that."""
    overlays = (
        (entry.out_of_service, QCoreApplication.translate("AlarmJournal", "out of service")),
        (entry.shelved, QCoreApplication.translate("AlarmJournal", "shelved")),
        (entry.suppressed, QCoreApplication.translate("AlarmJournal", "suppressed")),
    )
    return " · ".join([cycle_word(entry.after), *(word for on, word in overlays if on)])


def measured_text(entry: JournalEntry, mirror: Mirror, language: str) -> str:
    """The value, and the limit it is held against: ``1.42 / 1.40 m``; empty when there is neither."""
    point = point_of(entry.alarm, mirror)
    if entry.limit is None:
        return "" if entry.value is None else with_unit(entry.value, point, language)
    return f"{value_text(entry.value, point, language)} / {with_unit(entry.limit, point, language)}"


def line_time(at: float, now: float, zone: ZoneInfo) -> str:
    """Local time of a line: ``23/11 18:42:07`` in the year of *now*, else with the year and to the minute."""
    moment = _local(at, zone)
    return moment.strftime("%d/%m %H:%M:%S" if moment.year == _local(now, zone).year else "%Y-%m-%d %H:%M")


def _local(at: float, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at, UTC).astimezone(zone)


def stamp_text(at: float | None, zone: ZoneInfo, date: bool = True) -> str:
    """Local time with milliseconds; a dash when not known."""
    if at is None:
        return DASH
    text = _local(at, zone).isoformat(" ", timespec="milliseconds")[:23]
    return text if date else text[11:]
