"""Judge the arguments of a command against its kind, before anything is sent."""

import math
import zlib
from collections.abc import Mapping

from controlcenter.domain.kinds import ArgumentKind, CommandKind
from controlcenter.domain.readings import Value

_EXACT = 2**53


class ArgumentError(ValueError):
    """An argument will not do. ``code`` is for translation: ``unknown``, ``missing``, ``type``, ``range``,
    ``length``, ``characters`` or ``value``; ``argument`` names it; the text says it in English.
    """

    def __init__(self, code: str, argument: str, message: str) -> None:
        super().__init__(f"{argument}: {message}")
        self.code = code
        self.argument = argument
        self.message = message


def validate_arguments(command: CommandKind, arguments: Mapping[str, Value]) -> dict[str, Value]:
    """Return *arguments* complete (defaults filled in) and of the kind's types; raises ArgumentError.

    A whole number given as 60.0 becomes 60 for an ``integer``; nothing else is converted. A ``digest`` is worked out
    here, whatever was given for it.
    """
    known = {argument.key for argument in command.arguments}
    for key in arguments:
        if key not in known:
            expected = f"it takes {', '.join(sorted(known))}" if known else "it takes none"
            raise ArgumentError("unknown", key, f"is not an argument of {command.key}; {expected}")
    judged = {
        argument.key: _judged(argument, arguments, command.key)
        for argument in command.arguments
        if argument.type != "digest"
    }
    digests = {one.key: digest(str(judged[one.of])) for one in command.arguments if one.type == "digest"}
    return {argument.key: digests.get(argument.key, judged.get(argument.key, "")) for argument in command.arguments}


def digest(text: str) -> str:
    """CRC-32 of *text* in UTF-8 as eight hexadecimal digits: by it a device says what it shows."""
    return f"{zlib.crc32(text.encode()):08x}"


def parse_arguments(command: CommandKind, texts: Mapping[str, str]) -> dict[str, Value]:
    """Read arguments typed as text (``level=60``) and validate them; raises ArgumentError."""
    kinds = {argument.key: argument for argument in command.arguments}
    return validate_arguments(
        command, {key: _read(kinds[key], text) if key in kinds else text for key, text in texts.items()}
    )


def _judged(argument: ArgumentKind, arguments: Mapping[str, Value], command: str) -> Value:
    value = arguments.get(argument.key, argument.default)
    if value is None:
        raise ArgumentError("missing", argument.key, f"is needed for {command}")
    if argument.type in ("number", "integer"):
        return _number(argument, value)
    if argument.type == "bool":
        if not isinstance(value, bool):
            raise ArgumentError("type", argument.key, f"must be true or false, not {value!r}")
        return value
    return _text(argument, value)


def _number(argument: ArgumentKind, value: Value) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ArgumentError("type", argument.key, f"must be a number, not {value!r}")
    if isinstance(value, float) and not math.isfinite(value):
        raise ArgumentError("range", argument.key, f"must be a finite number, not {value}")
    if not -_EXACT <= value <= _EXACT:
        raise ArgumentError("range", argument.key, "is far too large")
    if argument.type == "integer":
        if isinstance(value, float) and not value.is_integer():
            raise ArgumentError("type", argument.key, f"must be a whole number, not {value}")
        value = int(value)
    low, high = argument.minimum, argument.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        raise ArgumentError("range", argument.key, f"must be {_span(low, high)}{_unit(argument)}, not {value}")
    return value


def _span(low: float | None, high: float | None) -> str:
    if low is None:
        return f"at most {high:g}"
    return f"at least {low:g}" if high is None else f"{low:g} to {high:g}"


def _unit(argument: ArgumentKind) -> str:
    return f" {argument.unit}" if argument.unit else ""


def _text(argument: ArgumentKind, value: Value) -> str:
    if not isinstance(value, str):
        raise ArgumentError("type", argument.key, f"must be text, not {value!r}")
    if argument.type == "enum":
        if value not in argument.values:
            raise ArgumentError("value", argument.key, f"must be one of {', '.join(argument.values)}, not {value!r}")
        return value
    if len(value) > argument.max_length:
        raise ArgumentError("length", argument.key, f"has {len(value)} characters; at most {argument.max_length}")
    if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value):
        raise ArgumentError("characters", argument.key, "holds a character no device can show")
    return value


def _read(argument: ArgumentKind, text: str) -> Value:
    if argument.type == "bool":
        words: dict[str, Value] = {"true": True, "on": True, "1": True, "false": False, "off": False, "0": False}
        return words.get(text.strip().lower(), text)
    if argument.type not in ("number", "integer"):
        return text
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text
