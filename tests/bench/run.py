"""Run the benches and write down what they measured.

Usage: python tests/bench/run.py [--quick] [--only WORD]

Each bench_NAME.py beside this file has ``run(quick: bool) -> {"name": str, "figures": [figure, …]}``; the keys of a
figure are those of figures.figure. Compare ratios, not absolute numbers: they come from one run on one machine.
"""

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RESULTS = ROOT / "bench-results"
_OUTCOMES = {True: "ok", False: "SHORT", None: ""}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="shorter runs, rougher numbers")
    parser.add_argument("--only", default="", metavar="WORD", help="benches whose file name holds this")
    given = parser.parse_args(arguments)
    paths = sorted(path for path in HERE.glob("bench_*.py") if given.only in path.stem)
    if not paths:
        parser.error(f"no bench has {given.only!r} in its name")
    sys.path[:0] = [str(ROOT), str(HERE)]
    began = datetime.now(UTC)
    results = list(measure(paths, given.quick))
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{began:%Y-%m-%dT%H-%M-%SZ}.json"
    path.write_text(json.dumps({"about": about(began, given.quick), "benches": results}, indent=1), encoding="utf-8")
    print(f"\nwritten to {path.relative_to(ROOT)}")
    failed = [result["name"] for result in results if "error" in result]
    short = [result["name"] for result in results if any(row["ok"] is False for row in result["figures"])]
    if short:
        print(f"short of their target: {', '.join(short)}")
    return 1 if failed else 0


def measure(paths: list[Path], quick: bool) -> Iterator[dict[str, Any]]:
    """Run the benches one after another; one that breaks is shown and does not stop the others."""
    for path in paths:
        print(f"\n{path.stem} …", flush=True)
        began = time.monotonic()
        # One process each: what one leaves in memory or imports is not measured by the next.
        code = "import json, sys, run; print('\\n' + json.dumps(run.load(sys.argv[1]).run(sys.argv[2] == 'quick')))"
        result = subprocess.run(
            [sys.executable, "-c", code, str(path), "quick" if quick else "full"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}"},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if result.returncode != 0:
            print(f"{path.stem} broke (exit code {result.returncode})\n{result.stdout}", flush=True)
            yield {"name": path.stem, "figures": [], "error": f"exit code {result.returncode}"}
            continue
        outcome: dict[str, Any] = json.loads(result.stdout.rstrip().rpartition("\n")[2])
        outcome["took_s"] = round(time.monotonic() - began, 1)
        print(table(outcome["figures"]), flush=True)
        yield outcome


def load(path: str) -> Any:
    """Import a bench by its path."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table(figures: list[dict[str, Any]]) -> str:
    rows = [("what", "value", "limit", "ratio", "target", "")]
    for row in figures:
        limit = f"{number(row['limit_value'])} {row['unit']} ({row['limit']})" if row["limit"] else ""
        ratio = f"{row['ratio']:.2f}" if row["ratio"] is not None else ""
        rows.append((row["what"], f"{number(row['value'])} {row['unit']}", limit, ratio, row["target"], outcome(row)))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def outcome(row: dict[str, Any]) -> str:
    return _OUTCOMES[row["ok"]]


def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def about(began: datetime, quick: bool) -> dict[str, Any]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    return {
        "at": began.isoformat(timespec="seconds"), "quick": quick, "commit": commit, "cores": os.cpu_count(),
        "machine": platform.platform(), "python": platform.python_version(), "load": os.getloadavg(),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
