"""A lamp and a circuit as the diagnosis remembers them: newest values, and a suspicion on its way to be a finding."""

from collections import deque
from typing import NamedTuple

from controlcenter.domain.authority import Claim
from controlcenter.domain.devices import Device, Position
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.plans import PlanAction, level_of
from controlcenter.domain.readings import Value
from controlcenter.engine.control.suspicion import CIRCUIT_DARK, NONE, Suspicion, expected_power

LEARNED_AFTER = 30
"""Looks at a lamp that burned steadily before its rated power is taken as learned."""
_NEVER = float("-inf")


class Finding(NamedTuple):
    """What a device is found to be, ``none`` too: since when, and the arrival of the newest evidence."""

    device: DeviceId
    code: str
    since: float
    at: float
    facts: dict[str, Value]


class Rule(NamedTuple):
    """What rules a lamp: the level in per cent (0 off), and since when."""

    level: float
    since: float


def rule_of(claim: Claim | None) -> Rule | None:
    """What *claim* makes of a lamp or a cabinet; None when nothing does, or it is not about light."""
    if claim is None:
        return None
    level = level_of(PlanAction(claim.command, claim.arguments))
    return None if level is None else Rule(level, claim.since)


def rated_power(device: Device) -> float | None:
    """W at full level as somebody entered it, the option ``rated_power_w``; None: not known."""
    given = device.options.get("rated_power_w")
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    return float(given) if given > 0 else None


class Subject:
    """What lamps and cabinets have in common: a standing finding and a suspicion on its way to become one."""

    __slots__ = ("code", "device", "heard_at", "power", "power_at", "power_of", "recalled", "settles_at", "since",
                 "stale_s", "suspected", "suspected_since")  # fmt: skip

    def __init__(self, device: DeviceId, stale_s: float) -> None:
        self.device = device
        self.stale_s = stale_s
        self.heard_at = self.power_at = self.power_of = self.settles_at = _NEVER
        """``heard_at`` and ``power_at`` are arrivals, ``power_of`` is when it was measured."""
        self.power: float | None = None
        self.code = NONE
        self.recalled = False
        """Whether ``code`` was found before the start."""
        self.since = 0.0
        self.suspected = ""
        self.suspected_since = 0.0

    def fresh_power(self, now: float) -> float | None:
        return self.power if now - self.power_at <= self.stale_s else None

    def weigh(
        self, found: Suspicion | None, now: float, evidence_at: float, told: bool, confirm_s: float
    ) -> Finding | None:
        """Take a suspicion, None when nothing is known; returns the finding when it is new or not *told*."""
        if found is None or now < self.settles_at:
            self.suspected = ""
            return None
        code, facts = found
        if code == self.code and told:
            self.suspected = ""
            return None
        if code != self.suspected:
            self.suspected, self.suspected_since = code, now
        begun = self.suspected_since
        if now - begun < confirm_s or evidence_at < begun:
            return None
        if code != self.code or not self.since:
            self.code, self.since, self.recalled = code, begun, False
        self.suspected = ""
        return Finding(self.device, code, self.since, evidence_at, facts)


class Lamp(Subject):
    __slots__ = ("circuit", "flips", "level", "level_at", "light_of", "looks", "number", "on", "on_at", "place",
                 "rated", "rated_given")  # fmt: skip

    def __init__(self, device: DeviceId, stale_s: float) -> None:
        super().__init__(device, stale_s)
        self.place: Position | None = None
        self.rated: float | None = None
        self.rated_given = False
        self.looks = 0
        self.number = -1
        """Its place in the round."""
        self.circuit: Circuit | None = None
        self.on: bool | None = None
        self.level: float | None = None
        self.on_at = self.level_at = self.light_of = _NEVER
        self.flips: deque[float] | None = None

    def lit(self, now: float) -> bool | None:
        if self.on is not None and now - self.on_at <= self.stale_s:
            return self.on
        level = self.fresh_level(now)
        return None if level is None else level > 0

    def fresh_level(self, now: float) -> float | None:
        return self.level if now - self.level_at <= self.stale_s else None

    @property
    def known_rated(self) -> float | None:
        return self.rated if self.rated_given or self.looks >= LEARNED_AFTER else None

    def rate(self, rated_w: float | None) -> None:
        """Take the rated power that somebody entered, or took away."""
        self.rated, self.rated_given, self.looks = rated_w, rated_w is not None, 0

    def learn(self, level: float, power: float) -> None:
        """A lamp nobody gave a rated power for teaches it once, while it burns steadily: the mean of many looks."""
        if self.looks < LEARNED_AFTER:
            held = self.rated if self.rated is not None else 0.0
            self.rated = held + (power / expected_power(1.0, level) - held) / (self.looks + 1)
            self.looks += 1


class Circuit(Subject):
    __slots__ = ("lamps",)

    def __init__(self, device: DeviceId, stale_s: float) -> None:
        super().__init__(device, stale_s)
        self.lamps: list[Lamp] = []

    @property
    def dark(self) -> bool:
        """Whether it is dark, or may be found so soon."""
        return CIRCUIT_DARK in (self.code, self.suspected)
