"""Work out when the steps of a plan happen, for a plan that ``plans_check`` finds nothing wrong with.

Pure: the zone, the place and the moment come in; ``enabled`` is not asked.

A step holds until the next one, over the turn of the day too. Only a day with a profile says anything: on a day without
one nothing is asked from its first moment on, and the next day with a profile begins with its own first step.
"""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from controlcenter.domain.calendars import instant, local_day, next_day, parse_clock
from controlcenter.domain.devices import Position
from controlcenter.domain.plans import Due, Origin, Plan, Profile, Segment, Step, Turn, Wanted, When
from controlcenter.domain.sun import MORNING, sun_time

_Steps = tuple[Due, ...]


def plan_day(plan: Plan, at: float, zone: ZoneInfo) -> date:
    """The day of *plan* that *at* belongs to."""
    day = local_day(at, zone)
    return next_day(day, -1) if at < day_start(plan, day, zone) else day


def day_start(plan: Plan, day: date, zone: ZoneInfo) -> float:
    """The first moment of *plan*'s *day*; the next one's is its end."""
    return instant(day, plan.turn.minutes, zone)


def profile_on(plan: Plan, day: date) -> tuple[Profile | None, int | None]:
    """The profile of *day* and the rule that chose it; the default profile comes without a rule."""
    for number, rule in enumerate(plan.rules):
        if rule.days.holds(day, plan.holidays):
            return (plan.profile(rule.profile) if rule.profile else None), number
    return (plan.profile(plan.default_profile) if plan.default_profile else None), None


def day_steps(plan: Plan, day: date, place: Position, zone: ZoneInfo) -> tuple[Due, ...]:
    """What *plan*'s *day* asks for, in order of time, no two at the same moment; empty when it has no profile."""
    profile, rule = profile_on(plan, day)
    if profile is None:
        return ()
    name = plan.rules[rule].name if rule is not None else ""
    kept: dict[float, Due] = {}
    for number, at in _ordered(profile.steps, _moments(plan, profile, day, place, zone)):
        kept[at] = Due(at, profile.steps[number].action, Origin(day, profile.name, number, rule, name))
    return tuple(kept.values())


def segments(plan: Plan, day: date, place: Position, zone: ZoneInfo) -> tuple[Segment, ...]:
    """*plan*'s *day* without gaps, from its turn to the next."""
    return tuple(span(plan, day, 1, place, zone))


def span(plan: Plan, first: date, days: int, place: Position, zone: ZoneInfo) -> Iterator[Segment]:
    """So many *days* of *plan* without gaps, day by day; a year of it takes some tens of milliseconds."""
    before = day_steps(plan, next_day(first, -1), place, zone)
    steps = day_steps(plan, first, place, zone)
    for number in range(days):
        day = next_day(first, number)
        following = day_steps(plan, next_day(day), place, zone)
        start, end = day_start(plan, day, zone), day_start(plan, next_day(day), zone)
        if start < end:
            yield from _stretches(start, end, before, steps, following) if steps else [Segment(start, end, None)]
        before, steps = steps, following


def wanted_at(plan: Plan, now: float, place: Position, zone: ZoneInfo) -> Wanted | None:
    """What *plan* asks for at *now*; None when it asks for nothing."""
    return segment_at(plan, now, place, zone).wanted


def segment_at(plan: Plan, now: float, place: Position, zone: ZoneInfo) -> Segment:
    """The stretch of *plan*'s day that *now* lies in."""
    day = plan_day(plan, now, zone)
    return next(one for one in segments(plan, day, place, zone) if one.start <= now < one.end)


def timeline(plan: Plan, day: date, place: Position, zone: ZoneInfo, turn: Turn | None = None) -> tuple[Segment, ...]:
    """A preview of the date *day* from *turn* (None: the plan's own) to the next, without gaps."""
    if turn is None or turn is plan.turn:
        return segments(plan, day, place, zone)
    start, end = instant(day, turn.minutes, zone), instant(next_day(day), turn.minutes, zone)
    around = span(plan, next_day(day, -1), 3, place, zone)
    cut = [Segment(max(one.start, start), min(one.end, end), one.wanted) for one in around]
    return _joined([one for one in cut if one.start < one.end])


# -- moments ------------------------------------------------------------------------------------------


def _moments(plan: Plan, profile: Profile, day: date, place: Position, zone: ZoneInfo) -> list[float]:
    """The moment of each step as it stands alone, never outside the day."""
    start, end = day_start(plan, day, zone), day_start(plan, next_day(day), zone)
    return [min(max(_moment(plan.turn, step.at, day, place, zone), start), end) for step in profile.steps]


def _moment(turn: Turn, when: When, day: date, place: Position, zone: ZoneInfo) -> float:
    if when.sun is None:
        return _clock(turn, when.clock, day, zone)
    morning = turn is Turn.NOON and when.sun in MORNING
    at = sun_time(when.sun, next_day(day) if morning else day, place, zone) + when.offset_min * 60.0
    if when.not_before:
        at = max(at, _clock(turn, when.not_before, day, zone))
    if when.not_after:
        at = min(at, _clock(turn, when.not_after, day, zone))
    return at


def _clock(turn: Turn, text: str, day: date, zone: ZoneInfo) -> float:
    minutes = parse_clock(text)
    return instant(day if minutes >= turn.minutes else next_day(day), minutes, zone)


def _ordered(steps: tuple[Step, ...], moments: list[float]) -> list[tuple[int, float]]:
    """Number and moment of the steps that happen, rising; see ``Profile`` for what the sun overtakes."""
    ahead = float("inf")
    kept: list[tuple[int, float]] = []
    for number in range(len(steps) - 1, -1, -1):
        at = moments[number]
        if steps[number].at.sun is not None:
            ahead = min(ahead, at)
        elif at >= ahead:
            continue
        kept.append((number, at))
    latest = float("-inf")
    risen: list[tuple[int, float]] = []
    for number, at in reversed(kept):
        latest = max(latest, at)
        risen.append((number, latest))
    return risen


# -- stretches ----------------------------------------------------------------------------------------


def _stretches(start: float, end: float, before: _Steps, steps: _Steps, following: _Steps) -> Iterator[Segment]:
    """From *start* to *end*: what still holds of the day *before*, then *steps*."""
    within: list[Due | None] = [due for due in steps if due.at < end]
    if not within or steps[0].at > start:
        within.insert(0, before[-1] if before else None)
    last_until = following[0].at if following and steps[-1].at < end else end
    for number, due in enumerate(within):
        upcoming = within[number + 1] if number + 1 < len(within) else None
        begin = start if number == 0 or due is None else due.at
        holds_until = last_until if upcoming is None else upcoming.at
        wanted = None if due is None else Wanted(due.action, due.at, holds_until, due.origin)
        yield Segment(begin, end if upcoming is None else upcoming.at, wanted)


def _joined(parts: list[Segment]) -> tuple[Segment, ...]:
    """Neighbours that want the same for the same reason become one."""
    made: list[Segment] = []
    for part in parts:
        if made and made[-1].wanted == part.wanted and made[-1].end == part.start:
            part = Segment(made.pop().start, part.end, part.wanted)
        made.append(part)
    return tuple(made)
