"""What makes the window look the same everywhere: Fusion, our palette, our font, a small sheet of rules."""

import functools
import importlib.util
import logging
import string
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from controlcenter.ui.figures import FontFormatError, with_tabular_figures
from controlcenter.ui.look import Look, Theme
from controlcenter.ui.palette import mixed, palette_of

_log = logging.getLogger(__name__)

BASE_PX = 13
_FONT_PACKAGE = "fontpkg_be_vietnam_pro"
_FONT_FILES = ("Regular", "Medium", "SemiBold", "Bold")


class Style(QObject):
    """Keeps *app* in the theme of *look*. Make it before the first widget, so that it hears a change first."""

    def __init__(self, app: QApplication, look: Look, sheet: Path) -> None:
        """*sheet*: a Qt style sheet with ``$role`` where a colour of the theme stands."""
        super().__init__(app)
        self._app = app
        self._sheet = string.Template(sheet.read_text(encoding="utf-8"))
        app.setStyle("Fusion")
        app.setFont(base_font())
        self._on_theme_changed(look.theme)
        look.theme_changed.connect(self._on_theme_changed)

    def _on_theme_changed(self, theme: Theme) -> None:
        self._app.setPalette(palette_of(theme))
        self._app.setStyleSheet(self._sheet.substitute(sheet_colors(theme)))


def sheet_colors(theme: Theme) -> dict[str, str]:
    """The roles as the sheet writes them, and the few shades mixed from them."""
    shades = {
        "hover": mixed(theme.color("text"), theme.color("raised"), 0.08),
        "primary": mixed(theme.color("accent"), theme.color("panel"), 0.45),
        "quiet_line": mixed(theme.color("line"), theme.color("panel"), 0.6),
    }
    return theme.roles | {name: color.name() for name, color in shades.items()}


def base_font() -> QFont:
    """The bundled font with tabular figures at 13 px; the system's sans when it cannot be loaded."""
    font = QFont()
    family = load_font()
    if family:
        font.setFamily(family)
    font.setPixelSize(BASE_PX)
    # The font kerns pairs of figures too, which would undo their one width.
    font.setKerning(False)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@functools.cache
def load_font() -> str:
    """Load the bundled font's weights, once for a process; returns the family, empty when there is none."""
    spec = importlib.util.find_spec(_FONT_PACKAGE)
    if spec is None or spec.origin is None:
        _log.warning("font package %s is not installed: using the system's font", _FONT_PACKAGE)
        return ""
    folder = Path(spec.origin).parent / "files"
    family = ""
    for weight in _FONT_FILES:
        path = folder / f"BeVietnamPro-{weight}.ttf"
        try:
            number = QFontDatabase.addApplicationFontFromData(with_tabular_figures(path.read_bytes()))
        except (OSError, FontFormatError) as error:
            _log.warning("%s: cannot be used as the window's font: %s", path, error)
            continue
        families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        family = family or (families[0] if families else "")
    return family
