"""A driver made from data alone: driver.toml with ``decoder = "json"`` compiled into closures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from controlcenter.domain.devices import Position
from controlcenter.domain.kinds import ArgumentKind, Kind, PointKind
from controlcenter.domain.readings import Value
from controlcenter.drivers.api import (
    MAX_NUMBER,
    Answer,
    Decoded,
    DecodeError,
    Description,
    EncodeError,
    Link,
    Message,
    Order,
    Publication,
)
from controlcenter.drivers.manifest import (
    AnswerSpec,
    ArgumentMap,
    CommandNote,
    DescribeSpec,
    LinkSpec,
    Manifest,
    Row,
    TimeSpec,
    TopicDecode,
)
from controlcenter.drivers.paths import MISSING, Accessor, PathError, compile_path
from controlcenter.drivers.templates import (
    BUILT_IN,
    TemplateError,
    compile_template,
    names_of,
    to_payload,
)
from controlcenter.drivers.times import FORMATS, compile_time
from controlcenter.drivers.units import UnitError, conversion
from controlcenter.drivers.values import (
    Reader,
    bool_reader,
    enum_reader,
    number_reader,
    scaled_reader,
    sealed_reader,
    text_number,
    text_reader,
    word,
)

_MAX_REASON = 200

Decode = Callable[[Message], list[Decoded]]
Clock = Callable[[Any, Message], float | None]
Extra = Callable[[Any, Message], Decoded]


class MapperError(ValueError):
    """A row, a time or a command in driver.toml cannot be compiled; the text names its key."""


class JsonDriver:
    """The Driver of a manifest in data."""

    def __init__(self, manifest: Manifest, kind: Kind) -> None:
        self._routes: dict[str, Decode] = {
            route: _compile_route(spec, manifest, kind, f"decode.{route}") for route, spec in manifest.decode.items()
        }
        self._commands = {key: _compile_command(note, manifest, kind, key) for key, note in manifest.commands.items()}

    def decode(self, message: Message) -> list[Decoded]:
        """Read *message* by the rows of its topic; an empty payload says nothing."""
        decode = self._routes.get(message.route)
        if decode is None or not message.payload:
            return []
        return decode(message)

    def encode(self, order: Order) -> Sequence[Publication]:
        """Fill the command's topic and payload."""
        encode = self._commands.get(order.command)
        if encode is None:
            raise EncodeError(f"{order.command} is not a command of this driver")
        return (encode(order),)


def points_of(manifest: Manifest) -> tuple[str, ...]:
    """Every point the manifest names, in its order, once."""
    keys = dict.fromkeys(manifest.points)
    for spec in manifest.decode.values():
        keys |= dict.fromkeys(row.key for row in spec.points)
    return tuple(keys)


def _compile_route(spec: TopicDecode, manifest: Manifest, kind: Kind, place: str) -> Decode:
    if spec.payload not in ("json", "text"):
        raise MapperError(f"{place}.payload: {spec.payload!r} must be json or text")
    text = spec.payload == "text"
    rows = [_compile_row(row, kind, text, f"{place}.points.{row.key}") for row in spec.points]
    clock = _compile_clock(spec.time, manifest, f"{place}.time") if spec.time else None
    extras: list[Extra] = []
    if spec.link:
        extras.append(_compile_link(spec.link, f"{place}.link"))
    if spec.answer:
        extras.append(_compile_answer(spec.answer, manifest, f"{place}.answer"))
    if spec.describe:
        extras.append(_compile_description(spec.describe, kind, f"{place}.describe"))
    if not rows and not extras:
        raise MapperError(f"{place}: says nothing; give points, link, answer or describe")
    paths = [row.path for row in spec.points] + ([spec.link.path] if spec.link else [])
    # With a path that begins with a key, any other document cannot be what the driver expects.
    wants_object = not text and bool(paths) and all(path and not path.startswith("[") for path in paths)
    return _decoder(rows, clock, extras, text=text, wants_object=wants_object)


