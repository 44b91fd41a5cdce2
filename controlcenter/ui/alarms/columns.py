"""The columns of the list of alarms: heading, text, order."""

import functools
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QCoreApplication

from controlcenter.domain.alarms import Alarm
from controlcenter.ui.alarm_words import condition_words, priority_word
from controlcenter.ui.alarms.texts import duration_text, limit_of, note_of, state_of, value_of
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import fold, natural_key, one_line
from controlcenter.ui.words import DASH, clock_text, moment_text

KEPT = 262_144
# The same names stand on thousands of alarms.
folded_text = functools.lru_cache(maxsize=KEPT)(fold)
ordered_text = functools.lru_cache(maxsize=KEPT)(natural_key)

Key = Any
"""Whatever compares with the other keys of its column."""


class Speech(msgspec.Struct):
    """What a cell's text depends on besides the alarm."""

    mirror: Mirror
    language: str
    zone: ZoneInfo
    now: float


class Column(msgspec.Struct, frozen=True):
    """``share``: of the room that is left; ``drop``: hidden by itself in a narrow window, the highest first."""

    key: str
    heading: Callable[[], str]
    text: Callable[[Alarm, Speech], str]
    order: Callable[[Alarm, Speech], Key]
    width: int
    share: int = 0
    number: bool = False
    shown: bool = True
    drop: int = 0


def _kind(alarm: Alarm, speech: Speech) -> str:
    kind = speech.mirror.kinds.get(speech.mirror.kind_of(alarm.id.device))
    return kind.name.in_(speech.language) if kind else DASH


def _area(alarm: Alarm, speech: Speech) -> str:
    area = speech.mirror.areas.get(alarm.area) if alarm.area is not None else None
    return one_line(area.name, 80) if area else DASH


def _value_key(alarm: Alarm, _speech: Speech) -> Key:
    value = alarm.value
    if isinstance(value, str):
        return (1, 0.0, value)
    return (2, 0.0, "") if value is None else (0, float(value), "")


def _source(alarm: Alarm, speech: Speech) -> str:
    return clock_text(alarm.source_at, speech.zone)


COLUMNS: tuple[Column, ...] = (
    Column("priority", lambda: "", lambda alarm, _: "", lambda alarm, _: -int(alarm.priority), 36),
    Column(
        "time",
        lambda: QCoreApplication.translate("Alarms", "Time"),
        lambda alarm, speech: moment_text(alarm.raised_at or None, speech.now, speech.zone),
        lambda alarm, _: -alarm.raised_at,
        106,
    ),
    Column(
        "age",
        lambda: QCoreApplication.translate("Alarms", "Age"),
        lambda alarm, speech: duration_text(speech.now - alarm.raised_at) if alarm.raised_at else DASH,
        lambda alarm, _: -alarm.raised_at,
        82,
        drop=3,
    ),
    Column(
        "device",
        lambda: QCoreApplication.translate("Alarms", "Device"),
        lambda alarm, speech: one_line(speech.mirror.name_of(alarm.id.device)),
        lambda alarm, speech: ordered_text(speech.mirror.name_of(alarm.id.device)),
        140,
        share=4,
    ),
    Column(
        "condition",
        lambda: QCoreApplication.translate("Alarms", "Condition"),
        lambda alarm, speech: condition_words(alarm.id, speech.mirror, speech.language),
        lambda alarm, speech: ordered_text(condition_words(alarm.id, speech.mirror, speech.language)),
        152,
        share=5,
    ),
    Column(
        "value",
        lambda: QCoreApplication.translate("Alarms", "Value"),
        lambda alarm, speech: value_of(alarm, speech.mirror, speech.language),
        _value_key,
        86,
        number=True,
    ),
    Column(
        "limit",
        lambda: QCoreApplication.translate("Alarms", "Limit"),
        lambda alarm, speech: limit_of(alarm, speech.mirror, speech.language),
        lambda alarm, _: (alarm.limit is None, alarm.limit or 0.0),
        70,
        number=True,
        drop=4,
    ),
    Column(
        "area",
        lambda: QCoreApplication.translate("Alarms", "Area"),
        _area,
        lambda alarm, speech: ordered_text(_area(alarm, speech)),
        96,
        share=1,
        drop=2,
    ),
    Column(
        "state",
        lambda: QCoreApplication.translate("Alarms", "State"),
        lambda alarm, speech: state_of(alarm, speech.now, speech.zone),
        lambda alarm, speech: (alarm.cycle.acknowledged, state_of(alarm, speech.now, speech.zone)),
        132,
        share=3,
    ),
    Column(
        "note",
        lambda: QCoreApplication.translate("Alarms", "Note"),
        lambda alarm, speech: note_of(alarm, speech.mirror, speech.language),
        lambda alarm, speech: (-alarm.behind, note_of(alarm, speech.mirror, speech.language)),
        112,
        share=3,
        drop=1,
    ),
    Column(
        "priority_word",
        lambda: QCoreApplication.translate("Alarms", "Priority"),
        lambda alarm, _: priority_word(alarm.priority),
        lambda alarm, _: -int(alarm.priority),
        90,
        shown=False,
    ),
    Column(
        "kind",
        lambda: QCoreApplication.translate("Alarms", "Kind"),
        _kind,
        lambda alarm, speech: ordered_text(_kind(alarm, speech)),
        100,
        shown=False,
    ),
    Column(
        "source",
        lambda: QCoreApplication.translate("Alarms", "Device's clock"),
        _source,
        lambda alarm, _: alarm.source_at or 0.0,
        100,
        shown=False,
    ),
    Column(
        "occurrence",
        lambda: QCoreApplication.translate("Alarms", "Times"),
        lambda alarm, _: str(alarm.occurrence),
        lambda alarm, _: -alarm.occurrence,
        64,
        number=True,
        shown=False,
    ),
)
PLACE = {column.key: place for place, column in enumerate(COLUMNS)}
