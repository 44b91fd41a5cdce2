"""Which source rules each device: holds by weight, maintenance locks, and when they end."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from controlcenter.domain.authority import Hold, Lock
from controlcenter.domain.commands import Operator, Source
from controlcenter.domain.ids import DeviceId

HoldKey = tuple[DeviceId, Source]


class HoldChange(NamedTuple):
    """One step to be stored and then shown: a hold that is there now, or the key of one that is no more."""

    key: HoldKey
    hold: Hold | None


class Authority:
    """Owned by the engine and used on its loop only. ``take_steps`` hands out what changed, to be stored."""

    def __init__(self, survives_s: float) -> None:
        self._survives_s = survives_s
        self._holds: dict[DeviceId, dict[Source, Hold]] = {}
        self._locks: dict[DeviceId, Lock] = {}
        self._away_since: dict[DeviceId, float] = {}
        self._steps: list[HoldChange] = []

    def load(self, holds: Iterable[Hold], locks: Iterable[Lock]) -> None:
        for hold in holds:
            self._holds.setdefault(hold.device, {})[hold.source] = hold
        self._locks = {lock.device: lock for lock in locks}

    # -- who rules ---------------------------------------------------------------------------------

    def holds(self) -> Iterator[Hold]:
        for held in self._holds.values():
            yield from held.values()

    def held(self) -> Sequence[DeviceId]:
        """Devices that somebody holds."""
        return tuple(self._holds)

    def of(self, device: DeviceId) -> list[Hold]:
        """The holds on *device*, the weightiest first: that one is in force."""
        held = self._holds.get(device)
        return [held[source] for source in sorted(held, reverse=True)] if held else []

    def in_force(self, device: DeviceId) -> Hold | None:
        held = self._holds.get(device)
        return held[max(held)] if held else None

    def get(self, key: HoldKey) -> Hold | None:
        return self._holds.get(key[0], {}).get(key[1])

    def outranking(self, device: DeviceId, source: Source) -> Hold | None:
        """The hold that keeps *source* from commanding *device*; None when it may."""
        hold = self.in_force(device)
        return hold if hold is not None and hold.source > source else None

    # -- holds come and go -------------------------------------------------------------------------

    def claim(self, hold: Hold) -> None:
        """Let *hold* take the place of the one of its source."""
        self._holds.setdefault(hold.device, {})[hold.source] = hold
        self._steps.append(HoldChange(hold.key, hold))

    def drop(self, key: HoldKey) -> Hold | None:
        """End a hold; returns it, None when it was not there."""
        held = self._holds.get(key[0])
        gone = held.pop(key[1], None) if held is not None else None
        if gone is not None:
            self._steps.append(HoldChange(key, None))
            if not held:
                del self._holds[key[0]]
        return gone

    def take_ended(self, now: float) -> list[Hold]:
        """Holds whose time is over; they are dropped."""
        ended = [hold for hold in self.holds() if hold.until is not None and hold.until <= now]
        for hold in ended:
            self.drop(hold.key)
        return ended

    def take_steps(self) -> list[HoldChange]:
        steps, self._steps = self._steps, []
        return steps

    # -- contact -----------------------------------------------------------------------------------

    def lost(self, devices: Iterable[DeviceId], at: float) -> None:
        """Nothing is heard of *devices* from *at* on; who was lost already stays lost since then."""
        for device in devices:
            self._away_since.setdefault(device, at)

    def away(self, device: DeviceId) -> bool:
        """Whether nothing is heard of *device*."""
        return device in self._away_since

    def away_since(self, device: DeviceId) -> float | None:
        """Since when nothing is heard of *device*, s since 1970 UTC; None while it speaks."""
        return self._away_since.get(device)

    def back(self, device: DeviceId, at: float) -> list[Hold]:
        """*device* speaks again. After too long a silence its holds are dropped: they would surprise the street."""
        since = self._away_since.pop(device, None)
        if since is None or at - since <= self._survives_s:
            return []
        return [gone for hold in self.of(device) if (gone := self.drop(hold.key)) is not None]

    # -- locks -------------------------------------------------------------------------------------

    def lock_of(self, device: DeviceId) -> Lock | None:
        return self._locks.get(device)

    def locks(self) -> Sequence[Lock]:
        return tuple(self._locks.values())

    def barred(self, device: DeviceId, by: Operator) -> Lock | None:
        """The lock that keeps *by* from commanding *device*; its owner may."""
        lock = self._locks.get(device)
        return lock if lock is not None and lock.owner.name != by.name else None

    def put_lock(self, lock: Lock) -> None:
        self._locks[lock.device] = lock

    def remove_lock(self, device: DeviceId) -> Lock | None:
        return self._locks.pop(device, None)

    def ended_locks(self, now: float) -> list[Lock]:
        """Locks whose time is over; they are still in force."""
        return [lock for lock in self._locks.values() if lock.until is not None and lock.until <= now]

    def forget(self, device: DeviceId) -> None:
        """The device was removed."""
        for hold in self.of(device):
            self.drop(hold.key)
        self._locks.pop(device, None)
        self._away_since.pop(device, None)
