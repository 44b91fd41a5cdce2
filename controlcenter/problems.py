"""Turns what can go wrong at a start into one sentence, an exit code, and in a window a message with a way out."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from controlcenter import places
from controlcenter.engine.client import NoEngineError
from controlcenter.engine.face import EngineError
from controlcenter.engine.importing import ImportFileError
from controlcenter.settings.model import SettingsError
from controlcenter.settings.profile import ProfileError
from controlcenter.storage.errors import StoreError

if TYPE_CHECKING:
    from controlcenter.app import StartOptions

EXIT_FAILED = 1
EXIT_CANNOT_START = 3


@dataclass
class Outcome:
    code: int = 0


@contextmanager
def plain_problems() -> Iterator[Outcome]:
    """Everything known is said in one line; only what nobody foresaw goes through."""
    from controlcenter.app import StartError
    from controlcenter.demo.broker import BrokerError

    outcome = Outcome()
    try:
        yield outcome
    except StoreError as error:
        way_out = " To do so: --move-damaged-aside." if error.code == "store.damaged" else ""
        _say(f"{error}{way_out}", outcome, EXIT_CANNOT_START)
    except (ProfileError, SettingsError, StartError, BrokerError) as error:
        _say(str(error), outcome, EXIT_CANNOT_START)
    except (EngineError, NoEngineError, ImportFileError) as error:
        _say(str(error), outcome, EXIT_FAILED)
    except KeyboardInterrupt:
        outcome.code = 130


def _say(text: str, outcome: Outcome, code: int) -> None:
    sys.stderr.write(f"controlcenter: {text}\n")
    outcome.code = code


def with_window(run: "Callable[[StartOptions], int]", options: "StartOptions") -> int:
    """Run with a window; a problem at the start is shown in one too, and its way out taken when the operator wants."""
    from controlcenter.app import StartError

    try:
        return run(options)
    except (StoreError, ProfileError, SettingsError, StartError) as error:
        if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
            raise
        from controlcenter.ui.start_problem import show_problem

        if not show_problem(_code(error), str(error), options.profile, places.THEMES, options.language):
            raise
    return run(replace(options, move_damaged_aside=True))


def _code(error: Exception) -> str:
    if isinstance(error, StoreError):
        return error.code
    return {ProfileError: "profile", SettingsError: "settings"}.get(type(error), "second_copy")
