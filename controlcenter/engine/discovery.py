"""Addresses that speak but nobody has taken in: what was seen of them, bounded against inventors of addresses."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from controlcenter.domain.devices import Device, Discovered, Position, SeenPoint
from controlcenter.domain.ids import DeviceId, SiteId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.notices import Severity
from controlcenter.domain.readings import Value
from controlcenter.drivers.api import Decoded, Description, Report
from controlcenter.engine.containment import ContainedDriver
from controlcenter.engine.face import Adoption
from controlcenter.engine.link import Arrival
from controlcenter.engine.notices import NoticeBoard

MOST_DISCOVERED = 20_000
MOST_SEEN_POINTS = 64
_LONGEST_TEXT = 120


class LastReport(msgspec.Struct, frozen=True):
    """What a point said last, and by which message."""

    report: Report
    received_at: float
    retained: bool
    link: int


class _Seen:
    """What was seen of one address so far."""

    def __init__(self, discovered: Discovered) -> None:
        self.known = discovered
        self.reports: dict[str, LastReport] = {}
        self.options: dict[str, Value] = {}


class Discovery:
    """The discovered list."""

    def __init__(self, kinds: Mapping[str, Kind], notices: NoticeBoard) -> None:
        self._kinds = frozenset(id_ for id_, kind in kinds.items() if kind.device)
        self._notices = notices
        self._seen: dict[DeviceId, _Seen] = {}
        self._changed: set[DeviceId] = set()
        self._unsaved: set[DeviceId] = set()

    def __len__(self) -> int:
        return len(self._seen)

    def load(self, discovered: Sequence[Discovered]) -> None:
        for one in discovered[:MOST_DISCOVERED]:
            self._seen[one.id] = _Seen(one)

    def see(
        self,
        driver: ContainedDriver,
        found: DeviceId,
        site: str,
        address: str,
        decoded: Sequence[Decoded],
        arrival: Arrival,
    ) -> None:
        """Note what a message brought of an address nobody has taken in."""
        at = arrival.received_at
        seen = self._entry(driver, found, site, address, at)
        if seen is None:
            return
        for item in decoded:
            if isinstance(item, Report) and (item.key in seen.reports or len(seen.reports) < MOST_SEEN_POINTS):
                seen.reports[item.key] = LastReport(item, at, arrival.retained, arrival.link)
            elif isinstance(item, Description):
                self._describe(seen, item)
        seen.known = msgspec.structs.replace(
            seen.known, last_seen=at, messages=seen.known.messages + 1, points=_points(seen)
        )
        self._changed.add(found)
        self._unsaved.add(found)

    def _entry(self, driver: ContainedDriver, found: DeviceId, site: str, address: str, at: float) -> _Seen | None:
        seen = self._seen.get(found)
        if seen is not None:
            return seen
        if len(self._seen) >= MOST_DISCOVERED:
            self._notices.raise_("discovery.full", driver.id, Severity.WARNING, {"limit": MOST_DISCOVERED})
            return None
        manifest = driver.driver.manifest
        name = manifest.proposed_name(address)[:_LONGEST_TEXT]
        known = Discovered(found, SiteId(site), driver.id, address, manifest.kind, name, (), (), at, at, 0)
        seen = self._seen[found] = _Seen(known)
        return seen

    def _describe(self, seen: _Seen, item: Description) -> None:
        known = seen.known
        seen.options.update(item.options)
        seen.known = msgspec.structs.replace(
            known,
            kind=item.kind if item.kind in self._kinds else known.kind,
            name=item.name[:_LONGEST_TEXT] or known.name,
            commands=item.commands or known.commands,
            position=_believable(item.position) or known.position,
        )

    def make_device(self, adoption: Adoption) -> tuple[Device, Mapping[str, LastReport]] | None:
        """The device *adoption* asks for and its last reports; None when it is not on the list."""
        seen = self._seen.get(adoption.id)
        if seen is None:
            return None
        known = seen.known
        device = Device(
            known.id, known.site, known.driver, known.address, known.kind,
            adoption.name.strip() or known.name or known.address,
            area=adoption.area,
            position=_believable(adoption.position) or known.position,
            options=dict(seen.options),
            points=tuple(sorted(point.key for point in known.points)),
            commands=known.commands,
        )  # fmt: skip
        return device, dict(seen.reports)

    def forget(self, ids: Iterable[DeviceId]) -> None:
        for one in ids:
            self._seen.pop(one, None)
            self._changed.discard(one)
            self._unsaved.discard(one)
        if len(self._seen) < MOST_DISCOVERED:
            for notice in self._notices.standing():
                if notice.code == "discovery.full":
                    self._notices.clear(notice.code, notice.place)

    def everything(self) -> tuple[Discovered, ...]:
        return tuple(seen.known for seen in self._seen.values())

    def ready_for_adoption(self, now: float, settle_s: float) -> tuple[DeviceId, ...]:
        """Those known long enough to have shown what they have."""
        return tuple(
            one for one, seen in self._seen.items() if now - seen.known.first_seen >= settle_s and seen.known.points
        )

    def take_changed(self) -> tuple[Discovered, ...]:
        changed, self._changed = self._changed, set()
        return tuple(self._seen[one].known for one in changed if one in self._seen)

    def take_unsaved(self) -> tuple[Discovered, ...]:
        unsaved, self._unsaved = self._unsaved, set()
        return tuple(self._seen[one].known for one in unsaved if one in self._seen)


def _points(seen: _Seen) -> tuple[SeenPoint, ...]:
    if not seen.reports:
        return seen.known.points
    fresh = {key: SeenPoint(key, _short(last.report.value)) for key, last in seen.reports.items()}
    return tuple(({point.key: point for point in seen.known.points} | fresh).values())


def _short(value: Value | None) -> Value | None:
    return value[:_LONGEST_TEXT] if isinstance(value, str) else value


def _believable(position: Position | None) -> Position | None:
    if position is None or not (-180 <= position.lon <= 180 and -90 <= position.lat <= 90):
        return None
    return position
