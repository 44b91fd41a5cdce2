"""The town as a place to put devices: areas, and spots along its streets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from controlcenter.demo import names
from controlcenter.demo.geometry import along, length_of, to_lonlat
from controlcenter.demo.layout import Street, Town
from controlcenter.domain.devices import Area, Device, Position
from controlcenter.domain.ids import AreaId, DeviceId, SiteId, device_id
from controlcenter.domain.readings import Value

SITE = SiteId("demo")
TOWN_AREA = AreaId(1)
GREENS = (AreaId(20), AreaId(21), AreaId(22))
"""The two parks and the market."""
LIT = {"street_main": (12_000, 7.0), "street": (8_000, 4.5), "lane": (5_000, 2.0)}
"""Rated lumens of the lamps of a class of street, and metres from its middle to the lamp."""
WATTS_PER_LUMEN = 1 / 120
PLAIN_LUMENS = 10_000
"""Of lamps that do not say theirs."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands, in metres, with the quarter's area and the name of the place."""

    xy: tuple[float, float]
    area: AreaId
    place: str
    cls: str = "street"


class Site:
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
            Area(GREENS[0], names.PARK_RIVER, AreaId(3), "park"),
            Area(GREENS[1], names.PARK_LOTUS, AreaId(5), "park"),
            Area(GREENS[2], names.MARKET, AreaId(3), "market"),
        ]
        return (top, *quarters, *parks)

    def area_at(self, uv: Sequence[float]) -> AreaId:
        return AreaId(2 + self.town.quarter_of(uv[0], uv[1]))

    def spots_along(self, streets: Sequence[Street], count: int) -> Iterator[Spot]:
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
            xy = xy + normal * (LIT[street.cls][1] * side * np.ones(len(mine)))[:, None]
            for (x, y), place in zip(xy.tolist(), uv.tolist(), strict=True):
                yield Spot((x, y), self.area_at(place), street.name, street.cls)


def _position(xy: tuple[float, float]) -> Position:
    lon, lat = to_lonlat(np.array([xy]))[0]
    return Position(float(lon), float(lat))


def new_device(
    driver: str,
    address: str,
    kind: str,
    name: str,
    spot: Spot,
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


def patrol(streets: Sequence[Street]) -> list[Street]:
    """Order *streets* by blocks of the town, so that neighbours in the list are neighbours on the ground."""

    def block(street: Street) -> tuple[int, float, str]:
        x, y = street.xy[len(street.xy) // 2]
        band = int(np.floor(y / 420))
        return (band, x if band % 2 == 0 else -x, street.name)

    return sorted(streets, key=block)


def spread(site: Site, classes: tuple[str, ...], count: int) -> list[Spot]:
    """Pick *count* spots, at random but thickest around the market."""
    streets = patrol([street for street in site.town.streets if street.cls in classes])
    offered = list(site.spots_along(streets, max(4 * count, 40)))
    centre = site.town.market[1].mean(axis=0)
    far = np.hypot(*(np.array([spot.xy for spot in offered]) - centre).T)
    weight = np.exp(-far / 1300.0) + 0.05
    chosen = site.rng.choice(len(offered), count, replace=False, p=weight / weight.sum())
    return [offered[index] for index in sorted(chosen.tolist())]
