"""The window's Vietnamese: collect the English texts, compile what translators wrote, check both.

Usage: python build/translations.py update [PART]     texts of the code -> resources/translations/vi/PART.ts
       python build/translations.py compile [PART]    PART.ts -> controlcenter/ui/translations/vi_PART.qm
       python build/translations.py check [PART]      everything collected, translated and compiled

Translate between the two first steps, in any editor or Qt Linguist (.venv/bin/pyside6-linguist).
"""

import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
LANGUAGE = "vi"
TEXTS = ROOT / "resources" / "translations" / LANGUAGE
COMPILED = ROOT / "controlcenter" / "ui" / "translations"
SOURCES = ("controlcenter/app.py", "controlcenter/ui/**/*.py")

# A source belongs to the first part whose pattern it matches; one file of texts each, so that people can work side
# by side.
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("alarm_numbers", ("*/ui/alarms/journal*", "*/ui/alarms/statistics*", "*/ui/alarms/conditions*")),
    ("alarms", ("*/ui/alarms/*", "*/ui/alarm_words*", "*/ui/acknowledging*")),
    ("signs", ("*/ui/control/signs/*",)),
    ("plans", ("*/ui/control/plans/*", "*/ui/control/library/*")),
    ("control", ("*/ui/control/*",)),
    (
        "map",
        (
            "*/ui/views/overview*",
            "*/ui/map/*",
            "*/ui/faceplate/*",
            "*/ui/models/alarms_overview*",
            "*/ui/models/commands*",
        ),
    ),
    ("devices", ("*/ui/views/devices*", "*/ui/models/devices*")),
    ("trends", ("*/ui/views/trends*", "*/ui/trends/*")),
    ("presenter", ("*/ui/presenter*", "*/ui/start_problem*")),
    ("shell", ("*",)),
)
NAMES = tuple(name for name, _ in PARTS)
_PLACEHOLDER = re.compile(r"\{[a-z_0-9.:,]*\}|%n|%[1-9]")

Message = tuple[str, str, str]
"""Context, English text, the note that tells equal texts apart."""


class ToolError(Exception):
    """lupdate or lrelease failed; the text is what it said."""


def main(arguments: list[str]) -> int:
    actions = {"update": update, "compile": compile_, "check": check}
    if not arguments or arguments[0] not in actions or len(arguments) > 2 or not set(arguments[1:]) <= set(NAMES):
        print(f"{__doc__}\nParts: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    try:
        problems = [problem for part in arguments[1:] or NAMES for problem in actions[arguments[0]](part)]
    except ToolError as error:
        problems = [str(error)]
    print("\n".join(problems) or f"translations: {arguments[0]}: done", file=sys.stderr if problems else sys.stdout)
    return 1 if problems else 0


def sources(part: str) -> list[Path]:
    """The Python files whose texts *part* holds, in a stable order."""
    return [path for pattern in SOURCES for path in sorted(ROOT.glob(pattern)) if part_of(path) == part]


def part_of(path: Path) -> str:
    place = path.relative_to(ROOT).as_posix()
    return next(name for name, patterns in PARTS if any(fnmatch(place, pattern) for pattern in patterns))


def texts_of(part: str) -> Path:
    return TEXTS / f"{part}.ts"


def compiled_of(part: str) -> Path:
    return COMPILED / f"{LANGUAGE}_{part}.qm"


def update(part: str) -> Iterator[str]:
    """Collect the texts of *part*, keeping translations; texts the code no longer has are dropped."""
    TEXTS.mkdir(parents=True, exist_ok=True)
    collect(part, texts_of(part))
    open_texts = [key for key, words in messages(texts_of(part)).items() if words is None]
    print(f"{texts_of(part).relative_to(ROOT)}: {len(open_texts)} to translate")
    yield from ()


def compile_(part: str) -> Iterator[str]:
    COMPILED.mkdir(parents=True, exist_ok=True)
    if texts_of(part).exists():
        # A running window has the old file mapped into memory: writing into it would crash that window.
        fresh = compiled_of(part).with_suffix(".new")
        release(texts_of(part), fresh)
        fresh.replace(compiled_of(part))
    yield from ()


def check(part: str) -> Iterator[str]:
    """Lines saying what of *part* is not collected, not translated, wrongly filled in or not compiled."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.ts"
        if texts_of(part).exists():
            fresh.write_bytes(texts_of(part).read_bytes())
        collect(part, fresh)
        wanted = messages(fresh)
        held = messages(texts_of(part))
        place = texts_of(part).relative_to(ROOT)
        if missing := wanted.keys() - held.keys():
            yield f"{place}: not collected: {_some(missing)}: run python build/translations.py update {part}"
        if gone := held.keys() - wanted.keys():
            yield f"{place}: no longer in the code: {_some(gone)}: run python build/translations.py update {part}"
        if unfinished := {key for key in held.keys() & wanted.keys() if held[key] is None}:
            yield f"{place}: not translated: {_some(unfinished)}"
        for key, words in held.items():
            if words is not None and set(_PLACEHOLDER.findall(words)) != set(_PLACEHOLDER.findall(key[1])):
                yield f"{place}: {key[0]}: {key[1]!r}: other placeholders than the English in {words!r}"
        if held:
            release(texts_of(part), Path(folder) / "fresh.qm")
            if not same(Path(folder) / "fresh.qm", compiled_of(part)):
                yield f"{compiled_of(part).relative_to(ROOT)}: stale: run python build/translations.py compile {part}"


def _some(keys: set[Message]) -> str:
    shown = [f"{context}: {text!r}" for context, text, _ in sorted(keys)]
    return f"{len(shown)} ({'; '.join(shown[:8])}{' …' if len(shown) > 8 else ''})"


def same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.read_bytes() == other.read_bytes()


def messages(path: Path) -> dict[Message, str | None]:
    """The translations in *path* (none when it is not there); None where one is missing or marked unfinished."""
    if not path.exists():
        return {}
    found: dict[Message, str | None] = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (
                context.findtext("name", ""),
                message.findtext("source", ""),
                message.findtext("comment", ""),
            )
            found[key] = _finished(message.find("translation"))
    return found


def _finished(translation: ET.Element | None) -> str | None:
    if translation is None or translation.get("type") in ("unfinished", "vanished", "obsolete"):
        return None
    forms = [form.text or "" for form in translation.iter("numerusform")]
    words = " ".join(forms) if forms else translation.text or ""
    return words if words.strip() else None


def collect(part: str, texts: Path) -> None:
    """Write the texts of *part* into *texts*, keeping what is translated there."""
    files = [str(path) for path in sources(part)]
    if not files:
        return
    languages = ["-source-language", "en", "-target-language", LANGUAGE]
    # No line numbers: a text that moves in its file is no change to translate.
    _run("pyside6-lupdate", *files, *languages, "-locations", "none", "-no-obsolete", "-ts", str(texts))


def release(texts: Path, compiled: Path) -> None:
    _run("pyside6-lrelease", "-silent", "-nounfinished", str(texts), "-qm", str(compiled))


def _run(tool: str, *arguments: str) -> None:
    result = subprocess.run([str(TOOLS / tool), *arguments], capture_output=True, text=True, check=False, cwd=ROOT)
    if result.returncode != 0:
        raise ToolError(f"{tool}: {result.stdout}{result.stderr}".strip())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
