"""The commands that ask and answer in the terminal. They meet a running engine through the store."""

import argparse
import csv
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from controlcenter import places
from controlcenter.app import catalogue_of, open_store, operator
from controlcenter.domain.arguments import ArgumentError, parse_arguments
from controlcenter.domain.commands import CommandState
from controlcenter.domain.devices import Area
from controlcenter.domain.ids import AreaId, DeviceId, parse_point
from controlcenter.domain.readings import Quality
from controlcenter.drivers.check import check_folder
from controlcenter.engine.client import Client
from controlcenter.engine.face import EngineError
from controlcenter.engine.importing import read_devices
from controlcenter.settings.files import load_settings
from controlcenter.settings.profile import DATABASE, ProfileError, default_profile
from controlcenter.storage.store import Store

_UNITS = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}
_WIDTHS = (46, 30, 15, 10)
_FOLLOW_BEYOND_S = 90.0


@contextmanager
def store_of(arguments: argparse.Namespace) -> Iterator[tuple[Store, Path, ZoneInfo]]:
    """The store of the profile that was named, the profile and its time zone. Raises ProfileError without one."""
    profile = getattr(arguments, "profile", None) or default_profile("default")
    settings = load_settings(profile)
    if not settings.store.url and not (profile / DATABASE).exists():
        raise ProfileError(f"there is no database in the profile {profile}: start the window or the engine on it first")
    store = open_store(profile, settings)
    try:
        yield store, profile, ZoneInfo(settings.timezone)
    finally:
        store.close()


def devices(arguments: argparse.Namespace) -> int:
    with store_of(arguments) as (store, _profile, _zone):
        city = Client(store, operator()).snapshot()
    listed = city["discovered"] if arguments.discovered else city["devices"]
    if arguments.json:
        shown = {"format": city["format"], "at": city["at"], "live": city["live"]}
        key = "discovered" if arguments.discovered else "devices"
        print(json.dumps(shown | {key: listed}, ensure_ascii=False, indent=1))
        return 0
    if not city["live"]:
        sys.stderr.write("No engine runs on this profile: nothing below is live.\n")
    for one in listed:
        print(_discovered_line(one) if arguments.discovered else _device_line(one))
    return 0


def _device_line(one: Mapping[str, Any]) -> str:
    points = ", ".join(
        f"{key}={short(point['value'])} ({point['quality']}, {point['age_s']:.0f} s)"
        for key, point in one["points"].items()
    )
    cells = (one["id"], one["name"], one["kind"], one["connection"])
    return "  ".join(str(cell).ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)) + f"  {points}"


def _discovered_line(one: Mapping[str, Any]) -> str:
    points = ", ".join(f"{key}={short(value)}" for key, value in one["points"].items())
    return f"{one['id']:<46}  {one['kind']:<15}  {one['messages']:>6} messages  {points}"


def short(value: object) -> str:
    return on_a_line((f"{value:g}" if isinstance(value, float) else str(value))[:40])


def on_a_line(text: str) -> str:
    """*text* from the field without what a terminal would take for orders."""
    return "".join(letter if letter.isprintable() else "·" for letter in text)


def adopt(arguments: argparse.Namespace) -> int:
    if bool(arguments.ids) == arguments.all:
        raise EngineError("usage", "adopt takes ids from `devices --discovered`, or --all")
    with store_of(arguments) as (store, _profile, _zone):
        ids = None if arguments.all else [DeviceId(one) for one in arguments.ids]
        adopted = Client(store, operator()).adopt(ids)
    for one in adopted:
        print(one)
    return 0


def import_file(arguments: argparse.Namespace) -> int:
    with store_of(arguments) as (store, profile, _zone):
        areas = store.load_areas()
        found = read_devices(arguments.file, catalogue_of(profile).kinds, lambda name: _area_named(areas, name))
        count = Client(store, operator()).save_devices(found)
    print(f"{count} devices taken in from {arguments.file}")
    return 0


def _area_named(areas: list[Area], name: str) -> AreaId | None:
    now = time.time()
    for area in areas:
        in_force = area.valid_from <= now and (area.valid_to is None or now < area.valid_to)
        if in_force and (area.name == name or name in area.aliases):
            return area.id
    return None


