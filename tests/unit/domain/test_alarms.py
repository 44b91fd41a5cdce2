"""The life of an alarm: each row of the table, what is refused, and the overlays over it."""

import itertools
import math
from collections.abc import Callable

import msgspec
import pytest

from controlcenter.domain import alarms
from controlcenter.domain.alarms import LONGEST_SHELVING_S, Alarm, AlarmRefusedError, Cycle, Event, Step
from controlcenter.domain.conditions import Priority
from controlcenter.domain.readings import Quality
from tests.unit.domain.alarm_table import (
    CAUSE,
    DO,
    EVENTS,
    ID,
    KEPT,
    LA,
    LAN,
    LATCHING,
    LU,
    MEANING,
    PLAIN,
    ROWS,
    STATES,
    TABLE,
    A,
    N,
    R,
    U,
    alarm_in,
    deed,
    sight,
)

NOW = 100.0
EVERYWHERE = [(latching, cycle) for latching in (PLAIN, LATCHING) for cycle in STATES[latching]]


def sort(latching: bool) -> str:
    return "latching" if latching else "plain"


# -- the base cycle -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cycle", "active", "acknowledged"), [(cycle, *MEANING[cycle]) for cycle in Cycle])
def test_what_a_state_means(cycle: Cycle, active: bool, acknowledged: bool) -> None:
    assert (cycle.active, cycle.acknowledged) == (active, acknowledged)
    alarm = alarm_in(cycle, cycle in (LU, LA))
    assert (alarm.active, alarm.annunciated) == (active, not acknowledged)
    assert alarm.at_rest == (cycle is N)


@pytest.mark.parametrize(
    ("latching", "before", "event", "after"),
    [
        pytest.param(latching, before, event, after, id=f"row{number}-{sort(latching)}")
        for number, before, event, *both in ROWS
        for latching, after in zip((PLAIN, LATCHING), both, strict=True)
        if after is not None
    ],
)
def test_each_row_of_the_table(latching: bool, before: Cycle, event: str, after: Cycle) -> None:
    step = DO[event](alarm_in(before, latching), NOW)
    assert step.alarm.cycle is after
    assert (step.entry.before, step.entry.after, step.entry.at) == (before, after, NOW)
    assert step.alarm.changed_at == NOW
    assert step.entry.alarm == ID


UNNAMED = [
    pytest.param(latching, cycle, event, id=f"{event}-{cycle}-{sort(latching)}".replace(" ", "_"))
    for latching, cycle in EVERYWHERE
    for event in EVENTS
    if (latching, cycle, event) not in TABLE
]


@pytest.mark.parametrize(("latching", "before", "event"), UNNAMED)
def test_what_the_table_does_not_name_changes_no_state(latching: bool, before: Cycle, event: str) -> None:
    """Rows 11 and 12 among them: acknowledged twice, reset while the condition is true."""
    alarm = alarm_in(before, latching)
    if event in KEPT:
        assert DO[event](alarm, NOW).alarm.cycle is before
        return
    untouched = msgspec.json.encode(alarm)
    with pytest.raises(AlarmRefusedError):
        DO[event](alarm, NOW)
    assert msgspec.json.encode(alarm) == untouched


