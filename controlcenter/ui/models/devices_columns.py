"""The columns of the device table, as rows of a table: heading, text of a cell, sort key."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication

from controlcenter.domain.devices import Device
from controlcenter.domain.readings import Connection, Quality
from controlcenter.ui.models.commands import source_text
from controlcenter.ui.models.devices_rows import DeviceRows
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.words import DASH, age_text, clock_text, quality_text, value_text

Keys = npt.NDArray[np.generic]


@dataclass(frozen=True, slots=True)
class Cells:
    """What the text of a cell depends on besides its row."""

    rows: DeviceRows
    language: str
    now: float
    zone: ZoneInfo
    kind_names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in pixels at 100 %; ``number`` aligns right; ``live`` cells change without anybody editing.

    ``ranked`` gives the text of a device to sort by where that takes so long that ``DeviceRows.rank_steps`` makes
    the keys; ``share`` is the part of spare width the column takes.
    """

    key: str
    heading: Callable[[], str]
    text: Callable[[Cells, int], str]
    keys: Callable[[DeviceRows], Keys]
    width: int
    number: bool = False
    live: bool = False
    shown: bool = True
    share: int = 0
    ranked: Callable[[Device], str] | None = None


def connection_text(connection: Connection) -> str:
    if connection is Connection.ONLINE:
        return QCoreApplication.translate("Devices", "online")
    if connection is Connection.OFFLINE:
        return QCoreApplication.translate("Devices", "offline")
    return QCoreApplication.translate("Devices", "not known")


def fault_text(cells: Cells, row: int) -> str:
    """The fault in words where the kind has them, else as the device says it; empty when there is none."""
    status = cells.rows.status(row)
    if status is None or not status.fault:
        return ""
    kind = cells.rows.kind_of(row)
    point = kind.points.get("fault") if kind else None
    words = point.values.get(status.fault) if point else None
    return one_line(words.in_(cells.language) if words else status.fault)


def _value(cells: Cells, row: int) -> str:
    reading, point = cells.rows.reading(row), cells.rows.point(row)
    return one_line(value_text(reading.value if reading else None, point, cells.language))


def _unit(cells: Cells, row: int) -> str:
    point = cells.rows.point(row)
    return point.unit if point else ""


def _connection(cells: Cells, row: int) -> str:
    status = cells.rows.status(row)
    return connection_text(status.connection if status else Connection.UNKNOWN)


def _quality(cells: Cells, row: int) -> str:
    status = cells.rows.status(row)
    if status is None or (status.last_seen is None and status.quality is Quality.STALE):
        return DASH
    return quality_text(status.quality)


def _age(cells: Cells, row: int) -> str:
    status = cells.rows.status(row)
    seen = status.last_seen if status else None
    return age_text(None if seen is None else cells.now - seen)


def _seen(cells: Cells, row: int) -> str:
    status = cells.rows.status(row)
    return clock_text(status.last_seen if status else None, cells.zone, date=True)


def _held(cells: Cells, row: int) -> str:
    """Who locked it, else what holds it; empty where its plan rules, or nothing."""
    lock, hold = cells.rows.lock(row), cells.rows.hold(row)
    if lock is not None:
        words = QCoreApplication.translate("Devices", "Locked: {owner}")
        return one_line(words.format(owner=lock.owner.name))
    return one_line(f"{source_text(hold.source)}: {hold.by.name}") if hold is not None else ""


def _worst(rows: DeviceRows) -> Keys:
    """0 for calm rows, less for what needs a look: stale, offline, fault, alarms by their priority."""
    offline = rows.connection == Connection.OFFLINE
    stale = rows.quality >= Quality.STALE
    worst: Keys = np.where(rows.fault, -3, np.where(offline, -2, np.where(stale, -1, 0)))
    for row, priority in rows.alarmed():
        worst[row] = -3 - priority
    return worst


def _faults(rows: DeviceRows) -> Keys:
    """Faults in order of their words, devices without one last."""
    found = {int(row): status.fault for row in np.flatnonzero(rows.fault) if (status := rows.status(int(row)))}
    places = {fault: place for place, fault in enumerate(sorted(set(found.values())))}
    keys = np.full(len(rows), np.nan)
    for row, fault in found.items():
        keys[row] = places[fault]
    return keys


