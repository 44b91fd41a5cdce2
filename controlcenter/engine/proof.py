"""What proves a command: fresh readings that show every part of the rule."""

import math
from collections.abc import Mapping, Sequence

from controlcenter.domain.kinds import Confirm
from controlcenter.domain.readings import Quality, Reading, Value

CLOCK_GRAIN_S = 1.5
"""Device clocks tell whole seconds; a reading this much before the order may still be later than it."""
MOST_SHOWN = 200
"""Letters of a text that stands in a reason."""


class Proof:
    """Collects the evidence for one command from the readings that come after it."""

    def __init__(self, rules: Sequence[Confirm], arguments: Mapping[str, Value], handed_at: float) -> None:
        self._rules = {rule.point: rule for rule in rules}
        self._wanted = {
            rule.point: arguments.get(rule.argument) if rule.argument is not None else rule.equals for rule in rules
        }
        self._handed_at = handed_at
        self._shown: dict[str, bool] = {}
        self._proved: dict[str, Value | None] = {}
        self._wrong: dict[str, Value | None] = {}

    @property
    def points(self) -> frozenset[str]:
        return frozenset(self._rules)

    @property
    def possible(self) -> bool:
        """Whether readings can prove it at all."""
        return bool(self._rules)

    @property
    def complete(self) -> bool:
        return self.possible and all(self._shown.get(point) for point in self._rules)

    @property
    def shown(self) -> str:
        """What fresh readings show of what was wanted, such as ``level=60``."""
        return ", ".join(f"{key}={_short(value)}" for key, value in self._proved.items())

    @property
    def wrong(self) -> str:
        """What fresh readings show instead, such as ``level=40``; empty when they show nothing else."""
        return ", ".join(f"{key}={_short(value)}" for key, value in self._wrong.items())

    def feed(self, reading: Reading, lag_s: float) -> bool:
        """Weigh *reading*; returns whether the proof is complete now.

        *lag_s* is how far the device's clock usually runs behind the arrival, so that a slow clock hides no proof
        and a reading measured before the order is none.
        """
        rule = self._rules.get(reading.key)
        if rule is None or reading.quality >= Quality.STALE or reading.received_at <= self._handed_at:
            return self.complete
        if reading.at + lag_s < self._handed_at - CLOCK_GRAIN_S:
            return self.complete
        shown = shows(rule, self._wanted[rule.point], reading.value)
        self._shown[reading.key] = shown
        if shown:
            self._wrong.pop(reading.key, None)
            self._proved[reading.key] = reading.value
        else:
            self._wrong[reading.key] = reading.value
            self._proved.pop(reading.key, None)
        return self.complete


def _short(value: Value | None) -> str:
    text = str(value)
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"


def shows(rule: Confirm, wanted: Value | None, value: Value | None) -> bool:
    """Say whether *value* is what *rule* asks for."""
    if value is None:
        return False
    if isinstance(value, str) or isinstance(wanted, str):
        return value == wanted
    number = float(value)
    if rule.at_least is not None and number < rule.at_least:
        return False
    if rule.at_most is not None and number > rule.at_most:
        return False
    return wanted is None or math.fabs(number - float(wanted)) <= rule.tolerance
