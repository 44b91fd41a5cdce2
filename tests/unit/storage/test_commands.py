"""Commands, their steps, and requests between processes."""

from pathlib import Path

import msgspec
import pytest

from controlcenter.domain.commands import CommandRecord, CommandState, Operator, advance
from controlcenter.domain.ids import CommandId, DeviceId
from controlcenter.storage import Store
from controlcenter.storage.errors import StoreConflictError

S = CommandState
ASKED = CommandRecord(
    CommandId(0), DeviceId("q1:tasmota:lamp-1"), "dim", {"level": 60, "soft": True}, Operator("lan", "desk-1"),
    10.0, 70.0, S.REQUESTED, 10.0, note="for the film crew",
)  # fmt: skip


def test_a_command_keeps_every_step(path: Path, store: Store) -> None:
    record = store.new_command(ASKED)
    assert record == msgspec.structs.replace(ASKED, id=CommandId(1))
    for state, at, reason in ((S.QUEUED, 11.0, ""), (S.SENT, 12.0, ""), (S.REFUSED, 13.0, "device_refused: busy")):
        record = advance(record, state, at, reason)
        store.step_command(record)
    again = Store.open(path)
    assert again.command(record.id) == record
    assert [(step.state, step.at, step.reason) for step in again.transitions(record.id)] == [
        (S.REQUESTED, 10.0, ""), (S.QUEUED, 11.0, ""), (S.SENT, 12.0, ""), (S.REFUSED, 13.0, "device_refused: busy"),
    ]  # fmt: skip
    assert again.command(CommandId(99)) is None
    again.close()


def test_open_commands_are_those_that_have_not_ended(store: Store) -> None:
    first, second = store.new_command(ASKED), store.new_command(ASKED)
    moved = [advance(first, S.QUEUED, 11.0), advance(second, S.CANCELLED, 11.0)]
    store.step_commands(moved)
    assert store.open_commands() == [moved[0]]


def test_commands_are_listed_newest_first_of_one_device_or_all(store: Store) -> None:
    other = msgspec.structs.replace(ASKED, device=DeviceId("q1:tasmota:lamp-2"))
    records = [store.new_command(record) for record in (ASKED, other, ASKED)]
    assert store.commands_of(None) == records[::-1]
    assert store.commands_of(ASKED.device) == [records[2], records[0]]
    assert store.commands_of(None, limit=1) == [records[2]]


def test_a_step_of_an_unknown_command_moves_none_of_the_others(store: Store) -> None:
    known = store.new_command(ASKED)
    unknown = msgspec.structs.replace(known, id=CommandId(404))
    with pytest.raises(StoreConflictError, match="there is no command 404"):
        store.step_commands([advance(known, S.QUEUED, 11.0), advance(unknown, S.QUEUED, 11.0)])
    assert store.command(known.id) == known
    assert len(store.transitions(known.id)) == 1


def test_a_request_from_another_process_is_taken_once_and_answered(path: Path, store: Store) -> None:
    assert store.take_requests() == []
    beside = Store.open(path)
    number = beside.post_request("send", {"device": "a", "arguments": {"level": 5}}, "lan@desk-1", 1.0)
    second = beside.post_request("snapshot", {}, "lan@desk-1", 2.0)
    assert beside.read_answer(number) is None
    taken = store.take_requests()
    assert [(r.id, r.kind, r.by, r.posted_at) for r in taken] == [
        (number, "send", "lan@desk-1", 1.0),
        (second, "snapshot", "lan@desk-1", 2.0),
    ]
    assert taken[0].body == {"device": "a", "arguments": {"level": 5}}
    assert store.take_requests() == []
    store.answer_request(number, b"\x00done", None, 3.0)
    store.answer_request(second, None, "refused: no", 3.5)
    first_answer, second_answer = beside.read_answer(number), beside.read_answer(second)
    assert first_answer is not None
    assert (first_answer.answer, first_answer.error, first_answer.answered_at) == (b"\x00done", None, 3.0)
    assert second_answer is not None
    assert (second_answer.answer, second_answer.error) == (None, "refused: no")
    beside.close()


def test_a_request_of_the_same_process_is_seen(store: Store) -> None:
    assert store.take_requests() == []
    number = store.post_request("a", {}, "me", 1.0)
    assert [request.id for request in store.take_requests()] == [number]


def test_the_number_of_a_dropped_request_is_never_used_again(store: Store) -> None:
    number = store.post_request("a", {}, "me", 1.0)
    store.drop_requests(before=2.0)
    assert store.take_requests() == []
    assert store.post_request("b", {}, "me", 3.0) > number
    with pytest.raises(StoreConflictError, match=f"there is no request {number}"):
        store.answer_request(number, None, "late", 4.0)


def test_the_engine_on_duty_is_seen_by_its_heartbeat(path: Path, store: Store) -> None:
    store.beat("desk-1 pid 7", 1.0)
    store.beat("desk-1 pid 7", 2.0)
    beside = Store.open(path)
    assert beside.engine_seen() == ("desk-1 pid 7", 2.0)
    beside.close()
