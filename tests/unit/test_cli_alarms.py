"""`controlcenter alarms`, `ack`, `shelve` and `unshelve` on a store, with and without an engine that answers."""

import asyncio
import getpass
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from controlcenter.cli import main
from controlcenter.domain import alarms as life
from controlcenter.domain.alarms import Alarm, AlarmRefusedError, Deed, Sight, Step
from controlcenter.domain.commands import Operator
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import AreaId, DeviceId
from controlcenter.domain.readings import Quality
from controlcenter.engine.face import Refusal, Seen
from controlcenter.engine.requests import RequestDesk
from controlcenter.settings.profile import DATABASE
from controlcenter.storage import Store

AT = 1_795_434_127.0
LAN = Operator("lan", "desk-1")
LAMP = AlarmId(DeviceId("q1:tasmota:lamp-1"), "high_voltage")
PUMP = AlarmId(DeviceId("q1:modbus:pump/7"), "fault")
BROKER = AlarmId(DeviceId("q1:broker:main"), "offline")
SENSOR = AlarmId(DeviceId("q1:json_air:air-1"), "no_data")


def raised(alarm: AlarmId, priority: Priority, at: float, **sight: Any) -> Step:
    return life.raise_(Alarm(alarm, priority, area=AreaId(3)), Sight(at, **sight))


def steps() -> list[Step]:
    """Four alarms: one calls, one is acknowledged, one shelved, one suppressed behind the first."""
    broker = raised(BROKER, Priority.CRITICAL, AT)
    lamp = raised(LAMP, Priority.MEDIUM, AT + 10, source_at=AT + 8.5, value=251.5, limit=250.0, quality=Quality.STALE)
    seen = life.acknowledge(lamp.alarm, Deed(LAN, AT + 20, "crew\x1b[2J on its way"))
    pump = raised(PUMP, Priority.MEDIUM, AT + 30, value="jammed")
    shelved = life.shelve(pump.alarm, Deed(LAN, AT + 40, "đang sửa"), 3600.0, one_shot=True)
    sensor = raised(SENSOR, Priority.LOW, AT + 50)
    behind = life.suppress(sensor.alarm, BROKER, AT + 60)
    return [broker, lamp, seen, pump, shelved, sensor, behind]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    store = Store.open(tmp_path / DATABASE)
    store.save_alarm_steps([step.alarm for step in steps()], [step.entry for step in steps()])
    lamp = Device(LAMP.device, "q1", "tasmota", "lamp-1", "street_lamp", "Đèn Lê Lợi 1")
    store.save_devices([lamp], "lan", AT)
    store.close()
    return tmp_path


