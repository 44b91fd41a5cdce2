"""The command line: the same entry point in a checkout, a wheel and an executable."""

import argparse
import os
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from controlcenter import __version__
from controlcenter.cli_control_options import add_control_verbs, add_send

if TYPE_CHECKING:
    from controlcenter.app import StartOptions
    from controlcenter.domain.conditions import AlarmId

PAGES = ("overview", "alarms", "devices", "trends", "control", "system")


def make_parser() -> argparse.ArgumentParser:
    """Every command and option there is."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--profile", type=Path, metavar="DIR", help="folder with settings, database and logs")
    common.add_argument(
        "--broker", action="append", metavar="URL", help="one more broker, mqtt://[user@]host:port (or mqtts://)"
    )
    running = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    running.add_argument("--adopt", action="store_true", help="take every discovered device in by itself")
    running.add_argument(
        "--move-damaged-aside", action="store_true", help="keep a damaged database beside itself and start afresh"
    )
    window = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    window.add_argument("--for", dest="for_s", type=_positive, metavar="SECONDS", help="close by itself after this")
    window.add_argument("--page", choices=PAGES, help="page to open first")
    window.add_argument("--screenshots", type=Path, metavar="DIR", help="leave a screenshot every ten seconds here")
    window.add_argument("--language", choices=("vi", "en"))
    window.add_argument("--theme", choices=("night", "day"))

    parser = argparse.ArgumentParser(
        prog="controlcenter", description=__doc__, parents=[common, running, window],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"Control Center {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND")
    demo = verbs.add_parser("demo", parents=[common, running, window], help="open a made-up town that lives")
    demo.add_argument("--devices", type=_city_size, default=5000, metavar="N", help="10 to 100,000")
    demo.add_argument("--rate", type=_positive, default=None, metavar="MSGS_PER_S")
    demo.add_argument("--seed", type=int, default=1)
    verbs.add_parser("engine", parents=[common, running], help="run without a screen until SIGTERM")
    devices = verbs.add_parser("devices", parents=[common], help="list devices with values, quality and age")
    devices.add_argument("--discovered", action="store_true", help="the ones nobody has taken in yet")
    devices.add_argument("--json", action="store_true")
    adopt = verbs.add_parser("adopt", parents=[common], help="take discovered devices in")
    adopt.add_argument("ids", nargs="*", metavar="ID")
    adopt.add_argument("--all", action="store_true")
    imported = verbs.add_parser("import", parents=[common], help="take devices in from a file")
    imported.add_argument("file", type=Path, metavar="FILE.csv|.geojson")
    history = verbs.add_parser("history", parents=[common], help="recorded samples of one point")
    history.add_argument("point", metavar="POINT", help="site:driver:address/key")
    history.add_argument(
        "--from", dest="start", required=True, metavar="TIME", help="ISO 8601, or an age: 2h, 30min, 7d"
    )
    history.add_argument("--to", dest="end", default="now", metavar="TIME")
    history.add_argument("--csv", action="store_true", help="comma-separated with a header line")
    add_send(verbs, common)
    _add_alarm_verbs(verbs, common)
    add_control_verbs(verbs, common, _duration)
    drivers = verbs.add_parser("drivers", parents=[common], help="list or check drivers")
    drivers.add_argument("action", nargs="?", choices=("list", "check"), default="list")
    drivers.add_argument("folder", nargs="?", type=Path, metavar="DIR")
    return parser


def _add_alarm_verbs(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    alarms = verbs.add_parser("alarms", parents=[common], help="list alarms, or the journal of what happened to them")
    which = alarms.add_mutually_exclusive_group()
    which.add_argument("--active", action="store_true", help="leave out what is shelved, suppressed, out of service")
    which.add_argument("--journal", action="store_true", help="the journal instead, newest first")
    alarms.add_argument("--json", action="store_true")
    alarms.add_argument(
        "--from", dest="start", metavar="TIME", help="raised (journal: happened) since: ISO 8601, or an age: 2h, 30min"
    )
    alarms.add_argument("--to", dest="end", metavar="TIME", help="raised (journal: happened) before")
    alarms.add_argument("--device", metavar="DEVICE", help="id, address or name")
    alarms.add_argument("--limit", type=_count, metavar="N", help="at most so many; the journal gives 100 unless told")
    ack = verbs.add_parser("ack", parents=[common], help="acknowledge alarms")
    ack.add_argument("--note", default="", metavar="TEXT")
    shelve = verbs.add_parser("shelve", parents=[common], help="take alarms out of sight for a time")
    shelve.add_argument("--for", dest="duration_s", type=_duration, required=True, metavar="TIME", help="90s 30m 2h 1d")
    shelve.add_argument("--reason", required=True, metavar="TEXT")
    shelve.add_argument("--one-shot", action="store_true", help="only until the condition goes")
    unshelve = verbs.add_parser("unshelve", parents=[common], help="take alarms off the shelf")
    unshelve.add_argument("--note", default="", metavar="TEXT")
    for verb in (ack, shelve, unshelve):
        verb.add_argument("ids", nargs="+", type=_alarm, metavar="ID", help="site:driver:address/condition")


def _alarm(text: str) -> "AlarmId":
    from controlcenter.domain.conditions import parse_alarm

    try:
        return parse_alarm(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _duration(text: str) -> float:
    """Seconds of ``90s``, ``30m``, ``2h`` or ``1d``."""
    read = re.fullmatch(r"(\d+(?:\.\d+)?)(s|m|min|h|d)", text)
    if read is None or not float(read[1]):
        raise argparse.ArgumentTypeError(f"{text!r} is not a duration: give 90s, 30m, 2h or 1d")
    return float(read[1]) * {"s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": 86400.0}[read[2]]


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of lines")
    return count


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e9:
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return value


def _city_size(text: str) -> int:
    size = int(text)
    if not 10 <= size <= 100_000:
        raise argparse.ArgumentTypeError(f"a demo city has 10 to 100,000 devices, not {size}")
    return size


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. What cannot be done is said on stderr, without a traceback."""
    parser = make_parser()
    arguments = parser.parse_args(argv)
    from controlcenter.cli_alarms import ALARM_VERBS
    from controlcenter.cli_control import CONTROL_VERBS
    from controlcenter.cli_plans import PLAN_VERBS
    from controlcenter.cli_signs import SIGN_VERBS
    from controlcenter.cli_verbs import VERBS
    from controlcenter.problems import plain_problems

    with plain_problems() as outcome:
        verb = (VERBS | ALARM_VERBS | CONTROL_VERBS | SIGN_VERBS | PLAN_VERBS).get(arguments.verb)
        if verb is not None:
            with _ending_quietly_when_nobody_reads():
                outcome.code = verb(arguments)
        else:
            outcome.code = _open(arguments)
    return outcome.code


