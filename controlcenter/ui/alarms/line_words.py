"""The texts of one line of the list: of an alarm, of one behind it, of a folded group."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.alarms import Alarm
from controlcenter.ui.alarm_words import condition_words, cycle_word, priority_word
from controlcenter.ui.alarms.columns import COLUMNS, PLACE, Speech
from controlcenter.ui.alarms.groups import Head
from controlcenter.ui.alarms.lists import home_of
from controlcenter.ui.alarms.texts import duration_text, note_of, state_of, title_text
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.words import clock_text, count_text, moment_text, quality_text

FOLDED, UNFOLDED = "▸ ", "▾ "
INDENT = "    "


def alarm_cell(alarm: Alarm, column: int, speech: Speech, depth: int, unfolded: bool | None) -> str:
    """The text of a cell; *unfolded* None: nothing can be unfolded under it."""
    if column == PLACE["state"] and home_of(alarm) is None:
        return cycle_word(alarm.cycle)
    text = COLUMNS[column].text(alarm, speech)
    if column == PLACE["device"] and depth:
        return INDENT * depth + text
    if column == PLACE["note"] and unfolded is not None:
        return (UNFOLDED if unfolded else FOLDED) + text
    return text


def head_cell(head: Head, column: str, speech: Speech, unfolded: bool) -> str:
    make = _HEAD_CELLS.get(column)
    text = make(head, speech) if make is not None else ""
    return (UNFOLDED if unfolded else FOLDED) + text if column == "device" else text


def _place(head: Head, speech: Speech) -> str:
    if head.cause is not None:
        return title_text(head.cause, speech.mirror, speech.language)
    area = speech.mirror.areas.get(head.area) if head.area is not None else None
    return one_line(area.name, 80) if area else QCoreApplication.translate("Alarms", "Without an area")


def _conditions(head: Head, speech: Speech) -> str:
    return ", ".join(
        f"{count_text(count, speech.language)} × {condition_words(example, speech.mirror, speech.language)}"
        for example, count in head.conditions
    )


def _calling(head: Head, speech: Speech) -> str:
    if not head.unacknowledged:
        return ""
    words = QCoreApplication.translate("Alarms", "{count} unacknowledged")
    return words.format(count=count_text(head.unacknowledged, speech.language))


def _size(head: Head, speech: Speech) -> str:
    count = count_text(len(head.members), speech.language)
    return QCoreApplication.translate("Alarms", "{count} alarms").format(count=count)


_HEAD_CELLS: dict[str, Callable[[Head, Speech], str]] = {
    "time": lambda head, speech: moment_text(head.newest, speech.now, speech.zone),
    "age": lambda head, speech: duration_text(speech.now - head.newest),
    "device": _place,
    "condition": _conditions,
    "state": _calling,
    "note": _size,
    "priority_word": lambda head, _: priority_word(head.priority),
}


def head_tooltip(head: Head, speech: Speech) -> str:
    """The whole of a group in words."""
    return "\n".join(line for line in (_place(head, speech), _size(head, speech), _conditions(head, speech)) if line)


def tooltip(alarm: Alarm, speech: Speech) -> str:
    """What the columns may have shortened, and what they leave out."""
    mirror, language = speech.mirror, speech.language
    raised = QCoreApplication.translate("Alarms", "{priority} · raised {time}").format(
        priority=priority_word(alarm.priority), time=clock_text(alarm.raised_at, speech.zone, date=True)
    )
    lines = [
        title_text(alarm.id, mirror, language),
        raised,
        state_of(alarm, speech.now, speech.zone),
        mirror.area_path(alarm.area),
        note_of(alarm, mirror, language),
    ]
    if alarm.quality:
        words = QCoreApplication.translate("Alarms", "What is known of it is {quality}")
        lines.append(words.format(quality=quality_text(alarm.quality)))
    return "\n".join(line for line in lines if line)
