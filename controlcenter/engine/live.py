"""The live state: the newest reading of every point, its quality, and what is known of each device's link.

Owned by the engine's loop; nothing here locks. Source time decides order, arrival decides silence, both are kept.
"""

import math
from collections.abc import Callable, Iterable, Iterator

from controlcenter.domain.devices import Device, DeviceStatus
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import OWN_PREFIX, Connection, Quality, Reading, Value

CLOCK_AHEAD_S = 300.0
CLOCK_BEHIND_S = 7 * 86400.0
"""Device clocks further off than these are not believed: the arrival is taken, the value is UNCERTAIN."""
BACKLOG_S = 120.0
"""A value that was this much older than its stale age when it arrived came out of a buffer: it is not live."""
MOST_POINTS = 256
"""Of one device; a device that invents more is contained."""
MOST_TEXT = 2000
BIGGEST = 1e300

GOOD, UNCERTAIN, STALE, BAD = Quality.GOOD, Quality.UNCERTAIN, Quality.STALE, Quality.BAD


class PointState:
    """The newest reading of one point and when it turns stale."""

    __slots__ = ("changed", "device", "key", "reading", "stale_s")

    def __init__(self, device: "DeviceState", key: str, stale_s: float) -> None:
        self.device = device
        self.key = key
        self.stale_s = stale_s
        self.reading: Reading | None = None
        self.changed = False


class DeviceState:
    """What is known of one device, taken in or only discovered."""

    __slots__ = (
        "changed",
        "connection",
        "device",
        "id",
        "lag_s",
        "last_seen",
        "link",
        "points",
        "skew_s",
        "status",
    )

    def __init__(self, device_id: DeviceId) -> None:
        self.id = device_id
        self.device: Device | None = None
        self.connection = Connection.UNKNOWN
        self.last_seen: float | None = None
        self.link = -1
        """The broker link that brought its last message."""
        self.points: dict[str, PointState] = {}
        self.skew_s = 0.0
        self.lag_s: float | None = None
        """Smallest usual (arrival - source time): what a fresh reading of this device looks like."""
        self.changed = False
        self.status: DeviceStatus | None = None


