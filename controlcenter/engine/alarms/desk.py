"""The alarm desk: every alarm that is not at rest, and every step one takes. Qt-free, no I/O, no clock of its own.

Times come with what happens: from a reading's arrival, a timer that is due, an operator's deed. So the same feed
gives the same journal, live and replayed.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from controlcenter.domain import alarms as life
from controlcenter.domain.alarms import Alarm, AlarmRefusedError, Cycle, Deed, Event, Sight, Step
from controlcenter.domain.conditions import RULES, SWITCHED_OFF, AlarmDefinition, AlarmId, NoDataTest, OfflineTest
from controlcenter.domain.ids import AreaId, DeviceId
from controlcenter.domain.readings import Quality
from controlcenter.engine.alarms.causes import Ancestors, Causes
from controlcenter.engine.alarms.flood import ISA_18_2, Chatter, Fleeting, FloodMeter, Thresholds
from controlcenter.engine.alarms.tally import Tally
from controlcenter.engine.alarms.timers import Timers

LONGEST_GRACE_S = 900.0

Act = Callable[[Alarm], Step]


class Surroundings(msgspec.Struct, frozen=True):
    """What the desk asks of the rest of the engine."""

    definition: Callable[[AlarmId], AlarmDefinition | None]
    """In force and switched on; None otherwise."""
    area: Callable[[DeviceId], AreaId | None]
    ancestors: Ancestors
    silence_s: Callable[[DeviceId], float]
    """How long a device may take to speak again after its parent is back."""
    rule: Callable[[DeviceId, bool], AlarmId | None] = lambda _device, _communication: None
    """The rule that takes alarms of a device out of sight by design, those that only say nothing comes or all."""


class Desk:
    """``put`` gets every step, in order, once; what is shown comes back after it was stored."""

    def __init__(
        self, around: Surroundings, timers: Timers, put: Callable[[Step], None], thresholds: Thresholds = ISA_18_2
    ) -> None:
        self._around = around
        self._timers = timers
        self._put = put
        self._held: dict[AlarmId, Alarm] = {}
        self._occurrences: dict[AlarmId, int] = {}
        self._silent: set[AlarmId] = set()
        """Active alarms that say only that nothing comes."""
        self._own: dict[DeviceId, dict[AlarmId, bool]] = {}
        """Active alarms that explain their own device's silence, and whether they only say it is not there."""
        self._rule_over_since: dict[AlarmId, float] = {}
        """Silent devices that were switched on again, and since when: they get time to speak."""
        self._recounted: set[AlarmId] = set()
        """Alarms whose count behind them, or whose chattering, changed without a step."""
        self.causes = Causes(around.ancestors)
        self._stale_s = thresholds.stale_s
        self.flood = FloodMeter(thresholds.flood_begins, thresholds.flood_ends)
        self.chatter = Chatter(thresholds.chatter_window_s)
        self.fleeting = Fleeting(thresholds.fleeting_s)
        self.tally = Tally()

    def get(self, alarm: AlarmId) -> Alarm | None:
        return self._held.get(alarm)

    def everything(self) -> Iterable[Alarm]:
        return self._held.values()

    def of(self, device: DeviceId, keys: Iterable[str]) -> list[Alarm]:
        """The alarms of *device* among *keys* that are not at rest."""
        found = (self._held.get(AlarmId(device, key)) for key in keys)
        return [alarm for alarm in found if alarm is not None]

    # -- life --------------------------------------------------------------------------------------

    def restore(self, alarms: Sequence[Alarm]) -> None:
        """Take on what was stored: timers run on, also those that ran out while nobody was there."""
        for alarm in alarms:
            self._held[alarm.id] = alarm
            self._occurrences[alarm.id] = alarm.occurrence
            self.tally.swap(None, alarm)
            if alarm.active:
                self._note_active(alarm)
            if alarm.suppression is not None:
                self.causes.put_behind(alarm.suppression.cause, alarm.id)
            self._arm(alarm)
        for alarm in alarms:
            cause = self._held.get(alarm.suppression.cause) if alarm.suppression is not None else None
            ruled = alarm.suppression is not None and alarm.suppression.cause.condition in RULES
            if alarm.suppression is not None and not ruled and (cause is None or not cause.active):
                self._release_later(alarm.id, alarm.suppression.cause, alarm.suppression.at)

    def _note_active(self, alarm: Alarm) -> None:
        definition = self._around.definition(alarm.id)
        if definition is None:
            return
        if definition.explains or isinstance(definition.when, OfflineTest):
            self._own.setdefault(alarm.id.device, {})[alarm.id] = definition.communication
        if definition.explains:
            self.causes.stands(alarm.id)
        if definition.communication:
            self._silent.add(alarm.id)

    def _arm(self, alarm: Alarm) -> None:
        if alarm.shelving is not None:
            until = alarm.shelving.until
            self._timers.at(until, lambda due: self._shelf_runs_out(alarm.id, until, due))
        deed = alarm.acknowledgement
        definition = self._around.definition(alarm.id)
        if definition is None or not definition.realarm_s or deed is None or alarm.cycle is not Cycle.ACKNOWLEDGED:
            return
        self._timers.at(deed.at + definition.realarm_s, lambda due: self._realarm(alarm.id, deed, due))

    # -- conditions --------------------------------------------------------------------------------

    def on_condition(self, key: AlarmId, active: bool, sight: Sight) -> None:
        """A condition became true or false for the whole of its delay."""
        held = self._held.get(key)
        if active:
            if held is None or not held.active:
                self._raise(key, sight)
        elif held is not None and held.active:
            self._clear(held, sight)

    def _raise(self, key: AlarmId, sight: Sight) -> None:
        definition = self._around.definition(key)
        if definition is None:
            return
        alarm = self._held.get(key) or self._fresh(key, definition)
        if alarm.suppression is None:
            cause = self._around.rule(key.device, definition.communication)
            if cause is None and definition.communication:
                cause = self._cause_of(key, definition)
            if cause is not None:  # before it is raised: what is explained never calls
                alarm = self._suppress(alarm, cause, sight.at)
        alarm = self._take(life.raise_(alarm, sight))
        self._note_active(alarm)
        self._explain(key, sight.at)

    def _fresh(self, key: AlarmId, definition: AlarmDefinition) -> Alarm:
        return Alarm(
            key, definition.priority, definition.latching, occurrence=self._occurrences.get(key, 0),
            area=self._around.area(key.device),
        )  # fmt: skip

    def _clear(self, alarm: Alarm, sight: Sight) -> None:
        if not alarm.overlaid:
            self.fleeting.cleared(alarm.id, sight.at - alarm.raised_at, sight.at)
        alarm = self._take(life.clear(alarm, sight))
        self._silent.discard(alarm.id)
        if alarm.suppression is not None:
            self._release(alarm, sight.at)
        if alarm.shelving is not None and alarm.shelving.one_shot:
            self._take(life.end_shelving(self._held[alarm.id], sight.at))
        self._stops_explaining(alarm.id, sight.at)

    # -- causes ------------------------------------------------------------------------------------

    def _cause_of(self, key: AlarmId, definition: AlarmDefinition) -> AlarmId | None:
        """What explains that nothing comes: first an alarm of the device itself, then of what it hangs on.

        No data is explained by offline, and either by a fault that takes the device down (mains lost).
        """
        for own, says_offline in self._own.get(key.device, {}).items():
            if own != key and (not says_offline or isinstance(definition.when, NoDataTest)):
                return own
        return self.causes.explaining(key.device)

    def _explain(self, cause: AlarmId, at: float) -> None:
        """What fell silent before *cause* was known goes behind it too."""
        if not self.causes.is_standing(cause) and cause not in self._own.get(cause.device, {}):
            return
        for key in sorted(self._silent):
            definition, alarm = self._around.definition(key), self._held[key]
            if definition is not None and alarm.suppression is None and self._cause_of(key, definition) == cause:
                self._suppress(alarm, cause, at)

    def _suppress(self, alarm: Alarm, cause: AlarmId, at: float) -> Alarm:
        if alarm.suppression is not None:
            self.causes.take_from(alarm.suppression.cause, alarm.id)
            self._recounted.add(alarm.suppression.cause)
        self.causes.put_behind(cause, alarm.id)
        self._recounted.add(cause)
        return self._take(life.suppress(alarm, cause, at))

    def _release(self, alarm: Alarm, at: float) -> None:
        if alarm.suppression is None:
            return
        self.causes.take_from(alarm.suppression.cause, alarm.id)
        self._recounted.add(alarm.suppression.cause)
        self._take(life.release(alarm, at))

    def _stops_explaining(self, cause: AlarmId, at: float) -> None:
        own = self._own.get(cause.device, {})
        if own.pop(cause, None) is not None and not own:
            del self._own[cause.device]
        self.causes.is_over(cause)
        for key in sorted(self.causes.directly_behind(cause)):
            self._release_later(key, cause, at)

    def _release_later(self, key: AlarmId, cause: AlarmId, at: float) -> None:
        """The parent is back: its children get the time they need to speak before they are called silent."""
        grace_s = min(LONGEST_GRACE_S, self._around.silence_s(key.device))
        self._timers.at(at + grace_s, lambda due: self._come_forward(key, cause, due))

    def _come_forward(self, key: AlarmId, cause: AlarmId, due: float) -> None:
        alarm = self._held.get(key)
        if alarm is None or alarm.suppression is None or alarm.suppression.cause != cause:
            return
        definition, parent = self._around.definition(key), self._held.get(cause)
        if definition is None or (parent is not None and parent.active):
            return  # it went again meanwhile
        other = self._cause_of(key, definition)
        if other is not None:
            self._suppress(alarm, other, due)
        else:
            self._release(alarm, due)

    def follow_rules(self, at: float) -> None:
        """Alarms whose rule began go out of sight, those whose rule is over come forward. Call every few seconds."""
        for alarm in list(self._held.values()):
            definition = self._around.definition(alarm.id)
            if definition is None:
                continue
            rule = self._around.rule(alarm.id.device, definition.communication)
            held = alarm.suppression.cause if alarm.suppression is not None else None
            if rule is not None:
                self._rule_over_since.pop(alarm.id, None)
            if rule is not None and held != rule and (held is None or held.condition in RULES):
                self._suppress(alarm, rule, at)
            elif rule is None and held is not None and held.condition in RULES:
                self._rule_is_over(alarm, definition, held, at)

    def _rule_is_over(self, alarm: Alarm, definition: AlarmDefinition, rule: AlarmId, at: float) -> None:
        other = self._cause_of(alarm.id, definition) if definition.communication else None
        if other is not None:
            self._suppress(alarm, other, at)
        elif definition.communication and rule.condition == SWITCHED_OFF:
            since = self._rule_over_since.setdefault(alarm.id, at)
            if at - since >= min(LONGEST_GRACE_S, self._around.silence_s(alarm.id.device)):
                del self._rule_over_since[alarm.id]
                self._release(alarm, at)
        else:
            self._release(alarm, at)

    # -- timers ------------------------------------------------------------------------------------

    def _shelf_runs_out(self, key: AlarmId, until: float, due: float) -> None:
        alarm = self._held.get(key)
        if alarm is not None and alarm.shelving is not None and alarm.shelving.until == until:
            self._take(life.end_shelving(alarm, due))

    def _realarm(self, key: AlarmId, deed: Deed, due: float) -> None:
        alarm = self._held.get(key)
        if alarm is not None and alarm.acknowledgement == deed and alarm.cycle is Cycle.ACKNOWLEDGED:
            self._take(life.realarm(alarm, due))

    # -- operators ---------------------------------------------------------------------------------

    def act(self, key: AlarmId, act: Act) -> None:
        """Do *act* to an alarm, also one at rest. Raises AlarmRefusedError and changes nothing."""
        alarm = self._held.get(key)
        if alarm is None:
            definition = self._around.definition(key)
            if definition is None:
                raise AlarmRefusedError("unknown_alarm", f"there is no alarm {key}")
            alarm = self._fresh(key, definition)
        self._arm(self._take(act(alarm)))

    def redefine(self, key: AlarmId, at: float) -> None:
        """The definition of *key* changed: follow its priority and latch; without one the alarm ends."""
        alarm = self._held.get(key)
        if alarm is None:
            return
        definition = self._around.definition(key)
        if definition is None:
            self.withdraw(key, at)
            return
        alarm = msgspec.structs.replace(alarm, latching=definition.latching)
        self._held[key] = alarm
        if definition.priority is not alarm.priority:
            self._take(life.change_priority(alarm, definition.priority, at))

    def withdraw(self, key: AlarmId, at: float) -> None:
        """Its device or definition is gone."""
        alarm = self._held.get(key)
        if alarm is None:
            return
        if alarm.suppression is not None:
            self.causes.take_from(alarm.suppression.cause, key)
            self._recounted.add(alarm.suppression.cause)
        self._silent.discard(key)
        self._take(life.withdraw(alarm, at))
        self._stops_explaining(key, at)

    # -- what is known now -------------------------------------------------------------------------

    def see_qualities(self, quality_of: Callable[[AlarmId, str], Quality | None]) -> None:
        """Row 13: a value that turned stale or bad is shown on its alarm, and nothing else changes."""
        for alarm in list(self._held.values()):
            definition = self._around.definition(alarm.id)
            if definition is None or definition.point is None or not alarm.active:
                continue
            quality = quality_of(alarm.id, definition.point)
            if quality is not None and quality is not alarm.quality:
                self._held[alarm.id] = msgspec.structs.replace(alarm, quality=quality)
                self._recounted.add(alarm.id)

    def calm(self, now: float) -> None:
        """Once in a while: floods end, alarms stop chattering."""
        self.flood.tick(now)
        self.fleeting.tick(now)
        self._recounted.update(self.chatter.tick(now))

    def stale(self, now: float) -> int:
        """How many have stood for too long to tell anybody anything."""
        return sum(
            1
            for alarm in self._held.values()
            if alarm.active and not alarm.overlaid and now - alarm.raised_at > self._stale_s
        )

    def dressed(self, alarm: Alarm) -> Alarm:
        """*alarm* with what is not stored: how many are behind it, and whether it chatters."""
        behind, chattering = self.causes.count(alarm.id), alarm.id in self.chatter
        if (behind, chattering) == (alarm.behind, alarm.chattering):
            return alarm
        return msgspec.structs.replace(alarm, behind=behind, chattering=chattering)

    def take_recounted(self) -> set[AlarmId]:
        recounted, self._recounted = self._recounted, set()
        return recounted

    def _take(self, step: Step) -> Alarm:
        alarm, before = step.alarm, self._held.get(step.alarm.id)
        self.tally.swap(before, alarm)
        if alarm.active and alarm.annunciated:
            called = before is not None and before.annunciated and step.entry.event is not Event.RAISED
            if not called:
                self._note_call(alarm.id, step.entry.at)
        self._occurrences[alarm.id] = alarm.occurrence
        if alarm.at_rest:
            self._held.pop(alarm.id, None)
            self._rule_over_since.pop(alarm.id, None)
        else:
            self._held[alarm.id] = alarm
        self._put(step)
        return alarm

    def _note_call(self, key: AlarmId, at: float) -> None:
        self.flood.annunciated(at)
        if self.chatter.raised(key, at):
            self._recounted.add(key)
