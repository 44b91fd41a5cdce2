"""Write build/requirements.lock: every package the checkout needs, with the hashes of the files pip may install.

Usage: python build/lock.py

Run it with the environment's Python after changing the dependencies in pyproject.toml. The versions are what pip
chooses today on the oldest Python we support; a hash is recorded per Python and machine of TARGETS, and the first
line names them. No address is written: pip asks whatever index the machine is set up with.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "build" / "requirements.lock"
OLDEST = "3.11"
PYTHONS = ("3.11", "3.12", "3.13")
MACHINES = ("x86_64",)
# Qt's files for aarch64 need a newer glibc than Debian 12 has: there pyproject.toml decides alone.
# Newest first: pip takes the best that fits. Debian 12 has glibc 2.36, so all of these install there.
PLATFORMS = ("manylinux_2_34", "manylinux_2_28", "manylinux_2_27", "manylinux_2_24", "manylinux_2_17", "manylinux2014")


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
        # What builds the editable install, which then needs no isolated environment.
        *project["build-system"]["requires"],
    ]
    chosen = resolve(wanted, OLDEST, MACHINES[0])
    pins = [f"{name}=={version}" for name, (version, _) in sorted(chosen.items())]
    hashes: dict[str, set[str]] = {}
    targets: list[str] = []
    for python in PYTHONS:
        for machine in MACHINES:
            found = resolve(wanted, python, machine, pins)
            for name, (version, digest) in found.items():
                hashes.setdefault(f"{name}=={version}", set()).add(digest)
            targets.append(f"cp{python.replace('.', '')}-linux-{machine}")
            print(f"{targets[-1]}: {len(found)} packages", flush=True)
    LOCK.write_text(render(targets, hashes), encoding="utf-8")
    return 0


def resolve(wanted: list[str], python: str, machine: str, pins: Sequence[str] = ()) -> dict[str, tuple[str, str]]:
    """Name → (version, ``sha256:…``) of what pip would install for that Python and machine."""
    platforms = [f"--platform={platform}_{machine}" for platform in PLATFORMS]
    with tempfile.TemporaryDirectory() as folder:
        constraints, report = Path(folder) / "pins", Path(folder) / "report.json"
        constraints.write_text("\n".join(pins), encoding="utf-8")
        choice = ["--dry-run", "--ignore-installed", "--only-binary=:all:", f"--python-version={python}", *platforms]
        files = [f"--target={folder}/none", f"--constraint={constraints}", f"--report={report}"]
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *choice, *files, *wanted], check=True)
        installs: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {
        entry["metadata"]["name"].lower().replace("_", "-"): (
            entry["metadata"]["version"],
            f"sha256:{entry['download_info']['archive_info']['hashes']['sha256']}",
        )
        for entry in installs
    }


def render(targets: list[str], hashes: dict[str, set[str]]) -> str:
    lines = [f"# For: {' '.join(targets)}", "# Written by build/lock.py; do not edit."]
    for pin, digests in sorted(hashes.items()):
        lines.append(" \\\n    ".join([pin, *(f"--hash={digest}" for digest in sorted(digests))]))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
