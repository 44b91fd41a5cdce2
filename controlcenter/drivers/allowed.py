"""The published list: what a plugin may import. Packaging keeps these modules in every build."""

from typing import Final

OURS: Final = "controlcenter.drivers.api"
PANEL_API: Final = "controlcenter.ui.panel_api"

STANDARD: Final = frozenset(
    {
        "__future__",
        "abc",
        "base64",
        "binascii",
        "bisect",
        "calendar",
        "collections",
        "collections.abc",
        "colorsys",
        "contextlib",
        "copy",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "fractions",
        "functools",
        "hashlib",
        "heapq",
        "hmac",
        "itertools",
        "json",
        "math",
        "numbers",
        "operator",
        "re",
        "statistics",
        "string",
        "struct",
        "textwrap",
        "types",
        "typing",
        "unicodedata",
        "uuid",
        "zlib",
        "zoneinfo",
    }
)
"""Pure modules: no clock of their own is needed, no network, no files, no processes."""

WINDOW: Final = frozenset({PANEL_API, "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"})
"""What ``panel.py`` alone may import besides: it belongs to the window."""


def is_allowed(module: str, window: bool = False) -> bool:
    """Whether a plugin may import *module* (its own files come by relative import); *window*: its ``panel.py`` may."""
    return module == OURS or module in STANDARD or (window and module in WINDOW)
