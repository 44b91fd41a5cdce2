"""Where the files beside the code are: in a checkout next to the package, in a wheel inside it."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"
ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent

RESOURCES = ROOT / "resources"
SIGN_FONTS = RESOURCES / "sign_fonts"
SIGNS = RESOURCES / "signs"
PLUGINS = ROOT / "plugins"
THEMES = ROOT / "ui" / "themes"
