"""Would this driver work? Everything that can be known without its devices, as a list of problems."""

import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from controlcenter import places
from controlcenter.domain.kinds import ArgumentKind, CommandKind, Kind
from controlcenter.domain.readings import Value
from controlcenter.drivers.api import MAX_PAYLOAD, DecodeError, EncodeError, Message, Order, Publication
from controlcenter.drivers.hostile import WHOLE, mutations, verdict
from controlcenter.drivers.imports import import_problems
from controlcenter.drivers.kinds import KindError, load_kinds
from controlcenter.drivers.loader import LoadedDriver, load_driver
from controlcenter.drivers.manifest import FILE, ManifestError
from controlcenter.drivers.mapper import MapperError
from controlcenter.drivers.plugin import PluginError
from controlcenter.drivers.testing import (
    FOLDER,
    RECEIVED_AT,
    MessageSample,
    SampleError,
    SampleFile,
    load_samples,
    messages_of,
    replay_samples,
)
from controlcenter.drivers.topics import overlap

ERROR: Final = "error"
WARNING: Final = "warning"

SLOW_S: Final = 0.000_1
TOO_SLOW_S: Final = 0.002
_RUNS: Final = 20


class Problem(msgspec.Struct, frozen=True):
    """Something wrong with a driver; an ``error`` keeps it from being fit for use."""

    severity: str
    place: str
    """File, and line or sample where there is one."""
    message: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.place}: {self.message}"


def check_folder(folder: Path, kinds: Mapping[str, Kind] | None = None) -> list[Problem]:
    """Check the plugin in *folder*, or every plugin in it; *kinds* are the shipped ones unless given."""
    known = load_kinds(places.RESOURCES / "kinds") if kinds is None else kinds
    if (folder / FILE).is_file():
        return check_driver(folder, known)
    plugins = sorted(child.parent for child in folder.glob(f"*/{FILE}"))
    if not plugins:
        return [Problem(ERROR, str(folder), f"holds no {FILE} and no folder with one")]
    return [problem for plugin in plugins for problem in check_driver(plugin, known)]


def check_driver(folder: Path, kinds: Mapping[str, Kind]) -> list[Problem]:
    """Load the plugin in *folder* and try it with its samples, hostile payloads and every command."""
    problems = [Problem(ERROR, place, message) for place, message in import_problems(folder)]
    if not (folder / "README.md").is_file():
        problems.append(
            Problem(ERROR, str(folder), "has no README.md: say which devices it is for and how they are set up")
        )
    if problems and any(problem.place.endswith(".py") or ".py:" in problem.place for problem in problems):
        # Code that imports what it may not is not run either.
        return problems
    try:
        driver = load_driver(folder, kinds)
    except (ManifestError, MapperError, PluginError, KindError) as error:
        place, _, message = str(error).partition(": ")
        return [*problems, Problem(ERROR, place, message)]
    problems += _topics(driver)
    problems += _samples(driver)
    problems += _commands(driver)
    return problems


def _topics(driver: LoadedDriver) -> Iterator[Problem]:
    place = str(driver.source / FILE)
    for pattern in driver.patterns:
        if pattern.filter[0] in "#+":
            yield Problem(
                ERROR, place, f"topics.{pattern.route}: {pattern.text!r} would take messages of every other device too"
            )
    for number, one in enumerate(driver.patterns):
        for other in driver.patterns[number + 1 :]:
            if overlap(one.filter, other.filter):
                same = one.filter == other.filter
                yield Problem(
                    ERROR if same else WARNING,
                    place,
                    f"topics.{other.route} overlaps topics.{one.route}: the first one takes the message",
                )


def _samples(driver: LoadedDriver) -> list[Problem]:
    place = driver.source / FOLDER
    try:
        files = load_samples(driver.source)
        messages = list(messages_of(driver, files))
    except SampleError as error:
        return [Problem(ERROR, str(place), str(error))]
    if not messages:
        return [Problem(ERROR, str(place), "no message samples: record what a real device says, at least one message")]
    problems = list(_missing(driver, files, messages))
    hostile = list(_hostile(driver, messages))
    if hostile:
        # A driver that raises here would raise while replaying too, and say less about it.
        return problems + hostile
    problems += [Problem(ERROR, f"{place}/{one.place}", one.reason) for one in replay_samples(driver, files)]
    problems += _measured(driver, messages)
    return problems


def _missing(
    driver: LoadedDriver, files: list[SampleFile], messages: list[tuple[str, MessageSample, Message]]
) -> Iterator[Problem]:
    routes = {message.route for _, _, message in messages}
    for pattern in driver.patterns:
        if pattern.route not in routes:
            yield Problem(WARNING, str(driver.source / FOLDER), f"no sample of topics.{pattern.route}")
    ordered = {order.command for file in files for order in file.orders}
    for command in driver.commands:
        if command not in ordered:
            yield Problem(WARNING, str(driver.source / FOLDER), f"no sample order of {command}")


