"""Read ``settings.toml`` of a profile."""

from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import tomli

from controlcenter.settings.model import BrokerSettings, Settings, SettingsError, check, parse_broker_url

FILE = "settings.toml"


def load_settings(profile: Path) -> Settings:
    """Read the profile's settings, defaults when there is no file; raises SettingsError naming file and key."""
    path = profile / FILE
    try:
        raw = tomli.loads(path.read_bytes().decode())
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8: {error}") from None
    except tomli.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {error}") from None
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from None
    try:
        settings = msgspec.convert(raw, Settings)
        ZoneInfo(settings.timezone)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}: {error}") from None
    except (OSError, ValueError) as error:  # ZoneInfoNotFoundError is a KeyError on some paths, an OSError on others
        raise SettingsError(f"{path}: timezone: {error}") from None
    except KeyError as error:
        raise SettingsError(f"{path}: timezone: {error.args[0]}") from None
    check(settings, str(path), profile)
    return settings


def broker_from_url(url: str) -> BrokerSettings:
    """Make broker settings for a try-out from the command line; raises SettingsError."""
    address = parse_broker_url(url, "--broker")
    return BrokerSettings(name=f"{address.host}:{address.port}", url=url)
