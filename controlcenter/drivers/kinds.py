"""Load the vocabulary of device kinds from TOML: one file per kind; later folders may add, never change."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from controlcenter.domain.conditions_check import problems_of
from controlcenter.domain.kinds import ArgumentKind, CommandKind, Confirm, Kind, PointKind
from controlcenter.domain.readings import OWN_PREFIX
from controlcenter.domain.words import Text
from controlcenter.drivers.kind_alarms import read_alarm
from controlcenter.drivers.kind_file import KindError as KindError
from controlcenter.drivers.kind_file import convert, texts
from controlcenter.drivers.tomlfile import read_toml, with_both_languages

POINT_TYPES = ("number", "bool", "text", "enum")
ARGUMENT_TYPES = ("number", "integer", "bool", "text", "enum", "digest")
RETENTIONS = ("measure", "state", "counter")


class _KindFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file as written. A file that extends a known kind needs no name of its own."""

    id: str
    name: Text | None = None
    symbol: str | None = None
    primary: str | None = None
    points: dict[str, dict[str, Any]] = {}
    commands: dict[str, dict[str, Any]] = {}
    alarms: dict[str, dict[str, Any]] = {}
    setpoints: tuple[str, ...] | None = None
    rest: str | None = None
    device: bool | None = None


def load_kinds(*folders: Path) -> dict[str, Kind]:
    """Read every ``*.toml`` of *folders* in order; raises KindError naming file and key."""
    kinds: dict[str, Kind] = {}
    for folder in folders:
        kinds = extend_kinds(kinds, folder)
    return kinds


def extend_kinds(kinds: Mapping[str, Kind], folder: Path) -> dict[str, Kind]:
    """Return *kinds* with what *folder* adds: kinds, points, commands, alarms; never a change of one that is there."""
    extended = dict(kinds)
    for path in sorted(folder.glob("*.toml")):
        raw = read_toml(path, KindError)
        file = convert(texts(raw, "name"), _KindFile, path, "")
        extended[file.id] = _merged(extended.get(file.id), file, path)
    return extended


def _merged(known: Kind | None, file: _KindFile, path: Path) -> Kind:
    points = {key: _point(key, raw, path) for key, raw in file.points.items()}
    commands = {key: _command(key, raw, path) for key, raw in file.commands.items()}
    alarms = {key: read_alarm(key, raw, path) for key, raw in file.alarms.items()}
    if known is None:
        if file.name is None:
            raise KindError(f"{path}: name is missing")
        device = file.device is not False
        kind = Kind(
            file.id, file.name, file.symbol or "generic", file.primary, points, commands, alarms,
            file.setpoints or (), file.rest or "", device,
        )  # fmt: skip
    else:
        for what in ("name", "symbol", "primary", "setpoints", "rest", "device"):
            _refuse_change(getattr(known, what), getattr(file, what), f"{path}: {what} of kind {file.id!r}")
        _refuse_changes("points", known.points, points, file.id, path)
        _refuse_changes("commands", known.commands, commands, file.id, path)
        _refuse_changes("alarms", known.alarms, alarms, file.id, path)
        kind = msgspec.structs.replace(
            known,
            points={**known.points, **points},
            commands={**known.commands, **commands},
            alarms={**known.alarms, **alarms},
        )
    _check(kind, path)
    return kind


def _refuse_changes(what: str, ours: Mapping[str, object], theirs: Mapping[str, object], id_: str, path: Path) -> None:
    for key, their in theirs.items():
        _refuse_change(ours.get(key), their, f"{path}: {what}.{key} of kind {id_!r}")


def _refuse_change(ours: object, theirs: object, what: str) -> None:
    if ours is not None and theirs is not None and ours != theirs:
        raise KindError(f"{what} is fixed already and cannot be changed; add a new key instead")


def _texts(raw: dict[str, Any]) -> dict[str, Any]:
    named = texts(raw, "name")
    if isinstance(named.get("values"), dict):
        named["values"] = {key: with_both_languages(words) for key, words in named["values"].items()}
    return named


def _point(key: str, raw: dict[str, Any], path: Path) -> PointKind:
    return convert({**_texts(raw), "key": key}, PointKind, path, f"points.{key}.")


def _command(key: str, raw: dict[str, Any], path: Path) -> CommandKind:
    place = f"commands.{key}."
    arguments = raw.get("arguments", {})
    if not isinstance(arguments, dict) or not all(isinstance(one, dict) for one in arguments.values()):
        raise KindError(f"{path}: {place}arguments must be a table of tables")
    made = tuple(
        convert({**_texts(one), "key": name}, ArgumentKind, path, f"{place}arguments.{name}.")
        for name, one in arguments.items()
    )
    permits = raw.get("permits", [])
    if not isinstance(permits, list) or not all(isinstance(one, dict) for one in permits):
        raise KindError(f"{path}: {place}permits must be a list of tables")
    said = [texts(one, "message") for one in permits]
    table = {**_texts(raw), "key": key, "arguments": (), "permits": said}
    command = convert(table, CommandKind, path, place)
    return msgspec.structs.replace(command, arguments=made)


