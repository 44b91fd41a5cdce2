"""Every setting, declared once: its type, its default, what it means."""

import re
import ssl
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec


class SettingsError(Exception):
    """A setting that cannot be used; the text names the file and the key."""


class BrokerSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field broker. The password is never here: keyring or environment hold it."""

    name: str
    url: str
    """``mqtt://[user@]host[:port]``, or ``mqtts://`` for TLS."""
    site: str = "main"
    ca_file: str = ""
    """PEM file of the authority that signed the broker's certificate; empty takes the system's."""
    keepalive_s: int = 15
    protocol: Literal["auto", "5", "3.1.1"] = "auto"
    count_losses: bool = True
    """Ask Mosquitto's ``$SYS`` topics how many messages it dropped; some brokers close the door on the question."""
    client_id: str = ""
    """Empty: one made at first use and kept in the profile's database."""


class StoreSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    url: str = ""
    """SQLAlchemy address; empty means ``controlcenter.sqlite`` in the profile."""


class RetentionSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days of history kept per retention class of a point's kind."""

    measure: float = 400
    state: float = 400
    counter: float = 1100


class AlarmSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From when on alarms are a flood, chatter, or tell nobody anything; the defaults are those of ISA-18.2."""

    flood_begins: Annotated[int, msgspec.Meta(ge=1)] = 10
    """More annunciations than this within ten minutes."""
    flood_ends: Annotated[int, msgspec.Meta(ge=1)] = 5
    """Fewer than this within ten minutes."""
    chatter_window_s: Annotated[float, msgspec.Meta(gt=0)] = 60.0
    """Three activations within this time."""
    fleeting_s: Annotated[float, msgspec.Meta(gt=0)] = 10.0
    """Gone sooner than this."""
    stale_s: Annotated[float, msgspec.Meta(gt=0)] = 86400.0
    """Standing for longer than this."""


class ControlSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How orders for many devices are given, and which of them a second person has to agree to."""

    rate_per_s: Annotated[float, msgspec.Meta(gt=0, le=10_000)] = 1000.0
    """Commands handed over in a second at most."""
    override_survives_s: Annotated[float, msgspec.Meta(ge=0)] = 900.0
    """A device that was out of reach for longer than this goes back to its plan instead of to an old order."""
    two_person_off_above: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Switching off more lamps than this at once needs a second person; 0: never."""
    two_person_free_sign_text: bool = False
    """A sign message that is not in the library needs a second person."""
    day_margin_s: Annotated[float, msgspec.Meta(ge=0, le=86400)] = 1800.0
    """So long after sunrise and before sunset nobody wonders at a burning lamp; 43200 and more: never."""
    two_person_commands: tuple[str, ...] = ()
    """Commands that always need a second person, as ``kind.command``."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``settings.toml`` may say."""

    language: Literal["vi", "en"] = "vi"
    theme: Literal["night", "day"] = "night"
    timezone: str = "Asia/Ho_Chi_Minh"
    discovery: Literal["ask", "adopt"] = "ask"
    base_map: str = ""
    """GeoJSON file drawn under the devices; relative to the profile."""
    store: StoreSettings = StoreSettings()
    retention: RetentionSettings = RetentionSettings()
    alarms: AlarmSettings = AlarmSettings()
    control: ControlSettings = ControlSettings()
    brokers: tuple[BrokerSettings, ...] = ()


class BrokerAddress(msgspec.Struct, frozen=True):
    """A broker's url taken apart."""

    host: str
    port: int
    tls: bool
    user: str | None

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


_SCHEMES = {"mqtt": (1883, False), "mqtts": (8883, True)}


def parse_broker_url(url: str, place: str) -> BrokerAddress:
    """Take *url* apart; raises SettingsError naming *place* and what is wrong with it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingsError(f"{place}: {url!r} is not a broker address: {error}") from None
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise SettingsError(f"{place}: {url!r} is not a broker address: expected mqtt://host:port or mqtts://host:port")
    if parts.password is not None:
        raise SettingsError(
            f"{place}: the address holds a password; keep it in the keyring or in {password_variable('NAME')}"
        )
    default, tls = _SCHEMES[parts.scheme]
    return BrokerAddress(parts.hostname, port or default, tls, parts.username)


def password_variable(broker: str) -> str:
    """The environment variable that may hold the password of *broker*."""
    return f"CONTROLCENTER_BROKER_{re.sub(r'[^A-Z0-9]+', '_', broker.upper())}_PASSWORD"


def check(settings: Settings, place: str, folder: Path) -> None:
    """Raise SettingsError for what types alone cannot see."""
    seen: set[str] = set()
    for index, broker in enumerate(settings.brokers):
        where = f"{place}: brokers[{index}]"
        if not re.fullmatch(r"[\w.:-]{1,64}", broker.name):
            raise SettingsError(f"{where}.name: {broker.name!r} is not a name (letters, digits, . : _ - only)")
        if broker.name in seen:
            raise SettingsError(f"{where}.name: {broker.name!r} is used twice")
        seen.add(broker.name)
        if not re.fullmatch(r"[\w.-]{1,64}", broker.site):
            raise SettingsError(f"{where}.site: {broker.site!r} is not a site id (letters, digits, . _ - only)")
        if not 2 <= broker.keepalive_s <= 3600:
            raise SettingsError(f"{where}.keepalive_s: {broker.keepalive_s} is not within 2…3600")
        parse_broker_url(broker.url, f"{where}.url")
        if broker.ca_file:
            _check_ca(folder / broker.ca_file, f"{where}.ca_file")
    for name in settings.retention.__struct_fields__:
        if getattr(settings.retention, name) <= 0:
            raise SettingsError(f"{place}: retention.{name}: days must be more than 0")


def _check_ca(path: Path, where: str) -> None:
    try:
        ssl.create_default_context(cafile=str(path))
    except (OSError, ssl.SSLError) as error:
        raise SettingsError(f"{where}: {path}: {error}") from None