REFUSED: list[tuple[str, Alarm, Callable[[Alarm], Step]]] = [
    ("already_active", alarm_in(A, PLAIN), lambda one: alarms.raise_(one, sight(NOW))),
    ("not_active", alarm_in(R, PLAIN), lambda one: alarms.clear(one, sight(NOW))),
    ("already_acknowledged", alarm_in(A, PLAIN), lambda one: alarms.acknowledge(one, deed(NOW))),
    ("already_acknowledged", alarm_in(N, PLAIN), lambda one: alarms.acknowledge(one, deed(NOW))),
    ("already_acknowledged", alarm_in(LA, LATCHING), lambda one: alarms.acknowledge(one, deed(NOW))),
    ("came_again", alarm_in(U, PLAIN, occurrence=3), lambda one: alarms.acknowledge(one, deed(NOW), 2)),
    ("still_active", alarm_in(U, LATCHING), lambda one: alarms.reset(one, deed(NOW))),
    ("still_active", alarm_in(A, LATCHING), lambda one: alarms.reset(one, deed(NOW))),
    ("not_acknowledged", alarm_in(LU, LATCHING), lambda one: alarms.reset(one, deed(NOW))),
    ("not_latched", alarm_in(N, LATCHING), lambda one: alarms.reset(one, deed(NOW))),
    ("not_latched", alarm_in(R, PLAIN), lambda one: alarms.reset(one, deed(NOW))),
    ("same_priority", alarm_in(A, PLAIN), lambda one: alarms.change_priority(one, Priority.MEDIUM, NOW)),
    ("not_acknowledged", alarm_in(U, PLAIN), lambda one: alarms.realarm(one, NOW)),
    ("bad_duration", alarm_in(U, PLAIN), lambda one: alarms.shelve(one, deed(NOW), 0.0)),
    ("bad_duration", alarm_in(U, PLAIN), lambda one: alarms.shelve(one, deed(NOW), -1.0)),
    ("bad_duration", alarm_in(U, PLAIN), lambda one: alarms.shelve(one, deed(NOW), math.nan)),
    ("bad_duration", alarm_in(U, PLAIN), lambda one: alarms.shelve(one, deed(NOW), math.inf)),
    ("bad_duration", alarm_in(U, PLAIN), lambda one: alarms.shelve(one, deed(NOW), LONGEST_SHELVING_S + 1)),
    ("bad_duration", alarm_in(U, PLAIN), lambda one: alarms.shelve(one, deed(NOW), 61.0, longest_s=60.0)),
    ("no_reason", alarm_in(U, PLAIN), lambda one: alarms.shelve(one, deed(NOW, " "), 60.0)),
    ("not_shelved", alarm_in(U, PLAIN), lambda one: alarms.unshelve(one, deed(NOW))),
    ("not_shelved", alarm_in(U, PLAIN), lambda one: alarms.end_shelving(one, NOW)),
    ("not_suppressed", alarm_in(U, PLAIN), lambda one: alarms.release(one, NOW)),
    ("no_reason", alarm_in(U, PLAIN), lambda one: alarms.take_out(one, deed(NOW, ""))),
    ("not_out_of_service", alarm_in(U, PLAIN), lambda one: alarms.put_back(one, deed(NOW))),
    (
        "already_out_of_service",
        alarms.take_out(alarm_in(U, PLAIN), deed(NOW)).alarm,
        lambda one: alarms.take_out(one, deed(NOW)),
    ),
]


@pytest.mark.parametrize(("code", "alarm", "act"), REFUSED)
def test_a_wrong_request_is_refused_with_its_reason(code: str, alarm: Alarm, act: Callable[[Alarm], Step]) -> None:
    untouched = msgspec.json.encode(alarm)
    with pytest.raises(AlarmRefusedError) as caught:
        act(alarm)
    assert caught.value.code == code
    assert str(caught.value)
    assert msgspec.json.encode(alarm) == untouched


# -- what a step keeps ----------------------------------------------------------------------------------


def test_raised_it_carries_both_clocks_value_and_limit() -> None:
    step = alarms.raise_(alarm_in(N, PLAIN, acknowledgement=deed(NOW)), sight(NOW, 61.5))
    alarm, entry = step.alarm, step.entry
    assert (alarm.raised_at, alarm.source_at, alarm.value, alarm.limit) == (100.0, 98.0, 61.5, 50.0)
    assert (entry.event, entry.at, entry.source_at, entry.value, entry.limit) == (Event.RAISED, 100, 98, 61.5, 50)
    assert alarm.acknowledgement is None


def test_cleared_it_keeps_what_raised_it_and_the_journal_has_what_cleared_it() -> None:
    step = alarms.clear(alarm_in(U, PLAIN), sight(NOW, 44.0))
    assert (step.alarm.value, step.alarm.cleared_at) == (55.0, NOW)
    assert (step.entry.value, step.entry.source_at) == (44.0, 98.0)


