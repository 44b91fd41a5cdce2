"""Memory of the demo city's window over ten minutes: flat, and not above 350 MB."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import mean
from typing import Any

from figures import figure

MOST_MB = 350
FLAT = 0.02
"""Growth from the second fifth of the run to the last that still counts as flat."""


def run(quick: bool) -> dict[str, Any]:
    minutes = 2 if quick else 10
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "controlcenter", "demo", "--profile", folder, "--for", str(minutes * 60)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1"}
        window = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        own, others = _watch(window)
    if window.returncode != 0 or len(own) < minutes * 40:
        raise RuntimeError(f"the demo city ended with {window.returncode} after {len(own)} s")
    fifth = len(own) // 5
    early, late = mean(own[fifth : 2 * fifth]), mean(own[-fifth:])
    growth = late / early - 1
    return {
        "name": "memory",
        "figures": [
            figure(f"window and engine after {minutes} min", late, "MB", target=f"≤ {MOST_MB} MB", ok=late <= MOST_MB),
            figure("highest", max(own), "MB"),
            # Two minutes are still filling caches: only the full run can tell flat from growing.
            figure(
                "growth, second fifth to last", growth * 100, "%", target=f"≤ {FLAT:.0%}",
                ok=None if quick else growth <= FLAT,
            ),
            figure("its broker and devices", others[-1] if others else 0.0, "MB"),
        ],
    }  # fmt: skip


def _watch(window: "subprocess.Popen[bytes]") -> tuple[list[float], list[float]]:
    """Resident MB of the process and of its children, once a second until it ends."""
    own: list[float] = []
    others: list[float] = []
    idle = threading.Event()
    began = time.monotonic()
    while window.poll() is None:
        if time.monotonic() - began > 15:  # starting is another bench
            own.append(resident_mb(window.pid))
            others.append(sum(resident_mb(pid) for pid in children(window.pid)))
        idle.wait(1)
    return own[:-2], others[:-2]


def resident_mb(pid: int) -> float:
    """0 when the process has gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def children(pid: int) -> list[int]:
    """Direct and indirect children."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        parents[int(folder.name)] = int(fields[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found - {pid})
