"""Read the alarms of a kind from its TOML tables ``[alarms.KEY]``."""

from pathlib import Path
from typing import Any, get_args

from controlcenter.domain.conditions import AlarmDefinition, Priority, Test
from controlcenter.drivers.kind_file import KindError, convert, refuse_unknown, texts

_TESTS = {test.__struct_config__.tag: test for test in get_args(Test)}
_PRIORITIES = {priority.name.lower(): priority for priority in Priority}


def read_alarm(key: str, raw: Any, path: Path) -> AlarmDefinition:
    """Make a definition of the table ``[alarms.key]``; raises KindError naming file and key."""
    place = f"alarms.{key}."
    if not isinstance(raw, dict):
        raise KindError(f"{path}: {place.rstrip('.')} must be a table")
    made = texts(raw, "name", "cause", "consequence", "response") | {"key": key}
    if "key" in raw:
        raise KindError(f"{path}: {place}key is not a known key; the table's name is the key")
    if "priority" in raw:
        made["priority"] = _priority(raw["priority"], path, place)
    if "when" in raw:
        _check_test(raw["when"], path, f"{place}when.")
    return convert(made, AlarmDefinition, path, place)


def _priority(word: Any, path: Path, place: str) -> Priority:
    found = _PRIORITIES.get(word) if isinstance(word, str) else None
    if found is None:
        raise KindError(f"{path}: {place}priority is {word!r}; expected one of {', '.join(_PRIORITIES)}")
    return found


def _check_test(raw: Any, path: Path, place: str) -> None:
    if not isinstance(raw, dict):
        raise KindError(f"{path}: {place.rstrip('.')} must be a table")
    name = raw.get("test")
    test = _TESTS.get(name) if isinstance(name, str) else None
    if test is None:
        raise KindError(f"{path}: {place}test is {name!r}; expected one of {', '.join(sorted(_TESTS))}")
    refuse_unknown(raw, test, path, place, "test")
