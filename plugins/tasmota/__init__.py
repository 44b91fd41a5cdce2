"""Lamps on modules with Tasmota firmware; the first channel is the lamp."""

from collections.abc import Mapping, Sequence
from typing import Any

from controlcenter.drivers.api import (
    Answer,
    Decoded,
    DecodeError,
    Description,
    EncodeError,
    Link,
    Message,
    Order,
    Publication,
    Quality,
    Report,
    Value,
    measured,
    time_of,
)

KIND = "streetlight"
SWITCHED = Description(KIND, commands=("turn_on", "turn_off"))
DIMMED = Description(KIND, commands=("turn_on", "turn_off", "dim"))
POWER_WORDS = {"ON": True, "OFF": False, "1": True, "0": False}
COMMAND_OF = {True: "turn_on", False: "turn_off"}
ROUTES = {
    "state": ("tele", "STATE"),
    "sensor": ("tele", "SENSOR"),
    "will": ("tele", "LWT"),
    "result": ("stat", "RESULT"),
}
# ENERGY key → point, lowest and highest believable value, and how the phases of a three-phase meter become one.
METER = (
    ("Power", "power", 0, 100_000, sum),
    ("Voltage", "voltage", 0, 1_000, max),
    ("Current", "current", 0, 1_000, sum),
    ("Total", "energy", 0, 1e9, sum),
)
MOST_PHASES = 8


class Tasmota:
    def __init__(self, full_topic: str, utc_offset_h: float) -> None:
        self.full_topic = full_topic if full_topic.endswith("/") else f"{full_topic}/"
        self.utc_offset_h = utc_offset_h
        self.topics = {route: self._topic(prefix, "{address}", end) for route, (prefix, end) in ROUTES.items()}

    def decode(self, message: Message) -> list[Decoded]:
        if not message.payload:
            return []  # a retained message was removed
        if message.route == "will":
            return [_link(message.text())]
        document = message.json()
        if not isinstance(document, dict):
            raise DecodeError("expected a JSON object")
        if message.route == "config":
            return _described(document)
        if message.route == "result":
            return _result(document)
        at = time_of(document.get("Time"), utc_offset_h=self._offset(message.options))
        if message.route == "sensor":
            return _metered(document.get("ENERGY"), at)
        return [*_shown(document, at), DIMMED if "Dimmer" in document else SWITCHED]

    def encode(self, order: Order) -> Sequence[Publication]:
        if order.command == "dim":
            return [self._command(order.address, "Dimmer", str(order.arguments["level"]))]
        if order.command in ("turn_on", "turn_off"):
            return [self._command(order.address, "POWER", order.command.removeprefix("turn_").upper())]
        raise EncodeError(f"no command {order.command}")

    def _command(self, address: str, name: str, payload: str) -> Publication:
        return Publication(self._topic("cmnd", address, name), payload.encode())

    def _topic(self, prefix: str, address: str, end: str) -> str:
        return self.full_topic.replace("%prefix%", prefix).replace("%topic%", address) + end

    def _offset(self, options: Mapping[str, Value]) -> float:
        found = options.get("utc_offset_h")
        return float(found) if isinstance(found, int | float) and -12 <= found <= 14 else self.utc_offset_h


def _link(text: str) -> Link:
    if text not in ("Online", "Offline"):
        raise DecodeError(f"LWT says {text[:40]!r}, not Online or Offline")
    return Link(text == "Online")


def _switched(document: Mapping[str, Any]) -> Any:
    """What the first channel says; modules with several name them POWER1, POWER2 …"""
    return document.get("POWER", document.get("POWER1"))


def _shown(document: Mapping[str, Any], at: float | None) -> list[Decoded]:
    found: list[Decoded] = []
    word = _switched(document)
    if word is not None:
        on = POWER_WORDS.get(word) if isinstance(word, str) else None
        found.append(Report("on", on, at, Quality.GOOD if on is not None else Quality.BAD))
    if "Dimmer" in document:
        found.append(measured("level", document["Dimmer"], at, 0, 100))
    wifi = document.get("Wifi")
    if isinstance(wifi, dict) and "RSSI" in wifi:
        found.append(measured("rssi", wifi["RSSI"], at, 0, 100))
    return found


def _metered(meter: Any, at: float | None) -> list[Decoded]:
    if not isinstance(meter, dict):
        return []  # another sensor hangs on this module
    found: list[Decoded] = []
    for name, point, low, high, joined in METER:
        if name in meter:
            raw = meter[name]
            if isinstance(raw, list) and 0 < len(raw) <= MOST_PHASES:
                numbers = all(type(one) in (int, float) and abs(one) <= high for one in raw)
                raw = joined(raw) if numbers else None
            found.append(measured(point, raw, at, low, high))
    return found


def _result(document: Mapping[str, Any]) -> list[Decoded]:
    refusal = document.get("Command")
    if refusal in ("Unknown", "Error"):
        return [Answer(False, f"Command {refusal}")]
    shown = _shown(document, None)
    if "Dimmer" in document:
        # Dimmer answers so, and a light that tells its level with POWER too: either may be meant.
        return [*shown, Answer(True)]
    word = _switched(document)
    on = POWER_WORDS.get(word) if isinstance(word, str) else None
    # Answers to settings (TelePeriod, Timezone …) come on the same topic and concern nobody here.
    return [*shown, Answer(True, command=COMMAND_OF[on])] if on is not None else shown


def _described(document: Mapping[str, Any]) -> list[Decoded]:
    address = document.get("t")
    if not isinstance(address, str) or not address or len(address) > 200 or set(address) & set("/+#\0"):
        raise DecodeError("a discovery message without a usable topic in t")
    names = document.get("fn")
    name = names[0] if isinstance(names, list) and names else document.get("dn")
    dimmable = isinstance(document.get("lt_st"), int) and document["lt_st"] > 0
    commands = (DIMMED if dimmable else SWITCHED).commands
    return [Description(KIND, name[:200] if isinstance(name, str) else "", commands=commands, address=address)]


def create(options: Mapping[str, Value]) -> Tasmota:
    return Tasmota(str(options["full_topic"]), float(options["utc_offset_h"]))
