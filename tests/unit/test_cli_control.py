"""The command desk's command line on a store, with and without an engine that answers."""

import asyncio
import getpass
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from controlcenter import places
from controlcenter.cli import main
from controlcenter.cli_control import parse_until
from controlcenter.cli_signs import as_multi, picture_of
from controlcenter.domain.authority import Claim, DeviceRefusal, Lock, Why
from controlcenter.domain.commands import CommandRecord, CommandState, Operator, Source, advance
from controlcenter.domain.devices import Device, Position
from controlcenter.domain.documents import Document, Group
from controlcenter.domain.ids import CommandId, DeviceId, DocumentId, OrderId
from controlcenter.domain.orders import Exclusion, OrderDraft, OrderPreview, OrderRecord, OrderState, Target
from controlcenter.domain.plans import Plan, Profile, Step, clock, lamp_action
from controlcenter.domain.readings import Value
from controlcenter.domain.selections import Selection
from controlcenter.engine.control.signs import face_of
from controlcenter.engine.face import EngineError
from controlcenter.engine.requests import RequestDesk
from controlcenter.settings.profile import DATABASE
from controlcenter.storage import Store

AT = 1_795_434_127.0
LAN = Operator("lan", "desk-1")
LAMPS = [DeviceId(f"q1:tasmota:lamp-{number}") for number in (1, 2, 3)]
SIGN = DeviceId("q1:message_sign:vms-1")
S = CommandState


def group() -> Document:
    return Document(DocumentId(0), "Đường Lê Lợi", Group(Selection(tuple(LAMPS))), AT, "lan")


