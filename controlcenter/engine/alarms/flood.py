"""How busy the alarm desk is: the rate, floods, and alarms that chatter. Fed with times, owns no clock."""

import collections
from typing import NamedTuple

from controlcenter.domain.conditions import AlarmId

PERIOD_S = 600.0
FLOOD_BEGINS = 10
"""More annunciations than this within ten minutes begin a flood (ISA-18.2)."""
FLOOD_ENDS = 5
"""Fewer than this within ten minutes end it."""
RATE_PERIODS = 27
CHATTERS = 3
CHATTER_WINDOW_S = 60.0
FLEETING_S = 10.0
STALE_S = 86400.0
CHATTER_HOLDS_S = 600.0
"""An alarm is called chattering until it was quiet for this long."""


class Thresholds(NamedTuple):
    """From when on something is worth a word; the defaults are those of ISA-18.2."""

    flood_begins: int = FLOOD_BEGINS
    """More annunciations than this within ten minutes."""
    flood_ends: int = FLOOD_ENDS
    """Fewer than this within ten minutes."""
    chatter_window_s: float = CHATTER_WINDOW_S
    fleeting_s: float = FLEETING_S
    """An alarm that was gone sooner than anybody could act."""
    stale_s: float = STALE_S
    """An alarm that stands for longer tells nobody anything any more."""


ISA_18_2 = Thresholds()


class FloodMeter:
    """Counts annunciations of the last ten minutes; remembers the flood that is on and the one before."""

    def __init__(self, begins: int = FLOOD_BEGINS, ends: int = FLOOD_ENDS) -> None:
        self._begins = begins
        self._ends = ends
        self._times: collections.deque[float] = collections.deque()
        self._slots: collections.Counter[int] = collections.Counter()
        self.since: float | None = None
        self.last: tuple[float, float] | None = None

    def annunciated(self, at: float) -> None:
        self.tick(at)
        self._times.append(at)
        self._slots[int(at // PERIOD_S)] += 1
        if self.since is None and len(self._times) > self._begins:
            self.since = at

    def tick(self, now: float) -> None:
        """Let time pass: the flood ends at the moment the count fell below its end."""
        times = self._times
        while times and times[0] <= now - PERIOD_S:
            gone = times.popleft()
            if self.since is not None and len(times) < self._ends:
                self.last = (self.since, gone + PERIOD_S)
                self.since = None

    def rate(self, now: float) -> tuple[tuple[int, ...], float]:
        """Counts of the last ``RATE_PERIODS`` periods, oldest first, and the end of the newest."""
        newest = int(now // PERIOD_S)
        first = newest - RATE_PERIODS + 1
        for old in [slot for slot in self._slots if slot < first]:
            del self._slots[old]
        return tuple(self._slots[slot] for slot in range(first, newest + 1)), (newest + 1) * PERIOD_S


class Chatter:
    """Which alarms were raised at least three times within a minute, lately."""

    def __init__(self, window_s: float = CHATTER_WINDOW_S) -> None:
        self._window_s = window_s
        self._raised: dict[AlarmId, collections.deque[float]] = {}
        self._until: dict[AlarmId, float] = {}

    def raised(self, alarm: AlarmId, at: float) -> bool:
        """Note an activation; returns whether the alarm chatters now."""
        times = self._raised.setdefault(alarm, collections.deque(maxlen=CHATTERS))
        times.append(at)
        if len(times) == CHATTERS and at - times[0] <= self._window_s:
            self._until[alarm] = at + CHATTER_HOLDS_S
        return alarm in self._until

    def __contains__(self, alarm: AlarmId) -> bool:
        return alarm in self._until

    def __len__(self) -> int:
        return len(self._until)

    def tick(self, now: float) -> list[AlarmId]:
        """Forget what is long past; returns the alarms that chatter no more."""
        calmed = [alarm for alarm, until in self._until.items() if until <= now]
        for alarm in calmed:
            del self._until[alarm]
        for alarm in [one for one, times in self._raised.items() if times[-1] < now - CHATTER_HOLDS_S]:
            del self._raised[alarm]
        return calmed


class Fleeting:
    """Which alarms were gone before anybody could act, lately."""

    def __init__(self, shortest_s: float = FLEETING_S) -> None:
        self._shortest_s = shortest_s
        self._until: dict[AlarmId, float] = {}

    def cleared(self, alarm: AlarmId, stood_s: float, at: float) -> None:
        if stood_s < self._shortest_s:
            self._until[alarm] = at + CHATTER_HOLDS_S

    def __len__(self) -> int:
        return len(self._until)

    def tick(self, now: float) -> None:
        for alarm in [one for one, until in self._until.items() if until <= now]:
            del self._until[alarm]
