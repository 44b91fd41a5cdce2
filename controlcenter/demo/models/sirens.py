"""Warning sirens: armed first, sounding then, silent and disarmed by themselves."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from controlcenter.demo.models.answering import Answering, RefusedError, stamp
from controlcenter.demo.models.family import Column
from controlcenter.demo.models.moment import Moment
from controlcenter.demo.models.streetlights import Temper
from controlcenter.domain.devices import Device

ARMED_S = 120.0
LONGEST_S = 600
OLDEST_ORDER_S = 30.0
"""A sound ordered longer ago than this waited in some network: it is not obeyed."""
TEST_S = 4.0
TONES = ("wail", "steady", "pulse")
NO_FAULT, BATTERY_LOW = range(2)
_WEAK_PERCENT = 14.0


@dataclass
class Horn:
    """One siren. Times are s since 1970 UTC, None where they have not come."""

    armed_until: float | None = None
    sounds_until: float | None = None
    tone: str = "none"
    tested_at: float | None = None
    test_ends_at: float | None = None
    tone_deaf: bool = False
    """Sounds with another tone than it was told."""

    def obey(self, body: Mapping[str, Any], now: float) -> None:
        """Do what *body* asks for; raises RefusedError and leaves everything as it is when the siren will not."""
        verb = body.get("cmd")
        if verb == "arm":
            self.armed_until = now + ARMED_S
        elif verb == "sound":
            self._sound(body, now)
        elif verb == "silence":
            self._rest()
        elif verb == "disarm":
            if self.sounds_until is not None:
                raise RefusedError("sounding: silence it first")
            self.armed_until = None
        elif verb == "test":
            if self.sounds_until is not None or self.test_ends_at is not None:
                raise RefusedError("busy")
            self.test_ends_at = now + TEST_S
        else:
            raise RefusedError("unknown command")

    def step(self, now: float) -> bool:
        """Fall silent, disarm or end a test when that is due; say whether anything did."""
        changed = False
        ends_at = self.sounds_until if self.sounds_until is not None else self.armed_until
        if ends_at is not None and now >= ends_at:
            self._rest()
            changed = True
        if self.test_ends_at is not None and now >= self.test_ends_at:
            self.tested_at, self.test_ends_at = now, None
            changed = True
        return changed

    def ends_in_s(self, now: float) -> int:
        """Seconds until it falls silent, or until it disarms itself; 0 at rest."""
        ends_at = self.sounds_until if self.sounds_until is not None else self.armed_until
        return 0 if ends_at is None else max(0, math.ceil(ends_at - now))

    def _sound(self, body: Mapping[str, Any], now: float) -> None:
        lasts_s, tone = body.get("duration_s"), body.get("tone", TONES[0])
        if self.armed_until is None:
            raise RefusedError("not armed")
        if type(lasts_s) is not int or not 1 <= lasts_s <= LONGEST_S:
            raise RefusedError(f"a sound lasts 1 to {LONGEST_S} s")
        if tone not in TONES:
            raise RefusedError("unknown tone")
        if not _is_recent(body.get("ordered_at"), now):
            raise RefusedError("the order is too old")
        self.sounds_until = now + lasts_s
        self.tone = next(one for one in TONES if one != tone) if self.tone_deaf else tone

    def _rest(self) -> None:
        self.sounds_until = self.armed_until = None
        self.tone = "none"


class Sirens(Answering):
    """``sirens/…``: each row is a horn with a battery of its own."""

    driver = "siren"
    root = "sirens"
    odd = (Temper.MUTE, Temper.OTHER)

    def __init__(self, devices: Sequence[Device], rng: np.random.Generator) -> None:
        super().__init__(devices, rng)
        self.horns = [Horn() for _ in self.devices]
        self.weak: set[int] = set()
        """Rows with a worn-out battery."""
        self._charge: Column = rng.uniform(91.0, 100.0, len(self.devices))

    def _live(self, row: int, now: float) -> bool:
        return self.horns[row].step(now)

    def _carry_out(self, row: int, body: Mapping[str, Any], now: float) -> None:
        self.horns[row].tone_deaf = self.temper[row] is Temper.OTHER
        self.horns[row].obey(body, now)

    def _state(self, row: int, at: Moment) -> dict[str, Any]:
        horn, weak = self.horns[row], row in self.weak
        state: dict[str, Any] = {
            "armed": horn.armed_until is not None,
            "sounding": horn.sounds_until is not None,
            "tone": horn.tone,
            "ends_in_s": horn.ends_in_s(at.now),
            "battery_pct": round(_WEAK_PERCENT if weak else float(self._charge[row])),
            "mains": True,
        }
        if horn.tested_at is not None and horn.test_ends_at is None:
            state["test"] = {"at": stamp(horn.tested_at), "ago_s": max(0, int(at.now - horn.tested_at))}
        return {**state, "fault": BATTERY_LOW if weak else NO_FAULT}


def _is_recent(ordered_at: Any, now: float) -> bool:
    try:
        return now - datetime.fromisoformat(ordered_at).timestamp() <= OLDEST_ORDER_S
    except (TypeError, ValueError):
        return False
