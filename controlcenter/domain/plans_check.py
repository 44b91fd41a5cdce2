"""Judge a plan before it is put in force: against itself, and against the kinds of its devices."""

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from controlcenter.domain.arguments import ArgumentError, validate_arguments
from controlcenter.domain.calendars import Days, parse_clock, parse_yearly
from controlcenter.domain.ids import DeviceId, DocumentId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.plans import Plan, PlanAction, Profile, Rule, Step, Turn, When
from controlcenter.domain.readings import Value
from controlcenter.domain.sun import MORNING

MOST_OFFSET_MIN = 240
MOST_STEPS = 200


class Problem(msgspec.Struct, frozen=True):
    """Something wrong with a plan: ``code`` for translation, its facts, and the part it lies in.

    ``place``: ``profiles[0].steps[2].at`` and the like; empty for the plan as a whole. Codes (and facts):
    ``no_devices``, ``no_profile``, ``profile_unnamed``, ``profile_twice`` (name), ``no_steps`` (profile), ``too_many``
    (most), ``unknown_profile`` (profile), ``no_time``, ``two_times``, ``bad_clock`` (text), ``bad_offset``
    (offset_min, most), ``offset_without_sun``, ``bounds_without_sun``, ``bounds_crossed``, ``out_of_order`` (time,
    before), ``off_with_level`` (level), ``bad_level`` (level), ``unknown_command`` (command), ``bad_argument``
    (command, argument, code), ``bad_weekday`` (weekday), ``bad_range`` (first, last), ``bad_day`` (text),
    ``never_used`` (profile), ``unreachable`` (rule).
    """

    code: str
    facts: dict[str, Value] = {}
    place: str = ""

    @property
    def warning(self) -> bool:
        """Whether the plan may be put in force nevertheless."""
        return self.code in ("never_used", "unreachable")


class Clash(msgspec.Struct, frozen=True):
    """Devices that two plans in force would both rule."""

    plan: DocumentId
    other: DocumentId
    devices: tuple[DeviceId, ...]


def problems_of(plan: Plan, kinds: Iterable[Kind] = ()) -> tuple[Problem, ...]:
    """What is wrong with *plan* for devices of *kinds* (none given: commands are not judged against a kind)."""
    return tuple(_problems(plan, tuple(kinds)))


def clashes_of(members: Mapping[DocumentId, Iterable[DeviceId]]) -> tuple[Clash, ...]:
    """Pairs of enabled plans that claim the same devices: a device follows one plan at most."""
    owner: dict[DeviceId, DocumentId] = {}
    found: dict[tuple[DocumentId, DocumentId], list[DeviceId]] = {}
    for plan in sorted(members):
        for device in members[plan]:
            first = owner.setdefault(device, plan)
            if first != plan:
                found.setdefault((first, plan), []).append(device)
    return tuple(Clash(first, plan, tuple(devices)) for (first, plan), devices in found.items())


def _problems(plan: Plan, kinds: tuple[Kind, ...]) -> Iterator[Problem]:
    chosen = plan.selection
    if not (chosen.devices or chosen.groups or chosen.query is not None):
        yield Problem("no_devices")
    if not plan.profiles:
        yield Problem("no_profile")
    seen: set[str] = set()
    for number, profile in enumerate(plan.profiles):
        place = f"profiles[{number}]"
        if not profile.name.strip():
            yield Problem("profile_unnamed", {}, place)
        if profile.name in seen:
            yield Problem("profile_twice", {"name": profile.name}, place)
        seen.add(profile.name)
        yield from _profile(profile, plan.turn, kinds, place)
    yield from _references(plan, seen)
    for number, rule in enumerate(plan.rules):
        yield from _days(rule.days, f"rules[{number}].days")


def _references(plan: Plan, names: set[str]) -> Iterator[Problem]:
    used = {rule.profile for rule in plan.rules} | {plan.default_profile}
    for number, rule in enumerate(plan.rules):
        if rule.profile and rule.profile not in names:
            yield Problem("unknown_profile", {"profile": rule.profile}, f"rules[{number}]")
    if plan.default_profile and plan.default_profile not in names:
        yield Problem("unknown_profile", {"profile": plan.default_profile}, "default_profile")
    for number, profile in enumerate(plan.profiles):
        if profile.name not in used:
            yield Problem("never_used", {"profile": profile.name}, f"profiles[{number}]")
    yield from _unreachable(plan.rules)


def _unreachable(rules: tuple[Rule, ...]) -> Iterator[Problem]:
    """Rules below one that means every day."""
    covered = False
    for number, rule in enumerate(rules):
        if covered:
            yield Problem("unreachable", {"rule": number}, f"rules[{number}]")
        covered = covered or rule.days == Days()


# -- profiles -----------------------------------------------------------------------------------------


