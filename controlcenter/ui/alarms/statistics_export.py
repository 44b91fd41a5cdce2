"""Writes the statistics to a CSV file: one flat table, one row for each number."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.engine.face import AlarmStatistics
from controlcenter.ui.alarm_words import condition_words
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import csv_cell

HEADER = ("table", "key", "name", "start", "end", "count", "value", "acceptable", "manageable")
"""``table`` says what a row is of. Times are local with their offset, shares 0…1, durations seconds; empty: none."""


def write_csv(path: Path, statistics: AlarmStatistics, mirror: Mirror, language: str, zone: ZoneInfo) -> int:
    """Write *statistics*; returns how many rows. The file appears under its name only when complete. Raises OSError."""
    rows = list(_rows(statistics, mirror, language, zone))
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        out.writerows(rows)
    part.replace(path)
    return len(rows)


def _rows(statistics: AlarmStatistics, mirror: Mirror, language: str, zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    def moment(at: float | None) -> str:
        return "" if at is None else datetime.fromtimestamp(at, UTC).astimezone(zone).isoformat(timespec="seconds")

    def number(value: float | None) -> str:
        return "" if value is None else f"{value:.6g}"

    def named(alarm: AlarmId) -> tuple[str, str]:
        name = f"{mirror.name_of(alarm.device)} · {condition_words(alarm, mirror, language)}"
        return csv_cell(str(alarm)), csv_cell(name)

    start, end = moment(statistics.start), moment(statistics.end)
    yield "period", "", "", start, end, str(statistics.activations), "", "", ""
    for one in statistics.measures:
        limits = number(one.acceptable), number(one.manageable)
        yield "measure", one.code, "", start, end, "", number(one.value), *limits
    for table, slots in (("day", statistics.per_day), ("ten_minutes", statistics.per_10_min)):
        for slot in slots:
            yield table, "flood" if slot.flood else "", "", moment(slot.start), "", str(slot.count), "", "", ""
    for begin, until, count in statistics.floods:
        yield "flood", "", "", moment(begin), moment(until), str(count), "", "", ""
    for table, found in (
        ("most_frequent", statistics.most_frequent),
        ("chattering", statistics.chattering),
        ("fleeting", statistics.fleeting),
    ):
        for often in found:
            yield table, *named(often.alarm), "", "", str(often.count), number(often.share), "", ""
    for alarm, since in statistics.stale:
        yield "stale", *named(alarm), moment(since), "", "", "", "", ""
    for priority, count in zip(Priority, statistics.by_priority, strict=True):
        yield "priority", priority.name.lower(), "", "", "", str(count), "", "", ""
    for priority, median, late in statistics.acknowledge_s:
        yield "acknowledge_median_s", priority.name.lower(), "", "", "", "", number(median), "", ""
        yield "acknowledge_95_s", priority.name.lower(), "", "", "", "", number(late), "", ""
