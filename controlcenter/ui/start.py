"""Opens the window beside an engine thread and runs until it closes."""

import asyncio
import gc
import logging
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

import msgspec
import qasync
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from controlcenter.domain.commands import Operator
from controlcenter.domain.kinds import Kind
from controlcenter.engine.host import EngineThread
from controlcenter.settings.profile import LAYOUT
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.language import Language
from controlcenter.ui.layout_memory import LayoutMemory
from controlcenter.ui.look import Look, load_themes
from controlcenter.ui.shell_pages import standard_pages
from controlcenter.ui.style import Style
from controlcenter.ui.window import MainWindow

if TYPE_CHECKING:
    from controlcenter.engine.engine import Engine
    from controlcenter.engine.face import EngineFace
    from controlcenter.ui.presenter import Show
    from controlcenter.ui.screenshots import Screenshooter

_log = logging.getLogger(__name__)

SHEET = "window.qss"


class WindowOptions(msgspec.Struct, frozen=True):
    """How the window is to be opened. ``theme`` and ``language`` beat what is remembered, ``usual_…`` do not."""

    profile: Path
    operator: Operator
    themes: Path
    timezone: str
    theme: str | None = None
    language: str | None = None
    usual_theme: str = "night"
    usual_language: str = "vi"
    base_map: Path | None = None
    page: str | None = None
    for_s: float | None = None
    screenshots: Path | None = None
    site_names: Sequence[str] = ()
    settings_path: str = "settings.toml"
    show: "Show | None" = None
    """Faults a presenter may trigger, in the demo."""


class LateEngine:
    """The engine, made when something is first asked of it: the first picture needs no more than the kinds."""

    def __init__(self, make_engine: "Callable[[], Engine]", kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds
        self._make = make_engine
        self._made: Engine | None = None
        self._making = threading.Lock()

    def get(self) -> "Engine":
        """The one engine, whichever thread asks first. Raises what making it raises."""
        with self._making:
            if self._made is None:
                self._made = self._make()
            return self._made

    def __getattr__(self, name: str) -> Any:
        return getattr(self.get(), name)


def show_window(make_engine: "Callable[[], Engine]", kinds: Mapping[str, Kind], options: WindowOptions) -> int:
    """Run the window until it is closed; returns the exit code. Raises what the engine's start raises."""
    # The engine's thread gives way within 1 ms instead of Python's 5: the window's p99 lateness at 10,000 messages a
    # second is then 2–7 ms instead of 5–12, for no loss of throughput.
    sys.setswitchinterval(0.001)
    app = QApplication.instance() or QApplication(["controlcenter"])
    assert isinstance(app, QApplication)
    app.setApplicationName("Control Center")
    app.setQuitOnLastWindowClosed(False)  # the loop ends when what follows the close is done, not before
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    engine = LateEngine(make_engine, kinds)
    host = EngineThread(engine.get)
    try:
        with loop:
            loop.run_until_complete(_live(app, cast("EngineFace", engine), host, options))
    finally:
        host.stop()
    return 0


async def _live(app: QApplication, engine: "EngineFace", host: EngineThread, options: WindowOptions) -> None:
    """Show the window, then start the engine: the first picture does not wait for the city to be loaded."""
    closed = asyncio.Event()
    app.lastWindowClosed.connect(closed.set)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, closed.set)
    memory = LayoutMemory(options.profile / LAYOUT)
    look = _make_look(memory, options)
    dressed = (Style(app, look, options.themes / SHEET), Language(app, look))
    bridge = Bridge(engine, host.submit, options.operator)
    window = _make_window(bridge, look, memory, options)
    window.show()
    await _painted()
    started = await asyncio.wrap_future(host.begin())
    bridge.engine = started
    bridge.start()
    gc.enable()
    gc.collect()
    gc.freeze()  # what lives as long as the window need not be looked at again and again
    _log.info("the window is open")
    if options.for_s is not None:
        QTimer.singleShot(int(options.for_s * 1000), closed.set)
    shooter = _make_shooter(window, options)
    await closed.wait()
    if shooter is not None:
        shooter.stop()
    bridge.stop()
    window.close()
    del dressed


def _make_look(memory: LayoutMemory, options: WindowOptions) -> Look:
    return Look(
        load_themes(options.themes),
        options.theme or memory.layout.theme or options.usual_theme,
        options.language or memory.layout.language or options.usual_language,
        ZoneInfo(options.timezone),
    )


def _make_window(bridge: Bridge, look: Look, memory: LayoutMemory, options: WindowOptions) -> MainWindow:
    pages = standard_pages(options.base_map)
    window = MainWindow(bridge, look, pages, memory, options.site_names, options.settings_path)
    if options.show is not None:
        from controlcenter.ui.presenter import Presenter  # only the demo has one

        Presenter(window, options.show)
    if options.page is not None:
        window.open_page(options.page)
    window.resize(window.size().boundedTo(window.screen().availableGeometry().size()))
    return window


async def _painted() -> None:
    """Let Qt deliver what ``show`` posted, the first paint among it."""
    delivered = asyncio.Event()
    QTimer.singleShot(0, delivered.set)
    await delivered.wait()


def _make_shooter(window: MainWindow, options: WindowOptions) -> "Screenshooter | None":
    if options.screenshots is None:
        return None
    from controlcenter.ui.screenshots import Screenshooter

    shooter = Screenshooter(window, options.screenshots)
    shooter.start()
    return shooter
