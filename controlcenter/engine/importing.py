"""Read devices from a CSV table or a GeoJSON collection, naming the line of every mistake."""

import csv
import json
import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from controlcenter.domain.devices import Device, Position
from controlcenter.domain.ids import AreaId, DeviceId, SiteId, device_id
from controlcenter.domain.kinds import Kind
from controlcenter.domain.readings import Value

MOST_BYTES = 200_000_000
COLUMNS = frozenset({"id", "site", "driver", "address", "kind", "name", "area", "lon", "lat", "parent", "tags"})


class ImportFileError(Exception):
    """A file that cannot be taken in; the text names file, line or feature, and field. Nothing was stored."""


def read_devices(path: Path, kinds: Mapping[str, Kind], area_named: Callable[[str], AreaId | None]) -> list[Device]:
    """Devices of *path* (``.csv`` or ``.geojson``). ``option.X`` columns become options; tags are split at ``;``.

    *area_named* looks an area up by its name. Raises ImportFileError.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ImportFileError(f"{path}: larger than {MOST_BYTES} bytes")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportFileError(f"{path}: not UTF-8: {error}") from None
    except OSError as error:
        raise ImportFileError(f"{path}: {error.strerror or error}") from None
    rows = _features(path, text) if path.suffix.lower() in (".geojson", ".json") else _lines(path, text)
    devices: dict[DeviceId, Device] = {}
    for place, row in rows:
        device = _device(place, row, kinds, area_named)
        if device.id in devices:
            raise ImportFileError(f"{place}: {device.id} comes twice")
        devices[device.id] = device
    return list(devices.values())


def _lines(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    reader = csv.DictReader(text.splitlines())
    for name in reader.fieldnames or ():
        if name not in COLUMNS and not name.startswith("option."):
            raise ImportFileError(f"{path}:1: unknown column {name!r}; known: {', '.join(sorted(COLUMNS))}, option.*")
    try:
        for row in reader:
            if None in row:
                raise ImportFileError(f"{path}:{reader.line_num}: more fields than columns")
            yield f"{path}:{reader.line_num}", {key: value for key, value in row.items() if value not in (None, "")}
    except csv.Error as error:
        raise ImportFileError(f"{path}:{reader.line_num}: {error}") from None


def _features(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        collection = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ImportFileError(f"{path}: not JSON: {error}") from None
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise ImportFileError(f"{path}: not a GeoJSON FeatureCollection")
    for number, feature in enumerate(features):
        place = f"{path}: features[{number}]"
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            raise ImportFileError(f"{place}: has no properties")
        yield place, {**properties, **_point(place, feature.get("geometry"))}


def _point(place: str, geometry: object) -> dict[str, Any]:
    if geometry is None:
        return {}
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or geometry.get("type") != "Point" or not isinstance(coordinates, list):
        raise ImportFileError(f"{place}: geometry is not a Point")
    if len(coordinates) < 2:
        raise ImportFileError(f"{place}: coordinates need longitude and latitude")
    return {"lon": coordinates[0], "lat": coordinates[1]}


def _device(
    place: str, row: Mapping[str, Any], kinds: Mapping[str, Kind], area_named: Callable[[str], AreaId | None]
) -> Device:
    driver, address = _text(place, row, "driver"), _text(place, row, "address")
    site = _text(place, row, "site", "main")
    kind = _text(place, row, "kind", "generic")
    known = kinds.get(kind)
    if known is None or not known.device:
        offered = ", ".join(sorted(id_ for id_, one in kinds.items() if one.device))
        why = "no kind of field device" if known is not None else "not known"
        raise ImportFileError(f"{place}: kind: {kind!r} is {why}; expected one of {offered}")
    area = None
    if "area" in row:
        area = area_named(str(row["area"]))
        if area is None:
            raise ImportFileError(f"{place}: area: there is no area {row['area']!r}")
    return Device(
        device_id(site, driver, address), SiteId(site), driver, address, kind,
        _text(place, row, "name", address), area=area, position=_position(place, row),
        parent=DeviceId(str(row["parent"])) if "parent" in row else None,
        options={key.removeprefix("option."): _option(row[key]) for key in row if key.startswith("option.")},
        tags=_tags(row.get("tags", "")),
    )  # fmt: skip


def _text(place: str, row: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = row.get(key, default)
    if not isinstance(value, str) or not value.strip():
        raise ImportFileError(f"{place}: {key}: a text is needed")
    if len(value) > 300:
        raise ImportFileError(f"{place}: {key}: longer than 300 characters")
    return value.strip()


def _position(place: str, row: Mapping[str, Any]) -> Position | None:
    if "lon" not in row and "lat" not in row:
        return None
    try:
        lon, lat = float(row["lon"]), float(row["lat"])
    except (KeyError, TypeError, ValueError):
        raise ImportFileError(f"{place}: lon, lat: two numbers are needed") from None
    if not (math.isfinite(lon) and math.isfinite(lat) and -180 <= lon <= 180 and -90 <= lat <= 90):
        raise ImportFileError(f"{place}: lon, lat: {lon}, {lat} is not a place (longitude first)")
    return Position(lon, lat)


def _tags(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else str(value).split(";")
    return tuple(text for part in parts if (text := str(part).strip()))


def _option(value: object) -> Value:
    if isinstance(value, bool | int | float):
        return value
    text = str(value)
    if text in ("true", "false"):
        return text == "true"
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text
