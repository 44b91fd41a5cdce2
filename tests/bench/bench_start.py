"""From the start of the process to the first painted window, against bare imports of the same libraries."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from figures import figure

DEVICES = 5000
AFTERWARDS_MS = 1500
"""How long the window stays after its first paint: the city comes in behind it."""
LIBRARIES = (
    "PySide6", "shiboken6", "pyqtgraph", "qasync", "sqlalchemy", "alembic", "paho", "numpy", "msgspec", "pcodec",
    "keyring", "platformdirs", "tomlkit", "fontpkg", "fontpkg_be_vietnam_pro", "greenlet", "mako",
)  # fmt: skip


def run(quick: bool) -> dict[str, Any]:
    times = 3 if quick else 9
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        _call("prepare", str(profile))
        modules = json.loads(_call("start", str(profile))[1])
        starts, bare = [], []
        for _ in range(times):  # by turns: what else the machine does meanwhile falls on both
            starts.append(_call("start", str(profile))[0])
            bare.append(_call("imports", *modules)[0])
    started, imported = min(starts), min(bare)
    return {
        "name": "start",
        "figures": [
            figure(
                f"start to first painted window, best of {times}", started, "s", limit="bare imports",
                limit_value=imported, target="≤ 1.5 ×", ok=started <= 1.5 * imported,
            ),
            figure("start, median", sorted(starts)[times // 2], "s"),
            figure("bare imports, median", sorted(bare)[times // 2], "s"),
        ],
    }  # fmt: skip


def _call(*arguments: str) -> tuple[float, str]:
    """Seconds until the child says it is done, and what it says."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, __file__, *arguments], env=environment, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        took = time.perf_counter() - began
        child.stdout.read()
    if child.returncode != 0:
        raise RuntimeError(f"{arguments[0]} ended with {child.returncode}")
    return took, line


def _prepare(profile: str) -> None:
    import city

    from tests.support.mosquitto import free_port

    city.make_profile(Path(profile), DEVICES, free_port())
    print("done", flush=True)


def _start(profile: str) -> None:
    # First, as the command does: what is imported after PySide6 is slower, here and in the bare imports.
    from controlcenter.app import StartOptions, run_window

    # isort: split
    from PySide6 import QtWidgets
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    class Watched(QtWidgets.QMainWindow):
        """What the main window derives from here: after its first paint the loop is asked to call back.

        Nothing watches the whole application: for a filter there the binding wraps every object that gets an event,
        and looks for the first scroll bar's class by loading all classes Qt has: 45 ms which no user waits for.
        """

        painted = False

        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if not self.painted:
                self.painted = True
                QTimer.singleShot(0, tell)

    def tell() -> None:
        names = [name for name in sys.modules if name.partition(".")[0] in LIBRARIES]
        print(json.dumps(names), flush=True)
        QTimer.singleShot(AFTERWARDS_MS, application.closeAllWindows)

    application = QtWidgets.QApplication(["bench"])
    QtWidgets.QMainWindow = Watched  # type: ignore[misc]  # for the module of the window, which is not imported yet
    run_window(StartOptions(profile=Path(profile), for_s=20))


def _imports(*modules: str) -> None:
    for module in modules:
        __import__(module)
    print("done", flush=True)


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent)]
    {"prepare": _prepare, "start": _start, "imports": _imports}[sys.argv[1]](*sys.argv[2:])