def test_an_acknowledgement_names_who_when_and_what_was_said() -> None:
    step = alarms.acknowledge(alarm_in(U, PLAIN), deed(NOW, "seen"), 1)
    assert step.alarm.acknowledgement == deed(NOW, "seen")
    assert (step.entry.by, step.entry.note, step.entry.at) == (LAN, "seen", NOW)


@pytest.mark.parametrize("event", ["true", "priority rises", "re-alarm"])
def test_each_call_is_another_occurrence_which_the_old_acknowledgement_does_not_cover(event: str) -> None:
    alarm = alarm_in(N if event == "true" else A, PLAIN, occurrence=4)
    called = DO[event](alarm, NOW).alarm
    assert (called.occurrence, called.acknowledgement) == (5, None)
    with pytest.raises(AlarmRefusedError, match="came again"):
        alarms.acknowledge(called, deed(NOW), 4)
    assert alarms.acknowledge(called, deed(NOW), 5).alarm.cycle is A


@pytest.mark.parametrize(("latching", "cycle"), EVERYWHERE)
def test_a_lower_priority_calls_nobody(latching: bool, cycle: Cycle) -> None:
    step = alarms.change_priority(alarm_in(cycle, latching), Priority.LOW, NOW)
    assert (step.alarm.cycle, step.alarm.priority, step.entry.priority) == (cycle, Priority.LOW, Priority.LOW)


@pytest.mark.parametrize(("latching", "cycle"), EVERYWHERE)
@pytest.mark.parametrize("quality", [Quality.UNCERTAIN, Quality.STALE, Quality.BAD])
def test_a_doubtful_value_is_shown_and_moves_nothing(latching: bool, cycle: Cycle, quality: Quality) -> None:
    """Row 13: quality is an axis of its own."""
    sound = alarm_in(cycle, latching)
    doubtful = msgspec.structs.replace(sound, quality=quality)
    assert (doubtful.active, doubtful.annunciated, doubtful.at_rest) == (
        sound.active,
        sound.annunciated,
        sound.at_rest,
    )
    if not sound.cycle.acknowledged:
        assert alarms.acknowledge(doubtful, deed(NOW)).alarm.quality is quality


@pytest.mark.parametrize(("latching", "cycle"), EVERYWHERE)
def test_what_is_withdrawn_is_at_rest_and_its_count_goes_on(latching: bool, cycle: Cycle) -> None:
    alarm = alarms.suppress(alarms.take_out(alarm_in(cycle, latching), deed(NOW)).alarm, CAUSE, NOW).alarm
    step = alarms.withdraw(alarm, NOW, LAN, "replaced")
    assert step.alarm.at_rest
    assert step.alarm.occurrence == alarm.occurrence
    assert (step.entry.event, step.entry.by, step.entry.note) == (Event.WITHDRAWN, LAN, "replaced")


# -- overlays -------------------------------------------------------------------------------------------

Act = Callable[[Alarm, float], Step]
OVERLAYS: dict[str, tuple[Act, Act, str]] = {
    "shelved": (lambda a, at: alarms.shelve(a, deed(at), 60.0), lambda a, at: alarms.unshelve(a, deed(at)), "shelving"),
    "expiring": (lambda a, at: alarms.shelve(a, deed(at), 60.0), alarms.end_shelving, "shelving"),
    "suppressed": (lambda a, at: alarms.suppress(a, CAUSE, at), alarms.release, "suppression"),
    "out": (lambda a, at: alarms.take_out(a, deed(at)), lambda a, at: alarms.put_back(a, deed(at)), "out_of_service"),
}
"""Over, back, and the field that holds it."""


@pytest.mark.parametrize("overlay", OVERLAYS)
@pytest.mark.parametrize(("latching", "cycle"), EVERYWHERE)
def test_under_an_overlay_nothing_calls_and_the_base_cycle_stays(latching: bool, cycle: Cycle, overlay: str) -> None:
    over, _, field = OVERLAYS[overlay]
    step = over(alarm_in(cycle, latching), NOW)
    assert (step.alarm.cycle, step.alarm.annunciated, step.alarm.at_rest) == (cycle, False, False)
    assert getattr(step.alarm, field) is not None
    assert (step.entry.before, step.entry.after) == (cycle, cycle)


