"""An alarm in words: what the list and the detail pane say of it."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.alarms import Alarm, Cycle, Event, Shelving
from controlcenter.domain.conditions import AlarmId
from controlcenter.engine.face import EngineError, Refusal
from controlcenter.ui.alarm_words import (
    behind_text,
    condition_words,
    cycle_word,
    event_word,
    point_of,
    refusal_words,
    with_unit,
)
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.words import DASH, clock_text, moment_text, value_text


def refusal_text(refusal: Refusal | EngineError) -> str:
    """Why not, in the language of the window; the engine's own words for a code nobody knows here."""
    return refusal_words(refusal.code, refusal.text if isinstance(refusal, Refusal) else str(refusal))


def title_text(alarm: AlarmId, mirror: Mirror, language: str) -> str:
    """``Cabinet TD-112 · Mains lost``."""
    return f"{one_line(mirror.name_of(alarm.device), 120)} · {condition_words(alarm, mirror, language)}"


def duration_text(seconds: float) -> str:
    """``0:03:05``; from a day on ``2 d 04:10``."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    if hours < 24:
        return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    days, hours = divmod(hours, 24)
    unit = QCoreApplication.translate("Alarms", "d", "days")
    return f"{days} {unit} {hours:02d}:{rest // 60:02d}"


def value_of(alarm: Alarm, mirror: Mirror, language: str) -> str:
    """The value that raised it, with its unit."""
    return with_unit(alarm.value, point_of(alarm.id, mirror), language)


def limit_of(alarm: Alarm, mirror: Mirror, language: str) -> str:
    return DASH if alarm.limit is None else value_text(alarm.limit, point_of(alarm.id, mirror), language)


def state_of(alarm: Alarm, now: float, zone: ZoneInfo) -> str:
    """What it is; for one that is out of sight, by whom and until when."""
    if alarm.out_of_service is not None:
        return QCoreApplication.translate("Alarms", "Out of service · {who}").format(
            who=one_line(alarm.out_of_service.by.name, 40)
        )
    if alarm.shelving is not None:
        return shelving_text(alarm.shelving, now, zone)
    if alarm.suppression is not None:
        return event_word(Event.SUPPRESSED)
    word = cycle_word(alarm.cycle)
    if alarm.cycle in (Cycle.ACKNOWLEDGED, Cycle.LATCHED_ACKNOWLEDGED) and alarm.acknowledgement is not None:
        return f"{word} {one_line(alarm.acknowledgement.by.name, 40)}"
    return word


def shelving_text(shelving: Shelving, now: float, zone: ZoneInfo) -> str:
    """``Until 20:14:00 · operator-2``."""
    near = abs(shelving.until - now) < 43_200
    until = clock_text(shelving.until, zone) if near else moment_text(shelving.until, now, zone)
    if shelving.one_shot:
        words = QCoreApplication.translate("Alarms", "Until it clears, at most {time} · {who}")
    else:
        words = QCoreApplication.translate("Alarms", "Until {time} · {who}")
    return words.format(time=until, who=one_line(shelving.by.name, 40))


def note_of(alarm: Alarm, mirror: Mirror, language: str) -> str:
    """What stands behind it, what hides it, or what somebody wrote."""
    if alarm.behind:
        return behind_text(alarm.behind, language)
    if alarm.out_of_service is not None:
        return one_line(alarm.out_of_service.note)
    if alarm.shelving is not None:
        return one_line(alarm.shelving.reason)
    if alarm.suppression is not None:
        words = QCoreApplication.translate("Alarms", "behind {alarm}")
        return words.format(alarm=title_text(alarm.suppression.cause, mirror, language))
    if alarm.acknowledgement is not None and alarm.acknowledgement.note:
        return one_line(alarm.acknowledgement.note)
    return QCoreApplication.translate("Alarms", "chattering") if alarm.chattering else ""
