"""Which rows are shown and in which order: numpy over plain arrays, nothing live."""

import enum

import msgspec
import numpy as np
import numpy.typing as npt

from controlcenter.domain.ids import AreaId
from controlcenter.domain.readings import Connection, Quality
from controlcenter.ui.models.devices_rows import DeviceRows
from controlcenter.ui.models.devices_text import fold

Order = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


class Shown(enum.StrEnum):
    """States an operator filters by; a device may be in several."""

    ONLINE = "online"
    OFFLINE = "offline"
    STALE = "stale"
    FAULT = "fault"
    UNHEARD = "unheard"
    """Nothing came from it yet: not the same as having fallen silent."""
    PLACELESS = "placeless"
    """It has no place on the map."""
    HELD = "held"
    """An operator, an incident or an emergency has it, not its plan."""
    LOCKED = "locked"
    """Somebody works on it."""


class DeviceFilter(msgspec.Struct, frozen=True):
    """Empty sets let everything through; ``area`` takes everything below it too, 0 the devices without one."""

    text: str = ""
    kinds: frozenset[str] = frozenset()
    states: frozenset[Shown] = frozenset()
    sites: frozenset[str] = frozenset()
    area: AreaId | None = None

    @property
    def live(self) -> bool:
        """Whether rows may come and go without anybody touching the filter."""
        return bool(self.states)


NO_AREA = AreaId(0)


def state_masks(rows: DeviceRows) -> dict[Shown, Mask]:
    """One mask a state over all rows."""
    offline, unheard = rows.connection == Connection.OFFLINE, np.isnan(rows.seen)
    return {
        Shown.ONLINE: rows.connection == Connection.ONLINE,
        Shown.OFFLINE: offline,
        Shown.STALE: (rows.quality == Quality.STALE) & ~offline & ~unheard,
        Shown.FAULT: rows.fault,
        Shown.UNHEARD: unheard & ~offline,
        Shown.PLACELESS: ~rows.placed,
        Shown.HELD: rows.held > 0,
        Shown.LOCKED: rows.locked,
    }


class TextFinder:
    """Finds rows by words; a longer text searches only what the shorter one left."""

    def __init__(self) -> None:
        self._texts: list[str] | None = None
        self._needle = ""
        self._found: list[int] = []

    def find(self, texts: list[str], wanted: str) -> list[int] | None:
        """Rows holding every word of *wanted*, rising; None when nothing is asked for."""
        needle = fold(wanted).strip()
        if not needle:
            self._texts = None
            return None
        longer = texts is self._texts and needle.startswith(self._needle)
        found = self._found if longer else list(range(len(texts)))
        if not (longer and needle == self._needle):
            for word in needle.split():
                found = [row for row in found if word in texts[row]]
        self._texts, self._needle, self._found = texts, needle, found
        return found


def matching(rows: DeviceRows, wanted: DeviceFilter, finder: TextFinder) -> Order:
    """Rows that pass *wanted*, in order of name."""
    keep = np.ones(len(rows), np.bool_)
    if wanted.kinds:
        keep &= _in(rows.kinds, rows.kind, wanted.kinds)
    if wanted.sites:
        keep &= _in(rows.sites, rows.site, wanted.sites)
    if wanted.area is not None:
        areas = {None} if wanted.area == NO_AREA else rows.areas_under(wanted.area)
        keep &= _in(rows.areas, rows.area, areas)
    if wanted.states:
        masks = state_masks(rows)
        keep &= np.logical_or.reduce([masks[state] for state in wanted.states])
    found = finder.find(rows.texts, wanted.text)
    if found is None:
        return np.flatnonzero(keep).astype(np.int32)
    chosen = np.array(found, np.int32)
    return chosen[keep[chosen]]


def _in(names: tuple[object, ...], codes: npt.NDArray[np.int32], wanted: frozenset[object] | set[None]) -> Mask:
    known = np.fromiter((name in wanted for name in names), np.bool_, len(names))
    return known[codes] if len(names) else np.zeros(len(codes), np.bool_)


def sorted_by(order: Order, keys: npt.NDArray[np.generic], descending: bool) -> Order:
    """*order* by *keys* (one a row of the store), equal ones as they were; unknown (NaN) last either way."""
    chosen = keys[order].astype(np.float64)
    chosen = np.where(np.isnan(chosen), np.inf, -chosen if descending else chosen)
    return order[np.argsort(chosen, kind="stable")]
