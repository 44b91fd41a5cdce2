"""A journal, statistics and trials for tests of the alarm desk's numbers."""

from controlcenter.domain.alarms import Cycle, Event, JournalEntry
from controlcenter.domain.commands import Operator
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.engine.face import AlarmStatistics, Firing, Frequent, Measure, Slot, Trial
from tests.support.city import KINDS, device
from tests.support.fake_engine import NOW, OPERATOR

_STEPS = (
    (Event.RAISED, Cycle.NORMAL, Cycle.UNACKNOWLEDGED, None, ""),
    (Event.ACKNOWLEDGED, Cycle.UNACKNOWLEDGED, Cycle.ACKNOWLEDGED, OPERATOR, "Đã gọi điện lực"),
    (
        Event.SHELVED,
        Cycle.ACKNOWLEDGED,
        Cycle.ACKNOWLEDGED,
        Operator("operator-1", "seat-2"),
        "waiting for a spare part",
    ),
    (Event.UNSHELVED, Cycle.ACKNOWLEDGED, Cycle.ACKNOWLEDGED, OPERATOR, ""),
    (Event.CLEARED, Cycle.ACKNOWLEDGED, Cycle.NORMAL, None, ""),
)


def journal_entry(number: int, at: float = NOW) -> JournalEntry:
    """The *number*-th line: the same one every time, some seconds before *at*."""
    turn, step = divmod(number, len(_STEPS))
    this = device(turn % 200)
    definitions = tuple(KINDS[this.kind].alarms.values())
    definition = definitions[turn // 10 % len(definitions)]
    event, before, after, by, note = _STEPS[step]
    measured = definition.limit is not None
    return JournalEntry(
        AlarmId(this.id, definition.key), event, at, before, after, definition.priority, at - 0.257,
        shelved=event is Event.SHELVED, value=(definition.limit or 0.0) * 1.02 if measured else None,
        limit=definition.limit, area=this.area, by=by, note=note,
        until=at + 7200.0 if event is Event.SHELVED else None, number=number,
    )  # fmt: skip


def journal(lines: int, every_s: float = 40.0) -> list[JournalEntry]:
    """*lines* lines, newest first."""
    return [journal_entry(number, NOW - (lines - number) * every_s) for number in range(lines, 0, -1)]


def statistics(days: int = 30, at: float = NOW) -> AlarmStatistics:
    """A month with two floods, or less when *days* says so; below a month the measures are not known."""
    start = at - days * 86_400.0
    tens = [
        Slot(start + 600.0 * number, _activations(number), _activations(number) > 10) for number in range(days * 144)
    ]
    per_day = [
        Slot(start + 86_400.0 * day, sum(s.count for s in tens[day * 144 : day * 144 + 144])) for day in range(days)
    ]
    whole = sum(slot.count for slot in tens)
    known = days >= 30

    def measure(code: str, value: float, acceptable: float | None = None, manageable: float | None = None) -> Measure:
        return Measure(code, value if known else None, acceptable, manageable)

    frequent = tuple(
        Frequent(journal_entry(5 * number).alarm, 240 - 19 * number, (240 - 19 * number) / whole)
        for number in range(10)
    )
    return AlarmStatistics(
        start, at, start, whole,
        (
            measure("per_hour", whole / days / 24, 6, 12),
            measure("per_10_min", whole / days / 144, 1, 2),
            measure("busy_periods", 0.004, 0.01),
            measure("in_flood", 0.0125, 0.01),
            measure("top_ten", 0.21, 0.05),
            measure("chattering", 2, 0),
            measure("fleeting", 3, 0),
            measure("stale", 4, 5),
            measure("mix_low", 0.71, 0.8),
            measure("mix_medium", 0.2, 0.15),
            measure("mix_high", 0.09, 0.05),
            measure("time_to_acknowledge", 94.0),
        ),
        tuple(per_day),
        tuple(tens),
        _floods(start) if known else (),
        frequent,
        frequent[2:4],
        frequent[5:8],
        tuple((one.alarm, at - 86_400.0 * (2 + number)) for number, one in enumerate(frequent[3:7])),
        (2130, 610, 190, 70),
        ((Priority.CRITICAL, 32.0, 140.0), (Priority.HIGH, 71.0, 480.0), (Priority.MEDIUM, 120.0, 1900.0)),
    )  # fmt: skip


def _floods(start: float) -> tuple[tuple[float, float, int], ...]:
    first, second = start + 4.58 * 86_400.0, start + 17.6 * 86_400.0
    return (first, first + 2400.0, 61), (second, second + 4200.0, 140)


def _activations(number: int) -> int:
    day, part = divmod(number, 144)
    if day == 4 and 83 <= part <= 86:
        return 15 + 3 * (part - 83)
    if day == 17 and 86 <= part <= 92:
        return 28 - 2 * (part - 86)
    return (number * 7919 % 13) // 10 + (2 if 36 <= part <= 60 and number % 9 == 0 else 0)


def trial(count: int = 37, at: float = NOW) -> Trial:
    firings = tuple(
        Firing(
            device(9 + 10 * (number % 12)).id, at - 600_000.0 + 15_000.0 * number, at - 599_000.0 + 15_000.0 * number
        )
        for number in range(count)
    )
    return Trial(at - 604_800.0, at, 40, 0, count, firings)
