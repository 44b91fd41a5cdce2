"""A command is done when a fresh reading shows it, and never before."""

from typing import Any

import msgspec
import pytest

from controlcenter.domain.commands import CommandRecord, CommandState, Operator
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import CommandId, DeviceId, SiteId
from controlcenter.domain.kinds import ArgumentKind, CommandKind, Confirm, Kind, PointKind
from controlcenter.domain.readings import Quality, Reading
from controlcenter.domain.words import Text
from controlcenter.drivers.api import Answer, EncodeError, Order, Publication
from controlcenter.engine.commander import TRIES, Commander, Field
from controlcenter.engine.link import Receipt
from tests.support.clock import HandClock

S = CommandState
WORDS = Text("words", "lời")
LEVEL = ArgumentKind("level", WORDS, type="integer", minimum=1, maximum=100)
KIND = Kind(
    "streetlight",
    WORDS,
    points={"level": PointKind("level", WORDS)},
    commands={
        "dim": CommandKind(
            "dim", WORDS, (LEVEL,), (Confirm("level", argument="level", tolerance=1),), idempotent=True, timeout_s=30
        ),
        "turn_off": CommandKind("turn_off", WORDS, (), (Confirm("level", equals=0),), timeout_s=30),
        "beep": CommandKind("beep", WORDS, timeout_s=10),
    },
)
LAMP = Device(DeviceId("s:d:1"), SiteId("s"), "d", "1", "streetlight", "Lamp")


class OneDriver:
    commands = ("dim", "turn_off", "beep")
    refuses = ""

    def confirms(self, _command: str) -> None:
        return None

    def encode(self, order: Order) -> list[Publication]:
        if self.refuses == "encode":
            raise EncodeError("the device has no such thing")
        if self.refuses == "raise":
            raise RuntimeError("driver bug")
        return [Publication(f"cmd/{order.address}", repr(order.arguments).encode())]


class Desk:
    """A commander with its surroundings in the test's hands."""

    def __init__(self, clock: HandClock) -> None:
        self.clock = clock
        self.driver = OneDriver()
        self.published: list[tuple[int, Publication]] = []
        self.online = True
        self.lag_s = 0.0
        self.steps: list[CommandRecord] = []
        field = Field(self._publish, lambda _id: self.driver, lambda _id: self.lag_s)  # type: ignore[arg-type,return-value]
        self.commander = Commander({"streetlight": KIND}, field, self.steps.append, clock)
        self._next = 1

    def _publish(self, _device: Device, token: int, publication: Publication) -> bool:
        if self.online:
            self.published.append((token, publication))
        return self.online

    def ask(self, command: str, **arguments: Any) -> CommandRecord:
        now = self.clock()
        record = CommandRecord(
            CommandId(self._next), LAMP.id, command, arguments, Operator("an", "ws"), now, now + 60, S.REQUESTED, now
        )
        self._next += 1
        return self.commander.begin(record, LAMP)

    def receipt(self, error: str = "", unheard: bool = False, which: int = -1) -> None:
        self.commander.receipt(Receipt(0, self.published[which][0], self.clock(), error, unheard))

    def reading(self, value: Any, at: float | None = None, received: float | None = None, quality=Quality.GOOD) -> None:
        received = self.clock() if received is None else received
        self.commander.readings([Reading(LAMP.id, "level", value, received if at is None else at, received, quality)])

    @property
    def states(self) -> list[str]:
        return [str(step.state) for step in self.steps]

    @property
    def last(self) -> CommandRecord:
        return self.steps[-1]


@pytest.fixture
def desk(clock: HandClock) -> Desk:
    return Desk(clock)


def test_a_fresh_reading_confirms(desk):
    desk.ask("dim", level=60)
    desk.receipt()
    desk.clock.turn(2)
    desk.reading(60)
    assert desk.states == ["queued", "sent", "confirmed"]


def test_a_broker_receipt_alone_is_not_success(desk):
    desk.ask("turn_off")
    desk.receipt()
    desk.clock.turn(31)
    desk.commander.tick()
    assert desk.states == ["queued", "sent", "unconfirmed"]
    assert desk.last.reason == "no_answer"


