"""The demo city's devices: the same for the same number and seed, standing where their town has room for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from controlcenter.demo import names
from controlcenter.demo.geometry import Points, along, length_of, to_lonlat
from controlcenter.demo.layout import SEED, Street, Town, make_town
from controlcenter.domain.devices import Area, Device, Position
from controlcenter.domain.ids import AreaId, DeviceId, SiteId, device_id
from controlcenter.domain.readings import Value

SITE = SiteId("demo")
LAMPS_PER_CABINET = 64
TOWN_AREA = AreaId(1)
_GREENS = (AreaId(20), AreaId(21), AreaId(22))
"""The two parks and the market."""

_SHARES = {"json_water": 0.0048, "json_air": 0.008, "json_traffic": 0.018, "json_wifi": 0.062}
_UNKNOWN_SHARE = 0.01
_LIT = {"street_main": (12_000, 7.0), "street": (8_000, 4.5), "lane": (5_000, 2.0)}
"""Rated lumens of the lamps of a class of street, and metres from its middle to the lamp."""

_SWITCHED = ("turn_on", "turn_off")
_DIMMED = ("turn_on", "turn_off", "dim")


class Inventory(msgspec.Struct, frozen=True):
    """Areas and devices the centre knows at first start, and devices that speak without being known."""

    areas: tuple[Area, ...]
    devices: tuple[Device, ...]
    undiscovered: tuple[Device, ...]
    seed: int


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where something stands, in metres, with the quarter's area and the name of the place."""

    xy: tuple[float, float]
    area: AreaId
    place: str
    cls: str = "street"


