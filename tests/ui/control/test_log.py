"""The command log and the page around it: endless, filtered, each step with the reading that proved it."""

import csv
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from controlcenter.domain.commands import CommandRecord, CommandState, Source, Transition
from controlcenter.domain.ids import CommandId, OrderId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.control.log import LogView
from controlcenter.ui.control.log_model import COLUMNS
from controlcenter.ui.control.page import ControlPage
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import reason_text
from controlcenter.ui.models.paged import PAGE
from tests.support import city as made
from tests.support.fake_engine import NOW, OPERATOR, FakeBridge, FakeEngine

PLACE = {column.key: place for place, column in enumerate(COLUMNS)}


def command(number: int, state: CommandState = CommandState.CONFIRMED) -> CommandRecord:
    return CommandRecord(
        CommandId(number), made.device(1).id, "dim", {"level": 60}, OPERATOR, NOW - number, NOW, state,
        NOW - number + 2.5, "shown: level=60" if state is CommandState.CONFIRMED else "", note="roadworks",
        order=OrderId(7) if number % 2 else None, source=Source.INCIDENT,
    )  # fmt: skip


@pytest.fixture
def log(qtbot: QtBot, city: FakeBridge, engine: FakeEngine, look: Look) -> LogView:
    engine.log = [command(number) for number in range(1200, 0, -1)]
    view = LogView(city, look, clock=lambda: NOW)
    qtbot.addWidget(view)
    view.resize(1290, 600)
    view.show()
    view.refresh()
    return view


def cell(log: LogView, row: int, column: str) -> str:
    return str(log.model.index(row, PLACE[column]).data())


def test_a_line_says_who_what_why_and_what_proved_it(log: LogView) -> None:
    assert cell(log, 0, "command") == "Dim 60 %"
    assert cell(log, 0, "outcome") == "confirmed after 2.5 s · the device shows: Level 60 %"
    assert cell(log, 0, "who") == "operator-2 · seat-1"
    assert cell(log, 0, "note") == "roadworks"
    assert cell(log, 0, "source") == "Incident"
    assert cell(log, 1, "order") == "7"


def test_pages_are_read_as_somebody_scrolls(log: LogView, engine: FakeEngine) -> None:
    assert log.model.rowCount() == PAGE
    for _ in range(2):
        log.table.scrollToBottom()
    assert log.model.rowCount() == 1200
    assert engine.called("command_log")[1][1] == 701
    assert log.facts.whole == "All 1,200 commands"


def test_filters_ask_for_what_is_wanted(log: LogView, engine: FakeEngine) -> None:
    log.filters.area.setCurrentIndex(log.filters.area.findText("Tân An › Phường 2"))
    log.filters.command.setCurrentIndex(log.filters.command.findData("dim"))
    log.filters.outcome.setCurrentIndex(1)
    log.filters.operator.setText("operator-2")
    log.filters._typing.timeout.emit()
    wanted = engine.called("command_log")[-1][0]
    assert wanted.start == NOW - 86_400
    assert (wanted.command, wanted.by, wanted.states) == ("dim", "operator-2", (CommandState.CONFIRMED,))
    assert set(wanted.devices) == {made.device(n).id for n in range(200) if made.device(n).area == made.AREAS[2].id}
    log.show_order(7)
    assert engine.called("command_log")[-1][0].order == 7
    assert cell(log, 0, "order") == "7"


def test_what_becomes_of_a_command_is_written_where_it_stands(log: LogView) -> None:
    failed = replace(command(1199), state=CommandState.FAILED, reason="no_answer")
    log.take(ChangeSet(commands=(failed,)))
    assert cell(log, 1, "outcome") == "failed · the device did not answer"
    assert not log.newer.isVisible()
    log.take(ChangeSet(commands=(command(1201),)))
    assert log.newer.isVisible()
    assert cell(log, 1, "outcome") == "failed · the device did not answer"


def test_each_step_of_the_chosen_command_is_shown(
    log: LogView, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def transitions(number: CommandId) -> list[Transition]:
        return [
            Transition(number, NOW, CommandState.SENT),
            Transition(number, NOW + 2, CommandState.CONFIRMED, "shown: level=60"),
        ]

    monkeypatch.setattr(engine, "transitions", transitions)
    log.table.selectRow(3)
    assert log.steps.text() == "11:42:07 sent, no answer  →  11:42:09 confirmed (the device shows: Level 60 %)"


def test_everything_that_matches_is_exported(log: LogView, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "log.csv"
    log.export_to(str(path))
    qtbot.waitUntil(path.exists)
    with path.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1200
    assert rows[0]["reason"] == "shown: level=60"
    assert rows[0]["source"] == "incident"


def test_reasons_are_said_in_the_words_of_the_kind() -> None:
    lamp = made.KINDS["streetlight"]
    assert reason_text("wrong_value: level=40", lamp) == "the device shows another value: Level 40 %"
    assert reason_text("shown: on=True, level=60", lamp, "vi") == "the device shows: Bật yes, Mức sáng 60 %"
    assert reason_text("locked: owner=An") == "locked for maintenance: An"
    held = reason_text("outranked: source=incident, by=An")
    assert held == "something more important holds the device: Incident, An"


def test_views_are_made_when_they_are_opened(qtbot: QtBot, city: FakeBridge, look: Look) -> None:
    page = ControlPage(city, look)
    qtbot.addWidget(page)
    page.resize(1290, 640)
    page.show()
    assert page.built == ("board",)
    page.show_devices([made.device(1).id, made.device(2).id])
    page.show_log_of(7)
    assert page.view == "log"
    assert set(page.built) == {"board", "log"}
    state = page.save_state()
    other = ControlPage(city, look)
    qtbot.addWidget(other)
    other.restore_state(state)
    assert other.view == "log"
    look.use_language("vi")
