"""Command payloads as data: structures with ``{argument}`` in them, filled with typed values, never pasted text."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from controlcenter.domain.readings import Value
from controlcenter.drivers.api import EncodeError, Order

Fill = Callable[[Mapping[str, Value]], Any]

BUILT_IN: Final = ("address", "now", "now_ms", "now_iso")

_HOLE = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_.]*)\}|[{}]")


class TemplateError(ValueError):
    """A template names something that is not there; the text says what."""


def names_of(order: Order, arguments: Mapping[str, Value]) -> dict[str, Value]:
    """Everything a template may name: arguments, ``options.NAME``, the address and the time in three forms."""
    names: dict[str, Value] = {f"options.{name}": value for name, value in order.options.items()}
    names |= {
        "address": order.address,
        "now": int(order.now),
        "now_ms": int(order.now * 1000),
        "now_iso": datetime.fromtimestamp(order.now, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    return names | dict(arguments)


def compile_template(template: Any, known: frozenset[str]) -> Fill:
    """Return a function that fills *template*; raises TemplateError for a name that is not in *known*."""
    if isinstance(template, dict):
        return _compile_table({key: compile_template(value, known) for key, value in template.items()})
    if isinstance(template, list):
        return _compile_list([compile_template(value, known) for value in template])
    if isinstance(template, str):
        return _compile_text(template, known)
    if isinstance(template, bool | int | float):
        return lambda _names: template
    raise TemplateError(f"{template!r} cannot stand in a payload")


def _compile_table(parts: dict[str, Fill]) -> Fill:
    return lambda names: {key: part(names) for key, part in parts.items()}


def _compile_list(parts: list[Fill]) -> Fill:
    return lambda names: [part(names) for part in parts]


def _compile_text(template: str, known: frozenset[str]) -> Fill:
    parts: list[tuple[bool, str]] = []
    position = 0
    for found in _HOLE.finditer(template):
        parts.append((False, template[position : found.start()]))
        position = found.end()
        name = found.group(1)
        if name is not None:
            if name not in known:
                raise TemplateError(f"{template!r} names {name!r}; known: {', '.join(sorted(known))}")
            parts.append((True, name))
        elif found.group(0) in ("{{", "}}"):
            parts.append((False, found.group(0)[0]))
        else:
            raise TemplateError(f"{template!r} holds a lone brace; write {{{{ or }}}}")
    parts.append((False, template[position:]))
    wanted = [part for part in parts if part[0] or part[1]]
    if len(wanted) == 1 and wanted[0][0]:
        return _whole(wanted[0][1])
    return lambda names: "".join(as_text(_given(names, text)) if hole else text for hole, text in wanted)


def _whole(name: str) -> Fill:
    return lambda names: _given(names, name)


def _given(names: Mapping[str, Value], name: str) -> Value:
    try:
        return names[name]
    except KeyError:
        raise EncodeError(f"{name} is not given") from None


def as_text(value: Any) -> str:
    """Write *value* as devices read it in plain text: ``true``, ``60``, ``0.5``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def to_payload(filled: Any) -> bytes:
    """A table or list becomes JSON, anything else plain text."""
    if isinstance(filled, dict | list):
        return msgspec.json.encode(filled)
    return as_text(filled).encode()
