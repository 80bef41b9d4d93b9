"""Exchanging the vault's key: everything opens before, during and after; the old key goes when it may."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from nacl.public import PrivateKey

from privacy import keys, vault, vault_keys
from privacy.hold import hold
from privacy.models import AuditEntry, HeldItem, PendingAccountEvent
from privacy.vault_reseal import Rotating
from privacy.vault_room import Room
from stream.contracts import AccountChange
from stream.errors import BadInput, Fatal
from tests.privacy.conftest import ANALYST, ORIGINAL, TEXT, Deployed, Review

pytestmark = pytest.mark.django_db
WAIT = timedelta(hours=25)


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path) -> None:
    keys.create(tmp_path / "keys")
    settings.PRIVACY_KEYS = tmp_path / "keys"


@pytest.fixture
def folder(_own_keys: None) -> Path:
    return Path(django_settings.PRIVACY_KEYS)


@pytest.fixture
def room(_own_keys: None, review: Review, deployed: Deployed) -> Rotating:
    """Three items: one whose key the vault has taken in, two just come; and an account that went away."""
    made = Rotating(Room(), WAIT)
    hold([review("a", embedding=keys.public_sealer(django_settings.PRIVACY_KEYS)(b"\x01\x02"))])
    made.keep(datetime.now(UTC))
    envelope = keys.public_sealer(django_settings.PRIVACY_KEYS)(b'{"account":"did:plc:gone"}')
    now = datetime.now(UTC)
    change = AccountChange(
        post_id="e", source="bluesky", received_at=now, status="deleted", envelope=envelope
    )
    hold([review("b"), review("c"), change])
    return made


def opens_everything() -> None:
    for item in HeldItem.objects.order_by("pk"):
        assert vault.look(item.pk, ANALYST).text == TEXT
        why = (vault.Purpose.UNDERSTAND, "what was meant here")
        assert vault.reveal(item.pk, ANALYST, ["original"], *why).fields == {"original": ORIGINAL}


def actions(prefix: str = "keys.") -> list[str]:
    found = AuditEntry.objects.filter(action__startswith=prefix).order_by("seq")
    return list(found.values_list("action", flat=True))


def test_everything_opens_at_every_step_and_the_old_key_goes_at_the_end(
    room: Rotating, folder: Path, review: Review
) -> None:
    old = (folder / "vault.key").read_text()
    seal = keys.public_sealer(folder)
    assert "3 items are still sealed to the old one" in room.rotate()
    assert (folder / "vault.key").read_text() != old
    opens_everything()
    for _ in range(4):
        room.keep(datetime.now(UTC))
        opens_everything()
    assert room.left() == 0
    assert "every held item is sealed to it" in room.rotate(), "asked again, no second exchange begins"
    assert (folder / "vault.old.key").exists(), "posts sealed to it may still be in the stream"
    hold([review("late")])
    later = datetime.now(UTC) + WAIT + timedelta(minutes=1)
    for _ in range(20):  # a few steps are enough; a test that never ends says nothing
        room.step(later)
    assert not (folder / "vault.old.key").exists()
    opens_everything()
    assert actions()[0] == "keys.rotated"
    assert actions()[-1] == "keys.destroyed"
    event = PendingAccountEvent.objects.get()
    assert vault_keys.opener([keys.load_private(folder)])(bytes(event.envelope)).startswith(b'{"account"')
    sealed_by_a_worker = seal(b"x")
    assert vault_keys.opener([keys.load_private(folder)])(sealed_by_a_worker) == b"x", (
        "workers follow vault.pub"
    )


@pytest.mark.parametrize("step", ["new", "old", "pub"])
def test_a_crash_between_two_files_is_gone_on_from(room: Rotating, folder: Path, step: str) -> None:
    before = keys.load_private(folder)
    after = PrivateKey.generate()
    keys.write(folder / "vault.new.key", bytes(after), 0o600)
    if step in ("old", "pub"):
        (folder / "vault.key").rename(folder / "vault.old.key")
    if step == "pub":
        (folder / "vault.new.key").rename(folder / "vault.key")
    opens_everything()
    assert vault_keys.rotating(folder)
    if step == "pub":
        vault_keys.begin(folder)
    while room.left() or vault_keys.interrupted(folder):
        room.keep(datetime.now(UTC))
    assert keys.load_private(folder) == after
    assert keys.load_public(folder) == after.public_key
    assert vault_keys.private_keys(folder) == [after, before]
    opens_everything()


def test_a_key_from_the_environment(folder: Path, room: Rotating, monkeypatch: pytest.MonkeyPatch) -> None:
    given = (folder / "vault.key").read_text()
    (folder / "vault.key").unlink()
    with pytest.raises(Fatal, match=r"vault.key is missing: restore it"):
        room.ready()
    monkeypatch.setenv(vault_keys.KEY_ENV, given)
    opens_everything()
    with pytest.raises(BadInput, match="comes from the environment: give the new one as FIRSTBELL_VAULT_KEY"):
        vault_keys.begin(folder)
    monkeypatch.setenv(vault_keys.KEY_ENV, "ab" * 32)
    with pytest.raises(BadInput, match="another vault key"):
        opens_everything()
    monkeypatch.setenv(vault_keys.OLD_ENV, given)
    opens_everything()
    monkeypatch.setenv(vault_keys.KEY_ENV, "not a key")
    with pytest.raises(Fatal, match="FIRSTBELL_VAULT_KEY is not a key"):
        room.ready()
