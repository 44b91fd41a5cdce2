"""An order for many says who is left out and why, goes out at its rate, and knows what became of each device."""

import msgspec
import pytest

from controlcenter.domain.commands import CommandState, Source
from controlcenter.domain.documents import Document, Group, SignText
from controlcenter.domain.ids import AreaId, DeviceId, DocumentId
from controlcenter.domain.orders import Action, Exclusion, OrderDraft, OrderState
from controlcenter.domain.selections import Query, Selection
from controlcenter.engine.control.orders import APPROVE_WITHIN_S, ControlOptions
from controlcenter.engine.face import CommandFilter, EngineError
from tests.unit.engine.control.conftest import BA, LAMPS, LAN, SIGN, SIREN, Desk, dim

S = CommandState


async def test_each_device_that_is_left_out_says_why(desk: Desk) -> None:
    one, two, three, four = LAMPS
    desk.live.set_connection(desk.live.devices[one], False, desk.now())
    await desk.lock_devices([two], "ladder at the mast", BA)
    desk.out.add(three)
    desk.say(four, level=60)
    preview = await desk.preview_order(dim(60, *LAMPS, SIGN.id, DeviceId("s:d:gone")), LAN)
    assert preview.affected == ()
    assert {one.device: (one.code, one.facts) for one in preview.excluded} == {
        one: ("offline", {}),
        two: ("locked", {"owner": "ba", "reason": "ladder at the mast"}),
        three: ("out_of_service", {}),
        four: ("already", {}),
        SIGN.id: ("wrong_kind", {"kind": "sign", "command": "dim"}),
        "s:d:gone": ("unknown_device", {}),
    }
    with pytest.raises(EngineError, match="no device is left"):
        await desk.place_order(dim(60, *LAMPS), LAN)
    assert desk.store.orders() == []


@pytest.mark.parametrize(("level", "problem"), [(0, "1 to 100"), (101, "1 to 100"), (True, "must be a number")])
async def test_what_the_kind_refuses_goes_to_nobody(desk: Desk, level: int, problem: str) -> None:
    preview = await desk.preview_order(dim(level), LAN)
    assert [one.code for one in preview.excluded] == ["bad_argument"] * 4
    assert problem in str(preview.excluded[0].facts["problem"])


async def test_off_together_with_a_level_is_refused(desk: Desk) -> None:
    draft = OrderDraft((Action(Selection(tuple(LAMPS)), "turn_off", {"level": 30}),))
    preview = await desk.preview_order(draft, LAN)
    assert [one.code for one in preview.excluded] == ["bad_argument"] * 4


async def test_a_later_action_wins_where_they_overlap(desk: Desk) -> None:
    everyone = Action(Selection(query=Query(kinds=("streetlight",))), "dim", {"level": 30})
    bridge = Action(Selection((LAMPS[1],)), "turn_on", {})
    preview = await desk.preview_order(OrderDraft((everyone, bridge)), LAN)
    assert [(one.device, one.command) for one in preview.affected] == [
        (LAMPS[0], "dim"), (LAMPS[1], "turn_on"), (LAMPS[2], "dim"), (LAMPS[3], "dim"),
    ]  # fmt: skip


async def test_groups_within_groups_and_rings_of_them_find_each_device_once(desk: Desk) -> None:
    inner = await desk.save_document(Document(DocumentId(0), "inner", Group(Selection((LAMPS[0],)))), LAN)
    outer = await desk.save_document(
        Document(DocumentId(0), "outer", Group(Selection((LAMPS[0], LAMPS[1]), groups=(inner.id,)))), LAN
    )
    ring = msgspec.structs.replace(inner, body=Group(Selection((LAMPS[0],), groups=(outer.id,))))
    await desk.save_document(ring, LAN)
    draft = OrderDraft((Action(Selection(groups=(outer.id,)), "dim", {"level": 5}),))
    assert [one.device for one in (await desk.preview_order(draft, LAN)).affected] == LAMPS[:2]
    with pytest.raises(EngineError, match="no group 99"):
        await desk.preview_order(OrderDraft((Action(Selection(groups=(DocumentId(99),)), "dim", {}),)), LAN)


