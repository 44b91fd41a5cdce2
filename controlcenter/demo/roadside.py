"""Where the demo city's message signs and sirens stand, and what sizes the signs have."""

import math
from collections.abc import Iterator

import numpy as np

from controlcenter.demo.geometry import length_of
from controlcenter.demo.site import GREENS, Site, Spot, new_device, spread
from controlcenter.domain.devices import Device
from controlcenter.domain.readings import Value

SIGN_COMMANDS = ("show", "blank", "set_brightness", "pixel_test")
SIREN_COMMANDS = ("arm", "disarm", "sound", "silence", "test")
_SIZES: tuple[tuple[int, int, str, int], ...] = (
    (192, 64, "rgb", 2),
    (128, 48, "amber", 1),
    (192, 64, "amber", 2),
    (96, 32, "amber", 1),
    (128, 48, "rgb", 1),
    (96, 32, "white", 1),
)
"""Width and height in pixels, colour and font, by turns."""
_OF_5000 = {"message_sign": 12, "siren": 6}
_BESIDE_M = 14.0


def count_of(driver: str, devices: int) -> int:
    """How many of *driver* a city of *devices* has: they go with its reach, the root of its size."""
    return max(1, round(_OF_5000[driver] * math.sqrt(devices / 5000)))


def signs(site: Site, count: int) -> list[Device]:
    """Signs along the main streets, the longest first."""
    streets = sorted((one for one in site.town.streets if one.cls == "street_main"), key=lambda one: -length_of(one.xy))
    made = []
    for number, spot in enumerate(site.spots_along(streets, count), start=1):
        width, height, colour, font = _SIZES[(number - 1) % len(_SIZES)]
        options: dict[str, Value] = {"width": width, "height": height, "colour": colour, "font": font}
        name = f"Biển VMS-{number:02d} {spot.place}"
        made.append(
            new_device("message_sign", f"vms-{number:02d}", "sign", name, spot, options=options, commands=SIGN_COMMANDS)
        )
    return made


def sirens(site: Site, count: int) -> list[Device]:
    """Sirens where people are (market and parks) and where water comes (bridges), then over the streets."""
    spots = [spot for spot, _ in zip(_crowded(site), range(count), strict=False)]
    spots += spread(site, ("street", "street_main"), count - len(spots))
    return [
        new_device(
            "siren", f"sr-{number:02d}", "siren", f"Còi {spot.place} {number:02d}", spot, commands=SIREN_COMMANDS
        )
        for number, spot in enumerate(spots, start=1)
    ]


def _crowded(site: Site) -> Iterator[Spot]:
    town = site.town
    for area, (name, ring) in zip(GREENS, (*town.parks, town.market), strict=True):
        x, y = ring.mean(axis=0) + _BESIDE_M
        yield Spot((float(x), float(y)), area, name)
    for bridge in town.bridges:
        x, y = bridge.xy[0] + np.array((_BESIDE_M, 0.0))
        yield Spot((float(x), float(y)), site.area_at(bridge.uv[0].tolist()), bridge.name)
