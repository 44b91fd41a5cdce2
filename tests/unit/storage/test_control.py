"""Orders with their commands, holds, locks and documents survive; what is written together is read together."""

import sqlite3
from pathlib import Path

import msgspec
import pytest

from controlcenter.domain.authority import Hold, Lock
from controlcenter.domain.commands import CommandRecord, CommandState, Operator, Source, advance
from controlcenter.domain.documents import Document, Group, Scene, SignText, Snapshot
from controlcenter.domain.ids import AreaId, CommandId, DeviceId, DocumentId, OrderId
from controlcenter.domain.orders import Action, Exclusion, OrderRecord, OrderState
from controlcenter.domain.selections import Query, Selection
from controlcenter.storage import Store
from controlcenter.storage.errors import StoreConflictError, StoreDamagedError

LAN = Operator("lan", "desk-1")
LAMPS = [DeviceId(f"q1:tasmota:lamp-{number}") for number in range(3)]
ACTION = Action(Selection(tuple(LAMPS), Query(areas=(AreaId(4),), text="nguyễn")), "dim", {"level": 60})
ORDER = OrderRecord(
    OrderId(0), "Half light", "power saving", Source.INCIDENT, LAN, 10.0, 3600.0, OrderState.ROLLING, 10.0, 3,
    {CommandState.REQUESTED: 3}, (Exclusion(DeviceId("q1:d:x"), "locked", {"owner": "ba"}),), (ACTION,),
)  # fmt: skip


def asked(device: DeviceId) -> CommandRecord:
    return CommandRecord(
        CommandId(0), device, "dim", {"level": 60}, LAN, 10.0, 70.0, CommandState.REQUESTED, 10.0,
        source=Source.INCIDENT,
    )  # fmt: skip


def test_an_order_and_its_commands_are_stored_as_one(path: Path, store: Store) -> None:
    order, commands = store.new_order(ORDER, [asked(lamp) for lamp in LAMPS])
    assert order == msgspec.structs.replace(ORDER, id=order.id)
    assert [(one.device, one.order, one.source) for one in commands] == [(lamp, order.id, 2) for lamp in LAMPS]
    assert [step.state for step in store.transitions(commands[1].id)] == [CommandState.REQUESTED]
    store.step_command(advance(commands[1], CommandState.QUEUED, 11.0))
    again = Store.open(path)
    assert again.open_orders() == again.orders() == [order]
    assert again.command(commands[2].id) == commands[2]
    assert [state for _device, state in again.order_commands(order.id)] == ["requested", "queued", "requested"]
    assert [one.id for one in again.command_log(None, 10, order=order.id)] == [one.id for one in commands[::-1]]
    again.close()


def test_nothing_of_an_order_is_stored_when_one_of_its_commands_cannot_be(store: Store) -> None:
    bad = msgspec.structs.replace(asked(LAMPS[1]), requested_at=None)
    with pytest.raises(Exception, match="requested_at"):
        store.new_order(ORDER, [asked(LAMPS[0]), bad])
    assert store.orders() == []
    assert store.command_log(None, 10) == []


def test_an_order_moves_on_and_is_found_by_its_state(store: Store) -> None:
    first, _ = store.new_order(ORDER, [asked(LAMPS[0])])
    second, _ = store.new_order(ORDER, [asked(LAMPS[1])])
    done = msgspec.structs.replace(first, state=OrderState.DONE, counts={CommandState.CONFIRMED: 1})
    store.save_order(done)
    assert store.open_orders() == [second]
    assert store.orders(limit=1) == [second]
    assert store.orders(before=second.id) == [done]
    assert store.order(first.id) == done
    assert store.order(OrderId(99)) is None
    with pytest.raises(StoreConflictError, match="no order 99"):
        store.save_order(msgspec.structs.replace(done, id=OrderId(99)))


