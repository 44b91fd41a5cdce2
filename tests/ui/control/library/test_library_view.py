"""Groups, scenes and snapshots: shown, edited apart from what is stored, tried, run and followed."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from controlcenter.domain.commands import CommandRecord, CommandState, Source
from controlcenter.domain.documents import Document, Group, Scene, Snapshot
from controlcenter.domain.ids import AreaId, CommandId, DocumentId
from controlcenter.domain.orders import Action, Exclusion, OrderDraft, OrderPreview, OrderState, Target
from controlcenter.domain.selections import Query, Selection
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.control.library.members import devices_of
from controlcenter.ui.control.library.view import LibraryView
from controlcenter.ui.control.orders_results import Outcome
from controlcenter.ui.look import Look
from tests.support.city import device, ui_city
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine

LAMPS = tuple(device(number).id for number in range(6))
WARD = Document(
    DocumentId(1),
    "Phường 2",
    Group(Selection(query=Query(kinds=("streetlight",), areas=(AreaId(3),)))),
    NOW - 60,
    "op-1",
)
STREET = Document(DocumentId(2), "Nguyễn Huệ", Group(Selection(LAMPS, groups=(WARD.id,))), NOW - 60, "op-1")
SCENE = Document(
    DocumentId(3),
    "Flood",
    Scene((Action(Selection(groups=(STREET.id,)), "dim", {"level": 100}),), minutes=120),
    NOW - 60,
    "op-1",
)
KEPT = Document(
    DocumentId(4),
    "Before the works",
    Snapshot(NOW - 3600, "op-1", {LAMPS[1]: {"level": 1, "on": True}, LAMPS[2]: {"level": 90}}),
    NOW - 3600,
    "op-1",
)


@pytest.fixture
def view(qtbot: QtBot, city: FakeBridge, look: Look) -> LibraryView:
    view = LibraryView(city, look, clock=lambda: NOW)
    qtbot.addWidget(view)
    city.ticked.connect(view.take)
    view.resize(1280, 660)
    view.show()
    view.refresh()
    return view


@pytest.fixture
def filled(view: LibraryView, city: FakeBridge, engine: FakeEngine) -> LibraryView:
    engine.push(ChangeSet(documents=(WARD, STREET, SCENE, KEPT)))
    city.tick()
    return view


def test_an_empty_library_says_what_belongs_there_for_each_sort(view: LibraryView) -> None:
    for sort in ("group", "scene", "snapshot"):
        view.show_sort(sort)
        assert view.stack.currentWidget() is view.hint
        assert view.list.table.rows_model.rowCount() == 0


def test_a_group_counts_its_living_query_and_the_groups_within(filled: LibraryView, city: FakeBridge) -> None:
    filled.show_document(STREET.id)
    expected = set(LAMPS) | {
        one.id for one in city.mirror.devices.values() if one.kind == "streetlight" and one.area == AreaId(3)
    }
    assert set(filled.groups.members.devices) == expected
    assert filled.groups.members.head._title.text() == f"Devices: {len(expected)}"
    assert "op-1" in filled.groups.head.audit.whole


def test_a_device_taken_in_falls_under_the_group_by_itself(
    filled: LibraryView, city: FakeBridge, engine: FakeEngine
) -> None:
    filled.show_document(WARD.id)
    before = len(filled.groups.members.devices)
    engine.push(ChangeSet(devices=(replace(device(500), area=AreaId(3), kind="streetlight"),)))
    city.tick()
    assert len(filled.groups.members.devices) == before + 1


def test_groups_in_a_ring_end_and_are_refused(filled: LibraryView, city: FakeBridge, engine: FakeEngine) -> None:
    engine.push(ChangeSet(documents=(replace(WARD, body=Group(Selection(LAMPS[:1], groups=(STREET.id,)))),)))
    city.tick()
    filled.show_document(STREET.id)
    assert set(devices_of(STREET.body.selection, city.mirror)) == set(LAMPS)  # type: ignore[union-attr]  # a group
    filled.groups.head.name.setText("Nguyễn Huệ 2")
    filled.groups.head.name.textEdited.emit("Nguyễn Huệ 2")
    assert not filled.groups.foot.save.isEnabled()
    assert "itself" in filled.groups.foot.message.text()


def test_a_pick_edits_the_draft_and_saving_stores_it(filled: LibraryView, engine: FakeEngine) -> None:
    filled.show_document(WARD.id)
    filled.groups.editor.fields["kinds"]._on_picked("cabinet")
    assert filled.list.table.current().edited  # type: ignore[union-attr]  # a row is current
    assert engine.called("save_document") == []
    filled.save()
    [(stored, by)] = engine.called("save_document")
    assert by == OPERATOR
    assert stored.body.selection.query.kinds == ("streetlight", "cabinet")
    assert not filled.groups.foot.discard.isEnabled()


def test_what_the_engine_refuses_stays_a_draft(filled: LibraryView, engine: FakeEngine) -> None:
    filled.show_document(WARD.id)
    filled.groups.editor.fields["kinds"]._on_picked("cabinet")
    engine.refuse["save_document"] = EngineError("bad_document", "somebody else changed it")
    filled.save()
    assert filled.groups.foot.message.text() == "somebody else changed it"
    assert filled.groups.foot.discard.isEnabled()
    filled.discard()
    assert filled.groups.editor.fields["kinds"].keys() == ("streetlight",)


def test_the_pick_line_finds_without_accents(filled: LibraryView) -> None:
    line = filled.groups.editor.fields["devices"].line
    found = line.offers("den l-0012")
    assert found == [(device(12).id, "Đèn L-0012")]


def test_a_stored_group_goes_to_the_board_by_its_name(filled: LibraryView, qtbot: QtBot) -> None:
    filled.show_document(STREET.id)
    with qtbot.waitSignal(filled.board_wanted) as told:
        filled.groups.board.click()
    assert told.args == [Selection(groups=(STREET.id,))]


def test_removal_is_asked_first(filled: LibraryView, engine: FakeEngine) -> None:
    filled.show_document(STREET.id)
    filled.ask_removal()
    box = filled.findChild(QMessageBox)
    assert box is not None
    assert engine.called("remove_document") == []
    next(one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.AcceptRole).click()
    assert engine.called("remove_document") == [(STREET.id, OPERATOR)]


def test_a_copy_is_new_and_has_the_same_members(filled: LibraryView, engine: FakeEngine) -> None:
    filled.show_document(STREET.id)
    filled.duplicate()
    filled.save()
    [(stored, _)] = engine.called("save_document")
    assert (stored.id, stored.name, stored.body) == (0, "Nguyễn Huệ (copy)", STREET.body)


def test_the_example_scene_takes_what_the_city_has(view: LibraryView) -> None:
    view.show_sort("scene")
    view.hint.action_chosen.emit()
    [action] = view.scenes.editor.listed()
    assert (action.command, action.arguments) == ("dim", {"level": 100})
    assert action.selection.query == Query(kinds=("streetlight",), text="Nguyễn Huệ")
    assert view.scenes.foot.save.isEnabled()


def test_a_scene_without_a_command_cannot_be_stored_or_tried(filled: LibraryView) -> None:
    filled.show_document(SCENE.id)
    filled.scenes.editor.add_action()
    assert filled.scenes.foot.message.text() == "Action 2 names no devices."
    assert not filled.scenes.foot.save.isEnabled()
    assert not filled.scenes.order.try_it.isEnabled()
    filled.scenes.editor.selection.fields["kinds"]._on_picked("cabinet")
    assert filled.scenes.foot.message.text() == "Action 2 has no command."
    choice = filled.scenes.editor.fields.choice
    assert [choice.itemData(place) for place in range(choice.count())] == ["", "turn_on", "turn_off"]
    choice.setCurrentIndex(choice.findData("turn_on"))
    assert filled.scenes.foot.save.isEnabled()


def test_an_argument_edited_by_hand_is_in_the_draft(filled: LibraryView, engine: FakeEngine) -> None:
    filled.show_document(SCENE.id)
    filled.scenes.editor.fields.editors[0].start_from(40)
    filled.save()
    [(stored, _)] = engine.called("save_document")
    assert stored.body.actions[0].arguments == {"level": 40}


PREVIEW = OrderPreview(
    (Target(LAMPS[0], "dim", {"level": 100}), Target(LAMPS[1], "dim", {"level": 100})),
    (Exclusion(LAMPS[2], "offline"),),
    (),
    2.0,
)


def test_a_scene_is_tried_run_with_a_reason_and_followed(
    filled: LibraryView, city: FakeBridge, engine: FakeEngine
) -> None:
    filled.show_document(SCENE.id)
    order = filled.scenes.order
    engine.preview = PREVIEW
    order.preview()
    [(draft, _)] = engine.called("preview_order")
    assert (draft.title, draft.source, draft.until) == ("Flood", Source.INCIDENT, NOW + 7200)
    assert [row.result for row in order.table.rows_model.rows] == ["offline", "ready", "ready"]
    assert not order.run.isEnabled()
    order.place()
    assert engine.called("place_order") == []
    order.reason.setText("30 cm of water")
    order.place()
    [(placed, _)] = engine.called("place_order")
    assert (placed.reason, placed.actions) == ("30 cm of water", SCENE.body.actions)  # type: ignore[union-attr]  # a scene
    record = replace(
        engine.order_list[0], state=OrderState.DONE, counts={CommandState.CONFIRMED: 1, CommandState.FAILED: 1}
    )
    commands = tuple(
        CommandRecord(
            CommandId(number),
            LAMPS[number],
            "dim",
            {"level": 100},
            OPERATOR,
            NOW,
            NOW + 60,
            state,
            NOW,
            order=record.id,
        )
        for number, state in enumerate((CommandState.CONFIRMED, CommandState.FAILED))
    )
    engine.push(ChangeSet(orders=(record,), commands=commands))
    city.tick()
    counts = order.result.model.counts()
    assert (counts[Outcome.CONFIRMED], counts[Outcome.FAILED], counts[Outcome.EXCLUDED]) == (1, 1, len(record.excluded))
    order.result._settle()
    assert order.result.retry.isVisible()
    order.result.retry.click()
    assert engine.called("retry_order") == [(record.id, OPERATOR)]


def test_a_critical_command_is_asked_for_twice(filled: LibraryView, engine: FakeEngine) -> None:
    kind = engine._kinds["streetlight"]
    critical = replace(kind.commands["dim"], critical=True)
    engine._kinds["streetlight"] = replace(kind, commands=kind.commands | {"dim": critical})
    filled.show_document(SCENE.id)
    engine.preview = PREVIEW
    filled.scenes.order.preview()
    filled.scenes.order.reason.setText("water")
    filled.scenes.order.place()
    assert engine.called("place_order") == []
    box = filled.findChild(QMessageBox)
    assert box is not None
    assert (box.text(), box.informativeText()) == ("Really command 2 devices?", "Dim")
    next(one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.AcceptRole).click()
    assert len(engine.called("place_order")) == 1


def test_a_scene_is_tried_and_run_by_the_keyboard_alone(filled: LibraryView, engine: FakeEngine, qtbot: QtBot) -> None:
    filled.show_document(SCENE.id)
    engine.preview = PREVIEW
    filled.activateWindow()
    filled.scenes.order.reason.setFocus()
    qtbot.waitUntil(filled.scenes.order.reason.hasFocus)
    qtbot.keyClick(filled.scenes.order.reason, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert len(engine.called("preview_order")) == 1
    qtbot.keyClicks(filled.scenes.order.reason, "water")
    qtbot.keyClick(filled.scenes.order.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(engine.called("place_order")) == 1


def test_an_edit_makes_the_preview_void(filled: LibraryView, engine: FakeEngine) -> None:
    filled.show_document(SCENE.id)
    engine.preview = PREVIEW
    filled.scenes.order.preview()
    filled.scenes.order.reason.setText("water")
    filled.scenes.minutes.setValue(30)
    assert not filled.scenes.order.run.isEnabled()
    assert filled.scenes.order.table.rows_model.rowCount() == 0


def test_a_scene_for_many_lists_them_all(filled: LibraryView, engine: FakeEngine) -> None:
    filled.show_document(SCENE.id)
    engine.preview = OrderPreview(tuple(Target(device(n).id, "dim", {"level": 100}) for n in range(1500)), ())
    filled.scenes.order.preview()
    assert filled.scenes.order.table.rows_model.rowCount() == 1500


def test_back_from_an_order_to_a_new_preview(filled: LibraryView, engine: FakeEngine, qtbot: QtBot) -> None:
    filled.show_document(SCENE.id)
    engine.preview = PREVIEW
    order = filled.scenes.order
    order.preview()
    order.reason.setText("water")
    order.place()
    assert order.currentWidget() is order.result
    assert order.result.close_button.text() == "Back"
    with qtbot.waitSignal(filled.log_wanted) as told:
        order.result.log.click()
    assert told.args == [order.result.order.id]  # type: ignore[union-attr]  # it was placed
    order.result.close_button.click()
    assert order.currentWidget() is order.trial
    assert not order.run.isEnabled()


def test_what_the_engine_refuses_is_said_and_nothing_is_placed(filled: LibraryView, engine: FakeEngine) -> None:
    filled.show_document(SCENE.id)
    engine.refuse["preview_order"] = EngineError("bad_order", "no such group")
    filled.scenes.order.preview()
    assert filled.scenes.order.facts.text() == "no such group"
    assert not filled.scenes.order.run.isEnabled()


def test_a_snapshot_is_compared_with_now(filled: LibraryView) -> None:
    filled.show_document(KEPT.id)
    rows = filled.snapshots.table.rows_model.rows
    assert [(row.name, row.point, row.kept, row.now) for row in rows] == [("Đèn L-0002", "Level", "90 %", "2 %")]
    filled.snapshots.only.setChecked(False)
    assert filled.snapshots.table.rows_model.rowCount() == 3


def test_a_value_nobody_can_trust_is_not_called_the_same(
    filled: LibraryView, city: FakeBridge, engine: FakeEngine
) -> None:
    lost = device(39).id
    reading = city.mirror.readings[lost]
    kept = {key: one.value for key, one in reading.items() if one.value is not None}
    engine.push(ChangeSet(documents=(replace(KEPT, body=Snapshot(NOW, "op-1", {lost: kept})),)))
    city.tick()
    filled.show_document(KEPT.id)
    assert filled.snapshots.rows
    assert all(row.doubtful and not row.differs for row in filled.snapshots.rows)
    assert filled.snapshots.table.rows_model.rowCount() == len(filled.snapshots.rows)


def test_a_part_of_a_snapshot_is_brought_back_by_an_order(filled: LibraryView, engine: FakeEngine) -> None:
    filled.show_document(KEPT.id)
    engine.draft = OrderDraft((Action(Selection((LAMPS[2],)), "dim", {"level": 90}),))
    engine.preview = OrderPreview((Target(LAMPS[2], "dim", {"level": 90}),), ())
    assert not filled.snapshots.part.isEnabled()
    filled.snapshots.table.selectRow(0)
    filled.snapshots.part.click()
    assert engine.called("snapshot_draft") == [(KEPT.id, (LAMPS[2],))]
    filled.snapshots.order.reason.setText("works are over")
    filled.snapshots.order.run.click()
    [(placed, _)] = engine.called("place_order")
    assert (placed.title, placed.reason) == ("Before the works", "works are over")


def test_a_snapshot_is_taken_of_whom_is_chosen(filled: LibraryView, engine: FakeEngine) -> None:
    filled.show_sort("snapshot")
    filled.begin()
    assert not filled.maker.keep.isEnabled()
    filled.maker.head.name.setText("Evening")
    filled.maker.editor.fields["groups"]._on_picked(str(WARD.id))
    filled.save()
    [(name, devices, _)] = engine.called("take_snapshot")
    assert name == "Evening"
    assert set(devices) == set(devices_of(WARD.body.selection, filled._bridge.mirror))  # type: ignore[union-attr]  # a group


@pytest.mark.parametrize("count", [1, 300])
def test_many_documents_are_listed_and_found(
    view: LibraryView, city: FakeBridge, engine: FakeEngine, count: int
) -> None:
    documents = tuple(replace(WARD, id=DocumentId(number), name=f"Nhóm {number}") for number in range(1, count + 1))
    engine.push(ChangeSet(documents=documents))
    city.tick()
    assert view.list.table.rows_model.rowCount() == count
    view.list.search.setText(f"nhom {count}")
    assert view.list.table.rows_model.rowCount() == 1


def test_the_language_and_the_theme_change_while_it_runs(filled: LibraryView, look: Look) -> None:
    for document in (STREET, SCENE, KEPT):
        filled.show_document(document.id)
        look.use_theme("day")
        look.use_language("vi")
        filled.retranslate()
        filled.grab()
        look.use_language("en")
        look.use_theme("night")
        filled.retranslate()
        assert not filled._drafts.edited(document)


def test_the_state_comes_back(filled: LibraryView, city: FakeBridge, look: Look, qtbot: QtBot) -> None:
    filled.show_document(SCENE.id)
    other = LibraryView(city, look, clock=lambda: NOW)
    qtbot.addWidget(other)
    other.restore_state(filled.save_state())
    assert other.stack.currentWidget() is other.scenes
    other.restore_state({"sort": 7, "chosen": {"scene": "x"}})
    assert other.stack.currentWidget() is other.scenes


def test_a_removed_group_leaves_the_list_and_its_name(
    filled: LibraryView, city: FakeBridge, engine: FakeEngine
) -> None:
    filled.show_document(STREET.id)
    engine.push(ChangeSet(undocumented=(WARD.id,)))
    city.tick()
    assert [row.id for row in filled.list.table.rows_model.rows] == [STREET.id]
    assert filled.groups.editor.fields["groups"].keys() == (str(WARD.id),)
    assert len(filled.groups.members.devices) == len(LAMPS)


def test_members_are_counted_beyond_those_listed(view: LibraryView, city: FakeBridge, engine: FakeEngine) -> None:
    engine.push(ui_city(1500))
    engine.push(ChangeSet(documents=(replace(WARD, body=Group(Selection(query=Query(kinds=("streetlight",))))),)))
    city.tick()
    city.tick()
    assert len(view.groups.members.devices) == 1050
    assert view.groups.members.table.rows_model.rowCount() == 1000