def history(arguments: argparse.Namespace) -> int:
    with store_of(arguments) as (store, _profile, zone):
        try:
            point = parse_point(arguments.point)
        except ValueError as error:
            raise EngineError("bad_point", str(error)) from None
        now = time.time()
        start, end = (parse_time(text, now, zone) for text in (arguments.start, arguments.end))
        series = store.find_series([point]).get(point)
        if series is None:
            raise EngineError("no_history", f"nothing was ever recorded of {point}")
        rows = _recorded(store, series, start, end)
    out = csv.writer(sys.stdout) if arguments.csv else None
    if out is not None:
        out.writerow(["time", "value", "quality"])
    for at, text, mark in rows:
        when = datetime.fromtimestamp(at, UTC).astimezone(zone).isoformat(timespec="milliseconds")
        word = Quality(mark).name.lower()
        if out is not None:
            out.writerow((when, text, word))
        else:
            print("  ".join((when, on_a_line(text), word)))
    return 0


def _recorded(store: Store, series: int, start: float, end: float) -> list[tuple[float, str, int]]:
    """Time, value in words, quality of what lies in ``[start, end)``: the numbers, and the texts where they changed.

    The text in force at *start* leads with its own, earlier time; nothing known is an empty text.
    """
    times, values, quality = store.read(series, start, end)
    numbers = zip(times.tolist(), values.tolist(), quality.tolist(), strict=True)
    rows = [(at, "" if value != value else f"{value:.10g}", mark) for at, value, mark in numbers]
    rows += [(change.at, change.value, change.quality) for change in store.read_texts(series, start, end)]
    return sorted(rows, key=lambda row: row[0])


def parse_time(text: str, now: float, zone: ZoneInfo) -> float:
    """Read ``now``, an age (``2h``, ``30min``, ``7d``) or ISO 8601 (the site's zone where it names none)."""
    if text == "now":
        return now
    relative = re.fullmatch(r"-?(\d+(?:\.\d+)?)(s|min|h|d)", text)
    if relative is not None:
        return now - float(relative[1]) * _UNITS[relative[2]]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise EngineError(
            "bad_time", f"{text!r} is not a time: give ISO 8601, now, or an age such as 2h, 30min, 7d"
        ) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()


def send_to_device(
    store: Store, profile: Path, zone: ZoneInfo, words: Sequence[str], until: float | None, reason: str
) -> int:
    """Command the device that *words* begin with, follow it to its end; 0 only when a fresh reading confirmed it."""
    client = Client(store, operator())
    device = client.find_device(words[0])
    kind = catalogue_of(profile).kinds[device.kind].commands.get(words[1])
    texts = parse_pairs(words[2:])
    try:
        values = parse_arguments(kind, texts) if kind is not None else dict(texts)
    except ArgumentError as error:
        raise EngineError("bad_argument", str(error)) from None
    number = client.send(device.id, words[1], dict(values), until, reason)
    state = None
    most_s = _FOLLOW_BEYOND_S + (kind.timeout_s if kind is not None else 0.0)
    for step, _record in client.follow(number, most_s):
        when = datetime.fromtimestamp(step.at, UTC).astimezone(zone).strftime("%H:%M:%S.%f")[:-3]
        print(f"{when}  {step.state.upper():<12} {step.reason}".rstrip(), flush=True)
        state = step.state
    return 0 if state is CommandState.CONFIRMED else 1


def parse_pairs(words: Sequence[str]) -> dict[str, str]:
    """``key=value`` each; raises EngineError (``usage``)."""
    pairs = {}
    for text in words:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise EngineError("usage", f"{text!r} is not key=value")
        pairs[key] = value
    return pairs


def drivers(arguments: argparse.Namespace) -> int:
    profile = getattr(arguments, "profile", None) or default_profile("default")
    if arguments.action == "check":
        return _check_drivers(arguments.folder or places.PLUGINS)
    catalogue = catalogue_of(profile)
    for one in catalogue.drivers:
        manifest = one.manifest
        print(f"{one.id:<16} {manifest.version:<8} {manifest.kind:<16} {manifest.name.en:<40} {one.source}")
    for failure in catalogue.failures:
        print(f"{failure.id:<16} NOT LOADED: {failure.reason}")
    return 1 if catalogue.failures else 0


def _check_drivers(folder: Path) -> int:
    folders = [folder]
    if not (folder / "driver.toml").exists() and folder.is_dir():
        folders = [child for child in sorted(folder.iterdir()) if (child / "driver.toml").exists()] or [folder]
    worst = 0
    for one in folders:
        problems = check_folder(one)
        errors = [problem for problem in problems if problem.severity == "error"]
        print(f"{one.name}: {'refused' if errors else 'good'}")
        for problem in problems:
            print(f"  {problem.severity}: {problem.place}: {problem.message}")
        worst = max(worst, 1 if errors else 0)
    return worst


VERBS: dict[str | None, Callable[[argparse.Namespace], int]] = {
    "devices": devices,
    "adopt": adopt,
    "import": import_file,
    "history": history,
    "drivers": drivers,
}
