"""Read a TOML file into a dict, or say which file and line is wrong."""

from pathlib import Path
from typing import Any

import tomli


def read_toml(path: Path, error: type[Exception]) -> dict[str, Any]:
    """Parse *path*; raises *error* with the path and the reason."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise error(f"{path}: cannot be read: {problem.strerror or problem}") from None
    except UnicodeDecodeError as problem:
        raise error(f"{path}: not UTF-8: {problem}") from None
    except tomli.TOMLDecodeError as problem:
        raise error(f"{path}: not TOML: {problem}") from None


def line_of(text: str, *words: str) -> int:
    """Number (from 1) of the first line that holds all of *words*, else of the first that holds any, else 1."""
    lines = text.splitlines()
    for wanted in (all, any):
        for number, line in enumerate(lines, 1):
            if words and wanted(word in line for word in words):
                return number
    return 1


def with_both_languages(value: Any) -> Any:
    """``"x"`` becomes ``{en = "x", vi = "x"}``; anything else stays for the conversion to judge."""
    return {"en": value, "vi": value} if isinstance(value, str) else value
