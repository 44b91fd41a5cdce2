"""Plans in force: what each device ought to do now, and what becomes due. Moments come in; no clock of its own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from controlcenter.domain.devices import Position
from controlcenter.domain.ids import DeviceId, DocumentId
from controlcenter.domain.kinds import Confirm
from controlcenter.domain.plan_times import segment_at
from controlcenter.domain.plans import Plan, PlanAction, Segment, Wanted
from controlcenter.domain.plans_check import Clash, clashes_of
from controlcenter.domain.readings import Value
from controlcenter.engine.proof import shows

BACK_S = 300.0
"""A clock set back by less than this is waited for: a step is not taken back for the sake of a corrected clock."""
Rules = Callable[[DeviceId, str], Sequence[Confirm]]
"""The readings that prove a command on a device; none: no reading can."""
Reported = Mapping[DeviceId, Mapping[str, Value]]
"""Values that can be trusted now, by device and point; what is stale or bad is left out."""


class PlanChange(NamedTuple):
    """A plan asks its devices for something else than before."""

    plan: DocumentId
    action: PlanAction
    devices: Sequence[DeviceId]
    wanted: Wanted


class Difference(NamedTuple):
    """A device that does not show what its plan wants. ``shown`` holds the points that would prove it, None unknown."""

    device: DeviceId
    shown: Mapping[str, Value | None]
    wanted: Wanted

    @property
    def known(self) -> bool:
        """Whether it is known to differ; else nothing trustworthy says how it stands."""
        return bool(self.shown) and all(value is not None for value in self.shown.values())


class _Running:
    """A plan in force with the stretch of its timeline that was looked at last."""

    __slots__ = ("devices", "number", "place", "plan", "segment", "started", "told", "zone")

    def __init__(
        self, number: DocumentId, plan: Plan, devices: Sequence[DeviceId], place: Position, zone: ZoneInfo
    ) -> None:
        self.number = number
        self.plan = plan
        self.devices = devices
        self.place = place
        self.zone = zone
        self.segment: Segment | None = None
        self.started = False
        self.told: PlanAction | None = None
        """What was due last, or in force when it began."""

    def wanted(self, now: float) -> Wanted | None:
        return self.at(now).wanted

    def at(self, now: float) -> Segment:
        held = self.segment
        if held is None or not held.start <= now < held.end:
            held = self.segment = segment_at(self.plan, now, self.place, self.zone)
        return held


class PlanRunner:
    """Owned by the engine and used on its loop only.

    Where two plans claim a device the one with the smaller document id rules it; the engine refuses to save such plans,
    so this only happens when a living query grows into another plan's devices.
    """

    def __init__(self, zone: ZoneInfo, position_of: Callable[[DeviceId], Position | None], home: Position) -> None:
        """*home* is where the sun is taken when neither the plan nor one of its devices has a place."""
        self._zone = zone
        self._position_of = position_of
        self._home = home
        self._running: dict[DocumentId, _Running] = {}
        self._of: dict[DeviceId, _Running] = {}
        self._now = float("-inf")

    # -- which plans -------------------------------------------------------------------------------

    def set_plans(
        self, plans: Sequence[tuple[DocumentId, Plan]], members: Callable[[Plan], Iterable[DeviceId]]
    ) -> tuple[Clash, ...]:
        """Put *plans* in force in place of all before, those disabled left out; returns the devices claimed twice.

        Nothing becomes due by it: ask ``changes_needed`` for plans that are new or changed. Plans that did not change
        go on where they were, with the devices they have now.
        """
        enabled = {number: plan for number, plan in plans if plan.enabled}
        claimed = {number: tuple(dict.fromkeys(members(plan))) for number, plan in enabled.items()}
        self._of = {}
        before, self._running = self._running, {}
        for number in sorted(enabled):
            devices = tuple(device for device in claimed[number] if device not in self._of)
            plan = enabled[number]
            running = _Running(number, plan, devices, self.place_of(plan, claimed[number]), self._zone)
            held = before.get(number)
            if held is not None and held.plan == plan and held.place == running.place:
                running.segment, running.started, running.told = held.segment, held.started, held.told
            self._running[number] = running
            self._of.update(dict.fromkeys(devices, running))
        return clashes_of(claimed)

    def place_of(self, plan: Plan, devices: Iterable[DeviceId]) -> Position:
        """Where the sun of *plan* is taken: its own place, the middle of its devices, or the site's."""
        if plan.place is not None:
            return plan.place
        places = [place for place in map(self._position_of, devices) if place is not None]
        if not places:
            return self._home
        # Rounded so that one lamp more or less does not make it another plan.
        lon, lat = sum(place.lon for place in places), sum(place.lat for place in places)
        return Position(round(lon / len(places), 2), round(lat / len(places), 2))

    def place_for(self, device: DeviceId) -> Position:
        """Where the sun of *device*'s plan is taken, without looking at its other devices again."""
        running = self._of.get(device)
        return self._home if running is None else running.place

    def plan_of(self, device: DeviceId) -> DocumentId | None:
        """The plan that rules *device*."""
        running = self._of.get(device)
        return None if running is None else running.number

    def devices(self) -> Iterable[DeviceId]:
        """Everybody a plan in force rules."""
        return self._of.keys()

    # -- what is wanted ----------------------------------------------------------------------------

    def wanted(self, device: DeviceId, now: float) -> Wanted | None:
        """What *device*'s plan asks for at *now*; None without a plan, or when it asks for nothing."""
        running = self._of.get(device)
        return None if running is None else running.wanted(self._steady(now))

    def due(self, now: float) -> list[PlanChange]:
        """What plans ask for that they did not ask for at the last call.

        The first call tells nothing: after a start ``changes_needed`` says who has to be told. When the clock went
        forward over several steps only the one in force now is due.
        """
        now = self._now = self._steady(now)
        changes: list[PlanChange] = []
        for running in self._running.values():
            wanted = running.wanted(now)
            if wanted is None:
                running.told = None
            elif wanted.action != running.told:
                running.told = wanted.action
                if running.started and running.devices:
                    changes.append(PlanChange(running.number, wanted.action, running.devices, wanted))
            running.started = True
        return changes

    def next_change(self, now: float) -> float:
        """When ``due`` has to be asked next, s since 1970 UTC; infinity without plans."""
        now = self._steady(now)
        return min((running.at(now).end for running in self._running.values()), default=float("inf"))

    def _steady(self, now: float) -> float:
        return self._now if self._now - BACK_S < now < self._now else now

    # -- who differs -------------------------------------------------------------------------------

    def changes_needed(
        self, reported: Reported, rules: Rules, now: float, plans: Iterable[DocumentId] | None = None
    ) -> list[Difference]:
        """Devices of *plans* (None: of all) that do not show what is wanted of them at *now*; changes nothing."""
        now = self._steady(now)
        chosen = self._running if plans is None else [number for number in plans if number in self._running]
        found: list[Difference] = []
        for number in chosen:
            running = self._running[number]
            found += differences(running.wanted(now), running.devices, reported, rules)
        return found

    def dry_run(
        self, plan: Plan, devices: Sequence[DeviceId], reported: Reported, rules: Rules, now: float
    ) -> list[Difference]:
        """What *plan*, in force or only drafted, would change at *now* on *devices*."""
        wanted = segment_at(plan, now, self.place_of(plan, devices), self._zone).wanted
        return differences(wanted, devices, reported, rules)


def differences(
    wanted: Wanted | None, devices: Iterable[DeviceId], reported: Reported, rules: Rules
) -> list[Difference]:
    """Those of *devices* that do not show *wanted*; nobody when nothing is wanted."""
    if wanted is None:
        return []
    found: list[Difference] = []
    action = wanted.action
    nothing: Mapping[str, Value] = {}
    for device in devices:
        held = reported.get(device, nothing)
        proofs = rules(device, action.command)
        if not proofs or not all(_shown(rule, action, held) for rule in proofs):
            found.append(Difference(device, {rule.point: held.get(rule.point) for rule in proofs}, wanted))
    return found


def _shown(rule: Confirm, action: PlanAction, held: Mapping[str, Value]) -> bool:
    value = held.get(rule.point)
    wanted = action.arguments.get(rule.argument) if rule.argument is not None else rule.equals
    return value is not None and shows(rule, wanted, value)
