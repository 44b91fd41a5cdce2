"""What one look at a lamp or a circuit gives reason to suspect."""

from typing import Any

import pytest

from controlcenter.engine.control.suspicion import (
    CODES,
    CircuitLook,
    DiagnosisOptions,
    Look,
    circuit_suspicion,
    expected_power,
    suspicion_of,
)

OPTIONS = DiagnosisOptions()
BURNING = Look(True, 100.0, 100.0, 100.0, False, True, 0, 100.0, False)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "none"),
        ({"lit": None}, None),
        # By day.
        ({"wanted": 0.0, "daylight": True, "night": False}, "burning_by_day"),
        ({"wanted": None, "daylight": True, "night": False}, "burning_by_day"),  # nobody rules it: the sun does
        ({"daylight": True, "night": False}, "none"),  # told to: a tunnel
        ({"wanted": 0.0, "daylight": False, "night": False}, "none"),  # about sunrise
        ({"wanted": 0.0}, "none"),  # at night nobody minds a lamp too many
        # By night.
        ({"lit": False, "power": 0.5}, "dark_by_night"),
        ({"lit": False, "power": None, "level": None}, "dark_by_night"),
        ({"lit": False, "wanted": 0.0}, "none"),
        ({"lit": False, "wanted": None}, "none"),  # without a plan nobody knows
        ({"lit": False, "night": False}, "none"),
        ({"lit": False, "power": 0.5, "circuit_dark": True}, "circuit_dark"),
        ({"power": 3.0}, "dark_by_night"),  # says that it burns, and draws nothing
        ({"power": 3.0, "rated": None}, "none"),
        # On and off.
        ({"changes": 6}, "cycling"),
        ({"changes": 5}, "none"),
        ({"changes": 9, "lit": False}, "cycling"),
        ({"changes": 9, "wanted": 0.0}, "none"),
        # Power.
        ({"power": 71.0}, "none"),
        ({"power": 69.0}, "power_low"),
        ({"power": 129.0}, "none"),
        ({"power": 131.0}, "power_high"),
        ({"power": 69.0, "rated": None}, "none"),
        ({"power": None}, "none"),
        ({"level": None, "power": 20.0}, "none"),
        ({"level": 40.0, "power": 43.0}, "none"),
        ({"level": 40.0, "power": 100.0}, "power_high"),  # dimming has failed
    ],
)
def test_a_look_at_a_lamp(change: dict[str, Any], code: str | None) -> None:
    found = suspicion_of(BURNING._replace(**change), OPTIONS)
    assert (found[0] if found is not None else None) == code
    assert code is None or code in CODES


@pytest.mark.parametrize(
    ("look", "code"),
    [
        (CircuitLook(10, 0, 10, None, None), "circuit_dark"),
        (CircuitLook(10, 0, 8, None, None), "circuit_dark"),
        (CircuitLook(10, 0, 7, None, None), None),  # too many say nothing
        (CircuitLook(10, 1, 9, None, None), "none"),
        (CircuitLook(10, 0, 0, 18.0, 1000.0), "circuit_dark"),  # silent lamps: its power says so
        (CircuitLook(10, 0, 0, 600.0, 1000.0), None),
        (CircuitLook(10, 0, 0, 18.0, None), None),
        (CircuitLook(2, 0, 2, None, None), "none"),
        (CircuitLook(0, 0, 0, 0.0, 0.0), "none"),
    ],
)
def test_a_look_at_a_circuit(look: CircuitLook, code: str | None) -> None:
    found = circuit_suspicion(look, OPTIONS)
    assert (found[0] if found is not None else None) == code


def test_expected_power_follows_the_level_and_ends_with_the_light() -> None:
    assert expected_power(100.0, 100.0) == 100.0
    assert expected_power(100.0, 50.0) == pytest.approx(52.5)
    assert expected_power(100.0, 0.0) == 0.0
