"""The change-set on its way to the window: made on the engine's loop, taken from the window's thread."""

from collections.abc import Callable

from controlcenter.engine.changes import NO_CHANGES, ChangeSet


class Outbox:
    """Holds one finished change-set. While nobody takes, nothing is made and nothing piles up.

    Two plain attributes cross the threads; each is written by one side at a time, so no lock is needed.
    """

    def __init__(self, compose: Callable[[bool], ChangeSet]) -> None:
        self._compose = compose
        self._ready: ChangeSet | None = None
        self._wanted = False
        self._first = True

    def take(self) -> ChangeSet:
        """Called by the window: what is ready, and the wish for the next."""
        ready, self._ready = self._ready, None
        self._wanted = True
        return NO_CHANGES if ready is None else ready

    def fill(self) -> None:
        """Called by the engine some ten times a second."""
        if not self._wanted or self._ready is not None:
            return
        changes = self._compose(self._first)
        self._first = False
        if changes != NO_CHANGES:
            self._wanted = False
            self._ready = changes
