"""Plans as the command desk follows them: which are in force, what they want of a device, whom they would change."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from controlcenter.domain.authority import Claim
from controlcenter.domain.commands import Source
from controlcenter.domain.devices import Position
from controlcenter.domain.documents import Document
from controlcenter.domain.ids import DeviceId, DocumentId
from controlcenter.domain.kinds import Confirm, Kind
from controlcenter.domain.plans import Plan, Wanted
from controlcenter.domain.plans_check import Clash, clashes_of, problems_of
from controlcenter.domain.readings import Quality, Value
from controlcenter.engine.control.book import DocumentBook
from controlcenter.engine.control.judge import Judge
from controlcenter.engine.control.plan_runner import Difference, PlanRunner
from controlcenter.engine.face import EngineError
from controlcenter.engine.inventory import Inventory

REVIEW_EVERY_S = 30.0
"""How soon a device that a living query has come to mean follows its plan."""
FIRST_LOOK_S = 45.0
"""After a start the field is given this long to say how it stands before anybody is told to follow a plan."""
EQUATOR = Position(0.0, 0.0)


class Planning:
    """Owned by the engine and used on its loop only."""

    def __init__(
        self, kinds: Mapping[str, Kind], inventory: Inventory, book: DocumentBook, judge: Judge, zone: ZoneInfo
    ) -> None:
        self._kinds = kinds
        self._inventory = inventory
        self._book = book
        self._judge = judge
        self._zone = zone
        self._runner = PlanRunner(zone, self._position_of, EQUATOR)
        self._reviewed_at = 0.0
        self._first_look_at: float | None = None
        self.clashes: tuple[Clash, ...] = ()

    def start(self, home: Position, now: float) -> None:
        """*home*: where the sun is taken for plans whose devices have no place."""
        self._runner = PlanRunner(self._zone, self._position_of, home)
        self._first_look_at = now + FIRST_LOOK_S
        self.review(now)

    def review(self, now: float) -> None:
        """Look again at who follows which plan."""
        self._reviewed_at = now
        plans = [(one.id, one.body) for one in self._book.all() if isinstance(one.body, Plan)]
        self.clashes = self._runner.set_plans(plans, lambda plan: self._book.devices_of(plan.selection))

    def take_due(self, now: float) -> list[DeviceId]:
        """Devices whose plan wants something else than before, or of whom nobody has asked yet after a start."""
        if now - self._reviewed_at >= REVIEW_EVERY_S:
            known = set(self._runner.devices())
            self.review(now)
            fresh = [device for device in self._runner.devices() if device not in known]
        else:
            fresh = []
        due = [device for change in self._runner.due(now) for device in change.devices]
        if self._first_look_at is not None and now >= self._first_look_at:
            self._first_look_at = None
            due += self._runner.devices()
        return due + (fresh if self._first_look_at is None else [])

    def place_for(self, device: DeviceId) -> Position:
        """Where the sun of the plan that rules *device* is taken."""
        return self._runner.place_for(device)

    def plan_of(self, device: DeviceId) -> Plan | None:
        """The plan in force that rules *device*."""
        number = self._runner.plan_of(device)
        document = self._book.get(number) if number is not None else None
        return document.body if document is not None and isinstance(document.body, Plan) else None

    def devices_of(self, plan: Plan) -> list[DeviceId]:
        return self._book.devices_of(plan.selection)

    def claim(self, device: DeviceId, now: float) -> Claim | None:
        """What the plan of *device* wants of it."""
        wanted = self._runner.wanted(device, now)
        number = self._runner.plan_of(device)
        document = self._book.get(number) if number is not None else None
        if wanted is None or document is None:
            return None
        action = wanted.action
        words = [document.name, *filter(None, (wanted.origin.rule_name, wanted.origin.profile))]
        return Claim(
            Source.PLAN, action.command, action.arguments, wanted.since, wanted.until, plan=" › ".join(words)
        )  # fmt: skip

    def wanted(self, device: DeviceId, now: float) -> Wanted | None:
        return self._runner.wanted(device, now)

    def check(self, document: Document, plan: Plan) -> None:
        """Raise EngineError (``bad_document``, ``plans_clash``) for a plan that cannot be put in force."""
        devices = self.devices_of(plan)
        held = (self._inventory.devices.get(device) for device in devices)
        kinds = {device.kind: self._kinds[device.kind] for device in held if device is not None}
        problems = [one for one in problems_of(plan, kinds.values()) if not one.warning]
        if problems:
            raise EngineError("bad_document", "; ".join(map(str, problems)))
        if not plan.enabled:
            return
        others = {
            one.id: self.devices_of(one.body)
            for one in self._book.all()
            if isinstance(one.body, Plan) and one.body.enabled and one.id != document.id
        }
        clashes = [
            clash for clash in clashes_of({**others, document.id: devices}) if document.id in (clash.plan, clash.other)
        ]
        if clashes:
            others_named = {clash.other if clash.plan == document.id else clash.plan for clash in clashes}
            names = sorted(self._name(number) for number in others_named)
            count = sum(len(clash.devices) for clash in clashes)
            raise EngineError("plans_clash", f"{count} devices follow {', '.join(names)} already")

    def _name(self, number: DocumentId) -> str:
        held = self._book.get(number)
        return held.name if held is not None else str(number)

    def dry_run(self, plan: Plan, now: float) -> Sequence[Difference]:
        """Who does not show what *plan* wants of it at *now*."""
        devices = self.devices_of(plan)
        reported = {device: self._reported(device) for device in devices}
        return self._runner.dry_run(plan, devices, reported, self._rules, now)

    def _reported(self, device: DeviceId) -> Mapping[str, Value]:
        held = self._inventory.devices.get(device)
        keys = self._kinds[held.kind].points if held is not None else ()
        found = {key: self._judge.reading(device, key) for key in keys}
        return {
            key: reading.value
            for key, reading in found.items()
            if reading is not None and reading.value is not None and reading.quality < Quality.STALE
        }

    def _rules(self, device: DeviceId, command: str) -> Sequence[Confirm]:
        held = self._inventory.devices.get(device)
        kind = self._kinds[held.kind].commands.get(command) if held is not None else None
        return self._judge.rules(held, kind) if held is not None and kind is not None else ()

    def _position_of(self, device: DeviceId) -> Position | None:
        held = self._inventory.devices.get(device)
        return held.position if held is not None else None


def middle(positions: Sequence[Position]) -> Position | None:
    """The middle of *positions*; None of none."""
    if not positions:
        return None
    lon, lat = sum(one.lon for one in positions), sum(one.lat for one in positions)
    return Position(lon / len(positions), lat / len(positions))
