"""A driver that raises, is slow or floods costs itself, not the city."""

import collections
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from controlcenter.domain.notices import Severity
from controlcenter.domain.readings import Value
from controlcenter.drivers.api import Decoded, DecodeError, Message
from controlcenter.drivers.loader import LoadedDriver
from controlcenter.engine.changes import BadPayload, DriverStatus
from controlcenter.engine.notices import NoticeBoard

_log = logging.getLogger(__name__)

ERRORS_IN_A_ROW = 50
"""Exceptions (not DecodeErrors, those are the payload's fault) after which a driver is put aside."""
SLOW_S = 0.05
SLOW_IN_A_ROW = 20
REST_S = 60.0
"""A driver put aside gets another try after this."""
DEVICE_FLOOD_PER_S = 200
"""Messages of one address beyond this are dropped and counted until the next second."""
MOST_REPORTS = 2000
"""Of one message."""
KEPT_PAYLOADS = 200
KEPT_BYTES = 4096


class BadPayloads:
    """The last messages nobody could read."""

    def __init__(self) -> None:
        self._kept: collections.deque[BadPayload] = collections.deque(maxlen=KEPT_PAYLOADS)

    def keep(self, driver: str, topic: str, payload: bytes, received_at: float, error: str) -> None:
        kept = BadPayload(driver, topic[:1000], received_at, error[:500], payload[:KEPT_BYTES], len(payload))
        self._kept.appendleft(kept)

    def of(self, driver: str | None) -> Sequence[BadPayload]:
        return tuple(bad for bad in self._kept if driver is None or bad.driver == driver)


class ContainedDriver:
    """One loaded driver with its counters and its fuse."""

    def __init__(
        self,
        driver: LoadedDriver,
        bad: BadPayloads,
        notices: NoticeBoard,
        watch: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.driver = driver
        self.id = driver.manifest.id
        self._bad = bad
        self._notices = notices
        self._watch = watch
        self.messages = 0
        self.readings = 0
        self.errors = 0
        self.slow = 0
        self.dropped = 0
        self._last_error = ""
        self._last_error_at: float | None = None
        self._raised_in_a_row = 0
        self._slow_in_a_row = 0
        self._rests_until: float | None = None
        self._second = 0
        self._per_address: dict[str, int] = {}
        self._flooded_at = 0.0

    def decode(self, message: Message) -> Sequence[Decoded]:
        """Decode or contain: whatever goes wrong is counted and kept, and nothing is returned."""
        self.messages += 1
        if self._rests_until is not None and not self._try_again(message.received_at):
            return ()
        if self._floods(message):
            return ()
        begun = self._watch()
        try:
            decoded = list(_at_most(self.driver.decode(message)))
        except DecodeError as error:
            self._note_bad(message, str(error))
            return ()
        except Exception as error:  # noqa: BLE001 - a driver call is one of the three seams
            _log.warning("driver %s raised on topic %s", self.id, message.topic, exc_info=True)
            self._note_bad(message, f"{type(error).__name__}: {error}")
            self._raised_in_a_row += 1
            if self._raised_in_a_row >= ERRORS_IN_A_ROW:
                self._put_aside(message.received_at, "driver.failed")
            return ()
        self._raised_in_a_row = 0
        if self._watch() - begun > SLOW_S:
            self._note_slow(message)
        else:
            self._slow_in_a_row = 0
        return decoded

    def note_too_large(self, topic: str, payload: bytes, at: float, most: int) -> None:
        self.messages += 1
        self._note(topic, payload, at, f"payload of {len(payload)} bytes is larger than {most}")

    def _note_bad(self, message: Message, error: str) -> None:
        self._note(message.topic, message.payload, message.received_at, error)

    def _note(self, topic: str, payload: bytes, at: float, error: str) -> None:
        self.errors += 1
        self._last_error, self._last_error_at = error[:500], at
        self._bad.keep(self.id, topic, payload, at, error)

    def _note_slow(self, message: Message) -> None:
        self.slow += 1
        self._slow_in_a_row += 1
        if self._slow_in_a_row >= SLOW_IN_A_ROW:
            self._put_aside(message.received_at, "driver.slow")

    def _floods(self, message: Message) -> bool:
        second = int(message.received_at)
        if second != self._second:
            self._second = second
            self._per_address.clear()
        count = self._per_address.get(message.address, 0) + 1
        self._per_address[message.address] = count
        if count <= DEVICE_FLOOD_PER_S:
            return False
        self.dropped += 1
        if count == DEVICE_FLOOD_PER_S + 1:
            self._flooded_at = message.received_at
            facts: dict[str, Value] = {
                "address": message.address[:200],
                "limit": DEVICE_FLOOD_PER_S,
                "dropped": self.dropped,
            }
            self._notices.raise_("driver.flooded", self.id, Severity.WARNING, facts)
        return True

    def _put_aside(self, now: float, code: str) -> None:
        self._rests_until = now + REST_S
        self._notices.raise_(code, self.id, Severity.ERROR, {"error": self._last_error, "rest_s": REST_S})

    def _try_again(self, now: float) -> bool:
        if self._rests_until is not None and now < self._rests_until:
            return False
        self._rests_until = None
        self._raised_in_a_row = ERRORS_IN_A_ROW - 1  # one more failure puts it aside again
        self._slow_in_a_row = SLOW_IN_A_ROW - 1
        self._notices.clear("driver.failed", self.id)
        self._notices.clear("driver.slow", self.id)
        return True

    def settle(self, now: float) -> None:
        """Take the flood notice back a while after the last flood."""
        if self._flooded_at and now - self._flooded_at > REST_S:
            self._flooded_at = 0.0
            self._notices.clear("driver.flooded", self.id)

    def status(self) -> DriverStatus:
        manifest = self.driver.manifest
        state = "failed" if self._rests_until is not None else "flooded" if self._flooded_at else "running"
        return DriverStatus(
            self.id, str(manifest.name.en), manifest.version, state, self.messages, self.readings, self.errors,
            self.slow, self._last_error, self._last_error_at, str(self.driver.source), manifest.name,
        )  # fmt: skip


def _at_most(decoded: Iterable[Decoded]) -> Iterator[Decoded]:
    for count, item in enumerate(decoded):
        if count >= MOST_REPORTS:
            raise DecodeError(f"more than {MOST_REPORTS} reports in one message")
        yield item
