"""Settings are read as written; every mistake is named with its file and key."""

from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from controlcenter.settings.files import broker_from_url, load_settings
from controlcenter.settings.model import Settings, SettingsError, parse_broker_url, password_variable
from controlcenter.settings.profile import ProfileError, open_profile
from controlcenter.settings.secrets import SERVICE, broker_password


def write(folder: Path, text: str) -> Path:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return folder


def test_no_file_means_the_defaults(tmp_path):
    assert load_settings(tmp_path) == Settings()


def test_everything_the_readme_shows_can_be_read(tmp_path):
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    example = readme.split("```toml\n", 1)[1].split("```", 1)[0].replace('ca_file = "ca.pem"', 'ca_file = ""')
    settings = load_settings(write(tmp_path, example))
    assert settings.brokers[0].name == "tanan-01"
    assert settings.retention.counter == 1100


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("language = 'fr'", "$.language"),
        ("nonsense = 1", "nonsense"),
        ("timezone = 'Mars/Olympus'", "timezone"),
        ("timezone = '../../etc/passwd'", "timezone"),
        ("[retention]\nmeasure = 0", "retention.measure"),
        ("[alarms]\nflood_begins = 0", "alarms.flood_begins"),
        ("[[brokers]]\nname = 'a b'\nurl = 'mqtt://x'", "brokers[0].name"),
        ("[[brokers]]\nname = 'a'\nurl = 'mqtt://x'\n[[brokers]]\nname = 'a'\nurl = 'mqtt://y'", "brokers[1].name"),
        ("[[brokers]]\nname = 'a'\nurl = 'mqtt://x'\nsite = 'x/y'", "brokers[0].site"),
        ("[[brokers]]\nname = 'a'\nurl = 'mqtt://x'\nkeepalive_s = 0", "brokers[0].keepalive_s"),
        ("[[brokers]]\nname = 'a'\nurl = 'mqtt://x:99999'", "brokers[0].url"),
        ("[[brokers]]\nname = 'a'\nurl = 'mqtts://x'\nca_file = 'none.pem'", "brokers[0].ca_file"),
        ("[[brokers]]\nname = 'a'\nurl = 'mqtt://x'\npassword = 'secret'", "password"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(tmp_path, text, named):
    with pytest.raises(SettingsError) as caught:
        load_settings(write(tmp_path, text))
    assert str(tmp_path / "settings.toml") in str(caught.value)
    assert named in str(caught.value)
    assert "secret" not in str(caught.value)


def test_bytes_that_are_no_text_are_named(tmp_path):
    (tmp_path / "settings.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "user"),
    [
        ("mqtt://broker", "broker", 1883, False, None),
        ("mqtts://ops@broker.example", "broker.example", 8883, True, "ops"),
        ("mqtt://[::1]:1884", "::1", 1884, False, None),
    ],
)
def test_an_address_is_taken_apart(url, host, port, tls, user):
    address = parse_broker_url(url, "here")
    assert (address.host, address.port, address.tls, address.user) == (host, port, tls, user)


@pytest.mark.parametrize("url", ["http://x", "mqtt://", "x:1883", "mqtt://u:secret@x"])
def test_what_is_no_address_is_refused_and_no_password_repeated(url):
    with pytest.raises(SettingsError) as caught:
        parse_broker_url(url, "here")
    assert "here" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_broker_of_the_command_line_is_named_by_its_address():
    assert broker_from_url("mqtt://127.0.0.1:1884").name == "127.0.0.1:1884"


class MemoryKeyring(keyring.backend.KeyringBackend):
    priority = 1  # type: ignore[assignment]  # keyring reads it from the class

    def __init__(self, broken: bool = False) -> None:
        self.broken = broken

    def get_password(self, service: str, username: str) -> str | None:
        if self.broken:
            raise keyring.errors.KeyringLocked("locked")
        return "from-keyring" if (service, username) == (SERVICE, "tanan-01") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise keyring.errors.PasswordSetError

    def delete_password(self, service: str, username: str) -> None:
        raise keyring.errors.PasswordDeleteError


@pytest.fixture
def memory_keyring(monkeypatch) -> MemoryKeyring:
    backend = MemoryKeyring()
    monkeypatch.setattr(keyring.core, "_keyring_backend", backend)
    return backend


def test_the_password_comes_from_the_keyring_unless_the_environment_has_it(memory_keyring, monkeypatch):
    assert broker_password("tanan-01") == "from-keyring"
    assert broker_password("other") is None
    monkeypatch.setenv(password_variable("tanan-01"), "from-environment")
    assert password_variable("tanan-01") == "CONTROLCENTER_BROKER_TANAN_01_PASSWORD"
    assert broker_password("tanan-01") == "from-environment"


def test_a_locked_keyring_is_no_password_and_no_crash(memory_keyring):
    memory_keyring.broken = True
    assert broker_password("tanan-01") is None


def test_a_profile_is_made_where_there_is_none_and_refused_where_it_cannot_be(tmp_path):
    assert (open_profile(tmp_path / "a" / "b") / "logs").is_dir()
    (tmp_path / "file").write_text("")
    with pytest.raises(ProfileError, match="file"):
        open_profile(tmp_path / "file" / "p")