class LiveState:
    """Keeps readings; collects what changed for the change-set."""

    def __init__(self, stale_s: Callable[[Device, str], float], fault_of: Callable[[Device, str, Value], str]) -> None:
        self._stale_s = stale_s
        self._fault_of = fault_of
        self.devices: dict[DeviceId, DeviceState] = {}
        self._points: list[PointState] = []
        self._sweep_at = 0
        self._changed_points: list[PointState] = []
        self._changed_devices: list[DeviceState] = []
        self._silenced: list[PointState] = []
        self.on_connection: Callable[[DeviceState, bool, float], None] = _nobody
        """Told when a device turned out to be online or offline, and when that was heard."""

    # -- devices -----------------------------------------------------------------------------------

    def adopt(self, device: Device) -> DeviceState:
        """Take *device* in, or note its new description; stale ages follow its options."""
        state = self.devices.get(device.id)
        if state is None:
            state = self.devices[device.id] = DeviceState(device.id)
        state.device = device
        for point in state.points.values():
            point.stale_s = self._stale_s(device, point.key)
        self._touch(state)
        return state

    def remove(self, device: DeviceId) -> None:
        state = self.devices.pop(device, None)
        if state is None:
            return
        state.device = None
        self._points = [point for point in self._points if point.device is not state]
        self._changed_points = [point for point in self._changed_points if point.device is not state]
        self._changed_devices = [changed for changed in self._changed_devices if changed is not state]

    # -- readings ----------------------------------------------------------------------------------

    def put(
        self, state: DeviceState, key: str, value: Value | None, at: float | None, received_at: float,
        quality: Quality, retained: bool,
    ) -> Reading | None:  # fmt: skip
        """Keep a reported value if it is newer than the one held.

        Returns the reading to be recorded, also when it came out of order; None for repetitions, for retained
        values (they were recorded when they were new) and beyond the limits of one device.
        """
        point = state.points.get(key)
        if point is None:
            found = self._new_point(state, key)
            if found is None:
                return None
            point = found
        if value.__class__ is not bool:
            value, quality = _believable(value, quality)
        if at is None:
            at = received_at
            if retained:
                quality = max(quality, STALE)  # nobody knows how old it is
        else:
            at, quality = self._judge_clock(state, point, at, received_at, quality, retained)
        held = point.reading
        if held is not None and at <= held.at:
            if at < held.at:
                return None if retained else Reading(state.id, key, value, at, received_at, quality)
            if value == held.value and quality >= held.quality:
                return None
        reading = Reading(state.id, key, value, at, received_at, quality)
        point.reading = reading
        if not point.changed:
            point.changed = True
            self._changed_points.append(point)
        return None if retained else reading

    def _judge_clock(
        self, state: DeviceState, point: PointState, at: float, received_at: float, quality: Quality, retained: bool
    ) -> tuple[float, Quality]:
        skew = at - received_at
        if skew > CLOCK_AHEAD_S or (skew < -CLOCK_BEHIND_S and not retained) or not math.isfinite(at):
            if not retained:
                state.skew_s = skew if math.isfinite(skew) else CLOCK_AHEAD_S
                return received_at, max(quality, UNCERTAIN)
            return (at if skew < 0 else received_at), max(quality, STALE)
        if retained:
            return at, max(quality, STALE if -skew > point.stale_s else UNCERTAIN)
        if state.skew_s:
            state.skew_s = 0.0
        lag = state.lag_s
        if lag is None or -skew < lag:
            state.lag_s = -skew
        else:
            state.lag_s = lag + (-skew - lag) * 0.01
        if -skew > point.stale_s + BACKLOG_S:
            quality = max(quality, STALE)
        return at, quality

    def _new_point(self, state: DeviceState, key: str) -> PointState | None:
        if len(state.points) >= MOST_POINTS or key.startswith(OWN_PREFIX):
            return None
        stale_s = self._stale_s(state.device, key) if state.device is not None else 300.0
        point = PointState(state, key, stale_s)
        state.points[key] = point
        self._points.append(point)
        return point

    def seen(self, state: DeviceState, at: float, link: int) -> None:
        """A live message of the device came in: it is there."""
        state.last_seen = at
        state.link = link
        if state.connection is not Connection.ONLINE:
            state.connection = Connection.ONLINE
            self.on_connection(state, True, at)
        if not state.changed:
            state.changed = True
            self._changed_devices.append(state)

    def set_connection(self, state: DeviceState, online: bool, at: float) -> None:
        """The device, its gateway or its last will said whether it is there. Offline makes its values stale at once."""
        wanted = Connection.ONLINE if online else Connection.OFFLINE
        if state.connection is wanted:
            return
        state.connection = wanted
        self.on_connection(state, online, at)
        self._touch(state)
        if not online:
            self._make_stale(state.points.values())

    def reached_by(self, link: int) -> list[DeviceId]:
        """The devices taken in whose last message came through broker *link*."""
        return [state.id for state in self.devices.values() if state.link == link and state.device is not None]

    def lose_link(self, link: int) -> None:
        """The broker behind *link* is gone: nothing it brought is live any more, and nobody knows who is there."""
        for state in self.devices.values():
            if state.link == link:
                state.connection = Connection.UNKNOWN
                self._touch(state)
                self._make_stale(state.points.values())

    def sweep(self, now: float, share: int) -> None:
        """Mark what has gone silent; looks at one in *share* of all points each call."""
        size = max(1, -(-len(self._points) // share))
        start = self._sweep_at if self._sweep_at < len(self._points) else 0
        part = self._points[start : start + size]
        self._sweep_at = start + size
        self._make_stale(
            point for point in part if point.reading is not None and now - point.reading.received_at > point.stale_s
        )

    def _make_stale(self, points: Iterable[PointState]) -> None:
        for point in points:
            held = point.reading
            if held is None or held.quality >= STALE:
                continue
            point.reading = Reading(held.device, held.key, held.value, held.at, held.received_at, STALE)
            self._silenced.append(point)
            if not point.changed:
                point.changed = True
                self._changed_points.append(point)
            self._touch(point.device)

    def _touch(self, state: DeviceState) -> None:
        if not state.changed:
            state.changed = True
            self._changed_devices.append(state)

    # -- what changed ------------------------------------------------------------------------------

    def all_readings(self) -> Iterator[Reading]:
        for state in self.devices.values():
            if state.device is not None:
                for point in state.points.values():
                    if point.reading is not None:
                        yield point.reading

    def take_changed_readings(self) -> tuple[Reading, ...]:
        """Newest readings of the devices taken in that changed since the last call."""
        changed, self._changed_points = self._changed_points, []
        readings = []
        for point in changed:
            point.changed = False
            if point.reading is not None and point.device.device is not None:
                readings.append(point.reading)
        return tuple(readings)

    def take_silenced(self, now: float) -> list[Reading]:
        """A reading without a value at *now* for each point of a device taken in that stopped being known.

        They go to the history, so that no chart joins what was not seen.
        """
        silenced, self._silenced = self._silenced, []
        return [
            Reading(point.device.id, point.key, None, now, now, STALE)
            for point in silenced
            if point.device.device is not None
        ]

    def take_changed_statuses(self) -> tuple[tuple[DeviceStatus | None, DeviceStatus], ...]:
        """Pairs (before, now) of the devices taken in whose status changed since the last call."""
        changed, self._changed_devices = self._changed_devices, []
        pairs = []
        for state in changed:
            state.changed = False
            if state.device is None:
                continue
            before, state.status = state.status, self._status(state, state.device)
            pairs.append((before, state.status))
        return tuple(pairs)

    def _status(self, state: DeviceState, device: Device) -> DeviceStatus:
        worst = GOOD
        known = False
        fault = ""
        for point in state.points.values():
            reading = point.reading
            if reading is None:
                continue
            known = True
            worst = max(worst, reading.quality)
            if reading.value is not None and reading.value.__class__ is str and not fault:
                fault = self._fault_of(device, reading.key, reading.value)
        return DeviceStatus(state.id, state.connection, worst if known else STALE, state.last_seen, fault, state.skew_s)


def _nobody(_state: DeviceState, _online: bool, _at: float) -> None:
    """Nobody wants to know yet."""


def _believable(value: Value | None, quality: Quality) -> tuple[Value | None, Quality]:
    """What may be kept of *value*: numbers finite, texts not endless."""
    if value is None:
        return None, BAD
    if isinstance(value, str):
        return (value, quality) if len(value) <= MOST_TEXT else (value[:MOST_TEXT], max(quality, UNCERTAIN))
    if -BIGGEST < value < BIGGEST:
        return value, quality
    return None, BAD
