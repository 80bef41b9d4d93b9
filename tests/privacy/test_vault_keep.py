"""Where the vault keeps data keys, and that one lost key stands in nobody's way."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from privacy import audit, items, keys
from privacy.hold import hold
from privacy.models import AuditEntry, Cause, HeldItem, PendingAccountEvent, Receipt
from privacy.vault_room import Room
from privacy.vault_store import key_id
from stream.errors import Fatal
from tests.privacy.conftest import Deployed, Review
from tests.privacy.rights.test_record import confirmed, found

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def held(settings: Any, tmp_path: Path, deployed: Deployed, request: pytest.FixtureRequest) -> HeldItem:
    keys.create(tmp_path / "keys")
    settings.PRIVACY_KEYS = tmp_path / "keys"
    review: Review = request.getfixturevalue("review")
    hold([review()])
    return HeldItem.objects.get()


def store_file() -> Path:
    return Path(django_settings.PRIVACY_KEYS) / "items.db"


def destroy(item: HeldItem) -> None:
    with audit.act():
        items.destroy(items.locked(item.pk), Cause.REQUEST)


def test_destroying_an_item_destroys_its_key_in_the_vault_s_own_file(held: HeldItem, review: Review) -> None:
    hold([review("p2")])
    Room().keep(NOW)
    sealed = Room().store.get(key_id(bytes(held.box_public)))
    assert sealed is not None
    copy = store_file().read_bytes()
    assert sealed in copy
    destroy(held)
    assert Room().keep(NOW) == (0, 1)
    assert Receipt.objects.get().key_gone_at == NOW
    assert len(Room().store.ids()) == 1, "the other item's key stays"
    for path in store_file().parent.glob("items.db*"):
        assert sealed not in path.read_bytes()
    assert Room().keep(NOW) == (0, 0)
    store_file().write_bytes(copy)
    assert Room().reconcile() == 1, "a key that came back with an old copy goes again"
    assert Room().reconcile() == 0


@pytest.fixture
def one_lost(held: HeldItem, review: Review) -> HeldItem:
    """Two items of one author; the key of the first is lost, as after a backup of the database came back."""
    hold([review("p2", text="at Marrow Bay High, other words")])
    Room().keep(NOW)
    Room().store.destroy([key_id(bytes(held.box_public))])
    return HeldItem.objects.get(post_id="p2")


def test_an_account_s_removal_is_honoured_although_another_item_s_key_is_lost(
    one_lost: HeldItem, review: Review
) -> None:
    PendingAccountEvent.objects.create(
        event_id="e1",
        source="bluesky",
        status="deleted",
        received_at=datetime.now(UTC),
        envelope=review("p9").envelope,
        stored_at=datetime.now(UTC),
    )
    assert Room().gone() == [one_lost.pk]


def test_a_rights_request_is_answered_although_another_item_s_key_is_lost(one_lost: HeldItem) -> None:
    assert found(confirmed()) == ["p2"]
    (said,) = AuditEntry.objects.filter(action="rights.answered").values_list("payload_canonical", flat=True)
    assert json.loads(bytes(said))["payload"]["unopened"] == 1, "the log says that one could not be asked"


def test_a_file_that_is_broken_finds_nobody_in_silence(one_lost: HeldItem) -> None:
    store_file().write_bytes(b"no database at all, but long enough to be read as one" * 40)
    with pytest.raises(Fatal, match="restore it from the keys' own backup"):
        Room().gone()
    with pytest.raises(Fatal, match="restore it from the keys' own backup"):
        found(confirmed())