def _check(kind: Kind, path: Path) -> None:
    if kind.primary is not None and kind.primary not in kind.points:
        raise KindError(f"{path}: primary {kind.primary!r} is not one of the points")
    for point in kind.points.values():
        if point.key.startswith(OWN_PREFIX):
            raise KindError(f"{path}: points.{point.key}: a key that begins with {OWN_PREFIX!r} is the centre's own")
        _check_point(point, f"{path}: points.{point.key}")
    for command in kind.commands.values():
        _check_command(command, kind, f"{path}: commands.{command.key}")
    for key in (*kind.setpoints, *([kind.rest] if kind.rest else ())):
        if key not in kind.commands:
            raise KindError(f"{path}: setpoints or rest: {key!r} is not one of the commands")
    for alarm in kind.alarms.values():
        for problem in problems_of(alarm, kind):
            raise KindError(f"{path}: alarms.{alarm.key}: {problem}")


def _check_point(point: PointKind, place: str) -> None:
    _check_type(point.type, POINT_TYPES, point.values, point.minimum, point.maximum, place)
    if point.retention not in RETENTIONS:
        raise KindError(f"{place}.retention is {point.retention!r}; expected one of {', '.join(RETENTIONS)}")
    if not point.period_s > 0:
        raise KindError(f"{place}.period_s is {point.period_s}; must be above 0")
    if not 0 <= point.precision <= 6:
        raise KindError(f"{place}.precision is {point.precision}; must be 0 to 6")
    for value in point.fault_values:
        if value != "*" and point.type == "enum" and value not in point.values:
            raise KindError(f"{place}.fault_values: {value!r} is not one of the values")


def _check_command(command: CommandKind, kind: Kind, place: str) -> None:
    for argument in command.arguments:
        where = f"{place}.arguments.{argument.key}"
        _check_type(argument.type, ARGUMENT_TYPES, argument.values, argument.minimum, argument.maximum, where)
        if argument.format not in ("", "multi"):
            raise KindError(f"{where}.format is {argument.format!r}; expected multi or nothing")
        if (argument.type == "digest") != bool(argument.of):
            raise KindError(f"{where}.of: needed for a digest and only there")
        if argument.of and argument.of not in {one.key for one in command.arguments if one.type == "text"}:
            raise KindError(f"{where}.of: {argument.of!r} is not a text argument of the command")
    if not command.timeout_s > 0 or not command.expires_s > 0:
        raise KindError(f"{place}: timeout_s and expires_s must be above 0")
    if command.lease and command.lease not in {one.key for one in command.arguments if one.type == "integer"}:
        raise KindError(f"{place}.lease: {command.lease!r} is not an integer argument of the command")
    for permit in command.permits:
        if permit.point not in kind.points:
            raise KindError(f"{place}.permits: point {permit.point!r} is not one of kind {kind.id!r}")
        if permit.equals is None and permit.at_least is None and permit.at_most is None:
            raise KindError(f"{place}.permits: give equals, at_least or at_most for {permit.point!r}")
    arguments = [argument.key for argument in command.arguments]
    for problem in confirm_problems(command.confirm, kind, arguments):
        raise KindError(f"{place}.confirm: {problem}")


def _check_type(
    found: str,
    allowed: tuple[str, ...],
    values: Mapping[str, Text],
    minimum: float | None,
    maximum: float | None,
    place: str,
) -> None:
    if found not in allowed:
        raise KindError(f"{place}.type is {found!r}; expected one of {', '.join(allowed)}")
    if (found == "enum") != bool(values):
        raise KindError(f"{place}.values: needed for an enum and only there")
    if minimum is not None and maximum is not None and not minimum < maximum:
        raise KindError(f"{place}: minimum {minimum} is not below maximum {maximum}")


def confirm_problems(confirm: Iterable[Confirm], kind: Kind, arguments: Iterable[str]) -> Iterable[str]:
    """Say what is wrong with a confirmation rule: unknown point or argument, or nothing to compare with."""
    known = set(arguments)
    for rule in confirm:
        if rule.point not in kind.points:
            yield f"point {rule.point!r} is not one of kind {kind.id!r}"
        if rule.argument is not None and rule.argument not in known:
            yield f"argument {rule.argument!r} is not one of the command's"
        if rule.equals is None and rule.argument is None and rule.at_least is None and rule.at_most is None:
            yield f"rule for {rule.point!r} compares with nothing: give equals, argument, at_least or at_most"
        if rule.tolerance < 0:
            yield f"tolerance {rule.tolerance} is below 0"
