"""The demo's menu: a presenter lets something go wrong in the made-up town and puts it right again."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from controlcenter.ui.window import MainWindow

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Show:
    """What can be shown: names of faults, and what makes one happen (it may take a second, on another thread)."""

    faults: Sequence[str]
    trigger: Callable[[str], None]


class Presenter(QObject):
    """Adds the faults to the window's menu and finder."""

    def __init__(self, window: MainWindow, show: Show) -> None:
        super().__init__(window)
        self._window = window
        self._trigger = show.trigger
        self._tasks: set[asyncio.Task[None]] = set()
        window.shell_actions.offer(
            [(partial(fault_title, fault), partial(self._start, fault)) for fault in show.faults]
        )

    def _start(self, fault: str) -> None:
        task = asyncio.ensure_future(self._run(fault))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, fault: str) -> None:
        try:
            await asyncio.to_thread(self._trigger, fault)
        except (OSError, RuntimeError, ValueError) as error:
            _log.warning("the demo could not show %s: %s", fault, error)
            self._window.toast.say(str(error))
        else:
            self._window.toast.say(fault_title(fault))


def fault_title(fault: str) -> str:
    """The words for one of the demo's faults; its own name when there are none."""
    titles = {
        "cabinet_mains_lost": QCoreApplication.translate("Presenter", "Demo: a cabinet loses mains"),
        "lamp_fails": QCoreApplication.translate("Presenter", "Demo: a lamp fails"),
        "gauge_freezes": QCoreApplication.translate("Presenter", "Demo: a water gauge freezes"),
        "sensor_rubbish": QCoreApplication.translate("Presenter", "Demo: a sensor sends rubbish"),
        "clock_drift": QCoreApplication.translate("Presenter", "Demo: a device clock goes wrong"),
        "repeats": QCoreApplication.translate("Presenter", "Demo: a device repeats itself"),
        "device_offline": QCoreApplication.translate("Presenter", "Demo: a device goes offline"),
        "device_silent": QCoreApplication.translate("Presenter", "Demo: a device falls silent"),
        "device_flaps": QCoreApplication.translate("Presenter", "Demo: a link comes and goes"),
        "door_chatters": QCoreApplication.translate("Presenter", "Demo: a cabinet door swings in the wind"),
        "air_polluted": QCoreApplication.translate("Presenter", "Demo: smoke at an air station"),
        "air_sticks": QCoreApplication.translate("Presenter", "Demo: an air sensor stands still"),
        "water_rises": QCoreApplication.translate("Presenter", "Demo: the water rises at a gauge"),
        "sign_stuck": QCoreApplication.translate("Presenter", "Demo: a sign keeps its old message"),
        "sign_pixels": QCoreApplication.translate("Presenter", "Demo: a module of a sign fails"),
        "sign_dark": QCoreApplication.translate("Presenter", "Demo: a sign goes dark"),
        "siren_battery": QCoreApplication.translate("Presenter", "Demo: a siren's battery is weak"),
        "broker_down": QCoreApplication.translate("Presenter", "Demo: the broker is unplugged"),
        "network_silent": QCoreApplication.translate("Presenter", "Demo: the network falls silent"),
        "all_clear": QCoreApplication.translate("Presenter", "Demo: all clear"),
    }
    return titles.get(fault, fault)
