"""Arguments of commands are judged against the kind before anything is sent."""

import pytest

from controlcenter.domain.arguments import ArgumentError, parse_arguments, validate_arguments
from controlcenter.domain.kinds import ArgumentKind, CommandKind
from controlcenter.domain.readings import Value
from controlcenter.domain.words import Text


def _name(text: str) -> Text:
    return Text(text, text)


DIM = CommandKind(
    "dim", _name("Dim"), (ArgumentKind("level", _name("Level"), "integer", unit="%", minimum=1, maximum=100),)
)
TURN_OFF = CommandKind("turn_off", _name("Turn off"))
SHOW = CommandKind(
    "show",
    _name("Show"),
    (
        ArgumentKind("text", _name("Text"), "text", max_length=5),
        ArgumentKind("colour", _name("Colour"), "enum", default="amber", values={"amber": _name("Amber")}),
        ArgumentKind("blink", _name("Blink"), "bool", default=False),
        ArgumentKind("seconds", _name("Seconds"), "number", minimum=0.5, default=10),
    ),
)


@pytest.mark.parametrize(
    ("command", "given", "taken"),
    [
        (DIM, {"level": 60}, {"level": 60}),
        (DIM, {"level": 60.0}, {"level": 60}),
        (TURN_OFF, {}, {}),
        (SHOW, {"text": "Hi"}, {"text": "Hi", "colour": "amber", "blink": False, "seconds": 10}),
        (
            SHOW,
            {"text": "", "blink": True, "seconds": 0.5},
            {"text": "", "colour": "amber", "blink": True, "seconds": 0.5},
        ),
    ],
)
def test_good_arguments_come_back_complete(
    command: CommandKind, given: dict[str, Value], taken: dict[str, Value]
) -> None:
    found = validate_arguments(command, given)
    assert found == taken
    assert {key: type(value) for key, value in found.items()} == {key: type(value) for key, value in taken.items()}


@pytest.mark.parametrize(
    ("command", "given", "code", "argument", "words"),
    [
        (DIM, {}, "missing", "level", "is needed for dim"),
        (DIM, {"level": 0}, "range", "level", "must be 1 to 100 %, not 0"),
        (DIM, {"level": 101}, "range", "level", "must be 1 to 100 %, not 101"),
        (DIM, {"level": float("nan")}, "range", "level", "finite"),
        (DIM, {"level": float("inf")}, "range", "level", "finite"),
        (DIM, {"level": 10**5000}, "range", "level", "far too large"),
        (DIM, {"level": 60.5}, "type", "level", "whole number"),
        (DIM, {"level": True}, "type", "level", "must be a number, not True"),
        (DIM, {"level": "60"}, "type", "level", "must be a number, not '60'"),
        (DIM, {"level": 60, "speed": 1}, "unknown", "speed", "it takes level"),
        (TURN_OFF, {"level": 60}, "unknown", "level", "it takes none"),
        (SHOW, {"text": "too long"}, "length", "text", "8 characters; at most 5"),
        (SHOW, {"text": "a\0b"}, "characters", "text", "no device can show"),
        (SHOW, {"text": "\ud800"}, "characters", "text", "no device can show"),
        (SHOW, {"text": 5}, "type", "text", "must be text"),
        (SHOW, {"text": "a", "colour": "pink"}, "value", "colour", "must be one of amber"),
        (SHOW, {"text": "a", "blink": 1}, "type", "blink", "true or false"),
        (SHOW, {"text": "a", "seconds": 0.1}, "range", "seconds", "at least 0.5"),
    ],
)
def test_bad_arguments_are_refused_by_code_and_name(
    command: CommandKind, given: dict[str, Value], code: str, argument: str, words: str
) -> None:
    with pytest.raises(ArgumentError) as caught:
        validate_arguments(command, given)
    assert (caught.value.code, caught.value.argument) == (code, argument)
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("command", "typed", "taken"),
    [
        (DIM, {"level": "60"}, {"level": 60}),
        (DIM, {"level": "6e1"}, {"level": 60}),
        (SHOW, {"text": "7", "blink": "on"}, {"text": "7", "colour": "amber", "blink": True, "seconds": 10}),
    ],
)
def test_typed_arguments_are_read_by_their_kind(
    command: CommandKind, typed: dict[str, str], taken: dict[str, Value]
) -> None:
    assert parse_arguments(command, typed) == taken


@pytest.mark.parametrize(
    ("typed", "code"), [({"level": "much"}, "type"), ({"level": "nan"}, "range"), ({"lvl": "1"}, "unknown")]
)
def test_typed_rubbish_is_refused(typed: dict[str, str], code: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        parse_arguments(DIM, typed)
    assert caught.value.code == code
