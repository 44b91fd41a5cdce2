"""Theme and language of the window, switched while it runs."""

import logging
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import tomli
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

ROLES: tuple[str, ...] = (
    "window",
    "panel",
    "raised",
    "line",
    "text",
    "muted",
    "accent",
    "selection",
    "normal",
    "stale",
    "critical",
    "high",
    "medium",
    "low",
    "water",
    "street",
    "street_main",
    "park",
    "ward",
    "shadow",
)
LANGUAGES = ("vi", "en")
_log = logging.getLogger(__name__)


class ThemeError(Exception):
    """A theme's file cannot be used."""


class Theme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Colour roles of ``ui/themes/*.toml``; no colour is written anywhere else.

    Roles: window panel raised line text muted accent selection normal stale critical high medium low
    water street street_main park ward shadow.
    """

    name: str
    dark: bool
    roles: dict[str, str]

    def color(self, role: str) -> QColor:
        return QColor(self.roles[role])


def load_theme(path: Path) -> Theme:
    """Read one theme; raises ThemeError naming the file and what is wrong in it."""
    try:
        theme = msgspec.convert(tomli.loads(path.read_text(encoding="utf-8")) | {"name": path.stem}, Theme)
    except (OSError, ValueError) as error:
        raise ThemeError(f"{path}: {error}") from None
    if missing := [role for role in ROLES if role not in theme.roles]:
        raise ThemeError(f"{path}: roles: {', '.join(missing)} missing")
    for role, value in theme.roles.items():
        if not QColor.isValidColorName(value):
            raise ThemeError(f"{path}: roles.{role}: {value!r} is not a colour")
    return theme


def load_themes(folder: Path) -> dict[str, Theme]:
    """Every theme of *folder* by name; raises ThemeError when one is broken or there is none."""
    themes = {path.stem: load_theme(path) for path in sorted(folder.glob("*.toml"))}
    if not themes:
        raise ThemeError(f"{folder}: no theme")
    return themes


class Look(QObject):
    """The theme, language and time zone in force; widgets repaint or retranslate on its signals."""

    theme_changed = Signal(object)
    language_changed = Signal(str)

    def __init__(
        self,
        themes: Mapping[str, Theme],
        theme: str = "night",
        language: str = "en",
        zone: ZoneInfo | None = None,
    ) -> None:
        super().__init__()
        self._themes = dict(themes)
        if theme not in self._themes:
            _log.warning("no theme is called %r: taking the first of %s", theme, ", ".join(self._themes))
        self.theme = self._themes.get(theme) or next(iter(self._themes.values()))
        if language not in LANGUAGES:
            _log.warning("the window does not speak %r: taking English", language)
        self.language = language if language in LANGUAGES else "en"
        self.zone = zone or ZoneInfo("UTC")
        """Where the site's clocks stand: every time a person reads is written in it."""

    @property
    def themes(self) -> tuple[str, ...]:
        return tuple(self._themes)

    @property
    def paper_theme(self) -> Theme:
        """The theme to print in: the one in force when it is light, else a light one when there is any."""
        light = (theme for theme in (self.theme, *self._themes.values()) if not theme.dark)
        return next(light, self.theme)

    def color(self, role: str) -> QColor:
        return self.theme.color(role)

    def use_theme(self, name: str) -> None:
        """Switch to the theme *name*; raises KeyError when there is none."""
        if name == self.theme.name:
            return
        self.theme = self._themes[name]
        self.theme_changed.emit(self.theme)

    def use_language(self, language: str) -> None:
        if language == self.language:
            return
        self.language = language
        self.language_changed.emit(language)
