"""A Kafka that asks who comes: TLS and a password, against Apache Kafka itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from stream.broker import Frame
from stream.brokers.access import Access
from stream.brokers.kafka import KafkaBroker
from stream.errors import BadInput, Fatal, Retriable
from tests import kafka_server
from tests.ports import free_port

PASSWORD = "violet-anvil"


def test_what_does_not_fit_together_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="needs tls = true"):
        Access(user="district", password=PASSWORD)
    with pytest.raises(BadInput, match="go together"):
        Access(tls=True, user="district")
    with pytest.raises(BadInput, match="is not there: name a PEM file"):
        Access(tls=True, ca=tmp_path / "none.pem")
    with pytest.raises(BadInput, match="use one of SCRAM-SHA-512"):
        Access(tls=True, user="u", password="p", mechanism="GSSAPI")  # type: ignore[arg-type]  # the point
    assert Access().options() == {}
    assert PASSWORD not in repr(Access(tls=True, user="district", password=PASSWORD))


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A key with its certificate for 127.0.0.1, as the broker reads them, and the certificate alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kafka")]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both, alone = folder / "server.pem", folder / "ca.pem"
    both.write_bytes(private + pem)
    alone.write_bytes(pem)
    return both, alone


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a broker that takes TLS with a password, and the certificate to trust."""
    if (missing := kafka_server.missing()) and not kafka_server.required():
        pytest.skip(missing)
    both, alone = _certificate(tmp_path_factory.mktemp("certificates"))
    port = free_port()
    plain = "org.apache.kafka.common.security.plain.PlainLoginModule required"
    settings = (
        f"listeners=PLAINTEXT://127.0.0.1:@PORT@,CONTROLLER://127.0.0.1:@CONTROLLER@,GUARDED://127.0.0.1:{port}",
        f"advertised.listeners=PLAINTEXT://127.0.0.1:@PORT@,GUARDED://127.0.0.1:{port}",
        "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,GUARDED:SASL_SSL",
        "listener.name.guarded.ssl.keystore.type=PEM",
        f"listener.name.guarded.ssl.keystore.location={both}",
        "listener.name.guarded.sasl.enabled.mechanisms=PLAIN",
        f'listener.name.guarded.plain.sasl.jaas.config={plain} user_district="{PASSWORD}";',
    )
    with kafka_server.KafkaServer(*settings):
        yield f"kafka://127.0.0.1:{port}", alone


@pytest.mark.kafka
def test_with_the_password_frames_go_and_come(guarded: tuple[str, Path]) -> None:
    address, ca = guarded
    access = Access(tls=True, ca=ca, user="district", password=PASSWORD, mechanism="PLAIN")
    broker = KafkaBroker(address, prefix="guarded", partitions=1, access=access)
    broker.open(["posts"])
    broker.append([Frame("posts", 0, b"x", 1)])
    assert [message.value for message in broker.scan("posts")] == [b"x"]
    broker.close()


@pytest.mark.kafka
def test_who_may_not_come_in_is_told_why(guarded: tuple[str, Path]) -> None:
    address, ca = guarded
    wrong = Access(tls=True, ca=ca, user="district", password="wrong", mechanism="PLAIN")
    with pytest.raises(Retriable, match=r"user, password and mechanism in \[kafka\] right"):
        KafkaBroker(address, access=wrong).open(["posts"])
    untrusted = Access(tls=True, user="district", password=PASSWORD, mechanism="PLAIN")
    with pytest.raises(Fatal, match=r"certificate is not trusted .*name a file"):
        KafkaBroker(address, access=untrusted).open(["posts"])