@pytest.fixture
def run(profile: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--profile", str(profile)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


class Desk:
    """An engine as the command line meets it: it does what the table of states says and stores it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked: list[tuple[Any, ...]] = []

    now = staticmethod(time.time)

    async def write(self, work: Callable[[], Any]) -> Any:
        return work()

    async def acknowledge(self, alarms: Sequence[Seen], by: Operator, note: str = "") -> Sequence[Refusal]:
        self.asked.append(("acknowledge", tuple(alarms), by.name, note))
        deed = Deed(by, self.now(), note)
        return self._each([one.alarm for one in alarms], lambda alarm: life.acknowledge(alarm, deed))

    async def shelve(
        self, alarms: Sequence[AlarmId], duration_s: float, reason: str, by: Operator, one_shot: bool = False
    ) -> Sequence[Refusal]:
        self.asked.append(("shelve", tuple(alarms), duration_s, reason, one_shot))
        deed = Deed(by, self.now(), reason)
        return self._each(alarms, lambda alarm: life.shelve(alarm, deed, duration_s, one_shot))

    async def unshelve(self, alarms: Sequence[AlarmId], by: Operator, note: str = "") -> Sequence[Refusal]:
        deed = Deed(by, self.now(), note)
        return self._each(alarms, lambda alarm: life.unshelve(alarm, deed))

    def _each(self, ids: Sequence[AlarmId], act: Callable[[Alarm], Step]) -> list[Refusal]:
        refused = []
        for id_ in ids:
            held = {one.id: one for one in self._store.load_alarms()}
            try:
                step = act(held.get(id_, Alarm(id_, Priority.LOW)))
                self._store.save_alarm_steps([step.alarm], [step.entry])
            except AlarmRefusedError as error:
                refused.append(Refusal(id_, error.code, str(error)))
        return refused


@pytest.fixture
def desk(profile: Path) -> Iterator[Desk]:
    """On duty for the whole test."""
    store = Store.open(profile / DATABASE)
    lock = Store.duty_lock(profile / DATABASE)
    assert lock.acquire("test")
    store.beat("test", time.time() + 60)
    engine = Desk(store)
    loop = asyncio.new_event_loop()
    serving: Any = RequestDesk(engine, store)  # type: ignore[arg-type]  # only what the desk of requests touches
    task = loop.create_task(serving.run())
    thread = threading.Thread(target=_run, args=(loop, task))
    thread.start()
    yield engine
    loop.call_soon_threadsafe(task.cancel)
    thread.join(10)
    loop.close()
    lock.release()
    store.close()


def _run(loop: asyncio.AbstractEventLoop, task: "asyncio.Task[None]") -> None:
    loop.run_until_complete(asyncio.wait([task]))


def test_alarms_are_listed_gravest_first_from_the_store_which_is_said(run):
    code, out, err = run("alarms")
    assert code == 0
    assert "No engine runs" in err
    assert [line.split()[0] for line in out.splitlines()] == ["CRITICAL", "MEDIUM", "MEDIUM", "LOW"]
    assert "1 devices behind it" in out.splitlines()[0]
    pump, lamp = out.splitlines()[1:3]
    assert "q1:modbus:pump/7/fault  jammed  shelved until 2026-11-23 19:42:47+07:00, one-shot by lan@desk-1" in pump
    assert "2026-11-23 18:42:17+07:00  q1:tasmota:lamp-1/high_voltage  Đèn Lê Lợi 1  251.5 (limit 250) [stale]" in lamp
    assert lamp.endswith("acknowledged by lan@desk-1: crew·[2J on its way")


def test_the_active_list_leaves_out_what_is_not_annunciated(run):
    shown = json.loads(run("alarms", "--active", "--json")[1])["alarms"]
    assert [row["id"] for row in shown] == [str(BROKER), str(LAMP)]


def test_json_tells_who_when_why_and_until(run):
    code, out, err = run("alarms", "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert (told["format"], told["live"]) == (1, False)
    broker, pump, lamp, sensor = told["alarms"]
    assert lamp == {
        "id": str(LAMP), "device": LAMP.device, "condition": "high_voltage", "area": 3, "priority": "medium",
        "value": 251.5, "limit": 250.0, "quality": "stale", "name": "Đèn Lê Lợi 1", "state": "acknowledged",
        "active": True, "annunciated": False, "latching": False, "occurrence": 1, "raised_at": AT + 10,
        "source_at": AT + 8.5, "cleared_at": None, "changed_at": AT + 20,
        "acknowledged": {"by": "lan", "seat": "desk-1", "at": AT + 20, "note": "crew\x1b[2J on its way"},
        "shelved": None, "suppressed": None, "out_of_service": None, "behind": 0,
    }  # fmt: skip
    assert pump["shelved"] == {
        "by": "lan", "seat": "desk-1", "at": AT + 40, "until": AT + 3640, "reason": "đang sửa", "one_shot": True,
    }  # fmt: skip
    assert sensor["suppressed"] == {"at": AT + 60, "cause": str(BROKER)}
    assert (broker["behind"], broker["name"], broker["state"]) == (1, None, "unacknowledged")


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (("--device", "lamp-1"), [LAMP]),
        (("--device", "q1:broker:main"), [BROKER]),
        (("--from", "2026-11-23T11:42:20+00:00"), [PUMP, SENSOR]),
        (("--to", "2026-11-23T18:42:17"), [BROKER]),
        (("--limit", "2"), [BROKER, PUMP]),
    ],
)
def test_alarms_are_narrowed(run, options, ids):
    assert [row["id"] for row in json.loads(run("alarms", "--json", *options)[1])["alarms"]] == [str(i) for i in ids]


def test_the_journal_is_newest_first(run):
    rows = json.loads(run("alarms", "--journal", "--json")[1])["journal"]
    assert [row["number"] for row in rows] == [7, 6, 5, 4, 3, 2, 1]
    assert rows[4] == {
        "id": str(LAMP), "device": LAMP.device, "condition": "high_voltage", "area": 3, "priority": "medium",
        "value": 251.5, "limit": 250.0, "quality": "stale", "number": 3, "at": AT + 20, "source_at": None,
        "event": "acknowledged", "before": "unacknowledged", "after": "acknowledged", "shelved": False,
        "suppressed": False, "out_of_service": False, "by": "lan", "seat": "desk-1",
        "note": "crew\x1b[2J on its way", "until": None, "cause": None,
    }  # fmt: skip
    _code, out, err = run("alarms", "--journal", "--device", "lamp-1", "--limit", "1")
    assert "No engine runs" in err
    (line,) = out.splitlines()
    assert line.startswith("2026-11-23 18:42:27+07:00  MEDIUM    acknowledged")
    assert line.endswith("unacknowledged → acknowledged  251.5 (limit 250) [stale]  by lan@desk-1: crew·[2J on its way")


def test_the_engine_acknowledges_and_refuses_each_alarm_by_itself(run, desk: Desk, profile: Path):
    code, out, err = run("ack", str(BROKER), str(LAMP), "--note", "seen")
    assert code == 1
    assert out == f"{BROKER}  acknowledged\n"
    assert err == f"{LAMP}  REFUSED  already_acknowledged: {LAMP} is acknowledged already\n"
    assert desk.asked == [("acknowledge", (Seen(BROKER), Seen(LAMP)), getpass.getuser(), "seen")]
    told = json.loads(run("alarms", "--json")[1])
    assert told["live"]
    assert told["alarms"][0]["acknowledged"]["note"] == "seen"


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90.0), ("30m", 1800.0), ("1.5h", 5400.0), ("2h", 7200.0), ("1d", 86400.0)]
)
def test_the_engine_shelves_for_a_time(run, desk: Desk, text: str, seconds: float):
    assert run("shelve", str(BROKER), "--for", text, "--reason", "bảo trì", "--one-shot") == (
        0, f"{BROKER}  shelved\n", "",
    )  # fmt: skip
    assert desk.asked == [("shelve", (BROKER,), seconds, "bảo trì", True)]
    held = json.loads(run("alarms", "--json")[1])["alarms"][0]["shelved"]
    assert held["until"] - held["at"] == pytest.approx(seconds)


def test_what_the_states_refuse_is_told(run, desk: Desk):
    code, out, err = run("shelve", str(BROKER), "--for", "8d", "--reason", "holidays")
    assert (code, out) == (1, "")
    assert "REFUSED  bad_duration" in err
    assert run("unshelve", str(PUMP)) == (0, f"{PUMP}  unshelved\n", "")
    assert run("unshelve", str(PUMP))[0] == 1


@pytest.mark.parametrize(
    "words", [("ack", str(BROKER)), ("shelve", str(BROKER), "--for", "2h", "--reason", "x"), ("unshelve", str(PUMP))]
)
def test_without_an_engine_nothing_is_done(run, profile: Path, words):
    store = Store.open(profile / DATABASE)
    before = store.load_alarms()
    code, out, err = run(*words)
    assert (code, out) == (1, "")
    assert "no engine runs on this profile" in err
    assert store.load_alarms() == before
    store.close()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("ack", "lamp-1"), "'lamp-1' is not an alarm"),
        (("ack",), "ID"),
        (("shelve", str(LAMP), "--for", "soon", "--reason", "x"), "'soon' is not a duration"),
        (("shelve", str(LAMP), "--for", "0s", "--reason", "x"), "'0s' is not a duration"),
        (("shelve", str(LAMP), "--for", "2h"), "--reason"),
        (("alarms", "--active", "--journal"), "not allowed with"),
        (("alarms", "--limit", "0"), "0 is not a number of lines"),
    ],
)
def test_wrong_use_is_refused_with_the_reason(run, capsys, words, problem):
    with pytest.raises(SystemExit) as left:
        run(*words)
    assert left.value.code == 2
    assert problem in capsys.readouterr().err


async def test_a_request_that_is_no_request_is_refused(profile: Path):
    store = Store.open(profile / DATABASE)
    desk = RequestDesk(Desk(store), store)  # type: ignore[arg-type]  # only what the desk of requests touches
    for body, words in (
        ({"alarms": ["nonsense"]}, "bad_alarm: 'nonsense' is not an alarm"),
        ({"alarms": "all"}, "bad_request: "),
        ({}, "bad_request: "),
    ):
        number = store.post_request("acknowledge", body, "lan@desk-1", time.time())
        for request in store.take_requests():
            await desk._serve(request)
        answer = store.read_answer(number)
        assert answer is not None and answer.error is not None and answer.error.startswith(words)
    assert msgspec.structs.asdict(store.load_alarms()[0])["acknowledgement"] is None
    store.close()