async def test_an_order_goes_out_at_its_rate_and_ends_with_every_result(desk: Desk) -> None:
    order = await desk.place_order(dim(60, rate_per_s=2.0, title="Half light", reason="film crew"), LAN)
    assert (order.state, order.total, order.counts) == (OrderState.ROLLING, 4, {S.REQUESTED: 4})
    await desk.run(0.5)
    assert len(desk.published) == 0, "the first tick begins the count"
    await desk.run(1.1, 0.1)
    assert len(desk.published) == 2
    await desk.run(2.1, 0.1)
    assert len(desk.published) == 4
    assert desk.order(order.id).state is OrderState.WAITING
    desk.receive()
    for device in LAMPS[:3]:
        desk.say(device, level=60)
    desk.say(LAMPS[3], level=10)
    await desk.run(70)
    done = desk.order(order.id)
    assert (done.state, done.counts) == (OrderState.DONE, {S.CONFIRMED: 3, S.MISMATCH: 1})
    assert desk.store.order(order.id) == done
    log = await desk.command_log(CommandFilter(order=order.id, states=(S.CONFIRMED,)))
    assert [(one.note, one.by, one.reason) for one in log] == [("film crew", LAN, "shown: level=60")] * 3


async def test_only_what_failed_is_tried_again(desk: Desk) -> None:
    order = await desk.place_order(dim(60), LAN)
    await desk.run(2)
    desk.receive()
    desk.say(LAMPS[0], level=60)
    await desk.run(70)
    assert desk.order(order.id).counts == {S.CONFIRMED: 1, S.UNCONFIRMED: 3}
    again = await desk.retry_order(order.id, BA)
    assert (again.retry_of, again.total, again.by) == (order.id, 3, BA)
    await desk.run(2)
    assert {device for device, _token, _publication in desk.published} == set(LAMPS[1:])
    desk.receive()
    for device in LAMPS[1:]:
        desk.say(device, level=60)
    await desk.run(1)
    with pytest.raises(EngineError, match="nothing of order"):
        await desk.retry_order(again.id, LAN)


async def test_what_was_not_handed_over_is_taken_back(desk: Desk) -> None:
    order = await desk.place_order(dim(60, rate_per_s=1.0), LAN)
    await desk.run(0.5)
    await desk.run(2.1, 0.1)
    cancelled = await desk.cancel_order(order.id, LAN, "wrong street")
    assert (cancelled.state, cancelled.note, cancelled.counts[S.CANCELLED]) == (OrderState.CANCELLED, "wrong street", 2)
    desk.receive()
    for device in LAMPS[:2]:
        desk.say(device, level=60)
    await desk.run(1)
    assert desk.order(order.id).counts == {S.CONFIRMED: 2, S.CANCELLED: 2}
    assert desk.order(order.id).state is OrderState.CANCELLED
    with pytest.raises(EngineError, match="nothing of order"):
        await desk.cancel_order(order.id, LAN)


async def test_a_device_lost_before_its_turn_is_not_commanded(desk: Desk) -> None:
    order = await desk.place_order(dim(60, rate_per_s=1.0), LAN)
    desk.live.set_connection(desk.live.devices[LAMPS[3]], False, desk.now())
    await desk.run(0.5)
    await desk.run(5, 0.1)
    assert len(desk.published) == 3
    assert desk.last(LAMPS[3]).reason == "offline"
    assert desk.order(order.id).counts[S.REFUSED] == 1


async def test_a_lock_made_while_an_order_rolls_holds_it_up(desk: Desk) -> None:
    await desk.place_order(dim(60, rate_per_s=1.0), LAN)
    await desk.lock_devices([LAMPS[3]], "at work", BA)
    await desk.run(0.5)
    await desk.run(5, 0.1)
    assert desk.last(LAMPS[3]).reason == "locked: owner=ba, reason=at work"


