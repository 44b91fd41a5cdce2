"""A plan worked out for the window: where its sun is, what a date brings, what is in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from controlcenter.domain.devices import Position
from controlcenter.domain.documents import Document
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.plan_times import profile_on, timeline, wanted_at
from controlcenter.domain.plans import Plan, Turn, Wanted
from controlcenter.domain.plans_check import problems_of
from controlcenter.domain.sun import SunEvent, sun_day
from controlcenter.ui.control.library.members import MemberBook
from controlcenter.ui.control.plans.timeline import DayPlot
from controlcenter.ui.mirror import Mirror

NOWHERE = Position(0.0, 0.0)
"""Where the sun is taken when nothing of the city has a place."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a plan means now, of which kinds, and where its sun is taken."""

    devices: tuple[DeviceId, ...]
    kinds: tuple[Kind, ...]
    place: Position


def scope_of(plan: Plan, mirror: Mirror, members: MemberBook) -> Scope:
    devices = members.of(plan.selection)
    names = dict.fromkeys(mirror.kind_of(device) for device in devices)
    kinds = tuple(mirror.kinds[name] for name in names if name in mirror.kinds)
    place = plan.place or middle(devices, mirror) or middle(mirror.devices, mirror) or NOWHERE
    return Scope(devices, kinds, place)


def middle(devices: Iterable[DeviceId], mirror: Mirror) -> Position | None:
    """The middle of those that have a place, rounded as the engine rounds it; None when none has."""
    held = (mirror.devices.get(device) for device in devices)
    places = [one.position for one in held if one is not None and one.position is not None]
    if not places:
        return None
    lon, lat = sum(place.lon for place in places), sum(place.lat for place in places)
    return Position(round(lon / len(places), 2), round(lat / len(places), 2))


def shared_with(document: Document, mirror: Mirror, members: MemberBook) -> list[tuple[str, int]]:
    """Other enabled plans that claim devices of this one, and how many: a device follows one plan only."""
    plan = document.body
    if not isinstance(plan, Plan) or not plan.enabled:
        return []
    mine = frozenset(members.of(plan.selection))
    found = []
    for other in mirror.control.documents_of(Plan):
        if other.id == document.id or not isinstance(other.body, Plan) or not other.body.enabled:
            continue
        count = len(mine.intersection(members.of(other.body.selection)))
        if count:
            found.append((other.name, count))
    return found


def can_be_worked_out(plan: Plan, scope: Scope) -> bool:
    """Whether nothing is wrong with it but the devices that are still missing."""
    return all(one.warning or one.code == "no_devices" for one in problems_of(plan, scope.kinds))


def in_force(plan: Plan, scope: Scope, now: float, zone: ZoneInfo) -> Wanted | None:
    """What the plan asks for at *now*; None too as long as something is wrong with it."""
    return wanted_at(plan, now, scope.place, zone) if can_be_worked_out(plan, scope) else None


def day_plot(plan: Plan, scope: Scope, day: date, zone: ZoneInfo, now: float) -> DayPlot:
    """*day* from noon to noon; for a plan nothing is wrong with."""
    segments = timeline(plan, day, scope.place, zone, Turn.NOON)
    evening, morning = sun_day(day, scope.place, zone), sun_day(day + timedelta(days=1), scope.place, zone)
    sun = (
        (SunEvent.SUNSET, evening.sunset),
        (SunEvent.DUSK, evening.dusk),
        (SunEvent.DAWN, morning.dawn),
        (SunEvent.SUNRISE, morning.sunrise),
    )
    return DayPlot(day, segments, sun, zone, now)


def year_profiles(plan: Plan, year: int) -> list[str | None]:
    """The programme of each day of *year*, from 1 January on; None where the lamps are left alone."""
    first = date(year, 1, 1)
    days = (date(year + 1, 1, 1) - first).days
    found = (profile_on(plan, first + timedelta(days=number))[0] for number in range(days))
    return [profile.name if profile is not None else None for profile in found]
