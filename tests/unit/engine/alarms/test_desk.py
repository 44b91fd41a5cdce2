"""The desk with hand-turned time: overlays, timers, causes and counts around the table of states."""

import msgspec
import pytest

from controlcenter.domain import alarms as life
from controlcenter.domain.alarms import AlarmRefusedError, Cycle, Deed, Event, Sight
from controlcenter.domain.commands import Operator
from controlcenter.domain.conditions import (
    MAINTENANCE,
    SWITCHED_OFF,
    AlarmDefinition,
    AlarmId,
    NoDataTest,
    OfflineTest,
    Priority,
    StateTest,
)
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality
from controlcenter.domain.words import Text
from controlcenter.engine.alarms.desk import Desk, Surroundings
from controlcenter.engine.alarms.timers import Timers

NAME = Text("x", "x")
AN = Operator("an", "ws-1")
BROKER, CABINET = DeviceId("main:broker:b"), DeviceId("main:x:cabinet")
LAMPS = [DeviceId(f"main:x:lamp-{n}") for n in range(3)]
DEFINITIONS = {
    "offline": AlarmDefinition("offline", NAME, OfflineTest(), Priority.CRITICAL, explains=True),
    "mains": AlarmDefinition("mains", NAME, StateTest("fault", ("mains_lost",)), Priority.HIGH, explains=True),
    "gone": AlarmDefinition("gone", NAME, OfflineTest(), Priority.LOW),
    "no_data": AlarmDefinition("no_data", NAME, NoDataTest(), Priority.LOW),
    "fault": AlarmDefinition("fault", NAME, StateTest("fault", ("x",)), Priority.MEDIUM, realarm_s=600.0),
    "latch": AlarmDefinition("latch", NAME, StateTest("fault", ("x",)), Priority.MEDIUM, latching=True),
}
SILENCE_S = 60.0


class World:
    """A desk over one broker, one cabinet and its lamps."""

    def __init__(self) -> None:
        self.definitions = dict(DEFINITIONS)
        self.timers = Timers()
        self.steps: list[life.Step] = []
        around = Surroundings(
            lambda alarm: self.definitions.get(alarm.condition),
            lambda _device: None,
            lambda device: [CABINET, BROKER] if device in LAMPS else [BROKER] if device == CABINET else [],
            lambda _device: SILENCE_S,
        )
        self.desk = Desk(around, self.timers, self.steps.append)

    def set(self, device, key, active, at):
        self.timers.run(at)
        self.desk.on_condition(AlarmId(device, key), active, Sight(at, at - 0.5, 1.0))

    def get(self, device, key):
        return self.desk.get(AlarmId(device, key))

    def shown(self, device, key):
        alarm = self.get(device, key)
        return None if alarm is None else self.desk.dressed(alarm)

    def act(self, device, key, act):
        self.desk.act(AlarmId(device, key), act)

    def events(self, device=None):
        return [step.entry.event for step in self.steps if device in (None, step.entry.alarm.device)]


@pytest.fixture
def world():
    return World()


def deed(at, note="why"):
    return Deed(AN, at, note)


def test_an_alarm_is_raised_acknowledged_and_goes(world):
    world.set(LAMPS[0], "fault", True, 100)
    assert world.get(LAMPS[0], "fault").annunciated
    assert world.desk.tally.unacknowledged == (0, 1, 0, 0)
    world.act(LAMPS[0], "fault", lambda alarm: life.acknowledge(alarm, deed(110), alarm.occurrence))
    assert (world.desk.tally.standing, world.desk.tally.unacknowledged) == ((0, 1, 0, 0), (0, 0, 0, 0))
    world.set(LAMPS[0], "fault", False, 120)
    assert world.get(LAMPS[0], "fault") is None
    assert world.desk.tally.standing == (0, 0, 0, 0)
    assert world.events() == [Event.RAISED, Event.ACKNOWLEDGED, Event.CLEARED]
    assert world.steps[0].entry.source_at == 99.5


