"""From the brokers' threads to the live state: one drain of a queue, one batch, no task or signal per message."""

import asyncio
import collections
import logging
import time
from collections.abc import Callable, Mapping, Sequence

import msgspec

from controlcenter.domain.ids import DeviceId, device_id
from controlcenter.domain.readings import Reading, Value
from controlcenter.drivers.api import MAX_PAYLOAD, Answer, Decoded, Description, Link, Message, Report
from controlcenter.engine.containment import BadPayloads, ContainedDriver
from controlcenter.engine.link import Arrival, Clock, LinkEvent
from controlcenter.engine.live import DeviceState, LiveState

_log = logging.getLogger(__name__)

GATHER_S = 0.003
"""After the first message of a batch the loop waits this long for its companions."""
SLICE_S = 0.010
"""Longest one drain holds the loop before others get their turn."""
MOST_QUEUED = 400_000
"""Beyond this the newest messages are dropped and counted: memory is not endless."""
MOST_ROUTES = 500_000
_NOTHING: Mapping[str, Value] = {}


class Route(msgspec.Struct):
    """Where messages of one topic go. Remembered per topic: a matcher of twenty patterns costs 3 µs, this 0.1."""

    driver: ContainedDriver | None
    name: str
    address: str
    state: DeviceState | None
    options: Mapping[str, Value]


class Inbox:
    """The queue between the brokers' threads and the loop: append here, drain there, no lock of ours."""

    def __init__(self) -> None:
        self._arrivals: collections.deque[Arrival] = collections.deque()
        self._events: collections.deque[LinkEvent] = collections.deque()
        self._awake = False
        self._wake: Callable[[], None] = _nobody
        self.dropped = 0

    def attach(self, loop: asyncio.AbstractEventLoop, drain: Callable[[], None]) -> None:
        def wake() -> None:
            try:
                loop.call_soon_threadsafe(drain)
            except RuntimeError:
                return  # the loop has closed: we are stopping

        self._wake = wake
        if self._arrivals or self._events:
            wake()

    def detach(self) -> None:
        self._wake = _nobody

    def message(self, arrival: Arrival) -> None:
        if len(self._arrivals) >= MOST_QUEUED:
            self.dropped += 1
            return
        self._arrivals.append(arrival)
        if not self._awake:
            self._awake = True
            self._wake()

    def event(self, event: LinkEvent) -> None:
        self._events.append(event)
        if not self._awake:
            self._awake = True
            self._wake()

    @property
    def waiting(self) -> int:
        return len(self._arrivals)

    @property
    def oldest_at(self) -> float | None:
        """Arrival of the message that waits longest; None when none waits."""
        try:
            return self._arrivals[0].received_at
        except IndexError:
            return None

    def sleep(self) -> None:
        """The loop is about to drain: the next message wakes it again."""
        self._awake = False

    def next_event(self) -> LinkEvent | None:
        return self._events.popleft() if self._events else None

    def take(self, most: int) -> list[Arrival]:
        arrivals = self._arrivals
        return [arrivals.popleft() for _ in range(min(most, len(arrivals)))]


class Listener(msgspec.Struct, frozen=True):
    """Who hears of what ingest finds."""

    readings: Callable[[Sequence[Reading]], None]
    """A batch of recordable readings of devices taken in."""
    answer: Callable[[DeviceState, Answer, float], None]
    described: Callable[[DeviceId, Description], None]
    unknown: Callable[[ContainedDriver, DeviceId, str, str, Sequence[Decoded], Arrival], None]
    """Driver, id, site, address, what was decoded, from what: an address nobody has taken in."""
    event: Callable[[LinkEvent], None]