async def test_commands_no_reading_can_prove_end_with_the_devices_word(desk: Desk) -> None:
    from controlcenter.drivers.api import Answer

    draft = OrderDraft((Action(Selection((LAMPS[0],)), "blink"),))
    order = await desk.place_order(draft, LAN)
    await desk.run(1)
    desk.receive()
    desk.commander.answer(LAMPS[0], Answer(True), desk.now())
    await desk.run(1)
    assert (desk.order(order.id).state, desk.order(order.id).counts) == (OrderState.DONE, {S.ACKED: 1})


class TestTwoPersons:
    @pytest.fixture
    def options(self) -> ControlOptions:
        return ControlOptions(
            two_person_off_above=3, two_person_free_sign_text=True, two_person_commands=("siren.sound",)
        )

    OFF = OrderDraft((Action(Selection(tuple(LAMPS)), "turn_off"),), title="City dark")

    async def test_nothing_is_sent_before_somebody_else_agrees(self, desk: Desk) -> None:
        order = await desk.place_order(self.OFF, LAN)
        assert (order.state, order.approval) == (OrderState.APPROVAL, ("off_above",))
        await desk.run(5)
        assert desk.published == []
        with pytest.raises(EngineError, match="somebody else") as refusal:
            await desk.approve_order(order.id, LAN)
        assert refusal.value.code == "same_person"
        approved = await desk.approve_order(order.id, BA, "agreed by phone")
        assert (approved.state, approved.approved_by, approved.note) == (OrderState.ROLLING, BA, "agreed by phone")
        await desk.run(2)
        assert len(desk.published) == 4
        states = [step.state for step in desk.store.transitions(desk.last(LAMPS[0]).id)]
        assert states == [S.APPROVAL, S.QUEUED]
        with pytest.raises(EngineError, match="does not wait"):
            await desk.approve_order(order.id, BA)

    async def test_a_no_ends_it(self, desk: Desk) -> None:
        order = await desk.place_order(self.OFF, LAN)
        await desk.refuse_order(order.id, BA, "not during the feast")
        await desk.run(1)
        ended = desk.order(order.id)
        assert (ended.state, ended.counts, ended.note) == (OrderState.REFUSED, {S.REFUSED: 4}, "not during the feast")
        assert desk.last(LAMPS[0]).reason == "not_approved: ba"
        assert desk.published == []

    async def test_nobody_agreeing_in_time_ends_it(self, desk: Desk) -> None:
        order = await desk.place_order(self.OFF, LAN)
        desk.clock.turn(APPROVE_WITHIN_S)
        await desk.run(2)
        assert (desk.order(order.id).state, desk.published) == (OrderState.EXPIRED, [])

    async def test_a_few_lamps_need_nobody(self, desk: Desk) -> None:
        draft = OrderDraft((Action(Selection(tuple(LAMPS[:3])), "turn_off"),))
        assert (await desk.preview_order(draft, LAN)).approval == ()

    async def test_a_text_outside_the_library_needs_one_and_one_inside_does_not(self, desk: Desk) -> None:
        await desk.save_document(Document(DocumentId(0), "Flood", SignText("flood", "NGẬP")), LAN)
        for text, approval in (("NGẬP", ()), ("HELLO", ("free_sign_text",))):
            draft = OrderDraft((Action(Selection((SIGN.id,)), "show", {"multi": text}),))
            assert (await desk.preview_order(draft, LAN)).approval == approval

    async def test_a_single_command_that_needs_one_waits_too(self, desk: Desk) -> None:
        desk.say(SIREN.id, armed=True)
        record = await desk.send(SIREN.id, "sound", {}, LAN)
        assert record.state is S.APPROVAL
        assert desk.published == []
        assert record.order is not None
        await desk.approve_order(record.order, BA)
        await desk.run(1)
        assert desk.sent() == ["cmd/siren/sound"]


