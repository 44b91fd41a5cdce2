"""Read a plugin's Python without running it: what it imports and calls that a driver must not."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from controlcenter.drivers.allowed import OURS, PANEL_API, is_allowed

_CALLS: Final = frozenset({"__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print"})
PANEL: Final = "panel.py"
"""The one file of a plugin that belongs to the window and may import more."""
CREATE_PANEL: Final = "create_panel"


def import_problems(folder: Path) -> Iterator[tuple[str, str]]:
    """(file:line, what is wrong) for every import and call a driver may not have."""
    for path in sorted(folder.rglob("*.py")):
        window = path == folder / PANEL
        try:
            tree = ast.parse(path.read_bytes(), str(path))
        except (SyntaxError, ValueError) as error:
            yield f"{path}:{getattr(error, 'lineno', None) or 1}", f"not Python: {error}"
            continue
        if window and not any(isinstance(one, ast.FunctionDef) and one.name == CREATE_PANEL for one in tree.body):
            yield f"{path}:1", f"has no function {CREATE_PANEL}(host)"
        depth = len(path.parent.relative_to(folder).parts) + 1
        for node in ast.walk(tree):
            for message in _judged(node, depth, window):
                yield f"{path}:{getattr(node, 'lineno', 1)}", message


def _judged(node: ast.AST, depth: int, window: bool) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            if not is_allowed(alias.name, window):
                yield _refusal(alias.name, window)
    elif isinstance(node, ast.ImportFrom):
        if node.level > depth:
            yield "a relative import that leaves the plugin's folder"
        elif window and node.level:
            yield "a relative import: the window loads this file alone"
        elif node.level == 0 and node.module is not None and not is_allowed(node.module, window):
            yield _refusal(node.module, window)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
        yield f"calls {node.func.id}(): a driver is pure, it reads and writes nothing itself"


def _refusal(module: str, window: bool) -> str:
    if module.partition(".")[0] == "controlcenter":
        also = f" and {PANEL_API}" if window else ""
        return f"imports {module}; of the centre a plugin may import {OURS}{also} only"
    return f"imports {module}, which is not on the list in controlcenter/drivers/allowed.py"