def plan() -> Document:
    steps = (
        Step(clock("18:00"), lamp_action(True, 100)), Step(clock("23:00"), lamp_action(True, 40)),
        Step(clock("05:30"), lamp_action(False)),
    )  # fmt: skip
    body = Plan(Selection(tuple(LAMPS)), (Profile("night", steps),), default_profile="night", description="all year")
    return Document(DocumentId(0), "Đèn đường", body, AT, "lan")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    store = Store.open(tmp_path / DATABASE)
    lamps = [
        Device(one, "q1", "tasmota", one.rpartition(":")[2], "streetlight", f"Đèn {n}", position=Position(106.7, 10.8))
        for n, one in enumerate(LAMPS, 1)
    ]
    sign = Device(SIGN, "q1", "message_sign", "vms-1", "sign", "Cầu Kênh", options={"width": 64, "height": 16})
    store.save_devices([*lamps, sign], "lan", AT)
    store.save_document(group())
    store.save_document(plan())
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
    """An engine as the command line meets it. Each lamp ends as ``ends`` says, the others are confirmed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked: list[tuple[Any, ...]] = []
        self.excluded: tuple[Exclusion, ...] = ()
        self.approval: tuple[str, ...] = ()
        self.ends: dict[DeviceId, tuple[CommandState, str]] = {}
        self.refusals: list[DeviceRefusal] = []
        self.said = Why(LAMPS[0])

    now = staticmethod(time.time)

    async def write(self, work: Callable[[], Any]) -> Any:
        return work()

    async def send(
        self, device: DeviceId, command: str, arguments: dict[str, Value], by: Operator, until: float | None,
        reason: str,
    ) -> CommandRecord:  # fmt: skip
        self.asked.append(("send", device, command, arguments, until, reason))
        now = self.now()
        record = CommandRecord(CommandId(0), device, command, arguments, by, now, now + 60, S.REQUESTED, now)
        return self._ended(self._store.new_command(record))

    async def preview_order(self, draft: OrderDraft, _by: Operator) -> OrderPreview:
        self.asked.append(("preview", draft))
        (action,) = draft.actions
        out = {one.device for one in self.excluded}
        chosen = LAMPS if action.selection.groups else action.selection.devices
        targets = tuple(Target(one, action.command, action.arguments) for one in chosen if one not in out)
        return OrderPreview(targets, self.excluded, self.approval, 0.5)

    async def place_order(self, draft: OrderDraft, by: Operator) -> OrderRecord:
        found = await self.preview_order(draft, by)
        now = self.now()
        order = OrderRecord(
            OrderId(0), "", draft.reason, draft.source, by, now, draft.until, OrderState.ROLLING, now,
            len(found.affected), {}, found.excluded, draft.actions, found.approval,
        )  # fmt: skip
        commands = [
            CommandRecord(
                CommandId(0), one.device, one.command, one.arguments, by, now, now + 60, S.REQUESTED, now,
                source=draft.source,
            )
            for one in found.affected
        ]  # fmt: skip
        stored, numbered = self._store.new_order(order, commands)
        for command in numbered:
            self._ended(command)
        self._store.save_order(msgspec.structs.replace(stored, state=OrderState.DONE))
        return stored

    def _ended(self, command: CommandRecord) -> CommandRecord:
        state, reason = self.ends.get(command.device, (S.CONFIRMED, "shown: level=60"))
        for step, why in ((S.QUEUED, ""), (S.SENT, ""), (state, reason)):
            command = advance(command, step, self.now(), why)
            self._store.step_command(command)
        return command

    async def approve_order(self, order: OrderId, by: Operator, note: str) -> OrderRecord:
        raise EngineError("same_person", f"{by.name} asked for order {order}: somebody else must agree")

    async def cancel_order(self, order: OrderId, _by: Operator, note: str) -> OrderRecord:
        self.asked.append(("cancel", order, note))
        held = self._store.order(order)
        assert held is not None
        return msgspec.structs.replace(held, state=OrderState.CANCELLED)

    async def lock_devices(
        self, devices: list[DeviceId], reason: str, _by: Operator, until: float | None
    ) -> list[DeviceRefusal]:
        self.asked.append(("lock", devices, reason, until))
        return self.refusals

    async def unlock_devices(self, devices: list[DeviceId], _by: Operator, note: str) -> list[DeviceRefusal]:
        self.asked.append(("unlock", devices, note))
        return self.refusals

    async def release(self, devices: list[DeviceId], _by: Operator, reason: str) -> list[DeviceRefusal]:
        self.asked.append(("release", devices, reason))
        return self.refusals

    async def why(self, device: DeviceId) -> Why:
        return msgspec.structs.replace(self.said, device=device)


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
    thread = threading.Thread(target=lambda: loop.run_until_complete(asyncio.wait([task])))
    thread.start()
    yield engine
    loop.call_soon_threadsafe(task.cancel)
    thread.join(10)
    loop.close()
    lock.release()
    store.close()


def test_an_order_for_a_group_succeeds_only_when_everybody_is_confirmed(run, desk: Desk):
    code, out, err = run(
        "send", "--group", "Đường Lê Lợi", "dim", "level=60", "--reason", "rain", "--source", "incident"
    )
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "3 devices will be commanded, in 0.5 s"
    assert out.splitlines()[-1] == "order 1  DONE       3 confirmed"
    draft = desk.asked[0][1]
    assert (draft.source, draft.reason, draft.until) == (Source.INCIDENT, "rain", None)
    assert draft.actions[0].arguments == {"level": 60}
    desk.ends = {LAMPS[1]: (S.UNCONFIRMED, "no_answer")}
    code, out, _err = run("send", "--group", "1", "dim", "level=60")
    assert code == 1
    assert out.splitlines()[-2:] == [
        "order 2  DONE       2 confirmed, 1 unconfirmed",
        f"{LAMPS[1]}  UNCONFIRMED  no_answer",
    ]


def test_who_is_left_out_is_told_by_reason_and_a_dry_run_sends_nothing(run, desk: Desk):
    desk.excluded = (
        Exclusion(LAMPS[0], "locked", {"owner": "minh", "reason": "ladder"}), Exclusion(LAMPS[2], "offline")
    )  # fmt: skip
    code, out, _err = run("send", "--group", "1", "turn_off", "--dry-run", "--until", "2h")
    assert code == 0
    assert out.splitlines() == [
        "1 devices will be commanded, in 0.5 s",
        "1 left out: locked (owner=minh, reason=ladder)",
        "1 left out: offline",
    ]
    assert [one[0] for one in desk.asked] == ["preview"]
    assert desk.asked[0][1].until == pytest.approx(time.time() + 7200, abs=20)


def test_one_device_is_sent_until_a_time_for_a_reason(run, desk: Desk):
    code, out, _err = run("send", "lamp-1", "dim", "level=60", "--until", "30min", "--reason", "night work")
    assert (code, out.splitlines()[-1].split()[1]) == (0, "CONFIRMED")
    verb, device, command, arguments, until, reason = desk.asked[0]
    assert (verb, device, command, arguments, reason) == ("send", LAMPS[0], "dim", {"level": 60}, "night work")
    assert until == pytest.approx(time.time() + 1800, abs=20)
    desk.ends = {LAMPS[0]: (S.MISMATCH, "wrong_value: level=12")}
    assert run("send", "lamp-1", "dim", "level=60")[0] == 1


def test_orders_are_listed_with_their_counts(run, desk: Desk):
    desk.ends = {LAMPS[1]: (S.MISMATCH, "wrong_value: level=12")}
    run("send", "--group", "1", "dim", "level=60", "--reason", "rain")
    told = json.loads(run("orders", "--json")[1])
    assert (told["format"], told["live"]) == (1, True)
    (row,) = told["orders"]
    assert (row["id"], row["state"], row["source"], row["reason"]) == (1, "done", "operator", "rain")
    assert (row["total"], row["by"], row["retry_of"], row["excluded"]) == (3, getpass.getuser(), None, {})
    code, out, _err = run("orders")
    assert code == 0 and "DONE" in out and "rain" in out


def test_decisions_reach_the_engine_and_refusals_are_said(run, desk: Desk):
    run("send", "--group", "1", "dim", "level=60")
    assert run("cancel", "1", "--note", "wrong street") == (0, "order 1  CANCELLED\n", "")
    assert desk.asked[-1] == ("cancel", 1, "wrong street")
    code, out, err = run("approve", "1")
    assert (code, out) == (1, "")
    assert "somebody else must agree" in err


def test_locks_and_releases_name_each_device(run, desk: Desk):
    desk.refusals = [DeviceRefusal(LAMPS[1], "locked", "it is locked by minh")]
    code, out, err = run("lock", "lamp-1", "Đèn 2", "--reason", "ladder", "--for", "2h")
    assert (code, out, err) == (1, f"{LAMPS[0]}  locked\n", f"{LAMPS[1]}  REFUSED  locked: it is locked by minh\n")
    verb, devices, reason, until = desk.asked[-1]
    assert (verb, devices, reason) == ("lock", LAMPS[:2], "ladder")
    assert until == pytest.approx(time.time() + 7200, abs=20)
    desk.refusals = []
    assert run("unlock", "lamp-1", "--note", "done") == (0, f"{LAMPS[0]}  unlocked\n", "")
    assert run("release", "lamp-3") == (0, f"{LAMPS[2]}  released\n", "")
    assert desk.asked[-2:] == [("unlock", [LAMPS[0]], "done"), ("release", [LAMPS[2]], "")]


def test_why_tells_the_claims_the_lock_and_the_last_command(run, desk: Desk):
    last = CommandRecord(
        CommandId(9), LAMPS[0], "dim", {"level": 80}, LAN, AT, AT + 60, S.CONFIRMED, AT + 1, "shown: level=80",
        source=Source.INCIDENT,
    )  # fmt: skip
    claims = (
        Claim(Source.INCIDENT, "dim", {"level": 80}, AT, AT + 3600, LAN, "crash", in_force=True),
        Claim(Source.PLAN, "dim", {"level": 40}, AT - 900, None, plan="Đèn đường › night"),
    )
    desk.said = Why(LAMPS[0], claims, Lock(LAMPS[0], LAN, "ladder", AT, None), last)
    code, out, _err = run("why", "lamp-1")
    assert code == 0
    assert out.splitlines() == [
        f"{LAMPS[0]}  Đèn 1",
        "locked by lan@desk-1 since 2026-11-23 18:42:07+07:00: ladder",
        "→ INCIDENT   dim level=80  lan@desk-1  crash  since 2026-11-23 18:42:07+07:00"
        "  until 2026-11-23 19:42:07+07:00",
        "  PLAN       dim level=40  Đèn đường › night  since 2026-11-23 18:27:07+07:00",
        "last command 9  dim level=80  CONFIRMED  shown: level=80  2026-11-23 18:42:08+07:00",
    ]
    told = json.loads(run("why", "lamp-1", "--json")[1])
    assert [(one["source"], one["in_force"]) for one in told["claims"]] == [("incident", True), ("plan", False)]
    assert (told["format"], told["lock"]["owner"]["name"], told["last"]["source"]) == (1, "lan", "incident")


def test_a_sign_is_given_words_with_a_priority(run, desk: Desk):
    words = ("--priority", "incident", "--for", "2h")
    assert run("signs", "show", "vms-1", r"NGẬP\nĐI CHẬM", *words)[0] == 0
    draft = desk.asked[0][1]
    assert draft.source is Source.INCIDENT and draft.even_if_same
    assert draft.actions[0].arguments == {"multi": "[jp3]NGẬP[nl]ĐI CHẬM", "priority": "incident"}
    assert draft.until == pytest.approx(time.time() + 7200, abs=20)


def test_a_picture_has_a_sign_a_pixel_and_says_what_it_cannot_draw():
    sign = Device(SIGN, "q1", "message_sign", "vms-1", "sign", "", options={"width": 64, "height": 16})
    rows = picture_of(as_multi("NGẬP"), face_of(sign, places.SIGN_FONTS)).splitlines()
    assert (len(rows), {len(row) for row in rows}) == (16, {64})
    assert set("".join(rows)) == {"#", "."}
    assert "line too long" in picture_of("B" * 40, face_of(sign, places.SIGN_FONTS))
    assert as_multi("[fo2]A") == "[fo2]A"


def test_a_text_that_does_not_fit_is_refused_with_its_place(run, desk: Desk):
    desk.excluded = (Exclusion(SIGN, "does_not_fit", {"problem": "line_too_long", "px": 40, "page": 0, "line": 1}),)
    code, out, err = run("signs", "show", "Cầu Kênh", "A[nl]" + "B" * 40)
    assert (code, out) == (1, "")
    assert "line_too_long" in err and "line=1" in err
    assert [one[0] for one in desk.asked] == ["preview"]


def test_signs_are_listed_from_the_store(run):
    code, out, _err = run("signs")
    assert (code, out) == (0, f"{SIGN}  Cầu Kênh  unknown  ?\n")
    assert json.loads(run("signs", "--json")[1])["signs"][0]["message"] is None


def test_a_plan_is_previewed_for_a_day_without_an_engine(run):
    code, out, _err = run("plans", "preview", "Đèn đường", "--date", "2026-11-24")
    assert code == 0
    assert out.splitlines() == [
        "2026-11-24 12:00:00+07:00  2026-11-24 18:00:00+07:00    0 %  turn_off  night",
        "2026-11-24 18:00:00+07:00  2026-11-24 23:00:00+07:00  100 %  dim level=100  night",
        "2026-11-24 23:00:00+07:00  2026-11-25 05:30:00+07:00   40 %  dim level=40  night",
        "2026-11-25 05:30:00+07:00  2026-11-25 12:00:00+07:00    0 %  turn_off  night",
    ]
    told = json.loads(run("plans", "preview", "2", "--date", "2026-11-24", "--json")[1])
    assert (told["date"], told["timezone"], told["place"]) == ("2026-11-24", "Asia/Ho_Chi_Minh", [106.7, 10.8])
    assert [one["level"] for one in told["segments"]] == [0, 100, 40, 0]
    (row,) = json.loads(run("plans", "--json")[1])["plans"]
    assert (row["name"], row["enabled"], row["devices"], row["profiles"]) == ("Đèn đường", True, 3, ["night"])


@pytest.mark.parametrize(
    "words",
    [
        ("send", "--group", "1", "dim", "level=60"), ("signs", "blank", "vms-1"), ("approve", "1"), ("why", "lamp-1"),
        ("lock", "lamp-1", "--reason", "x"), ("release", "lamp-1"),
    ],
)  # fmt: skip
def test_without_an_engine_nothing_is_done(run, words):
    code, out, err = run(*words)
    assert (code, out) == (1, "")
    assert "no engine runs on this profile" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("send", "--group", "Nowhere", "dim"), "there is no group 'Nowhere'"),
        (("send", "--group", "1", "fly"), "no kind of device has a command fly"),
        (("send", "--group", "1", "dim", "level=900"), "level"),
        (("send", "lamp-1"), "DEVICE COMMAND"),
        (("send", "lamp-1", "dim", "level=6", "--until", "2020-01-01"), "over already"),
        (("plans", "preview", "Nothing"), "there is no plan 'Nothing'"),
        (("signs", "show", "lamp-1", "A"), "not a sign"),
    ],
)
def test_what_makes_no_sense_is_refused(run, words, said):
    code, out, err = run(*words)
    assert code in (1, 2) and not out
    assert said in err


def test_ends_are_read_forward_and_in_the_sites_zone():
    zone = ZoneInfo("Asia/Ho_Chi_Minh")  # AT is 18:42:07 there
    assert parse_until("19:00", AT, zone) - AT == 17 * 60 + 53
    assert parse_until("18:00", AT, zone) - AT == 24 * 3600 - (42 * 60 + 7)
    assert parse_until("90s", AT, zone) - AT == 90
    assert parse_until("2026-11-23T20:42:07", AT, zone) - AT == 7200
    for text in ("25:00", "soon", "2026-11-23T18:42:07"):
        with pytest.raises(EngineError):
            parse_until(text, AT, zone)
