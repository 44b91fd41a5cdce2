"""Lamps: how bright they are, apart from how they say it."""

import numpy as np

from controlcenter.demo.models.family import Column, Flags, Rows
from controlcenter.demo.models.moment import DAWN_H, DUSK_H

RAMP_S = 1.0
"""A lamp goes from one level to another in this time."""
KEEP_ALIVE_S = 12.0
"""A lamp that lost its power is announced offline this much later, and up to a third more."""
_BOOT_S = (2.0, 6.0)
_PLAN = ((DAWN_H, 80.0), (DUSK_H, 0.0), (22.0, 100.0), (24.0, 60.0))
"""Until which hour of the day, which level; from midnight on dimmed to the morning level at five."""


def planned_level(hour: float) -> float:
    """Return the level of the lighting plan in per cent."""
    if hour < 5.0:
        return 50.0
    return next(level for until, level in _PLAN if hour < until)


class Lamps:
    """The physics of n lamps. Levels in per cent; ``circuit`` is the row of a lamp's cabinet or -1."""

    def __init__(self, circuit: Rows, rated_w: Column, hour: float, rng: np.random.Generator) -> None:
        count = len(circuit)
        self.circuit = circuit
        self.rated_w = rated_w
        self.rng = rng
        self._from: Column = np.zeros(count)
        self.to: Column = np.zeros(count)
        self._changed: Column = np.zeros(count)
        self.dimmer: Column = np.full(count, 100.0)
        self.failed: Flags = np.zeros(count, dtype=bool)
        self.dead: Flags = np.zeros(count, dtype=bool)
        """The electronics, not the light: it says nothing at all."""
        self.powered: Flags = np.ones(count, dtype=bool)
        self.speaks_from: Column = np.zeros(count)
        self.offline_at: Column = np.full(count, np.inf)
        # Circuits switch one after the other, as their clocks differ by a minute or two.
        self._plan_shift = rng.uniform(-0.04, 0.04, int(circuit.max(initial=-1)) + 2)[circuit]
        self._planned: Column = self._plan(hour)
        self.set(np.arange(count), self._planned, 0.0)

    def _plan(self, hour: float) -> Column:
        hours = (hour + self._plan_shift) % 24.0
        distinct, where = np.unique(hours, return_inverse=True)
        return np.array([planned_level(float(each)) for each in distinct])[where]

    def set(self, rows: Rows, level: Column | float, now: float) -> None:
        """Head for *level* from wherever the lamps are."""
        self._from[rows] = self.level(rows, now)
        self.to[rows] = level
        self._changed[rows] = now
        self.dimmer[rows] = np.where(self.to[rows] > 0, self.to[rows], self.dimmer[rows])

    def level(self, rows: Rows, now: float) -> Column:
        done = np.clip((now - self._changed[rows]) / RAMP_S, 0.0, 1.0)
        return np.asarray(self._from[rows] + (self.to[rows] - self._from[rows]) * done)

    def light(self, rows: Rows, now: float) -> Column:
        """Return the level that can be seen: none from a failed lamp or one without power."""
        return np.asarray(self.level(rows, now) * (self.powered[rows] & ~self.failed[rows]))

    def power(self, rows: Rows, now: float) -> Column:
        """Return W drawn; the electronics take half a watt."""
        share = self.light(rows, now) / 100.0
        return np.asarray(np.where(share > 0, 0.06 + 0.94 * share, 0.0) * self.rated_w[rows] + 0.5)

    def follow_plan(self, hour: float, now: float) -> Rows:
        """Let lamps whose plan changes do so, whatever an operator told them before; return them."""
        planned = self._plan(hour)
        rows = np.flatnonzero(planned != self._planned)
        if len(rows):
            self._planned = planned
            self.set(rows, planned[rows], now)
        return rows

    def supply(self, circuits_live: Flags, now: float) -> tuple[Rows, Rows]:
        """Take the supply of the circuits; return lamps given up as offline and lamps that are back.

        ``circuits_live`` has one row a cabinet and a last one, always True, for lamps that hang on none.
        """
        powered = circuits_live[self.circuit] & ~self.dead
        lost = np.flatnonzero(self.powered & ~powered)
        back = np.flatnonzero(~self.powered & powered)
        self.powered = powered
        self.offline_at[lost] = now + KEEP_ALIVE_S * self.rng.uniform(1.0, 1.33, len(lost))
        self.speaks_from[lost] = np.inf
        self.speaks_from[back] = now + self.rng.uniform(*_BOOT_S, len(back))
        self.offline_at[back] = np.inf
        gone = np.flatnonzero(self.offline_at <= now)
        self.offline_at[gone] = np.inf
        started = np.flatnonzero((self.speaks_from <= now) & (self.speaks_from > 0))
        self.speaks_from[started] = 0.0
        self._from[back], self._changed[back] = 0.0, now + _BOOT_S[0]
        return gone, started

    @property
    def speaks(self) -> Flags:
        return np.asarray(self.speaks_from == 0.0)
