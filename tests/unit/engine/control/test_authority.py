"""Who rules a device: the weightier source wins, ends by time or by hand, and what it outranked comes back."""

import pytest

from controlcenter.domain.commands import CommandState, Source
from controlcenter.domain.documents import Snapshot
from controlcenter.domain.orders import Action, OrderDraft
from controlcenter.domain.selections import Selection
from controlcenter.engine.face import EngineError
from tests.unit.engine.control.conftest import BA, LAMPS, LAN, SIGN, Desk, dim

S = CommandState
LAMP = LAMPS[0]


async def done(desk: Desk, **values: object) -> None:
    """Let the order out and the lamp say so."""
    await desk.run(1)
    desk.receive()
    desk.say(LAMP, **values)  # type: ignore[arg-type]  # plain values
    await desk.run(1)


async def test_an_incident_outranks_an_operator_and_gives_the_lamp_back(desk: Desk) -> None:
    await desk.place_order(dim(30, LAMP, reason="film crew"), LAN)
    await done(desk, level=30)
    until = desk.now() + 60
    await desk.place_order(dim(100, LAMP, source=Source.INCIDENT, until=until, reason="crash"), BA)
    await done(desk, level=100)
    refused = await desk.preview_order(dim(50, LAMP), LAN)
    assert [(one.code, one.facts) for one in refused.excluded] == [("outranked", {"source": "incident", "by": "ba"})]
    assert (await desk.send(LAMP, "dim", {"level": 50}, LAN)).reason == "outranked: source=incident, by=ba"
    claims = (await desk.why(LAMP)).claims
    assert [(one.source, one.arguments, one.in_force, one.reason) for one in claims] == [
        (Source.INCIDENT, {"level": 100}, True, "crash"), (Source.OPERATOR, {"level": 30}, False, "film crew"),
    ]  # fmt: skip
    await desk.run(62)
    assert desk.sent() == ["cmd/lamp-1/dim"]
    back = desk.last(LAMP)
    assert (back.arguments, back.source, back.by, back.note) == ({"level": 30}, Source.OPERATOR, LAN, "@return")
    held = desk.control.authority.in_force(LAMP)
    assert held is not None
    assert (held.by, held.reason) == (LAN, "film crew"), "what came back is still the first order's"


async def test_of_two_opposite_orders_the_later_wins_and_the_earlier_is_told(desk: Desk) -> None:
    first = await desk.send(LAMP, "turn_on", {}, LAN)
    second = await desk.send(LAMP, "turn_off", {}, BA)
    desk.receive()
    desk.say(LAMP, on=False)
    assert (desk.command(first.id).state, desk.command(first.id).reason) == (S.SUPERSEDED, f"superseded: {second.id}")
    assert desk.command(second.id).state is S.CONFIRMED
    held = desk.control.authority.in_force(LAMP)
    assert held is not None
    assert (held.by, held.command) == (BA, "turn_off")


async def test_an_order_the_device_refused_holds_nothing(desk: Desk) -> None:
    from controlcenter.drivers.api import Answer

    await desk.send(LAMP, "dim", {"level": 30}, LAN)
    desk.receive()
    desk.say(LAMP, level=30)
    await desk.send(LAMP, "turn_off", {}, BA)
    desk.receive()
    desk.commander.answer(LAMP, Answer(False, "locked out"), desk.now())
    held = desk.control.authority.in_force(LAMP)
    assert held is not None
    assert (held.by, held.command) == (LAN, "dim"), "the lamp still does what it was told before"


async def test_holds_survive_a_restart_and_end_in_time(desk: Desk) -> None:
    await desk.send(LAMP, "dim", {"level": 30}, LAN, until=desk.now() + 100, reason="repair")
    await desk.run(1)
    await desk.close()
    await desk.open(list(desk.inventory.devices.values()))
    held = desk.control.authority.in_force(LAMP)
    assert held is not None
    assert (held.reason, held.by) == ("repair", LAN)
    desk.published.clear()
    await desk.run(110)
    assert desk.control.authority.in_force(LAMP) is None
    assert desk.store.load_holds() == []
    assert desk.published == [], "no plan wants anything of it"


async def test_after_a_long_silence_an_override_does_not_come_back(desk: Desk) -> None:
    await desk.send(LAMP, "dim", {"level": 30}, LAN)
    desk.receive()
    desk.say(LAMP, level=30)
    desk.control.connection(LAMP, False, desk.now())
    await desk.run(desk.options.override_survives_s + 5, 5.0)
    desk.control.connection(LAMP, True, desk.now())
    assert desk.control.authority.in_force(LAMP) is None
    await desk.run(20)
    assert desk.published == []


async def test_a_silence_nobody_told_of_counts_as_well(desk: Desk) -> None:
    await desk.send(LAMP, "dim", {"level": 30}, LAN)
    desk.receive()
    desk.say(LAMP, level=30)
    await desk.run(desk.options.override_survives_s - 5, 5.0)
    desk.say(LAMP, level=30)
    await desk.run(desk.options.override_survives_s - 5, 5.0)
    assert desk.control.authority.in_force(LAMP) is not None, "it spoke in between"
    await desk.run(15, 5.0)
    desk.say(LAMP, level=100)
    await desk.run(20)
    assert desk.control.authority.in_force(LAMP) is None
    assert desk.published == []


