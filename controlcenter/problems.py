"""Turns what can go wrong at a start into one plain sentence and an exit code."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from controlcenter.engine.client import NoEngineError
from controlcenter.engine.face import EngineError
from controlcenter.engine.importing import ImportFileError
from controlcenter.settings.model import SettingsError
from controlcenter.settings.profile import ProfileError
from controlcenter.storage.errors import StoreError

_log = logging.getLogger(__name__)

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
