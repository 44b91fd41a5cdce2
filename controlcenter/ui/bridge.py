"""The one door between the window and the engine: change-sets in, awaited requests out."""

import asyncio
import concurrent.futures
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from controlcenter.domain.commands import Operator
from controlcenter.engine.changes import NO_CHANGES, ChangeSet
from controlcenter.engine.face import EngineError, EngineFace
from controlcenter.ui.mirror import Mirror

_log = logging.getLogger(__name__)
T = TypeVar("T")

TICK_MS = 100
Submit = Callable[[Coroutine[Any, Any, Any]], "concurrent.futures.Future[Any]"]


class Bridge(QObject):
    """Takes one change-set a tick into the mirror, then tells the views.

    ``ticked`` carries the ChangeSet; it is not emitted when nothing changed. Views look only while visible.
    """

    ticked = Signal(object)
    request_failed = Signal(str, str)
    """Code and English text of a refused request nobody handled: the shell shows it."""

    def __init__(self, engine: EngineFace, submit: Submit, operator: Operator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = engine
        self.operator = operator
        self.mirror = Mirror(engine.kinds)
        self._submit = submit
        self._tasks: set[asyncio.Task[None]] = set()
        self._unasked: set[Coroutine[Any, Any, Any]] = set()
        """Requests whose task has not begun yet."""
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        self.tick()
        self._timer.start()

    def stop(self) -> None:
        """Ask and hear nothing any more."""
        self._stopped = True
        self._timer.stop()
        for task in tuple(self._tasks):
            task.cancel()
        for request in self._unasked:
            request.close()  # nobody will ever await it
        self._unasked.clear()

    def tick(self) -> None:
        changes = self.engine.take_changes()
        if changes is NO_CHANGES:
            return
        self.tell(changes)

    def tell(self, changes: ChangeSet) -> None:
        """Lay *changes* over what is known and tell the views."""
        self.mirror.apply(changes)
        self.ticked.emit(changes)

    async def ask(self, request: Coroutine[Any, Any, T]) -> T:
        """Run *request* on the engine's thread and await its result; raises EngineError when refused or nobody runs."""
        try:
            asked = self._submit(request)
        except RuntimeError:  # the engine's loop is closed
            request.close()
            raise EngineError("engine.gone", "the engine is not running") from None
        result: T = await asyncio.wrap_future(asked)
        return result

    def ask_then(
        self,
        request: Coroutine[Any, Any, T],
        done: Callable[[T], None] | None = None,
        refused: Callable[[EngineError], None] | None = None,
    ) -> None:
        """Ask without waiting: *done* or *refused* is called later on the window's thread; neither after ``stop``."""
        if self._stopped:
            request.close()
            return
        self._unasked.add(request)
        task = asyncio.ensure_future(self._follow(request, done, refused))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _follow(
        self,
        request: Coroutine[Any, Any, T],
        done: Callable[[T], None] | None,
        refused: Callable[[EngineError], None] | None,
    ) -> None:
        self._unasked.discard(request)
        try:
            result = await self.ask(request)
        except EngineError as error:
            if refused is not None:
                refused(error)
            else:
                self.request_failed.emit(error.code, str(error))
            return
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - the task wrapper is one of the three seams
            _log.exception("a request to the engine failed")
            self.request_failed.emit("internal", str(error))
            return
        if done is not None:
            done(result)
