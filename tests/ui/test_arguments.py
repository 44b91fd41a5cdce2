"""Editors of a command's arguments: where they begin."""

import pytest
from pytestqt.qtbot import QtBot

from controlcenter.domain.kinds import ArgumentKind, CommandKind, Confirm
from controlcenter.domain.readings import Quality, Reading, Value
from controlcenter.domain.words import Text
from controlcenter.ui.faceplate.arguments import ArgumentEditor, start_from_reported
from tests.support.city import device
from tests.support.fake_engine import NOW

LEVEL = ArgumentKind("level", Text("Level", "Mức"), "integer", "%", 1, 100)
MODE = ArgumentKind("mode", Text("Mode", "Chế độ"), "enum", values={"a": Text("A", "A"), "b": Text("B", "B")})


@pytest.mark.parametrize(
    ("argument", "value", "shown"),
    [
        (LEVEL, 40, 40),
        (LEVEL, 40.4, 40),
        (LEVEL, 0, 1),
        (LEVEL, 1e300, 100),
        (LEVEL, float("nan"), 100),
        (LEVEL, "on", 100),
        (MODE, "b", "b"),
        (MODE, "gone", "a"),
        (ArgumentKind("on", Text("On", "Bật"), "bool"), True, True),
        (ArgumentKind("text", Text("Text", "Chữ"), "text"), "abc", "abc"),
    ],
)
def test_an_editor_starts_from_a_value_it_can_show(
    qtbot: QtBot, argument: ArgumentKind, value: Value, shown: Value
) -> None:
    editor = ArgumentEditor(argument, "en")
    qtbot.addWidget(editor)
    editor.start_from(value)
    assert editor.value == shown


def test_an_argument_starts_at_the_point_that_proves_it(qtbot: QtBot) -> None:
    editor = ArgumentEditor(LEVEL, "en")
    qtbot.addWidget(editor)
    dim = CommandKind(
        "dim", Text("Dim", "Chỉnh"), arguments=(LEVEL,), confirm=(Confirm("brightness", argument="level"),)
    )
    start_from_reported([editor], dim, {})
    assert editor.value == 100
    reading = Reading(device(0).id, "brightness", 35, NOW, NOW, Quality.GOOD)
    start_from_reported([editor], dim, {"brightness": reading})
    assert editor.value == 35
