"""Whatever happens in whatever order: an alarm stays in the table and no acknowledgement is lost."""

from collections.abc import Callable

import hypothesis.strategies as st
import msgspec
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from controlcenter.domain import alarms
from controlcenter.domain.alarms import Alarm, AlarmRefusedError, Cycle, Event, Step
from controlcenter.domain.conditions import Priority
from tests.unit.domain.alarm_table import CAUSE, DO, EVENTS, ID, KEPT, LA, LU, MEANING, STATES, TABLE, A, N, R, U, deed

ENDS_ACKNOWLEDGEMENT = {Event.RAISED, Event.PRIORITY_CHANGED, Event.REALARMED}
"""Beside these only the way back, with the condition true, calls again."""
WAY_BACK = {Event.UNSHELVED, Event.SHELF_EXPIRED, Event.RELEASED, Event.PUT_BACK}


class Life(RuleBasedStateMachine):
    """One alarm, and beside it the state that the table alone says it has."""

    alarm: Alarm
    expected: Cycle
    before_overlay: Cycle
    at = 0.0

    @initialize(latching=st.booleans(), priority=st.sampled_from(Priority))
    def begin(self, latching: bool, priority: Priority) -> None:
        self.alarm = Alarm(ID, priority, latching)
        self.expected = self.before_overlay = N
        self.journal: list[alarms.JournalEntry] = []

    def _do(self, act: Callable[[float], Step]) -> bool:
        """Take a step; say whether it was allowed. A refusal leaves no trace."""
        self.at += 1.0
        untouched = msgspec.json.encode(self.alarm)
        try:
            step = act(self.at)
        except AlarmRefusedError:
            assert msgspec.json.encode(self.alarm) == untouched
            return False
        self._keeps_acknowledgement(self.alarm, step)
        assert (step.entry.before, step.entry.after) == (self.alarm.cycle, step.alarm.cycle)
        assert step.entry.at == step.alarm.changed_at == self.at
        assert step.alarm.occurrence - self.alarm.occurrence in (0, 1)
        self.journal.append(step.entry)
        self.alarm = step.alarm
        return True

    @staticmethod
    def _keeps_acknowledgement(before: Alarm, step: Step) -> None:
        if step.alarm.acknowledgement == before.acknowledgement:
            return
        if step.entry.event in (Event.ACKNOWLEDGED, Event.WITHDRAWN):
            return
        event, after = step.entry.event, step.alarm
        assert after.acknowledgement is None
        assert after.cycle is U
        assert event in ENDS_ACKNOWLEDGEMENT or (event in WAY_BACK and not after.overlaid)
        assert after.occurrence == before.occurrence + 1

    @rule(event=st.sampled_from(EVENTS))
    def cycle_event(self, event: str) -> None:
        """The base cycle is the table's, overlaid or not."""
        known = TABLE.get((self.alarm.latching, self.expected, event))
        done = self._do(lambda at: DO[event](self.alarm, at))
        if known is not None and (done or event not in KEPT):
            assert done, (event, self.expected)
            self.expected = known
        elif known is None:
            assert not done or event in KEPT, (event, self.expected)

    @rule(overlay=st.sampled_from(("shelve", "suppress", "out")), seconds=st.floats(-10, 1e6) | st.just(60.0))
    def overlay(self, overlay: str, seconds: float) -> None:
        was, cycle = self.alarm.overlaid, self.alarm.cycle
        allowed = {
            "shelve": 0 < seconds <= alarms.LONGEST_SHELVING_S,
            "suppress": True,
            "out": self.alarm.out_of_service is None,
        }[overlay]
        acts: dict[str, Callable[[float], Step]] = {
            "shelve": lambda at: alarms.shelve(self.alarm, deed(at), seconds),
            "suppress": lambda at: alarms.suppress(self.alarm, CAUSE, at),
            "out": lambda at: alarms.take_out(self.alarm, deed(at)),
        }
        assert self._do(acts[overlay]) == allowed
        if allowed and not was:
            self.before_overlay = cycle
        assert self.alarm.cycle is self.expected

    @rule(which=st.sampled_from(("unshelve", "expire", "release", "put back")))
    def way_back(self, which: str) -> None:
        alarm = self.alarm
        acts: dict[str, tuple[bool, Callable[[float], Step]]] = {
            "unshelve": (alarm.shelving is not None, lambda at: alarms.unshelve(alarm, deed(at))),
            "expire": (alarm.shelving is not None, lambda at: alarms.end_shelving(alarm, at)),
            "release": (alarm.suppression is not None, lambda at: alarms.release(alarm, at)),
            "put back": (alarm.out_of_service is not None, lambda at: alarms.put_back(alarm, deed(at))),
        }
        there, act = acts[which]
        assert self._do(act) == there
        if there and not self.alarm.overlaid:
            self.expected = self._after_overlays()

    def _after_overlays(self) -> Cycle:
        """True: unacknowledged. False: normal, or returned if it was unacknowledged before. A latch stays."""
        active, _ = MEANING[self.expected]
        if active:
            return U
        if self.expected in (LU, LA):
            return self.expected
        return R if self.expected is R and not MEANING[self.before_overlay][1] else N

    @precondition(lambda self: len(self.journal) > 12)
    @rule()
    def withdraw(self) -> None:
        assert self._do(lambda at: alarms.withdraw(self.alarm, at))
        assert self.alarm.at_rest
        self.expected = self.before_overlay = N
        self.journal.clear()

    @invariant()
    def stays_in_the_table(self) -> None:
        alarm = self.alarm
        assert alarm.cycle is self.expected
        assert alarm.cycle in STATES[alarm.latching]
        assert (alarm.active, alarm.cycle.acknowledged) == MEANING[alarm.cycle]
        assert alarm.annunciated == (not MEANING[alarm.cycle][1] and not alarm.overlaid)
        assert alarm.at_rest == (alarm.cycle is N and not alarm.overlaid)

    @invariant()
    def an_acknowledged_alarm_says_who(self) -> None:
        if self.alarm.cycle in (A, LA):
            assert self.alarm.acknowledgement is not None
            said = [entry for entry in self.journal if entry.event is Event.ACKNOWLEDGED]
            assert said[-1].at == self.alarm.acknowledgement.at
        if self.alarm.cycle in (U, LU, R):
            assert self.alarm.acknowledgement is None

    @invariant()
    def the_journal_tells_the_whole_life(self) -> None:
        cycle = N
        for entry in self.journal:
            assert entry.before is cycle
            cycle = entry.after
        assert cycle is self.alarm.cycle
        if self.journal:
            last, alarm = self.journal[-1], self.alarm
            assert (last.shelved, last.suppressed, last.out_of_service) == (
                alarm.shelving is not None,
                alarm.suppression is not None,
                alarm.out_of_service is not None,
            )


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
