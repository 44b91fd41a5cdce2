"""The command board: who is chosen, what the order would do, giving it, following thousands of results."""

import time

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from controlcenter.domain.commands import CommandRecord, CommandState, Operator, Source
from controlcenter.domain.ids import CommandId, OrderId
from controlcenter.domain.orders import Action, Exclusion, OrderPreview, OrderRecord, OrderState, Target
from controlcenter.domain.selections import Query, Selection
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.control.board import BoardView
from controlcenter.ui.control.board_confirm import ConfirmOrder
from controlcenter.ui.control.orders_results import Outcome
from controlcenter.ui.look import Look
from controlcenter.ui.map.lasso import Joining, Shape
from controlcenter.ui.views.devices import DevicesPage
from tests.support import city as made
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine

LAMPS = [number for number in range(200) if made.device(number).kind == "streetlight"]


@pytest.fixture
def board(qtbot: QtBot, city: FakeBridge, look: Look) -> BoardView:
    board = BoardView(city, look, clock=lambda: NOW)
    qtbot.addWidget(board)
    board.resize(1290, 640)
    board.show()
    board.refresh()
    return board


def choose_lamps(board: BoardView) -> None:
    board.show_selection(Selection(query=Query(kinds=("streetlight",))))
    board.compose.what.put("dim", {"level": 40})
    board.compose._on_settled()


def answer(engine: FakeEngine, excluded: int = 3) -> OrderPreview:
    lamps = [made.device(number).id for number in LAMPS]
    left_out = [Exclusion(one, "locked", {"owner": "An", "reason": "cable"}) for one in lamps[:excluded]]
    left_out[-1:] = [Exclusion(lamps[excluded - 1], "offline")]
    affected = tuple(Target(one, "dim", {"level": 40}) for one in lamps[excluded:])
    engine.preview = OrderPreview(affected, tuple(left_out), seconds=0.2)
    return engine.preview


def order_of(count: int, state: OrderState = OrderState.ROLLING, **more: object) -> OrderRecord:
    order = OrderRecord(
        OrderId(7), "Dim 40 %", "storm", Source.OPERATOR, OPERATOR, NOW, None, state, NOW, count,
        {CommandState.SENT: count},
    )  # fmt: skip
    return replace(order, **more)


def commands(count: int, state: CommandState) -> tuple[CommandRecord, ...]:
    return tuple(
        CommandRecord(
            CommandId(number + 1), made.device(number).id, "dim", {"level": 40}, OPERATOR, NOW, NOW + 60, state,
            NOW + 2, order=OrderId(7),
        )
        for number in range(count)
    )  # fmt: skip


def test_a_choice_and_a_command_are_previewed_and_need_a_reason(board: BoardView, engine: FakeEngine) -> None:
    preview = answer(engine)
    choose_lamps(board)
    draft, _by = engine.called("preview_order")[-1]
    assert draft.actions == (Action(Selection(query=Query(kinds=("streetlight",))), "dim", {"level": 40}),)
    assert board.preview.rowCount() == 3
    assert board.preview.index(0, 0).data() == f"{len(preview.affected)} will be commanded"
    locked = board.preview.index(1, 0)
    assert locked.data() == "2 left out: locked"
    assert board.preview.index(0, 1, locked).data() == "locked by An: cable"
    assert board.preview.parent(board.preview.index(0, 1, locked)) == locked
    assert not board.compose.run.isEnabled()
    board.compose.reason.setText("storm")
    assert board.compose.run.isEnabled()


def test_only_what_changes_the_answer_is_asked_again(board: BoardView, engine: FakeEngine) -> None:
    answer(engine)
    choose_lamps(board)
    asked = len(engine.called("preview_order"))
    board.compose.reason.setText("storm")
    board.compose.until.put("30")
    board.compose._on_settled()
    assert len(engine.called("preview_order")) == asked
    board.compose.source.setCurrentIndex(1)
    board.compose._on_settled()
    assert engine.called("preview_order")[-1][0].source is Source.INCIDENT


def test_an_order_is_looked_at_once_more_before_it_is_given(board: BoardView, engine: FakeEngine) -> None:
    answer(engine)
    choose_lamps(board)
    board.compose.reason.setText("storm")
    board.ask()
    dialog = board.findChild(ConfirmOrder)
    assert dialog is not None
    assert not engine.called("place_order")
    dialog.give.click()
    ((draft, by),) = engine.called("place_order")
    assert (draft.reason, draft.until, by) == ("storm", NOW + 3600, OPERATOR)
    assert board.middle.currentWidget() is board.order
    assert board.compose.reason.text() == ""


def test_a_critical_command_takes_a_second_step(qtbot: QtBot) -> None:
    dialog = ConfirmOrder("Sound", [("Devices", "3")], critical=True)
    qtbot.addWidget(dialog)
    given: list[bool] = []
    dialog.given.connect(lambda: given.append(True))
    dialog.give.click()
    assert given == []
    dialog.sure.setChecked(True)
    dialog.give.click()
    assert given == [True]


def test_a_refused_order_stays_on_the_board(board: BoardView, engine: FakeEngine) -> None:
    answer(engine)
    choose_lamps(board)
    board.compose.reason.setText("storm")
    engine.refuse["place_order"] = EngineError("nothing_to_do", "no device is left to be commanded")
    board.ask()
    dialog = board.findChild(ConfirmOrder)
    assert dialog is not None
    dialog.give.click()
    assert board.compose.verdict.whole == "no device is left to be commanded"
    assert board.compose.reason.text() == "storm"
    assert board.middle.currentWidget() is board.down


