"""What is watched of one device: its points, its silence, its link and its commands."""

import math
from collections.abc import Iterable, Mapping

from controlcenter.domain.alarms import Sight
from controlcenter.domain.conditions import AlarmDefinition, CommandTest, NoDataTest, OfflineTest
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality, Reading
from controlcenter.engine.alarms.condition import Condition, Outlet
from controlcenter.engine.alarms.context import Context
from controlcenter.engine.alarms.testers import ANY_NUMBER, BY_TEST, FaultCondition, PointCondition
from controlcenter.engine.alarms.timers import Timer


class PointWatch:
    """The conditions that look at one point. ``low`` to ``high`` is what changes nothing now."""

    __slots__ = ("conditions", "high", "last", "low")

    def __init__(self, key: str, device: DeviceId) -> None:
        self.last = Reading(device, key, None, -math.inf, -math.inf, Quality.STALE)
        self.conditions: tuple[PointCondition, ...] = ()
        self.low, self.high = ANY_NUMBER

    def take(self, reading: Reading) -> None:
        """The slow way: order, repetitions, and every condition."""
        value, last = reading.value, self.last
        if value is None or value != value or reading.at < last.at:
            return
        if reading.at == last.at and value == last.value and value.__class__ is last.value.__class__:
            return
        self.last = reading
        turned = False
        for condition in self.conditions:
            turned |= condition.take(reading, reading.received_at)
        if turned:
            self.narrow()

    def narrow(self) -> None:
        self.low, self.high = ANY_NUMBER
        for condition in self.conditions:
            low, high = condition.band()
            if low > self.low:
                self.low = low
            if high < self.high:
                self.high = high


class NoDataCondition(Condition):
    __slots__ = ("since",)

    since: float
    """From when on it is in force: it cannot have fired before."""

    def after_s(self, context: Context) -> float:
        test: NoDataTest = self.definition.when  # type: ignore[assignment]  # ``DeviceWatch`` pairs them
        return test.after_s or context.silence_s or math.inf


class OfflineCondition(Condition):
    __slots__ = ()


class CommandCondition(Condition):
    """Ends by itself when ``hold_s`` has run out."""

    __slots__ = ("_hold",)

    def __init__(self, device: DeviceId, definition: AlarmDefinition, outlet: Outlet, active: bool) -> None:
        super().__init__(device, definition, outlet, active)
        self._hold: Timer | None = None

    def hold_from(self, at: float) -> None:
        test: CommandTest = self.definition.when  # type: ignore[assignment]  # ``DeviceWatch`` pairs them
        self._let_go()
        self._hold = self.outlet.timers.at(at + test.hold_s, lambda due: self._over(Sight(due)))

    def ended(self, state: str, at: float) -> None:
        test: CommandTest = self.definition.when  # type: ignore[assignment]  # ``DeviceWatch`` pairs them
        if state in test.ends:
            self.turn(True, Sight(at, value=state))
            self.hold_from(at)
        elif state == "confirmed":
            self._over(Sight(at, value=state))

    def _over(self, seen: Sight) -> None:
        self._let_go()
        self.turn(False, seen)

    def _let_go(self) -> None:
        if self._hold is not None:
            self._hold.cancel()
            self._hold = None

    def stop(self) -> None:
        super().stop()
        self._let_go()


