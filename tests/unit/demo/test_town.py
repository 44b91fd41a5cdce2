import json

import numpy as np
import pytest

from controlcenter.demo import names
from controlcenter.demo import town as basemap
from controlcenter.demo.geometry import CENTRE_LAT, CENTRE_LON, Points, distance_to, to_lonlat
from controlcenter.demo.inventory import make_inventory
from controlcenter.demo.layout import make_town
from controlcenter.domain.devices import Device


def metres(devices: list[Device]) -> Points:
    lonlat = np.array([(d.position.lon, d.position.lat) for d in devices if d.position])
    scale = to_lonlat(np.array([(1000.0, 1000.0)]))[0] - (CENTRE_LON, CENTRE_LAT)
    return (lonlat - (CENTRE_LON, CENTRE_LAT)) / scale * 1000.0


def inside(ring: Points, point: Points) -> bool:
    (x0, y0), (x1, y1) = ring[:-1].T, ring[1:].T
    crossing = ((y0 > point[1]) != (y1 > point[1])) & (
        point[0] < (x1 - x0) * (point[1] - y0) / np.where(y1 == y0, 1, y1 - y0) + x0
    )
    return bool(crossing.sum() % 2)


def test_the_same_seed_builds_the_same_town_and_another_seed_another():
    make_town.cache_clear()
    first = basemap.text(3)
    make_town.cache_clear()
    assert basemap.text(3) == first
    assert basemap.text(4) != first


def test_the_shipped_base_map_is_fresh_small_and_says_that_it_is_made_up():
    assert basemap.is_fresh()
    assert basemap.BASE_MAP.stat().st_size < 1_500_000
    shipped = json.loads(basemap.BASE_MAP.read_text(encoding="utf-8"))
    assert "Made-up" in shipped["note"]
    assert "(demo)" in shipped["name"]


def test_a_changed_or_missing_base_map_is_not_fresh(tmp_path):
    path = tmp_path / "map.geojson"
    assert not basemap.is_fresh(path)
    path.write_text("{}", encoding="utf-8")
    assert not basemap.is_fresh(path)


def test_the_base_map_holds_every_class_and_only_finite_coordinates_near_the_town():
    collection = basemap.base_map()
    classes = {feature["properties"]["class"] for feature in collection["features"]}
    assert classes == {"river", "canal", "street_main", "street", "lane", "park", "ward", "market", "bridge"}
    for feature in collection["features"]:
        assert feature["properties"]["name"]
        line = feature["geometry"]["coordinates"]
        points = np.array(line[0] if feature["geometry"]["type"] == "Polygon" else line)
        assert np.abs(points - (CENTRE_LON, CENTRE_LAT)).max() < 0.06


def test_rings_are_closed():
    town = make_town()
    for ring in (town.river_ring, *(ring for _, ring in town.parks), town.market[1]):
        assert np.array_equal(ring[0], ring[-1])


def test_the_river_is_bridged_in_several_places():
    assert {*names.BRIDGES, *names.RING_BRIDGES} <= {bridge.name for bridge in make_town().bridges}


@pytest.mark.parametrize("count", [50, 1000])
def test_lamps_stand_beside_streets(count):
    town = make_town()
    lamps = metres([d for d in make_inventory(count).devices if d.kind == "streetlight"])
    nearest = np.min([distance_to(street.xy, lamps) for street in town.streets], axis=0)
    assert nearest.max() < 8.0
    assert nearest.min() > 0.0


def test_gauges_stand_in_water():
    town = make_town()
    for gauge in metres([d for d in make_inventory(5000).devices if d.kind == "water_gauge"]):
        in_canal = min(distance_to(line, gauge[None, :])[0] for _, line in town.canals) < 3.0
        assert inside(town.river_ring, gauge) or in_canal