def _profile(profile: Profile, turn: Turn, kinds: tuple[Kind, ...], place: str) -> Iterator[Problem]:
    if not profile.steps:
        yield Problem("no_steps", {"profile": profile.name}, place)
    if len(profile.steps) > MOST_STEPS:
        yield Problem("too_many", {"most": MOST_STEPS}, place)
    latest, named = (-1, -1), ""
    for number, step in enumerate(profile.steps):
        here = f"{place}.steps[{number}]"
        yield from _when(step.at, turn, f"{here}.at")
        yield from _action(step.action, kinds, f"{here}.action")
        own = _own_place(step, turn)
        if own is None:
            continue
        if own[0] < latest[0] or -1 < own[1] <= latest[1]:
            yield Problem("out_of_order", {"time": _said(step), "before": named}, f"{here}.at")
        if own >= latest:
            latest, named = (own[0], max(own[1], latest[1])), _said(step)


def _own_place(step: Step, turn: Turn) -> tuple[int, int] | None:
    """Half of the day, 0 or 1, and minutes from its turn, -1 for a step by the sun; None for one that is no time."""
    if step.at.sun is not None:
        return int((step.at.sun in MORNING) is (turn is Turn.NOON)), -1
    try:
        minutes = _since(parse_clock(step.at.clock), turn)
    except ValueError:
        return None
    return minutes // 720, minutes


def _said(step: Step) -> str:
    return step.at.sun.value if step.at.sun is not None else step.at.clock


def _since(minutes: int, turn: Turn) -> int:
    return minutes - turn.minutes if minutes >= turn.minutes else minutes - turn.minutes + 1440


def _when(when: When, turn: Turn, place: str) -> Iterator[Problem]:
    if when.sun is None and not when.clock:
        yield Problem("no_time", {}, place)
    if when.sun is not None and when.clock:
        yield Problem("two_times", {}, place)
    if when.sun is None and when.offset_min:
        yield Problem("offset_without_sun", {}, place)
    if when.sun is None and (when.not_before or when.not_after):
        yield Problem("bounds_without_sun", {}, place)
    if abs(when.offset_min) > MOST_OFFSET_MIN:
        yield Problem("bad_offset", {"offset_min": when.offset_min, "most": MOST_OFFSET_MIN}, place)
    read = {}
    for name in ("clock", "not_before", "not_after"):
        text = getattr(when, name)
        try:
            read[name] = _since(parse_clock(text), turn) if text else None
        except ValueError:
            yield Problem("bad_clock", {"text": text}, f"{place}.{name}")
    low, high = read.get("not_before"), read.get("not_after")
    if low is not None and high is not None and low > high:
        yield Problem("bounds_crossed", {"not_before": when.not_before, "not_after": when.not_after}, place)


def _action(action: PlanAction, kinds: tuple[Kind, ...], place: str) -> Iterator[Problem]:
    level = action.arguments.get("level")
    if action.command == "turn_off" and action.arguments:
        yield Problem("off_with_level", {"level": "" if level is None else level}, place)
        return
    if action.command == "dim" and not _is_level(level):
        yield Problem("bad_level", {"level": "" if level is None else level}, place)
        return
    if not action.command:
        yield Problem("unknown_command", {"command": ""}, place)
    elif kinds:
        yield from _against_kinds(action, kinds, place)


def _is_level(level: Value | None) -> bool:
    return isinstance(level, int | float) and not isinstance(level, bool) and 1 <= level <= 100 and level == int(level)


def _against_kinds(action: PlanAction, kinds: tuple[Kind, ...], place: str) -> Iterator[Problem]:
    """Each kind that knows the command must take its arguments; one must know it. The others leave it alone."""
    known = [kind.commands[action.command] for kind in kinds if action.command in kind.commands]
    if not known:
        yield Problem("unknown_command", {"command": action.command}, place)
    for command in known:
        try:
            validate_arguments(command, action.arguments)
        except ArgumentError as error:
            facts: dict[str, Value] = {"command": action.command, "argument": error.argument, "code": error.code}
            yield Problem("bad_argument", facts, place)
            return


# -- days ---------------------------------------------------------------------------------------------


def _days(days: Days, place: str) -> Iterator[Problem]:
    for weekday in days.weekdays:
        if not 1 <= weekday <= 7:
            yield Problem("bad_weekday", {"weekday": weekday}, place)
    for span in days.ranges:
        if span.first > span.last:
            yield Problem("bad_range", {"first": span.first.isoformat(), "last": span.last.isoformat()}, place)
    for yearly in days.yearly:
        yield from _texts((yearly.first, yearly.last), parse_yearly, place)


def _texts(texts: Iterable[str], parse: Callable[[str], object], place: str) -> Iterator[Problem]:
    for text in texts:
        try:
            parse(text)
        except ValueError:
            yield Problem("bad_day", {"text": text}, place)
