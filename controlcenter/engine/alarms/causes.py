"""One cause, one alarm: which active alarm explains a device's silence, and how many hang behind it."""

from collections.abc import Callable, Iterable

from controlcenter.domain.conditions import AlarmId
from controlcenter.domain.ids import DeviceId

DEEPEST = 16
"""Levels looked up; a ring in the inventory ends here."""
Ancestors = Callable[[DeviceId], Iterable[DeviceId]]
"""What a device hangs on, nearest first: cabinet, gateway, broker."""


class Causes:
    """Knows the explaining alarms that stand and what each suppresses; decides nothing about states."""

    def __init__(self, ancestors: Ancestors) -> None:
        self._ancestors = ancestors
        self._down: dict[DeviceId, list[AlarmId]] = {}
        self._behind: dict[AlarmId, set[AlarmId]] = {}

    # -- what explains -----------------------------------------------------------------------------

    def stands(self, cause: AlarmId) -> None:
        """An explaining alarm became active."""
        held = self._down.setdefault(cause.device, [])
        if cause not in held:
            held.append(cause)

    def is_over(self, cause: AlarmId) -> None:
        held = self._down.get(cause.device, [])
        if cause in held:
            held.remove(cause)
        if not held:
            self._down.pop(cause.device, None)

    def is_standing(self, cause: AlarmId) -> bool:
        return cause in self._down.get(cause.device, ())

    def explaining(self, device: DeviceId) -> AlarmId | None:
        """The alarm of the nearest thing *device* hangs on that explains its silence."""
        if not self._down:
            return None
        for depth, ancestor in enumerate(self._ancestors(device)):
            if depth >= DEEPEST:
                return None
            if ancestor != device and ancestor in self._down:
                return self._down[ancestor][0]
        return None

    # -- what is behind ----------------------------------------------------------------------------

    def put_behind(self, cause: AlarmId, alarm: AlarmId) -> None:
        self._behind.setdefault(cause, set()).add(alarm)

    def take_from(self, cause: AlarmId, alarm: AlarmId) -> None:
        held = self._behind.get(cause)
        if held is None:
            return
        held.discard(alarm)
        if not held:
            del self._behind[cause]

    def directly_behind(self, cause: AlarmId) -> tuple[AlarmId, ...]:
        return tuple(self._behind.get(cause, ()))

    def count(self, cause: AlarmId) -> int:
        """How many devices' silence *cause* explains, through whatever is suppressed in between."""
        if cause not in self._behind:
            return 0
        devices: set[DeviceId] = set()
        open_, seen = [cause], {cause}
        while open_:
            for alarm in self._behind.get(open_.pop(), ()):
                devices.add(alarm.device)
                # Lamps hang behind whichever alarm of the cabinet came first: all of them count.
                for next_ in self._down.get(alarm.device, ()):
                    if next_ not in seen:
                        seen.add(next_)
                        open_.append(next_)
        devices.discard(cause.device)
        return len(devices)
