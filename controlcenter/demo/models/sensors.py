"""Water gauges, air stations, traffic counters and access points: they only tell."""

import math
from collections.abc import Sequence

import numpy as np

from controlcenter.demo.geometry import CENTRE_LON
from controlcenter.demo.models.family import Column, Family, Rows, Said, Stream, bump
from controlcenter.demo.models.linked import Linked
from controlcenter.demo.models.moment import Moment
from controlcenter.domain.devices import Device

PERIOD_S = 30.0
SENSOR_FAULT = 1
SELF_TEST_S = 60.0
"""A frozen gauge notices by itself after this time."""

SURGE_M = 3.2
"""Level to which a surge drives the water: over the first limit of the gauges, under the second."""
SURGE_RISES_S = 60.0

_TIDES = ((12.4206, 0.62, 0.4), (12.0, 0.21, 1.3), (23.9345, 0.38, 2.2))
"""M2, S2, K1: period in hours, amplitude in metres, phase; the delta's two uneven tides a day."""


def tide(hours: Column) -> Column:
    """Return the water level in metres above datum at *hours* since 1970."""
    parts = [height * np.sin(2 * np.pi * hours / period + phase) for period, height, phase in _TIDES]
    return np.asarray(1.35 + np.sum(parts, axis=0))


class Water(Family):
    """``hydro/…/telemetry``: the tide, later the farther up the river a gauge stands."""

    driver = "json_water"

    def __init__(self, devices: Sequence[Device], rng: np.random.Generator) -> None:
        super().__init__(devices, rng)
        count = len(self.devices)
        lon = np.array([device.position.lon if device.position else CENTRE_LON for device in self.devices])
        self._delay_h: Column = (CENTRE_LON + 0.03 - lon) * 109.0 / 15.0 + rng.uniform(0, 0.1, count)
        self._offset: Column = rng.normal(0, 0.06, count)
        self._battery: Column = rng.uniform(3560, 3890, count)
        self.frozen: dict[int, tuple[int, float]] = {}
        """Rows that stand still: the level in cm and since when."""
        self.surges: dict[int, float] = {}
        """Rows where the water is driven up, and since when."""
        self.streams = (Stream([f"hydro/{d.address}/telemetry" for d in self.devices], PERIOD_S, self._texts, rng),)

    def levels_cm(self, rows: Rows, now: float) -> list[int]:
        metres = tide(now / 3600.0 - self._delay_h[rows]) + self._offset[rows]
        for row, since in self.surges.items():
            risen = min(1.0, (now - since) / SURGE_RISES_S)
            metres = np.where(rows == row, metres + risen * (SURGE_M - metres), metres)
        return [int(each) for each in np.rint(100 * metres + self.rng.normal(0, 0.6, len(rows)))]

    def freeze(self, row: int, now: float) -> None:
        self.frozen[row] = (self.levels_cm(np.array([row]), now)[0], now)

    def _texts(self, rows: Rows, at: Moment) -> list[str]:
        battery = (self._battery[rows] + self.rng.normal(0, 4, len(rows))).astype(int).tolist()
        texts = []
        for row, level, millivolts in zip(rows.tolist(), self.levels_cm(rows, at.now), battery, strict=True):
            status = 2 if millivolts < 3500 else 0
            if row in self.frozen:
                level, since = self.frozen[row]
                status = SENSOR_FAULT if at.now - since > SELF_TEST_S else status
            texts.append(f'{{"time":{int(at.now)},"level_cm":{level},"battery_mv":{millivolts},"status":{status}}}')
        return texts


class Air(Linked):
    """``env/air/…``: fine dust of the morning and the evening, ozone of noon, slow wandering in between."""

    driver = "json_air"

    def __init__(self, devices: Sequence[Device], rng: np.random.Generator) -> None:
        super().__init__(devices, rng)
        count = len(self.devices)
        self._bias: Column = rng.normal(1.0, 0.08, count)
        self._wander: Column = rng.normal(0, 1, count)
        self.smoke: dict[int, float] = {}
        """Rows in smoke: how much fine dust it adds, in µg/m³."""
        self.stuck: dict[int, str] = {}
        """Rows whose sensor hangs, with the body they repeat; only the time goes on."""
        self.streams = (Stream([f"env/air/{d.address}/data" for d in self.devices], PERIOD_S, self._texts, rng),)

    def _link_topic(self, row: int) -> str:
        return f"env/air/{self.address(row)}/status"

    def step(self, at: Moment, passed_s: float) -> list[Said]:
        keep = math.exp(-passed_s / 900.0)
        self._wander = self._wander * keep + self.rng.normal(0, 1, len(self)) * math.sqrt(1 - keep * keep)
        return self.flap(at)

    def _texts(self, rows: Rows, at: Moment) -> list[str]:
        hour = at.hour
        rush = bump(hour, 7.2, 2.0) + bump(hour, 18.2, 2.4)
        sun = bump(hour, 13.0, 4.0)
        factor = self._bias[rows] * np.exp(0.12 * self._wander[rows])

        def noisy(base: float, spread: float) -> Column:
            return np.asarray(np.maximum(base * factor * (1 + self.rng.normal(0, spread, len(rows))), 0.0))

        dust = noisy(13 + 15 * rush, 0.03)
        smoke = np.array([self.smoke.get(row, 0.0) for row in rows.tolist()])
        columns = zip(
            (dust + smoke).tolist(),
            (dust * 1.55 + 4 + smoke).tolist(),
            noisy(14 + 22 * rush, 0.05).tolist(),
            noisy(18 + 52 * sun, 0.04).tolist(),
            noisy(0.35 + 0.6 * rush, 0.05).tolist(),
            (26.2 + 6.4 * sun + 0.5 * self._wander[rows] + self.rng.normal(0, 0.08, len(rows))).tolist(),
            np.clip(88 - 27 * sun - 2 * self._wander[rows], 35, 99).tolist(),
            (51 + 11 * rush + 5 * sun + self.rng.normal(0, 1.5, len(rows))).tolist(),
            strict=True,
        )
        form = '"pm25":%.1f,"pm10":%.0f,"no2":%.0f,"o3":%.0f,"co":%.1f,"temp":%.1f,"rh":%.0f,"noise":%.1f}'
        bodies = [form % column for column in columns]
        if self.stuck:
            bodies = [self._hanging(row, body) for row, body in zip(rows.tolist(), bodies, strict=True)]
        return [f'{{"ts":"{at.iso}",{body}' for body in bodies]

    def _hanging(self, row: int, body: str) -> str:
        """Return what a station that hangs goes on saying: the first *body* since it hangs."""
        if row in self.stuck and not self.stuck[row]:
            self.stuck[row] = body
        return self.stuck.get(row, body)


