"""The list of alarms: its order, what may move it, its groups and its counts."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from controlcenter.domain.alarms import Alarm, Cycle, Deed, Shelving, Suppression
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.ids import AreaId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.alarms.columns import COLUMNS, PLACE
from controlcenter.ui.alarms.groups import Grouping, Head
from controlcenter.ui.alarms.lists import AlarmFilter, ListId, home_of
from controlcenter.ui.alarms.model import AlarmsModel
from controlcenter.ui.look import Look
from tests.support.city import alarm_changes, device, make_alarm
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine

Push = Callable[..., None]


@pytest.fixture
def model(qapp: QApplication, city: FakeBridge, look: Look) -> AlarmsModel:
    model = AlarmsModel(city.mirror, look.zone, lambda: NOW)
    model.reload()
    return model


@pytest.fixture
def push(model: AlarmsModel, city: FakeBridge, engine: FakeEngine) -> Push:
    """Bring alarms in as a tick does."""
    city.ticked.connect(model.take)

    def bring(*alarms: Alarm) -> None:
        engine.push(alarm_changes(*alarms))
        city.tick()

    return bring


def shown(model: AlarmsModel) -> list[AlarmId]:
    return [line for row in range(model.rowCount()) if not isinstance(line := model.line_at(row), Head) and line]


def test_priority_comes_first_then_the_newest(model: AlarmsModel, push: Push) -> None:
    old = make_alarm(1, priority=Priority.HIGH, raised_at=NOW - 100)
    new = make_alarm(2, priority=Priority.HIGH, raised_at=NOW - 10)
    critical = make_alarm(3, priority=Priority.CRITICAL, raised_at=NOW - 1000)
    push(old, new, critical)
    model.arrange()
    assert shown(model) == [critical.id, new.id, old.id]
    model.sort(PLACE["time"], Qt.SortOrder.DescendingOrder)
    assert shown(model) == [critical.id, old.id, new.id]


@pytest.mark.parametrize("column", range(len(COLUMNS)), ids=[column.key for column in COLUMNS])
def test_every_column_sorts_and_follows_changes(model: AlarmsModel, push: Push, column: int) -> None:
    push(*(make_alarm(number, value=("x", 1.5, None)[number % 3]) for number in range(30)))
    model.sort(column)
    push(make_alarm(3, cycle=Cycle.RETURNED), make_alarm(4, cycle=Cycle.NORMAL), make_alarm(31, value=True))
    model.arrange()
    kept = shown(model)
    model.reload()
    assert shown(model) == kept
    assert len(kept) == 30


def test_nothing_moves_before_it_is_asked_for(model: AlarmsModel, push: Push) -> None:
    first = make_alarm(1, priority=Priority.LOW)
    push(first)
    model.arrange()
    gone = make_alarm(1, priority=Priority.LOW, cycle=Cycle.NORMAL)
    worse = make_alarm(2, priority=Priority.CRITICAL)
    push(worse, gone)
    assert shown(model) == [first.id]
    assert model.text(0, PLACE["state"]) == "Normal"
    assert model.news() == [worse.id]
    assert model.above(model.news(), 0) == 1
    assert model.moved
    model.arrange()
    assert shown(model) == [worse.id]
    assert not model.moved


def test_a_tick_touches_only_what_is_on_screen(model: AlarmsModel, push: Push) -> None:
    push(*(make_alarm(number) for number in range(60)))
    model.arrange()
    row = model.place_of(make_alarm(7).id)
    assert row is not None
    push(make_alarm(7, cycle=Cycle.ACKNOWLEDGED))
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda top, bottom: told.append((top.row(), bottom.row())))
    assert model.flush(0, 59) == 1
    assert told == [(row, row)]
    push(make_alarm(7))
    assert model.flush(row + 1, 59) == 0


_DEED = Deed(OPERATOR, NOW, "a reason")
_SHELVED = Shelving(OPERATOR, NOW, NOW + 60, "a reason")
_BEHIND = Suppression(NOW, make_alarm(7).id)


@pytest.mark.parametrize(
    ("alarm", "home"),
    [
        (make_alarm(1), ListId.ACTIVE),
        (make_alarm(1, cycle=Cycle.LATCHED_ACKNOWLEDGED), ListId.ACTIVE),
        (make_alarm(1, cycle=Cycle.NORMAL), None),
        (make_alarm(1, cycle=Cycle.NORMAL, shelving=_SHELVED), ListId.SHELVED),
        (make_alarm(1, suppression=_BEHIND), ListId.SUPPRESSED),
        (make_alarm(1, suppression=_BEHIND, shelving=_SHELVED), ListId.SHELVED),
        (make_alarm(1, suppression=_BEHIND, shelving=_SHELVED, out_of_service=_DEED), ListId.OUT_OF_SERVICE),
    ],
)
def test_each_alarm_stands_on_one_list(alarm: Alarm, home: ListId | None) -> None:
    assert home_of(alarm) is home


def test_counts_follow_every_change(model: AlarmsModel, push: Push) -> None:
    push(make_alarm(1), make_alarm(2, shelving=_SHELVED), make_alarm(3, priority=Priority.LOW))
    tally = model.tally
    assert [tally.of_list(which) for which in ListId] == [2, 2, 1, 0, 0]
    push(make_alarm(1, cycle=Cycle.ACKNOWLEDGED), make_alarm(2), make_alarm(3, cycle=Cycle.NORMAL))
    assert [tally.of_list(which) for which in ListId] == [2, 1, 0, 0, 0]
    assert tally.by_priority(ListId.ACTIVE) == {Priority.HIGH: 2}
    assert sum(tally.by_area(ListId.ACTIVE).values()) == 2


def test_filters_of_words_priorities_and_areas_work_together(model: AlarmsModel, push: Push) -> None:
    push(make_alarm(7), make_alarm(8), make_alarm(17, priority=Priority.LOW))
    area = device(7).area
    assert area is not None

    def found(wanted: AlarmFilter) -> set[AlarmId]:
        model.show_list(ListId.ACTIVE, wanted, Grouping.CAUSE)
        return set(shown(model))

    assert found(AlarmFilter("tu offl")) == {make_alarm(7).id, make_alarm(17).id}
    assert found(AlarmFilter("tu", frozenset({Priority.LOW}))) == {make_alarm(17).id}
    assert found(AlarmFilter(areas=frozenset({area}))) == {make_alarm(7).id}
    assert found(AlarmFilter(areas=frozenset({AreaId(99)}))) == set()
    assert found(AlarmFilter("không khí")) == {make_alarm(8).id}


def test_what_is_behind_a_cause_unfolds_under_it(model: AlarmsModel, push: Push) -> None:
    cause = make_alarm(7, behind=3)
    behind = [make_alarm(number, suppression=Suppression(NOW, cause.id)) for number in (20, 21, 22)]
    push(cause, *behind, make_alarm(8))
    model.arrange()
    assert len(shown(model)) == 2
    row = model.place_of(cause.id)
    assert row is not None
    assert model.text(row, PLACE["note"]) == "▸ 3 devices behind it"
    model.toggle(row)
    assert shown(model)[row + 1 : row + 4] == [alarm.id for alarm in behind]
    model.arrange()
    assert shown(model)[row + 1 : row + 4] == [alarm.id for alarm in behind]
    model.toggle(row)
    assert len(shown(model)) == 2


def test_a_flood_is_folded_by_area_with_critical_ones_on_top(model: AlarmsModel, push: Push) -> None:
    critical = make_alarm(9, priority=Priority.CRITICAL, raised_at=NOW - 9000)
    many = [make_alarm(number, priority=Priority.MEDIUM) for number in range(60, 120)]
    push(critical, *many)
    model.show_list(ListId.ACTIVE, AlarmFilter(), Grouping.AREA)
    assert model.line_at(0) == critical.id
    heads = [line for row in range(1, model.rowCount()) if isinstance(line := model.line_at(row), Head)]
    assert sum(len(head.members) for head in heads) == 60
    assert len(heads) == 6
    model.toggle(1)
    assert model.rowCount() == 1 + 6 + len(heads[0].members)
    assert model.news() == []


def test_suppressed_ones_stand_under_their_cause(model: AlarmsModel, push: Push) -> None:
    cause = make_alarm(7, behind=2)
    push(cause, *(make_alarm(number, suppression=Suppression(NOW, cause.id)) for number in (20, 21)))
    model.show_list(ListId.SUPPRESSED, AlarmFilter(), Grouping.CAUSE)
    head = model.line_at(0)
    assert isinstance(head, Head)
    assert head.cause == cause.id
    assert model.text(0, PLACE["device"]) == "▸ Tủ TD-0007 · Offline"


def test_removed_devices_make_the_words_outdated(model: AlarmsModel, push: Push) -> None:
    push(make_alarm(7))
    assert not model.outdated
    model.take(ChangeSet(devices=(device(7),)))
    assert model.outdated


# -- many alarms: in slices ------------------------------------------------------------------------------


@pytest.fixture
def many(model: AlarmsModel, push: Push, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> AlarmsModel:
    """A list of 60 alarms that does its work in slices."""
    monkeypatch.setattr("controlcenter.ui.alarms.model.AT_ONCE", 10)
    monkeypatch.setattr("controlcenter.ui.alarms.model.SLICE_S", 0.0)
    for module in ("groups", "sieve", "model"):
        monkeypatch.setattr(f"controlcenter.ui.alarms.{module}.STEP", 2)
    monkeypatch.setattr("controlcenter.ui.alarms.sieve._SORTED_AT_ONCE", 5)
    push(*(make_alarm(number, raised_at=NOW - number * 7 % 50) for number in range(60)))
    model.arrange()
    qtbot.waitUntil(lambda: not model.building)
    return model


@pytest.mark.parametrize("column", ["priority", "device", "time", "state"])
@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_slices_come_to_the_same_order_and_rows_stay_until_then(
    many: AlarmsModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, column: str, order: Qt.SortOrder
) -> None:
    before = shown(many)
    many.sort(PLACE[column], order)
    assert many.building
    assert shown(many) == before
    qtbot.waitUntil(lambda: not many.building)
    after = shown(many)
    assert sorted(after) == sorted(before)
    monkeypatch.setattr("controlcenter.ui.alarms.model.AT_ONCE", 1000)
    many.reload()
    assert shown(many) == after


def test_what_comes_while_slices_are_worked_off_is_not_lost(many: AlarmsModel, push: Push, qtbot: QtBot) -> None:
    many.sort(PLACE["device"])
    push(make_alarm(70), make_alarm(3, cycle=Cycle.NORMAL), make_alarm(4, cycle=Cycle.ACKNOWLEDGED))
    assert many.building
    qtbot.waitUntil(lambda: not many.building)
    many.arrange()
    qtbot.waitUntil(lambda: not many.building)
    alarms = shown(many)
    assert make_alarm(70).id in alarms
    assert make_alarm(3).id not in alarms
    held = many.alarm(make_alarm(4).id)
    assert held is not None
    assert held.cycle is Cycle.ACKNOWLEDGED
    assert many.tally.of_list(ListId.UNACKNOWLEDGED) == 59
    assert many.tally.of_list(ListId.ACTIVE) == 60


def test_another_wish_takes_the_place_of_the_one_under_way(many: AlarmsModel, qtbot: QtBot) -> None:
    many.sort(PLACE["device"])
    many.show_list(ListId.ACTIVE, AlarmFilter(text="0007"), Grouping.NONE)
    many.show_list(ListId.ACTIVE, AlarmFilter(text="0007"), Grouping.CAUSE)
    qtbot.waitUntil(lambda: not many.building)
    assert shown(many) == [make_alarm(7).id]
    many.reload()
    many.show_list(ListId.ACTIVE, AlarmFilter(), Grouping.AREA)
    qtbot.waitUntil(lambda: not many.building)
    assert many.matching == 60
    assert any(isinstance(many.line_at(row), Head) for row in range(many.rowCount()))


def test_a_reading_nobody_asked_for_leaves_rows_in_use_where_they_are(
    many: AlarmsModel, city: FakeBridge, qtbot: QtBot
) -> None:
    before = shown(many)
    del city.mirror.alarms[before[0]]
    many.in_use = lambda: True
    many.reload(asked=False)
    qtbot.waitUntil(lambda: not many.building)
    assert shown(many) == before
    assert many.text(0, PLACE["device"])
    assert many.moved
    many.arrange()
    qtbot.waitUntil(lambda: not many.building)
    assert shown(many) == before[1:]
    assert many.alarm(before[0]) is None