@contextmanager
def _ending_quietly_when_nobody_reads() -> Iterator[None]:
    """Let `| head` end a printing command. Only meanwhile: elsewhere a broken pipe is a lost broker, not the end."""
    if not hasattr(signal, "SIGPIPE"):
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)


def _open(arguments: argparse.Namespace) -> int:
    """The verbs that make a centre: the window, the demo, the engine."""
    if arguments.verb == "engine":
        from controlcenter.app import run_engine_alone

        return run_engine_alone(start_options(arguments, "default"))
    from controlcenter.app import is_headless, run_demo, run_window
    from controlcenter.problems import with_window

    if is_headless():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        if getattr(arguments, "screenshots", None) is None:
            arguments.screenshots = Path("screenshots")
        shots = arguments.screenshots.resolve()
        sys.stderr.write(f"There is no display: running offscreen, a screenshot every ten seconds in {shots}\n")
    if arguments.verb == "demo":
        options = start_options(arguments, f"demo-{arguments.devices}-{arguments.seed}")
        return with_window(lambda asked: run_demo(asked, arguments.devices, arguments.rate, arguments.seed), options)
    return with_window(run_window, start_options(arguments, "default"))


def start_options(arguments: argparse.Namespace, profile: str) -> "StartOptions":
    from controlcenter.app import StartOptions
    from controlcenter.settings.profile import default_profile

    given = {key: value for key, value in vars(arguments).items() if key in StartOptions.__dataclass_fields__}
    given.setdefault("profile", default_profile(profile))
    return StartOptions(
        **given, brokers=tuple(getattr(arguments, "broker", ())), adopt_all=getattr(arguments, "adopt", False)
    )


if __name__ == "__main__":
    raise SystemExit(main())
