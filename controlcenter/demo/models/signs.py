"""Message signs: they take MULTI, and say what they really show."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from controlcenter.demo.models.answering import Answering, stamp
from controlcenter.demo.models.moment import Moment
from controlcenter.demo.models.panel import Panel
from controlcenter.demo.models.pixels import Pixels, map_of
from controlcenter.demo.models.sign_face import judge_of
from controlcenter.demo.models.streetlights import Temper
from controlcenter.domain.arguments import digest
from controlcenter.domain.devices import Device

STANDING_TEXTS = ("GIẢM TỐC ĐỘ[nl]KHU DÂN CƯ", "NHƯỜNG ĐƯỜNG[nl]NGƯỜI ĐI BỘ", "ĐỘI MŨ[nl]BẢO HIỂM")
"""What signs show when nothing happens: short enough for the smallest of them."""
_WORN = 0.4
"""Share of the signs with a few dead pixels."""
_STANDING = 0.5
"""Share of the signs that show something when the day begins."""


class Signs(Answering):
    """``signs/…``: each row is a panel with a size, fonts and dead pixels of its own."""

    driver = "message_sign"
    root = "signs"
    odd = (Temper.OTHER, Temper.MUTE, Temper.REFUSES)

    def __init__(self, devices: Sequence[Device], rng: np.random.Generator) -> None:
        super().__init__(devices, rng)
        self.panels = [self._panel(device) for device in self.devices]
        self._heat = rng.normal(36.0, 2.0, len(self.devices))

    def _panel(self, device: Device) -> Panel:
        width, height = int(device.options["width"]), int(device.options["height"])
        worn = int(self.rng.integers(1, 9)) if self.rng.random() < _WORN else 0
        panel = Panel(Pixels.worn(width, height, worn, self.rng), judge_of(device.options))
        if self.rng.random() < _STANDING:
            panel.stand(str(self.rng.choice(STANDING_TEXTS)))
        return panel

    def _live(self, row: int, now: float) -> bool:
        return self.panels[row].step(now)

    def _carry_out(self, row: int, body: Mapping[str, Any], now: float) -> None:
        self.panels[row].half_hearted = self.temper[row] is Temper.OTHER
        self.panels[row].obey(body, now)

    def _state(self, row: int, at: Moment) -> dict[str, Any]:
        panel = self.panels[row]
        pixels: dict[str, Any] = {"bad": len(panel.pixels.found), "map": map_of(panel.pixels.found)}
        if panel.tested_at is not None and panel.test_ends_at is None:
            pixels |= {"tested_at": stamp(panel.tested_at), "tested_ago_s": max(0, int(at.now - panel.tested_at))}
        brightness = panel.brightness(at.hour)
        return {
            "id": panel.number,
            "multi": panel.multi,
            "crc": digest(panel.multi),
            "priority": panel.priority,
            "source": panel.source,
            "ends_in_s": panel.ends_in_s(at.now),
            "brightness": brightness,
            "brightness_set": panel.brightness_set,
            "pixels": pixels,
            "temp_c": round(float(self._heat[row]) + brightness / 20 + float(self.rng.normal(0, 0.3)), 1),
            "fault": panel.fault,
        }
