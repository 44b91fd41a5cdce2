"""Street lights that speak the AsyncAPI "Smartylighting Streetlights" example."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from controlcenter.drivers.api import (
    DecodeError,
    EncodeError,
    Message,
    Order,
    Publication,
    Quality,
    Report,
    Value,
    measured,
    time_of,
    to_json,
)

ACTION = "smartylighting/streetlights/1/0/action"
MOST_LUMENS = 1_000_000


class Smartylighting:
    def __init__(self, rated_lumens: float) -> None:
        self.rated_lumens = rated_lumens

    def decode(self, message: Message) -> list[Report]:
        """Light output as told; the level is its share of the lamp's rated output."""
        document = message.json()
        if not isinstance(document, dict) or "lumens" not in document:
            raise DecodeError("expected an object with lumens")
        at = time_of(document.get("sentAt"))
        lumens = measured("lumens", document["lumens"], at, 0, MOST_LUMENS)
        if lumens.quality is not Quality.GOOD or lumens.value is None:
            return [lumens, Report("level", None, at, Quality.BAD), Report("on", None, at, Quality.BAD)]
        level = round(100 * float(lumens.value) / self._rated(message.options))
        return [lumens, measured("level", level, at, 0, 110), Report("on", float(lumens.value) > 0, at)]

    def encode(self, order: Order) -> Sequence[Publication]:
        sent_at = datetime.fromtimestamp(order.now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        topic = f"{ACTION}/{order.address}"
        if order.command == "dim":
            return [Publication(f"{topic}/dim", to_json({"percentage": order.arguments["level"], "sentAt": sent_at}))]
        if order.command in ("turn_on", "turn_off"):
            word = order.command.removeprefix("turn_")
            return [Publication(f"{topic}/turn/{word}", to_json({"command": word, "sentAt": sent_at}))]
        raise EncodeError(f"no command {order.command}")

    def _rated(self, options: Mapping[str, Value]) -> float:
        found = options.get("rated_lumens")
        return float(found) if isinstance(found, int | float) and found >= 1 else self.rated_lumens


def create(options: Mapping[str, Value]) -> Smartylighting:
    return Smartylighting(float(options["rated_lumens"]))
