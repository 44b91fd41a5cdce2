"""The composition root: the only file that knows everyone. Makes a centre of a profile, with a window or without."""

import gc

_collected = gc.isenabled()
gc.disable()  # the imports below make a hundred thousand objects and no garbage worth a seventh of their time

import asyncio
import getpass
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from controlcenter import places
from controlcenter.domain.commands import Operator
from controlcenter.drivers.loader import Catalogue, load_catalogue
from controlcenter.settings.files import FILE, broker_from_url, load_settings
from controlcenter.settings.model import BrokerSettings, Settings, parse_broker_url
from controlcenter.settings.profile import DATABASE, log_to_profile, open_profile
from controlcenter.settings.secrets import broker_password
from controlcenter.storage.duty import DutyLock
from controlcenter.storage.errors import StoreError
from controlcenter.storage.store import Store

if TYPE_CHECKING:
    from controlcenter.demo.run import DemoSite
    from controlcenter.engine.engine import Engine
    from controlcenter.engine.link import BrokerOptions
    from controlcenter.ui.presenter import Show

gc.freeze()  # what was imported stays: it need not be looked at again and again
if _collected:
    gc.enable()

_log = logging.getLogger(__name__)
_DAY_S = 86400.0


class StartError(Exception):
    """The centre cannot start; the text says what, where, and what to do."""


@dataclass(frozen=True)
class StartOptions:
    """What the command line asked for."""

    profile: Path
    brokers: tuple[str, ...] = ()
    adopt_all: bool = False
    move_damaged_aside: bool = False
    for_s: float | None = None
    page: str | None = None
    screenshots: Path | None = None
    language: str | None = None
    theme: str | None = None
    base_map: Path | None = None
    site_name: str | None = None


def operator() -> Operator:
    """The operating system's user at this machine, until accounts come."""
    return Operator(getpass.getuser(), socket.gethostname())


def catalogue_of(profile: Path) -> Catalogue:
    """Kinds and drivers: the profile's own plugins first, then the shipped ones."""
    return load_catalogue(places.RESOURCES / "kinds", [profile / "plugins", places.PLUGINS])


def open_store(profile: Path, settings: Settings, *, move_damaged_aside: bool = False) -> Store:
    """Open the profile's store; a damaged file is moved aside first when asked. Raises StoreError."""
    place: str | Path = settings.store.url or profile / DATABASE
    try:
        return Store.open(place)
    except StoreError as error:
        if error.code != "store.damaged" or not move_damaged_aside or isinstance(place, str):
            raise
        kept = Store.move_aside(place)
        _log.warning("the damaged database is kept as %s", kept)
        return Store.open(place)


class Centre:
    """Store, duty lock and what the engine is made of. ``close`` gives everything back."""

    def __init__(self, options: StartOptions) -> None:
        self.profile = open_profile(options.profile)
        self._end_log = log_to_profile(self.profile)
        try:
            self._open(options)
        except Exception:
            self._end_log()
            raise

    def _open(self, options: StartOptions) -> None:
        settings = load_settings(self.profile)
        extra = tuple(broker_from_url(url) for url in options.brokers)
        self.settings = msgspec.structs.replace(settings, brokers=settings.brokers + extra)
        self.by = operator()
        self._adopt_all = options.adopt_all or settings.discovery == "adopt"
        self._lock = self._take_duty(self.profile / DATABASE)
        try:
            self.store = open_store(self.profile, self.settings, move_damaged_aside=options.move_damaged_aside)
        except StoreError:
            self._lock.release()
            raise
        self.catalogue = catalogue_of(self.profile)

    def _take_duty(self, database: Path) -> DutyLock:
        lock = Store.duty_lock(database)
        since = time.strftime("%Y-%m-%d %H:%M:%S")
        if not lock.acquire(f"{self.by.name} on {self.by.seat}, process {os.getpid()}, since {since}"):
            raise StartError(
                f"another copy of Control Center runs on the profile {self.profile}: {lock.holder()}. "
                "Use that one, or start this one with another --profile."
            )
        return lock

    def make_engine(self) -> "Engine":
        # Late: a window's first picture does not wait for the engine's modules.
        from controlcenter.engine.alarms.flood import Thresholds
        from controlcenter.engine.control.orders import ControlOptions
        from controlcenter.engine.engine import Engine, EngineOptions

        days = msgspec.structs.asdict(self.settings.retention)
        options = EngineOptions(
            brokers=tuple(self._broker(broker) for broker in self.settings.brokers),
            retention_s={name: value * _DAY_S for name, value in days.items()},
            adopt_all=self._adopt_all,
            owner=f"{self.by.name}@{self.by.seat} pid {os.getpid()}",
            timezone=self.settings.timezone,
            thresholds=Thresholds(**msgspec.structs.asdict(self.settings.alarms)),
            control=ControlOptions(**msgspec.structs.asdict(self.settings.control)),
        )
        return Engine(self.store, self.catalogue, options)

    def _broker(self, broker: BrokerSettings) -> "BrokerOptions":
        from controlcenter.engine.link import BrokerOptions

        address = parse_broker_url(broker.url, broker.name)
        return BrokerOptions(
            name=broker.name, site=broker.site, host=address.host, port=address.port,
            client_id=broker.client_id or self._client_id(broker.name), tls=address.tls,
            ca_file=str(self.profile / broker.ca_file) if broker.ca_file else "",
            user=address.user, password=broker_password(broker.name) if address.user else None,
            keepalive_s=broker.keepalive_s, protocol=broker.protocol, count_losses=broker.count_losses,
        )  # fmt: skip

    def _client_id(self, broker: str) -> str:
        """The id kept for *broker*, so that a restart takes over its own old session and nobody else's."""
        key = f"client_id.{broker}"
        kept = self.store.get_meta(key)
        if kept is None:
            import secrets  # only a profile's first start needs it

            kept = f"controlcenter-{secrets.token_hex(6)}"
            self.store.set_meta(key, kept)
        return kept

    def close(self) -> None:
        self.store.close()
        self._lock.release()
        self._end_log()


