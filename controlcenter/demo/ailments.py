"""What each fault of the demo city does to one device, and how it is undone."""

from collections.abc import Callable

import numpy as np

from controlcenter.demo.models.cabinets import Cabinets
from controlcenter.demo.models.family import Family, Said
from controlcenter.demo.models.linked import Linked
from controlcenter.demo.models.moment import Moment
from controlcenter.demo.models.sensors import Air, Water
from controlcenter.demo.models.signs import Signs
from controlcenter.demo.models.sirens import Sirens
from controlcenter.demo.models.streetlights import Streetlights

SMOKE = 45.0
"""µg/m³ which smoke adds: over the first limit of fine dust, under its second and under that of coarse dust."""
CLOCKS_OFF_S = (-400 * 86_400.0, 366 * 86_400.0, 5_400.0, -86_400.0)
DEAD_MODULE = 16
"""Pixels on a side of the module of a sign that fails."""

Undo = Callable[[Moment], list[Said]]

Fault = Callable[[Family, int, Moment, np.random.Generator], tuple[list[Said], Undo | None]]


def _cabinet_mains_lost(family: Family, row: int, at: Moment, _: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Cabinets) or not family.mains[row]:
        return [], None
    family.lose_mains(row)

    def undo(at: Moment) -> list[Said]:
        family.restore_mains(row)
        return family.states([row], at)

    return family.states([row], at), undo


def _lamp_fails(family: Family, row: int, at: Moment, _: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Streetlights) or family.lamps.failed[row]:
        return [], None
    family.lamps.failed[row] = True

    def undo(_: Moment) -> list[Said]:
        family.lamps.failed[row] = False
        return []

    return family.measured(row, at), undo


def _gauge_freezes(family: Family, row: int, at: Moment, _: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Water) or row in family.frozen:
        return [], None
    family.freeze(row, at.now)

    def undo(_: Moment) -> list[Said]:
        family.frozen.pop(row, None)
        return []

    return [], undo


def _sensor_rubbish(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if row in family.rubbish:
        return [], None
    family.rubbish.add(row)

    def undo(_: Moment) -> list[Said]:
        family.rubbish.discard(row)
        return []

    return [], undo


def _clock_drift(family: Family, row: int, _: Moment, rng: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if row in family.clock_off_s:
        return [], None
    family.clock_off_s[row] = float(rng.choice(CLOCKS_OFF_S))

    def undo(_: Moment) -> list[Said]:
        family.clock_off_s.pop(row, None)
        return []

    return [], undo


def _repeats(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if row in family.repeats:
        return [], None
    family.repeats[row] = b""

    def undo(_: Moment) -> list[Said]:
        family.repeats.pop(row, None)
        return []

    return [], undo


def _device_offline(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Linked) or not family.speaks[row]:
        return [], None
    return family.hang_up(row), lambda _: family.come_back(row)


def _device_silent(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if isinstance(family, Streetlights | Cabinets) or not family.speaks[row]:
        return [], None
    family.speaks[row] = False

    def undo(_: Moment) -> list[Said]:
        family.speaks[row] = True
        return []

    return [], undo


def _device_flaps(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Linked) or not family.speaks[row]:
        return [], None
    family.flapping.add(row)

    def undo(_: Moment) -> list[Said]:
        family.flapping.discard(row)
        return family.come_back(row)

    return [], undo


def _door_chatters(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Cabinets) or row in family.rattling:
        return [], None
    family.rattling.add(row)
    return [], lambda at: family.shut_door(row, at)


def _air_polluted(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Air) or row in family.smoke:
        return [], None
    family.smoke[row] = SMOKE

    def undo(_: Moment) -> list[Said]:
        family.smoke.pop(row, None)
        return []

    return [], undo


def _air_sticks(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Air) or row in family.stuck:
        return [], None
    family.stuck[row] = ""

    def undo(_: Moment) -> list[Said]:
        family.stuck.pop(row, None)
        return []

    return [], undo


def _water_rises(family: Family, row: int, at: Moment, _: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Water) or row in family.surges:
        return [], None
    family.surges[row] = at.now

    def undo(_: Moment) -> list[Said]:
        family.surges.pop(row, None)
        return []

    return [], undo


def _sign_stuck(family: Family, row: int, _: Moment, __: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Signs) or family.panels[row].stuck:
        return [], None
    family.panels[row].stuck = True

    def undo(_: Moment) -> list[Said]:
        family.panels[row].stuck = False
        return []

    return [], undo


def _sign_pixels(family: Family, row: int, at: Moment, rng: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Signs):
        return [], None
    before = family.panels[row].pixels
    family.panels[row].pixels = before.without_module(DEAD_MODULE, rng)

    def undo(at: Moment) -> list[Said]:
        family.panels[row].pixels = before
        return family.states([row], at)

    return family.states([row], at), undo


def _sign_dark(family: Family, row: int, at: Moment, _: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Signs) or family.panels[row].dark:
        return [], None
    family.panels[row].lose_power()

    def undo(at: Moment) -> list[Said]:
        family.panels[row].dark = False
        return family.states([row], at)

    return family.states([row], at), undo


def _siren_battery(family: Family, row: int, at: Moment, _: np.random.Generator) -> tuple[list[Said], Undo | None]:
    if not isinstance(family, Sirens) or row in family.weak:
        return [], None
    family.weak.add(row)

    def undo(at: Moment) -> list[Said]:
        family.weak.discard(row)
        return family.states([row], at)

    return family.states([row], at), undo


FAULTS: dict[str, Fault] = {
    "cabinet_mains_lost": _cabinet_mains_lost,
    "lamp_fails": _lamp_fails,
    "gauge_freezes": _gauge_freezes,
    "sensor_rubbish": _sensor_rubbish,
    "clock_drift": _clock_drift,
    "repeats": _repeats,
    "device_offline": _device_offline,
    "device_silent": _device_silent,
    "device_flaps": _device_flaps,
    "door_chatters": _door_chatters,
    "air_polluted": _air_polluted,
    "air_sticks": _air_sticks,
    "water_rises": _water_rises,
    "sign_stuck": _sign_stuck,
    "sign_pixels": _sign_pixels,
    "sign_dark": _sign_dark,
    "siren_battery": _siren_battery,
}
