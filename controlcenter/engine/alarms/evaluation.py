"""Conditions, evaluated as readings come: in the ingest batch, and by a sweep for what does not come.

Source time decides order, arrival decides silence and every delay. What is told depends on the readings alone, not on
how often somebody sweeps: whatever is found late is told with the time at which it was due.
"""

from collections.abc import Mapping, Sequence

from controlcenter.domain.alarms import Sight
from controlcenter.domain.conditions import AlarmDefinition
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality, Reading
from controlcenter.engine.alarms.condition import OnCondition, Outlet
from controlcenter.engine.alarms.context import Context
from controlcenter.engine.alarms.timers import Timers
from controlcenter.engine.alarms.watches import DeviceWatch

__all__ = ["Context", "Evaluator"]

_STALE, _BAD = Quality.STALE, Quality.BAD


class Evaluator:
    """Tells ``on_condition`` when a condition has become true or false for the whole of its delay."""

    def __init__(self, timers: Timers, on_condition: OnCondition) -> None:
        self._timers = timers
        self._outlet = Outlet(timers, on_condition)
        self._watches: dict[DeviceId, DeviceWatch] = {}
        self._swept: list[DeviceWatch] = []
        """Those with a no-data test, in no order."""
        self._sweep_at = 0

    # -- what is watched ---------------------------------------------------------------------------

    def watch(self, device: DeviceId, definitions: Mapping[str, AlarmDefinition], context: Context, now: float) -> None:
        """Put all enabled *definitions* of a device in force, instead of those it had."""
        self._run(now)
        held = self._watches.get(device)
        if held is None:
            held = self._watches[device] = DeviceWatch(device, context)
        elif now - held.heard_at >= held.quiet_s:
            held.fall_silent(now)
            self._run(now)
        held.replace(definitions, context, self._outlet, now)
        if bool(held.silent) != (held.number >= 0):
            if held.silent:
                held.number = len(self._swept)
                self._swept.append(held)
            else:
                self._sweep_no_more(held)

    def forget(self, device: DeviceId) -> None:
        """Watch *device* no more; nothing is told of it."""
        held = self._watches.pop(device, None)
        if held is not None:
            held.stop()
            if held.number >= 0:
                self._sweep_no_more(held)

    def _sweep_no_more(self, watch: DeviceWatch) -> None:
        last = self._swept.pop()
        if last is not watch:
            self._swept[watch.number] = last
            last.number = watch.number
        watch.number = -1

    # -- what comes --------------------------------------------------------------------------------

    def readings(self, batch: Sequence[Reading]) -> None:
        """Take readings in the order they arrived. A number in its band costs well under a microsecond."""
        watches, timers = self._watches, self._timers
        for reading in batch:
            arrived = reading.received_at
            if timers.next_due <= arrived:
                timers.run(arrived)
            watch = watches.get(reading.device)
            quality = reading.quality
            if watch is None or quality is _STALE:
                continue
            gap = arrived - watch.heard_at
            if gap >= watch.gap_s:
                self._heard_again(watch, arrived)
            if gap > 0.0:
                watch.heard_at = arrived
            point = watch.points.get(reading.key)
            if point is None or quality is _BAD:
                continue
            value, last = reading.value, point.last
            if value.__class__ is float or value.__class__ is int:
                if point.low <= value <= point.high and reading.at > last.at:
                    point.last = reading
                    continue
            elif value == last.value and value.__class__ is last.value.__class__ and reading.at > last.at:
                point.last = reading
                continue
            point.take(reading)

    def _heard_again(self, watch: DeviceWatch, arrived: float) -> None:
        """*watch* speaks after a silence that nobody may have seen yet: it is told first, with its own time."""
        if arrived - watch.heard_at >= watch.quiet_s:
            watch.fall_silent(arrived)
            self._run(arrived)
        watch.speak(arrived)

    def connection(self, device: DeviceId, online: bool, at: float) -> None:
        """The device, its gateway, its last will or (for a broker) its link says whether it is there."""
        self._run(at)
        watch = self._watches.get(device)
        if watch is not None:
            watch.online = online
            for condition in watch.offline:
                condition.turn(not online, Sight(at))

    def command(self, device: DeviceId, state: str, at: float) -> None:
        """A command of the device has come to *state*, a ``CommandState``."""
        self._run(at)
        watch = self._watches.get(device)
        if watch is not None:
            for condition in watch.commands:
                condition.ended(state, at)

    # -- what does not come ------------------------------------------------------------------------

    def sweep(self, now: float, share: int) -> None:
        """Look for silence up to *now* at one in *share* of the devices."""
        swept = self._swept
        size = max(1, -(-len(swept) // share))
        start = self._sweep_at if self._sweep_at < len(swept) else 0
        self._sweep_at = start + size
        found = [watch for watch in swept[start : start + size] if now - watch.heard_at >= watch.quiet_s]
        if found:
            found.sort(key=lambda watch: (watch.heard_at + watch.quiet_s, watch.device))
            for watch in found:
                watch.fall_silent(now)
            self._run(now)

    def _run(self, until: float) -> None:
        if self._timers.next_due <= until:
            self._timers.run(until)
