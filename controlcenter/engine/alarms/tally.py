"""Counts of alarms by list and priority, kept up step by step: nobody counts ten thousand alarms every second."""

from controlcenter.domain.alarms import Alarm


class Tally:
    """``swap`` the old state of an alarm for the new one; tuples are (low, medium, high, critical)."""

    def __init__(self) -> None:
        self._standing = [0, 0, 0, 0]
        self._unacknowledged = [0, 0, 0, 0]
        self.shelved = 0
        self.suppressed = 0
        self.out_of_service = 0

    @property
    def standing(self) -> tuple[int, int, int, int]:
        low, medium, high, critical = self._standing
        return low, medium, high, critical

    @property
    def unacknowledged(self) -> tuple[int, int, int, int]:
        low, medium, high, critical = self._unacknowledged
        return low, medium, high, critical

    def swap(self, before: Alarm | None, after: Alarm | None) -> None:
        if before is not None:
            self._count(before, -1)
        if after is not None:
            self._count(after, +1)

    def _count(self, alarm: Alarm, by: int) -> None:
        if alarm.at_rest:
            return
        if alarm.out_of_service is not None:
            self.out_of_service += by
        elif alarm.shelving is not None:
            self.shelved += by
        elif alarm.suppression is not None:
            self.suppressed += by
        else:
            self._standing[alarm.priority - 1] += by
            self._unacknowledged[alarm.priority - 1] += by * (not alarm.cycle.acknowledged)
