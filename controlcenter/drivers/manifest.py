"""driver.toml as a frozen value. ``docs/writing-a-driver.md`` holds the same schema for readers."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from controlcenter.domain.kinds import Confirm
from controlcenter.domain.readings import Value
from controlcenter.domain.words import Text
from controlcenter.drivers.api import API_VERSION
from controlcenter.drivers.tomlfile import line_of, read_toml, with_both_languages

FILE: Final = "driver.toml"
DECODERS: Final = ("python", "json")
OPTION_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "number": (float, int),
    "integer": (int,),
    "bool": (bool,),
    "text": (str,),
}

_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")


class ManifestError(ValueError):
    """driver.toml is wrong; the text names the file, the line and the key."""


class OptionKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A setting of each device (``scope = "device"``) or of the driver as a whole (``"driver"``)."""

    name: Text
    default: Value
    type: str = "number"
    scope: str = "device"
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Value, ...] = ()
    """The only values it may have; empty: any of its type."""

    def problem(self, value: object) -> str:
        """Say why *value* will not do; empty when it will."""
        allowed = OPTION_TYPES[self.type]
        if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
            return f"must be a {self.type}, not {value!r}"
        if isinstance(value, int | float) and not isinstance(value, bool):
            if value != value or (self.minimum is not None and value < self.minimum):
                return f"must be at least {self.minimum}, not {value}"
            if self.maximum is not None and value > self.maximum:
                return f"must be at most {self.maximum}, not {value}"
        if self.choices and value not in self.choices:
            return f"must be one of {', '.join(map(str, self.choices))}, not {value!r}"
        return ""


class PointNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What this driver knows better than the kind about one point."""

    period_s: float | None = None


class ArgumentMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an argument is written on the wire: looked up in ``map``, or ``value * scale + offset``."""

    map: dict[str, Value] = {}
    scale: float = 1.0
    offset: float = 0.0
    integer: bool = False


class CommandNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A command this driver carries out. ``topic`` and ``payload`` are for drivers in data."""

    topic: str = ""
    payload: Any = None
    qos: int = 1
    arguments: dict[str, ArgumentMap] = {}
    confirm: tuple[Confirm, ...] | None = None
    """Instead of the kind's rule; an empty list means that nothing can confirm it."""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One point in a message."""

    key: str
    path: str = ""
    scale: float = 1.0
    offset: float = 0.0
    unit: str = ""
    """Unit on the wire, where it is not the kind's."""
    map: dict[str, str] = {}
    true: tuple[Value, ...] = ()
    false: tuple[Value, ...] = ()
    valid: tuple[float, float] | None = None
    """Range in the kind's unit; values outside are BAD."""
    as_text: bool = False
    """The number is written as JSON text."""
    crc32: str = ""
    """Path of the CRC-32 the device worked out of a text, in UTF-8; a text that does not fit it is BAD."""


class TimeSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    path: str
    format: str = "iso"
    utc_offset_h: float | str = 0.0
    """Hours ahead of UTC for times without a zone, or the name of an option that says it."""


class LinkSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    online: tuple[Value, ...]
    offline: tuple[Value, ...]
    path: str = ""


class AnswerSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    accepted: str
    """Path to the device's yes or no."""
    yes: tuple[Value, ...] = (True,)
    error: str | None = None
    command: str | None = None
    commands: dict[str, str] = {}
    """Wire word → command of the kind."""


class DescribeSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str | None = None
    lon: str | None = None
    lat: str | None = None


class TopicDecode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the messages of one topic say."""

    payload: str = "json"
    points: tuple[Row, ...] = ()
    time: TimeSpec | None = None
    link: LinkSpec | None = None
    answer: AnswerSpec | None = None
    describe: DescribeSpec | None = None


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole driver.toml, checked as far as it can be without the kinds."""

    id: str
    name: Text
    version: str
    api: int
    kind: str
    description: Text
    topics: dict[str, str]
    decoder: str = "python"
    proposes: Text | None = None
    """Name for a newly seen device; ``{address}`` is filled in."""
    options: dict[str, OptionKind] = {}
    points: dict[str, PointNote] = {}
    commands: dict[str, CommandNote] = {}
    decode: dict[str, TopicDecode] = {}

    def proposed_name(self, address: str, language: str = "en") -> str:
        """What to call a device nobody has named yet; empty when the driver proposes nothing."""
        return self.proposes.in_(language).replace("{address}", address) if self.proposes else ""

    @property
    def option_defaults(self) -> dict[str, Value]:
        return {key: option.default for key, option in self.options.items()}


