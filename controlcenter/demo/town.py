"""The made-up town as GeoJSON, the base map that is shipped with the demo.

``python -m controlcenter.demo.town --write`` writes it.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from controlcenter.demo import names
from controlcenter.demo.geometry import Points, to_lonlat
from controlcenter.demo.layout import SEED, Street, Town, box_ring, make_town
from controlcenter.places import RESOURCES

__all__ = ["BASE_MAP", "SEED", "Street", "Town", "base_map", "is_fresh", "main", "make_town", "text"]

BASE_MAP = RESOURCES / "basemaps" / "demo.geojson"


_CORNERS = np.array([(-2900.0, -1750.0), (2900.0, -1750.0), (2900.0, 2700.0), (-2900.0, 2700.0)])


def base_map(seed: int = SEED) -> dict[str, Any]:
    """Return the town of *seed* as a GeoJSON feature collection, drawn in the order of its features.

    Properties of each feature: ``class`` (ward, park, market, river, canal, lane, street, street_main, bridge) and
    ``name``.
    The collection carries ``name``, ``note``, ``attribution`` and ``bbox`` (west, south, east, north).
    """
    town = make_town(seed)
    features = [*_areas(town), *_water(town), *_streets(town)]
    lonlat = to_lonlat(town.bend(_CORNERS))
    west, south = lonlat.min(axis=0)
    east, north = lonlat.max(axis=0)
    return {
        "type": "FeatureCollection",
        "name": names.TOWN,
        "note": names.NOTE,
        "attribution": names.NOTE,
        "bbox": [float(west), float(south), float(east), float(north)],
        "features": features,
    }


def _polygon(cls: str, name: str, ring: Points) -> dict[str, Any]:
    return _feature(cls, name, {"type": "Polygon", "coordinates": [to_lonlat(ring).tolist()]})


def _line(cls: str, name: str, line: Points) -> dict[str, Any]:
    return _feature(cls, name, {"type": "LineString", "coordinates": to_lonlat(line).tolist()})


def _feature(cls: str, name: str, geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"class": cls, "name": name}, "geometry": geometry}


def _areas(town: Town) -> list[dict[str, Any]]:
    wards = [_polygon("ward", name, box_ring(town.bend, box)) for name, box in town.quarters]
    parks = [_polygon("park", name, ring) for name, ring in town.parks]
    return [*wards, *parks, _polygon("market", *town.market)]


def _water(town: Town) -> list[dict[str, Any]]:
    canals = [_line("canal", name, line) for name, line in town.canals]
    return [*canals, _polygon("river", names.RIVER, town.river_ring)]


def _streets(town: Town) -> list[dict[str, Any]]:
    drawn = []
    for cls in ("lane", "street", "street_main"):
        drawn += [_line(cls, street.name, street.xy) for street in town.streets if street.cls == cls]
    return drawn + [_line("bridge", bridge.name, bridge.xy) for bridge in town.bridges]


def text(seed: int = SEED) -> str:
    """Return the file's text: one feature a line, so that a change of the town reads well."""
    collection = base_map(seed)
    features = collection.pop("features")
    head = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))[:-1]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    return f'{head},"features":[\n{lines}\n]}}\n'


def is_fresh(path: Path = BASE_MAP, seed: int = SEED) -> bool:
    """Whether the file at *path* is what the generator writes today."""
    return path.is_file() and path.read_text(encoding="utf-8") == text(seed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the shipped base map, or with ``--check`` say whether it is fresh by the exit code."""
    parser = argparse.ArgumentParser(prog="python -m controlcenter.demo.town", description=main.__doc__)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", action="store_true")
    action.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    if options.check:
        fresh = is_fresh()
        if not fresh:
            sys.stderr.write(f"{BASE_MAP} is not what the generator writes: run with --write\n")
        return 0 if fresh else 1
    BASE_MAP.parent.mkdir(parents=True, exist_ok=True)
    BASE_MAP.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
