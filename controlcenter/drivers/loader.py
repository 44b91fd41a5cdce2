"""Find drivers in folders and make them ready: a broken one is a LoadFailure, never an exception."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from controlcenter.domain.kinds import Confirm, Kind
from controlcenter.domain.readings import Value
from controlcenter.drivers.api import Decoded, Driver, EncodeError, Message, Order, Publication
from controlcenter.drivers.kinds import KindError, confirm_problems, extend_kinds, load_kinds
from controlcenter.drivers.manifest import FILE, Manifest, ManifestError, load_manifest
from controlcenter.drivers.mapper import JsonDriver, MapperError, points_of
from controlcenter.drivers.plugin import PluginError, create_driver
from controlcenter.drivers.topics import Match, TopicError, TopicPattern, compile_topic, refuse_bad_topic

__all__ = ["Catalogue", "LoadFailure", "LoadedDriver", "Match", "load_catalogue", "load_driver", "load_drivers"]

KINDS_FOLDER = "kinds"
Options = Mapping[str, Mapping[str, Value]]
"""Settings of drivers as a whole: driver id → option → value."""


class LoadFailure(msgspec.Struct, frozen=True):
    """A driver that is not there, and why."""

    id: str
    source: Path
    reason: str


class Catalogue(msgspec.Struct, frozen=True):
    """Everything the folders hold: kinds (plugins' additions included), drivers, and what failed."""

    kinds: dict[str, Kind]
    drivers: tuple["LoadedDriver", ...]
    failures: tuple[LoadFailure, ...]


class LoadedDriver:
    """A driver ready for use. ``decode`` and ``encode`` let the plugin's own exceptions through."""

    def __init__(
        self,
        manifest: Manifest,
        source: Path,
        driver: Driver,
        kind: Kind,
        patterns: Sequence[TopicPattern],
        settings: Mapping[str, Value],
    ) -> None:
        self.manifest = manifest
        self.source = source
        self.kind = kind
        self.patterns = tuple(patterns)
        self.subscriptions: tuple[str, ...] = tuple(dict.fromkeys(pattern.filter for pattern in patterns))
        self.points: tuple[str, ...] = points_of(manifest)
        self.commands: tuple[str, ...] = tuple(manifest.commands)
        self.option_defaults: dict[str, Value] = manifest.option_defaults
        self._driver = driver
        self._settings = dict(settings)

    @property
    def id(self) -> str:
        return self.manifest.id

    def options_of(self, options: Mapping[str, Value]) -> dict[str, Value]:
        """Options for the messages and orders of one device: its own where they fit, else the driver's settings."""
        known = self.manifest.options
        own = {key: value for key, value in options.items() if key in known and not known[key].problem(value)}
        return {**self._settings, **own}

    def match(self, topic: str) -> Match | None:
        """Which topic of this driver *topic* is, and the address in it; None when it is none."""
        for pattern in self.patterns:
            found = pattern.match(topic)
            if found is not None:
                return found
        return None

    def decode(self, message: Message) -> Iterable[Decoded]:
        """Read *message*; raises DecodeError for what the driver cannot read."""
        return self._driver.decode(message)

    def encode(self, order: Order) -> Sequence[Publication]:
        """Put *order* on the wire; raises EncodeError, also for a publication MQTT would not carry."""
        if order.command not in self.manifest.commands:
            raise EncodeError(f"{self.id} has no command {order.command!r}")
        complete = msgspec.structs.replace(order, options=self.options_of(order.options))
        publications = tuple(self._driver.encode(complete))
        for publication in publications:
            try:
                refuse_bad_topic(publication.topic)
            except TopicError as error:
                raise EncodeError(str(error)) from None
        return publications

    def confirms(self, command: str) -> tuple[Confirm, ...] | None:
        """The rule by which this driver's devices prove *command*; None means: the kind's."""
        note = self.manifest.commands.get(command)
        return note.confirm if note is not None else None

    def period_s(self, key: str) -> float | None:
        """Expected seconds between readings of *key*; None means: the kind's."""
        note = self.manifest.points.get(key)
        return note.period_s if note is not None else None


def load_driver(folder: Path, kinds: Mapping[str, Kind], options: Mapping[str, Value] | None = None) -> LoadedDriver:
    """Load one plugin; raises ManifestError, MapperError, PluginError or KindError saying what and where."""
    manifest = load_manifest(folder)
    place = folder / FILE
    kinds = extend_kinds(kinds, folder / KINDS_FOLDER)
    kind = kinds.get(manifest.kind)
    if kind is None:
        raise ManifestError(f"{place}: kind {manifest.kind!r} is not known; there are {', '.join(sorted(kinds))}")
    if not kind.device:
        raise ManifestError(f"{place}: kind {manifest.kind!r} is no kind of field device")
    settings = {**manifest.option_defaults, **_checked(options or {}, manifest, place)}
    _check_against(manifest, kind, place)
    driver: Driver
    if manifest.decoder == "json":
        try:
            driver = JsonDriver(_with_defaults(manifest, settings), kind)
        except MapperError as error:
            raise MapperError(f"{place}: {error}") from None
    else:
        driver = create_driver(manifest, folder, settings)
    return LoadedDriver(manifest, folder, driver, kind, _patterns(manifest, driver, settings, place), settings)


def _with_defaults(manifest: Manifest, settings: Mapping[str, Value]) -> Manifest:
    """*manifest* as a driver in data sees it: the site's settings are the defaults of its devices."""
    replaced = msgspec.structs.replace
    options = {key: replaced(option, default=settings[key]) for key, option in manifest.options.items()}
    return replaced(manifest, options=options)


def _checked(options: Mapping[str, Value], manifest: Manifest, place: Path) -> Mapping[str, Value]:
    for key, value in options.items():
        option = manifest.options.get(key)
        if option is None:
            raise ManifestError(f"{place}: the settings give option {key!r}, which this driver does not have")
        problem = option.problem(value)
        if problem:
            raise ManifestError(f"{place}: option {key!r} from the settings {problem}")
    return options


def _check_against(manifest: Manifest, kind: Kind, place: Path) -> None:
    for key in points_of(manifest):
        if key not in kind.points:
            raise ManifestError(f"{place}: points.{key} is not a point of kind {kind.id!r}: {', '.join(kind.points)}")
    for key, note in manifest.commands.items():
        command = kind.commands.get(key)
        if command is None:
            known = ", ".join(kind.commands) or "none"
            raise ManifestError(f"{place}: commands.{key} is not a command of kind {kind.id!r}: {known}")
        for problem in confirm_problems(note.confirm or (), kind, [one.key for one in command.arguments]):
            raise ManifestError(f"{place}: commands.{key}.confirm: {problem}")


def _patterns(
    manifest: Manifest, driver: Driver, settings: Mapping[str, Value], place: Path
) -> tuple[TopicPattern, ...]:
    # A Python driver whose topics depend on its options gives them itself; those of driver.toml are its defaults.
    own = getattr(driver, "topics", {})
    if not isinstance(own, Mapping):
        raise ManifestError(f"{place}: topics of the driver object must be a mapping of names to patterns")
    strange = sorted(set(own) - set(manifest.topics))
    if strange:
        raise ManifestError(f"{place}: the driver object gives topic {strange[0]!r}, which driver.toml does not name")
    patterns = []
    for route, text in {**manifest.topics, **own}.items():
        try:
            patterns.append(compile_topic(route, str(text), settings))
        except TopicError as error:
            raise ManifestError(f"{place}: topics.{route}: {error}") from None
    return tuple(patterns)


def load_drivers(
    folders: Sequence[Path], kinds: Mapping[str, Kind], options: Options | None = None
) -> tuple[list[LoadedDriver], list[LoadFailure]]:
    """Load every plugin of *folders*; of two with one id the first folder's wins and the other is a failure."""
    drivers: dict[str, LoadedDriver] = {}
    failures: list[LoadFailure] = []
    for folder in (child for parent in folders for child in _plugin_folders(parent)):
        taken = drivers.get(folder.name)
        if taken is not None:
            failures.append(LoadFailure(folder.name, folder, f"{taken.source} has this id already"))
            continue
        try:
            drivers[folder.name] = load_driver(folder, kinds, (options or {}).get(folder.name))
        except (ManifestError, MapperError, PluginError, KindError) as error:
            failures.append(LoadFailure(folder.name, folder, str(error)))
    return list(drivers.values()), failures


def _plugin_folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return [child for child in sorted(parent.iterdir()) if child.is_dir() and not child.name.startswith((".", "_"))]


def load_catalogue(kind_folder: Path, plugin_folders: Sequence[Path], options: Options | None = None) -> Catalogue:
    """Load kinds and drivers together, so that kinds which plugins add are known everywhere.

    Raises KindError only for the centre's own kinds; a plugin's wrong kind file makes that plugin a LoadFailure.
    """
    kinds = load_kinds(kind_folder)
    drivers: dict[str, LoadedDriver] = {}
    failures: list[LoadFailure] = []
    for parent in plugin_folders:
        loaded, failed = load_drivers([parent], kinds, options)
        failures += failed
        for driver in loaded:
            taken = drivers.get(driver.id)
            if taken is not None:
                failures.append(LoadFailure(driver.id, driver.source, f"{taken.source} has this id already"))
                continue
            try:
                kinds = extend_kinds(kinds, driver.source / KINDS_FOLDER)
            except KindError as error:
                failures.append(LoadFailure(driver.id, driver.source, str(error)))
                continue
            drivers[driver.id] = driver
    return Catalogue(kinds, tuple(drivers.values()), tuple(failures))
