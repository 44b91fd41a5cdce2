"""Rules of the house that no linter knows."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from controlcenter.drivers.allowed import OURS, PANEL_API

ROOT = Path(__file__).resolve().parents[2]
TEXT = {".py", ".toml", ".md", ".qss", ".conf", ".lock", ".ts", ".ini", ".mako", ".json", ".csv", ".yml", ""}

# Pieces, so that this file does not find itself.
_REGISTRIES = re.compile(
    "|".join((r"pypi\." + "org", "pythonhosted" + r"\.", "npmjs" + r"\.", "--(extra-)?index-" + "url"))
)
_UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
_COLOUR = re.compile(r"""["']#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})["']""")
_SILENCED = re.compile(r"# (?:type: ignore(?:\[[^]]*\])?|noqa(?:: [A-Z0-9, ]+)?)\s*$")


def _files(*folders: str, suffix: str = "") -> list[Path]:
    """Files that are or would be committed, under *folders* or anywhere."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *folders]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    paths = [ROOT / name for name in names if name.endswith(suffix)]
    return [path for path in paths if path.is_file() and path.suffix in TEXT]


def _lines(paths: list[Path], wrong: Callable[[str], object]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if wrong(line)
    ]


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # A relative import stays inside the plugin's own folder.
            yield node.lineno, "." if node.level else node.module or ""


def test_plugins_import_only_what_is_published_for_them() -> None:
    published = {"panel.py": {OURS, PANEL_API}}
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {module}"
        for path in _files("plugins", suffix=".py")
        for line, module in _imports(path)
        if module.partition(".")[0] == "controlcenter" and module not in published.get(path.name, {OURS})
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("rule", "wrong", "folders", "suffix"),
    [
        ("no file names a package registry", _REGISTRIES.search, (), ""),
        ("nothing is left unfinished", _UNFINISHED.search, (), ""),
        ("colours live in ui/themes alone", _COLOUR.search, ("controlcenter/ui", "controlcenter/app.py"), ".py"),
        ("the event loop is never run from inside", re.compile(r"\bprocessEvents\(").search, ("controlcenter",), ".py"),
        ("proxies over live rows do not sort", re.compile("setDynamicSortFilter").search, ("controlcenter",), ".py"),
        ("no test sleeps", re.compile(r"\btime\.sleep\(").search, ("tests/unit", "tests/ui", "tests/journeys"), ".py"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_rule(rule: str, wrong: Callable[[str], object], folders: tuple[str, ...], suffix: str) -> None:
    found = _lines(_files(*folders, suffix=suffix), wrong)
    assert not found, "\n".join([rule, *found])


def test_a_silenced_check_says_why_beside_or_above_it() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{number + 1}: {line.strip()}"
        for path in _files("controlcenter", "plugins", "build", suffix=".py")
        for number, (above, line) in enumerate(_pairs(path))
        if _SILENCED.search(line) and not above.strip().startswith("#")
    ]
    assert not wrong, "\n".join(wrong)


def _pairs(path: Path) -> list[tuple[str, str]]:
    """Each line with the one above it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(zip(["", *lines], lines, strict=False))


def test_the_build_folder_is_no_package() -> None:
    assert not (ROOT / "build" / "__init__.py").exists()


def test_every_package_has_a_docstring() -> None:
    bare = [
        str(path.relative_to(ROOT))
        for path in _files("controlcenter", "plugins", suffix=".py")
        if "migrations" not in path.parts and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert bare == []