def _hostile(driver: LoadedDriver, messages: list[tuple[str, MessageSample, Message]]) -> Iterator[Problem]:
    tried: set[str] = set()
    for place, _, good in messages:
        payloads = [("as recorded", good.payload), *mutations(good.payload)]
        if good.route not in tried:
            tried.add(good.route)
            payloads += WHOLE
        for name, payload in payloads:
            if len(payload) > MAX_PAYLOAD:
                continue
            reason = _survives(driver, msgspec.structs.replace(good, payload=payload))
            if reason:
                yield Problem(ERROR, f"{driver.source / FOLDER}/{place}", f"with {name}: {reason}")
                break


def _survives(driver: LoadedDriver, message: Message) -> str:
    try:
        first = list(driver.decode(message))
        again = list(driver.decode(message))
    except DecodeError:
        return ""
    except Exception as error:  # noqa: BLE001 - a driver call: what a plugin raises is the finding
        return f"decode raised {type(error).__name__}: {str(error)[:200]}; it may raise DecodeError only"
    if first != again:
        return "decode gave something else the second time; a driver has no memory"
    return next((reason for item in first if (reason := verdict(item, driver.kind))), "")


def _measured(driver: LoadedDriver, messages: list[tuple[str, MessageSample, Message]]) -> Iterator[Problem]:
    for place, sample, message in messages:
        if sample.expect.error is not None:
            continue
        taken = decode_time_s(driver, message)
        if taken > SLOW_S:
            yield Problem(
                ERROR if taken > TOO_SLOW_S else WARNING,
                f"{driver.source / FOLDER}/{place}",
                f"decoding took {taken * 1e6:.0f} µs; {SLOW_S * 1e6:.0f} is plenty for a message",
            )


def decode_time_s(driver: LoadedDriver, message: Message, runs: int = _RUNS) -> float:
    """The shortest of *runs* decodes of *message*, in seconds."""
    shortest = float("inf")
    for _ in range(runs):
        begun = time.perf_counter()
        for _item in driver.decode(message):
            pass
        shortest = min(shortest, time.perf_counter() - begun)
    return shortest


def _commands(driver: LoadedDriver) -> Iterator[Problem]:
    for key in driver.commands:
        for arguments in _argument_sets(driver.kind.commands[key]):
            reason = _encodes(driver, Order("device-1", key, arguments, driver.option_defaults, RECEIVED_AT))
            if reason:
                yield Problem(ERROR, str(driver.source / FILE), f"commands.{key} with {arguments}: {reason}")
                break


def _encodes(driver: LoadedDriver, order: Order) -> str:
    try:
        publications = driver.encode(order)
    except EncodeError as error:
        return f"EncodeError: {error}"
    except Exception as error:  # noqa: BLE001 - a driver call: what a plugin raises is the finding
        return f"encode raised {type(error).__name__}: {str(error)[:200]}; it may raise EncodeError only"
    if not publications:
        return "encode gave nothing to send"
    sent: Iterable[object] = publications
    for publication in sent:
        if not isinstance(publication, Publication) or not isinstance(publication.payload, bytes):
            return f"encode gave {publication!r}, not a Publication with bytes"
        if publication.qos not in (0, 1) or len(publication.payload) > MAX_PAYLOAD:
            return f"publication to {publication.topic}: qos must be 0 or 1, the payload at most {MAX_PAYLOAD} bytes"
        if driver.match(publication.topic):
            return f"publishes to {publication.topic}, which the driver itself reads: it would hear itself"
    return ""


def _argument_sets(command: CommandKind) -> Iterator[dict[str, Value]]:
    """The smallest, the largest and a middle value of every argument."""
    for pick in range(3):
        yield {argument.key: _values(argument)[pick] for argument in command.arguments}


def _values(argument: ArgumentKind) -> tuple[Value, Value, Value]:
    if argument.type == "bool":
        return (False, True, True)
    if argument.type == "enum":
        words = list(argument.values)
        return (words[0], words[-1], words[len(words) // 2])
    if argument.type == "text":
        return ("", "Đường Ấp Bắc"[: argument.max_length], "x" * argument.max_length)
    low = argument.minimum if argument.minimum is not None else 0.0
    high = argument.maximum if argument.maximum is not None else low + 1000.0
    if argument.type == "integer":
        return (int(low), int(high), int((low + high) / 2))
    return (low, high, (low + high) / 2)
