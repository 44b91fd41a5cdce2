"""The demo city's devices: the same for the same number and seed, standing where their town has room for them."""

import msgspec
import numpy as np

from controlcenter.demo import names, roadside
from controlcenter.demo.geometry import Points, along, length_of
from controlcenter.demo.layout import SEED, Town, make_town
from controlcenter.demo.site import GREENS, LIT, PLAIN_LUMENS, WATTS_PER_LUMEN, Site, Spot, new_device, patrol, spread
from controlcenter.domain.devices import Area, Device
from controlcenter.domain.readings import Value

LAMPS_PER_CABINET = 64

_SHARES = {"json_water": 0.0048, "json_air": 0.008, "json_traffic": 0.018, "json_wifi": 0.062}
_UNKNOWN_SHARE = 0.01

_SWITCHED = ("turn_on", "turn_off")
_DIMMED = ("turn_on", "turn_off", "dim")


class Inventory(msgspec.Struct, frozen=True):
    """Areas and devices the centre knows at first start, and devices that speak without being known."""

    areas: tuple[Area, ...]
    devices: tuple[Device, ...]
    undiscovered: tuple[Device, ...]
    seed: int


def make_inventory(devices: int, seed: int = SEED) -> Inventory:
    """Fit *devices* (10 … 100,000) into the town; one per cent more speak without being in the inventory.

    Raises ValueError when *devices* is out of range.
    """
    if not 10 <= devices <= 100_000:
        raise ValueError(f"a demo city has 10 to 100,000 devices, not {devices}")
    rng = np.random.default_rng([seed, devices])
    site = Site(make_town(seed), rng)
    wanted = {driver: max(1, round(share * devices)) for driver, share in _SHARES.items()}
    wanted |= {driver: roadside.count_of(driver, devices) for driver in ("message_sign", "siren")}
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


def _lighting(site: Site, lamps: int, cabinets: int, unknown: int) -> tuple[list[Device], list[Device]]:
    """Make *cabinets* with *lamps* on them, and *unknown* lamps nobody has taken in."""
    streets = patrol(site.town.streets)
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
        options = _ratings(driver, spot)
        if number in hidden:
            strangers.append(new_device(driver, address, "streetlight", "", spot, None, options, _DIMMED))
            strangers[-1] = _unknown(strangers[-1])
            continue
        if place == 0:
            boxes.append(_cabinet(spots[min(number + LAMPS_PER_CABINET // 2, total - 1)], circuit + 1, width))
        name = f"L-{circuit + 1:0{width}d}{place + 1:02d} {spot.place}"
        known.append(new_device(driver, address, "streetlight", name, spot, boxes[-1].id, options, _DIMMED))
    return boxes + known, strangers


def _ratings(driver: str, spot: Spot) -> dict[str, Value]:
    """What stands on the plate of a lamp."""
    if driver == "tasmota":
        return {"rated_power_w": PLAIN_LUMENS * WATTS_PER_LUMEN}
    lumens = LIT[spot.cls][0]
    return {"rated_lumens": lumens, "rated_power_w": lumens * WATTS_PER_LUMEN}


def _cabinet(spot: Spot, number: int, width: int) -> Device:
    name = f"Tủ TD-{number:0{width}d} {spot.place}"
    x, y = spot.xy
    beside = Spot((x + 6.0, y + 4.0), spot.area, spot.place)
    return new_device("json_cabinet", f"TD-{number:0{width}d}", "cabinet", name, beside, commands=_SWITCHED)


def _water(site: Site, count: int) -> list[Device]:
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
        spot = Spot((float(xy[0, 0]), float(xy[0, 1])), area, place)
        title = f"Mực nước {place}" if place not in {d.name.removeprefix("Mực nước ") for d in made} else ""
        title = title or f"Mực nước {name} {number + 1}"
        made.append(new_device("json_water", f"wl-{number + 1:02d}", "water_gauge", title, spot))
    return made


def _nearest_bridge(town: Town, xy: Points) -> str | None:
    near = [(float(np.hypot(*(bridge.xy.mean(axis=0) - xy))), bridge.name) for bridge in town.bridges]
    distance, name = min(near)
    return name if distance < 450 else None


def _air(site: Site, count: int) -> list[Device]:
    """Stations at the parks, the market, then spread over the streets."""
    town = site.town
    spots = []
    for area, (name, ring) in zip(GREENS, (*town.parks, town.market), strict=True):
        x, y = ring.mean(axis=0)
        spots.append(Spot((float(x), float(y)), area, name))
    spots += spread(site, ("street", "street_main"), max(0, count - len(spots)))
    return [
        new_device("json_air", f"aq-{number:03d}", "air_station", f"Không khí {spot.place} {number:02d}", spot)
        for number, spot in enumerate(spots[:count], start=1)
    ]


def _traffic(site: Site, count: int) -> list[Device]:
    """Counters on the arms of the junctions, the busiest junctions first."""
    junctions = site.town.junctions
    made = []
    for number in range(count):
        turn, which = divmod(number, len(junctions))
        junction = junctions[which]
        east, north = ((12.0, 0.0), (0.0, 12.0), (-12.0, 0.0), (0.0, -12.0))[turn % 4]
        x, y = junction.x + east, junction.y + north
        name = f"Nút {junction.name}" + (f" ({turn + 1})" if turn else "")
        spot = Spot((x, y), site.area_at((junction.u, junction.v)), junction.name)
        made.append(new_device("json_traffic", f"tc-{number + 1:03d}", "traffic_counter", name, spot))
    return made


def _wifi(site: Site, count: int) -> list[Device]:
    """Access points along the streets, most of them in the middle of the town."""
    spots = spread(site, ("street", "street_main"), count)
    return [
        new_device("json_wifi", f"ap-{number:04d}", "access_point", f"Wi-Fi {spot.place} {number:03d}", spot)
        for number, spot in enumerate(spots, start=1)
    ]


_MAKERS = {
    "json_water": _water,
    "json_air": _air,
    "json_traffic": _traffic,
    "json_wifi": _wifi,
    "message_sign": roadside.signs,
    "siren": roadside.sirens,
}