async def test_an_interlock_is_checked_where_the_command_goes_out(desk: Desk) -> None:
    refused = await desk.send(SIREN.id, "sound", {}, LAN)
    assert (refused.state, refused.reason) == (S.REFUSED, "interlock: point=armed, value=?")
    desk.say(SIREN.id, armed=False)
    assert (await desk.send(SIREN.id, "sound", {}, LAN)).reason == "interlock: point=armed, value=False"
    desk.say(SIREN.id, armed=True)
    assert (await desk.send(SIREN.id, "sound", {}, LAN)).state is S.QUEUED
    desk.live.set_connection(desk.live.devices[SIREN.id], False, desk.now())
    stale = await desk.send(SIREN.id, "sound", {}, LAN)
    assert stale.reason == "interlock: point=armed, value=True", "an old reading permits nothing"


async def test_a_text_that_does_not_fit_leaves_that_sign_out(desk: Desk) -> None:
    desk.unfit["TOO LONG"] = Exclusion(SIGN.id, "does_not_fit", {"px": 14})
    draft = OrderDraft((Action(Selection((SIGN.id,)), "show", {"multi": "TOO LONG"}),))
    assert (await desk.preview_order(draft, LAN)).excluded == (desk.unfit["TOO LONG"],)
    refused = await desk.send(SIGN.id, "show", {"multi": "TOO LONG"}, LAN)
    assert refused.reason == "does_not_fit: px=14"


async def test_a_person_cannot_speak_with_the_centres_own_words(desk: Desk) -> None:
    order = await desk.place_order(dim(60, title="@return", reason="@renewal"), LAN)
    assert (order.title, order.reason) == ("return", "renewal")
    await desk.run(1)
    assert desk.control.authority.in_force(LAMPS[0]) is not None


async def test_a_restart_says_of_an_order_what_was_not_sent_and_waits_for_what_was(desk: Desk) -> None:
    order = await desk.place_order(dim(60, rate_per_s=1.0), LAN)
    await desk.run(0.5)
    await desk.run(2.1, 0.1)
    desk.receive()
    await desk.control.stop()
    desk.work.close()
    desk.store.close()
    devices = list(desk.inventory.devices.values())
    await desk.open(devices)
    assert desk.order(order.id).state is OrderState.EXPIRED
    desk.say(LAMPS[0], level=60)
    await desk.run(70)
    assert desk.published == [], "nothing is sent again"
    assert desk.order(order.id).counts == {S.CONFIRMED: 1, S.UNCONFIRMED: 1, S.EXPIRED: 2}


async def test_living_queries_see_areas_tags_cabinets_and_accents(desk: Desk) -> None:
    from controlcenter.domain.devices import Area
    from tests.unit.engine.control.conftest import lamp

    ward, street = Area(AreaId(1), "Phường 2"), Area(AreaId(2), "Nguyễn Huệ", AreaId(1))
    cabinet = DeviceId("s:d:cabinet")
    devices = [lamp(1, 2), lamp(2, 1, tags=("tunnel",)), lamp(3, parent=cabinet), lamp(4)]
    desk.inventory.load(devices, [ward, street])

    def numbers(query: Query) -> list[str]:
        return [found.rpartition("-")[2] for found in desk.control.book.devices_of(Selection(query=query))]

    assert numbers(Query(areas=(AreaId(1),))) == ["1", "2"]
    assert numbers(Query(areas=(AreaId(2),))) == ["1"]
    assert numbers(Query(tags=("tunnel", "bridge"))) == ["2"]
    assert numbers(Query(parents=(cabinet,))) == ["3"]
    assert numbers(Query(text="den 4")) == ["4"]
    assert numbers(Query(kinds=("sign",))) == []
    assert numbers(Query()) == [], "an empty query means nobody, not everybody"


def test_what_an_order_cost_is_counted_by_source() -> None:
    assert Source.PLAN < Source.OPERATOR < Source.INCIDENT < Source.EMERGENCY
