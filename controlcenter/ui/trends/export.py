"""Writes what the chart shows to files."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import csv_cell
from controlcenter.ui.trends.pens import Pen, device_name


def write_csv(path: Path, pens: Sequence[Pen], start: float, end: float, mirror: Mirror, zone: ZoneInfo) -> int:
    """Write the samples of ``[start, end]`` of all *pens* in order of time; returns how many. Raises OSError.

    One row a sample: local time with its offset, device id and name, point, value (empty when bad), unit.
    The file appears under its name only when complete.
    """
    rows = [row for number, pen in enumerate(pens) for row in _rows(number, pen, start, end)]
    rows.sort()
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(("time", "device", "name", "point", "value", "unit"))
        for at, number, value in rows:
            pen = pens[number]
            moment = datetime.fromtimestamp(at, UTC).astimezone(zone).isoformat(timespec="milliseconds")
            name = csv_cell(device_name(mirror, pen.point))
            unit = pen.meaning.unit if pen.meaning else ""
            out.writerow((moment, csv_cell(pen.point.device), name, csv_cell(pen.point.key), value, unit))
    part.replace(path)
    return len(rows)


def _rows(number: int, pen: Pen, start: float, end: float) -> list[tuple[float, int, str]]:
    low, high = np.searchsorted(pen.times, (start, end)).tolist()
    rows = []
    for at, sample in zip(pen.times[low:high].tolist(), pen.values[low:high].tolist(), strict=True):
        value = pen.to_value(sample)
        text = csv_cell(value) if isinstance(value, str) else "" if value is None else repr(value)
        rows.append((at, number, text))
    return rows
