"""The alarm desk in the terminal: what stands, what happened, and what an operator does about it."""

import argparse
import collections
import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from controlcenter.app import operator
from controlcenter.cli_verbs import on_a_line, parse_time, short, store_of
from controlcenter.domain.alarms import Alarm, Deed, JournalEntry, JournalFilter
from controlcenter.domain.conditions import AlarmId
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality, Value
from controlcenter.engine.client import Client
from controlcenter.engine.face import EngineError, Refusal
from controlcenter.storage.store import Store

FORMAT = 1
_JOURNAL_LINES = 100


def alarms(arguments: argparse.Namespace) -> int:
    with store_of(arguments) as (store, _profile, zone):
        client = Client(store, operator())
        now = time.time()
        start, end = (
            None if text is None else parse_time(text, now, zone) for text in (arguments.start, arguments.end)
        )
        wanted = JournalFilter(start, end, None if arguments.device is None else _device(client, arguments.device))
        head = {"format": FORMAT, "at": now, "live": client.engine_runs}
        if arguments.journal:
            key, rows = (
                "journal",
                [_line(one) for one in store.alarm_journal(wanted, None, arguments.limit or _JOURNAL_LINES)],
            )
        else:
            key, rows = "alarms", _standing(store, wanted, arguments.active)[: arguments.limit]
    if arguments.json:
        print(json.dumps({**head, key: rows}, ensure_ascii=False, indent=1))
        return 0
    if not head["live"]:
        sys.stderr.write("No engine runs on this profile: this is what was stored last, nothing below is live.\n")
    for row in rows:
        print(_journal_text(row, zone) if arguments.journal else _alarm_text(row, zone))
    return 0


def _device(client: Client, text: str) -> DeviceId:
    try:
        return client.find_device(text).id
    except EngineError as error:
        # Brokers, and devices that were taken out, have a journal but no place in the inventory.
        if error.code == "unknown_device" and text.count(":") >= 2:
            return DeviceId(text)
        raise


def _standing(store: Store, wanted: JournalFilter, active: bool) -> list[dict[str, Any]]:
    """The alarms that stand, the gravest first and of those the newest."""
    held = store.load_alarms()
    names = {device.id: device.name for device in store.load_devices()}
    behind = collections.Counter(one.suppression.cause for one in held if one.suppression is not None)
    chosen = [one for one in held if _chosen(one, wanted) and not (active and one.overlaid)]
    chosen.sort(key=lambda one: (-one.priority, -one.raised_at, one.id))
    return [_alarm(one, names.get(one.id.device), behind[one.id]) for one in chosen]


def _chosen(alarm: Alarm, wanted: JournalFilter) -> bool:
    return (
        (wanted.device is None or alarm.id.device == wanted.device)
        and (wanted.start is None or alarm.raised_at >= wanted.start)
        and (wanted.end is None or alarm.raised_at < wanted.end)
    )


def _alarm(alarm: Alarm, name: str | None, behind: int) -> dict[str, Any]:
    shelving, suppression = alarm.shelving, alarm.suppression
    return {
        **_told(alarm.id, alarm.priority.name, alarm.value, alarm.limit, alarm.quality, alarm.area),
        "name": name,
        "state": alarm.cycle.value,
        "active": alarm.active,
        "annunciated": alarm.annunciated,
        "latching": alarm.latching,
        "occurrence": alarm.occurrence,
        "raised_at": alarm.raised_at,
        "source_at": alarm.source_at,
        "cleared_at": alarm.cleared_at,
        "changed_at": alarm.changed_at,
        "acknowledged": _deed(alarm.acknowledgement),
        "shelved": None if shelving is None else {
            "by": shelving.by.name, "seat": shelving.by.seat, "at": shelving.at, "until": shelving.until,
            "reason": shelving.reason, "one_shot": shelving.one_shot,
        },
        "suppressed": None if suppression is None else {"at": suppression.at, "cause": str(suppression.cause)},
        "out_of_service": _deed(alarm.out_of_service),
        "behind": behind,
    }  # fmt: skip


def _line(entry: JournalEntry) -> dict[str, Any]:
    return {
        **_told(entry.alarm, entry.priority.name, entry.value, entry.limit, entry.quality, entry.area),
        "number": entry.number,
        "at": entry.at,
        "source_at": entry.source_at,
        "event": entry.event.value,
        "before": entry.before.value,
        "after": entry.after.value,
        "shelved": entry.shelved,
        "suppressed": entry.suppressed,
        "out_of_service": entry.out_of_service,
        "by": None if entry.by is None else entry.by.name,
        "seat": None if entry.by is None else entry.by.seat,
        "note": entry.note,
        "until": entry.until,
        "cause": None if entry.cause is None else str(entry.cause),
    }


