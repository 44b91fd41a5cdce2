"""What is wrong with devices, for the overview: derived from their status, hung under the parent that explains it."""

from collections.abc import Callable, Iterable

import msgspec

from controlcenter.domain.devices import DeviceStatus
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.notices import Trouble
from controlcenter.domain.readings import Connection, Quality
from controlcenter.engine.live import DeviceState

MOST_SHOWN = 1000
NEVER_SEEN_GRACE_S = 300.0
"""After a start devices have this long to speak for the first time."""
_RANK = {"offline": 0, "fault": 1, "no_data": 2, "bad_value": 3, "clock": 4}
_SILENCE = frozenset({"offline", "no_data"})


class Troubles:
    """Keeps one trouble a device; ``blind`` says whether the device's own broker link is down."""

    def __init__(self, started_at: float, blind: Callable[[DeviceState], bool]) -> None:
        self._grace_until = started_at + NEVER_SEEN_GRACE_S
        self._graced = True
        self._blind = blind
        self._held: dict[DeviceId, Trouble] = {}
        self._changed = True

    def update(self, state: DeviceState, status: DeviceStatus, now: float) -> None:
        """Look at a device whose status changed."""
        code, detail = self._judge(state, status, now)
        held = self._held.get(status.device)
        if not code:
            if held is not None:
                del self._held[status.device]
                self._changed = True
            return
        if held is None or (held.code, held.detail) != (code, detail):
            self._held[status.device] = Trouble(status.device, code, now, detail)
            self._changed = True

    def _judge(self, state: DeviceState, status: DeviceStatus, now: float) -> tuple[str, str]:
        if self._blind(state):
            # The broker's banner says once that nobody can be seen; what was wrong before stays until it is seen again.
            held = self._held.get(status.device)
            return (held.code, held.detail) if held is not None else ("", "")
        if status.connection is Connection.OFFLINE:
            return "offline", ""
        if status.fault:
            return "fault", status.fault
        if status.quality >= Quality.STALE and _silent(state):
            if status.last_seen is None and now < self._grace_until:
                return "", ""
            return "no_data", ""
        if status.quality is Quality.BAD:
            return "bad_value", ", ".join(_bad_keys(state))
        if status.clock_skew_s:
            return "clock", f"{status.clock_skew_s:.0f}"
        return "", ""

    def grace_is_over(self, now: float) -> bool:
        """True once, when devices that never spoke become troubles."""
        if self._graced and now >= self._grace_until:
            self._graced = False
            return True
        return False

    def remove(self, device: DeviceId) -> None:
        if self._held.pop(device, None) is not None:
            self._changed = True

    def take_changed(self, parent_of: Callable[[DeviceId], DeviceId | None]) -> tuple[Trouble, ...] | None:
        """The whole list, worst first, when it changed. Silent children of a troubled parent count behind it."""
        if not self._changed:
            return None
        self._changed = False
        behind: dict[DeviceId, int] = {}
        shown = []
        for trouble in self._held.values():
            parent = parent_of(trouble.device)
            if trouble.code in _SILENCE and parent is not None and self._explains(parent):
                behind[parent] = behind.get(parent, 0) + 1
            else:
                shown.append(trouble)
        shown.sort(key=lambda one: (_RANK[one.code] - (2 if behind.get(one.device) else 0), -one.since))
        return tuple(
            msgspec.structs.replace(one, behind=behind[one.device]) if one.device in behind else one
            for one in shown[:MOST_SHOWN]
        )

    def _explains(self, parent: DeviceId) -> bool:
        held = self._held.get(parent)
        return held is not None and held.code in ("offline", "no_data", "fault")


def _silent(state: DeviceState) -> bool:
    return all(point.reading is None or point.reading.quality >= Quality.STALE for point in state.points.values())


def _bad_keys(state: DeviceState) -> Iterable[str]:
    return (point.key for point in state.points.values() if point.reading and point.reading.quality is Quality.BAD)
