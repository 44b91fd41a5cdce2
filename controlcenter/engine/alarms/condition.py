"""One condition of one device: from what its test says to what the desk is told, after its delays and its count."""

from collections import deque
from collections.abc import Callable

import msgspec

from controlcenter.domain.alarms import Sight
from controlcenter.domain.conditions import AlarmDefinition, AlarmId
from controlcenter.domain.ids import DeviceId
from controlcenter.engine.alarms.timers import Timer, Timers

OnCondition = Callable[[AlarmId, bool, Sight], None]
_NOTHING = Sight(0.0)


class Outlet:
    """What all conditions share: the timers, and whom to tell."""

    __slots__ = ("tell", "timers")

    def __init__(self, timers: Timers, tell: OnCondition) -> None:
        self.timers = timers
        self.tell = tell


class Condition:
    """``holds`` is what the test says now, ``active`` what the desk was told last.

    There are some for each device of the city, hence one small object for the test and its delays together.
    """

    __slots__ = ("_edges", "_timer", "active", "definition", "device", "holds", "outlet", "seen")

    def __init__(self, device: DeviceId, definition: AlarmDefinition, outlet: Outlet, active: bool) -> None:
        self.device = device
        self.definition = definition
        self.outlet = outlet
        self.holds = active
        self.active = active
        self.seen = _NOTHING
        """What made the test turn last."""
        self._timer: Timer | None = None
        self._edges: deque[float] | None = deque(maxlen=definition.count) if definition.count > 1 else None

    def turn(self, holds: bool, seen: Sight) -> bool:
        """The test says *holds*, seen with *seen*; return whether it said otherwise before."""
        if holds is self.holds:
            return False
        self.holds = holds
        self.seen = seen
        self._cancel()
        if holds is self.active:
            return True  # gone again within its delay: no trace
        delay = self.definition.on_delay_s if holds else self.definition.off_delay_s
        if delay > 0:
            self._timer = self.outlet.timers.at(seen.at + delay, self._held)
        else:
            self._held(seen.at)
        return True

    def _held(self, due: float) -> None:
        """It was so for the whole delay, which ended at *due*."""
        self._timer = None
        if self.holds and not self._often_enough(due):
            return
        self.active = self.holds
        seen = self.seen if self.seen.at == due else msgspec.structs.replace(self.seen, at=due)
        self.outlet.tell(AlarmId(self.device, self.definition.key), self.active, seen)

    def _often_enough(self, due: float) -> bool:
        edges = self._edges
        if edges is None:
            return True
        edges.append(due)
        return len(edges) == edges.maxlen and due - edges[0] <= self.definition.window_s

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def stop(self) -> None:
        """Nothing of it may be called any more."""
        self._cancel()
