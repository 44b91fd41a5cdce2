"""Orders for many under faults: a real broker, lamps that answer wrongly, late or never, engines that die."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from controlcenter.app import catalogue_of
from controlcenter.domain.commands import CommandState, Operator, Source
from controlcenter.domain.documents import Document
from controlcenter.domain.ids import DeviceId, DocumentId, OrderId
from controlcenter.domain.orders import Action, OrderDraft, OrderRecord, OrderState
from controlcenter.domain.plans import Plan, Profile, Step, clock, lamp_action
from controlcenter.domain.selections import Query, Selection
from controlcenter.drivers.loader import Catalogue
from controlcenter.engine.client import Client
from controlcenter.engine.face import CommandFilter
from controlcenter.settings.profile import DATABASE
from controlcenter.storage.store import Store
from tests.support.lamps import TasmotaLamps
from tests.support.live_centre import BY, LAMP, LiveCentre
from tests.support.mosquitto import Mosquitto
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey
S = CommandState
BINH = Operator("binh", "ws-2")
SECOND_LAMP = "main:tasmota:lamp-2"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands of lamps give up after 8 s instead of 20: what happens is the same, the tests are shorter."""

    def hurried(profile: Path) -> Catalogue:
        found = catalogue_of(profile)
        kind = found.kinds["streetlight"]
        commands = {key: replace(command, timeout_s=8.0) for key, command in kind.commands.items()}
        return replace(found, kinds={**found.kinds, kind.id: replace(kind, commands=commands)})

    monkeypatch.setattr("controlcenter.app.catalogue_of", hurried)


@pytest.fixture
def lamps(mosquitto: Mosquitto) -> Iterator[Callable[[int], TasmotaLamps]]:
    made: list[TasmotaLamps] = []

    def make(count: int) -> TasmotaLamps:
        made.append(TasmotaLamps(mosquitto, count))
        return made[-1]

    yield make
    for one in made:
        one.stop()


def city(make_centre: Callable[..., LiveCentre], mosquitto: Mosquitto, lamps: TasmotaLamps) -> LiveCentre:
    """A centre that has heard of every lamp."""
    centre = make_centre(mosquitto.url)
    centre.take_in(*lamps.devices)
    centre.wait_online()
    lamps.appear()
    wait_until(lambda: all(centre.value(one.id, "level") == 10 for one in lamps.devices), 30, "every lamp's level")
    return centre


def dim(level: int, *devices: str, by_query: bool = False) -> OrderDraft:
    query = Query(kinds=("streetlight",)) if by_query else None
    selection = Selection(tuple(DeviceId(one) for one in devices), query)
    return OrderDraft((Action(selection, "dim", {"level": level}),), f"dim {level}")


def place(centre: LiveCentre, draft: OrderDraft, by: Operator = BY) -> OrderId:
    order: OrderRecord = centre.ask(centre.engine.place_order(draft, by))
    return order.id


def ended(centre: LiveCentre, number: OrderId, timeout: float = 45.0) -> OrderRecord:
    def done() -> bool:
        order = centre.look().control.orders.get(number)
        return order is not None and order.state.final

    wait_until(done, timeout, f"the end of order {number}")
    return centre.look().control.orders[number]


def states(centre: LiveCentre, number: OrderId) -> dict[str, CommandState]:
    log = centre.ask(centre.engine.command_log(CommandFilter(order=number), None, 2000))
    return {one.device: one.state for one in log}


def test_two_in_a_hundred_fail_and_trying_again_reaches_only_them(make_centre, mosquitto, lamps):
    bulbs = lamps(500)
    centre = city(make_centre, mosquitto, bulbs)
    silent, stubborn = {50, 150, 250, 350, 450}, {100, 200, 300, 400, 500}
    bulbs.manners = dict.fromkeys(silent, "silent") | dict.fromkeys(stubborn, "stubborn")
    order = ended(centre, place(centre, dim(60, by_query=True)))
    assert (order.state, order.total) == (OrderState.DONE, 500)
    assert order.counts == {S.CONFIRMED: 490, S.MISMATCH: 5, S.UNCONFIRMED: 5}
    found = states(centre, order.id)
    failed = {one: state for one, state in found.items() if state is not S.CONFIRMED}
    assert failed == {
        **{f"main:tasmota:lamp-{number}": S.UNCONFIRMED for number in silent},
        **{f"main:tasmota:lamp-{number}": S.MISMATCH for number in stubborn},
    }
    assert {number for number, payload in bulbs.orders if payload == b"60"} == set(range(1, 501))
    bulbs.manners.clear()
    bulbs.orders.clear()
    again = centre.ask(centre.engine.retry_order(order.id, BY))
    assert again.retry_of == order.id
    assert ended(centre, again.id).counts == {S.CONFIRMED: 10}
    assert {number for number, _payload in bulbs.orders} == silent | stubborn


def test_the_later_of_two_operators_wins_and_the_earlier_is_not_called_done(make_centre, mosquitto, lamps):
    bulbs = lamps(20)
    centre = city(make_centre, mosquitto, bulbs)
    bulbs.withheld = []
    first = place(centre, dim(80, by_query=True))
    wait_until(lambda: len(bulbs.orders) == 20, 10, "the first order at every lamp")
    second = place(centre, dim(30, by_query=True), BINH)
    wait_until(lambda: sum(payload == b"30" for _number, payload in bulbs.orders) == 20, 10, "the second order")
    bulbs.let_out()
    assert ended(centre, second).counts == {S.CONFIRMED: 20}
    assert ended(centre, first).counts == {S.SUPERSEDED: 20}
    claims = centre.ask(centre.engine.why(DeviceId(LAMP))).claims
    assert [(one.by, one.arguments) for one in claims if one.in_force] == [(BINH, {"level": 30})]


