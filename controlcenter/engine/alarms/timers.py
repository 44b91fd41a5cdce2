"""Things that are due at a time: called in order, each with its own time, however late somebody looks."""

import heapq
import itertools
import math
from collections.abc import Callable

Call = Callable[[float], None]
FEW = 64
"""Below this many cancelled ones the heap is not tidied."""


class Timer:
    """One thing that is due; ``cancel`` it when it is not wanted any more."""

    __slots__ = ("_owner", "call", "due", "number")

    def __init__(self, owner: "Timers", due: float, number: int, call: Call) -> None:
        self._owner = owner
        self.due = due
        self.number = number
        self.call: Call | None = call

    def cancel(self) -> None:
        """A second time, or after it ran, nothing happens."""
        if self.call is not None:
            self.call = None
            self._owner.one_died()

    def __lt__(self, other: "Timer") -> bool:
        return (self.due, self.number) < (other.due, other.number)


class Timers:
    """A heap of timers. ``next_due`` may be that of a cancelled one: it is never later than the next live one."""

    def __init__(self) -> None:
        self._heap: list[Timer] = []
        self._numbers = itertools.count()
        self._dead = 0
        self.next_due = math.inf

    def at(self, due: float, call: Call) -> Timer:
        """Call *call* with *due* when time has come so far."""
        timer = Timer(self, due, next(self._numbers), call)
        heapq.heappush(self._heap, timer)
        self.next_due = self._heap[0].due
        return timer

    def run(self, until: float) -> None:
        """Call everything due up to *until*, also what is added meanwhile."""
        heap = self._heap
        while heap and heap[0].due <= until:
            timer = heapq.heappop(heap)
            call, timer.call = timer.call, None
            if call is None:
                self._dead -= 1
            else:
                call(timer.due)
            heap = self._heap  # tidying makes a new one
        self.next_due = heap[0].due if heap else math.inf

    def one_died(self) -> None:
        self._dead += 1
        if self._dead > FEW and self._dead * 2 > len(self._heap):
            self._heap = [timer for timer in self._heap if timer.call is not None]
            heapq.heapify(self._heap)
            self._dead = 0
            self.next_due = self._heap[0].due if self._heap else math.inf

    def __len__(self) -> int:
        return len(self._heap) - self._dead