class Ingest:
    """Drains the inbox in slices, decodes, keeps the live state, hands batches on."""

    def __init__(
        self,
        inbox: Inbox,
        live: LiveState,
        drivers: Sequence[ContainedDriver],
        bad: BadPayloads,
        listener: Listener,
        watch: Clock = time.perf_counter,
    ) -> None:
        self._inbox = inbox
        self._live = live
        self._drivers = drivers
        self._bad = bad
        self._listener = listener
        self._watch = watch
        self._routes: dict[tuple[int, str], Route] = {}
        self._sites: list[str] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._draining = False
        self.counts: list[int] = []
        """Messages per link since start."""
        self.readings = 0

    def add_link(self, site: str) -> int:
        """Number the next link; its messages belong to *site*."""
        self._sites.append(site)
        self.counts.append(0)
        return len(self._sites) - 1

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._inbox.attach(loop, self._woken)

    def stop(self) -> None:
        self._inbox.detach()
        self._loop = None
        self._drain_all()

    def forget_routes(self) -> None:
        """The inventory changed: look every topic up again."""
        self._routes.clear()

    # -- draining ----------------------------------------------------------------------------------

    def _woken(self) -> None:
        if self._loop is None or self._draining:
            return
        self._draining = True
        self._loop.call_later(GATHER_S, self._drain)

    def _drain(self) -> None:
        self._inbox.sleep()
        self._hear_events()
        until = self._watch() + SLICE_S
        while True:
            batch = self._inbox.take(256)
            if batch:
                self._take_batch(batch)
            if len(batch) < 256 or self._watch() > until:
                break
        if self._loop is not None and self._inbox.waiting:
            self._loop.call_soon(self._drain)
        else:
            self._draining = False
            if self._inbox.waiting:  # it came between the last look and now
                self._woken()

    def _drain_all(self) -> None:
        self._hear_events()
        while batch := self._inbox.take(1024):
            self._take_batch(batch)

    def _hear_events(self) -> None:
        while (event := self._inbox.next_event()) is not None:
            self._listener.event(event)

    def _take_batch(self, batch: Sequence[Arrival]) -> None:
        recorded: list[Reading] = []
        counts = self.counts
        for arrival in batch:
            counts[arrival.link] += 1
            self._take(arrival, recorded)
        if recorded:
            self.readings += len(recorded)
            self._listener.readings(recorded)

    def _take(self, arrival: Arrival, recorded: list[Reading]) -> None:
        link, topic, payload, received_at, retained = arrival
        route = self._routes.get((link, topic))
        if route is None:
            route = self._find_route(link, topic)
        driver = route.driver
        if driver is None:
            return
        if len(payload) > MAX_PAYLOAD:
            driver.note_too_large(topic, payload, received_at, MAX_PAYLOAD)
            return
        decoded = driver.decode(
            Message(topic, payload, received_at, retained, route.name, route.address, route.options)
        )
        if not decoded:
            return
        self._apply(route, driver, decoded, arrival, recorded)

    def _apply(
        self, route: Route, driver: ContainedDriver, decoded: Sequence[Decoded], arrival: Arrival,
        recorded: list[Reading],
    ) -> None:  # fmt: skip
        put, listener = self._live.put, self._listener
        link, received_at, retained = arrival.link, arrival.received_at, arrival.retained
        strangers: dict[str, list[Decoded]] = {}
        state = route.state
        if state is not None and state.link < 0:
            state.link = link
        greeted: DeviceState | None = None
        for item in decoded:
            target = state if item.address is None else self._device(driver, item.address, link)
            if target is None:
                strangers.setdefault(item.address or route.address, []).append(item)
                continue
            if not retained and target is not greeted and item.__class__ is not Link:
                self._live.seen(target, received_at, link)
                greeted = target
            if isinstance(item, Report):
                driver.readings += 1
                reading = put(target, item.key, item.value, item.at, received_at, item.quality, retained)
                if reading is not None:
                    recorded.append(reading)
            elif isinstance(item, Link):
                self._live.set_connection(target, item.online, received_at)
            elif isinstance(item, Answer):
                if not retained:
                    listener.answer(target, item, received_at)
            else:
                listener.described(target.id, item)
        for address, items in strangers.items():
            if address:  # a message about nobody in particular that speaks of nobody
                site = self._sites[link]
                listener.unknown(driver, device_id(site, driver.id, address), site, address, items, arrival)

    def _device(self, driver: ContainedDriver, address: str, link: int) -> DeviceState | None:
        return self._live.devices.get(device_id(self._sites[link], driver.id, address))

    def _find_route(self, link: int, topic: str) -> Route:
        if len(self._routes) > MOST_ROUTES:
            self._routes.clear()
        route = Route(None, "", "", None, _NOTHING)
        for driver in self._drivers:
            match = driver.driver.match(topic)
            if match is not None:
                state = self._device(driver, match.address, link)
                own = state.device.options if state is not None and state.device is not None else _NOTHING
                options = driver.driver.options_of(own)
                route = Route(driver, match.route, match.address, state, options)
                break
        self._routes[(link, topic)] = route
        return route


def _nobody() -> None:
    """Nobody is attached yet: what came in waits."""