def test_a_rectangle_on_the_map_chooses_and_adds_and_takes_away(
    qtbot: QtBot, board: BoardView, engine: FakeEngine
) -> None:
    board.map.lasso.take_all_in_view()
    everybody = set(board.compose.devices)
    assert len(everybody) == 200
    lasso = board.map.lasso
    lasso.switch(Shape.RECTANGLE)
    middle = board.map.map.rect().center()
    qtbot.mousePress(lasso, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    qtbot.mouseMove(lasso, middle)
    qtbot.mouseRelease(lasso, Qt.MouseButton.LeftButton, pos=middle)
    quarter = set(board.compose.devices)
    xs, ys = board.map.map.places_of(quarter)
    assert 0 < len(quarter) < 200
    assert xs.max() <= middle.x()
    assert ys.max() <= middle.y()
    board._on_lassoed(sorted(everybody), Joining.ADD)
    assert set(board.compose.devices) == everybody
    board._on_lassoed(sorted(quarter), Joining.REMOVE)
    assert set(board.compose.devices) == everybody - quarter


def test_a_free_outline_chooses_what_lies_inside(board: BoardView) -> None:
    one = made.device(3)
    board.map.map.centre_on(one.id)
    (x,), (y,) = board.map.map.places_of([one.id])
    triangle = [QPointF(x - 9, y + 6), QPointF(x + 9, y + 6), QPointF(x, y - 12)]
    assert one.id in board.map.map.devices_within(triangle)
    assert one.id not in board.map.map.devices_within([point + QPointF(60, 0) for point in triangle])


def test_results_are_counted_filtered_and_retried(board: BoardView, engine: FakeEngine, city: FakeBridge) -> None:
    order = order_of(20, excluded=(Exclusion(made.device(30).id, "offline"),))
    engine.push(ChangeSet(orders=(order,), commands=commands(20, CommandState.SENT)))
    city.tick()
    board.take(ChangeSet(orders=(order,)))
    board.show_order(7)
    engine.order_list = [order]
    failed = tuple(
        replace(one, state=CommandState.FAILED, reason="no_answer") for one in commands(4, CommandState.SENT)
    )
    done = replace(order, state=OrderState.DONE, counts={CommandState.FAILED: 4, CommandState.CONFIRMED: 16})
    changes = ChangeSet(orders=(done,), commands=failed)
    engine.push(changes)
    city.tick()
    board.take(changes)
    board.order._settle()
    counts = board.order.model.counts()
    assert (counts[Outcome.FAILED], counts[Outcome.PENDING], counts[Outcome.EXCLUDED]) == (4, 16, 1)
    board.order.chips[Outcome.FAILED].click()
    assert board.order.model.rowCount() == 4
    assert board.order.model.index(0, 2).data() == "failed · the device did not answer"
    assert board.order.retry.text() == "Retry failed only (4)"
    board.order.retry.click()
    assert engine.called("retry_order") == [(7, OPERATOR)]


def test_who_asked_cannot_approve_and_is_told_why(board: BoardView, engine: FakeEngine, city: FakeBridge) -> None:
    order = order_of(5, OrderState.APPROVAL, approval=("off_above",), by=Operator("someone", "seat-9"))
    engine.push(ChangeSet(orders=(order,)))
    city.tick()
    board.orders.refresh()
    board.show_order(7)
    assert board.order.approve.isVisible()
    assert "many lamps go dark at once" in board.order.facts.text()
    engine.refuse["approve_order"] = EngineError("same_person", "somebody else must agree")
    board.order.note.setText("ok")
    board.order.approve.click()
    assert engine.called("approve_order") == [(7, OPERATOR, "ok")]
    assert board.order.said.text() == "who asked for it cannot approve it: somebody else must"
    engine.refuse.clear()
    engine.order_list = [order]
    board.order.approve.click()
    assert not board.order.approve.isVisible()


def test_five_thousand_results_a_tick_cost_little(
    qtbot: QtBot, bridge: FakeBridge, engine: FakeEngine, look: Look
) -> None:
    engine.push(made.ui_city(5000))
    bridge.tick()
    board = BoardView(bridge, look, clock=lambda: NOW)
    qtbot.addWidget(board)
    board.resize(1290, 640)
    board.show()
    board.refresh()
    order = order_of(5000)
    engine.push(ChangeSet(orders=(order,), commands=commands(5000, CommandState.SENT)))
    bridge.tick()
    board.orders.refresh()
    board.show_order(7)
    spent = []
    for turn in range(6):
        state = CommandState.CONFIRMED if turn % 2 else CommandState.ACKED
        changes = ChangeSet(orders=(order,), commands=commands(5000, state))
        bridge.mirror.apply(changes)
        begun = time.perf_counter()
        board.take(changes)
        board.order.table.viewport().repaint()
        spent.append(1000 * (time.perf_counter() - begun))
    assert sorted(spent)[len(spent) // 2] < 40


def test_devices_chosen_in_the_table_come_to_the_board(qtbot: QtBot, city: FakeBridge, look: Look) -> None:
    page = DevicesPage(city, look, clock=lambda: NOW)
    qtbot.addWidget(page)
    page.show()
    page.devices.model.reload()
    page.devices.table.choose(made.device(3).id)
    with qtbot.waitSignal(page.command_wanted) as asked:
        page.devices.deeds.command()
    assert asked.args == [[made.device(3).id]]