def _decoder(
    rows: list[tuple[Accessor, Reader]], clock: Clock | None, extras: list[Extra], *, text: bool, wants_object: bool
) -> Decode:
    def decode(message: Message) -> list[Decoded]:
        document = message.text().strip() if text else message.json()
        if wants_object and type(document) is not dict:
            raise DecodeError(f"expected a JSON object, found {_name(document)}")
        at = clock(document, message) if clock is not None else None
        decoded: list[Decoded] = []
        for get, read in rows:
            raw = get(document)
            if raw is not MISSING:
                decoded.append(read(raw, at))
        for extra in extras:
            decoded.append(extra(document, message))
        return decoded

    return decode


def _name(document: Any) -> str:
    names = {list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(document), "a number")


def _path(text: str, place: str) -> Accessor:
    try:
        return compile_path(text)
    except PathError as error:
        raise MapperError(f"{place}: {error}") from None


def _compile_row(row: Row, kind: Kind, text: bool, place: str) -> tuple[Accessor, Reader]:
    point = kind.points.get(row.key)
    if point is None:
        raise MapperError(f"{place}: not a point of kind {kind.id!r}; it has {', '.join(kind.points)}")
    if not row.path and not text:
        raise MapperError(f"{place}: path is missing")
    get, read = _path(row.path, place), _reader(row, point, place)
    if point.type == "number" and (text or row.as_text):
        read = text_number(read)
    return _sealed(get, read, row, point, place) if row.crc32 else (get, read)


def _sealed(get: Accessor, read: Reader, row: Row, point: PointKind, place: str) -> tuple[Accessor, Reader]:
    if point.type != "text":
        raise MapperError(f"{place}: crc32 goes with a text, and the point is a {point.type}")
    seal = _path(row.crc32, place)

    def pair(document: Any) -> Any:
        raw = get(document)
        return MISSING if raw is MISSING else (raw, seal(document))

    return pair, sealed_reader(read)


def _reader(row: Row, point: PointKind, place: str) -> Reader:
    if point.type == "number":
        return _number(row, point, place)
    if point.type == "bool":
        if bool(row.true) != bool(row.false):
            raise MapperError(f"{place}: give both true and false, or neither")
        return bool_reader(row.key, row.true, row.false)
    if point.type == "enum":
        wrong = sorted(set(row.map.values()) - set(point.values))
        if wrong:
            raise MapperError(f"{place}: map leads to {wrong[0]!r}; the kind knows {', '.join(point.values)}")
        return enum_reader(row.key, row.map or {value: value for value in point.values})
    return text_reader(row.key)


def _number(row: Row, point: PointKind, place: str) -> Reader:
    try:
        factor, shift = conversion(row.unit or point.unit, point.unit)
    except UnitError as error:
        raise MapperError(f"{place}: {error}") from None
    scale, offset = row.scale * factor, row.offset * factor + shift
    low, high = row.valid or (-float(MAX_NUMBER), float(MAX_NUMBER))
    if not low <= high:
        raise MapperError(f"{place}: valid {low} … {high} is empty")
    if (scale, offset) == (1.0, 0.0):
        return number_reader(row.key, low, high)
    return scaled_reader(row.key, scale, offset, low, high)


def _compile_clock(spec: TimeSpec, manifest: Manifest, place: str) -> Clock:
    if spec.format not in FORMATS:
        raise MapperError(f"{place}: format {spec.format!r} must be one of {', '.join(FORMATS)}")
    get, read = _path(spec.path, place), compile_time(spec.format)
    if not isinstance(spec.utc_offset_h, str):
        fixed = float(spec.utc_offset_h)
        return lambda document, _message: read(get(document), fixed)
    name = spec.utc_offset_h
    option = manifest.options.get(name)
    if option is None or option.type not in ("number", "integer"):
        raise MapperError(f"{place}: utc_offset_h names {name!r}, which is not a number among [options]")
    default = float(option.default)

    def clock(document: Any, message: Message) -> float | None:
        hours = message.options.get(name, default)
        return read(get(document), float(hours) if type(hours) in (int, float) else default)

    return clock