async def test_after_a_short_silence_a_lamp_that_forgot_is_told_again(desk: Desk) -> None:
    await desk.send(LAMP, "dim", {"level": 30}, LAN)
    desk.receive()
    desk.say(LAMP, level=30)
    desk.control.connection(LAMP, False, desk.now())
    await desk.run(30)
    desk.control.connection(LAMP, True, desk.now())
    desk.say(LAMP, level=100)
    await desk.run(10)
    assert desk.published == [], "it is given time to say how it stands"
    await desk.run(10)
    assert desk.sent() == ["cmd/lamp-1/dim"]
    assert desk.last(LAMP).note == "@back_online"


async def test_release_brings_back_what_was_below(desk: Desk) -> None:
    await desk.send(LAMP, "dim", {"level": 30}, LAN)
    await desk.place_order(dim(90, LAMP, source=Source.INCIDENT), BA)
    await done(desk, level=90)
    assert await desk.release([LAMP], BA, source=Source.INCIDENT) == []
    await desk.run(1)
    assert desk.last(LAMP).arguments == {"level": 30}
    assert await desk.release([LAMP], BA) == []
    (refused,) = await desk.release([LAMP], BA)
    assert refused.code == "not_held"


async def test_only_the_owner_commands_what_is_locked(desk: Desk) -> None:
    with pytest.raises(EngineError, match="reason"):
        await desk.lock_devices([LAMP], "  ", BA)
    with pytest.raises(EngineError, match="over already"):
        await desk.lock_devices([LAMP], "work", BA, until=desk.now() - 1)
    assert await desk.lock_devices([LAMP], "ladder", BA, until=desk.now() + 60) == []
    assert (await desk.lock_devices([LAMP], "mine", LAN))[0].code == "locked"
    assert (await desk.send(LAMP, "turn_on", {}, LAN)).reason == "locked: owner=ba, reason=ladder"
    assert (await desk.send(LAMP, "turn_off", {}, BA)).state is S.QUEUED
    (refused,) = await desk.release([LAMP], LAN)
    assert refused.code == "locked"
    await desk.run(62)
    assert (await desk.send(LAMP, "turn_on", {}, LAN)).state is S.QUEUED, "the lock is over"
    assert desk.store.load_locks() == []


async def test_somebody_elses_lock_is_only_taken_away_with_a_note(desk: Desk) -> None:
    await desk.lock_devices([LAMP], "ladder", BA)
    assert (await desk.unlock_devices([LAMP], LAN))[0].code == "no_reason"
    assert await desk.unlock_devices([LAMP], LAN, "ba went home") == []
    assert (await desk.unlock_devices([LAMP], LAN))[0].code == "not_locked"


def show(text: str, duration_s: int, **more: object) -> OrderDraft:
    action = Action(Selection((SIGN.id,)), "show", {"multi": text, "duration_s": duration_s})
    return OrderDraft((action,), **more)  # type: ignore[arg-type]  # plain values


async def test_a_message_is_renewed_while_it_is_in_force_and_goes_out_at_its_end(desk: Desk) -> None:
    await desk.place_order(show("NGẬP", 60, until=desk.now() + 150), LAN)
    await desk.run(1)
    desk.receive()
    desk.say(SIGN.id, message="NGẬP")
    await desk.run(45)
    desk.receive()
    renewed = desk.last(SIGN.id)
    assert (renewed.note, renewed.arguments["duration_s"]) == ("@renewal", 60)
    desk.say(SIGN.id, message="NGẬP")
    await desk.run(75)
    assert desk.last(SIGN.id).arguments["duration_s"] < 60, "the last lease is no longer than the order"
    desk.published.clear()
    await desk.run(40)
    assert desk.sent() == ["cmd/sign/blank"], "nobody wants anything of it any more"


async def test_a_message_is_never_left_with_the_sign_for_longer_than_it_is_meant(desk: Desk) -> None:
    for duration_s, lease in ((600, 30), (0, 30), (20, 20)):
        order = await desk.place_order(show("NGẬP", duration_s, until=desk.now() + 30, even_if_same=True), LAN)
        assert order.until is not None
        assert desk.last(SIGN.id).arguments["duration_s"] == lease
    sent = await desk.send(SIGN.id, "show", {"multi": "NGẬP", "duration_s": 600}, LAN, until=desk.now() + 40)
    assert sent.arguments["duration_s"] == 40


async def test_a_device_has_a_snapshot_taken_and_brought_back(desk: Desk) -> None:
    desk.say(LAMPS[0], on=True, level=40)
    desk.say(LAMPS[1], on=False, level=0)
    desk.say(SIGN.id, message="GIẢM TỐC ĐỘ")
    kept = await desk.take_snapshot("before the feast", [*LAMPS, SIGN.id], LAN)
    assert isinstance(kept.body, Snapshot)
    assert set(kept.body.values) == {LAMPS[0], LAMPS[1], SIGN.id}
    draft = await desk.snapshot_draft(kept.id)
    assert [(one.selection.devices, one.command, one.arguments) for one in draft.actions] == [
        ((LAMPS[0],), "dim", {"level": 40}),
        ((LAMPS[1],), "turn_off", {}),
        ((SIGN.id,), "show", {"multi": "GIẢM TỐC ĐỘ", "duration_s": 600}),
    ]
    desk.say(LAMPS[0], level=100)
    preview = await desk.preview_order(draft, LAN)
    assert [one.device for one in preview.affected] == [LAMPS[0]], "the others are there already"
    part = await desk.snapshot_draft(kept.id, [LAMPS[1]])
    assert len(part.actions) == 1
    with pytest.raises(EngineError, match="no snapshot"):
        await desk.snapshot_draft(part.retry_of or kept.id + 99)  # type: ignore[arg-type]  # plain numbers
    with pytest.raises(EngineError, match="reports a set-point"):
        await desk.take_snapshot("nothing", [LAMPS[3]], LAN)