def test_the_log_is_filtered_by_everything_given(store: Store) -> None:
    words = ("dim", "turn_off")
    mine = [
        msgspec.structs.replace(asked(LAMPS[number % 3]), requested_at=float(number), command=words[number % 2])
        for number in range(6)
    ]
    stored = store.new_commands(mine)
    store.step_command(advance(stored[0], CommandState.QUEUED, 9.0))

    def numbers(**rules: object) -> list[float]:
        return [one.requested_at for one in store.command_log(None, 10, **rules)]  # type: ignore[arg-type]  # rules vary

    assert numbers() == [5, 4, 3, 2, 1, 0]
    assert numbers(start=2.0, end=4.0) == [3, 2]
    assert numbers(devices=(LAMPS[0],), command="turn_off") == [3]
    assert numbers(states=(CommandState.QUEUED,)) == [0]
    assert numbers(by="somebody") == []
    assert [one.requested_at for one in store.command_log(stored[2].id, 1)] == [1]


def test_a_hold_takes_the_place_of_the_one_of_its_source(path: Path, store: Store) -> None:
    hold = Hold(LAMPS[0], Source.OPERATOR, "dim", {"level": 60}, LAN, 10.0, None, "film crew")
    incident = msgspec.structs.replace(hold, source=Source.INCIDENT, until=99.0)
    newer = msgspec.structs.replace(hold, arguments={"level": 20})
    store.change_holds([hold, incident], [])
    store.change_holds([newer], [])
    assert sorted(Store.open(path).load_holds(), key=lambda one: one.source) == [newer, incident]
    store.change_holds([], [incident.key])
    assert store.load_holds() == [newer]


def test_locks_are_kept_and_who_made_them_is_recorded(path: Path, store: Store) -> None:
    lock = Lock(LAMPS[0], LAN, "ladder at the mast", 10.0, 99.0)
    store.put_locks([lock], "lan", 10.0)
    assert store.load_locks() == [lock]
    store.remove_locks([lock], "ba", 20.0)
    assert store.load_locks() == []
    rows = sqlite3.connect(path).execute("SELECT by, what, subject FROM audit").fetchall()
    assert rows == [("lan", "lock.added", LAMPS[0]), ("ba", "lock.removed", LAMPS[0])]


@pytest.mark.parametrize(
    "body",
    [
        Group(Selection(query=Query(kinds=("streetlight",), tags=("tunnel",)))),
        Scene((ACTION,), Source.EMERGENCY, 30, "water on the street"),
        Snapshot(5.0, "lan", {LAMPS[0]: {"level": 60, "on": True}}),
        SignText("flood", "NGẬP 30 CM[nl]PHÍA TRƯỚC", 120),
    ],
)
def test_documents_are_what_they_were(path: Path, store: Store, body: Group | Scene | Snapshot | SignText) -> None:
    saved = store.save_document(Document(DocumentId(0), "Đường Nguyễn Huệ", body, 3.0, "lan"))
    renamed = store.save_document(msgspec.structs.replace(saved, name="Hùng Vương", changed_by="ba"))
    assert Store.open(path).load_documents() == [renamed]
    store.remove_document(renamed, "ba", 9.0)
    assert store.load_documents() == []
    with pytest.raises(StoreConflictError, match="removed meanwhile"):
        store.save_document(renamed)
    assert store.save_document(Document(DocumentId(0), "next", body)).id > saved.id
    rows = [row[0] for row in sqlite3.connect(path).execute("SELECT what FROM audit")]
    assert [row.partition(".")[2] for row in rows] == ["added", "changed", "removed", "added"]


def test_a_document_that_cannot_be_read_is_named(path: Path, store: Store) -> None:
    store.save_document(Document(DocumentId(0), "Park", Group(Selection())))
    raw = sqlite3.connect(path)
    with raw:
        raw.execute("""UPDATE documents SET body = '{"id": 1, "name": 7}'""")
    raw.close()
    with pytest.raises(StoreDamagedError, match="group 'Park'"):
        store.load_documents()