async def run_engine(centre: Centre) -> None:
    """Run without a screen until SIGTERM or SIGINT, then stop cleanly."""
    sys.setswitchinterval(0.001)  # a broker's thread lets the engine go on after 1 ms instead of 5
    engine = centre.make_engine()
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    await engine.start()
    gc.collect()
    gc.freeze()  # a city's devices stay: looking them all over takes a tenth of a second each time
    _log.info("the engine runs on %s", centre.profile)
    try:
        await stopping.wait()
    finally:
        await engine.stop()
        _log.info("the engine has stopped")


def run_engine_alone(options: StartOptions) -> int:
    """``controlcenter engine``. Raises StartError, ProfileError, SettingsError, StoreError."""
    centre = Centre(options)
    try:
        asyncio.run(run_engine(centre))
    finally:
        centre.close()
    return 0


def run_window(options: StartOptions, show: "Show | None" = None) -> int:
    """``controlcenter``: the window with its engine beside it. Raises what ``Centre`` raises."""
    gc.disable()  # until the window is open: a start makes half a million objects and no garbage worth the time
    from controlcenter.ui.binding import spare_sources

    spare_sources()
    from controlcenter.ui.start import WindowOptions, show_window

    centre = Centre(options)
    try:
        base_map = options.base_map
        if base_map is None and centre.settings.base_map:
            base_map = centre.profile / centre.settings.base_map
        return show_window(
            centre.make_engine,
            centre.catalogue.kinds,
            WindowOptions(
                profile=centre.profile,
                operator=centre.by,
                themes=places.THEMES,
                theme=options.theme,
                language=options.language,
                usual_theme=centre.settings.theme,
                usual_language=centre.settings.language,
                timezone=centre.settings.timezone,
                base_map=base_map,
                page=options.page,
                for_s=options.for_s,
                screenshots=options.screenshots,
                site_names=_site_names(centre.settings, options.site_name),
                settings_path=str(centre.profile / FILE),
                show=show,
            ),
        )
    finally:
        centre.close()


def _site_names(settings: Settings, name: str | None) -> Sequence[str]:
    return [name] if name is not None else list(dict.fromkeys(broker.site for broker in settings.brokers))


def run_demo(options: StartOptions, devices: int, rate: float | None, seed: int) -> int:
    """``controlcenter demo``: a made-up town on an embedded broker, then the window on it."""
    from controlcenter.demo.faults import TRIGGERS
    from controlcenter.demo.names import TOWN
    from controlcenter.demo.run import Demo
    from controlcenter.ui.presenter import Show

    demo = Demo(devices=devices, rate=rate, seed=seed)
    site = demo.start()
    try:
        prepare_demo(options.profile, site)
        with_demo = replace(options, base_map=Path(site.base_map_path), site_name=TOWN)
        return run_window(with_demo, Show(TRIGGERS, demo.trigger))
    finally:
        demo.stop()


def prepare_demo(profile: Path, site: "DemoSite") -> None:
    """Write the demo's broker into the profile's settings, its inventory and documents into the store."""
    from controlcenter.demo.documents import make_documents

    open_profile(profile)
    broker = (
        f'[[brokers]]\nname = "demo"\nsite = "demo"\nurl = "{site.broker_url}"\nprotocol = "5"\ncount_losses = false\n'
        # The demo's evening is made up: by the real sun its lamps would burn by day.
        "[control]\nday_margin_s = 86400\n"
    )
    (profile / FILE).write_text(f"# Written anew at each start of the demo.\n{broker}", encoding="utf-8")
    lock = Store.duty_lock(profile / DATABASE)
    if not lock.acquire("the demo being prepared"):
        return  # another copy runs here: the start itself says so
    try:
        store = open_store(profile, Settings(), move_damaged_aside=True)
        try:
            known = {device.id for device in store.load_devices()}
            areas = {area.id for area in store.load_areas()}
            for area in site.inventory.areas:
                if area.id not in areas:
                    store.save_area(area, "demo", time.time())
            fresh = [device for device in site.inventory.devices if device.id not in known]
            store.save_devices(fresh, "demo", time.time())
            if not store.load_documents():
                for document in make_documents(site.inventory, places.SIGNS, "demo", time.time()):
                    store.save_document(document)
        finally:
            store.close()
    finally:
        lock.release()


def is_headless() -> bool:
    """Whether there is no screen to open a window on."""
    if sys.platform in ("win32", "darwin"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"))
