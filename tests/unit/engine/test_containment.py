"""A driver that raises, is slow or floods costs itself, is counted, and gets another try."""

from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace

import pytest

from controlcenter.domain.words import Text
from controlcenter.drivers.api import Decoded, DecodeError, Message, Report
from controlcenter.engine.containment import (
    DEVICE_FLOOD_PER_S,
    ERRORS_IN_A_ROW,
    KEPT_BYTES,
    KEPT_PAYLOADS,
    MOST_REPORTS,
    REST_S,
    SLOW_IN_A_ROW,
    SLOW_S,
    BadPayloads,
    ContainedDriver,
)
from controlcenter.engine.notices import NoticeBoard
from tests.support.clock import HandClock

Decode = Callable[[Message], Iterable[Decoded]]


class OneDriver:
    """A loaded driver whose decode the test gives."""

    source = Path("/plugins/one")
    manifest = SimpleNamespace(id="one", name=Text("One", "Một"), version="1")

    def __init__(self, decode: Decode) -> None:
        self.decode = decode


class Rig:
    def __init__(self, decode: Decode, clock: HandClock) -> None:
        self.clock = clock
        self.watch_s = 0.0
        self.bad = BadPayloads()
        self.notices = NoticeBoard(clock)
        self.contained = ContainedDriver(OneDriver(decode), self.bad, self.notices, lambda: self.watch_s)  # type: ignore[arg-type]  # only what is used

    def message(self, address: str = "a", payload: bytes = b"{}") -> Message:
        return Message(f"t/{address}", payload, self.clock(), False, "state", address, {})

    def decode(self, address: str = "a", payload: bytes = b"{}") -> object:
        return self.contained.decode(self.message(address, payload))

    def codes(self) -> list[str]:
        return [notice.code for notice in self.notices.standing()]


def good(_message: Message) -> list[Decoded]:
    return [Report("level", 1)]


def raising(_message: Message) -> list[Decoded]:
    raise ZeroDivisionError("bug in the driver")


def refusing(_message: Message) -> list[Decoded]:
    raise DecodeError("no such message")


def test_what_is_decoded_comes_through(clock):
    rig = Rig(good, clock)
    assert rig.decode() == [Report("level", 1)]
    assert rig.contained.status().state == "running"


def test_a_driver_that_raises_is_put_aside_and_tried_again(clock):
    rig = Rig(raising, clock)
    for number in range(ERRORS_IN_A_ROW):
        assert rig.decode(f"a{number}") == ()
    assert rig.contained.status().state == "failed"
    assert rig.codes() == ["driver.failed"]
    assert "ZeroDivisionError: bug in the driver" in rig.contained.status().last_error
    errors = rig.contained.errors
    rig.decode()
    assert rig.contained.errors == errors, "while it rests it is not called"
    clock.turn(REST_S + 1)
    rig.contained.driver.decode = good  # type: ignore[method-assign]  # mended
    assert rig.decode() == [Report("level", 1)]
    assert rig.codes() == []


def test_one_more_failure_after_the_rest_puts_it_aside_again(clock):
    rig = Rig(raising, clock)
    for number in range(ERRORS_IN_A_ROW):
        rig.decode(f"a{number}")
    clock.turn(REST_S + 1)
    rig.decode()
    assert rig.contained.status().state == "failed"


def test_bad_payloads_never_put_a_driver_aside(clock):
    rig = Rig(refusing, clock)
    for number in range(ERRORS_IN_A_ROW * 3):
        rig.decode(f"a{number}")
    assert rig.contained.status().state == "running"
    assert rig.contained.errors == ERRORS_IN_A_ROW * 3


def test_only_the_newest_bad_payloads_and_their_heads_are_kept(clock):
    rig = Rig(refusing, clock)
    for number in range(KEPT_PAYLOADS + 20):
        rig.decode(f"a{number}", b"x" * (KEPT_BYTES + 50))
    kept = rig.bad.of("one")
    assert len(kept) == KEPT_PAYLOADS
    assert (kept[0].topic, len(kept[0].payload), kept[0].size) == (
        f"t/a{KEPT_PAYLOADS + 19}",
        KEPT_BYTES,
        KEPT_BYTES + 50,
    )
    assert rig.bad.of("another") == ()


def test_a_slow_driver_is_counted_and_put_aside(clock):
    rig = Rig(good, clock)

    def slow(message: Message) -> list[Decoded]:
        rig.watch_s += SLOW_S * 2
        return good(message)

    rig.contained.driver.decode = slow  # type: ignore[method-assign]  # the test's own
    for number in range(SLOW_IN_A_ROW):
        rig.decode(f"a{number}")
    assert rig.contained.slow == SLOW_IN_A_ROW
    assert rig.codes() == ["driver.slow"]


def test_a_device_that_floods_is_held_back_and_the_others_are_not(clock):
    rig = Rig(good, clock)
    for _ in range(DEVICE_FLOOD_PER_S):
        assert rig.decode("loud")
    assert rig.decode("loud") == ()
    assert rig.decode("quiet") == [Report("level", 1)]
    (notice,) = rig.notices.standing()
    assert (notice.code, notice.facts["address"]) == ("driver.flooded", "loud")
    clock.turn(1.0)
    assert rig.decode("loud") == [Report("level", 1)]
    rig.contained.settle(clock.turn(REST_S))
    assert rig.codes() == []


def test_endless_reports_of_one_message_are_cut_off(clock):
    def endless(_message: Message) -> Iterable[Decoded]:
        while True:
            yield Report("level", 1)

    rig = Rig(endless, clock)
    assert rig.decode() == ()
    assert str(MOST_REPORTS) in rig.contained.status().last_error


@pytest.mark.parametrize("size", [300_000])
def test_a_payload_too_large_is_counted_with_its_size(clock, size):
    rig = Rig(good, clock)
    rig.contained.note_too_large("t/a", b"x" * size, clock(), 1000)
    assert rig.bad.of(None)[0].size == size
    assert str(size) in rig.bad.of(None)[0].error
