"""Replay what real devices said: ``samples/*.toml`` of a plugin, against what its driver makes of it.

``docs/writing-a-driver.md`` shows the format; every plugin's samples run in the tests.
"""

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from controlcenter.domain.kinds import Kind
from controlcenter.domain.readings import Quality, Value
from controlcenter.drivers.api import (
    Answer,
    DecodeError,
    Description,
    EncodeError,
    Link,
    Message,
    Order,
    Report,
)
from controlcenter.drivers.loader import LoadedDriver, load_driver
from controlcenter.drivers.times import time_of
from controlcenter.drivers.tomlfile import read_toml

RECEIVED_AT: Final = 1_795_428_005.0
"""Arrival of every sample message: 2026-11-23T10:00:05Z."""
FOLDER: Final = "samples"


class SampleError(ValueError):
    """A sample file is wrong itself; the text names the file and the sample."""


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a message must bring; what is not named must not come."""

    readings: dict[str, Value] = {}
    none: tuple[str, ...] = ()
    """Points that come without a value, BAD."""
    bad: tuple[str, ...] = ()
    """Points of ``readings`` whose value is there but BAD."""
    at: Any = None
    """Device time of every reading: a TOML time, ISO text or s since 1970; leave it out when the device tells none."""
    address: str | None = None
    online: bool | None = None
    answer: dict[str, Any] | None = None
    """``accepted``, and ``reason`` or ``command`` where they come."""
    description: dict[str, Any] | None = None
    """``kind``, ``name``, ``points``, ``commands``, ``address``, ``position = [lon, lat]`` where they come."""
    error: str | None = None
    """A piece of the DecodeError's text."""


class MessageSample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    topic: str
    expect: Expected
    payload: str | None = None
    payload_b64: str | None = None
    name: str = ""
    retained: bool = False
    options: dict[str, Value] = {}

    def body(self) -> bytes:
        """The payload as bytes; raises ValueError when there is none or it is no base64."""
        if (self.payload is None) == (self.payload_b64 is None):
            raise ValueError("give payload or payload_b64")
        if self.payload_b64 is not None:
            return base64.b64decode(self.payload_b64, validate=True)
        return (self.payload or "").encode()


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    topic: str
    payload: str | None = None
    json: dict[str, Any] | list[Any] | None = None
    """Compared as JSON instead of text."""
    qos: int = 1


class OrderSample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    address: str
    command: str
    arguments: dict[str, Value] = {}
    options: dict[str, Value] = {}
    now: float = RECEIVED_AT
    publish: tuple[Sent, ...] = ()
    error: str | None = None
    """A piece of the EncodeError's text."""
    name: str = ""


class SampleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    file: str
    """Name of the file the samples are in."""
    messages: tuple[MessageSample, ...] = ()
    orders: tuple[OrderSample, ...] = ()


class Mismatch(msgspec.Struct, frozen=True):
    """A sample that did not replay as written."""

    place: str
    reason: str


def load_samples(folder: Path) -> list[SampleFile]:
    """Read every sample file of the plugin in *folder*; raises SampleError."""
    files = []
    for path in sorted((folder / FOLDER).glob("*.toml")):
        raw = read_toml(path, SampleError)
        try:
            files.append(msgspec.convert({**raw, "file": path.name}, SampleFile))
        except msgspec.ValidationError as error:
            raise SampleError(f"{path}: {error}") from None
    return files


def messages_of(driver: LoadedDriver, files: list[SampleFile]) -> Iterator[tuple[str, MessageSample, Message]]:
    """(place, sample, message as the engine would make it) of every message sample; raises SampleError."""
    for file in files:
        for number, sample in enumerate(file.messages, 1):
            place = f"{file.file}: messages[{number}]{_named(sample.name)}"
            match = driver.match(sample.topic)
            if match is None:
                raise SampleError(f"{place}: topic {sample.topic!r} is none of the driver's")
            try:
                body = sample.body()
            except (ValueError, binascii.Error) as error:
                raise SampleError(f"{place}: {error}") from None
            yield (
                place,
                sample,
                Message(sample.topic, body, RECEIVED_AT, sample.retained, match.route, match.address, sample.options),
            )


def replay(folder: Path, kinds: Mapping[str, Kind]) -> list[Mismatch]:
    """Load the plugin in *folder* and replay its samples; raises what ``load_driver`` and ``load_samples`` raise."""
    return replay_samples(load_driver(folder, kinds), load_samples(folder))


