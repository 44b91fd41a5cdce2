"""Alarms, their journal and the overrides of their definitions in a file."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from controlcenter.domain.alarms import (
    Alarm,
    Deed,
    Event,
    JournalEntry,
    JournalFilter,
    Sight,
    Step,
    acknowledge,
    clear,
    raise_,
    shelve,
    suppress,
    take_out,
)
from controlcenter.domain.commands import Operator
from controlcenter.domain.conditions import AlarmDefinition, AlarmId, FaultTest, LimitTest, Override, Priority, Side
from controlcenter.domain.ids import AreaId, DeviceId
from controlcenter.domain.readings import Quality
from controlcenter.domain.words import Text
from controlcenter.storage import Store
from controlcenter.storage.alarms import CYCLES, EVENTS, OUT_OF_SERVICE, SHELVED, SUPPRESSED
from controlcenter.storage.errors import StoreDamagedError

LAN = Operator("lan", "desk-1")
LAMP = AlarmId(DeviceId("q1:tasmota:lamp-1"), "high_voltage")
PUMP = AlarmId(DeviceId("q1:modbus:pump/7"), "fault")
BROKER = AlarmId(DeviceId("q1:broker:main"), "offline")


def alarm(id_: AlarmId = LAMP, priority: Priority = Priority.HIGH, area: int | None = 3) -> Alarm:
    return Alarm(id_, priority, area=None if area is None else AreaId(area))


def raised(one: Alarm, at: float = 100.0) -> Step:
    return raise_(one, Sight(at, at - 1.5, 251.5, 250.0, Quality.UNCERTAIN))


def keep(store: Store, *steps: Step) -> list[int]:
    return store.save_alarm_steps([step.alarm for step in steps], [step.entry for step in steps])


def numbered(steps: list[Step]) -> list[JournalEntry]:
    """The entries as the journal returns them: newest first, with their numbers."""
    entries = [msgspec.structs.replace(step.entry, number=n) for n, step in enumerate(steps, 1)]
    return sorted(entries, key=lambda entry: (entry.at, entry.number), reverse=True)


def test_alarms_and_their_journal_outlive_the_store(path: Path, store: Store) -> None:
    lamp = raised(alarm())
    seen = acknowledge(lamp.alarm, Deed(LAN, 101.0, "crew is on its way"))
    shelved = shelve(seen.alarm, Deed(LAN, 102.0, "đang sửa"), 3600.0, one_shot=True)
    behind = suppress(raised(alarm(PUMP)).alarm, BROKER, 103.0)
    out = take_out(behind.alarm, Deed(LAN, 104.0, "dismantled"))
    steps = [lamp, seen, shelved, behind, out]
    assert keep(store, *steps) == [1, 2, 3, 4, 5]
    again = Store.open(path)
    assert again.load_alarms() == [out.alarm, shelved.alarm]
    assert again.alarm_journal(JournalFilter()) == numbered(steps)
    again.close()


@pytest.mark.parametrize("value", [True, 7, 60.0, -0.125, "jammed", None])
def test_values_keep_their_types(store: Store, value: Any) -> None:
    step = raise_(alarm(), Sight(100.0, None, value))
    keep(store, step)
    (loaded,) = store.load_alarms()
    (entry,) = store.alarm_journal(JournalFilter())
    assert (loaded.value, entry.value) == (value, value)
    assert type(loaded.value) is type(entry.value) is type(value)


def test_an_alarm_at_rest_is_forgotten_and_its_journal_stays(store: Store) -> None:
    first = raised(alarm())
    keep(store, first, raised(alarm(PUMP)))
    seen = acknowledge(first.alarm, Deed(LAN, 101.0))
    gone = clear(seen.alarm, Sight(102.0))
    assert gone.alarm.at_rest
    assert keep(store, seen, gone) == [3, 4]
    assert [one.id for one in store.load_alarms()] == [PUMP]
    assert len(store.alarm_journal(JournalFilter())) == 4


def test_the_newest_state_of_a_batch_counts(store: Store) -> None:
    first = raised(alarm())
    seen = acknowledge(first.alarm, Deed(LAN, 101.0))
    keep(store, first, seen)
    assert store.load_alarms() == [seen.alarm]
    back = clear(seen.alarm, Sight(102.0))
    again = raised(back.alarm, 103.0)
    keep(store, back, again)
    assert store.load_alarms() == [again.alarm]


def test_what_is_only_live_is_not_stored(store: Store) -> None:
    step = raised(alarm())
    store.save_alarm_steps([msgspec.structs.replace(step.alarm, behind=64, chattering=True)], [step.entry])
    assert store.load_alarms() == [step.alarm]


def test_nothing_to_store_is_nothing(store: Store) -> None:
    assert store.save_alarm_steps([], []) == []
    assert store.load_alarms() == []
    assert store.alarm_journal(JournalFilter()) == []
    assert store.first_alarm_at() is None
    rows = store.alarm_rows(0.0, 1e10)
    assert rows.alarms == ()
    assert all(len(column) == 0 for column in rows[:-1])


def test_a_batch_that_fails_leaves_nothing(path: Path, store: Store) -> None:
    keep(store, raised(alarm()))
    raw = sqlite3.connect(path)
    with raw:
        raw.execute(
            "CREATE TRIGGER no BEFORE INSERT ON alarm_journal WHEN NEW.number = 3 BEGIN SELECT raise(ABORT, 'no'); END"
        )
    raw.close()
    with pytest.raises(Exception, match="no"):
        keep(store, raised(alarm(PUMP)), raised(alarm(BROKER)))
    assert [one.id for one in store.load_alarms()] == [LAMP]
    assert [entry.number for entry in store.alarm_journal(JournalFilter())] == [1]


def many() -> list[Step]:
    """Forty raised alarms, of them every third acknowledged a second later by one of two operators."""
    steps = []
    for n in range(40):
        id_ = AlarmId(DeviceId(f"q1:tasmota:lamp-{n % 4}"), ("high_voltage", "fault")[n % 2])
        step = raised(alarm(id_, Priority(n % 4 + 1), None if n % 5 == 0 else n % 5), 1000.0 + n // 2 * 10)
        steps.append(step)
        if n % 3 == 0:
            by = Operator(("lan", "minh")[n % 2], "desk-2")
            steps.append(acknowledge(step.alarm, Deed(by, step.entry.at + 1)))
    return steps


FILTERS: dict[str, tuple[JournalFilter, Callable[[JournalEntry], bool]]] = {
    "all": (JournalFilter(), lambda entry: True),
    "time": (JournalFilter(start=1010.0, end=1050.0), lambda entry: 1010.0 <= entry.at < 1050.0),
    "device": (JournalFilter(device=DeviceId("q1:tasmota:lamp-2")), lambda entry: entry.alarm.device.endswith("-2")),
    "alarm": (
        JournalFilter(device=DeviceId("q1:tasmota:lamp-2"), condition="high_voltage"),
        lambda entry: entry.alarm == ("q1:tasmota:lamp-2", "high_voltage"),
    ),
    "areas": (JournalFilter(areas=(AreaId(1), AreaId(4))), lambda entry: entry.area in (1, 4)),
    "priorities": (
        JournalFilter(priorities=(Priority.CRITICAL, Priority.LOW)), lambda entry: entry.priority in (1, 4)
    ),
    "events": (JournalFilter(events=(Event.ACKNOWLEDGED,)), lambda entry: entry.event is Event.ACKNOWLEDGED),
    "operator": (JournalFilter(by="minh"), lambda entry: entry.by is not None and entry.by.name == "minh"),
    "several": (
        JournalFilter(1000.0, 1150.0, areas=(AreaId(2),), priorities=(Priority.LOW, Priority.HIGH), by="lan"),
        lambda entry: entry.at < 1150.0 and entry.area == 2 and entry.priority in (1, 3)
        and entry.by is not None and entry.by.name == "lan",
    ),
    "nothing": (JournalFilter(by="nobody"), lambda entry: False),
}  # fmt: skip


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("page", [1, 3, 100])
def test_the_journal_is_read_page_by_page_newest_first(store: Store, name: str, page: int) -> None:
    steps = many()
    keep(store, *steps)
    wanted, test = FILTERS[name]
    read: list[JournalEntry] = []
    while part := store.alarm_journal(wanted, read[-1].number if read else None, page):
        assert len(part) <= page
        read += part
    assert read == [entry for entry in numbered(steps) if test(entry)]


def test_lines_written_late_are_in_their_place(store: Store) -> None:
    for id_, at in ((LAMP, 200.0), (PUMP, 100.0), (BROKER, 200.0)):
        keep(store, raised(alarm(id_), at))
    assert [entry.number for entry in store.alarm_journal(JournalFilter())] == [3, 1, 2]
    assert [entry.number for entry in store.alarm_journal(JournalFilter(), 3)] == [1, 2]
    assert store.alarm_journal(JournalFilter(), 404) == []
    assert store.first_alarm_at() == 100.0


def test_rows_for_counting_are_columns_in_order_of_time(store: Store) -> None:
    lamp = raised(alarm(), 200.0)
    pump = raised(alarm(PUMP, Priority.LOW), 100.0)
    shelved = shelve(lamp.alarm, Deed(LAN, 201.0, "crew"), 60.0)
    both = suppress(shelved.alarm, BROKER, 202.0)
    out = take_out(pump.alarm, Deed(LAN, 203.0, "dismantled"))
    late = raised(alarm(BROKER), 300.0)
    keep(store, lamp, pump, shelved, both, out, late)
    rows = store.alarm_rows(100.0, 300.0)
    assert rows.at.tolist() == [100.0, 200.0, 201.0, 202.0, 203.0]
    assert rows.number.tolist() == [2, 1, 3, 4, 5]
    assert [rows.alarms[place] for place in rows.alarm] == [PUMP, LAMP, LAMP, LAMP, PUMP]
    assert [EVENTS[code] for code in rows.event[1:4]] == [Event.RAISED, Event.SHELVED, Event.SUPPRESSED]
    assert [(CYCLES[b], CYCLES[a]) for b, a in zip(rows.before[:2], rows.after[:2], strict=True)] == [
        ("normal", "unacknowledged")
    ] * 2
    assert rows.priority.tolist() == [1, 3, 3, 3, 1]
    assert rows.overlays.tolist() == [0, 0, SHELVED, SHELVED + SUPPRESSED, OUT_OF_SERVICE]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE alarms SET body = '{'", "alarm q1:tasmota:lamp-1/high_voltage: "),
        ("UPDATE alarms SET body = replace(body, 'unack', 'puzzl')", "alarm q1:tasmota:lamp-1/high_voltage: "),
        ("UPDATE alarms SET condition = 'other'", "lamp-1/other: its body is of q1:tasmota:lamp-1/high_voltage"),
        ("UPDATE alarm_journal SET more = 'x'", "alarm journal, line 1: "),
        ("UPDATE alarm_journal SET event = 'exploded'", "exploded"),
        ("UPDATE alarm_journal SET priority = 9", "alarm journal, line 1: 9"),
    ],
)  # fmt: skip
def test_a_damaged_row_is_named(path: Path, store: Store, damage: str, words: str) -> None:
    keep(store, raised(alarm()))
    raw = sqlite3.connect(path)
    with raw:
        raw.execute(damage)
    raw.close()
    with pytest.raises(StoreDamagedError, match=words):
        store.load_alarms(), store.alarm_journal(JournalFilter()), store.alarm_rows(0.0, 1e10)


LIMIT = AlarmDefinition("high_voltage", Text("High voltage", "Quá áp"), LimitTest("voltage", Side.HIGH, 250.0, 5.0))
FAULT = AlarmDefinition(
    "fault", Text("Fault", "Sự cố"), FaultTest("fault", ("jammed",)), Priority.CRITICAL, latching=True
)
OF_KIND = Override(LIMIT, kind="street_lamp")
OF_DEVICE = Override(FAULT, DeviceId("q1:tasmota:lamp-1"))


def test_overrides_outlive_the_store_with_who_made_them(path: Path, store: Store) -> None:
    store.save_override(OF_KIND, "lan", 10.0)
    store.save_override(OF_DEVICE, "lan", 11.0)
    changed = Override(msgspec.structs.replace(LIMIT, enabled=False), kind="street_lamp")
    store.save_override(changed, "minh", 12.0)
    store.save_override(changed, "minh", 13.0)
    again = Store.open(path)
    assert again.load_overrides() == [OF_DEVICE, changed]
    again.remove_override(OF_DEVICE, "minh", 14.0)
    again.remove_override(OF_DEVICE, "minh", 15.0)
    assert again.load_overrides() == [changed]
    assert [(row.at, row.by, row.what, row.subject) for row in again.audit_rows()] == [
        (14.0, "minh", "alarm_override.removed", "device:q1:tasmota:lamp-1/fault"),
        (12.0, "minh", "alarm_override.changed", "kind:street_lamp/high_voltage"),
        (11.0, "lan", "alarm_override.added", "device:q1:tasmota:lamp-1/fault"),
        (10.0, "lan", "alarm_override.added", "kind:street_lamp/high_voltage"),
    ]
    change = again.audit_rows("kind:street_lamp/high_voltage", limit=1)[0]
    assert change.before is not None and msgspec.json.decode(change.before, type=Override) == OF_KIND
    assert change.after is not None and msgspec.json.decode(change.after, type=Override) == changed
    again.close()


def test_a_damaged_override_is_named(path: Path, store: Store) -> None:
    store.save_override(OF_KIND, "lan", 10.0)
    raw = sqlite3.connect(path)
    with raw:
        raw.execute("UPDATE alarm_overrides SET body = replace(body, 'limit', 'hope')")
    raw.close()
    with pytest.raises(StoreDamagedError, match="alarm override kind:street_lamp/high_voltage: "):
        store.load_overrides()


def test_a_file_of_the_first_schema_gets_the_tables_and_keeps_what_it_had(path: Path) -> None:
    store = Store.open(path)
    store.set_meta("city", "Cần Thơ")
    store.close()
    raw = sqlite3.connect(path)
    with raw:
        for table in ("alarms", "alarm_journal", "alarm_overrides", "orders", "holds", "locks", "documents"):
            raw.execute(f"DROP TABLE {table}")
        raw.execute("DROP INDEX ix_commands_order_id")
        for column in ("order_id", "source"):
            raw.execute(f"ALTER TABLE commands DROP COLUMN {column}")
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.close()
    again = Store.open(path)
    assert again.get_meta("city") == "Cần Thơ"
    assert keep(again, raised(alarm())) == [1]
    again.close()