def load_manifest(folder: Path) -> Manifest:
    """Read ``driver.toml`` of *folder*; raises ManifestError naming file, line and key."""
    path = folder / FILE
    raw = read_toml(path, ManifestError)
    text = path.read_text(encoding="utf-8")
    try:
        manifest = msgspec.convert(_prepared(raw), Manifest)
    except msgspec.ValidationError as error:
        unknown = re.findall(r"unknown field `(\w+)`", str(error))
        words = unknown or re.findall(r"\w+", str(error).partition("`$")[2])
        raise ManifestError(f"{path}:{line_of(text, *words[-1:])}: {error}") from None
    for key, problem in _problems(manifest, folder):
        raise ManifestError(f"{path}:{line_of(text, key.rpartition('.')[2])}: {key}: {problem}")
    return manifest


def _prepared(raw: dict[str, Any]) -> dict[str, Any]:
    made = dict(raw)
    for key in ("name", "description", "proposes"):
        if key in made:
            made[key] = with_both_languages(made[key])
    if isinstance(made.get("options"), dict):
        made["options"] = {key: _named(option) for key, option in made["options"].items()}
    for key in ("points", "commands"):
        if isinstance(made.get(key), list) and all(isinstance(one, str) for one in made[key]):
            made[key] = {one: {} for one in made[key]}
    return made


def _named(option: Any) -> Any:
    if isinstance(option, Mapping) and "name" in option:
        return {**option, "name": with_both_languages(option["name"])}
    return option


def _problems(manifest: Manifest, folder: Path) -> list[tuple[str, str]]:
    """(key, what is wrong) for everything one file alone can tell."""
    found: list[tuple[str, str]] = []
    if not _ID.fullmatch(manifest.id):
        found.append(("id", f"{manifest.id!r} must be 2 to 40 of a-z, 0-9 and _, starting with a letter"))
    elif manifest.id != folder.resolve().name:
        found.append(("id", f"{manifest.id!r} is not the folder's name {folder.resolve().name!r}"))
    if manifest.api != API_VERSION:
        found.append(("api", f"{manifest.api} is not the driver api of this centre ({API_VERSION})"))
    if manifest.decoder not in DECODERS:
        found.append(("decoder", f"{manifest.decoder!r} must be one of {', '.join(DECODERS)}"))
    if not manifest.topics:
        found.append(("topics", "at least one topic is needed"))
    found += [
        (f"decode.{route}", "is not one of [topics]") for route in manifest.decode if route not in manifest.topics
    ]
    if manifest.decode and manifest.decoder == "python":
        found.append(("decode", 'only read with decoder = "json"'))
    for key, option in manifest.options.items():
        found += _option_problems(f"options.{key}", option)
    for key, note in manifest.points.items():
        if note.period_s is not None and not note.period_s > 0:
            found.append((f"points.{key}", f"period_s {note.period_s} must be above 0"))
    for key, command in manifest.commands.items():
        if command.qos not in (0, 1):
            found.append((f"commands.{key}", f"qos {command.qos} must be 0 or 1"))
    return found


def _option_problems(key: str, option: OptionKind) -> list[tuple[str, str]]:
    if option.type not in OPTION_TYPES:
        return [(key, f"type {option.type!r} must be one of {', '.join(OPTION_TYPES)}")]
    if option.scope not in ("device", "driver"):
        return [(key, f"scope {option.scope!r} must be device or driver")]
    problem = option.problem(option.default)
    return [(key, f"default {problem}")] if problem else []
