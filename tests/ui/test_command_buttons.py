"""Buttons of commands: a critical one takes two presses, what the centre works out is asked of nobody."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from controlcenter.domain.commands import CommandRecord, CommandState, Operator
from controlcenter.domain.ids import CommandId, DeviceId
from controlcenter.domain.kinds import ArgumentKind, CommandKind, Kind, PointKind
from controlcenter.domain.words import Text
from controlcenter.ui.faceplate.control import CommandButtons
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import order_text, reason_text

SOUND = CommandKind("sound", Text("Sound", "Hú còi"), critical=True)
TEST = CommandKind("test", Text("Test", "Thử"))
SHOW = CommandKind(
    "show",
    Text("Show", "Hiển thị"),
    (
        ArgumentKind("multi", Text("Message", "Nội dung"), type="text"),
        ArgumentKind("message_id", Text("Number", "Mã"), type="digest", of="multi"),
    ),
)
KIND = Kind(
    "siren", Text("Siren", "Còi"), points={"armed": PointKind("armed", Text("Armed", "Sẵn sàng"), type="bool")},
    commands={one.key: one for one in (SOUND, TEST, SHOW)},
)  # fmt: skip


@pytest.fixture
def buttons(look: Look, qtbot: QtBot) -> CommandButtons:
    made = CommandButtons(look)
    qtbot.addWidget(made)
    made.show_commands([SOUND, TEST, SHOW])
    made.given = []
    made.command_given.connect(lambda key, values: made.given.append((key, values)))
    made.show()
    return made


def press(qtbot: QtBot, buttons: CommandButtons, key: str) -> None:
    qtbot.mouseClick(buttons.buttons[key], Qt.MouseButton.LeftButton)


def test_a_critical_command_takes_two_presses(qtbot, buttons) -> None:
    press(qtbot, buttons, "sound")
    assert buttons.given == []
    assert buttons.buttons["sound"].text() == "Press again: Sound"
    press(qtbot, buttons, "sound")
    assert buttons.given == [("sound", {})]
    assert buttons.buttons["sound"].text() == "Sound"


def test_the_first_press_is_forgotten_by_another_command_and_by_time(qtbot, buttons) -> None:
    press(qtbot, buttons, "sound")
    press(qtbot, buttons, "test")
    press(qtbot, buttons, "sound")
    assert buttons.given == [("test", {})]
    buttons._patience.timeout.emit()
    assert buttons.buttons["sound"].text() == "Sound"
    press(qtbot, buttons, "sound")
    assert buttons.given == [("test", {})]


def test_a_digest_is_asked_of_nobody(buttons) -> None:
    assert [editor.argument.key for editor in buttons.editors["show"]] == ["multi"]


def test_a_digest_is_told_to_nobody() -> None:
    record = CommandRecord(
        CommandId(1), DeviceId("s:d:1"), "show", {"multi": "NGẬP", "message_id": "0e0f5090"}, Operator("lan", "ws"),
        1.0, 2.0, CommandState.SENT, 1.0,
    )  # fmt: skip
    assert order_text(record, KIND, "vi") == "Hiển thị NGẬP"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("locked: owner=ba, reason=ladder", "locked for maintenance: ba, ladder"),
        ("interlock: point=armed, value=False", "an interlock keeps it: Armed no"),
        ("device_refused: code=7, busy", "the device refused: code=7, busy"),
    ],
)
def test_reasons_say_their_facts_without_the_machines_names(reason: str, words: str) -> None:
    assert reason_text(reason, KIND) == words
