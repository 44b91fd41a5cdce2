"""The state of every broker link: rates, round trips, losses, silence, and the notices they raise."""

import msgspec

from controlcenter.domain.conditions import broker_device
from controlcenter.domain.notices import Severity
from controlcenter.domain.readings import Connection, Reading, link_reading
from controlcenter.engine.changes import BrokerStatus
from controlcenter.engine.link import Link, LinkChanged, LinkState, Pulse
from controlcenter.engine.notices import NoticeBoard

SILENT_AFTER_S = 60.0
"""A link that was busy and brings nothing for this long is worth a word."""
_RATE_WEIGHT = 0.4


class _Counters:
    def __init__(self, status: BrokerStatus) -> None:
        self.status = status
        self.received = 0
        self.last_message_at: float | None = None
        self.rate = 0.0
        self.broker_lost: int | None = None
        self.own_lost = 0


class LinkBook:
    """One row a link, numbered as ingest numbers them."""

    def __init__(self, notices: NoticeBoard) -> None:
        self._notices = notices
        self._rows: list[_Counters] = []
        self.links: list[Link] = []
        self._changed: set[int] = set()

    def add(self, link: Link, now: float) -> None:
        status = BrokerStatus(link.name, link.site, link.address, LinkState.CONNECTING, now)
        self.links.append(link)
        self._rows.append(_Counters(status))
        self._changed.add(len(self._rows) - 1)

    def is_online(self, number: int) -> bool:
        return 0 <= number < len(self._rows) and self._rows[number].status.state == LinkState.ONLINE

    def online_for(self, site: str, preferred: int) -> Link | None:
        """A link that reaches *site*, the one a device last spoke through first."""
        if self.is_online(preferred) and self.links[preferred].site == site:
            return self.links[preferred]
        for number, link in enumerate(self.links):
            if link.site == site and self.is_online(number):
                return link
        return None

    def changed(self, event: LinkChanged) -> bool:
        """Note a new state; returns whether a link that was up went down."""
        row = self._rows[event.link]
        was_up = row.status.state == LinkState.ONLINE
        name = row.status.name
        if event.state is LinkState.CONNECTING and row.status.state in (LinkState.OFFLINE, LinkState.REFUSED):
            return False  # still the same outage: its beginning and its reason stay on show
        since = row.status.since if row.status.state == event.state else event.at
        row.status = msgspec.structs.replace(
            row.status, state=event.state, since=since, reason=event.reason, protocol=event.protocol,
            round_trip_ms=None,
        )  # fmt: skip
        self._changed.add(event.link)
        if event.state is LinkState.ONLINE:
            for code in ("broker.offline", "broker.refused", "broker.silent", "broker.tls"):
                self._notices.clear(code, name)
        elif event.code.startswith("broker."):
            for code in {"broker.offline", "broker.refused", "broker.silent", "broker.tls"} - {event.code}:
                self._notices.clear(code, name)
            facts = {"address": row.status.address, "reason": event.reason}
            self._notices.raise_(event.code, name, Severity.ERROR, facts)
        return was_up and event.state is not LinkState.ONLINE

    def readings_of(self, event: LinkChanged) -> list[Reading]:
        """What the history keeps of *event*: that a broker's link is up or down, nothing while it is being tried."""
        if event.state is LinkState.CONNECTING:
            return []
        link = self.links[event.link]
        connection = Connection.ONLINE if event.state is LinkState.ONLINE else Connection.OFFLINE
        return [link_reading(broker_device(link.site, link.name), connection, event.at)]

    def pulse(self, event: Pulse) -> None:
        row = self._rows[event.link]
        if event.round_trip_s is not None:
            row.status = msgspec.structs.replace(row.status, round_trip_ms=event.round_trip_s * 1000)
            self._changed.add(event.link)
        if event.lost is not None:
            if row.broker_lost is not None and event.lost > row.broker_lost:
                self._lose(event.link, row, event.lost - row.broker_lost, "broker")
            row.broker_lost = event.lost

    def lose_own(self, dropped: int, before: int) -> None:
        """Our own queue overflowed: messages of some link, all are told."""
        for number, row in enumerate(self._rows):
            if row.status.state == LinkState.ONLINE:
                self._lose(number, row, dropped - before, "queue")

    def _lose(self, number: int, row: _Counters, count: int, where: str) -> None:
        lost = row.status.lost + count
        row.status = msgspec.structs.replace(row.status, lost=lost)
        self._changed.add(number)
        self._notices.raise_("broker.loss", row.status.name, Severity.WARNING, {"lost": lost, "where": where})

    def measure(self, received: list[int], now: float, elapsed_s: float) -> None:
        """Once a second: rates from the message counts of ingest."""
        for number, row in enumerate(self._rows):
            fresh = received[number] - row.received
            if fresh:
                row.last_message_at = now
            row.received = received[number]
            rate = fresh / max(elapsed_s, 0.001)
            row.rate = rate if row.rate == 0.0 else row.rate + (rate - row.rate) * _RATE_WEIGHT
            if row.rate < 0.05:
                row.rate = 0.0
            silent = None
            if row.last_message_at is not None and now - row.last_message_at > SILENT_AFTER_S:
                silent = float(int(now - row.last_message_at))
            status = msgspec.structs.replace(
                row.status, messages_per_s=round(row.rate, 1), received=row.received, silent_s=silent
            )
            if status != row.status:
                row.status = status
                self._changed.add(number)

    def statuses(self) -> tuple[BrokerStatus, ...]:
        return tuple(row.status for row in self._rows)

    def take_changed(self) -> tuple[BrokerStatus, ...]:
        changed, self._changed = self._changed, set()
        return tuple(self._rows[number].status for number in sorted(changed))
