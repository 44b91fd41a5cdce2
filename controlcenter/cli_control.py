"""The command desk in the terminal: orders for groups, the second person, who rules a device."""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from controlcenter.app import catalogue_of, operator
from controlcenter.cli_verbs import on_a_line, parse_pairs, send_to_device, store_of
from controlcenter.domain.arguments import ArgumentError, parse_arguments
from controlcenter.domain.authority import Claim
from controlcenter.domain.commands import CommandState, Source
from controlcenter.domain.ids import OrderId
from controlcenter.domain.orders import Action, Exclusion, OrderDraft, OrderRecord, OrderState
from controlcenter.domain.readings import Value
from controlcenter.domain.selections import Selection
from controlcenter.engine.client import Client
from controlcenter.engine.control.requests import Preview
from controlcenter.engine.face import EngineError
from controlcenter.storage.store import Store

FORMAT = 1
_FOLLOW_BEYOND_S = 120.0
_APPROVAL_S = 900.0
_UNITS = {"s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": 86400.0}


# -- orders ----------------------------------------------------------------------------------------


def send(arguments: argparse.Namespace) -> int:
    """Follow to the end; 0 only when every device that was commanded is CONFIRMED."""
    group: str | None = arguments.group
    words: list[str] = arguments.words
    if group is None and len(words) < 2:
        raise EngineError("usage", "send takes DEVICE COMMAND, or --group GROUP COMMAND")
    with store_of(arguments) as (store, profile, zone):
        until = None if arguments.until is None else parse_until(arguments.until, time.time(), zone)
        if group is None:
            if arguments.dry_run or arguments.source != "operator":
                raise EngineError("usage", "--dry-run and --source belong to --group")
            return send_to_device(store, profile, zone, words, until, arguments.reason)
        client = Client(store, operator())
        selection = Selection(groups=(client.find_document(group, "group").id,))
        values = _arguments(profile, words[0], parse_pairs(words[1:]))
        source = Source[arguments.source.upper()]
        draft = OrderDraft((Action(selection, words[0], values),), "", arguments.reason, source, until)
        preview = client.preview_order(draft)
        print_preview(preview)
        if arguments.dry_run:
            return 0
        return place_and_follow(client, store, draft, preview)


def _arguments(profile: Path, command: str, texts: Mapping[str, str]) -> dict[str, Value]:
    """*texts* as the first kind that has *command* and can read them does."""
    problem: ArgumentError | None = None
    for kind in catalogue_of(profile).kinds.values():
        if command in kind.commands:
            try:
                return dict(parse_arguments(kind.commands[command], texts))
            except ArgumentError as error:
                problem = error
    if problem is None:
        raise EngineError("unknown_command", f"no kind of device has a command {command}")
    raise EngineError("bad_argument", str(problem))


def print_preview(preview: Preview) -> None:
    print(f"{len(preview.affected)} devices will be commanded, in {preview.seconds:.1f} s")
    for words, count in Counter(map(exclusion_words, preview.excluded)).most_common():
        print(on_a_line(f"{count} left out: {words}"))
    if preview.approval:
        print(f"A second person has to agree: {', '.join(preview.approval)}")


def exclusion_words(exclusion: Exclusion) -> str:
    facts = ", ".join(f"{key}={value}" for key, value in exclusion.facts.items())
    return f"{exclusion.code} ({facts})" if facts else exclusion.code


def place_and_follow(client: Client, store: Store, draft: OrderDraft, preview: Preview) -> int:
    """Place the order, print how it goes and who did not make it; the exit code."""
    number = client.place_order(draft)
    if preview.approval:
        sys.stderr.write(f"order {number} waits: somebody else runs `controlcenter approve {number}`\n")
    most_s = preview.seconds + _FOLLOW_BEYOND_S + (_APPROVAL_S if preview.approval else 0.0)
    states: list[tuple[Any, CommandState]] = []
    said = ""
    for order, states in client.follow_order(number, most_s):
        line = f"order {number}  {order.state.upper():<10} {_counted(Counter(state for _device, state in states))}"
        if line != said:
            print(line, flush=True)
            said = line
    missed = [(device, state) for device, state in states if state is not CommandState.CONFIRMED]
    reasons = {one.device: one.reason for one in store.command_log(None, len(states) or 1, order=number)}
    for device, state in missed:
        print(on_a_line(f"{device}  {state.upper()}  {reasons.get(device, '')}".rstrip()))
    return 0 if states and not missed else 1


