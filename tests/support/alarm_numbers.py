"""A journal, statistics and trials for tests of the alarm desk's numbers, and kinds that ship definitions."""

from collections.abc import Sequence

import msgspec

from controlcenter.domain.alarms import Cycle, Event, JournalEntry, JournalFilter
from controlcenter.domain.commands import Operator
from controlcenter.domain.conditions import (
    AlarmDefinition,
    AlarmId,
    FaultTest,
    LimitTest,
    OfflineTest,
    Override,
    Priority,
    Side,
)
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.words import Text
from controlcenter.engine.face import AlarmStatistics, Firing, Frequent, Measure, Slot, Trial
from tests.support.city import KINDS, device
from tests.support.fake_engine import NOW, OPERATOR, FakeEngine

HIGH = AlarmDefinition(
    "level_high",
    Text("Level high", "Mực nước cao"),
    LimitTest("level", Side.HIGH, 1.4, 0.05),
    Priority.CRITICAL,
    on_delay_s=30.0,
    latching=True,
    cause=Text("Rain or a closed sluice.", "Mưa lớn hoặc cống đóng."),
    consequence=Text("The quay floods.", "Bờ kè bị ngập."),
    response=Text("Call the pump crew.", "Gọi tổ bơm."),
    respond_s=900.0,
)
OFFLINE = AlarmDefinition(
    "offline", Text("Offline", "Mất kết nối"), OfflineTest(), Priority.MEDIUM, on_delay_s=60.0, explains=True
)
FAULT = AlarmDefinition("fault", Text("Device fault", "Thiết bị báo lỗi"), FaultTest("fault"), Priority.HIGH)
POWER_LOW = AlarmDefinition(
    "power_low", Text("Power low", "Công suất thấp"), LimitTest("power", Side.LOW, 45.0, 2.0), Priority.LOW, count=3,
    window_s=600.0,
)  # fmt: skip
_SHIPPED = {
    "streetlight": (OFFLINE, FAULT, POWER_LOW),
    "cabinet": (OFFLINE, FAULT),
    "air_station": (OFFLINE,),
    "water_gauge": (OFFLINE, FAULT, HIGH),
}
ALARMED_KINDS: dict[str, Kind] = {
    key: msgspec.structs.replace(kind, alarms={one.key: one for one in _SHIPPED[key]}) for key, kind in KINDS.items()
}

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
    definition = _SHIPPED[this.kind][turn % len(_SHIPPED[this.kind])]
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


def _passes(entry: JournalEntry, wanted: JournalFilter) -> bool:
    return (
        (wanted.start is None or entry.at >= wanted.start)
        and (wanted.end is None or entry.at < wanted.end)
        and wanted.device in (None, entry.alarm.device)
        and wanted.condition in (None, entry.alarm.condition)
        and (not wanted.areas or entry.area in wanted.areas)
        and (not wanted.priorities or entry.priority in wanted.priorities)
        and (not wanted.events or entry.event in wanted.events)
        and wanted.by in (None, entry.by.name if entry.by else None)
    )


class NumbersEngine(FakeEngine):
    """Answers from ``lines`` (newest first), ``statistics`` and ``trial``; ``stored`` holds the overrides saved."""

    def __init__(self) -> None:
        super().__init__(ALARMED_KINDS)
        self.lines: list[JournalEntry] = []
        self.statistics = statistics()
        self.trial = trial()
        self.stored: list[Override] = []

    async def alarm_journal(
        self, wanted: JournalFilter, before: int | None = None, limit: int = 500
    ) -> Sequence[JournalEntry]:
        self._note("alarm_journal", wanted, before, limit)
        older = (entry for entry in self.lines if before is None or entry.number < before)
        return [entry for entry in older if _passes(entry, wanted)][:limit]

    async def alarm_statistics(self, start: float, end: float) -> AlarmStatistics:
        self._note("alarm_statistics", start, end)
        return self.statistics

    async def save_override(self, override: Override, by: Operator) -> Override:
        self._note("save_override", override, by)
        self.stored = [held for held in self.stored if held.key != override.key] + [override]
        return override

    async def remove_override(self, override: Override, by: Operator) -> None:
        self._note("remove_override", override, by)
        self.stored = [held for held in self.stored if held.key != override.key]

    async def try_definition(
        self, definition: AlarmDefinition, devices: Sequence[DeviceId], start: float, end: float
    ) -> Trial:
        self._note("try_definition", definition, tuple(devices), start, end)
        return self.trial


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