def make_inventory(devices: int, seed: int = SEED) -> Inventory:
    """Fit *devices* (10 … 100,000) into the town; one per cent more speak without being in the inventory.

    Raises ValueError when *devices* is out of range.
    """
    if not 10 <= devices <= 100_000:
        raise ValueError(f"a demo city has 10 to 100,000 devices, not {devices}")
    rng = np.random.default_rng([seed, devices])
    site = _Site(make_town(seed), rng)
    wanted = {driver: max(1, round(share * devices)) for driver, share in _SHARES.items()}
    lit = devices - sum(wanted.values())
    cabinets = -(-lit // (LAMPS_PER_CABINET + 1))
    unknown = max(2, round(devices * _UNKNOWN_SHARE))
    extra = {"json_air": max(1, unknown // 15), "json_wifi": max(1, unknown // 5) if unknown > 2 else 0}
    extra_lamps = max(1, unknown - sum(extra.values()))

    lamps, hidden = _lighting(site, lit - cabinets, cabinets, extra_lamps)
    for driver, count in wanted.items():
        more = extra.get(driver, 0)
        made = _MAKERS[driver](site, count + more)
        lamps += made[:count]
        hidden += [_unknown(device) for device in made[count:]]
    return Inventory(site.areas(), tuple(lamps), tuple(hidden), seed)


def _unknown(device: Device) -> Device:
    return msgspec.structs.replace(device, parent=None, area=None)


class _Site:
    """The town as a place to put things: areas, spots along streets."""

    def __init__(self, town: Town, rng: np.random.Generator) -> None:
        self.town, self.rng = town, rng

    def areas(self) -> tuple[Area, ...]:
        top = Area(TOWN_AREA, names.TOWN, kind="town")
        quarters = [
            Area(AreaId(number), name, TOWN_AREA, "quarter")
            for number, (name, _) in enumerate(self.town.quarters, start=2)
        ]
        parks = [
            Area(_GREENS[0], names.PARK_RIVER, AreaId(3), "park"),
            Area(_GREENS[1], names.PARK_LOTUS, AreaId(5), "park"),
            Area(_GREENS[2], names.MARKET, AreaId(3), "market"),
        ]
        return (top, *quarters, *parks)

    def area_at(self, uv: Sequence[float]) -> AreaId:
        return AreaId(2 + self.town.quarter_of(uv[0], uv[1]))

    def spots_along(self, streets: Sequence[Street], count: int) -> Iterator[_Spot]:
        """Yield *count* spots at equal distances along *streets*, left and right of them by turns."""
        lengths = np.array([length_of(street.xy) for street in streets])
        reached = np.concatenate(([0.0], np.cumsum(lengths)))
        at = (np.arange(count) + 0.5) * reached[-1] / max(count, 1)
        which = np.clip(np.searchsorted(reached, at, side="right") - 1, 0, len(streets) - 1)
        for number in np.unique(which):
            street = streets[number]
            mine = at[which == number] - reached[number]
            xy, normal = along(street.xy, mine)
            uv, _ = along(street.uv, mine * length_of(street.uv) / lengths[number])
            side = np.where(np.arange(len(mine)) % 2 == 0, 1.0, -1.0) if street.cls == "street_main" else 1.0
            xy = xy + normal * (_LIT[street.cls][1] * side * np.ones(len(mine)))[:, None]
            for (x, y), place in zip(xy.tolist(), uv.tolist(), strict=True):
                yield _Spot((x, y), self.area_at(place), street.name, street.cls)


def _position(xy: tuple[float, float]) -> Position:
    lon, lat = to_lonlat(np.array([xy]))[0]
    return Position(float(lon), float(lat))


def _device(
    driver: str,
    address: str,
    kind: str,
    name: str,
    spot: _Spot,
    parent: DeviceId | None = None,
    options: dict[str, Value] | None = None,
    commands: tuple[str, ...] = (),
) -> Device:
    return Device(
        id=device_id(SITE, driver, address),
        site=SITE,
        driver=driver,
        address=address,
        kind=kind,
        name=name,
        area=spot.area,
        position=_position(spot.xy),
        parent=parent,
        options=options or {},
        commands=commands,
    )


def _patrol(streets: Sequence[Street]) -> list[Street]:
    """Order *streets* by blocks of the town, so that neighbours in the list are neighbours on the ground."""

    def block(street: Street) -> tuple[int, float, str]:
        x, y = street.xy[len(street.xy) // 2]
        band = int(np.floor(y / 420))
        return (band, x if band % 2 == 0 else -x, street.name)

    return sorted(streets, key=block)


def _lighting(site: _Site, lamps: int, cabinets: int, unknown: int) -> tuple[list[Device], list[Device]]:
    """Make *cabinets* with *lamps* on them, and *unknown* lamps nobody has taken in."""
    streets = _patrol(site.town.streets)
    total = lamps + unknown
    spots = list(site.spots_along(streets, total))
    hidden = set(np.linspace(total * 0.15, total * 0.95, unknown).astype(int).tolist())
    width = max(2, len(str(cabinets)))
    digits = max(4, len(str(total)))
    known: list[Device] = []
    boxes: list[Device] = []
    strangers: list[Device] = []
    for number, spot in enumerate(spots):
        circuit, place = divmod(len(known), LAMPS_PER_CABINET)
        group = circuit if cabinets >= 5 else number
        driver = "tasmota" if group % 5 in (0, 2, 4) else "smartylighting"
        address = f"{'lamp' if driver == 'tasmota' else 'sl'}-{number + 1:0{digits}d}"
        options: dict[str, Value] = {} if driver == "tasmota" else {"rated_lumens": _LIT[spot.cls][0]}
        if number in hidden:
            strangers.append(_device(driver, address, "streetlight", "", spot, None, options, _DIMMED))
            strangers[-1] = _unknown(strangers[-1])
            continue
        if place == 0:
            boxes.append(_cabinet(spots[min(number + LAMPS_PER_CABINET // 2, total - 1)], circuit + 1, width))
        name = f"L-{circuit + 1:0{width}d}{place + 1:02d} {spot.place}"
        known.append(_device(driver, address, "streetlight", name, spot, boxes[-1].id, options, _DIMMED))
    return boxes + known, strangers


def _cabinet(spot: _Spot, number: int, width: int) -> Device:
    name = f"Tủ TD-{number:0{width}d} {spot.place}"
    x, y = spot.xy
    beside = _Spot((x + 6.0, y + 4.0), spot.area, spot.place)
    return _device("json_cabinet", f"TD-{number:0{width}d}", "cabinet", name, beside, commands=_SWITCHED)


def _water(site: _Site, count: int) -> list[Device]:
    """Gauges on the river (every second one) and the canals, named after the next bridge."""
    town = site.town
    lines = [(names.RIVER, town.river_line), *town.canals]
    shares = [0.5, *[0.5 / len(town.canals)] * len(town.canals)]
    made: list[Device] = []
    for number in range(count):
        line_number = 0 if number % 2 == 0 else 1 + (number // 2) % len(town.canals)
        name, line = lines[line_number]
        turns = max(1.0, count * shares[line_number])
        share = ((number // 2 if line_number == 0 else number // (2 * len(town.canals))) + 0.5) / turns
        low, high = (0.18, 0.82) if line_number == 0 else (0.1, 0.7)
        xy, _ = along(line, np.array([length_of(line) * (low + (high - low) * (share % 1.0))]))
        place = _nearest_bridge(town, xy[0]) or name
        area = site.area_at(xy[0].tolist())
        spot = _Spot((float(xy[0, 0]), float(xy[0, 1])), area, place)
        title = f"Mực nước {place}" if place not in {d.name.removeprefix("Mực nước ") for d in made} else ""
        title = title or f"Mực nước {name} {number + 1}"
        made.append(_device("json_water", f"wl-{number + 1:02d}", "water_gauge", title, spot))
    return made


def _nearest_bridge(town: Town, xy: Points) -> str | None:
    near = [(float(np.hypot(*(bridge.xy.mean(axis=0) - xy))), bridge.name) for bridge in town.bridges]
    distance, name = min(near)
    return name if distance < 450 else None


def _air(site: _Site, count: int) -> list[Device]:
    """Stations at the parks, the market, then spread over the streets."""
    town = site.town
    spots = []
    for area, (name, ring) in zip(_GREENS, (*town.parks, town.market), strict=True):
        x, y = ring.mean(axis=0)
        spots.append(_Spot((float(x), float(y)), area, name))
    spots += _spread(site, ("street", "street_main"), max(0, count - len(spots)))
    return [
        _device("json_air", f"aq-{number:03d}", "air_station", f"Không khí {spot.place} {number:02d}", spot)
        for number, spot in enumerate(spots[:count], start=1)
    ]


def _traffic(site: _Site, count: int) -> list[Device]:
    """Counters on the arms of the junctions, the busiest junctions first."""
    junctions = site.town.junctions
    made = []
    for number in range(count):
        turn, which = divmod(number, len(junctions))
        junction = junctions[which]
        east, north = ((12.0, 0.0), (0.0, 12.0), (-12.0, 0.0), (0.0, -12.0))[turn % 4]
        x, y = junction.x + east, junction.y + north
        name = f"Nút {junction.name}" + (f" ({turn + 1})" if turn else "")
        spot = _Spot((x, y), site.area_at((junction.u, junction.v)), junction.name)
        made.append(_device("json_traffic", f"tc-{number + 1:03d}", "traffic_counter", name, spot))
    return made


def _wifi(site: _Site, count: int) -> list[Device]:
    """Access points along the streets, most of them in the middle of the town."""
    spots = _spread(site, ("street", "street_main"), count)
    return [
        _device("json_wifi", f"ap-{number:04d}", "access_point", f"Wi-Fi {spot.place} {number:03d}", spot)
        for number, spot in enumerate(spots, start=1)
    ]


def _spread(site: _Site, classes: tuple[str, ...], count: int) -> list[_Spot]:
    """Pick *count* spots, at random but thickest around the market."""
    streets = _patrol([street for street in site.town.streets if street.cls in classes])
    offered = list(site.spots_along(streets, max(4 * count, 40)))
    centre = site.town.market[1].mean(axis=0)
    far = np.hypot(*(np.array([spot.xy for spot in offered]) - centre).T)
    weight = np.exp(-far / 1300.0) + 0.05
    chosen = site.rng.choice(len(offered), count, replace=False, p=weight / weight.sum())
    return [offered[index] for index in sorted(chosen.tolist())]


_MAKERS = {"json_water": _water, "json_air": _air, "json_traffic": _traffic, "json_wifi": _wifi}
