"""Message signs in the terminal: what they show, a text from the order to the proof."""

import argparse
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from controlcenter import places
from controlcenter.app import catalogue_of, operator
from controlcenter.cli_control import exclusion_words, parse_until, place_and_follow
from controlcenter.cli_verbs import on_a_line, store_of
from controlcenter.domain.commands import Source
from controlcenter.domain.devices import Device
from controlcenter.domain.orders import Action, OrderDraft
from controlcenter.domain.readings import Value
from controlcenter.domain.selections import Selection
from controlcenter.domain.signs.multi import MultiError, compose, parse, write
from controlcenter.domain.signs.render import FitError, SignFace, render
from controlcenter.engine.client import Client
from controlcenter.engine.control.signs import face_of
from controlcenter.engine.face import EngineError

FORMAT = 1


def signs(arguments: argparse.Namespace) -> int:
    if arguments.action == "list":
        return _list(arguments)
    if arguments.name is None or (arguments.action == "show") is (arguments.text is None):
        raise EngineError("usage", "signs takes `show NAME TEXT` or `blank NAME`")
    with store_of(arguments) as (store, profile, zone):
        client = Client(store, operator())
        device = client.find_device(arguments.name)
        if arguments.action not in catalogue_of(profile).kinds[device.kind].commands:
            raise EngineError("wrong_kind", f"{device.id} is a {device.kind}, not a sign")
        multi = as_multi(arguments.text) if arguments.text is not None else ""
        draft = _draft(device, multi, arguments, _until(arguments, zone))
        preview = client.preview_order(draft)
        if arguments.picture:
            print(f"ordered: {on_a_line(multi)}", picture_of(multi, face_of(device, places.SIGN_FONTS)), sep="\n")
        for exclusion in preview.excluded:
            raise EngineError(exclusion.code, f"{device.id} refuses: {exclusion_words(exclusion)}")
        code = place_and_follow(client, store, draft, preview)
        if arguments.picture:
            _print_reported(client, device)
    return code


def _until(arguments: argparse.Namespace, zone: Any) -> float | None:
    now = time.time()
    if arguments.until is not None:
        return parse_until(arguments.until, now, zone)
    return None if arguments.duration_s is None else now + float(arguments.duration_s)


def _draft(device: Device, multi: str, arguments: argparse.Namespace, until: float | None) -> OrderDraft:
    values: dict[str, Value] = {}
    if arguments.action == "show":
        values = {"multi": multi, "priority": arguments.priority}
    action = Action(Selection((device.id,)), arguments.action, values)
    source = Source[arguments.priority.upper()]
    return OrderDraft((action,), "", arguments.reason, source, until, even_if_same=True)


def as_multi(text: str) -> str:
    r"""*text* itself when it has brackets, else its lines (a break or ``\n``) composed in the middle of the sign."""
    return text if "[" in text or "]" in text else write(compose([text.replace("\\n", "\n")]))


def picture_of(multi: str, face: SignFace) -> str:
    """Each page as rows of ``#`` and ``.``, one a pixel; what cannot be drawn is said with its place."""
    try:
        frames = render(parse(multi), face)
    except (MultiError, FitError) as error:
        return f"(it cannot be shown: {error})"
    pages: dict[int, str] = {}
    for frame in frames:
        lit = frame.pixels.max(axis=2)
        pages.setdefault(frame.page, "\n".join("".join("#" if one else "." for one in row) for row in lit))
    return "\n\n".join(pages.values())


def _print_reported(client: Client, device: Device) -> None:
    points: Mapping[str, Any] = next(
        (one["points"] for one in client.snapshot()["devices"] if one["id"] == device.id), {}
    )
    message = points.get("message")
    if message is None or not isinstance(message["value"], str):
        print("reported: nothing yet")
        return
    print(f"reported ({message['quality']}, {message['age_s']:.0f} s ago): {on_a_line(message['value'])}")
    print(picture_of(message["value"], face_of(device, places.SIGN_FONTS)))


def _list(arguments: argparse.Namespace) -> int:
    with store_of(arguments) as (store, profile, _zone):
        city = Client(store, operator()).snapshot()
        shows = {key for key, kind in catalogue_of(profile).kinds.items() if "show" in kind.commands}
    rows = [_row(one) for one in city["devices"] if one["kind"] in shows]
    if arguments.json:
        head = {"format": FORMAT, "at": city["at"], "live": city["live"]}
        print(json.dumps({**head, "signs": rows}, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        shown = "?" if row["message"] is None else row["message"] or "(blank)"
        quality = "" if row["quality"] in (None, "good") else f"[{row['quality']}]"
        cells = (row["id"], row["name"], row["connection"], row["priority"], shown, quality)
        print(on_a_line("  ".join(filter(None, cells))))
    return 0


def _row(one: Mapping[str, Any]) -> dict[str, Any]:
    points = one["points"]
    message = points.get("message")
    return {
        "id": one["id"],
        "name": one["name"],
        "connection": one["connection"],
        "message": None if message is None else message["value"],
        "quality": None if message is None else message["quality"],
        "age_s": None if message is None else message["age_s"],
        **{key: points[key]["value"] if key in points else None for key in ("priority", "source", "fault")},
    }


SIGN_VERBS: dict[str | None, Callable[[argparse.Namespace], int]] = {"signs": signs}