def test_an_occurrence_that_was_not_seen_is_not_acknowledged(world):
    world.set(LAMPS[0], "fault", True, 100)
    seen = world.get(LAMPS[0], "fault").occurrence
    world.act(LAMPS[0], "fault", lambda alarm: life.acknowledge(alarm, deed(101)))
    world.set(LAMPS[0], "fault", False, 102)
    world.set(LAMPS[0], "fault", True, 103)
    with pytest.raises(AlarmRefusedError) as refused:
        world.act(LAMPS[0], "fault", lambda alarm: life.acknowledge(alarm, deed(104), seen))
    assert refused.value.code == "came_again"
    assert world.get(LAMPS[0], "fault").cycle is Cycle.UNACKNOWLEDGED


def test_an_acknowledged_alarm_comes_back_after_its_time_once(world):
    world.set(LAMPS[0], "fault", True, 100)
    world.act(LAMPS[0], "fault", lambda alarm: life.acknowledge(alarm, deed(200)))
    world.timers.run(799.9)
    assert world.get(LAMPS[0], "fault").cycle is Cycle.ACKNOWLEDGED
    world.timers.run(5000)
    assert world.get(LAMPS[0], "fault").cycle is Cycle.UNACKNOWLEDGED
    assert [step.entry.at for step in world.steps if step.entry.event is Event.REALARMED] == [800]


def test_a_silent_lamp_behind_a_silent_cabinet_never_calls(world):
    world.set(CABINET, "mains", True, 100)
    for lamp in LAMPS:
        world.set(lamp, "no_data", True, 110)
    assert [world.get(lamp, "no_data").annunciated for lamp in LAMPS] == [False] * 3
    assert world.shown(CABINET, "mains").behind == 3
    assert world.desk.tally.suppressed == 3
    assert world.desk.tally.standing == (0, 0, 1, 0)
    assert world.events(LAMPS[0]) == [Event.SUPPRESSED, Event.RAISED], "suppressed before it is raised"


def test_lamps_that_fell_silent_first_go_behind_the_cabinet(world):
    world.set(LAMPS[0], "no_data", True, 90)
    assert world.get(LAMPS[0], "no_data").annunciated
    world.set(CABINET, "mains", True, 100)
    alarm = world.get(LAMPS[0], "no_data")
    assert (alarm.annunciated, alarm.suppression.cause) == (False, AlarmId(CABINET, "mains"))


def test_a_lamps_own_fault_is_not_hidden_behind_the_cabinet(world):
    world.set(CABINET, "mains", True, 100)
    world.set(LAMPS[0], "fault", True, 110)
    assert world.get(LAMPS[0], "fault").annunciated


def test_children_that_speak_again_vanish_and_those_that_stay_silent_come_forward(world):
    world.set(CABINET, "mains", True, 100)
    world.set(LAMPS[0], "no_data", True, 110)
    world.set(LAMPS[1], "no_data", True, 110)
    world.set(CABINET, "mains", False, 200)
    world.set(LAMPS[0], "no_data", False, 230)
    assert world.get(LAMPS[0], "no_data") is None, "it came and went unseen: nothing to acknowledge"
    assert world.get(LAMPS[1], "no_data").suppression is not None, "it has time to speak"
    world.timers.run(200 + SILENCE_S)
    alarm = world.get(LAMPS[1], "no_data")
    assert (alarm.suppression, alarm.cycle, alarm.changed_at) == (None, Cycle.UNACKNOWLEDGED, 200 + SILENCE_S)


def test_a_parent_that_goes_again_within_the_grace_keeps_its_children(world):
    world.set(CABINET, "mains", True, 100)
    world.set(LAMPS[0], "no_data", True, 110)
    world.set(CABINET, "mains", False, 200)
    world.set(CABINET, "mains", True, 220)
    world.timers.run(1000)
    assert world.get(LAMPS[0], "no_data").suppression is not None


def test_a_broker_explains_cabinet_and_lamps_and_each_is_counted_once(world):
    world.set(CABINET, "offline", True, 90)
    world.set(LAMPS[0], "no_data", True, 95)
    world.set(BROKER, "offline", True, 100)
    world.set(LAMPS[1], "no_data", True, 110)
    assert world.get(CABINET, "offline").suppression.cause == AlarmId(BROKER, "offline")
    assert world.shown(BROKER, "offline").behind == 3
    assert world.desk.tally.standing == (0, 0, 0, 1), "the broker alone calls"


