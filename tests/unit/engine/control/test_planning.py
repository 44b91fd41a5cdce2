"""Plans become orders: at their steps, when they are saved, and for whoever comes back; a hold outranks them."""

from datetime import UTC, datetime

import msgspec
import pytest

from controlcenter.domain.commands import CommandState, Source
from controlcenter.domain.documents import Document
from controlcenter.domain.ids import DocumentId
from controlcenter.domain.plans import Plan, Profile, Step, clock, lamp_action
from controlcenter.domain.selections import Query, Selection
from controlcenter.engine.control.planning import FIRST_LOOK_S, REVIEW_EVERY_S
from controlcenter.engine.face import CommandFilter, EngineError
from tests.unit.engine.control.conftest import LAMPS, LAN, Desk, lamp

NIGHT = Profile(
    "night",
    (
        Step(clock("18:00"), lamp_action(True)),
        Step(clock("22:30"), lamp_action(True, 60)),
        Step(clock("05:00"), lamp_action(False)),
    ),
)
PLAN = Plan(Selection(query=Query(kinds=("streetlight",))), (NIGHT,), default_profile="night")


@pytest.fixture(autouse=True)
def evening(clock: object) -> None:
    """21:00 in Vietnam."""
    clock.now = datetime(2026, 11, 24, 14, 0, tzinfo=UTC).timestamp()  # type: ignore[attr-defined]  # the hand clock


async def save(desk: Desk, plan: Plan = PLAN, name: str = "Evening") -> Document:
    return await desk.save_document(Document(DocumentId(0), name, plan), LAN)


async def test_a_plan_that_is_saved_sets_those_who_stand_otherwise(desk: Desk) -> None:
    desk.say(LAMPS[0], on=True)
    desk.say(LAMPS[1], on=False)
    await save(desk)
    await desk.run(2)
    assert desk.sent() == [f"cmd/lamp-{number}/turn_on" for number in (2, 3, 4)]
    (record,) = await desk.command_log(CommandFilter(devices=(LAMPS[1],)))
    assert (record.source, record.note, record.by.name) == (Source.PLAN, "@plan", "control center")
    (order,) = await desk.orders()
    assert (order.title, order.reason, order.excluded) == ("@plan", "Evening › night", ())


async def test_a_step_becomes_an_order_and_an_operators_hold_outranks_it(desk: Desk) -> None:
    await save(desk)
    await desk.run(2)
    desk.receive()
    for device in LAMPS:
        desk.say(device, on=True, level=100)
    await desk.send(LAMPS[0], "turn_off", {}, LAN)
    desk.receive()
    desk.say(LAMPS[0], on=False)
    desk.clock.turn(90 * 60)
    await desk.run(3)
    assert desk.sent() == [f"cmd/lamp-{number}/dim" for number in (2, 3, 4)]
    why = await desk.why(LAMPS[0])
    assert [(one.source, one.in_force, one.plan) for one in why.claims] == [
        (Source.OPERATOR, True, ""), (Source.PLAN, False, "Evening › night"),
    ]  # fmt: skip
    desk.receive()
    assert await desk.release([LAMPS[0]], LAN) == []
    await desk.run(1)
    assert desk.sent() == ["cmd/lamp-1/dim"], "back to the plan"
    assert desk.control.authority.in_force(LAMPS[0]) is None


async def test_after_a_start_the_field_is_asked_first(desk: Desk) -> None:
    await save(desk)
    await desk.run(2)
    await desk.close()
    desk.published.clear()
    await desk.open(list(desk.inventory.devices.values()))
    for device in LAMPS[1:]:
        desk.say(device, on=True)
    await desk.run(FIRST_LOOK_S - 5)
    assert desk.published == []
    desk.say(LAMPS[0], on=False)
    await desk.run(10)
    assert desk.sent() == ["cmd/lamp-1/turn_on"]


async def test_a_lamp_that_a_query_comes_to_mean_follows_soon(desk: Desk) -> None:
    await save(desk)
    await desk.run(FIRST_LOOK_S + 2)
    desk.published.clear()
    desk.inventory.put([lamp(9)])
    desk.live.adopt(lamp(9))
    await desk.run(REVIEW_EVERY_S + 3)
    assert "cmd/lamp-9/turn_on" in desk.sent()


async def test_no_device_follows_two_plans(desk: Desk) -> None:
    await save(desk)
    with pytest.raises(EngineError, match="4 devices follow Evening already") as refusal:
        await save(desk, name="Other")
    assert refusal.value.code == "plans_clash"
    await save(desk, msgspec.structs.replace(PLAN, enabled=False), "Other")


async def test_a_wrong_plan_is_not_put_in_force(desk: Desk) -> None:
    dark = Profile("dark", (Step(clock("18:00"), msgspec.structs.replace(lamp_action(False), arguments={"level": 5})),))
    with pytest.raises(EngineError, match="off_with_level") as refusal:
        await save(desk, msgspec.structs.replace(PLAN, profiles=(dark,), default_profile="dark"))
    assert refusal.value.code == "bad_document"
    assert desk.store.load_documents() == []


async def test_the_dry_run_names_who_would_change_and_changes_nothing(desk: Desk) -> None:
    desk.say(LAMPS[0], on=True)
    desk.say(LAMPS[1], on=False)
    found = await desk.plan_changes(PLAN)
    assert [(one.device, one.shown, one.known) for one in found] == [
        (LAMPS[1], {"on": False}, True), (LAMPS[2], {"on": None}, False), (LAMPS[3], {"on": None}, False),
    ]  # fmt: skip
    assert desk.store.commands_of(None) == []


async def test_a_clock_that_jumps_over_midnight_gives_the_step_in_force_once(desk: Desk) -> None:
    await save(desk)
    await desk.run(2)
    desk.receive()
    for device in LAMPS:
        desk.say(device, on=True, level=100)
    desk.clock.turn(9 * 3600)  # 06:00: 22:30 and 05:00 were jumped over
    await desk.run(3)
    assert desk.sent() == [f"cmd/lamp-{number}/turn_off" for number in (1, 2, 3, 4)]
    desk.receive()
    for device in LAMPS:
        desk.say(device, on=False)
    states = {desk.last(device).state for device in LAMPS}
    assert states == {CommandState.CONFIRMED}
    desk.clock.turn(-120)
    await desk.run(2)
    assert desk.published == [], "a corrected clock takes no step back"
