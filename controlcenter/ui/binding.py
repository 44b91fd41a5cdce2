"""What the binding does behind every import, and how the window does without it."""

import logging
import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401  # brings the module that is looked for below

_log = logging.getLogger(__name__)

_FEATURES = "shibokensupport.feature"
_ASKS = "_mod_uses_pyside"


def spare_sources() -> None:
    """Let PySide6 tell by its name whether a module is one of ours that uses it.

    WORKAROUND PySide6 6.11: for ``from __feature__ import …``, which nobody here writes, it reads the source of every
    module imported after it and keeps the text: 0.1 s and 9 MB when everything is imported so, 20 ms for the modules
    of the first page. Remove when it asks the module instead. Without the function nothing is changed.
    """
    features = sys.modules.get(_FEATURES)
    if hasattr(features, _ASKS):
        setattr(features, _ASKS, _is_ours)
    else:
        _log.debug("%s has no %s: nothing to spare", _FEATURES, _ASKS)


def _is_ours(module: ModuleType) -> bool:
    return module.__name__.startswith("controlcenter.")
