"""The tips' mailbox over a real socket with TLS: nothing lost, each mail deleted only once it is durable."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ingest.imap import ImapConnector
from ingest.replay_imap import ImapTwin
from stream.errors import BadInput, Retriable

MAIL = b"From: a@example.invalid\r\nSubject: zebrafinch\r\n\r\nthey wait at the gate\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "cert.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    files[1].write_bytes(pem)
    return files


@pytest.fixture
def twin(certificate: tuple[Path, Path]) -> Iterator[ImapTwin]:
    with ImapTwin(*certificate) as server:
        yield server


def connector(
    twin: ImapTwin,
    ca: Path | None,
    password: str = "letter-box",  # noqa: S107 - the twin's
    every_s: float = 0,
) -> ImapConnector:
    made = ImapConnector(
        ("127.0.0.1", twin.port), ("tips", password), name="tip-mail", every_s=every_s, ca=ca
    )
    made.open(None)
    return made


def test_mails_are_deleted_once_they_are_durable(twin: ImapTwin, certificate: tuple[Path, Path]) -> None:
    for number in range(3):
        twin.put(MAIL + b"%d" % number)
    source = connector(twin, certificate[0])
    first = source.poll(0, 2).records
    assert [mail[-1:] for mail in first] == [b"0", b"1"]
    assert len(twin.mails) == 3, "handed out, not yet durable"
    assert [mail[-1:] for mail in source.poll(0, 2).records] == [b"2"]
    assert len(twin.mails) == 1
    source.close()
    again = connector(twin, certificate[0])
    assert [mail[-1:] for mail in again.poll(0, 2).records] == [b"2"], "it was closed before: it comes again"
    assert again.poll(0, 2).records == []
    assert twin.mails == {}


def test_a_connection_that_breaks_costs_nothing(twin: ImapTwin, certificate: tuple[Path, Path]) -> None:
    twin.put(MAIL)
    source = connector(twin, certificate[0])
    twin.cut_after = 60
    with pytest.raises(Retriable, match="tips wait in it"):
        source.poll(0, 10)
    assert len(source.poll(0, 10).records) == 1


def test_a_connection_that_breaks_between_mails_loses_none(
    twin: ImapTwin, certificate: tuple[Path, Path]
) -> None:
    """What was fetched before the break was never handed out, so it must not be deleted."""
    for mail in (MAIL + b"first", MAIL + b"a longer one" * 50, MAIL + b"last"):
        twin.put(mail)
    source = connector(twin, certificate[0])
    twin.cut_after = 300
    with pytest.raises(Retriable):
        source.poll(0, 10)
    assert len(source.poll(0, 10).records) == 3


def test_what_is_wrong_is_named_and_the_password_is_not(
    twin: ImapTwin, certificate: tuple[Path, Path]
) -> None:
    with pytest.raises(BadInput, match=r"correct them in \[tips.mailbox\]") as refused:
        connector(twin, certificate[0], "guessed").poll(0, 10)
    assert "guessed" not in str(refused.value)
    with pytest.raises(Retriable, match="SSLCertVerificationError"):
        connector(twin, None).poll(0, 10)
    with pytest.raises(BadInput, match="no such file"):
        connector(twin, Path("/nowhere/ca.pem"))


def test_it_looks_no_more_often_than_it_is_told(twin: ImapTwin, certificate: tuple[Path, Path]) -> None:
    source = connector(twin, certificate[0], every_s=3600)
    source.poll(0, 10)
    source.poll(0, 10)
    assert twin.logins == 1
