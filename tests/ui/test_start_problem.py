"""Why the centre cannot start is said in a window, with the way out where there is one."""

import os

import pytest

from controlcenter.app import StartOptions
from controlcenter.problems import with_window
from controlcenter.storage.errors import StoreDamagedError, StoreLockedError
from controlcenter.ui import start_problem
from controlcenter.ui.start_problem import DAMAGED, make_box, problem_text


@pytest.mark.parametrize("code", ["store.locked", "second_copy", "profile", "settings", "nobody.knows"])
def test_the_problem_and_its_detail_are_shown_as_plain_text(qtbot, code):
    box = make_box(code, "/p: <b>detail</b>")
    qtbot.addWidget(box)
    assert box.text() == problem_text(code)
    assert box.informativeText() == "/p: <b>detail</b>"
    assert box.fresh is None
    assert [button.text() for button in box.buttons()] == ["Close"]


def test_only_a_damaged_database_offers_a_fresh_start_and_not_by_default(qtbot):
    box = make_box(DAMAGED, "x")
    qtbot.addWidget(box)
    assert box.fresh is not None
    assert box.defaultButton() is not box.fresh


@pytest.fixture
def on_a_screen(monkeypatch, tmp_path) -> StartOptions:
    monkeypatch.setitem(os.environ, "QT_QPA_PLATFORM", "xcb")
    return StartOptions(tmp_path)


def test_the_way_out_is_taken_when_it_is_chosen(on_a_screen, monkeypatch):
    asked: list[bool] = []

    def run(options: StartOptions) -> int:
        asked.append(options.move_damaged_aside)
        if not options.move_damaged_aside:
            raise StoreDamagedError("/p/db", "no database")
        return 0

    monkeypatch.setattr(start_problem, "show_problem", lambda *_: True)
    assert with_window(run, on_a_screen) == 0
    assert asked == [False, True]


def test_a_closed_message_ends_with_the_problem(on_a_screen, monkeypatch):
    def run(_options: StartOptions) -> int:
        raise StoreLockedError("/p/db", "locked")

    monkeypatch.setattr(start_problem, "show_problem", lambda *_: False)
    with pytest.raises(StoreLockedError):
        with_window(run, on_a_screen)
