"""Alarms as they stand and the journal of every step they took."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Row, Select, bindparam, delete, func, select

from controlcenter.domain.alarms import Alarm, Cycle, Event, JournalEntry, JournalFilter
from controlcenter.domain.commands import Operator
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality, Value
from controlcenter.storage.database import Database
from controlcenter.storage.errors import StoreDamagedError
from controlcenter.storage.tables import alarm_journal, alarms

SHELVED, SUPPRESSED, OUT_OF_SERVICE = 1, 2, 4
EVENTS = tuple(Event)
CYCLES = tuple(Cycle)

_EVENT_CODES = {event.value: code for code, event in enumerate(EVENTS)}
_CYCLE_CODES = {cycle.value: code for code, cycle in enumerate(CYCLES)}
_KINDS = (np.float64, np.int64, np.int32, np.uint8, np.uint8, np.uint8, np.uint8, np.uint8)
"""Of the columns of AlarmRows."""
_AT_ONCE = 5000


class _More(msgspec.Struct, frozen=True, omit_defaults=True):
    """What of an entry is only read with its line."""

    source_at: float | None = None
    value: Value | None = None
    limit: float | None = None
    quality: Quality = Quality.GOOD
    seat: str = ""
    note: str = ""
    until: float | None = None
    cause: AlarmId | None = None


class AlarmRows(NamedTuple):
    """Lines of the journal for counting, oldest first: (n,) arrays of equal length.

    ``alarm`` int32, place in ``alarms``; ``event`` uint8, place in EVENTS; ``before`` and ``after`` uint8, places in
    CYCLES; ``priority`` uint8 of ``Priority``; ``overlays`` uint8, sum of SHELVED, SUPPRESSED and OUT_OF_SERVICE.
    """

    at: npt.NDArray[np.float64]
    number: npt.NDArray[np.int64]
    alarm: npt.NDArray[np.int32]
    event: npt.NDArray[np.uint8]
    before: npt.NDArray[np.uint8]
    after: npt.NDArray[np.uint8]
    priority: npt.NDArray[np.uint8]
    overlays: npt.NDArray[np.uint8]
    alarms: tuple[AlarmId, ...]


_alarm = msgspec.json.Decoder(Alarm)
_more = msgspec.json.Decoder(_More)
_encoder = msgspec.json.Encoder()


class AlarmPart:
    """``save_alarm_steps`` … of the store."""

    _db: Database

    def save_alarm_steps(self, changed: Sequence[Alarm], entries: Sequence[JournalEntry]) -> list[int]:
        """Store alarms as they stand now and append *entries*, all or none; returns the numbers of the entries.

        Of an alarm that comes twice the last counts; one at rest is forgotten.
        """
        newest = {alarm.id: alarm for alarm in changed}
        standing = [_alarm_row(alarm) for alarm in newest.values() if not alarm.at_rest]
        lines = [_line(entry) for entry in entries]
        with self._db.write() as connection:
            _forget(connection, newest)
            if standing:
                connection.exec_driver_sql(self._db.insert_sql(alarms), standing)
            # Only the engine on duty writes here, one transaction at a time: numbers have no holes.
            first = (connection.execute(select(func.max(alarm_journal.c.number))).scalar_one() or 0) + 1
            if lines:
                rows = [(number, *line) for number, line in enumerate(lines, first)]
                connection.exec_driver_sql(self._db.insert_sql(alarm_journal), rows)
        return list(range(first, first + len(lines)))

    def load_alarms(self) -> list[Alarm]:
        """Every alarm that is not at rest, by id."""
        with self._db.read() as connection:
            rows = connection.execute(select(alarms).order_by(alarms.c.device, alarms.c.condition)).all()
        return [self._stored_alarm(row) for row in rows]

    def alarm_journal(self, wanted: JournalFilter, before: int | None = None, limit: int = 500) -> list[JournalEntry]:
        """Lines of the journal, newest first, those of the same time in reverse order of their numbers.

        *before* is the number of the last line already read: what follows it comes. None begins with the newest.
        """
        lines = _filtered(select(alarm_journal), wanted)
        with self._db.read() as connection:
            if before is not None:
                at = connection.execute(select(alarm_journal.c.at).where(alarm_journal.c.number == before)).scalar()
                if at is None:
                    return []
                lines = lines.where(alarm_journal.c.at <= at)
                lines = lines.where((alarm_journal.c.at < at) | (alarm_journal.c.number < before))
            lines = lines.order_by(alarm_journal.c.at.desc(), alarm_journal.c.number.desc()).limit(limit)
            rows = connection.execute(lines).all()
        return [self._entry(row) for row in rows]

    def alarm_rows(self, start: float, end: float) -> AlarmRows:
        """What happened in ``[start, end)``, for counting."""
        table = alarm_journal.c
        wanted = (
            select(table.at, table.number, table.device, table.condition, table.event)
            .add_columns(table.before, table.after, table.priority, table.overlays)
            .where(table.at >= start, table.at < end)
            .order_by(table.at, table.number)
        )
        with self._db.read() as connection:
            try:
                return _columns(connection.execute(wanted).partitions(_AT_ONCE))
            except KeyError as error:
                raise StoreDamagedError(self._db.place, f"alarm journal: there is no event or state {error}") from None

    def first_alarm_at(self) -> float | None:
        """When the journal begins; None while it is empty."""
        with self._db.read() as connection:
            first: float | None = connection.execute(select(func.min(alarm_journal.c.at))).scalar_one()
        return first

    def _stored_alarm(self, row: Row[Any]) -> Alarm:
        try:
            alarm = _alarm.decode(row.body)
        except msgspec.DecodeError as error:
            raise StoreDamagedError(self._db.place, f"alarm {row.device}/{row.condition}: {error}") from None
        if alarm.id != (row.device, row.condition):
            raise StoreDamagedError(self._db.place, f"alarm {row.device}/{row.condition}: its body is of {alarm.id}")
        return alarm

    def _entry(self, row: Row[Any]) -> JournalEntry:
        number, at, device, condition, event, before, after, priority, overlays, area, by, text = tuple[Any, ...](row)
        try:
            more = _more.decode(text)
            return JournalEntry(
                AlarmId(DeviceId(device), condition), Event(event), at, Cycle(before), Cycle(after),
                Priority(priority), more.source_at, bool(overlays & SHELVED), bool(overlays & SUPPRESSED),
                bool(overlays & OUT_OF_SERVICE), more.value, more.limit, more.quality, area,
                None if by is None else Operator(by, more.seat), more.note, more.until, more.cause, number,
            )  # fmt: skip
        except (msgspec.DecodeError, ValueError) as error:
            raise StoreDamagedError(self._db.place, f"alarm journal, line {number}: {error}") from None


def _forget(connection: Connection, ids: Iterable[AlarmId]) -> None:
    rows = [{"of_device": one.device, "of_condition": one.condition} for one in ids]
    if rows:
        here = (alarms.c.device == bindparam("of_device")) & (alarms.c.condition == bindparam("of_condition"))
        connection.execute(delete(alarms).where(here), rows)


def _alarm_row(alarm: Alarm) -> tuple[str, str, str]:
    if alarm.behind or alarm.chattering:
        alarm = msgspec.structs.replace(alarm, behind=0, chattering=False)
    return (alarm.id.device, alarm.id.condition, _encoder.encode(alarm).decode())


def _line(entry: JournalEntry) -> tuple[Any, ...]:
    """Every column but the number, in the order of the table."""
    by = entry.by
    more = _More(
        entry.source_at, entry.value, entry.limit, entry.quality, "" if by is None else by.seat, entry.note,
        entry.until, entry.cause,
    )  # fmt: skip
    overlays = SHELVED * entry.shelved + SUPPRESSED * entry.suppressed + OUT_OF_SERVICE * entry.out_of_service
    return (
        entry.at, *entry.alarm, entry.event.value, entry.before.value, entry.after.value, int(entry.priority),
        overlays, entry.area, None if by is None else by.name, _encoder.encode(more).decode(),
    )  # fmt: skip


def _filtered(lines: Select[Any], wanted: JournalFilter) -> Select[Any]:
    column = alarm_journal.c
    if wanted.start is not None:
        lines = lines.where(column.at >= wanted.start)
    if wanted.end is not None:
        lines = lines.where(column.at < wanted.end)
    for named, value in ((column.device, wanted.device), (column.condition, wanted.condition), (column.by, wanted.by)):
        if value is not None:
            lines = lines.where(named == value)
    for listed, values in (
        (column.area, wanted.areas),
        (column.priority, wanted.priorities),
        (column.event, wanted.events),
    ):
        if values:
            lines = lines.where(listed.in_([getattr(one, "value", one) for one in values]))
    return lines


class _Places(dict[tuple[str, str], int]):
    """The place of each alarm in order of its first line."""

    def __missing__(self, key: tuple[str, str]) -> int:
        place = self[key] = len(self)
        return place


def _columns(parts: Iterable[Sequence[Row[Any]]]) -> AlarmRows:
    places = _Places()
    blocks = [_block(part, places) for part in parts] or [[np.zeros(0, kind) for kind in _KINDS]]
    columns: list[Any] = [np.concatenate(column) for column in zip(*blocks, strict=True)]
    return AlarmRows._make([*columns, tuple(AlarmId(DeviceId(device), key) for device, key in places)])


def _block(rows: Sequence[Row[Any]], places: _Places) -> list[npt.NDArray[Any]]:
    at, number, device, condition, event, before, after, priority, overlays = zip(*rows, strict=True)
    columns = (
        at,
        number,
        map(places.__getitem__, zip(device, condition, strict=True)),
        map(_EVENT_CODES.__getitem__, event),
        map(_CYCLE_CODES.__getitem__, before),
        map(_CYCLE_CODES.__getitem__, after),
        priority,
        overlays,
    )
    return [np.fromiter(column, kind, len(rows)) for column, kind in zip(columns, _KINDS, strict=True)]
