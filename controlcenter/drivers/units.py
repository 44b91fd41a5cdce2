"""Units devices use on the wire and how they become the kind's unit: ``value * scale + offset``."""

KNOWN: dict[tuple[str, str], tuple[float, float]] = {
    ("mV", "V"): (1e-3, 0.0),
    ("kV", "V"): (1e3, 0.0),
    ("mA", "A"): (1e-3, 0.0),
    ("mW", "W"): (1e-3, 0.0),
    ("kW", "W"): (1e3, 0.0),
    ("Wh", "kWh"): (1e-3, 0.0),
    ("MWh", "kWh"): (1e3, 0.0),
    ("mm", "m"): (1e-3, 0.0),
    ("cm", "m"): (1e-2, 0.0),
    ("ft", "m"): (0.3048, 0.0),
    ("m/s", "km/h"): (3.6, 0.0),
    ("mph", "km/h"): (1.609344, 0.0),
    ("share", "%"): (1e2, 0.0),
    ("‰", "%"): (1e-1, 0.0),
    ("°F", "°C"): (5 / 9, -160 / 9),
    ("K", "°C"): (1.0, -273.15),
    ("bit/s", "Mbit/s"): (1e-6, 0.0),
    ("kbit/s", "Mbit/s"): (1e-3, 0.0),
    ("Gbit/s", "Mbit/s"): (1e3, 0.0),
    ("µg/m³", "mg/m³"): (1e-3, 0.0),
    ("mg/m³", "µg/m³"): (1e3, 0.0),
    ("klm", "lm"): (1e3, 0.0),
}


class UnitError(ValueError):
    """No conversion is known between two units."""


def conversion(wire: str, kind: str) -> tuple[float, float]:
    """Scale and offset from unit *wire* to unit *kind*; raises UnitError naming both and what would do."""
    if wire == kind:
        return (1.0, 0.0)
    found = KNOWN.get((wire, kind))
    if found is None:
        known = ", ".join(sorted(source for source, target in KNOWN if target == kind)) or "none"
        raise UnitError(f"cannot turn {wire!r} into {kind!r}; known for it: {known}. Use scale and offset instead")
    return found