def test_when_the_broker_is_back_lamps_stay_behind_the_cabinet_that_is_not(world):
    world.set(BROKER, "offline", True, 100)
    world.set(LAMPS[0], "no_data", True, 110)
    world.set(CABINET, "mains", True, 120)
    world.set(BROKER, "offline", False, 130)
    world.timers.run(1000)
    assert world.get(LAMPS[0], "no_data").suppression.cause == AlarmId(CABINET, "mains")
    assert world.shown(CABINET, "mains").behind == 1


def test_a_lamp_that_says_it_is_offline_has_one_alarm_not_two(world):
    world.set(LAMPS[0], "gone", True, 100)
    world.set(LAMPS[0], "no_data", True, 130)
    assert world.get(LAMPS[0], "no_data").suppression.cause == AlarmId(LAMPS[0], "gone")
    assert world.desk.tally.standing == (1, 0, 0, 0)
    assert world.shown(LAMPS[0], "gone").behind == 0, "it does not hang behind itself"
    world.set(LAMPS[0], "gone", False, 200)
    world.timers.run(200 + SILENCE_S)
    assert world.get(LAMPS[0], "no_data").annunciated, "it is back and still says nothing"


def test_a_cabinet_without_mains_that_falls_silent_is_still_one_alarm(world):
    world.set(CABINET, "no_data", True, 90)
    world.set(CABINET, "mains", True, 100)
    world.set(CABINET, "offline", True, 110)
    world.set(LAMPS[0], "no_data", True, 120)
    assert world.desk.tally.standing == (0, 0, 1, 0)
    assert world.shown(CABINET, "mains").behind == 1


def test_a_shelf_runs_out_at_its_time_even_when_nobody_was_there(world):
    world.set(LAMPS[0], "fault", True, 100)
    world.act(LAMPS[0], "fault", lambda alarm: life.shelve(alarm, deed(110), 60.0))
    held = list(world.desk.everything())
    later = World()
    later.desk.restore(held)
    assert later.desk.tally.shelved == 1
    later.timers.run(1000)
    alarm = later.get(LAMPS[0], "fault")
    assert (alarm.shelving, alarm.cycle, alarm.changed_at) == (None, Cycle.UNACKNOWLEDGED, 170)


def test_a_one_shot_ends_with_the_condition(world):
    world.set(LAMPS[0], "fault", True, 100)
    world.act(LAMPS[0], "fault", lambda alarm: life.acknowledge(alarm, deed(105)))
    world.act(LAMPS[0], "fault", lambda alarm: life.shelve(alarm, deed(110), 3600.0, one_shot=True))
    world.set(LAMPS[0], "fault", False, 120)
    assert world.get(LAMPS[0], "fault") is None
    assert world.events()[-2:] == [Event.CLEARED, Event.SHELF_EXPIRED]


def test_what_is_suppressed_or_shelved_does_not_make_a_flood(world):
    world.set(CABINET, "mains", True, 100)
    for _ in range(20):
        world.set(LAMPS[0], "no_data", True, 110)
        world.set(LAMPS[0], "no_data", False, 111)
    assert world.desk.flood.since is None


def test_a_definition_switched_off_ends_its_alarm_and_a_rise_calls_again(world):
    world.set(LAMPS[0], "fault", True, 100)
    world.act(LAMPS[0], "fault", lambda alarm: life.acknowledge(alarm, deed(105)))
    world.definitions["fault"] = AlarmDefinition("fault", NAME, StateTest("fault", ("x",)), Priority.CRITICAL)
    world.desk.redefine(AlarmId(LAMPS[0], "fault"), 110)
    assert world.get(LAMPS[0], "fault").annunciated
    assert world.desk.tally.unacknowledged == (0, 0, 0, 1)
    del world.definitions["fault"]
    world.desk.redefine(AlarmId(LAMPS[0], "fault"), 120)
    assert world.get(LAMPS[0], "fault") is None
    assert world.steps[-1].entry.event is Event.WITHDRAWN
    assert world.desk.tally.standing == (0, 0, 0, 0)