def _counted(counts: Mapping[CommandState, int]) -> str:
    return ", ".join(f"{counts[state]} {state.value}" for state in CommandState if counts.get(state))


def orders(arguments: argparse.Namespace) -> int:
    with store_of(arguments) as (store, _profile, zone):
        live = Client(store, operator()).engine_runs
        rows = [_order(store, order) for order in store.orders(None, arguments.limit)]
    if arguments.json:
        head = {"format": FORMAT, "at": time.time(), "live": live}
        print(json.dumps({**head, "orders": rows}, ensure_ascii=False, indent=1))
        return 0
    if not live:
        sys.stderr.write("No engine runs on this profile: this is what was stored last, nothing below is live.\n")
    for row in rows:
        counts = ", ".join(f"{count} {state}" for state, count in row["counts"].items())
        cells = (f"{row['id']:>6}", f"{row['state'].upper():<10}", clock(row["at"], zone), row["source"])
        said = (f"{row['by']}@{row['seat']}", f"{row['confirmed']}/{row['total']} confirmed", f"[{counts}]")
        print(on_a_line("  ".join(filter(None, (*cells, *said, row["title"], row["reason"])))))
    return 0


def _order(store: Store, order: OrderRecord) -> dict[str, Any]:
    counts: Mapping[CommandState, int] = order.counts
    if not order.state.final:
        # What is stored with an open order are the counts of its last step.
        counts = Counter(state for _device, state in store.order_commands(order.id))
    return {
        "id": order.id, "title": order.title, "reason": order.reason, "source": order.source.name.lower(),
        "by": order.by.name, "seat": order.by.seat, "at": order.at, "until": order.until,
        "state": order.state.value, "changed_at": order.changed_at, "total": order.total,
        "confirmed": counts.get(CommandState.CONFIRMED, 0),
        "counts": {state.value: counts[state] for state in CommandState if counts.get(state)},
        "excluded": dict(Counter(one.code for one in order.excluded)), "approval": list(order.approval),
        "approved_by": None if order.approved_by is None else order.approved_by.name,
        "note": order.note, "retry_of": order.retry_of,
    }  # fmt: skip


def decide(arguments: argparse.Namespace) -> int:
    """``approve``, ``refuse`` or ``cancel``."""
    number = OrderId(arguments.order)
    with store_of(arguments) as (store, _profile, _zone):
        state = Client(store, operator()).decide_order(f"{arguments.verb}_order", number, arguments.note)
    print(f"order {number}  {state.upper()}")
    wanted = {"refuse": OrderState.REFUSED, "cancel": OrderState.CANCELLED}.get(arguments.verb, state)
    return 0 if state is wanted else 1


# -- who rules ---------------------------------------------------------------------------------------


def why(arguments: argparse.Namespace) -> int:
    with store_of(arguments) as (store, _profile, zone):
        client = Client(store, operator())
        device = client.find_device(arguments.device)
        found = client.why(device.id)
    if arguments.json:
        told = {"format": FORMAT, "at": time.time(), **msgspec.to_builtins(found)}
        for raw, claim in zip(told["claims"], found.claims, strict=True):
            raw["source"] = claim.source.name.lower()
        if found.last is not None:
            told["last"]["source"] = found.last.source.name.lower()
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    print(on_a_line(f"{device.id}  {device.name}"))
    if found.lock is not None:
        lock = found.lock
        ends = "" if lock.until is None else f" until {clock(lock.until, zone)}"
        print(
            on_a_line(
                f"locked by {lock.owner.name}@{lock.owner.seat} since {clock(lock.at, zone)}{ends}: {lock.reason}"
            )
        )
    for claim in found.claims:
        print(on_a_line(_claim_text(claim, zone)))
    if not found.claims:
        print("nothing rules it")
    if found.last is not None:
        last = found.last
        words = (f"last command {last.id}", _command(last.command, last.arguments), last.state.upper(), last.reason)
        print(on_a_line("  ".join(filter(None, (*words, clock(last.changed_at, zone))))))
    return 0


