"""What ``panel.py`` of a plugin may use: a small view of one device on its faceplate, above the values.

``create_panel(host)`` makes a ``Panel``. It shows what the device reports and asks for commands; it never sends itself.
"""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from controlcenter.domain.devices import Device
from controlcenter.domain.kinds import Kind
from controlcenter.domain.readings import Quality, Reading, Value
from controlcenter.ui.look import Look
from controlcenter.ui.words import age_text, reading_text

__all__ = ["Panel", "PanelHost"]

_LIVE = (Quality.GOOD, Quality.UNCERTAIN)
Press = Callable[[str, Mapping[str, Value]], None]


class PanelHost:
    """One device as its panel may know it. ``now`` in s since 1970 UTC, as of the last ``show_now``."""

    def __init__(self, device: Device, kind: Kind, look: Look, press: Press) -> None:
        self.device = device
        self.kind = kind
        self.now = 0.0
        self.readings: Mapping[str, Reading] = {}
        self.look = look
        self._press = press

    def live(self, key: str) -> Value | None:
        """The value of a point, in the kind's unit; None when there is none, or it is old or bad."""
        reading = self.readings.get(key)
        return reading.value if reading is not None and reading.quality in _LIVE else None

    def age_s(self, key: str) -> float | None:
        """Seconds since the point was heard of last; None when it never was."""
        reading = self.readings.get(key)
        return None if reading is None else max(0.0, self.now - reading.received_at)

    def age(self, key: str) -> str:
        """The same in words, such as ``4 s``."""
        return age_text(self.age_s(key))

    def text(self, key: str) -> str:
        """The last value with its unit, in the window's language and the words of the kind."""
        return reading_text(self.readings.get(key), self.kind.points.get(key), self.look.language)

    def words(self, en: str, vi: str) -> str:
        """The one in the window's language."""
        return vi if self.look.language == "vi" else en

    def color(self, role: str) -> QColor:
        """A role of the theme (``docs/writing-a-driver.md`` names them); KeyError for another."""
        return self.look.color(role)

    def press(self, command: str, arguments: Mapping[str, Value] | None = None) -> None:
        """As if the faceplate's own button was pressed: a critical command waits for a second press on it."""
        self._press(command, arguments or {})


class Panel(QWidget):
    """Derive from this. Made when the device is shown, thrown away when another one is."""

    def __init__(self, host: PanelHost) -> None:
        super().__init__()
        self.host = host

    def show_now(self) -> None:
        """Show the host's readings: after news, each second while visible, when language or theme change."""
        raise NotImplementedError