class Traffic(Family):
    """``its/counter/…``: mostly motorcycles, and slower the more there are."""

    driver = "json_traffic"

    def __init__(self, devices: Sequence[Device], rng: np.random.Generator) -> None:
        super().__init__(devices, rng)
        count = len(self.devices)
        self._busy: Column = np.linspace(1500, 320, count) * rng.normal(1.0, 0.15, count)
        self.streams = (Stream([f"its/counter/{d.address}/flow" for d in self.devices], PERIOD_S, self._texts, rng),)

    def _texts(self, rows: Rows, at: Moment) -> list[str]:
        hour = at.hour
        day = 0.06 + 0.34 * bump(hour, 13.0, 5.0) + 0.75 * bump(hour, 7.1, 1.1) + 0.85 * bump(hour, 17.6, 1.5)
        share = np.clip((day + 0.12 * bump(hour, 20.0, 2.0)) * self.rng.normal(1, 0.07, len(rows)), 0.01, 1.4)
        flow = self._busy[rows] * share
        occupancy = np.clip(0.04 + 0.26 * share * self._busy[rows] / 1200.0, 0, 0.95)
        speed = np.clip(47 - 62 * occupancy + self.rng.normal(0, 1.5, len(rows)), 4, 60)
        cars = (flow * self.rng.normal(0.13, 0.01, len(rows))).astype(int)
        trucks = (flow * 0.022).astype(int)
        columns = zip(
            flow.astype(int).tolist(), speed.tolist(), occupancy.tolist(), cars.tolist(), trucks.tolist(), strict=True
        )
        form = (
            f'{{"t":{int(at.now * 1000)},"flow":%d,"speed_kmh":%.1f,"occ":%.2f,'
            '"class":{"moto":%d,"car":%d,"truck":%d}}'
        )
        return [form % (total, pace, occ, total - car - truck, car, truck) for total, pace, occ, car, truck in columns]


class Wifi(Linked):
    """``wifi/…``: full in the evening."""

    driver = "json_wifi"
    words = ("true", "false")

    def __init__(self, devices: Sequence[Device], rng: np.random.Generator) -> None:
        super().__init__(devices, rng)
        count = len(self.devices)
        self._popular: Column = rng.gamma(2.2, 7.0, count)
        self._clients: Column = self._popular * 0.6
        self.streams = (Stream([f"wifi/{d.address}/stats" for d in self.devices], PERIOD_S, self._texts, rng),)

    def _link_topic(self, row: int) -> str:
        return f"wifi/{self.address(row)}/online"

    def step(self, at: Moment, passed_s: float) -> list[Said]:
        day = 0.1 + 0.5 * bump(at.hour, 12.0, 2.5) + 0.95 * bump(at.hour, 19.8, 2.6)
        keep = math.exp(-passed_s / 240.0)
        wanted = self._popular * day
        noise = self.rng.normal(0, 1, len(self)) * np.sqrt(np.maximum(wanted, 0.3) * (1 - keep * keep))
        self._clients = np.maximum(wanted + (self._clients - wanted) * keep + noise, 0.0)
        return self.flap(at)

    def _texts(self, rows: Rows, at: Moment) -> list[str]:
        clients = np.rint(self._clients[rows])
        down = clients * self.rng.gamma(3.0, 130.0, len(rows))
        columns = zip(
            clients.astype(int).tolist(),
            (down * 0.18).tolist(),
            down.tolist(),
            np.clip(
                0.04 + 0.56 * (1 - np.exp(-clients / 45.0)) + self.rng.normal(0, 0.015, len(rows)), 0.01, 0.97
            ).tolist(),
            strict=True,
        )
        form = f'{{"timestamp":"{at.iso}","clients":%d,"rx_kbps":%.0f,"tx_kbps":%.0f,"channel_util":%.2f,"state":"up"}}'
        return [form % column for column in columns]