def _claim_text(claim: Claim, zone: ZoneInfo) -> str:
    who = claim.plan if claim.by is None else f"{claim.by.name}@{claim.by.seat}"
    ends = "" if claim.until is None else f"until {clock(claim.until, zone)}"
    mark = "→" if claim.in_force else " "
    cells = (f"{mark} {claim.source.name:<9}", _command(claim.command, claim.arguments), who, claim.reason)
    return "  ".join(filter(None, (*cells, f"since {clock(claim.since, zone)}", ends)))


def _command(command: str, arguments: Mapping[str, Value]) -> str:
    return " ".join((command, *(f"{key}={value}" for key, value in arguments.items())))


def lock(arguments: argparse.Namespace) -> int:
    until = None if arguments.duration_s is None else time.time() + arguments.duration_s
    return _each_device(arguments, "lock_devices", "locked", until)


def unlock(arguments: argparse.Namespace) -> int:
    return _each_device(arguments, "unlock_devices", "unlocked", None)


def release(arguments: argparse.Namespace) -> int:
    return _each_device(arguments, "release", "released", None)


def _each_device(arguments: argparse.Namespace, verb: str, done: str, until: float | None) -> int:
    """Print what became of each device; 0 only when nothing was refused."""
    with store_of(arguments) as (store, _profile, _zone):
        client = Client(store, operator())
        devices = list(dict.fromkeys(client.find_device(text).id for text in arguments.devices))
        refused = {one.device: one for one in client.ask_devices(verb, devices, arguments.reason, until)}
    for device in devices:
        if device in refused:
            sys.stderr.write(on_a_line(f"{device}  REFUSED  {refused[device].code}: {refused[device].text}") + "\n")
        else:
            print(on_a_line(f"{device}  {done}"))
    return 1 if refused else 0


# -- times -------------------------------------------------------------------------------------------


def parse_until(text: str, now: float, zone: ZoneInfo) -> float:
    """Read ``22:00`` (the next one), a time from now (``30min``, ``2h``) or ISO 8601; raises EngineError when past."""
    relative = re.fullmatch(r"(\d+(?:\.\d+)?)(s|m|min|h|d)", text)
    daily = re.fullmatch(r"(\d{1,2}):(\d{2})", text)
    try:
        if relative is not None:
            at = now + float(relative[1]) * _UNITS[relative[2]]
        elif daily is not None:
            today = datetime.fromtimestamp(now, UTC).astimezone(zone)
            moment = today.replace(hour=int(daily[1]), minute=int(daily[2]), second=0, microsecond=0)
            at = (moment if moment.timestamp() > now else moment + timedelta(days=1)).timestamp()
        else:
            moment = datetime.fromisoformat(text)
            at = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()
    except ValueError:
        raise EngineError("bad_time", f"{text!r} is not a time: give ISO 8601, HH:MM, 30min or 2h") from None
    if at <= now:
        raise EngineError("bad_time", f"{text} is over already")
    return at


def clock(at: float, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone(zone).isoformat(" ", "seconds")


CONTROL_VERBS: dict[str | None, Callable[[argparse.Namespace], int]] = {
    "send": send,
    "orders": orders,
    "approve": decide,
    "refuse": decide,
    "cancel": decide,
    "why": why,
    "lock": lock,
    "unlock": unlock,
    "release": release,
}
