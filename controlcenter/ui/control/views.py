"""The views of the control page and how each is made. Nothing is imported before its view is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look


class ControlView(Protocol):
    """What each view can do, besides being a QWidget. It costs nothing while it is hidden.

    Signals it may have, and the page carries on: ``device_chosen(str)``, ``map_wanted(str)``, ``trend_wanted(str)``,
    ``board_wanted(Selection)`` (command these), ``order_opened(int)`` (show that order on the board),
    ``log_wanted(int)`` (show that order in the log).
    """

    def refresh(self) -> None:
        """Show everything from the mirror afresh: the view came on screen."""

    def take(self, changes: ChangeSet) -> None:
        """Show what changed."""

    def retranslate(self) -> None:
        """Put every word again in the language in force."""

    def save_state(self) -> dict[str, object]:
        """What to keep: plain JSON values."""
        ...

    def restore_state(self, state: dict[str, object]) -> None:
        """Take back what ``save_state`` gave; anything else is ignored."""


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """One tab of the page. ``factory`` runs when it is first opened; what it makes is a ControlView."""

    id: str
    title: Callable[[], str]
    factory: Callable[[Bridge, Look], QWidget]


def control_views(base_map: Path | None = None) -> tuple[ViewSpec, ...]:
    """The views of this release, in the order of their tabs; *base_map* is drawn under the board's devices."""
    return (
        ViewSpec("board", lambda: QCoreApplication.translate("Control", "Board"), partial(_board, base_map)),
        ViewSpec("signs", lambda: QCoreApplication.translate("Control", "Signs"), _signs),
        ViewSpec("plans", lambda: QCoreApplication.translate("Control", "Plans"), _plans),
        ViewSpec("library", lambda: QCoreApplication.translate("Control", "Groups and scenes"), _library),
        ViewSpec("log", lambda: QCoreApplication.translate("Control", "Log"), _log),
    )


def _board(base_map: Path | None, bridge: Bridge, look: Look) -> QWidget:
    from controlcenter.ui.control.board import BoardView

    board = BoardView(bridge, look)
    board.map.set_base(base_map)
    return board


def _signs(bridge: Bridge, look: Look) -> QWidget:
    from controlcenter.ui.control.signs.view import SignsView

    return SignsView(bridge, look)


def _log(bridge: Bridge, look: Look) -> QWidget:
    from controlcenter.ui.control.log import LogView

    return LogView(bridge, look)


def _plans(bridge: Bridge, look: Look) -> QWidget:
    from controlcenter.ui.control.plans.view import PlansView

    return PlansView(bridge, look)


def _library(bridge: Bridge, look: Look) -> QWidget:
    from controlcenter.ui.control.library.view import LibraryView

    return LibraryView(bridge, look)
