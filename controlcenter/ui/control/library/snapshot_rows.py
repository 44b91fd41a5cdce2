"""What a snapshot kept beside what is reported now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.documents import Snapshot
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality, Value
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import natural_key, one_line
from controlcenter.ui.views.system_table import Column
from controlcenter.ui.widgets.symbols import Symbol
from controlcenter.ui.words import DASH, age_text, quality_text, reading_text, value_text

CLOSE = 0.5
"""Numbers nearer than this times their last digit are the same."""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One point: its names, both values in words, and whether they differ."""

    device: DeviceId
    key: str
    name: str
    point: str
    kept: str
    now: str
    trust: str
    differs: bool
    doubtful: bool
    """The value reported now is stale, bad or missing: the comparison proves nothing."""


def kept_rows(snapshot: Snapshot, mirror: Mirror, language: str, now: float) -> list[KeptRow]:
    """A row for each point kept, by device as people sort them."""
    rows = list(_rows(snapshot, mirror, language, now))
    rows.sort(key=lambda row: (natural_key(row.name), row.device, row.key))
    return rows


def _rows(snapshot: Snapshot, mirror: Mirror, language: str, now: float) -> Iterator[KeptRow]:
    for device, values in snapshot.values.items():
        kind = mirror.kinds.get(mirror.kind_of(device))
        held = mirror.readings.get(device, {})
        for key, kept in values.items():
            point = kind.points.get(key) if kind else None
            reading = held.get(key)
            value = reading.value if reading else None
            digits = point.precision if point else 2
            text = one_line(value_text(kept, point, language), 80)
            unit = f" {point.unit}" if point and point.unit and not isinstance(kept, str | bool) else ""
            doubtful = reading is None or value is None or reading.quality >= Quality.STALE
            trust = f"{quality_text(reading.quality)} · {age_text(now - reading.received_at)}" if reading else DASH
            yield KeptRow(
                device,
                key,
                mirror.name_of(device),
                point.name.in_(language) if point else key,
                f"{text}{unit}",
                one_line(reading_text(reading, point, language), 80),
                trust,
                not same(kept, value, digits),
                doubtful,
            )


def same(kept: Value, now: Value | None, digits: int) -> bool:
    """Whether both are written alike: numbers to the digits the sensor has."""
    if now is None or isinstance(kept, bool) != isinstance(now, bool):
        return False
    if isinstance(kept, int | float) and isinstance(now, int | float):
        return abs(kept - now) < CLOSE * 10.0**-digits
    return kept == now


def differing(rows: Iterable[KeptRow]) -> list[KeptRow]:
    """Rows somebody should look at: another value, or none that can be trusted."""
    return [row for row in rows if row.differs or row.doubtful]


def kept_columns(_look: Look) -> Sequence[Column[KeptRow]]:
    def differs(row: KeptRow) -> str:
        if row.doubtful:
            return QCoreApplication.translate("Library", "not sure")
        if row.differs:
            return QCoreApplication.translate("Library", "differs")
        return QCoreApplication.translate("Library", "same")

    return (
        Column(
            lambda: QCoreApplication.translate("Library", "Device"),
            lambda row: row.name,
            118,
            symbol=lambda row: Symbol.STALE if row.doubtful else None,
            grows=True,
        ),
        Column(lambda: QCoreApplication.translate("Library", "Point"), lambda row: row.point, 82),
        Column(lambda: QCoreApplication.translate("Library", "Kept"), lambda row: row.kept, 66, right=True),
        Column(lambda: QCoreApplication.translate("Library", "Now"), lambda row: row.now, 66, right=True),
        Column(lambda: QCoreApplication.translate("Library", "Quality, age"), lambda row: row.trust, 100),
        Column(lambda: QCoreApplication.translate("Library", "Compared"), differs, 0),
    )
