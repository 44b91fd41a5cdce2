"""Opens the window beside an engine thread and runs until it closes."""

import asyncio
import concurrent.futures
import gc
import logging
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import qasync
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from controlcenter.domain.commands import Operator
from controlcenter.engine.engine import Engine
from controlcenter.engine.host import EngineThread
from controlcenter.settings.profile import LAYOUT
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.language import Language
from controlcenter.ui.layout_memory import LayoutMemory
from controlcenter.ui.look import Look, load_theme
from controlcenter.ui.presenter import Presenter, Show
from controlcenter.ui.shell_pages import standard_pages
from controlcenter.ui.style import Style
from controlcenter.ui.window import MainWindow

_log = logging.getLogger(__name__)

SHEET = "window.qss"


@dataclass(frozen=True)
class WindowOptions:
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
    show: Show | None = None
    """Faults a presenter may trigger, in the demo."""


def show_window(make_engine: Callable[[], Engine], options: WindowOptions) -> int:
    """Run the window until it is closed; returns the exit code. Raises what the engine's start raises."""
    # The engine's thread gives way within 1 ms instead of Python's 5: the window's p99 lateness at 10,000 messages a
    # second is then 2–7 ms instead of 5–12, for no loss of throughput.
    sys.setswitchinterval(0.001)
    gc.disable()  # a start makes half a million objects and no garbage worth the time
    app = QApplication.instance() or QApplication(["controlcenter"])
    assert isinstance(app, QApplication)
    app.setApplicationName("Control Center")
    app.setQuitOnLastWindowClosed(False)  # the loop ends when what follows the close is done, not before
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    engine = make_engine()
    host = EngineThread(lambda: engine)
    ready = host.begin()  # it loads the city while the window is built
    try:
        with loop:
            return int(loop.run_until_complete(_live(app, engine, host, ready, options)))
    finally:
        host.stop()


async def _live(
    app: QApplication,
    engine: Engine,
    host: EngineThread,
    ready: "concurrent.futures.Future[Engine]",
    options: WindowOptions,
) -> int:
    memory = LayoutMemory(options.profile / LAYOUT)
    themes = {path.stem: load_theme(path) for path in sorted(options.themes.glob("*.toml"))}
    look = Look(
        themes,
        options.theme or memory.layout.theme or options.usual_theme,
        options.language or memory.layout.language or options.usual_language,
        ZoneInfo(options.timezone),
    )
    closed = asyncio.Event()
    app.lastWindowClosed.connect(closed.set)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, closed.set)
    dressed = (Style(app, look, options.themes / SHEET), Language(app, look))
    bridge = Bridge(engine, host.submit, options.operator)
    pages = standard_pages(options.base_map)
    window = MainWindow(bridge, look, pages, memory, options.site_names, options.settings_path)
    if options.show is not None:
        Presenter(window, options.show)
    if options.page is not None:
        window.open_page(options.page)
    room = window.screen().availableGeometry()
    window.resize(window.size().boundedTo(room.size()))
    window.show()
    await asyncio.wrap_future(ready)
    bridge.start()
    gc.enable()
    gc.collect()
    gc.freeze()  # what lives as long as the window need not be looked at again and again
    _log.info("the window is open")
    if options.for_s is not None:
        QTimer.singleShot(int(options.for_s * 1000), closed.set)
    shooter = None
    if options.screenshots is not None:
        from controlcenter.ui.screenshots import Screenshooter

        shooter = Screenshooter(window, options.screenshots)
        shooter.start()
    await closed.wait()
    if shooter is not None:
        shooter.stop()
    bridge.stop()
    window.close()
    del dressed
    return 0
