"""The sign desk: a message is found, written, judged for each sign, sent, and what becomes of it is shown."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from controlcenter.domain.authority import Claim, Why
from controlcenter.domain.commands import CommandRecord, CommandState, Source
from controlcenter.domain.ids import CommandId, device_id
from controlcenter.domain.orders import Exclusion, OrderPreview, OrderState, Target
from controlcenter.domain.readings import Quality, Reading
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.control.signs.keep_dialog import KeepDialog
from controlcenter.ui.control.signs.sign_rows import SignRow
from controlcenter.ui.control.signs.sign_table import shared
from controlcenter.ui.control.signs.view import SignsView
from tests.support.city import SITE
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine

SIGNS = tuple(device_id(SITE, "message_sign", f"vms-{number:02d}") for number in range(5))
SHOWN = "GIẢM TỐC ĐỘ[nl]THI CÔNG"


def rows(view: SignsView) -> dict[str, SignRow]:
    return {row.name: row for row in view.signs.table.signs.rows}


def judge_all(view: SignsView) -> None:
    """Do at once what is done between keystrokes."""
    for _ in SIGNS:
        view._judge()


def pick(view: SignsView, name: str) -> None:
    item = next(i for i in range(view.library.list.count()) if view.library.list.item(i).text() == name)
    view.library.list.setCurrentRow(item)


def preview_of(view: SignsView, engine: FakeEngine, preview: OrderPreview) -> None:
    engine.preview = preview
    view.ordering.ask()


# The library


def test_an_empty_library_takes_the_shipped_one_over_in_one_click(view: SignsView, engine: FakeEngine) -> None:
    assert view.library.stack.currentWidget() is view.library.hint
    view.library.hint.action_chosen.emit()
    stored = [call[0] for call in engine.called("save_document")]
    assert len(stored) > 10
    assert {document.id for document in stored} == {0}
    assert all(document.body.category and document.body.multi for document in stored)


def test_messages_stand_by_category_and_are_found_without_accents(desk: SignsView) -> None:
    texts = [desk.library.list.item(row).text() for row in range(desk.library.list.count())]
    assert texts == ["Giao thông", "Ùn tắc", "Ngập", "Ngập 30 cm phía trước"]
    desk.library.search.setText("phia TRUOC")
    texts = [desk.library.list.item(row).text() for row in range(desk.library.list.count())]
    assert texts == ["Ngập", "Ngập 30 cm phía trước"]
    desk.library.search.setText("zz")
    assert desk.library.stack.currentWidget() is desk.library.hint


def test_a_message_taken_up_is_drawn_and_sets_how_long_it_lasts(desk: SignsView) -> None:
    pick(desk, "Ngập 30 cm phía trước")
    assert desk.compose.text.toPlainText() == "NGẬP 30 CM\nPHÍA TRƯỚC"
    assert desk.compose.multi.toPlainText() == "[jp3]NGẬP 30 CM[nl]PHÍA TRƯỚC"
    assert desk.compose.player.frame is not None and desk.compose.player.frame.pixels.any()
    assert desk.bar.end() == "120"
    pick(desk, "Ùn tắc")
    assert desk.bar.end() == "30"


def test_what_is_written_is_kept_under_a_name(desk: SignsView, engine: FakeEngine) -> None:
    pick(desk, "Ngập 30 cm phía trước")
    desk.compose.text.setPlainText("NGẬP 50 CM")
    desk.store()
    dialog = desk.findChild(KeepDialog)
    assert dialog is not None and dialog.name.text() == "Ngập 30 cm phía trước"
    dialog.name.setText("Ngập 50 cm")
    dialog.as_new.click()
    [(document, by)] = engine.called("save_document")
    assert (document.id, document.name, by) == (0, "Ngập 50 cm", OPERATOR)
    assert (document.body.category, document.body.multi, document.body.minutes) == ("Ngập", "[jp3]NGẬP 50 CM", 120)


def test_a_message_is_removed_after_a_question(desk: SignsView, engine: FakeEngine) -> None:
    pick(desk, "Ùn tắc")
    desk.library.ask_removal()
    box = desk.library.findChild(QMessageBox)
    assert box is not None and engine.called("remove_document") == []
    next(button for button in box.buttons() if button.text() == "Remove").click()
    assert [call[0] for call in engine.called("remove_document")] == [2]


# Writing


def test_words_and_multi_are_kept_in_step(desk: SignsView) -> None:
    desk.compose.text.setPlainText("CẤM XE\nĐI VÒNG")
    assert desk.compose.multi.toPlainText() == "[jp3]CẤM XE[nl]ĐI VÒNG"
    desk.compose.multi.setPlainText("[jp3]A[np]B[nl]C")
    assert desk.compose.text.toPlainText() == "A"
    desk.compose.show_page(1)
    assert desk.compose.text.toPlainText() == "B\nC"
    assert desk.compose.player.frame is not None and desk.compose.player.frame.page == 1


def test_a_tag_nobody_knows_is_marked_where_it_stands(desk: SignsView, qtbot: QtBot) -> None:
    desk.compose.multi.setPlainText("[jp3]NGẬP [xx]30 CM")
    assert desk.compose.message.isVisible() and "[xx]" in desk.compose.message.text()
    assert desk.compose.multi.marks == ((10, 14),)
    assert not desk.compose.text.isEnabled() and not desk.compose.pages.add.isEnabled()
    desk.compose.message.click()
    assert desk.compose.multi.textCursor().selectedText() == "[xx]"
    desk.compose.multi.setPlainText("[jp3]NGẬP 30 CM")
    assert desk.compose.multi.marks == () and not desk.compose.message.isVisible()


def test_a_line_that_is_too_long_is_marked_and_shown_cut_off(desk: SignsView) -> None:
    desk.compose.text.setPlainText("NGẬP\nĐƯỜNG QUỐC LỘ 1 PHÍA TRƯỚC")
    assert desk.compose.text.marks == ((5, 31),)
    assert desk.compose.message.text().startswith("line 2 too long by ")
    assert desk.compose.panel.wrong and desk.compose.player.frame is not None


def test_a_shorter_word_is_one_click_away(desk: SignsView) -> None:
    desk.compose.text.setPlainText("QUỐC LỘ 1 PHÍA TRƯỚC")
    button = desk.compose._flow.itemAt(0).widget()  # type: ignore[union-attr]  # there is one
    assert button.text() == "QUỐC LỘ → QL"  # type: ignore[attr-defined]  # a button
    button.click()  # type: ignore[attr-defined]  # a button
    assert desk.compose.text.toPlainText() == "QL 1 PHÍA TRƯỚC"


def test_forbidden_words_are_marked_and_refused(desk: SignsView, engine: FakeEngine) -> None:
    desk.choose(SIGNS)
    desk.bar.reason.setText("why not")
    desk.compose.text.setPlainText("ĐI CHẬM\nQUẢNG CÁO")
    assert desk.compose.text.marks == ((8, 17),)
    assert "QUẢNG CÁO" in desk.compose.message.text()
    assert not desk.bar.show_it.isEnabled()
    desk.place()
    assert engine.called("place_order") == []


def test_colours_are_offered_where_the_sign_has_them(desk: SignsView) -> None:
    desk.compose.text.setPlainText("NGẬP")
    red = desk.compose.styles.colours[(255, 0, 0)]
    assert not red.isVisible()
    desk._on_focused(SIGNS[4])
    assert red.isVisible()
    red.click()
    assert desk.compose.multi.toPlainText() == "[jp3][cf255,0,0]NGẬP"


def test_pages_play_by_turns_and_stand_still_while_hidden(desk: SignsView, qtbot: QtBot) -> None:
    desk.compose.put("[pt1o0][jp3]A[np]B")
    desk.compose.pages.play.click()
    with qtbot.waitSignal(desk.compose.player.stepped, timeout=3000):
        pass
    desk.hide()
    assert not desk.compose.player._timer.isActive()


# The signs


def test_each_sign_says_what_it_makes_of_the_text(desk: SignsView) -> None:
    desk.compose.multi.setPlainText("[jp3][fo1]NGẬP[nl]ĐƯỜNG PHÍA TRƯỚC XA")
    judge_all(desk)
    found = {name: (row.fits, row.text) for name, row in rows(desk).items()}
    assert found["VMS-000"] == (True, "fits")
    assert found["VMS-003"][0] is False
    assert found["VMS-003"][1].startswith("line 2 too long by ")
    desk.compose.put("[jp3]A[np]B")
    judge_all(desk)
    assert {row.text for row in rows(desk).values()} == {"fits, 2 pages"}


def test_space_ticks_the_row_with_the_caret(desk: SignsView, qtbot: QtBot) -> None:
    table = desk.signs.table
    table.setCurrentIndex(table.signs.index(2, 0))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert desk.chosen == (SIGNS[2],)
    assert desk.compose.head._note.whole == "preview on VMS-002 (128×48, amber)"
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert desk.chosen == ()


def test_widths_share_what_there_is() -> None:
    assert shared([100, 50, 60, 200, 300], 600, (0, 2)) == [100, 50, 60, 195, 195]
    assert shared([100, 50], 200) == [100, 100]


def test_a_sign_that_was_removed_is_not_commanded(desk: SignsView, engine: FakeEngine, bridge: FakeBridge) -> None:
    desk.choose(SIGNS[:2])
    engine.push(ChangeSet(removed=(SIGNS[0],)))
    bridge.tick()
    assert desk.chosen == (SIGNS[1],)


# Now showing


def rule(desk: SignsView, engine: FakeEngine, multi: str) -> None:
    claim = Claim(Source.OPERATOR, "show", {"multi": multi}, NOW - 60, NOW + 3600, OPERATOR, "works", in_force=True)
    plan = Claim(Source.PLAN, "show", {"multi": "ĐỘI MŨ"}, NOW - 999, plan="Evening")
    engine.whys[SIGNS[0]] = Why(SIGNS[0], (claim, plan))
    desk.refresh()


def test_what_was_ordered_stands_beside_what_is_shown_and_why(desk: SignsView, engine: FakeEngine) -> None:
    rule(desk, engine, SHOWN)
    showing = desk.signs.showing
    assert not showing.reported.wrong and showing.reported_note.whole == "Reported 4 s ago · same"
    _, what, until = showing.lines[Source.OPERATOR]
    assert what.whole == "“GIẢM TỐC ĐỘ THI CÔNG” · operator-2 · works"
    assert until.text().startswith("in force · until ")
    assert showing.lines[Source.PLAN][2].text() == "waiting"


def test_a_sign_that_shows_something_else_looks_wrong_but_not_while_a_command_runs(
    desk: SignsView, engine: FakeEngine, bridge: FakeBridge
) -> None:
    rule(desk, engine, "CẤM XE")
    assert desk.signs.showing.reported.wrong
    assert "DIFFERS" in desk.signs.showing.reported_note.whole
    record = CommandRecord(CommandId(1), SIGNS[0], "show", {}, OPERATOR, NOW, NOW + 60, CommandState.SENT, NOW)
    engine.push(ChangeSet(commands=(record,)))
    bridge.tick()
    desk.refresh()
    assert not desk.signs.showing.reported.wrong


def test_old_reports_are_hatched_and_failed_pixels_laid_over(
    desk: SignsView, engine: FakeEngine, bridge: FakeBridge
) -> None:
    old = Reading(SIGNS[0], "message", SHOWN, NOW - 600, NOW - 600, Quality.STALE)
    bad = Reading(SIGNS[0], "bad_pixels", "3-4,5", NOW, NOW, Quality.GOOD)
    engine.push(ChangeSet(readings=(old, bad)))
    bridge.tick()
    reported = desk.signs.showing.reported
    assert reported.stale and reported.bad == ((3, 5), (4, 5))
    assert "10 min" in desk.signs.showing.reported_note.whole


def test_releasing_ends_what_was_ordered(desk: SignsView, engine: FakeEngine) -> None:
    rule(desk, engine, SHOWN)
    desk.signs.showing.release.click()
    assert engine.called("release") == [((SIGNS[0],), OPERATOR, "", None)]


# Ordering


def test_an_order_carries_the_text_its_weight_and_one_end(desk: SignsView, engine: FakeEngine, qtbot: QtBot) -> None:
    desk.choose(SIGNS[:2])
    pick(desk, "Ngập 30 cm phía trước")
    desk.bar.choose_source(Source.INCIDENT)
    desk.bar.reason.setText("Flood on QL1")
    preview_of(desk, engine, OrderPreview(tuple(Target(one, "show", {}) for one in SIGNS[:2]), ()))
    assert desk.bar.show_it.text() == "Show on 2 signs"
    desk.bar.show_it.click()
    [(draft, by)] = engine.called("place_order")
    [action] = draft.actions
    assert by == OPERATOR
    assert (action.command, action.selection.devices) == ("show", SIGNS[:2])
    assert action.arguments == {
        "multi": "[jp3]NGẬP 30 CM[nl]PHÍA TRƯỚC", "priority": "incident", "duration_s": 7200,
    }  # fmt: skip
    assert (draft.source, draft.until, draft.reason) == (Source.INCIDENT, NOW + 7200, "Flood on QL1")
    assert draft.title == "NGẬP 30 CM PHÍA TRƯỚC"


def test_until_released_is_renewed_by_the_centre(desk: SignsView) -> None:
    desk.choose(SIGNS[:1])
    desk.compose.text.setPlainText("NGẬP")
    desk.bar.choose_end("released")
    draft = desk.draft()
    assert draft is not None and draft.until is None
    assert draft.actions[0].arguments["duration_s"] == 3600


def test_without_a_reason_nothing_goes_out(desk: SignsView, engine: FakeEngine) -> None:
    desk.choose(SIGNS[:1])
    desk.compose.text.setPlainText("NGẬP")
    assert not desk.bar.show_it.isEnabled()
    desk.place()
    desk.ask_blank()
    assert engine.called("place_order") == []
    assert "reason" in desk.signs.rollout.facts.whole


def test_a_preview_names_who_is_left_out_and_the_second_person(desk: SignsView, engine: FakeEngine) -> None:
    desk.choose(SIGNS[:2])
    desk.compose.text.setPlainText("NGẬP")
    out = Exclusion(SIGNS[1], "does_not_fit", {"problem": "line_too_long", "px": 14, "page": 0, "line": 0})
    preview_of(desk, engine, OrderPreview((Target(SIGNS[0], "show", {}),), (out,), ("free_sign_text",)))
    assert rows(desk)["VMS-001"].result == "left out: line 1 too long by 14 px"
    assert desk.bar.facts.whole.startswith("1 of 2 signs · needs a second person")
    assert desk.bar.show_it.text() == "Show on 1 sign"


def test_an_answer_about_an_older_text_is_dropped(desk: SignsView) -> None:
    desk.choose(SIGNS[:1])
    desk.compose.text.setPlainText("NGẬP")
    turn = desk.ordering._turn
    desk.compose.text.setPlainText("NGẬP 30")
    desk.ordering._on_previewed(turn, OrderPreview((), ()))
    assert desk.ordering.preview is None


def test_only_what_failed_is_tried_again(desk: SignsView, engine: FakeEngine, bridge: FakeBridge) -> None:
    desk.choose(SIGNS[:2])
    desk.compose.text.setPlainText("NGẬP")
    desk.bar.reason.setText("flood")
    preview_of(desk, engine, OrderPreview(tuple(Target(one, "show", {}) for one in SIGNS[:2]), ()))
    desk.place()
    order = engine.order_list[0]
    ends = (CommandState.CONFIRMED, CommandState.MISMATCH)
    commands = tuple(
        CommandRecord(CommandId(n), SIGNS[n], "show", {}, OPERATOR, NOW, NOW + 60, state, NOW + 2, order=order.id)
        for n, state in enumerate(ends)
    )
    done = replace(order, state=OrderState.DONE, counts=dict.fromkeys(ends, 1))
    engine.push(ChangeSet(orders=(done,), commands=commands))
    bridge.tick()
    assert rows(desk)["VMS-000"].result == "confirmed after 2.0 s"
    assert rows(desk)["VMS-001"].wrong
    assert desk.signs.rollout.retry.isVisible()
    desk.signs.rollout.retry.click()
    assert engine.called("retry_order") == [(order.id, OPERATOR)]


def test_a_refused_order_says_why_and_leaves_the_text(desk: SignsView, engine: FakeEngine) -> None:
    desk.choose(SIGNS[:1])
    desk.compose.text.setPlainText("NGẬP")
    desk.bar.reason.setText("flood")
    engine.refuse["place_order"] = EngineError("nothing_to_do", "every device is excluded")
    desk.place()
    assert desk.signs.rollout.facts.whole == "every device is excluded"
    assert desk.compose.text.toPlainText() == "NGẬP"


def test_signs_are_put_out_after_a_question(desk: SignsView, engine: FakeEngine) -> None:
    desk.choose(SIGNS[:2])
    desk.bar.reason.setText("over")
    desk.ask_blank()
    box = desk.findChild(QMessageBox)
    assert box is not None and engine.called("place_order") == []
    next(button for button in box.buttons() if button.text() == "Blank").click()
    [(draft, _)] = engine.called("place_order")
    assert (draft.actions[0].command, draft.actions[0].arguments) == ("blank", {})
    assert draft.until == NOW + 7200


@pytest.mark.parametrize(("level", "command"), [(60, "set_brightness"), (None, "pixel_test")])
def test_brightness_and_pixel_tests_go_to_the_ticked_signs(desk, engine, level, command) -> None:
    desk.choose(SIGNS[:2])
    desk.bar.reason.setText("night")
    if level is None:
        desk.signs.test.click()
    else:
        desk.signs.brightness_wanted.emit(level)
    [(draft, _)] = engine.called("place_order")
    assert draft.actions[0].command == command
    assert draft.actions[0].arguments == ({} if level is None else {"level": level})
    assert draft.until is None


# Around it


def test_the_desk_comes_back_as_it_was_left(desk: SignsView, bridge: FakeBridge, look, qtbot: QtBot) -> None:
    desk.choose(SIGNS[:2])
    desk.compose.text.setPlainText("NGẬP 30 CM")
    desk.bar.choose_source(Source.EMERGENCY)
    desk.bar.choose_end("30")
    other = SignsView(bridge, look, clock=lambda: NOW)
    qtbot.addWidget(other)
    other.restore_state(desk.save_state())
    other.refresh()
    assert other.save_state() | {"sizes": 0} == desk.save_state() | {"sizes": 0}
    other.restore_state({"multi": 3, "chosen": "x", "source": "KING", "end": [], "sizes": ["a"]})


def test_a_city_without_signs_says_so(view: SignsView) -> None:
    assert view.signs.stack.currentWidget() is view.signs.hint
    assert not view.bar.show_it.isEnabled()
    view.compose.text.setPlainText("NGẬP")
    assert view.compose.player.frame is not None


def test_hidden_it_asks_for_nothing(desk: SignsView, engine: FakeEngine) -> None:
    desk.choose(SIGNS)
    desk.hide()
    assert not any(timer.isActive() for timer in (desk.ordering._waiting, desk._judging, desk.signs.showing._aging))


def test_both_languages_and_themes_at_once(desk: SignsView, look) -> None:
    look.use_theme("day")
    look.use_language("vi")
    desk.retranslate()
    assert desk.bar.labels["source"].text()
    assert not desk.grab().isNull()