def _told(
    alarm: AlarmId, priority: str, value: Value | None, limit: float | None, quality: Quality, area: int | None
) -> dict[str, Any]:
    """What a row of either list begins with."""
    return {
        "id": str(alarm),
        "device": alarm.device,
        "condition": alarm.condition,
        "area": area,
        "priority": priority.lower(),
        "value": value,
        "limit": limit,
        "quality": quality.name.lower(),
    }


def _deed(deed: Deed | None) -> dict[str, Any] | None:
    return None if deed is None else {"by": deed.by.name, "seat": deed.by.seat, "at": deed.at, "note": deed.note}


def _alarm_text(row: Mapping[str, Any], zone: ZoneInfo) -> str:
    notes = []
    if row["acknowledged"] is not None:
        notes.append(_by("acknowledged", row["acknowledged"], row["acknowledged"]["note"]))
    if row["shelved"] is not None:
        until = f"shelved until {_clock(row['shelved']['until'], zone)}"
        notes.append(
            _by(until + (", one-shot" if row["shelved"]["one_shot"] else ""), row["shelved"], row["shelved"]["reason"])
        )
    if row["suppressed"] is not None:
        notes.append(f"suppressed behind {row['suppressed']['cause']}")
    if row["out_of_service"] is not None:
        notes.append(_by("out of service", row["out_of_service"], row["out_of_service"]["note"]))
    if row["behind"]:
        notes.append(f"{row['behind']} devices behind it")
    cells = (
        f"{row['priority'].upper():<8}",
        f"{row['state']:<23}",
        _clock(row["raised_at"], zone),
        row["id"],
        row["name"],
    )
    return _joined((*cells, _seen(row), *notes))


def _journal_text(row: Mapping[str, Any], zone: ZoneInfo) -> str:
    notes = [word.replace("_", " ") for word in ("shelved", "suppressed", "out_of_service") if row[word]]
    if row["until"] is not None:
        notes.append(f"until {_clock(row['until'], zone)}")
    if row["cause"] is not None:
        notes.append(f"behind {row['cause']}")
    if row["by"] is not None:
        notes.append(_by("", row, row["note"]))
    elif row["note"]:
        notes.append(row["note"])
    cells = (_clock(row["at"], zone), f"{row['priority'].upper():<8}", f"{row['event']:<16}", row["id"])
    return _joined((*cells, f"{row['before']} → {row['after']}", _seen(row), *notes))


def _by(what: str, deed: Mapping[str, Any], note: str) -> str:
    said = f"{what} by {deed['by']}@{deed['seat']}".strip()
    return f"{said}: {note}" if note else said


def _seen(row: Mapping[str, Any]) -> str:
    """Value, limit, and the quality where it is not good."""
    words = [] if row["value"] is None else [short(row["value"])]
    if row["limit"] is not None:
        words.append(f"(limit {row['limit']:g})")
    if row["quality"] != "good":
        words.append(f"[{row['quality']}]")
    return " ".join(words)


def _clock(at: float, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone(zone).isoformat(" ", "seconds")


def _joined(cells: Iterable[str | None]) -> str:
    return on_a_line("  ".join(cell for cell in cells if cell))


def ack(arguments: argparse.Namespace) -> int:
    return _act(arguments, "acknowledged", lambda client: client.acknowledge(arguments.ids, arguments.note))


def shelve(arguments: argparse.Namespace) -> int:
    return _act(
        arguments, "shelved",
        lambda client: client.shelve(arguments.ids, arguments.duration_s, arguments.reason, arguments.one_shot),
    )  # fmt: skip


def unshelve(arguments: argparse.Namespace) -> int:
    return _act(arguments, "unshelved", lambda client: client.unshelve(arguments.ids, arguments.note))


def _act(arguments: argparse.Namespace, done: str, ask: Callable[[Client], Sequence[Refusal]]) -> int:
    """Print what became of each alarm; 0 only when nothing was refused."""
    with store_of(arguments) as (store, _profile, _zone):
        refused = {one.alarm: one for one in ask(Client(store, operator()))}
    for alarm in dict.fromkeys(arguments.ids):
        if alarm in refused:
            sys.stderr.write(on_a_line(f"{alarm}  REFUSED  {refused[alarm].code}: {refused[alarm].text}") + "\n")
        else:
            print(on_a_line(f"{alarm}  {done}"))
    return 1 if refused else 0


ALARM_VERBS: dict[str | None, Callable[[argparse.Namespace], int]] = {
    "alarms": alarms,
    "ack": ack,
    "shelve": shelve,
    "unshelve": unshelve,
}
