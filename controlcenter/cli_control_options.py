"""What the commands of the command desk are called and take. Light: it is read before anything else is."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

SOURCES = ("operator", "incident", "emergency")
_UNTIL = "when it ends by itself: ISO 8601, HH:MM, or from now: 30min, 2h"
Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_send(verbs: Verbs, common: argparse.ArgumentParser) -> None:
    send = verbs.add_parser("send", parents=[common], help="command a device or a group and follow it to the proof")
    send.add_argument("words", nargs="+", metavar="DEVICE COMMAND [key=value …]", help="device: id, address or name")
    send.add_argument("--group", metavar="GROUP", help="everybody in this group instead of DEVICE: name or number")
    send.add_argument("--until", metavar="TIME", help=_UNTIL)
    send.add_argument("--reason", default="", metavar="TEXT")
    send.add_argument("--source", choices=SOURCES, default="operator", help="what an order for a group speaks for")
    send.add_argument("--dry-run", action="store_true", help="say who of the group would be commanded, send nothing")


def add_control_verbs(verbs: Verbs, common: argparse.ArgumentParser, duration: Callable[[str], float]) -> None:
    """*duration* reads ``90s``, ``2h``."""
    _add_orders(verbs, common)
    _add_authority(verbs, common, duration)
    _add_signs(verbs, common, duration)
    plans = verbs.add_parser("plans", parents=[common], help="list plans, or what one does on a day")
    plans.add_argument("action", nargs="?", choices=("list", "preview"), default="list")
    plans.add_argument("name", nargs="?", metavar="NAME", help="name or number of the plan to preview")
    plans.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help="the plan's day; today unless told")
    plans.add_argument("--json", action="store_true")


def _add_orders(verbs: Verbs, common: argparse.ArgumentParser) -> None:
    orders = verbs.add_parser("orders", parents=[common], help="list orders for many, the newest first")
    orders.add_argument("--limit", type=_count, default=20, metavar="N")
    orders.add_argument("--json", action="store_true")
    words = {
        "approve": "agree to an order that waits for a second person",
        "refuse": "say no to an order that waits for a second person",
        "cancel": "take back what of an order was not handed over",
    }
    for verb, help_ in words.items():
        decide = verbs.add_parser(verb, parents=[common], help=help_)
        decide.add_argument("order", type=_count, metavar="ORDER", help="its number")
        decide.add_argument("--note", default="", metavar="TEXT")


def _add_authority(verbs: Verbs, common: argparse.ArgumentParser, duration: Callable[[str], float]) -> None:
    why = verbs.add_parser("why", parents=[common], help="what rules a device, and since when")
    why.add_argument("device", metavar="DEVICE", help="id, address or name")
    why.add_argument("--json", action="store_true")
    lock = verbs.add_parser("lock", parents=[common], help="let nobody else command devices: people work there")
    lock.add_argument("--reason", required=True, metavar="TEXT")
    lock.add_argument("--for", dest="duration_s", type=duration, metavar="TIME", help="90s 30m 2h 1d; else until taken")
    unlock = verbs.add_parser("unlock", parents=[common], help="take a lock away; somebody else's needs a note")
    unlock.add_argument("--note", dest="reason", default="", metavar="TEXT")
    release = verbs.add_parser("release", parents=[common], help="end what holds devices: their plan rules again")
    release.add_argument("--reason", default="", metavar="TEXT")
    for verb in (lock, unlock, release):
        verb.add_argument("devices", nargs="+", metavar="DEVICE", help="id, address or name")


def _add_signs(verbs: Verbs, common: argparse.ArgumentParser, duration: Callable[[str], float]) -> None:
    signs = verbs.add_parser("signs", parents=[common], help="list message signs, show a text, blank one")
    signs.add_argument("action", nargs="?", choices=("list", "show", "blank"), default="list")
    signs.add_argument("name", nargs="?", metavar="NAME", help="the sign: id, address or name")
    signs.add_argument("text", nargs="?", metavar="TEXT", help=r"MULTI, or plain words with \n between lines")
    signs.add_argument("--priority", choices=SOURCES, default="operator")
    ends = signs.add_mutually_exclusive_group()
    ends.add_argument("--for", dest="duration_s", type=duration, metavar="TIME", help="90s 30m 2h 1d")
    ends.add_argument("--until", metavar="TIME", help=_UNTIL)
    signs.add_argument("--reason", default="", metavar="TEXT")
    signs.add_argument("--picture", action="store_true", help="draw what is ordered and what the sign reports")
    signs.add_argument("--json", action="store_true", help="for list")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date: give YYYY-MM-DD") from None


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)
