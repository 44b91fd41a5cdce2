"""TLS with an authority of our own, and brokers that only speak the older MQTT."""

import datetime
import ipaddress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from controlcenter.demo.broker import DemoBroker
from tests.support.live_centre import AIR, LiveCentre, air, say
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey


def make_authority(folder: Path, name: str) -> tuple[Path, Path]:
    """A self-signed certificate for 127.0.0.1 and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


def settings(profile: Path, url: str, more: str) -> None:
    profile.mkdir()
    (profile / "settings.toml").write_text(f'[[brokers]]\nname = "b"\nurl = "{url}"\n{more}\n', encoding="utf-8")


def test_a_certificate_of_our_authority_is_trusted_and_another_is_not(make_centre, make_mosquitto, tmp_path):
    ours, other = make_authority(tmp_path, "ours"), make_authority(tmp_path, "other")
    broker = make_mosquitto(tls=ours).start()
    settings(tmp_path / "good", broker.url, f'ca_file = "{ours[0]}"')
    settings(tmp_path / "bad", broker.url, f'ca_file = "{other[0]}"')
    good: LiveCentre = make_centre(profile="good")
    good.wait_online()
    bad: LiveCentre = make_centre(profile="bad")
    wait_until(lambda: bad.notice("broker.tls"), 15)
    assert "certificate" in str(bad.notice("broker.tls").facts["reason"]).lower()
    assert bad.broker_state() != "online"


def test_a_broker_that_refuses_mqtt_5_is_spoken_to_in_3_1_1(make_centre):
    broker = DemoBroker()
    broker.start()
    try:
        centre: LiveCentre = make_centre(f"mqtt://127.0.0.1:{broker.port_311}")
        centre.wait_online(40)
        assert [one.protocol for one in centre.look().brokers.values()] == ["MQTT 3.1.1"]
    finally:
        broker.stop()


def test_the_client_id_survives_a_restart(make_centre, mosquitto, tmp_path):
    first = LiveCentre(tmp_path / "again", [mosquitto.url]).start()
    first.wait_online()
    first.stop()
    second = make_centre(mosquitto.url, profile="again")
    second.wait_online()
    second.take_in(air())
    say(mosquitto, "env/air/air-1/data", {"pm25": 5})
    wait_until(lambda: second.value(AIR, "pm25") == 5)
    ids = {line.split(" as ")[1].split(" ")[0] for line in mosquitto.log().splitlines() if " as controlcenter-" in line}
    assert len(ids) == 1
