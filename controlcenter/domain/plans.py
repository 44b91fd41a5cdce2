"""Plans: what devices do by the clock and the sun, without anybody asking. Values only; ``plan_times`` works them out.

The day of a plan runs from noon to noon, so that a night is one programme: a Friday's programme begins on Friday at
12:00 and ends on Saturday at 12:00. What belongs to daytime (a sign at a school) turns at midnight instead.
"""

import enum
from datetime import date

import msgspec

from controlcenter.domain.calendars import Days
from controlcenter.domain.devices import Position
from controlcenter.domain.readings import Value
from controlcenter.domain.selections import Selection
from controlcenter.domain.sun import SunEvent

FULL = 100.0
"""Per cent: what ``turn_on`` is taken for."""


class When(msgspec.Struct, frozen=True):
    """A moment of a plan's day: by the clock, or by the sun. Clock times are ``HH:MM`` of the site's zone."""

    clock: str = ""
    sun: SunEvent | None = None
    offset_min: int = 0
    """Minutes after the sun's event, negative before it."""
    not_before: str = ""
    not_after: str = ""
    """Bounds of a sun time, each may be left out."""


class PlanAction(msgspec.Struct, frozen=True):
    """A command of the devices' kind, as an operator would give it."""

    command: str
    arguments: dict[str, Value] = {}

    def __hash__(self) -> int:
        return hash((self.command, tuple(sorted(self.arguments.items()))))


class Step(msgspec.Struct, frozen=True):
    """What is to be done at a moment; it holds until the next step."""

    at: When
    action: PlanAction


class Profile(msgspec.Struct, frozen=True):
    """The programme of one day: steps in the order in which they happen, from the turn of the plan's day on.

    Where the sun moves one past another the list decides. A clock step that would come after the sun step that follows
    it in the list is left out (no dimming at 05:00 when the lamps went off at sunrise, 04:43); one that would come
    before the sun step it follows waits for it. Of steps that fall together only the last is done.
    """

    name: str
    steps: tuple[Step, ...]


class Rule(msgspec.Struct, frozen=True):
    """On these days, this profile. An empty ``profile`` asks for nothing on them: the plan leaves the devices alone."""

    days: Days
    profile: str
    name: str = ""


class Turn(enum.StrEnum):
    """When one day of a plan ends and the next begins."""

    NOON = "noon"
    MIDNIGHT = "midnight"

    @property
    def minutes(self) -> int:
        """After midnight."""
        return 720 if self is Turn.NOON else 0


class Plan(msgspec.Struct, frozen=True, tag="plan"):
    """Who follows which programme on which days. Its name is that of its document."""

    selection: Selection
    profiles: tuple[Profile, ...]
    rules: tuple[Rule, ...] = ()
    """The first that means a day decides it."""
    default_profile: str = ""
    """On days no rule means; empty: nothing is asked of the devices."""
    holidays: tuple[date, ...] = ()
    """Dates that ``Days.holidays`` of the rules refers to."""
    enabled: bool = True
    turn: Turn = Turn.NOON
    place: Position | None = None
    """Where the sun is taken; None: the middle of its devices."""
    description: str = ""

    def profile(self, name: str) -> Profile | None:
        return next((one for one in self.profiles if one.name == name), None)


class Origin(msgspec.Struct, frozen=True):
    """What in a plan asks for something: for people, and for the audit."""

    day: date
    """The plan's day."""
    profile: str
    step: int
    """Place in ``profile``, from 0."""
    rule: int | None = None
    """Place in ``rules``; None: the default profile."""
    rule_name: str = ""


class Due(msgspec.Struct, frozen=True):
    """A step of a certain day at its moment, s since 1970 UTC."""

    at: float
    action: PlanAction
    origin: Origin


class Wanted(msgspec.Struct, frozen=True):
    """The action in force, since and until when (half open; s since 1970 UTC), and what asks for it."""

    action: PlanAction
    since: float
    until: float
    origin: Origin


class Segment(msgspec.Struct, frozen=True):
    """A stretch of a timeline; ``wanted`` None: the plan asks for nothing."""

    start: float
    end: float
    wanted: Wanted | None

    @property
    def level(self) -> float | None:
        """Per cent; None when nothing is asked, or it is not about light."""
        return None if self.wanted is None else level_of(self.wanted.action)


def clock(text: str) -> When:
    return When(clock=text)


def sun(event: SunEvent, offset_min: int = 0, not_before: str = "", not_after: str = "") -> When:
    return When(sun=event, offset_min=offset_min, not_before=not_before, not_after=not_after)


def lamp_action(on: bool, level: int | None = None) -> PlanAction:
    """What a lamp is told. Raises ValueError for a level outside 1…100 and for off together with a level."""
    if not on:
        if level is not None:
            raise ValueError("off takes no level")
        return PlanAction("turn_off")
    if level is None:
        return PlanAction("turn_on")
    if not 1 <= level <= 100:
        raise ValueError(f"level is {level}; must be 1 to 100")
    return PlanAction("dim", {"level": level})


def level_of(action: PlanAction) -> float | None:
    """Per cent of light *action* asks a lamp for; None when it is not about light."""
    if action.command == "turn_off":
        return 0.0
    if action.command == "turn_on":
        return FULL
    level = action.arguments.get("level")
    if action.command != "dim" or isinstance(level, bool) or not isinstance(level, int | float):
        return None
    return float(level)