@pytest.mark.parametrize("overlay", OVERLAYS)
@pytest.mark.parametrize(
    ("latching", "before", "event", "after"), [(*key, after) for key, after in TABLE.items()], ids=str
)
def test_the_base_cycle_goes_on_underneath(
    latching: bool, before: Cycle, event: str, after: Cycle, overlay: str
) -> None:
    step = DO[event](OVERLAYS[overlay][0](alarm_in(before, latching), NOW).alarm, NOW + 1)
    assert step.alarm.cycle is after
    assert step.alarm.overlaid
    assert not step.alarm.annunciated
    entry = step.entry
    assert [entry.shelved, entry.suppressed, entry.out_of_service].count(True) == 1
    assert (entry.before, entry.after) == (before, after)


BACK = (
    # before the overlay, what happens under it, after it: plain, latching
    ((), (), N, N),
    ((), ("true",), U, U),
    ((), ("true", "acknowledge"), U, U),
    ((), ("true", "false"), N, LU),
    ((), ("true", "false", "acknowledge"), N, LA),
    (("true",), (), U, U),
    (("true",), ("acknowledge",), U, U),
    (("true",), ("false",), R, LU),
    (("true",), ("false", "acknowledge"), N, LA),
    (("true", "acknowledge"), (), U, U),
    (("true", "acknowledge"), ("false",), N, LA),
    (("true", "false"), (), R, LU),
    (("true", "false"), ("true",), U, U),
)
"""True: unacknowledged; false: normal, or returned if it was unacknowledged before. Only a reset ends a latch."""


@pytest.mark.parametrize("overlay", OVERLAYS)
@pytest.mark.parametrize("latching", [PLAIN, LATCHING], ids=sort)
@pytest.mark.parametrize(("first", "under", "plain", "latched"), BACK)
def test_the_way_back(
    first: tuple[str, ...], under: tuple[str, ...], plain: Cycle, latched: Cycle, latching: bool, overlay: str
) -> None:
    over, back, field = OVERLAYS[overlay]
    alarm = Alarm(ID, Priority.MEDIUM, latching)
    for event in first:
        alarm = DO[event](alarm, NOW).alarm
    alarm = over(alarm, NOW + 1).alarm
    for event in under:
        alarm = DO[event](alarm, NOW + 2).alarm
    step = back(alarm, NOW + 3)
    assert step.alarm.cycle is (latched if latching else plain)
    assert getattr(step.alarm, field) is None
    assert (step.entry.before, step.entry.after) == (alarm.cycle, step.alarm.cycle)
    if step.alarm.cycle is U:
        assert step.alarm.acknowledgement is None


def test_who_had_acknowledged_is_called_again_by_another_occurrence() -> None:
    alarm = alarms.take_out(alarm_in(A, PLAIN), deed(NOW)).alarm
    back = alarms.put_back(alarm, deed(NOW)).alarm
    assert (back.cycle, back.occurrence) == (U, alarm.occurrence + 1)


@pytest.mark.parametrize("order", list(itertools.permutations(("shelved", "suppressed", "out"))))
@pytest.mark.parametrize("backwards", list(itertools.permutations(("shelved", "suppressed", "out"))))
def test_overlays_are_independent_in_any_order(order: tuple[str, ...], backwards: tuple[str, ...]) -> None:
    alarm = alarm_in(A, PLAIN)
    for at, overlay in enumerate(order):
        alarm = OVERLAYS[overlay][0](alarm, NOW + at).alarm
    *first, last = backwards
    for at, overlay in enumerate(first):
        _, back, field = OVERLAYS[overlay]
        step = back(alarm, NOW + 10 + at)
        assert step.alarm.cycle is A
        assert not step.alarm.annunciated
        assert getattr(step.alarm, field) is None
        alarm = step.alarm
    assert OVERLAYS[last][1](alarm, NOW + 20).alarm.cycle is U


