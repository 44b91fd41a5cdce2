"""Processes of the demo's own: how they are started from a checkout, a wheel or a frozen application, and their ends.

Each child reads its standard input to the end: the parent holds the other end of that pipe, so a child ends with its
parent however the parent ends.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

_STDIN = 0  # read unbuffered: a thread inside a buffered read is fatal when the interpreter ends
DISMISSED = b"dismissed\n"
"""What a guard is told when there is nothing to guard any more."""
COMMAND = "demo-child"
"""The subcommand by which a frozen application starts these processes: the rest of its arguments go to ``main``."""


def spawn(role: str, *arguments: str) -> "subprocess.Popen[bytes]":
    """Start the child *role* (``broker``, ``city`` or ``guard``); its standard input stays open to us."""
    if getattr(sys, "frozen", False):
        command = [sys.executable, COMMAND, role, *arguments]
    else:
        command = [sys.executable, "-m", __name__, role, *arguments]
    environment = dict(os.environ)
    source = str(Path(__file__).resolve().parents[2])
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (source, environment.get("PYTHONPATH"))))
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)


def end(process: "subprocess.Popen[bytes]", patience_s: float = 3.0) -> None:
    """Let *process* end by closing its input; kill it when it does not."""
    if process.stdin is not None:
        try:
            process.stdin.close()
        except BrokenPipeError:
            process.kill()
    try:
        process.wait(patience_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def end_with_parent() -> None:
    """End this process, whatever it is doing, as soon as its standard input ends."""

    def watch() -> None:
        while os.read(_STDIN, 4096):
            pass
        os._exit(0)

    threading.Thread(target=watch, name="parent watch", daemon=True).start()


def guard(pid: int) -> None:
    """Wait for the end of standard input, then kill *pid*: a frozen process cannot see its parent go."""
    if os.read(_STDIN, 64) == DISMISSED:
        return
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def main(arguments: Sequence[str] | None = None) -> int:
    """Be the child that *arguments* name: ``broker PORT PORT``, ``city OPTIONS`` or ``guard PID``."""
    role, *rest = sys.argv[1:] if arguments is None else arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to handle; we end with it.
    if role == "broker":
        from controlcenter.demo.broker import serve

        end_with_parent()
        serve(int(rest[0]), int(rest[1]))
    elif role == "city":
        from controlcenter.demo.city import CityOptions, run_city

        run_city(CityOptions.read(rest[0]))
    elif role == "guard":
        guard(int(rest[0]))
    else:
        sys.stderr.write(f"{role!r} is not a process of the demo: broker, city or guard\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
