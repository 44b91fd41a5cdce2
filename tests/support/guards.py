"""What no test may leave behind or let happen unseen: error logs, threads, processes, tasks, timers, the network."""

import asyncio
import gc
import ipaddress
import logging
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

GRACE_S = 2.0
"""How long something that is ending may take to be gone."""


class ErrorRecords(logging.Handler):
    """Keeps every log record of level ERROR and above."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    @property
    def messages(self) -> list[str]:
        return [record.getMessage() for record in self.records]

    def unexpected(self, patterns: Sequence[str] | None) -> list[str]:
        """Lines for what was not announced. *patterns* None: nothing was; empty: anything was."""
        if patterns is not None and not patterns:
            return []
        wanted = [re.compile(pattern) for pattern in patterns or ()]
        return [
            f"unexpected log record: {record.name} {record.levelname}: {record.getMessage()}"
            + (f"\n{logging.Formatter().formatException(record.exc_info)}" if record.exc_info else "")
            for record in self.records
            if not any(pattern.search(f"{record.name}: {record.getMessage()}") for pattern in wanted)
        ]


class LeftTasks:
    """Counts asyncio tasks still pending when a runner closes its loop: it cancels them without a word."""

    def __init__(self) -> None:
        self.names: list[str] = []

    @contextmanager
    def watching(self) -> Iterator[None]:
        # asyncio offers no public hook here; this name stands unchanged from Python 3.11 to 3.14.
        original: Callable[[asyncio.AbstractEventLoop], None] = asyncio.runners._cancel_all_tasks

        def record_and_cancel(loop: asyncio.AbstractEventLoop) -> None:
            self.names += [f"{task.get_name()} ({task.get_coro()})" for task in asyncio.all_tasks(loop)]
            original(loop)

        asyncio.runners._cancel_all_tasks = record_and_cancel
        try:
            yield
        finally:
            asyncio.runners._cancel_all_tasks = original


class Leftovers:
    """A snapshot of what runs; ``found`` says what runs more than then."""

    def __init__(self, with_timers: bool) -> None:
        self._threads = set(threading.enumerate())
        self._processes = set(child_processes())
        self._with_timers = with_timers
        self._timers = {id(timer) for timer in active_timers()} if with_timers else set()

    def found(self, allowed: Sequence[str], grace_s: float = GRACE_S) -> list[str]:
        """Lines naming what is still there after *grace_s*, but for names that start with one of *allowed*."""
        end = time.monotonic() + grace_s
        idle = threading.Event()
        while (left := self._left(allowed)) and time.monotonic() < end:
            gc.collect()  # what nobody holds any more may only wait for this; where all is well it would cost most
            idle.wait(0.02)
        return left

    def _left(self, allowed: Sequence[str]) -> list[str]:
        threads = [thread for thread in threading.enumerate() if thread not in self._threads]
        names = [("thread", thread.name) for thread in threads]
        names += [("process", name) for pid, name in child_processes().items() if pid not in self._processes]
        if self._with_timers:
            names += [("QTimer", repr(timer)) for timer in active_timers() if id(timer) not in self._timers]
        return [f"left running: {kind} {name}" for kind, name in names if not name.startswith(tuple(allowed))]


def child_processes() -> dict[int, str]:
    """Pid → command line of this process's children that still run (Linux; empty elsewhere)."""
    own, found = os.getpid(), {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(stat[1]) != own or stat[0] == "Z":
                continue
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except (OSError, IndexError):
            continue  # ended while we looked
        # multiprocessing keeps one tracker per interpreter until the end.
        if "multiprocessing.resource_tracker" not in command:
            found[int(folder.name)] = command
    return found


def active_timers() -> list[Any]:
    """Every QTimer that runs, after deferred deletions were carried out; none where Qt was never used."""
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from shiboken6 import Shiboken

    if QCoreApplication.instance() is None:
        return []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    wrappers: list[Any] = Shiboken.getAllValidWrappers()
    return [wrapper for wrapper in wrappers if isinstance(wrapper, QTimer) and wrapper.isActive()]


class Network:
    """Refuses every connection that leaves this machine and remembers it: callers may swallow an OSError."""

    def __init__(self) -> None:
        self.refused: list[str] = []

    @contextmanager
    def guarded(self) -> Iterator[None]:
        connect, connect_ex, lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

        def guarded_connect(sock: socket.socket, address: Any) -> None:
            self._check(sock, address)
            connect(sock, address)

        def guarded_connect_ex(sock: socket.socket, address: Any) -> int:
            self._check(sock, address)
            return connect_ex(sock, address)

        def guarded_lookup(host: Any, *rest: Any, **named: Any) -> Any:
            if not is_local(host):
                self._refuse(f"a lookup of {host!r}")
            return lookup(host, *rest, **named)

        socket.socket.connect = guarded_connect
        socket.socket.connect_ex = guarded_connect_ex
        socket.getaddrinfo = guarded_lookup
        try:
            yield
        finally:
            socket.socket.connect, socket.socket.connect_ex = connect, connect_ex
            socket.getaddrinfo = lookup

    def _check(self, sock: socket.socket, address: Any) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6) and not is_local(address[0]):
            self._refuse(f"a connection to {address!r}")

    def _refuse(self, what: str) -> None:
        self.refused.append(what)
        raise OSError(f"a test may use the loopback alone, not {what}")


def is_local(host: Any) -> bool:
    """Say whether *host*, as socket functions take it, is this machine."""
    name = host.decode(errors="replace") if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
