"""Timers are called in order, each with its own time, however late; cancelled ones leave nothing behind."""

import math

from hypothesis import given
from hypothesis import strategies as st

from controlcenter.engine.alarms.timers import FEW, Timers


def test_each_is_called_with_its_own_time_in_order_of_time_then_of_arming():
    timers, called = Timers(), []
    for name, due in (("b", 5.0), ("a", 3.0), ("c", 5.0), ("later", 11.0)):
        timers.at(due, lambda at, name=name: called.append((name, at)))
    timers.run(10.0)
    assert called == [("a", 3.0), ("b", 5.0), ("c", 5.0)]
    assert timers.next_due == 11.0


def test_what_is_armed_while_running_runs_too_when_it_is_due():
    timers, called = Timers(), []

    def again(at: float) -> None:
        called.append(at)
        timers.at(at + 4.0, again)

    timers.at(1.0, again)
    timers.run(10.0)
    assert called == [1.0, 5.0, 9.0]
    assert timers.next_due == 13.0


def test_a_cancelled_one_is_not_called_and_cancelling_twice_is_harmless():
    timers, called = Timers(), []
    timer = timers.at(1.0, called.append)
    timer.cancel()
    timer.cancel()
    timers.run(2.0)
    assert (called, len(timers), timers.next_due) == ([], 0, math.inf)


def test_one_may_cancel_another_that_is_due_at_the_same_time():
    timers, called = Timers(), []
    timers.at(1.0, lambda _at: second.cancel())
    second = timers.at(1.0, called.append)
    timers.run(1.0)
    assert called == []


def test_arming_and_cancelling_for_ever_keeps_the_heap_small():
    timers = Timers()
    kept = [timers.at(1e9 + n, lambda _at: None) for n in range(10)]
    for n in range(20_000):
        timers.at(1e6 + n, lambda _at: None).cancel()
    assert len(timers) == len(kept)
    assert len(timers._heap) <= 2 * (len(kept) + FEW)


@given(st.lists(st.tuples(st.floats(0, 100), st.booleans())), st.lists(st.floats(0, 100)))
def test_looking_more_often_changes_nothing(armed, looks):
    def run(times):
        timers, called = Timers(), []
        handles = [timers.at(due, lambda at, n=n: called.append((at, n))) for n, (due, _) in enumerate(armed)]
        for handle, (_, cancelled) in zip(handles, armed, strict=True):
            if cancelled:
                handle.cancel()
        for time in times:
            timers.run(time)
            assert timers.next_due > time
        return called

    assert run([*sorted(looks), 100.0]) == run([100.0])
