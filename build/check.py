"""Every check that needs no test run: style, types, import rules, generated files, drivers.

Usage: python build/check.py [--only WORD]

All of them run even when one fails; the exit code says whether any did.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS: tuple[tuple[str, list[str]], ...] = (
    ("style", [str(BIN / "ruff"), "check", "--quiet", "."]),
    ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
    ("types", [str(BIN / "mypy"), "--no-error-summary"]),
    ("imports", [str(BIN / "lint-imports"), "--no-logo"]),
    ("generated", [sys.executable, "build/generated.py"]),
    ("drivers", [sys.executable, "-m", "controlcenter", "drivers", "check", "plugins"]),
)


def main(arguments: list[str]) -> int:
    only = arguments[1] if arguments[:1] == ["--only"] and len(arguments) == 2 else ""
    if arguments and not only:
        print(__doc__, file=sys.stderr)
        return 2
    failed = [name for name, command in CHECKS if only in name and not passes(name, command)]
    print(f"check: failed: {', '.join(failed)}" if failed else "check: all passed")
    return 1 if failed else 0


def passes(name: str, command: list[str]) -> bool:
    """Run one check; its output appears only when it fails."""
    began = time.monotonic()
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(ROOT))
    result = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    passed = result.returncode == 0
    print(f"{name:<10} {'passed' if passed else 'FAILED'}  {time.monotonic() - began:5.1f} s", flush=True)
    if not passed:
        print(result.stdout, flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