def test_an_alarm_nobody_defined_is_refused(world):
    with pytest.raises(AlarmRefusedError) as refused:
        world.act(LAMPS[0], "nonsense", lambda alarm: life.acknowledge(alarm, deed(1)))
    assert refused.value.code == "unknown_alarm"
    assert world.steps == []


def test_a_stale_value_shows_and_clears_nothing(world):
    world.set(LAMPS[0], "fault", True, 100)
    world.desk.see_qualities(lambda _alarm, _point: Quality.STALE)
    alarm = world.get(LAMPS[0], "fault")
    assert (alarm.quality, alarm.cycle) == (Quality.STALE, Cycle.UNACKNOWLEDGED)
    assert AlarmId(LAMPS[0], "fault") in world.desk.take_recounted()
    assert len(world.steps) == 1


class TestRules:
    """What a rule takes out of sight comes forward when the rule is over."""

    @pytest.fixture
    def world(self) -> World:
        world = World()
        world.rules = {}
        world.desk._around = msgspec.structs.replace(
            world.desk._around, rule=lambda device, silent: world.rules.get((device, silent))
        )
        return world

    def test_alarms_of_a_locked_device_never_call_and_come_forward_when_it_is_unlocked(self, world) -> None:
        lamp = LAMPS[0]
        world.set(lamp, "latch", True, 10.0)
        world.rules = {(lamp, silent): AlarmId(lamp, MAINTENANCE) for silent in (False, True)}
        world.desk.follow_rules(12.0)
        world.set(lamp, "fault", True, 20.0)
        world.set(lamp, "no_data", True, 30.0)
        for key in ("latch", "fault", "no_data"):
            assert world.get(lamp, key).suppression.cause == AlarmId(lamp, MAINTENANCE)
        assert world.desk.tally.standing == (0, 0, 0, 0)
        assert world.events(lamp)[1:3] == [Event.SUPPRESSED, Event.SUPPRESSED], "before it was raised"
        world.rules = {}
        world.desk.follow_rules(40.0)
        for key in ("latch", "fault", "no_data"):
            assert world.get(lamp, key).suppression is None

    def test_a_lock_that_ends_below_a_dead_cabinet_leaves_the_lamp_behind_the_cabinet(self, world) -> None:
        lamp = LAMPS[0]
        world.rules = {(lamp, True): AlarmId(lamp, MAINTENANCE)}
        world.set(lamp, "gone", True, 10.0)
        world.set(CABINET, "mains", True, 20.0)
        world.rules = {}
        world.desk.follow_rules(30.0)
        assert world.get(lamp, "gone").suppression.cause == AlarmId(CABINET, "mains")

    def test_lamps_of_a_circuit_that_was_switched_off_get_time_to_speak(self, world) -> None:
        lamp = LAMPS[0]
        world.rules = {(lamp, True): AlarmId(CABINET, SWITCHED_OFF)}
        world.set(lamp, "no_data", True, 10.0)
        world.set(lamp, "fault", True, 11.0)
        assert world.get(lamp, "fault").suppression is None, "what it says itself is heard"
        assert world.shown(CABINET, "mains") is None
        world.rules = {}
        world.desk.follow_rules(20.0)
        world.desk.follow_rules(20.0 + SILENCE_S - 1)
        assert world.get(lamp, "no_data").suppression is not None
        world.desk.follow_rules(20.0 + SILENCE_S)
        assert world.get(lamp, "no_data").suppression is None

    def test_after_a_restart_the_rule_still_hides_it(self, world) -> None:
        lamp = LAMPS[0]
        world.rules = {(lamp, True): AlarmId(lamp, MAINTENANCE)}
        world.set(lamp, "gone", True, 10.0)
        held = list(world.desk.everything())
        again = World()
        again.desk._around = world.desk._around
        again.desk.restore(held)
        again.timers.run(10_000.0)
        again.desk.follow_rules(10_000.0)
        assert again.get(lamp, "gone").suppression is not None