def _compile_link(spec: LinkSpec, place: str) -> Extra:
    get = _path(spec.path, place)
    words = {word(one): True for one in spec.online} | {word(one): False for one in spec.offline}

    def link(document: Any, _message: Message) -> Decoded:
        found = word(get(document))
        online = words.get(found) if found is not None else None
        if online is None:
            raise DecodeError(f"link says {found[:40] if found else 'nothing readable'!r}")
        return Link(online)

    return link


def _compile_answer(spec: AnswerSpec, manifest: Manifest, place: str) -> Extra:
    accepted = _path(spec.accepted, place)
    error = _path(spec.error, place) if spec.error is not None else None
    command = _path(spec.command, place) if spec.command is not None else None
    yes = {word(one) for one in spec.yes}
    commands = spec.commands or {key: key for key in manifest.commands}

    def answer(document: Any, _message: Message) -> Decoded:
        raw = accepted(document)
        if raw is MISSING:
            raise DecodeError(f"an answer without {spec.accepted!r}")
        reason = word(error(document)) if error is not None else None
        name = word(command(document)) if command is not None else None
        return Answer(word(raw) in yes, (reason or "")[:_MAX_REASON], commands.get(name) if name else None)

    return answer


def _compile_description(spec: DescribeSpec, kind: Kind, place: str) -> Extra:
    name = _path(spec.name, place) if spec.name is not None else None
    if (spec.lon is None) != (spec.lat is None):
        raise MapperError(f"{place}: give both lon and lat, or neither")
    lon = _path(spec.lon, place) if spec.lon is not None else None
    lat = _path(spec.lat, place) if spec.lat is not None else None

    def describe(document: Any, _message: Message) -> Decoded:
        said = word(name(document)) if name is not None else None
        position = _position(lon(document), lat(document)) if lon is not None and lat is not None else None
        return Description(kind.id, (said or "").replace("\0", "")[:200], position=position)

    return describe


def _position(lon: Any, lat: Any) -> Position | None:
    numbers = all(type(one) in (int, float) for one in (lon, lat))
    if not numbers or not -180 <= lon <= 180 or not -90 <= lat <= 90:
        return None
    return Position(float(lon), float(lat))


def _compile_command(note: CommandNote, manifest: Manifest, kind: Kind, key: str) -> Callable[[Order], Publication]:
    place = f"commands.{key}"
    command = kind.commands.get(key)
    if command is None:
        raise MapperError(f"{place}: not a command of kind {kind.id!r}; it has {', '.join(kind.commands) or 'none'}")
    if not note.topic or note.payload is None:
        raise MapperError(f"{place}: topic and payload are needed")
    known = (
        frozenset(BUILT_IN) | {one.key for one in command.arguments} | {f"options.{one}" for one in manifest.options}
    )
    unknown = next((one for one in note.arguments if one not in {each.key for each in command.arguments}), None)
    if unknown is not None:
        raise MapperError(f"{place}.arguments: {unknown!r} is not an argument of the command")
    try:
        topic = compile_template(note.topic, known)
        payload = compile_template(note.payload, known)
    except TemplateError as error:
        raise MapperError(f"{place}: {error}") from None
    kinds = {one.key: one for one in command.arguments}

    def encode(order: Order) -> Publication:
        arguments = dict(_on_the_wire(order, note.arguments, kinds))
        names = names_of(order, arguments)
        return Publication(str(topic(names)), to_payload(payload(names)), note.qos)

    return encode


def _on_the_wire(
    order: Order, maps: Mapping[str, ArgumentMap], kinds: Mapping[str, ArgumentKind]
) -> Iterator[tuple[str, Value]]:
    for key, value in order.arguments.items():
        spec = maps.get(key)
        if spec is None or key not in kinds:
            yield key, value
        elif spec.map:
            found = spec.map.get(word(value) or "")
            if found is None:
                raise EncodeError(f"{key} {value!r} has no word on the wire")
            yield key, found
        elif isinstance(value, int | float) and not isinstance(value, bool):
            scaled = round(value * spec.scale + spec.offset, 9)
            yield key, round(scaled) if spec.integer else scaled
        else:
            raise EncodeError(f"{key} {value!r} is not a number")
