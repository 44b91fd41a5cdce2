"""Diagnose lamps and their circuits from telemetry against what rules them: fed in batches, judged in turns.

What is found goes into the live state as the point ``diagnosis``, as if the device had said it; alarms, history and
lists need nothing else. Feeding only notes; judging looks at every lamp about once a minute.
"""

import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

from controlcenter.domain.devices import Position
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality, Reading, Value
from controlcenter.domain.sun import is_daylight
from controlcenter.engine.control.subjects import Circuit, Finding, Lamp, Rule, Subject
from controlcenter.engine.control.suspicion import (
    CODES,
    CYCLING,
    DEFAULTS,
    NONE,
    POINT,
    POWER_HIGH,
    POWER_LOW,
    WELL,
    CircuitLook,
    DiagnosisOptions,
    Look,
    Suspicion,
    circuit_suspicion,
    expected_power,
    suspicion_of,
)
from controlcenter.engine.live import LiveState

ROUND_S = 60.0
"""Every lamp is looked at once in this time."""
MOST_AT_ONCE = 2000
"""Lamps judged in one call: some ten milliseconds."""


RuleOf = Callable[[DeviceId, float], Rule | None]


class Diagnosis:
    """Owned by the engine and used on its loop only. Moments come in; it has no clock."""

    def __init__(
        self, zone: ZoneInfo, home: Position, rule_of: RuleOf, told: Callable[[DeviceId], bool],
        options: DiagnosisOptions = DEFAULTS,
    ) -> None:  # fmt: skip
        """*home*: where the sun is taken for lamps without a place. *rule_of*: what rules a device, hold or plan.

        *told*: whether what was found last is still to be seen, see ``shows_finding``; else it is told again.
        """
        self._zone = zone
        self._home = home
        self._rule_of = rule_of
        self._told = told
        self.options = options
        self._lamps: dict[DeviceId, Lamp] = {}
        self._circuits: dict[DeviceId, Circuit] = {}
        self._order: list[Lamp] = []
        self._next = 0
        self._circuit_order: list[Circuit] = []
        self._next_circuit = 0
        self._judged_at: float | None = None
        self._began_at = 0.0
        self._owed = 0.0

    # -- who is watched ----------------------------------------------------------------------------

    def watch_lamp(
        self, device: DeviceId, place: Position | None = None, rated_w: float | None = None,
        stale_s: float | None = None, cabinet: DeviceId | None = None,
    ) -> None:  # fmt: skip
        """Watch a lamp, or note what changed about it. *rated_w* None: it is learned. *stale_s* None: the option's."""
        lamp = self._lamps.get(device)
        if lamp is None:
            lamp = self._lamps[device] = Lamp(device, self.options.stale_s)
            lamp.number = len(self._order)
            self._order.append(lamp)
        lamp.place, lamp.stale_s = place, stale_s or self.options.stale_s
        if rated_w is not None or lamp.rated_given:
            lamp.rate(rated_w)
        self._hang(lamp, cabinet)

    def _hang(self, lamp: Lamp, cabinet: DeviceId | None) -> None:
        """Let *lamp* belong to the circuit of *cabinet*, and to no other."""
        held = lamp.circuit
        if held is not None and held.device != cabinet:
            held.lamps.remove(lamp)
            lamp.circuit = held = None
        if held is None and cabinet is not None:
            lamp.circuit = self._circuits.get(cabinet) or self._new_circuit(cabinet)
            lamp.circuit.lamps.append(lamp)

    def recall(self, device: DeviceId, code: str, since: float) -> None:
        """After a start: what had been found of a device that is watched, such as by its standing alarm.

        What takes long to find is not taken back before there was time to find it again.
        """
        subject = self._lamps.get(device) or self._circuits.get(device)
        if subject is not None and code in CODES:
            subject.code, subject.since, subject.recalled = code, since, code != NONE

    def _new_circuit(self, cabinet: DeviceId) -> Circuit:
        circuit = self._circuits[cabinet] = Circuit(cabinet, self.options.stale_s)
        self._circuit_order.append(circuit)
        return circuit

    def forget(self, device: DeviceId) -> None:
        """The device was removed. Lamps of a removed cabinet stay watched."""
        lamp = self._lamps.pop(device, None)
        if lamp is not None:
            last = self._order.pop()
            if last is not lamp:
                self._order[lamp.number], last.number = last, lamp.number
            if lamp.circuit is not None:
                lamp.circuit.lamps.remove(lamp)
        circuit = self._circuits.pop(device, None)
        if circuit is not None:
            self._circuit_order.remove(circuit)
            for member in circuit.lamps:
                member.circuit = None

    # -- what comes --------------------------------------------------------------------------------

    def feed(self, batch: Iterable[Reading]) -> None:
        """Note readings in the order they arrived; well under a microsecond each when nothing changed."""
        lamps, circuits, stale = self._lamps, self._circuits, Quality.STALE
        for reading in batch:
            key = reading.key
            if key == "power":
                subject = lamps.get(reading.device) or circuits.get(reading.device)
                if subject is None or reading.quality >= stale or reading.at < subject.power_of:
                    continue
                value = reading.value
                subject.power = value if value.__class__ in (int, float) else None
                self._heard(subject, reading.received_at)
                subject.power_at, subject.power_of = subject.heard_at, reading.at
            elif key == "level" or key == "on":
                lamp = lamps.get(reading.device)
                if lamp is not None and reading.quality < stale and reading.at >= lamp.light_of:
                    lamp.light_of = reading.at
                    self._take(lamp, key, reading.value, reading.received_at)

    def _take(self, lamp: Lamp, key: str, value: Value | None, arrived: float) -> None:
        self._heard(lamp, arrived)
        if key == "level":
            if lamp.on is None and lamp.level is not None and value.__class__ in (int, float):
                self._flip(lamp, lamp.level > 0, float(value or 0) > 0, arrived)
            lamp.level = float(value) if isinstance(value, int | float) and value.__class__ is not bool else None
            lamp.level_at = lamp.heard_at
        else:
            on = value if isinstance(value, bool) else None
            self._flip(lamp, lamp.on, on, arrived)
            lamp.on, lamp.on_at = on, lamp.heard_at

    def _flip(self, lamp: Lamp, before: bool | None, now: bool | None, arrived: float) -> None:
        """Note a change between lit and dark, unless it may be somebody's wish."""
        if before is now or before is None or now is None or arrived < lamp.settles_at:
            return
        rule = self._rule_of(lamp.device, arrived)
        if rule is None or rule.level <= 0 or arrived - rule.since < self.options.grace_s:
            return
        if lamp.flips is None:
            lamp.flips = deque(maxlen=4 * self.options.cycles)
        lamp.flips.append(arrived)

    def _heard(self, subject: Subject, arrived: float) -> None:
        if arrived - subject.heard_at > subject.stale_s:
            # Its values come in one after the other: nothing is judged before they are all there.
            subject.settles_at = max(subject.settles_at, arrived + self.options.confirm_s)
        if arrived > subject.heard_at:
            subject.heard_at = arrived

    def commanded(self, device: DeviceId, at: float) -> None:
        """A command of *device* was sent or came to its end: what it does now may be that."""
        subject = self._lamps.get(device) or self._circuits.get(device)
        subjects: Sequence[Subject] = () if subject is None else (subject,)
        if isinstance(subject, Circuit):
            subjects = (subject, *subject.lamps)
        for one in subjects:
            one.settles_at = max(one.settles_at, at + self.options.grace_s)

    # -- judging -----------------------------------------------------------------------------------

    def judge(self, now: float) -> list[Finding]:
        """Look at those whose turn it is; returns what is found new, or has to be told again. Call every second.

        Put each into the live state with ``at`` as its arrival: evidence that was old already keeps no device alive.
        """
        if self._judged_at is None:
            self._judged_at = self._began_at = now
        passed = min(max(0.0, now - self._judged_at), ROUND_S)
        self._judged_at = now
        share = passed / ROUND_S
        found = [self._weighed_circuit(circuit, now) for circuit in self._turn_of_circuits(share)]
        found += [self._weighed_lamp(lamp, now) for lamp in self._turn_of_lamps(share)]
        return [finding for finding in found if finding is not None]

    def _weighed_lamp(self, lamp: Lamp, now: float) -> Finding | None:
        suspicion = self._lamp_suspicion(lamp, now)
        return lamp.weigh(suspicion, now, lamp.heard_at, self._told(lamp.device), self.options.confirm_s)

    def _weighed_circuit(self, circuit: Circuit, now: float) -> Finding | None:
        suspicion, evidence_at = self._circuit_suspicion(circuit, now)
        told = self._told(circuit.device)
        return circuit.weigh(suspicion, now, evidence_at, told, self.options.circuit_confirm_s)

    def _turn_of_lamps(self, share: float) -> Iterable[Lamp]:
        self._owed = min(self._owed + share * len(self._order), float(len(self._order)))
        count = min(int(self._owed), MOST_AT_ONCE)
        self._owed -= count
        for _ in range(count):
            self._next = self._next % len(self._order)
            yield self._order[self._next]
            self._next += 1

    def _turn_of_circuits(self, share: float) -> Iterable[Circuit]:
        """Twice as often as the lamps."""
        size = len(self._circuit_order)
        for _ in range(min(size, math.ceil(2 * share * size))):
            self._next_circuit = self._next_circuit % size
            yield self._circuit_order[self._next_circuit]
            self._next_circuit += 1

    def _settled_rule(self, device: DeviceId, now: float) -> tuple[Rule | None, bool]:
        rule = self._rule_of(device, now)
        return rule, rule is None or now - rule.since >= self.options.grace_s

    def _lamp_suspicion(self, lamp: Lamp, now: float) -> Suspicion | None:
        rule, settled = self._settled_rule(lamp.device, now)
        lit = lamp.lit(now)
        if lit is None or not settled:
            return None
        place = lamp.place or self._home
        level, power = lamp.fresh_level(now), lamp.fresh_power(now)
        if level is None and rule is not None and rule.level > 0:
            level = rule.level
        look = Look(
            lit, level, power, None if rule is None else rule.level,
            is_daylight(now, place, self._zone, self.options.day_margin_s),
            not is_daylight(now, place, self._zone), self._changes(lamp, now), lamp.known_rated,
            lamp.circuit is not None and lamp.circuit.dark,
        )  # fmt: skip
        found = suspicion_of(look, self.options)
        if found is not None and found[0] == NONE and lit and level and power and not lamp.rated_given:
            lamp.learn(level, power)
        return None if found == WELL and lamp.recalled and self._too_soon(lamp, now) else found

    def _too_soon(self, lamp: Lamp, now: float) -> bool:
        """Whether what was found before the start could not have been found again yet."""
        if lamp.code in (POWER_LOW, POWER_HIGH):
            lamp.recalled = lamp.known_rated is None
        else:
            lamp.recalled = lamp.code == CYCLING and now - self._began_at < self.options.cycle_window_s
        return lamp.recalled

    def _changes(self, lamp: Lamp, now: float) -> int:
        if lamp.flips is None:
            return 0
        while lamp.flips and lamp.flips[0] < now - self.options.cycle_window_s:
            lamp.flips.popleft()
        return len(lamp.flips)

    def _circuit_suspicion(self, circuit: Circuit, now: float) -> tuple[Suspicion | None, float]:
        """What there is to suspect, and the arrival of the newest evidence for it."""
        own = self._rule_of(circuit.device, now)
        evidence_at = circuit.heard_at
        if own is not None and own.level <= 0:
            return (NONE, {}), evidence_at  # it was told to be dark
        wanted = lit = dark = rated = 0
        expected = 0.0
        for lamp in circuit.lamps:
            evidence_at = max(evidence_at, lamp.heard_at)
            rule, settled = self._settled_rule(lamp.device, now)
            if rule is None or rule.level <= 0:
                continue
            if not settled or now < lamp.settles_at:
                return None, evidence_at
            wanted += 1
            burns = lamp.lit(now)
            lit, dark = lit + (burns is True), dark + (burns is False)
            watts = lamp.known_rated
            if watts is not None:
                rated += 1
                expected += expected_power(watts, rule.level)
        known = expected if rated * 2 >= wanted else None
        look = CircuitLook(wanted, lit, dark, circuit.fresh_power(now), known)
        return circuit_suspicion(look, self.options), evidence_at


def shows_finding(live: LiveState, device: DeviceId, now: float) -> bool:
    """Whether the live state still shows what was found of *device*: silence makes it stale like everything else."""
    state = live.devices.get(device)
    point = state.points.get(POINT) if state is not None else None
    reading = point.reading if point is not None else None
    if point is None or reading is None or reading.quality >= Quality.STALE:
        return False
    return now - reading.received_at < point.stale_s / 2