class DeviceWatch:
    """All enabled conditions of a device. ``gap_s`` is the silence after which the next reading must be looked at."""

    __slots__ = ("commands", "context", "device", "gap_s", "heard_at", "number", "offline", "online", "points",
                 "quiet_s", "silent")  # fmt: skip

    def __init__(self, device: DeviceId, context: Context) -> None:
        self.device = device
        self.context = context
        self.heard_at = context.heard_at
        self.points: dict[str, PointWatch] = {}
        self.silent: tuple[NoDataCondition, ...] = ()
        self.offline: tuple[OfflineCondition, ...] = ()
        self.commands: tuple[CommandCondition, ...] = ()
        self.online: bool | None = None
        self.gap_s = self.quiet_s = math.inf
        self.number = -1
        """Its place among those a sweep looks at."""

    def conditions(self) -> Iterable[Condition]:
        seen: dict[int, Condition] = {}
        for point in self.points.values():
            seen.update((id(condition), condition) for condition in point.conditions)
        return (*seen.values(), *self.silent, *self.offline, *self.commands)

    # -- setting up --------------------------------------------------------------------------------

    def replace(self, definitions: Mapping[str, AlarmDefinition], context: Context, outlet: Outlet, now: float) -> None:
        """Put *definitions* in force; what did not change goes on where it was."""
        held = {condition.definition.key: condition for condition in self.conditions()}
        last = {key: point.last for key, point in self.points.items()}
        self.context = context
        self.heard_at = max(self.heard_at, context.heard_at)
        self.points = {}
        self.silent, self.offline, self.commands = (), (), ()
        fresh: list[PointCondition] = []
        for key, definition in definitions.items():
            if not definition.enabled:
                continue
            old = held.get(key)
            active = key in context.active or (old is not None and old.active)
            if old is not None and old.definition == definition and old.active is active:
                del held[key]
                self._put(old)
                continue
            made = self._make(definition, outlet, active, now)
            self._put(made)
            if isinstance(made, PointCondition):
                fresh.append(made)
        for condition in held.values():
            condition.stop()
        self._look_back(fresh, last, now)
        self.listen()

    def _make(self, definition: AlarmDefinition, outlet: Outlet, active: bool, now: float) -> Condition:
        test = definition.when
        if isinstance(test, NoDataTest):
            silence = NoDataCondition(self.device, definition, outlet, active)
            silence.since = now
            return silence
        if isinstance(test, OfflineTest):
            offline = OfflineCondition(self.device, definition, outlet, active)
            if self.online is not None:
                offline.turn(not self.online, Sight(now))
            return offline
        if isinstance(test, CommandTest):
            command = CommandCondition(self.device, definition, outlet, active)
            if active:
                command.hold_from(now)
            return command
        return BY_TEST[type(test)](self.device, definition, outlet, active)

    def _put(self, condition: Condition) -> None:
        if isinstance(condition, NoDataCondition):
            self.silent = (*self.silent, condition)
        elif isinstance(condition, OfflineCondition):
            self.offline = (*self.offline, condition)
        elif isinstance(condition, CommandCondition):
            self.commands = (*self.commands, condition)
        elif isinstance(condition, PointCondition):
            if isinstance(condition, FaultCondition):
                condition.context = self.context
            for key in condition.points():
                point = self.points.get(key)
                if point is None:
                    point = self.points[key] = PointWatch(key, self.device)
                point.conditions = (*point.conditions, condition)

    def _look_back(self, fresh: Iterable[PointCondition], last: Mapping[str, Reading], now: float) -> None:
        """What was read last holds until something newer comes: a new definition is judged by it at once."""
        for key, point in self.points.items():
            point.last = last.get(key, point.last)
        for condition in fresh:
            for key in condition.points():
                if self.points[key].last.value is not None:
                    condition.take(self.points[key].last, now)
        for point in self.points.values():
            point.narrow()

    def stop(self) -> None:
        for condition in self.conditions():
            condition.stop()

    # -- silence -----------------------------------------------------------------------------------

    def listen(self) -> None:
        """Work out which silence matters next."""
        waits = [one.after_s(self.context) for one in self.silent if not one.holds]
        self.quiet_s = min(waits, default=math.inf)
        self.gap_s = self.quiet_s if len(waits) == len(self.silent) else -math.inf

    def fall_silent(self, now: float) -> None:
        """Nothing came until *now*: each silence that was long enough began at its own time."""
        for condition in self.silent:
            after_s = condition.after_s(self.context)
            if not condition.holds and now - self.heard_at >= after_s:
                condition.turn(True, Sight(max(self.heard_at + after_s, condition.since)))
        self.listen()

    def speak(self, now: float) -> None:
        """Something came at *now*."""
        for condition in self.silent:
            condition.turn(False, Sight(now))
        self.listen()
