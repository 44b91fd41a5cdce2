"""What is wrong with a lamp or a circuit, judged from one look at it. Pure functions; ``diagnosis`` keeps the looks."""

from typing import NamedTuple

import msgspec

from controlcenter.domain.readings import Value

POINT = "diagnosis"
NONE = "none"
BURNING_BY_DAY, DARK_BY_NIGHT, CYCLING = "burning_by_day", "dark_by_night", "cycling"
POWER_LOW, POWER_HIGH, CIRCUIT_DARK = "power_low", "power_high", "circuit_dark"
CODES = (NONE, BURNING_BY_DAY, DARK_BY_NIGHT, CYCLING, POWER_LOW, POWER_HIGH, CIRCUIT_DARK)
"""What the point ``diagnosis`` of a lamp may say."""

_BASE = 0.05
"""Share of its rated power that a LED driver draws however far it is dimmed."""


class DiagnosisOptions(msgspec.Struct, frozen=True):
    """From when on something is a finding. Times in s, powers in W."""

    grace_s: float = 300.0
    """After a command, after the plan wanted something else, and after a device spoke again: nothing is judged."""
    confirm_s: float = 120.0
    """A suspicion must stand this long, with evidence from its end too."""
    circuit_confirm_s: float = 60.0
    """Shorter, so that the circuit is found before its lamps are."""
    day_margin_s: float = 1800.0
    """After sunrise and before sunset nobody wonders at a burning lamp."""
    cycles: int = 6
    """So many changes between lit and dark within ``cycle_window_s`` while told to burn."""
    cycle_window_s: float = 3600.0
    tolerance: float = 0.25
    """Share of the expected power that may be missing or too much …"""
    tolerance_w: float = 5.0
    """… and watts on top, for small lamps and coarse meters."""
    unlit_share: float = 0.1
    """A lamp or a circuit that draws less than this share of what is expected gives no light."""
    circuit_lamps: int = 3
    """Fewer lamps that ought to burn tell nothing of a circuit."""
    circuit_share: float = 0.8
    """Of the lamps that ought to burn so many must say that they are dark."""
    stale_s: float = 180.0
    """Older values are no evidence, unless the device's own stale age was given."""


class Look(NamedTuple):
    """A lamp at one moment; None is not known, or too old to count."""

    lit: bool | None
    level: float | None
    power: float | None
    wanted: float | None
    """Level in per cent that rules it, 0 off; None: nothing does."""
    daylight: bool
    """The sun is up, and has been and will be for the margin."""
    night: bool
    """The sun is down."""
    changes: int
    """Between lit and dark, within the window and while told to burn."""
    rated: float | None
    circuit_dark: bool
    """Its whole circuit seems to be."""


class CircuitLook(NamedTuple):
    """The lamps of a cabinet that ought to burn, at one moment."""

    wanted: int
    lit: int
    dark: int
    """The rest says nothing."""
    power: float | None
    expected: float | None
    """What those that ought to burn would draw; None when too little is known of them."""


DEFAULTS = DiagnosisOptions()

Suspicion = tuple[str, dict[str, Value]]
"""A code and its facts."""
WELL: Suspicion = (NONE, {})


def expected_power(rated: float, level: float) -> float:
    """W that a lamp draws at *level* per cent; the curve of a LED driver is a line that does not end at nothing."""
    return rated * (_BASE + (1.0 - _BASE) * level / 100.0) if level > 0 else 0.0


def suspicion_of(look: Look, options: DiagnosisOptions) -> Suspicion | None:
    """What *look* gives reason to suspect; None when it tells nothing."""
    lit = look.lit
    if lit is None:
        return None
    told_on = look.wanted is not None and look.wanted > 0
    if told_on and look.changes >= options.cycles:
        return CYCLING, {"changes": look.changes, "window_s": options.cycle_window_s}
    if lit and look.daylight and not told_on:
        return BURNING_BY_DAY, _facts(level=look.level, power=look.power)
    if told_on and look.night and (not lit or _draws_nothing(look, options)):
        return (CIRCUIT_DARK if look.circuit_dark else DARK_BY_NIGHT), _facts(wanted=look.wanted, power=look.power)
    return _power_suspicion(look, options) if lit else WELL


def circuit_suspicion(look: CircuitLook, options: DiagnosisOptions) -> Suspicion | None:
    """Whether a circuit is dark: its lamps say so, or its cabinet feeds nothing; None when too little is known."""
    if look.wanted < options.circuit_lamps:
        return WELL
    if look.lit:
        return WELL
    if look.power is not None and look.expected is not None:
        few = max(options.tolerance_w * 2, options.unlit_share * look.expected)
        if look.power < few:
            return CIRCUIT_DARK, _facts(wanted=look.wanted, dark=look.dark, power=look.power, expected=look.expected)
    if look.dark >= options.circuit_share * look.wanted:
        return CIRCUIT_DARK, _facts(wanted=look.wanted, dark=look.dark, power=look.power)
    return None


def _draws_nothing(look: Look, options: DiagnosisOptions) -> bool:
    """Whether a lamp that says it burns draws no power to burn with."""
    if look.power is None or look.rated is None or look.level is None:
        return False
    return look.power < options.unlit_share * expected_power(look.rated, look.level)


def _power_suspicion(look: Look, options: DiagnosisOptions) -> Suspicion:
    if look.power is None or look.rated is None or look.level is None or look.level <= 0:
        return WELL
    expected = expected_power(look.rated, look.level)
    allowed = expected * options.tolerance + options.tolerance_w
    facts = _facts(power=look.power, expected=round(expected, 1), level=look.level)
    if look.power < expected - allowed:
        return POWER_LOW, facts
    return (POWER_HIGH, facts) if look.power > expected + allowed else WELL


def _facts(**values: Value | None) -> dict[str, Value]:
    return {key: value for key, value in values.items() if value is not None}