def test_a_late_answer_and_an_old_retained_one(make_centre, mosquitto, lamps):
    bulbs = lamps(3)
    centre = city(make_centre, mosquitto, bulbs)
    bulbs.withheld = []
    number = place(centre, dim(70, by_query=True))
    wait_until(lambda: len(bulbs.orders) == 3)
    waiting, bulbs.withheld = bulbs.withheld, None
    waiting[0]()
    bulbs.report(2, 70, -3600.0, retain=True)
    bulbs.manners = {2: "silent", 3: "silent"}
    order = ended(centre, number)
    assert order.counts == {S.CONFIRMED: 1, S.UNCONFIRMED: 2}
    bulbs.report(3, 70)
    wait_until(lambda: centre.value("main:tasmota:lamp-3", "level") == 70)
    assert states(centre, number)["main:tasmota:lamp-3"] is S.UNCONFIRMED, "what came too late proves nothing"


def test_a_broker_lost_between_order_and_proof(make_centre, mosquitto, lamps):
    bulbs = lamps(10)
    centre = city(make_centre, mosquitto, bulbs)
    bulbs.withheld = []
    number = place(centre, dim(40, by_query=True))
    wait_until(lambda: len(bulbs.orders) == 10 and set(states(centre, number).values()) == {S.SENT})
    mosquitto.kill()
    wait_until(lambda: centre.notice("broker.offline"), 10)
    bulbs.withheld = None
    assert ended(centre, number).counts == {S.UNCONFIRMED: 10}
    received = dict(bulbs.orders)
    mosquitto.start()
    centre.wait_online()
    assert dict(bulbs.orders) == received, "nothing of it is sent when the broker is back"


def test_an_engine_killed_between_sent_and_the_proof(mosquitto, lamps, make_centre, tmp_path):
    profile = tmp_path / "killed"
    bulbs = lamps(2)
    bulbs.manners = {1: "silent", 2: "silent"}
    seed = LiveCentre(profile, [mosquitto.url]).start()
    seed.take_in(*bulbs.devices)
    seed.stop()
    with engine_process(profile, mosquitto) as engine:
        store = Store.open(profile / DATABASE)
        client = Client(store, BY)
        wait_until(lambda: client.engine_runs, 25, "the engine")
        wait_until(lambda: heard(client, bulbs), 20, "the engine to hear of both lamps")
        number = client.place_order(dim(65, by_query=True))
        wait_until(lambda: {state for _device, state in store.order_commands(number)} == {S.SENT}, 10)
        engine.send_signal(signal.SIGKILL)
        engine.wait(10)
        store.close()
    received = dict(bulbs.orders)
    assert set(received) == {(1, b"65"), (2, b"65")}
    centre = make_centre(mosquitto.url, profile="killed")
    centre.wait_online()
    bulbs.report(1, 65)
    order = ended(centre, number)
    assert order.counts == {S.CONFIRMED: 1, S.UNCONFIRMED: 1}
    assert states(centre, number) == {LAMP: S.CONFIRMED, SECOND_LAMP: S.UNCONFIRMED}
    assert dict(bulbs.orders) == received, "nothing is sent twice"
    holds = centre.look().control.holds
    assert {device: held[Source.OPERATOR].arguments["level"] for device, held in holds.items()} == {
        LAMP: 65, SECOND_LAMP: 65,
    }  # fmt: skip


@contextmanager
def engine_process(profile: Path, broker: Mosquitto) -> Iterator["subprocess.Popen[bytes]"]:
    """A real ``controlcenter engine``; killed at the end if it still runs."""
    words = [sys.executable, "-m", "controlcenter", "engine", "--profile", str(profile), "--broker", broker.url]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(20)


def heard(client: Client, bulbs: TasmotaLamps) -> bool:
    """Whether the engine knows how every lamp burns; before it listens nothing reaches it, so they say it again."""
    bulbs.appear()
    return sum("level" in one["points"] for one in client.snapshot()["devices"]) == bulbs.count


def test_a_hold_outlives_a_restart_and_the_plan_comes_back_when_it_is_released(make_centre, mosquitto, lamps):
    bulbs = lamps(2)
    centre = city(make_centre, mosquitto, bulbs)
    steps = (Step(clock("12:00"), lamp_action(True, 40)),)
    plan = Plan(Selection((DeviceId(LAMP),)), (Profile("always", steps),), default_profile="always")
    centre.ask(centre.engine.save_document(Document(DocumentId(0), "Always 40", plan), BY))
    wait_until(lambda: bulbs.orders[1, b"40"] and centre.value(LAMP, "level") == 40, 20, "the plan's level")
    assert bulbs.received(2) == 0
    held = place(centre, dim(90, LAMP))
    assert ended(centre, held).counts == {S.CONFIRMED: 1}
    centre.stop()
    bulbs.orders.clear()
    centre.start()
    centre.wait_online()
    bulbs.report(1, 90)
    wait_until(lambda: centre.value(LAMP, "level") == 90)
    claims = centre.ask(centre.engine.why(DeviceId(LAMP))).claims
    assert [(one.source, one.arguments["level"], one.in_force) for one in claims] == [
        (Source.OPERATOR, 90, True), (Source.PLAN, 40, False),
    ]  # fmt: skip
    assert not bulbs.orders, "nobody asked for anything"
    assert centre.ask(centre.engine.release([DeviceId(LAMP)], BY)) == []
    wait_until(lambda: centre.value(LAMP, "level") == 40, 20, "the plan's level again")
    assert bulbs.orders == {(1, b"40"): 1}
