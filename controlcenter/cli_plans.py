"""Plans in the terminal: which there are, what one does on a day. Read from the store, no engine is needed."""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from controlcenter.app import catalogue_of, operator
from controlcenter.cli_control import clock
from controlcenter.cli_verbs import on_a_line, store_of
from controlcenter.domain.devices import Position
from controlcenter.domain.documents import Document
from controlcenter.domain.plan_times import plan_day, segments
from controlcenter.domain.plans import Plan, Segment
from controlcenter.engine.client import Client
from controlcenter.engine.control.book import DocumentBook
from controlcenter.engine.control.plan_runner import PlanRunner
from controlcenter.engine.control.planning import EQUATOR, middle
from controlcenter.engine.face import EngineError
from controlcenter.engine.inventory import Inventory
from controlcenter.storage.store import Store

FORMAT = 1


def plans(arguments: argparse.Namespace) -> int:
    preview = arguments.action == "preview"
    if preview is (arguments.name is None):
        raise EngineError("usage", "plans takes `list` or `preview NAME [--date YYYY-MM-DD]`")
    with store_of(arguments) as (store, profile, zone):
        document = Client(store, operator()).find_document(arguments.name, "plan") if preview else None
        site = _Site(store, profile, zone)
    if document is not None and isinstance(document.body, Plan):
        return _preview(document, document.body, site, arguments)
    return _list(site, arguments)


class _Site:
    """Who follows a plan and where its sun is taken, as the engine would work it out."""

    def __init__(self, store: Store, profile: Path, zone: ZoneInfo) -> None:
        catalogue = catalogue_of(profile)
        self.zone = zone
        self.inventory = Inventory(catalogue.kinds, {driver.id: driver for driver in catalogue.drivers})
        self.inventory.load(store.load_devices(), store.load_areas())
        self.book = DocumentBook(self.inventory)
        self.book.load(store.load_documents())

    def place_of(self, plan: Plan) -> Position:
        places = {one.id: one.position for one in self.inventory.devices.values() if one.position is not None}
        home = middle(list(places.values())) or EQUATOR
        return PlanRunner(self.zone, places.get, home).place_of(plan, self.book.devices_of(plan.selection))


def _list(site: _Site, arguments: argparse.Namespace) -> int:
    rows = [_row(one, one.body, site) for one in site.book.all() if isinstance(one.body, Plan)]
    if arguments.json:
        print(json.dumps({"format": FORMAT, "at": time.time(), "plans": rows}, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        state = "in force" if row["enabled"] else "off"
        print(
            on_a_line(f"{row['id']:>6}  {state:<8}  {row['devices']:>6} devices  {row['name']}  {row['description']}")
        )
    return 0


def _row(document: Document, plan: Plan, site: _Site) -> dict[str, Any]:
    return {
        "id": document.id,
        "name": document.name,
        "enabled": plan.enabled,
        "devices": len(site.book.devices_of(plan.selection)),
        "profiles": [profile.name for profile in plan.profiles],
        "description": plan.description,
        "changed_at": document.changed_at,
        "changed_by": document.changed_by,
    }


def _preview(document: Document, plan: Plan, site: _Site, arguments: argparse.Namespace) -> int:
    day = arguments.date or plan_day(plan, time.time(), site.zone)
    place = site.place_of(plan)
    rows = [_segment(one) for one in segments(plan, day, place, site.zone)]
    if arguments.json:
        told = {
            "format": FORMAT, "plan": document.name, "id": document.id, "date": day.isoformat(),
            "timezone": str(site.zone), "place": [place.lon, place.lat], "segments": rows,
        }  # fmt: skip
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        level = "" if row["level"] is None else f"{row['level']:.0f} %"
        arguments_ = " ".join(f"{key}={value}" for key, value in row["arguments"].items())
        words = " ".join(filter(None, (row["command"], arguments_)))
        origin = " › ".join(filter(None, (row["rule"], row["profile"])))
        times = f"{clock(row['start'], site.zone)}  {clock(row['end'], site.zone)}"
        print(on_a_line(f"{times}  {level:>5}  {words or 'nothing is asked'}  {origin}".rstrip()))
    return 0


def _segment(segment: Segment) -> dict[str, Any]:
    wanted = segment.wanted
    return {
        "start": segment.start,
        "end": segment.end,
        "level": segment.level,
        "command": "" if wanted is None else wanted.action.command,
        "arguments": {} if wanted is None else wanted.action.arguments,
        "profile": "" if wanted is None else wanted.origin.profile,
        "rule": "" if wanted is None else wanted.origin.rule_name,
        "day": None if wanted is None else wanted.origin.day.isoformat(),
    }


PLAN_VERBS: dict[str | None, Callable[[argparse.Namespace], int]] = {"plans": plans}
