"""Theme and language of the window, switched while it runs."""

import tomllib
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor


class Theme(msgspec.Struct, frozen=True):
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
    """Read one theme; raises msgspec.ValidationError or OSError naming what is wrong."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")) | {"name": path.stem}, Theme)


class Look(QObject):
    """The theme and language in force; widgets repaint or retranslate on its signals."""

    theme_changed = Signal(object)
    language_changed = Signal(str)

    def __init__(self, themes: dict[str, Theme], theme: str = "night", language: str = "en") -> None:
        super().__init__()
        self._themes = themes
        self.theme = themes[theme]
        self.language = language

    def color(self, role: str) -> QColor:
        return self.theme.color(role)

    def use_theme(self, name: str) -> None:
        self.theme = self._themes[name]
        self.theme_changed.emit(self.theme)

    def use_language(self, language: str) -> None:
        self.language = language
        self.language_changed.emit(language)