def _ranked(column: str) -> Callable[[DeviceRows], Keys]:
    def keys(rows: DeviceRows) -> Keys:
        ranks = rows.ranked(column)
        return np.zeros(len(rows), np.int32) if ranks is None else ranks

    return keys


def _own(text: Callable[[Device], str]) -> Callable[[Cells, int], str]:
    return lambda cells, row: one_line(text(cells.rows.devices[row]))


def _tags(device: Device) -> str:
    return ", ".join(device.tags)


COLUMNS: tuple[Column, ...] = (
    Column("state", lambda: "", lambda cells, row: "", _worst, 32, live=True),
    Column(
        "name",
        lambda: QCoreApplication.translate("Devices", "Name"),
        _own(lambda device: device.name),
        lambda rows: np.arange(len(rows), dtype=np.int32),
        150,
        share=5,
    ),
    Column(
        "kind",
        lambda: QCoreApplication.translate("Devices", "Kind"),
        lambda cells, row: cells.kind_names.get(kind := cells.rows.devices[row].kind, one_line(kind)),
        lambda rows: rows.ranks_of(rows.kinds, rows.kind),
        118,
        share=2,
    ),
    Column(
        "area",
        lambda: QCoreApplication.translate("Devices", "Area"),
        lambda cells, row: one_line(cells.rows.area_name(row)) or DASH,
        lambda rows: rows.ranks_of(rows.paths, rows.area),
        118,
        share=3,
    ),
    Column(
        "value",
        lambda: QCoreApplication.translate("Devices", "Value"),
        _value,
        lambda rows: rows.value,
        82,
        True,
        True,
        share=1,
    ),
    Column("unit", lambda: QCoreApplication.translate("Devices", "Unit"), _unit, DeviceRows.units, 60),
    Column(
        "connection",
        lambda: QCoreApplication.translate("Devices", "Link"),
        _connection,
        lambda rows: rows.connection.astype(np.int32),
        98,
        live=True,
    ),
    Column(
        "quality",
        lambda: QCoreApplication.translate("Devices", "Quality"),
        _quality,
        lambda rows: rows.quality.astype(np.int32),
        98,
        live=True,
    ),
    Column("age", lambda: QCoreApplication.translate("Devices", "Age"), _age, lambda rows: -rows.seen, 70, True, True),
    Column(
        "fault",
        lambda: QCoreApplication.translate("Devices", "Fault"),
        fault_text,
        _faults,
        118,
        live=True,
        share=3,
    ),
    Column(
        "held",
        lambda: QCoreApplication.translate("Devices", "Held by"),
        _held,
        lambda rows: -np.where(rows.locked, 100, rows.held.astype(np.int32)),
        118,
        live=True,
        shown=False,
        share=2,
    ),
    Column(
        "driver",
        lambda: QCoreApplication.translate("Devices", "Driver"),
        _own(lambda device: device.driver),
        lambda rows: rows.ranks_of(rows.drivers, rows.driver),
        120,
        shown=False,
        share=1,
    ),
    Column(
        "address",
        lambda: QCoreApplication.translate("Devices", "Address"),
        _own(lambda device: device.address),
        _ranked("address"),
        150,
        shown=False,
        share=2,
        ranked=lambda device: device.address,
    ),
    Column(
        "site",
        lambda: QCoreApplication.translate("Devices", "Site"),
        _own(lambda device: device.site),
        lambda rows: rows.ranks_of(rows.sites, rows.site),
        120,
        shown=False,
        share=1,
    ),
    Column(
        "tags",
        lambda: QCoreApplication.translate("Devices", "Tags"),
        _own(_tags),
        _ranked("tags"),
        140,
        shown=False,
        share=2,
        ranked=_tags,
    ),
    Column(
        "seen",
        lambda: QCoreApplication.translate("Devices", "Last seen"),
        _seen,
        lambda rows: rows.seen,
        168,
        live=True,
        shown=False,
    ),
)
PLACE = {column.key: place for place, column in enumerate(COLUMNS)}
