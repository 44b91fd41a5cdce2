"""The columns of the journal: what each says of a line."""

import time

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.alarms import JournalEntry
from controlcenter.ui.alarm_words import SYMBOLS, condition_words, priority_word
from controlcenter.ui.alarms.journal_words import event_text, line_time, measured_text, stamp_text, state_text
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.models.paged import CellContext, PagedColumn
from controlcenter.ui.words import quality_text

JournalColumn = PagedColumn[JournalEntry]


def _clocks(context: CellContext, entry: JournalEntry) -> str:
    zone = context.look.zone
    arrival = QCoreApplication.translate("AlarmJournal", "Arrived here: {time}")
    source = QCoreApplication.translate("AlarmJournal", "Clock of the device: {time}")
    return "\n".join(
        (
            arrival.format(time=stamp_text(entry.at, zone)),
            source.format(time=stamp_text(entry.source_at, zone)),
        )
    )


def _place(context: CellContext, entry: JournalEntry) -> str:
    parts = (context.mirror.name_of(entry.alarm.device), context.mirror.area_path(entry.area), entry.alarm.device)
    return "\n".join(one_line(part) for part in parts if part)


def _measured_tip(context: CellContext, entry: JournalEntry) -> str:
    text = measured_text(entry, context.mirror, context.look.language)
    quality = QCoreApplication.translate("AlarmJournal", "Quality: {word}").format(word=quality_text(entry.quality))
    return f"{text}\n{quality}" if text else ""


COLUMNS: tuple[JournalColumn, ...] = (
    JournalColumn(
        "time",
        lambda: QCoreApplication.translate("AlarmJournal", "Time"),
        lambda context, entry: line_time(entry.at, time.time(), context.look.zone),
        122,
        tip=_clocks,
    ),
    JournalColumn(
        "priority",
        lambda: QCoreApplication.translate("AlarmJournal", "Priority"),
        lambda context, entry: priority_word(entry.priority),
        126,
        symbol=lambda entry: SYMBOLS[entry.priority],
    ),
    JournalColumn(
        "device",
        lambda: QCoreApplication.translate("AlarmJournal", "Device"),
        lambda context, entry: one_line(context.mirror.name_of(entry.alarm.device), 120),
        130,
        tip=_place,
    ),
    JournalColumn(
        "condition",
        lambda: QCoreApplication.translate("AlarmJournal", "Condition"),
        lambda context, entry: condition_words(entry.alarm, context.mirror, context.look.language),
        104,
    ),
    JournalColumn(
        "event",
        lambda: QCoreApplication.translate("AlarmJournal", "Event"),
        lambda context, entry: event_text(entry, context.mirror, context.look.zone),
        136,
    ),
    JournalColumn(
        "state",
        lambda: QCoreApplication.translate("AlarmJournal", "State after"),
        lambda _, entry: state_text(entry),
        146,
    ),
    JournalColumn(
        "value",
        lambda: QCoreApplication.translate("AlarmJournal", "Value / limit"),
        lambda context, entry: measured_text(entry, context.mirror, context.look.language),
        120,
        right=True,
        tip=_measured_tip,
    ),
    JournalColumn(
        "operator",
        lambda: QCoreApplication.translate("AlarmJournal", "Operator"),
        lambda _, entry: one_line(entry.by.name, 60) if entry.by else "",
        96,
        tip=lambda _, entry: one_line(f"{entry.by.name} · {entry.by.seat}") if entry.by else "",
    ),
    JournalColumn(
        "note", lambda: QCoreApplication.translate("AlarmJournal", "Note"), lambda _, entry: one_line(entry.note), 72
    ),
)