def test_nobody_listening_is_said(desk):
    desk.ask("turn_off")
    desk.receipt(unheard=True)
    desk.clock.turn(31)
    desk.commander.tick()
    assert desk.last.reason == "nobody_listens"


def test_a_reading_that_comes_before_the_receipt_still_counts(desk):
    desk.ask("dim", level=60)
    desk.clock.turn(0.2)
    desk.reading(60)
    desk.receipt()
    assert desk.states == ["queued", "sent", "confirmed"]


@pytest.mark.parametrize(
    ("reading", "why"),
    [
        ({"value": 60, "received": -1.0}, "arrived before the order"),
        ({"value": 60, "at": -10.0}, "measured before the order"),
        ({"value": 60, "quality": Quality.STALE}, "retained or out of a buffer"),
        ({"value": None, "quality": Quality.BAD}, "no value"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_is_not_fresh_never_confirms(desk, reading, why):
    desk.ask("turn_off") if reading["value"] is None else desk.ask("dim", level=60)
    desk.receipt()
    began = desk.clock()
    desk.clock.turn(3)
    moved = {key: began + value if key in ("at", "received") else value for key, value in reading.items()}
    desk.reading(**moved)
    assert desk.states == ["queued", "sent"]


def test_a_slow_device_clock_hides_no_proof(desk):
    desk.lag_s = 20.0
    desk.ask("dim", level=60)
    desk.receipt()
    desk.clock.turn(3)
    desk.reading(60, at=desk.clock() - 20)
    assert desk.last.state is S.CONFIRMED


def test_another_value_until_the_end_is_a_mismatch_with_the_value(desk):
    desk.ask("dim", level=60)
    desk.receipt()
    desk.clock.turn(5)
    desk.reading(40)
    assert desk.last.state is S.SENT
    desk.clock.turn(26)
    desk.commander.tick()
    assert (desk.last.state, desk.last.reason) == (S.MISMATCH, "wrong_value: level=40")


def test_a_ramp_confirms_when_it_arrives(desk):
    desk.ask("dim", level=60)
    desk.receipt()
    for value in (20, 40, 60):
        desk.clock.turn(1)
        desk.reading(value)
    assert desk.last.state is S.CONFIRMED


def test_an_idempotent_command_is_repeated_within_its_time_and_no_more(desk):
    desk.ask("dim", level=60)
    desk.receipt()
    for _ in range(29):
        desk.clock.turn(1)
        desk.commander.tick()
    assert len(desk.published) == TRIES
    assert desk.last.reason == f"retry: {TRIES}"
    desk.clock.turn(2)
    desk.commander.tick()
    assert desk.last.state is S.UNCONFIRMED


def test_a_command_that_is_not_idempotent_goes_out_once(desk):
    desk.ask("turn_off")
    desk.receipt()
    for _ in range(29):
        desk.clock.turn(1)
        desk.commander.tick()
    assert len(desk.published) == 1


def test_the_devices_refusal_ends_it_with_its_words(desk):
    desk.ask("dim", level=60)
    desk.receipt()
    desk.commander.answer(LAMP.id, Answer(False, "Error"), desk.clock())
    assert (desk.last.state, desk.last.reason) == (S.REFUSED, "device_refused: Error")


def test_an_answer_is_not_yet_the_proof(desk):
    desk.ask("dim", level=60)
    desk.receipt()
    desk.commander.answer(LAMP.id, Answer(True), desk.clock())
    assert desk.last.state is S.ACKED
    desk.clock.turn(1)
    desk.reading(60)
    assert desk.last.state is S.CONFIRMED


def test_an_answer_before_the_receipt_waits_for_it(desk):
    desk.ask("dim", level=60)
    desk.commander.answer(LAMP.id, Answer(True), desk.clock())
    desk.receipt()
    assert desk.states == ["queued", "sent", "acked"]


def test_without_a_rule_the_answer_is_the_end(desk):
    desk.ask("beep")
    desk.receipt()
    desk.commander.answer(LAMP.id, Answer(True), desk.clock())
    desk.clock.turn(100)
    desk.commander.tick()
    assert desk.states == ["queued", "sent", "acked"]


@pytest.mark.parametrize(
    ("command", "arguments", "reason"),
    [
        ("dim", {"level": 0}, "bad_argument"),
        ("dim", {"level": 101}, "bad_argument"),
        ("dim", {}, "bad_argument"),
        ("turn_off", {"level": 5}, "bad_argument"),
        ("explode", {}, "unknown_command"),
    ],
)
def test_a_wrong_order_is_refused_and_nothing_is_sent(desk, command, arguments, reason):
    desk.ask(command, **arguments)
    assert desk.states == ["refused"]
    assert desk.last.reason.startswith(reason)
    assert desk.published == []


def test_no_broker_refuses_at_once(desk):
    desk.online = False
    desk.ask("dim", level=60)
    assert (desk.last.state, desk.last.reason) == (S.REFUSED, "broker_offline")


def test_a_broker_lost_before_its_receipt_claims_nothing(desk):
    desk.ask("dim", level=60)
    desk.receipt(error="the connection was closed")
    assert desk.last.state is S.UNCONFIRMED
    assert desk.last.reason.startswith("publish_failed")


def test_a_broker_lost_after_the_receipt_leaves_it_open_for_the_proof(desk):
    desk.ask("dim", level=60)
    desk.receipt()
    desk.online = False
    desk.clock.turn(11)
    desk.commander.tick()
    assert desk.last.state is S.SENT
    desk.clock.turn(1)
    desk.reading(60)
    assert desk.last.state is S.CONFIRMED


@pytest.mark.parametrize(("refuses", "state"), [("encode", S.REFUSED), ("raise", S.FAILED)])
def test_a_driver_that_cannot_encode_ends_it(desk, refuses, state):
    desk.driver.refuses = refuses
    desk.ask("dim", level=60)
    assert desk.last.state is state
    assert desk.published == []


def test_a_newer_order_for_the_same_thing_supersedes(desk):
    desk.ask("dim", level=60)
    desk.receipt()
    desk.ask("turn_off")
    superseded = next(step for step in desk.steps if step.state is S.SUPERSEDED)
    assert (superseded.id, superseded.reason) == (CommandId(1), "superseded: 2")
    desk.receipt()
    desk.clock.turn(1)
    desk.reading(0)
    assert (desk.last.id, desk.last.state) == (CommandId(2), S.CONFIRMED)


def test_an_order_found_too_late_expires(desk):
    now = desk.clock()
    record = CommandRecord(
        CommandId(9), LAMP.id, "dim", {"level": 5}, Operator("an", "ws"), now, now + 60, S.REQUESTED, now
    )
    desk.clock.turn(61)
    desk.commander.begin(record, LAMP)
    assert desk.states == ["expired"]
    assert desk.published == []


@pytest.mark.parametrize(
    ("state", "end"), [(S.REQUESTED, S.EXPIRED), (S.QUEUED, S.UNCONFIRMED), (S.SENT, None), (S.ACKED, None)]
)
def test_after_a_restart_nothing_is_sent_again(desk, state, end):
    record = sent_record(desk.clock(), state)
    desk.commander.restore([record], {LAMP.id: LAMP})
    assert desk.states == ([str(end)] if end else [])
    desk.clock.turn(31)
    desk.commander.tick()
    assert desk.published == []
    assert desk.last.reason == "restarted"


def test_after_a_restart_a_fresh_reading_decides(desk):
    desk.commander.restore([sent_record(desk.clock(), S.SENT)], {LAMP.id: LAMP})
    desk.clock.turn(4)
    desk.reading(60)
    assert desk.last.state is S.CONFIRMED


def sent_record(now: float, state: CommandState) -> CommandRecord:
    record = CommandRecord(
        CommandId(7), LAMP.id, "dim", {"level": 60}, Operator("an", "ws"), now - 5, now + 55, state, now - 4
    )
    sent_at = now - 4 if state in (S.SENT, S.ACKED) else None
    return msgspec.structs.replace(record, sent_at=sent_at)
