"""Import a Python plugin under a private name, without touching ``sys.path``."""

import hashlib
import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from controlcenter.domain.readings import Value
from controlcenter.drivers.api import Driver
from controlcenter.drivers.manifest import Manifest

PREFIX = "controlcenter_plugin_"


class PluginError(Exception):
    """The plugin's Python cannot be loaded; the text says what and where."""


def create_driver(manifest: Manifest, folder: Path, options: Mapping[str, Value]) -> Driver:
    """Import the plugin in *folder* and call its ``create(options)``; raises PluginError."""
    module = _import(folder)
    create = getattr(module, "create", None)
    if not callable(create):
        raise PluginError(f"{folder / '__init__.py'}: has no function create(options)")
    try:
        driver = create(dict(options))
    except Exception as error:
        raise PluginError(f"{folder / '__init__.py'}: create: {type(error).__name__}: {error}") from error
    for name in ("decode", "encode"):
        if not callable(getattr(driver, name, None)):
            raise PluginError(f"{folder / '__init__.py'}: create returned {manifest.id} without {name}()")
    return driver  # type: ignore[no-any-return]  # judged by the loop above: plugins are not type-checked


def _import(folder: Path) -> ModuleType:
    path = folder / "__init__.py"
    if not path.is_file():
        raise PluginError(f'{path}: missing; a driver without Python needs decoder = "json" in driver.toml')
    # The folder is in the name: two folders may hold a plugin of the same id.
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    name = f"{PREFIX}{folder.name}_{digest}"
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None:
        raise PluginError(f"{path}: not a Python module")
    for loaded in [one for one in sys.modules if one == name or one.startswith(f"{name}.")]:
        del sys.modules[loaded]
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise PluginError(f"{path}: {type(error).__name__}: {error}") from error
    return module