def test_what_counts_on_the_way_back_is_what_it_was_before_the_first_overlay() -> None:
    alarm = alarms.suppress(alarm_in(U, PLAIN), CAUSE, NOW).alarm
    alarm = alarms.shelve(alarms.acknowledge(alarm, deed(NOW)).alarm, deed(NOW), 60.0).alarm
    alarm = alarms.raise_(alarms.clear(alarm, sight(NOW)).alarm, sight(NOW)).alarm
    alarm = alarms.release(alarms.clear(alarm, sight(NOW)).alarm, NOW).alarm
    assert alarms.unshelve(alarm, deed(NOW)).alarm.cycle is R


@pytest.mark.parametrize("one_shot", [False, True])
def test_a_shelf_has_an_end_a_reason_and_who_put_it_there(one_shot: bool) -> None:
    step = alarms.shelve(alarm_in(N, PLAIN), deed(NOW, "roadworks"), 7200.0, one_shot)
    shelving = step.alarm.shelving
    assert shelving is not None
    assert (shelving.by, shelving.at, shelving.until, shelving.reason) == (LAN, NOW, NOW + 7200, "roadworks")
    assert shelving.one_shot is one_shot
    assert (step.entry.event, step.entry.until, step.entry.note) == (Event.SHELVED, NOW + 7200, "roadworks")


def test_the_longest_shelf_is_allowed_and_shelving_again_sets_a_new_end() -> None:
    alarm = alarms.shelve(alarm_in(U, PLAIN), deed(NOW), LONGEST_SHELVING_S).alarm
    again = alarms.shelve(alarm, deed(NOW + 5, "longer"), 60.0).alarm
    assert again.shelving is not None
    assert (again.shelving.until, again.shelving.reason) == (NOW + 65, "longer")
    assert again.unacknowledged_before


def test_suppressed_again_it_has_another_cause() -> None:
    other = CAUSE._replace(condition="offline")
    step = alarms.suppress(alarms.suppress(alarm_in(U, PLAIN), CAUSE, NOW).alarm, other, NOW + 1)
    assert step.alarm.suppression is not None
    assert (step.alarm.suppression.cause, step.entry.cause) == (other, other)


@pytest.mark.parametrize(
    ("act", "event"),
    [
        (lambda one: alarms.unshelve(one, deed(NOW, "done")), Event.UNSHELVED),
        (lambda one: alarms.put_back(one, deed(NOW, "done")), Event.PUT_BACK),
    ],
)
def test_the_way_back_by_hand_names_who(act: Callable[[Alarm], Step], event: Event) -> None:
    alarm = alarms.take_out(alarms.shelve(alarm_in(U, PLAIN), deed(NOW), 60.0).alarm, deed(NOW)).alarm
    entry = act(alarm).entry
    assert (entry.event, entry.by, entry.note) == (event, LAN, "done")


# -- the time to respond -------------------------------------------------------------------------------


def test_the_time_to_respond_runs_from_the_last_call() -> None:
    raised = alarms.raise_(alarm_in(N, False), sight(NOW)).alarm
    assert raised.respond_from == NOW
    taken = alarms.acknowledge(raised, deed(NOW + 10)).alarm
    assert taken.respond_from == NOW
    assert alarms.realarm(taken, NOW + 50).alarm.respond_from == NOW + 50
    higher, lower = (msgspec.structs.replace(raised, priority=one) for one in (Priority.LOW, Priority.CRITICAL))
    assert alarms.change_priority(higher, Priority.CRITICAL, NOW + 60).alarm.respond_from == NOW + 60
    assert alarms.change_priority(lower, Priority.LOW, NOW + 60).alarm.respond_from == NOW
    shelved = alarms.shelve(taken, deed(NOW + 20), 100.0).alarm
    assert shelved.respond_from == NOW
    assert alarms.end_shelving(shelved, NOW + 120).alarm.respond_from == NOW + 120


def test_an_alarm_stored_before_calls_were_timed_counts_from_when_it_was_raised() -> None:
    assert msgspec.structs.replace(alarm_in(U, False), raised_at=NOW, called_at=0.0).respond_from == NOW
