"""Panels of drivers and kinds on the faceplate: found when first needed, and kept from doing harm."""

import hashlib
import importlib.util
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from controlcenter.domain.devices import Device
from controlcenter.domain.kinds import Kind
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.panel_api import Panel, PanelHost, Press

FILE = "panel.py"
SLOW_S = 0.05
MOST_SLOW = 3
"""So many slow turns in a row and a panel is put away."""
Make = Callable[[PanelHost], Any]
_log = logging.getLogger(__name__)


class PanelError(Exception):
    """The panel cannot be used; the text says what and where."""


class PanelSlot(QWidget):
    """Holds the panel of the device shown, or says why it is gone; hidden where there is none."""

    def __init__(self, mirror: Mirror, look: Look, press: Press, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._look, self._press = mirror, look, press
        self._makers: dict[str, Make | None] = {}
        self._failed: dict[str, str] = {}
        """Why, by driver; not tried again until the window is opened anew."""
        self._host: PanelHost | None = None
        self._driver = ""
        self._slow = 0
        self.panel: Panel | None = None
        self.notice = QLabel(self)
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.notice.setWordWrap(True)
        self.notice.setProperty("role", "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.addWidget(self.notice)
        self.hide()

    def show_device(self, device: Device | None, kind: Kind | None) -> None:
        """Make the panel of *device* unless it stands there already."""
        known = self._host.device if self._host is not None else None
        if device is not None and known is not None and (device.id, device.options) == (known.id, known.options):
            return
        self._clear()
        if device is None or kind is None:
            return
        self._driver = device.driver
        if device.driver not in self._failed:
            self._contained(lambda: self._make(PanelHost(device, kind, self._look, self._press)))
        self._say()

    def show_now(self, now: float) -> None:
        """Let the panel show what is known at *now*, s since 1970 UTC."""
        panel, host = self.panel, self._host
        if panel is None or host is None:
            return
        host.now = now
        host.readings = self._mirror.readings.get(host.device.id, {})
        began = time.perf_counter()
        self._contained(panel.show_now)
        self._slow = self._slow + 1 if time.perf_counter() - began > SLOW_S else 0
        if self._slow >= MOST_SLOW:
            self._fail(f"it took more than {SLOW_S * 1e3:.0f} ms, {MOST_SLOW} times running")

    def retranslate(self) -> None:
        self._say()

    def _make(self, host: PanelHost) -> None:
        make = self._maker(host.device)
        if make is None:
            return
        panel = make(host)
        if not isinstance(panel, Panel):
            raise PanelError(f"create_panel gave {type(panel).__name__}, not a Panel")
        self._host, self.panel = host, panel
        self._column.addWidget(panel)

    def _maker(self, device: Device) -> Make | None:
        """The driver's own panel, else that of its kind, else None."""
        if device.driver not in self._makers:
            known = next((one for one in self._mirror.drivers if one.id == device.driver), None)
            file = Path(known.source) / FILE if known is not None and known.source else None
            if known is None:
                return _of_kind(device.kind)  # not told of yet: asked again with the next device
            self._makers[device.driver] = load_panel(file) if file is not None and file.is_file() else None
        return self._makers[device.driver] or _of_kind(device.kind)

    def _contained(self, act: Callable[[], None]) -> None:
        try:
            act()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin's code: whatever it raises is said, the faceplate goes on
            _log.warning("the panel of the driver %s failed", self._driver, exc_info=True)
            self._fail(f"{type(error).__name__}: {error}")

    def _fail(self, reason: str) -> None:
        self._failed[self._driver] = one_line(reason, 300)
        self._clear()
        self._say()

    def _clear(self) -> None:
        panel, self.panel, self._host, self._slow = self.panel, None, None, 0
        if panel is not None:
            self._column.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        self.hide()

    def _say(self) -> None:
        reason = self._failed.get(self._driver, "")
        words = QCoreApplication.translate("Faceplate", "The panel of the driver {driver} is off: {reason}")
        self.notice.setText(words.format(driver=self._driver, reason=reason) if reason else "")
        self.notice.setVisible(bool(reason))
        self.setVisible(bool(reason) or self.panel is not None)


def load_panel(file: Path) -> Make:
    """``create_panel`` of *file*, imported under a private name; raises PanelError, and what the file itself raises."""
    digest = hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:12]
    name = f"controlcenter_panel_{file.parent.name}_{digest}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise PanelError(f"{file}: not a Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    make = getattr(module, "create_panel", None)
    if not callable(make):
        raise PanelError(f"{file}: has no function create_panel(host)")
    return make  # type: ignore[no-any-return]  # what it gives is looked at when it is called


def _of_kind(kind: str) -> Make | None:
    if kind != "sign":
        return None
    from controlcenter.ui.faceplate.sign_panel import create_panel  # fonts and drawing: only for signs

    return create_panel