def replay_samples(driver: LoadedDriver, files: list[SampleFile]) -> list[Mismatch]:
    """Compare every sample with what *driver* does; an empty list means all is as written."""
    found = []
    for place, sample, message in messages_of(driver, files):
        reason = _judge_message(driver, sample.expect, message)
        if reason:
            found.append(Mismatch(place, reason))
    for file in files:
        for number, order in enumerate(file.orders, 1):
            reason = _judge_order(driver, order)
            if reason:
                found.append(Mismatch(f"{file.file}: orders[{number}]{_named(order.name)}", reason))
    return found


def _named(name: str) -> str:
    return f" ({name})" if name else ""


def _judge_message(driver: LoadedDriver, expect: Expected, message: Message) -> str:
    try:
        decoded = list(driver.decode(message))
    except DecodeError as error:
        if expect.error is None:
            return f"DecodeError: {error}"
        return "" if expect.error in str(error) else f"DecodeError {str(error)!r} does not hold {expect.error!r}"
    except Exception as error:  # noqa: BLE001 - a driver call: what a plugin raises is the finding
        return f"decode raised {type(error).__name__}: {error}"
    if expect.error is not None:
        return f"expected a DecodeError with {expect.error!r}, found {decoded}"
    if expect.address is not None and message.address != expect.address:
        return f"expected address {expect.address!r}, found {message.address!r}"
    wanted, found = _wanted(expect), _shown(decoded)
    for key in sorted(wanted.keys() | found.keys()):
        if wanted.get(key) != found.get(key):
            return f"{key}: expected {wanted.get(key)}, found {found.get(key)}"
    return ""


def _wanted(expect: Expected) -> dict[str, Any]:
    at = _seconds(expect.at)
    wanted: dict[str, Any] = {
        key: (_exact(value), Quality.BAD.name if key in expect.bad else Quality.GOOD.name, at)
        for key, value in expect.readings.items()
    }
    wanted |= dict.fromkeys(expect.none, (None, Quality.BAD.name, at))
    if expect.online is not None:
        wanted["online"] = expect.online
    if expect.answer is not None:
        wanted["answer"] = expect.answer
    if expect.description is not None:
        wanted["description"] = expect.description
    return wanted


def _shown(decoded: Iterable[object]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for item in decoded:
        if isinstance(item, Report):
            key = item.key if item.address is None else f"{item.address}/{item.key}"
            shown[key] = (_exact(item.value), Quality(item.quality).name, item.at)
        elif isinstance(item, Link):
            shown["online"] = item.online
        elif isinstance(item, Answer):
            shown["answer"] = _given(item, ("accepted", "reason", "command", "address"))
        elif isinstance(item, Description):
            told = _given(item, ("kind", "name", "points", "commands", "address", "options"))
            if item.position is not None:
                told["position"] = [item.position.lon, item.position.lat]
            shown["description"] = told
        else:
            shown[f"{type(item).__name__}, which no driver may return"] = True
    return shown


def _given(item: Answer | Description, names: tuple[str, ...]) -> dict[str, Any]:
    told = {name: getattr(item, name) for name in names}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in told.items()
        if isinstance(value, bool) or value
    }


def _exact(value: Value | None) -> tuple[str, Value] | None:
    """True is not 1 here, but 60 is 60.0."""
    if value is None:
        return None
    kind = "number" if type(value) in (int, float) else type(value).__name__
    return (kind, round(value, 9) if type(value) is float else value)


def _seconds(at: Any) -> float | None:
    if isinstance(at, datetime):
        return at.timestamp()
    return time_of(at) if isinstance(at, str) else at


def _judge_order(driver: LoadedDriver, sample: OrderSample) -> str:
    order = Order(sample.address, sample.command, sample.arguments, sample.options, sample.now)
    try:
        publications = list(driver.encode(order))
    except EncodeError as error:
        if sample.error is None:
            return f"EncodeError: {error}"
        return "" if sample.error in str(error) else f"EncodeError {str(error)!r} does not hold {sample.error!r}"
    except Exception as error:  # noqa: BLE001 - a driver call: what a plugin raises is the finding
        return f"encode raised {type(error).__name__}: {error}"
    if sample.error is not None:
        return f"expected an EncodeError with {sample.error!r}, found {publications}"
    if len(publications) != len(sample.publish):
        return f"expected {len(sample.publish)} publications, found {publications}"
    for sent, publication in zip(sample.publish, publications, strict=True):
        same = (publication.topic, publication.qos) == (sent.topic, sent.qos)
        if sent.json is not None:
            same = same and msgspec.json.decode(publication.payload) == sent.json
        else:
            same = same and publication.payload == (sent.payload or "").encode()
        if not same:
            return f"expected {sent}, found {publication}"
    return ""
